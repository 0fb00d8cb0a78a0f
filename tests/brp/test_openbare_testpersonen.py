"""The public test persons over HTTP and from the file: the same people (keuzes.md 42)."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import lees_personen
from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.aanduiding import Bevraging
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.ports_register import Personenregister
from verwijsindex.domain.regels.identificatie import is_meldbaar, uit_bevraging, uit_register
from verwijsindex.domain.tijd import PEILLEEFTIJD
from verwijsindex.domain.weigeringen import Weigering

from ..beleid import GRENS
from .openbaar import NODIG, TESTPERSONEN

pytestmark = NODIG
PEILDAG = date(2026, 11, 22)


@pytest.fixture(scope="module")
def personen() -> list[Persoonslijst]:
    return list(lees_personen(TESTPERSONEN)) if TESTPERSONEN.exists() else []


def _is_jong(persoon: RegisterPersoon) -> bool:
    return persoon.geboortedatum is not None and persoon.geboortedatum.verjaardag(PEILLEEFTIJD) > PEILDAG


@pytest.mark.eis("R-022", "R-040", "R-044", "R-073", "R-097")
def test_everyone_who_matters_is_the_same_person_over_http(
    personen: list[Persoonslijst], register: BrpPersonen, ingebed: IngebedRegister
) -> None:
    """Everyone younger than 23, dead, double or without a whole birth date gives the same entries; 208 can be reported."""
    dragers = Counter(p.bsn for p in personen)
    nummers = dict.fromkeys(p.bsn for p in personen if dragers[p.bsn] > 1 or _is_bijzonder(p))
    meldbaar = 0
    for bsn in (Bsn(nummer) for nummer in nummers if nummer is not None and voldoet_aan_elfproef(nummer)):
        verwacht = ingebed.zoek_op_bsn(bsn)
        assert verwacht == register.zoek_op_bsn(bsn)
        meldbaar += len(verwacht) == 1 and is_meldbaar(verwacht[0], PEILDAG, GRENS)
    assert meldbaar == 208


def _is_bijzonder(persoon: Persoonslijst) -> bool:
    register_persoon = als_registerpersoon(persoon)
    return persoon.is_overleden or (persoon.geboortedatum or "00").endswith("00") or _is_jong(register_persoon)


@pytest.mark.eis("R-025")
def test_every_young_person_is_found_by_name(personen: list[Persoonslijst], register: BrpPersonen, ingebed: IngebedRegister) -> None:
    """A bevraging with name, birth date, given names and sex has the same outcome from both registers, and finds most of them."""
    jong = [p for p in personen if _is_jong(als_registerpersoon(p)) and p.geslachtsnaam and p.geboortedatum and p.geboortedatum[6:] != "00"]
    uitkomsten: Counter[str] = Counter()
    for persoon in jong:
        bevraging = _bevraging(persoon)
        verwacht = _uitkomst(ingebed, bevraging)
        assert verwacht == _uitkomst(register, bevraging)
        uitkomsten[verwacht if isinstance(verwacht, str) else "gevonden"] += 1
    assert set(uitkomsten) == {"gevonden", "VIR-102", "VIR-103"}  # 102: a double number, of which identificeer makes 103
    assert uitkomsten["gevonden"] > 180


def _bevraging(persoon: Persoonslijst) -> Bevraging:
    geschreven = persoon.geboortedatum or ""
    geboren = date(int(geschreven[:4]), int(geschreven[4:6]), int(geschreven[6:]))
    return Bevraging(persoon.geslachtsnaam or "", geboren, persoon.voorvoegsel, persoon.voornamen, persoon.geslacht)


def _uitkomst(register: Personenregister, bevraging: Bevraging) -> Any:
    """The person that MeldJeugdige would report, or the code with which it would refuse."""
    try:
        treffers = register.zoek_op_naam(bevraging.geslachtsnaam, bevraging.geboortedatum)
        return uit_register(register.zoek_op_bsn(uit_bevraging(treffers, bevraging, PEILDAG, GRENS)))
    except Weigering as weigering:
        return weigering.code
