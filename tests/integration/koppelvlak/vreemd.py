"""Requests of another signer, with a knob for everything (``unit.security.berichten``), by the parties of the sandbox."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from verwijsindex.contract.namespaces import WSA_ANONYMOUS
from verwijsindex.sandbox.wereld import INDEX

from ...unit.security.berichten import Bericht, created, epr, expires, kop, timestamp
from ...unit.security.pki import Partij
from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import ADRES, HttpAntwoord, Index, nu
from .wie import Wie


@cache
def partij(pki: Path, oin: str) -> Partij:
    certificaat = x509.load_pem_x509_certificate((pki / f"{oin}.pem").read_bytes())
    return Partij(certificaat, load_pem_private_key((pki / f"{oin}.key").read_bytes(), None))


@dataclass(frozen=True)
class Zending:
    """One message on its way: the bytes, what HTTP says, and what the reply must relate to."""

    raw: bytes
    message_id: str
    operatie: str
    soapaction: str | None

    def naar(self, index: Index, **environ: object) -> HttpAntwoord:
        index.waarneming.gebruikt.bericht(self.message_id)
        return index.post(self.raw, verzoeken.pad(self.operatie), self.soapaction, **environ)

    def vraag(self, index: Index, **environ: object) -> Antwoord | Fout:
        """Send, verify the reply and validate it."""
        return index.lees_antwoord(self.naar(index, **environ), _handtekening(self.raw), self.message_id, self.operatie)


def bericht(index: Index, wie: Wie, operatie: str, body: str, message_id: str | None = None) -> Bericht:
    """A good message of ``wie``, to be spoiled."""
    index.waarneming.gebruikt.body(body)
    return Bericht(
        partij=partij(index.pki, wie.oin),
        headers={
            "To": kop("To", f"{ADRES}{verzoeken.pad(operatie)}?OIN={INDEX.oin}"),
            "Action": kop("Action", verzoeken.actie(operatie)),
            "MessageID": kop("MessageID", message_id or f"urn:uuid:{uuid4()}"),
            "ReplyTo": epr("ReplyTo", WSA_ANONYMOUS),
            "From": epr("From", f"https://partner.example?OIN={wie.oin}"),
        },
        inhoud=body,
        timestamp=tijd(0, 300),
    )


def tijd(gemaakt: int, verloopt: int | None) -> str:
    """A Timestamp, in seconds from now."""
    delen = [created(_utc(gemaakt))] + ([] if verloopt is None else [expires(_utc(verloopt))])
    return timestamp(*delen)


def _utc(seconden: int) -> str:
    return f"{nu() + timedelta(seconds=seconden):%Y-%m-%dT%H:%M:%SZ}"


def _handtekening(raw: bytes) -> bytes:
    """The SignatureValue, found without a parser; nothing when there is none."""
    _, gevonden, rest = raw.partition(b"SignatureValue>")
    return b64decode(rest.partition(b"<")[0]) if gevonden else b""
