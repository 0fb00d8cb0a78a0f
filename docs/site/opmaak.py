"""Markdown as the generated pages use it."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

_BREEKT: Final = re.compile(r"(?<=[/:])")

Pagina = dict[str, str]
"""Path of a page below the site, and its Markdown."""


def tekst(waarde: str) -> str:
    """Text that means nothing in Markdown or HTML, also inside a table."""
    veilig = escape(" ".join(waarde.split()), quote=False)
    for teken in r"\`*_[]|":
        veilig = veilig.replace(teken, "\\" + teken)
    return veilig


def code(waarde: str) -> str:
    """A name, value or path as code, with places where a narrow screen may break it."""
    veilig = escape(waarde, quote=False)
    for teken in "|*_`[]":
        veilig = veilig.replace(teken, f"&#{ord(teken)};")
    return f"<code>{_BREEKT.sub('<wbr>', veilig)}</code>"


def tabel(koppen: Sequence[str], rijen: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    regels = [koppen, ["---"] * len(koppen), *rijen]
    return "\n".join(f"| {' | '.join(regel)} |" for regel in regels) + "\n"


def blok(taal: str, inhoud: str) -> str:
    """A block of code; its fence is longer than any in it."""
    hek = "```"
    while hek in inhoud:
        hek += "`"
    return f"{hek}{taal}\n{inhoud.rstrip()}\n{hek}\n"


def anker(soort: str, naam: str) -> str:
    """The id of a heading about a type: names of types differ only in capitals from those of elements, so the kind stands before it."""
    return f"{soort}-{naam}".lower()
