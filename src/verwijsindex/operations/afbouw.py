"""The end of the index: everything of persons destroyed on its day, handed to the colleges before, and proven after (R-190)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from verwijsindex.domain.instantie import Convenant, Gebruiker
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.afbouw import is_voorbij
from verwijsindex.domain.regels.rechten import verantwoordelijk
from verwijsindex.domain.regels.termijnen import einde_archief, toestand, verwijderdag
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations.context import Context

OPERATIE: Final = "Afbouw"
PER_KEER: Final = 2000
"""Rows in one transaction."""
ONBEKEND: Final = "0000"
"""Stands for the gemeente of a reporter who never had agreements with any."""


class AfbouwNietAanDeOrde(Exception):
    """Nothing may be destroyed yet: the policy names no day, or a later one; the Dutch text tells which."""


def mag_afbouwen(context: Context, dag: date) -> None:
    """R-190: only on or after the day that the policy names. Raises AfbouwNietAanDeOrde."""
    if is_voorbij(context.beleid, dag):
        return
    afbouw = context.beleid.afbouw
    if afbouw is None or afbouw.alles_vernietigd_op is None:
        raise AfbouwNietAanDeOrde("het beleid noemt geen dag waarop alles wordt vernietigd (alles_vernietigd_op, docs/afbouw.md)")
    raise AfbouwNietAanDeOrde(f"alles wordt pas vernietigd op {afbouw.alles_vernietigd_op.isoformat()}; vandaag is het {dag.isoformat()}")


def tel_afbouw(context: Context) -> Mapping[str, int]:
    """Rows per table that holds something of persons, those that are empty left out."""
    with context.opslag.lezen() as transactie:
        return {tabel: aantal for tabel, aantal in transactie.afbouw.tel().items() if aantal}


def begin_afbouw(context: Context) -> None:
    """Note what there is before anything goes; what was noted before stays."""
    with context.opslag.schrijven() as transactie:
        if transactie.afbouw.stand() is None:
            transactie.afbouw.begin(context.klok.nu(), transactie.afbouw.tel())
            transactie.leg_vast()


def wis_alles(context: Context, doorgaan: Callable[[], bool], gedaan: Callable[[int], None]) -> int:
    """R-190: take away, piece by piece, what is left of persons; whoever stops it loses nothing. Gives how many rows.

    The numbers of persons whom the register still follows wait until it was told not to (R-120); nothing else waits for a register.
    """
    totaal = 0
    while doorgaan():
        with context.opslag.schrijven() as transactie:
            te_ontvolgen = context.wijzigingen is not None and bool(transactie.volglijst.niet_meer_te_volgen(1))
            aantal = transactie.afbouw.wis(PER_KEER, ook_volglijst=not te_ontvolgen)
            if not aantal:
                if not te_ontvolgen and _rond_af(transactie, context):
                    transactie.leg_vast()
                return totaal
            transactie.leg_vast()
        totaal += aantal
        gedaan(aantal)
    return totaal


def _rond_af(transactie: Transactie, context: Context) -> bool:
    """Once: nothing of persons is left, and the logboek says so with how much it was."""
    stand = transactie.afbouw.stand()
    if stand is None or stand.voltooid is not None:
        return False
    moment = context.klok.nu()
    transactie.afbouw.voltooi(moment)
    aantallen = tuple(f"{tabel}={aantal}" for tabel, aantal in stand.vooraf.items() if aantal)
    transactie.logboek.noteer([Logregel(moment, Gebeurtenis.AFBOUW_UITGEVOERD, OPERATIE, ids=aantallen, uitkomst=context.beleid.kenmerk)])
    return True


# Handing over to the colleges.


@dataclass(frozen=True, slots=True)
class Overdracht:
    """What one college gets: its meldingen one by one, and its requests; plain values."""

    gemeentecode: str
    meldingen: Callable[[], Iterator[Mapping[str, object]]]
    verzoeken: Sequence[Mapping[str, object]]


def colleges(context: Context) -> Mapping[str, int]:
    """R-131: per gemeente how many meldingen its college answers for, the archive included."""
    telling: dict[str, int] = {}
    lezer = _Lezer(context)
    for melding in lezer.meldingen():
        for gemeente in lezer.gemeenten(melding):
            telling[gemeente] = telling.get(gemeente, 0) + 1
    with context.opslag.lezen() as transactie:
        for verzoek in transactie.afbouw.verzoeken(None):
            telling.setdefault(str(verzoek["gemeentecode"]), 0)
    return dict(sorted(telling.items()))


def draag_over(gemeentecode: str, context: Context) -> Overdracht:
    """R-131, R-190: everything that the college of this gemeente answers for."""
    lezer = _Lezer(context)
    with context.opslag.lezen() as transactie:
        verzoeken = transactie.afbouw.verzoeken(gemeentecode)
    return Overdracht(gemeentecode, lambda: lezer.van(gemeentecode), verzoeken)


class _Lezer:
    """Reads every melding in pieces, and each reporter once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._dag = vandaag(context.klok.nu())
        self._convenanten: dict[str, Sequence[Convenant]] = {}
        self._melders: dict[str, Gebruiker | None] = {}

    def meldingen(self) -> Iterator[Melding]:
        """What the law destroyed is not handed over, whether or not maintenance took it away (R-045)."""
        laatste = ""
        while True:
            with self._context.opslag.lezen() as transactie:
                gevonden = transactie.afbouw.meldingen_na(laatste, PER_KEER)
            if not gevonden:
                return
            yield from (melding for melding in gevonden if toestand(melding, self._dag) is not Toestand.VERNIETIGD)
            laatste = gevonden[-1].id

    def gemeenten(self, melding: Melding) -> Collection[str]:
        """R-131: those whose college answers for it; nobody's is handed to nobody, in a file of its own."""
        melder = melding.meldingsbevoegde
        if melder not in self._convenanten:
            with self._context.opslag.lezen() as transactie:
                self._convenanten[melder] = transactie.rechten.convenanten({melder}).get(melder, ())
        return verantwoordelijk(self._convenanten[melder], vandaag(melding.meldmoment)) or (ONBEKEND,)

    def van(self, gemeentecode: str) -> Iterator[Mapping[str, object]]:
        for melding in self.meldingen():
            if gemeentecode in self.gemeenten(melding):
                yield self._als_waarden(melding)

    def _melder(self, melder: str) -> Gebruiker | None:
        if melder not in self._melders:
            with self._context.opslag.lezen() as transactie:
                self._melders[melder] = transactie.organisaties.gebruiker(melder)
        return self._melders[melder]

    def _als_waarden(self, melding: Melding) -> Mapping[str, object]:
        melder = self._melder(melding.meldingsbevoegde)
        with self._context.opslag.lezen() as transactie:
            nummer = transactie.jeugdigen.nummer(melding.jeugdige_id)
        return {
            "meldingId": melding.id,
            "nummer": nummer.waarde,
            "partnerMeldingId": melding.partner_melding_id,
            "meldmoment": melding.meldmoment.isoformat(),
            "verwijderdatum": melding.verwijderdatum.isoformat(),
            "verwijderdOp": None if melding.verwijderd_op is None else melding.verwijderd_op.isoformat(),
            "archiefTot": einde_archief(verwijderdag(melding), melding.beleid).isoformat(),
            "melder": None if melder is None else {"gebruikerId": melder.id, **asdict(melder.contact)},
            "instantie": None if melder is None or melder.instantie is None else melder.instantie.naam,
        }
