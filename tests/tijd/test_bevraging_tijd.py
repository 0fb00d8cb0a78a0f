"""R-024: how long a refusal takes says nothing about why the register refused; thousands of calls, so not part of make test."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from time import perf_counter_ns
from uuid import uuid4

import pytest

from verwijsindex.domain.aanduiding import Bevraging
from verwijsindex.domain.instantie import Rol, Stuurgegevens
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.weigeringen import NietGevonden
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.melden import TeMelden
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.sandbox import bouw_of_open

from ..integration.koppelvlak.personen import PERSONEN, schrijf_personen
from ..integration.koppelvlak.wie import DAG, SCHOOL
from .meten import te_onderscheiden

NIEMAND = ("Niemandsland", "20140101")
ZAAD = 24

pytestmark = pytest.mark.skipif("VERWIJSINDEX_TIJD" not in os.environ, reason="duurt minuten; .ci/run zet VERWIJSINDEX_TIJD")


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The use cases over a sandbox with our persons, on our day."""
    map = tmp_path_factory.mktemp("tijd")
    begin = datetime.combine(DAG, datetime.min.time(), AMSTERDAM).replace(hour=10)
    instellingen, _ = bouw_of_open(
        map, datetime.now(AMSTERDAM), lambda _: None, schrijf_personen(map / "personen-van-ons.json"), begin=begin
    )
    opslag = open_database(instellingen)
    yield maak_context(instellingen, opslag)
    opslag.sluit()


def _wie(naam: str) -> tuple[str, str]:
    if naam == "niemand":
        return NIEMAND
    return PERSONEN[naam]["geslachtsnaam"], PERSONEN[naam]["geboortedatum"]


GEVALLEN = {naam: _wie(naam) for naam in ("niemand", "overleden", "volwassen", "dubbel", "geemigreerd")}


def _duur(context: Context, naam: str, geboren: str) -> int:
    """Nanoseconds of one refused melding, the line in the logboek included."""
    stuur = Stuurgegevens(SCHOOL.oin, SCHOOL.gebruiker, Rol.MELDER, SCHOOL.instantie)
    vraag = Bevraging(naam, date(int(geboren[:4]), int(geboren[4:6]), int(geboren[6:])))
    verzoek = MeldJeugdige(Afzender(SCHOOL.oin, str(uuid4()), stuur), TeMelden(str(uuid4()), vraag))
    begin = perf_counter_ns()
    with pytest.raises(NietGevonden):
        meld_jeugdige(verzoek, context)
    return perf_counter_ns() - begin


@pytest.mark.traag
@pytest.mark.eis("R-024")
def test_the_time_of_a_refusal_tells_nothing(context: Context) -> None:
    """Nobody, dead, 23, a number on two entries, emigrated: no two of them can be told apart in each of three rounds of 2,000 calls."""
    gevallen = {naam: partial(_duur, context, *wie) for naam, wie in GEVALLEN.items()}
    assert te_onderscheiden(gevallen, ZAAD) == set()
