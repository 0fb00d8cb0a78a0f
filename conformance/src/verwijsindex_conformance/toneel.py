"""The stage for the role partner: a fake index that listens, and a way to make the partner system under test act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from verwijsindex_conformance.bestuur import Bestuur, MetDeHand, Programma
from verwijsindex_conformance.doel import Doel, Systeem
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.nep.deur import luister
from verwijsindex_conformance.nep.index import NepIndex
from verwijsindex_conformance.systeemfout import in_woorden
from verwijsindex_conformance.verbinding import Onbereikbaar


@dataclass(frozen=True, slots=True)
class Toneel:
    """What the cases of one run share."""

    index: NepIndex
    bestuur: Bestuur


def afspraak_uit(doel: Doel) -> tuple[Afspraak, Systeem]:
    """What doel.yaml says about who calls whom. Raises DoelOnjuist when it lacks the keys of the index or the partner."""
    if doel.index is None:
        raise DoelOnjuist("index: de nagespeelde index heeft zelf een certificaat en een sleutel nodig (certificaat, sleutel)")
    if doel.systeem is None:
        raise DoelOnjuist("partner: ontbreekt; hier staat welk partnersysteem de index aanroept")
    return Afspraak(doel.adressen, doel.ca, doel.oin, doel.index.certificaat, doel.index.sleutel, doel.systeem.oin), doel.systeem


@contextmanager
def toneel_van(doel: Doel) -> Iterator[Toneel]:
    """Listen at the addresses of doel.yaml. Raises DoelOnjuist and Onbereikbaar."""
    afspraak, systeem = afspraak_uit(doel)
    index = NepIndex(afspraak, systeem.geduld)
    bestuur: Bestuur = Programma(systeem.opdracht) if systeem.opdracht else MetDeHand()
    host, poort = doel.verbind or (None, None)
    try:
        with luister(index, host=host, poort=poort):
            yield Toneel(index, bestuur)
    except OSError as fout:
        raise Onbereikbaar(f"de nagespeelde index kan niet luisteren op het adres uit doel.yaml ({in_woorden(fout)})") from None
    finally:
        bestuur.sluit()
