"""Whether a register file was made by this release."""

import sqlite3
from contextlib import closing
from pathlib import Path

from verwijsindex.brp.registerbestand import VERSIE


def is_verouderd(pad: Path) -> bool:
    """Whether this is a register file with other tables than ours; a file that is missing or is no register is not outdated."""
    try:
        with closing(sqlite3.connect(f"{pad.absolute().as_uri()}?mode=ro", uri=True)) as verbinding:
            [(versie,)] = verbinding.execute("PRAGMA user_version")
            [(tabellen,)] = verbinding.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'persoon'")
    except sqlite3.Error:
        return False
    return bool(tabellen) and versie != VERSIE
