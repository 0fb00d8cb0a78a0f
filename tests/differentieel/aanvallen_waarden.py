"""More attacks of berichtbeveiliging.md section 3: algorithms, references, certificates, times and values.

Every one starts from the same valid message. Where a form could be signed, it is signed: what is wrong is the form alone.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import timedelta

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N

from ..unit.security import pki
from ..unit.security.berichten import C14N, KEY_INFO, TOKENVERWIJZING, TRANSFORMS, Ref, created, expires, timestamp
from . import partijen
from .aanval import GOED, RAW, REFS, VALS, Aanval, verbouw
from .blik import NS
from .herteken import herteken

_MOMENT = "2026-03-02T09:29:58Z"


def _transform(uri: str, inhoud: str = "") -> str:
    return f'<ds:Transforms><ds:Transform Algorithm="{uri}">{inhoud}</ds:Transform></ds:Transforms>'


def _lijst(prefixen: str) -> str:
    return f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="{prefixen}"/>'


def _ref(**knoppen: object) -> tuple[Ref, ...]:
    """Return the references of a good message, with knobs of the one to the Body turned."""
    return (*REFS[:-1], Ref(**({"doel": "body"} | knoppen)))


def algoritmen() -> Iterator[Aanval]:
    """Cases 11 to 14: algorithms, canonicalisation and transforms outside the lists."""
    s02, s01 = ("VIR-S02",), ("VIR-S01",)
    yield Aanval("11", "HMAC met de publieke sleutel", _hmac(), s02)
    for uri in ("2000/09/xmldsig#rsa-sha1", "2001/04/xmldsig-more#rsa-md5", "2001/04/xmldsig-more#rsa-sha224", "2000/09/xmldsig#dsa-sha1"):
        yield Aanval("12", uri, GOED.met(methode=f"http://www.w3.org/{uri}").bouw(), s02)
    for uri in ("2000/09/xmldsig#sha1", "2001/04/xmldsig-more#sha224", "2001/04/xmldsig-more#md5"):
        yield Aanval("12", f"digest {uri}", GOED.met(refs=_ref(digest=f"http://www.w3.org/{uri}")).bouw(), s02)
    yield Aanval("12", "DigestMethod met een kind", GOED.met(refs=_ref(methode_inhoud="<x/>")).bouw(), s02)
    andere = ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", f"{EXC_C14N}WithComments", "http://www.w3.org/2006/12/xml-c14n11", "urn:x")
    for uri in andere:
        yield Aanval("13", uri, GOED.met(c14n=C14N.replace(EXC_C14N, uri)).bouw(), s02)
    xmldsig = ("http://www.w3.org/TR/1999/REC-xpath-19991116", f"{DS}base64", f"{DS}enveloped-signature", "nonsens", *andere)
    for uri in xmldsig:
        yield Aanval("14", uri, GOED.met(refs=_ref(transforms=_transform(uri))).bouw(), s02)
    yield Aanval("14", "geen transformatie", GOED.met(refs=_ref(transforms="<ds:Transforms/>")).bouw(), s02)
    twee = TRANSFORMS.replace("</ds:Transforms>", f'<ds:Transform Algorithm="{EXC_C14N}"/></ds:Transforms>')
    yield Aanval("14", "twee transformaties", GOED.met(refs=_ref(transforms=twee)).bouw(), s02)
    andersom = TRANSFORMS.replace("ds:Transform ", "ds:Transfrom ")
    yield Aanval("14", "iets anders dan een Transform", GOED.met(refs=_ref(transforms=andersom)).bouw(), s02)
    yield Aanval("14", "zonder Transforms", GOED.met(refs=_ref(transforms="")).bouw(), s01)
    yield Aanval("14", "Algorithm met iets ernaast", GOED.met(c14n=C14N.replace("/>", ' x="1"/>')).bouw(), s01)
    yield Aanval("14", "Algorithm ontbreekt", GOED.met(c14n=C14N.replace("Algorithm", "algorithm")).bouw(), s01)
    for naam, inhoud in (
        ("twee PrefixLists", _lijst("soap") * 2),
        ("33 prefixen", _lijst(" ".join(f"p{i}" for i in range(33)))),
        ("tab tussen prefixen", _lijst("soap&#9;wsa")),
        ("harde spatie tussen prefixen", _lijst("soap\u00a0wsa")),
        ("zonder PrefixList", _lijst("").replace(' PrefixList=""', "")),
        ("kind in InclusiveNamespaces", _lijst("soap").replace("/>", "><x/></ec:InclusiveNamespaces>")),
        ("iets anders dan InclusiveNamespaces", _lijst("soap").replace("InclusiveNamespaces", "XPath")),
    ):
        raw = GOED.met(refs=_ref(transforms=_transform(EXC_C14N, inhoud))).bouw()
        yield Aanval("14", naam, herteken(raw, GOED.partij), s01)
    dertig = GOED.met(refs=_ref(transforms=_transform(EXC_C14N, _lijst(" ".join(f"p{i}" for i in range(32))))))
    yield Aanval("14", "32 prefixen", dertig.bouw(), None)


def _hmac() -> bytes:
    raw = GOED.met(methode="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256").bouw()
    info = etree.fromstring(raw).find(".//ds:SignedInfo", NS)
    sleutel = GOED.partij.sleutel.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    mac = hmac.HMAC(sleutel, hashes.SHA256())
    mac.update(etree.tostring(info, method="c14n", exclusive=True))
    return re.sub(rb"<ds:SignatureValue>[^<]*", b"<ds:SignatureValue>" + b64encode(mac.finalize()), raw)


def verwijzingen() -> Iterator[Aanval]:
    """Cases 15 and 17: references that lead elsewhere, and everything in KeyInfo that is no direct reference."""
    elders = (
        "",
        "#",
        "body",
        "#Body",
        "#xpointer(/)",
        "#xpointer(id('body'))",
        "http://127.0.0.1:1/x",
        "file:///bestaat/niet",
        "cid:x",
        "../x",
    )
    for uri in elders:
        yield Aanval("15", f"URI {uri!r}", GOED.met(refs=_ref(uri=uri)).bouw(), ("VIR-S01",))
    yield Aanval("15", "zonder URI", verbouw(lambda e: e.findall(".//ds:Reference", NS)[-1].attrib.pop("URI")), ("VIR-S01",))
    directe = f"<wsse:SecurityTokenReference>{TOKENVERWIJZING}</wsse:SecurityTokenReference>"
    for naam, inhoud in (
        ("leeg", ""),
        ("twee STR", directe * 2),
        ("KeyName", "<ds:KeyName>x</ds:KeyName>"),
        ("KeyName ernaast", directe + "<ds:KeyName>x</ds:KeyName>"),
        ("X509Data ernaast", f"<ds:X509Data><ds:X509Certificate>{partijen.groot().token}</ds:X509Certificate></ds:X509Data>{directe}"),
        ("KeyIdentifier", directe.replace(TOKENVERWIJZING, '<wsse:KeyIdentifier ValueType="x">x</wsse:KeyIdentifier>')),
        ("embedded", directe.replace(TOKENVERWIJZING, "<wsse:Embedded/>")),
        ("twee Reference", directe.replace(TOKENVERWIJZING, TOKENVERWIJZING * 2)),
        ("Reference met een kind", directe.replace("/></wsse:Sec", "><x/></wsse:Reference></wsse:Sec")),
        ("iets anders dan een STR", directe.replace("SecurityTokenReference", "Anders")),
        ("iets anders dan een Reference", directe.replace("wsse:Reference", "wsse:Anders")),
        ("naar de Body", directe.replace("#token", "#body")),
        ("zonder ValueType", re.sub(r' ValueType="[^"]*"', "", directe)),
    ):
        yield Aanval("17", naam, GOED.met(key_info=f"<ds:KeyInfo>{inhoud}</ds:KeyInfo>").bouw(), ("VIR-S03",))
    vreemd = GOED.bouw().replace(b"#Base64Binary", b"#HexBinary")
    yield Aanval("17", "EncodingType", herteken(vreemd, GOED.partij), ("VIR-S03",))
    pkipath = re.sub(rb'(<wsse:BinarySecurityToken[^>]*#X509)v3"', rb'\1PKIPathv1"', RAW)
    yield Aanval("17", "ValueType van het token", herteken(pkipath, GOED.partij), ("VIR-S03",))
    for uri in ("#", "#None"):
        zonder = _tokentekst(GOED.partij.token).replace(' wsu:Id="token"', "")
        los = GOED.met(token=zonder, ongetekend=("token",), key_info=KEY_INFO.replace("#token", uri))
        yield Aanval("17", f"token zonder id, verwijzing {uri}", los.bouw(), ("VIR-S03",))
    kind = GOED.met(token=re.sub(r"(</wsse:Bin)", r"<x/>\1", _tokentekst(GOED.partij.token)))
    yield Aanval("17", "kind in het token", kind.bouw(), ("VIR-S01",))
    yield Aanval("17", "te groot token", GOED.met(token=_tokentekst("A" * (16 * 1024 + 4))).bouw(), ("VIR-S01",))


def _attributen() -> str:
    return re.search(r'EncodingType="[^"]*" ValueType="[^"]*"', RAW.decode())[0]


def _tokentekst(inhoud: str) -> str:
    return f'<wsse:BinarySecurityToken wsu:Id="token" {_attributen()}>{inhoud}</wsse:BinarySecurityToken>'


def certificaten() -> Iterator[Aanval]:
    """Case 16: certificates with the right subject that nobody should believe."""
    sleutel = partijen.sleutel("partner")
    namaak = pki.maak_ca("Vaste Uitgever", sleutel=partijen.sleutel("server"), nummer=20)
    blad = pki.Ca(partijen.groot().certificaat, partijen.groot().sleutel)
    for naam, uitgever in (("zelfondertekend", None), ("CA met dezelfde naam", namaak), ("blad als CA", blad)):
        partij = pki.Partij(pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=21), uitgever), sleutel)
        yield Aanval("16", naam, GOED.met(partij=partij).bouw(), ("VIR-S04",))
    verlopen = partijen.partij(nummer=22, tot=pki.NU - timedelta(days=1))
    yield Aanval("18", "verlopen", GOED.met(partij=verlopen).bouw(), ("VIR-S04",))
    yield Aanval("18", "geen certificaat", GOED.met(token=_tokentekst("AAAA")).bouw(), ("VIR-S04",))
    yield Aanval("19", "geen OIN", GOED.met(partij=partijen.partij(nummer=23, serienummers=())).bouw(), ("VIR-S04",))


def tijden() -> Iterator[Aanval]:
    """Case 23: too old, in the future, in no form of the profile."""
    s06, s01 = ("VIR-S06",), ("VIR-S01",)
    for naam, delen_, codes in (
        ("over een minuut", [created("2026-03-02T09:31:00Z")], None),
        ("ruim een minuut vooruit", [created("2026-03-02T09:31:00.001Z")], s06),
        ("vijf minuten oud", [created("2026-03-02T09:25:00Z")], None),
        ("net te oud", [created("2026-03-02T09:24:59.999Z")], s06),
        ("net niet voorbij", [created("2026-03-02T09:26:00Z"), expires("2026-03-02T09:29:00.001Z")], None),
        ("voorbij", [created("2026-03-02T09:26:00Z"), expires("2026-03-02T09:29:00Z")], s06),
        ("Expires is Created", [created(_MOMENT), expires(_MOMENT)], s06),
        ("Expires voor Created", [created(_MOMENT), expires("2026-03-02T09:29:57Z")], s06),
        ("vier cijfers achter de punt", [created("2026-03-02T09:29:58.1234Z")], None),
        ("lokale tijd", [created("2026-03-02T10:29:58+01:00")], s01),
        ("schrikkelseconde", [created("2026-03-02T09:29:60Z")], s01),
        ("30 februari", [created("2026-02-30T09:29:58Z")], s01),
        ("zonder Created", [expires("2026-03-02T09:34:58Z")], s01),
        ("twee keer Created", [created(_MOMENT)] * 2, s01),
        ("twee keer Expires", [created(_MOMENT), *[expires("2026-03-02T09:34:58Z")] * 2], s01),
        ("iets ernaast", [created(_MOMENT), "<x/>"], s01),
    ):
        yield Aanval("23", naam, GOED.met(timestamp=timestamp(*delen_)).bouw(), codes)


def waarden() -> Iterator[Aanval]:
    """Cases 24 to 27: the signature itself, changed by one bit, and comments."""
    s05, s01 = ("VIR-S05",), ("VIR-S01",)
    yield Aanval("25", "SignatureValue", _draai("SignatureValue"), s05)
    for i in range(len(REFS)):
        yield Aanval("25", f"DigestValue {i}", herteken_zonder_digests(_draai("DigestValue", i)), s05)
    yield Aanval("25", "Body een cijfer anders", RAW.replace(b"900000001", VALS.encode()), s05)
    yield Aanval("25", "een spatie in de Body", RAW.replace(b"</m:jeugdige>", b"</m:jeugdige> "), s05)
    yield Aanval("25", "ander token", RAW.replace(GOED.partij.token.encode(), partijen.server().token.encode()), s05)
    yield Aanval("25", "attribuut op To", RAW.replace(b'<wsa:To wsu:Id="To">', b'<wsa:To wsu:Id="To" a="">'), s05)
    for naam in ("DigestValue", "SignatureValue"):
        for soort, waarde in (("geen base64", b"\\1!"), ("leeg", b""), ("kind", b"\\1<x/>"), ("opvulling", b"\\1=")):
            raw = re.sub(rf"(?<=<ds:{naam}>)([^<]+)".encode(), waarde, RAW, count=1)
            yield Aanval("25", f"{naam}: {soort}", raw, s01)
        commentaar = re.sub(rf"(<ds:{naam}>..)".encode(), rb"\1<!-- -->", RAW, count=1)
        yield Aanval("27", f"commentaar in {naam}", commentaar, ("DK0001",))
    yield Aanval("26", "commentaar in een getekende waarde", RAW.replace(b"900000001", b"900<!-- x -->000001"), None)
    yield Aanval("27", "commentaar in de Header", RAW.replace(b"<soap:Header>", b"<soap:Header><!-- x -->"), ("DK0001",))


def _draai(element: str, nummer: int = 0) -> bytes:
    treffer = list(re.finditer(rf"<ds:{element}>([^<]+)<".encode(), RAW))[nummer]
    waarde = bytearray(b64decode(treffer[1]))
    waarde[5] ^= 1
    return RAW[: treffer.start(1)] + b64encode(bytes(waarde)) + RAW[treffer.end(1) :]


def herteken_zonder_digests(raw: bytes) -> bytes:
    """Sign SignedInfo as it stands, with a wrong digest in it: only the digest gives the message away."""
    return herteken(raw, GOED.partij, digests=False)
