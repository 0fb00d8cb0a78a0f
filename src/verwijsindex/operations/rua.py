"""The register of excluded addresses (RUA): taken over from a list, and shown (Wet BRP 2.40; R-075)."""

from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.regels.uitsluiten import lees_lijst
from verwijsindex.domain.uitgesloten import Overgenomen
from verwijsindex.operations.context import Context

OPERATIE: Final = "RuaInlezen"


def lees_rua_in(tekst: str, context: Context, *, proef: bool = False) -> Overgenomen:
    """Take over a list, or with ``proef`` only tell what it would bring. Raises LijstOnjuist, and then nothing is changed.

    What stood there stays: an exclusion ends by its ``tot``. The same list again changes nothing. Nobody is told: a match by an
    address that is excluded from now on ends silently (R-080), signalen about it stay with who has them, because the meldingen they
    name are ACTIEF still (keuzes.md 19, 20); where an exclusion ends families are seen at the next melding or change (R-075).
    """
    adressen = lees_lijst(tekst)
    with context.opslag.schrijven() as transactie:
        overgenomen = transactie.uitgesloten_adressen.neem_over(adressen)
        if not proef:
            aantallen = f"{overgenomen.nieuw}/{overgenomen.gewijzigd}/{overgenomen.bekend}"
            regel = Logregel(context.klok.nu(), Gebeurtenis.UITGESLOTEN_ADRESSEN_INGELEZEN, OPERATIE, uitkomst=aantallen)
            transactie.logboek.noteer([regel])
            transactie.leg_vast()
    return overgenomen
