"""Keeping what the rules say that somebody is told, with the lines of the logboek about it (R-082, R-140)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.signaal import NieuwSignaal


class MaakRegel(Protocol):
    """Makes a line of the logboek for the request or the work at hand."""

    def __call__(
        self, gebeurtenis: Gebeurtenis, *, persoon: str, ids: tuple[str, ...] = (), uitkomst: str = "OK", ontvanger: str | None = None
    ) -> Logregel:
        """The line."""


def regels_van(moment: datetime, operatie: str) -> MaakRegel:
    """Lines of the logboek for work that no partner asked for."""

    def maak(
        gebeurtenis: Gebeurtenis, *, persoon: str, ids: tuple[str, ...] = (), uitkomst: str = "OK", ontvanger: str | None = None
    ) -> Logregel:
        return Logregel(moment, gebeurtenis, operatie, persoon=persoon, ids=ids, uitkomst=uitkomst, ontvanger=ontvanger)

    return maak


def bewaar_gevolg(transactie: Transactie, gevolg: Gevolg) -> None:
    """R-082: matches and signalen, in the transaction of what brought them about."""
    for match in gevolg.matches:
        transactie.signalen.leg_match_vast(match)
    if gevolg.signalen:
        transactie.signalen.voeg_toe(gevolg.signalen)


def signaalregels(maak: MaakRegel, persoon: str, signalen: Iterable[NieuwSignaal], *over: str) -> list[Logregel]:
    """R-140: every signaal with its recipient, and the meldingen that it is ``over``, else the recipient's own."""
    regels = []
    for signaal in signalen:
        eigen = () if signaal.eigen_melding is None else (signaal.eigen_melding,)
        regels.append(
            maak(Gebeurtenis.SIGNAAL_GEMAAKT, persoon=persoon, ids=(signaal.id, *(over or eigen)), ontvanger=signaal.ontvanger.id)
        )
    return regels


def gevolgregels(maak: MaakRegel, persoon: str, gevolg: Gevolg, *over: str) -> list[Logregel]:
    """R-140: the signalen, and that a gemeente was addressed for want of another (keuzes.md 10)."""
    regels = signaalregels(maak, persoon, gevolg.signalen, *over)
    if gevolg.uit_mandaat:
        regels.append(maak(Gebeurtenis.REGIEVOERDER_UIT_MANDAAT, persoon=persoon, ids=over))
    return regels
