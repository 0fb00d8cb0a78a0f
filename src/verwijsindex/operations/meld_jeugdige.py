"""MeldJeugdige: a meldingsbevoegde reports that he is involved with a jeugdige (Jeugdwet 7.1.4.1; R-020..R-097, R-158)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from verwijsindex.domain.instantie import Aanroeper, Rol
from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports import SleutelSoort, Transactie, ZakelijkeSleutel
from verwijsindex.domain.regels.bevoegdheid import mag_bsn_gebruiken, mag_melden
from verwijsindex.domain.regels.identificatie import lees_bsn, uit_register, uiterlijk
from verwijsindex.domain.regels.matchen import Omgeving, eigen_actieve, heeft_historie, heeft_match, omgeving
from verwijsindex.domain.regels.signaleren import Gevolg, gevolgen
from verwijsindex.domain.regels.termijnen import verwijderdatum
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import NietAangeboden
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.toegang import Verzoek, behandel

OPERATIE = "MeldJeugdige"


@dataclass(frozen=True, slots=True)
class MeldJeugdige:
    """The request. ``bsn`` is None when the jeugdige is identified another way, which is not built yet (keuzes.md 43)."""

    afzender: Afzender
    partner_melding_id: str
    bsn: str | None


@dataclass(frozen=True, slots=True)
class Gemeld:
    """The answer: ids, dates and flags; nothing about the jeugdige (R-009)."""

    melding_id: str
    meldmoment: datetime
    verwijderdatum: date
    reeds_gemeld: bool
    match_aanwezig: bool
    historie_beschikbaar: bool


def meld_jeugdige(verzoek: MeldJeugdige, context: Context) -> Gemeld:
    """Report a jeugdige by BSN: melding, match, signalen and logboek in one transaction, or a Weigering and nothing stored.

    Checks run in the order of keuzes.md 2. The same partnerMeldingId with the same content gives the first answer again (R-158).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        if verzoek.bsn is None:
            raise NietAangeboden("jeugdige")
        sleutel = sleutel_van(verzoek.afzender, SleutelSoort.MELDING, verzoek.partner_melding_id, verzoek.bsn)
        melder = _Melder(lopend, context, sleutel, verzoek.bsn)
        return herhaal_als_bezet(melder.meld)


class _Melder:
    """One attempt at a melding: what does not change while it is repeated."""

    def __init__(self, verzoek: Verzoek, context: Context, sleutel: ZakelijkeSleutel, bsn: str) -> None:
        self._verzoek = verzoek
        self._context = context
        self._sleutel = sleutel
        self._bsn = bsn

    def meld(self) -> Gemeld:
        """Read who is calling and whether he asked before; ask the register; then store."""
        aanroeper, eerder = self._lees()
        if eerder is not None:
            return eerder
        bsn = lees_bsn(self._bsn, productie=self._context.productie)
        persoon = uit_register(self._context.register.zoek_op_bsn(bsn))
        grens = uiterlijk(persoon, self._verzoek.dag)
        with self._context.opslag.schrijven() as transactie:
            gemeld = self._bewaar(transactie, aanroeper, bsn, persoon, grens)
            transactie.leg_vast()
            return gemeld

    def _lees(self) -> tuple[Aanroeper, Gemeld | None]:
        """The register may be slow, so nothing is locked while it is asked: this transaction reads and ends."""
        with self._context.opslag.lezen() as transactie:
            aanroeper, dossier = self._verzoek.aanroeper(transactie, {Rol.MELDER})
            convenanten = mag_melden(aanroeper, dossier, self._verzoek.dag)
            gebonden = transactie.sleutels.zoek(self._sleutel, self._verzoek.moment)
        if gebonden is not None:
            return aanroeper, _uit_tekst(eerste_antwoord(gebonden, "partnerMeldingId"))
        mag_bsn_gebruiken(aanroeper, convenanten)
        return aanroeper, None

    def _bewaar(self, transactie: Transactie, aanroeper: Aanroeper, bsn: Bsn, persoon: RegisterPersoon, grens: date) -> Gemeld:
        """R-071, R-082: under a lock on the jeugdige and his family, find the melding he already has or make a new one."""
        transactie.vergrendel(bsn, persoon.ouders)
        jeugdige = transactie.jeugdigen.bewaar(bsn, persoon, grens, transactie.jeugdigen.zoek(bsn))
        kring = (jeugdige, *transactie.jeugdigen.gezin(jeugdige))
        meldingen = transactie.meldingen.van_jeugdigen([j.id for j in kring])
        over_hem = [m for m in meldingen if m.jeugdige_id == jeugdige.id]
        eigen = eigen_actieve(over_hem, aanroeper.gebruiker.id, self._verzoek.dag)
        sinds = self._verzoek.dag if eigen is None else vandaag(eigen.meldmoment)  # the offer is that of the first time (keuzes.md 28)
        historie = heeft_historie(over_hem, aanroeper.gebruiker.id, sinds)
        if eigen is not None:
            rond = omgeving(kring, meldingen, self._verzoek.dag)
            return self._reeds_gemeld(transactie, jeugdige, eigen, rond, historie=historie)
        melding = self._nieuwe_melding(jeugdige, aanroeper)
        zonder_regie = self._zonder_regie(transactie, kring) if meldingen else frozenset()
        rond = omgeving(kring, (*meldingen, melding), self._verzoek.dag, zonder_regie)
        gevolg = gevolgen(melding, rond, aanroeper.mandaat_gemeente, self._verzoek.moment, self._context.nieuwe_id)
        return self._nieuw_gemeld(transactie, jeugdige, melding, gevolg, historie=historie)

    def _zonder_regie(self, transactie: Transactie, kring: Iterable[Jeugdige]) -> frozenset[str]:
        """keuzes.md 10: gemeenten whose signalen go to the gemeente of the mandate."""
        gemeenten = {jeugdige.gemeentecode for jeugdige in kring if jeugdige.gemeentecode is not None}
        return transactie.organisaties.zonder_regievoerder(gemeenten, self._verzoek.dag)

    def _nieuwe_melding(self, jeugdige: Jeugdige, aanroeper: Aanroeper) -> Melding:
        """R-050, R-055, R-060: the moment is ours, the term follows from the profile of the instantie."""
        instantie = aanroeper.gebruiker.instantie
        maanden = instantie.levensduur_maanden if instantie is not None else None
        return Melding(
            id=self._context.nieuwe_id(),
            jeugdige_id=jeugdige.id,
            meldingsbevoegde=aanroeper.gebruiker.id,
            partner_melding_id=self._sleutel.sleutel,
            meldmoment=self._verzoek.moment,
            verwijderdatum=verwijderdatum(self._verzoek.dag, maanden),
            uiterlijk=jeugdige.uiterlijk,
        )

    def _reeds_gemeld(self, transactie: Transactie, jeugdige: Jeugdige, eigen: Melding, rond: Omgeving, *, historie: bool) -> Gemeld:
        """R-071: the melding that he already has, dates unchanged, no signaal."""
        gemeld = _gemeld(eigen, reeds=True, match=heeft_match(eigen, rond), historie=historie)
        regel = self._verzoek.regel(Gebeurtenis.MELDING_HERHAALD, persoon=jeugdige.logpseudoniem, ids=(eigen.id,))
        self._leg_vast(transactie, gemeld, [regel])
        return gemeld

    def _nieuw_gemeld(self, transactie: Transactie, jeugdige: Jeugdige, melding: Melding, gevolg: Gevolg, *, historie: bool) -> Gemeld:
        """R-082: melding, matches, signalen and logboek together."""
        transactie.meldingen.voeg_toe(melding, self._verzoek.afzender.oin)
        for match in gevolg.matches:
            transactie.signalen.leg_match_vast(match)
        if gevolg.signalen:
            transactie.signalen.voeg_toe(gevolg.signalen)
        gemeld = _gemeld(melding, reeds=False, match=bool(gevolg.matches), historie=historie)
        self._leg_vast(transactie, gemeld, self._regels(melding, jeugdige, gevolg))
        return gemeld

    def _leg_vast(self, transactie: Transactie, gemeld: Gemeld, regels: list[Logregel]) -> None:
        transactie.sleutels.bind(self._sleutel, self._verzoek.moment, _naar_tekst(gemeld), gemeld.melding_id)
        transactie.logboek.noteer(regels)

    def _regels(self, melding: Melding, jeugdige: Jeugdige, gevolg: Gevolg) -> list[Logregel]:
        """R-140: the melding, every signaal with its recipient, and a gemeente addressed for want of another (keuzes.md 10)."""
        pseudoniem = jeugdige.logpseudoniem
        regels = [self._verzoek.regel(Gebeurtenis.MELDING_GEDAAN, persoon=pseudoniem, ids=(melding.id,))]
        for signaal in gevolg.signalen:
            ids = (signaal.id, melding.id)
            regels.append(self._verzoek.regel(Gebeurtenis.SIGNAAL_GEMAAKT, persoon=pseudoniem, ids=ids, ontvanger=signaal.ontvanger.id))
        if gevolg.uit_mandaat:
            regels.append(self._verzoek.regel(Gebeurtenis.REGIEVOERDER_UIT_MANDAAT, persoon=pseudoniem, ids=(melding.id,)))
        return regels


def _gemeld(melding: Melding, *, reeds: bool, match: bool, historie: bool) -> Gemeld:
    return Gemeld(melding.id, melding.meldmoment, melding.verwijderdatum, reeds, match, historie)


def _naar_tekst(gemeld: Gemeld) -> str:
    return json.dumps(asdict(gemeld), default=_iso)


def _iso(waarde: date) -> str:
    return waarde.isoformat()


def _uit_tekst(tekst: str) -> Gemeld:
    velden = json.loads(tekst)
    return Gemeld(
        melding_id=velden["melding_id"],
        meldmoment=datetime.fromisoformat(velden["meldmoment"]),
        verwijderdatum=date.fromisoformat(velden["verwijderdatum"]),
        reeds_gemeld=velden["reeds_gemeld"],
        match_aanwezig=velden["match_aanwezig"],
        historie_beschikbaar=velden["historie_beschikbaar"],
    )
