"""Jeugdwet 7.1.4.5(1), 7.1.4.6: who may remove a melding, and what becomes of it (R-100, R-101, R-103, R-109, R-110)."""

from datetime import UTC, date, datetime, timedelta

from verwijsindex.domain.melding import Melding, VerwijderReden
from verwijsindex.domain.regels.eigen import eigen_actieve_melding
from verwijsindex.domain.tijd import vandaag


def mag_verwijderen(melding: Melding | None, meldingsbevoegde: str, dag: date) -> Melding:
    """Jeugdwet 7.1.4.5(1), R-100: only the reporter himself, and only an ACTIEF melding.

    Raises MeldingOnbekend (VIR-130) for unknown, destroyed or another's, MeldingAlVerwijderd (VIR-131) while archived (keuzes.md 29).
    """
    return eigen_actieve_melding(melding, meldingsbevoegde, dag)


def gaat_naar_archief(reden: VerwijderReden) -> bool:
    """Jeugdwet 7.1.4.6(1), R-101: a melding that was not justified is destroyed, one whose risk is gone is archived."""
    return reden is VerwijderReden.RISICO_NIET_MEER_AANWEZIG


def is_vlug_ingetrokken(melding: Melding, reden: VerwijderReden, moment: datetime) -> bool:
    """keuzes.md 22: withdrawn as not justified within 24 hours, which the toezicht must be able to count (it may be made to look).

    In UTC, because Python counts wall-clock time between moments of one time zone, also when its clock is changed.
    """
    verlopen = moment.astimezone(UTC) - melding.meldmoment.astimezone(UTC)
    vlug = timedelta(hours=melding.beleid.op(vandaag(moment)).vlug_ingetrokken_uren)
    return reden is VerwijderReden.NIET_TERECHT and verlopen < vlug
