"""Servers that mistake the day on which somebody may report, or what becomes of what he did (R-003, R-004, R-005)."""

from datetime import date, timedelta
from typing import Any

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.regels import bevoegdheid
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.weigeringen import RolGeeftDitRechtNiet
from verwijsindex.operations import postbus
from verwijsindex.operations.toegang import Verzoek

from ..mutant import Mutant, altijd, overal

_omvat, _mag_openen, _aanroeper = Geldigheid.omvat, postbus.mag_postbus_openen, Verzoek.aanroeper


def _tot_en_met(zelf: Geldigheid, dag: date) -> bool:
    return _omvat(zelf, dag) or dag == zelf.tot


def _een_dag_eerder(zelf: Geldigheid, dag: date) -> bool:
    return _omvat(zelf, dag) or zelf.vanaf - timedelta(days=1) == dag


def _alleen_met_convenant(zelf: Any, transactie: Any, rollen: Any, **anders: Any) -> Any:
    """Asks a convenant of a reporter for whatever he does."""
    aanroeper, dossier = _aanroeper(zelf, transactie, rollen, **anders)
    if aanroeper.rol is Rol.MELDER:
        bevoegdheid.mag_melden(aanroeper, dossier, zelf.dag, zelf.wet.categorieen)
    return aanroeper, dossier


def _dicht_na_de_aanwijzing(aanroeper: Any, aanwijzing: Any, *, heeft_coordinator: bool, dag: date) -> None:
    _mag_openen(aanroeper, aanwijzing, heeft_coordinator=heeft_coordinator, dag=dag)
    if not aanwijzing.omvat(dag):
        raise RolGeeftDitRechtNiet("ontvangerId")


MUTANTEN = (
    Mutant("tot-en-met-de-laatste-dag", "R-004", ((Geldigheid, "omvat", _tot_en_met),)),
    Mutant("vanaf-de-dag-ervoor", "R-004", ((Geldigheid, "omvat", _een_dag_eerder),)),
    Mutant("zonder-convenant-niets-meer", "R-005", ((Verzoek, "aanroeper", _alleen_met_convenant),)),
    Mutant("postbus-dicht-na-de-aanwijzing", "R-005", ((postbus, "mag_postbus_openen", _dicht_na_de_aanwijzing),)),
    Mutant("beperkte-taak-zonder-grens", "R-003", overal(bevoegdheid, "kent_beperking", altijd(True))),
)
