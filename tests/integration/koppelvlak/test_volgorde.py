"""The order of checks of keuzes.md 2: a message that breaks two rules gets the code of the first."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from verwijsindex.domain.organisatie import PartnerToestand

from . import verzoeken
from .index import Index, nu
from .personen import PERSONEN, bsn
from .wie import COORDINATOR, GGD, GGD2, POLITIE, SCHOOL, Wie, wie

ZORGGROEP = wie("zorggroep-melder-1")
VERZENDER = POLITIE.oin


def _meld(index: Index, wie: Wie, jeugdige: str, sleutel: str | None = None) -> str:
    """The code that this melding gets."""
    body = verzoeken.meld_jeugdige(wie, sleutel or index.sleutel(), jeugdige)
    return str(getattr(index.vraag(wie, "MeldJeugdige", body), "code", "OK"))


def _bsn(naam: str) -> str:
    return verzoeken.met_bsn(naam if naam.isdigit() else bsn(naam))


def _zonder_bsn(naam: str) -> str:
    persoon = PERSONEN[naam]
    geboren = persoon["geboortedatum"]
    return verzoeken.zonder_bsn(persoon["geslachtsnaam"], f"{geboren[:4]}-{geboren[4:6]}-{geboren[6:]}", persoon["geslacht"])


ONGELDIG = verzoeken.met_bsn("123456789")
NIET_GELDIG_XML = verzoeken.jeugdige("<t:bsn>12</t:bsn>")


def _zonder_register(index: Index) -> None:
    index.instellingen.register.rename(index.instellingen.register.with_suffix(".weg"))


PAREN: dict[str, tuple[str, Callable[[Index], str]]] = {
    "DK0004 before DK0002": ("DK0004", lambda index: _meld(index, GGD.met(verzender=VERZENDER), NIET_GELDIG_XML)),
    "DK0002 before VIR-122": ("DK0002", lambda index: _meld(index, GGD.met(verzender=VERZENDER, instantie="politie"), _bsn("enig"))),
    "VIR-122 before VIR-120": ("VIR-122", lambda index: _meld(index, GGD.met(instantie="politie", gebruiker="niemand"), _bsn("enig"))),
    "VIR-120 before VIR-123": ("VIR-120", lambda index: _meld(index, GGD.met(gebruiker="ggd-gestopt", rol="TOEZICHT"), _bsn("enig"))),
    "VIR-123 before VIR-121": ("VIR-123", lambda index: _meld(index, wie("zorggroep-coordinator"), _bsn("enig"))),
    "VIR-121 before VIR-140": ("VIR-121", lambda index: _meld(index, ZORGGROEP, _bsn("enig"), _gebruikte_sleutel(index, SCHOOL))),
    "VIR-140 before VIR-105": ("VIR-140", lambda index: _meld(index, SCHOOL, _bsn("enig"), _gebruikte_sleutel(index, SCHOOL))),
    "VIR-105 before VIR-101": ("VIR-105", lambda index: _meld(index, SCHOOL, ONGELDIG)),
    "VIR-105 before VIR-111": ("VIR-105", lambda index: _meld(index, GGD, verzoeken.bevraging("Zwaluwdaal", "2999-01-01"))),
    "VIR-101 before VIR-190": ("VIR-101", lambda index: (_zonder_register(index), _meld(index, GGD, ONGELDIG))[1]),
    "VIR-111 before VIR-190": (
        "VIR-111",
        lambda index: (_zonder_register(index), _meld(index, SCHOOL, verzoeken.bevraging("Zwaluwdaal", "2999-01-01")))[1],
    ),
    "VIR-190 before VIR-102": ("VIR-190", lambda index: (_zonder_register(index), _meld(index, GGD, _bsn("999999990")))[1]),
    "VIR-190 before VIR-106": ("VIR-190", lambda index: (_zonder_register(index), _meld(index, GGD, _zonder_bsn("volwassen")))[1]),
    "VIR-106 before VIR-110": ("VIR-106", lambda index: _meld(index, GGD, _zonder_bsn("volwassen"))),
    "VIR-102 before VIR-112": ("VIR-102", lambda index: _meld(index, GGD, _bsn("geemigreerd-overleden"))),
    "VIR-112 before VIR-110": ("VIR-112", lambda index: _meld(index, GGD, _bsn("overleden-volwassen"))),
}


def _gebruikte_sleutel(index: Index, wie: Wie) -> str:
    """A business key that another reporter of the same partner has bound."""
    huisarts = _huisarts(wie)
    assert _meld(index, huisarts, _bsn("ander"), "bezette-sleutel") == "OK"
    return "bezette-sleutel"


def _huisarts(van: Wie) -> Wie:
    gevonden = wie("huisarts-1")
    assert gevonden.oin == van.oin == ZORGGROEP.oin
    return gevonden


@pytest.mark.eis("R-001", "R-006", "R-007", "R-023", "R-156", "R-158")
@pytest.mark.parametrize("paar", PAREN, ids=str)
def test_of_two_broken_rules_the_first_answers(index: Index, paar: str) -> None:
    """Each neighbouring pair of codes that a melding can break at once."""
    verwacht, doe = PAREN[paar]
    assert verwacht == doe(index)


@pytest.mark.eis("R-100", "R-158")
def test_the_key_comes_before_the_melding(index: Index) -> None:
    """VIR-140 before VIR-130 and VIR-131, for who removes with a key that he used for something else."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    index.verwijder(GGD, melding, "RISICO_NIET_MEER_AANWEZIG", "bezet")
    for id in (verzoeken.EEN_UUID, index.meld(GGD2, "enig").tekst("meldingId")):
        assert index.verwijder_fout(GGD, id, sleutel="bezet").code == "VIR-140"
    assert index.verwijder_fout(GGD, melding, "NIET_TERECHT", "bezet").code == "VIR-140"
    assert index.verwijder_fout(GGD, melding).code == "VIR-131"


@pytest.mark.eis("R-007")
def test_role_before_key_before_melding(index: Index) -> None:
    """VIR-123 before VIR-140 before VIR-130 when a coordinator removes."""
    index.verwijder(GGD, index.meld(GGD, "enig").tekst("meldingId"), "NIET_TERECHT", "bezet")
    body = verzoeken.verwijder_melding(COORDINATOR, "bezet", verzoeken.EEN_UUID, "NIET_TERECHT")
    assert index.fout(COORDINATOR, "VerwijderMelding", body).code == "VIR-123"


@pytest.mark.eis("R-155", "R-156", "R-157")
def test_security_comes_before_every_rule(index: Index) -> None:
    """VIR-S06 before VIR-S07 before DK0002 of the certificates before DK0004, on one message that breaks them in turn."""
    met_fout = verzoeken.meld_jeugdige(GGD, "volgorde", NIET_GELDIG_XML)
    with index.beheer() as beheer:
        beheer.partner(GGD.oin, "JGZ-dossier", PartnerToestand.GEBLOKKEERD)
    vast = {"message_id": "urn:uuid:0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a99"}
    codes = [
        index.fout(GGD, "MeldJeugdige", met_fout, **vast).code,
        index.fout(GGD, "MeldJeugdige", met_fout, **vast).code,
        index.fout(GGD, "MeldJeugdige", met_fout, **vast, nu=nu() - timedelta(minutes=6)).code,
    ]
    assert codes == ["DK0002", "VIR-S07", "VIR-S06"]
    with index.beheer() as beheer:
        beheer.partner(GGD.oin, "JGZ-dossier")
    assert index.fout(GGD, "MeldJeugdige", met_fout).code == "DK0004"
