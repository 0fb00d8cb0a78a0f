"""The services of the contract, and the files that describe them, as read by the suite itself."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import BELEIDSINFORMATIE, MELDINGEN, RECHTEN, REGIE, SIGNAALONTVANGST, SIGNALEN


@dataclass(frozen=True, slots=True)
class Dienst:
    """One service: ``naam`` is how doel.yaml and the file names call it."""

    naam: str
    namespace: str

    def actie(self, operatie: str) -> str:
        """The wsa:Action, and the SOAPAction, of a request."""
        return f"{self.namespace}:{operatie}"


MELDINGENDIENST: Final = Dienst("meldingen", MELDINGEN)
SIGNALENDIENST: Final = Dienst("signalen", SIGNALEN)
RECHTENDIENST: Final = Dienst("rechten", RECHTEN)
REGIEDIENST: Final = Dienst("regie", REGIE)
BELEIDSDIENST: Final = Dienst("beleidsinformatie", BELEIDSINFORMATIE)
DIENSTEN: Final = (MELDINGENDIENST, SIGNALENDIENST, RECHTENDIENST, REGIEDIENST, BELEIDSDIENST)
ONTVANGSTDIENST: Final = Dienst("signaalontvangst", SIGNAALONTVANGST)
"""A partner serves it, and the index calls it."""


@cache
def wsdl(dienst: Dienst, variant: str = "") -> etree._Element:
    """The WSDL of a service as the contract has it, modular or a variant (``plat``, ``policy``). Nobody changes it."""
    return _lees("/".join(deel for deel in ("wsdl", variant, f"{dienst.naam}-v1.wsdl") if deel))


def xsd(naam: str) -> etree._Element:
    """A schema by its file name, as the contract has it."""
    return _lees(f"xsd/{naam}")


@cache
def schema(dienst: Dienst) -> etree.XMLSchema:
    """The compiled schema of the messages of a service."""
    with as_file(files("verwijsindex_conformance.contract").joinpath("xsd")) as map:
        return etree.XMLSchema(etree.parse(map / f"{dienst.naam}-v1.xsd"))


def _lees(pad: str) -> etree._Element:
    return etree.fromstring(files("verwijsindex_conformance.contract").joinpath(pad).read_bytes())
