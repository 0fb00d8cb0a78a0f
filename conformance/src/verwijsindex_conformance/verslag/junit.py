"""JUnit XML: GEZAKT is a failure, ONBESLIST an error, what was not tried is skipped; a WAARSCHUWING passes and stands in the output."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.regel import Regel
from verwijsindex_conformance.verslag.terminal import regel_van

_ELEMENTEN: Final = {
    Oordeel.GEZAKT: "failure",
    Oordeel.ONBESLIST: "error",
    Oordeel.NIET_AANGEBODEN: "skipped",
    Oordeel.OVERGESLAGEN: "skipped",
}
_TELLERS: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def schrijf_junit(pad: Path, regels: Sequence[Regel]) -> None:
    """Write one testsuite with a testcase per case, its chapter for a classname. Raises OSError."""
    suite = etree.Element("testsuite", {"name": "verwijsindex-conformance", "tests": str(len(regels))})
    suite.set("time", _seconden(sum(regel.seconden for regel in regels)))
    for teller, element in _TELLERS.items():
        suite.set(teller, str(sum(_ELEMENTEN.get(regel.oordeel) == element for regel in regels)))
    for regel in regels:
        _voeg_toe(suite, regel)
    wortel = etree.Element("testsuites")
    wortel.append(suite)
    pad.write_bytes(etree.tostring(wortel, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _voeg_toe(suite: etree._Element, regel: Regel) -> None:
    namen = {"classname": regel.hoofdstuk, "name": f"{regel.id} {regel.titel}", "time": _seconden(regel.seconden)}
    testcase = etree.SubElement(suite, "testcase", namen)
    eigenschappen = etree.SubElement(testcase, "properties")
    for naam, waarde in (*(("eis", eis) for eis in regel.eisen), ("cluster", regel.cluster), ("oordeel", regel.oordeel.value)):
        etree.SubElement(eigenschappen, "property", {"name": naam, "value": waarde})
    if regel.oordeel in _ELEMENTEN:
        kort = regel.reden or f"verwacht: {regel.verwacht}; gekregen: {regel.gekregen}"
        etree.SubElement(testcase, _ELEMENTEN[regel.oordeel], {"message": kort}).text = regel_van(regel)
    elif regel.oordeel is Oordeel.WAARSCHUWING:
        etree.SubElement(testcase, "system-out").text = regel_van(regel)


def _seconden(waarde: float) -> str:
    return f"{waarde:.3f}"
