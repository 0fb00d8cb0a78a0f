"""Draws that are the same everywhere."""

from collections import Counter

from verwijsindex.sandbox.kans import Kans


def test_a_seed_keeps_its_draws() -> None:
    """The same numbers on every Python; another seed gives others."""
    kans = Kans(2026)
    assert [kans.getal(0, 100) for _ in range(8)] == [11, 50, 51, 86, 10, 22, 60, 55]
    assert [Kans(1).getal(0, 10**9), Kans(1).getal(0, 10**9)] == [Kans(1).getal(0, 10**9)] * 2 != [Kans(2).getal(0, 10**9)] * 2


def test_every_draw_lies_within_its_bounds() -> None:
    """The upper bound of a number is never drawn, everything below it is."""
    kans = Kans(3)
    assert {kans.getal(5, 8) for _ in range(200)} == {5, 6, 7}
    assert {kans.kies("abc") for _ in range(200)} == set("abc")
    assert not any(kans.komt_uit(0.0) for _ in range(200))
    assert all(kans.komt_uit(1.0) for _ in range(200))


def test_weights_are_kept() -> None:
    """Within a few hundredths over ten thousand draws."""
    kans = Kans(4)
    geteld = Counter(kans.weeg(((0.7, "vaak"), (0.2, "soms"), (0.1, "zelden"))) for _ in range(10_000))
    assert [round(geteld[wat] / 10_000, 1) for wat in ("vaak", "soms", "zelden")] == [0.7, 0.2, 0.1]
