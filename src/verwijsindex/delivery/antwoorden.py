"""What the mail server's answers mean; of an answer only its number is kept, for its text may repeat an address."""

import ssl
from typing import Final

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from verwijsindex.domain.notificatie import Hapering

VOORGOED: Final = 500
SLUIT: Final = 421
"""The server closes the connection: busy, or going down."""
EERST_AANMELDEN: Final = 530
BELEID: Final = "5.7."
"""Enhanced status of a refusal by policy (RFC 3463): it is we who may not send; the address may be fine."""


def hapering_van(fout: Exception) -> Hapering:
    """Why a mail did not leave, from what went wrong while it was sent."""
    if isinstance(fout, TimeoutError):
        return Hapering.TE_TRAAG
    if _tls_fout(fout) is not None:
        return Hapering.CERTIFICAAT_ONJUIST
    if isinstance(fout, SMTPRecipientsRefused):
        return _over_adres(fout.recipients[0])
    if isinstance(fout, SMTPResponseException):
        return _antwoord(fout)
    return Hapering.ONBEREIKBAAR


def nummer(fout: Exception) -> str:
    """The number of the answer, for the technical log; empty when there was none."""
    if isinstance(fout, SMTPRecipientsRefused):
        return str(fout.recipients[0].code)
    return str(fout.code) if isinstance(fout, SMTPResponseException) else ""


def _over_adres(fout: SMTPResponseException) -> Hapering:
    if fout.code == SLUIT:
        return Hapering.ONBEREIKBAAR
    if fout.code < VOORGOED:
        return Hapering.UITGESTELD
    if fout.code == EERST_AANMELDEN or fout.message.startswith(BELEID):
        return Hapering.AFZENDER_GEWEIGERD
    return Hapering.ADRES_GEWEIGERD


def _antwoord(fout: SMTPResponseException) -> Hapering:
    if fout.code == SLUIT:
        return Hapering.ONBEREIKBAAR
    if isinstance(fout, SMTPAuthenticationError):
        return Hapering.AANMELDEN_MISLUKT
    if isinstance(fout, SMTPDataError):
        return Hapering.BERICHT_GEWEIGERD if fout.code >= VOORGOED else Hapering.UITGESTELD
    if isinstance(fout, SMTPSenderRefused | SMTPHeloError):
        return Hapering.AFZENDER_GEWEIGERD
    return Hapering.ONBEREIKBAAR


def _tls_fout(fout: BaseException | None) -> ssl.SSLError | None:
    """The failure of TLS behind what aiosmtplib raised, if that is what happened."""
    while fout is not None:
        if isinstance(fout, ssl.SSLError):
            return fout
        fout = fout.__cause__ or fout.__context__
    return None


FOUTEN: Final = (SMTPException, OSError)
"""All that sending may raise; TimeoutError and SSLError are OSErrors."""
