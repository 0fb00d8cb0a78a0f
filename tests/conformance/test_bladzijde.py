"""The page of a report in a browser: on a screen, on a phone, on paper, and for whoever cannot see it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.html import GEEN_BRONNEN, als_html
from verwijsindex_conformance.verslag.rapport import Rapport
from verwijsindex_conformance.verslag.regel import Bericht, Regel

from verwijsindex.brieven import html as brieven_html

from ..brieven.kijker import bekijk, buiten_de_marge, druk_af, tekst
from .rapporten import VIJANDIG, rapport, regel

pytestmark = [pytest.mark.traag, pytest.mark.lang]
MARGE = 36
"""Half an inch, in points."""


def _regels() -> Sequence[Regel]:
    """Every case of the suite, with every verdict and with the worst that a target can send."""
    lang = "x" * 3000
    oordelen = list(Oordeel)
    return [
        regel(
            geval.id, oordelen[nummer % len(oordelen)], titel=geval.titel, cluster=geval.cluster.value, eisen=geval.eisen,
            verwacht=lang if nummer == 1 else "een ding", gekregen=VIJANDIG, reden="de reden",
            berichten=(Bericht("POST", f"/{lang}", None, lang, VIJANDIG),) if nummer < 12 else (),
        )
        for nummer, geval in enumerate(alle_gevallen())
    ]  # fmt: skip


@pytest.fixture(scope="module")
def vol() -> Rapport:
    from verwijsindex_conformance.eisen import alle_eisen

    heel = rapport(_regels(), ids=list(alle_eisen()))
    return replace(heel, kan_niet={"klok": "zij is van een ander"}, product={**heel.product, "naam": VIJANDIG})


@pytest.mark.parametrize(("breedte", "donker"), [(320, False), (360, True), (768, False), (1280, True)])
def test_on_a_screen(vol: Rapport, tmp_path: Path, breedte: int, donker: bool) -> None:
    """From the narrowest phone to a desk, light and dark: axe finds nothing against WCAG 2.1 AA, nothing is cut off or moves sideways."""
    assert brieven_html.GEEN_BRONNEN == GEEN_BRONNEN
    blik = bekijk(als_html(vol), tmp_path, breedte, donker=donker)
    assert blik.fouten == []
    assert (blik.te_breed, blik.schuift) == ([], False)


def test_on_paper(vol: Rapport, tmp_path: Path) -> None:
    """Everything stays within the margins, and what went wrong is printed with its reason."""
    pdf = druk_af(als_html(vol), tmp_path)
    gedrukt = tekst(pdf)
    for woorden in ("Niet geslaagd", "De uitslag in het kort", "de reden", "Wat deze toets niet kan zien", "waarschuwing PROF-"):
        assert woorden in gedrukt
    assert buiten_de_marge(pdf, MARGE) == []
