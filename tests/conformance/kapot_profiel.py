"""A sandbox that lacks one check of message security at a time: `python kapot_profiel.py sandbox --map MAP ...`.

Which one, the file kapot.txt in MAP says, and it may say something else for the next message: one server for all of them.
"""

import re
import ssl
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import URLError
from urllib.parse import unquote
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from verwijsindex.cli import main
from verwijsindex.contract.namespaces import WSA
from verwijsindex.domain.regels import bevoegdheid
from verwijsindex.security import addressing, algoritmen, names, receive, refusals, structure, trust, verify
from verwijsindex.security.c14n import canonicaliseer
from verwijsindex.security.parse import Ontleed
from verwijsindex.security.policy import DigestAlgoritme
from verwijsindex.security.soapstructure import SoapDelen
from verwijsindex.soap import answer, connection, schema, server
from verwijsindex.soap.receive import HttpRefusal, Receiver
from verwijsindex.soap.tls import TLS12_CIPHERS

Ingreep = tuple[Any, str, Any]
"""An object, the name of what it uses, and what it uses instead."""


def _niets(*_: Any, **__: Any) -> None:
    """Checks nothing."""


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


class _Altijd(dict[str, Any]):
    """Knows one algorithm, whatever it is called."""

    def __init__(self, waarde: Any) -> None:
        super().__init__()
        self._waarde = waarde

    def get(self, *_: Any) -> Any:
        return self._waarde


# Single checks.


def _elke_uitgever(zelf: trust.TrustStore, der: bytes, nu: datetime) -> trust.VertrouwdCertificaat:
    certificaat = x509.load_der_x509_certificate(der)
    return trust.VertrouwdCertificaat(trust.oin_van(certificaat), sha256(der).hexdigest(), certificaat.public_key(), ())


def _elk_token(token: etree._Element, *_: Any) -> bytes:
    return structure.decodeer(token.text or "") or b""


class _Verklapt(refusals.OngeldigCertificaat):
    """Tells the sender why."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.tekst = reden.split(":", maxsplit=1)[0]  # type: ignore[misc]


def _elke_xml(raw: bytes, *_: Any) -> Ontleed:
    envelope = etree.fromstring(raw, etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=False))
    return Ontleed(envelope, (), list(envelope.iter("*")))


_ontvang, _voltooi, _maak, _herbouw = receive.Ontvanger.ontvang, answer._complete, Receiver.__init__, receive.herbouw
_machtig = receive.machtig
_laatste = SimpleNamespace(raw=b"")


def _nieuwsgierig(zelf: receive.Ontvanger, raw: bytes, http: receive.HttpFeiten) -> receive.GeverifieerdBericht:
    for url in re.findall(rb"http://127\.0\.0\.1:[0-9]+/x", raw)[:1]:
        with suppress(URLError, OSError):
            urlopen(url.decode(), timeout=2)
    return _ontvang(zelf, raw, http)


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


def _gelooft_proxy(made: Mapping[str, Any], received: Any, peer: Any) -> Any:
    environ = _voltooi(made, received, peer)
    for waarde in (waarde for naam, waarde in received.head.headers if naam == "X-SSL-CLIENT-CERT"):
        certificaat = x509.load_pem_x509_certificate(unquote(waarde).encode())
        environ[answer.TLS_CERTIFICAAT] = certificaat.public_bytes(Encoding.DER)
    return environ


def _geduldig(zelf: Receiver, reader: Any, writer: Any, config: Any, limits: Any) -> None:
    _maak(zelf, reader, writer, config, replace(limits, receive_seconds=60.0))


def _de_index(writer: Any) -> answer.Peer:
    """Nobody shows a certificate, so everybody is the index itself."""
    certificaat = x509.load_pem_x509_certificate((MAP / "pki" / "index.pem").read_bytes())
    return answer.Peer(("127.0.0.1", 0), ("127.0.0.1", 0), certificaat.public_bytes(Encoding.DER))


async def _alles_is_goed(zelf: connection.Connection, reader: Any, writer: Any, refusal: HttpRefusal) -> None:
    await zelf._send(writer, b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")


MUTANTEN: dict[str, tuple[Ingreep, ...]] = {
    "zoekt-delen": (
        (receive, "lees_soap", _los_soap),
        (receive, "lees_beveiliging", _losse_beveiliging),
        (receive, "verifieer", _los_bewijs),
        (addressing, "bladtekst", lambda element: (element.text or "").strip()),
        (addressing, "_epr", lambda header, limieten: header.findtext(names.ADDRESS) or addressing.WSA_ANONYMOUS),
    ),
    "elk-algoritme": (
        (structure, "_lees_c14n", lambda *_: ()),
        (structure, "_HANDTEKENINGEN", _Altijd(algoritmen.HandtekeningAlgoritme.RSA_SHA256)),
        (structure, "_DIGESTS", _Altijd(DigestAlgoritme.SHA256)),
    ),
    "elke-sleutelverwijzing": ((structure, "_lees_token", _elk_token),),
    "elke-uitgever": ((trust.TrustStore, "vertrouw", _elke_uitgever),),
    "elk-oin": ((trust, "oin_van", lambda certificaat: "00000099000000001000"),),
    "verklapt-de-reden": ((trust, "OngeldigCertificaat", _Verklapt),),
    "geen-digest": ((verify, "_verifieer_digest", lambda verwijzing: canonicaliseer(verwijzing.doel, verwijzing.prefixen)),),
    "geen-handtekening": ((verify, "_verifieer_handtekening", _niets),),
    "elke-bestemming": ((receive, "controleer_bestemming", _niets),),
    "elke-verbinding": ((receive, "machtig", lambda *wie, tls_oin, **waarmee: _machtig(*wie, tls_oin=None, **waarmee)),),
    "elke-tijd": ((receive, "controleer_tijd", _niets),),
    "herhaling-mag": ((receive, "controleer_herhaling", _niets),),
    "elke-byte": ((receive, "controleer_bytes", _niets),),
    "elke-xml": ((receive, "ontleed", _elke_xml),),
    "elk-http": ((receive, "controleer_http", _niets),),
    "elke-actie": ((receive, "controleer_actie", _niets),),
    "geen-schema": ((schema.Schema, "valideer", _niets),),
    "nieuwsgierig": ((receive.Ontvanger, "ontvang", _nieuwsgierig),),
    "tot-het-commentaar": ((receive.Ontvanger, "ontvang", _onthoudt), (receive, "herbouw", _tot_het_commentaar)),
    "gelooft-proxy": ((answer, "_complete", _gelooft_proxy),),
    "geduldig": ((Receiver, "__init__", _geduldig),),
    "alles-is-goed": ((connection.Connection, "_refuse", _alles_is_goed),),
    "elk-mandaat": ((bevoegdheid, "_mandaat", lambda stuur, oin, dossier, dag: dossier.mandaten[0]),),
    "elke-gebruiker": ((bevoegdheid, "_gebruiker", lambda stuur, dossier, dag: dossier.gebruiker),),
    "elk-antwoordadres": ((addressing, "_alleen_anoniem", _niets),),
    "elke-partij": ((receive, "machtig", _niets),),
    "oude-tls": (),
    "zonder-certificaat": ((connection, "_peer", _de_index), (receive, "machtig", _niets)),
}


def _verzwak(context: ssl.SSLContext, naam: str) -> None:
    """What TLS asks of the connections that follow."""
    context.verify_mode = ssl.CERT_NONE if naam == "zonder-certificaat" else ssl.CERT_REQUIRED
    context.set_ciphers("ALL:@SECLEVEL=0" if naam == "oude-tls" else TLS12_CIPHERS)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1 if naam == "oude-tls" else ssl.TLSVersion.TLSv1_2


class Wissel:
    """Puts one mutant in place and takes it away again, as the file says."""

    def __init__(self, bestand: Path) -> None:
        self._bestand = bestand
        self._nu = ""
        self._terug: list[Ingreep] = []
        self._tls: list[Any] = []

    def kijk(self) -> None:
        """Become what the file says."""
        naam = self._bestand.read_text() if self._bestand.exists() else ""
        if naam == self._nu:
            return
        for object_, attribuut, origineel in reversed(self._terug):
            setattr(object_, attribuut, origineel)
        self._nu, self._terug = naam, []
        for object_, attribuut, anders in MUTANTEN.get(naam, ()):
            self._terug.append((object_, attribuut, getattr(object_, attribuut)))
            setattr(object_, attribuut, anders)
        for context in self._tls:
            _verzwak(context, naam)

    def onthoud_tls(self, maak: Callable[..., Any]) -> Callable[..., Any]:
        """Remember the TLS of the server: what it offers can be changed while it listens."""

        def gemaakt(*wat: Any, **knoppen: Any) -> Any:
            self._tls.append(maak(*wat, **knoppen))
            return self._tls[-1]

        return gemaakt

    def kijk_voor(self, functie: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, that looks first."""

        def eerst(*wat: Any, **knoppen: Any) -> Any:
            self.kijk()
            return functie(*wat, **knoppen)

        return eerst


if __name__ == "__main__":
    MAP = Path(sys.argv[sys.argv.index("--map") + 1])
    WISSEL = Wissel(MAP / "kapot.txt")
    server.tls_context = WISSEL.onthoud_tls(server.tls_context)  # type: ignore[attr-defined]
    connection.Connection.__init__ = WISSEL.kijk_voor(connection.Connection.__init__)  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
