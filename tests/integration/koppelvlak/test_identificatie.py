"""Who can be reported, by date of birth and by what the register says (R-020..R-022, R-032, R-040..R-044)."""

import pytest

from verwijsindex.brp.gebeurtenissen import registreer_overlijden
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden

from . import verzoeken
from .index import Index
from .personen import ONBEKEND, ONGELDIG, bsn
from .wie import GGD, GGD2, POLITIE, REGIE


def _uitkomst(index: Index, tijd: str, wie_gemeld: str) -> str:
    index.zet(tijd)
    antwoord = index.vraag(GGD, "MeldJeugdige", index.melding(GGD, wie_gemeld))
    return getattr(antwoord, "code", "OK")


@pytest.mark.eis("R-040", "R-041", "R-042")
@pytest.mark.parametrize(
    ("geboren", "laatste", "verjaardag", "erna"),
    [
        ("20040510", "2027-05-09", "2027-05-10", "2027-05-11"),
        ("20040229", "2027-02-28", "2027-03-01", "2027-03-02"),
        ("20040500", "2027-04-30", "2027-05-01", "2027-05-02"),
        ("20040000", "2026-12-31", "2027-01-01", "2027-01-02"),
    ],
)
def test_until_the_day_before_his_23rd_birthday(index: Index, geboren: str, laatste: str, verjaardag: str, erna: str) -> None:
    """Accepted until the last minute of the day before, refused from 00:00 of the birthday, as the BRP reckons."""
    assert _uitkomst(index, f"{laatste}T23:59", geboren) == "OK"
    voor = index.gevolgen()
    assert [_uitkomst(index, f"{dag}T00:00", geboren) for dag in (verjaardag, erna)] == ["VIR-110", "VIR-110"]
    assert voor == index.gevolgen()


@pytest.mark.eis("R-032")
def test_not_before_he_is_born(index: Index) -> None:
    """A birth date of tomorrow is refused, one of today is accepted."""
    gekregen = [_uitkomst(index, tijd, "20260303") for tijd in ("2026-03-02T23:59", "2026-03-03T00:00", "2026-03-04T00:00")]
    assert gekregen == ["VIR-111", "OK", "OK"]


@pytest.mark.eis("R-021", "R-022", "R-032", "R-042", "R-044")
@pytest.mark.parametrize(
    ("wie_gemeld", "code"),
    [
        (ONGELDIG, "VIR-101"),
        ("000000000", "VIR-101"),
        (ONBEKEND, "VIR-102"),
        ("dubbel", "VIR-102"),
        ("geemigreerd", "VIR-102"),
        ("geemigreerd-overleden", "VIR-102"),
        ("overleden", "VIR-112"),
        ("overleden-volwassen", "VIR-112"),
        ("00000000", "VIR-111"),
        ("zonder-datum", "VIR-111"),
        ("onmogelijk", "VIR-111"),
        ("volwassen", "VIR-110"),
    ],
)
def test_whom_the_register_does_not_let_through(bewoond: Index, wie_gemeld: str, code: str) -> None:
    """Each gets its own code for an entitled reporter, at ``jeugdige/bsn``, and nothing is kept of him."""
    voor = bewoond.gevolgen()
    fout = bewoond.meld_fout(GGD, wie_gemeld)
    assert (code, "jeugdige/bsn", True) == (fout.code, fout.element, fout.detail)
    assert fout.herhaalbaar is False
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-020", "R-021")
@pytest.mark.parametrize("vorm", ["12345678", "1234567890", "12345678a", "९१२०००००८", "", " 912000008", "912 000 008"])
def test_a_number_of_another_form_is_refused_by_the_schema(bewoond: Index, vorm: str) -> None:
    """Nine digits of ASCII and nothing else: DK0004, before any rule looks."""
    fout = bewoond.fout(GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, "vorm", verzoeken.met_bsn(vorm)))
    assert (fout.code, fout.element) == ("DK0004", "jeugdige/bsn")
    assert vorm.strip() == "" or vorm.strip().encode() not in fout.ruw


@pytest.mark.eis("R-021", "R-022")
def test_a_leading_zero_counts(index: Index) -> None:
    """A number that begins with zero is found in the register and stored as nine digits."""
    assert bsn("voorloopnul") == "012345672"
    index.meld(GGD, "voorloopnul")
    assert index.meld(POLITIE, "voorloopnul").tekst("matchAanwezig") == "true"


@pytest.mark.eis("R-044")
def test_b17_death_destroys_everything_about_him(index: Index) -> None:
    """B17: meldingen, archive and pseudonyms are gone; signalen are withdrawn in place without a new notice; no new melding."""
    for wie in (GGD, GGD2, POLITIE):
        index.meld(wie, "enig")
    archief = index.meld(GGD, "ander").tekst("meldingId")
    index.verwijder(GGD, archief, "RISICO_NIET_MEER_AANWEZIG")
    gehaald = index.signalen(GGD)
    _overlijdt(index, "enig")
    assert index.rijen("melding", "jeugdige")["melding"] == [rij for rij in index.rijen("melding")["melding"] if rij[0] == archief]
    assert [len(rijen) for rijen in index.rijen("jeugdige", "match", "signaal_contact").values()] == [1, 0, 0]
    assert [signaal.soort for signaal in index.signalen(GGD)] == ["INGETROKKEN", "INGETROKKEN"]
    for wie in (GGD, GGD2, POLITIE, REGIE):
        for nummer, signaal in enumerate(index.signalen(wie), start=1):
            assert (nummer, "INGETROKKEN", None, None, ()) == (
                signaal.nummer,
                signaal.soort,
                signaal.tijdstip,
                signaal.betreft,
                signaal.namen,
            )
    assert [signaal.id for signaal in gehaald] == [signaal.id for signaal in index.signalen(GGD)]
    assert index.meld_fout(GGD, "enig").code == "VIR-112"
    assert index.eigen(GGD).teksten("meldingId") == []


@pytest.mark.eis("R-044", "R-101")
def test_death_destroys_the_archive_too(index: Index) -> None:
    """An archived melding of who dies is destroyed, and so is what was known of him."""
    index.verwijder(GGD, index.meld(GGD, "enig").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    assert index.aantallen()["melding"] == 1
    assert _overlijdt(index, "enig") == 1
    assert {naam: n for naam, n in index.aantallen().items() if "eldin" in naam or "jeugdige" in naam} == {
        "melding": 0,
        "jeugdige": 0,
        "jeugdige_ouder": 0,
        "verzoek_melding": 0,
    }
    assert index.logboek()[-1]["gebeurtenis"] == "MELDINGEN_VERNIETIGD"


@pytest.mark.eis("R-044")
def test_death_of_who_was_never_reported_changes_nothing(index: Index) -> None:
    """The notice is taken in, there is nothing to destroy, and reporting him is refused from then on."""
    voor = index.gevolgen()
    assert _overlijdt(index, "enig") == 0
    assert voor == index.gevolgen()
    assert index.meld_fout(GGD, "enig").code == "VIR-112"


def _overlijdt(index: Index, naam: str) -> int:
    """As ``verwijsindex sandbox gebeurtenis overlijden`` does it."""
    nummer = Bsn(bsn(naam))
    registreer_overlijden(index.instellingen.register, nummer, vandaag(index.klok()), index.klok())
    return verwerk_overlijden(nummer, index.context)
