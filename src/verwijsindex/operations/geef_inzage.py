"""GeefInzage: a jeugdige sees what is kept of him under one college (AVG 15; Jeugdwet 7.1.2.3(1)(i); R-131, R-134)."""

from dataclasses import dataclass

from verwijsindex.domain.inzage import Inzage
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.rechten import eigen_verzoek, mag_inzien
from verwijsindex.domain.verzoek import Beslissing, Besluit, Rechtenverzoek
from verwijsindex.operations.college import college, houd_verzoek, logpseudoniem, meldingen_onder
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.inzage_verzamelen import verzamel_inzage
from verwijsindex.operations.toegang import Verzoek, behandel

OPERATIE = "GeefInzage"


@dataclass(frozen=True, slots=True)
class GeefInzage:
    """The request."""

    afzender: Afzender
    partner_verzoek_id: str
    verzoek_id: str

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key (R-158)."""
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, OPERATIE, self.verzoek_id)


def geef_inzage(verzoek: GeefInzage, context: Context) -> Inzage:
    """Everything of the jeugdige under this college, as it is now; the request is granted by it, by whoever asks (R-135).

    With the same key the same again within 7 days, as it is then: contact data are not kept with a key. Raises VIR-171 for a request that
    is not to this college, VIR-172 for one that is not about inzage or is decided, VIR-140 (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: GeefInzage, lopend: Verzoek, context: Context) -> Inzage:
    with context.opslag.schrijven() as transactie:
        aanroeper, gemeentecode = college(lopend, transactie)
        gehouden = houd_verzoek(transactie, verzoek.verzoek_id)  # of two at once, the second finds it decided
        gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
        if gebonden is not None:
            eerste_antwoord(gebonden, "partnerVerzoekId")
        over = eigen_verzoek(gehouden, gemeentecode)
        if gebonden is None:
            mag_inzien(over)
            toegewezen = Beslissing(Besluit.TOEGEWEZEN, over.kenmerk, lopend.dag, aanroeper.gebruiker.id)
            transactie.rechten.noteer_besluit(over.id, toegewezen, over.uiterste_dag)
            transactie.sleutels.bind(verzoek.sleutel, lopend.moment, "[]", None)
        inzage = _verzamel(transactie, over, lopend)
        _noteer(transactie, over, inzage, lopend, uitkomst="OK" if gebonden is None else "HERHAALD")
        transactie.leg_vast()
        return inzage


def _verzamel(transactie: Transactie, over: Rechtenverzoek, lopend: Verzoek) -> Inzage:
    """R-131, R-134: of what is kept about him today, also what was reported since he asked."""
    van_hem = () if over.jeugdige_id is None else transactie.meldingen.van_jeugdigen([over.jeugdige_id])
    onder = meldingen_onder(transactie, over.gemeentecode, van_hem, lopend.dag)
    return verzamel_inzage(transactie, over, [melding.id for melding in onder], lopend.moment)


def _noteer(transactie: Transactie, over: Rechtenverzoek, inzage: Inzage, lopend: Verzoek, *, uitkomst: str) -> None:
    ids = (over.id, *(melding.melding_id for melding in inzage.meldingen))
    regel = lopend.regel(Gebeurtenis.INZAGE_GEGEVEN, persoon=logpseudoniem(transactie, over), ids=ids, uitkomst=uitkomst)
    transactie.logboek.noteer([regel])
