"""Who removes a melding, and what becomes of it (R-100, R-101, R-104, R-106, R-108..R-110; B10, B12; keuzes.md 28, 29)."""

import pytest

from . import verzoeken
from .index import Index
from .wie import COORDINATOR, GGD, GGD2, JEUGDHULP, POLITIE, REGIE

RISICO, NIET_TERECHT = "RISICO_NIET_MEER_AANWEZIG", "NIET_TERECHT"


@pytest.mark.eis("R-100")
def test_only_the_reporter_himself(index: Index) -> None:
    """A colleague, another partner and an unknown id get one and the same refusal; the melding lives on."""
    melding = index.meld(GGD).tekst("meldingId")
    voor = index.gevolgen()
    fouten = [index.verwijder_fout(GGD2, melding), index.verwijder_fout(POLITIE, melding), index.verwijder_fout(GGD, verzoeken.EEN_UUID)]
    assert {("VIR-130", "meldingId", True)} == {(fout.code, fout.element, fout.detail) for fout in fouten}
    assert len({fout.ruw.split(b"<typ:omschrijving>")[1].split(b"<typ:incidentId>")[0] for fout in fouten}) == 1
    for wie in (COORDINATOR, REGIE):
        body = verzoeken.verwijder_melding(wie, index.sleutel(), melding, NIET_TERECHT)
        assert index.fout(wie, "VerwijderMelding", body).code == "VIR-123"
    assert voor == index.gevolgen()


@pytest.mark.eis("R-101", "R-103")
def test_a_risk_that_is_gone_goes_to_the_archive(index: Index) -> None:
    """It is no longer listed, answers VIR-131 while archived, and VIR-130 once that has ended (keuzes.md 29)."""
    melding = index.meld(GGD).tekst("meldingId")
    assert index.verwijder(GGD, melding, RISICO).tekst("gearchiveerdTot") == "2031-03-02"
    assert index.eigen(GGD).teksten("meldingId") == []
    codes = []
    for tijd in ("2026-03-02T11:00", "2031-03-01T23:59", "2031-03-02T00:00"):
        index.zet(tijd)
        codes.append(index.verwijder_fout(GGD, melding).code)
    assert codes == ["VIR-131", "VIR-131", "VIR-130"]


@pytest.mark.eis("R-101")
def test_what_was_not_justified_is_destroyed(index: Index) -> None:
    """No archive date in the answer, no row in any table, VIR-130 ever after, and no historie for the next reporter."""
    melding = index.meld(GGD, "kind").tekst("meldingId")
    antwoord = index.verwijder(GGD, melding, NIET_TERECHT)
    assert antwoord.teksten("gearchiveerdTot") == []
    over = {naam: aantal for naam, aantal in index.aantallen().items() if aantal}
    assert over == {"zakelijke_sleutel": 2}  # the tombstone and the answer to the removal
    assert index.verwijder_fout(GGD, melding).code == "VIR-130"
    assert index.meld(POLITIE, "kind").tekst("historieBeschikbaar") == "false"


@pytest.mark.eis("R-062", "R-100", "R-101")
def test_a_term_that_ended_is_an_archive(index: Index) -> None:
    """From 00:00 of the verwijderdatum the reporter cannot remove it any more: VIR-131, as for what he removed himself."""
    melding = index.meld(GGD).tekst("meldingId")
    index.zet("2028-03-02T00:00")
    assert index.verwijder_fout(GGD, melding).code == "VIR-131"
    assert index.meld(POLITIE).tekst("historieBeschikbaar") == "true"


@pytest.mark.eis("R-104", "R-106", "R-108")
def test_b10_and_b12_the_archive_speaks_to_the_new_reporter_only(index: Index) -> None:
    """B10, B12: who reports after an archived melding of another hears of historie; the old reporter hears nothing, there is no match."""
    index.verwijder(GGD, index.meld(GGD).tekst("meldingId"), RISICO)
    tweede, derde = index.meld(POLITIE), index.meld(JEUGDHULP)
    assert (tweede.tekst("matchAanwezig"), tweede.tekst("historieBeschikbaar")) == ("false", "true")
    assert (derde.tekst("matchAanwezig"), derde.tekst("historieBeschikbaar")) == ("true", "true")
    assert index.signalen(GGD) == []
    eigen = index.meld(GGD)
    assert eigen.tekst("historieBeschikbaar") == "false"  # only his own stands in the archive
    assert index.eigen(GGD).teksten("meldingId") == [eigen.tekst("meldingId")]


@pytest.mark.eis("R-104")
def test_the_flag_stays_as_it_was_when_reporting(index: Index) -> None:
    """A repeat, and a second melding of the same reporter, tell of the historie at the first time (keuzes.md 28)."""
    van_ggd = index.meld(GGD).tekst("meldingId")
    eerste = index.meld(POLITIE, "enig", "sleutel-a")
    index.zet("2026-03-03T10:30")
    index.verwijder(GGD, van_ggd, RISICO)
    opnieuw = [index.meld(POLITIE, "enig", "sleutel-a"), index.meld(POLITIE, "enig", "sleutel-b")]
    assert [antwoord.tekst("historieBeschikbaar") for antwoord in (eerste, *opnieuw)] == ["false"] * 3


@pytest.mark.eis("R-110")
def test_a_new_melding_beside_an_archived_one(index: Index) -> None:
    """The risk was gone and is back: a new melding with a full term; the archived one runs its own five years."""
    eerste = index.meld(GGD).tekst("meldingId")
    index.verwijder(GGD, eerste, RISICO)
    index.zet("2026-09-02T10:30")
    nieuw = index.meld(GGD)
    assert (nieuw.tekst("reedsGemeld"), nieuw.tekst("verwijderdatum")) == ("false", "2028-09-02")
    assert [index.verwijder_fout(GGD, eerste).code, index.aantallen()["melding"]] == ["VIR-131", 2]


@pytest.mark.eis("R-109")
def test_no_trace_of_what_was_not_justified(index: Index) -> None:
    """Reported, destroyed and reported again: another id, a full new term, no match or historie from before."""
    eerste = index.meld(GGD)
    index.verwijder(GGD, eerste.tekst("meldingId"), NIET_TERECHT)
    index.zet("2026-04-02T10:30")
    nieuw = index.meld(GGD)
    assert nieuw.tekst("meldingId") != eerste.tekst("meldingId")
    assert tuple(nieuw.tekst(n) for n in ("verwijderdatum", "reedsGemeld", "matchAanwezig", "historieBeschikbaar")) == (
        "2028-04-02",
        "false",
        "false",
        "false",
    )


@pytest.mark.eis("R-009", "R-094")
def test_own_meldingen_page_by_page(index: Index) -> None:
    """In stable order of reporting, each once, whatever the page size; the last page has no cursor."""
    namen = ["enig", "ander", "derde", "kind", "zus", "half", "stief"]
    verwacht = [index.meld(GGD, naam, f"sleutel-{naam}").tekst("meldingId") for naam in namen]
    index.meld(GGD2, "elders")
    for hoogstens in (1, 2, 3, 7, 500):
        gekregen, cursor, bladen = [], None, 0
        while bladen == 0 or cursor is not None:
            blad = index.eigen(GGD, hoogstens, cursor)
            gekregen += blad.teksten("meldingId")
            cursor = next(iter(blad.teksten("volgendeCursor")), None)
            bladen += 1
        assert verwacht == gekregen
        assert -(-len(namen) // hoogstens) == bladen
    assert {"ACTIEF"} == set(index.eigen(GGD).teksten("status"))
    assert [f"sleutel-{naam}" for naam in namen] == index.eigen(GGD).teksten("partnerMeldingId")


@pytest.mark.eis("R-009")
def test_removed_meldingen_do_not_hold_up_a_page(index: Index) -> None:
    """What was removed or lapsed between two pages is passed over; what remains comes once."""
    meldingen = [index.meld(GGD, naam).tekst("meldingId") for naam in ("enig", "ander", "derde", "kind")]
    eerste = index.eigen(GGD, 1)
    index.verwijder(GGD, meldingen[1], RISICO)
    index.verwijder(GGD, meldingen[0], NIET_TERECHT)
    assert meldingen[2:] == index.eigen(GGD, 500, eerste.tekst("volgendeCursor")).teksten("meldingId")


@pytest.mark.eis("R-009")
def test_a_cursor_of_another_shows_nothing_of_him(index: Index) -> None:
    """With the cursor of a colleague one sees own meldingen only, from the same place in time."""
    for naam in ("enig", "ander"):
        index.meld(GGD, naam)
    cursor = index.eigen(GGD, 1).tekst("volgendeCursor")
    eigen = index.meld(GGD2, "derde").tekst("meldingId")
    assert index.eigen(GGD2, 500, cursor).teksten("meldingId") == [eigen]


@pytest.mark.eis("R-009")
@pytest.mark.parametrize(
    "cursor",
    ["vreemd", "AAAA", "MjAyNi0wMy0wMg", "eA", "_-_-", "A" * 200,
     "MjAyNi0wMy0wMlQxMDozMDowMCBpZA", "OTk5OS0xMi0zMVQyMzo1OTo1OS0yMzowMCBpZA", "MDAwMS0wMS0wMVQwMDowMDowMCsyMzowMCBpZA",
     "MjAyNi0wMy0wMlQxMDozMDowMCswMDowMCBhAGI"],
    ids=["word", "null bytes", "date", "x", "not ascii", "long", "no time zone", "past the calendar", "before the calendar", "a zero byte"],
)  # fmt: skip
def test_a_cursor_that_we_never_gave(index: Index, cursor: str) -> None:
    """DK0004 at ``vanafCursor``, with the Fout of the contract."""
    fout = index.fout(GGD, "RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, 10, cursor))
    assert (fout.code, fout.element, fout.detail) == ("DK0004", "vanafCursor", True)
