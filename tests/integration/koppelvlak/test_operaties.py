"""Every operation of the contract, once each way: what works answers, what is not built yet says so."""

import pytest

from . import verzoeken
from .index import Index
from .personen import bsn
from .wie import COORDINATOR, GGD, POLITIE, REGIE


@pytest.mark.eis("R-001", "R-055", "R-060", "R-070", "R-156")
def test_a_reporter_reports_by_bsn(index: Index) -> None:
    """The first melding of a jeugdige is accepted: its moment is ours, its term two years, and there is no match."""
    voor = index.klok()
    antwoord = index.meld(GGD, "enig", kenmerk="dossier 4711")
    assert antwoord.tekst("verwijderdatum") == "2028-03-02"
    assert [antwoord.tekst(naam) for naam in ("reedsGemeld", "matchAanwezig", "historieBeschikbaar")] == ["false", "false", "false"]
    assert f"{voor:%Y-%m-%d}T10:30" == antwoord.tekst("meldmoment")[:16]
    assert antwoord.tekst("meldmoment").endswith("+01:00")
    assert antwoord.tekst("kenmerk") == "dossier 4711"


@pytest.mark.eis("R-100", "R-101")
def test_a_reporter_removes_his_melding(index: Index) -> None:
    """The answer names the day and, for a risk that is gone, until when the melding stays in the archive."""
    melding = index.meld().tekst("meldingId")
    antwoord = index.verwijder(GGD, melding, "RISICO_NIET_MEER_AANWEZIG")
    assert [melding, "2026-03-02", "2031-03-02"] == [antwoord.tekst(naam) for naam in ("meldingId", "verwijderdOp", "gearchiveerdTot")]


@pytest.mark.eis("R-150")
def test_a_partner_checks_his_connection(index: Index) -> None:
    """Every role may ask, and hears the time of the index and as whom he is seen."""
    for wie in (GGD, POLITIE, COORDINATOR, REGIE):
        antwoord = index.goed(wie, "ControleerVerbinding", verzoeken.controleer(wie, "ping"))
        assert [wie.oin] == antwoord.teksten("oin")
        assert antwoord.tekst("tijd").startswith("2026-03-02T10:3")
        assert antwoord.tekst("kenmerk") == "ping"


@pytest.mark.eis("R-090", "R-094")
def test_two_reporters_of_one_jeugdige_hear_of_each_other(index: Index) -> None:
    """Both fetch one signaal that names the other, acknowledge it once, and have nothing more to fetch."""
    index.meld(GGD)
    assert index.meld(POLITIE).tekst("matchAanwezig") == "true"
    for wie in (GGD, POLITIE):
        [signaal] = index.signalen(wie)
        assert (signaal.nummer, signaal.soort, len(signaal.namen)) == (1, "ZELFDE_JEUGDIGE", 1)
        onbekend = verzoeken.EEN_UUID
        assert index.bevestig(wie, [signaal.id, onbekend]) == ["BEVESTIGD", "ONBEKEND"]
        assert index.bevestig(wie, [signaal.id]) == ["REEDS_BEVESTIGD"]
        assert index.signalen(wie) == []


@pytest.mark.eis("R-020")
def test_two_ways_at_once_are_no_way(bewoond: Index) -> None:
    """Both or none of the choice is refused by the schema (keuzes.md 3)."""
    beide = verzoeken.jeugdige(f"<t:bsn>{bsn('enig')}</t:bsn><t:bsn>{bsn('ander')}</t:bsn>")
    for hoe in (beide, verzoeken.jeugdige(""), ""):
        assert bewoond.fout(GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, "keuze", hoe)).code == "DK0004"
