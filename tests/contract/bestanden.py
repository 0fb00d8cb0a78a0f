"""The contract files as the tests read them: every file and every schema, also those inside flat WSDLs."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from verwijsindex.contract import namespaces as ns

PROJECT = Path(__file__).parents[2]
XSDS = sorted((PROJECT / "xsd").glob("*.xsd"))
MODULAIR = sorted((PROJECT / "wsdl").glob("*.wsdl"))
PLAT = sorted((PROJECT / "wsdl" / "plat").glob("*.wsdl"))
POLICY = sorted((PROJECT / "wsdl" / "policy").glob("*.wsdl"))
WSDLS = [*MODULAIR, *PLAT, *POLICY]
ALLE = [*XSDS, *WSDLS]

WSDL = f"{{{ns.WSDL}}}"
SOAP = f"{{{ns.WSDL_SOAP}}}"
XSD = f"{{{ns.XSD}}}"
ACTION = f"{{{ns.WSAM}}}Action"


@dataclass(frozen=True)
class Schema:
    """One xsd:schema with definitions in it, and where it stands."""

    naam: str
    wortel: etree._Element

    @property
    def namespace(self) -> str:
        """Its targetNamespace."""
        return str(self.wortel.attrib["targetNamespace"])


def naam(bestand: Path) -> str:
    """A file as the tests name it: its path in the project."""
    return bestand.relative_to(PROJECT).as_posix()


def lees(bestand: Path) -> etree._Element:
    """The root element of a contract file."""
    return etree.parse(bestand).getroot()


def schemas() -> list[Schema]:
    """Every schema: each file, and each one inside a flat WSDL."""
    los = [Schema(naam(bestand), lees(bestand)) for bestand in XSDS]
    binnen = [
        Schema(f"{naam(bestand)}#{nummer}", wortel) for bestand in PLAT for nummer, wortel in enumerate(lees(bestand).iter(f"{XSD}schema"))
    ]
    return los + binnen


def clark(element: etree._Element, qname: str) -> str:
    """A QName in the content of ``element`` as Clark name."""
    prefix, _, lokaal = qname.rpartition(":")
    return f"{{{element.nsmap[prefix or None]}}}{lokaal}"
