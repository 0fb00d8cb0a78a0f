"""The three ways in which a reporter says whom he means (Jeugdwet 7.1.4.2; R-020, keuzes.md 11). None is ever shown by ``repr``."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OpBsn:
    """By number, as sent: nine digits, not yet tested."""

    bsn: str = field(repr=False)

    @property
    def inhoud(self) -> tuple[str, ...]:
        """What identifies the jeugdige, for the business key (keuzes.md 1)."""
        return ("bsn", self.bsn)


@dataclass(frozen=True, slots=True)
class Bevraging:
    """By a question to the register, for whoever may not know the number (R-024)."""

    geslachtsnaam: str = field(repr=False)
    geboortedatum: date = field(repr=False)
    voorvoegsel: str | None = field(default=None, repr=False)
    voornamen: str | None = field(default=None, repr=False)
    geslacht: str | None = field(default=None, repr=False)
    postcode: str | None = field(default=None, repr=False)
    huisnummer: int | None = field(default=None, repr=False)

    @property
    def inhoud(self) -> tuple[str, ...]:
        """What identifies the jeugdige, for the business key (keuzes.md 1)."""
        velden = (self.voorvoegsel, self.voornamen, self.geslacht, self.postcode, self.huisnummer)
        return ("bevraging", self.geslachtsnaam, self.geboortedatum.isoformat(), *("" if veld is None else str(veld) for veld in velden))


@dataclass(frozen=True, slots=True)
class ZonderBsn:
    """By name, birth date and sex, for a jeugdige who has no number (BJ 7.3.1; R-026)."""

    geslachtsnaam: str = field(repr=False)
    geboortedatum: date = field(repr=False)
    geslacht: str = field(repr=False)
    voorvoegsel: str | None = field(default=None, repr=False)

    @property
    def inhoud(self) -> tuple[str, ...]:
        """What identifies the jeugdige, for the business key (keuzes.md 1)."""
        return ("zonderBsn", self.geslachtsnaam, self.geboortedatum.isoformat(), self.geslacht, self.voorvoegsel or "")


Aanduiding = OpBsn | Bevraging | ZonderBsn
