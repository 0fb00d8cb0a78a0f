"""The role ontvanger: signalen that the suite brings as if it were the index, and a receiver of our own under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conformance.zelftest.alle import alle_mutanten
from conformance.zelftest.ontvanger import INDEX, PARTNER, POSTBUS, Ontvanger
from verwijsindex_conformance.catalogus import kies
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.oordeel import Oordeel

UITLEG = Path(__file__).parents[2] / "docs" / "conformiteit.md"


@pytest.fixture(scope="module")
def ontvanger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ontvanger]:
    with Ontvanger(tmp_path_factory.mktemp("ontvanger")) as ontvanger:
        yield ontvanger


def _doelbestand(map: Path, ontvanger: Ontvanger) -> Path:
    doel = ontvanger.doel
    assert doel.systeem is not None
    assert doel.systeem.paar is not None
    assert doel.index is not None
    velden = {
        "versie": 1,
        "adressen": dict.fromkeys(("meldingen", "signalen", "signaalontvangst"), doel.adressen["signaalontvangst"]),
        "verbind": "{}:{}".format(*(doel.verbind or ("", 0))),
        "ca": str(doel.ca),
        "product": {"biedt": ["signalen"]},
        "certificaten": {
            naam: {"certificaat": str(paar.certificaat), "sleutel": str(paar.sleutel)} for naam, paar in doel.certificaten.items()
        },
        "index": {"oin": INDEX, "certificaat": str(doel.index.certificaat), "sleutel": str(doel.index.sleutel)},
        "partner": {
            "oin": PARTNER,
            "postbus": dict(POSTBUS),
            "certificaat": str(doel.systeem.paar.certificaat),
            "sleutel": str(doel.systeem.paar.sleutel),
        },
    }
    (map / "doel.yaml").write_text(yaml.safe_dump(velden))
    return map / "doel.yaml"


@pytest.mark.eis("R-094", "R-155")
def test_a_receiver_and_one_that_lies(ontvanger: Ontvanger) -> None:
    """Ours receives once and refuses what was changed; without the check of digests it does not, and the case about that says so."""
    goed, nog_eens, veranderd = kies(["ONTV-001", "ONTV-003", "ONTV-025"])
    with ontvanger.met(None) as beurt:
        assert [beurt(een).oordeel for een in (goed, nog_eens, veranderd)] == [Oordeel.GESLAAGD] * 3
    with ontvanger.met(alle_mutanten()["levering-zonder-digest"]) as beurt:
        assert [beurt(een).oordeel for een in (goed, veranderd)] == [Oordeel.GESLAAGD, Oordeel.GEZAKT]


@pytest.mark.eis("R-154")
def test_a_receiver_that_lets_everybody_in(ontvanger: Ontvanger) -> None:
    """Over real TLS ours takes a delivery, and none without a certificate; one that does not ask for it fails the case about that."""
    goed, zonder = kies(["ONTV-060", "ONTV-061"])
    for mutant, verwacht in ((None, Oordeel.GESLAAGD), (alle_mutanten()["levering-zonder-certificaat"], Oordeel.GEZAKT)):
        with ontvanger.met(mutant) as beurt:
            assert [beurt(een).oordeel for een in (goed, zonder)] == [Oordeel.GESLAAGD, verwacht]


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-094", "R-155", "R-158")
def test_every_case_passes(ontvanger: Ontvanger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command passes every case of this role on our receiver, and the report is signed by the partner."""
    doel = _doelbestand(tmp_path, ontvanger)
    with ontvanger.met(None):
        code = main(["draai", "--doel", str(doel), "--rol", "ontvanger", "--rapport", str(tmp_path / "rapport.json")])
    aantal = len(kies([], Rol.ONTVANGER))
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{aantal} gevallen: {aantal} geslaagd")
    assert code == 0
    assert main(["controleer", str(tmp_path / "rapport.json"), "--ca", str(ontvanger.doel.ca)]) == 0


@pytest.mark.parametrize(
    ("weg", "tekst"),
    [
        ("postbus", "partner.postbus: ontbreekt"),
        ("signaalontvangst", "adressen.signaalontvangst: ontbreekt"),
    ],
)
def test_what_doel_yaml_needs(ontvanger: Ontvanger, tmp_path: Path, weg: str, tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The key that is missing is named, and nothing is sent."""
    doel = _doelbestand(tmp_path, ontvanger)
    velden = yaml.safe_load(doel.read_text())
    velden["partner"].pop(weg, None)
    velden["adressen"].pop(weg, None)
    doel.write_text(yaml.safe_dump(velden))
    assert main(["draai", "--doel", str(doel), "--rol", "ontvanger"]) == 2
    assert tekst in capsys.readouterr().err


def test_everything_is_explained() -> None:
    """docs/conformiteit.md names the keys of this role."""
    uitleg = UITLEG.read_text(encoding="utf-8")
    assert not [woord for woord in ("signaalontvangst", "postbus", *POSTBUS, "gemeentecode") if f"`{woord}`" not in uitleg]
