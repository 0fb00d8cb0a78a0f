"""Does what a page says: reads its code blocks, and types them in terminals of a machine that has nothing but Python."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
_BLOK = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WISSELEND = ((_UUID, "<id>"), (re.compile(r"127\.0\.0\.1:\d+"), "<adres>"), (re.compile(r"\b\d\d:\d\d:\d\d\b"), "<tijd>"))
_EINDE = "--einde-van-het-blok--"
_HOOGSTENS_SECONDEN = 180
_NIET_MEE = (".git", ".venv", "build", "dist", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "sandbox-map")


def blokken(bladzijde: str) -> list[tuple[str, str]]:
    """The code blocks of a page of this repository, in order: language and text."""
    return _BLOK.findall((WORTEL / bladzijde).read_text(encoding="utf-8"))


class Terminal:
    """A shell that stays what the previous block made of it: directory, variables, virtual environment."""

    def __init__(self, map: Path) -> None:
        self._shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=map,
            env=_omgeving(map),
            start_new_session=True,
        )
        self._wachthond = threading.Timer(_HOOGSTENS_SECONDEN, self._signaleer, [signal.SIGKILL])
        self._wachthond.start()

    def doe(self, blok: str) -> tuple[str, int]:
        """Type a block and wait for its end; gives what it showed and its exit code."""
        self._typ(f"{{\n{blok}\n}} </dev/null\nprintf '\\n{_EINDE} %s\\n' $?\n")
        getoond = self._lees_tot(_EINDE)
        return "".join(getoond[:-1]).strip(), int(getoond[-1].split()[1])

    def begin(self, blok: str, tot: str) -> str:
        """Type a command that goes on; gives the line, beginning with ``tot``, by which it says that it is ready."""
        self._typ(f"{blok}\n")
        return self._lees_tot(tot)[-1].strip()

    def ctrl_c(self) -> int:
        """Stop what goes on, as a user does, and close the terminal; gives the exit code."""
        self._signaleer(signal.SIGINT)
        self._typ("exit $?\n")
        return self.sluit()

    def sluit(self) -> int:
        self._wachthond.cancel()
        self._shell.communicate()
        return self._shell.returncode

    def _typ(self, tekst: str) -> None:
        assert self._shell.stdin is not None
        self._shell.stdin.write(tekst)
        self._shell.stdin.flush()

    def _lees_tot(self, begin: str) -> list[str]:
        assert self._shell.stdout is not None
        regels: list[str] = []
        for regel in self._shell.stdout:
            regels.append(regel)
            if regel.startswith(begin):
                return regels
        raise AssertionError("de terminal sloot te vroeg:\n" + "".join(regels))

    def _signaleer(self, nummer: int) -> None:
        os.killpg(self._shell.pid, nummer)


@dataclass
class Lezer:
    """Who follows a page: has other ids on his screen than the page, and types his own."""

    eigen: dict[str, str] = field(default_factory=dict)

    def vertaal(self, blok: str) -> str:
        """The block as this reader types it."""
        return _UUID.sub(lambda gevonden: self.eigen[gevonden[0]], blok)

    def vergelijk(self, verwacht: str, getoond: str) -> None:
        """The screen shows what the page shows, but for ids, the port and the seconds; from now on these ids are his."""
        assert gemaskeerd(verwacht.strip()) == gemaskeerd(getoond)
        for op_de_bladzijde, op_het_scherm in zip(_UUID.findall(verwacht), _UUID.findall(getoond), strict=True):
            assert self.eigen.setdefault(op_de_bladzijde, op_het_scherm) == op_het_scherm


def gemaskeerd(tekst: str) -> str:
    for wisselend, masker in _WISSELEND:
        tekst = wisselend.sub(masker, tekst)
    return tekst


def kloon(naar: Path) -> None:
    """The files of this repository, as a clone has them: without what was built here."""
    shutil.copytree(WORTEL, naar, symlinks=True, ignore=shutil.ignore_patterns(*_NIET_MEE))


def installeer(terminal: Terminal, blok: str) -> None:
    """Type the block that installs; a machine that cannot reach a package index cannot follow the page."""
    getoond, code = terminal.doe(blok)
    if code and "after connection broken by" in getoond:
        pytest.skip("pip bereikt geen pakketbron")
    assert (code, getoond) == (0, "")


def _omgeving(map: Path) -> dict[str, str]:
    """As a user has it, with the Python of these tests for ``python3``."""
    bin = map / ".bin"
    bin.mkdir(exist_ok=True)
    if not (bin / "python3").exists():
        (bin / "python3").symlink_to(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")
    schoon = {
        naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("PYTEST_", "PYTHON", "VIRTUAL_ENV", "FORCE_COLOR"))
    }
    return {**schoon, "PATH": f"{bin}:{os.environ['PATH']}", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
