package klant;

import jakarta.xml.bind.JAXBElement;
import java.net.URI;
import java.util.List;
import klant.meldingen.ControleerVerbindingAntwoord;
import klant.meldingen.ControleerVerbindingVerzoek;
import klant.meldingen.FoutType;
import klant.meldingen.Jeugdige;
import klant.meldingen.MeldJeugdigeAntwoord;
import klant.meldingen.MeldJeugdigeVerzoek;
import klant.meldingen.VerwijderMeldingAntwoord;
import klant.meldingen.VerwijderMeldingVerzoek;
import klant.meldingen.VerwijderReden;
import klant.signalen.BevestigSignalenAntwoord;
import klant.signalen.BevestigSignalenVerzoek;
import klant.signalen.HaalSignalenOpAntwoord;
import klant.signalen.HaalSignalenOpVerzoek;
import klant.signalen.Signaal;
import org.springframework.oxm.jaxb.Jaxb2Marshaller;
import org.springframework.ws.client.core.WebServiceTemplate;
import org.springframework.ws.client.support.interceptor.ClientInterceptor;
import org.springframework.ws.soap.addressing.client.ActionCallback;
import org.springframework.ws.soap.addressing.core.EndpointReference;
import org.springframework.ws.soap.addressing.version.Addressing10;
import org.springframework.ws.soap.client.SoapFaultClientException;

/** A client on Spring-WS: the whole story, signed, every answer verified. Values come from the environment (../README.md). */
public final class Klant {
    private final Jaxb2Marshaller marshaller = new Jaxb2Marshaller();
    private final WebServiceTemplate sjabloon = new WebServiceTemplate(marshaller);
    private final klant.meldingen.ObjectFactory meldingen = new klant.meldingen.ObjectFactory();
    private final klant.signalen.ObjectFactory signalen = new klant.signalen.ObjectFactory();

    private Klant(String pakket) throws Exception {
        marshaller.setContextPath(pakket);
        marshaller.afterPropertiesSet();
        sjabloon.setUnmarshaller(marshaller);
        sjabloon.setMessageSender(new Lijn());
        sjabloon.setInterceptors(new ClientInterceptor[] {new Beveiliging()});
    }

    public static void main(String[] args) throws Exception {
        new Klant("klant.meldingen").vertel(new Klant("klant.signalen"));
    }

    private void vertel(Klant vanSignalen) throws Exception {
        String sleutel = waarde("VOORVOEGSEL");

        ControleerVerbindingVerzoek controle = new ControleerVerbindingVerzoek();
        controle.setStuurgegevens(stuurMeldingen());
        ControleerVerbindingAntwoord verbonden = vraag("MELDINGEN", "ControleerVerbinding", meldingen.createControleerVerbinding(controle));
        zeg("verbonden", verbonden.getStuurgegevens().getBerichtId());

        MeldJeugdigeAntwoord gemeld = meld(sleutel + "-1", waarde("BSN"));
        zeg("gemeld", gemeld.getStuurgegevens().getBerichtId(), "melding", gemeld.getMeldingId());

        try {
            meld(sleutel + "-2", waarde("BSN_ONGELDIG"));
        } catch (SoapFaultClientException weigering) {
            FoutType fout = fout(weigering);
            zeg("geweigerd", fout.getIncidentId(), "code", fout.getCode());
        }

        HaalSignalenOpVerzoek ophalen = new HaalSignalenOpVerzoek();
        ophalen.setStuurgegevens(stuurSignalen());
        ophalen.setMaxAantal(10);
        HaalSignalenOpAntwoord opgehaald = vanSignalen.vraag("SIGNALEN", "HaalSignalenOp", signalen.createHaalSignalenOp(ophalen));
        Signaal signaal = opgehaald.getSignaal().get(0);
        String soort = signaal.getSoort().value();
        zeg("opgehaald", opgehaald.getStuurgegevens().getBerichtId(), "signaal", signaal.getSignaalId(), "soort", soort);

        BevestigSignalenVerzoek bevestigen = new BevestigSignalenVerzoek();
        bevestigen.setStuurgegevens(stuurSignalen());
        bevestigen.getSignaalId().addAll(List.of(signaal.getSignaalId()));
        BevestigSignalenAntwoord bevestigd = vanSignalen.vraag("SIGNALEN", "BevestigSignalen", signalen.createBevestigSignalen(bevestigen));
        zeg("bevestigd", bevestigd.getStuurgegevens().getBerichtId());

        VerwijderMeldingVerzoek verwijderen = new VerwijderMeldingVerzoek();
        verwijderen.setStuurgegevens(stuurMeldingen());
        verwijderen.setPartnerVerzoekId(sleutel + "-3");
        verwijderen.setMeldingId(gemeld.getMeldingId());
        verwijderen.setReden(VerwijderReden.NIET_TERECHT);
        VerwijderMeldingAntwoord verwijderd = vraag("MELDINGEN", "VerwijderMelding", meldingen.createVerwijderMelding(verwijderen));
        zeg("verwijderd", verwijderd.getStuurgegevens().getBerichtId(), "melding", verwijderd.getMeldingId());
    }

    private MeldJeugdigeAntwoord meld(String sleutel, String bsn) throws Exception {
        Jeugdige jeugdige = new Jeugdige();
        jeugdige.setBsn(bsn);
        MeldJeugdigeVerzoek verzoek = new MeldJeugdigeVerzoek();
        verzoek.setStuurgegevens(stuurMeldingen());
        verzoek.setPartnerMeldingId(sleutel);
        verzoek.setJeugdige(jeugdige);
        return vraag("MELDINGEN", "MeldJeugdige", meldingen.createMeldJeugdige(verzoek));
    }

    /** One question; a fault is a SoapFaultClientException. */
    @SuppressWarnings("unchecked")
    private <T> T vraag(String dienst, String operatie, JAXBElement<?> verzoek) throws Exception {
        URI actie = URI.create("urn:verwijsindex:" + dienst.toLowerCase() + ":v1:" + operatie);
        ActionCallback adressering = new ActionCallback(actie, new Addressing10(), URI.create(waarde("ADRES_" + dienst)));
        adressering.setReplyTo(new EndpointReference(URI.create("http://www.w3.org/2005/08/addressing/anonymous")));
        return ((JAXBElement<T>) sjabloon.marshalSendAndReceive(waarde("NAAR_" + dienst), verzoek, adressering)).getValue();
    }

    /** The fields of the Fout in the detail. */
    @SuppressWarnings("unchecked")
    private FoutType fout(SoapFaultClientException weigering) {
        var detail = weigering.getSoapFault().getFaultDetail().getDetailEntries().next();
        return ((JAXBElement<FoutType>) marshaller.unmarshal(detail.getSource())).getValue();
    }

    private static klant.meldingen.Stuurgegevens stuurMeldingen() {
        klant.meldingen.Stuurgegevens stuur = new klant.meldingen.Stuurgegevens();
        stuur.setVerzenderOin(waarde("OIN"));
        stuur.setInstantieId(waarde("INSTANTIE"));
        stuur.setGebruikerId(waarde("GEBRUIKER"));
        stuur.setRol(klant.meldingen.Rol.MELDER);
        return stuur;
    }

    private static klant.signalen.Stuurgegevens stuurSignalen() {
        klant.signalen.Stuurgegevens stuur = new klant.signalen.Stuurgegevens();
        stuur.setVerzenderOin(waarde("OIN"));
        stuur.setInstantieId(waarde("INSTANTIE"));
        stuur.setGebruikerId(waarde("GEBRUIKER"));
        stuur.setRol(klant.signalen.Rol.MELDER);
        return stuur;
    }

    static String waarde(String naam) {
        return System.getenv(naam);
    }

    private static void zeg(String stap, String bericht, String... velden) {
        StringBuilder regel = new StringBuilder("{\"stap\": \"" + stap + "\", \"bericht\": \"" + bericht + "\"");
        for (int i = 0; i < velden.length; i += 2) {
            regel.append(", \"" + velden[i] + "\": \"" + velden[i + 1] + "\"");
        }
        System.out.println(regel.append('}'));
    }
}
