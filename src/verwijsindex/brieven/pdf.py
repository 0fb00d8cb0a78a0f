"""A letter as PDF/UA: tagged, in Dutch, with its fonts inside (EN 301 549; besluit 0093)."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import typst

from verwijsindex.brieven.brief import Brief, Deel, Tabel
from verwijsindex.brieven.woorden import dag

TOEGANKELIJK: Final = "ua-1"
"""PDF/UA-1, the standard for accessible PDF."""
_REGEL: Final = 40
_KOLOM: Final = 15
"""So many letters of one word surely fit on a line, and in a column of a table."""
_BREEKPUNT: Final = "\N{ZERO WIDTH SPACE}"


def als_pdf(brief: Brief) -> bytes:
    """The letter as PDF. Its texts are handed over as data: the typesetter never reads them as markup.

    A name in a script that the enclosed fonts lack is set in a font of this machine; then accessibility is not promised.
    """
    try:
        return _zet(brief, TOEGANKELIJK)
    except typst.TypstError:  # a mistake of ours in the template fails the second time as well
        return _zet(brief, None)


def _zet(brief: Brief, norm: Literal["ua-1"] | None) -> bytes:
    """With a norm only the enclosed fonts are used: the same letter on every machine."""
    return typst.compile(
        _sjabloon(),
        format="pdf",
        sys_inputs={"brief": json.dumps(_gegevens(brief), ensure_ascii=False)},
        timestamp=datetime.combine(brief.datum, time(12), UTC),
        ignore_system_fonts=norm is not None,
        pdf_standards=norm,
    )


def _gegevens(brief: Brief) -> object:
    delen = [{"soort": type(deel).__name__.lower(), **_breekbaar(asdict(deel), _hoogstens(deel))} for deel in brief.delen]
    return _breekbaar({**asdict(brief), "datum": dag(brief.datum)}, _REGEL) | {"delen": delen}


def _hoogstens(deel: Deel) -> int:
    return _KOLOM if isinstance(deel, Tabel) else _REGEL


def _breekbaar(waarde: Any, hoogstens: int) -> Any:
    """Every text with places where a word may break that is too long, as an e-mail address can be."""
    if isinstance(waarde, str):
        return re.sub(rf"\S{{{hoogstens}}}(?=\S)", rf"\g<0>{_BREEKPUNT}", waarde)
    if isinstance(waarde, dict):
        return {naam: _breekbaar(deel, hoogstens) for naam, deel in waarde.items()}
    return [_breekbaar(deel, hoogstens) for deel in waarde] if isinstance(waarde, (list, tuple)) else waarde


@cache
def _sjabloon() -> bytes:
    return files("verwijsindex.brieven.sjablonen").joinpath("brief.typ").read_bytes()
