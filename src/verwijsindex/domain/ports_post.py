"""What sending e-mail notices needs from outside: the queue, and somebody who delivers (R-093, R-098, R-173)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from verwijsindex.domain.notificatie import Geadresseerde, Hapering, Wachtend
from verwijsindex.domain.signaal import Ontvanger


class Notificaties(Protocol):
    """Who waits for an e-mail that something is ready: one row each, however many signalen (R-093, R-098)."""

    def neem(self, moment: datetime, tot: datetime) -> Wachtend | None:
        """The first whose turn it is, left alone by everyone else until ``tot``; None when nobody waits."""

    def ligt_er_iets(self, bus: Ontvanger) -> bool:
        """Whether the mailbox holds a signaal that is neither acknowledged nor void."""

    def waarschuw_colleges(self, gemeentecodes: Sequence[str], moment: datetime) -> None:
        """Let these colleges wait for a mail, because a term of theirs runs out (R-136)."""

    def geef_door(self, van: Wachtend, aan: Sequence[Geadresseerde], moment: datetime) -> None:
        """Let others wait in his place."""

    def verstuurd(self, wie: Wachtend, rust_tot: datetime) -> None:
        """The mail left: what came meanwhile waits until ``rust_tot``; his address works."""

    def stel_uit(self, wie: Wachtend, tot: datetime, hapering: Hapering) -> None:
        """Try again at ``tot``."""

    def onbestelbaar(self, wie: Wachtend, moment: datetime, hapering: Hapering) -> None:
        """No longer try; show it to the operator until the contact data change or a later mail arrives."""

    def vergeet(self, wie: Wachtend) -> None:
        """There is nothing to tell him."""


class Postbode(Protocol):
    """Sends e-mail; knows nothing about what is ready."""

    def bezorg(self, adres: str, moment: datetime) -> Hapering | None:
        """Send one notice, dated ``moment``; None when the mail server took it, else why not. Never raises for a mail server."""
