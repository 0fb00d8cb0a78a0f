"""Pieces of HTML. Whatever comes from a report goes through ``tekst``."""

from collections.abc import Iterable, Sequence
from html import escape


def tekst(waarde: object) -> str:
    """Text, and nothing that a browser takes for anything else."""
    return escape(str(waarde))


def el(naam: str, binnen: str, *, klas: str = "") -> str:
    """An element around HTML."""
    return f'<{naam} class="{klas}">{binnen}</{naam}>' if klas else f"<{naam}>{binnen}</{naam}>"


def eigen_id(id: str) -> str:
    """The place of a case on the page."""
    return f"geval-{tekst(id)}"


def cel(waarde: object, *, getal: bool = False) -> str:
    """A cell of a table."""
    return el("td", tekst(waarde), klas="getal" if getal else "")


def tabel(naam: str, koppen: Sequence[str], rijen: Iterable[Sequence[str]], *, klas: str = "breed") -> str:
    """A table in a frame of its own, that a narrow screen can move sideways, also with keys."""
    kop = "".join(f'<th scope="col">{tekst(woord)}</th>' for woord in koppen)
    binnen = "".join(el("tr", "".join(rij)) for rij in rijen)
    # The role lets a screen reader name what the focus lands on.
    return (
        f'<div class="tabel" role="region" aria-label="{tekst(naam)}" tabindex="0"><table class="{klas}">'
        f"<thead><tr>{kop}</tr></thead><tbody>{binnen}</tbody></table></div>"
    )
