"""zeep: requests written and responses read as the WSDL of the package says, loaded once per process and never from the network.

zeep reads only what was verified *and* fits the contract's schema: by itself it takes elements without their namespace, follows
`xsi:type`, and logs a value that it cannot read.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree
from zeep import Settings
from zeep.wsdl import Document

from verwijsindex.client.errors import NietVertrouwd
from verwijsindex.contract import bestanden
from verwijsindex.contract.namespaces import TYPEN
from verwijsindex.contract.operaties import DIENSTEN, Dienst, Operatie
from verwijsindex.contract.schema import PerDraad

_SCHEMA: Final = {dienst: PerDraad(dienst.naam) for dienst in DIENSTEN}


def schrijf(operatie: Operatie, velden: dict[str, object]) -> bytes:
    """Return the request element as XML; a field that is None is left out.

    Raises `zeep.exceptions.ValidationError` or TypeError when a required field is missing or one is unknown.
    """
    element = _element(operatie, "input")
    ouder = etree.Element("request", nsmap={"typ": TYPEN, "vir": operatie.dienst.namespace})  # short prefixes for what goes below it
    element.render(ouder, element(**velden))
    return etree.tostring(ouder[0], encoding="utf-8", xml_declaration=False)


def lees(operatie: Operatie, kind: etree._Element) -> Any:
    """Return the fields of a verified response element as attributes. Raises `NietVertrouwd` when it does not fit the contract."""
    if not _SCHEMA[operatie.dienst]().validate(kind):
        raise NietVertrouwd("het antwoord voldoet niet aan het contract")
    return _element(operatie, "output").parse(kind, _document(operatie.dienst).types)


def _element(operatie: Operatie, richting: str) -> Any:
    """zeep's description of the request (`input`) or response (`output`) element, found by way of the WSDL's binding."""
    [binding] = _document(operatie.dienst).bindings.values()
    return getattr(binding.all()[operatie.naam], richting).body


class _AlleenVanSchijf:
    """What zeep asks for documents: files of the package, and nothing else."""

    def load(self, pad: str) -> bytes:
        return Path(pad).read_bytes()


@cache
def _document(dienst: Dienst) -> Any:
    schijf: Any = _AlleenVanSchijf()  # zeep annotates this parameter as a class
    return Document(str(bestanden.wsdl(dienst.naam)), schijf, settings=Settings(strict=True))
