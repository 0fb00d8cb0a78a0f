"""The pages that were written by hand, and the contract itself, as the site takes them over."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.site.fouttabel import WORTEL

DOCS: Final = WORTEL / "docs"
_NIET_MEE: Final = frozenset({"site"})
_LINK: Final = re.compile(r"(\]\()([^)#\s:]+)((?:#[^)]*)?\))")
_BUITEN: Final = Path("project")
"""Where a file stands in the site that a page points to and that is not in ``docs/``."""


def neem_over(naar: Path) -> None:
    """Copy ``docs/`` and the contract; a link that leaves ``docs/`` gets what it points to with it.

    Raises FileNotFoundError when a page points to what is not there.
    """
    wacht, gedaan = list(_bestanden()), set[Path]()
    while wacht:
        bestand = wacht.pop()
        if bestand not in gedaan:
            gedaan.add(bestand)
            wacht += _kopieer(bestand, naar)
    for deel in ("wsdl", "xsd"):
        shutil.copytree(WORTEL / deel, naar / "contract" / deel)


def _bestanden() -> Iterator[Path]:
    for bestand in sorted(DOCS.rglob("*")):
        if bestand.is_file() and not _NIET_MEE & set(bestand.relative_to(DOCS).parts[:1]):
            yield bestand


def _kopieer(bestand: Path, naar: Path) -> list[Path]:
    """One file to its place in the site; gives the files outside ``docs/`` that it points to."""
    doel = naar / _plaats(bestand)
    doel.parent.mkdir(parents=True, exist_ok=True)
    if bestand.suffix != ".md":
        shutil.copyfile(bestand, doel)
        return []
    buiten: list[Path] = []

    def vervang(link: re.Match[str]) -> str:
        gelinkt = (bestand.parent / link[2]).resolve()
        if not gelinkt.is_relative_to(WORTEL):
            return link[0]
        if not gelinkt.is_relative_to(DOCS):
            buiten.append(gelinkt)
        elif bestand.is_relative_to(DOCS):
            return link[0]
        return f"{link[1]}{Path(os.path.relpath(_plaats(gelinkt), _plaats(bestand).parent)).as_posix()}{link[3]}"

    doel.write_text(_LINK.sub(vervang, bestand.read_text(encoding="utf-8")), encoding="utf-8")
    return buiten


def _plaats(bestand: Path) -> Path:
    """Where a file of the project stands in the site."""
    binnen = bestand.is_relative_to(DOCS)
    return bestand.relative_to(DOCS) if binnen else _BUITEN / bestand.relative_to(WORTEL)
