package klant;

import static klant.Verhaal.waarde;

import jakarta.xml.ws.BindingProvider;
import java.nio.charset.StandardCharsets;
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
import org.apache.cxf.rt.security.SecurityConstants;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.wss4j.common.ext.WSPasswordCallback;

/** A client on CXF that does what the policy in the WSDL says; all that is left to tell it, is which keys. */
public final class Klant {
    private Klant() {}

    public static void main(String[] args) throws Exception {
        MeldingenPortTypeV1 meldingen = new MeldingenServiceV1().getMeldingenPortV1();
        SignalenPortTypeV1 signalen = new SignalenServiceV1().getSignalenPortV1();
        richtIn((BindingProvider) meldingen, "MELDINGEN");
        richtIn((BindingProvider) signalen, "SIGNALEN");
        new Verhaal(meldingen, signalen).vertel();
    }

    private static void richtIn(BindingProvider poort, String dienst) throws Exception {
        Map<String, Object> context = poort.getRequestContext();
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, waarde("NAAR_" + dienst));
        context.put(SecurityConstants.SIGNATURE_USERNAME, "partner");
        context.put(SecurityConstants.SIGNATURE_PROPERTIES, sleutelbos(waarde("PARTNER_P12")));
        CallbackHandler wachtwoord = vragen -> ((WSPasswordCallback) vragen[0]).setPassword(waarde("WACHTWOORD"));
        context.put(SecurityConstants.CALLBACK_HANDLER, wachtwoord);
        // Whom to trust: CXF verifies an answer with what it would encrypt for.
        context.put(SecurityConstants.ENCRYPT_PROPERTIES, sleutelbos(waarde("VERTROUWD_P12")));
        // Signed by the index itself, not by just anybody under its CA. Java writes subject.serialNumber as hexadecimal DER.
        String oin = HexFormat.of().formatHex(waarde("SERVER_OIN").getBytes(StandardCharsets.US_ASCII));
        context.put(SecurityConstants.SUBJECT_CERT_CONSTRAINTS, ".*2\\.5\\.4\\.5=#[0-9a-f]{2}14" + oin + ".*");
        // The suite Basic256Sha256 means SHA-256 for digests only; the signature itself would be SHA-1.
        context.put("ws-security.asymmetric.signature.algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
        Client client = ClientProxy.getClient(poort);
        client.getOutInterceptors().add(new Aan(waarde("ADRES_" + dienst)));
        ((HTTPConduit) client.getConduit()).setTlsClientParameters(Tls.maak());
    }

    private static Properties sleutelbos(String bestand) {
        Properties crypto = new Properties();
        crypto.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.type", "pkcs12");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.file", bestand);
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.password", waarde("WACHTWOORD"));
        return crypto;
    }
}
