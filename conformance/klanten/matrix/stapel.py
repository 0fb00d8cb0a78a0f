"""One stack: its folder, what it says of itself in ``klant.toml``, and how its program is run."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from matrix.sandbox import Sandbox

KLANTEN: Final = Path(__file__).parents[1]
VARIANTEN: Final = {"modulair": "wsdl", "plat": "wsdl=plat", "policy": "wsdl=policy"}
"""The served WSDL of which a client is made: how the variant is called, and its query."""
NIET_TE_KRIJGEN: Final = 77
"""Exit code of ``installeer`` when what the client needs cannot be had here; its last line says what."""
_SPOOR: Final = re.compile(r"\s+(at |\.\.\. )|\{")
_GEDULD: Final = {"installeer": 600, "versie": 60, "bouw": 480, "draai": 90}


@dataclass(frozen=True)
class Stapel:
    """A toolkit and its client. ``naam`` is the name of its folder."""

    naam: str
    titel: str
    taal: str
    tekent: bool
    genereert: bool = False
    compileert: bool = False
    rechtstreeks: bool = False
    """Loads the WSDL from the sandbox itself, over two-sided TLS."""
    varianten: tuple[str, ...] = ("modulair", "plat")
    """The variants of the WSDL of which it makes a client; what comes after the story is done with the last."""
    vormen: tuple[str, ...] = ()
    """Other forms of the same message that the program can send: values of ``VORM``."""
    eigen: bool = False
    """Signs with the code of this project: its messages are no other toolkit's."""
    opmerking: str = ""
    """Why it does not reach everything, as far as known; on the page instead of the last words of the program."""
    niet_gedraaid: str = ""
    """Why this stack cannot be run at all; there is no program then."""

    @property
    def map(self) -> Path:
        """Where its program is."""
        return KLANTEN / self.naam


def lees_stapels() -> list[Stapel]:
    """Every stack, in the order of the page."""
    volgorde: list[str] = tomllib.loads((KLANTEN / "stapels.toml").read_text())["volgorde"]
    return [_lees(naam) for naam in volgorde]


def _lees(naam: str) -> Stapel:
    gelezen: dict[str, Any] = tomllib.loads((KLANTEN / naam / "klant.toml").read_text())
    velden: dict[str, Any] = {veld: tuple(waarde) if isinstance(waarde, list) else waarde for veld, waarde in gelezen.items()}
    return Stapel(naam, **velden)


@dataclass
class Gedaan:
    """How a program ended. ``stappen`` are its lines on standard output that are JSON objects."""

    code: int
    uitvoer: str
    stappen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reden(self) -> str:
        """Its last line that says something: not where in a program it was."""
        regels = [regel.strip() for regel in self.uitvoer.splitlines() if regel.strip() and not _SPOOR.match(regel)]
        return regels[-1] if regels else f"exitcode {self.code}"


@dataclass(frozen=True)
class Uitvoerder:
    """Runs the programs of one stack; everything they make stands below ``werk``."""

    stapel: Stapel
    sandbox: Sandbox
    luik: str
    werk: Path

    def los(self, opdracht: str) -> Gedaan:
        """Run ``installeer`` or ``versie``."""
        return self._voer_uit(opdracht, self.werk, {"GEDEELD": str(self.werk / "gedeeld")})

    def met(self, opdracht: str, variant: str, **anders: str) -> Gedaan:
        """Run ``bouw`` or ``draai`` for one variant of the WSDL; ``anders`` are values that differ."""
        map_ = self.werk / variant
        query = VARIANTEN[variant]
        waarden = self.sandbox.waarden(getekend=self.stapel.tekent)
        bron = self.sandbox.basis(getekend=True) if self.stapel.rechtstreeks else self.luik
        waarden |= {f"WSDL_{dienst.upper()}": f"{bron}/{dienst}/v1?{query}" for dienst in ("meldingen", "signalen")}
        waarden |= {f"NAAR_{dienst}": waarden[f"ADRES_{dienst}"] for dienst in ("MELDINGEN", "SIGNALEN")}
        return self._voer_uit(opdracht, map_, waarden | {"VARIANT": variant, "GEDEELD": str(self.werk / "gedeeld")} | anders)

    def _voer_uit(self, opdracht: str, map_: Path, waarden: Mapping[str, str]) -> Gedaan:
        (self.werk / "gedeeld").mkdir(parents=True, exist_ok=True)
        map_.mkdir(parents=True, exist_ok=True)
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("PYTHON")}
        omgeving |= {"HIER": str(self.stapel.map), "PROJECT": str(KLANTEN.parents[1]), **waarden}
        try:
            gedaan = subprocess.run(
                ["bash", str(self.stapel.map / "klant"), opdracht],
                cwd=map_,
                env=omgeving,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_GEDULD[opdracht],
                check=False,
            )
            code, uitvoer = gedaan.returncode, gedaan.stdout.decode("utf-8", "replace")
        except subprocess.TimeoutExpired as fout:
            code, uitvoer = -1, (fout.stdout or b"").decode("utf-8", "replace") + f"\nniet klaar binnen {_GEDULD[opdracht]} s"
        with (self.werk / f"{opdracht}.log").open("a") as log:
            log.write(f"== {opdracht} in {map_.name}: exitcode {code}\n{uitvoer}\n")
        return Gedaan(code, uitvoer, _lees_stappen(uitvoer))


def _lees_stappen(uitvoer: str) -> list[dict[str, Any]]:
    stappen = []
    for regel in uitvoer.splitlines():
        if regel.startswith('{"stap"'):
            stappen.append(json.loads(regel))
    return stappen
