"""Keys in a file that only its owner reads; text that only the keys read (R-195)."""

import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.versleuteling import SleutelbestandOnbruikbaar, Sleutels, lees_sleutels, maak_sleutels

pytestmark = pytest.mark.eis("R-195")


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "sleutels.json"


def test_gemaakte_sleutels_zijn_van_de_eigenaar_en_willekeurig(tmp_path: Path) -> None:
    """The file has mode 0600, is read back, and no two files are alike."""
    een, twee = tmp_path / "een", tmp_path / "twee"
    maak_sleutels(een)
    maak_sleutels(twee)
    assert stat.S_IMODE(een.stat().st_mode) == 0o600
    gelezen = lees_sleutels(een)
    assert (len(gelezen.versleuteling), len(gelezen.kenmerken)) == (32, 32)
    assert gelezen == lees_sleutels(een)
    assert len({gelezen.versleuteling, gelezen.kenmerken, lees_sleutels(twee).versleuteling, lees_sleutels(twee).kenmerken}) == 4


def test_sleutels_worden_nooit_overschreven(pad: Path) -> None:
    """Making keys where a file is refuses, and the file stays."""
    maak_sleutels(pad)
    inhoud = pad.read_bytes()
    with pytest.raises(FileExistsError):
        maak_sleutels(pad)
    assert inhoud == pad.read_bytes()


def test_zonder_bestand_staat_er_hoe_het_moet(pad: Path) -> None:
    """A missing file is said with the way out."""
    with pytest.raises(SleutelbestandOnbruikbaar, match="verwijsindex sleutels"):
        lees_sleutels(pad)


@pytest.mark.parametrize("rechten", [0o640, 0o604, 0o660, 0o620, 0o610, 0o601])
def test_leesbaar_voor_anderen_wordt_geweigerd(pad: Path, rechten: int) -> None:
    """Any right of group or others is refused; without it the same file is read."""
    maak_sleutels(pad)
    pad.chmod(rechten)
    with pytest.raises(SleutelbestandOnbruikbaar, match="0600"):
        lees_sleutels(pad)
    pad.chmod(0o600)
    lees_sleutels(pad)


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"geen json",
        b"[]",
        b"{}",
        b'{"versleuteling": 1, "kenmerken": 2}',
        b'{"versleuteling": "zz", "kenmerken": "zz"}',
        b'{"versleuteling": "' + b"00" * 31 + b'", "kenmerken": "' + b"00" * 32 + b'"}',
        b'{"versleuteling": "' + b"00" * 32 + b'", "kenmerken": "' + b"00" * 33 + b'"}',
        b'{"versleuteling": "\xff"}',
    ],
)
def test_een_beschadigd_bestand_wordt_geweigerd_zonder_het_te_tonen(pad: Path, inhoud: bytes) -> None:
    """What is not two keys of 32 bytes is refused, and the text of the refusal holds nothing of it."""
    pad.write_bytes(inhoud)
    pad.chmod(0o600)
    with pytest.raises(SleutelbestandOnbruikbaar, match="beschadigd") as fout:
        lees_sleutels(pad)
    assert "0000" not in str(fout.value).replace(str(pad), "")


def test_een_map_is_geen_sleutelbestand(tmp_path: Path) -> None:
    """Something that cannot be read as a file is refused in the same way."""
    with pytest.raises(SleutelbestandOnbruikbaar, match="niet te lezen"):
        lees_sleutels(tmp_path)


def test_sleutels_zijn_niet_te_zien() -> None:
    """``repr`` shows nothing of them."""
    assert repr(Sleutels(b"a" * 32, b"b" * 32)) == "Sleutels(***)"


@pytest.mark.parametrize("tekst", ["", "900000109", "Zoë 't Hart-Öztürk", "x" * 10000])
def test_wat_versleuteld_is_komt_terug(sleutels: Sleutels, tekst: str) -> None:
    """Every text comes back, and twice the same text does not look the same."""
    kluis = Kluis(sleutels)
    een, twee = (kluis.versleutel("jeugdige.bsn", "1", tekst) for _ in range(2))
    assert (tekst, tekst) == (kluis.ontsleutel("jeugdige.bsn", "1", een), kluis.ontsleutel("jeugdige.bsn", "1", twee))
    assert een != twee


def test_versleuteld_hoort_op_zijn_plaats(sleutels: Sleutels) -> None:
    """A value moved to another row or column, changed, or read with other keys, is refused; in its place it is read."""
    kluis = Kluis(sleutels)
    geheim = kluis.versleutel("jeugdige.bsn", "1", "900000109")
    gewijzigd = geheim[:-1] + bytes([geheim[-1] ^ 1])
    ander = Kluis(Sleutels(b"a" * 32, sleutels.kenmerken))
    for waarmee, plaats, rij, wat in (
        (kluis, "jeugdige.bsn", "2", geheim),
        (kluis, "gebruiker.contact", "1", geheim),
        (kluis, "jeugdige.bsn", "1", gewijzigd),
        (ander, "jeugdige.bsn", "1", geheim),
    ):
        with pytest.raises(InvalidTag):
            waarmee.ontsleutel(plaats, rij, wat)
    assert kluis.ontsleutel("jeugdige.bsn", "1", geheim) == "900000109"


@pytest.mark.eis("R-079")
def test_een_kenmerk_hangt_van_sleutel_gebruik_en_delen_af(sleutels: Sleutels) -> None:
    """Equal parts give equal bytes; another key, use, part or division of parts gives others."""
    kluis, ander = Kluis(sleutels), Kluis(Sleutels(sleutels.versleuteling, b"b" * 32))
    verschillend = [
        kluis.kenmerk("a", "b", "c"),
        kluis.kenmerk("a", "bc"),
        kluis.kenmerk("ab", "c"),
        kluis.kenmerk("a", "b", "d"),
        ander.kenmerk("a", "b", "c"),
    ]
    assert len(set(verschillend)) == 5
    assert verschillend[0] == kluis.kenmerk("a", "b", "c")
