"""The attack table of berichtbeveiliging.md 3, case by case, on real sockets."""

from collections.abc import Iterator

import pytest

from .doelwit import Doelwit, doelwit
from .tabel import Geval, beproef, gevallen


@pytest.fixture(scope="module")
def onder_vuur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doelwit]:
    with doelwit(tmp_path_factory.mktemp("doelwit")) as gestart:
        yield gestart


@pytest.mark.eis("R-154", "R-155", "R-156", "R-157", "R-159", "R-171", "WB013")
@pytest.mark.parametrize("geval", gevallen(), ids=lambda geval: f"{geval.nummer:02} {geval.titel}")
def test_een_aanval_doet_niets(onder_vuur: Doelwit, geval: Geval) -> None:
    """Every attempt of the case gets its code, writes no row and stays within its cost; its valid twin passes."""
    assert beproef(onder_vuur, geval) == []
