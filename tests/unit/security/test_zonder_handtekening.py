"""Profile 2W-be: the same steps without what a signature gives; the sender is who TLS proved (R-152, R-156, R-158; besluit 0028)."""

from datetime import timedelta
from random import Random

import pytest

from verwijsindex.security.policy import STRIKT
from verwijsindex.security.receive import Afwijzing, GeverifieerdBericht, HttpAfwijzing
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.reply import AndereServer, AntwoordOpAnderVerzoek, OngeldigAntwoord
from verwijsindex.security.zonder_handtekening import (
    BEWAARTIJD,
    AntwoordOntvangerZonderHandtekening,
    OntvangerZonderHandtekening,
    Schrijver,
)

from . import pki
from .berichten import ACTIE, ADRES, ANDER_KIND, ANDERE_ACTIE, GOED, KIND, GeheugenReplayStore, feiten, ontvanger, truststore

MESSAGE_ID = "urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-000000000001"
VAN = f"https://partner.example/?a=%20&OIN={pki.PARTNER_OIN}"


class Onthouder(GeheugenReplayStore):
    """Also knows until when."""

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: object, nu: object) -> bool:
        self.bewaard = tot - nu
        return super().onthoud(oin, message_id, handtekening, tot, nu)


def ontvanger_be(**knoppen: object) -> OntvangerZonderHandtekening:
    vast = {
        "policy": STRIKT,
        "trust": truststore(),
        "replay": GeheugenReplayStore(),
        "klok": lambda: pki.NU,
        "acties": {ACTIE: KIND, ANDERE_ACTIE: ANDER_KIND},
        "eigen_oin": pki.SERVER_OIN,
        "adressen": [ADRES],
        "partners": lambda oin: oin == pki.PARTNER_OIN,
    }
    return OntvangerZonderHandtekening(**(vast | knoppen))


def verzoek(**knoppen: object) -> bytes:
    vast = {"action": ACTIE, "to": f"{ADRES}?OIN={pki.SERVER_OIN}", "message_id": MESSAGE_ID, "van": VAN, "nu": pki.NU}
    return Schrijver(pki.PARTNER_OIN).verzoek(GOED.inhoud.encode(), **(vast | knoppen)).bytes


def ontvang(raw: bytes, ontvangt: OntvangerZonderHandtekening | None = None, **http: object) -> GeverifieerdBericht:
    vast = {"tls_oin": pki.PARTNER_OIN, "tls_certificaat": pki.partner().der}
    return (ontvangt or ontvanger_be()).ontvang(raw, feiten(raw, **(vast | http)))


def oordeel(raw: bytes, ontvangt: OntvangerZonderHandtekening | None = None, **http: object) -> tuple[int, str] | None:
    try:
        ontvang(raw, ontvangt, **http)
    except Afwijzing as afwijzing:
        return afwijzing.stap, afwijzing.code
    return None


@pytest.mark.eis("R-152", "R-156")
def test_een_goed_bericht() -> None:
    """The sender is the OIN of the TLS certificate, and what goes on is a new document without comments."""
    bericht = ontvang(verzoek().replace(b"900000001", b"9000<!-- x -->00001"))
    assert (bericht.oin, bericht.from_oin, bericht.signature_value) == (pki.PARTNER_OIN, pki.PARTNER_OIN, None)
    assert (bericht.kind.tag, bericht.action, bericht.message_id) == (KIND, ACTIE, MESSAGE_ID)
    assert bericht.kind.getparent() is None
    assert bericht.kind.findtext(".//{urn:verwijsindex:meldingen:v1}bsn") == "900000001"


ANDER = {"tls_oin": pki.ANDERE_OIN, "tls_certificaat": pki.andere().der}


@pytest.mark.eis("R-151", "R-152", "R-153", "R-156", "R-159", "R-161")
@pytest.mark.parametrize(
    ("raw", "http", "verwacht"),
    [
        (lambda: verzoek().replace(b"900000001", b"\xff"), {}, (2, "DK0009")),
        (lambda: b"<!DOCTYPE x>" + verzoek(), {}, (3, "DK0001")),
        (lambda: verzoek().replace(b"</soap:Header>", b'<x:h xmlns:x="urn:x"/></soap:Header>'), {}, (4, "DK0010")),
        (lambda: verzoek(action=ANDERE_ACTIE), {"soapactions": ('""',)}, (5, "DK0003")),
        (verzoek, {"soapactions": ()}, (5, "DK0003")),
        (lambda: verzoek(to="https://elders.example/meldingen/v1"), {}, (5, "DK0011")),
        (GOED.bouw, {}, (6, "DK0010")),
        (verzoek, {"tls_certificaat": None, "tls_oin": None}, (7, "VIR-S04")),
        (verzoek, {"tls_certificaat": b"geen certificaat"}, (7, "VIR-S04")),
        (lambda: verzoek().replace(b' xmlns:m=', b' xmlns:r="relatief" r:x="" xmlns:m=', 1), {}, (10, "DK0001")),
        (lambda: verzoek(to=f"{ADRES}?OIN={pki.ANDERE_OIN}"), {}, (11, "DK0002")),
        (lambda: verzoek(van=f"https://x.example?OIN={pki.ANDERE_OIN}"), {}, (11, "DK0002")),
        (lambda: verzoek(van=None), ANDER, (11, "DK0002")),
    ],
)  # fmt: skip
def test_wat_er_van_de_poort_blijft(raw: object, http: dict[str, object], verwacht: tuple[int, str]) -> None:
    """Bytes, envelope, headers, actions and address as ever; a Security header is foreign; then TLS certificate, To, From, partner."""
    assert verwacht == oordeel(raw(), **http)


@pytest.mark.eis("R-151")
def test_http_wordt_ook_hier_beoordeeld() -> None:
    """Step 1 is the same."""
    with pytest.raises(HttpAfwijzing):
        ontvang(verzoek(), content_type="application/soap+xml")


@pytest.mark.eis("R-154")
def test_het_certificaat_wordt_bij_elk_bericht_bekeken() -> None:
    """Revoked, or no longer registered, on an open connection: the next message is refused."""
    ingeschreven = [True]
    ontvangt = ontvanger_be(trust=truststore(inschrijving=lambda *_: ingeschreven[0]))
    assert oordeel(verzoek(), ontvangt) is None
    ingeschreven[0] = False
    assert oordeel(verzoek(message_id="urn:uuid:later"), ontvangt) == (7, "VIR-S04")


@pytest.mark.eis("R-158")
def test_een_messageid_telt_een_keer_op_beide_adressen() -> None:
    """The same MessageID again is VIR-S07, also when it came signed before; it is remembered for a day. Another one is another message."""
    winkel = Onthouder()
    ontvangt = ontvanger_be(replay=winkel)
    assert oordeel(verzoek(), ontvangt) is None
    assert winkel.bewaard == BEWAARTIJD == timedelta(days=1)
    assert oordeel(verzoek(), ontvangt) == (9, "VIR-S07")
    assert oordeel(verzoek(message_id="urn:uuid:een-ander"), ontvangt) is None
    raw = GOED.bouw()
    with pytest.raises(Afwijzing, match="VIR-S07"):
        ontvanger(replay=winkel).ontvang(raw, feiten(raw))


@pytest.mark.eis("R-159")
def test_ook_hier_geldt_het_quotum() -> None:
    """It is counted for the holder of the TLS certificate."""
    geteld = []
    ontvang(verzoek(), ontvanger_be(quota=lambda oin, _: geteld.append(oin)))
    assert geteld == [pki.PARTNER_OIN]


def antwoord(body: bytes = b'<m:Antwoord xmlns:m="urn:m"/>', **knoppen: object) -> bytes:
    vast = {"action": "urn:m:Antwoord", "message_id": "urn:uuid:a", "relates_to": MESSAGE_ID, "bevestigt": None, "nu": pki.NU}
    return Schrijver(pki.SERVER_OIN).antwoord(body, **(vast | knoppen))


def client(**knoppen: object) -> AntwoordOntvangerZonderHandtekening:
    vast = {"policy": STRIKT, "trust": truststore(), "klok": lambda: pki.NU, "server_oin": pki.SERVER_OIN}
    return AntwoordOntvangerZonderHandtekening(**(vast | knoppen))


FOUT = (
    b'<soap:Fault xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing">'
    b"<faultcode>wsa:InvalidAddressingHeader</faultcode><faultstring>VIR-S07 Tekst.</faultstring></soap:Fault>"
)


@pytest.mark.eis("R-152")
def test_de_client_leest_alleen_het_antwoord_op_zijn_verzoek() -> None:
    """An answer and a fault, whose faultcode keeps its prefix; not to another request, nor with a Security header."""
    ontvangt = client()
    goed = ontvangt.ontvang(antwoord(), message_id=MESSAGE_ID, signature_value=b"")
    assert (goed.kind.tag, goed.is_fault, goed.oin) == ("{urn:m}Antwoord", False, pki.SERVER_OIN)
    fout = ontvangt.ontvang(antwoord(FOUT), message_id=MESSAGE_ID, signature_value=b"")
    assert (fout.is_fault, fout.kind.nsmap["wsa"]) == (True, "http://www.w3.org/2005/08/addressing")
    with pytest.raises(AntwoordOpAnderVerzoek):
        ontvangt.ontvang(antwoord(relates_to="urn:uuid:ander"), message_id=MESSAGE_ID, signature_value=b"")
    for raw in (GOED.bouw(), b"<geen soap", antwoord().replace(b"wsa:RelatesTo", b"wsa:To")):
        with pytest.raises(OngeldigAntwoord):
            ontvangt.ontvang(raw, message_id=MESSAGE_ID, signature_value=b"")


class Ingetrokken:
    """Everything is revoked."""

    def controleer(self, *_: object) -> None:
        raise OngeldigCertificaat("ingetrokken")


@pytest.mark.eis("R-154")
def test_de_client_kent_zijn_server() -> None:
    """The TLS certificate is that of the configured server: not another party's, not revoked, not of another authority."""
    client().controleer_server(pki.server().der)
    with pytest.raises(AndereServer):
        client().controleer_server(pki.andere().der)
    with pytest.raises(OngeldigAntwoord, match="ingetrokken"):
        client(trust=truststore(intrekking=Ingetrokken())).controleer_server(pki.server().der)
    with pytest.raises(OngeldigAntwoord):
        client().controleer_server(pki.Partij(pki.geef_uit(pki.Recept(), None), pki.sleutel("Partner")).der)


def test_geen_waarde_breekt_de_envelop() -> None:
    """A value that is no XML text is refused, and a percent sign is a percent sign."""
    assert b"a=%20&amp;OIN=" in verzoek()
    with pytest.raises(ValueError, match="teken"):
        verzoek(to="https://x.example\n")
    with pytest.raises(ValueError, match="body"):
        Schrijver(pki.PARTNER_OIN).antwoord(b"<a/><b/>", action="a", message_id="m", relates_to="r", bevestigt=None, nu=pki.NU)


STUKKEN = (
    b"<", b">", b"&", b"&#0;", b"<!--x-->", b"<![CDATA[", b"]]>", b"<?x?>", b'xmlns="rel"', b"xmlns:a='urn:a&amp;b'", b'xml:id="a"',
    b"\xef\xbb\xbf", b"<m:x/>", b'"', b"=", b"wsa:", b"soap:", b"\0", b"\r", b'xsi:nil="true"', b"</soap:Body>", b"\xc3", b"<soap:Body>",
)  # fmt: skip


def verbouwd(raw: bytes, kans: Random) -> bytes:
    """The same message with one to four places changed: something put in, taken away, repeated, or another byte."""
    nieuw = bytearray(raw)
    for _ in range(kans.randint(1, 4)):
        plek, van = kans.randrange(len(nieuw)), kans.randrange(len(nieuw))
        lengte = kans.randint(1, 40)
        soort = kans.randrange(3)
        nieuw[plek : plek + (lengte if soort == 0 else 0)] = (b"", kans.choice(STUKKEN), bytes(nieuw[van : van + lengte]))[soort]
    return bytes(nieuw)


@pytest.mark.lang
@pytest.mark.eis("R-159", "R-170")
def test_wat_er_ook_komt_het_krijgt_een_code() -> None:
    """Ten thousand broken messages, without a signature to hold them back: each is read or refused, and none fails by a mistake of ours."""
    kans, trust, raw = Random(8023), truststore(), verzoek()
    oordelen = {oordeel(verbouwd(raw, kans), ontvanger_be(trust=trust)) for _ in range(10_000)}
    assert None in oordelen
    assert {"DK0001", "DK0003", "DK0005", "DK0009", "DK0010", "DK0011"} <= {gezien[1] for gezien in oordelen if gezien}
