"""From what zeep read to what calls return. Nothing is decided here; every field fits the contract already."""

from typing import Any

from verwijsindex.client.errors import NietVertrouwd, Weigering
from verwijsindex.client.results import (
    Contact,
    Coordinator,
    EigenMelding,
    EigenMeldingenPagina,
    Koppeling,
    Melding,
    Signaal,
    SignalenPagina,
    Verbinding,
    Verwijdering,
)


def melding(antwoord: Any, partner_melding_id: str) -> Melding:
    """MeldJeugdigeResponse, or the result of one item of MeldJeugdigen."""
    return Melding(
        melding_id=antwoord.meldingId,
        partner_melding_id=partner_melding_id,
        meldmoment=antwoord.meldmoment,
        verwijderdatum=antwoord.verwijderdatum,
        reeds_gemeld=antwoord.reedsGemeld,
        match_aanwezig=antwoord.matchAanwezig,
        historie_beschikbaar=antwoord.historieBeschikbaar,
    )


def meldingen(antwoord: Any, gevraagd: int) -> tuple[Melding | Weigering, ...]:
    """MeldJeugdigenResponse: as many results as were asked, each a melding or a fault. Raises `NietVertrouwd` otherwise."""
    resultaten = antwoord.resultaat
    if len(resultaten) != gevraagd or any((r.melding is None) == (r.fout is None) for r in resultaten):
        raise NietVertrouwd("het antwoord heeft niet precies een resultaat per melding")
    return tuple(_weigering(r.fout) if r.melding is None else melding(r.melding, r.partnerMeldingId) for r in resultaten)


def _weigering(fout: Any) -> Weigering:
    """A value here, because the other items have their own result."""
    return Weigering(fout.code, fout.omschrijving, element=fout.element, incident_id=fout.incidentId, herhaalbaar=fout.herhaalbaar)


def eigen_meldingen(antwoord: Any) -> EigenMeldingenPagina:
    """RaadpleegEigenMeldingenResponse."""
    return EigenMeldingenPagina(tuple(_eigen_melding(m) for m in antwoord.melding), antwoord.volgendeCursor)


def _eigen_melding(gelezen: Any) -> EigenMelding:
    return EigenMelding(
        melding_id=gelezen.meldingId,
        partner_melding_id=gelezen.partnerMeldingId,
        meldmoment=gelezen.meldmoment,
        verwijderdatum=gelezen.verwijderdatum,
        status=gelezen.status,
    )


def verwijdering(antwoord: Any) -> Verwijdering:
    """VerwijderMeldingResponse."""
    return Verwijdering(antwoord.meldingId, antwoord.verwijderdOp, antwoord.gearchiveerdTot)


def koppeling(antwoord: Any) -> Koppeling:
    """KoppelBsnResponse."""
    return Koppeling(antwoord.meldingId, antwoord.matchAanwezig)


def verbinding(antwoord: Any) -> Verbinding:
    """ControleerVerbindingResponse."""
    return Verbinding(antwoord.versie, antwoord.tijd, antwoord.oin)


def signalen(antwoord: Any) -> SignalenPagina:
    """HaalSignalenOpResponse."""
    return SignalenPagina(tuple(_signaal(s) for s in antwoord.signaal), antwoord.nogBeschikbaar)


def _signaal(gelezen: Any) -> Signaal:
    return Signaal(
        signaal_id=gelezen.signaalId,
        volgnummer=gelezen.volgnummer,
        soort=gelezen.soort,
        tijdstip=gelezen.tijdstip,
        eigen_melding_id=gelezen.eigenMeldingId,
        betreft_andere_jeugdige=gelezen.betreftAndereJeugdige,
        matchsleutel=gelezen.matchsleutel,
        betreft_signaal_id=gelezen.betreftSignaalId,
        contacten=contacten(gelezen),
    )


def contacten(gelezen: Any) -> tuple[Contact, ...]:
    """Every `contact` of a signaal or of HaalHistorieOpResponse."""
    return tuple(contact(c) for c in gelezen.contact)


def contact(gelezen: Any) -> Contact:
    """One reporter, with the coordinator of his instantie if it has one."""
    return Contact(
        naam=gelezen.naam,
        instantie=gelezen.instantie,
        locatie=gelezen.locatie,
        functie=gelezen.functie,
        telefoon=gelezen.telefoon,
        emailadres=gelezen.emailadres,
        coordinator=None if gelezen.coordinator is None else _coordinator(gelezen.coordinator),
    )


def _coordinator(gelezen: Any) -> Coordinator:
    return Coordinator(gelezen.naam, gelezen.functie, gelezen.telefoon, gelezen.emailadres)
