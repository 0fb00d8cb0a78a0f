"""Whether the clocks of this machine and of the target agree. On a laptop without a network one may be off, and a good target fail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

GRENS: Final = timedelta(seconds=30)
"""As much as a case lets a message come from the future (PROF-064)."""


def verschil(koppen: Mapping[str, str], nu: datetime) -> timedelta | None:
    """How far the clock of the target is ahead, by the Date of its answer; None when it does not tell."""
    try:
        moment = parsedate_to_datetime(koppen.get("date", ""))
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment - nu


def waarschuwing(hoeveel: timedelta | None) -> str | None:
    """What a tester must know before he believes a verdict; None when there is nothing to know."""
    if hoeveel is None or abs(hoeveel) <= GRENS:
        return None
    kant = "voor" if hoeveel > timedelta(0) else "achter"
    return (
        f"let op: de klok van het doel loopt {abs(hoeveel).total_seconds():.0f} seconden {kant} op die van deze machine. "
        "Gevallen kunnen daardoor zakken; zet eerst de klokken gelijk."
    )
