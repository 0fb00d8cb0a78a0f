"""Messages that are wrong in one way each, with the diagnosis that belongs to them; made of good ones by the suite's own signer."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, AsymmetricPadding, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID
from lxml import etree
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import haal_weg, verdubbel_body, vreemde_header
from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar, lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht, zet_waarde
from verwijsindex_conformance.doel import Gebruiker, Partner
from verwijsindex_conformance.namespaces import (
    BODY,
    DS,
    EXC_C14N,
    HEADER,
    MELDINGEN,
    SECURITY,
    SIGNATURE,
    TIMESTAMP,
    TOKEN,
    WSA,
    WSSE,
    WSU_ID,
)

NU = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ADRES = "https://index.example/meldingen/v1"
INCL_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
BSN = "900000012"
WSA_PAD = f"{{{WSA}}}"
Boomwerk = Callable[[etree._Element], object]


@dataclass(frozen=True)
class Maker:
    """Makes messages of one partner."""

    partner: Partner
    ander: Partner

    def goed(self, **anders: Any) -> bytes:
        melder = Gebruiker(self.partner, "melder-1", "MELDER", "ggd", None, None, True)
        kind = anders.pop("kind", None)
        verzoek = inhoud.melding(melder, "sleutel-1", BSN) if kind is None else kind
        return maak_bericht(Recept(**{**self._velden(verzoek), **anders})).raw

    def paar(self, partner: Partner | None = None) -> Sleutelpaar:
        wie = partner or self.partner
        return lees_sleutelpaar(wie.certificaat, wie.sleutel)

    def verzoek(self, oin: str | None = None) -> etree._Element:
        partner = Partner(oin or self.partner.oin, Path(), Path())
        return inhoud.melding(Gebruiker(partner, "melder-1", "MELDER", "ggd", None, None, True), "sleutel-1", BSN)

    def _velden(self, verzoek: etree._Element) -> dict[str, Any]:
        return {
            "kinderen": (verzoek,),
            "action": f"{MELDINGEN}:MeldJeugdige",
            "to": ADRES,
            "ondertekenaar": self.paar(),
            "created": NU - timedelta(seconds=5),
        }


def op_boom(raw: bytes, verander: Boomwerk) -> bytes:
    boom = etree.fromstring(raw)
    verander(boom)
    return etree.tostring(boom)


def ingesprongen(raw: bytes) -> bytes:
    return op_boom(raw, etree.indent)


def andere_prefix(raw: bytes, oud: bytes, nieuw: bytes) -> bytes:
    return raw.replace(b"<" + oud + b":", b"<" + nieuw + b":").replace(b"</" + oud + b":", b"</" + nieuw + b":").replace(
        b"xmlns:" + oud + b"=", b"xmlns:" + nieuw + b"="
    )  # fmt: skip


def _ander_cijfer(raw: bytes) -> bytes:
    assert BSN.encode() in raw
    return raw.replace(BSN.encode(), b"900000024")


def _noem_anders(raw: bytes, oud: str, nieuw: str, keer: int = -1) -> bytes:
    assert oud.encode() in raw
    return raw.replace(oud.encode(), nieuw.encode(), keer)


def _incl_genoemd_als_excl(maker: Maker) -> bytes:
    """Signed with inclusive C14N on every part, by a toolkit that writes the URI of exclusive C14N."""
    return _noem_anders(maker.goed(transformatie=xmlsec.constants.TransformInclC14N), INCL_C14N, EXC_C14N)


def _sha512_genoemd_als_256(maker: Maker) -> bytes:
    raw = maker.goed(digest=xmlsec.constants.TransformSha512)
    return _noem_anders(raw, "http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2001/04/xmlenc#sha256")


def _voeg_toe(pad: str, naam: str) -> Boomwerk:
    def verander(boom: etree._Element) -> None:
        plek = boom.find(pad)
        assert plek is not None
        etree.SubElement(plek, naam).text = "x"

    return verander


def _verhuis_body(maker: Maker, pad: str, naam: str) -> Boomwerk:
    """The signed Body goes into a new element, an unsigned one takes its place."""

    def verander(boom: etree._Element) -> None:
        plek = boom.find(pad)
        assert plek is not None
        etree.SubElement(plek, naam).append(boom[-1])
        etree.SubElement(boom, BODY).append(maker.verzoek())

    return verander


def _verwissel_digests(boom: etree._Element) -> None:
    waarden = {v.get("URI"): v.find(f"{{{DS}}}DigestValue") for v in boom.iter(f"{{{DS}}}Reference")}
    een, ander = waarden["#body"], waarden["#timestamp"]
    assert een is not None
    assert ander is not None
    een.text, ander.text = ander.text, een.text


def _issuer_serial(boom: etree._Element) -> None:
    verwijzing = boom.find(f"{HEADER}/{SECURITY}/{SIGNATURE}/{{{DS}}}KeyInfo/{{{WSSE}}}SecurityTokenReference")
    assert verwijzing is not None
    verwijzing.remove(verwijzing[0])
    etree.SubElement(etree.SubElement(verwijzing, f"{{{DS}}}X509Data"), f"{{{DS}}}X509IssuerSerial")


def _token(tekst: str) -> Boomwerk:
    def verander(boom: etree._Element) -> None:
        element = boom.find(f"{HEADER}/{SECURITY}/{TOKEN}")
        assert element is not None
        element.text = tekst

    return verander


def _verdubbel(pad: str) -> Boomwerk:
    def verander(boom: etree._Element) -> None:
        element = boom.find(pad)
        assert element is not None
        element.addnext(deepcopy(element))

    return verander


def _soap12(raw: bytes) -> bytes:
    return _noem_anders(raw, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")


def _kapotte_inhoud(maker: Maker) -> etree._Element:
    verzoek = maker.verzoek()
    verzoek.append(etree.fromstring(f'<schoenmaat xmlns="{MELDINGEN}">43</schoenmaat>'))
    return verzoek


def _andere_namespace(maker: Maker) -> etree._Element:
    return etree.fromstring(etree.tostring(maker.verzoek()).replace(MELDINGEN.encode(), b"urn:verwijsindex:meldingen:v2"))


def _reply_to(boom: etree._Element) -> None:
    adres = boom.find(f"{HEADER}/{WSA_PAD}ReplyTo/{WSA_PAD}Address")
    assert adres is not None
    adres.text = "https://partner.example/antwoord"


def _afgekapt(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _eigen_paar(oin: str | None, bits: int) -> Sleutelpaar:
    """A certificate that issued itself, with a key of so many bits."""
    sleutel = generate_private_key(65537, bits)
    delen = [x509.NameAttribute(NameOID.COMMON_NAME, "Partner")]
    delen += [] if oin is None else [x509.NameAttribute(NameOID.SERIAL_NUMBER, oin)]
    wie = x509.Name(delen)
    bouwer = x509.CertificateBuilder(wie, wie, sleutel.public_key()).serial_number(1)
    geldig = bouwer.not_valid_before(NU - timedelta(days=1)).not_valid_after(NU + timedelta(days=1))
    pem = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Sleutelpaar(geldig.sign(sleutel, SHA256()).public_bytes(Encoding.PEM), pem)


def _teken_anders(maker: Maker, vulling: AsymmetricPadding, *, exclusief: bool = True) -> Boomwerk:
    """Another SignatureValue over the same SignedInfo, in another way."""
    sleutel = load_pem_private_key(maker.paar().sleutel, None)
    assert isinstance(sleutel, RSAPrivateKey)

    def verander(boom: etree._Element) -> None:
        handtekening = boom.find(f"{HEADER}/{SECURITY}/{SIGNATURE}")
        assert handtekening is not None
        tekst = etree.tostring(handtekening[0], method="c14n", exclusive=exclusief)
        zet_waarde(handtekening, sleutel.sign(tekst, vulling, SHA256()))

    return verander


def _met_accent(maker: Maker) -> bytes:
    """A name whose accents stood apart when it was signed, and stood with their letters when it was sent."""
    gegevens = {"geslachtsnaam": unicodedata.normalize("NFD", "Müller"), "geboortedatum": "20150101"}
    melder = Gebruiker(maker.partner, "melder-1", "MELDER", "ggd", None, None, False)
    raw = maker.goed(kind=inhoud.bevraging(melder, "sleutel-1", gegevens))
    return unicodedata.normalize("NFC", etree.tostring(etree.fromstring(raw), encoding="unicode")).encode()


KAPOT: Mapping[str, tuple[Callable[[Maker], bytes], set[str]]] = {
    "geen xml": (lambda m: _afgekapt(m.goed()), {"GEEN-XML"}),
    "utf-16": (lambda m: m.goed().decode().encode("utf-16"), {"GEEN-UTF-8"}),
    "latin-1": (lambda m: m.goed() + b"<!-- \xe9 -->", {"GEEN-UTF-8"}),
    "dtd": (lambda m: b"<!DOCTYPE a>" + m.goed(), {"DTD"}),
    "te groot": (lambda m: m.goed() + b" " * 1_100_000, {"TE-GROOT"}),
    "soap 1.2": (lambda m: _soap12(m.goed()), {"SOAP-1.2"}),
    "zonder Header": (lambda m: op_boom(m.goed(), haal_weg(HEADER)), {"ENVELOP"}),
    "twee Bodies": (lambda m: op_boom(m.goed(), verdubbel_body), {"ENVELOP"}),
    "lege Body": (lambda m: m.goed(voor_tekenen=lambda b: b[-1].clear()), {"BODY-AANTAL", "NIET-GETEKEND"}),
    "eigen header": (lambda m: m.goed(extra_headers=(vreemde_header(),)), {"VREEMDE-HEADER"}),
    "oude adressering": (
        lambda m: m.goed(extra_headers=(etree.Element("{http://schemas.xmlsoap.org/ws/2004/08/addressing}To"),)),
        {"VREEMDE-HEADER"},
    ),
    "zonder To": (lambda m: m.goed(to=None), {"GEEN-TO"}),
    "zonder Action": (lambda m: m.goed(action=None), {"GEEN-ACTION"}),
    "zonder MessageID": (lambda m: m.goed(message_id=None), {"GEEN-MESSAGEID"}),
    "dubbele header": (
        lambda m: m.goed(voor_tekenen=lambda b: _verdubbel(f"{HEADER}/{WSA_PAD}MessageID")(b) or b[0][-2].set(WSU_ID, "twee")),
        {"HEADER-DUBBEL"},
    ),
    "ReplyTo met adres": (lambda m: m.goed(reply_to="https://partner.example/antwoord"), {"NIET-ANONIEM"}),
    "ReplyTo na tekenen": (lambda m: op_boom(m.goed(), _reply_to), {"NIET-ANONIEM", "DIGEST-INHOUD"}),
    "andere To": (lambda m: m.goed(to="https://proxy.example/"), {"TO"}),
    "Action van een ander": (lambda m: m.goed(action=f"{MELDINGEN}:KoppelBsn"), {"ACTION"}),
    "andere namespace": (lambda m: m.goed(kind=_andere_namespace(m)), {"BODY-ONBEKEND"}),
    "zonder Security": (lambda m: op_boom(m.goed(), haal_weg(HEADER, SECURITY)), {"GEEN-SECURITY"}),
    "zonder handtekening": (lambda m: op_boom(m.goed(), haal_weg(HEADER, SECURITY, SIGNATURE)), {"GEEN-HANDTEKENING"}),
    "Body niet getekend": (lambda m: m.goed(ongetekend=("Body",)), {"NIET-GETEKEND"}),
    "To en ReplyTo niet getekend": (lambda m: m.goed(ongetekend=("To", "ReplyTo")), {"NIET-GETEKEND"}),
    "Timestamp niet getekend": (lambda m: m.goed(ongetekend=("Timestamp",)), {"NIET-GETEKEND"}),
    "header zonder Id": (
        lambda m: m.goed(voor_tekenen=lambda b: b.find(f"{HEADER}/{WSA_PAD}To").attrib.pop(WSU_ID)),
        {"NIET-GETEKEND"},
    ),
    "Body ingepakt in Security": (
        lambda m: op_boom(m.goed(), _verhuis_body(m, f"{HEADER}/{SECURITY}", "{urn:vreemd}Extra")),
        {"NIET-GETEKEND", "VERPLAATST"},
    ),
    "Body ingepakt in From": (
        lambda m: op_boom(m.goed(), _verhuis_body(m, HEADER, f"{WSA_PAD}From")),
        {"NIET-GETEKEND", "VERPLAATST"},
    ),
    "Id dubbel": (lambda m: op_boom(m.goed(), lambda b: b[-1][0].set(WSU_ID, "body")), {"ID-DUBBEL", "VERPLAATST", "SCHEMA"}),
    "Timestamp weggehaald": (
        lambda m: op_boom(m.goed(), haal_weg(HEADER, SECURITY, TIMESTAMP)),
        {"VERWIJZING-LEEG", "TIMESTAMP"},
    ),
    "SHA-1": (lambda m: m.goed(handtekening=xmlsec.constants.TransformRsaSha1, digest=xmlsec.constants.TransformSha1), {"ALGORITME"}),
    "inclusief": (
        lambda m: m.goed(canoniek=xmlsec.constants.TransformInclC14N, transformatie=xmlsec.constants.TransformInclC14N),
        {"ALGORITME"},
    ),
    "IssuerSerial": (lambda m: op_boom(m.goed(), _issuer_serial), {"VERWIJZING"}),
    "token als PEM": (
        lambda m: op_boom(m.goed(), _token(m.paar().certificaat.decode())),
        {"CERTIFICAAT-ONLEESBAAR", "DIGEST-INHOUD"},
    ),
    "twee tokens": (lambda m: op_boom(m.goed(), _verdubbel(f"{HEADER}/{SECURITY}/{TOKEN}")), {"TOKEN", "ID-DUBBEL"}),
    "token van een ander": (
        lambda m: op_boom(m.goed(), _token(m.paar(m.ander).token)),
        {"DIGEST-INHOUD", "HANDTEKENING-SLEUTEL", "VERZENDER"},
    ),
    "sleutel van een ander": (
        lambda m: m.goed(ondertekenaar=Sleutelpaar(m.paar().certificaat, m.paar(m.ander).sleutel)),
        {"HANDTEKENING-SLEUTEL"},
    ),
    "verzenderOin van een ander": (lambda m: m.goed(kind=m.verzoek(m.ander.oin)), {"VERZENDER"}),
    "ingesprongen": (lambda m: ingesprongen(m.goed()), {"DIGEST-WITRUIMTE", "HANDTEKENING-WITRUIMTE"}),
    "inspringing weg": (
        lambda m: op_boom(
            m.goed(voor_tekenen=lambda b: etree.indent(b, "    ")),
            lambda b: [_leeg(deel) for deel in b.iter()],
        ),
        {"DIGEST-WITRUIMTE", "HANDTEKENING-WITRUIMTE"},
    ),
    "spatie om een waarde": (lambda m: m.goed().replace(BSN.encode(), f"\n{BSN} ".encode()), {"DIGEST-WITRUIMTE", "SCHEMA"}),
    "andere prefix in de inhoud": (lambda m: andere_prefix(m.goed(), b"typ", b"ns2"), {"DIGEST-PREFIX"}),
    "andere prefix van soap": (
        lambda m: _noem_anders(andere_prefix(m.goed(), b"soap", b"SOAP-ENV"), "soap:must", "SOAP-ENV:must"),
        {"DIGEST-PREFIX"},
    ),
    "andere prefix van ds": (lambda m: andere_prefix(m.goed(), b"ds", b"dsig"), {"HANDTEKENING-PREFIX"}),
    "element erbij": (lambda m: op_boom(m.goed(), _voeg_toe(BODY, "{urn:proxy}spoor")), {"DIGEST-TOEGEVOEGD", "BODY-AANTAL"}),
    "attribuut erbij": (lambda m: op_boom(m.goed(), lambda b: b[-1].set("spoor", "1")), {"DIGEST-TOEGEVOEGD"}),
    "inclusief getekend": (_incl_genoemd_als_excl, {"DIGEST-CANONICALISATIE", "HANDTEKENING-INHOUD"}),
    "SignedInfo inclusief": (
        lambda m: _noem_anders(m.goed(canoniek=xmlsec.constants.TransformInclC14N), INCL_C14N, EXC_C14N),
        {"HANDTEKENING-INHOUD"},
    ),
    "digest met een ander algoritme": (_sha512_genoemd_als_256, {"DIGEST-METHODE", "HANDTEKENING-INHOUD"}),
    "digests verwisseld": (lambda m: op_boom(m.goed(), _verwissel_digests), {"DIGEST-VERWISSELD", "HANDTEKENING-INHOUD"}),
    "een ander nummer": (lambda m: _ander_cijfer(m.goed()), {"DIGEST-INHOUD"}),
    "waarde kwijt": (
        lambda m: re.sub(rb"(<ds:SignatureValue>).{8}", rb"\1AAAAAAAA", m.goed(), flags=re.DOTALL),
        {"HANDTEKENING-SLEUTEL"},
    ),
    "getekend met PSS": (lambda m: m.goed(na_tekenen=_teken_anders(m, PSS(MGF1(SHA256()), 32))), {"HANDTEKENING-METHODE"}),
    "SignedInfo inclusief gelezen": (
        lambda m: m.goed(na_tekenen=_teken_anders(m, PKCS1v15(), exclusief=False)),
        {"HANDTEKENING-CANONICALISATIE"},
    ),
    "accenten anders": (_met_accent, {"DIGEST-SPELLING"}),
    "token van een ander soort": (
        lambda m: op_boom(m.goed(), lambda b: b.find(f"{HEADER}/{SECURITY}/{TOKEN}").set("ValueType", "urn:x")),
        {"TOKEN-SOORT", "DIGEST-INHOUD"},
    ),
    "korte sleutel": (lambda m: m.goed(ondertekenaar=_eigen_paar(m.partner.oin, 1024)), {"SLEUTEL", "CERTIFICAAT-ONBEKEND"}),
    "zonder OIN": (lambda m: m.goed(ondertekenaar=_eigen_paar(None, 2048)), {"GEEN-OIN", "CERTIFICAAT-ONBEKEND"}),
    "antwoord zonder RelatesTo en bevestiging": (
        lambda m: m.goed(kind=etree.Element(f"{{{MELDINGEN}}}MeldJeugdigeResponse"), action=f"{MELDINGEN}:MeldJeugdigeResponse"),
        {"GEEN-RELATESTO", "GEEN-BEVESTIGING", "SCHEMA"},
    ),
    "te oud": (lambda m: m.goed(created=NU - timedelta(minutes=6)), {"TIJD-OUD"}),
    "een uur oud": (lambda m: m.goed(created=NU - timedelta(hours=1)), {"TIJD-OUD"}),
    "uit de toekomst": (lambda m: m.goed(created=NU + timedelta(minutes=2)), {"TIJD-VOORUIT"}),
    "al voorbij": (lambda m: m.goed(created=NU - timedelta(minutes=4), geldig=timedelta(minutes=2)), {"EXPIRES"}),
    "zonder Timestamp": (lambda m: m.goed(created=None), {"TIMESTAMP"}),
    "tijd zonder Z": (
        lambda m: m.goed(voor_tekenen=lambda b: _zet(b, f"{HEADER}/{SECURITY}/{TIMESTAMP}", "2026-11-24T13:00:00+01:00")),
        {"CREATED"},
    ),
    "inhoud niet volgens schema": (lambda m: m.goed(kind=_kapotte_inhoud(m)), {"SCHEMA"}),
}
"""By name: how it is made, and every finding that it must give, and no other."""


def _leeg(deel: etree._Element) -> None:
    deel.text = deel.text if (deel.text or "").strip() else None
    deel.tail = None


def _zet(boom: etree._Element, pad: str, tekst: str) -> None:
    element = boom.find(pad)
    assert element is not None
    element[0].text = tekst
