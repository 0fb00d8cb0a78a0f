"""The second way in, without signatures (2W-be), at a running server; and a client that looks at CRLs (R-154, R-155; besluit 0028)."""

import http.client
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from verwijsindex.client.errors import NietVertrouwd, Weigering
from verwijsindex.client.tls import tls_context
from verwijsindex.contract.namespaces import MELDINGEN, TYPEN
from verwijsindex.contract.operaties import operatie
from verwijsindex.sandbox.wereld import INDEX, JGZ, POLITIE
from verwijsindex.security.intrekking import bewaar_lijst
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.zonder_handtekening import Schrijver
from verwijsindex.soap.front import PAD_BE

from .eigen_pki import Pki, maak_server
from .processen import Server, draai, sandbox, server

KIND = "945365792"
DIENST = "/meldingen/v1"
CONTROLEER = operatie("ControleerVerbinding")
ONBEKEND = "00000099000000099000"


def controleer(verzender: str = JGZ.oin) -> bytes:
    stuur = f"<t:verzenderOin>{verzender}</t:verzenderOin><t:instantieId>ggd</t:instantieId><t:gebruikerId>ggd-melder-1</t:gebruikerId>"
    kop = f"<m:stuurgegevens>{stuur}<t:rol>MELDER</t:rol></m:stuurgegevens>"
    return f'<m:ControleerVerbinding xmlns:m="{MELDINGEN}" xmlns:t="{TYPEN}">{kop}</m:ControleerVerbinding>'.encode()


class Proef:
    """Speaks to a server byte by byte, with the certificate of a partner."""

    def __init__(self, draaiend: Server, sleutels: Pki) -> None:
        self.url, self._sleutels = draaiend.url, sleutels

    def verstuur(self, pad: str, raw: bytes, oin: str = JGZ.oin, methode: str = "POST") -> tuple[int, dict[str, str], bytes]:
        tls = tls_context(*(self._sleutels.map / naam for naam in (f"{oin}.pem", f"{oin}.key", "keten.pem")))
        with closing(http.client.HTTPSConnection("localhost", urlsplit(self.url).port, context=tls, timeout=10)) as verbinding:
            verbinding.request(methode, pad, raw, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
            antwoord = verbinding.getresponse()
            return antwoord.status, dict(antwoord.getheaders()), antwoord.read()

    def bericht(self, pad: str, schrijver: Schrijver | Ondertekenaar, body: bytes | None = None, van: str | None = None) -> bytes:
        adres, nu = f"{self.url}{pad}?OIN={INDEX.oin}", datetime.now(UTC)
        return schrijver.verzoek(
            body or controleer(), action=CONTROLEER.action, to=adres, message_id=f"urn:uuid:{uuid4()}", van=van, nu=nu
        ).bytes

    def code(self, pad: str, raw: bytes, oin: str = JGZ.oin) -> str:
        """OK, or the code in the faultstring."""
        status, _, xml = self.verstuur(pad, raw, oin)
        return "OK" if status == 200 else xml.partition(b"<faultstring>")[2].split()[0].decode()


@pytest.mark.lang
@pytest.mark.eis("R-151", "R-152", "R-154", "R-155", "R-156", "R-158")
def test_de_ingang_zonder_handtekening(tmp_path: Path) -> None:
    """The same operations with TLS alone: the TLS certificate says who speaks, everything else is refused with its code, no signature is in
    either direction; and the signed way in refuses what is not signed, as ever."""
    sleutels = Pki(tmp_path)
    sleutels.partner(ONBEKEND, ONBEKEND)
    toml = maak_server(tmp_path, "zonder_handtekening = true")
    be, los = PAD_BE + DIENST, Schrijver(JGZ.oin)
    getekend = Ondertekenaar(*((tmp_path / f"{JGZ.oin}.{soort}").read_bytes() for soort in ("key", "pem")))
    with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:
        proef = Proef(draaiend, sleutels)
        goed = proef.bericht(be, los)
        status, _, antwoord = proef.verstuur(be, goed)
        assert (status, b"Security" in antwoord, b"RelatesTo" in antwoord) == (200, False, True)
        assert proef.code(be, goed) == "VIR-S07"
        for raw, oin, code in (
            (proef.bericht(be, getekend), JGZ.oin, "DK0010"),
            (proef.bericht(be, los, controleer(POLITIE.oin)), JGZ.oin, "DK0002"),
            (proef.bericht(be, los), POLITIE.oin, "DK0002"),
            (proef.bericht(be, los, van=f"https://x.example?OIN={POLITIE.oin}"), JGZ.oin, "DK0002"),
            (proef.bericht(be, los, controleer(ONBEKEND)), ONBEKEND, "DK0002"),
            (proef.bericht(DIENST, los), JGZ.oin, "DK0011"),
            (proef.bericht(be, los, controleer().replace(b"MELDER", b"KONING")), JGZ.oin, "DK0004"),
        ):
            assert code == proef.code(be, raw, oin)
        assert proef.code(DIENST, proef.bericht(DIENST, los)) == "VIR-S01"
        assert proef.code(DIENST, proef.bericht(DIENST, getekend)) == "OK"

        status, _, wsdl = proef.verstuur(f"{be}?wsdl", b"", methode="GET")
        assert (status, f'location="{draaiend.url}{be}"'.encode() in wsdl, b"Dit adres volgt profiel 2W-be" in wsdl) == (200, True, True)

        with sleutels.client(draaiend.url + PAD_BE, JGZ.oin, "ggd-melder-1", "ggd", zonder_handtekening=True) as index:
            melding = index.meld_jeugdige(bsn=KIND, partner_melding_id="be-1")
            assert melding == index.meld_jeugdige(bsn=KIND, partner_melding_id="be-1")
            with pytest.raises(Weigering) as fout:
                index.meld_jeugdige(bsn="123456789")
            assert fout.value.code == "VIR-101"
        with sleutels.client(draaiend.url, POLITIE.oin, "politie-melder-1", "politie") as index:
            assert index.meld_jeugdige(bsn=KIND).match_aanwezig
        for url, meer, reden in (
            (draaiend.url, {"zonder_handtekening": True}, "profiel"),
            (draaiend.url + PAD_BE, {}, "zonder handtekening"),
            (draaiend.url + PAD_BE, {"zonder_handtekening": True, "server_oin": POLITIE.oin}, "andere partij"),
        ):
            with sleutels.client(url, JGZ.oin, "ggd-melder-1", "ggd", **meer) as index, pytest.raises(NietVertrouwd, match=reden):
                index.controleer_verbinding()
        log = draaiend.log
    assert "dienst=meldingen/2W-be operatie=MeldJeugdige" in log
    assert KIND not in log


@pytest.mark.lang
@pytest.mark.eis("R-154")
@pytest.mark.parametrize("zonder_handtekening", [False, True])
def test_een_client_kijkt_of_de_server_is_ingetrokken(tmp_path: Path, zonder_handtekening: bool) -> None:
    """With a folder of CRLs: without a list, and when the index is on it, nothing is sent; with a good list everything works."""
    sleutels = Pki(tmp_path)
    toml = maak_server(tmp_path, "zonder_handtekening = true")
    lijsten = tmp_path / "crl"
    lijsten.mkdir()
    with server(tmp_path, "serve", "--instellingen", str(toml)) as draaiend:
        url = draaiend.url + (PAD_BE if zonder_handtekening else "")

        def vraag() -> str:
            meer = {"crl_map": lijsten, "zonder_handtekening": zonder_handtekening}
            with sleutels.client(url, JGZ.oin, "ggd-melder-1", "ggd", **meer) as index:
                return index.controleer_verbinding().oin

        with pytest.raises(NietVertrouwd, match="geen CRL"):
            vraag()
        bewaar_lijst(lijsten, "root", sleutels.van_root())
        bewaar_lijst(lijsten, "uitgever", sleutels.van_uitgever())
        assert vraag() == JGZ.oin
        bewaar_lijst(lijsten, "uitgever", sleutels.van_uitgever(sleutels.van_index))
        with pytest.raises(NietVertrouwd, match="ingetrokken"):
            vraag()
        log = draaiend.log
    assert log.count("operatie=ControleerVerbinding") == 1


@pytest.mark.lang
@pytest.mark.eis("R-154")
def test_in_de_sandbox_aan_de_opdrachtregel(tmp_path: Path) -> None:
    """Who tries it out starts a sandbox with it, and reports with a connection file that says so."""
    with sandbox(tmp_path, "--zonder-handtekening") as draaiend:
        partner = draaiend.beschrijving["partners"][0]
        vast = {naam: partner[naam] for naam in ("certificaat", "sleutel")} | {"ca": draaiend.beschrijving["ca"], "server_oin": INDEX.oin}
        regels = [f'{naam} = "{waarde}"' for naam, waarde in (vast | {"adres": draaiend.url + PAD_BE, "instantie": "ggd"}).items()]
        bestand = tmp_path / "verbinding.toml"
        for zonder, code in (("true", 0), ("false", 4)):
            bestand.write_text("\n".join((*regels, f"zonder_handtekening = {zonder}")), encoding="utf-8")
            assert code == draai("meld", "--verbinding", str(bestand), "--gebruiker", "ggd-melder-1", "--bsn", KIND).code
