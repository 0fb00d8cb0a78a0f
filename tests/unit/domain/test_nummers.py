"""Numbers of persons and organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.domain.nummers import Bsn, Visn, is_oin, voldoet_aan_elfproef
from verwijsindex.domain.weigeringen import BsnOngeldig

from .casus import EIGENSCHAP

GELDIG = [
    "999990007",
    "999990019",
    "999990020",
    "999990032",
    "999990044",
    "999990056",
    "999990068",
    "999990081",
    "012345672",
]
"""The vectors of domein.md 7."""


@pytest.mark.eis("R-021")
@pytest.mark.parametrize("bsn", GELDIG)
def test_numbers_that_pass_the_eleven_test(bsn: str):
    """Every valid vector is a BSN and keeps its leading zero."""
    assert bsn == Bsn(bsn).waarde


@pytest.mark.eis("R-021")
@pytest.mark.parametrize(
    "waarde",
    ["123456789", "000000000", "", "99999001", "9999900190", " 999990019", "999990019\n", "99999001a", "-99990019", "٩٩٩٩٩٠٠١٩"],
)
def test_numbers_that_do_not(waarde: str):
    """Another sum, all zeros, another length, or anything but nine ASCII digits is refused."""
    with pytest.raises(BsnOngeldig):
        Bsn(waarde)


@pytest.mark.eis("R-021")
@EIGENSCHAP
@given(st.integers(0, 99_999_999))
def test_the_ninth_digit_is_the_sum_of_the_others_modulo_eleven(acht: int):
    """Of ten numbers that share eight digits only the one whose ninth is the weighted sum modulo 11 passes, and none when that is 10."""
    cijfers = f"{acht:08d}"
    controle = sum((9 - plaats) * int(cijfer) for plaats, cijfer in enumerate(cijfers)) % 11
    verwacht = {f"{cijfers}{controle}"} if controle < 10 else set()
    assert verwacht - {"000000000"} == {n for n in (f"{cijfers}{laatste}" for laatste in range(10)) if voldoet_aan_elfproef(n)}


@pytest.mark.eis("R-021")
@EIGENSCHAP
@given(st.sampled_from(GELDIG), st.integers(0, 7))
def test_two_neighbouring_digits_exchanged_are_noticed(bsn: str, plaats: int):
    """Exchanging two different neighbours always breaks the number: that is what the test is for."""
    verwisseld = bsn[:plaats] + bsn[plaats + 1] + bsn[plaats] + bsn[plaats + 2 :]
    assert (verwisseld == bsn) == voldoet_aan_elfproef(verwisseld)


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("waarde", ["123456789", "999990019"])
def test_a_number_is_never_shown(waarde: str):
    """Neither the refusal of a number nor the printed form of a good one repeats it."""
    try:
        getoond = repr(Bsn(waarde))
    except BsnOngeldig as weigering:
        getoond = repr(weigering) + str(weigering) + repr(weigering.__dict__)
    assert waarde not in getoond


@pytest.mark.eis("R-197")
@pytest.mark.parametrize(
    ("bsn", "verwacht"), [("999899995", False), ("999900006", True), ("999990019", True), ("999999990", True), ("012345672", False)]
)
def test_the_public_test_range_begins_with_four_nines(bsn: str, verwacht: bool):
    """9999xxxxx is the test range (keuzes.md 32); the last number before it is not."""
    assert verwacht is Bsn(bsn).uit_testreeks


PREFIXEN = ["00000001", "00000002", "00000004", "00000006", "00000007", "00000008", "00000009", "00000010", "00000099"]


@pytest.mark.eis("R-161")
@pytest.mark.parametrize("oin", [f"{prefix}123456789000" for prefix in PREFIXEN] + ["00000003123456780000", "00000007AB12CD340000"])
def test_oins_of_every_prefix(oin: str):
    """Prefix, main number of eight or nine positions, then zeros: an OIN."""
    assert is_oin(oin)


@pytest.mark.eis("R-161")
@pytest.mark.parametrize(
    "oin",
    [
        "",
        "0000009900000000100",
        "000000990000000010000",
        "00000000123456789000",
        "00000005123456789000",
        "00000011123456789000",
        "00000098123456789000",
        "00000100123456789000",
        "00000099 00000001000",
        "00000099-00000001000",
        "00000099000000001000\n",
        "٠٠٠٠٠٠٩٩٠٠٠٠٠٠٠٠١٠٠٠",
        "00000001123456789001",
        "00000001123456789100",
        "00000003123456789000",
    ],
)
def test_what_is_no_oin(oin: str):
    """Another length, another prefix, another character, a suffix that is not zeros, a KvK number of nine digits: no OIN."""
    assert not is_oin(oin)


@pytest.mark.eis("R-161")
def test_the_test_prefix_is_refused_in_production():
    """00000099 is for every environment but production; the other prefixes are for all."""
    assert is_oin("00000099000000001000")
    assert not is_oin("00000099000000001000", productie=True)
    assert is_oin("00000001123456789000", productie=True)


VISN = "VABCDEFGHIJKLMNOPQRSTUVWXY2"


@pytest.mark.eis("R-027", "R-031")
def test_a_verwijsindexservicenummer():
    """V and 26 characters of base32, perhaps with a distinction behind them; it is never shown."""
    visn = Visn(VISN)
    assert [f"{VISN}-2", f"{VISN}-99"] == [visn.onderscheiden(n).waarde for n in (2, 99)]
    assert visn == visn.onderscheiden(3).basis == visn.basis
    assert visn.onderscheiden(3) == visn.onderscheiden(2).onderscheiden(3)
    assert VISN not in repr(visn)


@pytest.mark.eis("R-021", "R-027")
@pytest.mark.parametrize("waarde", [VISN[:-1], f"{VISN}A", VISN.lower(), f"{VISN}-1", f"{VISN}-0", f"{VISN}-100", "999990019", f"{VISN}\n"])
def test_what_is_no_verwijsindexservicenummer(waarde: str):
    """Another length or alphabet, a distinction outside 2..99, or a BSN: refused without the value."""
    with pytest.raises(ValueError, match="geen verwijsindexservicenummer"):
        Visn(waarde)
