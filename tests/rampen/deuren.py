"""Two ways into an index: straight through the use cases, or signed, over TLS, as a partner system."""

import base64
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, TypeVar
from uuid import uuid4

from psycopg.errors import LockNotAvailable

from verwijsindex.brp.gebeurtenissen import registreer_overlijden
from verwijsindex.client import Melding, Onbereikbaar, Verwijsindex
from verwijsindex.client import requests as client_requests
from verwijsindex.client.tls import tls_context
from verwijsindex.client.transport import Transport
from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import Stuurgegevens
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.bevestig_signalen import BevestigSignalen, bevestig_signalen
from verwijsindex.operations.context import Afzender
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.meld_jeugdigen import MeldJeugdigen, meld_jeugdigen
from verwijsindex.operations.melden import TeMelden
from verwijsindex.operations.verwerk_wijzigingen import verwerk_wijzigingen
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.operations.volgen import volg_en_ontvolg
from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database

from .feiten import Gemeld, Verstuurd
from .wereld import Wie

Antwoord = TypeVar("Antwoord")
PAGINA: Final = 500
KEREN: Final = 20
"""How often somebody who goes straight through the use cases waits for the lock of a family, five seconds each."""
POGING_SECONDEN: Final = 60.0
TUSSENPOOS: Final = 0.05
"""Seconds between two attempts of a client; the contract says 1, 2, 4 ..., which would only make the tests longer."""


class Deur(Protocol):
    """What a reporter or regievoerder does with an index."""

    def meld(self, wie: Wie, bsn: str, sleutel: str) -> Gemeld: ...
    def meld_samen(self, wie: Wie, wat: Sequence[tuple[str, str]]) -> list[Gemeld]: ...
    def verwijder(self, wie: Wie, melding: str, sleutel: str) -> None: ...
    def haal_op(self, wie: Wie) -> list[list[int | str]]: ...
    def bevestig(self, wie: Wie, ids: Sequence[str]) -> dict[str, str]: ...
    def laatst_verstuurd(self) -> Verstuurd | None: ...
    def sluit(self) -> None: ...


def met_geduld(poging: Callable[[], Antwoord]) -> Antwoord:
    """Once more when others were ahead of us for five seconds: what a server tells its partner to send again (DK0051)."""
    for _ in range(KEREN):
        try:
            return poging()
        except (LockNotAvailable, sqlite3.OperationalError) as fout:
            if isinstance(fout, sqlite3.OperationalError) and "locked" not in str(fout):
                raise
    return poging()


class Rechtstreeks:
    """Through the use cases, with a store of its own, as a server process has."""

    def __init__(self, bestand: Path) -> None:
        instellingen = lees_instellingen(bestand)
        self._opslag = open_database(instellingen)
        self._context = maak_context(instellingen, self._opslag)
        assert instellingen.register is not None
        self._register = instellingen.register

    def meld(self, wie: Wie, bsn: str, sleutel: str) -> Gemeld:
        verzoek = MeldJeugdige(_afzender(wie), TeMelden(sleutel, OpBsn(bsn)))
        gemeld = met_geduld(lambda: meld_jeugdige(verzoek, self._context))
        return Gemeld(wie.id, bsn, sleutel, gemeld.melding_id, gemeld.reeds_gemeld, gemeld.match_aanwezig)

    def meld_samen(self, wie: Wie, wat: Sequence[tuple[str, str]]) -> list[Gemeld]:
        """One MeldJeugdigen of (bsn, key); raises the first refusal of an item."""
        delen = tuple(TeMelden(sleutel, OpBsn(bsn)) for bsn, sleutel in wat)
        uitslagen = met_geduld(lambda: meld_jeugdigen(MeldJeugdigen(_afzender(wie), delen), self._context))
        gemeld = []
        for (bsn, sleutel), uitslag in zip(wat, uitslagen, strict=True):
            if isinstance(uitslag, Weigering):
                raise uitslag
            gemeld.append(Gemeld(wie.id, bsn, sleutel, uitslag.melding_id, uitslag.reeds_gemeld, uitslag.match_aanwezig))
        return gemeld

    def sterf(self, bsn: str) -> None:
        """He dies in the register, and the index hears of it."""
        nu = datetime.now(UTC)
        registreer_overlijden(self._register, Bsn(bsn), vandaag(nu), nu)
        assert met_geduld(lambda: verwerk_wijzigingen(self._context)).volledig

    def onderhoud(self) -> None:
        """What the scheduler does with the register: who is new is followed from now on."""
        assert met_geduld(lambda: volg_en_ontvolg(self._context)).volledig

    def verwijder(self, wie: Wie, melding: str, sleutel: str) -> None:
        verzoek = VerwijderMelding(_afzender(wie), sleutel, melding, VerwijderReden.NIET_TERECHT)
        met_geduld(lambda: verwijder_melding(verzoek, self._context))

    def haal_op(self, wie: Wie) -> list[list[int | str]]:
        opgehaald = met_geduld(lambda: haal_signalen_op(HaalSignalenOp(_afzender(wie), PAGINA), self._context))
        return [[s.volgnummer, s.id] for s in opgehaald.signalen]

    def bevestig(self, wie: Wie, ids: Sequence[str]) -> dict[str, str]:
        antwoord = met_geduld(lambda: bevestig_signalen(BevestigSignalen(_afzender(wie), tuple(ids)), self._context))
        return {signaal_id: uitkomst.value for signaal_id, uitkomst in antwoord}

    def laatst_verstuurd(self) -> Verstuurd | None:
        return None

    def sluit(self) -> None:
        self._opslag.sluit()


def _afzender(wie: Wie) -> Afzender:
    return Afzender(wie.oin, str(uuid4()), Stuurgegevens(wie.oin, wie.id, wie.rol, wie.instantie))


class OverHttp:
    """As a partner system; with ``pogingen`` above 1 the client repeats by itself what was not answered."""

    def __init__(self, basis: str, pki: Path, pogingen: int) -> None:
        self._basis = basis
        self._pki = pki
        self._pogingen = pogingen
        self._clients: dict[str, Verwijsindex] = {}
        self._slot = threading.Lock()
        self._opname = _Opname()

    def meld(self, wie: Wie, bsn: str, sleutel: str) -> Gemeld:
        melding = self._als(wie).meld_jeugdige(bsn=bsn, partner_melding_id=sleutel)
        return Gemeld(wie.id, bsn, sleutel, melding.melding_id, melding.reeds_gemeld, melding.match_aanwezig)

    def meld_samen(self, wie: Wie, wat: Sequence[tuple[str, str]]) -> list[Gemeld]:
        """One MeldJeugdigen of (bsn, key); raises for the first item that was refused."""
        gemeld = []
        verzoeken = [client_requests.TeMelden(bsn=bsn, partner_melding_id=sleutel) for bsn, sleutel in wat]
        for (bsn, sleutel), uitslag in zip(wat, self._als(wie).meld_jeugdigen(verzoeken), strict=True):
            if not isinstance(uitslag, Melding):
                raise uitslag
            gemeld.append(Gemeld(wie.id, bsn, sleutel, uitslag.melding_id, uitslag.reeds_gemeld, uitslag.match_aanwezig))
        return gemeld

    def verwijder(self, wie: Wie, melding: str, sleutel: str) -> None:
        self._als(wie).verwijder_melding(melding, VerwijderReden.NIET_TERECHT.value, partner_verzoek_id=sleutel)

    def haal_op(self, wie: Wie) -> list[list[int | str]]:
        return [[s.volgnummer, s.signaal_id] for s in self._als(wie).haal_signalen_op(max_aantal=PAGINA).signalen]

    def bevestig(self, wie: Wie, ids: Sequence[str]) -> dict[str, str]:
        return self._als(wie).bevestig_signalen(ids)

    def laatst_verstuurd(self) -> Verstuurd | None:
        return self._opname.laatste

    def sluit(self) -> None:
        for client in self._clients.values():
            client.sluit()

    def _als(self, wie: Wie) -> Verwijsindex:
        with self._slot:
            if wie.oin not in self._clients:
                self._clients[wie.oin] = self.client(wie)
        return self._clients[wie.oin].als(gebruiker=wie.id, instantie=wie.instantie, rol=wie.rol.value)

    def client(self, wie: Wie) -> Verwijsindex:
        """A client of his partner system, with connections of its own."""
        client = Verwijsindex(
            self._basis,
            certificaat=self._pki / f"{wie.oin}.pem",
            sleutel=self._pki / f"{wie.oin}.key",
            ca=self._pki / "keten.pem",
            server_oin=INDEX.oin,
            gebruiker=wie.id,
            pogingen=self._pogingen,
            wachttijd=POGING_SECONDEN,
            wacht=lambda _: time.sleep(TUSSENPOOS),
        )
        kanaal = client._kanaal
        client._kanaal = replace(kanaal, transport=_Opnemend(kanaal.transport, self._opname, wie.oin))
        return client


def onverzonden(deur: OverHttp, wie: Wie, bsn: str, sleutel: str) -> Verstuurd:
    """A signed MeldJeugdige that nobody has seen yet."""
    client, opname = deur.client(wie), _Opname()
    client._kanaal = replace(client._kanaal, transport=_Opnemend(_Nergens(), opname, wie.oin))
    with suppress(Onbereikbaar):
        client.als(gebruiker=wie.id, instantie=wie.instantie, rol=wie.rol.value).meld_jeugdige(bsn=bsn, partner_melding_id=sleutel)
    assert opname.laatste is not None
    return opname.laatste


def verstuur(verstuurd: Verstuurd, pki: Path) -> str:
    """Send these very bytes, once more; gives the code of the fault that comes back, "OK" when it is none."""
    certificaat, sleutel = pki / f"{verstuurd.oin}.pem", pki / f"{verstuurd.oin}.key"
    transport = Transport(tls_context(certificaat, sleutel, pki / "keten.pem"), seconden=POGING_SECONDEN)
    antwoord = transport.verstuur(verstuurd.adres, verstuurd.action, base64.b64decode(verstuurd.bericht)).decode()
    transport.sluit()
    code = re.search(r"<faultstring>(\S+)", antwoord)
    return "OK" if code is None else code[1]


class _Opname(threading.local):
    """The last message of each thread."""

    laatste: Verstuurd | None = None


class _Opnemend(Transport):
    """The transport of the client, which keeps what it sent."""

    def __init__(self, echt: Transport, opname: _Opname, oin: str) -> None:
        self._echt = echt
        self._opname = opname
        self._oin = oin

    def verstuur(self, adres: str, action: str, bericht: bytes) -> bytes:
        self._opname.laatste = Verstuurd(self._oin, adres, action, base64.b64encode(bericht).decode())
        return self._echt.verstuur(adres, action, bericht)

    def sluit(self) -> None:
        self._echt.sluit()


class _Nergens(Transport):
    """Sends nothing."""

    def __init__(self) -> None:
        pass

    def verstuur(self, adres: str, action: str, bericht: bytes) -> bytes:
        raise Onbereikbaar("niet verzonden", herhaalbaar=False)
