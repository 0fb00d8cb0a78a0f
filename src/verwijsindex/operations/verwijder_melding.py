"""VerwijderMelding: a reporter withdraws his melding on one of two grounds (Jeugdwet 7.1.4.5(1), 7.1.4.6; R-095, R-100, R-101)."""

import json
from dataclasses import dataclass
from datetime import date

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, VerwijderReden
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.termijnen import einde_archief
from verwijsindex.domain.regels.toezicht import BINNEN_24_UUR
from verwijsindex.domain.regels.verwijderen import gaat_naar_archief, is_vlug_ingetrokken, mag_verwijderen
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.gevolg import signaalregels
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.vernietigen import vernietig

OPERATIE = "VerwijderMelding"


@dataclass(frozen=True, slots=True)
class VerwijderMelding:
    """The request."""

    afzender: Afzender
    partner_verzoek_id: str
    melding_id: str
    reden: VerwijderReden


@dataclass(frozen=True, slots=True)
class Verwijderd:
    """The answer; ``gearchiveerd_tot`` is None when nothing of the melding is kept (R-101)."""

    melding_id: str
    verwijderd_op: date
    gearchiveerd_tot: date | None


def verwijder_melding(verzoek: VerwijderMelding, context: Context) -> Verwijderd:
    """Remove a melding of the caller's own: destroyed when it was not justified, archived when the risk is gone (R-101).

    Raises VIR-130 or VIR-131 (R-100), VIR-140 for a known partnerVerzoekId with other content (R-158).
    """
    afzender = verzoek.afzender
    sleutel = sleutel_van(afzender, SleutelSoort.VERZOEK, verzoek.partner_verzoek_id, OPERATIE, verzoek.melding_id, verzoek.reden)
    with behandel(afzender, OPERATIE, context) as lopend:
        return herhaal_als_bezet(lambda: _poging(verzoek, lopend, sleutel, context))


def _poging(verzoek: VerwijderMelding, lopend: Verzoek, sleutel: ZakelijkeSleutel, context: Context) -> Verwijderd:
    with context.opslag.schrijven() as transactie:
        aanroeper, _ = lopend.aanroeper(transactie, {Rol.MELDER})
        transactie.vergrendel_melding(verzoek.melding_id)  # before the key is read: who repeats while we work waits for our answer
        gebonden = transactie.sleutels.zoek(sleutel, lopend.moment)
        if gebonden is not None:
            return _uit_tekst(eerste_antwoord(gebonden, "partnerVerzoekId"))
        melding = mag_verwijderen(transactie.meldingen.haal(verzoek.melding_id), aanroeper.gebruiker.id, lopend.dag)
        regels = _verwijder(transactie, melding, verzoek.reden, lopend, context)
        verwijderd = Verwijderd(melding.id, lopend.dag, _archief_tot(verzoek.reden, lopend))
        transactie.sleutels.bind(sleutel, lopend.moment, _naar_tekst(verwijderd), None)
        transactie.logboek.noteer(regels)
        transactie.leg_vast()
        return verwijderd


def _archief_tot(reden: VerwijderReden, lopend: Verzoek) -> date | None:
    return einde_archief(lopend.dag, lopend.beleid) if gaat_naar_archief(reden) else None


def _verwijder(transactie: Transactie, melding: Melding, reden: VerwijderReden, lopend: Verzoek, context: Context) -> list[Logregel]:
    """Archive or destroy, tell those who must know (R-095), and give the lines of the logboek."""
    vlug = is_vlug_ingetrokken(melding, reden, lopend.moment)
    uitkomst = BINNEN_24_UUR if vlug else reden.value
    persoon = transactie.jeugdigen.haal(melding.jeugdige_id).logpseudoniem
    regels = [lopend.regel(Gebeurtenis.MELDING_VERWIJDERD, persoon=persoon, ids=(melding.id,), uitkomst=uitkomst)]
    if gaat_naar_archief(reden):
        transactie.meldingen.archiveer(melding.id, lopend.dag)
        return regels
    berichten = vernietig(transactie, [melding], lopend.moment, context, vlug=vlug)
    return [*regels, *signaalregels(lopend.regel, persoon, berichten, melding.id)]


def _naar_tekst(verwijderd: Verwijderd) -> str:
    tot = verwijderd.gearchiveerd_tot
    return json.dumps([verwijderd.melding_id, verwijderd.verwijderd_op.isoformat(), None if tot is None else tot.isoformat()])


def _uit_tekst(tekst: str) -> Verwijderd:
    melding_id, op, tot = json.loads(tekst)
    return Verwijderd(melding_id, date.fromisoformat(op), None if tot is None else date.fromisoformat(tot))
