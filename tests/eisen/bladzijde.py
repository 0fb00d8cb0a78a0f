"""``docs/eisen.md``: a row per requirement, in a form that changes only when the trace does."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from .bronnen import PROJECT, Eis, eisen, redenen
from .code import OPERATIES, REGELS, vindplaatsen
from .proeven import Proef, proeven
from .uitslag import GESLAAGD, GEZAKT, NIET_GEDRAAID, uitslag_van

BLADZIJDE: Final = PROJECT / "docs" / "eisen.md"
_KOP: Final = """\
# Van wet naar code

Deze bladzijde wordt gemaakt door `make eisen` en niet met de hand gewijzigd. Elke rij is een eis (R-nnn) aan de index: waar zij op rust,
welke regel haar uitvoert, waar zij verder in de code staat, welke tests haar bewijzen en hoe die afliepen. Een naam is `bestand.functie`.
Toetsgevallen horen bij de [conformiteitstoets](conformiteit.md), die ook een andere index kan toetsen. Wat nog niet is gebouwd of bewust
anders is, staat in [afwijkingen.md](afwijkingen.md). Een eis zonder code of zonder test laat de bouw zakken, tenzij die bladzijde
de reden geeft.

| eis | wat | grond | regel | operatie | elders in de code | tests | toetsgevallen | uitslag |
|---|---|---|---|---|---|---|---|---|
"""
_UITSLAG: Final = re.compile(r"^\| (R-\d{3}) \|.* \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spoor:
    """What was found of one requirement."""

    eis: Eis
    code: Mapping[str, Sequence[str]]
    """Per package."""
    proeven: Sequence[Proef]
    reden: str | None
    """Why it is not, or not wholly, there."""

    @property
    def volledig(self) -> bool:
        """Whether something does it and something proves it."""
        return bool(self.code) and bool(self.proeven)


@cache
def sporen() -> tuple[Spoor, ...]:
    """Every requirement with what was found of it."""
    code, tests, waarom = vindplaatsen(), proeven(), redenen()
    return tuple(Spoor(eis, code.get(eis.id, {}), tests.get(eis.id, ()), waarom.get(eis.id)) for eis in eisen())


def maak(uitslagen: Mapping[str, str]) -> str:
    """The page, with these results by id."""
    return _KOP + "".join(f"| {' | '.join(_cellen(spoor, uitslagen))} |\n" for spoor in sporen())


def uitslagen_uit(gedraaid: Mapping[Proef, str]) -> dict[str, str]:
    """Per requirement what became of its tests."""
    return {spoor.eis.id: uitslag_van(spoor.proeven, gedraaid) for spoor in sporen()}


def vorige_uitslagen(bladzijde: Path = BLADZIJDE) -> dict[str, str]:
    """The results that stand in the page now; none when there is no page."""
    tekst = bladzijde.read_text(encoding="utf-8") if bladzijde.exists() else ""
    return {eis: uitslag for eis, cel in _UITSLAG.findall(tekst) if (uitslag := cel.split(";")[0]) in (GESLAAGD, GEZAKT)}


def _cellen(spoor: Spoor, uitslagen: Mapping[str, str]) -> Iterator[str]:
    yield from (spoor.eis.id, spoor.eis.titel, spoor.eis.grond)
    yield _namen(spoor.code.get(REGELS, ()))
    yield _namen(spoor.code.get(OPERATIES, ()))
    yield _namen(naam for pakket, namen in sorted(spoor.code.items()) if pakket not in (REGELS, OPERATIES) for naam in namen)
    yield _namen(dict.fromkeys(proef.bestand.removeprefix("tests/").removesuffix(".py") for proef in spoor.proeven))
    yield " ".join(spoor.eis.gevallen)
    yield _uitslag(spoor, uitslagen.get(spoor.eis.id, NIET_GEDRAAID))


def _uitslag(spoor: Spoor, uitslag: str) -> str:
    if not spoor.volledig:
        return "[nog niet gebouwd](afwijkingen.md)" if spoor.reden else "ontbreekt"
    return f"{uitslag}; [niet geheel](afwijkingen.md)" if spoor.reden else uitslag


def _namen(namen: Iterable[str]) -> str:
    return ", ".join(f"`{naam}`" for naam in namen)
