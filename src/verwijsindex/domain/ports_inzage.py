"""What inzage needs of the store beyond the meldingen themselves, as a Protocol (R-134)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from verwijsindex.domain.inzage import Aflevering
from verwijsindex.domain.logboek import Gebeurtenis, Logregel


class Inzagegegevens(Protocol):
    """Who was told, and what the logboek says of one person."""

    def afleveringen(self, melding_ids: Collection[str]) -> Mapping[str, Sequence[Aflevering]]:
        """Per melding the signalen of others that name it, in order of moment; a melding that none names is left out."""

    def zonder_eigen_melding(self, signaal_ids: Collection[str]) -> Sequence[Aflevering]:
        """Those of these signalen that were fetched, and whose recipient's own melding is gone since."""

    def namen_in_logboek(self, logpseudoniem: str) -> frozenset[str]:
        """How the logboek calls a person, and called him before he became one with another or got another number (keuzes.md 31)."""

    def logregels(self, personen: Collection[str], gebeurtenissen: Collection[Gebeurtenis]) -> Sequence[Logregel]:
        """The lines of these kinds about a person, under any of these names, in order."""
