"""The register of persons, as Protocols: who somebody is, who changed, and whom it must tell us about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer
from verwijsindex.domain.nummers import Bsn


class Personenregister(Protocol):
    """The register of persons (R-022)."""

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        """Every entry that bears this number: none, one, or in error several. Raises RegisterOnbereikbaar (VIR-190)."""

    def zoek_op_naam(self, geslachtsnaam: str, geboortedatum: date) -> Sequence[Treffer]:
        """Every entry with this name, spelled alike by R-028, and exactly this birth date. Raises RegisterOnbereikbaar (VIR-190)."""

    def als_zonder_bsn(self, bsn: Bsn) -> Sequence[ZonderBsn]:
        """How those with this number would be reported without it, as far as name, whole birth date and sex are known (R-030).

        Raises RegisterOnbereikbaar (VIR-190).
        """


@dataclass(frozen=True, slots=True)
class Wijziging:
    """Somebody in the register changed; what changed is asked of the register itself (R-125)."""

    bsn: Bsn
    nieuw_bsn: Bsn | None = None
    """The number that replaced this one, when it was corrected (R-034)."""


class Registerwijzigingen(Protocol):
    """Changes of the register of persons, and whom it must tell us about (R-120..R-125)."""

    naam: str
    """Under which our position in its changes is kept."""

    def wijzigingen(self, stand: str | None, dag: date) -> tuple[Sequence[Wijziging], str]:
        """What changed after ``stand`` (None: nothing was read before) and the new position.

        May tell again what was told before (R-125). Raises RegisterOnbereikbaar (VIR-190).
        """

    def volg(self, bsn: Bsn) -> None:
        """From now on tell changes of this person; doing it twice is doing it once (R-120). Raises RegisterOnbereikbaar."""

    def volg_niet_meer(self, bsn: Bsn, dag: date) -> None:
        """The last melding and archive entry about him are gone (R-120). Raises RegisterOnbereikbaar."""
