"""Servers that handle requests of a jeugdige as the law does not let them (Jeugdwet 7.1.5; AVG 12, 15-21)."""

from datetime import date, timedelta
from typing import Any

from verwijsindex.domain.regels import beslistermijn, eigen, inzage, rechten
from verwijsindex.domain.regels.termijnen import is_actief
from verwijsindex.domain.tijd import plus_maanden
from verwijsindex.domain.weigeringen import MeldingOnbekend
from verwijsindex.operations import beslis_verzoek

from ..mutant import Mutant, altijd, niets, overal

_bewaard = eigen.eigen_bewaarde_melding


def _alleen_actief(melding: Any, wie: str, dag: date) -> Any:
    """Nobody advises on what is in the archive."""
    if melding is None or not is_actief(melding, dag):
        raise MeldingOnbekend("meldingId")
    return _bewaard(melding, wie, dag)


def _ook_andermans(melding: Any, wie: str, dag: date) -> Any:
    return _bewaard(melding, wie if melding is None else melding.meldingsbevoegde, dag)


def _tot_in_het_weekend(dag: date, wet: Any) -> date:
    """Two months, and then until a Saturday."""
    later = plus_maanden(dag, 2)
    return later + timedelta(days=(5 - later.weekday()) % 7)


def _elk_verzoek(verzoek: Any, melding: Any) -> Any:
    return verzoek or rechten.mag_adviseren(verzoek, melding)


MUTANTEN = (
    Mutant("twee-maanden-tijd", "R-136", overal(beslistermijn, "uiterste_dag", _tot_in_het_weekend)),
    Mutant("verlengt-een-maand", "R-136", overal(beslistermijn, "verlengde_dag", lambda dag, wet: plus_maanden(dag, 2))),
    Mutant("inzage-zwijgt-over-ontvangers", "R-134", overal(inzage, "is_verteld", altijd(False))),
    Mutant("toegewezen-en-toch-bewaard", "R-137", ((beslis_verzoek, "vernietig_op_besluit", altijd([])),)),
    Mutant("beperking-blijft", "R-138", ((beslis_verzoek, "hef_op", altijd([])),)),
    Mutant("geen-advies-uit-het-archief", "R-135", overal(eigen, "eigen_bewaarde_melding", _alleen_actief)),
    Mutant("advies-over-andermans-melding", "VIR-130", overal(eigen, "eigen_bewaarde_melding", _ook_andermans)),
    Mutant("advies-na-het-besluit", "VIR-172", overal(rechten, "mag_adviseren", _elk_verzoek)),
    Mutant("altijd-beslissen", "R-138", overal(rechten, "mag_beslissen", niets)),
    Mutant("altijd-inzien", "R-134", overal(rechten, "mag_inzien", niets)),
    Mutant("verzoek-van-morgen", "R-136", overal(rechten, "is_ontvangen", niets)),
    Mutant("besluit-van-morgen", "DK0004", overal(rechten, "is_besluitdag", niets)),
    Mutant("elke-functionaris", "VIR-120", overal(rechten, "is_functionaris", niets)),
    Mutant("elk-verzoek-is-van-elk-college", "VIR-171", overal(rechten, "eigen_verzoek", lambda verzoek, _: verzoek)),
    Mutant(
        "besluit-over-andere-meldingen",
        "R-137",
        overal(rechten, "gekozen_meldingen", lambda v, b, gekozen, alle: frozenset(gekozen or alle)),
    ),
)
