"""Meldingen that turn out to be about somebody else: who gains, who loses (R-030, R-031, R-034; keuzes.md 14)."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving
from verwijsindex.domain.regels.samenvoegen import gevolgen_van_samenvoeging, te_verhangen
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.signaal import MatchSoort

from .casus import ids, kind, lokaal, melding, wereld

OUD, NIEUW, ZUS = kind("oud", gemeente=None), kind("nieuw", ouders="ma"), kind("zus", ouders="ma", gemeente="0599")
MOMENT = lokaal("2026-05-10 13:00")


def _gevolg(na: list[Melding], *weg: Melding, kinderen: tuple = (OUD, NIEUW, ZUS)) -> Gevolg:
    """``weg`` were about OUD before."""
    omgeving: Omgeving = wereld(list(kinderen), na)
    voor = replace(omgeving, actief=tuple(replace(m, jeugdige_id="oud") if m in weg else m for m in omgeving.actief))
    return gevolgen_van_samenvoeging(voor, omgeving, {m.id: "0001" for m in na}, MOMENT, ids())


def _wie(gevolg: Gevolg) -> list[tuple[str, str, str | None]]:
    return sorted((s.soort.value, s.ontvanger.id, s.eigen_melding) for s in gevolg.signalen)


@pytest.mark.eis("R-030", "R-090", "R-097")
def test_b18_both_gain():
    """B18: who came and who was there; the gemeente where he is registered once."""
    komt, was_er = melding("arts", "nieuw"), melding("agent", "nieuw")
    gevolg = _gevolg([komt, was_er], komt)
    zelfde = "ZELFDE_JEUGDIGE"
    assert [(zelfde, "0363", None), (zelfde, "agent", was_er.id), (zelfde, "arts", komt.id)] == _wie(gevolg)
    assert [(m.soort, m.eerste, m.tweede) for m in gevolg.matches] == [(MatchSoort.ZELFDE_JEUGDIGE, "nieuw", "nieuw")]
    assert {None} == {signaal.aanleiding for signaal in gevolg.signalen}


@pytest.mark.eis("R-030")
def test_who_knew_already_is_told_nothing():
    """Two who matched under the old number come together to a new one: nobody gains."""
    een, ander = melding("arts", "nieuw"), melding("agent", "nieuw")
    assert _gevolg([een, ander], een, ander) == Gevolg()


@pytest.mark.eis("R-030", "R-072")
def test_two_own_meldingen():
    """They never match; of two own meldingen only the one that matched nobody yet gains, and the other reporter learns nothing new."""
    komt, eigen, ander = melding("arts", "nieuw", naam="komt"), melding("arts", "nieuw", naam="eigen"), melding("agent", "nieuw")
    assert _gevolg([komt, eigen], komt) == Gevolg()
    assert _wie(_gevolg([komt, eigen, ander], komt)) == [("ZELFDE_JEUGDIGE", "0363", None), ("ZELFDE_JEUGDIGE", "arts", "komt")]


@pytest.mark.eis("R-073", "R-092", "R-097")
def test_a_family_is_gained():
    """The reporters of both and the gemeente of each, with one matchsleutel."""
    komt, van_zus = melding("arts", "nieuw"), melding("agent", "zus")
    gevolg = _gevolg([komt, van_zus], komt)
    assert [("GEZIN", "0363", None), ("GEZIN", "0599", None), ("GEZIN", "agent", van_zus.id), ("GEZIN", "arts", komt.id)] == _wie(gevolg)
    assert len({signaal.matchsleutel for signaal in gevolg.signalen}) == 1
    assert [(m.soort, m.eerste, m.tweede) for m in gevolg.matches] == [(MatchSoort.GEZIN, "nieuw", "zus")]


@pytest.mark.eis("R-097")
def test_without_a_gemeente_that_of_the_mandate():
    """keuzes.md 10: of each of his reporters."""
    komt, was_er = melding("arts", "oud"), melding("agent", "oud", naam="was-er")
    anders = replace(komt, jeugdige_id="nieuw")
    omgeving = wereld([OUD, NIEUW], [komt, was_er])
    voor = replace(omgeving, actief=(anders, was_er))
    gevolg = gevolgen_van_samenvoeging(voor, omgeving, {komt.id: "0001", "was-er": "0002"}, MOMENT, ids())
    assert {"arts", "agent", "0001", "0002"} == {signaal.ontvanger.id for signaal in gevolg.signalen}
    assert gevolg.uit_mandaat


@pytest.mark.eis("R-030", "R-081")
def test_the_archive_goes_along_and_matches_nothing():
    """Of everybody when one person can be meant, else of the caller; what is not ACTIEF gains nothing."""
    archief, eigen, ander = melding("arts", "oud", verwijderd_op=date(2026, 5, 1)), melding("arts", "oud"), melding("agent", "oud")
    alle = [archief, eigen, ander]
    assert tuple(alle) == te_verhangen(alle, "arts", van_iedereen=True)
    assert (archief, eigen) == te_verhangen(alle, "arts", van_iedereen=False)
    komt = replace(archief, jeugdige_id="nieuw")
    assert _gevolg([komt, melding("agent", "nieuw")], komt) == Gevolg()
