"""Our signer on many shapes of Body, before both libraries and our own receiver."""

import os
from random import Random

import pytest
from lxml import etree

from verwijsindex.security.sign import Ondertekenaar

from ..unit.security import pki
from ..unit.security.berichten import ACTIE, ADRES, feiten, ontvanger
from . import oordelen, partijen
from .ondertekenaars import BEVESTIGD, MESSAGE_ID
from .vormen import diep, vorm

AANTAL = int(os.environ.get("VERWIJSINDEX_DIFFERENTIEEL", "700")) // 10
ZAAD = os.environ.get("VERWIJSINDEX_ZAAD", "2026")
PARTNER = Ondertekenaar(partijen.groot().sleutel_pem, partijen.groot().certificaat_pem)
SERVER = Ondertekenaar(partijen.server().sleutel_pem, partijen.server().certificaat_pem)
VASTE = [diep(45), *(vorm(Random(f"vast-{i}")) for i in range(5))]


def teken(kind: str) -> tuple[bytes, bytes]:
    """Return a request and a reply with this Body."""
    to = f"{ADRES}?OIN={pki.SERVER_OIN}"
    verzoek = PARTNER.verzoek(kind.encode(), action=ACTIE, to=to, message_id=MESSAGE_ID, van=None, nu=pki.NU)
    antwoord = SERVER.antwoord(
        kind.encode(), action=f"{ACTIE}Response", message_id="urn:uuid:2", relates_to=MESSAGE_ID, bevestigt=BEVESTIGD, nu=pki.NU
    )
    return verzoek.bytes, antwoord


def oneens(kind: str) -> list[str]:
    """Return who does not accept the request or the reply, or got another element out of it."""
    los = etree.fromstring(kind.encode(), etree.XMLParser(remove_comments=True, remove_pis=True))
    verzoek, antwoord = teken(kind)
    gevonden = []
    for raw in (verzoek, antwoord):
        mening = oordelen.signxml(raw)
        gevonden += [] if mening.goed else ["signxml"]
        gevonden += [] if oordelen.libxmlsec(raw).goed else ["libxmlsec1"]
        eigen = oordelen.bodies_volgens(mening)
        gevonden += [] if len(eigen) == 1 and raw.count(eigen[0]) == 1 else ["de Body is niet in canonieke vorm verstuurd"]
    bericht = ontvanger(trust=partijen.truststore(), acties={ACTIE: los.tag}).ontvang(verzoek, feiten(verzoek))
    gevonden += [] if _canoniek(bericht.kind) == _canoniek(los) else ["wij krijgen iets anders"]
    uitkomst = oordelen.ons(antwoord, antwoord=True)
    return gevonden + ([] if uitkomst.goed else [f"onze client: {uitkomst.code}"])


def _canoniek(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


@pytest.mark.eis("WB003", "WB004", "WB007")
@pytest.mark.parametrize("kind", VASTE, ids=range(len(VASTE)))
def test_a_shape_verifies_everywhere(kind: str):
    """Deep nesting under rebound prefixes and a few fixed shapes: signed by us, accepted by all, unchanged."""
    assert oneens(kind) == []


@pytest.mark.eis("WB003", "WB004", "WB007")
def test_random_shapes_verify_everywhere():
    """Whatever a Body holds, every verifier reads what we signed as we wrote it."""
    gevallen = ((i, vorm(Random(f"{ZAAD}-vorm-{i}"))) for i in range(AANTAL))
    fouten = [f"VERWIJSINDEX_ZAAD={ZAAD} vorm {i}: {wie}\n{kind}" for i, kind in gevallen if (wie := oneens(kind))]
    assert not fouten, "\n".join([f"{len(fouten)} van {AANTAL}", *fouten[:5]])


@pytest.mark.parametrize("ruimte", ["urn:a&amp;b", "urn:a&#38;b"])
def test_a_namespace_that_cannot_be_canonicalised_is_not_signed(ruimte: str):
    """An ampersand in a namespace name is our own error, before anything is signed; beside a namespace it is nothing special."""
    with pytest.raises(ValueError, match="ampersand"):
        teken(f'<x xmlns="{ruimte}"/>')
    assert oneens(f'<x xmlns="urn:x" a="{ruimte}">{ruimte}</x>') == []


def test_names_outside_ascii_verify_with_libxmlsec():
    """signxml cannot read such names; libxmlsec1 and our receiver can."""
    kind = '<é:元素 xmlns:é="urn:x"><é:a/></é:元素>'
    verzoek, antwoord = teken(kind)
    assert (oordelen.libxmlsec(verzoek).goed, oordelen.libxmlsec(antwoord).goed) == (True, True)
    assert oordelen.ons(antwoord, antwoord=True).goed
