"""The contract files as one environment serves them: with its own address in them (koppelvlak.md 1).

References to schemas become absolute, because gSOAP resolves relative ones against ``?wsdl`` wrongly.
"""

from pathlib import Path

from verwijsindex.contract.lezen import elementen, lees, schrijf


def wsdl_op(bestand: Path, url: str, toelichting: str | None = None, *, elders: bool = False) -> bytes:
    """A WSDL, modular or flat, of the service that answers at ``url``; ``toelichting`` takes the place of the words about its address.

    ``elders``: the service answers somewhere else, and only its schemas are at ``url``.
    """
    wortel = lees(bestand)
    for uitleg in elementen(wortel, "wsdl:service/wsdl:documentation") if toelichting else ():
        uitleg.text = toelichting
    for adres in () if elders else elementen(wortel, "wsdl:service/wsdl:port/soap:address"):
        adres.set("location", url)
    for verwijzing in elementen(wortel, "wsdl:types/xsd:schema/xsd:import[@schemaLocation]"):
        verwijzing.set("schemaLocation", _adres_van_schema(verwijzing.attrib["schemaLocation"], url))
    return schrijf(wortel)


def schema_op(bestand: Path, url: str) -> bytes:
    """A schema of the service that answers at ``url``."""
    wortel = lees(bestand)
    for verwijzing in elementen(wortel, "xsd:import"):
        verwijzing.set("schemaLocation", _adres_van_schema(verwijzing.attrib["schemaLocation"], url))
    return schrijf(wortel)


def _adres_van_schema(verwijzing: str, url: str) -> str:
    return f"{url}?xsd={verwijzing.rpartition('/')[2]}"
