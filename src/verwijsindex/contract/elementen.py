"""The element names that the contract declares."""

from functools import cache

from lxml import etree

from verwijsindex.contract.bestanden import XSD_MAP
from verwijsindex.contract.namespaces import XSD


@cache
def elementnamen() -> frozenset[str]:
    """Local name of every element in every schema of the contract; what a fault may name (R-171)."""
    namen: set[str] = set()
    for schema in sorted(XSD_MAP.glob("*.xsd")):
        for _, element in etree.iterparse(str(schema), tag=f"{{{XSD}}}element"):
            naam = element.get("name")
            if naam is not None:
                namen.add(naam)
    return frozenset(namen)
