"""AVG 15, Jeugdwet 7.1.2.3(1)(i), 7.1.4.6(3): what a jeugdige is shown of himself, and what of others he is not (R-134)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from verwijsindex.domain.inzage import Aflevering
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.regels.termijnen import einde_archief, toestand, verwijderdag
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.domain.tijd import vandaag

GEKEKEN: Final = frozenset({Gebeurtenis.INZAGE_GEGEVEN, Gebeurtenis.TOEZICHT_INGEZIEN, Gebeurtenis.LOGBOEK_GELEZEN})
"""AVG 15(1), R-134: looking at what is kept about one person. A reporter's list of his own meldingen is not: it is his own."""


def hoort_in_inzage(melding: Melding, dag: date) -> bool:
    """AVG 15, Jeugdwet 7.1.4.6(3), R-134: a melding that is ACTIEF, BEPERKT or in the archive; what the law destroyed is gone (R-045)."""
    return toestand(melding, dag) is not Toestand.VERNIETIGD


def mag_blijken(regel: Logregel, van_gemeente: str | None, gemeentecode: str, getoond: Collection[str]) -> bool:
    """Jeugdwet 7.1.2.2(3), R-009, R-131: whether inzage under one college may show that somebody looked, he of ``van_gemeente`` or none.

    That its own college looked, always. That others did, when it has meldingen of him itself (``getoond``); that inzage was given
    elsewhere, when that was about one of those: else it would tell that he is reported under another college.
    """
    if van_gemeente == gemeentecode:
        return True
    elders = regel.gebeurtenis is Gebeurtenis.INZAGE_GEGEVEN
    return bool(set(regel.ids).intersection(getoond)) if elders else bool(getoond)


def archief_tot(melding: Melding, dag: date) -> date | None:
    """Jeugdwet 7.1.4.6(1), R-134: until when it is in the archive at the latest (keuzes.md 27); None while it is not in it."""
    return einde_archief(verwijderdag(melding), melding.beleid) if toestand(melding, dag) is Toestand.GEARCHIVEERD else None


def is_verteld(melding: Melding, aflevering: Aflevering, dag: date) -> bool:
    """AVG 15(1)(c), R-134: whether this signaal told its recipient of the melding, or still can.

    A signaal names only what is ACTIEF when it is fetched, and nobody when the recipient's own melding is not (keuzes.md 20): fetched on
    or after the day of removal of either, or not yet fetched by then, it told nothing.
    """
    gelezen = dag if aflevering.opgehaald_op is None else vandaag(aflevering.opgehaald_op)
    eigen_ook = aflevering.eigen_tot is None or gelezen < aflevering.eigen_tot
    return eigen_ook and gelezen < verwijderdag(melding)


def heeft_gehoord(melding: Melding, aflevering: Aflevering) -> bool:
    """AVG 15(1)(c), R-134: whether a signaal about the same jeugdige told of this melding, when its recipient's own melding is gone since.

    It then no longer says what it named: that was every other melding that was ACTIEF when it was fetched (keuzes.md 18, 20).
    """
    eigen = aflevering.ontvanger.id == melding.meldingsbevoegde
    if eigen or aflevering.opgehaald_op is None or aflevering.soort is not SignaalSoort.ZELFDE_JEUGDIGE:
        return False
    return melding.meldmoment <= aflevering.opgehaald_op and vandaag(aflevering.opgehaald_op) < verwijderdag(melding)


def over_het_gezin(afleveringen: Iterable[Aflevering]) -> bool:
    """AVG 15(4), R-092, R-134: whether anybody was told in connection with brother or sister; who, when and how many is theirs."""
    return any(a.soort is SignaalSoort.GEZIN for a in afleveringen)
