"""Jeugdwet 7.1.2.3(1)(c)(d)(e): which meldingen match (R-070..R-078, R-081)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.adressen import zelfde_adres
from verwijsindex.domain.regels.termijnen import is_actief, loopt
from verwijsindex.domain.signaal import MatchSoort


@dataclass(frozen=True, slots=True)
class Omgeving:
    """The ACTIEF meldingen of a jeugdige and of his relatives, and who those relatives are."""

    jeugdigen: Mapping[str, Jeugdige]
    dag: date
    actief: tuple[Melding, ...] = field(default=())
    zonder_regie: frozenset[str] = frozenset()
    """Those of their gemeenten that have no regievoerder (keuzes.md 10)."""
    adresmatch: bool = True
    """Whether a shared woonadres counts in this environment (R-076)."""


def omgeving(
    jeugdigen: Iterable[Jeugdige],
    meldingen: Iterable[Melding],
    dag: date,
    zonder_regie: frozenset[str] = frozenset(),
    *,
    adresmatch: bool = True,
) -> Omgeving:
    """R-045, R-081: only what is ACTIEF today takes part."""
    actief = tuple(m for m in meldingen if is_actief(m, dag))
    return Omgeving({j.id: j for j in jeugdigen}, dag, actief, zonder_regie, adresmatch)


def eigen_lopende(meldingen: Collection[Melding], meldingsbevoegde: str, dag: date) -> Melding | None:
    """R-071, keuzes.md 25: the melding that this reporter already has of this jeugdige, ACTIEF or blocked, if any."""
    for melding in meldingen:
        if melding.meldingsbevoegde == meldingsbevoegde and loopt(melding, dag):
            return melding
    return None


def zelfde_jeugdige(een: Melding, ander: Melding) -> bool:
    """Jeugdwet 7.1.2.3(1)(c), R-070, keuzes.md 17: one jeugdige, two meldingsbevoegden."""
    return een.jeugdige_id == ander.jeugdige_id and een.meldingsbevoegde != ander.meldingsbevoegde


def gezin(een: Melding, ander: Melding, rond: Omgeving) -> bool:
    """Jeugdwet 7.1.2.3(1)(d)(e), R-073, R-074, R-078, keuzes.md 17: two jeugdigen of one family, two meldingsbevoegden."""
    if een.jeugdige_id == ander.jeugdige_id or een.meldingsbevoegde == ander.meldingsbevoegde:
        return False
    return verwant(rond.jeugdigen[een.jeugdige_id], rond.jeugdigen[ander.jeugdige_id], rond)


def verwant(een: Jeugdige, ander: Jeugdige, rond: Omgeving) -> bool:
    """R-073, R-074, R-076: whether they share a parent recorded in the BRP or a woonadres; never by way of a third (keuzes.md 18)."""
    return not een.ouders.isdisjoint(ander.ouders) or (rond.adresmatch and zelfde_adres(een, ander, rond.dag))


def wat_matcht(melding: Melding, rond: Omgeving) -> list[tuple[MatchSoort, Melding]]:
    """R-070, R-073, R-074, R-081: every melding that this one matches today, and how; nothing when it is not ACTIEF."""
    if melding not in rond.actief:
        return []
    zelfde = [(MatchSoort.ZELFDE_JEUGDIGE, ander) for ander in rond.actief if zelfde_jeugdige(melding, ander)]
    return zelfde + [(MatchSoort.GEZIN, ander) for ander in rond.actief if gezin(melding, ander, rond)]


def heeft_match(melding: Melding, rond: Omgeving) -> bool:
    """R-070, R-073, R-074, R-083: whether this melding matches anything today, of either kind; a match ends when all others have.

    Not while it is blocked itself (R-138).
    """
    return is_actief(melding, rond.dag) and any(zelfde_jeugdige(melding, ander) or gezin(melding, ander, rond) for ander in rond.actief)
