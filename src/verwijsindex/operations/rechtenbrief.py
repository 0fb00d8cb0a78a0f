"""What a letter of a college needs: the request, and for inzage everything that it shows (AVG 12, 15; R-134..R-136)."""

from dataclasses import dataclass
from typing import Final

from verwijsindex.domain.inzage import Inzage
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.rechten import is_ingewilligde_inzage
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.verzoek import Rechtenverzoek
from verwijsindex.domain.weigeringen import VerzoekOnbekend
from verwijsindex.operations.college import logpseudoniem, meldingen_onder
from verwijsindex.operations.context import Context
from verwijsindex.operations.inzage_verzamelen import verzamel_inzage

OPERATIE: Final = "rechten brief"
ROL: Final = "BEHEER"


@dataclass(frozen=True, slots=True)
class Briefgegevens:
    """What a letter is made of; ``inzage`` for that letter only."""

    verzoek: Rechtenverzoek
    gemeentenaam: str | None
    inzage: Inzage | None = None


def gegevens_voor_brief(verzoek_id: str, context: Context) -> Briefgegevens:
    """The request alone: nothing about the jeugdige is looked at. Raises VIR-171 when there is none."""
    with context.opslag.lezen() as transactie:
        verzoek = _verzoek(transactie, verzoek_id)
        return Briefgegevens(verzoek, transactie.organisaties.gemeentenaam(verzoek.gemeentecode))


def gegevens_voor_inzagebrief(verzoek_id: str, context: Context) -> Briefgegevens:
    """The request with all that inzage shows now; that somebody looked stands in the logboek (R-140).

    Giving inzage is for GeefInzage: a letter decides nothing. Raises VIR-171, or VIR-172 when inzage was not asked or not granted.
    """
    moment = context.klok.nu()
    with context.opslag.schrijven() as transactie:
        verzoek = is_ingewilligde_inzage(_verzoek(transactie, verzoek_id))
        van_hem = () if verzoek.jeugdige_id is None else transactie.meldingen.van_jeugdigen([verzoek.jeugdige_id])
        onder = meldingen_onder(transactie, verzoek.gemeentecode, van_hem, vandaag(moment))
        inzage = verzamel_inzage(transactie, verzoek, [melding.id for melding in onder], moment)
        ids = (verzoek.id, *(melding.melding_id for melding in inzage.meldingen))
        persoon = logpseudoniem(transactie, verzoek)
        transactie.logboek.noteer([Logregel(moment, Gebeurtenis.INZAGE_GEGEVEN, OPERATIE, rol=ROL, persoon=persoon, ids=ids)])
        naam = transactie.organisaties.gemeentenaam(verzoek.gemeentecode)
        transactie.leg_vast()
    return Briefgegevens(verzoek, naam, inzage)


def _verzoek(transactie: Transactie, verzoek_id: str) -> Rechtenverzoek:
    verzoek = transactie.rechten.haal(verzoek_id)
    if verzoek is None:
        raise VerzoekOnbekend("verzoekId")
    return verzoek
