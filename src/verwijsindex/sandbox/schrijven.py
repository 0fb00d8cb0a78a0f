"""Writes the files that a running sandbox shares with other processes."""

import os
import tempfile
from pathlib import Path


def schrijf_atomisch(pad: Path, tekst: str) -> None:
    """Write ``tekst`` as UTF-8: a reader sees the old file or the new one, never half of it."""
    nummer, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}.")
    try:
        with open(nummer, "w", encoding="utf-8") as bestand:
            bestand.write(tekst)
        os.replace(tijdelijk, pad)
    except BaseException:
        os.unlink(tijdelijk)
        raise
