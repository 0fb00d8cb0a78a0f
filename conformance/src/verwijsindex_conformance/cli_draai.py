"""``draai``: run cases, show each verdict as it comes, and write the report."""

import argparse
import os
import random
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.doel import Doel, Partner
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.draaier import Uitslag, draai, is_bereikbaar
from verwijsindex_conformance.gesprek import Gesprek
from verwijsindex_conformance.geval import Geval, Rol
from verwijsindex_conformance.klokverschil import waarschuwing
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.mensen import Mensen
from verwijsindex_conformance.ontvangerproef import draai_om
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.parser import VERKEERD_GEBRUIK
from verwijsindex_conformance.toneel import Toneel, toneel_van
from verwijsindex_conformance.verslag.junit import schrijf_junit
from verwijsindex_conformance.verslag.rapport import als_json, maak_rapport
from verwijsindex_conformance.verslag.regel import Regel, regel_bij
from verwijsindex_conformance.verslag.terminal import regel_van, slot
from verwijsindex_conformance.verslag.zegel import RapportVeranderd, verbreek, verzegel
from verwijsindex_conformance.voortgang import Balk

GOED: Final = 0
SLECHT: Final = 1
ONBESLIST: Final = 4


def draai_toets(keuzes: argparse.Namespace) -> int:
    """Run what was asked for; gives the exit code. Raises DoelOnjuist, OnbekendGeval, Onbereikbaar, OSError."""
    rol = Rol(keuzes.rol or Rol.INDEX)
    gevallen = kies(keuzes.alleen, rol)
    if not gevallen:
        print(f"verwijsindex-conformance: voor de rol {rol} is hierin geen geval", file=sys.stderr)
        return VERKEERD_GEBRUIK
    doel = lees_doel(keuzes.doel)
    wie = _zegelaars(doel, rol)
    if keuzes.rapport is not None:
        _kan_tekenen(wie)
    _kan_schrijven(pad for pad in (keuzes.rapport, keuzes.junit) if pad is not None)
    if rol is Rol.INDEX:
        _waarschuw(is_bereikbaar(doel))
    elif rol is Rol.ONTVANGER:
        draai_om(doel)
    begin = _nu()
    with toneel_van(doel) if rol is Rol.PARTNER else nullcontext() as toneel:
        regels = _draai(_in_volgorde(gevallen, keuzes.hussel), doel, toneel)
    _zeg(slot(regels))
    if keuzes.rapport is not None:
        antwoordt = _versie_van(doel) if rol is Rol.INDEX else None
        volledig = len(gevallen) == len(kies([], rol))
        rapport = maak_rapport(regels, doel, rol, wie, begin=begin, moment=_nu(), antwoordt=antwoordt, volledig=volledig)
        keuzes.rapport.write_bytes(verzegel(als_json(rapport), wie))
    if keuzes.junit is not None:
        schrijf_junit(keuzes.junit, regels)
    return _code(regels)


def _waarschuw(hoeveel: timedelta | None) -> None:
    tekst = waarschuwing(hoeveel)
    if tekst is not None:
        print(f"verwijsindex-conformance: {tekst}", file=sys.stderr)


def _zegelaars(doel: Doel, rol: Rol) -> Sequence[Partner]:
    """Who signs the report: the partners that the suite plays, or the partner system that is under test."""
    if rol is Rol.INDEX:
        return doel.partners
    return () if doel.systeem is None or doel.systeem.paar is None else (doel.systeem.paar,)


def _draai(gevallen: Sequence[Geval], doel: Doel, toneel: Toneel | None) -> list[Regel]:
    balk = Balk(sys.stderr, len(gevallen))
    regels: list[Regel] = []

    def toon(uitslag: Uitslag) -> None:
        regels.append(regel_bij(uitslag))
        balk.wis()
        _zeg(regel_van(regels[-1]))
        balk.stap(uitslag.geval.id)

    uitslagen = draai(gevallen, doel, toon, toneel=toneel)
    balk.wis()
    return [*regels, *map(regel_bij, uitslagen[len(regels) :])]


def _zeg(tekst: str) -> None:
    """On the output; when nobody reads on (``| head``), the run goes on to its report."""
    try:
        print(tekst, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_volgorde(gevallen: Sequence[Geval], hussel: int | None) -> Sequence[Geval]:
    if hussel is None:
        return gevallen
    return random.Random(hussel).sample(gevallen, len(gevallen))  # noqa: S311 (an order, no secret)


def _kan_schrijven(paden: Iterable[Path]) -> None:
    """Raises OSError now, and not when the whole run is over."""
    for pad in paden:
        with pad.open("ab"):
            pass


def _kan_tekenen(wie: Sequence[Partner]) -> None:
    """Raises DoelOnjuist now, and not when the whole run is over, for keys and certificates that cannot seal a report."""
    if not wie:
        raise DoelOnjuist("partner: voor een getekend rapport zijn hier certificaat en sleutel nodig")
    try:
        verbreek(verzegel({"partners": sorted(partner.oin for partner in wie)}, wie))
    except (ValueError, TypeError, UnsupportedAlgorithm, RapportVeranderd):
        wat = "een rapport wordt getekend met een RSA-sleutel zonder wachtwoord, die bij het certificaat met het oin van de partner hoort"
        raise DoelOnjuist(f"partners: {wat}") from None


def _versie_van(doel: Doel) -> str | None:
    """The version that the target tells of itself; None when it does not get to it."""
    gesprek = Gesprek(doel)
    try:
        melder = Mensen(doel, 0).melder()
        return gesprek.vraag(melder, inhoud.verbinding(melder)).findtext("{*}versie")
    except Exception:  # whatever is the matter with it, a case has told
        return None
    finally:
        gesprek.sluit()


def _nu() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _code(regels: Sequence[Regel]) -> int:
    oordelen = {regel.oordeel for regel in regels}
    if Oordeel.GEZAKT in oordelen:
        return SLECHT
    return ONBESLIST if Oordeel.ONBESLIST in oordelen else GOED
