"""Servers on which what is done to an instantie has other effects than it should (R-183, R-184)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from verwijsindex.cli import organisatieingreep
from verwijsindex.operations import overdragen
from verwijsindex.storage.signalen import SqlSignalen

from ..mutant import Mutant, altijd

_draag_over, _open_voor = overdragen.draag_over, SqlSignalen.open_voor
_sinds: list[datetime] = []


def _draag_meteen_over(wat: Any, beheer: Any, *, proef: bool = False) -> Any:
    return _draag_over(replace(wat, op=beheer.dag), beheer, proef=proef)


def _begin_een_nieuwe_postbus(wat: Any, beheer: Any, *, proef: bool = False) -> Any:
    _sinds[:] = [datetime.now(UTC)]
    return _draag_over(wat, beheer, proef=proef)


def _van_na_de_overdracht(zelf: Any, *wie_en_hoeveel: Any) -> Sequence[Any]:
    return [signaal for signaal in _open_voor(zelf, *wie_en_hoeveel) if not _sinds or signaal.tijdstip >= _sinds[0]]


def _laat_het_lopen(recht: Any, _: Any) -> Any:
    return recht


MUTANTEN = (
    Mutant("overdracht-aan-niemand", "R-183", ((overdragen, "_nieuw", altijd(())),)),
    Mutant("oud-systeem-mag-nog", "R-183", ((overdragen, "eindigend", _laat_het_lopen),)),
    Mutant("overdracht-meteen", "R-183", ((organisatieingreep, "draag_over", _draag_meteen_over),)),
    Mutant(
        "post-blijft-bij-het-oude-systeem",
        "R-183",
        ((organisatieingreep, "draag_over", _begin_een_nieuwe_postbus), (SqlSignalen, "open_voor", _van_na_de_overdracht)),
    ),
)
