"""The pages that were written by hand, and the contract itself, as the site takes them over."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.site import fouten, klanten, operaties
from docs.site.fouttabel import WORTEL
from docs.site.fouttabel import fouten as alle_fouten
from verwijsindex.contract.operaties import CONTRACTEN, CONTRACTOPERATIES

DOCS: Final = WORTEL / "docs"
_NIET_MEE: Final = frozenset({"site"})
_LINK: Final = re.compile(r"(\]\()([^)#\s:]+)((?:#[^)]*)?\))")
_EERSTE_CEL: Final = re.compile(r"^\| (`?)([\w-]+)(`?) \|", re.MULTILINE)
_KLANTCEL: Final = re.compile(r"\| (`)(conformance/klanten/[\w-]+)(`) \|")
_BUITEN: Final = Path("project")
"""Where a file stands in the site that a page points to and that is no part of it."""


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
        if bestand.is_file() and _gaat_mee(bestand):
            yield bestand


def _gaat_mee(bestand: Path) -> bool:
    """Whether it stands in the site where it stands in ``docs/``."""
    return bestand.is_relative_to(DOCS) and not _NIET_MEE & set(bestand.relative_to(DOCS).parts[:1])


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
        if gelinkt.is_dir():
            gelinkt /= "README.md"
        if not gelinkt.is_relative_to(WORTEL):
            return link[0]
        if not _gaat_mee(gelinkt):
            buiten.append(gelinkt)
        elif _gaat_mee(bestand):
            return link[0]
        return f"{link[1]}{Path(os.path.relpath(_plaats(gelinkt), _plaats(bestand).parent)).as_posix()}{link[3]}"

    met_links = _LINK.sub(vervang, bestand.read_text(encoding="utf-8"))
    doel.write_text(_met_naslag(met_links, _plaats(bestand).parent), encoding="utf-8")
    return buiten


def _met_naslag(tekst: str, vanaf: Path) -> str:
    """In a table, a fault code, operation or service with which a row begins, and the folder of a client, lead to the page made of it."""
    paginas = naslag()

    def vervang(cel: re.Match[str]) -> str:
        pagina = paginas.get(cel[2]) or klanten.pagina_van(cel[2])
        return cel[0] if pagina is None else f"| [{cel[1]}{cel[2]}{cel[3]}]({Path(os.path.relpath(pagina, vanaf)).as_posix()}) |"

    return _KLANTCEL.sub(vervang, _EERSTE_CEL.sub(vervang, tekst))


def naslag() -> dict[str, str]:
    """The page that is made of each fault code, operation and service, by its name."""
    codes = {code: f"{fouten.MAP}{code}.md" for code in alle_fouten()}
    return (
        codes
        | {operatie.naam: f"{operaties.MAP}{operatie.naam}.md" for operatie in CONTRACTOPERATIES}
        | {dienst.service: f"{operaties.MAP}{dienst.naam}.md" for dienst in CONTRACTEN}
    )


def _plaats(bestand: Path) -> Path:
    """Where a file of the project stands in the site."""
    return bestand.relative_to(DOCS) if _gaat_mee(bestand) else _BUITEN / bestand.relative_to(WORTEL)
