"""`WusTransport`: plain zeep against a 2W-be-S service of somebody else, with its own WSDL."""

import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import zeep
from lxml import etree

from tests.acceptance.bladzijde import kloon
from verwijsindex.client import NietVertrouwd, Onbereikbaar, WusTransport
from verwijsindex.contract.namespaces import SOAP

from .server import ANDERE_OIN, PARTNER_OIN, SERVER_OIN, Antwoord, Proefserver, maak_testpki

ECHO = "urn:voorbeeld:echo:v1"
WSDL = (Path(__file__).parent / "echo.wsdl").read_text()
PAGINA = Path(__file__).parents[3] / "docs" / "client.md"
[DRIE_REGELS] = re.findall(r"^```python\n(.*?)^```", PAGINA.read_text().partition("\n## Elke andere dienst")[2], re.S | re.M)
pytestmark = pytest.mark.eis("R-155")


def echo(verzoek, **knoppen):
    """Give back what was sent."""
    xml = f'<e:EchoResponse xmlns:e="{ECHO}"><e:tekst>{verzoek.veld("tekst")}</e:tekst></e:EchoResponse>'
    return verzoek.getekend(xml, **knoppen)


def te_lang(verzoek):
    xml = (
        f'<soap:Fault xmlns:soap="{SOAP}"><faultcode>soap:Client</faultcode><faultstring>te lang</faultstring>'
        f'<detail><e:TeLang xmlns:e="{ECHO}"><e:hoogstens>8</e:hoogstens></e:TeLang></detail></soap:Fault>'
    )
    return Antwoord(verzoek.getekend(xml, action=f"{ECHO}:EchoFout"), status=500)


def start(pki):
    server = Proefserver(pki, {f"{ECHO}:Echo": f"{{{ECHO}}}Echo"}, ["/echo/v1"])
    server.gedrag = [lambda v: te_lang(v) if len(v.veld("tekst")) > 8 else Antwoord(echo(v))]
    server.documenten["/echo/v1?wsdl"] = WSDL.replace("https://echo.voorbeeld.nl", server.basis).encode()
    return server


@pytest.fixture
def dienst(pki):
    server = start(pki)
    yield server
    server.sluit()


@pytest.fixture
def map(pki, tmp_path):
    """The files of somebody who connects, under the names of docs/client.md."""
    zet_neer(pki, tmp_path)
    return tmp_path


def zet_neer(pki, map):
    partner = pki.partner(PARTNER_OIN)
    for naam, bestand in {"partner.pem": partner.certificaat, "partner.key": partner.sleutel, "keten.pem": pki.keten}.items():
        shutil.copy(bestand, map / naam)


def drie_regels(dienst):
    """What the page prints, for this service."""
    return DRIE_REGELS.replace("https://echo.voorbeeld.nl", dienst.basis)


@pytest.fixture
def client(dienst, map, monkeypatch):
    """The client that the three lines of the page make."""
    monkeypatch.chdir(map)
    ruimte = {}
    exec(drie_regels(dienst), ruimte)
    return ruimte["client"]


def test_three_lines_are_enough(dienst, client):
    """The page's own lines load the WSDL over two-sided TLS, sign every part, and give the verified answer."""
    assert client.service.Echo(tekst="hallo") == "hallo"
    [verzoek] = dienst.ontvangen
    assert (PARTNER_OIN, f"{dienst.basis}/echo/v1") == (verzoek.bericht.oin, verzoek.bericht.to)
    assert dienst.afwijzingen == []


def test_a_declared_fault_is_typed(client):
    """A signed fault is zeep's own Fault, whose detail the WSDL describes."""
    with pytest.raises(zeep.exceptions.Fault, match="te lang") as gevangen:
        client.service.Echo(tekst="veel te lang")
    [detail] = gevangen.value.detail
    assert client.wsdl.types.deserialize(detail).hoogstens == 8


def zonder_dekking(verzoek):
    """A genuine signature whose reference to the Body is gone: signed again, it would still not cover the Body."""
    return re.sub(rb'<ds:Reference URI="#vir-body">.*?</ds:Reference>', b"", echo(verzoek))


@pytest.mark.parametrize(
    ("antwoord", "reden"),
    [
        (lambda v: echo(v).replace(b"hallo", b"hollo"), "VIR-S05"),
        (zonder_dekking, "VIR-S01"),
        (lambda v: re.sub(rb"<soap:Header>.*</soap:Header>", b"", echo(v)), "niet ondertekend"),
        (lambda v: echo(v, bevestigt=b"een andere"), "bevestigt niet"),
        (lambda v: echo(v, bevestigt=None), "bevestigt niet"),
        (lambda v: echo(v, relates_to="urn:uuid:11111111-2222-4333-8444-555555555555"), "ander verzoek"),
    ],
)
def test_a_reply_that_is_not_what_was_signed_is_not_used(dienst, client, antwoord, reden):
    """A changed Body, a Body that the signature leaves out, no signature, another confirmation or none, another request."""
    dienst.gedrag = [lambda v: Antwoord(antwoord(v))]
    with pytest.raises(NietVertrouwd, match=reden):
        client.service.Echo(tekst="hallo")


@pytest.mark.lang
@pytest.mark.traag
@pytest.mark.parametrize("verwacht", ["zeep", "geen server"])
def test_the_extra_client_is_all_it_takes(dienst, map, alleen_client, verwacht):
    """In an environment with `verwijsindex[client]` and nothing else the three lines work; what the server needs is not there."""
    vraag = 'print(client.service.Echo(tekst="hallo"))'
    if verwacht == "zeep":
        assert (alleen_client(drie_regels(dienst) + vraag, map)) == (0, "hallo\n", "")
        return
    server = "import importlib.util as u; print([n for n in ('spyne', 'sqlalchemy', 'gunicorn', 'httpx', 'typst') if u.find_spec(n)])"
    assert alleen_client(server, map) == (0, "[]\n", "")
    code, _, fouten = alleen_client("from verwijsindex.cli import main; raise SystemExit(main(['demo']))", map)
    assert code == 5
    assert "pip install 'verwijsindex[server]'" in fouten


@pytest.fixture(scope="module")
def alleen_client(tmp_path_factory):
    """Run code in an environment in which only the extra `client` of this package was installed."""
    venv = tmp_path_factory.mktemp("client") / "venv"
    bron = venv.parent / "verwijsindex"
    kloon(bron)
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{bron}[client]"]
    gedaan = subprocess.run(pip, capture_output=True, text=True, check=False)
    if gedaan.returncode and "after connection broken by" in gedaan.stderr:
        pytest.skip("pip bereikt geen pakketbron")
    assert gedaan.returncode == 0, gedaan.stderr

    def voer_uit(code, map):
        schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("PYTHON")}
        gedaan = subprocess.run([venv / "bin" / "python", "-c", code], cwd=map, env=schoon, capture_output=True, text=True, check=False)
        return gedaan.returncode, gedaan.stdout, gedaan.stderr

    return voer_uit


def transport(map, **anders):
    vast = {"certificaat": map / "partner.pem", "sleutel": map / "partner.key", "ca": map / "keten.pem", "server_oin": SERVER_OIN}
    return WusTransport(**(vast | anders))


def test_another_party_is_not_the_server(dienst, map):
    """Who is trusted but has another OIN does not answer for the service."""
    client = zeep.Client(f"{dienst.basis}/echo/v1?wsdl", transport=transport(map, server_oin=ANDERE_OIN))
    with pytest.raises(NietVertrouwd, match="andere partij"):
        client.service.Echo(tekst="hallo")


def test_no_header_of_ones_own(dienst, client):
    """Digikoppeling knows no other header blocks (WS007): nothing is sent."""
    with pytest.raises(ValueError, match="WS007"):
        client.service.Echo(tekst="hallo", _soapheaders=[etree.Element("{urn:eigen}Kop")])
    assert dienst.ontvangen == []


def test_a_wsdl_that_is_not_there(dienst, map, tmp_path):
    """The answer to a question for a document is that document, and comes from https or from disk."""
    with pytest.raises(Onbereikbaar, match="HTTP 404 zonder document"):
        transport(map).load(f"{dienst.basis}/anders?wsdl")
    with pytest.raises(ValueError, match="https"):
        transport(map).load("http://localhost/echo?wsdl")
    (tmp_path / "echo.wsdl").write_text(WSDL)
    assert WSDL.encode() == transport(map).load(str(tmp_path / "echo.wsdl")) == transport(map).load((tmp_path / "echo.wsdl").as_uri())


@pytest.mark.eis("R-161")
def test_the_trust_store_rolls_over(dienst, pki, map, caplog):
    """A new root is trusted from the moment that it stands in the file beside the old one, and the old one until it is taken out."""
    ander_pki = maak_testpki(map / "nieuw")
    ander = start(ander_pki)
    wus = transport(map)
    oud_client, nieuw_client = (zeep.Client(str(_los(map, d)), transport=wus) for d in (dienst, ander))
    keten = map / "keten.pem"
    try:
        with pytest.raises(Onbereikbaar, match="TLS"):
            nieuw_client.service.Echo(tekst="een")
        keten.write_bytes(pki.keten.read_bytes() + ander_pki.keten.read_bytes())
        assert oud_client.service.Echo(tekst="twee") == "twee"
        with caplog.at_level(logging.WARNING):
            keten.write_text("half")
            assert oud_client.service.Echo(tekst="drie") == "drie"
        assert "de vorige blijven gelden" in caplog.text
        zet_neer(ander_pki, map)
        with pytest.raises(Onbereikbaar, match="TLS"):
            oud_client.service.Echo(tekst="vier")
        assert nieuw_client.service.Echo(tekst="vijf") == "vijf"  # with the new key as well
        assert len(dienst.ontvangen) == 2
    finally:
        ander.sluit()


def _los(map, dienst):
    bestand = map / f"{dienst.poort}.wsdl"
    bestand.write_bytes(dienst.documenten["/echo/v1?wsdl"])
    return bestand
