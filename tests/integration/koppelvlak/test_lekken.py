"""The scanner that searches the logs of the ring: that it finds what it should, so that its silence means something."""

import logging

import pytest

from ..conftest import Ringlog
from . import verzoeken
from .lekken import Gebruikt, vind
from .personen import PERSONEN
from .wie import GGD, contact


@pytest.fixture
def gebruikt_hier() -> Gebruikt:
    alles = Gebruikt()
    alles.persoon(PERSONEN["kind"])
    alles.gebruiker(contact(GGD.gebruiker))
    alles.body(verzoeken.meld_jeugdige(GGD, "partnerkenmerk-77", verzoeken.met_bsn(PERSONEN["kind"]["bsn"]), "dossier 4711"))
    alles.bericht("urn:uuid:0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a77")
    return alles


SCHOON = [
    "bericht=0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11 dienst=meldingen operatie=MeldJeugdige oin=00000099000000001000 code=OK ms=3.2",
    "bericht=0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a12 dienst=meldingen code=VIR-S05 stap=8 reden=digest klopt niet",
]


@pytest.mark.eis("R-141", "R-171")
@pytest.mark.parametrize(
    "geheim",
    [
        PERSONEN["kind"]["bsn"],
        PERSONEN["kind"]["geslachtsnaam"],
        PERSONEN["kind"]["geslachtsnaam"].upper(),
        PERSONEN["kind"]["geboortedatum"],
        contact(GGD.gebruiker).contact.naam,
        contact(GGD.gebruiker).contact.telefoon,
        "partnerkenmerk-77",
        "dossier 4711",
        GGD.gebruiker,
        "urn:uuid:0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a77",
        "<v:MeldJeugdige",
        f"<v:partnerMeldingId>partnerkenmerk-77</v:partnerMeldingId>{verzoeken.met_bsn(PERSONEN['kind']['bsn'])}",
    ],
)
def test_a_planted_line_is_found(gebruikt_hier: Gebruikt, geheim: str) -> None:
    """Anything used, in the middle of a line and among clean ones, is found with its line."""
    regel = f"ValueError: kon x{geheim}y niet lezen"
    gevonden = vind(gebruikt_hier.geheim, [SCHOON[0], regel, SCHOON[1]])
    assert gevonden
    assert {regel} == {waar for _, waar in gevonden}


@pytest.mark.eis("R-141")
def test_a_clean_log_is_silent(gebruikt_hier: Gebruikt) -> None:
    """Ids, codes, OINs and times are what a log holds."""
    assert vind(gebruikt_hier.geheim, SCHOON) == []


@pytest.mark.eis("R-141")
def test_what_any_logger_writes_is_kept() -> None:
    """Every level of every logger, and the text of an exception."""
    vangst = Ringlog()
    logger = logging.getLogger("een.bibliotheek.van.iemand")
    logger.addHandler(vangst)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False  # this line is planted here, not in the ring
    try:
        raise ValueError("geheim van Kievitenburg")
    except ValueError:
        logger.debug("mislukt met %s", "een argument", exc_info=True)
    finally:
        logger.removeHandler(vangst)
    assert [woord for woord, _ in vind(["Kievitenburg", "een argument"], vangst.regels)] == ["Kievitenburg", "een argument"]
