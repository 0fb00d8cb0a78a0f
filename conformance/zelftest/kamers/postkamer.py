"""Receivers of signalen that lack one check, or do something else with what they received (role ontvanger)."""

import ssl
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree
from verwijsindex.contract.namespaces import WSA
from verwijsindex.security import addressing, names, receive, structure, trust, verify
from verwijsindex.soap.schema import Schema

from verwijsindex_conformance.geval import Rol

from .. import ontvanger
from ..client import INDEX
from ..mutant import Ingreep, Mutant, altijd, niets
from .lezer import _dubbel, _elke_xml, _met_sha1_digest, _met_sha1_handtekening, _zonder_digest, _zonder_timestamp
from .profiel import Altijd, _elke_uitgever, _los_bewijs, _los_soap, _losse_beveiliging
from .verbinding import alleen_13, mag_ontbreken, met_tls, ook_cbc, oud, vraagt_niets

_NO_CHECK_TIME: Final = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""
_IEDEREEN: Final = (ontvanger.Postkamer, "laat_binnen", altijd(True))
"""Behind TLS nobody looks whether there was a certificate."""
_ontvang, _uitkomst, _teken, _bewaar = (
    receive.Ontvanger.ontvang,
    ontvanger.Postkamer.uitkomst,
    ontvanger.Postkamer._teken,
    ontvanger.Postkamer._bewaar,
)


def _ongetekend(zelf: receive.Ontvanger, raw: bytes, http: receive.HttpFeiten) -> receive.GeverifieerdBericht:
    """Without a signature a message is believed as it stands."""
    if names.SIGNATURE.rpartition("}")[2].encode() + b" " in raw or b"ds:Signature>" in raw:
        return _ontvang(zelf, raw, http)
    envelop = etree.fromstring(raw)
    adres = {etree.QName(een).localname: een.text or "" for een in envelop.iterfind(f"{names.HEADER}/{{{WSA}}}*")}
    kind = etree.fromstring(etree.tostring(envelop[-1][0], with_tail=False))
    return receive.GeverifieerdBericht(b"", kind, adres["Action"], adres["MessageID"], adres["To"], INDEX, None, "")


def _alles_nieuw(zelf: ontvanger.Postkamer, postbus: Mapping[str, str], signaal_id: str) -> str:
    zelf._bewaard.discard(signaal_id)
    return _uitkomst(zelf, postbus, signaal_id)


def _elke_postbus(zelf: ontvanger.Postkamer, postbus: Mapping[str, str], signaal_id: str) -> str:
    return _uitkomst(zelf, ontvanger.POSTBUS, signaal_id)


def _gauw_vol(zelf: ontvanger.Postkamer, postbus: Mapping[str, str], signaal_id: str) -> str:
    return _uitkomst(zelf, postbus, signaal_id) if len(zelf._bewaard) < 50 else "LATER"


def _achterstevoren(zelf: ontvanger.Postkamer, kind: etree._Element) -> bytes:
    antwoord = etree.fromstring(_bewaar(zelf, kind))
    antwoord[1:] = list(reversed(antwoord[1:]))
    return etree.tostring(antwoord)


def _bevestigt_niets(zelf: ontvanger.Postkamer, fout: Any, bekend: receive.Bekend) -> bytes:
    return _teken(zelf, fout, bekend._replace(signature_value=None))


def _anders_dan_gevraagd(zelf: ontvanger.Postkamer, fout: Any, bekend: receive.Bekend) -> bytes:
    return _teken(zelf, fout, bekend._replace(message_id="urn:uuid:00000000-0000-4000-8000-000000000000"))


def _gelooft_een_kop(zelf: ontvanger.Postkamer, certificaat: bytes | None, koppen: Mapping[str, str]) -> bool:
    return certificaat is not None or "X-SSL-Client-Cert" in koppen


def _zonder_tijd(context: ssl.SSLContext) -> None:
    context.verify_flags |= _NO_CHECK_TIME


def _van(naam: str, eis: str, *ingrepen: Ingreep) -> Mutant:
    return Mutant(naam, eis, ingrepen, Rol.ONTVANGER)


MUTANTEN = (
    _van(
        "levering-met-losse-delen",
        "WB004",
        (receive, "lees_soap", _los_soap),
        (receive, "lees_beveiliging", _losse_beveiliging),
        (receive, "verifieer", _los_bewijs),
    ),
    _van("levering-met-eigen-header", "WS007", (receive, "lees_soap", _los_soap)),
    _van("levering-zonder-tijd", "WB002", (receive, "lees_beveiliging", _zonder_timestamp), (receive, "verifieer", _los_bewijs)),
    _van("levering-mag-ongetekend", "WB003", (receive.Ontvanger, "ontvang", _ongetekend)),
    _van("levering-zonder-digest", "WB013", (verify, "_verifieer_digest", _zonder_digest)),
    _van("levering-met-elke-handtekening", "WB013", (verify, "_verifieer_handtekening", niets)),
    _van("levering-van-elke-ca", "WB010", (trust.TrustStore, "vertrouw", _elke_uitgever)),
    _van("levering-van-elke-tijd", "R-157", (receive, "controleer_tijd", niets)),
    _van(
        "levering-met-sha1",
        "SIGN001",
        (structure, "_HANDTEKENINGEN", Altijd(next(iter(structure._HANDTEKENINGEN.values())))),
        (structure, "_DIGESTS", Altijd(next(iter(structure._DIGESTS.values())))),
        (verify, "_verifieer_handtekening", _met_sha1_handtekening),
        (verify, "_verifieer_digest", _met_sha1_digest),
    ),
    _van("levering-met-elke-c14n", "WB007", (structure, "_lees_c14n", lambda *_: ())),
    _van("levering-met-dtd", "BP-R1008", (receive, "ontleed", _elke_xml)),
    _van("levering-met-dubbel-id", "WB013", (receive, "lees_beveiliging", _dubbel)),
    _van("levering-antwoord-elders", "WA001", (addressing, "_alleen_anoniem", niets)),
    _van("levering-voor-iedereen", "WA001", (receive, "controleer_bestemming", niets)),
    _van("levering-zonder-schema", "R-150", (Schema, "valideer", niets)),
    _van("levering-nog-eens", "R-158", (receive, "controleer_herhaling", niets)),
    _van("levering-van-iedereen", "PKI001", (receive, "machtig", niets), (ontvanger.Postkamer, "controleer_verzender", niets)),
    _van("levering-van-elke-verzender", "R-156", (ontvanger.Postkamer, "controleer_verzender", niets)),
    _van("ontvangt-alles-als-nieuw", "R-094", (ontvanger.Postkamer, "uitkomst", _alles_nieuw)),
    _van("ontvangt-voor-elke-postbus", "R-006", (ontvanger.Postkamer, "uitkomst", _elke_postbus)),
    _van("ontvangt-hoogstens-vijftig", "KV-39", (ontvanger.Postkamer, "uitkomst", _gauw_vol)),
    _van("antwoordt-achterstevoren", "KV-39", (ontvanger.Postkamer, "_bewaar", _achterstevoren)),
    _van("antwoordt-zonder-bevestiging", "WB014", (ontvanger.Postkamer, "_teken", _bevestigt_niets)),
    _van("antwoordt-op-iets-anders", "WA001", (ontvanger.Postkamer, "_teken", _anders_dan_gevraagd)),
    _van("levering-alleen-over-tls-13", "TLS004", met_tls(alleen_13)),
    _van("levering-over-oude-tls", "TLS003", met_tls(oud)),
    _van("levering-over-elke-reeks", "TLSCIPH001", met_tls(ook_cbc)),
    _van("levering-zonder-certificaat", "TLS002", met_tls(mag_ontbreken), _IEDEREEN),
    _van("levering-over-elke-tussenstap", "TLS002", met_tls(mag_ontbreken), (ontvanger.Postkamer, "laat_binnen", _gelooft_een_kop)),
    _van("levering-met-elk-certificaat", "WT004", met_tls(vraagt_niets), _IEDEREEN),
    _van("levering-met-verlopen-certificaat", "PKI002", met_tls(_zonder_tijd)),
)
