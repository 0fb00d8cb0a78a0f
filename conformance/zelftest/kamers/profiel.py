"""Servers that lack one check of message security (berichtbeveiliging.md)."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from cryptography import x509
from lxml import etree
from verwijsindex.contract.namespaces import WSA
from verwijsindex.security import addressing, algoritmen, names, receive, refusals, structure, trust, verify
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.policy import DigestAlgoritme
from verwijsindex.security.soapstructure import SoapDelen

from ..mutant import Mutant, niets

# A server as many are written: everything is looked up by its name or its id, wherever it stands.


def _los_soap(envelope: etree._Element) -> SoapDelen:
    header, body = envelope.find(names.HEADER), envelope.findall(names.BODY)[-1]
    adressering = {etree.QName(blok).localname: blok for blok in header if blok.tag.startswith(f"{{{WSA}}}")}
    return SoapDelen(envelope, body, body[0], header.find(names.SECURITY), adressering)


def _met_id(envelope: etree._Element, uri: str) -> etree._Element | None:
    for element in envelope.iter("*"):
        if any(naam.rpartition("}")[2].lower() == "id" and f"#{waarde}" == uri for naam, waarde in element.items()):
            return element
    return None


def _losse_beveiliging(delen: SoapDelen, *_: Any, **__: Any) -> structure.Beveiliging:
    security = delen.security
    handtekening = security.find(f".//{names.SIGNATURE}")
    info = handtekening.find(f".//{names.SIGNED_INFO}")
    verwijzingen = tuple(
        structure.Verwijzing(doel, (), DigestAlgoritme.SHA256, structure.decodeer(een.findtext(names.DIGEST_VALUE)))
        for een in info.findall(names.REFERENCE)
        if (doel := _met_id(delen.envelope, een.get("URI", ""))) is not None
    )
    return structure.Beveiliging(
        token=structure.decodeer(security.find(names.TOKEN).text) or b"",
        created=datetime.now(UTC),
        expires=None,
        signed_info=info,
        prefixen=(),
        algoritme=algoritmen.HandtekeningAlgoritme.RSA_SHA256,
        signature_value=structure.decodeer(handtekening.findtext(names.SIGNATURE_VALUE)),
        verwijzingen=verwijzingen,
        bevestiging=None,
        waarschuwingen=(),
    )


def _los_bewijs(beveiliging: structure.Beveiliging, body: etree._Element, sleutel: Any) -> verify.Bewijs:
    verify._verifieer_handtekening(beveiliging, sleutel)
    for verwijzing in beveiliging.verwijzingen:
        verify._verifieer_digest(verwijzing)
    return verify.Bewijs(canonicaliseer(body), sha256(beveiliging.signature_value).digest())


class Altijd(dict[str, Any]):
    """Knows one algorithm, whatever it is called."""

    def __init__(self, waarde: Any) -> None:
        super().__init__()
        self._waarde = waarde

    def get(self, *_: Any) -> Any:
        """That one."""
        return self._waarde


def _elke_uitgever(zelf: trust.TrustStore, der: bytes, nu: datetime) -> trust.VertrouwdCertificaat:
    certificaat = x509.load_der_x509_certificate(der)
    return trust.VertrouwdCertificaat(trust.oin_van(certificaat), sha256(der).hexdigest(), certificaat.public_key(), ())


def _een_oin(certificaat: x509.Certificate) -> str:
    """Whoever has not precisely one is the first partner."""
    try:
        return _oin_van(certificaat)
    except refusals.OngeldigCertificaat:
        return "00000099000000001000"


def _elk_token(token: etree._Element, *_: Any) -> bytes:
    return structure.decodeer(token.text or "") or b""


class _Verklapt(refusals.OngeldigCertificaat):
    """Tells the sender why."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.tekst = reden.split(":", maxsplit=1)[0]  # type: ignore[misc]


_ontvang, _herbouw, _machtig, _oin_van = receive.Ontvanger.ontvang, receive.herbouw, receive.machtig, trust.oin_van
_laatste = SimpleNamespace(raw=b"")


def _onthoudt(zelf: receive.Ontvanger, raw: bytes, http: receive.HttpFeiten) -> receive.GeverifieerdBericht:
    _laatste.raw = raw
    return _ontvang(zelf, raw, http)


def _tot_het_commentaar(body: bytes) -> etree._Element:
    """As a reader that takes the first text of an element for all of it."""
    kind = _herbouw(body)
    for begin in re.findall(rb">([^<>]+)<!-- x -->", _laatste.raw):
        for element in kind.iter("*"):
            if (element.text or "").startswith(begin.decode()):
                element.text = begin.decode()
    return kind


MUTANTEN = (
    Mutant(
        "zoekt-delen",
        "WB004",
        (
            (receive, "lees_soap", _los_soap),
            (receive, "lees_beveiliging", _losse_beveiliging),
            (receive, "verifieer", _los_bewijs),
            (addressing, "bladtekst", lambda element: (element.text or "").strip()),
            (addressing, "_epr", lambda header, limieten: header.findtext(names.ADDRESS) or addressing.WSA_ANONYMOUS),
        ),
    ),
    Mutant("elke-canonicalisatie", "WB007", ((structure, "_lees_c14n", lambda *_: ()),)),
    Mutant("elke-methode", "SIGN004", ((structure, "_HANDTEKENINGEN", Altijd(algoritmen.HandtekeningAlgoritme.RSA_SHA256)),)),
    Mutant("elke-digestmethode", "SIGN003", ((structure, "_DIGESTS", Altijd(DigestAlgoritme.SHA256)),)),
    Mutant("elke-sleutelverwijzing", "WB009", ((structure, "_lees_token", _elk_token),)),
    Mutant("elke-uitgever", "PKI002", ((trust.TrustStore, "vertrouw", _elke_uitgever),)),
    Mutant("elk-oin", "PKI001", ((trust, "oin_van", _een_oin),)),
    Mutant("verklapt-de-reden", "AANVAL-46", ((trust, "OngeldigCertificaat", _Verklapt),)),
    Mutant(
        "geen-digest",
        "AANVAL-25",
        ((verify, "_verifieer_digest", lambda verwijzing: canonicaliseer(verwijzing.doel, verwijzing.prefixen)),),
    ),
    Mutant("geen-handtekening", "VIR-S05", ((verify, "_verifieer_handtekening", niets),)),
    Mutant("elke-bestemming", "AANVAL-39", ((receive, "controleer_bestemming", niets),)),
    Mutant(
        "elke-verbinding", "AANVAL-20", ((receive, "machtig", lambda *wie, tls_oin, **waarmee: _machtig(*wie, tls_oin=None, **waarmee)),)
    ),
    Mutant("elke-tijd", "R-157", ((receive, "controleer_tijd", niets),)),
    Mutant("herhaling-mag", "VIR-S07", ((receive, "controleer_herhaling", niets),)),
    Mutant("elke-actie", "DK0003", ((receive, "controleer_actie", niets),)),
    Mutant("tot-het-commentaar", "AANVAL-26", ((receive.Ontvanger, "ontvang", _onthoudt), (receive, "herbouw", _tot_het_commentaar))),
    Mutant("elk-antwoordadres", "AANVAL-38", ((addressing, "_alleen_anoniem", niets),)),
    Mutant("elke-partij", "R-156", ((receive, "machtig", niets),)),
)
