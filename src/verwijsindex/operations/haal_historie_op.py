"""HaalHistorieOp: who reports anew fetches once who reported this jeugdige before (Jeugdwet 7.1.4.6(2); R-104..R-108)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis, Historieverstrekking
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.archiveren import mag_antwoord_herhalen, mag_historie_ophalen, te_tonen
from verwijsindex.domain.regels.eigen import eigen_actieve_melding
from verwijsindex.domain.signaal import BewaardContact, Contact
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel

OPERATIE = "HaalHistorieOp"


@dataclass(frozen=True, slots=True)
class HaalHistorieOp:
    """The request; ``melding_id`` is the new melding with which historie was offered."""

    afzender: Afzender
    partner_verzoek_id: str
    melding_id: str


def haal_historie_op(verzoek: HaalHistorieOp, context: Context) -> tuple[Contact, ...]:
    """Hand out the reporters of the archived meldingen, each appointment once and without dates, and use up the offer (R-104, R-107).

    For the reporter himself only: the law tells nobody else (R-106), so a coordinator is refused as every other role, VIR-123.
    Raises VIR-130 or VIR-131 for the melding (R-105), VIR-132 for the offer, VIR-140 for a known partnerVerzoekId with other content.
    """
    afzender = verzoek.afzender
    sleutel = sleutel_van(afzender, SleutelSoort.VERZOEK, verzoek.partner_verzoek_id, OPERATIE, verzoek.melding_id)
    with behandel(afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, sleutel, context))


def _poging(verzoek: HaalHistorieOp, lopend: Verzoek, sleutel: ZakelijkeSleutel, context: Context) -> tuple[Contact, ...]:
    with context.opslag.schrijven() as transactie:
        aanroeper, _ = lopend.aanroeper(transactie, {Rol.MELDER})
        transactie.vergrendel_melding(verzoek.melding_id)  # of two at once, the second finds the offer used
        gebonden = transactie.sleutels.zoek(sleutel, lopend.moment)
        melding = transactie.meldingen.haal(verzoek.melding_id)
        if gebonden is not None:
            getoond = _opnieuw(transactie, melding, eerste_antwoord(gebonden, "partnerVerzoekId"), lopend)
        else:
            eigen = eigen_actieve_melding(melding, aanroeper.gebruiker.id, lopend.dag)
            getoond = _eerste_keer(transactie, eigen, lopend)
            transactie.sleutels.bind(sleutel, lopend.moment, _naar_tekst(lopend.moment, getoond), None)
        _noteer(transactie, melding, verzoek.melding_id, getoond, lopend, uitkomst="OK" if gebonden is None else "HERHAALD")
        transactie.leg_vast()
    return tuple({c.meldingsbevoegde: c.contact for c in getoond}.values())


def _eerste_keer(transactie: Transactie, melding: Melding, lopend: Verzoek) -> Sequence[BewaardContact]:
    """R-104, R-105: what is left of the offer, which is used up by this."""
    archief = mag_historie_ophalen(melding, transactie.historie.aanbod(melding.id), lopend.dag)
    ids = [m.id for m in archief]
    transactie.historie.gebruik(melding.id, ids, lopend.moment)
    return transactie.historie.contacten(ids, lopend.dag)


def _opnieuw(transactie: Transactie, melding: Melding | None, antwoord: str, lopend: Verzoek) -> Sequence[BewaardContact]:
    """R-158, keuzes.md 1: within 24 hours the same again, with the contact data of now and without what may no longer be shown."""
    eerst, ids = _uit_tekst(antwoord)
    mag_antwoord_herhalen(eerst, lopend.moment, lopend.wet.historie_herhaling_uren)
    return te_tonen(melding, transactie.historie.contacten(ids, lopend.dag), lopend.dag)


def _noteer(
    transactie: Transactie, melding: Melding | None, melding_id: str, getoond: Sequence[BewaardContact], lopend: Verzoek, *, uitkomst: str
) -> None:
    """R-104, R-140: who fetched what, and the text that was handed out (keuzes.md 34)."""
    persoon = None if melding is None else transactie.jeugdigen.haal(melding.jeugdige_id).logpseudoniem
    ids = (melding_id, *(c.melding.id for c in getoond))
    regel = lopend.regel(Gebeurtenis.HISTORIE_OPGEHAALD, persoon=persoon, ids=ids, uitkomst=uitkomst)
    transactie.logboek.noteer([regel], [Historieverstrekking(melding_id, c.melding.id, _inhoud(c.contact)) for c in getoond])


def _inhoud(contact: Contact) -> str:
    """The contact as handed out, in one fixed form (keuzes.md 34)."""
    return json.dumps(asdict(contact), ensure_ascii=False, sort_keys=True)


def _naar_tekst(moment: datetime, getoond: Iterable[BewaardContact]) -> str:
    """Ids only: contact data are not kept with the key."""
    return json.dumps([moment.isoformat(), [c.melding.id for c in getoond]])


def _uit_tekst(tekst: str) -> tuple[datetime, list[str]]:
    eerst, ids = json.loads(tekst)
    return datetime.fromisoformat(eerst), ids
