"""KoppelBsn: a jeugdige who was reported without BSN has one now (Jeugdwet 7.1.4.2(1)(4); R-030; keuzes.md 14; B18)."""

import json
from dataclasses import dataclass

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn, Persoonsnummer, Visn
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.afbouw import neemt_nieuwe
from verwijsindex.domain.regels.bevoegdheid import is_bsn_gerechtigd, mag_koppelen, mag_melden
from verwijsindex.domain.regels.eigen import eigen_actieve_melding
from verwijsindex.domain.regels.identificatie import lees_bsn, uit_register, uiterlijk
from verwijsindex.domain.regels.matchen import heeft_match
from verwijsindex.domain.regels.samenvoegen import te_verhangen
from verwijsindex.domain.regels.termijnen import nog_te_melden
from verwijsindex.domain.regels.zonder_bsn import drietal, is_de_enige, is_dezelfde
from verwijsindex.domain.weigeringen import NietGevonden
from verwijsindex.operations.bijwerken import omgeving_op
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.identificeren import Gevonden
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.verhangen import verhang

OPERATIE = "KoppelBsn"


@dataclass(frozen=True, slots=True)
class KoppelBsn:
    """The request; the number as sent, not yet tested."""

    afzender: Afzender
    partner_verzoek_id: str
    melding_id: str
    bsn: str

    def __repr__(self) -> str:
        return "KoppelBsn(...)"


@dataclass(frozen=True, slots=True)
class Gekoppeld:
    """The answer."""

    melding_id: str
    match_aanwezig: bool


@dataclass(frozen=True, slots=True)
class _Gezien:
    """The melding as it was before the register was asked, under what it is kept, and whom the register says that is."""

    nummer: Persoonsnummer
    wie: Gevonden
    van_iedereen: bool
    """Whether all meldingen under that number go with it."""


def koppel_bsn(verzoek: KoppelBsn, context: Context) -> Gekoppeld:
    """Give a melding of the caller's own its BSN, with whatever else is about the same person; dates stay, new matches are told.

    Raises VIR-130 or VIR-131, VIR-105 for who may not use the BSN, VIR-101, VIR-190, and by what the register says VIR-102,
    VIR-103 when it is somebody else, VIR-112, VIR-111, VIR-110; VIR-140 for a known partnerVerzoekId with other content (R-158).
    """
    afzender = verzoek.afzender
    sleutel = sleutel_van(afzender, SleutelSoort.VERZOEK, verzoek.partner_verzoek_id, OPERATIE, verzoek.melding_id, verzoek.bsn)
    with behandel(afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, sleutel, context))


def _poging(verzoek: KoppelBsn, lopend: Verzoek, sleutel: ZakelijkeSleutel, context: Context) -> Gekoppeld:
    """Once more when somebody else gave the melding a number while the register was asked."""
    while True:
        with context.opslag.lezen() as transactie:
            melder = _mag_koppelen(transactie, lopend)
            gebonden = transactie.sleutels.zoek(sleutel, lopend.moment)
            if gebonden is not None:
                return _uit_tekst(eerste_antwoord(gebonden, "partnerVerzoekId"))
            melding = eigen_actieve_melding(transactie.meldingen.haal(verzoek.melding_id), melder.gebruiker_id, lopend.dag)
            mag_koppelen(bsn_gerechtigd=melder.bsn_gerechtigd)
            nummer = transactie.jeugdigen.nummer(melding.jeugdige_id)
        gezien = _vraag_register(nummer, lees_bsn(verzoek.bsn, productie=context.productie, element="bsn"), lopend, context)
        gekoppeld = _bewaar(verzoek, lopend, sleutel, gezien, context)
        if gekoppeld is not None:
            return gekoppeld


@dataclass(frozen=True, slots=True)
class _Melder:
    gebruiker_id: str
    bsn_gerechtigd: bool


def _mag_koppelen(transactie: Transactie, lopend: Verzoek) -> _Melder:
    """keuzes.md 8: a reporter with a convenant in force. Raises VIR-160 (R-190), VIR-122, VIR-120, VIR-123, VIR-121."""
    neemt_nieuwe(lopend.beleid, lopend.dag)
    aanroeper, dossier = lopend.aanroeper(transactie, {Rol.MELDER}, brengt_in=True)
    convenanten = mag_melden(aanroeper, dossier, lopend.dag, lopend.wet.categorieen)
    return _Melder(aanroeper.gebruiker.id, is_bsn_gerechtigd(aanroeper, convenanten, lopend.wet.categorieen))


def _vraag_register(nummer: Persoonsnummer, bsn: Bsn, lopend: Verzoek, context: Context) -> _Gezien:
    """keuzes.md 14: who bears the BSN, whether he is the one who was reported, and whether nobody else can have been meant."""
    persoon = uit_register(context.register.zoek_op_bsn(bsn), "bsn")
    van_iedereen = _is_hem(nummer, bsn, context)  # before his age and death (keuzes.md 2)
    tot = nog_te_melden(uiterlijk(persoon, lopend.dag, lopend.wet.leeftijd_grens, "bsn"), lopend.dag, lopend.beleid, "bsn")
    return _Gezien(nummer, Gevonden(bsn, persoon, tot), van_iedereen)


def _is_hem(nummer: Persoonsnummer, bsn: Bsn, context: Context) -> bool:
    """A melding that has a BSN already can only be given the same. Raises NietGevonden (VIR-103)."""
    if not isinstance(nummer, Visn):
        if nummer != bsn:
            raise NietGevonden("bsn")
        return False
    gegevens = context.register.als_zonder_bsn(bsn)
    is_dezelfde(nummer, [context.opslag.visn(drietal(wie)) for wie in gegevens])
    treffers = context.register.zoek_op_naam(gegevens[0].geslachtsnaam, gegevens[0].geboortedatum)
    return is_de_enige(treffers, drietal(gegevens[0]))


def _bewaar(verzoek: KoppelBsn, lopend: Verzoek, sleutel: ZakelijkeSleutel, gezien: _Gezien, context: Context) -> Gekoppeld | None:
    """R-082: under a lock on both persons and the family; None when the melding is no longer kept under the number that was seen."""
    persoon = gezien.wie.persoon
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(gezien.wie.nummer, persoon.ouders, gezien.nummer, adres=persoon.woonadres)
        gebonden = transactie.sleutels.zoek(sleutel, lopend.moment)
        if gebonden is not None:
            return _uit_tekst(eerste_antwoord(gebonden, "partnerVerzoekId"))
        melding = eigen_actieve_melding(transactie.meldingen.haal(verzoek.melding_id), verzoek.afzender.stuur.gebruiker_id, lopend.dag)
        if transactie.jeugdigen.nummer(melding.jeugdige_id) != gezien.nummer:
            return None
        if gezien.nummer != gezien.wie.nummer:
            _verhang(transactie, melding, gezien, lopend, context)
        gekoppeld = Gekoppeld(melding.id, _matcht(transactie, melding.id, lopend, context))
        transactie.sleutels.bind(sleutel, lopend.moment, _naar_tekst(gekoppeld), None)
        transactie.leg_vast()
        return gekoppeld


def _verhang(transactie: Transactie, melding: Melding, gezien: _Gezien, lopend: Verzoek, context: Context) -> None:
    meldingen = transactie.meldingen.van_jeugdigen([melding.jeugdige_id])
    weg = te_verhangen(meldingen, melding.meldingsbevoegde, van_iedereen=gezien.van_iedereen)
    gedaan = verhang(transactie, transactie.jeugdigen.haal(melding.jeugdige_id), weg, gezien.wie, moment=lopend.moment, context=context)
    transactie.logboek.noteer(gedaan.regels(lopend.regel, Gebeurtenis.BSN_GEKOPPELD))


def _matcht(transactie: Transactie, melding_id: str, lopend: Verzoek, context: Context) -> bool:
    melding = transactie.meldingen.haal(melding_id)
    if melding is None:
        return False
    jeugdige = transactie.jeugdigen.haal(melding.jeugdige_id)
    kring = transactie.jeugdigen.kring(jeugdige, lopend.dag, adresmatch=lopend.wet.adresmatch)
    meldingen = transactie.meldingen.van_jeugdigen([wie.id for wie in kring])
    return heeft_match(melding, omgeving_op(transactie, kring, meldingen, lopend.dag, context))


def _naar_tekst(gekoppeld: Gekoppeld) -> str:
    return json.dumps([gekoppeld.melding_id, gekoppeld.match_aanwezig])


def _uit_tekst(tekst: str) -> Gekoppeld:
    melding_id, match = json.loads(tekst)
    return Gekoppeld(melding_id, match)
