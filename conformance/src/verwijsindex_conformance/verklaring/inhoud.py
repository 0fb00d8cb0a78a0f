"""The Body: a request by the schema, or a fault with what it means."""

from collections.abc import Iterator

from lxml import etree

from verwijsindex_conformance.antwoord.fout import lees_fout
from verwijsindex_conformance.contractbestanden import schema
from verwijsindex_conformance.namespaces import BEVESTIGING, FAULT
from verwijsindex_conformance.verklaring.adressen import is_antwoord, operaties
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, naam_van
from verwijsindex_conformance.verklaring.codes import alle_codes


def keur_inhoud(delen: Delen) -> Iterator[Bevinding]:
    """What stands in the Body."""
    kind = delen.kind
    if kind is None:
        return
    if kind.tag == FAULT:
        yield from _lees_fout(kind)
    elif str(kind.tag) in operaties():
        yield from _keur_schema(kind)
    if is_antwoord(delen) and delen.security is not None and delen.security.find(BEVESTIGING) is None:
        oplossing = "De index moet de handtekening van het verzoek bevestigen: meld dit aan haar beheerder."
        yield Bevinding("GEEN-BEVESTIGING", "", "In het antwoord staat geen SignatureConfirmation.", oplossing)


def _keur_schema(kind: etree._Element) -> Iterator[Bevinding]:
    toets = schema(operaties()[str(kind.tag)][0])
    los = etree.fromstring(etree.tostring(kind, with_tail=False))
    if toets.validate(los):
        return
    waar = ", ".join(dict.fromkeys(_element_op(los, fout.path) for fout in toets.error_log if fout.path)) or naam_van(kind)
    oplossing = "Vergelijk het verzoek met het schema: volgorde, verplichte elementen, lengte en vorm van waarden, en de namespaces."
    yield Bevinding("SCHEMA", "DK0004", f"De inhoud voldoet niet aan het schema. Het gaat mis bij: {waar}.", oplossing)


def _element_op(los: etree._Element, pad: str) -> str:
    """The name of the element at a path of the validator; its text would hold a value."""
    prefixen = {prefix: ns for deel in los.iter("*") for prefix, ns in deel.nsmap.items() if prefix}
    gevonden = los.getroottree().xpath(pad, namespaces=prefixen)
    eerste = gevonden[0] if isinstance(gevonden, list) and gevonden else los
    return naam_van(eerste) if isinstance(eerste, etree._Element) else naam_van(los)


def _lees_fout(kind: etree._Element) -> Iterator[Bevinding]:
    fout = lees_fout(kind)
    uitleg = alle_codes().get(fout.code or "")
    if uitleg is None:
        oplossing = "Vraag de beheerder, met het incidentnummer uit de tekst van de fout."
        yield Bevinding("FOUT-ONBEKEND", "", "Dit is een fout zonder code van dit koppelvlak.", oplossing)
        return
    plek = f" Het gaat om het element {fout.element.rpartition('/')[2].rpartition(':')[2]}." if fout.element else ""
    yield Bevinding("FOUT", uitleg.code, f"{uitleg.betekenis}{plek}", uitleg.oplossing)
