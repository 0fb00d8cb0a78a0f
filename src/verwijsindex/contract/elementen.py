"""The element names that the contract declares."""

from functools import cache

from verwijsindex.contract.bestanden import XSD_MAP
from verwijsindex.contract.lezen import elementen, lees


@cache
def elementnamen() -> frozenset[str]:
    """Local name of every element in every schema of the contract; what a fault may name (R-171)."""
    schemas = [lees(bestand) for bestand in XSD_MAP.glob("*.xsd")]
    return frozenset(element.attrib["name"] for schema in schemas for element in elementen(schema, ".//xsd:element[@name]"))
