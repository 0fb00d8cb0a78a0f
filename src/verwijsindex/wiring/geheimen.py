"""Files that hold one secret and nothing else."""

from pathlib import Path
from typing import Final

from verwijsindex.settings import InstellingenOnjuist

_ANDEREN: Final = 0o077


def lees_geheim(bestand: Path, wat: str) -> str:
    """The secret in ``bestand``; ``wat`` says in Dutch what belongs there.

    Raises OSError when it cannot be read, InstellingenOnjuist when it is empty or others can read it.
    """
    with bestand.open(encoding="utf-8") as geopend:
        if bestand.stat().st_mode & _ANDEREN:
            raise InstellingenOnjuist(f"{bestand} is leesbaar voor anderen; geef het rechten 0600 (chmod 600)")
        geheim = geopend.read().strip()
    if not geheim:
        raise InstellingenOnjuist(f"{bestand} is leeg: hier hoort {wat}")
    return geheim
