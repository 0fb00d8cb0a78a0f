"""Servers that say something odd of what they do not offer."""

from typing import Any

from verwijsindex.domain.weigeringen import NietAangeboden
from verwijsindex.soap import services_uit

from ..mutant import Mutant


def _stuk(*_: Any) -> None:
    raise RuntimeError


def _tegen_iedereen(*_: Any) -> None:
    raise NietAangeboden


MUTANTEN = (
    Mutant("onderdeel-valt-om", "KV-60", ((services_uit, "weiger_niet_aangeboden", _stuk),)),
    Mutant("onderdeel-vraagt-niet-wie", "KV-10", ((services_uit, "weiger_niet_aangeboden", _tegen_iedereen),)),
)
