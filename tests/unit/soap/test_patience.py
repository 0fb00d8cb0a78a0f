"""Who is refused much waits; who is refused now and then does not."""

import pytest

from verwijsindex.soap.patience import Patience


class Klok:
    """Stands where it is put."""

    nu = 100.0

    def __call__(self) -> float:
        return self.nu


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.mark.eis("R-159")
def test_wie_meer_kost_dan_zijn_deel_wacht_tot_het_weer_klopt(klok: Klok) -> None:
    """Half a second is free, then a twentieth of the time: ten milliseconds too much are a wait of two hundred."""
    geduld = Patience(0.5, 0.05, 15.0, klok)
    assert geduld.wait("a", 0.5) == 0.0
    assert geduld.wait("a", 0.01) == pytest.approx(0.2)
    assert geduld.wait("a", 0.01) == pytest.approx(0.4)
    klok.nu += 0.4
    assert geduld.wait("a", 0.01) == pytest.approx(0.2)


def test_een_ander_merkt_er_niets_van(klok: Klok) -> None:
    """Each party has an account of its own, and after a while nothing is owed."""
    geduld = Patience(0.5, 0.05, 15.0, klok)
    geduld.wait("a", 60.0)
    assert geduld.wait("b", 0.5) == 0.0
    klok.nu += 1200
    assert geduld.wait("a", 0.5) == 0.0


def test_niemand_wacht_langer_dan_het_langste(klok: Klok) -> None:
    """However much is owed; and without a share nobody waits."""
    assert Patience(0.5, 0.05, 15.0, klok).wait("a", 3600.0) == 15.0
    assert Patience(0.5, 0.0, 15.0, klok).wait("a", 3600.0) == 0.0


def test_het_geheugen_is_begrensd(klok: Klok) -> None:
    """Ten thousand parties leave no more than some thousands behind; the last ones are remembered."""
    geduld = Patience(0.0, 0.05, 15.0, klok)
    for nummer in range(10_000):
        geduld.wait(nummer, 0.01)
    assert len(geduld._owed) <= 4096
    assert geduld.wait(9_999, 0.01) == pytest.approx(0.4)
