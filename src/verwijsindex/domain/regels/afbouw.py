"""The end of Jeugdwet 7.1: from one day nothing new, from a later day nothing at all (R-190)."""

from datetime import date

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.weigeringen import NietAangeboden


def neemt_nieuwe(beleid: Beleid, dag: date) -> None:
    """Jeugdwet 7.1.4.1 while it applies, R-190: whether a melding can be made or given a BSN on ``dag``. Raises NietAangeboden (VIR-160).

    Withdrawing, fetching, historie that was offered and the rights of the jeugdige go on until everything is destroyed.
    """
    if beleid.afbouw is not None and dag >= beleid.afbouw.geen_nieuwe_meldingen_vanaf:
        raise NietAangeboden


def is_voorbij(beleid: Beleid, dag: date) -> bool:
    """R-045, R-190: whether nothing about anybody is kept any more on ``dag``."""
    return dag >= beleid.einde
