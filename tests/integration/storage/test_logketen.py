"""Every line of the logboek is chained to the one before it, and writers do not wait for one another (R-142)."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Timer
from typing import Any

import pytest
from psycopg import connect
from sqlalchemy import make_url

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.logboek_controleer import Controle
from verwijsindex.domain.logketen import BEGIN, VELDEN, schakel
from verwijsindex.operations.logboek import records
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.ketens import LANEN, beginzegel, volgend_zegel
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.sleutelregister import Sleutelbos
from verwijsindex.storage.versleuteling import Sleutels
from verwijsindex.storage.vormen import als_tekst

from .wereld import NU, OIN, rijen

REGEL = Logregel(NU, Gebeurtenis.MELDING_GEDAAN, "MeldJeugdige", OIN, "arts", "MELDER", "b-1", "f" * 32, ("m1",))


def noteer(opslag: SqlOpslag, aantal: int) -> None:
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer([REGEL] * aantal)
        transactie.leg_vast()


def keten(url: str) -> dict[int, list[dict[str, Any]]]:
    """The lines of every lane, as the index digests them."""
    lanen: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for rij in rijen(url, f"SELECT {', '.join(VELDEN)}, schakel FROM logboek ORDER BY keten, plaats"):
        regel: dict[str, Any] = dict(zip((*VELDEN, "schakel"), rij, strict=True))
        regel["tijdstip"] = als_tekst(datetime.fromisoformat(str(regel["tijdstip"])))
        lanen[regel["keten"]].append(regel)
    return lanen


@pytest.mark.eis("R-142")
def test_elke_regel_volgt_op_de_vorige(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """Within a lane places run from 1 without gaps, each digest follows from the line and the one before, and the end stands sealed."""
    for aantal in (1, 3, 2):
        noteer(opslag, aantal)
    kluis = Kluis(sleutels)
    [(nummer, regels)] = keten(database_url).items()
    einde, zegel = BEGIN, beginzegel(kluis, nummer)
    for plaats, regel in enumerate(regels, start=1):
        einde = schakel(einde, regel)
        zegel = volgend_zegel(kluis, zegel, einde)
        assert (plaats, einde) == (regel["plaats"], bytes(regel["schakel"]))
    hoofden = rijen(database_url, "SELECT keten, lengte, schakel, zegel FROM logketen WHERE lengte > 0")
    assert [(nummer, 6, einde, zegel)] == [(a, b, bytes(c), bytes(d)) for a, b, c, d in hoofden]  # type: ignore[call-overload]


@pytest.mark.eis("R-142")
def test_wat_niet_is_vastgelegd_staat_niet_in_de_keten(opslag: SqlOpslag, database_url: str) -> None:
    """A transaction that forgets leaves the ends of all lanes as they were."""
    noteer(opslag, 1)
    voor = rijen(database_url, "SELECT * FROM logketen ORDER BY keten")
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer([REGEL])
    assert voor == rijen(database_url, "SELECT * FROM logketen ORDER BY keten")


@pytest.mark.eis("R-142")
def test_een_andere_sleutel_begint_nieuwe_ketens(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """A lane is sealed with one key all its life; opening twice with the same keys begins nothing."""
    open_opslag(database_url, sleutels).sluit()
    [(voor,)] = rijen(database_url, "SELECT count(*) FROM logketen WHERE keten > 0")
    opslag._bos = Sleutelbos(Sleutels(b"a" * 32, sleutels.ring))
    noteer(opslag, 1)
    [(na,)] = rijen(database_url, "SELECT count(*) FROM logketen WHERE keten > 0")
    lanen = LANEN[database_url.split(":", maxsplit=1)[0].split("+", maxsplit=1)[0]]
    assert (lanen, 2 * lanen) == (voor, na)
    assert list(keten(database_url)) == [lanen + 1]


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_schrijvers_nemen_elk_een_eigen_keten(opslag: SqlOpslag, database_url: str) -> None:
    """While one transaction holds a lane another writes to the next; with none free it waits, and goes on when one is."""

    adres = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with connect(adres) as eerste:
        eerste.execute("SELECT 1 FROM logketen WHERE keten = 1 FOR UPDATE")
        noteer(opslag, 2)
        assert {nummer: len(regels) for nummer, regels in keten(database_url).items()} == {2: 2}
    with connect(adres) as alle:
        alle.execute("SELECT 1 FROM logketen FOR UPDATE")
        laat_los = Timer(0.2, alle.rollback)
        laat_los.start()
        noteer(opslag, 1)
        laat_los.join()
    assert {nummer: len(regels) for nummer, regels in keten(database_url).items()} == {1: 1, 2: 2}


@pytest.mark.eis("R-142")
def test_wie_tegelijk_schrijft_maakt_hele_ketens(opslag: SqlOpslag, sleutels: Sleutels) -> None:
    """Six writers at once, some of whom forget what they did: every line that was kept is in a chain that holds, sealed to its end."""

    def schrijf(wie: int) -> None:
        for beurt in range(15):
            with opslag.schrijven() as transactie:
                transactie.logboek.noteer([REGEL] * (1 + (wie + beurt) % 3))
                if beurt % 5:
                    transactie.leg_vast()

    with ThreadPoolExecutor(6) as schrijvers:
        list(schrijvers.map(schrijf, range(6)))
    controle = Controle({}, Kluis(sleutels).kenmerk).loop(records(opslag))
    verwacht = sum(1 + (wie + beurt) % 3 for wie in range(6) for beurt in range(15) if beurt % 5)
    assert ([], verwacht) == (controle.bevindingen, controle.regels)
