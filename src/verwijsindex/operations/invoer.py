"""Taking over the existing meldingen of a partner that joins, without telling anybody (keuzes.md 24; R-183; decision record 0099)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from verwijsindex.domain.instantie import Rol, Stuurgegevens
from verwijsindex.domain.invoer import Invoerrij, Samenloop
from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutels import SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.regels.avg import nog_bewaard
from verwijsindex.domain.regels.invoeren import dubbel, einde_van, genoemde_grens, mag_ingevoerd, was_geboren
from verwijsindex.domain.regels.matchen import eigen_lopende, omgeving, wat_matcht
from verwijsindex.domain.regels.termijnen import loopt, toestand
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.regels.verhuizen import om_te_bewaren
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.weigeringen import Overleden, RegisterOnbereikbaar, TeOud, Weigering
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.herhaling import sleutel_van
from verwijsindex.operations.identificeren import Gevonden, identificeer
from verwijsindex.operations.invoerproef import Vooruitblik
from verwijsindex.operations.melden import gemeld_van, naar_tekst

OPERATIE: Final = "Invoer"
_NOG_LANG_NIET: Final = date(9000, 1, 1)
"""Stands for the 23rd birthday while it is not known whom it is about."""


@dataclass(slots=True)
class Ingevoerd:
    """What an import did, or as a trial would do: line numbers, ids and counts, nothing of a person."""

    nieuw: int = 0
    bekend: int = 0
    """Taken over before."""
    verlopen: list[int] = field(default_factory=list)
    """Lines of which the law keeps nothing any more, that were passed over."""
    samenlopen: list[Samenloop] = field(default_factory=list)
    """What matches, and would have been told; in a trial a melding of the file is called by its line."""


@dataclass(frozen=True, slots=True)
class _Goedgekeurd:
    """A row that may be kept, whom it is about, and its key."""

    rij: Invoerrij
    wie: Gevonden
    melding: Melding
    """Without an id of a jeugdige yet."""
    sleutel: ZakelijkeSleutel


def voer_in(
    rijen: Sequence[Invoerrij], context: Context, *, proef: bool = False, gedaan: Callable[[int], None] = lambda _: None
) -> Ingevoerd:
    """Take these meldingen over: with their own moments, by the terms of the law, and without a signaal, mail or offer of historie.

    First every row is judged; with one error nothing is changed. Raises LijstOnjuist with all of them, RegisterOnbereikbaar (VIR-190).
    What was taken over before is passed over, so that whoever is interrupted does the same again. ``gedaan`` hears of each row twice.
    """
    afbouw = context.beleid.afbouw
    if afbouw is not None and vandaag(context.klok.nu()) >= afbouw.geen_nieuwe_meldingen_vanaf:
        raise LijstOnjuist([(1, "deze index neemt geen meldingen meer aan")])
    uitslag = Ingevoerd()
    keurder = _Keurder(context, uitslag)
    goed = keurder.keur(rijen, gedaan)
    if proef:
        _kijk_vooruit(goed, context, uitslag, gedaan)
        return uitslag
    for een in goed:
        _bewaar(een, context, uitslag)
        gedaan(1)
    _sluit_af(uitslag, context)
    return uitslag


class _Keurder:
    """Judges every row before anything changes."""

    def __init__(self, context: Context, uitslag: Ingevoerd) -> None:
        self._context = context
        self._uitslag = uitslag
        self._moment = context.klok.nu()
        self._dag = vandaag(self._moment)
        self._fouten: list[tuple[int, str]] = []

    def keur(self, rijen: Iterable[Invoerrij], gedaan: Callable[[int], None]) -> list[_Goedgekeurd]:
        goed = []
        for rij in rijen:
            een = self._keur_rij(rij)
            if een is not None:
                goed.append(een)
            gedaan(1)
        nieuw = [een for een in goed if not self._is_bekend(een)]
        self._fouten += dubbel((een.rij, een.wie.nummer.waarde) for een in nieuw if loopt(een.melding, self._dag))
        if self._fouten:
            raise LijstOnjuist(sorted(self._fouten))
        return nieuw

    def _keur_rij(self, rij: Invoerrij) -> _Goedgekeurd | None:
        """The row if it may be kept; else an error, or a line of which nothing is kept any more."""
        try:
            return self._lees(rij)
        except RegisterOnbereikbaar:
            raise
        except (Overleden, TeOud):
            self._uitslag.verlopen.append(rij.regel)
        except Weigering as weigering:
            self._fouten.append((rij.regel, f"{weigering.code}: {weigering.omschrijving}"))
        except ValueError as fout:
            self._fouten.append((rij.regel, str(fout)))
        return None

    def _lees(self, rij: Invoerrij) -> _Goedgekeurd | None:
        context = self._context
        stuur = Stuurgegevens(rij.partner, rij.gebruiker, Rol.MELDER, rij.instantie)
        with context.opslag.lezen() as transactie:
            dossier = transactie.organisaties.dossier(rij.partner, stuur)
        instantie = None if dossier.gebruiker is None else dossier.gebruiker.instantie
        melding = Melding(
            id=context.nieuwe_id(),
            jeugdige_id="",
            meldingsbevoegde=rij.gebruiker,
            partner_melding_id=rij.partner_melding_id,
            meldmoment=rij.meldmoment,
            verwijderdatum=einde_van(rij, None if instantie is None else instantie.levensduur_maanden, context.beleid),
            uiterlijk=genoemde_grens(rij.aanduiding) or _NOG_LANG_NIET,
            beleid=context.beleid,
            verwijderd_op=rij.verwijderd_op,
        )
        if self._is_weg(melding, rij):
            return None
        mag_ingevoerd(rij, dossier, self._dag, context.beleid, loopt=loopt(melding, self._dag))
        wie = identificeer(rij.aanduiding, self._dag, context)
        was_geboren(wie.persoon, vandaag(rij.meldmoment))
        melding = replace(melding, uiterlijk=wie.uiterlijk)
        if self._is_weg(melding, rij):
            return None
        sleutel = sleutel_van(Afzender(rij.partner, "", stuur), SleutelSoort.MELDING, rij.partner_melding_id, *rij.aanduiding.inhoud)
        een = _Goedgekeurd(rij, wie, melding, sleutel)
        with context.opslag.lezen() as transactie:
            self._houd_tegen_het_bekende(een, transactie)
        return een

    def _is_weg(self, melding: Melding, rij: Invoerrij) -> bool:
        """R-043, R-103: whether the law keeps nothing of it any more; then its line is told."""
        weg = toestand(melding, self._dag) is Toestand.VERNIETIGD
        if weg:
            self._uitslag.verlopen.append(rij.regel)
        return weg

    def _houd_tegen_het_bekende(self, een: _Goedgekeurd, transactie: Transactie) -> None:
        """R-071, R-158: its key is free or bound to the same, and the reporter has no other running melding of this jeugdige."""
        gebonden = transactie.sleutels.zoek(een.sleutel, self._moment)
        if gebonden is not None:
            if gebonden.antwoord is not None and not gebonden.gelijk:
                raise ValueError("partnerMeldingId is al gebruikt voor een andere melding")
            return
        bekend = transactie.jeugdigen.zoek(een.wie.nummer)
        if bekend is None or not loopt(een.melding, self._dag):
            return
        if eigen_lopende(transactie.meldingen.van_jeugdigen([bekend.id]), een.rij.gebruiker, self._dag) is not None:
            raise ValueError("deze melder heeft deze jeugdige al gemeld, onder een ander partnerMeldingId")

    def _is_bekend(self, een: _Goedgekeurd) -> bool:
        with self._context.opslag.lezen() as transactie:
            bekend = transactie.sleutels.zoek(een.sleutel, self._moment) is not None
        self._uitslag.bekend += bekend
        return bekend


def _kijk_vooruit(goed: Iterable[_Goedgekeurd], context: Context, uitslag: Ingevoerd, gedaan: Callable[[int], None]) -> None:
    """R-183: what these rows would do, changing nothing."""
    vooruitblik = Vooruitblik(context, vandaag(context.klok.nu()))
    for een in goed:
        uitslag.nieuw += 1
        uitslag.samenlopen += vooruitblik.bekijk(een.rij.regel, een.melding, een.wie)
        gedaan(1)


def _bewaar(een: _Goedgekeurd, context: Context, uitslag: Ingevoerd) -> None:
    """keuzes.md 24: keep one melding with its matches, under the locks of any melding, and tell nobody.

    What the register says anew of a jeugdige who was known already is left to whoever follows it: that may concern others (R-080).
    """
    moment, wie = context.klok.nu(), een.wie
    dag = vandaag(moment)
    adresmatch = context.beleid.op(dag).adresmatch
    with context.opslag.schrijven() as transactie:
        transactie.vergrendel(wie.nummer, wie.persoon.ouders, adres=wie.persoon.woonadres)
        if transactie.sleutels.zoek(een.sleutel, moment) is not None:
            uitslag.bekend += 1
            return
        jeugdige = _jeugdige(wie, transactie, dag, adresmatch=adresmatch)
        melding = replace(een.melding, jeugdige_id=jeugdige.id, uiterlijk=jeugdige.uiterlijk)
        kring = transactie.jeugdigen.kring(jeugdige, dag, adresmatch=adresmatch)
        anderen = transactie.meldingen.van_jeugdigen([lid.id for lid in kring])
        transactie.meldingen.voeg_toe(melding, een.rij.partner)
        samen = wat_matcht(melding, omgeving(kring, (*anderen, melding), dag, adresmatch=adresmatch))
        for match in _matches(melding, samen, moment):
            transactie.signalen.leg_match_vast(match)
        gemeld = gemeld_van(melding, reeds=False, match=bool(samen), historie=False)
        transactie.sleutels.bind(een.sleutel, moment, naar_tekst(gemeld), melding.id)
        transactie.logboek.noteer([_regel(een.rij, melding, jeugdige, moment)])
        transactie.leg_vast()
    uitslag.nieuw += 1
    uitslag.samenlopen += [Samenloop(jeugdige.gemeentecode or "", soort.value, melding.id, ander.id) for soort, ander in samen]


def _jeugdige(wie: Gevonden, transactie: Transactie, dag: date, *, adresmatch: bool) -> Jeugdige:
    """As he is kept; as the register knows him when nothing of him was left to keep, whether or not maintenance took it away (R-045)."""
    bekend = transactie.jeugdigen.zoek(wie.nummer)
    if bekend is not None and nog_bewaard(transactie.meldingen.van_jeugdigen([bekend.id]), dag):
        return bekend
    return transactie.jeugdigen.bewaar(wie.nummer, om_te_bewaren(wie.persoon, adresmatch=adresmatch), wie.uiterlijk, bekend)


def _matches(melding: Melding, samen: Iterable[tuple[MatchSoort, Melding]], moment: datetime) -> Iterator[NieuweMatch]:
    """R-083, keuzes.md 18: one per person or pair of persons, since the import; that nobody was told of it does not make it less."""
    for soort, ander_id in sorted({(soort, ander.jeugdige_id) for soort, ander in samen}):
        eerste, tweede = sorted((melding.jeugdige_id, ander_id))
        yield NieuweMatch(soort, eerste, tweede, moment)


def _regel(rij: Invoerrij, melding: Melding, jeugdige: Jeugdige, moment: datetime) -> Logregel:
    """R-140: one line per melding, with its person, so that he sees in an inzage who reported him."""
    return Logregel(
        moment,
        Gebeurtenis.MELDINGEN_INGEVOERD,
        OPERATIE,
        oin=rij.partner,
        gebruiker_id=rij.gebruiker,
        rol=Rol.MELDER.value,
        persoon=jeugdige.logpseudoniem,
        ids=(melding.id,),
    )


def _sluit_af(uitslag: Ingevoerd, context: Context) -> None:
    """R-140: how many were taken over; nothing when there were none."""
    if not uitslag.nieuw:
        return
    with context.opslag.schrijven() as transactie:
        regel = Logregel(context.klok.nu(), Gebeurtenis.MELDINGEN_INGEVOERD, OPERATIE, uitkomst=str(uitslag.nieuw))
        transactie.logboek.noteer([regel])
        transactie.leg_vast()
