"""A small description of a sandbox, and ``verwijsindex`` in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.sandbox.beschreven import (
    Adressen,
    BeschrevenGebruiker,
    BeschrevenMandaat,
    BeschrevenPartner,
    BeschrevenPersoon,
    Beschrijving,
)

VEEL = 5_000
"""More persons than a pipe holds while nobody reads it."""


def beschrijving(map: Path, personen: int = 2) -> Beschrijving:
    gebruikers = (BeschrevenGebruiker("ggd-melder-1", frozenset({Rol.MELDER})), BeschrevenGebruiker("ggd-coordinator", frozenset(Rol)))
    mandaat = BeschrevenMandaat(MandaatSoort.INSTANTIE, "GGD Veldwijk", "JG1", "0518", True, gebruikers, "ggd")
    partner = BeschrevenPartner("00000099000000001000", "JGZ-dossier", map / "partner.pem", map / "partner.key", (mandaat,))
    return Beschrijving(
        url=Adressen("https://127.0.0.1:1/meldingen/v1", "https://127.0.0.1:1/signalen/v1", "https://127.0.0.1:1/rechten/v1"),
        ca=map / "keten.pem",
        clock=map / "klok.json",
        database="sqlite://",
        log=map / "verwijsindex.log",
        partners=(partner,),
        personen=tuple(_persoon(nummer) for nummer in range(personen)),
    )


def _persoon(nummer: int) -> BeschrevenPersoon:
    bsn = None if nummer == 1 else f"9{nummer:08d}"
    return BeschrevenPersoon(bsn, "Öztürk", "van", "Daniël", "20120500", "M", None, None, ("broer-zus", "rni"))


def start(*argumenten: str, **omgeving: str) -> subprocess.Popen[str]:
    """Start a command as a user does, with these variables as well."""
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("PYTEST_", "PYTHON", "FORCE_COLOR"))}
    return subprocess.Popen(
        [sys.executable, "-m", "verwijsindex", *argumenten],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env={**schoon, **omgeving},
        start_new_session=True,
    )
