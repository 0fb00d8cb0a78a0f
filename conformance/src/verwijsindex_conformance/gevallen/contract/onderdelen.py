"""Modules that not every index has: their operations are in the contract of all."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import controleer_fout, lees_fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.recept import nu
from verwijsindex_conformance.contractbestanden import BELEIDSDIENST, REGIEDIENST, Dienst
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gesprek import NIET_AANGEBODEN, Ontvangen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.haal import diensten_van
from verwijsindex_conformance.oordeel import NietAangeboden, eis
from verwijsindex_conformance.proef import Proef

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


@geval(
    "CONT-013",
    "Een operatie van een onderdeel dat er niet is, zegt VIR-160",
    eisen=("KV-38", *(f"KV-{nummer}" for nummer in range(60, 69))),
    tweeling="PROF-001",
    gedaan="Stuurt elke operatie van RegieService_v1 en BeleidsinformatieService_v1, voor zover doel.yaml een adres van die dienst noemt: "
    "een geldig verzoek over iets dat niet bestaat.",
    verwacht="Een getekende fout VIR-160. Wie het onderdeel wel biedt: een antwoord volgens het schema, of een andere fout door een regel.",
)
def onderdeel_uit(p: Proef) -> None:
    for dienst, naam, gebruiker in operaties(p):
        with p.variant(naam):
            ontvangen = p.gesprek.stuur(gebruiker, verzoek(dienst, naam, gebruiker))
            envelop = p.gesprek.lees(ontvangen)
            if not envelop.is_fout:
                p.gesprek.geaccepteerd(ontvangen)
                continue
            code = lees_fout(envelop.kind).code or ""
            eis(code.startswith("VIR-1"), "een fout VIR-160, of een andere door een regel", f"een fout met code {code}")
            controleer_fout(envelop, ontvangen.http, dienst, ontvangen.actie, techniek=False)


@geval(
    "CONT-014",
    "Ook een onderdeel dat er niet is, gaat eerst na wie er spreekt",
    eisen=("KV-10", "R-155", "R-156"),
    tweeling="PROF-001",
    gedaan="Stuurt een operatie van elk onderdeel te oud, met het OIN van een ander, en met een element dat er niet hoort.",
    verwacht="Een fout VIR-S06, DK0002 en DK0004: dat het onderdeel er niet is, hoort alleen wie is wie hij zegt.",
)
def eerst_wie(p: Proef) -> None:
    for dienst, naam, gebruiker in {dienst: (dienst, naam, gebruiker) for dienst, naam, gebruiker in operaties(p)}.values():
        with p.variant(naam):
            goed = verzoek(dienst, naam, gebruiker)
            oud = p.gesprek.stuur(gebruiker, goed, created=nu() - timedelta(minutes=10), geldig=timedelta(minutes=70))
            _geweigerd(p, oud, "VIR-S06", techniek=True)
            ander = p.mensen.andere_partner(gebruiker).partner.oin
            _geweigerd(p, p.gesprek.stuur(gebruiker, verzoek(dienst, naam, gebruiker, oin=ander)), "DK0002")
            goed.append(etree.Element(f"{{{dienst.namespace}}}onbekend"))
            _geweigerd(p, p.gesprek.stuur(gebruiker, goed), "DK0004")


def _geweigerd(p: Proef, ontvangen: Ontvangen, code: str, *, techniek: bool = False) -> None:
    """With this code; that the module is not there is no reason to pass over the case."""
    fout = p.gesprek.geweigerd(ontvangen, code, NIET_AANGEBODEN, techniek=techniek)
    eis(fout.code == code, f"een fout met code {code}", f"een fout met code {fout.code}")


def operaties(p: Proef) -> Iterator[tuple[Dienst, str, Gebruiker]]:
    """Each with who may use it, as far as the target has the service."""
    melder = p.mensen.melder()
    geboden = [dienst for dienst in VERZOEKEN if dienst in diensten_van(p.doel)]
    if not geboden:
        raise NietAangeboden("doel.yaml noemt geen adres van regie of beleidsinformatie")
    for dienst in geboden:
        for naam in VERZOEKEN[dienst]:
            if dienst is BELEIDSDIENST:
                yield dienst, naam, p.mensen.college(melder)
            else:
                yield dienst, naam, p.mensen.regievoerders()[0] if naam in _VAN_REGIEVOERDER else melder


def verzoek(dienst: Dienst, naam: str, gebruiker: Gebruiker, oin: str | None = None) -> etree._Element:
    """One of them."""
    return inhoud.los(dienst, naam, gebruiker, VERZOEKEN[dienst][naam], oin=oin)
