package klant;

import klant.meldingen.ControleerVerbindingAntwoord;
import klant.meldingen.ControleerVerbindingVerzoek;
import klant.meldingen.Fout;
import klant.meldingen.Jeugdige;
import klant.meldingen.MeldJeugdigeAntwoord;
import klant.meldingen.MeldJeugdigeVerzoek;
import klant.meldingen.MeldingenPortTypeV1;
import klant.meldingen.VerwijderMeldingAntwoord;
import klant.meldingen.VerwijderMeldingVerzoek;
import klant.meldingen.VerwijderReden;
import klant.signalen.BevestigSignalenAntwoord;
import klant.signalen.BevestigSignalenVerzoek;
import klant.signalen.HaalSignalenOpAntwoord;
import klant.signalen.HaalSignalenOpVerzoek;
import klant.signalen.Signaal;
import klant.signalen.SignalenPortTypeV1;

/** The story on what any JAX-WS toolkit generates, in one package per service: a line of JSON after each step. */
final class Verhaal {
    private final MeldingenPortTypeV1 meldingen;
    private final SignalenPortTypeV1 signalen;

    Verhaal(MeldingenPortTypeV1 meldingen, SignalenPortTypeV1 signalen) {
        this.meldingen = meldingen;
        this.signalen = signalen;
    }

    void vertel() throws Exception {
        String sleutel = waarde("VOORVOEGSEL");

        ControleerVerbindingVerzoek controle = new ControleerVerbindingVerzoek();
        controle.setStuurgegevens(stuurMeldingen());
        ControleerVerbindingAntwoord verbonden = meldingen.controleerVerbinding(controle);
        zeg("verbonden", verbonden.getStuurgegevens().getBerichtId());

        MeldJeugdigeAntwoord gemeld = meldingen.meldJeugdige(melding(sleutel + "-1", waarde("BSN")));
        zeg("gemeld", gemeld.getStuurgegevens().getBerichtId(), "melding", gemeld.getMeldingId());

        try {
            meldingen.meldJeugdige(melding(sleutel + "-2", waarde("BSN_ONGELDIG")));
        } catch (Fout fout) {
            zeg("geweigerd", fout.getFaultInfo().getIncidentId(), "code", fout.getFaultInfo().getCode());
        }

        HaalSignalenOpVerzoek ophalen = new HaalSignalenOpVerzoek();
        ophalen.setStuurgegevens(stuurSignalen());
        ophalen.setMaxAantal(10);
        HaalSignalenOpAntwoord opgehaald = signalen.haalSignalenOp(ophalen);
        Signaal signaal = opgehaald.getSignaal().get(0);
        String soort = signaal.getSoort().value();
        zeg("opgehaald", opgehaald.getStuurgegevens().getBerichtId(), "signaal", signaal.getSignaalId(), "soort", soort);

        BevestigSignalenVerzoek bevestigen = new BevestigSignalenVerzoek();
        bevestigen.setStuurgegevens(stuurSignalen());
        bevestigen.getSignaalId().add(signaal.getSignaalId());
        BevestigSignalenAntwoord bevestigd = signalen.bevestigSignalen(bevestigen);
        zeg("bevestigd", bevestigd.getStuurgegevens().getBerichtId());

        VerwijderMeldingVerzoek verwijderen = new VerwijderMeldingVerzoek();
        verwijderen.setStuurgegevens(stuurMeldingen());
        verwijderen.setPartnerVerzoekId(sleutel + "-3");
        verwijderen.setMeldingId(gemeld.getMeldingId());
        verwijderen.setReden(VerwijderReden.NIET_TERECHT);
        VerwijderMeldingAntwoord verwijderd = meldingen.verwijderMelding(verwijderen);
        zeg("verwijderd", verwijderd.getStuurgegevens().getBerichtId(), "melding", verwijderd.getMeldingId());
    }

    private static MeldJeugdigeVerzoek melding(String sleutel, String bsn) {
        Jeugdige jeugdige = new Jeugdige();
        jeugdige.setBsn(bsn);
        MeldJeugdigeVerzoek verzoek = new MeldJeugdigeVerzoek();
        verzoek.setStuurgegevens(stuurMeldingen());
        verzoek.setPartnerMeldingId(sleutel);
        verzoek.setJeugdige(jeugdige);
        return verzoek;
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
