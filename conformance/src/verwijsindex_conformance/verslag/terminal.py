"""The verdicts as plain Dutch lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.eisen import alle_eisen
from verwijsindex_conformance.geval import Geval
from verwijsindex_conformance.oordeel import Oordeel

_BREEDTE = 100


def regel_van(uitslag: Uitslag) -> str:
    """One verdict; a failure tells the requirement, what was expected and what came (stijl.md 23)."""
    geval = uitslag.geval
    regels = [f"{geval.id}  {uitslag.oordeel:<20}{geval.titel}"]
    if uitslag.oordeel is Oordeel.GEZAKT:
        regels += [*_van_eisen(geval), f"    verwacht: {uitslag.verwacht}", f"    gekregen: {uitslag.gekregen}"]
    elif uitslag.reden:
        regels.append(f"    reden:    {uitslag.reden}")
    return "\n".join(regels)


def slot(uitslagen: Iterable[Uitslag]) -> str:
    """The count of every verdict."""
    telling = Counter(uitslag.oordeel for uitslag in uitslagen)
    woorden = {
        Oordeel.GESLAAGD: "geslaagd",
        Oordeel.GEZAKT: "gezakt",
        Oordeel.NIET_VAN_TOEPASSING: "niet van toepassing",
        Oordeel.ONBESLIST: "onbeslist",
    }
    return f"{telling.total()} gevallen: " + ", ".join(f"{telling[oordeel]} {woord}" for oordeel, woord in woorden.items())


def lijst_van(gevallen: Iterable[Geval]) -> Iterator[str]:
    """The cases under the heading of their chapter."""
    hoofdstuk = None
    for geval in gevallen:
        if geval.hoofdstuk != hoofdstuk:
            hoofdstuk = geval.hoofdstuk
            yield f"{hoofdstuk}"
        yield f"  {geval.id}  {geval.titel}  [{' '.join(geval.eisen)}]"


def uitleg_van(geval: Geval) -> str:
    """One case in full."""
    tweeling = [f"tweeling:  {geval.tweeling} (hetzelfde, maar goed)"] if geval.tweeling else []
    delen = [f"{geval.id}  {geval.titel}", f"hoofdstuk: {geval.hoofdstuk}", *tweeling, *_van_eisen(geval)]
    return "\n".join([*delen, *_alinea("gedaan:", geval.gedaan), *_alinea("verwacht:", geval.verwacht)])


def _van_eisen(geval: Geval) -> list[str]:
    eisen = alle_eisen()
    return [f"    eis:      {eis}  {eisen[eis].titel}" if eis in eisen else f"    eis:      {eis}" for eis in geval.eisen]


def _alinea(kop: str, tekst: str) -> list[str]:
    return [kop, *(f"    {regel}" for regel in wrap(tekst, _BREEDTE))]
