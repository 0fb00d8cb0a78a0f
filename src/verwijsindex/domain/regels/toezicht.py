"""Jeugdwet 9.2, 7.1.2.3(1)(h)(1): who supervises, and on what ground he looks (R-143)."""

import re
from datetime import date
from typing import Final

from verwijsindex.domain.instantie import Gebruiker, MandaatSoort, Rol
from verwijsindex.domain.nummers import voldoet_aan_elfproef

BINNEN_24_UUR: Final = "BINNEN_24_UUR"
"""Jeugdwet 7.1.2.1(3), keuzes.md 22: how the log calls a melding that was withdrawn as not justified on the day it was made."""
_ZAAK: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{2,31}")
_CIJFERS: Final = re.compile(r"[0-9]{9}")


class InzienGeweigerd(Exception):
    """Jeugdwet 9.2, R-143: he may not look, or did not say in which case; the Dutch text tells which and holds nothing of a person."""


def mag_toezien(wie: Gebruiker | None, dag: date) -> Gebruiker:
    """Jeugdwet 9.2(1), R-143: an official who was appointed as toezichthouder, and whose appointment is in force on ``dag``.

    The role TOEZICHT within an instantie or gemeente is not that. Raises InzienGeweigerd.
    """
    if wie is None or wie.soort is not MandaatSoort.TOEZICHT or Rol.TOEZICHT not in wie.rollen or not wie.aanwijzing.omvat(dag):
        raise InzienGeweigerd("dit is geen toezichthouder die vandaag is aangewezen (Jeugdwet 9.2)")
    return wie


def eis_zaak(kenmerk: str) -> str:
    """R-143: the reference of the case in which he looks, 3 to 32 letters, digits and ./_-; never the number of a person.

    Raises InzienGeweigerd.
    """
    if not _ZAAK.fullmatch(kenmerk):
        raise InzienGeweigerd("een zaak heeft een kenmerk van 3 tot en met 32 letters, cijfers en ./_-")
    if any(voldoet_aan_elfproef(cijfers) for cijfers in _CIJFERS.findall(kenmerk)):
        raise InzienGeweigerd("in het kenmerk van een zaak staat geen burgerservicenummer")
    return kenmerk
