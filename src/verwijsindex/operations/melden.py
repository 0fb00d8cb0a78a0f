"""Making a melding, for MeldJeugdige and for each item of MeldJeugdigen: match, signalen and logboek with it, or nothing (R-082)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Self

from verwijsindex.domain.aanduiding import Aanduiding
from verwijsindex.domain.instantie import Aanroeper, Rol
from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelBezet, SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.afbouw import neemt_nieuwe
from verwijsindex.domain.regels.bevoegdheid import is_bsn_gerechtigd, mag_melden, mag_zo_aanduiden
from verwijsindex.domain.regels.matchen import eigen_lopende, heeft_match, omgeving
from verwijsindex.domain.regels.signaleren import GEEN, Gevolg, gevolgen
from verwijsindex.domain.regels.termijnen import verwijderdatum
from verwijsindex.operations.aanbod import bied_aan, is_beschikbaar
from verwijsindex.operations.bijwerken import Bijgewerkt, omgeving_op, werk_bij
from verwijsindex.operations.context import Context
from verwijsindex.operations.gevolg import bewaar_gevolg, gevolgregels
from verwijsindex.operations.herhaling import eerste_antwoord, sleutel_van
from verwijsindex.operations.identificeren import Gevonden, identificeer
from verwijsindex.operations.toegang import Verzoek


@dataclass(frozen=True, slots=True)
class TeMelden:
    """One jeugdige to report, under the partner's own key."""

    partner_melding_id: str
    aanduiding: Aanduiding


class Gemeld(NamedTuple):
    """The answer: ids, dates and flags; nothing about the jeugdige (R-009)."""

    melding_id: str
    meldmoment: datetime
    verwijderdatum: date
    reeds_gemeld: bool
    match_aanwezig: bool
    historie_beschikbaar: bool


class Melder:
    """A reporter who may report, decided once per request."""

    def __init__(self, verzoek: Verzoek, context: Context, aanroeper: Aanroeper, *, bsn_gerechtigd: bool) -> None:
        self._verzoek = verzoek
        self._context = context
        self._aanroeper = aanroeper
        self._bsn_gerechtigd = bsn_gerechtigd

    @classmethod
    def van(cls, verzoek: Verzoek, context: Context, transactie: Transactie) -> Self:
        """Who reports. Raises what concerns the caller (R-001, R-006, R-007; keuzes.md 2).

        VIR-160 when nothing new is taken any more (R-190), VIR-122, VIR-120, VIR-123, VIR-121.
        """
        neemt_nieuwe(verzoek.beleid, verzoek.dag)
        aanroeper, dossier = verzoek.aanroeper(transactie, {Rol.MELDER}, brengt_in=True)
        categorieen = verzoek.wet.categorieen
        convenanten = mag_melden(aanroeper, dossier, verzoek.dag, categorieen)
        return cls(verzoek, context, aanroeper, bsn_gerechtigd=is_bsn_gerechtigd(aanroeper, convenanten, categorieen))

    def eerder(self, wat: TeMelden, transactie: Transactie) -> Gemeld | None:
        """The first answer when this key was used before; None when it was not. Raises VIR-140 or VIR-130 (R-158)."""
        gebonden = transactie.sleutels.zoek(self._sleutel(wat), self._verzoek.moment)
        return None if gebonden is None else self._opnieuw(_uit_tekst(eerste_antwoord(gebonden, "partnerMeldingId")), transactie)

    def _opnieuw(self, eerst: Gemeld, transactie: Transactie) -> Gemeld:
        """keuzes.md 28: the first answer as it was, but no historie that cannot be fetched any more."""
        if not eerst.historie_beschikbaar:
            return eerst
        melding = transactie.meldingen.haal(eerst.melding_id)
        return eerst._replace(historie_beschikbaar=is_beschikbaar(transactie, melding, self._verzoek.dag))

    def meld(self, wat: TeMelden) -> Gemeld:
        """Ask the register, with nothing locked, and store. Raises VIR-105 and whatever `identificeer` raises.

        When a simultaneous request bound the same key meanwhile, its answer is the answer. An answer of the register that would
        change what is kept may be older than that: it is asked once more, knowing what is kept (R-125).
        """
        mag_zo_aanduiden(wat.aanduiding, bsn_gerechtigd=self._bsn_gerechtigd)
        try:
            gezien: Jeugdige | None = None
            while True:
                gevonden = identificeer(wat.aanduiding, self._verzoek.dag, self._context)
                with self._context.opslag.schrijven() as transactie:
                    gemeld = self._bewaar(transactie, gevonden, self._sleutel(wat), gezien)
                    if isinstance(gemeld, Gemeld):
                        transactie.leg_vast()
                        return gemeld
                gezien = gemeld
        except SleutelBezet:
            with self._context.opslag.lezen() as transactie:
                eerder = self.eerder(wat, transactie)
            if eerder is None:
                raise
            return eerder

    def _sleutel(self, wat: TeMelden) -> ZakelijkeSleutel:
        return sleutel_van(self._verzoek.afzender, SleutelSoort.MELDING, wat.partner_melding_id, *wat.aanduiding.inhoud)

    def _bewaar(self, transactie: Transactie, wie: Gevonden, sleutel: ZakelijkeSleutel, gezien: Jeugdige | None) -> Gemeld | Jeugdige:
        """R-071, R-082: under a lock on the jeugdige and his family, find the melding he already has or make a new one.

        Gives the jeugdige, and is not to be kept, when this changes him while nobody knew that he is as he is when the register was asked.
        """
        transactie.vergrendel(wie.nummer, wie.persoon.ouders, adres=wie.persoon.woonadres)
        bekend = transactie.jeugdigen.zoek(wie.nummer)
        rond = werk_bij(transactie, wie, bekend, self._verzoek.moment, self._context)
        if rond.veranderd and bekend is not None and bekend != gezien:
            return bekend
        jeugdige, over_hem = rond.jeugdige, [m for m in rond.meldingen if m.jeugdige_id == rond.jeugdige.id]
        eigen = eigen_lopende(over_hem, self._aanroeper.gebruiker.id, self._verzoek.dag)
        if eigen is not None:
            gemeld, regels = self._reeds_gemeld(transactie, eigen, rond)
        else:
            melding = self._nieuwe_melding(jeugdige, sleutel.sleutel)
            gevolg = self._gevolgen(transactie, melding, rond)
            gemeld, regels = self._nieuw_gemeld(transactie, jeugdige, melding, gevolg, over_hem)
        transactie.sleutels.bind(sleutel, self._verzoek.moment, naar_tekst(gemeld), gemeld.melding_id)
        transactie.logboek.noteer([*rond.regels(self._verzoek.regel), *regels])
        return gemeld

    def _nieuwe_melding(self, jeugdige: Jeugdige, partner_melding_id: str) -> Melding:
        """R-050, R-055, R-060: the moment is ours, the term follows from the profile of the instantie."""
        instantie = self._aanroeper.gebruiker.instantie
        maanden = instantie.levensduur_maanden if instantie is not None else None
        return Melding(
            id=self._context.nieuwe_id(),
            jeugdige_id=jeugdige.id,
            meldingsbevoegde=self._aanroeper.gebruiker.id,
            partner_melding_id=partner_melding_id,
            meldmoment=self._verzoek.moment,
            verwijderdatum=verwijderdatum(self._verzoek.dag, maanden, self._verzoek.wet.melding_maanden),
            uiterlijk=jeugdige.uiterlijk,
            beleid=self._context.beleid,
        )

    def _gevolgen(self, transactie: Transactie, melding: Melding, rond: Bijgewerkt) -> Gevolg:
        """R-070..R-074, R-090, R-097: what it brings about; nobody else reported them, nothing."""
        if not rond.meldingen:
            return GEEN
        met_haar = omgeving_op(transactie, rond.kring, (*rond.meldingen, melding), self._verzoek.dag, self._context)
        return gevolgen(melding, met_haar, self._aanroeper.mandaat_gemeente, self._verzoek.moment, self._context.nieuwe_id)

    def _reeds_gemeld(self, transactie: Transactie, eigen: Melding, rond: Bijgewerkt) -> tuple[Gemeld, list[Logregel]]:
        """R-071: the melding that he already has, dates unchanged, no signaal; the offer is that of the first time (keuzes.md 25, 28)."""
        historie = is_beschikbaar(transactie, eigen, self._verzoek.dag)
        nu = omgeving(rond.kring, rond.meldingen, self._verzoek.dag, adresmatch=self._verzoek.wet.adresmatch)
        gemeld = gemeld_van(eigen, reeds=True, match=heeft_match(eigen, nu), historie=historie)
        return gemeld, [self._verzoek.regel(Gebeurtenis.MELDING_HERHAALD, persoon=rond.jeugdige.logpseudoniem, ids=(eigen.id,))]

    def _nieuw_gemeld(
        self, transactie: Transactie, jeugdige: Jeugdige, melding: Melding, gevolg: Gevolg, over_hem: Iterable[Melding]
    ) -> tuple[Gemeld, list[Logregel]]:
        """R-082: the melding with its matches and signalen, and its offer of historie (R-104)."""
        transactie.meldingen.voeg_toe(melding, self._verzoek.afzender.oin)
        bewaar_gevolg(transactie, gevolg)
        archief = bied_aan(transactie, melding, over_hem, self._verzoek.dag)
        gemeld = gemeld_van(melding, reeds=False, match=bool(gevolg.matches), historie=bool(archief))
        return gemeld, self._regels(melding, jeugdige.logpseudoniem, gevolg, archief)

    def _regels(self, melding: Melding, persoon: str, gevolg: Gevolg, archief: tuple[str, ...]) -> list[Logregel]:
        """R-140: the melding, every signaal with its recipient, a gemeente for want of another (keuzes.md 10), and what was offered."""
        regels = [self._verzoek.regel(Gebeurtenis.MELDING_GEDAAN, persoon=persoon, ids=(melding.id,))]
        if archief:
            regels.append(self._verzoek.regel(Gebeurtenis.HISTORIE_AANGEBODEN, persoon=persoon, ids=(melding.id, *archief)))
        return [*regels, *gevolgregels(self._verzoek.regel, persoon, gevolg, melding.id)]


def gemeld_van(melding: Melding, *, reeds: bool, match: bool, historie: bool) -> Gemeld:
    """What its reporter is told of a melding (R-009)."""
    return Gemeld(melding.id, melding.meldmoment, melding.verwijderdatum, reeds, match, historie)


def naar_tekst(gemeld: Gemeld) -> str:
    """An answer as it is kept beside its business key (keuzes.md 1)."""
    return json.dumps(
        {
            "melding_id": gemeld.melding_id,
            "meldmoment": gemeld.meldmoment.isoformat(),
            "verwijderdatum": gemeld.verwijderdatum.isoformat(),
            "reeds_gemeld": gemeld.reeds_gemeld,
            "match_aanwezig": gemeld.match_aanwezig,
            "historie_beschikbaar": gemeld.historie_beschikbaar,
        }
    )


def _uit_tekst(tekst: str) -> Gemeld:
    velden = json.loads(tekst)
    velden["meldmoment"] = datetime.fromisoformat(velden["meldmoment"])
    velden["verwijderdatum"] = date.fromisoformat(velden["verwijderdatum"])
    return Gemeld(**velden)
