package klant;

import static klant.Klant.waarde;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.apache.wss4j.common.crypto.CryptoFactory;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.WSDataRef;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.message.token.SignatureConfirmation;
import org.springframework.ws.client.WebServiceClientException;
import org.springframework.ws.context.MessageContext;
import org.springframework.ws.soap.SoapMessage;
import org.springframework.ws.soap.security.WsSecuritySecurementException;
import org.springframework.ws.soap.security.wss4j2.Wss4jSecurityInterceptor;
import org.springframework.ws.soap.security.wss4j2.Wss4jSecurityValidationException;
import org.w3c.dom.Node;

/** The interceptor of Spring-WS, with what it does not check: that the Body is among what is signed, by whom, and also of a fault. */
final class Beveiliging extends Wss4jSecurityInterceptor {
    private static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSA = "http://www.w3.org/2005/08/addressing";

    private byte[] handtekening;

    Beveiliging() throws Exception {
        // What the profile wants signed: Body, Timestamp and every WS-Addressing header (WB004).
        StringBuilder delen = new StringBuilder("{Element}{" + WSU + "}Timestamp;{Element}{" + SOAP + "}Body");
        for (String kop : new String[] {"To", "Action", "MessageID", "ReplyTo"}) {
            delen.append(";{Element}{" + WSA + "}" + kop);
        }
        setSecurementActions("Timestamp Signature");
        setSecurementUsername("partner");
        setSecurementPassword(waarde("WACHTWOORD"));
        setSecurementSignatureCrypto(sleutelbos(waarde("PARTNER_P12")));
        setSecurementSignatureKeyIdentifier("DirectReference");
        setSecurementSignatureAlgorithm(WSConstants.RSA_SHA256);
        setSecurementSignatureDigestAlgorithm(WSConstants.SHA256);
        setSecurementSignatureParts(delen.toString());
        setValidationActions("Timestamp Signature");
        setValidationSignatureCrypto(sleutelbos(waarde("VERTROUWD_P12")));
        setEnableSignatureConfirmation(true);
        afterPropertiesSet();
    }

    @Override
    public boolean handleFault(MessageContext context) throws WebServiceClientException {
        return handleResponse(context);
    }

    @Override
    protected void secureMessage(SoapMessage bericht, MessageContext context) throws WsSecuritySecurementException {
        super.secureMessage(bericht, context);
        Node waarde = bericht.getDocument().getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "SignatureValue").item(0);
        handtekening = Base64.getMimeDecoder().decode(waarde.getTextContent());
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void checkResults(List<WSSecurityEngineResult> uitkomsten, List<Integer> acties) {
        super.checkResults(uitkomsten, acties);
        WSSecurityEngineResult getekend = uitkomsten.stream()
                .filter(uitkomst -> Integer.valueOf(WSConstants.SIGN).equals(uitkomst.get(WSSecurityEngineResult.TAG_ACTION)))
                .findFirst()
                .orElseThrow(() -> new Wss4jSecurityValidationException("het antwoord is niet getekend"));
        List<WSDataRef> delen = (List<WSDataRef>) getekend.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
        for (String naam : new String[] {"Body", "SignatureConfirmation"}) {
            if (delen.stream().noneMatch(deel -> naam.equals(deel.getName().getLocalPart()))) {
                throw new Wss4jSecurityValidationException("de handtekening onder het antwoord gaat niet over " + naam);
            }
        }
        if (uitkomsten.stream().noneMatch(this::bevestigt)) { // Spring-WS itself takes the confirmation of another request (WB014)
            throw new Wss4jSecurityValidationException("het antwoord bevestigt een andere handtekening");
        }
        X509Certificate van = (X509Certificate) getekend.get(WSSecurityEngineResult.TAG_X509_CERTIFICATE);
        // subject.serialNumber, which OpenSSL and Java write as SERIALNUMBER in this form of a name.
        if (!van.getSubjectDN().getName().contains("SERIALNUMBER=" + waarde("SERVER_OIN"))) {
            throw new Wss4jSecurityValidationException("het antwoord is van een ander");
        }
    }

    private boolean bevestigt(WSSecurityEngineResult uitkomst) {
        Object bevestigd = uitkomst.get(WSSecurityEngineResult.TAG_SIGNATURE_CONFIRMATION);
        return bevestigd != null && Arrays.equals(((SignatureConfirmation) bevestigd).getSignatureValue(), handtekening);
    }

    private static org.apache.wss4j.common.crypto.Crypto sleutelbos(String bestand) throws Exception {
        Properties crypto = new Properties();
        crypto.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.type", "pkcs12");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.file", bestand);
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.password", waarde("WACHTWOORD"));
        return CryptoFactory.getInstance(crypto);
    }
}
