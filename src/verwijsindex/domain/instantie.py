"""Who may act: categories, instanties, users, convenants and mandates (Jeugdwet 7.1.1.2, 7.1.3.1; BJ 7.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from verwijsindex.domain.tijd import Geldigheid


class Domein(StrEnum):
    """The seven domains of Jeugdwet 7.1.1.2."""

    JEUGDHULP = "JEUGDHULP"
    JEUGDGEZONDHEIDSZORG = "JEUGDGEZONDHEIDSZORG"
    GEZONDHEIDSZORG = "GEZONDHEIDSZORG"
    ONDERWIJS = "ONDERWIJS"
    MAATSCHAPPELIJKE_ONDERSTEUNING = "MAATSCHAPPELIJKE_ONDERSTEUNING"
    WERK_EN_INKOMEN = "WERK_EN_INKOMEN"
    POLITIE_EN_JUSTITIE = "POLITIE_EN_JUSTITIE"


class Rol(StrEnum):
    """The right that a user uses; roles are disjoint (R-007)."""

    MELDER = "MELDER"
    COORDINATOR = "COORDINATOR"
    REGIEVOERDER = "REGIEVOERDER"
    COLLEGE = "COLLEGE"
    TOEZICHT = "TOEZICHT"


class MandaatSoort(StrEnum):
    """For whom a partner system acts (keuzes.md 7)."""

    INSTANTIE = "INSTANTIE"
    FUNCTIONARIS = "FUNCTIONARIS"
    GEMEENTE = "GEMEENTE"
    TOEZICHT = "TOEZICHT"
    """A toezichthouder of the law (Jeugdwet 9.2): of no instantie and no gemeente; nobody acts for him by mandate."""


@dataclass(frozen=True, slots=True)
class Categorie:
    """A designated category (BJ 7.1.1-7.1.7), whether it may use the BSN (domein.md 2.8), and when it is in force (R-002).

    A code never gets another meaning: what the statute words anew is a category with a code of its own.
    """

    code: str
    domein: Domein
    zelfstandig: bool
    bsn_gerechtigd: bool
    geldigheid: Geldigheid
    beperking: str | None = None
    """The only task in which it may report, where the statute limits that (R-003)."""
    omschrijving: str = ""
    artikel: str = ""
    """Where the statute designates it."""
    bsn_artikel: str = ""
    """On what it rests whether it may use the BSN."""


Categorieen = Mapping[str, Categorie]
"""Categories by code: the closed list of BJ 7.1.1-7.1.7 as the policy has it on a day; nothing else can report (R-002)."""


def is_aangewezen(code: str | None, dag: date, *, zelfstandig: bool, categorieen: Categorieen) -> bool:
    """BJ 7.1.1-7.1.7, R-002: whether this is a category in force on ``dag``, of independent functionarissen or else of instanties."""
    categorie = categorieen.get(code or "")
    return categorie is not None and categorie.zelfstandig is zelfstandig and categorie.geldigheid.omvat(dag)


@dataclass(frozen=True, slots=True)
class Contactgegevens:
    """How a professional is reached (domein.md 1.7); at least telefoon or emailadres for a reporter (R-053)."""

    naam: str
    functie: str | None = None
    locatie: str | None = None
    telefoon: str | None = None
    emailadres: str | None = None

    @property
    def bereikbaar(self) -> bool:
        """Whether there is a telefoon or an emailadres (R-053)."""
        return self.telefoon is not None or self.emailadres is not None


@dataclass(frozen=True, slots=True)
class Instantie:
    """An organisation of a designated category."""

    id: str
    naam: str
    categorie: str
    levensduur_maanden: int | None = None
    """Life span of its meldingen (R-060); None is the legal maximum."""
    mail_collegas: bool = True
    """Whether its reporters get an e-mail about each other; the signaal they always get (R-072)."""


@dataclass(frozen=True, slots=True)
class Aangewezene:
    """One appointment of one person (keuzes.md 7): of an instantie, independent, or of a gemeente; all that tells what he may do."""

    id: str
    soort: MandaatSoort
    rollen: frozenset[Rol]
    aanwijzing: Geldigheid
    instantie: Instantie | None = None
    categorie: str | None = None
    """Of an independent functionaris; that of an instantie stands there."""
    gemeentecode: str | None = None
    """Of a regievoerder or college."""
    beperking_bevestigd: bool = False
    """Whether he was told, at his appointment, the limitation of his category, and confirmed it (R-003)."""
    terugval: bool = False
    """Whether he reads, where his instantie has no coordinator, what colleagues left behind (R-005)."""

    @property
    def rechten(self) -> frozenset[Rol]:
        """The roles that he may use: his own; as fallback also COORDINATOR, for what was left behind only (R-005, R-007)."""
        return self.rollen | {Rol.COORDINATOR} if self.terugval else self.rollen

    @property
    def categoriecode(self) -> str | None:
        """The category under which this user may report, if any."""
        return self.instantie.categorie if self.instantie is not None else self.categorie


@dataclass(frozen=True, slots=True)
class Gebruiker(Aangewezene):
    """The same with how he is reached, which is read when somebody must know (R-054)."""

    contact: Contactgegevens = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Convenant:
    """Written agreements with a college (Jeugdwet 7.1.3.1(2)); may settle the use of the BSN (R-023)."""

    gemeentecode: str
    geldigheid: Geldigheid
    bsn_gerechtigd: bool | None = None
    """Overrides the category, with the ground recorded beside it."""
    bsn_grond: str | None = None
    beperking_vastgelegd: bool = False
    """Whether it records the limitation of the category (R-003)."""


@dataclass(frozen=True, slots=True)
class Mandaat:
    """Right of a partner system to act for an instantie, a functionaris or a gemeente (R-006)."""

    oin: str
    soort: MandaatSoort
    doel: str
    """instantieId, gebruikerId of the functionaris, or gemeentecode."""
    gemeentecode: str
    """The gemeente with whose college the agreements stand (R-097)."""
    geldigheid: Geldigheid

    @property
    def sleutel(self) -> tuple[str, MandaatSoort, str, str, date]:
        """What tells one mandate from another; its end may be filled in later."""
        return self.oin, self.soort, self.doel, self.gemeentecode, self.geldigheid.vanaf


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything registered that decides whether a caller may act; the rules read it (R-001, R-006)."""

    gebruiker: Aangewezene | None
    mandaten: tuple[Mandaat, ...] = ()
    """Of this partner, for the instantie named, else for the user himself or his gemeente."""
    convenanten: tuple[Convenant, ...] = ()
    """Of the instantie or functionaris."""
    opgeschort: bool = False
    """Whether this partner may report nothing new for now."""


@dataclass(frozen=True, slots=True)
class Stuurgegevens:
    """What opens every request (koppelvlak.md 2)."""

    verzender_oin: str
    gebruiker_id: str
    rol: Rol
    instantie_id: str | None = None
    kenmerk: str | None = None


class Aanroeper(NamedTuple):
    """Who is calling, decided once and passed down (R-006, R-007)."""

    oin: str
    gebruiker: Aangewezene
    rol: Rol
    mandaat_gemeente: str
    """Gemeente of the mandate: fallback address for the regievoerder (R-097)."""
    instantie_id: str | None = None
