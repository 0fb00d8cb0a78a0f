"""Writes the files that a running sandbox shares with other processes."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def schrijf_atomisch(pad: Path, tekst: str) -> None:
    """Write ``tekst`` as UTF-8: a reader sees the old file or the new one, never half of it."""
    with open_atomisch(pad) as bestand:
        bestand.write(tekst)


@contextmanager
def open_atomisch(pad: Path) -> Iterator[TextIO]:
    """A text file in UTF-8 that stands under its name when the block ends well, and never does otherwise."""
    nummer, tijdelijk = tempfile.mkstemp(dir=pad.parent, prefix=f".{pad.name}.")
    try:
        with open(nummer, "w", encoding="utf-8") as bestand:
            yield bestand
        os.replace(tijdelijk, pad)
    except BaseException:
        os.unlink(tijdelijk)
        raise


def schrijf_lijst(pad: Path, objecten: Iterable[Mapping[str, object]]) -> None:
    """Write a JSON list, one object a line, as they come: none is kept."""
    with open_atomisch(pad) as bestand:
        scheiding = "[\n"
        for ding in objecten:
            bestand.write(scheiding + json.dumps(ding, ensure_ascii=False))
            scheiding = ",\n"
        bestand.write("[]\n" if scheiding == "[\n" else "\n]\n")
