"""The worked cases of domein.md 5.16 as keuzes.md reads them, each by its name: the day before, the day, the day after."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from verwijsindex.domain.instantie import Mandaat, MandaatSoort
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.melden import Gemeld

from .begrippen import GEZIN, INGETROKKEN, NIET_TERECHT, RISICO_WEG, VERLOOPT, ZELFDE
from .echt import Echt
from .model import Model
from .uitvoering.berichten import aanduiding
from .uitvoering.proces import ALTIJD
from .wereld import BSN, GGD, MELDERS, MOEDER, NUMMERS, TWEE, ZONDER, Mens

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KEES = Mens("kees", NUMMERS[0], 20150510, frozenset({MOEDER}))


class Plek:
    """An index in which a few persons live; times are those of Amsterdam unless they say otherwise."""

    def __init__(self, echt: Echt) -> None:
        self.echt = echt
        self._mensen: dict[str, Mens] = {}
        self._sleutels = 0

    def op(self, tijd: str) -> None:
        moment = datetime.fromisoformat(tijd)
        self.echt.klok.moment = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)

    def wonen(self, *mensen: Mens) -> None:
        """From now on the register knows them so."""
        self._mensen |= {mens.naam: mens for mens in mensen}
        self.echt.register(self._mensen)

    def sleutel(self) -> str:
        self._sleutels += 1
        return f"grensgeval-{self._sleutels}"

    def probeer(self, wie: str, naam: str = "kees", sleutel: str = "", oin: str | None = None) -> Gemeld | str:
        return self.echt.meld(wie, aanduiding(self._mensen[naam], BSN), sleutel or self.sleutel(), oin)

    def meld(self, wie: str, naam: str = "kees", sleutel: str = "", oin: str | None = None) -> Gemeld:
        gemeld = self.probeer(wie, naam, sleutel, oin)
        assert isinstance(gemeld, Gemeld), gemeld
        return gemeld

    def verwijder(self, wie: str, melding_id: str, reden: str) -> tuple[date, date | None] | str:
        gekregen = self.echt.verwijder(wie, melding_id, reden, self.sleutel())
        return gekregen if isinstance(gekregen, str) else (gekregen.verwijderd_op, gekregen.gearchiveerd_tot)

    def historie(self, wie: str, melding_id: str) -> set[str] | str:
        gekregen = self.echt.historie(wie, melding_id, self.sleutel())
        return gekregen if isinstance(gekregen, str) else {naam for naam, *_ in gekregen}

    def leeft(self, wie: str, *tijden: str) -> list[bool]:
        """Whether he sees a melding of his own at each of these times."""
        gezien = []
        for tijd in tijden:
            self.op(tijd)
            gezien.append(bool(self.echt.eigen_meldingen(wie, 10, None).meldingen))
        return gezien

    def bus(self, bus: str) -> list[tuple[str, set[str]]]:
        """What lies in a mailbox: kind and names."""
        return [(str(s.soort), {c.naam for c in s.contacten}) for s in self.echt.signalen(bus).signalen]


@pytest.fixture
def plek(maak: Callable[[Model], Echt]) -> Iterator[Plek]:
    echt = maak(Model())
    yield Plek(echt)
    echt.sluit()


def namen(*wie: str) -> set[str]:
    return {f"Naam {een}" for een in wie}


@pytest.mark.eis("R-040", "R-043", "R-060")
@pytest.mark.parametrize(("dag", "einde"), [("2027-05-08", date(2029, 5, 8)), ("2027-05-09", date(2029, 5, 9)), ("2027-05-10", "VIR-110")])
def test_b1_reported_in_the_last_days_before_23(plek: Plek, dag: str, einde: date | str) -> None:
    """B1: accepted until the last day, the verwijderdatum two years on; gone on the birthday, on which nobody is accepted."""
    plek.wonen(replace(KEES, geboren=20040510))
    plek.op(f"{dag} 23:59")
    gekregen = plek.probeer("arts")
    assert einde == (gekregen if isinstance(gekregen, str) else gekregen.verwijderdatum)
    assert plek.leeft("arts", "2027-05-10 00:00") == [False]


@pytest.mark.eis("R-043", "R-102")
def test_b2_the_birthday_is_the_verwijderdatum(plek: Plek) -> None:
    """B2: destroyed and not archived, and no VERLOOPT before: 23 comes first."""
    plek.wonen(replace(KEES, geboren=20040510))
    plek.op("2025-05-10 12:00")
    melding = plek.meld("arts")
    assert melding.verwijderdatum == date(2027, 5, 10)
    assert plek.leeft("arts", "2027-05-08 12:00", "2027-05-09 23:59") == [True, True]
    assert plek.bus("arts") == []
    plek.op("2027-05-10 00:00")
    assert plek.verwijder("arts", melding.melding_id, RISICO_WEG) == "VIR-130"


@pytest.mark.eis("R-101", "R-103", "R-043")
def test_b3_an_archived_melding_ends_at_23(plek: Plek) -> None:
    """B3: in the archive until the day before the birthday, destroyed on it."""
    plek.wonen(replace(KEES, geboren=20040510))
    plek.op("2027-03-01 12:00")
    melding = plek.meld("arts").melding_id
    plek.op("2027-04-10 12:00")
    assert plek.verwijder("arts", melding, RISICO_WEG) == (date(2027, 4, 10), date(2032, 4, 10))
    codes = []
    for tijd in ("2027-05-08 12:00", "2027-05-09 23:59", "2027-05-10 00:00", "2027-05-11 00:00"):
        plek.op(tijd)
        codes.append(plek.verwijder("arts", melding, RISICO_WEG))
    assert codes == ["VIR-131", "VIR-131", "VIR-130", "VIR-130"]


@pytest.mark.eis("R-041", "R-043")
def test_b4_born_on_29_february(plek: Plek) -> None:
    """B4: 23 on 1 March of a common year."""
    plek.wonen(replace(KEES, geboren=20040229))
    plek.op("2026-06-01 12:00")
    plek.meld("arts")
    assert plek.leeft("arts", "2027-02-27 12:00", "2027-02-28 23:59", "2027-03-01 00:00") == [True, True, False]


@pytest.mark.eis("R-061", "R-062", "R-103", "R-104")
@pytest.mark.parametrize(("dag", "historie"), [("2031-02-26", True), ("2031-02-27", True), ("2031-02-28", False), ("2031-03-01", False)])
def test_b5_reported_on_29_february(plek: Plek, dag: str, historie: bool) -> None:
    """B5: ACTIEF through 27 February 2026, in the archive through 27 February 2031."""
    plek.wonen(KEES)
    plek.op("2024-02-29 12:00")
    assert plek.meld("arts").verwijderdatum == date(2026, 2, 28)
    assert plek.leeft("arts", "2026-02-26 12:00", "2026-02-27 23:59", "2026-02-28 00:00") == [True, True, False]
    plek.op(f"{dag} 23:59")
    nieuw = plek.meld("agent")
    assert historie is nieuw.historie_beschikbaar
    assert (namen("arts") if historie else "VIR-132") == plek.historie("agent", nieuw.melding_id)


@pytest.mark.eis("R-055", "R-060", "R-062")
@pytest.mark.parametrize(
    ("moment", "einde"),
    [
        ("2026-10-25T00:30+00:00", date(2028, 10, 25)),  # half past two, the first time
        ("2026-10-25T01:30+00:00", date(2028, 10, 25)),  # and the second
        ("2026-10-24T21:59+00:00", date(2028, 10, 24)),  # the last minute of a day in summer
        ("2026-10-24T22:00+00:00", date(2028, 10, 25)),
        ("2026-10-25T22:59+00:00", date(2028, 10, 25)),  # and of the same day, which is winter
        ("2026-10-25T23:00+00:00", date(2028, 10, 26)),
        ("2026-03-29T00:59+00:00", date(2028, 3, 29)),  # a minute before two, after which it is three
        ("2026-03-29T01:00+00:00", date(2028, 3, 29)),
        ("2026-03-28T22:59+00:00", date(2028, 3, 28)),
        ("2026-03-28T23:00+00:00", date(2028, 3, 29)),
    ],
)
def test_b6_both_nights_in_which_the_clock_changes(plek: Plek, moment: str, einde: date) -> None:
    """B6: the moment is kept as it was, the term goes by the day in Amsterdam."""
    plek.wonen(KEES)
    plek.op(moment)
    gemeld = plek.meld("arts")
    assert (datetime.fromisoformat(moment), einde) == (gemeld.meldmoment, gemeld.verwijderdatum)


@pytest.mark.eis("R-063", "R-071")
def test_b7_the_same_reporter_twice(plek: Plek) -> None:
    """B7: on the last day still the first melding with its own dates; from its verwijderdatum a new one."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    eerste = plek.meld("arts")
    plek.op("2028-03-01 23:59")
    assert eerste._replace(reeds_gemeld=True) == plek.meld("arts")
    plek.op("2028-03-02 00:00")
    assert plek.meld("arts").verwijderdatum == date(2030, 3, 2)
    assert plek.bus("arts") == []


@pytest.mark.eis("R-072", "R-090")
def test_b8_two_reporters_of_one_organisation(plek: Plek) -> None:
    """B8: they match, and so does the regievoerder hear."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    plek.meld("arts")
    assert plek.meld("collega").match_aanwezig
    verwacht = {"arts": namen("collega"), "collega": namen("arts"), "0363": namen("arts", "collega")}
    assert {bus: [(ZELFDE, wie)] for bus, wie in verwacht.items()} == {bus: plek.bus(bus) for bus in verwacht}


@pytest.mark.eis("R-090", "R-095", "R-109")
def test_b9_withdrawn_as_not_justified(plek: Plek) -> None:
    """B9: B, who fetched, is told that the signaal no longer holds; then B and C hear of each other and nobody of A."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    melding = plek.meld("arts").melding_id
    plek.meld("agent")
    assert plek.bus("agent") == [(ZELFDE, namen("arts"))]
    plek.op("2026-03-09 10:30")
    assert plek.verwijder("arts", melding, NIET_TERECHT) == (date(2026, 3, 9), None)
    assert plek.bus("agent") == [(INGETROKKEN, set()), (INGETROKKEN, set())]
    plek.meld("consulent")
    assert plek.bus("agent")[2:] == [(ZELFDE, namen("consulent"))]
    assert plek.bus("consulent") == [(ZELFDE, namen("agent"))]
    assert plek.bus("0363")[-1] == (ZELFDE, namen("agent", "consulent"))
    assert plek.bus("arts") == [(INGETROKKEN, set())]


@pytest.mark.eis("R-081", "R-104", "R-105", "R-106")
def test_b10_to_b12_what_the_archive_tells(plek: Plek) -> None:
    """B10, B11, B12: no match with the archive but an offer, once to B and once to C; A hears nothing of it."""
    plek.wonen(KEES)
    plek.op("2024-03-02 10:30")
    plek.meld("arts")
    plek.op("2026-03-01 23:59")
    assert plek.bus("arts") == [(VERLOOPT, set())]
    plek.op("2026-03-02 00:00")
    b = plek.meld("agent")
    assert (b.match_aanwezig, b.historie_beschikbaar) == (False, True)
    assert plek.historie("agent", b.melding_id) == namen("arts")
    assert plek.historie("agent", b.melding_id) == "VIR-132"
    c = plek.meld("collega")
    assert (c.match_aanwezig, c.historie_beschikbaar) == (True, True)
    plek.op("2026-03-31 23:59")
    assert plek.historie("collega", c.melding_id) == namen("arts")
    assert plek.bus("arts") == [(INGETROKKEN, set())]
    assert plek.bus("collega") == [(ZELFDE, namen("agent"))]


@pytest.mark.eis("R-104", "R-105")
@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [("2026-03-30", {"Naam arts"}), ("2026-03-31", {"Naam arts"}), ("2026-04-01", "VIR-132"), ("2026-04-02", "VIR-132")],
)
def test_b11_the_offer_lapses_after_30_days(plek: Plek, dag: str, verwacht: set[str] | str) -> None:
    """keuzes.md 28: while today lies before the date of the melding and 30 days."""
    plek.wonen(KEES)
    plek.op("2024-03-02 10:30")
    plek.meld("arts")
    plek.op("2026-03-02 23:59")
    melding = plek.meld("agent").melding_id
    plek.op(f"{dag} 12:00")
    assert verwacht == plek.historie("agent", melding)


@pytest.mark.eis("R-073")
@pytest.mark.parametrize(("ouders", "match"), [(frozenset({MOEDER}), True), (frozenset(), False)], ids=["with a BSN", "without"])
def test_b13_a_mother_without_a_number(plek: Plek, ouders: frozenset[str], match: bool) -> None:
    """B13: a parent matches by number only."""
    plek.wonen(replace(KEES, ouders=ouders), Mens("zus", NUMMERS[1], 20170101, ouders))
    plek.op("2026-03-02 10:30")
    plek.meld("arts")
    assert match is plek.meld("agent", "zus").match_aanwezig
    assert plek.bus("arts") == ([(GEZIN, namen("agent"))] if match else [])


@pytest.mark.eis("R-074", "R-075")
@pytest.mark.parametrize(("dag", "match"), [("2026-03-31", True), ("2026-04-01", False), ("2026-04-02", False), ("2026-05-01", True)])
def test_b14_in_an_institution(plek: Plek, dag: str, match: bool) -> None:
    """B14: an address designated from 1 April until 1 May makes no family from its first day; it does on the day on which that ends."""
    plek.wonen(replace(KEES, ouders=frozenset(), adres=7), Mens("buur", NUMMERS[1], 20170101, adres=7))
    plek.op("2026-03-02 10:30")
    plek.echt.sluit_uit(7, date(2026, 4, 1), date(2026, 5, 1))
    plek.meld("arts")
    plek.op(f"{dag} 00:00")
    assert match is plek.meld("agent", "buur").match_aanwezig
    assert plek.bus("arts") == ([(GEZIN, namen("agent"))] if match else [])


@pytest.mark.eis("R-030", "R-090")
def test_b18_a_number_for_who_had_none(plek: Plek) -> None:
    """B18: from KoppelBsn on he is the one who was reported already: both hear of each other, dates stay, the old way is closed."""
    zonder = Mens("naamloos", NUMMERS[2], 20180301, keren=0)
    plek.wonen(zonder)
    plek.op("2026-03-02 10:30")
    eerste = plek.echt.meld("arts", aanduiding(zonder, ZONDER), plek.sleutel())
    assert isinstance(eerste, Gemeld)
    plek.op("2026-04-02 10:30")
    plek.echt.ken_toe(zonder)
    assert plek.echt.meld("collega", aanduiding(zonder, ZONDER), plek.sleutel()) == "VIR-106"
    assert not plek.meld("agent", "naamloos").match_aanwezig
    assert plek.echt.koppel("arts", eerste.melding_id, zonder.bsn, plek.sleutel()) is True
    assert {bus: plek.bus(bus) for bus in ("arts", "agent", "0363")} == {
        "arts": [(ZELFDE, namen("agent"))],
        "agent": [(ZELFDE, namen("arts"))],
        "0363": [(ZELFDE, namen("arts", "agent"))],
    }
    [melding] = plek.echt.eigen_meldingen("arts", 10, None).meldingen
    assert (eerste.melding_id, eerste.meldmoment, eerste.verwijderdatum) == (melding.id, melding.meldmoment, melding.verwijderdatum)
    assert eerste._replace(reeds_gemeld=True, match_aanwezig=True) == plek.meld("arts", "naamloos")


@pytest.mark.eis("R-074")
@pytest.mark.parametrize(("brief", "match"), [(False, True), (True, False)], ids=["in one house", "written to there (B15)"])
def test_b15_a_briefadres(plek: Plek, brief: bool, match: bool) -> None:
    """B15: who live in one house match without a parent in common; who are only written to there do not."""
    plek.wonen(replace(KEES, adres=7, brief=brief), Mens("buur", NUMMERS[1], 20170101, adres=7, brief=brief))
    plek.op("2026-03-02 10:30")
    plek.meld("arts")
    assert match is plek.meld("agent", "buur").match_aanwezig
    assert plek.bus("arts") == ([(GEZIN, namen("agent"))] if match else [])


@pytest.mark.eis("R-121", "R-122", "R-123", "R-124", "R-125")
def test_b16_moved_to_another_gemeente(plek: Plek) -> None:
    """B16: his reporters and the regievoerder of the new gemeente are told, once; the archive and the old gemeente are not."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    plek.meld("collega")
    plek.verwijder("collega", plek.echt.eigen_meldingen("collega", 1, None).meldingen[0].id, RISICO_WEG)
    plek.meld("arts")
    plek.meld("agent")
    voor = {bus: plek.bus(bus) for bus in ("arts", "agent", "collega", "0363", "0599")}
    plek.op("2026-04-01 00:00")
    plek.echt.wijzig(replace(KEES, gemeente="0599", adres=8, sinds=20260401))
    for _ in range(2):
        plek.echt.verwerk_wijzigingen()
    erbij = {bus: plek.bus(bus)[len(eerder) :] for bus, eerder in voor.items()}
    bericht = [("VERHUIZING", set())]
    naar_regie = [("VERHUIZING", namen("arts", "agent"))]
    assert erbij == {"arts": bericht, "agent": bericht, "collega": [], "0363": [], "0599": naar_regie}


@pytest.mark.eis("R-044")
def test_b17_a_death_notice_while_signalen_wait(plek: Plek) -> None:
    """B17: meldingen, archive and what was to be told are gone; no notice follows, and nobody can report him."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    meldingen = {wie: plek.meld(wie).melding_id for wie in ("arts", "agent", "collega")}
    plek.verwijder("collega", meldingen["collega"], RISICO_WEG)
    plek.wonen(replace(KEES, dood=True))
    assert plek.probeer("arts") == "VIR-112"
    plek.echt.overlijdensbericht(KEES.bsn)
    assert [plek.verwijder(wie, melding, RISICO_WEG) for wie, melding in meldingen.items()] == ["VIR-130"] * 3
    assert plek.bus("arts") == [(INGETROKKEN, set())] * 2


@pytest.mark.eis("R-033")
def test_b19_another_name(plek: Plek) -> None:
    """B19: who is reported by number stays who he is."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    plek.meld("arts")
    plek.wonen(replace(KEES, tweeling_van="iemand met een andere naam"))
    assert plek.meld("agent").match_aanwezig
    assert plek.meld("arts").reeds_gemeld


@pytest.mark.eis("R-001", "R-004")
def test_b23_the_last_day_of_an_appointment(plek: Plek) -> None:
    """B23: accepted until the last second of 31 December, refused from 00:00; his melding stays."""
    plek.wonen(KEES)
    plek.echt.wijs_aan("arts", Geldigheid(date(2020, 1, 1), date(2027, 1, 1)))
    plek.op("2026-12-30 12:00")
    plek.meld("agent")
    plek.op("2026-12-31 23:59:59")
    assert plek.meld("arts").match_aanwezig
    for tijd in ("2027-01-01 00:00", "2027-01-02 00:00"):
        plek.op(tijd)
        assert plek.probeer("arts") == "VIR-120"
    assert plek.bus("agent") == [(ZELFDE, namen("arts"))]


@pytest.mark.eis("R-071")
def test_b24_the_same_reporter_through_two_partner_systems(plek: Plek) -> None:
    """B24: one melding, whoever sends it."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    with plek.echt.beheer() as beheer:
        beheer.mandaat(Mandaat(TWEE, MandaatSoort.INSTANTIE, GGD.id, GGD.gemeente, ALTIJD))
        beheer.leg_vast()
    assert MELDERS["arts"].oin != TWEE
    eerste = plek.meld("arts", sleutel="zelfde-sleutel")
    assert eerste._replace(reeds_gemeld=True) == plek.meld("arts", sleutel="zelfde-sleutel", oin=TWEE)


@pytest.mark.eis("R-172", "R-158")
def test_b25_the_register_is_away(plek: Plek) -> None:
    """B25: VIR-190 and nothing stored; the same partnerMeldingId later gives one melding, and again the same."""
    plek.wonen(KEES)
    plek.op("2026-03-02 10:30")
    plek.echt.register_weg()
    assert plek.probeer("arts", sleutel="nog-eens") == "VIR-190"
    assert plek.leeft("arts", "2026-03-02 10:31") == [False]
    plek.wonen(KEES)
    assert plek.meld("arts", sleutel="nog-eens") == plek.meld("arts", sleutel="nog-eens")
    assert len(plek.echt.eigen_meldingen("arts", 10, None).meldingen) == 1
