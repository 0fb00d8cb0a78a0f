"""The end of the index: from one day nothing new, from a later one nothing at all. The clock of the target shows those days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from verwijsindex_conformance.archief import middag, zet_klok_straks_terug
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.kinderen import kind_met_nummer
from verwijsindex_conformance.oordeel import Gezakt, NietAangeboden, Overgeslagen, eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import NIET_TERECHT, Gemeld, Proef

_DAG = timedelta(days=1)
_JONG = 20
"""So that no 23rd birthday comes before the melding ends."""
_LEEFTIJD = 500
"""Days that a child which the suite lets be born is old on the day."""


@geval(
    "BEH-020",
    "Tot de stopdag wordt er gewoon gemeld",
    eisen=("R-190",),
    gedaan="Zet de klok op de dag voor de stopzetting en meldt een jeugdige. Zet de klok daarna terug.",
    verwacht="De melding wordt aanvaard.",
)
def tot_de_stopdag(p: Proef) -> None:
    zet_klok_straks_terug(p)
    gemeld = _gemeld_de_dag_ervoor(p)
    p.trek_in(gemeld)


@geval(
    "BEH-021",
    "Vanaf de stopdag komt er niets meer bij",
    eisen=("R-190",),
    tweeling="BEH-020",
    gedaan="Zet de klok op de dag van de stopzetting. Meldt een jeugdige. Zet de klok daarna terug.",
    verwacht="VIR-160.",
)
def vanaf_de_stopdag(p: Proef) -> None:
    zet_klok_straks_terug(p)
    melder, persoon = p.mensen.melder(), te_melden_op(p, stopdag(p))
    p.gesprek.geweigerd(p.gesprek.stuur(melder, inhoud.melding(melder, p.sleutel(), persoon.bsn)), "VIR-160")


@geval(
    "BEH-022",
    "Na de stopdag kan een melder nog bij wat hij meldde",
    eisen=("R-190",),
    gedaan="Meldt op de dag voor de stopzetting. Vraagt met de klok op de stopdag, en op de dag voor alles wordt vernietigd, zijn "
    "meldingen en signalen op. Trekt de melding dan in.",
    verwacht="De melding staat er, beide dagen. Intrekken lukt.",
)
def na_de_stopdag(p: Proef) -> None:
    einde = einddag(p)
    zet_klok_straks_terug(p)
    gemeld = _gemeld_de_dag_ervoor(p)
    laatste = min(einde, date.fromisoformat(gemeld.verwijderdatum)) - _DAG
    with _ook_al_is_het_voorbij():
        for dag in (stopdag(p), laatste):
            p.klok.zet(middag(dag))
            eis(gemeld.melding_id in eigen_melding_ids(p, gemeld.melder), f"de melding op {dag}", "geen melding")
            p.gesprek.vraag(gemeld.melder, inhoud.signalen(gemeld.melder))
        p.trek_in(gemeld)


@geval(
    "BEH-023",
    "Na het einde is er niets meer",
    eisen=("R-190",),
    tweeling="BEH-022",
    gedaan="Meldt op de dag voor de stopzetting. Zet de klok op de dag waarop alles wordt vernietigd. Vraagt zijn meldingen op, trekt in "
    "en meldt. Zet de klok daarna terug.",
    verwacht="Geen meldingen, VIR-130 bij het intrekken en VIR-160 bij het melden; of steeds VIR-122, als ook de mandaten weg zijn.",
)
def na_het_einde(p: Proef) -> None:
    einde = einddag(p)
    zet_klok_straks_terug(p)
    gemeld = _gemeld_de_dag_ervoor(p)
    p.klok.zet(middag(einde))
    wie, bsn = gemeld.melder, p.mensen.persoon().bsn
    weigeringen = (
        (inhoud.verwijdering(wie, p.sleutel(), gemeld.melding_id, NIET_TERECHT), "VIR-130"),
        (inhoud.melding(wie, p.sleutel(), bsn), "VIR-160"),
    )
    for verzoek, code in weigeringen:
        p.gesprek.geweigerd(p.gesprek.stuur(wie, verzoek), code, "VIR-122")
    eigen = p.gesprek.stuur(wie, inhoud.eigen_meldingen(wie, None, 500))
    if eigen.http.status != 200:
        p.gesprek.geweigerd(eigen, "VIR-122")
    else:
        eis(not p.gesprek.geaccepteerd(eigen).findall("{*}melding"), "geen enkele melding", "een melding")


def _gemeld_de_dag_ervoor(p: Proef) -> Gemeld:
    """A melding of the last day on which there can be one; the clock then stands on it."""
    persoon = te_melden_op(p, stopdag(p) - _DAG)
    with _ook_al_is_het_voorbij():
        return p.meld_vers(p.mensen.melder(), persoon)


@contextmanager
def _ook_al_is_het_voorbij() -> Iterator[None]:
    """Here VIR-160 does not say that the target never offers this."""
    try:
        yield
    except NietAangeboden:
        raise Gezakt("een geaccepteerd verzoek", "een fout met code VIR-160") from None


def stopdag(p: Proef) -> date:
    """From this day nothing new is reported. Raises Overgeslagen."""
    if p.doel.stopzetting is None:
        raise Overgeslagen(p.doel.ontbreekt("stopzetting", "doel.yaml noemt geen dagen van een stopzetting"))
    return p.doel.stopzetting.geen_nieuwe_meldingen_vanaf


def einddag(p: Proef) -> date:
    """From this day nothing is there any more. Raises Overgeslagen."""
    stopdag(p)
    if p.doel.stopzetting is None or p.doel.stopzetting.alles_vernietigd_op is None:
        raise Overgeslagen("doel.yaml noemt geen dag waarop alles is vernietigd")
    return p.doel.stopzetting.alles_vernietigd_op


def te_melden_op(p: Proef, dag: date) -> Persoon:
    """Somebody who can be reported on that day, to which the clock is set: one of doel.yaml, or a child that is born for it."""
    p.klok.zet(middag(dag))
    try:
        return p.mensen.van_leeftijd(dag, jonger_dan=_JONG)
    except Overgeslagen:
        return kind_met_nummer(p, f"{dag - timedelta(days=_LEEFTIJD):%Y%m%d}")
