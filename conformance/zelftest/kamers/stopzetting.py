"""Servers that do not end as the law says (R-190)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from verwijsindex.domain.beleid import Afbouw, Beleid
from verwijsindex.domain.regels import afbouw

from ..mutant import Mutant, niets, overal

_neemt_nieuwe, _begin = afbouw.neemt_nieuwe, Beleid.__post_init__


def _een_dag_eerder(beleid: Beleid, dag: date) -> None:
    _neemt_nieuwe(beleid, dag + timedelta(days=1))


def _einde_op(kies: Callable[[Afbouw], date]) -> Callable[[Any], None]:
    """Everything is gone on another day than the policy names."""

    def begin(zelf: Any) -> None:
        _begin(zelf)
        if zelf.afbouw is not None:
            object.__setattr__(zelf, "einde", kies(zelf.afbouw))

    return begin


MUTANTEN = (
    Mutant("stopt-een-dag-eerder", "R-190", overal(afbouw, "neemt_nieuwe", _een_dag_eerder)),
    Mutant("stopt-nooit", "R-190", overal(afbouw, "neemt_nieuwe", niets)),
    Mutant("stopdag-is-het-einde", "R-190", ((Beleid, "__post_init__", _einde_op(lambda een: een.geen_nieuwe_meldingen_vanaf)),)),
    Mutant("einde-komt-nooit", "R-190", ((Beleid, "__post_init__", _einde_op(lambda _: date.max)),)),
)
