"""WijzigContactgegevens: how a reporter is reached from now on (Jeugdwet 7.1.3.3(1); R-053, R-054, R-096)."""

from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.instantie import Contactgegevens, Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.bevoegdheid import mag_contact_wijzigen
from verwijsindex.domain.weigeringen import ElementOnjuist
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel

OPERATIE = "WijzigContactgegevens"
ROLLEN = frozenset({Rol.MELDER, Rol.COORDINATOR})


@dataclass(frozen=True, slots=True)
class WijzigContactgegevens:
    """The request."""

    afzender: Afzender
    partner_verzoek_id: str
    meldingsbevoegde_id: str
    contact: Contactgegevens

    @property
    def sleutel(self) -> ZakelijkeSleutel:
        """Its business key; the new data are part of what it asks (R-158)."""
        wat = self.contact
        velden = (wat.naam, wat.functie, wat.locatie, wat.telefoon, wat.emailadres)
        inhoud = (OPERATIE, self.meldingsbevoegde_id, *(veld or "" for veld in velden))
        return sleutel_van(self.afzender, SleutelSoort.VERZOEK, self.partner_verzoek_id, *inhoud)


def wijzig_contactgegevens(verzoek: WijzigContactgegevens, context: Context) -> date:
    """Replace the contact data of the caller himself, or by the coordinator those of a colleague; gives the day.

    Raises DK0004 without telefoon and emailadres (R-053), VIR-123 for anybody else's data (keuzes.md 9), VIR-140 (R-158).
    """
    if not verzoek.contact.bereikbaar:
        raise ElementOnjuist("contactgegevens")
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, context))


def _poging(verzoek: WijzigContactgegevens, lopend: Verzoek, context: Context) -> date:
    with context.opslag.schrijven() as transactie:
        _mag_wijzigen(verzoek, lopend, transactie)
        gebonden = transactie.sleutels.zoek(verzoek.sleutel, lopend.moment)
        if gebonden is not None:
            return date.fromisoformat(eerste_antwoord(gebonden, "partnerVerzoekId"))
        transactie.organisaties.wijzig_contact(verzoek.meldingsbevoegde_id, verzoek.contact)
        transactie.sleutels.bind(verzoek.sleutel, lopend.moment, lopend.dag.isoformat(), None)
        transactie.logboek.noteer([lopend.regel(Gebeurtenis.CONTACTGEGEVENS_GEWIJZIGD, ids=(verzoek.meldingsbevoegde_id,))])
        transactie.leg_vast()
        return lopend.dag


def _mag_wijzigen(verzoek: WijzigContactgegevens, lopend: Verzoek, transactie: Transactie) -> None:
    aanroeper, _ = lopend.aanroeper(transactie, ROLLEN)
    wie, instantie_id = verzoek.meldingsbevoegde_id, aanroeper.instantie_id
    collega = instantie_id is not None and transactie.organisaties.meldingsbevoegde_van(wie, instantie_id)
    mag_contact_wijzigen(aanroeper, wie, is_collega=collega)
