"""GeefAdvies: a reporter advises the college on a request about his melding (Jeugdwet 7.1.5.2; R-135)."""

from dataclasses import dataclass
from datetime import datetime

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.eigen import eigen_bewaarde_melding
from verwijsindex.domain.regels.rechten import mag_adviseren
from verwijsindex.domain.verzoek import Advies, AdviesSoort
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel

OPERATIE = "GeefAdvies"


@dataclass(frozen=True, slots=True)
class GeefAdvies:
    """The request."""

    afzender: Afzender
    partner_verzoek_id: str
    verzoek_id: str
    melding_id: str
    advies: AdviesSoort

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key (R-158)."""
        wat = (OPERATIE, self.verzoek_id, self.melding_id, self.advies)
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, *wat)


def geef_advies(verzoek: GeefAdvies, context: Context) -> datetime:
    """Record what the reporter advises, instead of what he advised before; gives the moment.

    Raises VIR-130 for a melding that is not his or no longer exists, VIR-171 for a request that is not about it, VIR-172 after the
    decision, VIR-140 for a known partnerVerzoekId with other content (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: GeefAdvies, lopend: Verzoek, context: Context) -> datetime:
    with context.opslag.schrijven() as transactie:
        aanroeper, _ = lopend.aanroeper(transactie, {Rol.MELDER})
        transactie.vergrendel_melding(verzoek.melding_id)  # so that the decision waits for the advice, or the advice finds the decision
        gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
        if gebonden is not None:
            return datetime.fromisoformat(eerste_antwoord(gebonden, "partnerVerzoekId"))
        _noteer(verzoek, aanroeper.gebruiker.id, transactie, lopend)
        transactie.sleutels.bind(verzoek.sleutel, lopend.moment, lopend.moment.isoformat(), None)
        transactie.leg_vast()
        return lopend.moment


def _noteer(verzoek: GeefAdvies, melder: str, transactie: Transactie, lopend: Verzoek) -> None:
    melding = eigen_bewaarde_melding(transactie.meldingen.haal(verzoek.melding_id), melder, lopend.dag)
    over = mag_adviseren(transactie.rechten.haal(verzoek.verzoek_id), melding)
    transactie.rechten.noteer_advies(over.id, Advies(melding.id, verzoek.advies, lopend.moment))
    persoon = transactie.jeugdigen.haal(melding.jeugdige_id).logpseudoniem
    ids = (over.id, melding.id)
    transactie.logboek.noteer([lopend.regel(Gebeurtenis.ADVIES_GEGEVEN, persoon=persoon, ids=ids, uitkomst=verzoek.advies.value)])
