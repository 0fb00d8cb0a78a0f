"""Servers that follow moves as the law does not let them (Jeugdwet 7.1.2.3(1)(g))."""

from collections.abc import Iterable
from typing import Any

from verwijsindex.cli import sandboxwerk
from verwijsindex.domain.regels import signaleren, verhuizen
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.operations import bijwerken, verwerk_wijzigingen
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt

from ..mutant import Mutant, altijd, overal

Wijziging = verhuizen._Wijziging
_berichten, _vertel = Wijziging.verhuisberichten, bijwerken._vertel


def _alleen_melders(zelf: Any) -> Iterable[Any]:
    return (een for een in _berichten(zelf) if een.ontvanger.soort is not OntvangerSoort.GEMEENTE)


def _ook_binnen(zelf: Any) -> Iterable[Any]:
    """Tells the regievoerder also of a move within his gemeente."""
    gevonden = list(_berichten(zelf))
    yield from gevonden
    if gevonden and not any(een.ontvanger.soort is OntvangerSoort.GEMEENTE for een in gevonden):
        for gemeente in zelf._gemeenten(zelf._nieuw.id, zelf._over_hem):
            yield zelf._opsteller.aan_gemeente(gemeente, SignaalSoort.VERHUIZING, zelf._over_hem)


def _ook_het_einde(transactie: Any, bekend: Any, rond: Any, moment: Any, context: Any) -> Any:
    """Tells whose jeugdige no longer lives with somebody that this is so."""
    gevolg = _vertel(transactie, bekend, rond, moment, context)
    voorheen = transactie.jeugdigen.verwanten(bekend, rond.dag, adresmatch=True)
    niet_meer = [wie.id for wie in voorheen if wie.id not in rond.jeugdigen]
    for melding in transactie.meldingen.van_jeugdigen(niet_meer):
        ontvanger = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, melding.meldingsbevoegde)
        transactie.signalen.voeg_toe([NieuwSignaal(context.nieuwe_id(), ontvanger, SignaalSoort.INGETROKKEN, moment)])
    return gevolg


MUTANTEN = (
    Mutant("volgt-het-register-niet", "R-120", ((verwerk_wijzigingen, "verwerk_een", altijd(Verwerkt())),)),
    Mutant("zwijgt-van-een-verhuizing", "R-121", overal(verhuizen, "is_verhuisd", altijd(False))),
    Mutant("verhuizing-niet-aan-de-regievoerder", "R-122", ((Wijziging, "verhuisberichten", _alleen_melders),)),
    Mutant("verhuizing-binnen-de-gemeente-ook", "R-123", ((Wijziging, "verhuisberichten", _ook_binnen),)),
    Mutant("regievoerder-van-het-mandaat", "R-124", ((signaleren._Kring, "_gemeente", lambda zelf, _: zelf._mandaat_gemeente),)),
    Mutant("einde-van-het-gezin-gemeld", "R-080", ((bijwerken, "_vertel", _ook_het_einde),)),
    Mutant("uitgesloten-adres-telt-toch", "R-075", ((sandboxwerk, "lees_rua_in", altijd(None)),)),
    Mutant("samenwonen-zegt-niets", "R-080", ((Wijziging, "gezinssignalen", altijd(())),)),
)
