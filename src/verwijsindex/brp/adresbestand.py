"""Reads the address of one entry of a persons file."""

import re
from typing import Final

from verwijsindex.brp.persoonslijst import Verblijf
from verwijsindex.brp.velden import Entry, VeldOnjuist, lees_getal, lees_vorm

POSTCODE: Final = re.compile(r"[0-9]{4} ?[A-Z]{2}")
NUMMERAANDUIDING: Final = re.compile(r"[0-9]{16}")
STANDAARDWAARDE: Final = "0" * 16
"""In the BRP: no identification."""
HUISLETTER: Final = re.compile(r"[A-Za-z]")
TOEVOEGING: Final = re.compile(r"[A-Za-z0-9 \-]{1,4}")
AANDUIDING: Final = re.compile(r"bij|tegenover")
FUNCTIE: Final = re.compile(r"[WB]")
BRIEFADRES: Final = "B"
DATUM: Final = re.compile(r"[0-9]{8}")
_VAN_ADRES_ID: Final = "000020"
"""Beginning of a nummeraanduiding in the BAG: gemeente and kind of thing; there is no gemeente 0000."""


def nummeraanduiding(adres_id: int) -> str:
    """An ``adres_id`` of a persons file in the form of the BAG; it is never that of a real address."""
    return f"{_VAN_ADRES_ID}{adres_id:010d}"


def lees_postcode(ruw: Entry, verblijf: Entry) -> str | None:
    """As written, from the entry itself or from its ``verblijfplaats``."""
    return lees_vorm(_met(ruw, verblijf, "postcode"), "postcode", POSTCODE, "een postcode als 1234AB")


def lees_huisnummer(ruw: Entry, verblijf: Entry) -> int | None:
    """From the entry itself or from its ``verblijfplaats``."""
    return lees_getal(_met(ruw, verblijf, "huisnummer"), "huisnummer", 5)


def lees_verblijf(ruw: Entry, verblijf: Entry) -> Verblijf:
    """The rest of the address: ``huisletter``, ``toevoeging`` and ``aanduiding`` from either place.

    From ``verblijfplaats`` only: ``nummeraanduiding`` or, without it, ``adres_id``; ``functie_adres``; ``datum_inschrijving``.
    """
    return Verblijf(
        nummeraanduiding=_nummeraanduiding(verblijf),
        huisletter=lees_vorm(_met(ruw, verblijf, "huisletter"), "huisletter", HUISLETTER, "een letter"),
        toevoeging=lees_vorm(_met(ruw, verblijf, "toevoeging"), "toevoeging", TOEVOEGING, "hoogstens vier letters en cijfers"),
        aanduiding=lees_vorm(_met(ruw, verblijf, "aanduiding"), "aanduiding", AANDUIDING, "bij of tegenover"),
        is_briefadres=lees_vorm(verblijf, "functie_adres", FUNCTIE, "W of B") == BRIEFADRES,
        sinds=lees_vorm(verblijf, "datum_inschrijving", DATUM, "een datum als jjjjmmdd"),
    )


def is_geheim(ruw: Entry) -> bool:
    """``indicatie_geheim`` of the BRP: 0 is no, 1 to 7 say to whom his data are not given."""
    indicatie = lees_getal(ruw, "indicatie_geheim", 1) or 0
    if indicatie > 7:
        raise VeldOnjuist("indicatie_geheim is niet 0 tot en met 7")
    return indicatie > 0


def _nummeraanduiding(verblijf: Entry) -> str | None:
    gegeven = lees_vorm(verblijf, "nummeraanduiding", NUMMERAANDUIDING, "zestien cijfers")
    if gegeven is not None:
        return None if gegeven == STANDAARDWAARDE else gegeven
    adres_id = lees_getal(verblijf, "adres_id", 10)
    return None if adres_id is None else nummeraanduiding(adres_id)


def _met(ruw: Entry, verblijf: Entry, sleutel: str) -> Entry:
    """The part that holds this key: the address may stand beside the name or in ``verblijfplaats``."""
    return ruw if ruw.get(sleutel) is not None else verblijf
