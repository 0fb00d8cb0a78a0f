"""The days on which the law ends the index, on a target for which they are set (R-190)."""

from datetime import date, timedelta

from verwijsindex_conformance.archief import middag
from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.gevallen.melden.nummers import kind_met_nummer
from verwijsindex_conformance.oordeel import Overgeslagen
from verwijsindex_conformance.proef import Proef

_JONG = 20
"""So that no 23rd birthday comes before the melding ends."""
_LEEFTIJD = 500
"""Days that a child which the suite lets be born is old on the day."""


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
