"""Simple types of ``xsd/typen-v1.xsd``, facet by facet; what they mean stands there."""

from typing import Final

from spyne import Boolean, Date, DateTime, Unicode
from spyne.model.primitive import Int, Long

from verwijsindex.soap.types.elementen import waarde

_TEKEN: Final = "[!-~\u00a1-\u00ac\u00ae-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]+"
_TEKST: Final = f"{_TEKEN}( +{_TEKEN})*"
_TEKST_OF_LEEG: Final = f"({_TEKST})?"
_ASCII: Final = "[!-~]+( +[!-~]+)*"
_STAP: Final = r"@?[A-Za-z][A-Za-z0-9_.\-]*(\[[1-9][0-9]*\])?"

# Codes
Gemeentecode = waarde(Unicode, "Gemeentecode", pattern="[0-9]{4}")
Rol = waarde(Unicode, "Rol", values=("MELDER", "COORDINATOR", "REGIEVOERDER", "COLLEGE", "TOEZICHT"))
Geslacht = waarde(Unicode, "Geslacht", values=("M", "V", "O"))
SignaalSoort = waarde(Unicode, "SignaalSoort", values=("ZELFDE_JEUGDIGE", "GEZIN", "VERHUIZING", "INGETROKKEN", "VERLOOPT"))
Foutcode = waarde(Unicode, "Foutcode", pattern="DK[0-9]{4}|VIR-[0-9]{3}|VIR-S[0-9]{2}")

# Numbers and keys
Oin = waarde(Unicode, "Oin", pattern="[0-9]{8}[0-9A-Za-z]{12}")
Bsn = waarde(Unicode, "Bsn", pattern="[0-9]{9}")
Uuid = waarde(Unicode, "Uuid", pattern="[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Identificatie = waarde(Unicode, "Identificatie", min_len=1, max_len=40, pattern=_ASCII)
Sleutel = waarde(Unicode, "Sleutel", min_len=1, max_len=64, pattern=_ASCII)
Cursor = waarde(Unicode, "Cursor", min_len=1, max_len=200, pattern=r"[A-Za-z0-9_\-]+")
Matchsleutel = waarde(Unicode, "Matchsleutel", pattern="[0-9a-f]{12}")
Huisnummer = waarde(Int, "Huisnummer", ge=1, le=99999, pattern="[1-9][0-9]{0,4}")
Volgnummer = waarde(Long, "Volgnummer", ge=1, le=999_999_999_999, pattern="[1-9][0-9]{0,11}")
MaxAantal = waarde(Int, "MaxAantal", ge=1, le=500, pattern="[1-9][0-9]{0,2}")

# Time and truth
Datum = waarde(Date, "Datum", pattern="[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
Tijdstip = waarde(
    DateTime,
    "Tijdstip",
    pattern=r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+\-](0[0-9]|1[0-3]):[0-5][0-9])",
)
JaNee = waarde(Boolean, "JaNee", pattern="true|false")

# Text
Naam = waarde(Unicode, "Naam", min_len=1, max_len=200, pattern=_TEKST)
Voorvoegsel = waarde(Unicode, "Voorvoegsel", max_len=10, pattern=_TEKST_OF_LEEG)
Functie = waarde(Unicode, "Functie", max_len=100, pattern=_TEKST_OF_LEEG)
Locatie = waarde(Unicode, "Locatie", max_len=200, pattern=_TEKST_OF_LEEG)
Telefoonnummer = waarde(Unicode, "Telefoonnummer", min_len=1, max_len=20, pattern=r"[+(]?[0-9]+([ ().\-]+[0-9]+)*")
Emailadres = waarde(
    Unicode,
    "Emailadres",
    min_len=3,
    max_len=254,
    pattern=r"[A-Za-z0-9.!#$%&'*+/=?\^_`{|}~\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+",
)
Postcode = waarde(Unicode, "Postcode", pattern="[1-9][0-9]{3}[A-Z]{2}")
Versie = waarde(Unicode, "Versie", min_len=1, max_len=40, pattern=r"[0-9A-Za-z.+\-]+")
Omschrijving = waarde(Unicode, "Omschrijving", min_len=1, max_len=500, pattern=_TEKST)
Elementpad = waarde(Unicode, "Elementpad", min_len=1, max_len=500, pattern=f"/?{_STAP}(/{_STAP})*")
