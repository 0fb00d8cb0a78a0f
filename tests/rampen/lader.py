"""Processes that load an index, each from several threads: one order per line comes in over a socket, one fact per line goes back.

Started by ``ploeg``, which names the sockets; the imports are done once, before the fork. An order is a JSON object: ``basis`` (address;
null goes straight through the use cases), ``bestand`` (settings), ``pki``, ``pogingen``, and ``draden``: per thread its tasks. A process
says ``klaar`` when every thread stands ready, starts at the next line that comes in, and says ``einde`` when all are done.

Tasks: ``meld wie bsn sleutel``; ``samen wie bsn sleutel bsn sleutel ...`` (one MeldJeugdigen); ``meld_sterfelijk wie bsn sleutel`` (that he
died is an answer too); ``sterf bsn`` and ``onderhoud`` (straight through the use cases only); ``verwijder wie sleutel`` (the melding made
under that key by this thread); ``post wie`` (fetch a page and acknowledge all of it); ``leeg wie`` (until nothing is left); ``bewaar``
(keep the bytes of the last message).
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from verwijsindex.domain.weigeringen import Overleden as Overlijden

from .deuren import Deur, OverHttp, Rechtstreeks
from .feiten import Bevestigd, Feit, Fout, Gemeld, Geweigerd, Opgehaald, Overleden, Verwijderd, als_regel
from .wereld import IEDEREEN

Noteer = Callable[[Feit], None]


class _Draad:
    """One client: does its tasks in order and tells each answer at once."""

    def __init__(self, naam: str, deur: Deur, noteer: Noteer) -> None:
        self._naam = naam
        self._deur = deur
        self._noteer = noteer
        self._meldingen: dict[str, Gemeld] = {}

    def doe(self, taak: str, *woorden: str) -> None:
        try:
            getattr(self, f"_{taak}")(*woorden)
        except Exception as fout:
            self._noteer(Fout(f"{taak} {' '.join(woorden)}", f"{type(fout).__name__} {getattr(fout, 'code', fout)}"))

    def _meld(self, wie: str, bsn: str, sleutel: str) -> None:
        gemeld = self._deur.meld(IEDEREEN[wie], bsn, sleutel)
        self._meldingen[sleutel] = gemeld
        self._noteer(gemeld)

    def _samen(self, wie: str, *wat: str) -> None:
        for gemeld in self._deur.meld_samen(IEDEREEN[wie], list(zip(wat[::2], wat[1::2], strict=True))):
            self._noteer(gemeld)

    def _meld_sterfelijk(self, wie: str, bsn: str, sleutel: str) -> None:
        try:
            self._meld(wie, bsn, sleutel)
        except Overlijden as weigering:
            self._noteer(Geweigerd(bsn, weigering.code))

    def _sterf(self, bsn: str) -> None:
        assert isinstance(self._deur, Rechtstreeks)
        self._deur.sterf(bsn)
        self._noteer(Overleden(bsn))

    def _onderhoud(self) -> None:
        assert isinstance(self._deur, Rechtstreeks)
        self._deur.onderhoud()

    def _verwijder(self, wie: str, sleutel: str) -> None:
        melding = self._meldingen[sleutel].melding
        self._deur.verwijder(IEDEREEN[wie], melding, f"weg-{sleutel}")
        self._noteer(Verwijderd(wie, melding))

    def _post(self, wie: str) -> bool:
        bus = IEDEREEN[wie].bus
        signalen = self._deur.haal_op(IEDEREEN[wie])
        self._noteer(Opgehaald(bus, self._naam, signalen))
        if signalen:
            self._noteer(Bevestigd(bus, self._deur.bevestig(IEDEREEN[wie], [str(signaal_id) for _, signaal_id in signalen])))
        return bool(signalen)

    def _leeg(self, wie: str) -> None:
        while self._post(wie):
            pass

    def _bewaar(self) -> None:
        verstuurd = self._deur.laatst_verstuurd()
        if verstuurd is not None:
            self._noteer(verstuurd)


def _open(opdracht: dict[str, Any]) -> Deur:
    if opdracht["basis"] is None:
        return Rechtstreeks(Path(opdracht["bestand"]))
    return OverHttp(opdracht["basis"], Path(opdracht["pki"]), opdracht["pogingen"])


def _voer_uit(opdracht: dict[str, Any], proces: str, lijn: TextIO, zeg: Callable[[str], None]) -> None:
    deur = _open(opdracht)
    poort = threading.Barrier(len(opdracht["draden"]) + 1)

    def werk(draad: _Draad, taken: list[list[str]]) -> None:
        poort.wait()
        for taak in taken:
            draad.doe(*taak)

    draden = [
        threading.Thread(target=werk, args=(_Draad(f"{proces}.{n}", deur, lambda feit: zeg(als_regel(feit))), taken))
        for n, taken in enumerate(opdracht["draden"])
    ]
    for draad in draden:
        draad.start()
    zeg("klaar")
    lijn.readline()
    poort.wait()
    for draad in draden:
        draad.join()
    deur.sluit()
    zeg("einde")


def _dien(proces: str, lijn: TextIO) -> None:
    slot = threading.Lock()

    def zeg(regel: str) -> None:
        with slot:
            print(regel, file=lijn, flush=True)

    while regel := lijn.readline():
        _voer_uit(json.loads(regel), proces, lijn, zeg)


def hoofd(sockets: Sequence[str]) -> None:
    for nummer in sockets:
        if os.fork() == 0:
            with socket.socket(fileno=int(nummer)) as verbinding, verbinding.makefile("rw", encoding="utf-8") as lijn:
                _dien(nummer, lijn)
            os._exit(0)
    for _ in sockets:
        os.wait()


if __name__ == "__main__":
    hoofd(sys.argv[1:])
