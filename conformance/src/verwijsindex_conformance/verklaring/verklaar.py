"""The whole explanation of a message, in the order in which an index looks at it."""

from collections.abc import Iterator

from verwijsindex_conformance.namespaces import FAULT
from verwijsindex_conformance.verklaring.adressen import keur_adressen
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, Omstandigheden, delen_van, naam_van
from verwijsindex_conformance.verklaring.certificaat import keur_certificaat
from verwijsindex_conformance.verklaring.dekking import keur_dekking
from verwijsindex_conformance.verklaring.digest import keur_digests
from verwijsindex_conformance.verklaring.handtekening import keur_handtekening
from verwijsindex_conformance.verklaring.inhoud import keur_inhoud
from verwijsindex_conformance.verklaring.tijd import keur_tijd
from verwijsindex_conformance.verklaring.vorm import Onleesbaar, keur_vorm, lees


def verklaar(raw: bytes, om: Omstandigheden) -> list[Bevinding]:
    """Everything that is wrong with a message; empty when nothing was found."""
    try:
        delen = delen_van(lees(raw))
    except Onleesbaar as fout:
        return [fout.bevinding]
    return list(dict.fromkeys(_alles(raw, delen, om)))


def _alles(raw: bytes, delen: Delen, om: Omstandigheden) -> Iterator[Bevinding]:
    vorm = list(keur_vorm(raw, delen))
    yield from vorm
    if any(bevinding.id in ("SOAP-1.2", "ENVELOP") for bevinding in vorm):
        return
    yield from keur_adressen(delen, om)
    yield from keur_dekking(delen)
    yield from keur_certificaat(delen, om)
    yield from keur_handtekening(delen)
    yield from keur_digests(delen)
    yield from keur_tijd(delen, om)
    yield from keur_inhoud(delen)


def soort_van(raw: bytes) -> str:
    """What kind of message it is, for a heading."""
    try:
        kind = delen_van(lees(raw)).kind
    except Onleesbaar:
        return "een bestand dat niet te lezen is"
    if kind is None:
        return "een bericht zonder inhoud"
    return "een fout" if kind.tag == FAULT else f"een bericht {naam_van(kind)}"
