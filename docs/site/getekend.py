"""The signed samples of docs/voorbeelden/getekend: whole messages, of which a page names those that are about it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from docs.site.fouttabel import WORTEL
from docs.site.opmaak import tekst

_MAP: Final = "voorbeelden/getekend"
_VANAF: Final = f"../../{_MAP}"
"""From a page of an operation or a fault."""


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A request with its answer."""

    naam: str
    operatie: str
    uitkomst: str
    """``goed``, or the code of the fault."""
    wat: str


@cache
def _alle() -> tuple[Voorbeeld, ...]:
    lijst = WORTEL / "docs" / _MAP / "lijst.json"
    velden = ("naam", "operatie", "uitkomst", "wat")
    return tuple(Voorbeeld(*(v[veld] for veld in velden)) for v in json.loads(lijst.read_text(encoding="utf-8")))


def van_operatie(naam: str) -> Sequence[Voorbeeld]:
    """Those of one operation, what succeeds first."""
    return sorted((v for v in _alle() if v.operatie == naam), key=lambda v: (v.uitkomst != "goed", v.uitkomst))


def met_uitkomst(code: str) -> Sequence[Voorbeeld]:
    """Those that get this fault."""
    return [v for v in _alle() if v.uitkomst == code]


def lijst(voorbeelden: Iterable[tuple[str, Voorbeeld]]) -> str:
    """A list of them, each with what tells it from the others on the page, and links to request and answer."""
    return "".join(f"* {kop}: {tekst(voorbeeld.wat)} {_links(voorbeeld)}\n" for kop, voorbeeld in voorbeelden)


def _links(voorbeeld: Voorbeeld) -> str:
    verzoek, antwoord = (f"{_VANAF}/{voorbeeld.naam}-{deel}.xml" for deel in ("verzoek", "antwoord"))
    return f"[Verzoek]({verzoek}) en [antwoord]({antwoord})."
