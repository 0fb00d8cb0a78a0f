"""The connection: TLS, time, size, and what is no answer (WT001, koppelvlak.md 5)."""

import socket
import socketserver
import ssl
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest

from verwijsindex.client import NietVertrouwd, Onbereikbaar
from verwijsindex.client import tls as client_tls
from verwijsindex.client.transport import ANTWOORD_MAX
from verwijsindex.contract.operaties import MELDINGEN, RECHTEN, SIGNALEN
from verwijsindex.soap import tls as server_tls

from .server import Antwoord, goed, maak_testpki


def onbereikbaar(index, tekst):
    """The call raises with this text; whether it was worth repeating."""
    with pytest.raises(Onbereikbaar, match=tekst) as gevangen:
        index.controleer_verbinding()
    return gevangen.value.herhaalbaar


def test_a_late_answer_is_no_answer(maak_index, server):
    """After the agreed seconds the call ends, whatever the server still does."""
    klaar = Event()
    server.gedrag = [lambda v: klaar.wait(10) and goed(v)]
    begin = monotonic()
    try:
        assert onbereikbaar(maak_index(wachttijd=0.3, pogingen=1), "niet binnen 0.3 seconden")
        assert monotonic() - begin < 5
    finally:
        klaar.set()


def test_a_dripping_answer_is_too_late(maak_index, server, monkeypatch):
    """A server that sends a byte now and then cannot hold the client longer than the agreed time."""
    klaar = Event()

    class Druppels(bytes):
        def __len__(self):
            return 1000

    def druppel(self, inhoud):
        while not klaar.wait(0.05):
            self.send(b" ")
        return len(inhoud)

    gewoon = socketserver._SocketWriter.write

    def schrijf(self, inhoud):
        return druppel(self._sock, inhoud) if isinstance(inhoud, Druppels) else gewoon(self, inhoud)

    monkeypatch.setattr(socketserver._SocketWriter, "write", schrijf)
    server.gedrag = [lambda v: Antwoord(Druppels(b" "))]
    begin = monotonic()
    try:
        assert onbereikbaar(maak_index(wachttijd=0.5, pogingen=1), "niet binnen 0.5 seconden")
        assert monotonic() - begin < 5
    finally:
        klaar.set()


@pytest.mark.parametrize("erbij", [0, 1])
def test_a_huge_answer_is_refused(index, server, erbij):
    """Of 2 MiB the last byte is still read, of one more nothing is used."""

    def gedrag(verzoek):
        raw = verzoek.getekend(verzoek.goed())
        return Antwoord(raw + b" " * (ANTWOORD_MAX + erbij - len(raw)))

    server.gedrag = [gedrag]
    if erbij:
        with pytest.raises(NietVertrouwd, match="groter dan 2097152 bytes"):
            index.controleer_verbinding()
    else:
        assert index.controleer_verbinding().versie == "0.1.0"


def test_an_answer_without_end_is_not_read_to_its_end(index, server):
    """The announced length does not matter: reading stops where it is too much."""
    server.gedrag = [lambda v: Antwoord(b" " * (4 * ANTWOORD_MAX), lengte=10**12)]
    with pytest.raises(NietVertrouwd, match="groter dan"):
        index.controleer_verbinding()


@pytest.mark.parametrize(
    ("status", "soort", "herhaalbaar"),
    [
        (200, "text/html", False),
        (200, None, False),
        (404, "text/plain", False),
        (405, None, False),
        (413, None, False),
        (415, "application/soap+xml", False),
        (408, None, True),
        (429, None, True),
        (500, "text/html", True),
        (503, None, True),
    ],
)
def test_http_without_soap_is_no_answer(maak_index, server, status, soort, herhaalbaar):
    """The status is told; only what may pass by itself is worth repeating."""
    server.gedrag = [lambda v: Antwoord(b"999990019", status=status, soort=soort)]
    assert herhaalbaar == onbereikbaar(maak_index(pogingen=1), f"^HTTP {status} zonder SOAP-antwoord$")


def test_no_redirect_is_followed(index, server):
    """A signed message goes to its address and nowhere else."""
    server.gedrag = [lambda v: Antwoord(status=307, soort=None, koppen={"Location": f"{server.basis}/signalen/v1"}), goed]
    assert not onbereikbaar(index, "HTTP 307")
    assert len(server.ontvangen) == 1


def test_no_proxy_of_the_environment_is_used(index, server, monkeypatch):
    """What the environment says about proxies is for browsers."""
    for naam in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(naam, "http://127.0.0.1:1")
    assert index.controleer_verbinding().versie == "0.1.0"


def vrije_poort():
    with socket.socket() as los:
        los.bind(("127.0.0.1", 0))
        return los.getsockname()[1]


def test_nobody_there(maak_index, gewacht):
    """A connection that is refused is tried again, and then told."""
    assert onbereikbaar(maak_index(basis=f"https://localhost:{vrije_poort()}"), "kwam niet tot stand of werd verbroken")
    assert gewacht == [1, 2, 4]


def test_a_host_that_does_not_exist(maak_index):
    """An unknown host name is no crash."""
    assert onbereikbaar(maak_index(basis="https://bestaat.invalid", pogingen=1), "kwam niet tot stand")


def test_a_server_under_another_root(maak_index, server, pki, tmp_path, gewacht):
    """No message goes to a server that does not prove its name under our CA, and trying again is useless."""
    ander = maak_testpki(tmp_path)
    assert not onbereikbaar(maak_index(ca=ander.keten), "TLS-verbinding")
    assert (gewacht, server.ontvangen) == ([], [])


def test_a_server_of_another_name(maak_index, server, monkeypatch):
    """The certificate must be that of the host we meant to reach, also when it is under our CA."""
    zoek = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest: zoek("127.0.0.1", *rest))
    assert not onbereikbaar(maak_index(basis=f"https://index.example:{server.poort}", pogingen=1), "TLS-verbinding")
    assert server.ontvangen == []


def test_a_client_that_the_server_does_not_trust(maak_index, server, tmp_path):
    """The server hangs up on a certificate of another CA; how soon the client sees why depends on TLS."""
    ander = maak_testpki(tmp_path).partners[0]
    onbereikbaar(maak_index(certificaat=ander.certificaat, sleutel=ander.sleutel, pogingen=1), "verbinding")
    assert server.ontvangen == []


def test_tls_is_that_of_the_profile(pki):
    """TLS 1.2 at least, host names checked, the cipher list that of the server."""
    partner = pki.partners[0]
    context = client_tls.tls_context(partner.certificaat, partner.sleutel, pki.keten)
    assert (ssl.TLSVersion.TLSv1_2, True, ssl.CERT_REQUIRED) == (context.minimum_version, context.check_hostname, context.verify_mode)
    assert client_tls.TLS12_CIPHERS == server_tls.TLS12_CIPHERS


@pytest.mark.parametrize(
    "adres", ["http://localhost:1", "localhost:1", "https://", "https://a@localhost", "https://localhost/?x=1", "https://localhost#x", None]
)
def test_only_a_plain_https_address_will_do(maak_index, adres):
    """What is not encrypted, or says more than where, is refused when the client is made."""
    with pytest.raises(ValueError, match="https://host"):
        maak_index(basis=adres)


def test_services_may_live_at_their_own_addresses(maak_index, server):
    """The addresses of the services can be given apart, without a basis."""
    adressen = {f"{dienst.naam}_url": server.basis + dienst.pad for dienst in (MELDINGEN, SIGNALEN, RECHTEN)}
    index = maak_index(basis=None, **adressen)
    index.controleer_verbinding()
    index.haal_signalen_op()
    assert list(adressen.values())[:2] == [verzoek.bericht.to.partition("?")[0] for verzoek in server.ontvangen]


def test_a_closed_client_opens_again(index, server):
    """`with` closes the connections; a later call makes new ones."""
    with index:
        index.controleer_verbinding()
    index.controleer_verbinding()
    assert len({verzoek.poort for verzoek in server.ontvangen}) == 2


def test_threads_share_a_client(index, server):
    """Four threads report at once: every one gets the answer to its own request."""
    with ThreadPoolExecutor(4) as draden:
        sleutels = [f"mijn-{nummer}" for nummer in range(20)]
        meldingen = list(draden.map(lambda sleutel: index.meld_jeugdige(bsn="999990019", partner_melding_id=sleutel), sleutels))
    assert sleutels == [melding.partner_melding_id for melding in meldingen]
    assert sorted(sleutels) == sorted(verzoek.veld("partnerMeldingId") for verzoek in server.ontvangen)
