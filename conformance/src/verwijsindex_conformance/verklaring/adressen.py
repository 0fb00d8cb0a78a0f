"""WS-Addressing, and whether Action, SOAPAction, To and Body belong together (WA001, WS002, steps 5 and 10)."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from verwijsindex_conformance.contractbestanden import DIENSTEN, Dienst, wsdl
from verwijsindex_conformance.namespaces import ANONIEM, FAULT, WSA, WSDL
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, Omstandigheden, naam_van

_ONTBREEKT = {"To": "DK0005", "Action": "DK0006", "MessageID": "DK0007"}


@cache
def operaties() -> dict[str, tuple[Dienst, str]]:
    """Every element that can stand in a Body, in Clark notation: its service and the Action that belongs to it."""
    gevonden: dict[str, tuple[Dienst, str]] = {}
    for dienst in DIENSTEN:
        for operatie in wsdl(dienst).iterfind(f"{{{WSDL}}}portType/{{{WSDL}}}operation"):
            naam = operatie.get("name", "")
            gevonden[f"{{{dienst.namespace}}}{naam}"] = dienst, dienst.actie(naam)
            gevonden[f"{{{dienst.namespace}}}{naam}Response"] = dienst, f"{dienst.actie(naam)}Response"
    return gevonden


def is_antwoord(delen: Delen) -> bool:
    """Whether the index sent it: a fault or a response."""
    kind = delen.kind
    return kind is not None and (kind.tag == FAULT or naam_van(kind).endswith("Response"))


def keur_adressen(delen: Delen, om: Omstandigheden) -> Iterator[Bevinding]:
    """The addressing headers."""
    waarden = {naam_van(blok): (blok.text or "").strip() for blok in delen.adressering}
    verplicht = ("Action", "MessageID", "RelatesTo") if is_antwoord(delen) else ("To", "Action", "MessageID")
    for naam in verplicht:
        if not waarden.get(naam):
            wat = f"De header wsa:{naam} ontbreekt of is leeg."
            yield Bevinding(f"GEEN-{naam.upper()}", _ONTBREEKT.get(naam, "DK0008"), wat, f"Zet wsa:{naam} in de Header, en teken haar mee.")
    yield from _keur_retour(delen)
    yield from _keur_actie(delen, waarden.get("Action"), om)
    yield from _keur_to(delen, waarden.get("To"), om)


def _keur_retour(delen: Delen) -> Iterator[Bevinding]:
    for blok in delen.adressering:
        adres = (blok.findtext(f"{{{WSA}}}Address") or "").strip()
        if naam_van(blok) in ("ReplyTo", "FaultTo") and adres != ANONIEM:
            wat = f"wsa:{naam_van(blok)} vraagt het antwoord ergens anders heen te sturen."
            yield Bevinding("NIET-ANONIEM", "DK0011", wat, f"Zet er {ANONIEM} in, of laat de header weg.")


def _keur_actie(delen: Delen, actie: str | None, om: Omstandigheden) -> Iterator[Bevinding]:
    kind = delen.kind
    if kind is None or kind.tag == FAULT or not actie:
        return
    bekend = operaties().get(str(kind.tag))
    if bekend is None:
        wat = f"Het element {naam_van(kind)} in de Body is geen verzoek of antwoord van dit koppelvlak"
        namespace = etree.QName(kind).namespace
        zelfde_naam = next((tag for tag in operaties() if etree.QName(tag).localname == naam_van(kind)), None)
        hoe = f": de namespace is {namespace or 'leeg'} en niet {etree.QName(zelfde_naam).namespace}." if zelfde_naam else "."
        yield Bevinding("BODY-ONBEKEND", "DK0003", wat + hoe, "Maak het verzoek met de WSDL van deze versie.")
    elif bekend[1] != actie:
        wat = f"wsa:Action hoort niet bij {naam_van(kind)} in de Body."
        yield Bevinding("ACTION", "DK0003", wat, f"Zet wsa:Action op {bekend[1]}, en SOAPAction hetzelfde tussen aanhalingstekens.")
    if om.soapaction is not None and om.soapaction not in ('""', f'"{actie}"'):
        los = om.soapaction.strip('"') == actie
        wat = "SOAPAction staat niet tussen aanhalingstekens." if los else "SOAPAction is niet gelijk aan wsa:Action."
        yield Bevinding("SOAPACTION", "DK0003", wat, f'Stuur de HTTP-kop SOAPAction: "{actie}".')


def _keur_to(delen: Delen, to: str | None, om: Omstandigheden) -> Iterator[Bevinding]:
    kind = delen.kind
    bekend = None if kind is None else operaties().get(str(kind.tag))
    if om.adressen is None or bekend is None or not to or is_antwoord(delen):
        return
    adres = om.adressen.get(bekend[0].naam)
    if adres is not None and to.partition("?")[0] != adres:
        wat = f"wsa:To is niet het adres van de dienst {bekend[0].naam}."
        yield Bevinding("TO", "DK0011", wat, f"Zet wsa:To op {adres}, ook als u via een proxy verbindt.")
