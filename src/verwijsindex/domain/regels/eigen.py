"""Jeugdwet 7.1.4.5(1), 7.1.4.6(2): what concerns a melding is for its reporter, while it is ACTIEF (R-100, R-105)."""

from datetime import date

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.termijnen import toestand
from verwijsindex.domain.weigeringen import MeldingAlVerwijderd, MeldingOnbekend


def eigen_actieve_melding(melding: Melding | None, meldingsbevoegde: str, dag: date) -> Melding:
    """Jeugdwet 7.1.4.5(1), R-100: the melding, when it is this reporter's own and ACTIEF, blocked or not (R-138).

    Raises MeldingOnbekend (VIR-130) for unknown, destroyed or another's, MeldingAlVerwijderd (VIR-131) while archived (keuzes.md 29).
    """
    if melding is None or melding.meldingsbevoegde != meldingsbevoegde:
        raise MeldingOnbekend("meldingId")
    match toestand(melding, dag):
        case Toestand.VERNIETIGD:
            raise MeldingOnbekend("meldingId")
        case Toestand.GEARCHIVEERD:
            raise MeldingAlVerwijderd("meldingId")
        case Toestand.ACTIEF | Toestand.BEPERKT:
            return melding


def eigen_bewaarde_melding(melding: Melding | None, meldingsbevoegde: str, dag: date) -> Melding:
    """Jeugdwet 7.1.5.2, R-135: the melding on which its reporter advises; in the archive it is his as well. Raises VIR-130."""
    if melding is None or melding.meldingsbevoegde != meldingsbevoegde or toestand(melding, dag) is Toestand.VERNIETIGD:
        raise MeldingOnbekend("meldingId")
    return melding
