"""The public BRP test persons, read as they are and held against the facts that are known of them (keuzes.md 42)."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst, als_registerpersoon
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.regels.identificatie import lees_bsn, uit_register, uiterlijk
from verwijsindex.domain.tijd import PEILLEEFTIJD
from verwijsindex.domain.weigeringen import BsnOnbekend, BsnOngeldig, Overleden, TeOud, Weigering
from verwijsindex.sandbox.keuze import kies_personen

from ..beleid import GRENS

PROJECT = Path(__file__).parents[2]
BESTAND = PROJECT / os.environ.get("VERWIJSINDEX_BRP_DATA", "../shared/data/brp") / "testpersonen.json"
PEILDAG = date(2026, 11, 22)
"""The day for which the facts were written down."""

pytestmark = pytest.mark.skipif(not BESTAND.exists(), reason=f"geen openbare testpersonen: {BESTAND} (zet VERWIJSINDEX_BRP_DATA)")


@pytest.fixture(scope="module")
def personen() -> list[Persoonslijst]:
    return list(lees_personen(BESTAND))


@pytest.fixture(scope="module")
def register(personen: list[Persoonslijst], tmp_path_factory: pytest.TempPathFactory) -> IngebedRegister:
    pad = tmp_path_factory.mktemp("brp") / "register.sqlite"
    maak_register(pad, personen)
    return IngebedRegister(pad)


def _jonger_dan_23(personen: list[Persoonslijst], dag: date) -> Iterator[Persoonslijst]:
    for persoon in personen:
        geboren = als_registerpersoon(persoon).geboortedatum
        if geboren is not None and dag < geboren.verjaardag(PEILLEEFTIJD):
            yield persoon


def _uitkomst(register: IngebedRegister, persoon: Persoonslijst, dag: date) -> str:
    """What MeldJeugdige by BSN would say: the code of the refusal, or that he can be reported."""
    try:
        uiterlijk(uit_register(register.zoek_op_bsn(lees_bsn(persoon.bsn or "", productie=False))), dag, GRENS)
    except Weigering as weigering:
        return weigering.code
    return "te melden"


@pytest.mark.eis("R-021", "R-022", "R-040", "R-044")
def test_of_the_215_younger_than_23_exactly_208_can_be_reported(personen: list[Persoonslijst], register: IngebedRegister) -> None:
    """Five have died, one number is invalid, and one is borne by two entries."""
    uitkomsten = Counter(_uitkomst(register, persoon, PEILDAG) for persoon in _jonger_dan_23(personen, PEILDAG))
    assert {"te melden": 208, Overleden.code: 5, BsnOngeldig.code: 1, BsnOnbekend.code: 1} == uitkomsten


@pytest.mark.eis("R-021", "R-022", "R-040")
def test_every_other_entry_is_refused(personen: list[Persoonslijst], register: IngebedRegister) -> None:
    """Of all 1,205 entries nobody else slips through."""
    uitkomsten = Counter(_uitkomst(register, persoon, PEILDAG) for persoon in personen)
    assert sum(uitkomsten.values()) == 1205
    assert uitkomsten["te melden"] == 208
    assert TeOud.code in uitkomsten


def test_the_roughness_of_the_set_is_kept(personen: list[Persoonslijst], register: IngebedRegister) -> None:
    """Invalid, double and missing numbers, deaths and unusable birth dates are there in the number that was written down."""
    assert [p.bsn for p in personen if p.bsn is not None and not voldoet_aan_elfproef(p.bsn)] == ["999999245"]
    dubbel = {bsn for bsn, aantal in Counter(p.bsn for p in personen if p.bsn).items() if aantal == 2}
    assert {"999995133", "999991425", "999992788", "999995923"} == dubbel
    assert [len(register.zoek_op_bsn(lees_bsn(bsn, productie=False))) for bsn in dubbel] == [2, 2, 2, 2]
    assert sum(p.bsn is None for p in personen) == 3
    assert sum(als_registerpersoon(p).overleden for p in personen) == 40
    onbruikbaar = Counter(p.geboortedatum for p in personen if p.bsn and als_registerpersoon(p).geboortedatum is None)
    assert Counter({"00000000": 2, None: 1, "19650230": 1, "19670230": 1}) == onbruikbaar
    assert not any(als_registerpersoon(p).opgeschort or p.postcode or p.huisnummer for p in personen)


@pytest.mark.eis("R-073")
def test_84_parents_are_shared(personen: list[Persoonslijst]) -> None:
    """Of those who are younger than 23, counted by the parents' numbers."""
    kinderen = Counter(ouder for p in _jonger_dan_23(personen, PEILDAG) for ouder in als_registerpersoon(p).ouders)
    assert sum(aantal > 1 for aantal in kinderen.values()) == 84


@pytest.mark.eis("R-040")
def test_the_next_to_become_23_can_be_reported_until_the_day_before(personen: list[Persoonslijst], register: IngebedRegister) -> None:
    """The eldest who still can be reported: the day before, the day, the day after."""
    te_melden = [p for p in personen if _uitkomst(register, p, PEILDAG) == "te melden"]
    oudste = min(te_melden, key=lambda p: uiterlijk(als_registerpersoon(p), PEILDAG, GRENS))
    verjaardag = uiterlijk(als_registerpersoon(oudste), PEILDAG, GRENS)
    dagen = [verjaardag + timedelta(days=n) for n in (-1, 0, 1)]
    assert ["te melden", TeOud.code, TeOud.code] == [_uitkomst(register, oudste, dag) for dag in dagen]


def test_the_description_calls_reportable_who_is(personen: list[Persoonslijst], register: IngebedRegister) -> None:
    """The kenmerken of sandbox.json and the answers of the index agree about every person described."""
    beschreven = kies_personen(personen, PEILDAG)
    for bijzonder in beschreven:
        assert bool(bijzonder.belet) == (_uitkomst(register, bijzonder.persoon, PEILDAG) != "te melden")
    assert sum(not bijzonder.belet for bijzonder in beschreven) == 208
