"""What runs beside the requests needs of the store, as Protocols: maintenance, excluded addresses, following persons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.uitgesloten import Overgenomen, UitgeslotenAdres


@dataclass(frozen=True, slots=True)
class Archiefstand:
    """A place in the meldingen by verwijderdatum and id."""

    dag: date = date.min
    melding_id: str = ""


class Onderhoudswerk(Protocol):
    """What is due. Found by dates, in bounded pieces; whether it is so is for the rules to say (R-045)."""

    def te_vernietigen(self, uiterlijk: date, archief: Sequence[tuple[date, date]], hoogstens: int) -> Sequence[str]:
        """Meldingen about whose 23rd birthday is ``uiterlijk`` or before, or that were removed in one of these periods (R-043, R-103)."""

    def tel_te_vernietigen(self, uiterlijk: date, archief: Sequence[tuple[date, date]]) -> int:
        """How many there are in all."""

    def archiefstand(self) -> Archiefstand:
        """Up to where the logboek says that a term ended by itself."""

    def zet_archiefstand(self, stand: Archiefstand) -> None:
        """It says so up to here."""

    def verlopen(self, stand: Archiefstand, dag: date, hoogstens: int) -> Sequence[Melding]:
        """Meldingen after ``stand`` that nobody removed, with a verwijderdatum on ``dag`` or before, in that order."""

    def vergeet_aanbod(self, grens: datetime, hoogstens: int) -> int:
        """Forget what was offered of the archive with a melding before ``grens`` (R-105); gives how many offers."""

    def tel_aanbod(self, grens: datetime) -> int:
        """How many there are in all."""

    def meldingen(self, melding_ids: Iterable[str]) -> Sequence[Melding]:
        """Those that still exist, in order of id."""

    def zonder_waarschuwing(self, dag: date, tot: date, na: str, hoogstens: int, gebruiker_id: str | None = None) -> Sequence[Melding]:
        """Meldingen, of one reporter or of all, with a verwijderdatum after ``dag``, at most ``tot``, that have no VERLOOPT (R-065).

        In order of id, after ``na``.
        """

    def gewaarschuwd(self, melding_ids: Iterable[str]) -> frozenset[str]:
        """Which of these meldingen have a VERLOOPT."""

    def logpseudoniemen(self, jeugdige_ids: Iterable[str]) -> Mapping[str, str]:
        """How the logboek calls these persons (keuzes.md 31)."""

    def ruim_sleutels_op(self, moment: datetime, hoogstens: int) -> int:
        """Forget business keys and tombstones that lapsed; gives how many (keuzes.md 1)."""

    def ruim_berichten_op(self, nu: datetime, hoogstens: int) -> int:
        """Forget messages that can no longer be repeated, by real time (VIR-S07; keuzes.md 6); gives how many."""

    def tel_op_te_ruimen(self, moment: datetime, nu: datetime) -> tuple[int, int]:
        """How many keys and messages there are to forget."""


class UitgeslotenAdressen(Protocol):
    """Addresses of institutions, that make no family (R-075)."""

    def neem_over(self, adressen: Iterable[UitgeslotenAdres]) -> Overgenomen:
        """Keep these; of what is known only the end can differ. What is not among them stays."""

    def alle(self) -> Sequence[UitgeslotenAdres]:
        """Every excluded address, those of the past included."""


class Volglijst(Protocol):
    """Whom the register of persons tells us about, and how far we have read (R-120, R-125)."""

    def stand(self, register: str) -> str | None:
        """Our position in the changes of this register; None when nothing was read before."""

    def zet_stand(self, register: str, stand: str) -> None:
        """Changes up to this position are processed."""

    def nog_te_volgen(self, hoogstens: int) -> Sequence[tuple[str, Bsn]]:
        """At most ``hoogstens`` jeugdigen with a number whom the register was not yet asked to follow, with their ids."""

    def gevolgd(self, jeugdige_id: str) -> bool:
        """Note that he is followed; False when he is not kept any more."""

    def niet_meer_te_volgen(self, hoogstens: int) -> Sequence[Bsn]:
        """At most ``hoogstens`` numbers of who is still followed while nothing about him is kept."""

    def vergeet(self, bsn: Bsn) -> None:
        """He is no longer followed; forget the number."""
