"""``verklaar``: explain a captured message, or a code that came back."""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap
from typing import Final

from verwijsindex_conformance.cli_draai import GOED, SLECHT
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.parser import VERKEERD_GEBRUIK
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Omstandigheden
from verwijsindex_conformance.verklaring.codes import Code, alle_codes
from verwijsindex_conformance.verklaring.opname import ontdaan
from verwijsindex_conformance.verklaring.verklaar import soort_van, verklaar

_CODE: Final = re.compile(r"(DK[0-9]{4}|VIR-S?[0-9]{2,3}|HTTP[ -]?[0-9]{3})", re.IGNORECASE)
_BREEDTE: Final = 110


def verklaar_iets(keuzes: argparse.Namespace) -> int:
    """A code or a file. Raises DoelOnjuist, OSError."""
    if _CODE.fullmatch(keuzes.wat):
        return _verklaar_code(re.sub(r"HTTP[ -]?", "HTTP ", keuzes.wat.upper()))
    raw = sys.stdin.buffer.read() if keuzes.wat == "-" else Path(keuzes.wat).read_bytes()
    raw, soapaction = ontdaan(raw)
    doel = None if keuzes.doel is None else lees_doel(keuzes.doel)
    bevindingen = verklaar(
        raw,
        Omstandigheden(
            moment=keuzes.moment or datetime.now(UTC),
            ca=keuzes.ca or (doel.ca if doel is not None else None),
            adressen=None if doel is None else doel.adressen,
            soapaction=keuzes.soapaction or soapaction,
        ),
    )
    print("\n".join(_in_woorden(soort_van(raw), bevindingen, keuzes)))
    return SLECHT if bevindingen else GOED


def als_moment(tekst: str) -> datetime:
    """A moment as it is typed: with a zone. Raises ValueError."""
    moment = datetime.fromisoformat(tekst)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _verklaar_code(code: str) -> int:
    uitleg = alle_codes().get(code)
    if uitleg is None:
        print(f"verwijsindex-conformance: {code} is geen code van dit koppelvlak", file=sys.stderr)
        return VERKEERD_GEBRUIK
    print("\n".join(_uitleg(uitleg)))
    return GOED


def _uitleg(uitleg: Code) -> Iterator[str]:
    yield uitleg.code
    for kop, tekst in (("betekenis", uitleg.betekenis), ("vaak door", uitleg.oorzaken), ("oplossing", uitleg.oplossing)):
        yield from _alinea(kop, tekst)


def _in_woorden(soort: str, bevindingen: list[Bevinding], keuzes: argparse.Namespace) -> Iterator[str]:
    yield f"Dit is {soort}."
    if not bevindingen:
        yield "Er is niets gevonden waarom een verwijsindex het zou weigeren."
    for nummer, bevinding in enumerate(bevindingen, 1):
        yield ""
        antwoord = f" (de verwijsindex antwoordt {bevinding.code})" if bevinding.code else ""
        yield f"{nummer}. {bevinding.id}{antwoord}"
        yield from _alinea("wat", bevinding.wat)
        yield from _alinea("oplossing", bevinding.oplossing)
    if keuzes.ca is None and keuzes.doel is None:
        yield ""
        yield "Niet bekeken: of het certificaat wordt vertrouwd (--ca) en of wsa:To klopt (--doel)."


def _alinea(kop: str, tekst: str) -> Iterator[str]:
    for nummer, regel in enumerate(wrap(tekst, _BREEDTE)):
        yield f"   {kop + ':' if not nummer else '':<11}{regel}"
