"""``.ci/tls/run.sh``: sslyze looks at a running sandbox, and at nginx and HAProxy with the configurations of ``deploy/``.

python -m tests.tls PYTHON-MET-SSLYZE
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.pki import maak_pki
from verwijsindex.sandbox.wereld import INDEX, JGZ

from ..integration.test_proxy import proxy

KEUREN = Path(__file__).parents[2] / ".ci" / "tls" / "keuren.py"
PROXYS = ("nginx", "haproxy")


@dataclass(frozen=True)
class Toegang:
    """How a partner gets in: his certificate and key, and the chain that he trusts."""

    certificaat: Path
    sleutel: Path
    keten: Path


@contextmanager
def sandbox(map: Path) -> Iterator[tuple[int, Toegang]]:
    """A sandbox as its user starts it; gives the port, and what its first partner has."""
    opdracht = [sys.executable, "-m", "verwijsindex", "sandbox", "--map", str(map), "--poort", "0"]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as proces:
        try:
            assert proces.stdout is not None
            gezien = []
            while not (regel := proces.stdout.readline()).startswith("gereed"):
                gezien.append(regel)
                assert proces.poll() is None, "".join(gezien)
            beschrijving = lees_beschrijving(map)
            partner = beschrijving.partners[0]
            yield urlsplit(beschrijving.url.meldingen).port or 0, Toegang(partner.certificaat, partner.sleutel, beschrijving.ca)
        finally:
            proces.terminate()
            proces.communicate(timeout=20)


def keur(python: str, naam: str, poort: int, toegang: Toegang) -> bool:
    """What sslyze says of the server on this port, on standard output; whether it is in order."""
    wat = [naam, str(poort), *map(str, (toegang.certificaat, toegang.sleutel, toegang.keten))]
    return subprocess.run([python, str(KEUREN), *wat], check=False, timeout=300).returncode == 0


def main(python: str) -> int:
    """0 when nothing was found anywhere."""
    with tempfile.TemporaryDirectory() as naam:
        werk = Path(naam)
        with sandbox(werk / "sandbox") as (poort, toegang):
            goed = [keur(python, "sandbox", poort, toegang)]
        pki = maak_pki(werk / "pki", datetime.now(UTC), INDEX, [JGZ])
        toegang = Toegang(pki.partner(JGZ.oin).certificaat, pki.partner(JGZ.oin).sleutel, pki.keten)
        for soort in PROXYS:
            eigen = werk / soort
            eigen.mkdir()
            with proxy(soort, werk / "niemand.sock", pki, eigen) as poort:  # nobody behind it: only its TLS is looked at
                goed.append(keur(python, soort, poort, toegang))
    return 0 if all(goed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
