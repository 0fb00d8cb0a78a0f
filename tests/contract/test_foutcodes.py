"""The contract documents exactly the codes that the rules and the message security use (koppelvlak.md 4)."""

import re

import pytest

from verwijsindex.domain import weigeringen
from verwijsindex.security.refusals import Afwijzing

from .bestanden import XSD, XSDS, lees

# Documented, and no class of refusals: not used (keuzes.md 3); our own failure; rate limits, which come with issue D.
ZONDER_KLASSE = {"VIR-104", "DK0051", "VIR-150"}


def _gedocumenteerd() -> dict[str, str]:
    (typen,) = [lees(bestand) for bestand in XSDS if bestand.name == "typen-v1.xsd"]
    (codes,) = [soort for soort in typen if soort.get("name") == "Foutcode"]
    return {d.attrib["source"]: d.text or "" for d in codes.iter(f"{XSD}documentation") if "source" in d.attrib}


def _afwijzingen(klasse: type[Afwijzing]) -> set[str]:
    return {k.code for k in klasse.__subclasses__()}.union(*(_afwijzingen(k) for k in klasse.__subclasses__()))


@pytest.mark.eis("R-170")
def test_every_code_in_use_is_documented_and_no_other():
    """The codes in the schema are those of the rules, those of the message security, and the few that have no class."""
    assert {w.code for w in weigeringen.ALLE} | _afwijzingen(Afwijzing) | ZONDER_KLASSE == set(_gedocumenteerd())


def test_every_documented_code_fits_its_own_pattern():
    """The pattern of Foutcode accepts every code that it documents."""
    (typen,) = [lees(bestand) for bestand in XSDS if bestand.name == "typen-v1.xsd"]
    (patroon,) = [p.attrib["value"] for soort in typen if soort.get("name") == "Foutcode" for p in soort.iter(f"{XSD}pattern")]
    assert [code for code in _gedocumenteerd() if not re.fullmatch(patroon, code)] == []


def test_codes_that_never_reach_the_detail_say_so():
    """Every code of transport and security that comes without detail says where it stands (keuzes.md 35)."""
    alleen_faultstring = (_afwijzingen(Afwijzing) | {"DK0051", "VIR-150"}) - {w.code for w in weigeringen.ALLE}
    assert [code for code in alleen_faultstring if "Alleen in faultstring" not in _gedocumenteerd()[code]] == []
