"""AVG 16-19, Jeugdwet 7.1.4.6(3), 7.1.5: what a decision of the college is about (R-112, R-137, R-138)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.archiveren import in_archief
from verwijsindex.domain.regels.termijnen import toestand


class Grond(StrEnum):
    """R-101, R-137: why a college has meldingen destroyed; words of the logboek."""

    AVG_CORRECTIE = "AVG_CORRECTIE"
    """A request for rectification was granted (AVG 16): a melding holds nothing else that could be put right."""
    AVG_WISSING = "AVG_WISSING"
    """A request for erasure was granted (AVG 17)."""
    AVG_BEZWAAR = "AVG_BEZWAAR"
    """An objection was granted (AVG 21)."""


def nog_bewaard(meldingen: Iterable[Melding], dag: date) -> tuple[Melding, ...]:
    """R-043, R-045, R-137, R-138: those that can be blocked or destroyed on ``dag``: ACTIEF, blocked, or in the archive."""
    return tuple(m for m in meldingen if toestand(m, dag) is not Toestand.VERNIETIGD)


def uit_archief(meldingen: Iterable[Melding], dag: date) -> tuple[Melding, ...]:
    """Jeugdwet 7.1.4.6(3), R-112: those that a decision on the archive is about, of one entry or of a whole person."""
    return tuple(m for m in meldingen if in_archief(m, dag))
