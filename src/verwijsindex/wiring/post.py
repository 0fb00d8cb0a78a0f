"""Builds who sends the e-mail notices, from the settings (R-093, R-098)."""

import ssl
from collections.abc import Callable
from datetime import timedelta

from verwijsindex.delivery.smtp import Mailserver, SmtpPostbode, is_adres
from verwijsindex.domain.ports import Klok, Opslag
from verwijsindex.operations.verstuur_notificaties import Verslag, verstuur_notificaties
from verwijsindex.settings import Instellingen, InstellingenOnjuist
from verwijsindex.wiring.geheimen import lees_geheim

STARTTLS_POORT = 587
TLS_POORT = 465

Verzender = Callable[[], Verslag]
"""Sends what waits, once; call it every minute. Shared by nobody: each process makes its own."""


def maak_verzender(instellingen: Instellingen, opslag: Opslag, klok: Klok) -> Verzender | None:
    """Who sends what waits; None when no mail server is set, and then it waits: one row per recipient, however long.

    Nothing is asked of the mail server yet. Raises as ``maak_postbode`` does.
    """
    postbode = maak_postbode(instellingen)
    if postbode is None:
        return None
    tussentijd = timedelta(seconds=instellingen.smtp_tussentijd)
    return lambda: verstuur_notificaties(opslag, postbode, klok, tussentijd)


def maak_postbode(instellingen: Instellingen) -> SmtpPostbode | None:
    """Who hands mail to the mail server of the settings; None when they name none.

    Raises OSError for a file that is missing or no certificate, InstellingenOnjuist for a password that others can read or an
    ``smtp_afzender`` or ``smtp_beheerder`` that is no address.
    """
    if instellingen.smtp_host is None or instellingen.smtp_afzender is None:
        return None
    if not is_adres(instellingen.smtp_afzender):
        raise InstellingenOnjuist("smtp_afzender is geen e-mailadres zonder naam, zoals verwijsindex@example.nl")
    if instellingen.smtp_beheerder is not None and not is_adres(instellingen.smtp_beheerder):
        raise InstellingenOnjuist("smtp_beheerder is geen e-mailadres zonder naam, zoals beheer@example.nl")
    geheim = instellingen.smtp_wachtwoord
    server = Mailserver(
        host=instellingen.smtp_host,
        poort=instellingen.smtp_poort or (TLS_POORT if instellingen.smtp_direct_tls else STARTTLS_POORT),
        afzender=instellingen.smtp_afzender,
        tls=_tls(instellingen),
        direct_tls=instellingen.smtp_direct_tls,
        gebruiker=instellingen.smtp_gebruiker,
        wachtwoord=None if geheim is None else lees_geheim(geheim, "het wachtwoord voor de mailserver"),
    )
    return SmtpPostbode(server, instellingen.smtp_webadres)


def _tls(instellingen: Instellingen) -> ssl.SSLContext:
    tls = ssl.create_default_context(cafile=instellingen.smtp_ca)
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    return tls
