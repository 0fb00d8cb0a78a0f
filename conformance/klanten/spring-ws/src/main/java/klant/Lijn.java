package klant;

import static klant.Klant.waarde;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.KeyStore;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.ws.transport.http.HttpUrlConnectionMessageSender;

/** Two-sided TLS with our certificate, and nobody trusted but the CAs of the index. */
final class Lijn extends HttpUrlConnectionMessageSender {
    private final SSLContext tls = SSLContext.getInstance("TLS");

    Lijn() throws Exception {
        KeyManagerFactory sleutels = KeyManagerFactory.getInstance("PKIX");
        sleutels.init(winkel(waarde("PARTNER_P12")), waarde("WACHTWOORD").toCharArray());
        TrustManagerFactory ankers = TrustManagerFactory.getInstance("PKIX");
        ankers.init(winkel(waarde("VERTROUWD_P12")));
        tls.init(sleutels.getKeyManagers(), ankers.getTrustManagers(), null);
    }

    @Override
    protected void prepareConnection(HttpURLConnection verbinding) throws IOException {
        ((HttpsURLConnection) verbinding).setSSLSocketFactory(tls.getSocketFactory());
        super.prepareConnection(verbinding);
    }

    private static KeyStore winkel(String bestand) throws Exception {
        KeyStore winkel = KeyStore.getInstance("PKCS12");
        try (FileInputStream stroom = new FileInputStream(bestand)) {
            winkel.load(stroom, waarde("WACHTWOORD").toCharArray());
        }
        return winkel;
    }
}
