"""From a persons file to a register file."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TypeVar

from verwijsindex.brp.jsonlijst import GeenJson, GeenLijst, lees_lijst
from verwijsindex.brp.personenbestand import lees_persoonslijst
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.brp.registerbestand import GEPLAND, INDEXEN, TABEL, VOEG_TOE, WIJZIGINGEN, ZET_VERSIE, als_rij
from verwijsindex.brp.velden import VeldOnjuist

Soort = TypeVar("Soort")
_MEERVOUD: Final = {"persoon": "personen", "gebeurtenis": "gebeurtenissen", "adres": "adressen"}


class PersonenbestandOnjuist(ValueError):
    """The persons file cannot be read; the Dutch text says where and why, and holds no value of the file (R-171)."""


def lees_personen(bestand: Path, gelezen: Callable[[int], None] = lambda _: None) -> Iterator[Persoonslijst]:
    """The entries of a JSON file, in order, one at a time. Raises PersonenbestandOnjuist for a file that is not of the shape.

    The shape is a list of objects with ``bsn``, ``geslachtsnaam`` and ``geboortedatum`` (each may be null) and, as far as known,
    ``voorvoegsel``, ``voornamen``, ``geslacht``, ``datum_overlijden``, ``opschorting``, ``indicatie_geheim``, ``ouders`` (objects with
    ``bsn``) and ``verblijfplaats`` (with ``gemeentecode``); `adresbestand` says how an address is written. Dates are ``yyyymmdd`` with
    00 for what is unknown.
    ``gelezen`` hears after every entry how many bytes were read so far.
    """
    return lees_entries(bestand, "persoon", lees_persoonslijst, gelezen)


def lees_entries(
    bestand: Path, soort: str, lees: Callable[[object], Soort], gelezen: Callable[[int], None] = lambda _: None
) -> Iterator[Soort]:
    """What ``lees`` makes of each entry of a JSON list; ``soort`` says in Dutch what one is. Raises PersonenbestandOnjuist."""
    goed = 0
    try:
        with bestand.open("rb") as bytes, TextIOWrapper(bytes, "utf-8-sig", newline="") as tekst:
            for entry in lees_lijst(tekst):
                yield lees(entry)
                goed += 1
                gelezen(bytes.tell())
    except VeldOnjuist as fout:
        raise PersonenbestandOnjuist(f"{bestand}, {soort} {goed + 1}: {fout}") from None
    except GeenJson as fout:
        raise PersonenbestandOnjuist(f"{bestand} is geen JSON (regel {fout.regel}, teken {fout.teken})") from None
    except GeenLijst:
        raise PersonenbestandOnjuist(f"{bestand} is geen lijst van {_MEERVOUD[soort]}") from None
    except (UnicodeDecodeError, RecursionError):
        raise PersonenbestandOnjuist(f"{bestand} is geen JSON in UTF-8") from None
    except OSError as fout:
        raise PersonenbestandOnjuist(f"{bestand} kan niet worden gelezen") from fout


def maak_register(pad: Path, personen: Iterable[Persoonslijst]) -> None:
    """Write the register file: complete under its name, or not at all; what stood there is replaced.

    ``personen`` is read once and never held in memory.
    """
    tijdelijk = pad.with_name(f".{pad.name}.{os.getpid()}")
    tijdelijk.unlink(missing_ok=True)
    try:
        _vul(tijdelijk, personen)
        os.replace(tijdelijk, pad)
    finally:
        tijdelijk.unlink(missing_ok=True)


def _vul(pad: Path, personen: Iterable[Persoonslijst]) -> None:
    """No journal: nobody sees this file before it is complete. One sync at the end."""
    with closing(sqlite3.connect(pad, isolation_level=None)) as verbinding:
        verbinding.execute("PRAGMA journal_mode = OFF")
        verbinding.execute("PRAGMA synchronous = OFF")
        verbinding.execute("BEGIN")
        verbinding.execute(TABEL)
        verbinding.execute(WIJZIGINGEN)
        verbinding.execute(GEPLAND)
        verbinding.execute(ZET_VERSIE)
        verbinding.executemany(VOEG_TOE, map(als_rij, personen))
        for index in INDEXEN:
            verbinding.execute(index)
        verbinding.execute("COMMIT")
    with pad.open("rb") as bestand:
        os.fsync(bestand.fileno())
