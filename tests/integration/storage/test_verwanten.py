"""Whether a jeugdige has any relative, asked before anybody looks who they are (R-073..R-076)."""

from datetime import timedelta

import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon, Woonadres
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres
from verwijsindex.storage.database import SqlOpslag

from .wereld import DAG, GEMEENTE, KIND, MOEDER, PERSOON, UITERLIJK, VADER, ZUS

BAG, TEKST, BEIDE = Woonadres("0363200000000001"), Woonadres(None, "1011AB", 1), Woonadres("0363200000000001", "1011AB", 1)
ELDERS, BAG_ELDERS = Woonadres("0363200000000002", "1011AB", 2), Woonadres("0363200000000002", "1011AB", 1)
TEKST_ELDERS = Woonadres("0363200000000001", "1011AB", 2)
MORGEN = DAG + timedelta(days=1)


def bewaar(opslag: SqlOpslag, bsn: Bsn, adres: Woonadres | None, *ouders: Bsn) -> str:
    persoon = RegisterPersoon(PERSOON.geboortedatum, ouders=frozenset(ouders), gemeentecode=GEMEENTE, woonadres=adres)
    with opslag.schrijven() as transactie:
        jeugdige = transactie.jeugdigen.bewaar(bsn, persoon, UITERLIJK, None)
        transactie.leg_vast()
    return jeugdige.id


def heeft(opslag: SqlOpslag, jeugdige_id: str) -> tuple[bool, bool]:
    """With and without matching by address."""
    with opslag.lezen() as transactie:
        wie = transactie.jeugdigen.haal(jeugdige_id)
        met, zonder = (transactie.jeugdigen.kring(wie, DAG, adresmatch=aan) for aan in (True, False))
    return len(met) > 1, len(zonder) > 1


@pytest.mark.eis("R-073", "R-074", "R-077")
@pytest.mark.parametrize(
    ("eigen", "ander", "ouders", "verwacht"),
    [
        (None, None, (), (False, False)),
        (None, None, (VADER,), (False, False)),
        (None, None, (MOEDER,), (True, True)),
        (ELDERS, BEIDE, (MOEDER,), (True, True)),
        (BEIDE, BEIDE, (), (True, False)),
        (BEIDE, BAG, (), (True, False)),
        (BEIDE, TEKST, (), (True, False)),
        (BAG, TEKST_ELDERS, (), (True, False)),
        (TEKST, BAG_ELDERS, (), (True, False)),
        (BAG, TEKST, (), (False, False)),
        (BEIDE, ELDERS, (), (False, False)),
        (BEIDE, None, (), (False, False)),
    ],
)
def test_een_verwant(
    gevuld: SqlOpslag,
    eigen: Woonadres | None,
    ander: Woonadres | None,
    ouders: tuple[Bsn, ...],
    verwacht: tuple[bool, bool],
) -> None:
    """By a parent, or by either form of the address; he himself is no relative of his own."""
    kind = bewaar(gevuld, KIND, eigen, MOEDER)
    assert heeft(gevuld, kind) == (False, False)
    zus = bewaar(gevuld, ZUS, ander, *ouders)
    assert [verwacht] * 2 == [heeft(gevuld, kind), heeft(gevuld, zus)]


@pytest.mark.eis("R-075")
@pytest.mark.parametrize("adres", [BAG, TEKST], ids=["BAG", "postcode"])
@pytest.mark.parametrize(
    ("geldigheid", "telt"),
    [
        (Geldigheid(DAG), False),
        (Geldigheid(DAG, MORGEN), False),
        (Geldigheid(MORGEN), True),
        (Geldigheid(DAG - timedelta(days=9), DAG), True),
    ],
)
def test_een_uitgesloten_adres(gevuld: SqlOpslag, adres: Woonadres, geldigheid: Geldigheid, telt: bool) -> None:
    """On a day on which either form of it is excluded nobody has a relative by his address, and still by a parent."""
    kind, zus = bewaar(gevuld, KIND, BEIDE), bewaar(gevuld, ZUS, BEIDE, MOEDER)
    with gevuld.schrijven() as transactie:
        transactie.uitgesloten_adressen.neem_over([UitgeslotenAdres(adres, Bron.MINISTER, geldigheid, GEMEENTE)])
        transactie.leg_vast()
    assert [(telt, False)] * 2 == [heeft(gevuld, kind), heeft(gevuld, zus)]
    bewaar(gevuld, VADER, None, MOEDER)
    assert heeft(gevuld, zus) == (True, True)
