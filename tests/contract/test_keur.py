"""``verwijsindex contract keur``: every planted defect is found by its rule, and in our own contract there is none."""

import re
import shutil
from pathlib import Path

import pytest

from verwijsindex.contract.keur.keuren import REGELS, keur

from .bestanden import ALLE, PROJECT, naam
from .keur.defecten import DEFECTEN, WSDL, XSD, Defect

GOED = Path(__file__).with_name("keur")


def gevonden(pad: Path) -> set[str]:
    return {bevinding.regel.id for bevinding in keur(pad)}


@pytest.mark.eis("R-150", "R-151", "R-160")
@pytest.mark.parametrize("bestand", ALLE, ids=naam)
def test_our_own_contract_keeps_every_rule(bestand: Path) -> None:
    """Modular and flat, WSDL and schema: nothing to say about them."""
    assert [(b.regel.id, b.plek.wat) for b in keur(bestand)] == []


def test_a_contract_of_somebody_else_can_keep_them_too() -> None:
    """The rules ask nothing that only we have."""
    assert gevonden(GOED / WSDL) == set()


@pytest.mark.parametrize("defect", DEFECTEN, ids=lambda defect: f"{defect.regel} {defect.nieuw[:30]}")
def test_a_planted_defect_is_found(defect: Defect, tmp_path: Path) -> None:
    """By its rule, and by no other that has nothing to do with it; at a line of the file where it is."""
    for bestand in (WSDL, XSD):
        shutil.copy(GOED / bestand, tmp_path)
    tekst = (GOED / defect.bestand).read_text(encoding="utf-8")
    assert defect.oud in tekst
    (tmp_path / defect.bestand).write_text(tekst.replace(defect.oud, defect.nieuw, 1), encoding="utf-8")
    bevindingen = list(keur(tmp_path / WSDL))
    assert defect.regel in {b.regel.id for b in bevindingen} <= {defect.regel, *defect.ook}
    assert {b.plek.bestand.pad.name for b in bevindingen if b.regel.id == defect.regel} <= {WSDL, XSD}


def test_every_rule_has_a_defect_that_breaks_it() -> None:
    """And an id of its own, a source, a reason and a remedy."""
    assert {defect.regel for defect in DEFECTEN} == {regel.id for regel in REGELS}
    assert len({regel.id for regel in REGELS}) == len(REGELS)
    assert all(re.fullmatch("K[BWX][0-9]{2}", r.id) and r.bron and r.eis and r.waarom and r.oplossing for r in REGELS)


def test_the_page_names_every_rule() -> None:
    """With what it asks, how bad it is and where it comes from."""
    bladzij = (PROJECT / "docs" / "contract-keuren.md").read_text(encoding="utf-8")
    rijen = [f"| {r.id} | {r.ernst.value} | {r.eis} | {r.bron} |" for r in REGELS]
    assert re.findall(r"^\| K[BWX].*$", bladzij, re.M) == rijen
    assert f"\n{len(REGELS)} regels:" in bladzij
