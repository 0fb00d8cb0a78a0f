"""What a product offers or does not: each case belongs to one cluster, and a product is judged on those that it offers."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class Cluster(StrEnum):
    """Named after what a partner does with it."""

    VERBINDING = "verbinding"
    MELDEN = "melden"
    INTREKKEN = "intrekken"
    SIGNALEN = "signalen"
    HISTORIE = "historie"
    VERHUIZING = "verhuizing"
    RECHTEN = "rechten"
    REGIE = "regie"
    BEVEILIGING = "beveiliging"
    ROBUUSTHEID = "robuustheid"


ALTIJD: Final = frozenset({Cluster.VERBINDING, Cluster.BEVEILIGING, Cluster.ROBUUSTHEID})
"""No product can do without these."""
_VAN_HOOFDSTUK: Final = {"contract": Cluster.VERBINDING, "profiel": Cluster.BEVEILIGING}
_VAN_MODULE: Final = {
    "beheer.naam": Cluster.SIGNALEN,
    "beheer.overdracht": Cluster.MELDEN,
    "beheer.samengaan": Cluster.MELDEN,
    "beheer.stopzetting": Cluster.MELDEN,
    "ontvanger.goed": Cluster.SIGNALEN,
    "ontvanger.slecht": Cluster.BEVEILIGING,
    "ontvanger.tls": Cluster.VERBINDING,
    "partner.antwoord": Cluster.BEVEILIGING,
    "partner.bericht": Cluster.VERBINDING,
    "partner.fouten": Cluster.MELDEN,
    "partner.handtekening": Cluster.BEVEILIGING,
    "partner.herhalen": Cluster.ROBUUSTHEID,
    "partner.inhoud": Cluster.MELDEN,
    "partner.onzin": Cluster.ROBUUSTHEID,
    "partner.signalen": Cluster.SIGNALEN,
    "partner.tls": Cluster.VERBINDING,
    "profiel.adressering": Cluster.VERBINDING,
    "profiel.antwoord": Cluster.VERBINDING,
    "profiel.http": Cluster.ROBUUSTHEID,
    "profiel.omvang": Cluster.ROBUUSTHEID,
    "profiel.tekens": Cluster.ROBUUSTHEID,
    "profiel.tls": Cluster.VERBINDING,
    "profiel.vorm": Cluster.ROBUUSTHEID,
    "profiel.waarden": Cluster.VERBINDING,
}

_DIENSTEN: Final = {
    "signalen": frozenset({Cluster.SIGNALEN, Cluster.HISTORIE, Cluster.VERHUIZING}),
    "rechten": frozenset({Cluster.RECHTEN}),
    "regie": frozenset[Cluster](),
    "beleidsinformatie": frozenset[Cluster](),
    "signaalontvangst": frozenset[Cluster](),
}


def is_nodig(dienst: str, biedt: Collection[Cluster]) -> bool:
    """Whether a product that offers these clusters has this service: that of the meldingen always, another for what is done with it.

    Services whose module not every index has, no product needs.
    """
    return not _DIENSTEN.get(dienst, frozenset(biedt)).isdisjoint(biedt)


def cluster_van(module: str) -> Cluster:
    """The cluster of the cases in a module, by its name and that of its folder. Raises ValueError when there is none for them."""
    hoofdstuk, naam = module.split(".")[-2:]
    return _VAN_MODULE.get(f"{hoofdstuk}.{naam}") or _VAN_HOOFDSTUK.get(hoofdstuk) or Cluster(hoofdstuk)
