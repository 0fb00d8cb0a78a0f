"""Meldingen that turn out to be about somebody else: for KoppelBsn, a corrected BSN, and twins (R-030, R-031, R-034; keuzes.md 14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.matchen import Omgeving
from verwijsindex.domain.regels.samenvoegen import gevolgen_van_samenvoeging, scheidingsberichten
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.signaal import NieuwSignaal
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.bijwerken import Bijgewerkt, omgeving_op, werk_bij
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import MaakRegel, bewaar_gevolg, gevolgregels, signaalregels
from verwijsindex.operations.identificeren import Gevonden


@dataclass(frozen=True, slots=True)
class Verhangen:
    """What was done; everybody whom it concerns is told."""

    meldingen: tuple[str, ...]
    bij: Bijgewerkt
    """The person whom they are about now, as the register knows him."""
    oude_naam: str | None = None
    """Log pseudonym of a person who turned out to be him; None when nobody did."""
    gevolg: Gevolg = field(default_factory=Gevolg)
    berichten: tuple[NieuwSignaal, ...] = ()
    """To who was told of a match that was none."""

    def regels(self, maak: MaakRegel, gebeurtenis: Gebeurtenis) -> list[Logregel]:
        """R-140, keuzes.md 31: the change, the link between two names of one person, and every signaal."""
        persoon = self.bij.jeugdige.logpseudoniem
        regels = [maak(gebeurtenis, persoon=persoon, ids=self.meldingen)]
        if self.oude_naam is not None:
            regels.append(maak(Gebeurtenis.PERSOON_VERBONDEN, persoon=self.oude_naam, ids=(persoon,)))
        regels += signaalregels(maak, persoon, self.berichten)
        return [*regels, *gevolgregels(maak, persoon, self.gevolg), *self.bij.regels(maak)]


def verhang(
    transactie: Transactie, van: Jeugdige, weg: Sequence[Melding], naar: Gevonden, *, moment: datetime, context: Context
) -> Verhangen:
    """Put these meldingen of ``van`` under the number of ``naar``, under the lock that the transaction holds on both.

    When all of them go and nobody was kept under that number, ``van`` himself gets it; otherwise they join the person who has it or
    begin a new one. Dates stay.
    """
    ids = tuple(melding.id for melding in weg)
    doel = transactie.jeugdigen.zoek(naar.nummer)
    blijft = [m for m in transactie.meldingen.van_jeugdigen([van.id]) if m.id not in ids]
    if doel is None and not blijft:
        transactie.hernummering.geef_nummer(van.id, naar.nummer)
        return Verhangen(ids, werk_bij(transactie, naar, van, moment, context))
    bij = werk_bij(transactie, naar, doel, moment, context)
    eerst = _kringen(transactie, (van, bij.jeugdige), moment, context)
    transactie.hernummering.verhang(ids, bij.jeugdige.id)
    berichten: tuple[NieuwSignaal, ...] = ()
    if blijft:
        berichten = _scheid(transactie, van, ids, moment, context)
    else:
        transactie.hernummering.neem_matches_over(van.id, bij.jeugdige.id)
        transactie.jeugdigen.vernietig_zonder_meldingen(van.id)
    na = _omgeving(transactie, eerst, moment, context)
    gevolg = _vertel(transactie, _terug(na, ids, van), na, moment, context)
    return Verhangen(ids, bij, None if blijft else van.logpseudoniem, gevolg, berichten)


def _kringen(transactie: Transactie, wie: Sequence[Jeugdige], moment: datetime, context: Context) -> list[Jeugdige]:
    """Everyone whom meldingen about these persons may match, each once."""
    dag = vandaag(moment)
    return list(
        {j.id: j for een in wie for j in transactie.jeugdigen.kring(een, dag, adresmatch=context.beleid.op(dag).adresmatch)}.values()
    )


def _omgeving(transactie: Transactie, jeugdigen: Sequence[Jeugdige], moment: datetime, context: Context) -> Omgeving:
    meldingen = transactie.meldingen.van_jeugdigen([jeugdige.id for jeugdige in jeugdigen])
    return omgeving_op(transactie, jeugdigen, meldingen, vandaag(moment), context)


def _terug(na: Omgeving, ids: Sequence[str], van: Jeugdige) -> Omgeving:
    """As it was: these meldingen about ``van``."""
    return replace(na, actief=tuple(replace(m, jeugdige_id=van.id) if m.id in ids else m for m in na.actief))


def _vertel(transactie: Transactie, voor: Omgeving, na: Omgeving, moment: datetime, context: Context) -> Gevolg:
    mandaten = transactie.organisaties.mandaat_gemeenten([m.id for m in na.actief], na.dag) if na.actief else {}
    gevolg = gevolgen_van_samenvoeging(voor, na, mandaten, moment, context.nieuwe_id)
    bewaar_gevolg(transactie, gevolg)
    return gevolg


def _scheid(transactie: Transactie, van: Jeugdige, ids: Sequence[str], moment: datetime, context: Context) -> tuple[NieuwSignaal, ...]:
    """R-031, R-095: what these meldingen matched as one person they no longer match; who was told is told."""
    dag = vandaag(moment)
    signalen = {signaal.id: signaal for melding_id in ids for signaal in transactie.hernummering.signalen(melding_id, dag)}
    berichten = scheidingsberichten(signalen.values(), ids, dag, moment, context.nieuwe_id)
    transactie.hernummering.scheid(ids, van.id)
    if berichten:
        transactie.signalen.voeg_toe(berichten)
    return berichten
