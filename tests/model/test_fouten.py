"""Seeded bugs: every one of the list is noticed by some history; and without a bug nothing is."""

import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis.stateful import run_state_machine_as_test

from verwijsindex.domain.weigeringen import Weigering

from .conftest import Maat
from .echt import Echt
from .fouten import FOUTEN
from .fouten_beleid import FOUTEN as VAN_BELEID
from .fouten_invoer import FOUTEN as VAN_INVOER
from .fouten_organisaties import FOUTEN as VAN_ORGANISATIES
from .fouten_rechten import FOUTEN as VAN_RECHTEN
from .fouten_sleutels import FOUTEN as VAN_SLEUTELS
from .inbouwen import Fout
from .machine import MACHINES
from .model import Model
from .vergelijken import Verschil

ALLE = (
    *FOUTEN,
    *(replace(fout, machine="rechten") for fout in VAN_RECHTEN),
    *VAN_ORGANISATIES,
    *VAN_INVOER,
    *VAN_BELEID,
    *VAN_SLEUTELS,
)
STEEKPROEF = {"adres telt niet", "alleen de eigen gekoppeld", "blokkeren doet niets"}
"""What ``make test`` looks for; the long form looks for all."""


def _stap(gevonden: BaseException) -> str:
    """In which rule of the machine it showed."""
    namen = [plek.name for plek in traceback.extract_tb(gevonden.__traceback__) if Path(plek.filename).parent.name == "stappen"]
    return next((naam for naam in namen if naam != "geteld"), "?")


def _zoek(speel: Callable[[], None]) -> Exception | None:
    """Another answer than the model's, or a refusal where it has an answer."""
    try:
        speel()
    except (Verschil, Weigering) as gevonden:
        return gevonden
    return None


@pytest.mark.parametrize("fout", ALLE, ids=lambda fout: fout.naam)
def test_a_seeded_bug_is_found(
    fout: Fout, op_sqlite: Callable[[Model], Echt], maat: Maat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one rule broken, some history shows another answer than the model's."""
    if not maat.lang and fout.naam not in STEEKPROEF:
        pytest.skip("alleen met VERWIJSINDEX_MODEL=lang")
    fout.inbouwen(monkeypatch)
    gevonden = None
    for naam in dict.fromkeys((fout.machine, "alles")):
        machine = type("MetFout", (MACHINES[naam],), {"maak": staticmethod(op_sqlite)})
        gevonden = gevonden or _zoek(partial(run_state_machine_as_test, machine, settings=maat.instellingen(200, 50)))
    assert gevonden is not None, "geen geschiedenis merkte deze fout"
    with capsys.disabled():
        print(f"\n{fout.eis} {fout.naam}: {_stap(gevonden)}, {str(gevonden).splitlines()[0]}", end=" ")
