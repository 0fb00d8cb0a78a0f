package klant;

import static klant.Verhaal.waarde;

import java.io.FileInputStream;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;

/** Two-sided TLS with our certificate, and nobody trusted but the CAs of the index. */
final class Tls {
    private Tls() {}

    static TLSClientParameters maak() throws Exception {
        KeyManagerFactory sleutels = KeyManagerFactory.getInstance("PKIX");
        sleutels.init(lees(waarde("PARTNER_P12")), waarde("WACHTWOORD").toCharArray());
        TrustManagerFactory ankers = TrustManagerFactory.getInstance("PKIX");
        ankers.init(lees(waarde("VERTROUWD_P12")));
        TLSClientParameters tls = new TLSClientParameters();
        tls.setKeyManagers(sleutels.getKeyManagers());
        tls.setTrustManagers(ankers.getTrustManagers());
        return tls;
    }

    private static KeyStore lees(String bestand) throws Exception {
        KeyStore winkel = KeyStore.getInstance("PKCS12");
        try (FileInputStream stroom = new FileInputStream(bestand)) {
            winkel.load(stroom, waarde("WACHTWOORD").toCharArray());
        }
        return winkel;
    }
}
