"""Where somebody lives, as the BRP API Personen tells it: checked, and only of an address in the Netherlands.

A place that is only described, or lies abroad, has no postcode to compare; what stands there is not read.
"""

import re
from typing import Final

from verwijsindex.brp.adresbestand import BRIEFADRES, FUNCTIE, HUISLETTER, NUMMERAANDUIDING, STANDAARDWAARDE, TOEVOEGING
from verwijsindex.brp.haalcentraal.datums import datum_in
from verwijsindex.brp.haalcentraal.lezen import Entiteit, deel, geheel_getal, tekst, verplichte_tekst
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.brp.persoonslijst import Plek, Verblijf

POSTCODE: Final = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
SOORT: Final = re.compile(r"Adres|Locatie|VerblijfplaatsBuitenland|VerblijfplaatsOnbekend")
CODE: Final = re.compile(r"[A-Za-z]{2}")
AANDUIDINGEN: Final = {"by": "bij", "to": "tegenover"}


def plek(persoon: Entiteit) -> Plek:
    """The address of a ``Persoon``, with the day from which he is there; empty when it is none in the Netherlands."""
    sinds = datum_in(persoon, "verblijfplaats", "datumVan")
    verblijfplaats = deel(persoon, "verblijfplaats")
    if not verblijfplaats or verplichte_tekst(verblijfplaats, "type", SOORT) != "Adres":
        return Plek(verblijf=Verblijf(sinds=sinds))
    adres = deel(verblijfplaats, "verblijfadres")
    postcode = tekst(adres, "postcode", POSTCODE)
    return Plek(
        None if postcode is None else postcode.replace(" ", "").upper(),
        geheel_getal(adres, "huisnummer", 1, 99999),
        Verblijf(
            nummeraanduiding=_nummeraanduiding(verblijfplaats),
            huisletter=tekst(adres, "huisletter", HUISLETTER),
            toevoeging=tekst(adres, "huisnummertoevoeging", TOEVOEGING),
            aanduiding=_aanduiding(adres),
            is_briefadres=tekst(deel(verblijfplaats, "functieAdres"), "code", FUNCTIE) == BRIEFADRES,
            sinds=sinds,
        ),
    )


def _nummeraanduiding(verblijfplaats: Entiteit) -> str | None:
    nummer = tekst(verblijfplaats, "nummeraanduidingIdentificatie", NUMMERAANDUIDING)
    return None if nummer == STANDAARDWAARDE else nummer


def _aanduiding(adres: Entiteit) -> str | None:
    code = tekst(deel(adres, "aanduidingBijHuisnummer"), "code", CODE)
    if code is not None and code not in AANDUIDINGEN:
        raise Storing(Reden.VORM)
    return None if code is None else AANDUIDINGEN[code]
