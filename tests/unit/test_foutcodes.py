"""The fault table in docs/foutcodes.md is the source of soap/faults.py (keuzes.md 35): both say the same."""

import re
from pathlib import Path

import pytest
from lxml import etree

from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.contract.namespaces import SOAP, TYPEN, WSA, WSSE
from verwijsindex.contract.operaties import operatie
from verwijsindex.domain import weigeringen
from verwijsindex.security.refusals import Afwijzing
from verwijsindex.soap import faults
from verwijsindex.soap.raad import RAAD

PAGINA = Path(__file__).parents[2] / "docs" / "foutcodes.md"
INCIDENT = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
ACTIONS = {"A": faults.ADDRESSING_FAULT, "S": faults.SOAP_FAULT, "O": "urn:verwijsindex:meldingen:v1:MeldJeugdigeFout"}
PREFIXEN = {"soap": SOAP, "wsa": WSA, "wsse": WSSE}


def rijen() -> set[tuple[str, ...]]:
    """Every row of the fault tables: code, faultcode, HTTP, Action, detail, text."""
    regels = [regel.strip("| \n").split(" | ") for regel in PAGINA.read_text(encoding="utf-8").splitlines() if regel.startswith("|")]
    return {tuple(cel.strip() for cel in regel[:6]) for regel in regels if re.fullmatch(r"DK[0-9]{4}|VIR-S?[0-9]+", regel[0])}


def alle_afwijzingen(soort: type[Afwijzing] = Afwijzing) -> list[type[Afwijzing]]:
    """Of the product; a test beside this one may have made its own."""
    eigen = [direct for direct in soort.__subclasses__() if direct.__module__.startswith("verwijsindex.")]
    return [kind for direct in eigen for kind in (direct, *alle_afwijzingen(direct))]


def rij_van(fout: faults.Fout) -> tuple[str, ...]:
    """What the code makes of a failure, in the words of the table."""
    kind = etree.fromstring(fout.xml)
    tekst = re.fullmatch(rf"{fout.code} (.*) \[incident {INCIDENT}\]", kind.findtext("faultstring") or "")
    assert tekst is not None
    action = {waarde: letter for letter, waarde in ACTIONS.items()}[fout.action]
    return (fout.code, kind.findtext("faultcode") or "", "500", action, "nee" if kind.find("detail") is None else "ja", tekst[1])


def uit_de_code() -> set[tuple[str, ...]]:
    meld = operatie("MeldJeugdige")
    return {
        *(rij_van(faults.van_afwijzing(soort("reden"), INCIDENT)) for soort in alle_afwijzingen()),
        *(rij_van(faults.van_weigering(soort(), meld, INCIDENT)) for soort in weigeringen.ALLE),
        rij_van(faults.van_onszelf(INCIDENT)),
    }


@pytest.mark.eis("R-170")
def test_the_table_is_what_the_code_sends():
    """Code, faultcode, Action, detail and text of every failure stand in the page, and nothing else does."""
    assert uit_de_code() == rijen()


def test_the_page_and_the_command_give_the_same_advice():
    """What to do stands in the last column of each row, and `verwijsindex verklaar` says it too; of a code never sent nothing."""
    regels = [regel.strip("| \n").split(" | ") for regel in PAGINA.read_text(encoding="utf-8").splitlines() if regel.startswith("|")]
    kolom = {regel[0]: regel[-1] for regel in regels if re.fullmatch(r"DK[0-9]{4}|VIR-S?[0-9]+", regel[0])}
    assert kolom == RAAD


@pytest.mark.eis("R-170")
def test_every_code_is_explained_in_the_contract():
    """The contract documents every code that can be sent."""
    assert {rij[0] for rij in rijen()} <= {regel.naam for regel in foutcodes()}


@pytest.mark.eis("R-171")
def test_the_prefix_of_a_faultcode_is_declared_on_the_fault():
    """A faultcode is a QName: its prefix means the namespace of the profile where it stands."""
    for soort in alle_afwijzingen():
        kind = etree.fromstring(faults.van_afwijzing(soort("reden"), INCIDENT).xml)
        prefix, _, naam = (kind.findtext("faultcode") or "").partition(":")
        assert f"{{{PREFIXEN[prefix]}}}{naam}" == soort.faultcode
        assert kind.nsmap[prefix] == PREFIXEN[prefix]


@pytest.mark.eis("R-171")
def test_a_fault_says_which_element_and_whether_to_repeat():
    """The detail names the element, never a value, and repeats the incident id."""
    xml = faults.van_weigering(weigeringen.RegisterOnbereikbaar("jeugdige/bsn"), operatie("MeldJeugdige"), INCIDENT).xml
    fout = etree.fromstring(xml).find(f"detail/{{{TYPEN}}}Fout")
    assert fout is not None
    velden = {etree.QName(veld).localname: veld.text for veld in fout}
    assert {"code": "VIR-190", "element": "jeugdige/bsn", "incidentId": INCIDENT, "herhaalbaar": "true"}.items() <= velden.items()
