package nl.verwijsindex.ci;

import jakarta.xml.ws.BindingProvider;
import java.io.FileInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.WSAddressingFeature;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import plat.meldingen.MeldJeugdigeVerzoek;
import plat.meldingen.MeldingenPortTypeV1;
import plat.meldingen.MeldingenServiceV1;
import plat.typen.Jeugdige;
import plat.typen.Rol;
import plat.typen.Stuurgegevens;

/**
 * A partner system on CXF and WSS4J: sends one signed MeldJeugdige over two-sided TLS and verifies the signed answer.
 *
 * <p>Melder URL PARTNER.p12 VERTROUWD.p12 WACHTWOORD OIN INSTANTIE GEBRUIKER BSN PARTNERMELDINGID BESTAND: writes what it sent to BESTAND.
 * VIA in the environment is another address to send to; wsa:To stays URL.
 */
public final class Melder {
    private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSA = "http://www.w3.org/2005/08/addressing";

    private final String url;
    private final Path partner;
    private final Path vertrouwd;
    private final String wachtwoord;

    private Melder(String url, Path partner, Path vertrouwd, String wachtwoord) {
        this.url = url;
        this.partner = partner;
        this.vertrouwd = vertrouwd;
        this.wachtwoord = wachtwoord;
    }

    public static void main(String[] args) throws Exception {
        Melder melder = new Melder(args[0], Path.of(args[1]), Path.of(args[2]), args[3]);
        MeldingenPortTypeV1 poort = melder.verbind(Path.of(args[9]));
        String meldingId = poort.meldJeugdige(verzoek(args)).getMeldingId();
        System.out.println("CXF: geaccepteerd als " + meldingId + ", antwoord geverifieerd");
    }

    private static MeldJeugdigeVerzoek verzoek(String[] args) {
        Stuurgegevens stuur = new Stuurgegevens();
        stuur.setVerzenderOin(args[4]);
        stuur.setInstantieId(args[5]);
        stuur.setGebruikerId(args[6]);
        stuur.setRol(Rol.MELDER);
        Jeugdige jeugdige = new Jeugdige();
        jeugdige.setBsn(args[7]);
        MeldJeugdigeVerzoek verzoek = new MeldJeugdigeVerzoek();
        verzoek.setStuurgegevens(stuur);
        verzoek.setPartnerMeldingId(args[8]);
        verzoek.setJeugdige(jeugdige);
        return verzoek;
    }

    private MeldingenPortTypeV1 verbind(Path opname) throws Exception {
        MeldingenPortTypeV1 poort = new MeldingenServiceV1().getMeldingenPortV1(new WSAddressingFeature());
        Map<String, Object> context = ((BindingProvider) poort).getRequestContext();
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, System.getenv().getOrDefault("VIA", url));
        context.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, aan(url));
        Client client = ClientProxy.getClient(poort);
        ((HTTPConduit) client.getConduit()).setTlsClientParameters(tls());
        client.getOutInterceptors().add(new WSS4JOutInterceptor(ondertekening()));
        client.getOutInterceptors().add(new Opname(opname));
        client.getInInterceptors().add(new WSS4JInInterceptor(verificatie()));
        return poort;
    }

    private static AddressingProperties aan(String url) {
        AttributedURIType adres = new AttributedURIType();
        adres.setValue(url);
        EndpointReferenceType bestemming = new EndpointReferenceType();
        bestemming.setAddress(adres);
        AddressingProperties adressering = new AddressingProperties();
        adressering.setTo(bestemming);
        return adressering;
    }

    /** What the profile wants signed: Body, Timestamp and every WS-Addressing header. */
    private Map<String, Object> ondertekening() {
        Map<String, Object> knoppen = sleutelhanger("sign", partner);
        StringBuilder delen = new StringBuilder("{Element}{" + OASIS + "}Timestamp;{Element}{" + SOAP + "}Body");
        for (String kop : new String[] {"To", "Action", "MessageID", "ReplyTo"}) {
            delen.append(";{Element}{" + WSA + "}" + kop);
        }
        knoppen.put("action", "Timestamp Signature");
        knoppen.put("enableSignatureConfirmation", "true"); // the answer must repeat the signature of the request (WB014)
        knoppen.put("user", "partner");
        knoppen.put("passwordCallbackRef", (javax.security.auth.callback.CallbackHandler) vragen -> {
            ((org.apache.wss4j.common.ext.WSPasswordCallback) vragen[0]).setPassword(wachtwoord);
        });
        knoppen.put("signatureParts", delen.toString());
        knoppen.put("signatureKeyIdentifier", "DirectReference");
        knoppen.put("signatureAlgorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
        knoppen.put("signatureDigestAlgorithm", "http://www.w3.org/2001/04/xmlenc#sha256");
        return knoppen;
    }

    private Map<String, Object> verificatie() {
        Map<String, Object> knoppen = sleutelhanger("verify", vertrouwd);
        knoppen.put("action", "Timestamp Signature");
        knoppen.put("enableSignatureConfirmation", "true"); // the answer must repeat the signature of the request (WB014)
        return knoppen;
    }

    private Map<String, Object> sleutelhanger(String naam, Path bestand) {
        java.util.Properties crypto = new java.util.Properties();
        crypto.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.type", "pkcs12");
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.file", bestand.toString());
        crypto.put("org.apache.wss4j.crypto.merlin.keystore.password", wachtwoord);
        Map<String, Object> knoppen = new HashMap<>();
        knoppen.put(naam, crypto);
        knoppen.put("sign".equals(naam) ? "signaturePropRefId" : "signatureVerificationPropRefId", naam);
        return knoppen;
    }

    private TLSClientParameters tls() throws Exception {
        KeyManagerFactory sleutels = KeyManagerFactory.getInstance("PKIX");
        sleutels.init(lees(partner), wachtwoord.toCharArray());
        TrustManagerFactory ankers = TrustManagerFactory.getInstance("PKIX");
        ankers.init(lees(vertrouwd));
        TLSClientParameters tls = new TLSClientParameters();
        tls.setKeyManagers(sleutels.getKeyManagers());
        tls.setTrustManagers(ankers.getTrustManagers());
        return tls;
    }

    private KeyStore lees(Path bestand) throws Exception {
        KeyStore winkel = KeyStore.getInstance("PKCS12");
        try (FileInputStream stroom = new FileInputStream(bestand.toFile())) {
            winkel.load(stroom, wachtwoord.toCharArray());
        }
        return winkel;
    }

    /** Writes a copy of every byte that goes out. */
    private static final class Opname extends AbstractPhaseInterceptor<Message> {
        private final Path bestand;

        Opname(Path bestand) {
            super(Phase.PRE_STREAM);
            this.bestand = bestand;
        }

        @Override
        public void handleMessage(Message bericht) {
            try {
                OutputStream kopie = Files.newOutputStream(bestand);
                bericht.setContent(OutputStream.class, new FilterOutputStream(bericht.getContent(OutputStream.class)) {
                    @Override
                    public void write(int octet) throws IOException {
                        kopie.write(octet);
                        out.write(octet);
                    }

                    @Override
                    public void close() throws IOException {
                        kopie.close();
                        super.close();
                    }
                });
            } catch (IOException fout) {
                throw new IllegalStateException(fout);
            }
        }
    }
}
