"""What a target is: where it answers, whom the suite may play there, and whom it may report. Read from doel.yaml by ``lees_doel``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.opdracht import Uitvoerder, in_een_proces


@dataclass(frozen=True, slots=True)
class Persoon:
    """Somebody in the register of persons of the target; beside ``bsn`` only what a bevraging needs, as far as given."""

    bsn: str
    gegevens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner system that the suite plays: the certificate signs and makes the TLS connection."""

    oin: str
    certificaat: Path
    sleutel: Path


@dataclass(frozen=True, slots=True)
class Gebruiker:
    """Somebody for whom a partner acts, in one role."""

    partner: Partner
    gebruiker_id: str
    rol: str
    instantie_id: str | None
    """None for an independent functionaris and for a gemeente."""
    categorie: str | None
    gemeentecode: str | None
    bsn_gerechtigd: bool

    @property
    def plek(self) -> tuple[str, str]:
        """What makes two users colleagues: partner and instantie, or partner and himself."""
        return self.partner.oin, self.instantie_id or self.gebruiker_id


@dataclass(frozen=True, slots=True)
class Onbevoegd:
    """Somebody who may not report, and from which day that is so, or is so no longer."""

    gebruiker: Gebruiker
    op: date | None
    """None of what no day changes."""


@dataclass(frozen=True, slots=True)
class Klok:
    """Commands that move the clock of the target: ``{tijd}`` and ``{duur}`` in them are filled in."""

    zet: tuple[str, ...]
    vooruit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gebeurtenissen:
    """Commands that let something happen in the register of persons: ``{bsn}`` and the rest are filled in; empty what cannot be."""

    verhuizing: tuple[str, ...]
    """To ``{postcode}`` and ``{huisnummer}``, in the same gemeente."""
    gemeente: tuple[str, ...]
    """The same, in ``{gemeente}``."""
    intrek: tuple[str, ...]
    """To where ``{bij}`` lives."""
    geboorte: tuple[str, ...] = ()
    """Of ``{ouder}`` on ``{geboortedatum}`` a child ``{geslachtsnaam}``, ``{geslacht}``, that has no number yet."""
    toekenning: tuple[str, ...] = ()
    """Who is called ``{geslachtsnaam}`` and was born on ``{geboortedatum}`` gets ``{bsn}``."""
    verbetering: tuple[str, ...] = ()
    """Who had ``{bsn}`` has ``{nieuw}``."""
    overlijden: tuple[str, ...] = ()
    """Who has ``{bsn}`` died today."""
    uitsluiting: tuple[str, ...] = ()
    """From today nobody is family because he lives at ``{postcode}`` and ``{huisnummer}``."""


@dataclass(frozen=True, slots=True)
class Uitval:
    """Commands that take the register of persons away from the target, and give it back."""

    begin: tuple[str, ...]
    einde: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beheerdaden:
    """Commands with which whoever runs the target does something to an instantie; empty what cannot be."""

    overdracht: tuple[str, ...] = ()
    """From ``{dag}`` partner ``{naar}`` acts for ``{instantie}``, and ``{van}`` no longer."""
    naam: tuple[str, ...] = ()
    """From ``{dag}`` ``{instantie}`` is called ``{naam}``."""
    splitsing: tuple[str, ...] = ()
    """Today ``{gebruiker}`` leaves ``{instantie}`` for ``{deel}``, a new one that is called ``{naam}``."""
    samenvoeging: tuple[str, ...] = ()
    """Today ``{instantie}`` goes up in ``{tot}``."""


@dataclass(frozen=True, slots=True)
class Stopzetting:
    """The days, set in the target, on which the law ends the index."""

    geen_nieuwe_meldingen_vanaf: date
    alles_vernietigd_op: date | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What the report calls the thing under test, in the words of its tester."""

    naam: str | None = None
    versie: str | None = None
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Systeem:
    """A partner system under test, or one that calls a fake index."""

    oin: str
    opdracht: tuple[str, ...] = ()
    """A program that makes it act; empty when a person does."""
    geduld: float = 30.0
    """Seconds that it waits for an answer."""
    paar: Partner | None = None
    """Its certificate and key, to sign a report with; None when the tester keeps them to himself."""
    postbus: Mapping[str, str] = field(default_factory=dict)
    """A mailbox that it receives for: ``instantieId``, ``ontvangerId`` or ``gemeentecode``."""


@dataclass(frozen=True, slots=True)
class Doel:
    """A verwijsindex under test; for the role partner: what the suite plays, and who calls it."""

    adressen: Mapping[str, str]
    """URL per service (``meldingen``, ``signalen``, ``rechten``) that the target has."""
    ca: Path
    oin: str
    gebruikers: tuple[Gebruiker, ...]
    personen: Mapping[str, tuple[Persoon, ...]]
    """By kenmerk: ``zonder-familie``, ``overleden``, ``23-of-ouder`` and so on."""
    gezinnen: tuple[tuple[Persoon, ...], ...]
    """Persons who share a parent and can be reported."""
    zonder_handtekening: Mapping[str, str] = field(default_factory=dict)
    """URL per service of where it answers without signatures, by profile 2W-be; empty when the target offers that nowhere."""
    verbind: tuple[str, int] | None = None
    """Host and port to connect to, when those of the addresses cannot be reached from here."""
    klok: Klok | None = None
    gebeurtenissen: Gebeurtenissen | None = None
    storing: Uitval | None = None
    beheer: Beheerdaden | None = None
    stopzetting: Stopzetting | None = None
    onbevoegd: Mapping[str, Onbevoegd] = field(default_factory=dict)
    """By what he lacks: ``aanwijzing-voorbij``, ``convenant-voorbij`` and so on."""
    certificaten: Mapping[str, Partner] = field(default_factory=dict)
    """By what is wrong with it (``verlopen``, ``twee-oins`` and so on): under the CA of the target, and no partner has one."""
    product: Product = Product()
    biedt: frozenset[Cluster] = frozenset(Cluster)
    """The clusters on which it is judged."""
    index: Partner | None = None
    """Certificate and key of the index itself, when the suite may play it."""
    systeem: Systeem | None = None
    """The partner system under test."""
    kan_niet: Mapping[str, str] = field(default_factory=dict)
    """By subject (``klok``, ``gebeurtenissen``, ``beheer``, ``stopzetting``, a kenmerk, a role) why the tester cannot supply it."""
    uitvoerder: Uitvoerder = in_een_proces
    """Carries out the commands of the tester."""

    def ontbreekt(self, onderwerp: str, anders: str) -> str:
        """Why a case is passed over: what the tester declared about this subject, or that he was silent."""
        verklaard = self.kan_niet.get(onderwerp)
        return anders if verklaard is None else f"de tester verklaart over {onderwerp}: {verklaard}"

    def met_systeem(self, systeem: Systeem) -> "Doel":
        """The same, for another partner system that calls the index."""
        return replace(self, systeem=systeem)

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The partners that the suite plays, each once."""
        return tuple({gebruiker.partner.oin: gebruiker.partner for gebruiker in self.gebruikers}.values())
