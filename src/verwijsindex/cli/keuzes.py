"""Values on a command line that several commands take."""

from datetime import date

from verwijsindex.settings import InstellingenOnjuist


def lees_dag(tekst: str | None) -> date | None:
    """A day; None when nothing was given. Raises InstellingenOnjuist."""
    try:
        return None if tekst is None else date.fromisoformat(tekst)
    except ValueError:
        raise InstellingenOnjuist(f"{tekst} is geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2026-11-29") from None
