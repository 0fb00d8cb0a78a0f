"""Reads a JSON list entry by entry, so that a list of a million persons takes no more memory than one of a thousand."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, TextIO

BLOK: Final = 65_536
"""Characters read at a time."""
GROOTSTE: Final = 1_000_000
"""Characters of one entry; what is longer is no person."""
_WIT: Final = re.compile(r"[ \t\n\r]*")
_NA_WAARDE: Final = frozenset(" \t\n\r,]")
_LEES: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().raw_decode


class GeenLijst(ValueError):
    """The file does not begin as a list."""


class GeenJson(ValueError):
    """The text is no JSON from ``regel`` and ``teken`` on, both counted from 1."""

    def __init__(self, regel: int, teken: int) -> None:
        super().__init__()
        self.regel = regel
        self.teken = teken


def lees_lijst(bron: TextIO) -> Iterator[object]:
    """The entries of the list that ``bron`` holds, in order.

    Raises GeenLijst, GeenJson (also for what follows the list), and what reading and nesting raise: UnicodeDecodeError, RecursionError.
    """
    lezer = _Lezer(bron)
    if lezer.volgende() != "[":
        raise GeenLijst
    lezer.neem()
    einde = lezer.volgende() == "]"
    while not einde:
        yield lezer.waarde()
        scheiding = lezer.volgende()
        if scheiding not in (",", "]"):
            raise lezer.fout()
        einde = scheiding == "]"
        if not einde:
            lezer.neem()
            lezer.volgende()
    lezer.neem()
    if lezer.volgende():
        raise lezer.fout()


class _Lezer:
    """A window on the text: what lies before ``_plaats`` was read and is dropped when more is needed."""

    def __init__(self, bron: TextIO) -> None:
        self._bron = bron
        self._tekst = ""
        self._plaats = 0
        self._regel = 1
        self._kolom = 0
        self._op = False

    def volgende(self) -> str:
        """The next character that is no white space, still to be taken; empty at the end."""
        while True:
            wit = _WIT.match(self._tekst, self._plaats)
            self._plaats = self._plaats if wit is None else wit.end()
            if self._plaats < len(self._tekst) or self._op:
                return self._tekst[self._plaats : self._plaats + 1]
            self._lees_verder()

    def neem(self) -> None:
        """Go past one character."""
        self._plaats += 1

    def waarde(self) -> object:
        """The value that begins here. It is whole when something follows that cannot belong to it; until then more is read."""
        while True:
            try:
                waarde, einde = _LEES(self._tekst, self._plaats)
            except json.JSONDecodeError as fout:
                onleesbaar = fout.pos
            else:
                onleesbaar = einde
                if self._op or self._tekst[einde : einde + 1] in _NA_WAARDE:
                    self._plaats = einde
                    return waarde
            if self._op or len(self._tekst) - self._plaats > GROOTSTE:
                raise self.fout(onleesbaar)
            self._lees_verder()

    def fout(self, plaats: int | None = None) -> GeenJson:
        """What is wrong at ``plaats`` in the window, or here."""
        regel, kolom = self._telling(self._plaats if plaats is None else plaats)
        return GeenJson(regel, kolom + 1)

    def _lees_verder(self) -> None:
        """Twice as much of an unfinished value each time, so that a long one is not read over and over."""
        self._regel, self._kolom = self._telling(self._plaats)
        rest = self._tekst[self._plaats :]
        nieuw = self._bron.read(max(BLOK, len(rest)))
        self._tekst, self._plaats, self._op = rest + nieuw, 0, not nieuw

    def _telling(self, plaats: int) -> tuple[int, int]:
        """Line and column (from 0) of a place in the window."""
        regels = self._tekst.count("\n", 0, plaats)
        if not regels:
            return self._regel, self._kolom + plaats
        return self._regel + regels, plaats - self._tekst.rindex("\n", 0, plaats) - 1
