"""Explains a captured message to whoever sent it: the same steps as the server takes, on a file, and why it would stop where.

What only a running server knows (who is a partner, what was sent before, how much) is not judged here, and said so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree

from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.contract.namespaces import TYPEN, WSA
from verwijsindex.contract.operaties import OPERATIES, Operatie
from verwijsindex.domain.weigeringen import ElementOnjuist
from verwijsindex.security.http import HttpFeiten
from verwijsindex.security.names import BODY, ENVELOPE, FAULT, HEADER, SECURITY
from verwijsindex.security.policy import Policy
from verwijsindex.security.receive import Afwijzing, HttpAfwijzing, Ontvanger
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore, VertrouwdCertificaat, keur_sleutel, oin_van, splits_keten
from verwijsindex.soap.raad import RAAD
from verwijsindex.soap.schema import Schema

_CODE: Final = re.compile(r"DK[0-9]{4}|VIR-S?[0-9]+")
_INCIDENT: Final = re.compile(r"\[incident ([0-9a-f-]{36})\]")
_STAPPEN: Final = {
    1: "het HTTP-verzoek",
    2: "de bytes: UTF-8",
    3: "ontleden, en de grenzen",
    4: "de SOAP-envelop",
    5: "de adressering",
    6: "de Security-header",
    7: "het certificaat",
    8: "de handtekening",
    9: "het tijdstip",
    10: "de ondertekende inhoud",
    11: "de partijen",
    12: "de inhoud tegen het XSD",
}
_NIET_GEKEKEN: Final = "of de partner bekend is, of dit bericht al eerder kwam, en wat het personenregister en de regels ervan zeggen"


@dataclass(frozen=True, slots=True)
class Verklaring:
    """What there is to say, a line each; ``goed`` when nothing is wrong."""

    goed: bool
    regels: tuple[str, ...]


class GeenBericht(ValueError):
    """The file is no message and no fault of the koppelvlak."""


def verklaar_code(code: str) -> Verklaring:
    """What a code means and what to do. Raises GeenBericht for one that does not exist."""
    for regel in foutcodes():
        if regel.naam == code.upper():
            return Verklaring(goed=True, regels=(f"{regel.naam}: {regel.uitleg}", *_raad(regel.naam)))
    raise GeenBericht("deze code bestaat niet; alle codes: verwijsindex contract fouten")


def verklaar_bericht(raw: bytes, ca: bytes | None = None, moment: datetime | None = None) -> Verklaring:
    """Judge a request, reply or fault as it was captured.

    ``ca``: PEM of whom to trust, else no chain is looked at; ``moment``: when it was received, else the time in the message itself.
    Raises GeenBericht when it is no XML or has no Envelope, or ``ca`` has no anchor.
    """
    trust = None if ca is None else _lees_ca(ca)
    try:
        wortel = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as fout:
        raise GeenBericht(f"dit is geen XML: regel {fout.lineno}") from None
    fouten = wortel if wortel.tag == FAULT else wortel.find(f"{BODY}/{FAULT}")
    if fouten is not None:
        return _verklaar_fout(fouten)
    if wortel.tag != ENVELOPE:
        raise GeenBericht("dit is geen SOAP 1.1-envelop")
    return _verklaar_verzoek(raw, wortel, trust, moment)


def lees_bericht(pad: Path) -> bytes:
    """A captured message; of a whole HTTP request or reply what comes after the empty line. Raises OSError."""
    inhoud = pad.read_bytes()
    koppen, scheiding, rest = inhoud.partition(b"\r\n\r\n")
    return rest if scheiding and re.match(rb"(POST |HTTP/1)", koppen) else inhoud


def _lees_ca(ca: bytes) -> TrustStore:
    try:
        return TrustStore(*splits_keten(ca), ecdsa=True)
    except ValueError:
        raise GeenBericht("--ca: dit bestand heeft geen stamcertificaat in PEM") from None


def _verklaar_fout(fout: etree._Element) -> Verklaring:
    tekst = fout.findtext("faultstring") or ""
    detail = fout.find(f"detail/{{{TYPEN}}}Fout")
    code = (detail.findtext(f"{{{TYPEN}}}code") if detail is not None else None) or tekst.partition(" ")[0]
    incident = _INCIDENT.search(tekst)
    if not _CODE.fullmatch(code):
        return Verklaring(goed=False, regels=("een fout zonder code van de verwijsindex: iets tussen u en de index antwoordde",))
    regels = [*verklaar_code(code).regels]
    element = None if detail is None else detail.findtext(f"{{{TYPEN}}}element")
    if element:
        regels.append(f"Element: {element}")
    if detail is not None:
        herhaal = detail.findtext(f"{{{TYPEN}}}herhaalbaar") == "true"
        regels.append("Herhalen kan helpen." if herhaal else "Hetzelfde verzoek herhalen helpt niet.")
    if incident is not None:
        regels.append(f"Incident voor een vraag aan de beheerder: {incident[1]}")
    return Verklaring(goed=False, regels=tuple(regels))


def _verklaar_verzoek(raw: bytes, wortel: etree._Element, trust: TrustStore | None, moment: datetime | None) -> Verklaring:
    action = (wortel.findtext(f"{HEADER}/{{{WSA}}}Action") or "").strip()
    kijker = _Kijker(trust)
    ontvanger = Ontvanger(
        policy=Policy(),
        trust=kijker,
        replay=_Vergeet(),
        klok=lambda: moment or _tijdstip(wortel),
        acties={operatie.action: operatie.request for operatie in OPERATIES},
        eigen_oin=None,
        adressen=None,
        partners=lambda _: True,
    )
    http = HttpFeiten("POST", "text/xml; charset=utf-8", None, len(raw), (f'"{action}"',))
    try:
        bericht = ontvanger.ontvang(raw, http)
    except Afwijzing as afwijzing:
        if wortel.find(f"{HEADER}/{{{WSA}}}RelatesTo") is not None:
            return Verklaring(goed=False, regels=("dit is een antwoord; verklaar het verzoek of een fout",))
        return Verklaring(goed=False, regels=tuple(_geweigerd(afwijzing, kijker)))
    except HttpAfwijzing as afwijzing:
        return Verklaring(goed=False, regels=(f"HTTP {afwijzing.status}: {afwijzing.reden}",))
    regels = [
        f"Getekend door OIN {bericht.oin}, voor {_operatie(bericht.action).naam}.",
        f"Tijdstip: {bericht.created:%Y-%m-%d %H:%M:%S} UTC." if bericht.created else "",
        *(f"Let op: {waarschuwing}." for waarschuwing in bericht.waarschuwingen),
    ]
    try:
        Schema(_operatie(bericht.action).dienst.naam).valideer(bericht.kind)
    except ElementOnjuist as fout:
        return Verklaring(goed=False, regels=(*filter(None, regels), *_in_stap(12, "DK0004", fout.element or "het verzoek zelf")))
    keten = "" if trust is not None else " De keten van het certificaat is niet bekeken (--ca)."
    return Verklaring(
        goed=True, regels=(*filter(None, regels), f"Aan het bericht zelf is niets mis.{keten} Niet bekeken: {_NIET_GEKEKEN}.")
    )


def _geweigerd(afwijzing: Afwijzing, kijker: "_Kijker") -> Iterator[str]:
    yield from _in_stap(afwijzing.stap, afwijzing.code, afwijzing.reden)
    if afwijzing.stap >= 7 and kijker.wie:
        yield f"Het certificaat in het bericht is van OIN {kijker.wie}."


def _in_stap(stap: int, code: str, reden: str) -> Iterator[str]:
    yield f"Geweigerd bij stap {stap}, {_STAPPEN[stap]}: {code}, {reden}."
    yield from _raad(code)


def _raad(code: str) -> Iterator[str]:
    if code in RAAD:
        yield f"Wat u doet: {RAAD[code]}"


def _operatie(action: str) -> Operatie:
    return next(operatie for operatie in OPERATIES if operatie.action == action)


def _tijdstip(wortel: etree._Element) -> datetime:
    """What the message says of itself, so that its age does not matter; it was read already, in the form of the profile."""
    tekst = wortel.findtext(f"{HEADER}/{SECURITY}/{{*}}Timestamp/{{*}}Created") or ""
    return datetime.fromisoformat(tekst.strip().replace("Z", "+00:00"))


class _Kijker(TrustStore):
    """Trusts as told, or, without anybody to trust, whoever has a usable certificate; remembers whose it was."""

    def __init__(self, trust: TrustStore | None) -> None:
        self._trust = trust
        self.wie = ""

    def vertrouw(self, der: bytes, nu: datetime) -> VertrouwdCertificaat:
        """Step 7. Raises `OngeldigCertificaat`."""
        if self._trust is not None:
            gevonden = self._trust.vertrouw(der, nu)
        else:
            try:
                certificaat = x509.load_der_x509_certificate(der)
                openbaar = certificaat.public_key()
            except (ValueError, UnsupportedAlgorithm):
                raise OngeldigCertificaat("certificaat onleesbaar") from None
            sleutel, waarschuwingen = keur_sleutel(openbaar, ecdsa=True)
            gevonden = VertrouwdCertificaat(oin_van(certificaat), "", sleutel, waarschuwingen)
        self.wie = gevonden.oin
        return gevonden


class _Vergeet:
    """Nothing was received before."""

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: datetime, nu: datetime) -> bool:
        """Always new."""
        return True
