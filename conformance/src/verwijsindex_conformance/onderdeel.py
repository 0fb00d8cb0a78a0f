"""Modules that not every index has: their operations are in the contract of all, and whoever lacks the module says VIR-160."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout, controleer_fout, lees_fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breuken import BREUKEN
from verwijsindex_conformance.bericht.teken import Bericht, maak_bericht
from verwijsindex_conformance.contractbestanden import BELEIDSDIENST, REGIEDIENST, Dienst
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gesprek import NIET_AANGEBODEN, Ontvangen
from verwijsindex_conformance.haal import diensten_van
from verwijsindex_conformance.oordeel import NietAangeboden, eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import Koppen

_ID: Final = str(uuid4())
VERZOEKEN: Final[dict[Dienst, dict[str, dict[str, str]]]] = {
    REGIEDIENST: {
        "RaadpleegMatches": {"maxAantal": "1"},
        "RegistreerMatchopvolging": {"partnerVerzoekId": _ID, "matchId": _ID, "contactGelegd": "true", "datum": "2020-01-01"},
        "KoppelMatchTerug": {"partnerVerzoekId": _ID, "signaalId": _ID, "uitkomst": "NIET_RELEVANT"},
        "StelRegisseurVoor": {"partnerVerzoekId": _ID, "signaalId": _ID},
        "BeantwoordRegievoorstel": {"partnerVerzoekId": _ID, "voorstelId": _ID, "antwoord": "AFGEWEZEN"},
        "DraagRegieOver": {"partnerVerzoekId": _ID, "signaalId": _ID, "betrokkeneId": _ID},
        "BeeindigRegie": {"partnerVerzoekId": _ID, "signaalId": _ID},
        "EscaleerMatch": {"partnerVerzoekId": _ID, "signaalId": _ID, "grond": "GEEN_REACTIE"},
        "SluitEscalatie": {"partnerVerzoekId": _ID, "escalatieId": _ID, "uitkomst": "INGETROKKEN"},
    },
    BELEIDSDIENST: {"HaalRapportageOp": {"rapportage": "MELDINGEN", "vanafMaand": "2020-01", "totEnMetMaand": "2020-01"}},
}
"""Of every operation a request that is valid and about nothing that exists."""
_VAN_REGIEVOERDER: Final = frozenset({"RaadpleegMatches", "RegistreerMatchopvolging"})
_OVER_DE_VRAGER: Final = frozenset({"VIR-120", "VIR-121", "VIR-122", "VIR-123"})
"""Not to who may ask."""
_GEEN_DIENST: Final = 404
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vraag:
    """An operation, and somebody who may use it."""

    dienst: Dienst
    naam: str
    gebruiker: Gebruiker

    def verzoek(self, door: Gebruiker | None = None, oin: str | None = None) -> etree._Element:
        """The request; of somebody else when told."""
        return inhoud.los(self.dienst, self.naam, door or self.gebruiker, VERZOEKEN[self.dienst][self.naam], oin=oin)


def vragen(p: Proef) -> list[Vraag]:
    """Every operation, as far as doel.yaml names the service. Raises NietAangeboden when it names none."""
    gevonden = [vraag(p, dienst, naam) for dienst in VERZOEKEN if dienst in diensten_van(p.doel) for naam in VERZOEKEN[dienst]]
    if not gevonden:
        raise NietAangeboden("doel.yaml noemt geen adres van regie of beleidsinformatie")
    return gevonden


def een_per_dienst(p: Proef) -> list[Vraag]:
    """The first of each service. Raises as ``vragen``."""
    return list({een.dienst: een for een in reversed(vragen(p))}.values())


def vraag(p: Proef, dienst: Dienst, naam: str) -> Vraag:
    """One operation."""
    melder = p.mensen.melder()
    if dienst is BELEIDSDIENST:
        return Vraag(dienst, naam, p.mensen.college(melder))
    return Vraag(dienst, naam, p.mensen.regievoerders()[0] if naam in _VAN_REGIEVOERDER else melder)


def bericht_van(
    p: Proef, een: Vraag, verzoek: etree._Element | None = None, door: Gebruiker | None = None, *, breuk: str | None = None, **anders: Any
) -> Bericht:
    """The message that asks it; with one thing wrong (``breuk``), or different from a good one as said."""
    recept = p.gesprek.recept(door or een.gebruiker, een.verzoek(door) if verzoek is None else verzoek, **anders)
    return maak_bericht(recept if breuk is None else BREUKEN[breuk].verander(recept))


def stuur(
    p: Proef, een: Vraag, bericht: Bericht | None = None, *, door: Gebruiker | None = None, koppen: Koppen | None = None
) -> Ontvangen:
    """Ask it, in this message or else in a good one. Raises NietAangeboden when there is no such service at all."""
    gemaakt = bericht_van(p, een, door=door) if bericht is None else bericht
    ontvangen = p.gesprek.stuur_bericht(door or een.gebruiker, gemaakt, een.verzoek(), koppen=koppen)
    if ontvangen.http.status == _GEEN_DIENST:
        raise NietAangeboden(f"op het adres van {een.dienst.naam} staat geen dienst (HTTP {_GEEN_DIENST})")
    return ontvangen


def lees(p: Proef, een: Vraag, ontvangen: Ontvangen) -> Fout | None:
    """None for a response, which keeps to the schema; else the fault of a rule, in its right form. Raises Gezakt."""
    envelop = p.gesprek.lees(ontvangen)
    if not envelop.is_fout:
        p.gesprek.geaccepteerd(ontvangen)
        return None
    code = lees_fout(envelop.kind).code or ""
    eis(code.startswith("VIR-1"), "een fout VIR-160, of een andere door een regel", f"een fout met code {code}")
    return controleer_fout(envelop, ontvangen.http, een.dienst, ontvangen.actie, techniek=False)


def lees_van_wie_mag(p: Proef, een: Vraag, ontvangen: Ontvangen) -> Fout | None:
    """The same, to who may ask. Raises Gezakt."""
    fout = lees(p, een, ontvangen)
    if fout is not None:
        eis(fout.code not in _OVER_DE_VRAGER, "een antwoord aan wie dit mag vragen, of VIR-160", f"een fout met code {fout.code}")
        eis(fout.code != NIET_AANGEBODEN or fout.herhaalbaar == "false", "VIR-160 die niet herhaalbaar is", "een die dat wel is")
    return fout


def geweigerd(p: Proef, ontvangen: Ontvangen, code: str, *, techniek: bool = False) -> Fout:
    """With this code; that the module is not there is no reason to pass over the case. Raises Gezakt."""
    fout = p.gesprek.geweigerd(ontvangen, code, NIET_AANGEBODEN, techniek=techniek)
    eis(fout.code == code, f"een fout met code {code}", f"een fout met code {fout.code}")
    return fout


def zonder_nummer(fout: Fout) -> tuple[str | None, ...]:
    """All that a fault says, but for the number of the incident."""
    detail = "" if fout.detail is None else "".join(str(tekst) for tekst in fout.detail.itertext())
    return fout.code, fout.faultcode, _UUID.sub("", fout.tekst), fout.element, fout.herhaalbaar, _UUID.sub("", detail)


def incident(fout: Fout) -> str:
    """The number of the incident; empty when it has none."""
    return next((element.text or "" for element in ([] if fout.detail is None else fout.detail.iter("{*}incidentId"))), "")


def voor_elke(p: Proef, gevraagd: Sequence[Vraag], doe: Callable[[Vraag], object]) -> None:
    """One after the other; a failure says at which operation. A service that is not there is passed over.

    Raises NietAangeboden when none is there.
    """
    geen: list[NietAangeboden] = []
    for een in gevraagd:
        try:
            with p.variant(een.naam):
                doe(een)
        except NietAangeboden as fout:
            geen.append(fout)
    if len(geen) == len(gevraagd):
        raise geen[0]
