"""The e-mail itself, the same for everyone: that something is ready, and where to look (R-093)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final
from uuid import uuid4

ONDERWERP: Final = "Er staat iets voor u klaar in de verwijsindex"
BEHEERONDERWERP: Final = "Certificaten van de verwijsindex lopen af"
BEHEERKOP: Final = "Van deze certificaten loopt de geldigheid af. Wie er een van gebruikt, kan daarna niet meer verbinden of ondertekenen."
BEHEERVOET: Final = "Wat u doet, staat in docs/certificaten.md. Een overzicht geeft: verwijsindex partner certificaat toon"
NAAM: Final = "Verwijsindex"
"""The only name in the mail; neither the sender's nor anybody else's organisation stands in it."""
IN_EIGEN_SYSTEEM: Final = "Open het systeem waarmee u met de verwijsindex werkt en kijk wat er klaarligt."
OP_DEZE_PLEK: Final = "Of kijk op"

GEEN_ANTWOORD: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}
"""RFC 3834 and its forerunners: an out-of-office reply to this mail would go round for ever."""


def maak_bericht(adres: str, afzender: str, webadres: str | None, moment: datetime) -> EmailMessage:
    """R-093: the mail to ``adres``, as text and as HTML without anything remote. The address of the recipient is all that is about anybody.

    Its Message-ID is random, under the domain of ``afzender``.
    """
    bericht = _brief(adres, afzender, ONDERWERP, moment)
    bericht.set_content(_sjabloon("notificatie.txt").substitute(waar=_waar_tekst(webadres)), cte="quoted-printable")
    html = _sjabloon("notificatie.html").substitute(onderwerp=ONDERWERP, waar=_waar_html(webadres))
    bericht.add_alternative(html, subtype="html", cte="quoted-printable")
    bericht["Content-Language"] = "nl"
    return bericht


def maak_beheerbericht(adres: str, afzender: str, regels: Sequence[str], moment: datetime) -> EmailMessage:
    """The mail to an operator: which certificates end (R-154). Text only; nothing of a person is in it."""
    bericht = _brief(adres, afzender, BEHEERONDERWERP, moment)
    bericht.set_content("\n".join((BEHEERKOP, "", *regels, "", BEHEERVOET, "")), cte="quoted-printable")
    bericht["Content-Language"] = "nl"
    return bericht


def _brief(adres: str, afzender: str, onderwerp: str, moment: datetime) -> EmailMessage:
    bericht = EmailMessage(policy=SMTP)
    bericht["From"] = f"{NAAM} <{afzender}>"
    bericht["To"] = adres
    bericht["Subject"] = onderwerp
    bericht["Date"] = format_datetime(moment.astimezone(UTC))
    bericht["Message-ID"] = f"<{uuid4()}@{domein(afzender)}>"
    for naam, waarde in GEEN_ANTWOORD.items():
        bericht[naam] = waarde
    return bericht


def domein(adres: str) -> str:
    """What stands behind the @."""
    return adres.rpartition("@")[2]


def _waar_tekst(webadres: str | None) -> str:
    return IN_EIGEN_SYSTEEM if webadres is None else f"{IN_EIGEN_SYSTEEM}\n{OP_DEZE_PLEK} {webadres}"


def _waar_html(webadres: str | None) -> str:
    regel = '<p style="margin:0 0 16px;">{}</p>'
    systeem = regel.format(IN_EIGEN_SYSTEEM)
    if webadres is None:
        return systeem
    veilig = escape(webadres)
    link = f'{OP_DEZE_PLEK} <a href="{veilig}" style="color:#01448a; text-decoration:underline; overflow-wrap:anywhere;">{veilig}</a>'
    return f"{systeem}\n{regel.format(link)}"


@cache
def _sjabloon(naam: str) -> Template:
    return Template(files("verwijsindex.delivery.sjablonen").joinpath(naam).read_text(encoding="utf-8"))
