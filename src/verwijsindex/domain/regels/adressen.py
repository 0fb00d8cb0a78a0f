"""Jeugdwet 7.1.2.3(1)(d): when two woonadressen are one, and when they do not count (R-074, R-075, R-077)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from verwijsindex.domain.jeugdige import Jeugdige, Woonadres

AANDUIDINGEN: Final[Mapping[str, str]] = {"to": "to", "tegenover": "to", "by": "by", "bij": "by"}
"""How the BRP writes that one lives opposite or beside a house number: as code or in full."""


def bag_vorm(adres: Woonadres | None) -> str | None:
    """R-077: the identification in the BAG; None without one."""
    return None if adres is None else adres.nummeraanduiding


def tekst_vorm(adres: Woonadres | None) -> tuple[str, ...] | None:
    """R-077: postcode, huisnummer, huisletter, toevoeging and aanduiding, spelled in one way; None without the first two."""
    if adres is None or adres.postcode is None or adres.huisnummer is None:
        return None
    aanduiding = (adres.aanduiding or "").strip().lower()
    return (
        adres.postcode.replace(" ", "").upper(),
        str(adres.huisnummer),
        (adres.huisletter or "").strip().upper(),
        (adres.toevoeging or "").strip().upper(),
        AANDUIDINGEN.get(aanduiding, aanduiding),
    )


def zelfde_adres(een: Jeugdige, ander: Jeugdige, dag: date) -> bool:
    """Jeugdwet 7.1.2.3(1)(d), R-074, R-075, R-077: whether they share a woonadres that counts on ``dag``.

    By the BAG when both have its identification, else by postcode and house number. Who has neither shares nothing: a briefadres
    is no woonadres. An address that is excluded in either form for either of them does not count.
    """
    if _uitgesloten(een, dag) or _uitgesloten(ander, dag):
        return False
    if een.adres_bag is not None and ander.adres_bag is not None:
        return een.adres_bag == ander.adres_bag
    return een.adres_tekst is not None and een.adres_tekst == ander.adres_tekst


def is_ander_adres(een: Jeugdige, ander: Jeugdige) -> bool:
    """R-077, R-121: whether both have a woonadres and these are certainly two."""
    if een.adres_bag is not None and ander.adres_bag is not None:
        return een.adres_bag != ander.adres_bag
    return een.adres_tekst is not None and ander.adres_tekst is not None and een.adres_tekst != ander.adres_tekst


def _uitgesloten(wie: Jeugdige, dag: date) -> bool:
    """R-075, Wet BRP 2.40: whether his address is excluded today: ``vanaf`` inclusive, ``tot`` exclusive."""
    return any(periode.omvat(dag) for periode in wie.uitsluitingen)
