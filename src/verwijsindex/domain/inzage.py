"""What a jeugdige is shown of himself (AVG 15; Jeugdwet 7.1.2.3(1)(i), 7.1.4.6(3); R-134)."""

from dataclasses import dataclass
from datetime import date, datetime

from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.signaal import Ontvanger, SignaalSoort


@dataclass(frozen=True, slots=True)
class Professional:
    """A reporter or recipient as his index entry names him today; ``instantie`` is None for an independent functionaris or a gemeente.

    The mailbox of a gemeente is nobody's own: there ``contact`` names the role only (keuzes.md 10).
    """

    contact: Contactgegevens
    instantie: str | None
    gemeentecode: str | None = None
    """Of who acts for a gemeente."""


@dataclass(frozen=True, slots=True)
class Verstrekt:
    """Somebody was told of a melding: by a signaal, or as historie (``soort`` None).

    Of GEZIN only that it happened, once however often: who and when would tell of brother or sister (AVG 15(4); R-092).
    """

    soort: SignaalSoort | None
    aan: Professional | None = None
    """None too when the index no longer knows who that was."""
    op: datetime | None = None
    """When it was ready for him."""
    opgehaald_op: datetime | None = None
    """When he first fetched it; None is not yet."""


@dataclass(frozen=True, slots=True)
class Ingezien:
    """Somebody looked at what is kept about the jeugdige: a college, a toezichthouder, an officer."""

    op: datetime
    rol: str
    gebeurtenis: str
    """A word of ``logboek.Gebeurtenis``."""
    wie: Professional | None = None
    """None when the index no longer knows who that was."""
    zaak: str | None = None
    """Reference of the case, where the law asks one (R-143)."""


@dataclass(frozen=True, slots=True)
class IngezienMelding:
    """One melding under the college, ACTIEF, BEPERKT or in the archive."""

    melding_id: str
    toestand: Toestand
    melder: Professional
    coordinator: Professional | None
    meldmoment: datetime
    verwijderdatum: date
    archief_tot: date | None
    """Last day plus one of the archive; None while it is not in it."""
    verstrekt: tuple[Verstrekt, ...]


@dataclass(frozen=True, slots=True)
class Inzage:
    """Everything of one jeugdige under one college, and who looked (R-134)."""

    verzoek_id: str
    kenmerk: str
    gemeentecode: str
    op: datetime
    meldingen: tuple[IngezienMelding, ...]
    ingezien: tuple[Ingezien, ...]


@dataclass(frozen=True, slots=True)
class Aflevering:
    """A signaal in a mailbox, as far as inzage asks: for whom, since when, and when it was first fetched."""

    signaal_id: str
    ontvanger: Ontvanger
    soort: SignaalSoort
    tijdstip: datetime
    opgehaald_op: datetime | None
    eigen_tot: date | None
    """The first day on which the recipient's own melding is not ACTIEF; None to a gemeente, and when that melding is gone."""
