"""Servers that withdraw as the law does not (Jeugdwet 7.1.4.5)."""

from datetime import date
from typing import Any

from verwijsindex.domain.regels import matchen, termijnen, verwijderen
from verwijsindex.domain.tijd import plus_jaren
from verwijsindex.domain.weigeringen import BesluitKanNiet, MeldingAlVerwijderd, MeldingOnbekend
from verwijsindex.operations import beslis_verzoek, haal_historie_op, melden, registreer_verzoek, verwijder_melding

from ..mutant import Mutant, altijd, overal

_mag, _eigen = verwijder_melding.mag_verwijderen, matchen.eigen_lopende


def _van_een_ander(melding: Any, wie: str, dag: date) -> Any:
    return _mag(melding, wie if melding is None else melding.meldingsbevoegde, dag)


def _zegt_dat_zij_er_is(melding: Any, wie: str, dag: date) -> Any:
    """Another answer for what never was than for what is of somebody else."""
    if melding is not None and melding.meldingsbevoegde != wie:
        raise MeldingAlVerwijderd("meldingId")
    return _mag(melding, wie, dag)


def _ook_uit_archief(melding: Any, wie: str, dag: date) -> Any:
    try:
        return _mag(melding, wie, dag)
    except MeldingAlVerwijderd:
        return melding


def _vergeet(melding: Any, wie: str, dag: date) -> Any:
    try:
        return _mag(melding, wie, dag)
    except MeldingOnbekend:
        if melding is None:
            raise MeldingAlVerwijderd("meldingId") from None
        raise


def _ook_gearchiveerd(meldingen: Any, wie: str, dag: date) -> Any:
    """Gives back an archived melding to who reports anew."""
    return _eigen(meldingen, wie, dag) or next((m for m in meldingen if m.meldingsbevoegde == wie), None)


def _inhoud_telt_niet(gebonden: Any, element: str) -> str:
    if gebonden.antwoord is None:
        raise MeldingOnbekend(element)
    return str(gebonden.antwoord)


def _al_gedaan(gebonden: Any, element: str) -> str:
    raise MeldingAlVerwijderd("meldingId")


def _al_beslist(gebonden: Any, element: str) -> str:
    raise BesluitKanNiet("verzoekId")


MUTANTEN = (
    Mutant("alles-naar-het-archief", "R-101", overal(verwijderen, "gaat_naar_archief", altijd(True))),
    Mutant("niets-naar-het-archief", "R-103", overal(verwijderen, "gaat_naar_archief", altijd(False))),
    Mutant("zes-jaar-archief", "R-103", overal(termijnen, "einde_archief", lambda dag, beleid: plus_jaren(dag, 6))),
    Mutant("herhaalde-intrekking-geweigerd", "R-158", ((verwijder_melding, "eerste_antwoord", _al_gedaan),)),
    Mutant("andere-inhoud-mag-bij-intrekken", "VIR-140", ((verwijder_melding, "eerste_antwoord", _inhoud_telt_niet),)),
    Mutant("andere-inhoud-mag-bij-historie", "VIR-140", ((haal_historie_op, "eerste_antwoord", _inhoud_telt_niet),)),
    Mutant("andere-inhoud-mag-bij-verzoek", "VIR-140", ((registreer_verzoek, "eerste_antwoord", _inhoud_telt_niet),)),
    Mutant("herhaald-besluit-geweigerd", "R-158", ((beslis_verzoek, "eerste_antwoord", _al_beslist),)),
    Mutant("andermans-melding-intrekken", "R-100", ((verwijder_melding, "mag_verwijderen", _van_een_ander),)),
    Mutant("zegt-dat-een-ander-meldde", "R-009", ((verwijder_melding, "mag_verwijderen", _zegt_dat_zij_er_is),)),
    Mutant("nog-eens-uit-het-archief", "VIR-131", ((verwijder_melding, "mag_verwijderen", _ook_uit_archief),)),
    Mutant("onthoudt-wat-vernietigd-is", "R-111", ((verwijder_melding, "mag_verwijderen", _vergeet),)),
    Mutant("archief-wordt-weer-actief", "R-110", ((melden, "eigen_lopende", _ook_gearchiveerd),)),
)
