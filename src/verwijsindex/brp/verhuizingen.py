"""Moves, written into the register file: to a house, to where somebody else lives, or to an institution (R-074, R-080, R-121, R-122).

Each is one transaction. Each raises GebeurtenisOnmogelijk, and changes nothing, when the register cannot take it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from verwijsindex.brp.persoonslijst import Plek, zonder_spatie
from verwijsindex.brp.schrijver import RNI, GebeurtenisOnmogelijk, Inschrijving, Schrijver, eis_datum, eis_ingezetene, schrijf
from verwijsindex.domain.nummers import Bsn

_BEWONERS: Final = """
SELECT nummeraanduiding FROM persoon
WHERE postcode = ? AND huisnummer = ? AND huisletter IS ? AND toevoeging IS ? AND aanduiding IS ? AND nummeraanduiding IS NOT NULL
LIMIT 1
"""


@dataclass(frozen=True, slots=True, repr=False)
class NieuwAdres:
    """Where somebody is going to live. Never shown by ``repr``."""

    gemeentecode: str | None
    """None is the gemeente that keeps him now."""
    plek: Plek

    def __repr__(self) -> str:
        return "NieuwAdres(...)"


def registreer_verhuizing(pad: Path, bsns: Sequence[Bsn], naar: NieuwAdres, datum: date, moment: datetime) -> None:
    """R-121, R-122: these persons move on one day to one address, inside a gemeente or to another."""
    with schrijf(pad, moment) as register:
        for bsn in bsns:
            verhuis(register, register.vind(bsn), naar, datum)


def registreer_intrek(pad: Path, bsns: Sequence[Bsn], bij: Bsn, datum: date, moment: datetime) -> None:
    """The same, to where somebody else lives now."""
    with schrijf(pad, moment) as register:
        bewoner = register.vind(bij)
        eis_ingezetene(bewoner)
        naar = woonplek(bewoner)
        for bsn in bsns:
            verhuis(register, register.vind(bsn), naar, datum)


def registreer_opname(pad: Path, bsn: Bsn, inrichtingen: Sequence[NieuwAdres], datum: date, moment: datetime) -> None:
    """R-074, R-075: somebody moves to the first of these institutions in the gemeente that keeps him."""
    with schrijf(pad, moment) as register:
        wie = register.vind(bsn)
        for inrichting in inrichtingen:
            if inrichting.gemeentecode == wie.gemeentecode:
                return verhuis(register, wie, inrichting, datum)
        raise GebeurtenisOnmogelijk("In de gemeente van deze persoon is geen inrichting bekend; gebruik 'verhuizing'.")


def woonplek(bewoner: Inschrijving) -> NieuwAdres:
    """Where he lives. Raises GebeurtenisOnmogelijk when he has no woonadres."""
    if bewoner.plek.verblijf.is_briefadres or not _is_volledig(bewoner.plek):
        raise GebeurtenisOnmogelijk("Van deze persoon staat geen woonadres in het personenregister.")
    return NieuwAdres(bewoner.gemeentecode, bewoner.plek)


def verhuis(register: Schrijver, wie: Inschrijving, naar: NieuwAdres, datum: date) -> None:
    """The same within a transaction. An address without its number in the BAG gets that of who is registered there already (R-077)."""
    eis_ingezetene(wie)
    eis_datum(datum, register.dag, na=wie.woont_sinds or wie.geboortedatum)
    if not _is_volledig(naar.plek):
        raise GebeurtenisOnmogelijk("Een adres is een postcode met een huisnummer, of een nummeraanduiding.")
    plek = _zoals_geschreven(register, naar.plek)
    gemeentecode = naar.gemeentecode or wie.gemeentecode
    if gemeentecode in (None, RNI):
        raise GebeurtenisOnmogelijk("Noem de gemeente: deze persoon staat nog in geen gemeente ingeschreven.")
    if (gemeentecode, plek) == (wie.gemeentecode, wie.plek):
        raise GebeurtenisOnmogelijk("Deze persoon staat al op dit adres ingeschreven.")
    register.verplaats(wie, gemeentecode, plek, datum)
    register.noteer(wie.bsn)


def _is_volledig(plek: Plek) -> bool:
    return plek.verblijf.nummeraanduiding is not None or None not in (plek.postcode, plek.huisnummer)


def _zoals_geschreven(register: Schrijver, plek: Plek) -> Plek:
    """In the form of the file, with the number in the BAG as far as the file knows it."""
    verblijf, postcode = replace(plek.verblijf, sinds=None), zonder_spatie(plek.postcode)
    if verblijf.nummeraanduiding is None:
        waar = (postcode, plek.huisnummer, verblijf.huisletter, verblijf.toevoeging, verblijf.aanduiding)
        for (nummer,) in register.vraag(_BEWONERS, *waar):
            verblijf = replace(verblijf, nummeraanduiding=nummer)
    return Plek(postcode, plek.huisnummer, verblijf)
