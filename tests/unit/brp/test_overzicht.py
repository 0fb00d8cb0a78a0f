"""Questions to a whole register at once."""

from pathlib import Path

import pytest

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.overzicht import dubbele_nummers, ouders_na
from verwijsindex.brp.persoonslijst import Persoonslijst

A, B, C = "900000016", "900000028", "900000041"
MOEDER, VADER = "900000004", "900000053"


def _kind(bsn: str | None, *ouders: str) -> Persoonslijst:
    return Persoonslijst(bsn, "Schuur", "20140510", ouders=ouders)


@pytest.mark.eis("R-022")
def test_numbers_borne_by_several_are_found(tmp_path: Path) -> None:
    """With their zeros, whether they pass the eleven-test or not; no number is not a number in common."""
    register = tmp_path / "register.sqlite"
    maak_register(register, [_kind(A), _kind("012345678"), _kind(None), _kind(None), _kind("012345678"), _kind(A), _kind(B)])
    assert {A, "012345678"} == dubbele_nummers(register)


@pytest.mark.parametrize(("aantal", "gevonden"), [(0, {MOEDER, VADER}), (1, {MOEDER}), (2, set())])
def test_parents_are_found_by_children_behind_the_first_ones(tmp_path: Path, aantal: int, gevonden: set[str]) -> None:
    """Only children behind so many entries count, only parents that were asked for, and only by a child that counts."""
    register = tmp_path / "register.sqlite"
    maak_register(register, [_kind(A, MOEDER, VADER), _kind(B, MOEDER), _kind(C, VADER), _kind(None, VADER)])
    assert gevonden == ouders_na(register, aantal, {MOEDER, VADER, A}, lambda bsn, _: bsn != C)
