"""Maintenance: destroying on its day what the law destroys, and telling in time what runs out (R-043, R-065, R-103, R-111).

Every answer is the same without it (R-045): rules look at dates, maintenance takes away what they no longer show. It works in small
transactions, each whole in itself: whoever stops it anywhere loses nothing, and the next run goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.afbouw import is_voorbij
from verwijsindex.domain.regels.archiveren import oudste_aanbod
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk, verlopen_archieven
from verwijsindex.domain.tijd import middernacht
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations.afbouw import begin_afbouw, tel_afbouw, wis_alles
from verwijsindex.operations.bewaak_beslistermijnen import bewaak_beslistermijnen, tel_beslistermijnen
from verwijsindex.operations.bewaak_certificaten import bewaak_certificaten, tel_certificaten
from verwijsindex.operations.logboek import ijk
from verwijsindex.operations.ronde import OPERATIE, Mislukt, Ronde, Stap, Verslag
from verwijsindex.operations.termijnen_om import noteer_archief, verlopen, vernietig
from verwijsindex.operations.verwerk_wijzigingen import verwerk_wijzigingen
from verwijsindex.operations.volgen import volg_en_ontvolg
from verwijsindex.operations.waarschuwen import die_verlopen, waarschuw


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
        "termijnen": sum(len(meldingen) for meldingen in verlopen(ronde)),
        "meldingen": vernietigen,
        "zakelijke_sleutels": sleutels,
        "berichten": berichten,
        "aanbod": aanbod,
        "waarschuwingen": aflopend,
    }
    mislukt: tuple[Mislukt, ...] = ()
    try:
        te_doen["certificaten"] = tel_certificaten(ronde)
    except Exception as fout:  # a file that cannot be read; what the law destroys does not wait for it
        mislukt = (Mislukt("certificaten", fout),)
    if is_voorbij(beleid, ronde.dag):
        te_doen["afbouw"] = sum(tel_afbouw(ronde.context).values()) - vernietigen
    return Verslag(ronde.dag, te_doen | tel_beslistermijnen(ronde), mislukt)


def ruim_op(ronde: Ronde) -> None:
    """keuzes.md 1, VIR-S07, R-105: business keys, tombstones and messages that can no longer be repeated, and offers that lapsed."""
    _tot_het_op_is(ronde, "zakelijke_sleutels", lambda transactie: transactie.onderhoud.ruim_sleutels_op(ronde.moment, ronde.per_keer))
    _tot_het_op_is(ronde, "berichten", lambda transactie: transactie.onderhoud.ruim_berichten_op(ronde.echt, ronde.per_keer))
    _tot_het_op_is(ronde, "aanbod", lambda transactie: transactie.onderhoud.vergeet_aanbod(_aanbod_voorbij(ronde), ronde.per_keer))


def _aanbod_voorbij(ronde: Ronde) -> datetime:
    """Before this moment were the meldingen with which nothing can be fetched any more (keuzes.md 28)."""
    return middernacht(oudste_aanbod(ronde.dag, ronde.context.beleid))


def _tot_het_op_is(ronde: Ronde, wat: str, ruim: Callable[[Transactie], int]) -> None:
    aantal = ronde.per_keer
    while aantal == ronde.per_keer and ronde.doorgaan():
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
            gevonden = transactie.onderhoud.zonder_waarschuwing(ronde.dag, ronde.dag + timedelta(days=dagen), laatste, ronde.per_keer)
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
    ("certificaten", bewaak_certificaten),
)
"""What the index does by itself. What ended is noted before it may be destroyed; no register that is slow or away holds either up."""
