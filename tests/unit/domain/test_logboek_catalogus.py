"""The closed catalogue of the log: complete, shown as it is, and kept to (R-140, R-141)."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.logboek_catalogus import CATALOGUS, VeldNietToegestaan, keur

BLADZIJDE = Path(__file__).parents[3] / "docs" / "logboek.md"
VOLGORDE = ("oin", "gebruiker_id", "rol", "bericht_id", "persoon", "ids", "ontvanger", "verstrekt")
NU = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.eis("R-140")
def test_elke_gebeurtenis_staat_erin() -> None:
    """Every event has a meaning, an action and a ground, and nothing that is no event has."""
    assert list(Gebeurtenis) == sorted(CATALOGUS, key=list(Gebeurtenis).index)
    assert {soort.actie for soort in CATALOGUS.values()} == set("CRUDE")
    assert all(soort.betekenis and soort.grond and soort.velden <= set(VOLGORDE) for soort in CATALOGUS.values())


@pytest.mark.eis("R-140")
def test_de_bladzijde_toont_de_catalogus() -> None:
    """docs/logboek.md has a row for every event, with the fields that it may fill."""
    rijen = re.findall(r"^\| `(\w+)` \| (.+?) \| (\w) \| (.+?) \| (.+?) \|$", BLADZIJDE.read_text(), re.M)
    verwacht = [
        (
            naam.value,
            soort.betekenis,
            soort.actie,
            soort.grond,
            ", ".join(veld for veld in VOLGORDE if veld in soort.velden) or "niets meer",
        )
        for naam, soort in CATALOGUS.items()
    ]
    assert verwacht == rijen


@pytest.mark.eis("R-141")
@pytest.mark.parametrize("gebeurtenis", Gebeurtenis)
def test_een_regel_vult_niets_dat_zijn_gebeurtenis_niet_mag(gebeurtenis: Gebeurtenis) -> None:
    """Each field that the catalogue does not give to an event is refused, without repeating its value; each that it gives is not."""
    for veld in VOLGORDE[:-1]:
        waarde: str | tuple[str, ...] = ("geheim",) if veld == "ids" else "geheim"
        regel = Logregel(NU, gebeurtenis, "Operatie", **{veld: waarde})  # type: ignore[arg-type]
        if veld in CATALOGUS[gebeurtenis].velden:
            keur([regel], {})
        else:
            with pytest.raises(VeldNietToegestaan, match=f"{gebeurtenis} vult {veld}") as fout:
                keur([regel], {})
            assert "geheim" not in str(fout.value)
    if {"ids"} <= CATALOGUS[gebeurtenis].velden and "verstrekt" not in CATALOGUS[gebeurtenis].velden:
        with pytest.raises(VeldNietToegestaan, match="vult verstrekt"):
            keur([Logregel(NU, gebeurtenis, "Operatie", ids=("s",))], {"s": b""})
