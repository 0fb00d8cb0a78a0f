"""What is kept of a melding, and what the statutory log says (R-050..R-053, R-079, R-140, R-141, R-195)."""

import pytest

from . import verzoeken
from .index import Index
from .personen import PERSONEN, bsn
from .wie import GGD, GGD2, POLITIE, REGIE, contact

LOGKOLOMMEN = {
    "nummer", "tijdstip", "gebeurtenis", "operatie", "oin", "gebruiker_id", "rol", "bericht_id", "persoon", "ids", "uitkomst", "ontvanger",
    "verstrekt", "keten", "plaats", "schakel",
}  # fmt: skip


def _verhaal(index: Index) -> None:
    """Something of everything: a match, a family match, a fetch, an archive, a destruction, a refusal."""
    for wie, naam in ((GGD, "kind"), (POLITIE, "kind"), (GGD2, "zus")):
        index.meld(wie, naam, f"partnerkenmerk-{naam}-{wie.gebruiker}")
    for wie in (GGD, POLITIE, REGIE):
        index.bevestig(wie, [signaal.id for signaal in index.signalen(wie)][:1])
    index.verwijder(GGD, index.meld(GGD, "enig").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    index.verwijder(GGD, index.meld(GGD, "ander").tekst("meldingId"), "NIET_TERECHT")
    index.meld_fout(GGD, "overleden")


@pytest.mark.eis("R-050", "R-079", "R-195")
def test_nothing_of_a_person_is_readable_in_the_database(index: Index) -> None:
    """No number, name, birth date, parent, contact datum or partner key stands in any table as it is."""
    _verhaal(index)
    alles = repr([kolom for rijen in index.alle_rijen().values() for rij in rijen for kolom in rij])
    for naam in ("kind", "zus", "moeder", "vader", "enig", "ander", "overleden"):
        for veld in ("bsn", "geslachtsnaam", "geboortedatum"):
            assert PERSONEN[naam][veld] not in alles
    for wie in (GGD, POLITIE, GGD2):
        gegevens = contact(wie.gebruiker).contact
        assert [
            waarde for waarde in (gegevens.naam, gegevens.telefoon, gegevens.emailadres) if waarde is not None and waarde in alles
        ] == []
    assert "partnerkenmerk" not in alles


@pytest.mark.eis("R-050", "R-052")
def test_of_a_jeugdige_nothing_is_kept_but_what_the_law_names(index: Index) -> None:
    """One row per person, one per melding, two pseudonyms of parents; a second melding adds a melding and nothing else."""
    index.meld(GGD, "kind")
    eerst = index.aantallen()
    index.meld(POLITIE, "kind")
    assert {naam: eerst[naam] for naam in ("jeugdige", "jeugdige_ouder", "melding")} == {"jeugdige": 1, "jeugdige_ouder": 2, "melding": 1}
    assert {naam: index.aantallen()[naam] for naam in ("jeugdige", "jeugdige_ouder", "melding")} == {
        "jeugdige": 1,
        "jeugdige_ouder": 2,
        "melding": 2,
    }


@pytest.mark.eis("R-050", "R-051")
@pytest.mark.parametrize("extra", ["<v:reden>spijbelt vaak</v:reden>", "<v:toelichting/>", "<t:risico>a</t:risico>", "spijbelt vaak"])
def test_no_reason_and_no_free_text_can_be_sent(bewoond: Index, extra: str) -> None:
    """An element that the contract lacks, or text beside the elements, is refused and not repeated."""
    body = bewoond.melding(GGD, "enig").replace("</v:jeugdige>", f"</v:jeugdige>{extra}")
    voor = bewoond.gevolgen()
    fout = bewoond.fout(GGD, "MeldJeugdige", body)
    assert (fout.code, fout.detail) == ("DK0004", True)
    assert b"spijbelt" not in fout.ruw
    assert fout.element is None or "risico" not in fout.element
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-140", "R-141")
def test_the_log_says_who_did_what_with_what_result(index: Index) -> None:
    """Per event one line with moment, partner, user, role, message and ids; the person is a pseudonym that the answers do not tell."""
    antwoord = index.meld(GGD, "enig")
    index.meld(POLITIE, "enig")
    melding = antwoord.tekst("meldingId")
    eerste = index.logboek()[0]
    assert set(eerste) == LOGKOLOMMEN
    verwacht = ("MELDING_GEDAAN", "MeldJeugdige", GGD.oin, GGD.gebruiker, "MELDER", antwoord.tekst("berichtId"), "OK")
    assert verwacht == tuple(eerste[k] for k in ("gebeurtenis", "operatie", "oin", "gebruiker_id", "rol", "bericht_id", "uitkomst"))
    assert melding in eerste["ids"]
    pseudoniemen = {regel["persoon"] for regel in index.logboek()}
    assert len(pseudoniemen) == 1
    assert bsn("enig") not in str(pseudoniemen)
    gemaakt = [regel["ontvanger"] for regel in index.logboek() if regel["gebeurtenis"] == "SIGNAAL_GEMAAKT"]
    assert sorted([GGD.gebruiker, POLITIE.gebruiker, "0518"]) == sorted(gemaakt)


@pytest.mark.eis("R-140")
def test_every_kind_of_event_is_logged(index: Index) -> None:
    """Reporting, removing, listing, fetching, acknowledging, checking, and being refused each leave their word."""
    index.meld(GGD, "enig")
    melding = index.meld(POLITIE, "enig").tekst("meldingId")
    [signaal] = index.signalen(GGD)
    index.bevestig(GGD, [signaal.id])
    index.eigen(GGD)
    index.goed(GGD, "ControleerVerbinding", verzoeken.controleer(GGD))
    index.verwijder(POLITIE, melding, "NIET_TERECHT")
    index.meld_fout(GGD, "overleden")
    index.meld_fout(GGD.met(verzender=POLITIE.oin), "enig")
    gebeurd = [regel["gebeurtenis"] for regel in index.logboek()]
    verwacht = ["MELDING_GEDAAN", "MELDING_GEDAAN", *["SIGNAAL_GEMAAKT"] * 3]
    verwacht += ["SIGNALEN_OPGEHAALD", "SIGNALEN_BEVESTIGD", "MELDINGEN_GERAADPLEEGD", "VERBINDING_GECONTROLEERD"]
    verwacht += ["MELDING_VERWIJDERD", *["SIGNAAL_GEMAAKT"] * 2, "VERZOEK_GEWEIGERD", "VERZOEK_GEWEIGERD"]
    assert verwacht == gebeurd
    assert [regel["uitkomst"] for regel in index.logboek()][-2:] == ["VIR-112", "DK0002"]
    assert {regel["tijdstip"].replace(" ", "T")[:10] for regel in map(_als_tekst, index.logboek())} == {"2026-03-02"}


def _als_tekst(regel: dict[str, object]) -> dict[str, str]:
    return {naam: str(waarde) for naam, waarde in regel.items()}


@pytest.mark.eis("R-140")
def test_what_a_signaal_told_is_kept_as_a_digest(index: Index) -> None:
    """The log holds a keyed digest of what was handed out, the text stands in an erasable table, encrypted (keuzes.md 34)."""
    index.meld(GGD, "enig")
    melding = index.meld(POLITIE, "enig").tekst("meldingId")
    index.signalen(GGD)
    verstrekt = [regel["verstrekt"] for regel in index.logboek() if regel["gebeurtenis"] == "SIGNALEN_OPGEHAALD"]
    assert [bool(waarde) for waarde in verstrekt] == [True]
    assert index.aantallen()["verstrekking"] == 1
    index.verwijder(POLITIE, melding, "NIET_TERECHT")
    assert index.aantallen()["verstrekking"] == 0
    assert verstrekt == [regel["verstrekt"] for regel in index.logboek() if regel["gebeurtenis"] == "SIGNALEN_OPGEHAALD"]


@pytest.mark.eis("R-053", "R-054", "R-096", "R-158")
def test_a_reporter_changes_how_he_is_reached(index: Index) -> None:
    """Himself, or the coordinator for a colleague; without telefoon and emailadres it is DK0004; the next fetch shows it."""
    coordinator = GGD.met(gebruiker="ggd-coordinator", rol="COORDINATOR")
    index.meld(GGD, "enig")
    index.meld(POLITIE, "enig")
    for wie, naam in ((GGD, "Eerste Wijziging"), (coordinator, "Tweede Wijziging")):
        body = verzoeken.wijzig_contact(wie, index.sleutel(), GGD.gebruiker, naam, telefoon="070-1112223")
        assert index.goed(wie, "WijzigContactgegevens", body).tekst("gewijzigdOp") == "2026-03-02"
        assert [(naam,)] == [signaal.namen for signaal in index.signalen(POLITIE)]
    voor = index.alle_rijen()["gebruiker"]
    for wie, van, telefoon, code in (
        (GGD, GGD2.gebruiker, "070-1112223", "VIR-123"),
        (coordinator, POLITIE.gebruiker, "070-1112223", "VIR-123"),
        (GGD, GGD.gebruiker, None, "DK0004"),
    ):
        body = verzoeken.wijzig_contact(wie, index.sleutel(), van, "Derde Wijziging", telefoon)
        assert code == index.fout(wie, "WijzigContactgegevens", body).code
    assert voor == index.alle_rijen()["gebruiker"]
