"""The contract of one service in one self-contained file, for toolkits that follow no imports (koppelvlak.md 1).

``python -m verwijsindex.contract.plat`` writes ``wsdl/plat/`` from the files that were written by hand.
"""

from lxml import etree

from verwijsindex.contract.bestanden import schema, wsdl
from verwijsindex.contract.lezen import elementen, lees, schemas_van, schrijf
from verwijsindex.contract.operaties import CONTRACTEN, Dienst


def maak_plat(dienst: Dienst) -> bytes:
    """The WSDL of ``dienst`` with its schemas inside, and no schemaLocation left."""
    wortel = lees(wsdl(dienst.naam, versie=dienst.versie))
    (types,) = elementen(wortel, "wsdl:types")
    for doorverwijzing in list(types):
        types.remove(doorverwijzing)
    for bestand in schemas_van(schema(dienst.naam, dienst.versie)):
        types.append(_zonder_verwijzingen(lees(bestand)))
    wortel.insert(0, etree.Comment(f" Gemaakt uit wsdl/{dienst.naam}-v{dienst.versie}.wsdl en xsd/; niet met de hand wijzigen. "))
    etree.indent(wortel)
    return schrijf(wortel)


def main() -> None:
    """Write the flat file of every service."""
    for dienst in CONTRACTEN:
        bestand = wsdl(dienst.naam, "plat", dienst.versie)
        bestand.write_bytes(maak_plat(dienst))
        print(bestand.name)


def _zonder_verwijzingen(wortel: etree._Element) -> etree._Element:
    for verwijzing in elementen(wortel, "xsd:import"):
        del verwijzing.attrib["schemaLocation"]
    return wortel


if __name__ == "__main__":
    main()
