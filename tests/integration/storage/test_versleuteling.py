"""Keys in a file that only its owner reads; text that only the keys read (R-195)."""

import hmac
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from verwijsindex.storage.kluis import Kluis, SleutelOnbekend
from verwijsindex.storage.versleuteling import (
    Sleutel,
    SleutelbestandOnbruikbaar,
    Sleutels,
    lees_sleutels,
    maak_sleutels,
    nieuwe_sleutels,
    verwijder_sleutels,
    voeg_sleutel_toe,
)

pytestmark = pytest.mark.eis("R-195")
STRAKS = datetime(2026, 11, 24, tzinfo=UTC)
GOED = (
    b'{"stam": "' + b"00" * 32 + b'", "sleutels": [{"id": 1, "gemaakt": null, '
    b'"versleuteling": "' + b"00" * 32 + b'", "kenmerken": "' + b"00" * 32 + b'"}]}'
)
"""A file that is right, to be spoiled."""


def geheimen(sleutels: Sleutels) -> list[bytes]:
    """The stam and what the first key holds."""
    eerste = sleutels.ring[0]
    assert eerste.kenmerken is not None
    return [sleutels.stam, eerste.versleuteling, eerste.kenmerken]


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
    assert [len(geheim) for geheim in geheimen(gelezen)] == [32, 32, 32]
    assert gelezen == lees_sleutels(een)
    assert len({*geheimen(gelezen), *geheimen(lees_sleutels(twee))}) == 6


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
        b'{"stam": "' + b"00" * 32 + b'", "sleutels": []}',
        b'{"stam": "' + b"00" * 32 + b'", "sleutels": [{"id": 1}]}',
        GOED.replace(b'"id": 1', b'"id": 256'),
        GOED.replace(b'"id": 1', b'"id": 0'),
        GOED.replace(b"[{", b'[{"id": 1, "gemaakt": null, "versleuteling": "' + b"00" * 32 + b'", "kenmerken": null}, {'),
        GOED.replace(b'"stam": "00', b'"stam": "'),
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
    sleutels = nieuwe_sleutels()
    assert (repr(sleutels), repr(sleutels.ring)) == ("Sleutels(***)", "(Sleutel(1, ***),)")


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
    ander = Kluis(Sleutels(sleutels.stam, nieuwe_sleutels().ring))
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
    kluis, ander = Kluis(sleutels), Kluis(Sleutels(b"b" * 32, sleutels.ring))
    verschillend = [
        kluis.kenmerk("a", "b", "c"),
        kluis.kenmerk("a", "bc"),
        kluis.kenmerk("ab", "c"),
        kluis.kenmerk("a", "b", "d"),
        ander.kenmerk("a", "b", "c"),
    ]
    assert len(set(verschillend)) == 5
    assert verschillend[0] == kluis.kenmerk("a", "b", "c")


def test_een_nieuwe_sleutel_komt_erbij_en_gaat_er_weer_uit(pad: Path) -> None:
    """The file keeps its stam and its keys, mode 0600 and no trace beside it; the numbers go up."""
    maak_sleutels(pad)
    begin = lees_sleutels(pad)
    nieuw = voeg_sleutel_toe(pad)
    na = lees_sleutels(pad)
    assert (na.stam, na.ring, na.nummers) == (begin.stam, (*begin.ring, nieuw), (1, 2))
    verwijder_sleutels(pad, [1])
    assert (lees_sleutels(pad).ring, voeg_sleutel_toe(pad).id) == ((nieuw,), 3)
    assert ([bestand.name for bestand in pad.parent.iterdir()], stat.S_IMODE(pad.stat().st_mode)) == ([pad.name], 0o600)
    assert nieuw.gemaakt is not None
    with pytest.raises(ValueError, match="genummerde"):
        verwijder_sleutels(pad, [2, 3])
    assert lees_sleutels(pad).nummers == (2, 3)


def test_nummers_van_sleutels_raken_op() -> None:
    """A number is one byte: after 255 there is none, and that is said rather than begun anew."""
    laatste = Sleutels(b"s" * 32, (Sleutel(255, b"v" * 32, b"k" * 32),))
    with pytest.raises(ValueError, match="nummer"):
        laatste.met_nieuwe(STRAKS)


def test_een_bestand_van_voor_de_ring_wordt_gelezen(pad: Path) -> None:
    """Two keys as they were: the digests keep their stam, the other becomes number 0, and the next is number 1."""
    pad.write_text(json.dumps({"versleuteling": "aa" * 32, "kenmerken": "bb" * 32}))
    pad.chmod(0o600)
    oud = lees_sleutels(pad)
    assert oud == Sleutels(b"\xbb" * 32, (Sleutel(0, b"\xaa" * 32, None),))
    nieuw = voeg_sleutel_toe(pad)
    assert lees_sleutels(pad) == Sleutels(oud.stam, (*oud.ring, nieuw))
    kluis = Kluis(oud)
    assert kluis.zegel(kluis.kenmerk("a", "b")) == b"\0" + hmac.digest(b"\xbb" * 32, b"a\0b", "sha256")


@pytest.mark.eis("R-079")
def test_een_zegel_verhuist_zonder_dat_iemand_weet_van_wie(sleutels: Sleutels) -> None:
    """Under two keys one kenmerk has two zegels that share nothing but what is in them; both are found, one is written."""
    twee = sleutels.met_nieuwe(STRAKS)
    eerst, daarna, straks = (
        Kluis(twee, geldig=[1], in_gebruik=1),
        Kluis(twee, geldig=[1, 2], in_gebruik=2),
        Kluis(twee, geldig=[2], in_gebruik=2),
    )
    kenmerk = eerst.kenmerk("jeugdige.bsn", "900000109")
    oud, nieuw = eerst.zegel(kenmerk), straks.zegel(kenmerk)
    assert (oud[0], nieuw[0], len(oud), len(nieuw)) == (1, 2, 33, 33)
    assert not {oud[1:17], oud[17:]} & {nieuw[1:17], nieuw[17:], kenmerk[:16], kenmerk[16:]}
    assert (daarna.zegels(kenmerk), daarna.zegel(kenmerk)) == ([nieuw, oud], nieuw)
    assert [kluis.kenmerk("jeugdige.bsn", "900000109") for kluis in (daarna, straks)] == [kenmerk] * 2
    assert daarna.ontzegel(oud) == daarna.ontzegel(nieuw) == kenmerk
    assert (eerst.enkel, daarna.enkel, straks.enkel) == (True, False, True)


def test_een_onbekende_sleutel_wordt_gezegd(sleutels: Sleutels) -> None:
    """What stands under a key that is not in force is not read as if it were another: the number is told, nothing of the value."""
    twee = sleutels.met_nieuwe(STRAKS)
    daarna, eerst = Kluis(twee, geldig=[2], in_gebruik=2), Kluis(twee, geldig=[1], in_gebruik=1)
    with pytest.raises(SleutelOnbekend, match="sleutel 2 "):
        eerst.ontzegel(daarna.zegel(eerst.kenmerk("a")))
    with pytest.raises(SleutelOnbekend) as fout:
        eerst.ontsleutel("jeugdige.bsn", "1", daarna.versleutel("jeugdige.bsn", "1", "900000109"))
    assert (fout.value.nummer, "900000109" in str(fout.value)) == (2, False)


def test_een_kluis_wordt_door_draden_gedeeld(sleutels: Sleutels) -> None:
    """Eight threads that seal and unseal at once all get what one gets alone."""
    kluis = Kluis(sleutels)
    kenmerken = [kluis.kenmerk("a", str(nummer)) for nummer in range(2000)]
    verwacht = [kluis.zegel(kenmerk) for kenmerk in kenmerken]
    with ThreadPoolExecutor(8) as draden:
        assert list(draden.map(kluis.zegel, kenmerken)) == verwacht
        assert list(draden.map(kluis.ontzegel, verwacht)) == kenmerken
