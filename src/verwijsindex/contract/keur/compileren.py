"""Compiles all schemas of a contract together, from memory: nothing is fetched, and an import without location finds its schema too."""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.geheel import XSD, Contract, Schema

_BIJ: Final = "keur:"


class _UitGeheugen(etree.Resolver):
    """Gives the schema of a number, and of any other address nothing."""

    def __init__(self, teksten: dict[str, bytes]) -> None:
        super().__init__()
        self._teksten = teksten

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        """What libxml2 asks for."""
        return self.resolve_string(self._teksten.get(system_url or "", b""), context)


def compileer(contract: Contract) -> Iterator[tuple[Schema, int, str]]:
    """Why they do not compile together, by the schema in which that shows; nothing when they do."""
    schemas = {schema.namespace: schema for schema in contract.schemas}
    plaatsen = {namespace: f"{_BIJ}{nummer}" for nummer, namespace in enumerate(schemas)}
    teksten = {plaatsen[namespace]: _los(schema, plaatsen) for namespace, schema in schemas.items()}
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    parser.resolvers.add(_UitGeheugen(teksten))
    alles = "".join(f'<xsd:import namespace="{_aanhaal(n)}" schemaLocation="{plaats}"/>' for n, plaats in plaatsen.items() if n)
    tekst = f'<xsd:schema xmlns:xsd="{ns.XSD}" targetNamespace="{_BIJ}alles">{alles}</xsd:schema>'
    try:
        etree.XMLSchema(etree.fromstring(tekst, parser))
    except etree.XMLSchemaParseError as fout:
        waar = {plaats: schemas[namespace] for namespace, plaats in plaatsen.items()}
        eerste = next((regel for regel in fout.error_log if regel.filename in waar), None)
        if eerste is not None:
            yield waar[eerste.filename], eerste.line, eerste.message
        elif schemas:
            yield next(iter(schemas.values())), 0, str(fout)


def _los(schema: Schema, plaatsen: dict[str, str]) -> bytes:
    """The schema alone, whose imports lead to the others."""
    wortel = etree.fromstring(etree.tostring(schema.wortel))  # with the prefixes that the WSDL around it declares
    for verwijzing in wortel.iterchildren(f"{XSD}import"):
        plaats = plaatsen.get(verwijzing.get("namespace", ""))
        if plaats is not None:
            verwijzing.set("schemaLocation", plaats)
        else:
            verwijzing.attrib.pop("schemaLocation", None)
    return etree.tostring(wortel)


def _aanhaal(tekst: str) -> str:
    return tekst.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
