"""One mail against a real mail server: what it is told, and what each kind of trouble is called (R-093, R-173)."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from verwijsindex.domain.notificatie import Hapering
from verwijsindex.sandbox.pki import PkiBestanden

from .conftest import AFZENDER, Postbodes
from .mailserver import WACHTWOORD, Gedrag, mailserver, vrije_poort

NU = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ADRES = "jan.de.geheime@politie.example"


@pytest.mark.eis("R-093")
@pytest.mark.parametrize("direct", [False, True])
def test_a_mail_arrives_encrypted(postbode: Postbodes, pki: PkiBestanden, direct: bool) -> None:
    """By STARTTLS and by TLS from the start, from our address to the one recipient; our machine does not say its name."""
    gedrag = Gedrag()
    with mailserver(gedrag, pki, direct=direct) as poort:
        assert postbode(poort, direct_tls=direct).bezorg(ADRES, NU) is None
    (mail,) = gedrag.ontvangen
    assert (mail.van, mail.aan, mail.ehlo) == (AFZENDER, [ADRES], "vir.example")


@pytest.mark.eis("R-154")
def test_an_operator_hears_which_certificates_end(postbode: Postbodes, pki: PkiBestanden) -> None:
    """The lines arrive as they are, to the one address; what is no address is not sent to."""
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        assert postbode(poort).bericht_beheer("beheer@vir.example", ["index.pem: verloopt over 30 dagen"], NU) is None
        assert postbode(poort).bericht_beheer("geen adres", ["regel"], NU) is Hapering.ADRES_ONJUIST
    (mail,) = gedrag.ontvangen
    assert mail.aan == ["beheer@vir.example"]
    assert "index.pem: verloopt over 30 dagen" in str(mail)


def test_it_logs_in_after_encrypting(postbode: Postbodes, pki: PkiBestanden) -> None:
    """With the right password the mail is taken; with another it is not, and that is what it is called."""
    gedrag = Gedrag()
    with mailserver(gedrag, pki, met_wachtwoord=True) as poort:
        assert postbode(poort, gebruiker="verwijsindex", wachtwoord=WACHTWOORD).bezorg(ADRES, NU) is None
        assert postbode(poort, gebruiker="verwijsindex", wachtwoord="ander").bezorg(ADRES, NU) is Hapering.AANMELDEN_MISLUKT
        assert postbode(poort).bezorg(ADRES, NU) is Hapering.AFZENDER_GEWEIGERD
    assert len(gedrag.ontvangen) == 1


def test_a_password_for_a_server_that_asks_none_is_told(postbode: Postbodes, pki: PkiBestanden) -> None:
    """The settings do not fit the server; that is no reason to send without logging in."""
    with mailserver(Gedrag(), pki) as poort:
        assert postbode(poort, gebruiker="verwijsindex", wachtwoord=WACHTWOORD).bezorg(ADRES, NU) is Hapering.AANMELDEN_MISLUKT


@pytest.mark.eis("R-093")
def test_nothing_is_sent_unencrypted(postbode: Postbodes) -> None:
    """A server without STARTTLS hears no address."""
    gedrag = Gedrag()
    with mailserver(gedrag, None) as poort:
        assert postbode(poort).bezorg(ADRES, NU) is Hapering.ZONDER_TLS
    assert gedrag.pogingen == []


@pytest.mark.eis("R-093")
@pytest.mark.parametrize("direct", [False, True])
def test_nothing_is_sent_to_a_stranger(postbode: Postbodes, vreemde_pki: PkiBestanden, direct: bool) -> None:
    """A server with a certificate of another root hears no address."""
    gedrag = Gedrag()
    with mailserver(gedrag, vreemde_pki, direct=direct) as poort:
        assert postbode(poort, direct_tls=direct).bezorg(ADRES, NU) is Hapering.CERTIFICAAT_ONJUIST
    assert gedrag.pogingen == []


@pytest.mark.eis("R-093")
def test_nothing_is_sent_to_another_name(postbode: Postbodes, pki: PkiBestanden, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trusted certificate that does not bear the name in the settings is no proof."""
    gedrag = Gedrag()
    echt = socket.getaddrinfo

    def naar_hier(host: str, *rest: object, **meer: object) -> object:
        return echt("127.0.0.1" if host == "mail.example" else host, *rest, **meer)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", naar_hier)
    with mailserver(gedrag, pki) as poort:
        bode = postbode(poort)
        goed = bode._server
        bode._server = type(goed)("mail.example", goed.poort, goed.afzender, goed.tls)
        assert bode.bezorg(ADRES, NU) is Hapering.CERTIFICAAT_ONJUIST
    assert gedrag.pogingen == []


@pytest.mark.parametrize(
    ("gedrag", "hapering"),
    [
        (Gedrag(rcpt=lambda _: "550 5.1.1 bestaat niet"), Hapering.ADRES_GEWEIGERD),
        (Gedrag(rcpt=lambda _: "553 kan niet"), Hapering.ADRES_GEWEIGERD),
        (Gedrag(rcpt=lambda _: "550 5.7.1 u mag hier niet versturen"), Hapering.AFZENDER_GEWEIGERD),
        (Gedrag(rcpt=lambda _: "530 eerst aanmelden"), Hapering.AFZENDER_GEWEIGERD),
        (Gedrag(rcpt=lambda _: "450 4.2.0 later (greylisting)"), Hapering.UITGESTELD),
        (Gedrag(rcpt=lambda _: "421 ik ga sluiten"), Hapering.ONBEREIKBAAR),
        (Gedrag(mail_from="550 onbekende afzender"), Hapering.AFZENDER_GEWEIGERD),
        (Gedrag(mail_from="451 even niet"), Hapering.AFZENDER_GEWEIGERD),
        (Gedrag(data="554 dit lijkt op spam"), Hapering.BERICHT_GEWEIGERD),
        (Gedrag(data="452 schijf vol"), Hapering.UITGESTELD),
        (Gedrag(verbreek_bij_data=True), Hapering.ONBEREIKBAAR),
    ],
    ids=lambda waarde: str(waarde) if isinstance(waarde, Hapering) else "",
)
def test_what_each_refusal_is_called(postbode: Postbodes, pki: PkiBestanden, gedrag: Gedrag, hapering: Hapering) -> None:
    """A refusal of the address for good is not one of us, of the mail, or for now."""
    with mailserver(gedrag, pki) as poort:
        assert hapering is postbode(poort).bezorg(ADRES, NU)
    assert gedrag.ontvangen == []


def test_nobody_listens(postbode: Postbodes) -> None:
    """A server that is down is unreachable."""
    assert postbode(vrije_poort()).bezorg(ADRES, NU) is Hapering.ONBEREIKBAAR


def test_a_slow_server_is_left(postbode: Postbodes, pki: PkiBestanden) -> None:
    """One that takes its time over an answer: who waited for it would have delivered."""
    with mailserver(Gedrag(wacht=5.0), pki) as poort:
        assert postbode(poort, grens=1.0).bezorg(ADRES, NU) is Hapering.TE_TRAAG


def test_a_dripping_server_is_left(postbode: Postbodes) -> None:
    """One that sends a byte now and then, so that no single answer is late: the limit is on the whole, else this has no end."""
    with druppelaar() as poort:
        begin = time.monotonic()
        assert postbode(poort, grens=1.0).bezorg(ADRES, NU) is Hapering.TE_TRAAG
        assert time.monotonic() - begin < 20.0


@pytest.mark.parametrize(
    "adres", ["", "jan", "jan@politie", "jan@politie.example\r\nBcc: x@y.example", "Jan <jan@politie.example>", "a@b.example, c@d.example"]
)
def test_what_is_no_address_is_not_tried(postbode: Postbodes, pki: PkiBestanden, adres: str) -> None:
    """Nothing that could become a header, a name or a second recipient."""
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        assert postbode(poort).bezorg(adres, NU) is Hapering.ADRES_ONJUIST
    assert gedrag.pogingen == []


@pytest.mark.eis("R-093", "R-171")
def test_no_log_holds_an_address_or_a_password(postbode: Postbodes, pki: PkiBestanden, caplog: pytest.LogCaptureFixture) -> None:
    """Not even of a server that repeats both in its refusal; the code and the number of the answer are there."""
    caplog.set_level(logging.DEBUG)
    gedrag = Gedrag(rcpt=lambda adres: f"550 {adres} {WACHTWOORD} bestaat niet")
    with mailserver(gedrag, pki, met_wachtwoord=True) as poort:
        bode = postbode(poort, gebruiker="verwijsindex", wachtwoord=WACHTWOORD)
        bode.bezorg(ADRES, NU)
        assert WACHTWOORD not in repr(bode._server)
    eigen = "\n".join(regel.getMessage() for regel in caplog.records if not regel.name.startswith("mail."))
    assert "ADRES_GEWEIGERD 550" in eigen
    assert [geheim for geheim in (ADRES, "politie", WACHTWOORD) if geheim in eigen] == []


@contextmanager
def druppelaar() -> Iterator[int]:
    """Answers with one byte every tenth of a second, never a whole line."""
    klaar = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:

        def druppel() -> None:
            verbinding, _ = luisteraar.accept()
            with verbinding:
                try:
                    while not klaar.wait(0.1):
                        verbinding.sendall(b"2")
                except OSError:
                    return

        draad = threading.Thread(target=druppel)
        draad.start()
        try:
            yield luisteraar.getsockname()[1]
        finally:
            klaar.set()
            draad.join()
