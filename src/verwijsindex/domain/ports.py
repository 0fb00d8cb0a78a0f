"""What the rules and use cases need from outside, as Protocols; ``wiring`` hands them the real thing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.historie import Aanbod
from verwijsindex.domain.instantie import Contactgegevens, Dossier, Gebruiker, Stuurgegevens
from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon, Woonadres
from verwijsindex.domain.logboek import Historieverstrekking, Logregel, Verstrekking
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn, Persoonsnummer, Visn
from verwijsindex.domain.ports_afbouw import Afbouwwerk, Beleidsstand
from verwijsindex.domain.ports_beperking import Beperkingen
from verwijsindex.domain.ports_certificaten import Partnercertificaten, Verloopwaarschuwingen
from verwijsindex.domain.ports_inzage import Inzagegegevens
from verwijsindex.domain.ports_logboek import Logketen
from verwijsindex.domain.ports_onderhoud import Onderhoudswerk, UitgeslotenAdressen, Volglijst
from verwijsindex.domain.ports_post import Notificaties
from verwijsindex.domain.ports_rechten import Rechten
from verwijsindex.domain.ports_sleutels import ZakelijkeSleutels
from verwijsindex.domain.ports_sleutelwissel import Sleutelregister, Sleutelwissel
from verwijsindex.domain.ports_toezicht import Toezichtgegevens
from verwijsindex.domain.regels.zonder_bsn import Drietal
from verwijsindex.domain.signaal import BewaardContact, BewaardSignaal, NieuweMatch, NieuwSignaal, Ontvanger
from verwijsindex.domain.tijd import Geldigheid


class Klok(Protocol):
    """Tells the moment that drives today, meldmoment and tijdstip (keuzes.md 6)."""

    def nu(self) -> datetime:
        """The moment, aware."""


class Organisaties(Protocol):
    """Who may act (R-001..R-008)."""

    def dossier(self, oin: str, stuur: Stuurgegevens) -> Dossier:
        """All that is registered about this partner, instantie and user, whether in force or not."""

    def gebruiker(self, gebruiker_id: str) -> Gebruiker | None:
        """One appointment, in force or not; None when there is none."""

    def regievoerders(self, gemeentecode: str, dag: date) -> Sequence[str]:
        """The regievoerders of this gemeente in force on ``dag``, in order of id (keuzes.md 10)."""

    def gemeentenaam(self, gemeentecode: str) -> str | None:
        """What this gemeente is called; None when it is not registered."""

    def college(self, gemeentecode: str, dag: date) -> Sequence[str]:
        """Who acts for the college of this gemeente on ``dag``, in order of id (R-136)."""

    def coordinatoren(self, instantie_id: str, dag: date) -> Sequence[str]:
        """Who opens the mailbox of a former colleague on ``dag``: the coordinators, else who stands in (R-005; keuzes.md 8)."""

    def zonder_regievoerder(self, gemeentecodes: Collection[str], dag: date) -> frozenset[str]:
        """Which of these gemeenten have no regievoerder in force on ``dag`` (keuzes.md 10)."""

    def mandaat_gemeenten(self, melding_ids: Collection[str], dag: date) -> Mapping[str, str]:
        """Per melding the gemeente of the mandate by which a partner acts for its reporter on ``dag`` (keuzes.md 10).

        That of the partner that sent it goes first, then of who took over (R-183). Of mandates that ended the last one;
        a melding whose reporter never had one is left out.
        """

    def meldingsbevoegde_van(self, gebruiker_id: str, instantie_id: str) -> bool:
        """Whether this user belongs to this instantie, also after his appointment (keuzes.md 8, 9)."""

    def aanwijzing_van(self, gebruiker_id: str, instantie_id: str) -> Geldigheid | None:
        """The appointment of this user at this instantie, in force or not; None when he is of another (keuzes.md 8, 9)."""

    def heeft_coordinator(self, instantie_id: str, dag: date) -> bool:
        """Whether somebody of this instantie is coordinator on ``dag`` (R-005)."""

    def wijzig_contact(self, gebruiker_id: str, contact: Contactgegevens) -> None:
        """Replace the contact data of a user; what is fetched from then on shows them (R-054)."""


class Jeugdigen(Protocol):
    """The persons about whom meldingen are kept; keys and encryption are the store's business (R-079)."""

    def zoek(self, nummer: Persoonsnummer) -> Jeugdige | None:
        """The jeugdige with this number, or None."""

    def haal(self, jeugdige_id: str) -> Jeugdige:
        """The jeugdige with this id; KeyError when there is none."""

    def nummer(self, jeugdige_id: str) -> Persoonsnummer:
        """Under what this jeugdige is kept; KeyError when there is none."""

    def bewaar(self, nummer: Persoonsnummer, persoon: RegisterPersoon, uiterlijk: date, bekend: Jeugdige | None) -> Jeugdige:
        """Keep a new jeugdige, or bring a known one up to date with the register (gemeente, parents, woonadres)."""

    def kring(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> Sequence[Jeugdige]:
        """He himself first, then who shares a parent or woonadres with him, and who shares one with those (R-073, R-074, keuzes.md 18).

        Addresses that are excluded on ``dag`` lead to nobody (R-075), with ``adresmatch`` off no address does (R-076).
        """

    def als_bewaard(self, persoon: RegisterPersoon, uiterlijk: date) -> Jeugdige:
        """Somebody of whom nothing is kept, as he would be; nothing changes."""

    def verwanten(self, jeugdige: Jeugdige, dag: date, *, adresmatch: bool) -> Sequence[Jeugdige]:
        """He himself first, then whom we keep that shares a parent or woonadres with him; he himself need not be kept (R-073, R-074)."""

    def vernietig_zonder_meldingen(self, *jeugdige_ids: str) -> int:
        """Destroy those of whom no melding or archive entry is left, with pseudonyms and matches; how many (R-079, keuzes.md 15)."""


class Hernummering(Protocol):
    """Meldingen that get another person, and persons who get another number (R-030, R-031, R-034)."""

    def geef_nummer(self, jeugdige_id: str, nummer: Persoonsnummer) -> None:
        """From now on this jeugdige is kept under another number, which nobody else bears."""

    def verhang(self, melding_ids: Sequence[str], naar: str) -> None:
        """From now on these meldingen are about this jeugdige; nothing else of them changes."""

    def neem_matches_over(self, van: str, naar: str) -> None:
        """What matched the one matches the other, since the same day; two who become one no longer match by family."""

    def signalen(self, melding_id: str, dag: date) -> Sequence[BewaardSignaal]:
        """Signalen to the reporter of this melding on its account, and those of others that name it; locked."""

    def scheid(self, melding_ids: Sequence[str], van: str) -> None:
        """These meldingen are no longer about jeugdige ``van`` and no longer match who is: no signaal names the one to the other."""


class Meldingen(Protocol):
    """Meldingen, those in the archive included; what is ACTIEF is a rule, not a query (R-045)."""

    def van_jeugdigen(self, jeugdige_ids: Iterable[str]) -> Sequence[Melding]:
        """Every melding about these persons, in order of meldmoment."""

    def haal(self, melding_id: str) -> Melding | None:
        """One melding, locked against a simultaneous removal when the transaction writes."""

    def van_meldingsbevoegde(self, gebruiker_id: str, na: tuple[datetime, str] | None, hoogstens: int, dag: date) -> Sequence[Melding]:
        """At most ``hoogstens`` of his meldingen that are not removed and whose dates lie after ``dag``.

        In order of (meldmoment, id), after the position ``na``.
        """

    def voeg_toe(self, melding: Melding, partner_oin: str) -> None:
        """Store a new melding."""

    def archiveer(self, melding_id: str, op: date) -> None:
        """Note the day on which the reporter removed it: from then on it is in the archive (R-101); its offer of historie goes (R-105)."""

    def vernietig(self, melding_ids: Sequence[str], moment: datetime) -> None:
        """Delete meldingen, take them out of every signaal, void their owners' signalen.

        Their business keys become tombstones for 7 days from ``moment``; what was handed out on their account is erased
        (Jeugdwet 7.1.4.6(1); keuzes.md 1, 19, 34).
        """


class Signalen(Protocol):
    """Mailboxes with gapless numbers (R-094)."""

    def leg_match_vast(self, match: NieuweMatch) -> None:
        """Record a match unless it is there already (R-082)."""

    def voeg_toe(self, signalen: Sequence[NieuwSignaal]) -> None:
        """Put signalen in their mailboxes and number them, mailboxes locked in one order; mail is due (R-082, R-094, R-098)."""

    def open_voor(self, ontvanger: Ontvanger, vanaf: int, hoogstens: int, dag: date) -> Sequence[BewaardSignaal]:
        """At most ``hoogstens`` unacknowledged signalen from volgnummer ``vanaf`` on, in order.

        Contacts are resolved now (R-054), with the coordinator whose appointment is in force on ``dag`` (R-008).
        """

    def over(self, melding_ids: Collection[str], dag: date) -> Sequence[BewaardSignaal]:
        """Signalen that name one of these meldingen, fetched or not, acknowledged or not, each once (keuzes.md 19, 22)."""

    def markeer_opgehaald(self, signaal_ids: Sequence[str], op: datetime) -> None:
        """Note the first fetch."""

    def bevestig(self, ontvanger: Ontvanger, signaal_ids: Sequence[str], op: datetime) -> dict[str, bool]:
        """Acknowledge; per known id of this mailbox whether it was new (True) or done before (False)."""


class Historie(Protocol):
    """Offers of archived meldingen; each goes with either melding (R-104, R-105)."""

    def bied_aan(self, melding_id: str, archief_ids: Sequence[str]) -> None:
        """Fix the offer that belongs to a new melding (keuzes.md 28)."""

    def aanbod(self, melding_id: str) -> Sequence[Aanbod]:
        """The offer that belongs to this melding, in order of meldmoment, whatever of it may still be used."""

    def ooit_opgehaald(self, archief_ids: Sequence[str]) -> frozenset[str]:
        """Which of these archived meldingen were handed out before, with whatever new melding."""

    def gebruik(self, melding_id: str, archief_ids: Sequence[str], op: datetime) -> None:
        """Note that the offer of this melding was used, and that these archived meldingen were handed out."""

    def contacten(self, archief_ids: Sequence[str], dag: date) -> Sequence[BewaardContact]:
        """The reporters of these meldingen, in order of meldmoment; resolved now (R-054), coordinators as on ``dag`` (R-008)."""


class Logboek(Protocol):
    """The statutory log (R-140)."""

    def noteer(self, regels: Sequence[Logregel], verstrekkingen: Sequence[Verstrekking | Historieverstrekking] = ()) -> None:
        """Write log lines, and what was handed out beside them, in this transaction."""


class Transactie(Protocol):
    """One unit of work: everything or nothing, and nothing unless kept."""

    @property
    def organisaties(self) -> Organisaties: ...  # noqa: D102
    @property
    def jeugdigen(self) -> Jeugdigen: ...  # noqa: D102
    @property
    def hernummering(self) -> Hernummering: ...  # noqa: D102
    @property
    def meldingen(self) -> Meldingen: ...  # noqa: D102
    @property
    def signalen(self) -> Signalen: ...  # noqa: D102
    @property
    def historie(self) -> Historie: ...  # noqa: D102
    @property
    def sleutels(self) -> ZakelijkeSleutels: ...  # noqa: D102
    @property
    def notificaties(self) -> Notificaties: ...  # noqa: D102
    @property
    def logboek(self) -> Logboek: ...  # noqa: D102
    @property
    def toezicht(self) -> Toezichtgegevens: ...  # noqa: D102
    @property
    def logketen(self) -> Logketen: ...  # noqa: D102
    @property
    def onderhoud(self) -> Onderhoudswerk: ...  # noqa: D102
    @property
    def inzage(self) -> Inzagegegevens: ...  # noqa: D102

    @property
    def beperkingen(self) -> Beperkingen: ...  # noqa: D102
    @property
    def rechten(self) -> Rechten: ...  # noqa: D102

    @property
    def afbouw(self) -> Afbouwwerk: ...  # noqa: D102
    @property
    def beleidsstand(self) -> Beleidsstand: ...  # noqa: D102

    @property
    def uitgesloten_adressen(self) -> UitgeslotenAdressen: ...  # noqa: D102
    @property
    def volglijst(self) -> Volglijst: ...  # noqa: D102
    @property
    def partnercertificaten(self) -> Partnercertificaten: ...  # noqa: D102
    @property
    def verloopwaarschuwingen(self) -> Verloopwaarschuwingen: ...  # noqa: D102
    @property
    def sleutelregister(self) -> Sleutelregister: ...  # noqa: D102
    @property
    def sleutelwissel(self) -> Sleutelwissel: ...  # noqa: D102

    def vergrendel(self, nummer: Persoonsnummer, ouders: Iterable[Bsn], *samen_met: Persoonsnummer, adres: Woonadres | None = None) -> None:
        """Let nobody else change this jeugdige, those who come together with him, or his family until the end (R-082).

        Family are children of these parents and who lives at this woonadres.
        """

    def vergrendel_melding(self, melding_id: str) -> None:
        """The same for the jeugdige of this melding; nothing when it does not exist."""

    def vergrendel_meldingen(self, melding_ids: Collection[str]) -> None:
        """The same for the jeugdigen of all these meldingen at once."""

    def leg_vast(self) -> None:
        """Commit; without it the transaction forgets."""


class Opslag(Protocol):
    """The store: hands out units of work, has the keys, and keeps what it keeps under one law."""

    @property
    def beleid(self) -> Beleid:
        """The law by which what is read lives (R-190)."""

    def visn(self, wie: Drietal) -> Visn:
        """The number of who has no BSN: the same for the same three, and no way back without the key (BJ 7.3.1(2), R-027)."""

    def lezen(self) -> AbstractContextManager[Transactie]:
        """A transaction that only reads."""

    def schrijven(self) -> AbstractContextManager[Transactie]:
        """A transaction that writes; forgets unless told to keep."""
