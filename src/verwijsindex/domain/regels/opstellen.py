"""Jeugdwet 7.1.2.3(1), 7.1.4.3(2): how a signaal to a reporter or a gemeente is put together (R-091, R-092; keuzes.md 10, 18)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort

NieuweId = Callable[[], str]
"""Gives a fresh random id."""

RNI: Final = "1999"
"""Code of the register of non-residents; no gemeente (keuzes.md 10)."""


def zonder_regievoerder(gemeente: str, rond: Omgeving) -> bool:
    """keuzes.md 10: whether nobody there can be addressed: no gemeente at all, or one without a regievoerder."""
    return gemeente == RNI or gemeente in rond.zonder_regie


def matchsleutel(nieuwe_id: str) -> str:
    """Twelve random characters that all GEZIN signalen of one cause share, never used again (keuzes.md 18)."""
    return nieuwe_id.replace("-", "")[-12:]


@dataclass(frozen=True, slots=True)
class Opsteller:
    """Puts signalen together that have one cause."""

    moment: datetime
    nieuwe_id: NieuweId
    aanleiding: str | None = None
    """The triggering melding; None when the register of persons was the cause."""

    def aan_melder(
        self, eigen: Melding, soort: SignaalSoort, anderen: Iterable[Melding] = (), matchsleutel: str | None = None
    ) -> NieuwSignaal:
        """To the reporter of ``eigen``, naming the reporters of ``anderen`` (R-091)."""
        ontvanger = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, eigen.meldingsbevoegde)
        return self._signaal(ontvanger, soort, anderen, eigen.id, matchsleutel)

    def aan_gemeente(
        self, gemeente: str, soort: SignaalSoort, meldingen: Iterable[Melding], matchsleutel: str | None = None
    ) -> NieuwSignaal:
        """To the regievoerder of ``gemeente``, naming the reporters of ``meldingen`` (R-097)."""
        return self._signaal(Ontvanger(OntvangerSoort.GEMEENTE, gemeente), soort, meldingen, None, matchsleutel)

    def _signaal(
        self, ontvanger: Ontvanger, soort: SignaalSoort, contacten: Iterable[Melding], eigen: str | None, matchsleutel: str | None
    ) -> NieuwSignaal:
        return NieuwSignaal(
            id=self.nieuwe_id(),
            ontvanger=ontvanger,
            soort=soort,
            tijdstip=self.moment,
            aanleiding=self.aanleiding,
            eigen_melding=eigen,
            contacten=tuple(m.id for m in contacten),
            matchsleutel=matchsleutel,
        )
