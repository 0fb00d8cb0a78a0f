"""A jeugdige as the register knows him now, and whom that concerns: when he is reported and when the register tells (R-080, R-121)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.matchen import Omgeving, omgeving
from verwijsindex.domain.regels.signaleren import GEEN, Gevolg
from verwijsindex.domain.regels.verhuizen import gevolgen_van_wijziging, om_te_bewaren
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import MaakRegel, bewaar_gevolg, gevolgregels
from verwijsindex.operations.identificeren import Gevonden


class Bijgewerkt(NamedTuple):
    """The jeugdige as he is kept now, everyone whom his meldingen may match (he first), and the meldingen about all of them."""

    jeugdige: Jeugdige
    kring: tuple[Jeugdige, ...]
    meldingen: tuple[Melding, ...]
    veranderd: bool = False
    """Whether the register says something else than before."""
    gevolg: Gevolg = GEEN
    """Whom that concerned; already told."""

    def regels(self, maak: MaakRegel) -> list[Logregel]:
        """R-140: what the logboek says of it; nothing when nothing changed."""
        if not self.veranderd:
            return []
        persoon = self.jeugdige.logpseudoniem
        return [maak(Gebeurtenis.REGISTERWIJZIGING_VERWERKT, persoon=persoon), *gevolgregels(maak, persoon, self.gevolg)]


def werk_bij(transactie: Transactie, wie: Gevonden, bekend: Jeugdige | None, moment: datetime, context: Context) -> Bijgewerkt:
    """Keep what the register says of him, under the lock that the transaction holds; who is concerned is told in the same transaction.

    The same answer of the register again changes nothing and tells nobody anything (R-125).
    """
    dag = vandaag(moment)
    adresmatch = context.beleid.op(dag).adresmatch
    te_bewaren = om_te_bewaren(wie.persoon, adresmatch=adresmatch)
    jeugdige = transactie.jeugdigen.bewaar(wie.nummer, te_bewaren, wie.uiterlijk, bekend)
    kring = tuple(transactie.jeugdigen.kring(jeugdige, dag, adresmatch=adresmatch))
    geen = bekend is None and len(kring) == 1  # of who is new and alone there are no meldingen
    meldingen = () if geen else tuple(transactie.meldingen.van_jeugdigen([j.id for j in kring]))
    if bekend is None or bekend == jeugdige:
        return Bijgewerkt(jeugdige, kring, meldingen)
    gevolg = _vertel(transactie, bekend, omgeving_op(transactie, kring, meldingen, dag, context), moment, context)
    return Bijgewerkt(jeugdige, kring, meldingen, veranderd=True, gevolg=gevolg)


def omgeving_op(transactie: Transactie, kring: Iterable[Jeugdige], meldingen: Iterable[Melding], dag: date, context: Context) -> Omgeving:
    """What the rules need to know of a kring in order to tell somebody something (keuzes.md 10)."""
    jeugdigen = tuple(kring)
    gemeenten = {jeugdige.gemeentecode for jeugdige in jeugdigen if jeugdige.gemeentecode is not None}
    zonder_regie = transactie.organisaties.zonder_regievoerder(gemeenten, dag)
    return omgeving(jeugdigen, meldingen, dag, zonder_regie, adresmatch=context.beleid.op(dag).adresmatch)


def _vertel(transactie: Transactie, bekend: Jeugdige, rond: Omgeving, moment: datetime, context: Context) -> Gevolg:
    """R-080, R-121, R-122: in the same transaction, whoever a move or a new relative concerns."""
    mandaten = transactie.organisaties.mandaat_gemeenten([m.id for m in rond.actief], rond.dag) if rond.actief else {}
    gevolg = gevolgen_van_wijziging(bekend, rond, mandaten, moment, context.nieuwe_id)
    bewaar_gevolg(transactie, gevolg)
    return gevolg
