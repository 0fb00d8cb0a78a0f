"""Blocking meldingen while a right of the jeugdige is weighed, and lifting that (AVG 18, 19; R-138; keuzes.md 19, 25)."""

from collections.abc import Collection

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.avg import nog_bewaard
from verwijsindex.domain.regels.signaleren import Gevolg, gevolgen, intrekkingen
from verwijsindex.domain.regels.termijnen import is_actief
from verwijsindex.operations.bijwerken import omgeving_op
from verwijsindex.operations.gevolg import bewaar_gevolg, gevolgregels, signaalregels
from verwijsindex.operations.uitvoering import Uitvoering, per_persoon


def beperk(transactie: Transactie, melding_ids: Collection[str], besluit: Uitvoering) -> list[Logregel]:
    """From now on request ``besluit.id`` blocks these meldingen: no match, no signaal, no historie; their terms run on (AVG 18, R-138).

    Who fetched a signaal that named one of them and nobody else is told that it is withdrawn (AVG 19); what was not fetched is
    INGETROKKEN in place (keuzes.md 19). What another request blocks already this one blocks as well, and nobody hears anything. What no
    longer exists is passed over. Gives the lines of the logboek. The request is stored, the transaction holds the locks of these meldingen.
    """
    meldingen = nog_bewaard(transactie.onderhoud.meldingen(melding_ids), besluit.dag)
    regels = []
    for persoon, van_hem in per_persoon(transactie, meldingen).items():
        ids = tuple(melding.id for melding in van_hem)
        over = transactie.signalen.over(ids, besluit.dag)
        berichten = intrekkingen(ids, over, besluit.dag, besluit.moment, besluit.context.nieuwe_id)
        transactie.beperkingen.leg_op(ids, besluit.id, besluit.moment)
        if berichten:
            transactie.signalen.voeg_toe(berichten)
        regels.append(besluit.maak(Gebeurtenis.MELDING_BEPERKT, persoon=persoon, ids=(besluit.id, *ids)))
        regels += signaalregels(besluit.maak, persoon, berichten, *ids)
    return regels


def hef_op(transactie: Transactie, melding_ids: Collection[str], besluit: Uitvoering) -> list[Logregel]:
    """Request ``besluit.id`` no longer blocks these meldingen; each that nothing else blocks matches and signals as if it were new.

    In order of meldmoment, so that the second of two names the first (keuzes.md 18, 25). What was archived or destroyed meanwhile tells
    nobody anything; done twice it does nothing the second time. Gives the lines of the logboek. The transaction holds the locks of these
    meldingen.
    """
    geblokkeerd = transactie.beperkingen.hef_op(melding_ids, besluit.id)
    regels, vrij = [], []
    for persoon, van_hem in per_persoon(transactie, transactie.onderhoud.meldingen(geblokkeerd)).items():
        ids = tuple(melding.id for melding in van_hem)
        regels.append(besluit.maak(Gebeurtenis.BEPERKING_OPGEHEVEN, persoon=persoon, ids=(besluit.id, *ids)))
        vrij += [(melding, persoon) for melding in van_hem if is_actief(melding, besluit.dag)]
    vrij.sort(key=lambda een: (een[0].meldmoment, een[0].id))
    for nummer, (melding, persoon) in enumerate(vrij, start=1):
        gevolg = _signaleer(transactie, melding, [later for later, _ in vrij[nummer:]], besluit)
        regels += gevolgregels(besluit.maak, persoon, gevolg, melding.id)
    return regels


def _signaleer(transactie: Transactie, melding: Melding, nog_niet: Collection[Melding], besluit: Uitvoering) -> Gevolg:
    """R-082, keuzes.md 25: what this melding brings about, as if ``nog_niet`` were still blocked; kept in this transaction."""
    dag, context = besluit.dag, besluit.context
    jeugdige = transactie.jeugdigen.haal(melding.jeugdige_id)
    kring = transactie.jeugdigen.kring(jeugdige, dag, adresmatch=context.beleid.op(dag).adresmatch)
    meldingen = [m for m in transactie.meldingen.van_jeugdigen([wie.id for wie in kring]) if m not in nog_niet]
    mandaten = transactie.organisaties.mandaat_gemeenten([melding.id], dag)
    rond = omgeving_op(transactie, kring, meldingen, dag, context)
    gevolg = gevolgen(melding, rond, mandaten.get(melding.id), besluit.moment, context.nieuwe_id)
    bewaar_gevolg(transactie, gevolg)
    return gevolg
