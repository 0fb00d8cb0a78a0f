"""Jeugdwet 7.1.4.6(2): what the archive tells, once, to who reports anew (R-104..R-108; keuzes.md 28)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.historie import Aanbod
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.termijnen import is_actief, toestand
from verwijsindex.domain.signaal import BewaardContact
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import HistorieNietBeschikbaar


def te_bieden(over_hem: Iterable[Melding], meldingsbevoegde: str, dag: date) -> tuple[Melding, ...]:
    """Jeugdwet 7.1.4.6(2), R-104, R-108: the archived meldingen of others that are offered to who reports this jeugdige on ``dag``."""
    return tuple(m for m in over_hem if m.meldingsbevoegde != meldingsbevoegde and spreekt(m, dag))


def in_archief(melding: Melding, dag: date) -> bool:
    """Jeugdwet 7.1.4.6(1), R-043, R-103: whether it is in the archive on ``dag``: past its end or at 23 it is not."""
    return toestand(melding, dag) is Toestand.GEARCHIVEERD


def spreekt(melding: Melding, dag: date) -> bool:
    """Jeugdwet 7.1.4.6(2), AVG 18, R-138: whether the archive may tell of it on ``dag``: what is blocked is kept, and says nothing."""
    return in_archief(melding, dag) and melding.beperkt_door is None


def _nog_over_hem(archief: Melding, melding: Melding, dag: date) -> bool:
    """R-030, R-034, R-105, R-138: the archive may tell of it, and it is still about the jeugdige of the new melding.

    A number may have told the two apart since, and a college may have blocked it.
    """
    return archief.jeugdige_id == melding.jeugdige_id and spreekt(archief, dag)


def open_aanbod(melding: Melding, aanbod: Iterable[Aanbod], dag: date) -> tuple[Melding, ...]:
    """R-104, R-105: what of the offer that belongs to ``melding`` can be fetched on ``dag``.

    Nothing after it was used, after 30 days (by the law of the day on which it was made), or when the melding is no longer ACTIEF;
    never what left the archive, is blocked, or turned out to be about another jeugdige.
    """
    gemeld, eenmaal_ooit = vandaag(melding.meldmoment), melding.beleid.op(dag).historie_eenmaal_ooit
    laatste_dag_voorbij = dag >= gemeld + timedelta(days=melding.beleid.op(gemeld).historie_dagen)
    if laatste_dag_voorbij or not is_actief(melding, dag):
        return ()
    return tuple(
        deel.archief
        for deel in aanbod
        if not deel.opgehaald and not (eenmaal_ooit and deel.ooit_opgehaald) and _nog_over_hem(deel.archief, melding, dag)
    )


def oudste_aanbod(dag: date, beleid: Beleid) -> date:
    """R-105: of what was offered before this day nothing can be fetched on ``dag`` or later, whichever law it was offered under."""
    return dag - timedelta(days=max(versie.historie_dagen for versie in beleid.versies) - 1)


def naar_archief_door_termijn(melding: Melding, dag: date) -> bool:
    """Jeugdwet 7.1.4.5(2)(a), 7.1.4.6(1), R-101, R-102: whether it went to the archive by its term alone, on ``dag`` or before."""
    einde = melding.verwijderdatum
    return melding.verwijderd_op is None and einde <= dag and in_archief(melding, einde)


def mag_historie_ophalen(melding: Melding, aanbod: Iterable[Aanbod], dag: date) -> tuple[Melding, ...]:
    """Jeugdwet 7.1.4.6(2), R-104, R-105: the archived meldingen that are handed out now.

    Raises HistorieNietBeschikbaar (VIR-132) when nothing was offered, or all of it is used, lapsed or gone.
    """
    gevonden = open_aanbod(melding, aanbod, dag)
    if not gevonden:
        raise HistorieNietBeschikbaar("meldingId")
    return gevonden


def mag_antwoord_herhalen(eerst: datetime, moment: datetime, uren: int) -> None:
    """R-158, keuzes.md 1: within ``uren`` (24) the first answer again; later the offer is simply used.

    In UTC, because Python counts wall-clock time between moments of one time zone. Raises HistorieNietBeschikbaar (VIR-132).
    """
    if moment.astimezone(UTC) - eerst.astimezone(UTC) >= timedelta(hours=uren):
        raise HistorieNietBeschikbaar("meldingId")


def te_tonen(melding: Melding | None, contacten: Iterable[BewaardContact], dag: date) -> tuple[BewaardContact, ...]:
    """R-045, R-105: of what was handed out, what may be shown on ``dag``; nothing when the new melding is no longer ACTIEF."""
    if melding is None or not is_actief(melding, dag):
        return ()
    return tuple(contact for contact in contacten if _nog_over_hem(contact.melding, melding, dag))
