"""Modules that are in the contract and not in this index: regie and beleidsinformatie (keuzes.md 43, besluit 0117)."""

import re
from itertools import product
from pathlib import Path

import pytest

from verwijsindex.contract.operaties import BELEIDSINFORMATIE, REGIE, VAN_DIENST
from verwijsindex.domain.organisatie import PartnerToestand

from . import verzoeken
from .index import Index
from .wie import GGD, POLITIE, Wie

VOORBEELDEN = Path(__file__).parents[3] / "docs" / "voorbeelden"
OPERATIES = [operatie.naam for dienst in (REGIE, BELEIDSINFORMATIE) for operatie in VAN_DIENST[dienst]]


def _body(operatie: str, wie: Wie) -> str:
    """The sample of the documentation, sent by somebody who exists."""
    tekst = (VOORBEELDEN / f"{operatie}-verzoek.xml").read_text(encoding="utf-8").partition("?>")[2]
    inhoud = re.split(r"</\w+:stuurgegevens>", tekst)[1].rpartition("</")[0]
    return verzoeken.verzoek(operatie, verzoeken.stuurgegevens(wie) + re.sub(r"(?<=<)(/?)(?:reg|bel):", r"\1v:", inhoud))


@pytest.mark.eis("VIR-160", "R-140")
def test_an_operation_without_module_says_so(index: Index) -> None:
    """VIR-160, signed, with the Action of the operation, and in the log; nothing else changes, whoever of the partner asks."""
    voor = index.gevolgen()
    for operatie, wie in product(OPERATIES, (GGD, GGD.met(gebruiker="niemand", instantie=None))):
        fout = index.fout(wie, operatie, _body(operatie, wie))
        assert (fout.code, fout.element, fout.herhaalbaar) == ("VIR-160", None, False)
        regel = index.logboek()[-1]
        assert (regel["gebeurtenis"], regel["operatie"], regel["uitkomst"]) == ("VERZOEK_GEWEIGERD", operatie, "VIR-160")
    assert index.gevolgen() == voor


@pytest.mark.eis("R-156", "R-006")
@pytest.mark.parametrize("operatie", ["RaadpleegMatches", "HaalRapportageOp"])
def test_who_speaks_is_checked_before_what_is_offered(index: Index, operatie: str) -> None:
    """DK0004, then DK0002 for an OIN that did not sign, come before VIR-160; of a blocked partner DK0002 before all."""
    goed = _body(operatie, GGD)
    assert index.fout(GGD, operatie, goed.replace("</v:" + operatie, "<v:meer/></v:" + operatie)).code == "DK0004"
    fout = index.fout(GGD, operatie, _body(operatie, GGD.met(verzender=POLITIE.oin)))
    assert (fout.code, fout.element) == ("DK0002", "stuurgegevens/verzenderOin")
    with index.beheer() as beheer:
        beheer.partner(GGD.oin, "JGZ-dossier", PartnerToestand.GEBLOKKEERD)
    fout = index.fout(GGD, operatie, goed)
    assert (fout.code, fout.element) == ("DK0002", None)


@pytest.mark.eis("R-150", "R-160")
def test_the_service_of_partners_is_published_and_not_served(index: Index) -> None:
    """Its contract can be fetched and names the address of the partner; a message to it is HTTP 405."""
    pad = "/signaalontvangst/v1"
    bladzijde, contract = (index.post(b"", pad, REQUEST_METHOD="GET", QUERY_STRING=query) for query in ("", "wsdl"))
    assert (bladzijde.status, contract.status) == (200, 200)
    assert b"biedt een partnersysteem aan" in bladzijde.body
    assert b'location="https://partner.example/signaalontvangst/v1"' in contract.body
    geweigerd = index.post(b"<x/>", pad)
    assert (geweigerd.status, geweigerd.headers["Allow"]) == (405, "GET, HEAD")
