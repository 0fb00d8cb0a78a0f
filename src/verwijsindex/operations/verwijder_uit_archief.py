"""VerwijderUitArchief: a college decides that something leaves the archive (Jeugdwet 7.1.4.6(3); R-112, R-131)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_rechten import Archiefbesluit
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.avg import uit_archief
from verwijsindex.domain.regels.rechten import is_besluitdag
from verwijsindex.domain.weigeringen import MeldingOnbekend
from verwijsindex.operations.college import Betrokkene, college, kent_functionaris, meldingen_onder, nummer_van
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.uitvoering import Uitvoering
from verwijsindex.operations.vernietigen import verwijder_uit_archief as vernietig_uit_archief

OPERATIE = "VerwijderUitArchief"


@dataclass(frozen=True, slots=True)
class VanMelding:
    """One entry of the archive."""

    melding_id: str

    @property
    def inhoud(self) -> tuple[str, ...]:
        """What identifies it, for the business key (keuzes.md 1)."""
        return ("melding", self.melding_id)


@dataclass(frozen=True, slots=True)
class VerwijderUitArchief:
    """The request; of a jeugdige all of his entries under this college."""

    afzender: Afzender
    partner_verzoek_id: str
    wat: VanMelding | Betrokkene
    kenmerk: str
    dag: date
    functionaris: str

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key (R-158)."""
        inhoud = (self.kenmerk, self.dag.isoformat(), self.functionaris, *self.wat.inhoud)
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, OPERATIE, *inhoud)


def verwijder_uit_archief(verzoek: VerwijderUitArchief, context: Context) -> tuple[str, ...]:
    """Destroy what the college names of what is in the archive under it; gives the ids, none when there is nothing.

    Raises DK0004 for a day that has yet to come, VIR-120 for the officer, VIR-101, VIR-130 for a melding that is not in the archive under
    this college, VIR-140 for a known partnerVerzoekId with other content (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        is_besluitdag(verzoek.dag, lopend.dag)
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: VerwijderUitArchief, lopend: Verzoek, context: Context) -> tuple[str, ...]:
    with context.opslag.schrijven() as transactie:
        _, gemeentecode = college(lopend, transactie)
        meldingen = _vergrendel(verzoek.wat, transactie, context)
        gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
        if gebonden is not None:
            return tuple(json.loads(eerste_antwoord(gebonden, "partnerVerzoekId")))
        kent_functionaris(transactie, verzoek.functionaris, gemeentecode, verzoek.dag)
        archief = uit_archief(meldingen_onder(transactie, gemeentecode, meldingen, lopend.dag), lopend.dag)
        if isinstance(verzoek.wat, VanMelding) and not archief:
            raise MeldingOnbekend("archief/meldingId")
        ids = tuple(melding.id for melding in archief)
        besluit = Archiefbesluit(context.nieuwe_id(), gemeentecode, verzoek.kenmerk, verzoek.dag, verzoek.functionaris, lopend.moment)
        transactie.rechten.noteer_archiefbesluit(besluit)
        regels = vernietig_uit_archief(transactie, ids, Uitvoering(besluit.id, lopend.regel, lopend.moment, context))
        niets = lopend.regel(Gebeurtenis.ARCHIEF_VERWIJDERD, ids=(besluit.id,), uitkomst="NIETS")
        transactie.logboek.noteer(regels or [niets])
        transactie.sleutels.bind(verzoek.sleutel, lopend.moment, json.dumps(ids), None)
        transactie.leg_vast()
        return ids


def _vergrendel(wat: VanMelding | Betrokkene, transactie: Transactie, context: Context) -> Sequence[Melding]:
    """The meldingen that it may be about, while nobody else changes anything of them."""
    if isinstance(wat, VanMelding):
        transactie.vergrendel_melding(wat.melding_id)
        melding = transactie.meldingen.haal(wat.melding_id)
        return () if melding is None else (melding,)
    nummer = nummer_van(wat, context, "archief")
    transactie.vergrendel(nummer, ())
    jeugdige = transactie.jeugdigen.zoek(nummer)
    return () if jeugdige is None else transactie.meldingen.van_jeugdigen([jeugdige.id])
