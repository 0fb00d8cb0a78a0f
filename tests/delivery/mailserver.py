"""A real SMTP server on loopback, with STARTTLS and a certificate of the test PKI, that can be told to misbehave."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from verwijsindex.sandbox.pki import PkiBestanden

WACHTWOORD = "geheim-wachtwoord-7"


@dataclass
class Ontvangen:
    """One mail as the server got it."""

    van: str
    aan: list[str]
    bytes: bytes
    ehlo: str

    @property
    def bericht(self) -> EmailMessage:
        return cast(EmailMessage, BytesParser(policy=SMTP_POLICY).parsebytes(self.bytes))


@dataclass
class Gedrag:
    """Handler of aiosmtpd; the answers are those of the real protocol, by default friendly."""

    ontvangen: list[Ontvangen] = field(default_factory=list)
    pogingen: list[str] = field(default_factory=list)
    """Every RCPT."""
    mail_from: str | None = None
    rcpt: Callable[[str], str] = lambda _adres: "250 OK"
    data: str = "250 OK"
    verbreek_bij_data: bool = False
    wacht: float = 0.0
    bij_data: Callable[[], None] = lambda: None
    """Runs while the sender waits for the answer to its mail."""

    async def handle_MAIL(self, _server: SMTP, _sessie: Session, envelop: Envelope, adres: str, _opties: list[str]) -> str:
        if self.mail_from is None:
            envelop.mail_from = adres
        return self.mail_from or "250 OK"

    async def handle_RCPT(self, _server: SMTP, _sessie: Session, envelop: Envelope, adres: str, _opties: list[str]) -> str:
        self.pogingen.append(adres)
        await asyncio.sleep(self.wacht)
        antwoord = self.rcpt(adres)
        if antwoord.startswith("250"):
            envelop.rcpt_tos.append(adres)
        return antwoord

    async def handle_DATA(self, server: SMTP, sessie: Session, envelop: Envelope) -> str:
        await asyncio.to_thread(self.bij_data)
        if self.verbreek_bij_data:
            cast(asyncio.Transport, server.transport).abort()
            return "250 te laat"
        if self.data.startswith("250"):
            naam = str(sessie.host_name)
            self.ontvangen.append(Ontvangen(str(envelop.mail_from), list(envelop.rcpt_tos), cast(bytes, envelop.content), naam))
        return self.data


def aanmelden(_server: SMTP, _sessie: Session, _envelop: Envelope, _soort: str, wie: object) -> AuthResult:
    """Knows one user."""
    goed = isinstance(wie, LoginPassword) and wie == LoginPassword(b"verwijsindex", WACHTWOORD.encode())
    return AuthResult(success=goed, handled=goed)


@contextmanager
def mailserver(gedrag: Gedrag, pki: PkiBestanden | None, *, direct: bool = False, met_wachtwoord: bool = False) -> Iterator[int]:
    """Serve on a free port of loopback and give that port; without ``pki`` it offers no encryption."""
    tls = None
    if pki is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pki.index.certificaat, pki.index.sleutel)
    aanmelding = {"authenticator": aanmelden, "auth_required": True} if met_wachtwoord else {}
    versleuteling = {"ssl_context": tls} if direct else {"tls_context": tls, "require_starttls": tls is not None}
    controller = Controller(gedrag, hostname="127.0.0.1", port=vrije_poort(), **versleuteling, **aanmelding)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def vrije_poort() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        return int(vrij.getsockname()[1])
