"""One question and its one answer: sign, send, verify (berichtbeveiliging.md 2). Nothing here knows what the message says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from lxml import etree

from verwijsindex.client.errors import NietVertrouwd
from verwijsindex.client.faults import lees_weigering
from verwijsindex.client.tls import tls_context
from verwijsindex.client.transport import ANTWOORD_MAX, Transport
from verwijsindex.contract.namespaces import WSA_ANONYMOUS
from verwijsindex.contract.operaties import Dienst, Operatie
from verwijsindex.security import reply
from verwijsindex.security.intrekking import Intrekkingslijsten
from verwijsindex.security.policy import Limieten, Policy
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore, splits_keten
from verwijsindex.security.zonder_handtekening import AntwoordOntvangerZonderHandtekening, Schrijver

POLICY: Final = Policy(limieten=Limieten(bericht=ANTWOORD_MAX, elementen=100_000))
"""The profile, with room for a page of 500 signalen: a reply may be larger than a request."""


@dataclass(frozen=True, slots=True)
class Kanaal:
    """What all questions share: our key, whom we trust, where the services are. May be shared by threads."""

    ondertekenaar: Ondertekenaar | Schrijver
    ontvanger: reply.AntwoordOntvanger | AntwoordOntvangerZonderHandtekening
    transport: Transport
    adressen: Mapping[Dienst, str]
    server_oin: str
    klok: Callable[[], datetime]

    def vraag(self, operatie: Operatie, body: bytes) -> etree._Element:
        """Send `body`, the serialised request element, in a fresh signed message; return the verified response element.

        Raises `Weigering` for a signed fault, `NietVertrouwd` or `Onbereikbaar`.
        """
        adres = self.adressen[operatie.dienst]
        message_id = f"urn:uuid:{uuid4()}"
        bericht = self.ondertekenaar.verzoek(
            body,
            action=operatie.action,
            to=f"{adres}?OIN={self.server_oin}",
            message_id=message_id,
            van=f"{WSA_ANONYMOUS}?OIN={self.ondertekenaar.oin}",
            nu=self.klok(),
        )
        raw = self.transport.verstuur(adres, operatie.action, bericht.bytes)
        antwoord = geverifieerd(self.ontvanger, raw, message_id, bericht.signature_value)
        if antwoord.is_fault:
            raise lees_weigering(antwoord.kind)
        if (antwoord.action, antwoord.kind.tag) != (operatie.response_action, operatie.response):
            raise NietVertrouwd("het antwoord hoort bij een andere operatie")
        return antwoord.kind


def geverifieerd(
    ontvanger: reply.AntwoordOntvanger | AntwoordOntvangerZonderHandtekening, raw: bytes, message_id: str, signature_value: bytes
) -> reply.GeverifieerdAntwoord:
    """The reply to our message, verified. Raises `NietVertrouwd` of the client; what an unsigned fault says is for people only."""
    try:
        return ontvanger.ontvang(raw, message_id=message_id, signature_value=signature_value)
    except reply.OnbevestigdeFout as fout:
        raise NietVertrouwd(str(fout), onbevestigd=_leesbaar(f"{fout.faultcode} {fout.faultstring}")) from None
    except reply.NietVertrouwd as fout:
        raise NietVertrouwd(str(fout)) from None


@dataclass(frozen=True, slots=True)
class Kanaalkeuze:
    """How to speak, and with whom."""

    adressen: Mapping[Dienst, str]
    server_oin: str
    klok: Callable[[], datetime]
    wachttijd: float
    crl_map: Path | None = None
    zonder_handtekening: bool = False


def laad_ondertekenaar(certificaat: Path, sleutel: Path) -> Ondertekenaar:
    """Load our own certificate and key, PEM. Raises OSError, or ValueError when they are no RSA pair with an OIN."""
    try:
        return Ondertekenaar(sleutel.read_bytes(), certificaat.read_bytes())
    except OngeldigCertificaat as fout:
        raise ValueError(f"het certificaat heeft geen OIN: {fout.reden}") from None


def laad_trust(ca: Path, crl_map: Path | None = None) -> TrustStore:
    """Load whom we trust, PEM; with `crl_map` nobody who is revoked, or of whom that cannot be known (WT004, WT005).

    Raises OSError, or ValueError when there is no anchor.
    """
    intrekking = None if crl_map is None else Intrekkingslijsten(crl_map, respijt=timedelta(0))
    return TrustStore(*splits_keten(ca.read_bytes()), intrekking=intrekking)


def maak_kanaal(paar: tuple[Path, Path, Path], instellingen: Kanaalkeuze) -> Kanaal:
    """Everything that a question needs; `paar` is our certificate, its key, and whom to trust. Raises OSError or ValueError."""
    certificaat, sleutel, ca = paar
    ondertekenaar, trust = laad_ondertekenaar(certificaat, sleutel), laad_trust(ca, instellingen.crl_map)
    waarmee: dict[str, Any] = {"policy": POLICY, "trust": trust, "klok": instellingen.klok, "server_oin": instellingen.server_oin}
    van_tls = AntwoordOntvangerZonderHandtekening(**waarmee)

    def controle(der: bytes) -> None:
        try:
            if instellingen.zonder_handtekening:
                van_tls.controleer_server(der)
            else:
                trust.vertrouw(der, instellingen.klok())
        except (reply.NietVertrouwd, OngeldigCertificaat) as fout:
            raise NietVertrouwd(f"het TLS-certificaat van de server: {fout}") from None

    kijkt = instellingen.zonder_handtekening or instellingen.crl_map is not None
    tls = tls_context(certificaat, sleutel, ca)
    return Kanaal(
        ondertekenaar=Schrijver(ondertekenaar.oin) if instellingen.zonder_handtekening else ondertekenaar,
        ontvanger=van_tls if instellingen.zonder_handtekening else reply.AntwoordOntvanger(**waarmee),
        transport=Transport(tls, seconden=instellingen.wachttijd, controle=controle if kijkt else None),
        adressen=instellingen.adressen,
        server_oin=instellingen.server_oin,
        klok=instellingen.klok,
    )


def _leesbaar(tekst: str) -> str:
    """Replace what could act on a terminal or break a line of a log."""
    return "".join(teken if teken.isprintable() else " " for teken in tekst).strip()
