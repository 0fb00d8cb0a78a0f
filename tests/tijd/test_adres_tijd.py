"""No answer time of a melding tells that an address is excluded or secret (R-075, R-092); thousands of calls, so not part of make test."""

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from time import perf_counter_ns
from uuid import uuid4

import pytest

from verwijsindex.brp.adresbestand import nummeraanduiding
from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import Rol, Stuurgegevens
from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.melden import TeMelden
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.sandbox import bouw_of_open

from ..integration.koppelvlak.wie import DAG, GGD, POLITIE, Wie
from .meten import te_onderscheiden

ZAAD = 75
HUIS, INSTELLING, LEEG, VERBORGEN = 11, 12, 13, 14
"""An ordinary address, an institution where many are reported, one where nobody else is, and a secret one."""
MEDEBEWONERS = 25

pytestmark = pytest.mark.skipif("VERWIJSINDEX_TIJD" not in os.environ, reason="duurt minuten; .ci/run zet VERWIJSINDEX_TIJD")

NUMMERS = [f"{n:09d}" for n in range(900_300_000, 900_302_000) if voldoet_aan_elfproef(f"{n:09d}")]
GEVALLEN = dict(zip(("gewoon", "instelling", "lege instelling", "geheim"), NUMMERS, strict=False))
ADRES = {"gewoon": HUIS, "instelling": INSTELLING, "lege instelling": LEEG, "geheim": VERBORGEN}
ANDEREN = NUMMERS[100 : 100 + MEDEBEWONERS]


def _persoon(bsn: str, adres: int, *, geheim: bool = False) -> dict[str, object]:
    verblijf = {"gemeentecode": "0363", "adres_id": adres, "functie_adres": "W", "datum_inschrijving": "20200101"}
    persoon: dict[str, object] = {"bsn": bsn, "geslachtsnaam": f"Zandpad-{bsn}", "geboortedatum": "20150510", "geslacht": "V"}
    return persoon | {"ouders": [], "verblijfplaats": verblijf} | ({"indicatie_geheim": "7"} if geheim else {})


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A sandbox in which the institutions are excluded and everybody else who lives in the first of them is reported."""
    map = tmp_path_factory.mktemp("tijd-adres")
    bestand = map / "personen-van-ons.json"
    mensen = [_persoon(bsn, ADRES[naam], geheim=naam == "geheim") for naam, bsn in GEVALLEN.items()]
    bestand.write_text(json.dumps([*mensen, *(_persoon(bsn, INSTELLING) for bsn in ANDEREN)]), encoding="utf-8")
    begin = datetime.combine(DAG, datetime.min.time(), AMSTERDAM).replace(hour=10)
    instellingen, _ = bouw_of_open(map, datetime.now(AMSTERDAM), lambda _: None, bestand, begin=begin)
    opslag = open_database(instellingen)
    with opslag.schrijven() as transactie:
        geldig = Geldigheid(date(2020, 1, 1))
        adressen = [UitgeslotenAdres(Woonadres(nummeraanduiding(adres)), Bron.MINISTER, geldig) for adres in (INSTELLING, LEEG)]
        transactie.uitgesloten_adressen.neem_over(adressen)
        transactie.leg_vast()
    gebouwd = maak_context(instellingen, opslag)
    for bsn in ANDEREN:
        _meld(gebouwd, POLITIE, bsn)
    yield gebouwd
    opslag.sluit()


def _afzender(wie: Wie) -> Afzender:
    return Afzender(wie.oin, str(uuid4()), Stuurgegevens(wie.oin, wie.gebruiker, Rol.MELDER, wie.instantie))


def _meld(context: Context, wie: Wie, bsn: str) -> tuple[str, bool]:
    gemeld = meld_jeugdige(MeldJeugdige(_afzender(wie), TeMelden(str(uuid4()), OpBsn(bsn))), context)
    return gemeld.melding_id, gemeld.match_aanwezig


def _duur(context: Context, bsn: str) -> int:
    """Nanoseconds of a melding that nobody did before and that matches nothing; then it is withdrawn."""
    begin = perf_counter_ns()
    melding_id, match = _meld(context, GGD, bsn)
    duur = perf_counter_ns() - begin
    assert not match
    verwijder_melding(VerwijderMelding(_afzender(GGD), str(uuid4()), melding_id, VerwijderReden.NIET_TERECHT), context)
    return duur


@pytest.mark.traag
@pytest.mark.eis("R-075", "R-092")
def test_the_time_of_a_melding_tells_nothing_of_an_address(context: Context) -> None:
    """An ordinary address, an institution where 25 others are reported, an empty one, and a secret address: nobody can tell which."""
    gevallen = {naam: partial(_duur, context, bsn) for naam, bsn in GEVALLEN.items()}
    assert te_onderscheiden(gevallen, ZAAD) == set()
