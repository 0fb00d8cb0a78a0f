"""Bytes and markup where they do not belong: other character sets, comments, attachments, xsi."""

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import vind
from verwijsindex_conformance.bericht.vorm import Bytes, in_waarde, vervang
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import BODY
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_ACTIE = ("SOAPAction", f'"{MELDINGENDIENST.actie("ControleerVerbinding")}"')
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@geval(
    "PROF-115",
    "Commentaar waar het niet hoort",
    eisen=("R-151", "R-155", "AANVAL-27"),
    tweeling="PROF-013",
    gedaan="Zet commentaar in de Header, in een digest, in SignatureValue, in het token en voor de Envelope.",
    verwacht="Elke keer een fout DK0001 of VIR-S01; de fout hoeft niet getekend te zijn.",
)
def commentaar(p: Proef) -> None:
    vormen = {
        "Header": vervang(b"<soap:Header>", b"<soap:Header><!-- x -->"),
        "voor de Envelope": lambda raw: b"<!-- x -->" + raw,
        "token": vervang(b'wsu:Id="token">MII', b'wsu:Id="token">M<!-- x -->II'),
        **{naam: vervang(f"<ds:{naam}>".encode(), f"<ds:{naam}><!-- x -->".encode()) for naam in ("DigestValue", "SignatureValue")},
    }
    for naam, verander in vormen.items():
        with p.variant(naam):
            p.weiger("DK0001", "VIR-S01", mag_ongetekend=True, op_bytes=verander)


@geval(
    "PROF-143",
    "Andere tekensets, in de HTTP-kop en in het bericht",
    eisen=("R-151", "WS006", "AANVAL-36"),
    tweeling="PROF-015",
    gedaan="Noemt in Content-Type utf-7, utf-16, een onbekende tekenset en twee tekensets; noemt in de XML-declaratie een andere; "
    "stuurt UTF-16 met en zonder byte order mark, een NUL, een te lang geschreven teken, en XML 1.1.",
    verwacht="HTTP 415 of een fout DK0009 (bij XML 1.1 DK0001); de fout hoeft niet getekend te zijn.",
)
def andere_tekens(p: Proef) -> None:
    for charset in ("utf-7", "utf-16", "onbekend", 'utf-8; charset="iso-8859-1"'):
        with p.variant(charset):
            _geweigerd(p, "DK0009", ("Content-Type", f"text/xml; charset={charset}"), bytes)
    vormen: dict[str, tuple[str, Bytes]] = {
        "declaratie van ISO-8859-1": ("DK0009", lambda raw: b'<?xml version="1.0" encoding="iso-8859-1"?>' + raw),
        "declaratie van UTF-7": ("DK0009", lambda raw: b'<?xml version="1.0" encoding="utf-7"?>' + raw),
        "UTF-16": ("DK0009", lambda raw: raw.decode().encode("utf-16")),
        "UTF-16 zonder byte order mark": ("DK0009", lambda raw: raw.decode().encode("utf-16-le")),
        "NUL": ("DK0009", in_waarde(b"MEL\0DER")),
        "te lang geschreven": ("DK0009", in_waarde(b"M\xc1\x85LDER")),
        "XML 1.1": ("DK0001", lambda raw: b'<?xml version="1.1" encoding="utf-8"?>' + raw),
    }
    for naam, (code, verander) in vormen.items():
        with p.variant(naam):
            _geweigerd(p, code, ("Content-Type", "text/xml; charset=utf-8"), verander)


def _geweigerd(p: Proef, code: str, kop: tuple[str, str], verander: Bytes) -> None:
    ontvangen = p.stuur_controle(koppen=[kop, _ACTIE], op_bytes=verander)
    if ontvangen.http.status != 415:
        p.gesprek.geweigerd(ontvangen, code, techniek=True, mag_ongetekend=True)


@geval(
    "PROF-145",
    "Bijlagen",
    eisen=("R-151", "WM001", "AANVAL-41"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed verzoek als multipart/related voor MTOM en voor SOAP met bijlagen, ook als deel van een echt "
    "multipart-bericht, als text/plain en zonder Content-Type; en een goed getekend verzoek met xop:Include in een waarde.",
    verwacht="HTTP 415; bij xop:Include een fout DK0001 of DK0004.",
)
def bijlagen(p: Proef) -> None:
    mtom = 'multipart/related; type="application/xop+xml"; start-info="text/xml"; boundary=grens'
    for soort, pak_in in (
        (mtom, bytes),
        (mtom, _in_deel),
        ('multipart/related; type="text/xml"; boundary=grens', _in_deel),
        ("text/plain", bytes),
        ("", bytes),
    ):
        with p.variant(soort or "zonder Content-Type"):
            koppen = [_ACTIE, ("Content-Type", soort)] if soort else [_ACTIE]
            status = p.stuur_controle(koppen=koppen, op_bytes=pak_in).http.status
            eis(status == 415, "HTTP 415", f"HTTP {status}")
    with p.variant("xop:Include"):
        ontvangen = p.stuur_controle(voor_tekenen=_xop)
        p.gesprek.geweigerd(ontvangen, "DK0001", "DK0004", techniek=True, mag_ongetekend=True)


def _in_deel(raw: bytes) -> bytes:
    return b"--grens\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" + raw + b"\r\n--grens--\r\n"


def _xop(envelop: etree._Element) -> None:
    waarde = vind(envelop, BODY)[0][0][0]
    waarde.text = None
    etree.SubElement(waarde, "{http://www.w3.org/2004/08/xop/include}Include", {"href": "cid:x"})


@geval(
    "PROF-146",
    "Een ander type of niets, met xsi",
    eisen=("R-150", "AANVAL-43"),
    tweeling="PROF-117",
    gedaan="Stuurt goed getekende verzoeken met op een waarde xsi:type naar een ander en naar een onbekend type, en xsi:nil.",
    verwacht="Elke keer een fout DK0004.",
)
def xsi(p: Proef) -> None:
    melder = p.mensen.melder()
    for naam, (attribuut, waarde) in {
        "ander type": ("type", "typ:Rol"),
        "onbekend type": ("type", "typ:BestaatNiet"),
        "naamruimte onbekend": ("type", "BestaatNiet"),
        "nil": ("nil", "true"),
    }.items():
        verzoek = inhoud.verbinding(melder)
        verzoek[0][0].set(f"{{{_XSI}}}{attribuut}", waarde)
        with p.variant(naam):
            p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "DK0004")
