"""BeslisVerzoek: the college decides, and the index carries it out at once (Jeugdwet 7.1.5.2; AVG 12, 16-21; R-131, R-135..R-138)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.avg import nog_bewaard
from verwijsindex.domain.regels.beslistermijn import verlengde_dag
from verwijsindex.domain.regels.rechten import (
    TE_VERNIETIGEN,
    Gevolg,
    eigen_verzoek,
    gekozen_meldingen,
    gevolg,
    is_besluitdag,
    mag_beslissen,
    zonder_advies_van,
)
from verwijsindex.domain.verzoek import Beslissing, Besluit, Rechtenverzoek, VerzoekSoort
from verwijsindex.operations.beperken import beperk, hef_op
from verwijsindex.operations.college import college, houd_verzoek, kent_functionaris, logpseudoniem
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.uitvoering import Uitvoering
from verwijsindex.operations.vernietigen import vernietig_op_besluit

OPERATIE = "BeslisVerzoek"


@dataclass(frozen=True, slots=True)
class BeslisVerzoek:
    """The request; ``melding_ids`` empty is every melding that the request is about."""

    afzender: Afzender
    partner_verzoek_id: str
    verzoek_id: str
    beslissing: Beslissing
    zonder_advies: bool = False
    melding_ids: tuple[str, ...] = ()

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key (R-158)."""
        b = self.beslissing
        wat = (self.verzoek_id, b.besluit, b.kenmerk, b.dag.isoformat(), b.functionaris, str(self.zonder_advies), *self.melding_ids)
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, OPERATIE, *wat)


@dataclass(frozen=True, slots=True)
class Beslist:
    """The answer: the last day for a decision, and what became of every melding that the request is about."""

    uiterste_dag: date
    gevolgen: tuple[tuple[str, Gevolg], ...]


def beslis_verzoek(verzoek: BeslisVerzoek, context: Context) -> Beslist:
    """Record the decision and carry it out: destroy without archive (R-137), block or lift (R-138), or take longer (R-136).

    Raises VIR-171 for a request that is not to this college, DK0004 for a day or choice that cannot be, VIR-120 for the officer, VIR-130
    for a melding that it is not about, VIR-172 for a decision that cannot be taken (R-135), VIR-140 for a known partnerVerzoekId with
    other content (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: BeslisVerzoek, lopend: Verzoek, context: Context) -> Beslist:
    with context.opslag.schrijven() as transactie:
        _, gemeentecode = college(lopend, transactie)
        over = houd_verzoek(transactie, verzoek.verzoek_id)  # before the key is read: who repeats while we work waits for our answer
        gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
        if gebonden is not None:
            return _uit_tekst(eerste_antwoord(gebonden, "partnerVerzoekId"))
        beslist = _beslis(verzoek, eigen_verzoek(over, gemeentecode), transactie, lopend, context)
        transactie.sleutels.bind(verzoek.sleutel, lopend.moment, _naar_tekst(beslist), None)
        transactie.leg_vast()
        return beslist


def _beslis(verzoek: BeslisVerzoek, over: Rechtenverzoek, transactie: Transactie, lopend: Verzoek, context: Context) -> Beslist:
    beslissing = verzoek.beslissing
    is_besluitdag(beslissing.dag, lopend.dag, over.ontvangen_op)
    kent_functionaris(transactie, beslissing.functionaris, over.gemeentecode, beslissing.dag)
    voor = {melding.id: melding for melding in nog_bewaard(transactie.onderhoud.meldingen(over.melding_ids), lopend.dag)}
    gekozen = gekozen_meldingen(over, beslissing.besluit, verzoek.melding_ids, voor)
    mag_beslissen(over, beslissing.besluit, lopend.dag, voor, zonder_advies=verzoek.zonder_advies)
    regels = [_regel(over, beslissing.besluit, voor, transactie, lopend)]
    regels += _voer_uit(over, beslissing.besluit, gekozen, transactie, Uitvoering(over.id, lopend.regel, lopend.moment, context))
    gevolgen = _gevolgen(over, beslissing.besluit, voor, gekozen, transactie)
    verlengd, wet = beslissing.besluit is Besluit.VERLENGD, context.beleid.op(over.ontvangen_op)
    uiterste = verlengde_dag(over.ontvangen_op, wet) if verlengd else over.uiterste_dag
    if beslissing.besluit is not Besluit.OPGEHEVEN or not transactie.rechten.blokkeert(over.id):
        transactie.rechten.noteer_besluit(over.id, beslissing, uiterste)
    transactie.logboek.noteer(regels)
    return Beslist(uiterste, gevolgen)


def _regel(over: Rechtenverzoek, besluit: Besluit, bewaard: Collection[str], transactie: Transactie, lopend: Verzoek) -> Logregel:
    """R-140: the decision; and that it goes without the advice that the law asks, where it does (R-135)."""
    verlengd = besluit is Besluit.VERLENGD
    zonder = besluit in (Besluit.TOEGEWEZEN, Besluit.AFGEWEZEN) and bool(zonder_advies_van(over, bewaard))
    return lopend.regel(
        Gebeurtenis.VERZOEK_VERLENGD if verlengd else Gebeurtenis.VERZOEK_BESLIST,
        persoon=logpseudoniem(transactie, over),
        ids=(over.id,),
        uitkomst=f"{besluit.value} ZONDER_ADVIES" if zonder else besluit.value,
    )


def _voer_uit(
    over: Rechtenverzoek, besluit: Besluit, gekozen: frozenset[str], transactie: Transactie, uitvoering: Uitvoering
) -> Sequence[Logregel]:
    """R-137, R-138: what it changes; a block on account of this request ends with its decision, of what is destroyed by that."""
    match besluit:
        case Besluit.VERLENGD:
            return ()
        case Besluit.OPGEHEVEN:
            return hef_op(transactie, sorted(gekozen), uitvoering)
        case Besluit.AFGEWEZEN:
            return hef_op(transactie, over.melding_ids, uitvoering)
        case Besluit.TOEGEWEZEN:
            if over.soort is VerzoekSoort.BEPERKING:
                return beperk(transactie, sorted(gekozen), uitvoering)
            weg = vernietig_op_besluit(transactie, sorted(gekozen), TE_VERNIETIGEN[over.soort], uitvoering)
            return [*weg, *hef_op(transactie, sorted(set(over.melding_ids) - gekozen), uitvoering)]


def _gevolgen(
    over: Rechtenverzoek, besluit: Besluit, voor: Mapping[str, Melding], gekozen: frozenset[str], transactie: Transactie
) -> tuple[tuple[str, Gevolg], ...]:
    na = {melding.id: melding for melding in transactie.onderhoud.meldingen(voor)}
    beperkt = gekozen if over.soort is VerzoekSoort.BEPERKING and besluit is Besluit.TOEGEWEZEN else frozenset()
    volgorde = [melding_id for melding_id in over.melding_ids if melding_id in voor]
    return tuple((wat, gevolg(voor[wat], na.get(wat), beperkt=wat in beperkt)) for wat in volgorde)


def _naar_tekst(beslist: Beslist) -> str:
    return json.dumps([beslist.uiterste_dag.isoformat(), beslist.gevolgen])


def _uit_tekst(tekst: str) -> Beslist:
    uiterste, gevolgen = json.loads(tekst)
    return Beslist(date.fromisoformat(uiterste), tuple((melding_id, Gevolg(wat)) for melding_id, wat in gevolgen))
