"""Sows a population of any size: writes persons, planned events and excluded addresses, and holds one family at a time."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain
from random import Random

from verwijsindex.sandbox.adressen import Entry
from verwijsindex.sandbox.bevolking import grensgevallen, reeks_bsns, schrijf_bevolking
from verwijsindex.sandbox.gezaaid import Gezaaid, Zaaier
from verwijsindex.sandbox.kans import Kans
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.schrijven import schrijf_lijst
from verwijsindex.sandbox.zaaisel import Zaaisel


def zaai(plek: Sandboxmap, zaaisel: Zaaisel, dag: date, gezaaid: Callable[[int], None] = lambda _: None) -> None:
    """Write the three files of a population for a sandbox that starts on ``dag``; ``gezaaid`` hears how many families there are.

    The families of the boundaries come first, so that they are described however many others there are.
    """
    kans = Kans(zaaisel.zaad)
    nummers = reeks_bsns(kans.getal(0, 10_000_000))
    zaaier = Zaaier(dag, kans, nummers)
    with closing(_Agenda()) as agenda:
        grens = grensgevallen(dag, Random(zaaisel.zaad), nummers)  # noqa: S311 - nothing secret is drawn
        gezinnen = (zaaier.gezin() for _ in range(zaaisel.gezinnen))
        schrijf_bevolking(plek.personen, chain(grens, _personen(gezinnen, agenda, gezaaid)))
        schrijf_lijst(plek.gebeurtenissen, agenda.op_datum())
    schrijf_lijst(plek.uitgesloten_adressen, zaaier.adresboek.uitgesloten())


def _personen(gezinnen: Iterable[Gezaaid], agenda: "_Agenda", gezaaid: Callable[[int], None]) -> Iterator[Entry]:
    for nummer, gezin in enumerate(gezinnen, start=1):
        agenda.noteer(gezin.gebeurtenissen)
        yield from gezin.personen
        gezaaid(nummer)


class _Agenda:
    """Sorts events by day outside memory: in a temporary database, which goes with its connection."""

    def __init__(self) -> None:
        self._verbinding = sqlite3.connect("", isolation_level=None)
        self._verbinding.execute("CREATE TABLE gebeurtenis (nummer INTEGER PRIMARY KEY, datum TEXT NOT NULL, inhoud TEXT NOT NULL) STRICT")

    def noteer(self, gebeurtenissen: list[Entry]) -> None:
        """Put them in, in any order."""
        rijen = ((gebeurtenis["datum"], json.dumps(gebeurtenis)) for gebeurtenis in gebeurtenissen)
        self._verbinding.executemany("INSERT INTO gebeurtenis (datum, inhoud) VALUES (?, ?)", rijen)

    def op_datum(self) -> Iterator[Entry]:
        """Day by day; of one day in the order in which they were put in."""
        for (inhoud,) in self._verbinding.execute("SELECT inhoud FROM gebeurtenis ORDER BY datum, nummer"):
            yield json.loads(inhoud)

    def close(self) -> None:
        """Drop everything."""
        self._verbinding.close()
