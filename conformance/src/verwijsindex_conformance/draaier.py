"""Runs cases. Nothing that a case does ends the run: what the suite does not understand is ONBESLIST."""

import ssl
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Final

from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.geval import Geval, Niveau, Rol
from verwijsindex_conformance.grens import DuurtTeLang, hoogstens
from verwijsindex_conformance.klokverschil import verschil
from verwijsindex_conformance.ontvangerproef import Ontvangerproef
from verwijsindex_conformance.oordeel import Gezakt, NietAangeboden, Onbeslist, Oordeel, Overgeslagen
from verwijsindex_conformance.opname import Uitwisseling, opname
from verwijsindex_conformance.partnerproef import Partnerproef
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.toneel import Toneel
from verwijsindex_conformance.verbinding import Onbereikbaar, TeLaat, pad_van, tls_van, verbind

SECONDEN: Final = 300
"""What one case may take, and its clean-up again."""
HERSTEL: Final = 120
"""Seconds that a target may take to come to itself."""
AFGEBROKEN: Final = "de tester brak de toets af"


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The verdict on one case; the texts hold codes and names of elements, never a value of a person."""

    geval: Geval
    oordeel: Oordeel
    verwacht: str = ""
    gekregen: str = ""
    reden: str = ""
    seconden: float = 0.0
    berichten: tuple[Uitwisseling, ...] = ()
    """What was exchanged until the verdict; these do hold values of persons."""


def is_bereikbaar(doel: Doel) -> timedelta | None:
    """How far the clock of the target is ahead of ours, if it tells.

    Raises Onbereikbaar when the target does not even hand out its contract to the first partner.
    """
    url = doel.adressen["meldingen"]
    try:
        with verbind(doel, url, tls_van(doel, doel.partners[0])) as lijn:
            return verschil(lijn.vraag("GET", f"{pad_van(url)}?wsdl").koppen, datetime.now(UTC))
    except OSError as fout:
        waarom = (isinstance(fout, ssl.SSLError) and fout.reason) or type(fout).__name__
        raise (TeLaat if isinstance(fout, TimeoutError) else Onbereikbaar)(f"geen TLS-verbinding met het doel ({waarom})") from None


def draai(
    gevallen: Sequence[Geval],
    doel: Doel,
    meld: Callable[[Uitslag], None],
    *,
    seconden: float = SECONDEN,
    toneel: Toneel | None = None,
) -> list[Uitslag]:
    """Run these cases one after the other; ``meld`` hears every verdict as soon as it is there.

    ``toneel``: what cases of the role partner play on; they are passed over without it.

    When the tester interrupts, the case that runs is still cleaned up, and it and what comes after it is ONBESLIST.
    """
    beurten = {een.id: beurt for beurt, een in enumerate(alle_gevallen())}
    uitslagen: list[Uitslag] = []
    leeft = True
    try:
        for een in gevallen:
            maak_proef = partial(_proef, een, doel, beurten.get(een.id, 0), toneel)
            uitslagen.append(_draai_een(een, doel, maak_proef, seconden))
            meld(uitslagen[-1])
            leeft = een.rol is not Rol.INDEX or _leeft(doel, uitslagen[-1].berichten, leeft)
    except KeyboardInterrupt:
        uitslagen += [Uitslag(een, Oordeel.ONBESLIST, reden=AFGEBROKEN) for een in gevallen[len(uitslagen) :]]
    return uitslagen


def _leeft(doel: Doel, berichten: Sequence[Uitwisseling], leefde: bool) -> bool:
    """Whether the target can have the next case. One that is still busy with this one gets time to come to itself, so that no other case
    is undecided by it; one that did not come to itself before gets none.
    """
    if all(een.status is not None for een in berichten):
        return leefde or bool(berichten)
    einde = monotonic() + HERSTEL
    while leefde and monotonic() < einde:
        try:
            is_bereikbaar(doel)
        except TeLaat:
            continue
        except Onbereikbaar:
            break
        return True
    return False


def _proef(een: Geval, doel: Doel, beurt: int, toneel: Toneel | None) -> Proef | Partnerproef | Ontvangerproef:
    if een.rol is Rol.INDEX:
        return Proef(doel, beurt)
    if een.rol is Rol.ONTVANGER:
        return Ontvangerproef(doel)
    if toneel is None:
        raise Overgeslagen("dit geval toetst een partnersysteem: draai met --rol partner")
    return Partnerproef(doel, beurt, toneel)


def _draai_een(een: Geval, doel: Doel, maak_proef: Callable[[], Proef | Partnerproef | Ontvangerproef], seconden: float) -> Uitslag:
    begin = monotonic()
    if een.cluster not in doel.biedt:
        return Uitslag(een, Oordeel.NIET_AANGEBODEN, reden=f"doel.yaml zegt dat het product {een.cluster} niet biedt")
    with opname() as berichten:
        proef: Proef | Partnerproef | Ontvangerproef | None = None

        def voer_uit() -> None:
            nonlocal proef
            proef = maak_proef()
            een.voer_uit(proef)

        try:
            oordeel, teksten = _oordeel(voer_uit, een.niveau, seconden)
        finally:
            if isinstance(proef, Partnerproef):
                proef.noteer()
            gewisseld = tuple(berichten)
            opgeruimd, waarom = _oordeel(lambda: proef.ruim_op() if proef is not None else None, Niveau.MOET, seconden)
    if oordeel is Oordeel.GESLAAGD and opgeruimd is not Oordeel.GESLAAGD:
        oordeel, teksten = Oordeel.ONBESLIST, {"reden": f"opruimen lukte niet: {waarom.get('reden', waarom.get('gekregen', ''))}"}
    return Uitslag(een, oordeel, seconden=monotonic() - begin, berichten=gewisseld, **teksten)


def _oordeel(handeling: Callable[[], None], niveau: Niveau, seconden: float) -> tuple[Oordeel, dict[str, str]]:
    try:
        with hoogstens(seconden):
            handeling()
    except (Exception, SystemExit, DuurtTeLang) as fout:  # the suite's own mistakes among them, whatever they are
        return _oordeel_over(fout, niveau, seconden)
    return Oordeel.GESLAAGD, {}


def _oordeel_over(fout: BaseException, niveau: Niveau, seconden: float) -> tuple[Oordeel, dict[str, str]]:
    oordeel, reden = Oordeel.ONBESLIST, str(fout)
    match fout:
        case Gezakt():
            oordeel = Oordeel.GEZAKT if niveau is Niveau.MOET else Oordeel.WAARSCHUWING
            return oordeel, {"verwacht": fout.verwacht, "gekregen": fout.gekregen}
        case NietAangeboden():
            oordeel = Oordeel.NIET_AANGEBODEN
        case Overgeslagen():
            oordeel = Oordeel.OVERGESLAGEN
        case Onbeslist() | Onbereikbaar():
            pass
        case OSError():
            reden = f"geen verbinding met het doel ({type(fout).__name__})"
        case DuurtTeLang():
            reden = f"niet klaar in {seconden:g} seconden"
        case _:
            reden = f"fout in de suite: {type(fout).__name__} in {_plaats(fout)}"
    return oordeel, {"reden": reden}


def _plaats(fout: BaseException) -> str:
    """File and line; the text of an exception may hold anything."""
    laatste = traceback.extract_tb(fout.__traceback__)[-1]
    return f"{laatste.filename.rsplit('/', 1)[-1]}:{laatste.lineno}"
