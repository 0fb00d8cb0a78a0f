"""One question and its one answer: sign, send, verify (berichtbeveiliging.md 2). Nothing here knows what the message says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from lxml import etree

from verwijsindex.client.errors import NietVertrouwd
from verwijsindex.client.faults import lees_weigering
from verwijsindex.client.transport import ANTWOORD_MAX, Transport
from verwijsindex.contract.namespaces import WSA_ANONYMOUS
from verwijsindex.contract.operaties import Dienst, Operatie
from verwijsindex.security import reply
from verwijsindex.security.policy import Limieten, Policy
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore, splits_keten

POLICY: Final = Policy(limieten=Limieten(bericht=ANTWOORD_MAX, elementen=100_000))
"""The profile, with room for a page of 500 signalen: a reply may be larger than a request."""


@dataclass(frozen=True, slots=True)
class Kanaal:
    """What all questions share: our key, whom we trust, where the services are. May be shared by threads."""

    ondertekenaar: Ondertekenaar
    ontvanger: reply.AntwoordOntvanger
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
        antwoord = self._verifieer(raw, message_id, bericht.signature_value)
        if antwoord.is_fault:
            raise lees_weigering(antwoord.kind)
        if (antwoord.action, antwoord.kind.tag) != (operatie.response_action, operatie.response):
            raise NietVertrouwd("het antwoord hoort bij een andere operatie")
        return antwoord.kind

    def _verifieer(self, raw: bytes, message_id: str, signature_value: bytes) -> reply.GeverifieerdAntwoord:
        try:
            return self.ontvanger.ontvang(raw, message_id=message_id, signature_value=signature_value)
        except reply.OnbevestigdeFout as fout:
            raise NietVertrouwd(str(fout), onbevestigd=_leesbaar(f"{fout.faultcode} {fout.faultstring}")) from None
        except reply.NietVertrouwd as fout:
            raise NietVertrouwd(str(fout)) from None


def laad_ondertekenaar(certificaat: Path, sleutel: Path) -> Ondertekenaar:
    """Load our own certificate and key, PEM. Raises OSError, or ValueError when they are no RSA pair with an OIN."""
    try:
        return Ondertekenaar(sleutel.read_bytes(), certificaat.read_bytes())
    except OngeldigCertificaat as fout:
        raise ValueError(f"het certificaat heeft geen OIN: {fout.reden}") from None


def laad_trust(ca: Path) -> TrustStore:
    """Load whom we trust, PEM. Raises OSError, or ValueError when there is no anchor."""
    return TrustStore(*splits_keten(ca.read_bytes()))


def _leesbaar(tekst: str) -> str:
    """Replace what could act on a terminal or break a line of a log."""
    return "".join(teken if teken.isprintable() else " " for teken in tekst).strip()
