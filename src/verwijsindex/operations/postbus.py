"""Whose mailbox a caller may open (R-094, R-096; keuzes.md 8, 9, 10)."""

from datetime import date
from typing import Final

from verwijsindex.domain.instantie import Aanroeper, Rol
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.verweesd import mag_postbus_openen
from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort
from verwijsindex.domain.weigeringen import RolGeeftDitRechtNiet

ROLLEN: Final = frozenset({Rol.MELDER, Rol.COORDINATOR, Rol.REGIEVOERDER})
"""Who has or manages a mailbox (koppelvlak.md 3)."""


def postbus_van(aanroeper: Aanroeper, ontvanger_id: str | None, transactie: Transactie, dag: date) -> Ontvanger:
    """A reporter has his own, a regievoerder that of his gemeente, a coordinator that of the reporter he names.

    Raises RolGeeftDitRechtNiet (VIR-123): a coordinator, or who stands in for one (R-005), must name a reporter of his own instantie;
    nobody else may name one.
    """
    if (ontvanger_id is None) is (aanroeper.rol is Rol.COORDINATOR):
        raise RolGeeftDitRechtNiet("ontvangerId")
    gebruiker = aanroeper.gebruiker
    if ontvanger_id is not None:
        _mag_openen(aanroeper, ontvanger_id, transactie, dag)
        return Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, ontvanger_id)
    if aanroeper.rol is Rol.REGIEVOERDER:
        if gebruiker.gemeentecode is None:
            raise RolGeeftDitRechtNiet("stuurgegevens/rol")
        return Ontvanger(OntvangerSoort.GEMEENTE, gebruiker.gemeentecode)
    return Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, gebruiker.id)


def _mag_openen(aanroeper: Aanroeper, ontvanger_id: str, transactie: Transactie, dag: date) -> None:
    """R-005, R-096: a mailbox of the own instantie."""
    if aanroeper.instantie_id is None:
        raise RolGeeftDitRechtNiet("ontvangerId")
    aanwijzing = transactie.organisaties.aanwijzing_van(ontvanger_id, aanroeper.instantie_id)
    heeft_coordinator = aanroeper.gebruiker.terugval and transactie.organisaties.heeft_coordinator(aanroeper.instantie_id, dag)
    mag_postbus_openen(aanroeper, aanwijzing, heeft_coordinator=heeft_coordinator, dag=dag)
