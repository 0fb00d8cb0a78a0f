"""R-024 over a network: a refusal comes at the same moment however many questions the register was asked."""

from datetime import date

import pytest

from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.domain.aanduiding import Bevraging
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.weigeringen import NietGevonden
from verwijsindex.operations import even_lang as module
from verwijsindex.operations.context import Context
from verwijsindex.operations.even_lang import STAP_OVER_NETWERK
from verwijsindex.operations.identificeren import identificeer

from .brp_nagebootst import BrpPersonenNagebootst
from .opstelling import Opstelling, gestart, kanaal, traag

DAG = date(2026, 11, 24)
GEBOREN = date(2015, 5, 10)
VERTRAGING = 0.05


def _persoon(bsn: str | None, naam: str, **anders: object) -> dict[str, object]:
    return {"bsn": bsn, "geslachtsnaam": naam, "geboortedatum": "20150510", "geslacht": "V"} | anders


MENSEN = [
    _persoon("900000107", "Overleden", datum_overlijden="20260101"),
    _persoon("900000119", "Dubbel"),
    _persoon("900000120", "Dubbel"),
    _persoon("900000132", "Gelijk"),
    _persoon("900000132", "Gelijk", geslacht="M"),
]


class _Opslag:
    """All that a question to the register needs of a store."""

    beleid = statuut()


@pytest.mark.eis("R-024")
def test_a_refusal_comes_at_one_moment_whatever_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody, dead, two of one name, a number on two entries: one to three questions to a slow register, and one moment for all."""
    gewacht: list[float] = []
    begonnen: list[float] = []
    klok = module.monotonic

    def nu() -> float:
        begonnen.append(klok())
        return begonnen[-1]

    monkeypatch.setattr(module, "sleep", gewacht.append)
    monkeypatch.setattr(module, "monotonic", nu)
    vragen = []
    with gestart(Opstelling(BrpPersonenNagebootst(MENSEN))) as opstelling, kanaal(opstelling) as lijn:
        opstelling.streken.extend([traag(VERTRAGING)] * 20)
        context = Context(_Opslag(), None, BrpPersonen(lijn), str, weigerstap=STAP_OVER_NETWERK)  # type: ignore[arg-type]
        for naam in ("Niemand", "Overleden", "Dubbel", "Gelijk"):
            voor = len(opstelling.vragen)
            with pytest.raises(NietGevonden):
                identificeer(Bevraging(naam, GEBOREN), DAG, context)
            vragen.append(len(opstelling.vragen) - voor)
    assert len(set(vragen)) > 1
    duren = [begonnen[2 * n + 1] - begonnen[2 * n] + gewacht[n] for n in range(4)]
    assert pytest.approx(duren) == [STAP_OVER_NETWERK] * 4
    assert min(gewacht) > 0
