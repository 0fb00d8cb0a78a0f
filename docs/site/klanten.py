"""A page per stack, from the sample programs in conformance/klanten: what its README says, and the program itself."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.site.fouttabel import WORTEL
from docs.site.opmaak import Pagina, blok

MAP: Final = "klanten/"
KLANTEN: Final = WORTEL / "conformance" / "klanten"
_TALEN: Final = {
    "": "bash",
    ".c": "c",
    ".cpp": "cpp",
    ".cs": "csharp",
    ".go": "go",
    ".h": "c",
    ".java": "java",
    ".js": "javascript",
    ".json": "json",
    ".mjs": "javascript",
    ".php": "php",
    ".pl": "perl",
    ".py": "python",
    ".rb": "ruby",
    ".sh": "bash",
    ".xml": "xml",
}
_MEESTE_REGELS: Final = 400
"""A longer file is no example to read."""


def paginas(map_: Path = KLANTEN) -> Pagina:
    """The page of each folder that has a README; none when there is no such folder."""
    mappen = [bestand.parent for bestand in sorted(map_.glob("*/README.md"))]
    return {f"{MAP}{stapel.name}.md": _pagina(stapel) for stapel in mappen}


def pagina_van(map_: str) -> str | None:
    """The page of the stack whose folder this is, as a path from the project; None when it has none."""
    stapel = WORTEL / map_
    return f"{MAP}{stapel.name}.md" if stapel.parent == KLANTEN and (stapel / "README.md").is_file() else None


def _pagina(stapel: Path) -> str:
    gelezen = (stapel / "README.md").read_text(encoding="utf-8").rstrip()
    kop = "" if gelezen.startswith("# ") else f"# {_titel(stapel)}\n\n"
    return "\n".join([f"{kop}{gelezen}\n", "## Het programma\n", *_bronnen(stapel)])


def _titel(stapel: Path) -> str:
    """What the stack is called: in its ``klant.toml``, else the name of its folder."""
    gegevens = stapel / "klant.toml"
    return str(tomllib.loads(gegevens.read_text(encoding="utf-8"))["titel"]) if gegevens.is_file() else stapel.name


def _bronnen(stapel: Path) -> Iterator[str]:
    for bestand in sorted(stapel.rglob("*"), key=lambda bestand: (not bestand.suffix, bestand)):
        taal = _TALEN.get(bestand.suffix) if bestand.is_file() else None
        if taal is not None and (inhoud := bestand.read_text(encoding="utf-8")).count("\n") <= _MEESTE_REGELS:
            yield f"### {bestand.relative_to(stapel).as_posix()}\n\n{blok(taal, inhoud)}"
