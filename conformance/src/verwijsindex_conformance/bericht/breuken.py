"""Everything that can be wrong with one message, by name: of a request that a fake partner sends, or a reply of a fake index."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import xmlsec
from lxml import etree

from verwijsindex_conformance.bericht.breken import haal_weg, verdubbel_body, vind, vreemde_header, zonder_handtekening
from verwijsindex_conformance.bericht.handtekening import andere_digest, digestmethode, methode
from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.bericht.teken import zet_waarde
from verwijsindex_conformance.bericht.vorm import met_dtd
from verwijsindex_conformance.bericht.vreemde_ca import eigen_certificaat
from verwijsindex_conformance.namespaces import HEADER, SECURITY, SIGNATURE

INCLUSIEF: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA1: Final = "http://www.w3.org/2000/09/xmldsig#sha1"
ELDERS: Final = "https://elders.example/vir"


@dataclass(frozen=True, slots=True)
class Breuk:
    """One thing wrong: what it is, in Dutch, and how a good recipe becomes that of such a message."""

    naam: str
    uitleg: str
    verander: Callable[[Recept], Recept]


def _velden(**velden: Any) -> Callable[[Recept], Recept]:
    """These fields of the recipe differ."""
    return lambda recept: replace(recept, **velden)


def _verschoven(minuten: int) -> Callable[[Recept], Recept]:
    """The Timestamp is of so many minutes from now."""
    return lambda recept: replace(recept, created=recept.created and recept.created + timedelta(minutes=minuten))


def _met_extra(recept: Recept) -> Recept:
    kind = kopie(recept.kinderen[0])
    etree.SubElement(kind, f"{{{etree.QName(kind).namespace}}}vrijeTekst").text = "dit staat niet in het koppelvlak"
    return replace(recept, kinderen=(kind,))


def _te_kort(recept: Recept) -> Recept:
    """The first field behind stuurgegevens is gone, or stuurgegevens when there is nothing else."""
    kind = kopie(recept.kinderen[0])
    kind.remove(kind[1 if len(kind) > 1 else 0])
    return replace(recept, kinderen=(kind,))


def _andere_waarde(envelop: etree._Element) -> None:
    zet_waarde(vind(envelop, HEADER, SECURITY, SIGNATURE), b"\1" * 256)


def _verdubbel_id(envelop: etree._Element) -> None:
    """A second element with the id of the Body: whoever looks for it may find the wrong one."""
    vind(envelop, HEADER, SECURITY).set("Id", "body")


def kopie(element: etree._Element) -> etree._Element:
    """The same element, without what stands around it."""
    return etree.fromstring(etree.tostring(element, with_tail=False))


_RSA_SHA1: Final = {"handtekening": xmlsec.constants.TransformRsaSha1, "digest": xmlsec.constants.TransformSha1}

BREUKEN: Final[Mapping[str, Breuk]] = {
    breuk.naam: breuk
    for breuk in (
        Breuk("body-ongetekend", "de handtekening dekt de Body niet", _velden(ongetekend=("Body",))),
        Breuk("timestamp-ongetekend", "de handtekening dekt de Timestamp niet", _velden(ongetekend=("Timestamp",))),
        Breuk("action-ongetekend", "de handtekening dekt wsa:Action niet", _velden(ongetekend=("Action",))),
        Breuk("dubbel-id", "het id van de Body staat ook op de Security-header", _velden(na_tekenen=_verdubbel_id)),
        Breuk("andere-digest", "de digest van de Body klopt niet", _velden(in_handtekening=andere_digest("body"))),
        Breuk("andere-handtekening", "SignatureValue klopt niet", _velden(na_tekenen=_andere_waarde)),
        Breuk("zonder-handtekening", "een Security-header zonder Signature", _velden(na_tekenen=zonder_handtekening)),
        Breuk("ongetekend", "een bericht zonder Security-header", _velden(na_tekenen=haal_weg(HEADER, SECURITY))),
        Breuk("oud", "de Timestamp is tien minuten oud", _verschoven(-10)),
        Breuk("toekomst", "de Timestamp is van over tien minuten", _verschoven(10)),
        Breuk("zonder-timestamp", "de Timestamp ontbreekt", _velden(created=None)),
        Breuk(
            "vreemde-ca",
            "een certificaat van een CA die niemand kent, met dezelfde naam",
            lambda recept: replace(recept, ondertekenaar=eigen_certificaat(recept.ondertekenaar)),
        ),
        Breuk("sha1", "digest en handtekening met SHA-1", _velden(**_RSA_SHA1)),
        Breuk("sha1-digest", "een digest die zegt met SHA-1 te zijn gemaakt", _velden(in_handtekening=digestmethode(SHA1))),
        Breuk(
            "inclusief",
            "inclusieve canonicalisatie van SignedInfo",
            _velden(in_handtekening=methode("CanonicalizationMethod", INCLUSIEF)),
        ),
        Breuk("dtd", "een DTD voor het bericht", _velden(op_bytes=met_dtd(""))),
        Breuk("twee-bodies", "een tweede Body", _velden(na_tekenen=verdubbel_body)),
        Breuk("ander-to", "wsa:To is het adres van iemand anders", _velden(to=ELDERS)),
        Breuk("extra-element", "een element dat het schema niet kent", _met_extra),
        Breuk("te-kort", "een verplicht element ontbreekt", _te_kort),
    )
}
"""What a request and a reply can have wrong alike."""

VERZOEKBREUKEN: Final[Mapping[str, Breuk]] = {
    **BREUKEN,
    **{
        breuk.naam: breuk
        for breuk in (
            Breuk("zonder-to", "wsa:To ontbreekt", _velden(to=None)),
            Breuk("zonder-action", "wsa:Action ontbreekt", _velden(action=None)),
            Breuk("zonder-messageid", "wsa:MessageID ontbreekt", _velden(message_id=None)),
            Breuk("antwoord-elders", "wsa:ReplyTo wijst naar een ander adres", _velden(reply_to=ELDERS)),
            Breuk("van-een-ander", "wsa:From noemt een ander OIN", _velden(van=f"{ELDERS}?OIN=00000099000000009999")),
            Breuk("eigen-header", "een header buiten het profiel", lambda recept: replace(recept, extra_headers=(vreemde_header(),))),
        )
    },
}
"""What a request can have wrong."""
