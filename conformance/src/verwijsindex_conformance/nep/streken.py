"""Every way in which the fake index can answer badly, by name. ``--fout NAAM`` plays one; cases of the role partner play them in turn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import xmlsec
from lxml import etree

from verwijsindex_conformance.bericht.breken import haal_weg, verdubbel_body, vind, zonder_handtekening
from verwijsindex_conformance.bericht.handtekening import andere_digest, digestmethode, methode
from verwijsindex_conformance.bericht.inpakken import omhuld, pak_body_in
from verwijsindex_conformance.bericht.recept import Recept, nieuw_message_id
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.bericht.teken import zet_waarde
from verwijsindex_conformance.bericht.vorm import met_dtd
from verwijsindex_conformance.bericht.vreemde_ca import eigen_certificaat
from verwijsindex_conformance.namespaces import BODY, HEADER, SECURITY, SIGNATURE, TYPEN
from verwijsindex_conformance.nep.inhoud import leeg_antwoord
from verwijsindex_conformance.nep.uit import InRecept, Streek, Toestand, Uit
from verwijsindex_conformance.verklaring.codes import alle_codes

GOED: Final = Streek("goed", "een goed antwoord")
VALSE_ID: Final = "00000000-0000-4000-8000-00000000dead"
"""In an answer that nobody may believe: whoever tells this meldingId did."""
INCLUSIEF: Final = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA1: Final = "http://www.w3.org/2000/09/xmldsig#sha1"


def _velden(**velden: Any) -> InRecept:
    """These fields of the recipe differ."""
    return lambda recept, _: replace(recept, **velden)


def _vals(element: etree._Element) -> etree._Element:
    """The same content, with other ids: what an attacker would want to be believed."""
    for deel in element.iter("{*}meldingId", "{*}signaalId"):
        deel.text = VALSE_ID
    for deel in element.iter("{*}oin"):
        deel.text = "0" * 20
    return element


def _kopie(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


def _verander_body(envelop: etree._Element) -> None:
    """What stands in the Body is no longer what was signed."""
    body = vind(envelop, BODY)
    _vals(body)
    for deel in body.iter(f"{{{TYPEN}}}versie", f"{{{TYPEN}}}berichtId"):
        deel.text = VALSE_ID


def _verander_foutcode(envelop: etree._Element) -> None:
    for deel in envelop.iter("faultstring", f"{{{TYPEN}}}code"):
        deel.text = (deel.text or "").replace("VIR-102", "VIR-112")


def _ingepakt(recept: Recept, _: Toestand) -> Recept:
    vals = _vals(_kopie(recept.kinderen[0]))
    return replace(recept, na_tekenen=pak_body_in(omhuld(HEADER), vals))


def _ingepakt_met_id(recept: Recept, _: Toestand) -> Recept:
    vals = _vals(_kopie(recept.kinderen[0]))
    return replace(recept, na_tekenen=pak_body_in(omhuld(HEADER, SECURITY), vals, met_id=True))


def _andere_operatie(recept: Recept, toestand: Toestand) -> Recept:
    ander = "KoppelBsn" if toestand.verzoek.operatie != "KoppelBsn" else "MeldJeugdige"
    return replace(recept, action=f"{toestand.verzoek.dienst.actie(ander)}Response")


def _ander_element(recept: Recept, toestand: Toestand) -> Recept:
    """A good response to another operation, with the Action that was expected."""
    ander = "WijzigContactgegevens" if toestand.verzoek.dienst.naam == "meldingen" else "HaalHistorieOp"
    antwoord = leeg_antwoord(toestand.verzoek, ander)
    if ander == "WijzigContactgegevens":
        etree.SubElement(antwoord, f"{{{toestand.verzoek.dienst.namespace}}}gewijzigdOp").text = "2026-11-24"
    return replace(recept, kinderen=(antwoord,))


def _tegen_schema(recept: Recept, _: Toestand) -> Recept:
    kind = _kopie(recept.kinderen[0])
    etree.SubElement(kind, f"{{{etree.QName(kind).namespace}}}vrijeTekst").text = "dit staat niet in het koppelvlak"
    return replace(recept, kinderen=(kind,))


def _te_kort(recept: Recept, _: Toestand) -> Recept:
    """The first field behind stuurgegevens is gone."""
    kind = _kopie(recept.kinderen[0])
    if len(kind) > 1:
        kind.remove(kind[1])
    return replace(recept, kinderen=(kind,))


def _vreemd_certificaat(recept: Recept, _: Toestand) -> Recept:
    return replace(recept, ondertekenaar=eigen_certificaat(recept.ondertekenaar))


def _op_handtekening(verander: Callable[[etree._Element], None]) -> Callable[[etree._Element], None]:
    def na(envelop: etree._Element) -> None:
        verander(vind(envelop, HEADER, SECURITY, SIGNATURE))

    return na


def _verdubbel_id(envelop: etree._Element) -> None:
    """A second element with the id of the Body: whoever looks for it may find the wrong one."""
    vind(envelop, HEADER, SECURITY).set("Id", "body")


def _vorige(uit: Uit, toestand: Toestand) -> Uit:
    return uit if toestand.vorige is None else replace(uit, body=toestand.vorige)


def _laat(uit: Uit, toestand: Toestand) -> Uit:
    return replace(uit, wacht=toestand.geduld * 1.5)


def _afgekapt(uit: Uit, _: Toestand) -> Uit:
    return replace(uit, body=uit.body[: len(uit.body) // 2], lengte=len(uit.body))


def _uit(**velden: Any) -> Callable[[Uit, Toestand], Uit]:
    return lambda uit, _: replace(uit, **velden)


_NIET_GETEKEND: Final = {
    "body-ongetekend": ("Body", "de handtekening dekt de Body niet"),
    "timestamp-ongetekend": ("Timestamp", "de handtekening dekt de Timestamp niet"),
    "relatesto-ongetekend": ("RelatesTo", "de handtekening dekt wsa:RelatesTo niet"),
    "action-ongetekend": ("Action", "de handtekening dekt wsa:Action niet"),
    "bevestiging-ongetekend": ("SignatureConfirmation", "de handtekening dekt SignatureConfirmation niet"),
}
_HTML: Final = b"<html><body>De dienst is in onderhoud.</body></html>"

STREKEN: Final[dict[str, Streek]] = {
    streek.naam: streek
    for streek in (
        GOED,
        Streek("ander-relatesto", "wsa:RelatesTo noemt een ander bericht", lambda r, _: replace(r, relates_to=nieuw_message_id())),
        Streek("zonder-relatesto", "wsa:RelatesTo ontbreekt", _velden(relates_to=None)),
        Streek("zonder-bevestiging", "SignatureConfirmation ontbreekt", _velden(bevestigt=None)),
        Streek("lege-bevestiging", "SignatureConfirmation heeft geen waarde", _velden(bevestigt="")),
        Streek("andere-bevestiging", "SignatureConfirmation heeft een andere waarde", _velden(bevestigt="b25kZXJ0ZWtlbmluZw==")),
        *(Streek(naam, uitleg, _velden(ongetekend=(deel,))) for naam, (deel, uitleg) in _NIET_GETEKEND.items()),
        Streek("ingepakt", "de getekende Body staat in een andere header, een andere Body op zijn plaats", _ingepakt),
        Streek("ingepakt-met-id", "het zelfde, in de Security-header, en beide met hetzelfde wsu:Id", _ingepakt_met_id),
        Streek("dubbel-id", "het id van de Body staat ook op de Security-header", _velden(na_tekenen=_verdubbel_id)),
        Streek("veranderd", "de Body is na het tekenen veranderd", _velden(na_tekenen=_verander_body)),
        Streek("andere-digest", "de digest van de Body klopt niet", _velden(in_handtekening=andere_digest("body"))),
        Streek(
            "andere-handtekening",
            "SignatureValue klopt niet",
            _velden(na_tekenen=_op_handtekening(lambda handtekening: zet_waarde(handtekening, b"\1" * 256))),
        ),
        Streek("zonder-handtekening", "een Security-header zonder Signature", _velden(na_tekenen=zonder_handtekening)),
        Streek("ongetekend", "een antwoord zonder Security-header", _velden(na_tekenen=haal_weg(HEADER, SECURITY))),
        Streek("oud", "de Timestamp is tien minuten oud", lambda r, _: replace(r, created=_verschuif(r, -10))),
        Streek("toekomst", "de Timestamp is van over tien minuten", lambda r, _: replace(r, created=_verschuif(r, 10))),
        Streek("zonder-timestamp", "de Timestamp ontbreekt", _velden(created=None)),
        Streek("vreemde-ca", "een certificaat van een CA die niemand kent, met dezelfde naam", _vreemd_certificaat),
        Streek("andere-actie", "wsa:Action van een andere operatie", _andere_operatie),
        Streek("ander-element", "het antwoord van een andere operatie, met de wsa:Action van deze", _ander_element),
        Streek("extra-element", "een element dat het schema niet kent", _tegen_schema),
        Streek("te-kort", "een verplicht element ontbreekt", _te_kort),
        Streek(
            "sha1",
            "digest en handtekening met SHA-1",
            _velden(handtekening=xmlsec.constants.TransformRsaSha1, digest=xmlsec.constants.TransformSha1),
        ),
        Streek("sha1-digest", "een digest die zegt met SHA-1 te zijn gemaakt", _velden(in_handtekening=digestmethode(SHA1))),
        Streek(
            "inclusief",
            "inclusieve canonicalisatie van SignedInfo",
            _velden(in_handtekening=methode("CanonicalizationMethod", INCLUSIEF)),
        ),
        Streek("dtd", "een DTD voor het bericht", _velden(op_bytes=met_dtd(""))),
        Streek("twee-bodies", "een tweede Body", _velden(na_tekenen=verdubbel_body)),
        Streek("ander-to", "wsa:To is het adres van iemand anders", _velden(to="https://elders.example/vir")),
        Streek("vorig-antwoord", "nog eens het antwoord van hiervoor", uit=_vorige),
        Streek("geen-xml", "een bladzijde in HTML, met HTTP 200", uit=_uit(body=_HTML, soort="text/html")),
        Streek("geen-soap", "HTML dat zegt text/xml te zijn", uit=_uit(body=_HTML)),
        Streek("leeg", "HTTP 200 zonder inhoud", uit=_uit(body=b"")),
        Streek("afgekapt", "de helft van het antwoord, dan is de verbinding weg", uit=_afgekapt),
        Streek("laat", "een goed antwoord, maar te laat", uit=_laat),
        Streek("zwijgt", "het verzoek is uitgevoerd, maar de verbinding wordt zonder antwoord gesloten", uit=_uit(zwijg=True)),
        Streek("http-503", "HTTP 503 zonder bericht", uit=_uit(status=503, body=b"", soort="text/plain"), doet=False),
        Streek("http-403", "HTTP 403 zonder bericht", uit=_uit(status=403, body=b"", soort="text/plain"), doet=False),
        Streek(
            "fout-ongetekend",
            "een fout VIR-102 zonder handtekening",
            _velden(na_tekenen=haal_weg(HEADER, SECURITY)),
            doet=False,
            fout="VIR-102",
        ),
        Streek(
            "fout-veranderd",
            "een fout VIR-102 die na het tekenen VIR-112 werd",
            _velden(na_tekenen=_verander_foutcode),
            doet=False,
            fout="VIR-102",
        ),
        Streek("fout-met-200", "een fout VIR-102 met HTTP 200", uit=_uit(status=200), doet=False, fout="VIR-102"),
        Streek(
            "fout-ander-relatesto",
            "een fout VIR-102 op een ander bericht",
            lambda r, _: replace(r, relates_to=nieuw_message_id()),
            doet=False,
            fout="VIR-102",
        ),
        Streek("herhaalbaar", "een fout VIR-190, waarbij herhalen helpt", doet=False, fout="VIR-190", herhaalbaar=True),
    )
}


def _verschuif(recept: Recept, minuten: int) -> Any:
    assert recept.created is not None
    return recept.created + timedelta(minutes=minuten)


def door_ander(paar: Sleutelpaar) -> Streek:
    """A good answer, signed by somebody else than the index."""
    return Streek("andere-partij", "getekend door een ander dan de index", lambda recept, _: replace(recept, ondertekenaar=paar))


def streek_van(naam: str) -> Streek:
    """The trick with this name; ``fout:CODE`` is a fault with any code. Raises LookupError."""
    if naam in STREKEN:
        return STREKEN[naam]
    soort, _, code = naam.partition(":")
    if soort != "fout" or code not in alle_codes() or code.startswith("HTTP"):
        raise LookupError(naam)
    return foutstreek(code)


def foutstreek(code: str, *, herhaalbaar: bool | None = None) -> Streek:
    """A good fault with this code, that says of itself whether repeating helps."""
    helpt = code in HERHAALBAAR if herhaalbaar is None else herhaalbaar
    return Streek(f"fout:{code}", f"een fout {code}", doet=False, fout=code, herhaalbaar=helpt)


HERHAALBAAR: Final = frozenset({"DK0051", "VIR-150", "VIR-190"})
"""Codes that may be gone by themselves (koppelvlak 4)."""
