"""Servers on which what is done to an instantie has other effects than it should (R-183, R-184)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from verwijsindex.cli import organisatieingreep
from verwijsindex.operations import fusies, overdragen
from verwijsindex.storage.signalen import SqlSignalen

from ..mutant import Mutant, altijd, niets

_draag_over, _hernoem, _open_voor = overdragen.draag_over, fusies.hernoem, SqlSignalen.open_voor
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


def _hernoem_meteen(instantie: str, naam: str, _: Any, beheer: Any, *, proef: bool = False) -> None:
    _hernoem(instantie, naam, beheer.dag, beheer, proef=proef)


MUTANTEN = (
    Mutant("overdracht-aan-niemand", "R-183", ((overdragen, "_nieuw", altijd(())),)),
    Mutant("oud-systeem-mag-nog", "R-183", ((overdragen, "eindigend", _laat_het_lopen),)),
    Mutant("overdracht-meteen", "R-183", ((organisatieingreep, "draag_over", _draag_meteen_over),)),
    Mutant(
        "post-blijft-bij-het-oude-systeem",
        "R-183",
        ((organisatieingreep, "draag_over", _begin_een_nieuwe_postbus), (SqlSignalen, "open_voor", _van_na_de_overdracht)),
    ),
    Mutant("naam-verandert-niet", "R-184", ((organisatieingreep, "hernoem", niets),)),
    Mutant("naam-verandert-meteen", "R-184", ((organisatieingreep, "hernoem", _hernoem_meteen),)),
    Mutant("splitsing-laat-iedereen-zitten", "R-184", ((fusies, "_verplaats", niets),)),
    Mutant("samengaan-gebeurt-niet", "R-184", ((organisatieingreep, "voeg_samen", altijd(())),)),
    Mutant("opgegaan-en-toch-een-mandaat", "R-184", ((fusies, "_beeindig_rechten", niets),)),
)
