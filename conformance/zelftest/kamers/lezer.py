"""Clients that believe an answer which nobody should believe (role partner, attack 47)."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha1, sha256
from types import SimpleNamespace
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1
from lxml import etree
from verwijsindex.client import exchange, index
from verwijsindex.client.errors import NietVertrouwd, Onbereikbaar
from verwijsindex.client.faults import lees_weigering
from verwijsindex.client.results import Melding
from verwijsindex.client.transport import Transport
from verwijsindex.contract.namespaces import WSA
from verwijsindex.security import addressing, names, policy, reply, structure, trust, verify
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.refusals import HandtekeningOnjuist, RelatesToOntbreekt

from verwijsindex_conformance.geval import Rol

from ..client import INDEX
from ..mutant import Ingreep, Mutant, niets
from .profiel import Altijd, _elke_uitgever, _los_bewijs, _los_soap, _losse_beveiliging

_lees_verwijzingen, _lees_beveiliging, _lees_antwoord = structure._lees_verwijzingen, reply.lees_beveiliging, reply.lees_antwoord
_maak_antwoord, _relatie, _bevestiging, _ontvang = (
    reply._maak_antwoord,
    reply.controleer_relatie,
    reply._controleer_bevestiging,
    reply.AntwoordOntvanger.ontvang,
)
_handtekening, _digest, _vraag, _meld = (
    verify._verifieer_handtekening,
    verify._verifieer_digest,
    exchange.Kanaal.vraag,
    index.Verwijsindex.meld_jeugdige,
)


def _mag_ongetekend(*namen: str) -> tuple[Ingreep, ...]:
    """These parts need not be signed; when they are, that is well."""

    def lees(signed_info: etree._Element, verplicht: Sequence[etree._Element], *rest: Any) -> Any:
        genoemd = {een.get("URI") for een in signed_info.iter(names.REFERENCE)}
        over = [deel for deel in verplicht if deel.tag not in namen or f"#{deel.get(names.WSU_ID)}" in genoemd]
        return _lees_verwijzingen(signed_info, over, *rest)

    def verifieer(beveiliging: Any, body: etree._Element, sleutel: Any) -> verify.Bewijs:
        verify._verifieer_handtekening(beveiliging, sleutel)
        for verwijzing in beveiliging.verwijzingen:
            verify._verifieer_digest(verwijzing)
        return verify.Bewijs(canonicaliseer(body), sha256(beveiliging.signature_value).digest())

    return ((structure, "_lees_verwijzingen", lees), (reply, "verifieer", verifieer))


def _losse_lezing(delen: Any, *wat: Any, **waarmee: Any) -> structure.Beveiliging:
    """Every part found by its name, and the confirmation as well."""
    gelezen = _losse_beveiliging(delen, *wat, **waarmee)
    return gelezen._replace(bevestiging=delen.security.find(names.CONFIRMATION))


def _zonder_timestamp(delen: Any, ids: Sequence[str], *wat: Any, **waarmee: Any) -> Any:
    if delen.security is not None and delen.security.find(names.TIMESTAMP) is None:
        return _losse_lezing(delen)
    return _lees_beveiliging(delen, ids, *wat, **waarmee)


def _zonder_bevestiging(delen: Any, ids: Sequence[str], beleid: policy.Policy, **_: Any) -> Any:
    """As a reader of requests reads it, when there is no confirmation."""
    aanwezig = delen.security is not None and delen.security.find(names.CONFIRMATION) is not None
    return _lees_beveiliging(delen, ids, beleid, antwoord=aanwezig)


def _bevestigt_als_zij_er_is(antwoord: Any, gelezen: Any, signature_value: bytes) -> None:
    if gelezen.beveiliging.bevestiging is not None:
        _bevestiging(antwoord, gelezen, signature_value)


def _bevestigt_als_zij_iets_zegt(antwoord: Any, gelezen: Any, signature_value: bytes) -> None:
    if gelezen.beveiliging.bevestiging.get("Value") is not None:
        _bevestiging(antwoord, gelezen, signature_value)


def _los_relatesto(headers: Any, limieten: Any) -> Any:
    try:
        return _lees_antwoord(headers, limieten)
    except RelatesToOntbreekt:
        return addressing.Adressering((headers["Action"].text or ""), headers["MessageID"].text or "", addressing.WSA_ANONYMOUS)


def _relatie_als_zij_er_is(antwoord: Any, relates_to: str | None, message_id: str) -> None:
    if relates_to is not None:
        _relatie(antwoord, relates_to, message_id)


def _zonder_to(headers: Any, limieten: Any) -> Any:
    return _lees_antwoord({naam: blok for naam, blok in headers.items() if naam != "To"}, limieten)


def _ongezien(zonder: str, *, alleen_fout: bool = False) -> Ingreep:
    """A message that lacks this element is believed as it stands."""

    def ontvang(zelf: Any, raw: bytes, **waarmee: Any) -> reply.GeverifieerdAntwoord:
        try:
            envelop = etree.fromstring(raw)
        except etree.XMLSyntaxError:
            return _ontvang(zelf, raw, **waarmee)
        kind = envelop[-1][0]
        is_fout = kind.tag == names.FAULT
        if next(envelop.iter(zonder), None) is not None or (alleen_fout and not is_fout):
            return _ontvang(zelf, raw, **waarmee)
        actie = envelop.findtext(f"{names.HEADER}/{{{WSA}}}Action") or ""
        los = etree.fromstring(etree.tostring(kind, with_tail=False))
        return reply.GeverifieerdAntwoord(los, raw, actie, is_fout, "", INDEX, zelf._klok())

    return (reply.AntwoordOntvanger, "ontvang", ontvang)


class _Alles:
    """Equals everything."""

    def __eq__(self, ander: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def _verwacht(naam: str) -> Ingreep:
    """Of an answer this is not compared with what belongs to the operation."""

    def vraag(zelf: exchange.Kanaal, operatie: Any, body: bytes) -> etree._Element:
        velden = {een: getattr(operatie, een) for een in ("dienst", "action", "response_action", "response")}
        return _vraag(zelf, SimpleNamespace(**{**velden, naam: _Alles()}), body)

    return (exchange.Kanaal, "vraag", vraag)


class _Los:
    """Fields of an element by their name, whatever the schema says."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    def __getattr__(self, naam: str) -> Any:
        gevonden = self._element.findall(f"{{*}}{naam}")
        if naam in ("signaal", "contact", "resultaat"):
            return [_Los(een) for een in gevonden]
        if naam == "volgnummer":
            return int(gevonden[0].text or "0")
        return (gevonden[0].text == "true" if naam == "nogBeschikbaar" else gevonden[0].text) if gevonden else None


def _met_sha1_handtekening(beveiliging: structure.Beveiliging, sleutel: Any) -> None:
    if "rsa-sha1" not in beveiliging.signed_info[1].get("Algorithm", ""):
        return _handtekening(beveiliging, sleutel)
    try:
        sleutel.verify(beveiliging.signature_value, canonicaliseer(beveiliging.signed_info), PKCS1v15(), SHA1())  # noqa: S303
    except InvalidSignature:
        raise HandtekeningOnjuist("SignatureValue klopt niet") from None


def _met_sha1_digest(verwijzing: structure.Verwijzing) -> bytes:
    if len(verwijzing.digest) != 20:
        return _digest(verwijzing)
    canoniek = canonicaliseer(verwijzing.doel, verwijzing.prefixen)
    if sha1(canoniek).digest() != verwijzing.digest:  # noqa: S324
        raise HandtekeningOnjuist("digest klopt niet")
    return canoniek


def _elke_xml(raw: bytes, *_: Any) -> Any:
    envelop = etree.fromstring(raw)
    ids = [waarde for element in envelop.iter("*") for naam, waarde in element.items() if naam.rpartition("}")[2].lower() == "id"]
    return reply.Ontleed(envelop, tuple(ids), list(envelop.iter("*")))


def _hoopvol(*soorten: type[Exception]) -> Ingreep:
    """Whoever gets no answer that he can use thinks that it went well."""

    def meld(zelf: Any, **velden: Any) -> Any:
        try:
            return _meld(zelf, **velden)
        except soorten:
            return Melding("onbekend", velden["partner_melding_id"], zelf._kanaal.klok(), zelf._kanaal.klok().date(), False, False, False)

    return (index.Verwijsindex, "meld_jeugdige", meld)


def _fouten_tellen_niet(zelf: exchange.Kanaal, operatie: Any, body: bytes) -> etree._Element:
    """A fault that is not signed is acted upon as if it were."""
    try:
        return _vraag(zelf, operatie, body)
    except NietVertrouwd as fout:
        if fout.onbevestigd is None:
            raise
        kind = etree.Element(names.FAULT)
        etree.SubElement(kind, "faultstring").text = fout.onbevestigd.partition(" ")[2]
        raise lees_weigering(kind) from None


def _zonder_digest(verwijzing: structure.Verwijzing) -> bytes:
    return canonicaliseer(verwijzing.doel, verwijzing.prefixen)


def _dubbel(delen: Any, ids: Sequence[str], *wat: Any, **waarmee: Any) -> Any:
    return _lees_beveiliging(delen, (), *wat, **waarmee)


_verstuur = Transport.verstuur
_ACHTERSTAND: dict[int, bytes] = {}


def _loopt_achter(zelf: Transport, adres: str, action: str, bericht: bytes) -> bytes:
    """The second question gets what is left of the answer to the first."""
    raw = _verstuur(zelf, adres, action, bericht)
    return _ACHTERSTAND.setdefault(id(zelf), raw)


def _nooit_goed(*_: Any) -> None:
    raise reply.BevestigingOnjuist


def _partner(naam: str, eis: str, *ingrepen: Ingreep) -> Mutant:
    return Mutant(naam, eis, ingrepen, Rol.PARTNER)


_WSA = {naam: f"{{{WSA}}}{naam}" for naam in ("RelatesTo", "Action")}
_ELKE_BEVESTIGING: Ingreep = (reply, "_controleer_bevestiging", niets)
_LOSSE_LEZING: Ingreep = (index, "lees", lambda operatie, kind: _Los(kind))
_ELKE_RELATIE: Ingreep = (reply, "controleer_relatie", niets)

MUTANTEN = (
    _partner(
        "zoekt-delen-van-antwoord",
        "AANVAL-47",
        (reply, "lees_soap", _los_soap),
        (reply, "lees_beveiliging", _losse_lezing),
        (reply, "verifieer", _los_bewijs),
    ),
    _partner("elk-relatesto", "R-152", _ELKE_RELATIE),
    _partner("relatesto-mag-weg", "WA001", (reply, "lees_antwoord", _los_relatesto), (reply, "controleer_relatie", _relatie_als_zij_er_is)),
    _partner("elke-bevestiging", "WB014", _ELKE_BEVESTIGING),
    _partner(
        "bevestiging-mag-weg",
        "WB014",
        (reply, "lees_beveiliging", _zonder_bevestiging),
        (reply, "_controleer_bevestiging", _bevestigt_als_zij_er_is),
    ),
    _partner("bevestiging-mag-leeg", "WB014", (reply, "_controleer_bevestiging", _bevestigt_als_zij_iets_zegt)),
    _partner("elk-eerder-antwoord", "AANVAL-47", _ELKE_RELATIE, _ELKE_BEVESTIGING),
    _partner("loopt-een-antwoord-achter", "WA001", (Transport, "verstuur", _loopt_achter), _ELKE_RELATIE, _ELKE_BEVESTIGING),
    _partner("bevestiging-ongetekend-goed", "WB004", *_mag_ongetekend(names.CONFIRMATION)),
    _partner("body-ongetekend-goed", "WB004", *_mag_ongetekend(names.BODY)),
    _partner("tijd-ongetekend-goed", "WB004", *_mag_ongetekend(names.TIMESTAMP)),
    _partner("relatesto-ongetekend-goed", "WB004", *_mag_ongetekend(_WSA["RelatesTo"])),
    _partner("action-ongetekend-goed", "WB004", *_mag_ongetekend(_WSA["Action"])),
    _partner(
        "digest-niet-gelezen",
        "WB013",
        (verify, "_verifieer_digest", _zonder_digest),
    ),
    _partner("handtekening-niet-gelezen", "SIGN002", (verify, "_verifieer_handtekening", niets)),
    _partner("handtekening-mag-weg", "WB013", _ongezien(names.SIGNATURE)),
    _partner("security-mag-weg", "WB003", _ongezien(names.SECURITY)),
    _partner("gelooft-ongetekende-fout", "WB003", (exchange.Kanaal, "vraag", _fouten_tellen_niet)),
    _partner("antwoord-van-elke-tijd", "R-157", (reply, "controleer_tijd", niets)),
    _partner("tijd-mag-weg", "WB002", (reply, "lees_beveiliging", _zonder_timestamp), (reply, "verifieer", _los_bewijs)),
    _partner("antwoord-van-elke-ca", "WB010", (trust.TrustStore, "vertrouw", _elke_uitgever)),
    _partner("antwoord-van-elke-partij", "PKI001", (reply, "_maak_antwoord", lambda *wat: replace(_maak_antwoord(*wat), oin=INDEX))),
    _partner("elke-action", "WA001", _verwacht("response_action")),
    _partner("elk-element", "KV-02", _verwacht("response"), _LOSSE_LEZING),
    _partner(
        "leest-zonder-schema",
        "R-150",
        _LOSSE_LEZING,
    ),
    _partner(
        "sha1-mag",
        "SIGN001",
        (structure, "_HANDTEKENINGEN", Altijd(next(iter(structure._HANDTEKENINGEN.values())))),
        (structure, "_DIGESTS", Altijd(next(iter(structure._DIGESTS.values())))),
        (verify, "_verifieer_handtekening", _met_sha1_handtekening),
        (verify, "_verifieer_digest", _met_sha1_digest),
    ),
    _partner("elke-c14n", "WB007", (structure, "_lees_c14n", lambda *_: ())),
    _partner("dtd-mag", "BP-R1008", (reply, "ontleed", _elke_xml)),
    _partner(
        "id-mag-dubbel",
        "WB013",
        (reply, "lees_beveiliging", _dubbel),
    ),
    Mutant("wantrouwt-een-goed-antwoord", "WB014", ((reply, "_controleer_bevestiging", _nooit_goed),), Rol.PARTNER, overal=True),
    _partner("antwoord-van-daarnet-mag", "AANVAL-47", _ELKE_RELATIE, _ELKE_BEVESTIGING),
    _partner("antwoord-aan-iedereen", "WA001", (reply, "lees_antwoord", _zonder_to)),
    _partner("geen-antwoord-is-goed", "KV-52", _hoopvol(Onbereikbaar)),
    _partner("onzin-is-goed", "WW001", _hoopvol(NietVertrouwd, Onbereikbaar)),
)
