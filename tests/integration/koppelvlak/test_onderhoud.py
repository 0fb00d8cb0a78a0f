"""Maintenance: answers are the same with it and without, and with it nothing is left (R-043, R-045, R-065, R-103, R-111)."""

import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from verwijsindex.operations.onderhoud import STAPPEN, onderhoud, tel_onderhoud
from verwijsindex.operations.ronde import PER_KEER, Ronde, Verslag
from verwijsindex.settings import Instellingen

from .index import Index, Waarneming, nu, open_index
from .personen import bsn
from .verloop import GRENZEN, Grenzen, Verhaal
from .wie import GGD, GGD2, POLITIE, REGIE

MaakIndex = Callable[[], Index]


def _onderhoud(index: Index, doorgaan: Callable[[], bool] = lambda: True, per_keer: int = PER_KEER) -> Verslag:
    return onderhoud(_ronde(index, doorgaan, per_keer))


def _ronde(index: Index, doorgaan: Callable[[], bool] = lambda: True, per_keer: int = PER_KEER) -> Ronde:
    return Ronde(index.context, index.context.klok.nu(), nu(), doorgaan, per_keer=per_keer)


@pytest.fixture(params=["sqlite", "postgresql"])
def maak_index(request: pytest.FixtureRequest, sandbox: Instellingen, waarneming: Waarneming, tmp_path: Path) -> MaakIndex:
    """Gives an index without meldingen, each time anew; the one before is closed by who made it."""

    def maak() -> Index:
        map = tmp_path / f"index-{len(list(tmp_path.iterdir()))}"
        map.mkdir()
        if request.param == "postgresql":
            return open_index(sandbox, map, request.getfixturevalue("postgres_wereld").vers(), waarneming)
        shutil.copy(request.getfixturevalue("sqlite_wereld"), map / "index.sqlite")
        return open_index(sandbox, map, f"sqlite:///{map / 'index.sqlite'}", waarneming)

    return maak


def _gespeeld(maak_index: MaakIndex, grenzen: Grenzen, tussendoor: Callable[[Index], object]) -> list[tuple[str, str]]:
    index = maak_index()
    try:
        return list(Verhaal(index, tussendoor, grenzen).speel())
    finally:
        index.sluit()


@pytest.mark.traag
@pytest.mark.eis("R-041", "R-042", "R-043", "R-045", "R-060", "R-061", "R-062", "R-065", "R-103", "R-104")
def test_every_answer_is_the_same_with_maintenance_and_without(maak_index: MaakIndex, request: pytest.FixtureRequest) -> None:
    """Around every boundary (the day before, the day, the day after) every operation answers alike, over seven years.

    What the answers must be is proven case by case in this ring; that nothing expired is among them is seen here too.
    """
    grenzen = GRENZEN if request.node.callspec.params["maak_index"] == "sqlite" else GRENZEN[::3]
    zonder = _gespeeld(maak_index, grenzen, lambda _: None)
    met = _gespeeld(maak_index, grenzen, _onderhoud)
    assert len(zonder) > 9 * 3 * len(grenzen)
    assert zonder == met
    antwoorden = dict(zonder)
    for naam, ervoor, erop in set(grenzen) & set(GRENZEN[:7]):  # where a melding that was ACTIEF ends
        voor, op = (antwoorden[f"{tijd} {naam} eigen {POLITIE.gebruiker}"] for tijd in (ervoor, erop))
        assert voor.count("meldingId ") == op.count("meldingId ") + 1, naam


@pytest.mark.eis("R-043", "R-102", "R-111")
def test_at_23_everything_about_him_goes(index: Index) -> None:
    """The day before nothing goes; on the birthday meldingen, archive, person, contacts and what was handed out; numbers stay."""
    index.zet("2026-03-02T12:00")
    meldingen = [index.meld(wie, "20040510").tekst("meldingId") for wie in (GGD, POLITIE, GGD2)]
    index.verwijder(GGD2, meldingen[2], "RISICO_NIET_MEER_AANWEZIG")
    for wie in (GGD, POLITIE, REGIE):
        index.signalen(wie)
    index.zet("2027-05-09T23:58")
    voor = index.alle_rijen()
    assert not _onderhoud(index).aantallen.get("meldingen", 0)
    assert voor["melding"] == index.alle_rijen()["melding"]
    index.zet("2027-05-10T00:00")
    verslag = _onderhoud(index)
    assert {wat: verslag.aantallen[wat] for wat in ("meldingen", "jeugdigen")} == {"meldingen": 3, "jeugdigen": 1}
    over = index.aantallen()
    weg = ("melding", "jeugdige", "match", "signaal_contact", "verstrekking")
    assert dict.fromkeys(weg, 0) == {naam: over[naam] for naam in weg}
    assert len(voor["signaal"]) == over["signaal"]
    regels = [regel for regel in index.logboek() if regel["gebeurtenis"] == "MELDINGEN_VERNIETIGD"]
    assert [(regel["operatie"], regel["uitkomst"], regel["oin"]) for regel in regels] == [("Onderhoud", "LEEFTIJD_23", None)]
    assert all(melding in regels[0]["ids"] for melding in meldingen)
    assert bsn("20040510") not in str(index.logboek())


@pytest.mark.eis("R-101", "R-103")
@pytest.mark.parametrize(
    ("tijd", "vernietigd"), [("2031-02-27T23:58", 0), ("2031-02-28T00:00", 1), ("2031-03-02T12:00", 1), ("2031-03-03T12:00", 2)]
)
def test_an_archive_goes_at_its_end(index: Index, tijd: str, vernietigd: int) -> None:
    """By term of 29 February 2024 on 28 February 2031 and not a day before; withdrawn on 3 March 2026, on that day five years later."""
    index.zet("2024-02-29T12:00")
    index.meld(GGD, "enig")
    index.zet("2026-03-03T12:00")
    melding = index.meld(POLITIE, "ander").tekst("meldingId")
    index.verwijder(POLITIE, melding, "RISICO_NIET_MEER_AANWEZIG")
    index.zet(tijd)
    assert vernietigd == _onderhoud(index).aantallen.get("meldingen", 0)
    assert 2 - vernietigd == index.aantallen()["melding"]
    assert {"EINDE_ARCHIEF"} >= {r["uitkomst"] for r in index.logboek() if r["gebeurtenis"] == "MELDINGEN_VERNIETIGD"}


@pytest.mark.eis("R-101", "R-102", "R-140")
@pytest.mark.parametrize(
    ("tijd", "regels"), [("2028-03-01T23:58", 0), ("2028-03-02T00:00", 1), ("2028-03-03T00:00", 1), ("2034-01-01T12:00", 1)]
)
def test_a_term_that_ends_by_itself_stands_in_the_log(index: Index, tijd: str, regels: int) -> None:
    """Once, from the verwijderdatum on, however late anybody looks; not of who was 23 first, nor of what was withdrawn."""
    index.zet("2026-03-02T12:00")
    melding = index.meld(GGD, "enig").tekst("meldingId")
    index.meld(GGD, "20040510")
    index.verwijder(GGD2, index.meld(GGD2, "enig").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    index.zet(tijd)
    assert tel_onderhoud(_ronde(index)).aantallen["termijnen"] == regels
    gedaan = [_onderhoud(index).aantallen.get("termijnen", 0) for _ in range(2)]
    assert [regels, 0] == gedaan
    gevonden = [r for r in index.logboek() if (r["gebeurtenis"], r["operatie"]) == ("MELDING_VERWIJDERD", "Onderhoud")]
    assert [("TERMIJN", melding)] * regels == [(r["uitkomst"], r["ids"].strip('[]"')) for r in gevonden]
    assert len({r["persoon"] for r in index.logboek() if melding in (r["ids"] or "")}) == 1


@pytest.mark.eis("R-105")
@pytest.mark.parametrize(("tijd", "over"), [("2026-03-31T23:58", 1), ("2026-04-01T00:00", 0)])
def test_an_offer_goes_when_it_lapses(index: Index, tijd: str, over: int) -> None:
    """Thirty days after the melding with which it came, fetched or not; what it offered stays in the archive."""
    index.zet("2026-03-02T12:00")
    index.verwijder(GGD2, index.meld(GGD2, "enig").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    melding = index.meld(GGD, "enig").tekst("meldingId")
    index.zet(tijd)
    assert tel_onderhoud(_ronde(index)).aantallen["aanbod"] == 1 - over
    assert _onderhoud(index).aantallen["aanbod"] == 1 - over
    assert [over, 2] == [index.aantallen()[tabel] for tabel in ("historie_aanbod", "melding")]
    assert index.meld(GGD, "enig").tekst("historieBeschikbaar") == ("true" if over else "false")
    if not over:
        assert index.historie_fout(GGD, melding).code == "VIR-132"


@pytest.mark.eis("R-158", "R-045")
@pytest.mark.parametrize(
    ("tijd", "code"), [("2027-05-10T00:00", "VIR-130"), ("2027-05-16T23:58", "VIR-130"), ("2027-05-17T00:00", "VIR-110")]
)
@pytest.mark.parametrize("wanneer", [None, "2027-05-10T09:00", "2027-05-16T20:00"], ids=["no job", "on the day", "six days late"])
def test_a_key_is_free_seven_days_after_the_law_destroyed_its_melding(index: Index, tijd: str, code: str, wanneer: str | None) -> None:
    """However late the job comes: the tombstone counts from the birthday, not from the job (keuzes.md 1)."""
    index.meld(GGD, "20040510", "dossier-7")
    if wanneer is not None:
        index.zet(wanneer)
        assert _onderhoud(index).aantallen["meldingen"] == 1
    index.zet(tijd)
    assert code == index.meld_fout(GGD, "20040510", "dossier-7").code


@pytest.mark.eis("R-065", "R-140")
def test_everybody_is_warned_whether_he_fetches_or_not(index: Index) -> None:
    """One VERLOOPT each, once, with its line in the logboek; a fetch finds the same signaal."""
    for naam in ("enig", "ander", "derde"):
        index.meld(GGD, naam)
    index.meld(POLITIE, "enig")
    index.zet("2028-02-20T12:00")
    assert [_onderhoud(index).aantallen.get("waarschuwingen", 0) for _ in range(2)] == [4, 0]
    gemaakt = Counter(r["ontvanger"] for r in index.logboek() if (r["gebeurtenis"], r["operatie"]) == ("SIGNAAL_GEMAAKT", "Onderhoud"))
    assert {GGD.gebruiker: 3, POLITIE.gebruiker: 1} == gemaakt
    assert [signaal.soort for signaal in index.signalen(GGD)] == ["ZELFDE_JEUGDIGE", "VERLOOPT", "VERLOOPT", "VERLOOPT"]
    assert index.aantallen()["signaal"] == 7


@pytest.mark.eis("R-045", "R-111")
def test_stopped_anywhere_it_goes_on_next_time(index: Index) -> None:
    """Told to stop before each of its transactions in turn, it has done all there is to do when it was let through."""
    for naam in ("enig", "ander", "derde", "20040510", "20040229"):
        index.meld(GGD, naam)
    index.zet("2034-01-01T12:00")
    rondes = [_onderhoud(index, _hoogstens(1), per_keer=2)]
    while rondes[-1].afgebroken and len(rondes) < _GENOEG:
        rondes.append(_onderhoud(index, _hoogstens(len(rondes) + 1), per_keer=2))
    assert len(STAPPEN) < len(rondes) < _GENOEG
    assert [sum(verslag.aantallen.get("meldingen", 0) for verslag in rondes), rondes[-1].aantallen.get("meldingen", 0)] == [5, 0]
    over = index.aantallen()
    assert {naam: over[naam] for naam in ("melding", "jeugdige", "zakelijke_sleutel")} == {
        "melding": 0,
        "jeugdige": 0,
        "zakelijke_sleutel": 0,
    }
    vernietigd = [regel for regel in index.logboek() if regel["gebeurtenis"] == "MELDINGEN_VERNIETIGD"]
    assert len(vernietigd) == 5


_GENOEG = 4 * len(STAPPEN)
"""A run asks before each step and each transaction, and here most steps have one or two: so often is beyond what it needs."""


def _hoogstens(keer: int) -> Callable[[], bool]:
    rest = iter(range(keer))
    return lambda: next(rest, None) is not None


@pytest.mark.eis("R-045")
def test_a_trial_counts_and_changes_nothing(index: Index) -> None:
    """What a trial says is what a run then does."""
    for naam in ("enig", "20040510"):
        index.meld(GGD, naam)
    index.zet("2026-04-02T12:00")
    index.meld(POLITIE, "ander")
    index.zet("2028-02-20T12:00")
    voor = index.alle_rijen()
    proef = tel_onderhoud(_ronde(index))
    assert voor == index.alle_rijen()
    gedaan = _onderhoud(index)
    assert {wat: proef.aantallen[wat] for wat in ("meldingen", "waarschuwingen")} == {"meldingen": 1, "waarschuwingen": 1}
    assert {wat: gedaan.aantallen[wat] for wat in ("meldingen", "waarschuwingen")} == {"meldingen": 1, "waarschuwingen": 1}


@pytest.mark.eis("R-043", "R-172")
def test_a_step_that_fails_holds_up_no_other(index: Index) -> None:
    """A register that is away: what must be destroyed is destroyed, and the report names the step that failed."""

    def weg(_: Ronde) -> None:
        raise OSError

    index.meld(GGD, "20040510")
    index.zet("2027-05-10T00:00")
    verslag = onderhoud(_ronde(index), (("register", weg), *STAPPEN))
    assert [mislukt.stap for mislukt in verslag.mislukt] == ["register"]
    assert verslag.aantallen["meldingen"] == 1


@pytest.mark.eis("R-043", "R-065", "R-082", "R-094")
def test_maintenance_among_those_who_report_and_fetch(index: Index) -> None:
    """Two runs at once, while others fetch and report the same persons: nobody fails, nothing is done twice, no number is missing."""
    for naam in ("enig", "ander", "derde", "kind", "zus", "20040510", "20040229"):
        index.meld(GGD, naam)
    index.zet("2028-02-20T12:00")
    namen = ("enig", "ander", "derde", "kind", "zus")
    werk: list[Callable[[], object]] = [lambda: _onderhoud(index, per_keer=2)] * 2
    werk += [lambda: index.signalen(GGD)] * 3
    werk += [lambda naam=naam: index.meld(POLITIE, naam) for naam in namen]
    with ThreadPoolExecutor(len(werk)) as draden:
        uitkomsten = [taak.result() for taak in [draden.submit(doe) for doe in werk]]
    assert [uitkomst.mislukt for uitkomst in uitkomsten if isinstance(uitkomst, Verslag)] == [()] * 2
    assert sum(uitkomst.aantallen.get("meldingen", 0) for uitkomst in uitkomsten if isinstance(uitkomst, Verslag)) == 2
    postbus = index.signalen(GGD)
    assert list(range(1, len(postbus) + 1)) == [signaal.nummer for signaal in postbus]
    assert Counter(signaal.soort for signaal in postbus)["VERLOOPT"] == 5
