"""Seeded bugs in taking over existing meldingen (keuzes.md 24; R-183)."""

from dataclasses import replace
from typing import Any

from verwijsindex.domain.regels import invoeren
from verwijsindex.domain.regels.signaleren import gevolgen
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations import invoer
from verwijsindex.operations.aanbod import bied_aan
from verwijsindex.operations.bijwerken import omgeving_op
from verwijsindex.operations.gevolg import bewaar_gevolg

from .inbouwen import Fout, functie, methode

_bewaar, _lees, _keur, _voer_in, _jeugdige = (
    invoer._bewaar,
    invoer._Keurder._lees,
    invoer._Keurder.keur,
    invoer.voer_in,
    invoer._jeugdige,
)


def _anders(een: Any, **wat: Any) -> Any:
    return een and replace(een, melding=replace(een.melding, **wat))


def _met_signalen(een: Any, context: Any, uitslag: Any) -> None:
    """As if it were reported now."""
    _bewaar(een, context, uitslag)
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        melding = transactie.meldingen.haal(een.melding.id)
        jeugdige = transactie.jeugdigen.haal(melding.jeugdige_id)
        kring = transactie.jeugdigen.kring(jeugdige, vandaag(moment), adresmatch=True)
        meldingen = transactie.meldingen.van_jeugdigen([wie.id for wie in kring])
        rond = omgeving_op(transactie, kring, meldingen, vandaag(moment), context)
        if melding in rond.actief:
            bewaar_gevolg(transactie, gevolgen(melding, rond, "0363", moment, context.nieuwe_id))
        transactie.leg_vast()


def _met_historie(een: Any, context: Any, uitslag: Any) -> None:
    _bewaar(een, context, uitslag)
    with context.opslag.schrijven() as transactie:
        melding = transactie.meldingen.haal(een.melding.id)
        bied_aan(transactie, melding, transactie.meldingen.van_jeugdigen([melding.jeugdige_id]), vandaag(context.klok.nu()))
        transactie.leg_vast()


def _verwijderd_bij_invoer(een: Any, context: Any, uitslag: Any) -> None:
    _bewaar(_anders(een, verwijderd_op=vandaag(context.klok.nu())), context, uitslag)


def _nu_gemeld(zelf: Any, rij: Any) -> Any:
    return _anders(_lees(zelf, rij), meldmoment=zelf._moment)


def _nooit_verwijderd(zelf: Any, rij: Any) -> Any:
    return _anders(_lees(zelf, rij), verwijderd_op=None)


def _wat_goed_is(zelf: Any, rijen: Any, gedaan: Any) -> Any:
    """Half a file."""
    try:
        return _keur(zelf, rijen, gedaan)
    except LijstOnjuist as onjuist:
        fout = {regel for regel, _ in onjuist.fouten}
        zelf._fouten.clear()
        return _keur(zelf, [rij for rij in rijen if rij.regel not in fout], gedaan)


def _nieuwe_termijn(rij: Any, maanden: Any, beleid: Any) -> Any:
    return invoeren.verwijderdatum(max(vandaag(rij.meldmoment), rij.verwijderd_op or vandaag(rij.meldmoment)), maanden, 24)


def _de_proef_bewaart(rijen: Any, context: Any, *, proef: bool = False, **rest: Any) -> Any:
    return _voer_in(rijen, context, **rest)


def _altijd_bijwerken(wie: Any, transactie: Any, dag: Any, *, adresmatch: bool) -> Any:
    """Who was known gets another family, and nobody is told."""
    bekend = transactie.jeugdigen.zoek(wie.nummer)
    return transactie.jeugdigen.bewaar(wie.nummer, invoer.om_te_bewaren(wie.persoon, adresmatch=adresmatch), wie.uiterlijk, bekend)


def _wat_er_staat(wie: Any, transactie: Any, dag: Any, *, adresmatch: bool) -> Any:
    """Of who was destroyed by date and not yet by maintenance the old family."""
    return transactie.jeugdigen.zoek(wie.nummer) or _jeugdige(wie, transactie, dag, adresmatch=adresmatch)


FOUTEN = tuple(
    Fout(naam, breekt, eis, inbouwen, "invoer")
    for naam, breekt, eis, inbouwen in (
        ("invoer geeft signalen", "wie er al was hoort van de invoer", "R-183", methode(invoer, "_bewaar", _met_signalen)),
        ("invoer biedt historie aan", "een aanbod hoort bij melden", "R-104", methode(invoer, "_bewaar", _met_historie)),
        ("ingevoerd matcht nooit", "wat is ingevoerd telt als verwijderd", "R-070", methode(invoer, "_bewaar", _verwijderd_bij_invoer)),
        ("invoer is vandaag gemeld", "het meldmoment van het bestand telt niet", "R-055", methode(invoer._Keurder, "_lees", _nu_gemeld)),
        ("archief herleeft bij invoer", "verwijderd en toch actief", "R-101", methode(invoer._Keurder, "_lees", _nooit_verwijderd)),
        ("invoer rekt de termijn", "de termijn begint bij het verwijderen", "R-060", methode(invoer, "einde_van", _nieuwe_termijn)),
        ("een half bestand", "wat goed is wordt ingevoerd, met een fout erbij", "R-183", methode(invoer._Keurder, "keur", _wat_goed_is)),
        ("de proef voert in", "een proef bewaart meldingen", "R-183", functie(_voer_in, _de_proef_bewaart)),
        ("invoer geeft een tweede melding", "een melder heeft er twee", "R-071", methode(invoer, "eigen_lopende", lambda *_: None)),
        ("dubbel in het bestand", "twee regels geven een melder twee meldingen", "R-071", methode(invoer, "dubbel", lambda _: [])),
        (
            "invoer verandert het gezin",
            "een verhuizing blijkt, en niemand hoort het",
            "R-080",
            methode(invoer, "_jeugdige", _altijd_bijwerken),
        ),
        ("wie weg is houdt zijn gezin", "het onderhoud bepaalt wat de invoer weet", "R-045", methode(invoer, "_jeugdige", _wat_er_staat)),
        ("ongeboren ingevoerd", "gemeld voor de geboorte", "R-032", methode(invoer, "was_geboren", lambda *_: None)),
    )
)
"""Found by histories about a partner that joins (``machine.OverInvoer``)."""
