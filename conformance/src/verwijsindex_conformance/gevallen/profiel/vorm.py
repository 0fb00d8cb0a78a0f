"""The form of a message before anything in it is believed: HTTP, bytes, XML, envelope."""

import gzip
from time import monotonic

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import Verandering, verdubbel_body, zonder_handtekening
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import HEADER, SOAP
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_ACTIE = ("SOAPAction", f'"{MELDINGENDIENST.actie("ControleerVerbinding")}"')
_MEGABYTE = 1024 * 1024
_SECONDEN = 5


@geval(
    "PROF-100",
    "Een DTD in het bericht",
    eisen=("R-151", "R-159", "AANVAL-29", "BP-R1008"),
    tweeling="PROF-001",
    gedaan="Zet een DTD met een entiteit voor een verder goed bericht.",
    verwacht="Een fout DK0001; de fout hoeft niet getekend te zijn.",
)
def dtd(p: Proef) -> None:
    p.weiger("DK0001", mag_ongetekend=True, op_bytes=lambda raw: b'<!DOCTYPE soap:Envelope [<!ENTITY a "b">]>' + raw)


@geval(
    "PROF-101",
    "Een bericht dat geen XML is",
    eisen=("R-151", "R-170"),
    tweeling="PROF-001",
    gedaan="Stuurt een half bericht.",
    verwacht="Een fout DK0001; de fout hoeft niet getekend te zijn.",
)
def geen_xml(p: Proef) -> None:
    p.weiger("DK0001", mag_ongetekend=True, op_bytes=lambda raw: raw[: len(raw) // 2])


@geval(
    "PROF-102",
    "Een bericht dat geen UTF-8 is",
    eisen=("R-151", "WS006", "AANVAL-36", "BP-R1012"),
    tweeling="PROF-001",
    gedaan="Stuurt een bericht in ISO-8859-1, met de HTTP-kop van UTF-8.",
    verwacht="Een fout DK0009; de fout hoeft niet getekend te zijn.",
)
def geen_utf8(p: Proef) -> None:
    p.weiger("DK0009", mag_ongetekend=True, op_bytes=lambda raw: raw + b"<!-- \xe9 -->")


@geval(
    "PROF-103",
    "Een andere tekenset in de HTTP-kop",
    eisen=("R-151", "WS006", "AANVAL-36", "BP-R1012"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed bericht met charset=iso-8859-1 in Content-Type.",
    verwacht="HTTP 415, of een fout DK0009.",
)
def andere_charset(p: Proef) -> None:
    _http_of_fout(p, 415, "DK0009", ("Content-Type", "text/xml; charset=iso-8859-1"))


@geval(
    "PROF-104",
    "Een ander Content-Type",
    eisen=("R-151", "WW001", "AANVAL-41"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed bericht als application/soap+xml, dat bij SOAP 1.2 hoort.",
    verwacht="HTTP 415.",
)
def ander_type(p: Proef) -> None:
    _http_of_fout(p, 415, "DK0001", ("Content-Type", "application/soap+xml; charset=utf-8"))


@geval(
    "PROF-105",
    "Een gecomprimeerd bericht",
    eisen=("R-159", "AANVAL-33"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed bericht, gecomprimeerd met gzip.",
    verwacht="HTTP 415.",
)
def gecomprimeerd(p: Proef) -> None:
    koppen = [("Content-Type", "text/xml; charset=utf-8"), _ACTIE, ("Content-Encoding", "gzip")]
    antwoord = p.stuur_controle(koppen=koppen, op_bytes=gzip.compress).http
    eis(antwoord.status == 415, "HTTP 415", f"HTTP {antwoord.status}")


def _http_of_fout(p: Proef, status: int, code: str, kop: tuple[str, str]) -> None:
    ontvangen = p.stuur_controle(koppen=[kop, _ACTIE])
    if ontvangen.http.status == 500:
        p.gesprek.geweigerd(ontvangen, code, techniek=True, mag_ongetekend=True)
    else:
        eis(ontvangen.http.status == status, f"HTTP {status}, of een fout {code}", f"HTTP {ontvangen.http.status}")


@geval(
    "PROF-106",
    "Een bericht van meer dan 1 MiB",
    eisen=("R-159", "AANVAL-34", "KV-50"),
    tweeling="PROF-107",
    gedaan="Stuurt een bericht met een megabyte spaties voor het laatste teken.",
    verwacht="HTTP 413.",
)
def te_groot(p: Proef) -> None:
    antwoord = p.stuur_controle(op_bytes=lambda raw: raw + b" " * (_MEGABYTE + 1 - len(raw))).http
    eis(antwoord.status == 413, "HTTP 413", f"HTTP {antwoord.status}")


@geval(
    "PROF-107",
    "Een bericht van precies 1 MiB",
    eisen=("R-159", "KV-50"),
    gedaan="Stuurt een goed bericht, met spaties erachter tot precies 1 MiB.",
    verwacht="Het verzoek wordt geaccepteerd.",
)
def net_klein_genoeg(p: Proef) -> None:
    p.accepteer(op_bytes=lambda raw: raw + b" " * (_MEGABYTE - len(raw)))


@geval(
    "PROF-108",
    "Twee Body's",
    eisen=("R-151", "WW003", "AANVAL-40", "BP-R9980"),
    tweeling="PROF-001",
    gedaan="Zet een tweede Body in het bericht.",
    verwacht="Een fout DK0001.",
)
def twee_bodies(p: Proef) -> None:
    p.weiger("DK0001", na_tekenen=verdubbel_body)


@geval(
    "PROF-109",
    "Twee elementen in de Body",
    eisen=("R-151", "WW003", "AANVAL-40"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed getekend bericht met twee verzoeken in de Body.",
    verwacht="Een fout DK0001.",
)
def twee_verzoeken(p: Proef) -> None:
    melder = p.mensen.melder()
    eerste, tweede = (inhoud.verbinding(melder) for _ in range(2))
    p.gesprek.geweigerd(p.gesprek.stuur(melder, eerste, tweede), "DK0001", techniek=True)


@geval(
    "PROF-110",
    "Een lege Body",
    eisen=("R-151", "WW003", "AANVAL-40"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed getekend bericht met niets in de Body.",
    verwacht="Een fout DK0001.",
)
def lege_body(p: Proef) -> None:
    p.weiger("DK0001", voor_tekenen=lambda envelop: envelop[-1].remove(envelop[-1][0]))


@geval(
    "PROF-111",
    "Een SOAP 1.2-envelop",
    eisen=("R-151", "WW001", "AANVAL-40"),
    tweeling="PROF-001",
    gedaan="Stuurt het bericht in een envelop van SOAP 1.2.",
    verwacht="Een fout DK0001 met faultcode VersionMismatch.",
)
def soap12(p: Proef) -> None:
    nieuw = b"http://www.w3.org/2003/05/soap-envelope"
    fout = p.weiger("DK0001", op_bytes=lambda raw: raw.replace(SOAP.encode(), nieuw))
    eis(fout.faultcode == f"{{{SOAP}}}VersionMismatch", "faultcode VersionMismatch", fout.faultcode or "geen")


@geval(
    "PROF-112",
    "Een verwerkingsinstructie in het bericht",
    eisen=("R-151", "R-159", "BP-R1009"),
    tweeling="PROF-001",
    gedaan="Zet een verwerkingsinstructie in de Body.",
    verwacht="Een fout DK0001; de fout hoeft niet getekend te zijn.",
)
def verwerkingsinstructie(p: Proef) -> None:
    p.weiger("DK0001", mag_ongetekend=True, voor_tekenen=lambda envelop: envelop[-1].append(etree.ProcessingInstruction("doe", "iets")))


@geval(
    "PROF-113",
    "Een bericht dat heel diep genest is",
    eisen=("R-159", "AANVAL-31"),
    tweeling="PROF-001",
    gedaan="Stuurt een bericht met tweehonderd elementen in elkaar.",
    verwacht="Een fout DK0001 binnen vijf seconden; de fout hoeft niet getekend te zijn.",
)
def diep_genest(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        element = envelop[-1][0]
        for _ in range(200):
            element = etree.SubElement(element, "diep")

    begin = monotonic()
    p.weiger("DK0001", mag_ongetekend=True, voor_tekenen=verander)
    eis(monotonic() - begin < _SECONDEN, f"een antwoord binnen {_SECONDEN} seconden", "een later antwoord")


@geval(
    "PROF-114",
    "Een fout zegt niets over de persoon of het systeem",
    eisen=("R-170", "R-171"),
    gedaan="Laat een melding weigeren om de handtekening en leest het hele antwoord.",
    verwacht="Geen BSN, geen gebruiker en geen foutmelding van een programma in het antwoord.",
)
def fout_zegt_niets(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    ontvangen = p.gesprek.stuur(melder, inhoud.melding(melder, p.sleutel(), persoon.bsn), na_tekenen=zonder_handtekening)
    p.gesprek.geweigerd(ontvangen, "VIR-S01", techniek=True)
    for wat, tekst in (("het BSN", persoon.bsn), ("de gebruiker", melder.gebruiker_id), ("een programmafout", "Traceback")):
        eis(tekst.encode() not in ontvangen.http.body, f"een fout zonder {wat}", f"{wat} staat in de fout")


@geval(
    "PROF-144",
    "Een envelop met een andere opbouw",
    eisen=("R-151", "WW001", "WW002", "WW003", "AANVAL-40"),
    tweeling="PROF-001",
    gedaan="Stuurt goed getekende verzoeken met de Header achter de Body, twee Headers, een kind van de Body zonder naamruimte, "
    "tekst naast dat kind, encodingStyle, een kring van href en id, en een eigen attribuut van SOAP op de Body; en een "
    "ongetekend bericht zonder Header en een dat geen Envelope is.",
    verwacht="Elke keer een fout DK0001 (bij href en id mag ook VIR-S01).",
)
def andere_opbouw(p: Proef) -> None:
    getekend: dict[str, Verandering] = {
        "Header achteraan": lambda envelop: envelop.append(envelop[0]),
        "twee Headers": lambda envelop: envelop.insert(1, etree.Element(HEADER)),
        "kind zonder naamruimte": lambda envelop: envelop[-1].replace(envelop[-1][0], etree.Element("ControleerVerbinding")),
        "tekst in de Body": lambda envelop: setattr(envelop[-1], "text", "tekst"),
        "encodingStyle": lambda envelop: envelop[-1][0].set(f"{{{SOAP}}}encodingStyle", "http://schemas.xmlsoap.org/soap/encoding/"),
        "kring": _kring,
        "attribuut op de Body": lambda envelop: envelop[-1].set(f"{{{SOAP}}}mustUnderstand", "1"),
    }
    for naam, verander in getekend.items():
        with p.variant(naam):
            p.weiger("DK0001", *(["VIR-S01"] if naam == "kring" else []), mag_ongetekend=True, voor_tekenen=verander)
    for naam, bytes_ in (("zonder Header", _zonder_header), ("geen Envelope", lambda raw: raw.replace(b"soap:Envelope", b"soap:Envelop"))):
        with p.variant(naam):
            p.weiger("DK0001", mag_ongetekend=True, op_bytes=bytes_)


def _kring(envelop: etree._Element) -> None:
    verzoek = envelop[-1][0]
    verzoek.set("id", "a")
    verzoek[0].set("href", "#a")


def _zonder_header(raw: bytes) -> bytes:
    return raw[: raw.index(b"<soap:Header>")] + raw[raw.index(b"</soap:Header>") + len(b"</soap:Header>") :]
