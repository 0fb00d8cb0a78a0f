"""Jeugdwet 7.1.3.1, 7.1.3.3, 7.1.4.5: what a reporter leaves behind when his appointment or agreement ends (R-005, R-096)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from verwijsindex.domain.instantie import Aanroeper, Convenant, Rol
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.weigeringen import RolGeeftDitRechtNiet


class Verweesd(StrEnum):
    """Why nobody looks after a melding any more."""

    AANWIJZING = "AANWIJZING"
    """The appointment of the reporter ended."""
    CONVENANT = "CONVENANT"
    """The last agreement with a college ended."""


@dataclass(frozen=True, slots=True)
class Einde:
    """Since when and why the meldingen of a reporter are orphaned, and the colleges that are told."""

    sinds: date
    reden: Verweesd
    gemeenten: tuple[str, ...]


def is_geeindigd(periode: Geldigheid, dag: date) -> bool:
    """R-004, R-005: whether the period is over on ``dag``; one that has still to begin is not."""
    return periode.tot is not None and periode.tot <= dag


def mag_postbus_openen(aanroeper: Aanroeper, aanwijzing: Geldigheid | None, *, heeft_coordinator: bool, dag: date) -> None:
    """Jeugdwet 7.1.3.3(1), R-005, R-096, keuzes.md 8, 9: the coordinator every mailbox of his instantie, its fallback what was left behind.

    ``aanwijzing`` is the appointment of whose mailbox it is, None for somebody of another instantie. Raises RolGeeftDitRechtNiet (VIR-123).
    """
    if aanwijzing is None:
        raise RolGeeftDitRechtNiet("ontvangerId")
    if Rol.COORDINATOR in aanroeper.gebruiker.rollen:
        return
    if heeft_coordinator or not is_geeindigd(aanwijzing, dag):
        raise RolGeeftDitRechtNiet("ontvangerId")


def einde(aanwijzing: Geldigheid, convenanten: Sequence[Convenant], dag: date) -> Einde | None:
    """Jeugdwet 7.1.4.5, R-005: an end deletes nothing; from which day and why a reporter's meldingen are orphaned on ``dag``, if they are.

    The colleges are those with an agreement in force, else those whose agreement was the last to end.
    """
    lopend = [convenant for convenant in convenanten if convenant.geldigheid.omvat(dag)]
    geweest = {convenant.gemeentecode: convenant.geldigheid.tot for convenant in convenanten if is_geeindigd(convenant.geldigheid, dag)}
    laatste = max((tot for tot in geweest.values() if tot is not None), default=None)
    gemeenten = {convenant.gemeentecode for convenant in lopend} or {code for code, tot in geweest.items() if tot == laatste}
    if aanwijzing.tot is not None and is_geeindigd(aanwijzing, dag):
        return Einde(aanwijzing.tot, Verweesd.AANWIJZING, tuple(sorted(gemeenten)))
    if laatste is not None and not lopend:
        return Einde(laatste, Verweesd.CONVENANT, tuple(sorted(gemeenten)))
    return None
