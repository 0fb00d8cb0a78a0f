"""Servers that lack one check of message security (berichtbeveiliging.md)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from cryptography import x509
from lxml import etree
from verwijsindex.contract.namespaces import SOAP, WSA, WSA_ANONYMOUS
from verwijsindex.contract.operaties import operatie
from verwijsindex.security import addressing, algoritmen, names, receive, refusals, soapstructure, structure, trust, verify
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.policy import DigestAlgoritme
from verwijsindex.security.soapstructure import SoapDelen

from ..mutant import Ingreep, Mutant, niets

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
_stappen, _ontleed, _lees_soap, _lees_beveiliging = receive.Ontvanger._stappen, receive.ontleed, receive.lees_soap, receive.lees_beveiliging
_verplicht, _lees_headers = addressing._verplicht, soapstructure._lees_headers
_CONTROLE = operatie("ControleerVerbinding").action
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


def _los_als(zo: Callable[[etree._Element], bool]) -> tuple[Ingreep, ...]:
    """Reads loosely an envelope that is so, and every other strictly."""

    def kies(los: Callable[..., Any], streng: Callable[..., Any]) -> Callable[..., Any]:
        def gekozen(wat: Any, *rest: Any, **knoppen: Any) -> Any:
            element = wat.envelope if isinstance(wat, SoapDelen) else wat if isinstance(wat, etree._Element) else rest[0]
            return (los if zo(element.getroottree().getroot()) else streng)(wat, *rest, **knoppen)

        return gekozen

    def adres(header: etree._Element, limieten: Any) -> str:
        return str(header.findtext(names.ADDRESS) or addressing.WSA_ANONYMOUS)

    return (
        (receive, "lees_soap", kies(_los_soap, _lees_soap)),
        (receive, "lees_beveiliging", kies(_losse_beveiliging, _lees_beveiliging)),
        (receive, "verifieer", kies(_los_bewijs, receive.verifieer)),
        (addressing, "bladtekst", kies(lambda element: (element.text or "").strip(), addressing.bladtekst)),
        (addressing, "_epr", kies(adres, addressing._epr)),
    )


def _body_binnen(waar: Callable[[list[str]], bool]) -> Callable[[etree._Element], bool]:
    """Whether a second Body stands under elements with such names, outermost first."""

    def zo(envelope: etree._Element) -> bool:
        return any(waar([str(o.tag) for o in body.iterancestors()][::-1]) for body in envelope.iter(names.BODY))

    return zo


def _in_eigen_header(pad: list[str]) -> bool:
    return (
        len(pad) > 1 and pad[1] == names.HEADER and names.SECURITY not in pad and not any(str(tag).startswith(f"{{{WSA}}}") for tag in pad)
    )


def _in_de_nieuwe_body(pad: list[str]) -> bool:
    return names.BODY in pad


def _in_security(pad: list[str]) -> bool:
    return names.SECURITY in pad


def _in_adresheader(pad: list[str]) -> bool:
    return any(tag.startswith(f"{{{WSA}}}") for tag in pad)


def _meer_dan_twee(envelope: etree._Element) -> bool:
    return len(envelope) > 2


def _elders(envelope: etree._Element) -> bool:
    """Whether an addressing header or a Timestamp stands where it does not belong."""
    for element in envelope.iter("*"):
        ouder = element.getparent()
        plek = names.SECURITY if element.tag == names.TIMESTAMP else names.HEADER if _is_adres(element) else None
        if plek is not None and ouder is not None and ouder.tag != plek:
            return True
    return False


def _is_adres(element: etree._Element) -> bool:
    naam = etree.QName(element)
    return naam.namespace == WSA and naam.localname in ("To", "Action", "MessageID", "ReplyTo", "From", "FaultTo", "RelatesTo")


def _verwijzingen(envelope: etree._Element) -> list[str]:
    return [een.get("URI", "")[1:] for een in envelope.iter(names.REFERENCE)]


def _ids(envelope: etree._Element) -> list[str]:
    """Of what must be signed."""
    header = envelope.find(names.HEADER)
    delen = [envelope.find(names.BODY), *(header.findall(f"*/{names.TIMESTAMP}")), *(blok for blok in header if _is_adres(blok))]
    return [deel.get(names.WSU_ID, "") for deel in delen if deel is not None]


def _niet_gedekt(envelope: etree._Element) -> bool:
    return bool(set(_ids(envelope)).difference(_verwijzingen(envelope)))


def _meer_gedekt(envelope: etree._Element) -> bool:
    genoemd = _verwijzingen(envelope)
    return len(genoemd) > len(set(genoemd)) or len(set(genoemd).difference(_ids(envelope))) > 1


def _dubbel(envelope: etree._Element) -> bool:
    security = envelope.findall(f"{names.HEADER}/{names.SECURITY}")
    delen = [str(kind.tag) for een in security for kind in een]
    return len(security) > 1 or len(delen) > len(set(delen))


def _meer_in_signature(envelope: etree._Element) -> bool:
    return any(len(een) > 3 for een in envelope.iter(names.SIGNATURE))


def _geen_wsu_id(envelope: etree._Element) -> bool:
    body = envelope.find(names.BODY)
    return body is not None and names.WSU_ID not in body.attrib


def _als(heeft: Callable[[SoapDelen], bool]) -> tuple[Ingreep, ...]:
    """Reads loosely what has this, and everything else strictly."""

    def lees(delen: SoapDelen, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
        return (_losse_beveiliging if heeft(delen) else _lees_beveiliging)(delen, *rest, **knoppen)

    return ((receive, "lees_beveiliging", lees),)


def _zonder_dubbele_ids(delen: SoapDelen, ids: Any, *rest: Any, **knoppen: Any) -> structure.Beveiliging:
    return _lees_beveiliging(delen, tuple(dict.fromkeys(ids)), *rest, **knoppen)


def _zonder_timestamp(delen: SoapDelen) -> bool:
    return delen.security is not None and delen.security.find(names.TIMESTAMP) is None


def _ongetekend_mag(zelf: receive.Ontvanger, raw: bytes, http: receive.HttpFeiten, voortgang: Any) -> receive.GeverifieerdBericht:
    """Believes TLS when there is no signature."""
    if b"SignatureValue" in raw:
        return _stappen(zelf, raw, http, voortgang)
    delen, adressering = zelf._adres(zelf._parse(raw, http, voortgang), http, voortgang)
    kind = _herbouw(canonicaliseer(delen.body))
    oin = http.tls_oin or ""
    return receive.GeverifieerdBericht(b"", kind, adressering.action, adressering.message_id, adressering.to, oin, None, "")


def _anders_als(soort: type[Exception], waarde: Callable[[], str]) -> Callable[..., str]:
    """What is missing is made up."""

    def verplicht(header: etree._Element | None, vorm: Any, limieten: Any, fout: type[Exception]) -> str:
        return waarde() if header is None and fout is soort else _verplicht(header, vorm, limieten, fout)  # type: ignore[arg-type]

    return verplicht


def _met_headers(neem: Callable[[list[etree._Element]], list[etree._Element]]) -> Callable[..., Any]:
    """Reads a Header as if it had these blocks only."""
    return lambda header: _lees_headers(neem(list(header)))


def _eerste_van_elk(blokken: list[etree._Element]) -> list[etree._Element]:
    return list({blok.tag: blok for blok in reversed(blokken)}.values())


def _alleen_bekende(blokken: list[etree._Element]) -> list[etree._Element]:
    return [blok for blok in blokken if blok.tag == names.SECURITY or str(blok.tag).startswith(f"{{{WSA}}}")]


def _eerste_body(envelope: etree._Element) -> SoapDelen:
    for te_veel in envelope.findall(names.BODY)[1:]:
        envelope.remove(te_veel)
    return _lees_soap(envelope)


def _meer_mag(envelope: etree._Element) -> SoapDelen:
    """Passes over what stands beside Header and Body."""
    for blok in list(envelope):
        if blok.tag not in (names.HEADER, names.BODY):
            envelope.remove(blok)
    return _lees_soap(envelope)


def _ook_soap12(raw: bytes, *rest: Any) -> Any:
    return _ontleed(raw.replace(b"http://www.w3.org/2003/05/soap-envelope", SOAP.encode()), *rest)


def _eerste_kind(body: etree._Element) -> etree._Element:
    return next(body.iterchildren("*"), body)


MUTANTEN = (
    Mutant("ongetekend-mag", "AANVAL-08", ((receive.Ontvanger, "_stappen", _ongetekend_mag),)),
    Mutant("timestamp-mag-ontbreken", "WB002", _als(_zonder_timestamp)),
    Mutant("to-mag-ontbreken", "DK0005", ((addressing, "_verplicht", _anders_als(refusals.ToOntbreekt, lambda: WSA_ANONYMOUS)),)),
    Mutant("action-mag-ontbreken", "DK0006", ((addressing, "_verplicht", _anders_als(refusals.ActionOntbreekt, lambda: _CONTROLE)),)),
    Mutant(
        "berichtnummer-mag-ontbreken",
        "DK0007",
        ((addressing, "_verplicht", _anders_als(refusals.MessageIdOntbreekt, lambda: f"urn:uuid:{uuid4()}")),),
    ),
    Mutant("dubbele-header-mag", "DK0011", ((soapstructure, "_lees_headers", _met_headers(_eerste_van_elk)),)),
    Mutant("vreemde-header-mag", "DK0010", ((soapstructure, "_lees_headers", _met_headers(_alleen_bekende)),)),
    Mutant("eerste-body-telt", "WW003", ((receive, "lees_soap", _eerste_body),)),
    Mutant("meer-in-de-envelop-mag", "BP-R9980", ((receive, "lees_soap", _meer_mag),)),
    Mutant("eerste-kind-telt", "WW003", ((soapstructure, "_enige_kind", _eerste_kind),)),
    Mutant("soap12-mag", "AANVAL-40", ((receive, "ontleed", _ook_soap12),)),
    Mutant("zoekt-in-eigen-headers", "AANVAL-01", _los_als(_body_binnen(_in_eigen_header))),
    Mutant("zoekt-in-de-body", "WB013", _los_als(_body_binnen(_in_de_nieuwe_body))),
    Mutant("zoekt-in-de-envelop", "AANVAL-02", _los_als(_meer_dan_twee)),
    Mutant("zoekt-in-security", "AANVAL-03", _los_als(_body_binnen(_in_security))),
    Mutant("zoekt-in-adresheaders", "AANVAL-04", _los_als(_body_binnen(_in_adresheader))),
    Mutant("hetzelfde-id-mag", "AANVAL-05", ((receive, "lees_beveiliging", _zonder_dubbele_ids),)),
    Mutant("zoekt-headers-elders", "AANVAL-06", _los_als(_elders)),
    Mutant("half-getekend-mag", "AANVAL-07", _los_als(_niet_gedekt)),
    Mutant("meer-getekend-mag", "WB004", _los_als(_meer_gedekt)),
    Mutant("deel-dubbel-mag", "AANVAL-09", _los_als(_dubbel)),
    Mutant("meer-in-de-handtekening-mag", "AANVAL-10", _los_als(_meer_in_signature)),
    Mutant("elk-soort-id", "AANVAL-42", _los_als(_geen_wsu_id)),
    Mutant("elke-canonicalisatie", "WB007", ((structure, "_lees_c14n", lambda *_: ()),)),
    Mutant("elke-handtekeningmethode", "SIGN004", ((structure, "_HANDTEKENINGEN", Altijd(algoritmen.HandtekeningAlgoritme.RSA_SHA256)),)),
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
