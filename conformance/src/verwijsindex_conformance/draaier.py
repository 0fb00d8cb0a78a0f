"""Runs cases. Nothing that a case does ends the run: what the suite does not understand is ONBESLIST."""

import ssl
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.geval import Geval
from verwijsindex_conformance.oordeel import Gezakt, NietVanToepassing, Onbeslist, Oordeel
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import Onbereikbaar, pad_van, tls_van, verbind


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The verdict on one case; the texts hold codes and names of elements, never a value of a person."""

    geval: Geval
    oordeel: Oordeel
    verwacht: str = ""
    gekregen: str = ""
    reden: str = ""
    seconden: float = 0.0


def is_bereikbaar(doel: Doel) -> None:
    """Raises Onbereikbaar when the target does not even hand out its contract to the first partner."""
    url = doel.adressen["meldingen"]
    try:
        with verbind(doel, url, tls_van(doel, doel.partners[0])) as lijn:
            lijn.vraag("GET", f"{pad_van(url)}?wsdl")
    except ssl.SSLError as fout:
        raise Onbereikbaar(f"geen TLS-verbinding met het doel ({fout.reason or type(fout).__name__})") from None


def draai(gevallen: Iterable[Geval], doel: Doel, meld: Callable[[Uitslag], None]) -> list[Uitslag]:
    """Run these cases one after the other; ``meld`` hears every verdict as soon as it is there."""
    beurten = {een.id: beurt for beurt, een in enumerate(alle_gevallen())}
    uitslagen = []
    for een in gevallen:
        uitslagen.append(_draai_een(een, Proef(doel, beurten.get(een.id, 0))))
        meld(uitslagen[-1])
    return uitslagen


def _draai_een(een: Geval, proef: Proef) -> Uitslag:
    begin = monotonic()
    oordeel, teksten = _oordeel(lambda: een.voer_uit(proef))
    opgeruimd, waarom = _oordeel(proef.ruim_op)
    if oordeel is Oordeel.GESLAAGD and opgeruimd is not Oordeel.GESLAAGD:
        oordeel, teksten = Oordeel.ONBESLIST, {"reden": f"opruimen lukte niet: {waarom.get('reden', waarom.get('gekregen', ''))}"}
    return Uitslag(een, oordeel, seconden=monotonic() - begin, **teksten)


def _oordeel(handeling: Callable[[], None]) -> tuple[Oordeel, dict[str, str]]:
    try:
        handeling()
    except Gezakt as zakker:
        return Oordeel.GEZAKT, {"verwacht": zakker.verwacht, "gekregen": zakker.gekregen}
    except NietVanToepassing as reden:
        return Oordeel.NIET_VAN_TOEPASSING, {"reden": str(reden)}
    except (Onbeslist, Onbereikbaar) as reden:
        return Oordeel.ONBESLIST, {"reden": str(reden)}
    except OSError as fout:
        return Oordeel.ONBESLIST, {"reden": f"geen verbinding met het doel ({type(fout).__name__})"}
    except Exception as fout:
        return Oordeel.ONBESLIST, {"reden": f"fout in de suite: {type(fout).__name__} in {_plaats(fout)}"}
    return Oordeel.GESLAAGD, {}


def _plaats(fout: Exception) -> str:
    """File and line; the text of an exception may hold anything."""
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    return f"{laatste.filename.rsplit('/', 1)[-1]}:{laatste.lineno}"
