"""Doing a task in its turn: of several servers on one database one at a time, with a heartbeat (decision record 0078)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Final
from uuid import uuid4

from verwijsindex.storage.beurt import SqlBeurt

DUUR: Final = timedelta(seconds=30)
"""How long a turn lasts without a heartbeat: so long nothing happens after a server died in the middle of it."""
Doorgaan = Callable[[], bool]
"""Asked before every transaction: whether to go on."""


@dataclass(frozen=True, slots=True)
class Taak:
    """What one server at a time does, ``elke`` so often; gives a report without anything of a person."""

    naam: str
    elke: timedelta
    doe: Callable[[Doorgaan], str]


class Hartslag:
    """Renews a turn while it is used, however long one step waits; ``houdt`` becomes False when it was lost."""

    def __init__(self, beurt: SqlBeurt, taak: str, houder: str, duur: timedelta) -> None:
        self._beurt, self._taak, self._houder, self._duur = beurt, taak, houder, duur
        self._klaar = threading.Event()
        self._draad = threading.Thread(target=self._klop, daemon=True)
        self.houdt = True

    def __enter__(self) -> "Hartslag":
        self._draad.start()
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self._klaar.set()
        self._draad.join()

    def _klop(self) -> None:
        while not self._klaar.wait(self._duur.total_seconds() / 3):
            try:
                self.houdt = self._beurt.verleng(self._taak, self._houder, _nu(), self._duur)
            except Exception:  # a database that is away ends the turn as well; the task meets it itself, and says so
                self.houdt = False
            if not self.houdt:
                return


def in_beurt(beurt: SqlBeurt, taak: Taak, doorgaan: Doorgaan, duur: timedelta = DUUR) -> str | None:
    """Do the task if nobody does it now, or did it less than ``elke`` ago; its report, else None.

    A turn that was not finished, because of a failure or because the server stops, is free at once.
    """
    houder = str(uuid4())
    if not beurt.stand(taak.naam).vrij(_nu(), _nu() - taak.elke) or not beurt.neem(taak.naam, houder, _nu(), duur, taak.elke):
        return None
    klaar = False
    try:
        with Hartslag(beurt, taak.naam, houder, duur) as hartslag:
            verslag = taak.doe(lambda: hartslag.houdt and doorgaan())
            klaar = hartslag.houdt and doorgaan()
    finally:
        if not klaar:
            beurt.laat_los(taak.naam, houder)
    if klaar:
        beurt.geef_terug(taak.naam, houder, _nu(), verslag)
    return verslag


def _nu() -> datetime:
    return datetime.now(UTC)
