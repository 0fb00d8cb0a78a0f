package klant;

import static klant.Verhaal.waarde;

import jakarta.xml.ws.BindingProvider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.CallbackHandler;
import klant.meldingen.MeldingenPortTypeV1;
import klant.meldingen.MeldingenServiceV1;
import klant.signalen.SignalenPortTypeV1;
import klant.signalen.SignalenServiceV1;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.ws.addressing.WSAddressingFeature;
import org.apache.cxf.ws.security.wss4j.DefaultCryptoCoverageChecker;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;

/** A client on CXF with the interceptors of WSS4J: signs, and verifies what is signed, by whom, and to which request it belongs. */
public final class Klant {
    private static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSA = "http://www.w3.org/2005/08/addressing";

    private Klant() {}

    public static void main(String[] args) throws Exception {
        MeldingenPortTypeV1 meldingen = new MeldingenServiceV1().getMeldingenPortV1(new WSAddressingFeature());
        SignalenPortTypeV1 signalen = new SignalenServiceV1().getSignalenPortV1(new WSAddressingFeature());
        richtIn((BindingProvider) meldingen, "MELDINGEN");
        richtIn((BindingProvider) signalen, "SIGNALEN");
        new Verhaal(meldingen, signalen).vertel();
    }

    private static void richtIn(BindingProvider poort, String dienst) throws Exception {
        poort.getRequestContext().put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, waarde("NAAR_" + dienst));
        Client client = ClientProxy.getClient(poort);
        client.getOutInterceptors().add(new Aan(waarde("ADRES_" + dienst)));
        ((HTTPConduit) client.getConduit()).setTlsClientParameters(Tls.maak());
        client.getOutInterceptors().add(new WSS4JOutInterceptor(ondertekening()));
        client.getInInterceptors().add(new WSS4JInInterceptor(verificatie()));
        client.getInInterceptors().add(dekking());
    }

    /** What the profile wants signed: Body, Timestamp and every WS-Addressing header (WB004). */
    private static Map<String, Object> ondertekening() {
        Map<String, Object> knoppen = sleutelbos("sign", waarde("PARTNER_P12"));
        StringBuilder delen = new StringBuilder("{Element}{" + WSU + "}Timestamp;{Element}{" + SOAP + "}Body");
        for (String kop : new String[] {"To", "Action", "MessageID", "ReplyTo"}) {
            delen.append(";{Element}{" + WSA + "}" + kop);
        }
        knoppen.put("action", "Timestamp Signature");
        knoppen.put("enableSignatureConfirmation", "true"); // the answer must repeat the signature of the request (WB014)
        knoppen.put("user", "partner");
        CallbackHandler wachtwoord = vragen -> ((WSPasswordCallback) vragen[0]).setPassword(waarde("WACHTWOORD"));
        knoppen.put("passwordCallbackRef", wachtwoord);
        knoppen.put("signatureParts", delen.toString());
        knoppen.put("signatureKeyIdentifier", "DirectReference");
        knoppen.put("signatureAlgorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
        knoppen.put("signatureDigestAlgorithm", "http://www.w3.org/2001/04/xmlenc#sha256");
        return knoppen;
    }

    private static Map<String, Object> verificatie() {
        Map<String, Object> knoppen = sleutelbos("verify", waarde("VERTROUWD_P12"));
        knoppen.put("action", "Timestamp Signature");
        knoppen.put("enableSignatureConfirmation", "true");
        // Signed by the index itself, not by just anybody under its CA. Java writes subject.serialNumber as hexadecimal DER.
        String oin = HexFormat.of().formatHex(waarde("SERVER_OIN").getBytes(StandardCharsets.US_ASCII));
        knoppen.put("sigSubjectCertConstraints", ".*2\\.5\\.4\\.5=#[0-9a-f]{2}14" + oin + ".*");
        return knoppen;
    }

    /** A signature counts only for what it covers: WSS4J by itself does not ask that the Body is among it. */
    private static DefaultCryptoCoverageChecker dekking() {
        DefaultCryptoCoverageChecker dekking = new DefaultCryptoCoverageChecker();
        dekking.setSignBody(true);
        dekking.setSignTimestamp(true);
        dekking.setSignAddressingHeaders(true);
        return dekking;
    }

    private static Map<String, Object> sleutelbos(String naam, String bestand) {
        Properties crypto = new Properties();
        crypto.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.type", "pkcs12");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.file", bestand);
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.password", waarde("WACHTWOORD"));
        Map<String, Object> knoppen = new HashMap<>();
        knoppen.put(naam, crypto);
        knoppen.put("sign".equals(naam) ? "signaturePropRefId" : "signatureVerificationPropRefId", naam);
        return knoppen;
    }
}
