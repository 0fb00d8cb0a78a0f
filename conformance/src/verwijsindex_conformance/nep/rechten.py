"""What the fake index does with requests of a jeugdige (RechtenService_v1): kept in memory, with the meldingen that it was given.

It has no register of persons, so it cannot hold who asks to an age (VIR-170), and every melding is one of the college that asks.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.bericht.blad import blad, tak, typeblad
from verwijsindex_conformance.nep.afspraak import Afspraak
from verwijsindex_conformance.nep.ontvangst import Verzoek
from verwijsindex_conformance.nep.staat import Melding, Staat, Zaak, nu, wie_is
from verwijsindex_conformance.nep.weigering import Weigering

VOORBEELD: Final = (("instantie", "Voorbeeldinstantie"), ("naam", "V. Voorbeeld"), ("telefoon", "0800-1234"))
"""Who reported whatever was reported."""
_MET_ADVIES: Final = frozenset({"CORRECTIE", "WISSING", "BEZWAAR"})
_TE_BLOKKEREN: Final = frozenset({"CORRECTIE", "BEZWAAR"})
_MORGEN: Final = timedelta(days=1)
"""A day may have begun where the partner is, and not yet in UTC."""

Antwoorder = Callable[[etree._Element, Verzoek, Staat, Afspraak], None]
"""Fills the response element of one operation. Raises Weigering."""
_Doen = Callable[[etree._Element, Verzoek, Staat], None]


def _eenmaal(rol: str, doe: _Doen) -> Antwoorder:
    """For this role alone, and once per partnerVerzoekId: with equal content the first answer again (R-158).

    Raises Weigering VIR-123 and VIR-140. A refusal binds no key.
    """

    def antwoord(element: etree._Element, verzoek: Verzoek, staat: Staat, afspraak: Afspraak) -> None:
        if verzoek.veld("rol") != rol:
            raise Weigering("VIR-123")
        delen = [een for kind in verzoek.kind[1:] for een in kind.iter("*")]
        inhoud = (verzoek.operatie, *((etree.QName(een).localname, (een.text or "").strip()) for een in delen))
        sleutel = verzoek.veld("partnerVerzoekId")
        if sleutel not in staat.verzoeken:
            voor = len(element)
            doe(element, verzoek, staat)
            staat.verzoeken[sleutel] = inhoud, [deepcopy(een) for een in element[voor:]]
            return
        eerder, gegeven = staat.verzoeken[sleutel]
        if eerder != inhoud:
            raise Weigering("VIR-140")
        element.extend(deepcopy(een) for een in gegeven)

    return antwoord


def _registreer(antwoord: etree._Element, verzoek: Verzoek, staat: Staat) -> None:
    soort, ontvangen, blokkeren = _deel(verzoek, "soort"), _dag(verzoek, "ontvangenOp"), _deel(verzoek, "blokkeren") == "true"
    if ontvangen > nu().date() + _MORGEN or (blokkeren and soort not in _TE_BLOKKEREN):
        raise Weigering("DK0004")
    over = _van(staat, verzoek.kind.find("{*}jeugdige"))
    ids = tuple(melding.melding_id for melding in over)
    zaak_id, zaak = str(uuid4()), Zaak(soort, _deel(verzoek, "kenmerk"), ontvangen, nu(), ids, maanden_later(ontvangen, 1))
    staat.zaken[zaak_id] = zaak
    if blokkeren:
        _beperk(staat, ids, zaak_id)
    blad(antwoord, "verzoekId", zaak_id)
    blad(antwoord, "uitersteDag", zaak.uiterste_dag.isoformat())
    for melding in over:
        regel = tak(antwoord, "betrokken")
        blad(regel, "meldingId", melding.melding_id)
        blad(regel, "status", staat.status(melding))
        contact = tak(regel, "contact")
        for naam, waarde in VOORBEELD:
            typeblad(contact, naam, waarde)


def _adviseer(antwoord: etree._Element, verzoek: Verzoek, staat: Staat) -> None:
    zaak, melding_id = staat.zaken.get(_deel(verzoek, "verzoekId")), _deel(verzoek, "meldingId")
    if melding_id not in {melding.melding_id for melding in staat.bewaard()}:
        raise Weigering("VIR-130")
    if zaak is None or melding_id not in zaak.meldingen:
        raise Weigering("VIR-171")
    if zaak.besluit is not None:
        raise Weigering("VIR-172")
    zaak.adviezen.add(melding_id)
    blad(antwoord, "gegevenOp", f"{nu():%Y-%m-%dT%H:%M:%SZ}")


def _geef_inzage(antwoord: etree._Element, verzoek: Verzoek, staat: Staat) -> None:
    zaak_id, zaak = _zaak(verzoek, staat)
    if zaak.soort != "INZAGE" or zaak.besluit is not None:
        raise Weigering("VIR-172")
    zaak.besluit = "TOEGEWEZEN"
    for naam, waarde in (("verzoekId", zaak_id), ("kenmerk", zaak.kenmerk), ("op", f"{nu():%Y-%m-%dT%H:%M:%SZ}")):
        blad(antwoord, naam, waarde)
    for melding in staat.bewaard():
        if melding.melding_id in zaak.meldingen:
            _vul_ingezien(tak(antwoord, "melding"), melding, staat)
    log = tak(antwoord, "ingezien")
    for naam, waarde in (("op", f"{zaak.op:%Y-%m-%dT%H:%M:%SZ}"), ("rol", "COLLEGE"), ("gebeurtenis", "VERZOEK_GEREGISTREERD")):
        blad(log, naam, waarde)
    blad(log, "zaak", zaak.kenmerk)


def _vul_ingezien(regel: etree._Element, melding: Melding, staat: Staat) -> None:
    blad(regel, "meldingId", melding.melding_id)
    blad(regel, "status", staat.status(melding))
    melder = tak(regel, "melder")
    for naam, waarde in VOORBEELD:
        blad(melder, naam, waarde)
    blad(regel, "meldmoment", f"{melding.meldmoment:%Y-%m-%dT%H:%M:%SZ}")
    blad(regel, "verwijderdatum", melding.verwijderdatum.isoformat())
    if melding in staat.archief:
        blad(regel, "gearchiveerdTot", staat.archief[melding].isoformat())


def _beslis(antwoord: etree._Element, verzoek: Verzoek, staat: Staat) -> None:
    zaak_id, zaak = _zaak(verzoek, staat)
    besluit, dag = _deel(verzoek, "besluit"), _dag(verzoek, "datum")
    gekozen = [een.text or "" for een in verzoek.kind.iterfind("{*}meldingId")]
    over = [een for een in staat.bewaard() if een.melding_id in zaak.meldingen]
    bewaard = [een.melding_id for een in over]
    if not zaak.ontvangen <= dag <= nu().date() + _MORGEN or (gekozen and besluit not in ("TOEGEWEZEN", "OPGEHEVEN")):
        raise Weigering("DK0004")
    if not set(gekozen) <= set(bewaard):
        raise Weigering("VIR-130")
    if not _kan(zaak, besluit, bewaard, zonder_advies=_deel(verzoek, "zonderAdvies") == "true"):
        raise Weigering("VIR-172")
    voor = {een.melding_id: staat.status(een) for een in over}
    _voer_uit(staat, zaak_id, besluit, gekozen or bewaard)
    blad(antwoord, "uitersteDag", zaak.uiterste_dag.isoformat())
    na = {een.melding_id: staat.status(een) for een in staat.bewaard()}
    for melding_id in bewaard:
        regel = tak(antwoord, "resultaat")
        blad(regel, "meldingId", melding_id)
        blad(regel, "gevolg", _gevolg(voor[melding_id], na.get(melding_id)))


def _kan(zaak: Zaak, besluit: str, bewaard: Sequence[str], *, zonder_advies: bool) -> bool:
    """One decision, before it one extension, after a restriction its end; most need the advice of every reporter (R-135, R-136, R-138)."""
    if besluit == "OPGEHEVEN":
        return zaak.soort == "BEPERKING" and zaak.besluit == "TOEGEWEZEN" and not zaak.opgeheven
    if zaak.besluit is not None:
        return False
    if besluit == "VERLENGD":
        return not zaak.verlengd and nu().date() <= zaak.uiterste_dag
    advies = zonder_advies or zaak.soort not in _MET_ADVIES or set(bewaard) <= zaak.adviezen
    return advies and not (zaak.soort == "INZAGE" and besluit == "TOEGEWEZEN")


def _voer_uit(staat: Staat, zaak_id: str, besluit: str, gekozen: Sequence[str]) -> None:
    """Destroy, restrict, lift, or take two months longer; what was blocked while it was weighed, is so no more."""
    zaak = staat.zaken[zaak_id]
    if besluit == "VERLENGD":
        zaak.verlengd, zaak.uiterste_dag = True, maanden_later(zaak.ontvangen, 3)
        return
    _hef_op(staat, gekozen if besluit == "OPGEHEVEN" else zaak.meldingen, zaak_id)
    if besluit == "OPGEHEVEN":
        zaak.opgeheven = not any(zaak_id in wegens for wegens in staat.beperkt.values())
        return
    zaak.besluit = besluit
    if besluit == "TOEGEWEZEN" and zaak.soort == "BEPERKING":
        _beperk(staat, gekozen, zaak_id)
    elif besluit == "TOEGEWEZEN":
        for melding_id in gekozen:
            staat.vernietig(melding_id)


def _gevolg(voor: str, na: str | None) -> str:
    if na is None:
        return "VERNIETIGD"
    return {("ACTIEF", "BEPERKT"): "BEPERKT", ("BEPERKT", "ACTIEF"): "BEPERKING_OPGEHEVEN"}.get((voor, na), "ONGEWIJZIGD")


def _verwijder_uit_archief(antwoord: etree._Element, verzoek: Verzoek, staat: Staat) -> None:
    if _dag(verzoek, "datum") > nu().date() + _MORGEN:
        raise Weigering("DK0004")
    aanduiding = verzoek.kind.find("{*}archief")
    melding_id = None if aanduiding is None else aanduiding.findtext("{*}meldingId")
    weg = [een for een in staat.archief if een.melding_id == melding_id or (melding_id is None and een in _van(staat, aanduiding))]
    if melding_id is not None and not weg:
        raise Weigering("VIR-130")
    for melding in weg:
        staat.vernietig(melding.melding_id)
        blad(antwoord, "meldingId", melding.melding_id)


def _van(staat: Staat, jeugdige: etree._Element | None) -> list[Melding]:
    """What is kept about somebody."""
    wie = wie_is(jeugdige).partition("|")[2]
    return [melding for melding in staat.bewaard() if melding.wie.partition("|")[2] == wie]


def _zaak(verzoek: Verzoek, staat: Staat) -> tuple[str, Zaak]:
    zaak_id = _deel(verzoek, "verzoekId")
    if zaak_id not in staat.zaken:
        raise Weigering("VIR-171")
    return zaak_id, staat.zaken[zaak_id]


def _beperk(staat: Staat, meldingen: Sequence[str], zaak_id: str) -> None:
    for melding_id in meldingen:
        staat.beperkt.setdefault(melding_id, set()).add(zaak_id)


def _hef_op(staat: Staat, meldingen: Sequence[str], zaak_id: str) -> None:
    for melding_id in meldingen:
        staat.beperkt.get(melding_id, set()).discard(zaak_id)


def _deel(verzoek: Verzoek, naam: str) -> str:
    """A field of the request itself: stuurgegevens may have one of the same name."""
    return verzoek.kind.findtext(f"{{*}}{naam}") or ""


def _dag(verzoek: Verzoek, naam: str) -> date:
    return date.fromisoformat(_deel(verzoek, naam))


def maanden_later(dag: date, maanden: int) -> date:
    """So many months after a day; in a shorter month its last day. The fake index has no weekends (R-136)."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


RECHTEN: Final[Mapping[str, Antwoorder]] = {
    "RegistreerVerzoek": _eenmaal("COLLEGE", _registreer),
    "GeefAdvies": _eenmaal("MELDER", _adviseer),
    "GeefInzage": _eenmaal("COLLEGE", _geef_inzage),
    "BeslisVerzoek": _eenmaal("COLLEGE", _beslis),
    "VerwijderUitArchief": _eenmaal("COLLEGE", _verwijder_uit_archief),
}
