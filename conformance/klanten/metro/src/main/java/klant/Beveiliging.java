package klant;

import static klant.Verhaal.waarde;

import jakarta.xml.soap.SOAPMessage;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.handler.soap.SOAPHandler;
import jakarta.xml.ws.handler.soap.SOAPMessageContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import org.apache.wss4j.common.WSEncryptionPart;
import org.apache.wss4j.common.crypto.Crypto;
import org.apache.wss4j.common.crypto.CryptoFactory;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.WSDataRef;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecSignature;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.apache.wss4j.dom.message.token.SignatureConfirmation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Addresses, signs and verifies: what the JAX-WS RI leaves to who uses it. One for each service; a conversation of one thread. */
final class Beveiliging implements SOAPHandler<SOAPMessageContext> {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSA = "http://www.w3.org/2005/08/addressing";
    private static final List<String> ADRESSERING = List.of("To", "Action", "MessageID", "ReplyTo");

    private final String adres;
    private final Crypto eigen = sleutelbos(waarde("PARTNER_P12"));
    private final Crypto vertrouwd = sleutelbos(waarde("VERTROUWD_P12"));
    private byte[] handtekening;

    Beveiliging(String adres) {
        WSSConfig.init();
        this.adres = adres;
    }

    @Override
    public boolean handleMessage(SOAPMessageContext context) {
        try {
            if (Boolean.TRUE.equals(context.get(MessageContext.MESSAGE_OUTBOUND_PROPERTY))) {
                onderteken(context);
            } else {
                verifieer(lees(context.getMessage()));
            }
            return true;
        } catch (WebServiceException fout) {
            throw fout;
        } catch (Exception fout) {
            throw new WebServiceException(fout);
        }
    }

    @Override
    public boolean handleFault(SOAPMessageContext context) {
        return handleMessage(context); // a fault counts for no more than any other answer
    }

    @Override
    public Set<QName> getHeaders() {
        String wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
        return Set.of(new QName(wsse, "Security")); // understood, as mustUnderstand asks
    }

    @Override
    public void close(MessageContext context) {}

    private void onderteken(SOAPMessageContext context) throws Exception {
        Document envelop = lees(context.getMessage());
        adresseer(envelop, actie(envelop));
        WSSecHeader security = new WSSecHeader(envelop);
        security.setMustUnderstand(true);
        security.insertSecurityHeader();
        WSSecTimestamp tijd = new WSSecTimestamp(security);
        tijd.setTimeToLive(300);
        tijd.build();
        WSSecSignature teken = new WSSecSignature(security);
        teken.setUserInfo("partner", waarde("WACHTWOORD"));
        teken.setKeyIdentifierType(WSConstants.BST_DIRECT_REFERENCE);
        teken.setSignatureAlgorithm(WSConstants.RSA_SHA256);
        teken.setDigestAlgo(WSConstants.SHA256);
        // What the profile wants signed: Body, Timestamp and every WS-Addressing header (WB004).
        teken.getParts().add(new WSEncryptionPart("Body", SOAP, "Element"));
        teken.getParts().add(new WSEncryptionPart("Timestamp", WSConstants.WSU_NS, "Element"));
        ADRESSERING.forEach(kop -> teken.getParts().add(new WSEncryptionPart(kop, WSA, "Element")));
        teken.build(eigen);
        handtekening = teken.getSignatureValue();
        context.getMessage().getSOAPPart().setContent(new DOMSource(envelop));
    }

    /** The wsam:Action of an operation of this contract: namespace and name of its request element. */
    private static String actie(Document envelop) {
        Node vraag = envelop.getElementsByTagNameNS(SOAP, "Body").item(0).getFirstChild();
        return vraag.getNamespaceURI() + ":" + vraag.getLocalName();
    }

    private void adresseer(Document envelop, String actie) {
        Element header = (Element) envelop.getElementsByTagNameNS(SOAP, "Header").item(0);
        if (header == null) {
            Element wortel = envelop.getDocumentElement();
            header = envelop.createElementNS(SOAP, wortel.getPrefix() + ":Header");
            wortel.insertBefore(header, wortel.getFirstChild());
        }
        List<String> waarden = List.of(adres, actie, "urn:uuid:" + UUID.randomUUID(), WSA + "/anonymous");
        for (int i = 0; i < ADRESSERING.size(); i++) {
            Element kop = envelop.createElementNS(WSA, "wsa:" + ADRESSERING.get(i));
            kop.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:wsa", WSA); // what is signed must show its namespaces
            Element tekst = kop;
            if ("ReplyTo".equals(ADRESSERING.get(i))) {
                tekst = envelop.createElementNS(WSA, "wsa:Address");
                kop.appendChild(tekst);
            }
            tekst.setTextContent(waarden.get(i));
            header.appendChild(kop);
        }
    }

    /** Throws unless the index signed Body and confirmation, and confirms our own signature (WB013, WB014). */
    private void verifieer(Document envelop) throws Exception {
        RequestData vraag = new RequestData();
        vraag.setWssConfig(WSSConfig.getNewInstance());
        vraag.setSigVerCrypto(vertrouwd);
        String oin = HexFormat.of().formatHex(waarde("SERVER_OIN").getBytes(StandardCharsets.US_ASCII)); // Java writes serialNumber as DER
        vraag.setSubjectCertConstraints(List.of(Pattern.compile(".*2\\.5\\.4\\.5=#[0-9a-f]{2}14" + oin + ".*")));
        WSHandlerResult uitkomst = new WSSecurityEngine().processSecurityHeader(envelop, vraag);
        List<WSSecurityEngineResult> getekend = uitkomst == null ? null : uitkomst.getActionResults().get(WSConstants.SIGN);
        if (getekend == null || getekend.size() != 1) {
            throw new WebServiceException("het antwoord is niet getekend");
        }
        Node body = envelop.getDocumentElement().getLastChild();
        if (!dekt(getekend.get(0), "Body") || !"Body".equals(body.getLocalName())) {
            throw new WebServiceException("de handtekening onder het antwoord gaat niet over de Body");
        }
        List<WSSecurityEngineResult> bevestigd = uitkomst.getActionResults().get(WSConstants.SC);
        if (bevestigd == null || bevestigd.size() != 1 || !dekt(getekend.get(0), "SignatureConfirmation")) {
            throw new WebServiceException("het antwoord heeft geen getekende SignatureConfirmation");
        }
        SignatureConfirmation ene = (SignatureConfirmation) bevestigd.get(0).get(WSSecurityEngineResult.TAG_SIGNATURE_CONFIRMATION);
        boolean fout = "Fault".equals(body.getFirstChild().getLocalName());
        boolean leeg = ene.getSignatureValue() == null || ene.getSignatureValue().length == 0; // a fault about the signature itself has none
        if (!(fout && leeg) && !Arrays.equals(ene.getSignatureValue(), handtekening)) {
            throw new WebServiceException("het antwoord bevestigt een andere handtekening");
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean dekt(WSSecurityEngineResult getekend, String naam) {
        List<WSDataRef> delen = (List<WSDataRef>) getekend.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
        return delen.stream().filter(deel -> naam.equals(deel.getProtectedElement().getLocalName())).count() == 1;
    }

    private static Document lees(SOAPMessage bericht) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bericht.writeTo(bytes);
        DocumentBuilderFactory bouwer = DocumentBuilderFactory.newInstance();
        bouwer.setNamespaceAware(true);
        bouwer.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return bouwer.newDocumentBuilder().parse(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static Crypto sleutelbos(String bestand) {
        Properties crypto = new Properties();
        crypto.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.type", "pkcs12");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.file", bestand);
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.password", waarde("WACHTWOORD"));
        try {
            return CryptoFactory.getInstance(crypto);
        } catch (Exception fout) {
            throw new WebServiceException(fout);
        }
    }

    /** Two-sided TLS with our certificate, and nobody trusted but the CAs of the index. */
    static SSLContext tls() throws Exception {
        KeyManagerFactory sleutels = KeyManagerFactory.getInstance("PKIX");
        sleutels.init(winkel(waarde("PARTNER_P12")), waarde("WACHTWOORD").toCharArray());
        TrustManagerFactory ankers = TrustManagerFactory.getInstance("PKIX");
        ankers.init(winkel(waarde("VERTROUWD_P12")));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(sleutels.getKeyManagers(), ankers.getTrustManagers(), null);
        return tls;
    }

    private static KeyStore winkel(String bestand) throws Exception {
        KeyStore winkel = KeyStore.getInstance("PKCS12");
        try (FileInputStream stroom = new FileInputStream(bestand)) {
            winkel.load(stroom, waarde("WACHTWOORD").toCharArray());
        }
        return winkel;
    }
}
