"""Meldingen that get another person, and persons who get another number, in both databases (R-030, R-031, R-034)."""

from datetime import date

import pytest

from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Visn
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.zonder_bsn import Drietal
from verwijsindex.domain.signaal import MatchSoort, NieuweMatch, NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.storage.database import SqlOpslag

from .wereld import DAG, GEMEENTE, KIND, NU, VREEMDE, ZUS, bus, meld, nieuw_signaal, rijen

ZONDER = RegisterPersoon(BrpDatum(20140501))


def _nummers(opslag: SqlOpslag, *wie: str) -> list[object]:
    with opslag.lezen() as transactie:
        return [transactie.jeugdigen.nummer(jeugdige_id) for jeugdige_id in wie]


def _over(opslag: SqlOpslag, *meldingen: Melding) -> list[str]:
    with opslag.lezen() as transactie:
        gevonden = [transactie.meldingen.haal(melding.id) for melding in meldingen]
    return [m.jeugdige_id for m in gevonden if m is not None]


def _visn(opslag: SqlOpslag) -> Visn:
    """A number as it is kept of who has none."""
    return opslag.visn(Drietal("JANSEN", date(2014, 5, 1), "V"))


@pytest.mark.eis("R-030", "R-034", "R-120")
def test_another_number(gevuld: SqlOpslag, database_url: str) -> None:
    """He is found by the new one and no longer by the old; nothing else of him changes; whom the register follows, follows."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        assert transactie.volglijst.gevolgd(melding.jeugdige_id)
        transactie.leg_vast()
    voor = rijen(database_url, "SELECT id, uiterlijk, logpseudoniem, gemeentecode FROM jeugdige")
    with gevuld.schrijven() as transactie:
        transactie.hernummering.geef_nummer(melding.jeugdige_id, ZUS)
        transactie.leg_vast()
    assert voor == rijen(database_url, "SELECT id, uiterlijk, logpseudoniem, gemeentecode FROM jeugdige")
    assert _nummers(gevuld, melding.jeugdige_id) == [ZUS]
    with gevuld.lezen() as transactie:
        gevonden = transactie.jeugdigen.zoek(ZUS)
        assert (gevonden is not None and gevonden.id, transactie.jeugdigen.zoek(KIND)) == (melding.jeugdige_id, None)
        assert ([KIND], [(melding.jeugdige_id, ZUS)]) == (
            transactie.volglijst.niet_meer_te_volgen(9),
            transactie.volglijst.nog_te_volgen(9),
        )


@pytest.mark.eis("R-030", "R-120")
def test_from_no_number_to_a_number_and_back(gevuld: SqlOpslag) -> None:
    """Of who has none the register need not tell; from his number on it must, and he who lost it again is followed no more."""
    visn = _visn(gevuld)
    with gevuld.schrijven() as transactie:
        jeugdige = transactie.jeugdigen.bewaar(visn, ZONDER, date(2037, 5, 1), None)
        assert transactie.volglijst.nog_te_volgen(9) == []
        transactie.hernummering.geef_nummer(jeugdige.id, KIND)
        assert [(jeugdige.id, KIND)] == transactie.volglijst.nog_te_volgen(9)
        transactie.volglijst.gevolgd(jeugdige.id)
        transactie.hernummering.geef_nummer(jeugdige.id, visn)
        assert (transactie.volglijst.niet_meer_te_volgen(9), transactie.volglijst.nog_te_volgen(9)) == ([KIND], [])
        transactie.leg_vast()
    assert [visn] == _nummers(gevuld, jeugdige.id)


@pytest.mark.eis("R-030", "R-050")
def test_meldingen_move_and_nothing_else_of_them_changes(gevuld: SqlOpslag) -> None:
    """Only these, and none when none is named."""
    with gevuld.schrijven() as transactie:
        een, ander, vreemd = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent"), meld(transactie, VREEMDE, "arts")
        transactie.hernummering.verhang([], vreemd.jeugdige_id)
        transactie.hernummering.verhang([een.id], vreemd.jeugdige_id)
        transactie.leg_vast()
    assert [vreemd.jeugdige_id, ander.jeugdige_id, vreemd.jeugdige_id] == _over(gevuld, een, ander, vreemd)
    with gevuld.lezen() as transactie:
        nu = transactie.meldingen.haal(een.id)
    assert nu is not None
    assert (een.meldmoment, een.verwijderdatum, een.uiterlijk) == (nu.meldmoment, nu.verwijderdatum, nu.uiterlijk)


@pytest.mark.eis("R-034", "R-078")
def test_matches_go_along(gevuld: SqlOpslag, database_url: str) -> None:
    """Since the day that they began, each once; between the two that become one, nothing by family is left."""
    with gevuld.schrijven() as transactie:
        kind, zus, ander = (meld(transactie, bsn, "arts").jeugdige_id for bsn in (KIND, ZUS, VREEMDE))
        for soort, een, twee in (
            (MatchSoort.ZELFDE_JEUGDIGE, kind, kind),
            (MatchSoort.GEZIN, *sorted((kind, zus))),
            (MatchSoort.GEZIN, *sorted((kind, ander))),
            (MatchSoort.GEZIN, *sorted((zus, ander))),
        ):
            transactie.signalen.leg_match_vast(NieuweMatch(soort, een, twee, NU))
        transactie.hernummering.neem_matches_over(kind, zus)
        [melding] = transactie.meldingen.van_jeugdigen([kind])
        transactie.hernummering.verhang([melding.id], zus)
        transactie.jeugdigen.vernietig_zonder_meldingen(kind)
        transactie.leg_vast()
    eerste, tweede = sorted((zus, ander))
    verwacht = {("ZELFDE_JEUGDIGE", zus, zus), ("GEZIN", eerste, tweede)}
    assert verwacht == set(rijen(database_url, "SELECT soort, eerste, tweede FROM match"))


def _signalen(transactie: Transactie, *meldingen: Melding) -> None:
    """As three reporters of one jeugdige get them: each names the others, and the gemeente all."""
    for eigen in meldingen:
        transactie.signalen.voeg_toe([nieuw_signaal(eigen, *(m for m in meldingen if m is not eigen))])
    gemeente = Ontvanger(OntvangerSoort.GEMEENTE, GEMEENTE)
    allen = tuple(m.id for m in meldingen)
    transactie.signalen.voeg_toe(
        [NieuwSignaal("gemeente", gemeente, SignaalSoort.ZELFDE_JEUGDIGE, NU, aanleiding=allen[-1], contacten=allen)]
    )


def _genoemd(opslag: SqlOpslag) -> dict[str, set[str]]:
    """Per mailbox whom its signaal names."""
    ontvangers = [*(bus(wie) for wie in ("arts", "collega", "agent")), Ontvanger(OntvangerSoort.GEMEENTE, GEMEENTE)]
    with opslag.lezen() as transactie:
        return {
            ontvanger.id: {c.meldingsbevoegde for s in transactie.signalen.open_voor(ontvanger, 1, 9, DAG) for c in s.contacten}
            for ontvanger in ontvangers
        }


@pytest.mark.eis("R-031", "R-095")
@pytest.mark.parametrize(
    ("wie", "over"),
    [
        (("arts", "collega", "agent"), {"arts": set(), "collega": {"agent"}, "agent": {"collega"}, GEMEENTE: {"collega", "agent"}}),
        (("arts", "agent"), {"arts": set(), "collega": set(), "agent": set(), GEMEENTE: set()}),
    ],
    ids=["two stay", "one stays"],
)
def test_who_turns_out_to_be_another_is_named_no_more(gevuld: SqlOpslag, database_url: str, wie: tuple[str, ...], over: dict) -> None:
    """His own signaal names nobody, others name whoever is left, one who is left alone matches nobody, and their match ends."""
    with gevuld.schrijven() as transactie:
        meldingen = [meld(transactie, KIND, een) for een in wie]
        van = meldingen[0].jeugdige_id
        transactie.signalen.leg_match_vast(NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, van, van, NU))
        _signalen(transactie, *meldingen)
        transactie.leg_vast()
    with gevuld.schrijven() as transactie:
        gevonden = transactie.hernummering.signalen(meldingen[0].id, DAG)
        assert {*wie, GEMEENTE} == {signaal.ontvanger.id for signaal in gevonden}
    with gevuld.schrijven() as transactie:
        ander = transactie.jeugdigen.bewaar(VREEMDE, ZONDER, date(2037, 5, 1), None)
        transactie.hernummering.verhang([meldingen[0].id], ander.id)
        transactie.hernummering.scheid([meldingen[0].id], van)
        transactie.leg_vast()
    assert over == _genoemd(gevuld)
    assert (len(wie) > 2) is bool(rijen(database_url, "SELECT 1 FROM match"))
