"""Searching files and tables for every trace of persons who were in the index, in whatever form it was written (R-190).

Every needle is looked for as it is, as UTF-16, in hexadecimal and in base64; of each form the first bytes are in one set, and every
place of a file is held against that set.
"""

import gzip
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from verwijsindex.storage.schema import METADATA

_VENSTER: Final = 8
_BLOK: Final = 1 << 20
_LANGSTE: Final = 512
"""Bytes that a block shares with the one before: as long as the longest form that is looked for."""
_GENOEG: Final = 24
"""Of a long value so many bytes say enough: who has them has it."""
_KORTST: Final = 6
"""What is shorter than this is no trace: it is found everywhere."""
_HEX: Final = frozenset(b"0123456789abcdef")
"""A number between these is a piece of a longer number, of a UUID or of a digest: of 100,000 numbers one or two are, by chance."""
_STATISTIEK: Final = (
    "SELECT tablename, attname, most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = current_schema()"
)


@dataclass(frozen=True, slots=True)
class Spoor:
    """A trace that was found: where, of what kind and in what form; never the value itself."""

    waar: str
    plaats: int
    soort: str
    vorm: str


@dataclass(frozen=True, slots=True)
class _Vorm:
    rest: bytes
    """What follows the window."""
    soort: str
    vorm: str
    los: bool
    """A number counts only when no digit stands beside it: as part of a longer one it is another."""


class Zoeklijst:
    """Everything that is looked for. Call ``voeg_toe`` for each trace, then ``zoek``."""

    def __init__(self) -> None:
        self._vormen: dict[bytes, list[_Vorm]] = {}
        self._kort: dict[bytes, _Vorm] = {}
        self.aantal = 0
        self.overgeslagen = 0

    def voeg_toe(self, soort: str, waarde: bytes) -> None:
        """Look for this value too, in every form."""
        if len(waarde) < _KORTST:
            self.overgeslagen += 1
            return
        self.aantal += 1
        kern = waarde[:_GENOEG]
        for vorm, bytes_ in _vormen(kern, leesbaar=_is_leesbaar(kern)):
            los = vorm in ("tekst", "utf-16") and waarde.isdigit()
            gemaakt = _Vorm(bytes_[_VENSTER:], soort, vorm, los)
            if len(bytes_) < _VENSTER:
                self._kort[bytes_] = gemaakt
            else:
                lijst = self._vormen.setdefault(bytes_[:_VENSTER], [])
                if not any(deel.rest == gemaakt.rest for deel in lijst):
                    lijst.append(gemaakt)

    def zoek(self, waar: str, blokken: Iterable[bytes]) -> Iterator[Spoor]:
        """Every trace in these bytes, in order; what runs from one block into the next is found too."""
        staart, begin = b"", 0
        for blok in blokken:
            inhoud = staart + blok
            yield from self._in_blok(waar, inhoud, begin - len(staart), nieuw_vanaf=len(staart))
            begin += len(blok)
            staart = inhoud[-_LANGSTE:]

    def _in_blok(self, waar: str, inhoud: bytes, begin: int, nieuw_vanaf: int) -> Iterator[Spoor]:
        if not inhoud.strip(b"\0"):
            return
        vormen, venster = self._vormen, _VENSTER
        for plek in [i for i in range(len(inhoud) - venster + 1) if inhoud[i : i + venster] in vormen]:
            for vorm in vormen[inhoud[plek : plek + venster]]:
                einde = plek + venster + len(vorm.rest)
                if nieuw_vanaf < einde <= len(inhoud) and inhoud.startswith(vorm.rest, plek + venster) and _past(vorm, inhoud, plek, einde):
                    yield Spoor(waar, begin + plek, vorm.soort, vorm.vorm)
        for bytes_, vorm in self._kort.items():
            plek = inhoud.find(bytes_, max(nieuw_vanaf - len(bytes_) + 1, 0))
            if plek >= 0:
                yield Spoor(waar, begin + plek, vorm.soort, vorm.vorm)


def _past(vorm: _Vorm, inhoud: bytes, plek: int, einde: int) -> bool:
    if not vorm.los:
        return True
    stap = 1 if vorm.vorm == "tekst" else 2
    voor = inhoud[plek - stap : plek] if plek >= stap else b""
    na = inhoud[einde : einde + stap]
    return not (set(voor) & _HEX or set(na) & _HEX)


def _is_leesbaar(waarde: bytes) -> bool:
    try:
        return waarde.decode().isprintable()
    except UnicodeDecodeError:
        return False


def _vormen(waarde: bytes, *, leesbaar: bool) -> Iterator[tuple[str, bytes]]:
    """The value as it may have been written; of base64 what does not depend on what stands before or after it."""
    yield "tekst" if leesbaar else "bytes", waarde
    if leesbaar:
        yield "utf-16", waarde.decode().encode("utf-16-le")
        yield "utf-16", waarde.decode().encode("utf-16-be")
    yield "hex", waarde.hex().encode()
    yield "hex", waarde.hex().upper().encode()
    for vooraf in range(3):
        tekst = b64encode(bytes(vooraf) + waarde)
        begin = (0, 2, 3)[vooraf]
        over = (vooraf + len(waarde)) % 3
        yield "base64", tekst[begin : len(tekst) - (4 - over if over else 0)]


def bestanden(paden: Iterable[Path]) -> Iterator[Path]:
    """Every file at these places, folders with all that is in them."""
    for pad in paden:
        if pad.is_dir():
            yield from sorted(deel for deel in pad.rglob("*") if deel.is_file() and not deel.is_symlink())
        elif pad.is_file():
            yield pad


def databasebestanden(url: str) -> list[Path]:
    """The files of an SQLite database with what stands beside it; none for PostgreSQL, whose files only its administrator sees."""
    adres = make_url(url)
    if adres.get_backend_name() != "sqlite":
        return []
    pad = Path(str(adres.database))
    return [deel for deel in sorted(pad.parent.glob(f"{pad.name}*")) if deel.is_file()]


def lees_bestand(pad: Path) -> Iterator[bytes]:
    """A file in blocks, unpacked when it was packed with gzip; of one that is gone by now, as a database throws them away, nothing."""
    with suppress(FileNotFoundError), gzip.open(pad) if pad.suffix == ".gz" else pad.open("rb") as geopend:
        while blok := geopend.read(_BLOK):
            yield blok


def lees_tabellen(url: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Every table of a PostgreSQL database as it copies it out, and the samples that it keeps of columns."""
    adres = make_url(url)
    if adres.get_backend_name() != "postgresql":
        return
    with psycopg.connect(adres.set(drivername="postgresql").render_as_string(hide_password=False)) as verbinding:
        for naam in METADATA.tables:
            yield f"tabel {naam}", _kopie(verbinding, sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(naam)))
        yield "pg_stats", _kopie(verbinding, sql.SQL("COPY ({}) TO STDOUT").format(sql.SQL(_STATISTIEK)))


def _kopie(verbinding: "psycopg.Connection[tuple[object, ...]]", opdracht: sql.Composed) -> Iterator[bytes]:
    with verbinding.cursor() as cursor, cursor.copy(opdracht) as kopie:
        for deel in kopie:
            yield bytes(deel)


def per_soort(sporen: Iterable[Spoor]) -> Counter[tuple[str, str, str]]:
    """How many of each kind and form, per place."""
    return Counter((spoor.waar, spoor.soort, spoor.vorm) for spoor in sporen)
