"""(c): what the libraries alone take for a melding. It does (b), and what the rules ask of libraries on top of that: every SQL statement
with its values, on a copy of the database, the keys, the second parse of step 10, all digests, and the reply in canonical form.

(a) can cost less only by less Python of our own between these calls, or by fewer of these calls.
"""

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, Final
from unittest.mock import patch

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from lxml import etree
from sqlalchemy import Engine, event, make_url

from bench.grens import Grens
from bench.melding import roep
from bench.opstelling import Opstelling, bouw
from bench.stopwatch import COMMIT, Stopwatch
from verwijsindex.security.names import SIGNATURE
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.kluis import Kluis

OPWARMEN: Final = 40
"""Meldingen before the copy of the database is made."""
_SLEUTEL: Final = bytes(range(32))
_KENMERK: Final = b"jeugdige_ouder.pseudoniem\0999999990"
"""As long as most of what a kenmerk is taken of."""
_GEHEIM: Final = b"999999990"

Opdracht = tuple[str, tuple[Any, ...]]
"""A method of a cursor and what it was called with."""
Volg = Callable[[Iterable[int]], Iterable[int]]
"""May show how far the messages are."""


class KopieLooptAchter(RuntimeError):
    """The copy does not hold as many meldingen as were reported: not everything was asked of it."""


def meet_bodem(aantal: int, volg: Volg) -> dict[str, float]:
    """What (c) costs, and how many times (b): medians over ``aantal`` messages, of CPU without COMMIT. Raises KopieLooptAchter."""
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        opstelling = bouw(map, OPWARMEN + aantal)
        front, partner, stopwatch = opstelling.front(), opstelling.partner, Stopwatch()
        with _sql_meegeschreven() as opdrachten:  # on the one connection that is opened here, and stays
            for _ in range(OPWARMEN):
                roep(front, partner.environ(partner.verzoek().getekend.bytes))
        grens = Grens(map, opstelling.instellingen.sleutel, partner.certificaat, 1)
        grens.klok_fasen(stopwatch)
        grens_us, bodem_us = [], []
        with closing(_Bodem(map, opstelling, stopwatch)) as bodem, _sleutels_geteld() as sleutels:
            for _ in volg(range(aantal)):
                verzoek = partner.verzoek()
                opdrachten.clear()
                sleutels.clear()
                antwoord = roep(front, partner.environ(verzoek.vers().bytes))
                _, van_grens = stopwatch.meet(partial(grens.doe, verzoek.vers()), per_fase=False)
                erbij = bodem.bereid_voor(opdrachten.copy(), sleutels, verzoek.getekend.bytes, antwoord)
                _, van_bodem = stopwatch.meet(erbij, per_fase=False)
                grens_us.append(van_grens.zonder_commit / 1000)
                bodem_us.append((van_grens.zonder_commit + van_bodem.zonder_commit) / 1000)
            if bodem.meldingen() != OPWARMEN + aantal:
                raise KopieLooptAchter
    return {"bodem_us": round(median(bodem_us), 1), "bodem_x_limiet": round(median(bodem_us) / median(grens_us), 3)}


class _Bodem:
    """Does after (a), in a database of its own that was equal to that of (a), what (a) asked of the libraries."""

    def __init__(self, map: Path, opstelling: Opstelling, stopwatch: Stopwatch) -> None:
        kopie = map / "bodem.sqlite"
        with (
            closing(sqlite3.connect(str(make_url(opstelling.instellingen.database).database))) as bron,
            closing(sqlite3.connect(kopie)) as doel,
        ):
            bron.backup(doel)
        self._verbinding = maak_engine(f"sqlite:///{kopie}").raw_connection()
        self._cursor = self._verbinding.cursor()
        self._commit = stopwatch.fase(COMMIT, partial(self._cursor.execute, "COMMIT"))
        self._parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
        self._hmac = HMAC(_SLEUTEL, SHA256())
        self._gcm = AESGCM(_SLEUTEL)
        self._blokken = Cipher(AES(_SLEUTEL), ECB()).encryptor()

    def close(self) -> None:
        """Let the database go."""
        self._verbinding.close()

    def meldingen(self) -> int:
        """How many its database holds."""
        [aantal] = self._cursor.execute("SELECT count(*) FROM melding").fetchone()
        return int(aantal)

    def bereid_voor(self, opdrachten: list[Opdracht], sleutels: Counter[str], verzoek: bytes, antwoord: bytes) -> Callable[[], None]:
        """What is to be measured for this message, with all that it needs at hand."""
        delen = [self._getekende_delen(bericht) for bericht in (verzoek, antwoord)]
        return partial(self._doe, opdrachten, dict(sleutels), delen[0][-1], delen[1][-1], [deel for van_een in delen for deel in van_een])

    def _getekende_delen(self, bericht: bytes) -> list[bytes]:
        """In canonical form; the Body last."""
        header, body = etree.fromstring(bericht, self._parser)
        getekend = [*(deel for deel in header[0] if deel.tag != SIGNATURE), *header[1:], body]
        return [etree.tostring(deel, method="c14n", exclusive=True) for deel in getekend]

    def _doe(self, opdrachten: list[Opdracht], sleutels: dict[str, int], vraag: bytes, antwoord: bytes, getekend: list[bytes]) -> None:
        etree.fromstring(vraag, self._parser)
        etree.tostring(etree.fromstring(antwoord, self._parser), method="c14n", exclusive=True)
        for deel in getekend:
            sha256(deel).digest()
        self._gebruik_sleutels(**sleutels)
        for methode, waarden in opdrachten:
            if waarden == ("COMMIT",):
                self._commit()
            else:
                getattr(self._cursor, methode)(*waarden)

    def _gebruik_sleutels(self, *, kenmerk: int = 0, zegel: int = 0, versleutel: int = 0) -> None:
        for _ in range(kenmerk):
            rekenaar = self._hmac.copy()
            rekenaar.update(_KENMERK)
            rekenaar.finalize()
        for _ in range(zegel):
            self._blokken.update(_SLEUTEL)
        for _ in range(versleutel):
            self._gcm.encrypt(os.urandom(12), _GEHEIM, _KENMERK)


@contextmanager
def _sql_meegeschreven() -> Iterator[list[Opdracht]]:
    """Every call, now and later, of a cursor on a connection to SQLite that is opened meanwhile."""
    opdrachten: list[Opdracht] = []

    class Cursor(sqlite3.Cursor):
        def execute(self, *waarden: Any) -> sqlite3.Cursor:
            opdrachten.append(("execute", waarden))
            return super().execute(*waarden)

        def executemany(self, *waarden: Any) -> sqlite3.Cursor:
            opdrachten.append(("executemany", waarden))
            return super().executemany(*waarden)

        def fetchall(self) -> list[Any]:
            opdrachten.append(("fetchall", ()))
            return super().fetchall()

        def fetchone(self) -> Any:
            opdrachten.append(("fetchone", ()))
            return super().fetchone()

    class Verbinding(sqlite3.Connection):
        def cursor(self, _soort: Any = None) -> Any:
            return super().cursor(Cursor)

    def met_eigen_cursor(_dialect: object, _record: object, _args: object, opties: dict[str, Any]) -> None:
        opties["factory"] = Verbinding

    event.listen(Engine, "do_connect", met_eigen_cursor)
    try:
        yield opdrachten
    finally:
        event.remove(Engine, "do_connect", met_eigen_cursor)


@contextmanager
def _sleutels_geteld() -> Iterator[Counter[str]]:
    """How often each use is made of the keys meanwhile."""
    keren: Counter[str] = Counter()

    def geteld(naam: str) -> Callable[..., bytes]:
        gewoon = getattr(Kluis, naam)

        def tel(*args: Any) -> bytes:
            keren[naam] += 1
            antwoord: bytes = gewoon(*args)
            return antwoord

        return tel

    with ExitStack() as stapel:
        for naam in ("kenmerk", "zegel", "versleutel"):
            stapel.enter_context(patch.object(Kluis, naam, geteld(naam)))
        yield keren
