"""A fake index: reads every request for itself, judges it, and answers well or badly, as it is told. `deur` serves it."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from lxml import etree

from verwijsindex_conformance.antwoord.foutentabel import INHOUD, TECHNIEK
from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.namespaces import ANONIEM, FOUT_ACTION_SOAP, SOAP, WSA
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.nep.inhoud import antwoord_op, fout_met_detail, kale_fout
from verwijsindex_conformance.nep.ontvangst import STAPPEN, Ontvangst, Verzoek, lees_verzoek
from verwijsindex_conformance.nep.staat import Staat
from verwijsindex_conformance.nep.streken import GOED
from verwijsindex_conformance.nep.uit import Streek, Toestand, Uit
from verwijsindex_conformance.nep.weigering import Weigering
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.opname import Uitwisseling

GEDULD: Final = 30.0
"""How long a partner waits for an answer, unless he says otherwise (koppelvlak 5)."""


@dataclass(frozen=True, slots=True)
class Gehoord:
    """A request, and what was done with it."""

    ontvangst: Ontvangst
    verzoek: Verzoek | None
    """None when there is no operation in it."""
    mankement: Gezakt | None
    """What is wrong with it; None when nothing is."""
    streek: str
    klok: float
    """When it came in, by ``monotonic``."""
    status: int
    antwoord: bytes


@dataclass
class NepIndex:
    """Answers requests; holds no socket. May be used by more threads, one request after the other."""

    afspraak: Afspraak
    geduld: float = GEDULD
    altijd: Streek = GOED
    """What every answer gets for which nothing else was planned."""
    staat: Staat = field(default_factory=Staat)
    gehoord: list[Gehoord] = field(default_factory=list)
    meld: Callable[[Gehoord], None] = lambda _: None
    """Hears of every request when it was answered."""
    tls_versie: ssl.TLSVersion | None = None
    """The only version of TLS that is offered, instead of the good ones."""
    tls_paar: tuple[str, str] | None = None
    """Certificate and key (files) that the server shows instead of its own."""
    _plan: list[tuple[str | None, Streek]] = field(default_factory=list)
    _slot: threading.Lock = field(default_factory=threading.Lock)
    _vorige: bytes | None = None
    _lijnen: set[Any] = field(default_factory=set)

    def verbreek(self) -> None:
        """End every connection, so that the next request needs a new one."""
        for lijn in list(self._lijnen):
            with suppress(OSError):
                lijn.shutdown(socket.SHUT_RDWR)

    def speel(self, *streken: Streek, operatie: str | None = None) -> None:
        """Answer the next requests like this, one after the other; those to ``operatie`` alone, when that is given."""
        with self._slot:
            self._plan += [(operatie, streek) for streek in streken]

    def lijn(self, lijn: Any, *, open_: bool) -> None:
        """A connection began or ended."""
        (self._lijnen.add if open_ else self._lijnen.discard)(lijn)

    def vergeet(self) -> None:
        """A new beginning: no state, no plan, nothing heard."""
        with self._slot:
            self.staat, self.gehoord, self._plan, self._vorige = Staat(), [], [], None
            self.tls_versie = self.tls_paar = None
            self.altijd = GOED

    def behandel(self, ontvangst: Ontvangst) -> Uit:
        """Judge a request and answer it."""
        with self._slot:
            uit = self._behandel(ontvangst)
            self.meld(self.gehoord[-1])
            return uit

    def _behandel(self, ontvangst: Ontvangst) -> Uit:
        try:
            verzoek = lees_verzoek(ontvangst)
        except Gezakt as onleesbaar:
            return self._onleesbaar(ontvangst, onleesbaar)
        mankement, kind, actie = self._keur(ontvangst, verzoek)
        streek = self._volgende(verzoek.operatie) if mankement is None else GOED
        if streek.fout is not None:
            kind, actie = _fout(verzoek, streek.fout, herhaalbaar=streek.herhaalbaar)
        if kind is None:
            kind, actie = self._voer_uit(verzoek) if streek.doet else (etree.Element("niets"), "")
        uit = self._teken(kind, actie, verzoek, streek)
        self._onthoud(ontvangst, verzoek, mankement, streek, uit)
        return uit

    def _keur(self, ontvangst: Ontvangst, verzoek: Verzoek) -> tuple[Gezakt | None, etree._Element | None, str]:
        """The first thing that is wrong, as a fault that says so."""
        for stap, code, faultcode in STAPPEN:
            try:
                stap(ontvangst, self.afspraak)
            except Gezakt as mankement:
                if code == "DK0004" or (faultcode == f"{{{SOAP}}}Client" and code == "DK0002"):
                    return mankement, fout_met_detail(code, tekst=str(mankement)[:200]), f"{verzoek.action}Fout"
                return mankement, kale_fout(f"{code} {mankement}", faultcode), _vaste_actie(code)
        return None, None, ""

    def _voer_uit(self, verzoek: Verzoek) -> tuple[etree._Element, str]:
        try:
            return antwoord_op(verzoek, self.staat, self.afspraak), f"{verzoek.action}Response"
        except Weigering as weigering:
            return _fout(verzoek, weigering.code, herhaalbaar=False)

    def _teken(self, kind: etree._Element, actie: str, verzoek: Verzoek, streek: Streek) -> Uit:
        toestand = Toestand(verzoek, self.staat, self._vorige, self.geduld)
        recept = Recept(
            kinderen=(kind,),
            action=actie,
            to=ANONIEM,
            ondertekenaar=self.afspraak.paar,
            reply_to=None,
            relates_to=verzoek.message_id,
            bevestigt=verzoek.signature_value,
        )
        raw = maak_bericht(streek.recept(recept, toestand)).raw
        is_fout = kind.tag == f"{{{SOAP}}}Fault"
        return streek.uit(Uit(raw, 500 if is_fout else 200), toestand)

    def _onleesbaar(self, ontvangst: Ontvangst, mankement: Gezakt) -> Uit:
        """A fault without a signature: there is nothing that it could refer to."""
        envelop = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
        etree.SubElement(envelop, f"{{{SOAP}}}Body").append(kale_fout(f"DK0001 {mankement}", f"{{{SOAP}}}Client"))
        uit = Uit(etree.tostring(envelop), 500)
        self.gehoord.append(Gehoord(ontvangst, None, mankement, "onleesbaar", monotonic(), uit.status, uit.body))
        return uit

    def _volgende(self, operatie: str) -> Streek:
        for nummer, (waarvoor, streek) in enumerate(self._plan):
            if waarvoor in (None, operatie):
                del self._plan[nummer]
                return streek
        return self.altijd

    def _onthoud(self, ontvangst: Ontvangst, verzoek: Verzoek, mankement: Gezakt | None, streek: Streek, uit: Uit) -> None:
        self.gehoord.append(Gehoord(ontvangst, verzoek, mankement, streek.naam, monotonic(), uit.status, uit.body))
        self._vorige = uit.body

    @property
    def uitwisselingen(self) -> list[Uitwisseling]:
        """What was heard and answered, as a report keeps it."""
        return [Uitwisseling(een.ontvangst.methode, een.ontvangst.pad, een.ontvangst.raw, een.status, een.antwoord) for een in self.gehoord]


def _fout(verzoek: Verzoek, code: str, *, herhaalbaar: bool) -> tuple[etree._Element, str]:
    """A fault with this code in its own form (docs/foutcodes.md)."""
    vorm = TECHNIEK.get(code, INHOUD)
    if code == "DK0051":
        return kale_fout("DK0051 De dienst is niet beschikbaar.", f"{{{SOAP}}}Server"), FOUT_ACTION_SOAP
    if vorm.action is None:
        return fout_met_detail(code, herhaalbaar=herhaalbaar), f"{verzoek.action}Fout"
    return kale_fout(f"{code} Dit antwoordt een nagespeelde index.", sorted(vorm.faultcodes)[0]), vorm.action


def _vaste_actie(code: str) -> str:
    return TECHNIEK[code].action or FOUT_ACTION_SOAP if code in TECHNIEK else f"{WSA}/fault"
