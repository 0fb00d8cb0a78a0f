"""A whole index in a directory, built as the server builds it, and a partner system that reports one new jeugdige after another."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Engine, event

from verwijsindex.cli.logs import richt_log_in
from verwijsindex.client import codec
from verwijsindex.client.exchange import POLICY, laad_ondertekenaar, laad_trust
from verwijsindex.client.requests import Stuurgegevens, TeMelden
from verwijsindex.contract.namespaces import WSA_ANONYMOUS
from verwijsindex.contract.operaties import MELDINGEN, operatie
from verwijsindex.sandbox.beschreven import Beschrijving
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.sandbox.wereld import GEMEENTE, INDEX, INSTANTIES
from verwijsindex.security.reply import AntwoordOntvanger
from verwijsindex.security.sign import GetekendBericht
from verwijsindex.settings import Instellingen
from verwijsindex.soap.answer import TLS_CERTIFICAAT
from verwijsindex.soap.front import Front
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.sandbox import bouw_of_open
from verwijsindex.wiring.server import maak_front

ADRES: Final = "https://localhost"
MELD: Final = operatie("MeldJeugdige")
_GGD: Final = INSTANTIES[0]
_GEZIN: Final = 3
"""A child and two parents of its own, so that no two children match."""


class OnverwachtAntwoord(RuntimeError):
    """What was measured is not what should be: a new melding without a match."""


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One signed message, never sent before."""

    message_id: str
    getekend: GetekendBericht

    def vers(self) -> GetekendBericht:
        """The message in memory that was written a moment ago, as the server has it when it has just read it from a connection."""
        return replace(self.getekend, bytes=bytes(bytearray(self.getekend.bytes)))


class Partner:
    """Signs requests and verifies answers as the client does; neither is measured."""

    def __init__(self, beschrijving: Beschrijving, bsns: list[str]) -> None:
        partner = next(p for p in beschrijving.partners if p.oin == _GGD.partner.oin)
        self.certificaat, self.sleutel, self.ca = partner.certificaat, partner.sleutel, beschrijving.ca
        self._ondertekenaar = laad_ondertekenaar(partner.certificaat, partner.sleutel)
        self._ontvanger = AntwoordOntvanger(policy=POLICY, trust=laad_trust(beschrijving.ca), klok=echte_tijd, server_oin=INDEX.oin)
        self._stuur = Stuurgegevens(partner.oin, f"{_GGD.instantie.id}-melder-1", _GGD.instantie.id, "MELDER").velden()
        self._bsns = iter(bsns)
        self._tls = x509.load_pem_x509_certificate(partner.certificaat.read_bytes()).public_bytes(Encoding.DER)

    def verzoek(self) -> Verzoek:
        """A MeldJeugdige for the next jeugdige."""
        message_id = f"urn:uuid:{uuid4()}"
        velden = {"stuurgegevens": self._stuur, **TeMelden(bsn=next(self._bsns)).velden()}
        getekend = self._ondertekenaar.verzoek(
            codec.schrijf(MELD, velden),
            action=MELD.action,
            to=f"{ADRES}{MELDINGEN.pad}?OIN={INDEX.oin}",
            message_id=message_id,
            van=f"{WSA_ANONYMOUS}?OIN={self._ondertekenaar.oin}",
            nu=echte_tijd(),
        )
        return Verzoek(message_id, getekend)

    def environ(self, bericht: bytes) -> dict[str, Any]:
        """What the server hands the application for this message."""
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": MELDINGEN.pad,
            "CONTENT_TYPE": "text/xml; charset=utf-8",
            "CONTENT_LENGTH": str(len(bericht)),
            "HTTP_SOAPACTION": f'"{MELD.action}"',
            "wsgi.input": io.BytesIO(bericht),
            TLS_CERTIFICAAT: self._tls,
        }

    def controleer(self, verzoek: Verzoek, antwoord: bytes) -> None:
        """Raises NietVertrouwd for an answer that the client would not trust, OnverwachtAntwoord for another than a new melding."""
        ontvangen = self._ontvanger.ontvang(antwoord, message_id=verzoek.message_id, signature_value=verzoek.getekend.signature_value)
        if ontvangen.is_fault:
            raise OnverwachtAntwoord
        gemeld = codec.lees(MELD, ontvangen.kind)
        if gemeld.reedsGemeld or gemeld.matchAanwezig:
            raise OnverwachtAntwoord


@dataclass(frozen=True, slots=True)
class Opstelling:
    """The index and the partner."""

    instellingen: Instellingen
    partner: Partner
    beschrijving: Beschrijving
    bsns: list[str]

    def nieuwe_partner(self) -> Partner:
        """Reports the same children from the first on, to an index that knows none of them."""
        return Partner(self.beschrijving, self.bsns)

    def front(self) -> Front:
        """The application of one more process of this server."""
        return maak_front(self.instellingen, ADRES)


def bouw(map: Path, aantal: int) -> Opstelling:
    """Make the index in ``map``, with ``aantal`` children to report. Its clock is the real one, as in production."""
    bestand = map / "bench-personen.json"
    bsns = _schrijf_personen(bestand, aantal)
    sandbox, beschrijving = bouw_of_open(map, echte_tijd(), lambda _: None, bestand)
    instellingen = replace(sandbox, klok=None)
    richt_log_in(instellingen.log)
    return Opstelling(instellingen, Partner(beschrijving, bsns), beschrijving, bsns)


def _schrijf_personen(bestand: Path, aantal: int) -> list[str]:
    nummers = reeks_bsns(0)
    gezinnen = [[next(nummers) for _ in range(_GEZIN)] for _ in range(aantal)]
    bestand.write_text(json.dumps([_kind(*gezin) for gezin in gezinnen]), encoding="utf-8")
    return [kind for kind, *_ in gezinnen]


def _kind(bsn: str, *ouders: str) -> dict[str, Any]:
    return {
        "bsn": bsn,
        "geslachtsnaam": "Bench",
        "geboortedatum": f"{echte_tijd().year - 10}0615",
        "ouders": [{"bsn": ouder} for ouder in ouders],
        "verblijfplaats": {"gemeentecode": GEMEENTE},
    }


@contextmanager
def afgeluisterd() -> Iterator[list[str]]:
    """Every statement that reaches SQLite on connections which are opened meanwhile, as the driver tells it."""
    opdrachten: list[str] = []

    def luister(verbinding: Any, _record: object) -> None:
        verbinding.set_trace_callback(opdrachten.append)

    event.listen(Engine, "connect", luister)
    try:
        yield opdrachten
    finally:
        event.remove(Engine, "connect", luister)
