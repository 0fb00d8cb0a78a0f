"""The wheel of this repository: complete, without the checkout, and with nothing but what it says it needs."""

import subprocess
from pathlib import Path

import pytest

from .bladzijde import WORTEL, Terminal

SOORTEN = {".py", ".toml", ".typed", ".wsdl", ".xsd"}
pytestmark = [pytest.mark.traag, pytest.mark.lang]


@pytest.fixture(scope="module")
def pakket(geinstalleerd: Path) -> Path:
    """Where the installed package is."""
    vraag = [geinstalleerd / "proef" / "bin" / "python", "-c", "import verwijsindex; print(verwijsindex.__path__[0])"]
    pad = subprocess.run(vraag, cwd=geinstalleerd, capture_output=True, text=True, check=True).stdout
    return Path(pad.strip())


def test_it_is_installed_and_not_linked(geinstalleerd: Path, pakket: Path) -> None:
    """What is imported stands in the environment itself; no file of it points to a checkout."""
    assert pakket.is_relative_to(geinstalleerd / "proef")
    assert [pad for pad in pakket.rglob("*") if pad.is_symlink()] == []


def test_it_holds_every_file_of_the_package(pakket: Path) -> None:
    """Each module, migration, WSDL and XSD of the checkout is in the wheel, byte for byte."""
    bron = WORTEL / "src" / "verwijsindex"
    delen = {pad.relative_to(bron) for map in (bron, bron / "contract" / "wsdl", bron / "contract" / "xsd") for pad in map.rglob("*.*")}
    nodig = {pad for pad in delen if pad.suffix in SOORTEN}
    assert {pad.suffix for pad in nodig} == SOORTEN
    assert [str(pad) for pad in sorted(nodig) if not _gelijk(bron / pad, pakket / pad)] == []


def _gelijk(bron: Path, geinstalleerd: Path) -> bool:
    return geinstalleerd.is_file() and geinstalleerd.read_bytes() == bron.read_bytes()


@pytest.mark.eis("R-155")
def test_the_demo_runs_from_it(geinstalleerd: Path) -> None:
    """``verwijsindex demo`` tells its whole story in an environment that has no checkout and no development tools."""
    terminal = Terminal(geinstalleerd)
    try:
        getoond, code = terminal.doe("proef/bin/verwijsindex demo")
    finally:
        terminal.sluit()
    assert (code, getoond.splitlines()[-1].startswith("Klaar. ")) == (0, True), getoond
