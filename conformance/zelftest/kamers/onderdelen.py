"""Servers that say something odd of what they do not offer, or less of what they do."""

from typing import Any

from verwijsindex.domain.weigeringen import NietAangeboden
from verwijsindex.soap import publish, services_uit

from ..mutant import Mutant, altijd


def _stuk(*_: Any) -> None:
    raise RuntimeError


def _tegen_iedereen(*_: Any) -> None:
    raise NietAangeboden


MUTANTEN = (
    Mutant("onderdeel-valt-om", "KV-60", ((services_uit, "weiger_niet_aangeboden", _stuk),)),
    Mutant("onderdeel-vraagt-niet-wie", "KV-10", ((services_uit, "weiger_niet_aangeboden", _tegen_iedereen),)),
    Mutant("zonder-policy", "KV-06", ((publish, "_varianten", altijd(("", "plat"))),)),
)
