"""The front door: one WSGI application, one `Deur` per service. `Deur.beantwoord` reads in the order of the profile.

bytes -> steps 1 to 11 (`security.receive`) -> 12 the contract's XSD -> the operation -> 13 signed. Any refusal becomes a fault by one
table (`faults`); anything unknown becomes a server fault with an incident id. The technical log gets ids and codes, never a value.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Final, Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from verwijsindex.contract.namespaces import WSA_UNSPECIFIED
from verwijsindex.contract.operaties import VAN_DIENST, Dienst
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.security.ports import Klok, Tegelijk
from verwijsindex.security.receive import (
    LAATSTE_STAP,
    Afwijzing,
    Bekend,
    GeverifieerdBericht,
    HttpAfwijzing,
    HttpFeiten,
    Ontvanger,
    Storing,
)
from verwijsindex.security.refusals import TeVeel
from verwijsindex.soap import faults, technisch_log
from verwijsindex.soap.answer import REFUSED
from verwijsindex.soap.dispatch import Dispatcher
from verwijsindex.soap.http_feiten import feiten_van
from verwijsindex.soap.publish import Publicaties
from verwijsindex.soap.schema import Schema

PROFIEL_S: Final = "2W-be-S"
PROFIEL_BE: Final = "2W-be"
PAD_BE: Final = "/2w-be"
"""In front of the path of a service: its address without signatures, when there is one (besluit 0028)."""
_STATUSREGEL: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
EERSTE_GETEKENDE_STAP: Final = 4
"""A refusal before this step is not signed (profile, step 13): it answers no message yet, and signing costs more than sending garbage."""
_XML: Final = [("Content-Type", "text/xml; charset=utf-8"), ("Cache-Control", "no-store")]
_ONGETEKEND: Final = b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>%s</soap:Body></soap:Envelope>'


@dataclass(frozen=True, slots=True)
class HttpAntwoord:
    """What goes back over HTTP."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    afgewezen: bool = False
    """Whether the message itself was refused, before anybody looked at what it asks."""


def onbegrensd(_: str) -> AbstractContextManager[None]:
    """`Tegelijk` for who limits nobody."""
    return nullcontext()


class Antwoordschrijver(Protocol):
    """Makes a reply of a Body: `sign.Ondertekenaar`, or without signature `zonder_handtekening.Schrijver`."""

    def antwoord(self, body: bytes, *, action: str, message_id: str, relates_to: str, bevestigt: bytes | None, nu: datetime) -> bytes:
        """The whole envelope."""
        ...


@dataclass(frozen=True, slots=True)
class Beveiligd:
    """The message security of one service, both directions; ``klok`` is real time (keuzes.md 6)."""

    ontvanger: Ontvanger
    ondertekenaar: Antwoordschrijver
    klok: Klok
    profiel: str = PROFIEL_S
    """For the technical log."""
    tegelijk: Tegelijk = onbegrensd
    """Counts what is in hand of each partner (VIR-150)."""


class Deur:
    """Serves the operations of one service to whoever signs."""

    def __init__(self, dienst: Dienst, beveiligd: Beveiligd, schema: Schema, dispatcher: Dispatcher) -> None:
        self._dienst = dienst.naam if beveiligd.profiel == PROFIEL_S else f"{dienst.naam}/{beveiligd.profiel}"
        self._operaties = {operatie.action: operatie for operatie in VAN_DIENST[dienst]}
        self._beveiligd = beveiligd
        self._schema = schema
        self._dispatcher = dispatcher

    def beantwoord(self, raw: bytes, http: HttpFeiten, bericht_id: str) -> HttpAntwoord:
        """Answer one POST: the reply or a fault, signed from step 4 on; never an exception."""
        begin = time.perf_counter()
        try:
            bericht = self._beveiligd.ontvanger.ontvang(raw, http)
        except HttpAfwijzing as afwijzing:
            return self._weiger_http(afwijzing, bericht_id)
        except Afwijzing as afwijzing:
            return self._weiger(afwijzing, bericht_id)
        except Storing as storing:
            return self._meld_eigen_fout(storing.oorzaak, storing.bekend, bericht_id)
        return self._behandel(bericht, bericht_id, begin)

    def _behandel(self, bericht: GeverifieerdBericht, bericht_id: str, begin: float) -> HttpAntwoord:
        """What is in hand of this partner is counted from here, where it is certain who he is (keuzes.md 2)."""
        bekend = Bekend(bericht.message_id, bericht.action, bericht.signature_value)
        try:
            with self._beveiligd.tegelijk(bericht.oin):
                return self._voer_uit(bericht, bekend, bericht_id, begin)
        except TeVeel as afwijzing:
            afwijzing.stap, afwijzing.bekend = LAATSTE_STAP, bekend
            return self._weiger(afwijzing, bericht_id)

    def _voer_uit(self, bericht: GeverifieerdBericht, bekend: Bekend, bericht_id: str, begin: float) -> HttpAntwoord:
        """Step 12 and the operation, for a message of which every word was verified."""
        operatie = self._operaties[bericht.action]
        code = "OK"
        try:
            self._schema.valideer(bericht.kind)
            body = self._dispatcher.voer_uit(bericht.kind, bericht.oin, bericht_id)
            antwoord = HttpAntwoord(HTTPStatus.OK, _XML, self._teken(body, operatie.response_action, bekend, bericht_id))
        except Weigering as weigering:
            code = weigering.uitkomst
            antwoord = self._teken_fout(faults.van_weigering(weigering, operatie, bericht_id), bekend, bericht_id)
        except Exception as fout:
            return self._meld_eigen_fout(fout, bekend, bericht_id)
        ms = (time.perf_counter() - begin) * 1000
        technisch_log.beantwoord(bericht_id=bericht_id, dienst=self._dienst, operatie=operatie.naam, oin=bericht.oin, code=code, ms=ms)
        return antwoord

    def _weiger_http(self, afwijzing: HttpAfwijzing, bericht_id: str) -> HttpAntwoord:
        technisch_log.afgewezen(bericht_id=bericht_id, dienst=self._dienst, code=f"HTTP{afwijzing.status}", stap=1, reden=afwijzing.reden)
        toegestaan = [("Allow", "GET, HEAD, POST")] if afwijzing.status == HTTPStatus.METHOD_NOT_ALLOWED else []
        return HttpAntwoord(afwijzing.status, toegestaan, afgewezen=True)

    def _weiger(self, afwijzing: Afwijzing, bericht_id: str) -> HttpAntwoord:
        technisch_log.afgewezen(bericht_id=bericht_id, dienst=self._dienst, code=afwijzing.code, stap=afwijzing.stap, reden=afwijzing.reden)
        fout = faults.van_afwijzing(afwijzing, bericht_id)
        if afwijzing.stap < EERSTE_GETEKENDE_STAP:
            return HttpAntwoord(HTTPStatus.INTERNAL_SERVER_ERROR, _XML, _ONGETEKEND % fout.xml, afgewezen=True)
        return replace(self._teken_fout(fout, afwijzing.bekend, bericht_id), afgewezen=True)

    def _meld_eigen_fout(self, fout: Exception, bekend: Bekend, bericht_id: str) -> HttpAntwoord:
        technisch_log.mislukt(bericht_id=bericht_id, dienst=self._dienst, fout=fout)
        return self._teken_fout(faults.van_onszelf(bericht_id), bekend, bericht_id)

    def _teken_fout(self, fout: faults.Fout, bekend: Bekend, bericht_id: str) -> HttpAntwoord:
        return HttpAntwoord(HTTPStatus.INTERNAL_SERVER_ERROR, _XML, self._teken(fout.xml, fout.action, bekend, bericht_id))

    def _teken(self, body: bytes, action: str, bekend: Bekend, bericht_id: str) -> bytes:
        """Step 13: the reply relates to the request and confirms its signature, as far as either is established.

        Its MessageID is our id of the request, by which the logs can be searched.
        """
        return self._beveiligd.ondertekenaar.antwoord(
            body,
            action=action,
            message_id=f"urn:uuid:{bericht_id}",
            relates_to=bekend.message_id or WSA_UNSPECIFIED,
            bevestigt=bekend.signature_value,
            nu=self._beveiligd.klok(),
        )


@dataclass(frozen=True, slots=True)
class Ingang:
    """The doors of all services under one path, and what is published there."""

    deuren: Mapping[Dienst, Deur]
    publicaties: Publicaties
    pad: str = ""


class Front:
    """The WSGI application: finds the door of the path, hands it the whole request, and sends what it says."""

    def __init__(self, deuren: Mapping[Dienst, Deur], publicaties: Publicaties, nieuwe_id: Callable[[], str], *meer: Ingang) -> None:
        """`meer`: other ways in to the same services."""
        ingangen = (Ingang(deuren, publicaties), *meer)
        self._deuren = {
            ingang.pad + dienst.pad: (dienst, ingang.deuren.get(dienst), ingang.publicaties)
            for ingang in ingangen
            for dienst in ingang.publicaties.diensten
        }
        self._nieuwe_id = nieuwe_id

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer one request; never raises for anything that a client can do."""
        antwoord = self._antwoord(environ)
        if antwoord.afgewezen:
            environ[REFUSED] = True
        lengte = [("Content-Length", str(len(antwoord.body)))]
        start_response(_STATUSREGEL[antwoord.status], antwoord.headers + lengte)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [antwoord.body]

    def _antwoord(self, environ: WSGIEnvironment) -> HttpAntwoord:
        gevonden = self._deuren.get(environ.get("PATH_INFO", ""))
        if gevonden is None:
            return HttpAntwoord(HTTPStatus.NOT_FOUND)
        dienst, deur, publicaties = gevonden
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return _publicatie(publicaties, dienst, environ)
        if deur is None:  # a service of partners: here is only its contract (besluit 0117)
            return HttpAntwoord(HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD")])
        return deur.beantwoord(environ["wsgi.input"].read(), feiten_van(environ), self._nieuwe_id())


def _publicatie(publicaties: Publicaties, dienst: Dienst, environ: WSGIEnvironment) -> HttpAntwoord:
    """The contract itself, for anybody with a client certificate (koppelvlak.md 1)."""
    publicatie = publicaties.publiceer(dienst, environ.get("QUERY_STRING", ""), environ.get("HTTP_IF_NONE_MATCH"))
    return HttpAntwoord(int(publicatie.status[:3]), publicatie.headers, publicatie.body)
