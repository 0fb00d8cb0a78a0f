"""Servers that follow moves as the law does not let them (Jeugdwet 7.1.2.3(1)(g))."""

from collections.abc import Iterable
from typing import Any

from verwijsindex.domain.regels import signaleren, verhuizen
from verwijsindex.domain.signaal import OntvangerSoort
from verwijsindex.operations import verwerk_wijzigingen
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt

from ..mutant import Mutant, altijd, overal

Wijziging = verhuizen._Wijziging
_berichten, _gezinssignalen = Wijziging.verhuisberichten, Wijziging.gezinssignalen


def _alleen_melders(zelf: Any) -> Iterable[Any]:
    return (een for een in _berichten(zelf) if een.ontvanger.soort is not OntvangerSoort.GEMEENTE)


def _ook_binnen(zelf: Any) -> Iterable[Any]:
    """Tells the regievoerder also of a move within his gemeente."""
    gevonden = list(_berichten(zelf))
    yield from gevonden
    if gevonden and not any(een.ontvanger.soort is OntvangerSoort.GEMEENTE for een in gevonden):
        for gemeente in zelf._gemeenten(zelf._nieuw.id, zelf._over_hem):
            yield zelf._opsteller.aan_gemeente(gemeente, verhuizen.SignaalSoort.VERHUIZING, zelf._over_hem)


def _ook_het_einde(zelf: Any) -> Iterable[Any]:
    """Tells whose jeugdige no longer lives with somebody that this is so."""
    yield from _gezinssignalen(zelf)
    for ander in zelf._rond.actief:
        wie = zelf._rond.jeugdigen[ander.jeugdige_id]
        if (
            wie.id != zelf._nieuw.id
            and verhuizen.verwant(zelf._oud, wie, zelf._rond)
            and not verhuizen.verwant(zelf._nieuw, wie, zelf._rond)
        ):
            yield zelf._opsteller.aan_melder(ander, verhuizen.SignaalSoort.VERHUIZING)


MUTANTEN = (
    Mutant("volgt-het-register-niet", "R-120", ((verwerk_wijzigingen, "verwerk_een", altijd(Verwerkt())),)),
    Mutant("zwijgt-van-een-verhuizing", "R-121", overal(verhuizen, "is_verhuisd", altijd(False))),
    Mutant("verhuizing-niet-aan-de-regievoerder", "R-122", ((Wijziging, "verhuisberichten", _alleen_melders),)),
    Mutant("verhuizing-binnen-de-gemeente-ook", "R-123", ((Wijziging, "verhuisberichten", _ook_binnen),)),
    Mutant("regievoerder-van-het-mandaat", "R-124", ((signaleren._Kring, "_gemeente", lambda zelf, _: zelf._mandaat_gemeente),)),
    Mutant("einde-van-het-gezin-gemeld", "R-080", ((Wijziging, "gezinssignalen", _ook_het_einde),)),
    Mutant("samenwonen-zegt-niets", "R-080", ((Wijziging, "gezinssignalen", altijd(())),)),
)
