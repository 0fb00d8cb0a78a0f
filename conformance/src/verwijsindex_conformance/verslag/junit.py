"""JUnit XML: GEZAKT is a failure, ONBESLIST an error, NIET_VAN_TOEPASSING skipped."""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.terminal import regel_van

_TELLERS = {Oordeel.GEZAKT: "failures", Oordeel.ONBESLIST: "errors", Oordeel.NIET_VAN_TOEPASSING: "skipped"}
_ELEMENTEN = {Oordeel.GEZAKT: "failure", Oordeel.ONBESLIST: "error", Oordeel.NIET_VAN_TOEPASSING: "skipped"}


def schrijf_junit(pad: Path, uitslagen: Sequence[Uitslag]) -> None:
    """Write one testsuite with a testcase per case, its chapter for a classname. Raises OSError."""
    suite = etree.Element("testsuite", {"name": "verwijsindex-conformance", "tests": str(len(uitslagen))})
    suite.set("time", _seconden(sum(uitslag.seconden for uitslag in uitslagen)))
    for oordeel, teller in _TELLERS.items():
        suite.set(teller, str(sum(uitslag.oordeel is oordeel for uitslag in uitslagen)))
    for uitslag in uitslagen:
        _voeg_toe(suite, uitslag)
    wortel = etree.Element("testsuites")
    wortel.append(suite)
    pad.write_bytes(etree.tostring(wortel, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _voeg_toe(suite: etree._Element, uitslag: Uitslag) -> None:
    geval = uitslag.geval
    namen = {"classname": geval.hoofdstuk, "name": f"{geval.id} {geval.titel}", "time": _seconden(uitslag.seconden)}
    testcase = etree.SubElement(suite, "testcase", namen)
    eigenschappen = etree.SubElement(testcase, "properties")
    for eis in geval.eisen:
        etree.SubElement(eigenschappen, "property", {"name": "eis", "value": eis})
    if uitslag.oordeel in _ELEMENTEN:
        kort = uitslag.reden or f"verwacht: {uitslag.verwacht}; gekregen: {uitslag.gekregen}"
        etree.SubElement(testcase, _ELEMENTEN[uitslag.oordeel], {"message": kort}).text = regel_van(uitslag)


def _seconden(waarde: float) -> str:
    return f"{waarde:.3f}"
