"""What registering organisations needs of the store, as a Protocol (R-001..R-008, R-180..R-184)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from verwijsindex.domain.instantie import Categorieen, Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.organisatie import Conformiteit, Gemeente, Inschrijvingen, Naamswijziging, Organisatieprofiel, PartnerToestand
from verwijsindex.domain.ports_certificaten import Partnercertificaten


class Organisatiebeheer(Protocol):
    """One registration: everything or nothing, and nothing unless kept. Its methods raise ValueError, in Dutch, for what may not be."""

    @property
    def dag(self) -> date:
        """The day of this registration."""

    @property
    def categorieen(self) -> Categorieen:
        """The categories of the law of that day (R-002)."""

    @property
    def maanden(self) -> int:
        """How long a melding may live by the law of that day (R-060)."""

    @property
    def nu(self) -> datetime:
        """The moment of this registration."""

    @property
    def certificaten(self) -> Partnercertificaten:
        """The certificates that partner systems registered (R-154)."""

    def conformiteiten(self) -> Sequence[Conformiteit]:
        """The conformance runs that were recorded, the latest last (R-182)."""

    def conformiteit(self, bewijs: Conformiteit, door: str) -> None:
        """Keep a passed conformance run, and who recorded it (R-182)."""

    def sluit_af(self) -> None:
        """Let nobody else register until the end of this transaction."""

    def alles(self) -> Inschrijvingen:
        """Everything that is registered, this transaction included; names as on its day."""

    def namen(self) -> Sequence[Naamswijziging]:
        """What instanties were called and will be called, in order of day (R-184)."""

    def onbereikbaar(self) -> Collection[str]:
        """Users whose mail is known to be undeliverable (R-181)."""

    def verweesd(self, dag: date) -> Collection[str]:
        """Meldingen that are ACTIEF on ``dag`` and that nobody looks after (R-005)."""

    def partner(self, oin: str, naam: str, toestand: PartnerToestand = ...) -> None:
        """Register a partner system (R-161)."""

    def gemeente(self, wie: Gemeente) -> None:
        """Register a gemeente (R-181)."""

    def instantie(self, wie: Instantie) -> None:
        """Register an instantie; another name holds from today (R-002, R-060, R-184)."""

    def profiel(self, instantie_id: str, profiel: Organisatieprofiel) -> None:
        """Register how it works with the index (R-180)."""

    def gebruiker(self, wie: Gebruiker) -> None:
        """Register an appointment (R-002, R-007, R-008, R-053)."""

    def coordinator(self, instantie_id: str, gebruiker_id: str | None) -> None:
        """Whose contact data stand in signalen as coordinator; None for nobody (R-008)."""

    def terugval(self, instantie_id: str, gebruiker_id: str | None) -> None:
        """Who stands in for a coordinator; None for nobody (R-005)."""

    def convenant(self, soort: MandaatSoort, houder: str, afspraak: Convenant) -> None:
        """Register agreements (R-023)."""

    def mandaat(self, recht: Mandaat) -> None:
        """Register the right of a partner to act for someone (R-006, R-180, R-181)."""

    def noem(self, instantie_id: str, naam: str, vanaf: date) -> None:
        """From this day on the instantie bears this name (R-184)."""

    def verplaats(self, gebruiker_id: str, instantie_id: str) -> None:
        """This user is of another instantie from now on, with his meldingen and his mailbox (R-184)."""

    def ga_op(self, instantie_id: str, in_wie: str) -> None:
        """Today this instantie became part of another (R-184)."""

    def noteer(self, gebeurtenis: Gebeurtenis, operatie: str, ids: Sequence[str], uitkomst: str = "OK") -> None:
        """A line in the logboek: which organisations, never persons."""

    def leg_vast(self) -> None:
        """Commit; without it nothing is kept."""
