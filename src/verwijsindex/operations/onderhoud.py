"""Maintenance: destroying on its day what the law destroys, and telling in time what runs out (R-043, R-065, R-103, R-111).

Every answer is the same without it (R-045): rules look at dates, maintenance takes away what they no longer show. It works in small
transactions, each whole in itself: whoever stops it anywhere loses nothing, and the next run goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Melding, Toestand
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_onderhoud import Archiefstand
from verwijsindex.domain.regels.afbouw import is_voorbij
from verwijsindex.domain.regels.archiveren import naar_archief_door_termijn, oudste_aanbod
from verwijsindex.domain.regels.beslistermijn import Termijnstand, nieuwe_waarschuwing, termijnstand
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk, niets_meer_vanaf, toestand, verlopen_archieven, vernietigdag
from verwijsindex.domain.tijd import middernacht, vandaag
from verwijsindex.domain.verzoek import Rechtenverzoek
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations.afbouw import begin_afbouw, tel_afbouw, wis_alles
from verwijsindex.operations.context import Context
from verwijsindex.operations.logboek import ijk
from verwijsindex.operations.verwerk_wijzigingen import verwerk_wijzigingen
from verwijsindex.operations.volgen import volg_en_ontvolg
from verwijsindex.operations.waarschuwen import die_verlopen, waarschuw

OPERATIE: Final = "Onderhoud"
PER_KEER: Final = 250
"""Meldingen in one transaction: their families stay locked for it, and whoever reports one of them waits so long."""
VOORUIT: Final = 10_000
"""Ids that are looked up at once."""
LEEFTIJD_23, EINDE_ARCHIEF, AFBOUW, TERMIJN = "LEEFTIJD_23", "EINDE_ARCHIEF", "AFBOUW", "TERMIJN"


@dataclass(frozen=True, slots=True)
class Mislukt:
    """A step that failed; the others were done all the same."""

    stap: str
    fout: Exception


@dataclass(frozen=True, slots=True)
class Verslag:
    """What one run did, or as a trial would do; counts only, nothing of a person."""

    dag: date
    aantallen: Mapping[str, int]
    mislukt: tuple[Mislukt, ...] = ()
    afgebroken: bool = False
    """It was told to stop; the next run goes on."""


@dataclass(slots=True)
class Ronde:
    """One run: its moment, whether it may go on, and what it did until now."""

    context: Context
    moment: datetime
    """By the clock that drives the law (keuzes.md 6)."""
    echt: datetime
    """Real time, by which messages grow too old."""
    doorgaan: Callable[[], bool] = field(default=lambda: True)
    """Asked before every transaction."""
    gedaan: Callable[[int], None] = field(default=lambda _: None)
    """Hears after every transaction how much more was done."""
    aantallen: Counter[str] = field(default_factory=Counter)
    dag: date = field(init=False)

    def __post_init__(self) -> None:
        self.dag = vandaag(self.moment)

    def tel(self, wat: str, aantal: int) -> None:
        """Note that so much was done of this."""
        self.aantallen[wat] += aantal
        self.gedaan(aantal)


Stap = tuple[str, Callable[[Ronde], None]]
"""Its name, in reports and in the log, and what does it."""


def onderhoud(ronde: Ronde, stappen: Sequence[Stap] | None = None) -> Verslag:
    """Do everything that is due, step by step; one that fails, because a register is away, holds up no other."""
    mislukt = []
    for naam, doe in STAPPEN if stappen is None else stappen:
        if ronde.doorgaan():
            try:
                doe(ronde)
            except Exception as fout:  # whatever it is, what the law destroys does not wait for it; who asked reports it
                mislukt.append(Mislukt(naam, fout))
    return Verslag(ronde.dag, dict(ronde.aantallen), tuple(mislukt), afgebroken=not ronde.doorgaan())


def tel_onderhoud(ronde: Ronde) -> Verslag:
    """A trial: how much is due, changing nothing."""
    beleid = ronde.context.beleid
    with ronde.context.opslag.lezen() as transactie:
        grens, archief = laatste_uiterlijk(ronde.dag, beleid), verlopen_archieven(ronde.dag, beleid)
        vernietigen = transactie.onderhoud.tel_te_vernietigen(grens, archief)
        sleutels, berichten = transactie.onderhoud.tel_op_te_ruimen(ronde.moment, ronde.echt)
        aanbod = transactie.onderhoud.tel_aanbod(_aanbod_voorbij(ronde))
    aflopend = sum(len(meldingen) for meldingen in _aflopend(ronde))
    te_doen = {
        "termijnen": sum(len(meldingen) for meldingen in _verlopen(ronde)),
        "meldingen": vernietigen,
        "zakelijke_sleutels": sleutels,
        "berichten": berichten,
        "aanbod": aanbod,
        "waarschuwingen": aflopend,
    }
    if is_voorbij(beleid, ronde.dag):
        te_doen["afbouw"] = sum(tel_afbouw(ronde.context).values()) - vernietigen
    return Verslag(ronde.dag, te_doen | _beslistermijnen(ronde))


def noteer_archief(ronde: Ronde) -> None:
    """R-101, R-140: that a term ended by itself stands in the logboek, once, as a removal by a reporter does."""
    while ronde.doorgaan():
        with ronde.context.opslag.schrijven() as transactie:
            gelezen = transactie.onderhoud.verlopen(transactie.onderhoud.archiefstand(), ronde.dag, PER_KEER)
            if not gelezen:
                return
            meldingen = [melding for melding in gelezen if naar_archief_door_termijn(melding, ronde.dag)]
            transactie.logboek.noteer(_regels_termijn(meldingen, ronde, transactie))
            transactie.onderhoud.zet_archiefstand(_stand_na(gelezen))
            transactie.leg_vast()
        ronde.tel("termijnen", len(meldingen))


def _regels_termijn(meldingen: Sequence[Melding], ronde: Ronde, transactie: Transactie) -> list[Logregel]:
    namen = transactie.onderhoud.logpseudoniemen({melding.jeugdige_id for melding in meldingen})
    return [
        Logregel(ronde.moment, Gebeurtenis.MELDING_VERWIJDERD, OPERATIE, persoon=namen[m.jeugdige_id], ids=(m.id,), uitkomst=TERMIJN)
        for m in meldingen
    ]


def _verlopen(ronde: Ronde) -> Iterator[Sequence[Melding]]:
    """What `noteer_archief` would note, in pieces."""
    with ronde.context.opslag.lezen() as transactie:
        stand = transactie.onderhoud.archiefstand()
        while gelezen := transactie.onderhoud.verlopen(stand, ronde.dag, VOORUIT):
            stand = _stand_na(gelezen)
            yield [melding for melding in gelezen if naar_archief_door_termijn(melding, ronde.dag)]


def _stand_na(gelezen: Sequence[Melding]) -> Archiefstand:
    return Archiefstand(gelezen[-1].verwijderdatum, gelezen[-1].id)


def vernietig(ronde: Ronde) -> None:
    """Jeugdwet 7.1.4.5(2)(b), 7.1.4.6(1), R-043, R-103, R-111: at 23, and at the end of the archive."""
    beleid = ronde.context.beleid
    grens, archief = laatste_uiterlijk(ronde.dag, beleid), verlopen_archieven(ronde.dag, beleid)
    while ronde.doorgaan():
        with ronde.context.opslag.lezen() as transactie:
            ids = transactie.onderhoud.te_vernietigen(grens, archief, VOORUIT)
        if not sum(_vernietig_deel(deel, ronde) for deel in _delen(ids, ronde)):
            return  # nothing is due, or somebody changed it meanwhile: the next run looks again


def _delen(ids: Sequence[str], ronde: Ronde) -> Iterator[Sequence[str]]:
    for begin in range(0, len(ids), PER_KEER):
        if ronde.doorgaan():
            yield ids[begin : begin + PER_KEER]


def _vernietig_deel(melding_ids: Sequence[str], ronde: Ronde) -> int:
    """Destroy these, under the locks of a melding, as far as the rule still says so; persons go with their last melding."""
    with ronde.context.opslag.schrijven() as transactie:
        transactie.vergrendel_meldingen(melding_ids)
        gelezen = transactie.onderhoud.meldingen(melding_ids)
        meldingen = sorted((m for m in gelezen if toestand(m, ronde.dag) is Toestand.VERNIETIGD), key=vernietigdag)
        if not meldingen:
            return 0
        regels = _regels(meldingen, ronde, transactie)
        for dag, van_dag in groupby(meldingen, key=vernietigdag):
            transactie.meldingen.vernietig([melding.id for melding in van_dag], middernacht(dag))
        jeugdigen = transactie.jeugdigen.vernietig_zonder_meldingen(*{melding.jeugdige_id for melding in meldingen})
        transactie.logboek.noteer(regels)
        transactie.leg_vast()
    ronde.aantallen["jeugdigen"] += jeugdigen
    ronde.tel("meldingen", len(meldingen))
    return len(meldingen)


def _regels(meldingen: Iterable[Melding], ronde: Ronde, transactie: Transactie) -> list[Logregel]:
    """R-140: per person and reason the meldingen that were destroyed."""
    per_persoon: dict[tuple[str, str], list[str]] = {}
    for melding in meldingen:
        reden = _reden(melding, ronde.dag)
        per_persoon.setdefault((melding.jeugdige_id, reden), []).append(melding.id)
    namen = transactie.onderhoud.logpseudoniemen({jeugdige_id for jeugdige_id, _ in per_persoon})
    return [
        Logregel(ronde.moment, Gebeurtenis.MELDINGEN_VERNIETIGD, OPERATIE, persoon=namen[jeugdige_id], ids=tuple(ids), uitkomst=reden)
        for (jeugdige_id, reden), ids in per_persoon.items()
    ]


def _reden(melding: Melding, dag: date) -> str:
    """R-043, R-103, R-190: why it is destroyed on ``dag``; who is 23 by then is destroyed for that."""
    if dag >= melding.beleid.einde and vernietigdag(melding) == melding.beleid.einde:
        return AFBOUW
    return LEEFTIJD_23 if dag >= niets_meer_vanaf(melding.uiterlijk, melding.beleid) else EINDE_ARCHIEF


def ruim_op(ronde: Ronde) -> None:
    """keuzes.md 1, VIR-S07, R-105: business keys, tombstones and messages that can no longer be repeated, and offers that lapsed."""
    _tot_het_op_is(ronde, "zakelijke_sleutels", lambda transactie: transactie.onderhoud.ruim_sleutels_op(ronde.moment, PER_KEER))
    _tot_het_op_is(ronde, "berichten", lambda transactie: transactie.onderhoud.ruim_berichten_op(ronde.echt, PER_KEER))
    _tot_het_op_is(ronde, "aanbod", lambda transactie: transactie.onderhoud.vergeet_aanbod(_aanbod_voorbij(ronde), PER_KEER))


def _aanbod_voorbij(ronde: Ronde) -> datetime:
    """Before this moment were the meldingen with which nothing can be fetched any more (keuzes.md 28)."""
    return middernacht(oudste_aanbod(ronde.dag, ronde.context.beleid))


def _tot_het_op_is(ronde: Ronde, wat: str, ruim: Callable[[Transactie], int]) -> None:
    aantal = PER_KEER
    while aantal == PER_KEER and ronde.doorgaan():
        with ronde.context.opslag.schrijven() as transactie:
            aantal = ruim(transactie)
            transactie.leg_vast()
        ronde.tel(wat, aantal)


def waarschuw_melders(ronde: Ronde) -> None:
    """R-065: everybody whose melding runs out, whether he fetches or not."""
    for meldingen in _aflopend(ronde):
        if meldingen:
            ronde.tel("waarschuwingen", waarschuw(meldingen, ronde.moment, OPERATIE, ronde.context))


def _aflopend(ronde: Ronde) -> Iterator[Sequence[Melding]]:
    """What runs out and was not told, in pieces, in order of id."""
    dagen, laatste = ronde.context.beleid.meeste_waarschuw_dagen(), ""
    while ronde.doorgaan():
        with ronde.context.opslag.lezen() as transactie:
            gevonden = transactie.onderhoud.zonder_waarschuwing(ronde.dag, ronde.dag + timedelta(days=dagen), laatste, PER_KEER)
        if not gevonden:
            return
        laatste = gevonden[-1].id
        yield die_verlopen(gevonden, ronde.dag)


def lees_register(ronde: Ronde) -> None:
    """R-080, R-121..R-125: what changed in the register of persons. Raises RegisterOnbereikbaar when it fell away."""
    verwerkt = verwerk_wijzigingen(ronde.context)
    ronde.tel("wijzigingen", verwerkt.veranderd)
    ronde.tel("overleden", verwerkt.overleden)
    if not verwerkt.volledig:
        raise RegisterOnbereikbaar


def volg_personen(ronde: Ronde) -> None:
    """R-120: whom the register tells us about. Raises RegisterOnbereikbaar when it fell away."""
    gevolgd = volg_en_ontvolg(ronde.context)
    ronde.tel("gevolgd", gevolgd.gevolgd)
    ronde.tel("niet_meer_gevolgd", gevolgd.niet_meer)
    if not gevolgd.volledig:
        raise RegisterOnbereikbaar


def bewaak_beslistermijnen(ronde: Ronde) -> None:
    """R-136: tell a college once that a term of its requests nears its end, again that it presses, and that it has passed."""
    ronde.aantallen.update(_beslistermijnen(ronde))
    with ronde.context.opslag.lezen() as transactie:
        if not _te_waarschuwen(transactie, ronde.dag):
            return
    with ronde.context.opslag.schrijven() as transactie:
        nieuw = _te_waarschuwen(transactie, ronde.dag)
        for verzoek, stand in nieuw:
            transactie.rechten.noteer_waarschuwing(verzoek.id, stand)
        transactie.notificaties.waarschuw_colleges([verzoek.gemeentecode for verzoek, _ in nieuw], ronde.moment)
        transactie.leg_vast()
    ronde.tel("colleges_gewaarschuwd", len({verzoek.gemeentecode for verzoek, _ in nieuw}))


def _te_waarschuwen(transactie: Transactie, dag: date) -> list[tuple[Rechtenverzoek, Termijnstand]]:
    eerder = transactie.rechten.gewaarschuwd()
    standen = ((v, nieuwe_waarschuwing(v.uiterste_dag, dag, eerder.get(v.id))) for v in transactie.rechten.open_verzoeken(None))
    return [(verzoek, stand) for verzoek, stand in standen if stand is not None]


def _beslistermijnen(ronde: Ronde) -> Counter[str]:
    """What there is to watch, for who reads the report; which requests they are shows ``rechten lijst``."""
    with ronde.context.opslag.lezen() as transactie:
        standen = Counter(termijnstand(verzoek.uiterste_dag, ronde.dag) for verzoek in transactie.rechten.open_verzoeken(None))
    bijna = standen[Termijnstand.NADERT] + standen[Termijnstand.DRINGEND]
    return +Counter({"termijn_bijna_om": bijna, "termijn_verstreken": standen[Termijnstand.VERSTREKEN]})


def ijk_logboek(ronde: Ronde) -> None:
    """R-142: sign where the logboek ends, when something was logged since the last time."""
    if ronde.context.ijken is not None and ijk(ronde.context) is not None:
        ronde.tel("ijkpunten", 1)


def bouw_af(ronde: Ronde) -> None:
    """R-190: on the day that the law ends, everything else of persons; the meldingen went before, as on any day."""
    if not is_voorbij(ronde.context.beleid, ronde.dag):
        return
    ronde.aantallen["afbouw"] += wis_alles(ronde.context, ronde.doorgaan, ronde.gedaan)


def begin_af_te_bouwen(ronde: Ronde) -> None:
    """R-190: on that day, what there is is noted before anything goes."""
    if is_voorbij(ronde.context.beleid, ronde.dag):
        begin_afbouw(ronde.context)


STAPPEN: Final[tuple[Stap, ...]] = (
    ("afbouw beginnen", begin_af_te_bouwen),
    ("termijnen", noteer_archief),
    ("vernietigen", vernietig),
    ("register", lees_register),
    ("volgen", volg_personen),
    ("afbouw", bouw_af),
    ("waarschuwen", waarschuw_melders),
    ("opruimen", ruim_op),
    ("beslistermijnen", bewaak_beslistermijnen),
    ("ijken", ijk_logboek),
)
"""What the index does by itself. What ended is noted before it may be destroyed; no register that is slow or away holds either up."""
