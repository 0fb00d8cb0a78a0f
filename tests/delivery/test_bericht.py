"""What stands in the mail, byte for byte as the server gets it: that something is ready, and nothing about anybody (R-093)."""

import re
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy

import pytest

from verwijsindex.delivery.bericht import maak_bericht
from verwijsindex.domain.ports import Opslag
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verstuur_notificaties import verstuur_notificaties
from verwijsindex.sandbox.pki import PkiBestanden
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

from ..integration.storage.wereld import (
    GEMEENTE,
    GGD,
    KIND,
    NU,
    OIN,
    PERSOON,
    POLITIE,
    VasteKlok,
    contactgegevens,
    context,
    gebruiker,
    meld_verzoek,
    registreer,
)
from .conftest import AFZENDER, Postbodes
from .mailserver import Gedrag, Ontvangen, mailserver

WEBADRES = "https://signalen.example.nl/?a=1&b=2"
VAST = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "Content-Language"}
VAN_MIME = {"MIME-Version", "Content-Type"}
VAN_SERVER = {"X-Peer", "X-MailFrom", "X-RcptTo"}


@pytest.fixture
def mails(sqlite_sjabloon: Path, tmp_path: Path, sleutels: Sleutels, postbode: Postbodes, pki: PkiBestanden) -> list[Ontvangen]:
    """Two reporters of one child, and what each of them gets."""
    opslag: SqlOpslag = open_opslag(f"sqlite:///{copy(sqlite_sjabloon, tmp_path / 'index.db')}", sleutels)
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        _meld_twee(opslag)
        verstuur_notificaties(opslag, postbode(poort, webadres=WEBADRES), VasteKlok(), NU - NU)
    opslag.sluit()
    return sorted(gedrag.ontvangen, key=lambda mail: mail.aan)


def _meld_twee(opslag: Opslag) -> None:
    assert isinstance(opslag, SqlOpslag)
    registreer(opslag, gebruiker("arts"), gebruiker("agent", POLITIE))
    buiten = context(opslag, {KIND: PERSOON})
    for wie, instantie in (("arts", GGD), ("agent", POLITIE)):
        meld_jeugdige(meld_verzoek(wie, KIND, f"dossier {KIND.waarde} {wie}", instantie), buiten)


def tekst_en_html(bericht: EmailMessage) -> tuple[str, str]:
    """Both parts, decoded."""
    assert bericht.get_content_type() == "multipart/alternative"
    tekst, html = (deel for deel in bericht.walk() if not deel.is_multipart())
    assert (tekst.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return str(tekst.get_content()), str(html.get_content())


@pytest.mark.eis("R-093")
def test_a_mail_says_nothing_about_anybody(mails: list[Ontvangen]) -> None:
    """No number, name, address, organisation, user, gemeente or partner in any header or body; but for his own address in To."""
    for mail, wie in zip(mails, ("agent", "arts", "regie"), strict=True):
        eigen = contactgegevens(wie).emailadres
        assert mail.bericht["To"] == eigen
        leesbaar = "\n".join(
            (*(f"{naam}: {waarde}" for naam, waarde in mail.bericht.items() if naam != "To"), *tekst_en_html(mail.bericht))
        )
        for ander in ("arts", "agent", "regie"):
            gegevens = contactgegevens(ander)
            verboden = (gegevens.naam, gegevens.functie, gegevens.locatie, gegevens.telefoon, gegevens.emailadres, ander)
            assert [woord for woord in verboden if str(woord) in leesbaar] == []
        geheim = (KIND.waarde, GGD.naam, POLITIE.naam, "ggd", "politie", OIN, GEMEENTE, "Leverancier", "jeugdige", "match", "melding ")
        assert [woord for woord in geheim if woord.lower() in leesbaar.lower()] == []


@pytest.mark.eis("R-093")
def test_everyone_gets_the_same_mail(mails: list[Ontvangen]) -> None:
    """Apart from To and Message-ID all mails are equal, whoever they are for and whatever is ready: there is nothing to learn from one."""
    eerste, *andere = (mail.bericht for mail in mails)
    for ander in andere:
        assert tekst_en_html(eerste) == tekst_en_html(ander)
        anders = [naam for naam in VAST if eerste[naam] != ander[naam]]
        assert sorted(anders) == ["Message-ID", "To"]


@pytest.mark.eis("R-093")
def test_the_headers_are_these_and_no_others(mails: list[Ontvangen]) -> None:
    """Sender and subject are fixed words, the Message-ID is random, and no out-of-office reply is asked for."""
    bericht = mails[0].bericht
    assert {naam for naam in bericht if naam not in VAN_SERVER} == VAST | VAN_MIME
    assert bericht["From"] == f"Verwijsindex <{AFZENDER}>"
    assert bericht["Subject"] == "Er staat iets voor u klaar in de verwijsindex"
    assert re.fullmatch(r"<[0-9a-f-]{36}@vir\.example>", bericht["Message-ID"])
    stil = (bericht["Auto-Submitted"], bericht["X-Auto-Response-Suppress"], bericht["Precedence"], bericht["Content-Language"])
    assert stil == ("auto-generated", "All", "bulk", "nl")


@pytest.mark.eis("R-093")
def test_text_and_html_say_the_same(mails: list[Ontvangen]) -> None:
    """Every sentence of the text stands in the HTML; both say where to look, who sends it and what to do when it is not for you."""
    tekst, html = tekst_en_html(mails[0].bericht)
    lezer = Lezer()
    lezer.feed(html)
    platte_html, platte_tekst = " ".join(" ".join(lezer.woorden).split()), " ".join(tekst.split())
    for zin in re.split(r"(?<=[.?]) ", platte_tekst.replace("Goedendag,", "").strip()):
        assert zin.removeprefix("Zo ziet u wat het is ").split(" Of kijk op")[0] in platte_html
    for wat in (WEBADRES, "kijk wat er klaarligt", "automatisch", "niet voor u bedoeld", "coördinator"):
        assert wat in platte_tekst
        assert wat in platte_html


@pytest.mark.eis("R-093")
def test_the_html_fetches_and_tracks_nothing(mails: list[Ontvangen]) -> None:
    """No image, script, form, font or style from elsewhere; one link, exactly the address of the settings."""
    html = tekst_en_html(mails[0].bericht)[1]
    lezer = Lezer()
    lezer.feed(html)
    assert lezer.elementen <= {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "a"}
    assert lezer.links == [WEBADRES]
    assert re.findall(r"https?:[^\s\"<]*", html.replace(WEBADRES.replace("&", "&amp;"), "")) == []
    assert "url(" not in html
    assert lezer.taal == "nl"


def test_without_a_web_address_there_is_no_link() -> None:
    """Then the recipient's own system is the one place that is named."""
    tekst, html = tekst_en_html(maak_bericht("a@b.example", AFZENDER, None, NU))
    assert "http" not in tekst + html
    assert "$" not in tekst + html
    assert "kijk wat er klaarligt." in tekst


def test_the_mail_passes_every_server() -> None:
    """Seven bits and short lines, so that no server on the way rewrites it."""
    rauw = maak_bericht("a@b.example", AFZENDER, WEBADRES, NU).as_bytes()
    assert rauw.isascii()
    assert max(len(regel) for regel in rauw.split(b"\r\n")) <= 78


class Lezer(HTMLParser):
    """What somebody who reads the HTML finds in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elementen: set[str] = set()
        self.links: list[str | None] = []
        self.woorden: list[str] = []
        self.taal: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elementen.add(tag)
        self.links += [waarde for naam, waarde in attrs if naam in {"href", "src", "action", "background"}]
        if tag == "html":
            self.taal = dict(attrs)["lang"]

    def handle_data(self, data: str) -> None:
        self.woorden.append(data)
