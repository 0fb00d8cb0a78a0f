"""What the rights of the young person need of the store, as a Protocol (Jeugdwet 7.1.5; R-112, R-131..R-138)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from verwijsindex.domain.instantie import Convenant
from verwijsindex.domain.regels.beslistermijn import Termijnstand
from verwijsindex.domain.verzoek import Advies, Beslissing, Rechtenverzoek


@dataclass(frozen=True, slots=True)
class Archiefbesluit:
    """A decision of a college on what is in the archive, that nobody asked for (Jeugdwet 7.1.4.6(3), R-112)."""

    id: str
    gemeentecode: str
    kenmerk: str
    dag: date
    functionaris: str
    vastgelegd_op: datetime


class Rechten(Protocol):
    """Requests to colleges, the advice on them and what was decided."""

    def convenanten(self, meldingsbevoegden: Collection[str]) -> Mapping[str, Sequence[Convenant]]:
        """Per reporter the agreements of his instantie, or his own, in force or not; one without any is left out (R-131)."""

    def voeg_toe(self, verzoek: Rechtenverzoek) -> None:
        """Store a new request with the meldingen that it is about."""

    def meldingen_van(self, verzoek_id: str) -> Sequence[str]:
        """The meldingen that a request is about, locking nothing; none when there is no such request."""

    def haal(self, verzoek_id: str) -> Rechtenverzoek | None:
        """One request, locked against a simultaneous decision when the transaction writes.

        Its jeugdige is the one that its meldingen are about today: a number that is given or corrected may make him another (keuzes.md 14).
        """

    def open_verzoeken(self, gemeentecode: str | None) -> Sequence[Rechtenverzoek]:
        """What is not decided yet, at one college or at all, the earliest last day first; locking nothing (R-136)."""

    def gewaarschuwd(self) -> Mapping[str, Termijnstand]:
        """Of what is not decided yet: how the term stood when its college was last warned; left out when it was not (R-136)."""

    def noteer_waarschuwing(self, verzoek_id: str, stand: Termijnstand) -> None:
        """Its college is warned that the term stands so; an extension begins anew (R-136)."""

    def noteer_advies(self, verzoek_id: str, advies: Advies) -> None:
        """What a reporter advises on one melding, instead of what he advised before (R-135)."""

    def noteer_besluit(self, verzoek_id: str, beslissing: Beslissing, uiterste_dag: date) -> None:
        """What the college decided, each in its place (verlenging, beslissing, opheffing), and the last day that follows (R-136)."""

    def blokkeert(self, verzoek_id: str) -> bool:
        """Whether a melding is blocked on account of this request (R-138)."""

    def noteer_archiefbesluit(self, besluit: Archiefbesluit) -> None:
        """Keep a decision on the archive (R-112)."""
