"""What supervision needs of the store beyond the log of one person, as a Protocol (R-143)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Toezichtgegevens(Protocol):
    """Counts over a period, ``vanaf`` inclusive and ``tot`` exclusive; nothing of a jeugdige."""

    def gebeurtenissen(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """How often each event was logged, by name."""

    def geweigerd(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """How often requests were refused, by code."""

    def vlug_ingetrokken(self, vanaf: datetime, tot: datetime) -> Mapping[str, int]:
        """Per reporter how often he withdrew within 24 hours, as not justified, what others had been told (keuzes.md 22)."""

    def meldingen(self, vanaf: datetime, tot: datetime) -> int:
        """How many meldingen of this period are kept still, those of the archive included."""
