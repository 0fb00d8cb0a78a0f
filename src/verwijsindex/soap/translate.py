"""From the wire to frozen requests of value objects, and back. Doors translate and nothing else (stijl.md 5)."""

from datetime import date, datetime
from importlib.metadata import version
from typing import Any, Final

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.instantie import Contactgegevens, Rol, Stuurgegevens
from verwijsindex.domain.melding import Melding, VerwijderReden
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.signaal import Bevestiging, Contact, Signaal
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.bevestig_signalen import BevestigSignalen
from verwijsindex.operations.context import Afzender
from verwijsindex.operations.controleer_verbinding import Verbinding
from verwijsindex.operations.haal_historie_op import HaalHistorieOp
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, Opgehaald
from verwijsindex.operations.koppel_bsn import Gekoppeld, KoppelBsn
from verwijsindex.operations.meld_jeugdige import MeldJeugdige
from verwijsindex.operations.meld_jeugdigen import MeldJeugdigen
from verwijsindex.operations.melden import Gemeld, TeMelden
from verwijsindex.operations.raadpleeg_eigen_meldingen import EigenMeldingen, RaadpleegEigenMeldingen
from verwijsindex.operations.verwijder_melding import Verwijderd, VerwijderMelding
from verwijsindex.operations.wijzig_contactgegevens import WijzigContactgegevens
from verwijsindex.soap import types
from verwijsindex.soap.aanroep import Aanroep

VERSIE: Final = version("verwijsindex")


# Requests


def afzender(verzoek: Any, aanroep: Aanroep) -> Afzender:
    """Who sent it: the signer, and what the stuurgegevens say."""
    stuur = verzoek.stuurgegevens
    return Afzender(
        aanroep.oin,
        aanroep.bericht_id,
        Stuurgegevens(stuur.verzenderOin, stuur.gebruikerId, Rol(stuur.rol), stuur.instantieId, stuur.kenmerk),
    )


def meld_jeugdige(verzoek: Any, aanroep: Aanroep) -> MeldJeugdige:
    """MeldJeugdige."""
    return MeldJeugdige(afzender(verzoek, aanroep), _te_melden(verzoek))


def meld_jeugdigen(verzoek: Any, aanroep: Aanroep) -> MeldJeugdigen:
    """MeldJeugdigen."""
    return MeldJeugdigen(afzender(verzoek, aanroep), tuple(_te_melden(item) for item in verzoek.melding))


def wijzig_contactgegevens(verzoek: Any, aanroep: Aanroep) -> WijzigContactgegevens:
    """WijzigContactgegevens."""
    nieuw = verzoek.contactgegevens
    contact = Contactgegevens(nieuw.naam, nieuw.functie or None, nieuw.locatie or None, nieuw.telefoon, nieuw.emailadres)
    return WijzigContactgegevens(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.meldingsbevoegdeId, contact)


def verwijder_melding(verzoek: Any, aanroep: Aanroep) -> VerwijderMelding:
    """VerwijderMelding."""
    return VerwijderMelding(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.meldingId, VerwijderReden(verzoek.reden))


def koppel_bsn(verzoek: Any, aanroep: Aanroep) -> KoppelBsn:
    """KoppelBsn."""
    return KoppelBsn(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.meldingId, verzoek.bsn)


def raadpleeg_eigen_meldingen(verzoek: Any, aanroep: Aanroep) -> RaadpleegEigenMeldingen:
    """RaadpleegEigenMeldingen."""
    return RaadpleegEigenMeldingen(afzender(verzoek, aanroep), verzoek.maxAantal, verzoek.vanafCursor)


def haal_signalen_op(verzoek: Any, aanroep: Aanroep) -> HaalSignalenOp:
    """HaalSignalenOp; without vanafVolgnummer from the first."""
    return HaalSignalenOp(afzender(verzoek, aanroep), verzoek.maxAantal, verzoek.vanafVolgnummer or 1, verzoek.ontvangerId)


def bevestig_signalen(verzoek: Any, aanroep: Aanroep) -> BevestigSignalen:
    """BevestigSignalen."""
    return BevestigSignalen(afzender(verzoek, aanroep), tuple(verzoek.signaalId), verzoek.ontvangerId)


def haal_historie_op(verzoek: Any, aanroep: Aanroep) -> HaalHistorieOp:
    """HaalHistorieOp."""
    return HaalHistorieOp(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.meldingId)


def _te_melden(item: Any) -> TeMelden:
    return TeMelden(item.partnerMeldingId, _aanduiding(item.jeugdige))


def _aanduiding(wie: Any) -> Aanduiding:
    """The schema saw to it that exactly one of the three is there (R-020)."""
    if wie.bsn is not None:
        return OpBsn(wie.bsn)
    if wie.bevraging is not None:
        vraag = wie.bevraging
        return Bevraging(
            geslachtsnaam=vraag.geslachtsnaam,
            geboortedatum=vraag.geboortedatum,
            voorvoegsel=vraag.voorvoegsel,
            voornamen=vraag.voornamen,
            geslacht=vraag.geslacht,
            postcode=vraag.postcode,
            huisnummer=vraag.huisnummer,
        )
    return zonder_bsn(wie.zonderBsn)


def zonder_bsn(zonder: Any) -> ZonderBsn:
    """Who has no BSN, by what is known of him (R-026)."""
    return ZonderBsn(zonder.geslachtsnaam, zonder.geboortedatum, zonder.geslacht, zonder.voorvoegsel)


# Answers


def gemeld(antwoord: Gemeld, verzoek: Any, aanroep: Aanroep) -> Any:
    """MeldJeugdigeResponse."""
    return types.MeldJeugdigeAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), **_gedaan(antwoord))


def gemeld_per_stuk(antwoord: tuple[Gemeld | Weigering, ...], verzoek: Any, aanroep: Aanroep) -> Any:
    """MeldJeugdigenResponse; an element at fault is named from the root of the request."""
    resultaten = [
        types.ResultaatPerMelding(
            partnerMeldingId=item.partnerMeldingId,
            melding=types.GedaneMelding(**_gedaan(uitkomst)) if isinstance(uitkomst, Gemeld) else None,
            fout=None if isinstance(uitkomst, Gemeld) else _fout(uitkomst, f"melding[{nummer}]/", aanroep),
        )
        for nummer, (item, uitkomst) in enumerate(zip(verzoek.melding, antwoord, strict=True), start=1)
    ]
    return types.MeldJeugdigenAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), resultaat=resultaten)


def gewijzigd(antwoord: date, verzoek: Any, aanroep: Aanroep) -> Any:
    """WijzigContactgegevensResponse."""
    return types.WijzigContactgegevensAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), gewijzigdOp=antwoord)


def verwijderd(antwoord: Verwijderd, verzoek: Any, aanroep: Aanroep) -> Any:
    """VerwijderMeldingResponse."""
    return types.VerwijderMeldingAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        meldingId=antwoord.melding_id,
        verwijderdOp=antwoord.verwijderd_op,
        gearchiveerdTot=antwoord.gearchiveerd_tot,
    )


def gekoppeld(antwoord: Gekoppeld, verzoek: Any, aanroep: Aanroep) -> Any:
    """KoppelBsnResponse."""
    return types.KoppelBsnAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep), meldingId=antwoord.melding_id, matchAanwezig=antwoord.match_aanwezig
    )


def eigen_meldingen(antwoord: EigenMeldingen, verzoek: Any, aanroep: Aanroep) -> Any:
    """RaadpleegEigenMeldingenResponse."""
    return types.RaadpleegEigenMeldingenAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        melding=[_eigen_melding(melding, antwoord.dag) for melding in antwoord.meldingen],
        volgendeCursor=antwoord.volgende_cursor,
    )


def verbinding(antwoord: Verbinding, verzoek: Any, aanroep: Aanroep) -> Any:
    """ControleerVerbindingResponse."""
    return types.ControleerVerbindingAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep), versie=VERSIE, tijd=lokaal(antwoord.tijd), oin=antwoord.oin
    )


def opgehaald(antwoord: Opgehaald, verzoek: Any, aanroep: Aanroep) -> Any:
    """HaalSignalenOpResponse."""
    return types.HaalSignalenOpAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        signaal=[_signaal(signaal) for signaal in antwoord.signalen],
        nogBeschikbaar=antwoord.nog_beschikbaar,
    )


def bevestigd(antwoord: tuple[tuple[str, Bevestiging], ...], verzoek: Any, aanroep: Aanroep) -> Any:
    """BevestigSignalenResponse."""
    return types.BevestigSignalenAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        resultaat=[types.ResultaatPerSignaal(signaalId=signaal_id, uitkomst=uitkomst.value) for signaal_id, uitkomst in antwoord],
    )


def historie(antwoord: tuple[Contact, ...], verzoek: Any, aanroep: Aanroep) -> Any:
    """HaalHistorieOpResponse."""
    return types.HaalHistorieOpAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), contact=[contact(wie) for wie in antwoord])


def stuurgegevens(verzoek: Any, aanroep: Aanroep) -> Any:
    """What opens every answer (koppelvlak.md 2)."""
    return types.StuurgegevensAntwoord(
        berichtId=aanroep.bericht_id,
        tijdstip=lokaal(aanroep.context.klok.nu()),
        kenmerk=verzoek.stuurgegevens.kenmerk,
        versie=VERSIE,
    )


def lokaal(moment: datetime) -> datetime:
    """With the offset of Dutch civil time, so that the day can be read off (B6)."""
    return moment.astimezone(AMSTERDAM)


def _gedaan(antwoord: Gemeld) -> dict[str, object]:
    """The fields that one melding and each of many have in common."""
    return {
        "meldingId": antwoord.melding_id,
        "meldmoment": lokaal(antwoord.meldmoment),
        "verwijderdatum": antwoord.verwijderdatum,
        "reedsGemeld": antwoord.reeds_gemeld,
        "matchAanwezig": antwoord.match_aanwezig,
        "historieBeschikbaar": antwoord.historie_beschikbaar,
    }


def _fout(weigering: Weigering, waar: str, aanroep: Aanroep) -> Any:
    """A refusal of one item; its incident is that of the whole request."""
    return types.FoutType(
        code=weigering.code,
        omschrijving=weigering.omschrijving,
        omschrijvingEn=weigering.omschrijving_en,
        element=None if weigering.element is None else waar + weigering.element,
        incidentId=aanroep.bericht_id,
        herhaalbaar=weigering.herhaalbaar,
    )


def _eigen_melding(melding: Melding, dag: date) -> Any:
    """ACTIEF or BEPERKT on ``dag`` (keuzes.md 29, R-138)."""
    return types.EigenMelding(
        meldingId=melding.id,
        partnerMeldingId=melding.partner_melding_id,
        meldmoment=lokaal(melding.meldmoment),
        verwijderdatum=melding.verwijderdatum,
        status=toestand(melding, dag).value,
    )


def _signaal(signaal: Signaal) -> Any:
    return types.Signaal(
        signaalId=signaal.id,
        volgnummer=signaal.volgnummer,
        soort=signaal.soort.value,
        tijdstip=None if signaal.tijdstip is None else lokaal(signaal.tijdstip),
        eigenMeldingId=signaal.eigen_melding_id,
        betreftAndereJeugdige=signaal.betreft_andere_jeugdige,
        matchsleutel=signaal.matchsleutel,
        betreftSignaalId=signaal.betreft_signaal_id,
        contact=[contact(wie) for wie in signaal.contacten],
    )


def contact(wie: Contact) -> Any:
    """Another reporter, and the coordinator of his instantie (R-091)."""
    coordinator = wie.coordinator
    return types.Contact(
        instantie=wie.instantie,
        locatie=wie.locatie,
        naam=wie.naam,
        functie=wie.functie,
        telefoon=wie.telefoon,
        emailadres=wie.emailadres,
        coordinator=None
        if coordinator is None
        else types.Coordinator(
            naam=coordinator.naam, functie=coordinator.functie, telefoon=coordinator.telefoon, emailadres=coordinator.emailadres
        ),
    )
