"""One record per case: what it is, which requirements it tests, and a short run (stijl.md 22)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from verwijsindex_conformance.cluster import Cluster, cluster_van

Uitvoering = Callable[[Any], None]
"""Tries the case; returns when the target passes, raises one of ``oordeel`` otherwise. Gets a ``Proef``, or a ``Partnerproef``."""
_CODE: Final = re.compile(r"\b(?:DK[0-9]{4}|VIR-S[0-9]{2}|VIR-[0-9]{3}|HTTP 4[0-9]{2})\b")
PROFIEL: Final = "2W-be-S"
"""Of Digikoppeling WUS: two-way, best effort, signed; that of the contract."""
ZONDER_HANDTEKENING: Final = "2W-be"
"""The same without signatures; a product may offer it at other addresses, beside its own."""


class Rol(StrEnum):
    """What stands under test."""

    INDEX = "index"
    PARTNER = "partner"
    ONTVANGER = "ontvanger"
    """A partner's service for signalen that are pushed."""


class Niveau(StrEnum):
    """How much a case asks: whoever does not do what he should is warned, whoever does not do what he must fails."""

    MOET = "MOET"
    HOORT = "HOORT"


@dataclass(frozen=True, slots=True)
class Geval:
    """A case. ``id`` is written down once and never used again for something else, also after the case is gone."""

    id: str
    titel: str
    eisen: tuple[str, ...]
    gedaan: str
    """What the suite does, for a tester who has to explain a verdict."""
    verwacht: str
    voer_uit: Uitvoering
    tweeling: str | None = None
    """Of a case that must be refused: the id of the case that shows the same thing accepted."""
    rol: Rol = Rol.INDEX
    niveau: Niveau = Niveau.MOET
    apart: Cluster | None = None
    """The cluster, when it is another than that of its module."""
    profiel: str = PROFIEL

    @property
    def hoofdstuk(self) -> str:
        """The folder it stands in: contract, profiel, melden, intrekken, signalen, historie."""
        return self.voer_uit.__module__.split(".")[-2]

    @property
    def cluster(self) -> Cluster:
        """What a product must offer to be judged on it."""
        return self.apart or cluster_van(self.voer_uit.__module__)


def geval(
    id: str,
    titel: str,
    *,
    eisen: tuple[str, ...],
    gedaan: str,
    verwacht: str,
    tweeling: str | None = None,
    rol: Rol = Rol.INDEX,
    niveau: Niveau = Niveau.MOET,
    cluster: Cluster | None = None,
    profiel: str = PROFIEL,
) -> Callable[[Uitvoering], Geval]:
    """Turn the function below it into the case that it runs."""
    alle = (*eisen, *(code for code in _codes(verwacht) if code not in eisen))
    return lambda voer_uit: Geval(id, titel, alle, gedaan, verwacht, voer_uit, tweeling, rol, niveau, cluster, profiel)


def _codes(verwacht: str) -> list[str]:
    """A case that expects a code tests what that code must mean, whatever else it is about."""
    return [code.replace(" ", "-") for code in dict.fromkeys(_CODE.findall(verwacht))]
