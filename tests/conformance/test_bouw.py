"""The distribution: what a tester installs carries the contract with it."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
BOUW = "import sys; from setuptools import build_meta as b; doel = sys.argv[1]; b.build_sdist(doel); b.build_wheel(doel)"


@pytest.mark.traag
@pytest.mark.eis("R-150")
def test_wheel_and_sdist_carry_the_contract(tmp_path: Path) -> None:
    """Both hold every WSDL and schema of this repository, byte for byte, and eisen.csv; neither leaves a trace in the source."""
    gereedschap, bron = tmp_path / "gereedschap", tmp_path / "bron" / "conformance"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(gereedschap)]
    if subprocess.run([*pip, "setuptools>=77"], capture_output=True, check=False).returncode:
        pytest.skip("setuptools is niet te installeren: geen pakketregister bereikbaar")
    _kopieer(bron)
    omgeving = {**os.environ, "PYTHONPATH": str(gereedschap)}
    subprocess.run([sys.executable, "-c", BOUW, str(tmp_path)], cwd=bron, env=omgeving, capture_output=True, check=True)
    [sdist], [wheel] = tmp_path.glob("*.tar.gz"), tmp_path.glob("*.whl")
    verwacht = {f"{b.parent.relative_to(PROJECT)}/{b.name}": b.read_bytes() for b in _contract()}
    assert len(verwacht) >= 7
    with zipfile.ZipFile(wheel) as inhoud:
        contract = "verwijsindex_conformance/contract/"
        assert verwacht == {n.removeprefix(contract): inhoud.read(n) for n in inhoud.namelist() if n.endswith((".wsdl", ".xsd"))}
        for naam in ("eisen.csv", "verslag/rapport.css", "verklaring/codes.csv"):
            assert f"verwijsindex_conformance/{naam}" in inhoud.namelist()
    with tarfile.open(sdist) as tar:
        namen = {lid.name.split("/contract/")[-1] for lid in tar.getmembers() if lid.isfile()}
    assert set(verwacht) <= namen


def _contract() -> list[Path]:
    return [*(PROJECT / "wsdl").rglob("*.wsdl"), *(PROJECT / "xsd").glob("*.xsd")]


def _kopieer(bron: Path) -> None:
    """The tree as it stands in the repository, symlinks and all."""
    bron.mkdir(parents=True)
    opdracht = ["git", "-C", str(PROJECT), "ls-files", "-z", "conformance", "wsdl", "xsd"]
    namen = subprocess.run(opdracht, capture_output=True, check=True).stdout.decode().split("\0")
    for naam in filter(None, namen):
        doel, van = bron.parent / naam, PROJECT / naam
        doel.parent.mkdir(parents=True, exist_ok=True)
        if van.is_symlink():
            doel.symlink_to(os.readlink(van))
        elif van.exists():
            doel.write_bytes(van.read_bytes())
