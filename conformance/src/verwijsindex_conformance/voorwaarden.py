"""What a tester must supply before a case can be judged, read from what its function asks for, and the functions below it.

So nobody writes it down beside the case, and it cannot become untrue.
"""

from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any, Final

from verwijsindex_conformance.geval import Geval

_EIGEN: Final = __name__.partition(".")[0]
VRAAGT: Final = {
    "klok": "een klok die te zetten is (`klok`)",
    "certificaten": "certificaten waaraan iets niet deugt (`certificaten`)",
    "verhuis": "een verhuizing in het personenregister (`gebeurtenissen`)",
    "verhuis_naar_instelling": "een adres uitsluiten, en een verhuizing daarheen (`gebeurtenissen`)",
    "trek_in_bij": "intrekken bij iemand in het personenregister (`gebeurtenissen`)",
    "laat_geboren_worden": "een geboorte in het personenregister (`gebeurtenissen`)",
    "ken_nummer_toe": "een nummer toekennen in het personenregister (`gebeurtenissen`)",
    "verbeter_nummer": "een nummer verbeteren in het personenregister (`gebeurtenissen`)",
    "laat_overlijden": "een overlijden in het personenregister (`gebeurtenissen`)",
    "draag_over": "een overdracht naar een ander partnersysteem (`beheer`)",
    "hernoem": "een andere naam voor een instantie (`beheer`)",
    "splits_af": "een instantie die zich splitst (`beheer`)",
    "voeg_samen": "instanties die samengaan (`beheer`)",
    "stopdag": "een dag waarop melden stopt, op de klok van het doel (`stopzetting`)",
    "einddag": "een dag waarop alles weg is, op de klok van het doel (`stopzetting`)",
    "stuur_ongetekend": "een adres waar berichten geen handtekening hebben (`zonder-handtekening`)",
    "zonder_register": "een personenregister dat kan uitvallen (`storing`)",
    "onbevoegd": "een gebruiker die niet mag melden (`onbevoegd`)",
    "melder_bij_instantie": "een melder bij een instantie",
    "melders": "melders van meer instanties",
    "melder_zonder_bsn": "een melder die het BSN niet mag gebruiken",
    "functionaris": "een zelfstandige functionaris",
    "collega": "een tweede melder bij dezelfde instantie",
    "andere_partner": "een melder bij een ander partnersysteem",
    "coordinator": "een coördinator",
    "college": "een gebruiker van een college",
    "ander_college": "een gebruiker van een college in een tweede gemeente",
    "melders_van": "melders van meer instanties in de gemeente van een college",
    "regievoerders": "elke regievoerder",
    "bevraagbare": "de naam en geboortedatum van iemand die gemeld kan worden",
    "zonder_nummer_te_noemen": "de naam, geboortedatum en het geslacht van iemand die gemeld kan worden",
    "van_leeftijd": "de geboortedatum van iemand die gemeld kan worden",
    "jong": "de geboortedatum van iemand die gemeld kan worden",
    "wordt_23": "iemand die binnenkort 23 wordt (`wordt-23`)",
    "gezin": "een gezin (`gezinnen`)",
}
"""By what a case calls, what doel.yaml must then have."""
KENMERKEN: Final = ("overleden", "opgeschort", "23-of-ouder", "geboortedatum-onbekend", "onbekend", "rni", "wordt-23")
"""Of persons, that a case asks for by their name."""


def voorwaarden(een: Geval) -> tuple[str, ...]:
    """In Dutch, each once; what every target has (a reporter, somebody to report) is not among them."""
    gezien = woorden_van(een)
    gevraagd = [wat for naam, wat in VRAAGT.items() if naam in gezien]
    if gezien & {"persoon", "personen"}:
        gevraagd += [f"iemand met kenmerk `{kenmerk}`" for kenmerk in KENMERKEN if kenmerk in gezien]
    return tuple(dict.fromkeys(gevraagd))


def woorden_van(een: Geval) -> frozenset[str]:
    """Every name and every text that the function of a case uses, itself or by what it calls in this package."""
    return frozenset(_van(een.voer_uit, set()))


def _van(iets: Any, gehad: set[int]) -> Iterator[str]:
    if id(iets) in gehad:
        return
    gehad.add(id(iets))
    if isinstance(iets, FunctionType):
        yield from _van_code(iets.__code__, iets.__globals__, gehad)
        yield from (woord for cel in iets.__closure__ or () for woord in _van(cel.cell_contents, gehad))
    elif isinstance(iets, type) and iets.__module__.startswith(_EIGEN):
        yield from (woord for lid in vars(iets).values() for woord in _van(lid, gehad))
    elif isinstance(iets, Mapping):
        yield from (woord for paar in iets.items() for deel in paar for woord in _van(deel, gehad))
    elif isinstance(iets, str):
        yield iets


def _van_code(code: CodeType, bekend: Mapping[str, Any], gehad: set[int]) -> Iterator[str]:
    for constante in code.co_consts:
        if isinstance(constante, CodeType):
            yield from _van_code(constante, bekend, gehad)
        elif isinstance(constante, (tuple, frozenset)):
            yield from (deel for deel in constante if isinstance(deel, str))
        elif isinstance(constante, str):
            yield constante
    for naam in code.co_names:
        yield naam
        waarde = bekend.get(naam)
        if getattr(waarde, "__module__", _EIGEN).startswith(_EIGEN):
            yield from _van(getattr(waarde, "__wrapped__", waarde), gehad)
