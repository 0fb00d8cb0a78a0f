"""RegistreerVerzoek: a request or objection came in at a college (Jeugdwet 7.1.5; AVG 15-21; R-131, R-132, R-135, R-136, R-138)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.nummers import Bsn, Persoonsnummer
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.beslistermijn import uiterste_dag
from verwijsindex.domain.regels.rechten import in_register, is_ontvangen, kan_blokkeren, mag_verzoeken
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.regels.zonder_bsn import drietal, onbekend_bij_register
from verwijsindex.domain.signaal import Contact
from verwijsindex.domain.verzoek import Advies, Rechtenverzoek, Verzoeker, VerzoekSoort
from verwijsindex.operations.beperken import beperk
from verwijsindex.operations.college import Betrokkene, college, meldingen_onder, nummer_van
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.uitvoering import Uitvoering

OPERATIE = "RegistreerVerzoek"


@dataclass(frozen=True, slots=True)
class RegistreerVerzoek:
    """The request."""

    afzender: Afzender
    partner_verzoek_id: str
    soort: VerzoekSoort
    betrokkene: Betrokkene
    verzoeker: Verzoeker
    kenmerk: str
    ontvangen_op: date
    blokkeren: bool = False

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key; everything that the college asks is part of it (R-158)."""
        wat = (self.soort, self.verzoeker, self.kenmerk, self.ontvangen_op.isoformat(), str(self.blokkeren), *self.betrokkene.inhoud)
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, OPERATIE, *wat)


@dataclass(frozen=True, slots=True)
class BetrokkenMelding:
    """A melding that the request is about, and whom the college asks for advice (R-135)."""

    melding_id: str
    toestand: Toestand
    contact: Contact


@dataclass(frozen=True, slots=True)
class Geregistreerd:
    """The answer."""

    verzoek_id: str
    uiterste_dag: date
    betrokken: tuple[BetrokkenMelding, ...]


@dataclass(frozen=True, slots=True)
class _Zaak:
    """To which college it is, and whom it is about as far as the register tells."""

    gemeentecode: str
    nummer: Persoonsnummer
    gegevens: RegisterPersoon


def registreer_verzoek(verzoek: RegistreerVerzoek, context: Context) -> Geregistreerd:
    """Keep the request, with every melding under this college that it is about, and block those if it asks so (R-138).

    Raises DK0004 for a day that has yet to come or a block that the law does not know, VIR-140 for a known partnerVerzoekId with other
    content, VIR-101, VIR-190, VIR-102, VIR-112, VIR-111, and VIR-170 when somebody else must ask at this age (R-132).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        is_ontvangen(verzoek.ontvangen_op, lopend.dag)
        if verzoek.blokkeren:
            kan_blokkeren(verzoek.soort)
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: RegistreerVerzoek, lopend: Verzoek, context: Context) -> Geregistreerd:
    with context.opslag.lezen() as transactie:
        _, gemeentecode = college(lopend, transactie)
        eerder = _eerder(verzoek, transactie, lopend)
    if eerder is not None:
        return eerder
    zaak = _Zaak(gemeentecode, *_vraag_register(verzoek, context))
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(zaak.nummer, zaak.gegevens.ouders, adres=zaak.gegevens.woonadres)
        geregistreerd = _eerder(verzoek, transactie, lopend) or _bewaar(verzoek, zaak, transactie, lopend, context)
        transactie.leg_vast()
        return geregistreerd


def _eerder(verzoek: RegistreerVerzoek, transactie: Transactie, lopend: Verzoek) -> Geregistreerd | None:
    """R-158, keuzes.md 1: the first answer again, with how its meldingen and reporters are today; None for a new key."""
    gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
    if gebonden is None:
        return None
    verzoek_id, uiterste, melding_ids = json.loads(eerste_antwoord(gebonden, "partnerVerzoekId"))
    return Geregistreerd(verzoek_id, date.fromisoformat(uiterste), _betrokken(transactie, melding_ids, lopend.dag))


def _vraag_register(verzoek: RegistreerVerzoek, context: Context) -> tuple[Persoonsnummer, RegisterPersoon]:
    """R-132: his age on the day of receipt decides who may ask; of who has no BSN by the birth date that is part of who he is."""
    nummer = nummer_van(verzoek.betrokkene, context, "jeugdige")
    match verzoek.betrokkene, nummer:
        case ZonderBsn() as zonder, _:
            element, gegevens = "jeugdige/zonderBsn/geboortedatum", onbekend_bij_register(drietal(zonder))
        case _, Bsn() as bsn:
            element, gegevens = "jeugdige/bsn", in_register(context.register.zoek_op_bsn(bsn), "jeugdige/bsn")
    wet = context.beleid.op(verzoek.ontvangen_op)
    mag_verzoeken(verzoek.verzoeker, gegevens.geboortedatum, verzoek.ontvangen_op, wet, element)
    return nummer, gegevens


def _bewaar(verzoek: RegistreerVerzoek, zaak: _Zaak, transactie: Transactie, lopend: Verzoek, context: Context) -> Geregistreerd:
    """R-131: under a lock on the jeugdige and his family, so that nothing is reported or destroyed meanwhile."""
    jeugdige = transactie.jeugdigen.zoek(zaak.nummer)
    van_hem = () if jeugdige is None else transactie.meldingen.van_jeugdigen([jeugdige.id])
    ids = [melding.id for melding in meldingen_onder(transactie, zaak.gemeentecode, van_hem, lopend.dag)]
    nieuw = Rechtenverzoek(
        id=context.nieuwe_id(),
        soort=verzoek.soort,
        gemeentecode=zaak.gemeentecode,
        jeugdige_id=None if jeugdige is None else jeugdige.id,
        verzoeker=verzoek.verzoeker,
        kenmerk=verzoek.kenmerk,
        ontvangen_op=verzoek.ontvangen_op,
        uiterste_dag=uiterste_dag(verzoek.ontvangen_op, context.beleid.op(verzoek.ontvangen_op)),
        geregistreerd_op=lopend.moment,
        adviezen=tuple(Advies(melding_id) for melding_id in ids),
    )
    transactie.rechten.voeg_toe(nieuw)
    persoon = None if jeugdige is None else jeugdige.logpseudoniem
    regels = [lopend.regel(Gebeurtenis.VERZOEK_GEREGISTREERD, persoon=persoon, ids=(nieuw.id, *ids), uitkomst=nieuw.soort.value)]
    if verzoek.blokkeren:
        regels += beperk(transactie, ids, Uitvoering(nieuw.id, lopend.regel, lopend.moment, context))
    transactie.logboek.noteer(regels)
    transactie.sleutels.bind(verzoek.sleutel, lopend.moment, json.dumps([nieuw.id, nieuw.uiterste_dag.isoformat(), ids]), None)
    return Geregistreerd(nieuw.id, nieuw.uiterste_dag, _betrokken(transactie, ids, lopend.dag))


def _betrokken(transactie: Transactie, melding_ids: Iterable[str], dag: date) -> tuple[BetrokkenMelding, ...]:
    """R-135: how to reach each reporter today; what is destroyed since is left out."""
    alle = [
        BetrokkenMelding(c.melding.id, toestand(c.melding, dag), c.contact) for c in transactie.historie.contacten(list(melding_ids), dag)
    ]
    return tuple(een for een in alle if een.toestand is not Toestand.VERNIETIGD)
