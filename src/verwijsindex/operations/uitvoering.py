"""A decision of a college that is being carried out (R-112, R-137, R-138)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import MaakRegel


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """Under which id the decision is kept, and with what it is carried out."""

    id: str
    """Of the request, or of the decision itself when nobody asked (Jeugdwet 7.1.4.6(3)); first of the ids in every line about it."""
    maak: MaakRegel
    moment: datetime
    context: Context
    dag: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dag", vandaag(self.moment))


def per_persoon(transactie: Transactie, meldingen: Iterable[Melding]) -> Mapping[str, Sequence[Melding]]:
    """These meldingen by the log pseudonym of the jeugdige (keuzes.md 31): a request is about one, until a number tells two apart."""
    per_jeugdige: dict[str, list[Melding]] = {}
    for melding in meldingen:
        per_jeugdige.setdefault(melding.jeugdige_id, []).append(melding)
    namen = transactie.onderhoud.logpseudoniemen(per_jeugdige)
    return {namen[jeugdige_id]: van_hem for jeugdige_id, van_hem in per_jeugdige.items()}
