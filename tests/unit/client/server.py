"""A small index on a real TLS socket: it verifies with our `Ontvanger`, answers what the test says, and signs with our `Ondertekenaar`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

from verwijsindex.contract.namespaces import SOAP, TYPEN, WSA
from verwijsindex.contract.operaties import DIENSTEN, OPERATIES, RECHTEN, Operatie
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, Sleutelpaar, maak_pki
from verwijsindex.security.policy import STRIKT
from verwijsindex.security.receive import GeverifieerdBericht, HttpFeiten, Ontvanger
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore
from verwijsindex.soap.tls import tls_context

SERVER_OIN = "00000099000000000000"
VOORBEELDEN = Path(__file__).parents[3] / "docs" / "voorbeelden"
PARTNER_OIN = "00000099000000001000"
ANDERE_OIN = "00000099000000002000"
ACTIES = {operatie.action: operatie.request for operatie in OPERATIES}
PADEN = [dienst.pad for dienst in DIENSTEN]
VAN_ACTIE = {operatie.action: operatie for operatie in OPERATIES}


def nu() -> datetime:
    return datetime.now(UTC)


def maak_testpki(map: Path) -> PkiBestanden:
    partners = [Deelnemer(PARTNER_OIN, "Partner", "GGD"), Deelnemer(ANDERE_OIN, "Andere", "Politie")]
    return maak_pki(map, nu(), Deelnemer(SERVER_OIN, "localhost", "Verwijsindex"), partners)


@cache  # loading a key checks it, which costs more than all the rest of a test
def ondertekenaar(paar: Sleutelpaar) -> Ondertekenaar:
    return Ondertekenaar(paar.sleutel.read_bytes(), paar.certificaat.read_bytes())


class _GeheugenReplayStore:
    def __init__(self) -> None:
        self.gezien: set[object] = set()

    def onthoud(self, oin: str, message_id: str, handtekening: bytes, tot: datetime, nu: datetime) -> bool:
        sleutels = {(oin, message_id), handtekening}
        nieuw = not sleutels & self.gezien
        self.gezien |= sleutels
        return nieuw


@dataclass(frozen=True)
class Antwoord:
    """What goes back over HTTP. `lengte` is announced instead of the true length; `stukken` replaces the body, None ends the connection."""

    body: bytes = b""
    status: int = 200
    soort: str | None = "text/xml; charset=utf-8"
    koppen: Mapping[str, str] = field(default_factory=dict)
    lengte: int | None = None


@dataclass(frozen=True)
class Verzoek:
    """A request that our own receiver accepted, and what is needed to answer it."""

    bericht: GeverifieerdBericht
    raw: bytes
    koppen: Mapping[str, str]
    poort: int
    ondertekenaar: Ondertekenaar

    @property
    def operatie(self) -> Operatie:
        return VAN_ACTIE[self.bericht.action]

    def veld(self, naam: str) -> str | None:
        """Text of the first element with this local name."""
        return next((e.text for e in self.bericht.kind.iter("{*}" + naam)), None)

    def getekend(self, body: str, *, door: Ondertekenaar | None = None, **knoppen: object) -> bytes:
        """Sign a reply to this request; every argument of `Ondertekenaar.antwoord` is a knob."""
        vast: dict[str, object] = {
            "action": f"{self.bericht.action}Response",
            "message_id": f"urn:uuid:{uuid4()}",
            "relates_to": self.bericht.message_id,
            "bevestigt": self.bericht.signature_value,
            "nu": nu(),
        }
        return (door or self.ondertekenaar).antwoord(body.encode(), **(vast | knoppen))

    def goed(self) -> str:
        """The Body of a good answer."""
        return antwoord_op(self)


Gedrag = Callable[[Verzoek], Antwoord | None]


def goed(verzoek: Verzoek) -> Antwoord:
    return Antwoord(verzoek.getekend(verzoek.goed()))


def fout(
    code: str,
    *,
    herhaalbaar: bool = False,
    faultcode: str = "soap:Client",
    element: str | None = None,
    incident: str = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11",
) -> Gedrag:
    """A signed fault that the Body caused, with `Fout` in its detail."""
    plek = "" if element is None else f"<t:element>{element}</t:element>"
    xml = (
        f'<soap:Fault xmlns:soap="{SOAP}"><faultcode>{faultcode}</faultcode><faultstring>{code} Tekst.</faultstring>'
        f'<detail><t:Fout xmlns:t="{TYPEN}"><t:code>{code}</t:code><t:omschrijving>Tekst.</t:omschrijving>'
        f"<t:omschrijvingEn>Text.</t:omschrijvingEn>{plek}<t:incidentId>{incident}</t:incidentId>"
        f"<t:herhaalbaar>{str(herhaalbaar).lower()}</t:herhaalbaar></t:Fout></detail></soap:Fault>"
    )
    return lambda verzoek: Antwoord(verzoek.getekend(xml, action=verzoek.operatie.fault_action), status=500)


def kopfout(faultstring: str, *, faultcode: str = "soap:Server", naamruimten: str = "", bevestigd: bool = True) -> Gedrag:
    """A signed fault without detail."""
    xml = (
        f'<soap:Fault xmlns:soap="{SOAP}"{naamruimten}><faultcode>{faultcode}</faultcode>'
        f"<faultstring>{faultstring}</faultstring></soap:Fault>"
    )

    def gedrag(verzoek: Verzoek) -> Antwoord:
        bevestigt = verzoek.bericht.signature_value if bevestigd else None
        return Antwoord(verzoek.getekend(xml, action=f"{WSA}/soap/fault", bevestigt=bevestigt), status=500)

    return gedrag


class Proefserver:
    """Serves in a thread until closed. `gedrag` says what each next request gets; the last one goes on for ever."""

    def __init__(self, pki: PkiBestanden, acties: Mapping[str, str] = ACTIES, paden: Sequence[str] = PADEN) -> None:
        """`acties`: wsa:Action to the element of its Body; `paden`: where the services are. By default those of the contract."""
        self.pki = pki
        self._acties, self._paden = acties, paden
        self.gedrag: list[Gedrag] = [goed]
        self.documenten: dict[str, bytes] = {}  # what a GET of this path, with its query, gives
        self.ontvangen: list[Verzoek] = []
        self.verbindingen: set[int] = set()
        self.afwijzingen: list[Exception] = []
        self._http = _Http(("127.0.0.1", 0), _maak_handler(self))
        self._http.socket = tls_context(pki.index.certificaat, pki.index.sleutel, pki.keten).wrap_socket(
            self._http.socket, server_side=True
        )
        self.poort: int = self._http.server_address[1]
        self.basis = f"https://localhost:{self.poort}"
        self.ontvanger = self._maak_ontvanger()
        self.ondertekenaar = ondertekenaar(pki.index)
        self._draad = Thread(target=self._http.serve_forever, args=(0.005,), daemon=True)
        self._draad.start()

    def _maak_ontvanger(self) -> Ontvanger:
        return Ontvanger(
            policy=STRIKT,
            trust=TrustStore([self.pki.root.read_bytes()], [self.pki.uitgever.read_bytes()]),
            replay=_GeheugenReplayStore(),
            klok=nu,
            acties=self._acties,
            eigen_oin=SERVER_OIN,
            adressen=[self.basis + pad for pad in self._paden],
            partners=lambda oin: oin in (PARTNER_OIN, ANDERE_OIN),
        )

    def beantwoord(self, raw: bytes, koppen: Mapping[str, str], poort: int) -> Antwoord | None:
        """Verify, remember and answer; a request that our receiver refuses gets HTTP 400, and the test sees why."""
        feiten = HttpFeiten("POST", koppen["Content-Type"], koppen.get("Content-Encoding"), len(raw), (koppen["SOAPAction"],))
        try:
            bericht = self.ontvanger.ontvang(raw, feiten)
        except Exception as afwijzing:
            self.afwijzingen.append(afwijzing)
            return Antwoord(status=400, soort=None)
        self.ontvangen.append(Verzoek(bericht, raw, koppen, poort, self.ondertekenaar))
        gedrag = self.gedrag.pop(0) if len(self.gedrag) > 1 else self.gedrag[0]
        return gedrag(self.ontvangen[-1])

    def sluit(self) -> None:
        self._http.shutdown()
        self._draad.join()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


def _maak_handler(server: Proefserver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self._stuur(server.beantwoord(raw, dict(self.headers.items()), self.client_address[1]))

        def do_GET(self) -> None:
            document = server.documenten.get(self.path)
            self._stuur(Antwoord(status=404, soort=None) if document is None else Antwoord(document))

        def _stuur(self, antwoord: Antwoord | None) -> None:
            if antwoord is None:
                self.close_connection = True
                return
            self.send_response(antwoord.status)
            if antwoord.soort is not None:
                self.send_header("Content-Type", antwoord.soort)
            for naam, waarde in antwoord.koppen.items():
                self.send_header(naam, waarde)
            self.send_header("Content-Length", str(len(antwoord.body) if antwoord.lengte is None else antwoord.lengte))
            self.end_headers()
            self.wfile.write(antwoord.body)
            self.close_connection = antwoord.lengte is not None

        def log_message(self, *_: object) -> None:
            pass

    return Handler


STUURGEGEVENS = (
    "<v:stuurgegevens><t:berichtId>11111111-2222-4333-8444-555555555555</t:berichtId><t:tijdstip>2026-03-02T09:30:00.123456Z</t:tijdstip>"
    "<t:versie>0.1.0</t:versie></v:stuurgegevens>"
)
MELDING_ID = "6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0001"
SIGNAAL_ID = "6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0002"
_UITKOMST = (
    "<v:meldmoment>2026-03-02T10:30:00+01:00</v:meldmoment><v:verwijderdatum>2028-03-02</v:verwijderdatum><v:reedsGemeld>false</v:reedsGemeld>"
    "<v:matchAanwezig>true</v:matchAanwezig><v:historieBeschikbaar>false</v:historieBeschikbaar>"
)
CONTACT = (
    "<t:instantie>Politie</t:instantie><t:naam>A. Agent</t:naam><t:telefoon>0900-8844</t:telefoon>"
    "<t:coordinator><t:naam>C. Coordinator</t:naam><t:emailadres>c@politie.example</t:emailadres></t:coordinator>"
)


def _melding(verzoek: Verzoek) -> str:
    return f"<v:meldingId>{MELDING_ID}</v:meldingId>{_UITKOMST}"


def _meldingen(verzoek: Verzoek) -> str:
    """Item 1 is refused, the others are reported."""
    sleutels = [e.text for e in verzoek.bericht.kind.iter("{*}partnerMeldingId")]
    fout_ = (
        "<v:fout><t:code>VIR-102</t:code><t:omschrijving>Onbekend.</t:omschrijving><t:omschrijvingEn>Unknown.</t:omschrijvingEn>"
        "<t:element>/MeldJeugdigen/melding[1]/jeugdige/bsn</t:element><t:incidentId>6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0009</t:incidentId>"
        "<t:herhaalbaar>false</t:herhaalbaar></v:fout>"
    )
    goed_ = f"<v:melding><v:meldingId>{MELDING_ID}</v:meldingId>{_UITKOMST}</v:melding>"
    regels = [fout_ if nummer == 0 else goed_ for nummer in range(len(sleutels))]
    return "".join(
        f"<v:resultaat><v:partnerMeldingId>{sleutel}</v:partnerMeldingId>{regel}</v:resultaat>"
        for sleutel, regel in zip(sleutels, regels, strict=True)
    )


def _eigen_meldingen(verzoek: Verzoek) -> str:
    """Three pages of two, one and no meldingen."""
    cursor = verzoek.veld("vanafCursor")
    aantal, volgende = {None: (2, "p2"), "p2": (1, "p3"), "p3": (0, None)}[cursor]
    melding = (
        f"<v:melding><v:meldingId>{MELDING_ID}</v:meldingId><v:partnerMeldingId>mijn-{cursor}</v:partnerMeldingId>"
        "<v:meldmoment>2026-03-02T10:30:00Z</v:meldmoment><v:verwijderdatum>2028-03-02</v:verwijderdatum><v:status>ACTIEF</v:status></v:melding>"
    )
    return melding * aantal + ("" if volgende is None else f"<v:volgendeCursor>{volgende}</v:volgendeCursor>")


def _signalen(verzoek: Verzoek) -> str:
    return (
        f"<v:signaal><t:signaalId>{SIGNAAL_ID}</t:signaalId><t:volgnummer>7</t:volgnummer><t:soort>ZELFDE_JEUGDIGE</t:soort>"
        f"<t:tijdstip>2026-03-02T10:30:00Z</t:tijdstip><t:eigenMeldingId>{MELDING_ID}</t:eigenMeldingId>"
        f"<t:betreftAndereJeugdige>false</t:betreftAndereJeugdige><t:contact>{CONTACT}</t:contact></v:signaal>"
        "<v:signaal><t:signaalId>6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0003</t:signaalId><t:volgnummer>8</t:volgnummer><t:soort>INGETROKKEN</t:soort>"
        "</v:signaal><v:nogBeschikbaar>false</v:nogBeschikbaar>"
    )


def _bevestigd(verzoek: Verzoek) -> str:
    ids = [e.text for e in verzoek.bericht.kind.iter("{*}signaalId")]
    return "".join(f"<v:resultaat><v:signaalId>{i}</v:signaalId><v:uitkomst>BEVESTIGD</v:uitkomst></v:resultaat>" for i in ids)


_INHOUD: Mapping[str, Callable[[Verzoek], str]] = {
    "MeldJeugdige": _melding,
    "MeldJeugdigen": _meldingen,
    "VerwijderMelding": lambda v: (
        f"<v:meldingId>{v.veld('meldingId')}</v:meldingId><v:verwijderdOp>2026-03-02</v:verwijderdOp>"
        "<v:gearchiveerdTot>2031-03-02</v:gearchiveerdTot>"
    ),
    "RaadpleegEigenMeldingen": _eigen_meldingen,
    "WijzigContactgegevens": lambda _: "<v:gewijzigdOp>2026-03-02</v:gewijzigdOp>",
    "KoppelBsn": lambda v: f"<v:meldingId>{v.veld('meldingId')}</v:meldingId><v:matchAanwezig>true</v:matchAanwezig>",
    "ControleerVerbinding": lambda v: f"<v:versie>0.1.0</v:versie><v:tijd>2026-03-02T09:30:00Z</v:tijd><v:oin>{v.bericht.oin}</v:oin>",
    "HaalSignalenOp": _signalen,
    "BevestigSignalen": _bevestigd,
    "HaalHistorieOp": lambda _: f"<v:contact>{CONTACT}</v:contact>",
}


def antwoord_op(verzoek: Verzoek) -> str:
    """A good answer to any operation, by the contract."""
    operatie = verzoek.operatie
    if operatie.dienst is RECHTEN:
        return (VOORBEELDEN / f"{operatie.naam}-antwoord.xml").read_text(encoding="utf-8").partition("?>")[2].strip()
    return (
        f'<v:{operatie.naam}Response xmlns:v="{operatie.dienst.namespace}" xmlns:t="{TYPEN}">{STUURGEGEVENS}'
        f"{_INHOUD[operatie.naam](verzoek)}</v:{operatie.naam}Response>"
    )


OUD = timedelta(minutes=6)
