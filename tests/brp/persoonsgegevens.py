"""A person of a persons file as the BRP API Personen gives him (``Persoon``)."""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
REDENEN = {
    "O": "overlijden",
    "E": "emigratie",
    "M": "ministerieel besluit",
    "R": "pl is aangelegd in de rni",
    "F": "fout",
    "W": "wissen",
    ".": "onbekend",
}
GESLACHTEN = {"M": "man", "V": "vrouw", "O": "onbekend"}
RNI = "1999"


def als_persoon(ruw: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the API could tell of him; what is unknown or empty is left out, as the API does."""
    verblijf = ruw.get("verblijfplaats") or {}
    overlijden = ruw.get("datum_overlijden")
    reden = ruw.get("opschorting") or ("O" if overlijden else None)
    return zonder_lege(
        {
            "burgerservicenummer": ruw.get("bsn"),
            "naam": {
                "voornamen": ruw.get("voornamen"),
                "voorvoegsel": ruw.get("voorvoegsel"),
                "geslachtsnaam": None if ruw.get("geslachtsnaam") == "." else ruw.get("geslachtsnaam"),
            },
            "geslacht": _uit_tabel(ruw.get("geslacht"), GESLACHTEN),
            "geboorte": {"datum": als_datum(ruw.get("geboortedatum"))},
            "overlijden": {"datum": als_datum(overlijden)},
            "opschortingBijhouding": {"reden": _uit_tabel(reden, REDENEN), "datum": als_datum(overlijden)} if reden else None,
            "gemeenteVanInschrijving": {"code": verblijf.get("gemeentecode")},
            "geheimhoudingPersoonsgegevens": True if ruw.get("indicatie_geheim") else None,
            "verblijfplaats": _verblijfplaats(ruw, verblijf),
            "ouders": [_ouder(ouder) for ouder in ruw.get("ouders") or ()],
        }
    )


def als_datum(geschreven: str | None) -> dict[str, Any] | None:
    """``AbstractDatum`` of ``yyyymmdd``; a date that does not exist is unknown."""
    if geschreven is None:
        return None
    jaar, maand, dag = int(geschreven[:4]), int(geschreven[4:6]), int(geschreven[6:])
    if jaar == 0 or maand > 12 or (maand and dag > monthrange(jaar, maand)[1]):
        return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}
    if maand == 0:
        return {"type": "JaarDatum", "jaar": jaar, "langFormaat": str(jaar)}
    if dag == 0:
        return {"type": "JaarMaandDatum", "jaar": jaar, "maand": maand, "langFormaat": f"{MAANDEN[maand - 1]} {jaar}"}
    return {"type": "Datum", "datum": f"{jaar:04d}-{maand:02d}-{dag:02d}", "langFormaat": f"{dag} {MAANDEN[maand - 1]} {jaar}"}


def zonder_lege(waarde: Any) -> Any:
    """Without what is None, empty text, or a group in which nothing is left; a list keeps its length."""
    if isinstance(waarde, list):
        return [zonder_lege(stuk) for stuk in waarde]
    if not isinstance(waarde, dict):
        return waarde
    schoon = {sleutel: zonder_lege(stuk) for sleutel, stuk in waarde.items()}
    return {sleutel: stuk for sleutel, stuk in schoon.items() if stuk not in (None, "", {}, [])}


def _verblijfplaats(ruw: Mapping[str, Any], verblijf: Mapping[str, Any]) -> dict[str, Any] | None:
    if verblijf.get("gemeentecode") == RNI:
        land = {"land": {"code": "5010", "omschrijving": "België"}}
        return {"type": "VerblijfplaatsBuitenland", "verblijfadres": land, "datumVan": als_datum(verblijf.get("datum_inschrijving"))}
    postcode, huisnummer, letter, toevoeging, aanduiding = (
        ruw.get(naam) or verblijf.get(naam) for naam in ("postcode", "huisnummer", "huisletter", "toevoeging", "aanduiding")
    )
    nummeraanduiding = verblijf.get("nummeraanduiding") or _nummeraanduiding(verblijf.get("adres_id"))
    datum_van = als_datum(verblijf.get("datum_inschrijving"))
    if postcode is None and nummeraanduiding is None:
        return {"type": "VerblijfplaatsOnbekend", "datumVan": datum_van}
    return {
        "type": "Adres",
        "datumVan": datum_van,
        "functieAdres": _uit_tabel(verblijf.get("functie_adres"), {"W": "woonadres", "B": "briefadres"}),
        "nummeraanduidingIdentificatie": nummeraanduiding,
        "verblijfadres": {
            "postcode": postcode,
            "huisnummer": huisnummer,
            "huisletter": letter,
            "huisnummertoevoeging": toevoeging,
            "aanduidingBijHuisnummer": _uit_tabel({"bij": "by", "tegenover": "to"}.get(aanduiding or ""), {"by": "bij", "to": "tegenover"}),
            "woonplaats": "Elders",
        },
    }


def _nummeraanduiding(adres_id: int | None) -> str | None:
    return None if adres_id is None else f"000020{adres_id:010d}"


def _ouder(ruw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "burgerservicenummer": ruw.get("bsn"),
        "ouderAanduiding": ruw.get("ouder"),
        "naam": {"geslachtsnaam": None if ruw.get("geslachtsnaam") == "." else ruw.get("geslachtsnaam")},
        "geboorte": {"datum": als_datum(ruw.get("geboortedatum"))},
    }


def _uit_tabel(code: str | None, tabel: Mapping[str, str]) -> dict[str, str] | None:
    return None if code is None else {"code": code, "omschrijving": tabel[code]}
