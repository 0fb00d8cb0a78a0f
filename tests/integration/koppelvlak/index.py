"""One index in this process: the real front over a real store, driven as WSGI with real signed bytes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from lxml import etree
from sqlalchemy import Engine, select

from verwijsindex.client.exchange import POLICY
from verwijsindex.contract.namespaces import SOAP
from verwijsindex.operations.context import Context
from verwijsindex.sandbox.duur import lees_tijd
from verwijsindex.sandbox.klok import VirtueleKlok, zet
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.reply import AntwoordOntvanger
from verwijsindex.security.sign import GetekendBericht, Ondertekenaar
from verwijsindex.security.trust import TrustStore, splits_keten
from verwijsindex.settings import Instellingen
from verwijsindex.soap.front import Front
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.versleuteling import lees_sleutels
from verwijsindex.wiring.server import maak_front

from ...beleid import tekst as beleidstekst
from . import verzoeken
from .antwoord import Antwoord, Fout, Gekregen, geldig, lees_fout
from .lekken import Gebruikt
from .personen import bsn
from .wie import GGD, Wie

ADRES = "https://localhost:8443"
BEGIN = "2026-03-02T10:30"
"""What the virtual clock shows when a test starts."""
GEVOLGEN = frozenset(
    {
        "melding",
        "logijkpunt",
        "historie_aanbod",
        "archief_opgehaald",
        "historie_verstrekking",
        "match",
        "signaal",
        "signaal_contact",
        "zakelijke_sleutel",
        "brievenbus",
        "jeugdige",
        "jeugdige_ouder",
        "verstrekking",
        "verzoek",
        "verzoek_melding",
        "beperking",
        "archiefbesluit",
        "registerstand",
        "niet_meer_volgen",
        "uitgesloten_adres",
        "notificatie",
        "onbestelbaar",
        "beurt",
        "beleidsstand",
        "afbouwstand",
        "verloopwaarschuwing",
    }
)
"""Every table that a refusal leaves as it was (keuzes.md 5)."""


def nu() -> datetime:
    """Real time, as for every signature (keuzes.md 6)."""
    return datetime.now(UTC)


_geladen = cache(Ondertekenaar)
"""Loading a key checks it, which costs more than the rest of a test: each is loaded once, that of the index too."""


def ondertekenaar(pki: Path, oin: str) -> Ondertekenaar:
    return _geladen((pki / f"{oin}.key").read_bytes(), (pki / f"{oin}.pem").read_bytes())


@dataclass(frozen=True)
class HttpAntwoord:
    """What came back over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, repr=False)
class Waarneming:
    """What the ring sees beside the answers."""

    gebruikt: Gebruikt
    logregels: list[str]

    def in_het_log(self, fout: Fout) -> None:
        """Every fault has an incident id that stands in the technical log once, with its code (R-170)."""
        [regel] = [regel for regel in self.logregels[-50:] if regel.startswith(f"bericht={fout.incident} ")]
        woorden = regel.split()
        van_onszelf = fout.code == "DK0051" and any(woord.startswith("fout=") for woord in woorden)
        assert van_onszelf or f"code={fout.code}" in woorden


@dataclass(repr=False)
class Index:
    """A running index with a database of its own."""

    instellingen: Instellingen
    front: Front
    waarneming: Waarneming
    _sleutels: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def pki(self) -> Path:
        return self.instellingen.sleutel.parent

    def sluit(self) -> None:
        """Close the store, which lives as long as its process otherwise."""
        self.context.opslag.sluit()

    @property
    def context(self) -> Context:
        """What the use cases of this front work with."""
        _, deur, _ = self.front._deuren[verzoeken.pad("MeldJeugdige")]
        return deur._dispatcher._context

    @cached_property
    def _engine(self) -> Engine:
        """Around the store; it keeps no connection."""
        return maak_engine(self.instellingen.database)

    # The clock

    def zet(self, tijd: str) -> None:
        """Set the virtual clock, by the civil time of Amsterdam; it runs on from there."""
        assert self.instellingen.klok is not None
        zet(self.instellingen.klok, lees_tijd(tijd))

    def klok(self) -> datetime:
        assert self.instellingen.klok is not None
        return VirtueleKlok(self.instellingen.klok).nu()

    # Messages

    def teken(self, wie: Wie, operatie: str, body: str, **knoppen: Any) -> tuple[GetekendBericht, str]:
        """Sign a request as the client does; gives it with its MessageID. Every argument of ``Ondertekenaar.verzoek`` is a knob."""
        self.waarneming.gebruikt.body(body)
        vast = {
            "action": verzoeken.actie(operatie),
            "to": f"{ADRES}{verzoeken.pad(operatie)}?OIN={INDEX.oin}",
            "message_id": f"urn:uuid:{uuid4()}",
            "van": f"http://www.w3.org/2005/08/addressing/anonymous?OIN={wie.oin}",
            "nu": nu(),
        } | knoppen
        self.waarneming.gebruikt.bericht(str(vast["message_id"]))
        return ondertekenaar(self.pki, wie.oin).verzoek(body.encode(), **vast), str(vast["message_id"])

    def post(self, raw: bytes, pad: str, soapaction: str | None = '""', **environ: Any) -> HttpAntwoord:
        """POST bytes; ``environ`` replaces keys of the WSGI environ, None takes one away."""
        volledig = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": pad,
            "QUERY_STRING": "",
            "CONTENT_TYPE": "text/xml; charset=utf-8",
            "CONTENT_LENGTH": str(len(raw)),
            "HTTP_SOAPACTION": soapaction,
            "wsgi.input": BytesIO(raw),
        } | environ
        gestart: list[tuple[str, list[tuple[str, str]]]] = []
        delen = self.front(
            {naam: waarde for naam, waarde in volledig.items() if waarde is not None},
            lambda status, headers, *_: gestart.append((status, headers)),
        )
        [(status, headers)] = gestart
        antwoord = HttpAntwoord(int(status[:3]), dict(headers), b"".join(delen))
        assert antwoord.headers["Content-Length"] == str(len(antwoord.body))
        return antwoord

    def vraag(self, wie: Wie, operatie: str, body: str, **knoppen: Any) -> Antwoord | Fout:
        """Sign, send, verify and validate."""
        bericht, message_id = self.teken(wie, operatie, body, **knoppen)
        soapaction = f'"{verzoeken.actie(operatie)}"'
        return self.lees(self.post(bericht.bytes, verzoeken.pad(operatie), soapaction), bericht, message_id, operatie)

    def lees(self, http: HttpAntwoord, bericht: GetekendBericht, message_id: str, operatie: str) -> Antwoord | Fout:
        """Verify a signed reply to this request, and hold it against the contract."""
        return self.lees_antwoord(http, bericht.signature_value, message_id, operatie)

    def lees_antwoord(self, http: HttpAntwoord, signature_value: bytes, message_id: str, operatie: str) -> Antwoord | Fout:
        """The same for a request of another signer."""
        assert http.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert http.headers["Cache-Control"] == "no-store"
        ontvanger = AntwoordOntvanger(policy=POLICY, trust=_trust(self.instellingen.vertrouwd), klok=nu, server_oin=INDEX.oin)
        gelezen = ontvanger.ontvang(http.body, message_id=message_id, signature_value=signature_value)
        dienst = verzoeken.pad(operatie).split("/")[1]
        if gelezen.is_fault:
            assert http.status == 500
            fout = lees_fout(gelezen.kind, dienst, gelezen.action, http.body, getekend=True)
            self.waarneming.in_het_log(fout)
            return fout
        assert http.status == 200
        assert gelezen.action == f"{verzoeken.actie(operatie)}Response"
        geldig(gelezen.kind, dienst)
        self.waarneming.gebruikt.antwoord(gelezen.kind)
        return Antwoord(gelezen.kind, http.body)

    def lees_ongetekend(self, http: HttpAntwoord) -> Fout:
        """An unsigned fault (steps 2 and 3): nothing but a Body with a soap:Fault."""
        assert (http.status, http.headers["Content-Type"]) == (500, "text/xml; charset=utf-8")
        envelope = etree.fromstring(http.body)
        assert [f"{{{SOAP}}}Body"] == [str(kind.tag) for kind in envelope]
        [fault] = envelope[0]
        assert fault.tag == f"{{{SOAP}}}Fault"
        fout = lees_fout(fault, "meldingen", None, http.body, getekend=False)
        self.waarneming.in_het_log(fout)
        return fout

    def goed(self, wie: Wie, operatie: str, body: str, **knoppen: Any) -> Antwoord:
        """Ask what must succeed."""
        antwoord = self.vraag(wie, operatie, body, **knoppen)
        assert isinstance(antwoord, Antwoord), antwoord
        return antwoord

    def fout(self, wie: Wie, operatie: str, body: str, **knoppen: Any) -> Fout:
        """Ask what must be refused."""
        antwoord = self.vraag(wie, operatie, body, **knoppen)
        assert isinstance(antwoord, Fout), antwoord
        return antwoord

    # Operations, in the words of the ring

    def sleutel(self) -> str:
        """A business key that was not used before."""
        return f"partnersleutel-{next(self._sleutels):04d}"

    def meld(self, wie: Wie = GGD, wie_gemeld: str = "enig", sleutel: str | None = None, kenmerk: str | None = None) -> Antwoord:
        """Report one of the persons (by his name in `personen`)."""
        return self.goed(wie, "MeldJeugdige", self.melding(wie, wie_gemeld, sleutel, kenmerk))

    def meld_fout(self, wie: Wie = GGD, wie_gemeld: str = "enig", sleutel: str | None = None) -> Fout:
        return self.fout(wie, "MeldJeugdige", self.melding(wie, wie_gemeld, sleutel))

    def melding(self, wie: Wie, wie_gemeld: str, sleutel: str | None = None, kenmerk: str | None = None) -> str:
        nummer = wie_gemeld if wie_gemeld.isdigit() and len(wie_gemeld) == 9 else bsn(wie_gemeld)
        return verzoeken.meld_jeugdige(wie, sleutel or self.sleutel(), verzoeken.met_bsn(nummer), kenmerk)

    def verwijder(self, wie: Wie, melding_id: str, reden: str, sleutel: str | None = None) -> Antwoord:
        return self.goed(wie, "VerwijderMelding", verzoeken.verwijder_melding(wie, sleutel or self.sleutel(), melding_id, reden))

    def verwijder_fout(self, wie: Wie, melding_id: str, reden: str = "NIET_TERECHT", sleutel: str | None = None) -> Fout:
        return self.fout(wie, "VerwijderMelding", verzoeken.verwijder_melding(wie, sleutel or self.sleutel(), melding_id, reden))

    def eigen(self, wie: Wie = GGD, hoogstens: int = 500, cursor: str | None = None) -> Antwoord:
        return self.goed(wie, "RaadpleegEigenMeldingen", verzoeken.raadpleeg(wie, hoogstens, cursor))

    def signalen(self, wie: Wie, **knoppen: Any) -> list[Gekregen]:
        """What is in the mailbox now."""
        antwoord = self.goed(wie, "HaalSignalenOp", verzoeken.haal_signalen(wie, **knoppen))
        return [Gekregen.lees(element) for element in antwoord.elementen("signaal")]

    def bevestig(self, wie: Wie, ids: list[str], ontvanger: str | None = None) -> list[str]:
        """The outcome per id."""
        return self.goed(wie, "BevestigSignalen", verzoeken.bevestig(wie, ids, ontvanger)).teksten("uitkomst")

    def historie(self, wie: Wie, melding_id: str, sleutel: str | None = None) -> Antwoord:
        return self.goed(wie, "HaalHistorieOp", verzoeken.haal_historie(wie, sleutel or self.sleutel(), melding_id))

    def historie_fout(self, wie: Wie, melding_id: str, sleutel: str | None = None) -> Fout:
        return self.fout(wie, "HaalHistorieOp", verzoeken.haal_historie(wie, sleutel or self.sleutel(), melding_id))

    # What is stored

    @contextmanager
    def beheer(self) -> Iterator[Beheer]:
        """Change who may act, and keep it."""
        opslag = open_opslag(self.instellingen.database, lees_sleutels(self.instellingen.sleutels))
        try:
            with opslag.beheer() as beheer:
                yield beheer
                beheer.leg_vast()
        finally:
            opslag.sluit()

    def rijen(self, *tabellen: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of these tables, in a fixed order."""
        with self._engine.connect() as verbinding:
            return {naam: sorted((tuple(rij) for rij in verbinding.execute(select(METADATA.tables[naam]))), key=repr) for naam in tabellen}

    def gevolgen(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that a refusal may not touch."""
        return self.rijen(*GEVOLGEN)

    def alle_rijen(self) -> dict[str, list[tuple[Any, ...]]]:
        return self.rijen(*METADATA.tables)

    def aantallen(self) -> dict[str, int]:
        return {naam: len(rijen) for naam, rijen in self.gevolgen().items()}

    def logboek(self) -> list[dict[str, Any]]:
        """The statutory log, in order of writing."""
        kolommen = [kolom.name for kolom in METADATA.tables["logboek"].columns]
        regels = [dict(zip(kolommen, rij, strict=True)) for rij in self.rijen("logboek")["logboek"]]
        return sorted(regels, key=lambda regel: int(regel["nummer"]))


@cache
def _trust(keten: Path) -> TrustStore:
    return TrustStore(*splits_keten(keten.read_bytes()))


def open_index(basis: Instellingen, map: Path, database: str, waarneming: Waarneming) -> Index:
    """An index on ``database`` with a clock and a register of its own in ``map``, and the keys of ``basis``."""
    assert basis.klok is not None
    shutil.copy(basis.klok, map / "klok.json")
    shutil.copy(basis.register, map / "register.sqlite")
    instellingen = replace(basis, database=database, klok=map / "klok.json", register=map / "register.sqlite")
    with patch("verwijsindex.wiring.server.Ondertekenaar", _geladen):
        index = Index(instellingen, maak_front(instellingen, ADRES), waarneming)
    index.zet(BEGIN)
    return index


@contextmanager
def met_beleid(index: Index, beleid: str | None = None, **waarden: bool | int) -> Iterator[Index]:
    """The same index, started a second time under another law: the text of a policy, or these values always; the clock is one."""
    bestand = index.instellingen.sleutels.with_name(f"beleid-{uuid4()}.toml")
    bestand.write_text(beleidstekst(**waarden) if beleid is None else beleid, encoding="utf-8")
    with patch("verwijsindex.wiring.server.Ondertekenaar", _geladen):
        instellingen = replace(index.instellingen, beleid=bestand)
        ander = Index(instellingen, maak_front(instellingen, ADRES), index.waarneming, index._sleutels)
    try:
        yield ander
    finally:
        ander.sluit()
