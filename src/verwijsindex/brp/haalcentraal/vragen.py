"""The questions to the BRP API Personen, each with the fields that the rules need and no other (R-079)."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from verwijsindex.domain.nummers import Bsn

RAADPLEEG: Final = "RaadpleegMetBurgerservicenummer"
ZOEK_OP_NAAM: Final = "ZoekMetGeslachtsnaamEnGeboortedatum"
HOOGSTENS: Final = 20
"""Numbers in one question."""

WIE: Final = (
    "burgerservicenummer",
    "geboorte.datum",
    "gemeenteVanInschrijving",
    "ouders.burgerservicenummer",
    "overlijden.datum",
    "verblijfplaats.datumVan",
)
"""Identity, age (R-040), regievoerder (R-097), parents (R-073), death (R-044), moves (R-121). Suspension comes unasked."""
WOONADRES: Final = (
    "verblijfplaats.functieAdres",
    "verblijfplaats.nummeraanduidingIdentificatie",
    "verblijfplaats.verblijfadres.aanduidingBijHuisnummer",
    "verblijfplaats.verblijfadres.huisletter",
    "verblijfplaats.verblijfadres.huisnummer",
    "verblijfplaats.verblijfadres.huisnummertoevoeging",
    "verblijfplaats.verblijfadres.postcode",
)
"""Whether two live at one address (R-074, R-077); not asked when that is not matched (R-076)."""
WAAR: Final = ("burgerservicenummer", "verblijfplaats.verblijfadres.huisnummer", "verblijfplaats.verblijfadres.postcode")
"""To hold a bevraging against (keuzes.md 11)."""
DRIETAL: Final = ("burgerservicenummer", "geboorte.datum", "geslacht", "naam.geslachtsnaam")
"""What a verwijsindexservicenummer is derived from (R-030)."""
GELIJKENIS: Final = ("burgerservicenummer", "geboorte.datum", "geslacht", "naam.geslachtsnaam", "naam.voornamen", "naam.voorvoegsel")
"""What a bevraging says about a person beside his address (keuzes.md 11)."""


def raadpleeg(nummers: Sequence[Bsn], velden: Sequence[str]) -> bytes:
    """Everything in ``velden`` about at most HOOGSTENS persons."""
    return _als_json({"type": RAADPLEEG, "burgerservicenummer": [bsn.waarde for bsn in nummers], "fields": list(velden)})


def zoek_op_naam(geslachtsnaam: str, geboortedatum: date) -> bytes:
    """Everyone of this name and birth date, the dead included: the port gives every entry."""
    return _als_json(
        {
            "type": ZOEK_OP_NAAM,
            "geslachtsnaam": geslachtsnaam,
            "geboortedatum": geboortedatum.isoformat(),
            "inclusiefOverledenPersonen": True,
            "fields": list(GELIJKENIS),
        }
    )


def _als_json(vraag: dict[str, Any]) -> bytes:
    return json.dumps(vraag).encode()
