package klant;

import static klant.Verhaal.waarde;

import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.handler.Handler;
import java.util.List;
import klant.meldingen.MeldingenPortTypeV1;
import klant.meldingen.MeldingenServiceV1;
import klant.signalen.SignalenPortTypeV1;
import klant.signalen.SignalenServiceV1;

/** A client on the JAX-WS RI: what it does not do by itself, `Beveiliging` does. */
public final class Klant {
    private Klant() {}

    public static void main(String[] args) throws Exception {
        MeldingenPortTypeV1 meldingen = new MeldingenServiceV1().getMeldingenPortV1();
        SignalenPortTypeV1 signalen = new SignalenServiceV1().getSignalenPortV1();
        richtIn((BindingProvider) meldingen, "MELDINGEN");
        richtIn((BindingProvider) signalen, "SIGNALEN");
        new Verhaal(meldingen, signalen).vertel();
    }

    @SuppressWarnings("rawtypes") // so JAX-WS declares it
    private static void richtIn(BindingProvider poort, String dienst) throws Exception {
        poort.getRequestContext().put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, waarde("NAAR_" + dienst));
        poort.getRequestContext().put("com.sun.xml.ws.transport.https.client.SSLSocketFactory", Beveiliging.tls().getSocketFactory());
        List<Handler> keten = poort.getBinding().getHandlerChain();
        keten.add(new Beveiliging(waarde("ADRES_" + dienst)));
        poort.getBinding().setHandlerChain(keten);
    }
}
