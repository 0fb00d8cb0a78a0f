"""Business keys and their first answers, as a Protocol (R-158, keuzes.md 1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol


class SleutelSoort(StrEnum):
    """Kinds of business key; each kind has its own keys per OIN (keuzes.md 1)."""

    MELDING = "MELDING"
    VERZOEK = "VERZOEK"


class ZakelijkeSleutel(NamedTuple):
    """A business key that a request brings: who, which, and what it says (keuzes.md 1)."""

    oin: str
    soort: SleutelSoort
    sleutel: str
    inhoud: tuple[str, ...]
    """What identifies jeugdige or melding, gebruikerId and instantieId; stored as keyed digest only."""


@dataclass(frozen=True, slots=True)
class GebondenSleutel:
    """What is known of a business key that was used before."""

    gelijk: bool
    """Whether the content is the same."""
    antwoord: str | None
    """The first functional answer, as JSON of ids and dates; None for a tombstone (its melding was destroyed)."""


class ZakelijkeSleutels(Protocol):
    """Business keys and their first answers (keuzes.md 1)."""

    def zoek(self, sleutel: ZakelijkeSleutel, moment: datetime) -> GebondenSleutel | None:
        """What this key is bound to at ``moment``; None when free."""

    def bind(self, sleutel: ZakelijkeSleutel, moment: datetime, antwoord: str, melding_id: str | None) -> None:
        """Bind the key to its answer: as long as its melding lives, or 7 days when there is none.

        Raises SleutelBezet when someone bound it meanwhile.
        """


class SleutelBezet(Exception):
    """The business key was bound by a simultaneous request; read again."""
