"""From the wire to the requests of RechtenService_v1, and back. Doors translate and nothing else (stijl.md 5)."""

from datetime import datetime
from typing import Any, Final

from verwijsindex.contract.namespaces import RECHTEN
from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.inzage import Ingezien, IngezienMelding, Inzage, Professional, Verstrekt
from verwijsindex.domain.verzoek import AdviesSoort, Beslissing, Besluit, Verzoeker, VerzoekSoort
from verwijsindex.operations.beslis_verzoek import Beslist, BeslisVerzoek
from verwijsindex.operations.college import Betrokkene
from verwijsindex.operations.geef_advies import GeefAdvies
from verwijsindex.operations.geef_inzage import GeefInzage
from verwijsindex.operations.registreer_verzoek import BetrokkenMelding, Geregistreerd, RegistreerVerzoek
from verwijsindex.operations.verwijder_uit_archief import VanMelding, VerwijderUitArchief
from verwijsindex.soap import types
from verwijsindex.soap.aanroep import Aanroep
from verwijsindex.soap.codec import schrijver
from verwijsindex.soap.translate import VERSIE, afzender, contact, lokaal, stuurgegevens, zonder_bsn

HISTORIE: Final = "HISTORIE"
"""The word of the contract for what was told of the archive, which is no signaal."""


# Requests


def registreer_verzoek(verzoek: Any, aanroep: Aanroep) -> RegistreerVerzoek:
    """RegistreerVerzoek; without blokkeren nothing is blocked."""
    return RegistreerVerzoek(
        afzender(verzoek, aanroep),
        verzoek.partnerVerzoekId,
        VerzoekSoort(verzoek.soort),
        _betrokkene(verzoek.jeugdige),
        Verzoeker(verzoek.verzoeker),
        verzoek.kenmerk,
        verzoek.ontvangenOp,
        blokkeren=bool(verzoek.blokkeren),
    )


def geef_advies(verzoek: Any, aanroep: Aanroep) -> GeefAdvies:
    """GeefAdvies."""
    advies = AdviesSoort(verzoek.advies)
    return GeefAdvies(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.verzoekId, verzoek.meldingId, advies)


def beslis_verzoek(verzoek: Any, aanroep: Aanroep) -> BeslisVerzoek:
    """BeslisVerzoek; without zonderAdvies the advice must be there."""
    return BeslisVerzoek(
        afzender(verzoek, aanroep),
        verzoek.partnerVerzoekId,
        verzoek.verzoekId,
        Beslissing(Besluit(verzoek.besluit), verzoek.kenmerk, verzoek.datum, verzoek.functionarisId),
        zonder_advies=bool(verzoek.zonderAdvies),
        melding_ids=tuple(verzoek.meldingId),
    )


def geef_inzage(verzoek: Any, aanroep: Aanroep) -> GeefInzage:
    """GeefInzage."""
    return GeefInzage(afzender(verzoek, aanroep), verzoek.partnerVerzoekId, verzoek.verzoekId)


def verwijder_uit_archief(verzoek: Any, aanroep: Aanroep) -> VerwijderUitArchief:
    """VerwijderUitArchief."""
    wat = verzoek.archief
    return VerwijderUitArchief(
        afzender(verzoek, aanroep),
        verzoek.partnerVerzoekId,
        _betrokkene(wat) if wat.meldingId is None else VanMelding(wat.meldingId),
        verzoek.kenmerk,
        verzoek.datum,
        verzoek.functionarisId,
    )


def _betrokkene(wie: Any) -> Betrokkene:
    """The schema saw to it that exactly one of the two is there."""
    return zonder_bsn(wie.zonderBsn) if wie.bsn is None else OpBsn(wie.bsn)


# Answers


def geregistreerd(antwoord: Geregistreerd, verzoek: Any, aanroep: Aanroep) -> Any:
    """RegistreerVerzoekResponse."""
    return types.RegistreerVerzoekAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        verzoekId=antwoord.verzoek_id,
        uitersteDag=antwoord.uiterste_dag,
        betrokken=[_betrokken(een) for een in antwoord.betrokken],
    )


def geadviseerd(antwoord: datetime, verzoek: Any, aanroep: Aanroep) -> Any:
    """GeefAdviesResponse."""
    return types.GeefAdviesAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), gegevenOp=lokaal(antwoord))


def beslist(antwoord: Beslist, verzoek: Any, aanroep: Aanroep) -> Any:
    """BeslisVerzoekResponse."""
    return types.BeslisVerzoekAntwoord(
        stuurgegevens=stuurgegevens(verzoek, aanroep),
        uitersteDag=antwoord.uiterste_dag,
        resultaat=[types.GevolgPerMelding(meldingId=melding_id, gevolg=gevolg.value) for melding_id, gevolg in antwoord.gevolgen],
    )


def inzage(antwoord: Inzage, verzoek: Any, aanroep: Aanroep) -> Any:
    """GeefInzageResponse."""
    return _inzage(antwoord, stuurgegevens(verzoek, aanroep))


def inzage_als_bestand(antwoord: Inzage, bericht_id: str) -> bytes:
    """The answer of GeefInzage as a document of its own: what a letter says, for a computer."""
    kop = types.StuurgegevensAntwoord(berichtId=bericht_id, tijdstip=lokaal(antwoord.op), versie=VERSIE)
    return schrijver(types.GeefInzageAntwoord, f"{{{RECHTEN}}}GeefInzageResponse")(_inzage(antwoord, kop))


def _inzage(antwoord: Inzage, kop: Any) -> Any:
    return types.GeefInzageAntwoord(
        stuurgegevens=kop,
        verzoekId=antwoord.verzoek_id,
        kenmerk=antwoord.kenmerk,
        op=lokaal(antwoord.op),
        melding=[_melding(melding) for melding in antwoord.meldingen],
        ingezien=[_ingezien(een) for een in antwoord.ingezien],
    )


def uit_archief(antwoord: tuple[str, ...], verzoek: Any, aanroep: Aanroep) -> Any:
    """VerwijderUitArchiefResponse."""
    return types.VerwijderUitArchiefAntwoord(stuurgegevens=stuurgegevens(verzoek, aanroep), meldingId=list(antwoord))


def _betrokken(een: BetrokkenMelding) -> Any:
    return types.BetrokkenMelding(meldingId=een.melding_id, status=een.toestand.value, contact=contact(een.contact))


def _melding(melding: IngezienMelding) -> Any:
    return types.IngezienMelding(
        meldingId=melding.melding_id,
        status=melding.toestand.value,
        melder=_professional(melding.melder),
        coordinator=_of_niets(melding.coordinator),
        meldmoment=lokaal(melding.meldmoment),
        verwijderdatum=melding.verwijderdatum,
        gearchiveerdTot=melding.archief_tot,
        verstrekt=[_verstrekt(een) for een in melding.verstrekt],
    )


def _verstrekt(een: Verstrekt) -> Any:
    return types.VerstrekteMelding(
        aan=_of_niets(een.aan),
        soort=HISTORIE if een.soort is None else een.soort.value,
        op=_tijdstip(een.op),
        opgehaaldOp=_tijdstip(een.opgehaald_op),
    )


def _ingezien(een: Ingezien) -> Any:
    return types.Ingezien(op=lokaal(een.op), rol=een.rol, gebeurtenis=een.gebeurtenis, wie=_of_niets(een.wie), zaak=een.zaak)


def _of_niets(wie: Professional | None) -> Any:
    return None if wie is None else _professional(wie)


def _professional(wie: Professional) -> Any:
    return types.Professional(
        instantie=wie.instantie,
        gemeentecode=wie.gemeentecode,
        locatie=wie.contact.locatie,
        naam=wie.contact.naam,
        functie=wie.contact.functie,
        telefoon=wie.contact.telefoon,
        emailadres=wie.contact.emailadres,
    )


def _tijdstip(moment: datetime | None) -> datetime | None:
    return None if moment is None else lokaal(moment)
