"""Hands one mail to the mail server: always encrypted, always to a server that proves who it is, always within one minute (R-093)."""

import asyncio
import logging
import re
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Final

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException

from verwijsindex.delivery.antwoorden import FOUTEN, hapering_van, nummer
from verwijsindex.delivery.bericht import domein, maak_beheerbericht, maak_bericht
from verwijsindex.domain.notificatie import Hapering

GRENS: Final = 60.0
"""Seconds for one mail as a whole, however slowly the server drips its answers."""
AFSCHEID: Final = 5.0
"""Seconds for taking leave of a server that has taken the mail already."""

_ADRES: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")
"""As in the contract: one address without a name, nothing that could be a header or another recipient."""

_log: Final = logging.getLogger("verwijsindex.delivery")


@dataclass(frozen=True, slots=True)
class Mailserver:
    """Where mail is handed in, and as whom."""

    host: str
    poort: int
    afzender: str
    """Address that stands in From and gets what bounces."""
    tls: ssl.SSLContext = field(repr=False)
    direct_tls: bool = False
    """TLS from the first byte (port 465) rather than by STARTTLS."""
    gebruiker: str | None = None
    wachtwoord: str | None = field(default=None, repr=False)


class _ZonderTls(Exception):
    """The server offers no STARTTLS."""


class SmtpPostbode:
    """``ports_post.Postbode``; ``webadres`` stands in the mail, ``grens`` is in seconds."""

    def __init__(self, server: Mailserver, webadres: str | None = None, grens: float = GRENS) -> None:
        self._server = server
        self._webadres = webadres
        self._grens = grens

    def bezorg(self, adres: str, moment: datetime) -> Hapering | None:
        """Send one notice, dated ``moment``; None when the mail server took it, else why not.

        A connection for each mail: no mail suffers from the one before it. The log gets a code, never an address.
        """
        if not is_adres(adres):
            return Hapering.ADRES_ONJUIST
        return self._bezorg(adres, maak_bericht(adres, self._server.afzender, self._webadres, moment))

    def bericht_beheer(self, adres: str, regels: Sequence[str], moment: datetime) -> Hapering | None:
        """The same for what an operator must know of the server itself: nothing of a person."""
        if not is_adres(adres):
            return Hapering.ADRES_ONJUIST
        return self._bezorg(adres, maak_beheerbericht(adres, self._server.afzender, regels, moment))

    def _bezorg(self, adres: str, bericht: EmailMessage) -> Hapering | None:
        hapering, antwoord = asyncio.run(self._probeer(adres, bericht))
        if hapering is not None:
            _log.warning("mail niet bezorgd: %s %s", hapering.value, antwoord)
        return hapering

    async def _probeer(self, adres: str, bericht: EmailMessage) -> tuple[Hapering | None, str]:
        client, lijn = self._client(), None
        try:
            async with asyncio.timeout(self._grens):
                await self._open(client)
                lijn = client.transport
                await client.sendmail(self._server.afzender, adres, bericht.as_bytes())
        except _ZonderTls:
            return Hapering.ZONDER_TLS, ""
        except FOUTEN as fout:
            return hapering_van(fout), nummer(fout)
        else:
            with suppress(*FOUTEN):
                async with asyncio.timeout(AFSCHEID):
                    await client.quit()
            return None, ""
        finally:
            await _verbreek(client, lijn)

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self._server.host,
            port=self._server.poort,
            local_hostname=domein(self._server.afzender),
            timeout=self._grens,
            use_tls=self._server.direct_tls,
            start_tls=False,
            tls_context=self._server.tls,
        )

    async def _open(self, client: SMTP) -> None:
        """Connect, encrypt, log in; nothing of ours goes over the line before it is encrypted."""
        await client.connect()
        if not self._server.direct_tls:
            await client.ehlo()
            if not client.supports_extension("starttls"):
                raise _ZonderTls
            await client.starttls()
        if self._server.gebruiker is not None and self._server.wachtwoord is not None:
            await self._meld_aan(client, self._server.gebruiker, self._server.wachtwoord)

    async def _meld_aan(self, client: SMTP, gebruiker: str, wachtwoord: str) -> None:
        try:
            await client.login(gebruiker, wachtwoord)
        except SMTPException as fout:
            if isinstance(fout, OSError):
                raise
            raise SMTPAuthenticationError(getattr(fout, "code", 0), "") from None


async def _verbreek(client: SMTP, lijn: asyncio.BaseTransport | None) -> None:
    """Close without waiting for a server that may not answer, and let the loop clear it away; the client may have let go of ``lijn``."""
    lijnen = (lijn, client.transport)
    client.close()
    for transport in lijnen:
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()
    await asyncio.sleep(0)


def is_adres(tekst: str) -> bool:
    """Whether mail can be sent to it."""
    return _ADRES.fullmatch(tekst) is not None
