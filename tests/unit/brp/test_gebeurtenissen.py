"""Life events in the register file: what each changes, whom it names as changed, and what is refused whole."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.brp.gebeurtenissen import (
    GebeurtenisOnmogelijk,
    registreer_emigratie,
    registreer_geheimhouding,
    registreer_ouders,
    registreer_overlijden,
)
from verwijsindex.brp.geboorten import Pasgeborene, registreer_geboorte
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, registreer_toekenning, registreer_verbetering
from verwijsindex.brp.persoonslijst import Persoonslijst, Plek, Verblijf
from verwijsindex.brp.verhuizingen import NieuwAdres, registreer_intrek, registreer_opname, registreer_verhuizing
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.jeugdige import RegisterPersoon, Woonadres
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Wijziging
from verwijsindex.domain.tijd import BrpDatum

MOEDER, VADER, KIND, ZUS, BUUR = (Bsn(n) for n in ("900000004", "012345672", "900000041", "900000028", "900000053"))
DOOD, WEG, DUBBEL, POST, NIEUW, VRIJ = (Bsn(n) for n in ("900000065", "900000077", "900000089", "900000090", "900000107", "900000119"))
DAG = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SINDS = 20200115
THUIS = Woonadres("0599200000012345", "2511EM", 12)
ELDERS = NieuwAdres("0518", Plek("2595 XY", 7, Verblijf(huisletter="a")))


def _persoon(bsn: Bsn | None, geboren: str = "20140510", *ouders: Bsn, **velden: object) -> Persoonslijst:
    nummer = None if bsn is None else bsn.waarde
    plek = {"postcode": "2511EM", "huisnummer": 12, "verblijf": Verblijf("0599200000012345", sinds="20200115"), "gemeentecode": "0599"}
    return Persoonslijst(nummer, "Schuur", geboren, ouders=tuple(ouder.waarde for ouder in ouders), **{**plek, **velden})


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "register.sqlite"
    maak_register(
        pad,
        [
            _persoon(MOEDER, "19800101", is_geheim=True),
            _persoon(VADER, "19790101"),
            _persoon(KIND, "20140510", MOEDER),
            _persoon(ZUS, "20160510", MOEDER, VADER),
            _persoon(BUUR, "19850000", postcode="2511EM", huisnummer=14, verblijf=Verblijf("0599200000099999", sinds="00000000")),
            _persoon(DOOD, "19800101", datum_overlijden="20250101"),
            _persoon(WEG, "19800101", opschorting="E"),
            _persoon(DUBBEL),
            _persoon(DUBBEL),
            _persoon(POST, verblijf=Verblijf(is_briefadres=True)),
            _persoon(None, "20150101", voornamen="Anna Maria"),
            _persoon(None, "20150101", voornamen="Bram"),
            _persoon(None, "20150202"),
        ],
    )
    return pad


def _een(pad: Path, bsn: Bsn) -> RegisterPersoon:
    [persoon] = IngebedRegister(pad).zoek_op_bsn(bsn)
    return persoon


def _gewijzigd(pad: Path) -> list[Wijziging]:
    return list(IngebedWijzigingen(pad).wijzigingen(None, DAG)[0])


def _is_geheim(pad: Path, bsn: Bsn) -> bool:
    with closing(sqlite3.connect(pad)) as verbinding:
        [(geheim,)] = verbinding.execute("SELECT geheim FROM persoon WHERE bsn = ?", (int(bsn.waarde),))
        return bool(geheim)


@pytest.mark.eis("R-080")
def test_a_child_is_born_where_its_first_parent_lives(pad: Path) -> None:
    """With these parents, in that gemeente, since its birth, as secret as the parent; and the child is who changed."""
    registreer_geboorte(pad, Pasgeborene("Schuur", DAG, VRIJ, geslacht="V"), [MOEDER, VADER], MOMENT)
    verwacht = RegisterPersoon(
        BrpDatum(20261124), ouders=frozenset({MOEDER, VADER}), gemeentecode="0599", woonadres=THUIS, woont_sinds=20261124
    )
    assert (verwacht, [Wijziging(VRIJ)]) == (_een(pad, VRIJ), _gewijzigd(pad))
    assert (_is_geheim(pad, VRIJ), _is_geheim(pad, VADER)) == (True, False)


@pytest.mark.eis("R-080")
def test_a_child_may_be_born_without_a_number(pad: Path) -> None:
    """It is found by name and birth date, and nobody is told: nobody can ask about it by number."""
    registreer_geboorte(pad, Pasgeborene("Nieuweling", DAG), [MOEDER], MOMENT)
    [treffer] = IngebedRegister(pad).zoek_op_naam("Nieuweling", DAG)
    assert (treffer.bsn, treffer.persoon.ouders, _gewijzigd(pad)) == (None, frozenset({MOEDER}), [])


@pytest.mark.eis("R-121", "R-122")
@pytest.mark.parametrize("gemeentecode", ["0518", None])
def test_a_family_moves_together(pad: Path, gemeentecode: str | None) -> None:
    """To another gemeente or inside it: gemeente, address and day of all of them, and nothing else; each is who changed."""
    voor = _een(pad, KIND)
    registreer_verhuizing(pad, [MOEDER, KIND], replace(ELDERS, gemeentecode=gemeentecode), DAG, MOMENT)
    adres = Woonadres(None, "2595XY", 7, "a")
    verwacht = replace(voor, gemeentecode=gemeentecode or "0599", woonadres=adres, woont_sinds=20261124)
    assert (verwacht, [Wijziging(MOEDER), Wijziging(KIND)]) == (_een(pad, KIND), _gewijzigd(pad))
    assert _een(pad, MOEDER).woonadres == adres
    assert _een(pad, ZUS).woonadres == THUIS


@pytest.mark.eis("R-077")
def test_who_moves_to_a_known_house_gets_its_number_in_the_bag(pad: Path) -> None:
    """Given by postcode and huisnummer it is the same address as that of who lives there; another huisletter is another house."""
    registreer_verhuizing(pad, [KIND], NieuwAdres("0599", Plek("2511 EM", 14)), DAG, MOMENT)
    registreer_verhuizing(pad, [ZUS], NieuwAdres("0599", Plek("2511 EM", 14, Verblijf(huisletter="b"))), DAG, MOMENT)
    assert _een(pad, BUUR).woonadres == _een(pad, KIND).woonadres
    assert Woonadres(None, "2511EM", 14, "b") == _een(pad, ZUS).woonadres


@pytest.mark.eis("R-080")
def test_somebody_moves_in_with_somebody(pad: Path) -> None:
    """The whole address of the other, and his gemeente."""
    registreer_verhuizing(pad, [BUUR], ELDERS, DAG, MOMENT)
    registreer_intrek(pad, [KIND], BUUR, DAG, MOMENT)
    assert (_een(pad, BUUR).woonadres, "0518") == (_een(pad, KIND).woonadres, _een(pad, KIND).gemeentecode)


@pytest.mark.eis("R-074")
def test_a_move_to_a_briefadres_leaves_no_woonadres(pad: Path) -> None:
    """He is written to there and lives nowhere that is known."""
    brief = NieuwAdres("0599", Plek("2511EM", 12, Verblijf("0599200000012345", is_briefadres=True)))
    registreer_verhuizing(pad, [KIND], brief, DAG, MOMENT)
    assert (_een(pad, KIND).woonadres, _een(pad, KIND).woont_sinds) == (None, 20261124)


@pytest.mark.eis("R-074", "R-075")
def test_somebody_goes_to_an_institution_in_his_gemeente(pad: Path) -> None:
    """The first of the list there, whatever stands before it."""
    inrichtingen = [NieuwAdres(code, Plek(f"900{nummer}AB", 1)) for nummer, code in enumerate(("0518", "0599", "0599"))]
    registreer_opname(pad, KIND, inrichtingen, DAG, MOMENT)
    assert (Woonadres(None, "9001AB", 1), [Wijziging(KIND)]) == (_een(pad, KIND).woonadres, _gewijzigd(pad))


@pytest.mark.eis("R-073", "R-080")
def test_parents_come_go_and_change(pad: Path) -> None:
    """A new one beside the mother, another in her place, and none any more; each time the child is who changed."""
    standen = []
    for erbij, eraf in (([VADER], []), ([BUUR], [MOEDER]), ([], [VADER, BUUR])):
        registreer_ouders(pad, KIND, erbij=erbij, eraf=eraf, moment=MOMENT)
        standen.append(_een(pad, KIND).ouders)
    assert [frozenset({MOEDER, VADER}), frozenset({BUUR, VADER}), frozenset()] == standen
    assert [Wijziging(KIND)] * 3 == _gewijzigd(pad)


@pytest.mark.eis("R-044")
def test_a_death_is_told_each_time(pad: Path) -> None:
    """Who is dead stays dead since the first day that was told."""
    registreer_overlijden(pad, KIND, DAG - timedelta(days=1), MOMENT)
    registreer_overlijden(pad, KIND, DAG, MOMENT)
    assert (_een(pad, KIND).overleden, _gewijzigd(pad)) == (True, [Wijziging(KIND)] * 2)
    with closing(sqlite3.connect(pad)) as verbinding:
        assert verbinding.execute("SELECT datum_overlijden FROM persoon WHERE bsn = ?", (int(KIND.waarde),)).fetchall() == [("20261123",)]


@pytest.mark.eis("R-046")
def test_who_emigrates_is_suspended_and_lives_nowhere_here(pad: Path) -> None:
    """In the RNI, without address, parents as they were."""
    registreer_emigratie(pad, [MOEDER, KIND], DAG, MOMENT)
    ouders = frozenset({MOEDER})
    verwacht = RegisterPersoon(BrpDatum(20140510), opgeschort=True, ouders=ouders, gemeentecode="1999", woont_sinds=20261124)
    assert (verwacht, [Wijziging(MOEDER), Wijziging(KIND)]) == (_een(pad, KIND), _gewijzigd(pad))


@pytest.mark.eis("R-123")
def test_a_secret_address_changes_no_answer(pad: Path) -> None:
    """On and off: written down and told as a change, and every question is answered as before."""
    voor = _een(pad, KIND)
    for geheim in (True, False):
        registreer_geheimhouding(pad, KIND, geheim=geheim, moment=MOMENT)
        assert (geheim, voor) == (_is_geheim(pad, KIND), _een(pad, KIND))
    assert [Wijziging(KIND)] * 2 == _gewijzigd(pad)


@pytest.mark.eis("R-030")
def test_who_had_no_number_gets_one(pad: Path) -> None:
    """Found by name, birth date and first given name; from then on by the number, which is who changed."""
    registreer_toekenning(pad, ZonderNummer("SCHUUR", 20150101, "Anna"), NIEUW, MOMENT)
    assert (BrpDatum(20150101), [Wijziging(NIEUW)]) == (_een(pad, NIEUW).geboortedatum, _gewijzigd(pad))
    namen = {treffer.voornamen: treffer.bsn for treffer in IngebedRegister(pad).zoek_op_naam("Schuur", date(2015, 1, 1))}
    assert namen == {"Anna Maria": NIEUW, "Bram": None}


@pytest.mark.eis("R-034")
def test_a_number_is_replaced_wherever_it_stands(pad: Path) -> None:
    """His own, and that of the parent of his children; he is told with both numbers, they as who changed."""
    registreer_verbetering(pad, VADER, NIEUW, MOMENT)
    assert (len(IngebedRegister(pad).zoek_op_bsn(VADER)), BrpDatum(19790101)) == (0, _een(pad, NIEUW).geboortedatum)
    assert (frozenset({MOEDER, NIEUW}), frozenset({MOEDER})) == (_een(pad, ZUS).ouders, _een(pad, KIND).ouders)
    assert [Wijziging(VADER, NIEUW), Wijziging(ZUS)] == _gewijzigd(pad)


def _baby(dag: date, bsn: Bsn | None = None) -> Pasgeborene:
    return Pasgeborene("Schuur", dag, bsn)


MORGEN, TE_VROEG = DAG + timedelta(days=1), date(2020, 1, 14)
Gebeurtenis = Callable[[Path], None]
ONMOGELIJK: dict[str, tuple[str, Gebeurtenis]] = {
    "verhuizing van niemand": ("kent dit burger", lambda p: registreer_verhuizing(p, [KIND, VRIJ], ELDERS, DAG, MOMENT)),
    "verhuizing van twee": ("Meer dan een", lambda p: registreer_verhuizing(p, [KIND, DUBBEL], ELDERS, DAG, MOMENT)),
    "verhuizing van een dode": ("is overleden", lambda p: registreer_verhuizing(p, [KIND, DOOD], ELDERS, DAG, MOMENT)),
    "verhuizing van wie weg is": ("opgeschort", lambda p: registreer_verhuizing(p, [KIND, WEG], ELDERS, DAG, MOMENT)),
    "verhuizing van morgen": ("na vandaag", lambda p: registreer_verhuizing(p, [KIND], ELDERS, MORGEN, MOMENT)),
    "verhuizing voor de vorige": ("voor iets dat al", lambda p: registreer_verhuizing(p, [KIND], ELDERS, TE_VROEG, MOMENT)),
    "verhuizing voor de geboorte": ("voor iets dat al", lambda p: registreer_verhuizing(p, [POST], ELDERS, date(2014, 5, 9), MOMENT)),
    "verhuizing naar nergens": (
        "Een adres is",
        lambda p: registreer_verhuizing(p, [KIND], replace(ELDERS, plek=Plek("2595XY")), DAG, MOMENT),
    ),
    "verhuizing naar huis": (
        "al op dit adres",
        lambda p: registreer_verhuizing(p, [BUUR, KIND], NieuwAdres(None, Plek("2511EM", 12)), DAG, MOMENT),
    ),
    "intrek bij een dode": ("is overleden", lambda p: registreer_intrek(p, [KIND], DOOD, DAG, MOMENT)),
    "intrek op een briefadres": ("geen woonadres", lambda p: registreer_intrek(p, [KIND], POST, DAG, MOMENT)),
    "intrek bij een huisgenoot": ("al op dit adres", lambda p: registreer_intrek(p, [BUUR, KIND], MOEDER, DAG, MOMENT)),
    "opname zonder inrichting": ("geen inrichting", lambda p: registreer_opname(p, KIND, [ELDERS], DAG, MOMENT)),
    "geboorte zonder ouder": ("Geef een ouder", lambda p: registreer_geboorte(p, _baby(DAG), [], MOMENT)),
    "geboorte bij een ouder twee keer": (
        "verschillende",
        lambda p: registreer_geboorte(p, _baby(DAG), [MOEDER, MOEDER], MOMENT),
    ),
    "geboorte bij drie": ("hoogstens twee", lambda p: registreer_geboorte(p, _baby(DAG), [MOEDER, VADER, BUUR], MOMENT)),
    "geboorte bij niemand": ("kent dit burger", lambda p: registreer_geboorte(p, _baby(DAG), [MOEDER, VRIJ], MOMENT)),
    "geboorte bij een dode": ("is overleden", lambda p: registreer_geboorte(p, _baby(DAG), [DOOD], MOMENT)),
    "geboorte morgen": ("na vandaag", lambda p: registreer_geboorte(p, _baby(MORGEN), [MOEDER], MOMENT)),
    "geboorte voor de moeder": (
        "ouder dan het kind",
        lambda p: registreer_geboorte(p, _baby(date(1979, 6, 1)), [MOEDER], MOMENT),
    ),
    "geboorte met een nummer dat er is": ("al van iemand", lambda p: registreer_geboorte(p, _baby(DAG, KIND), [MOEDER], MOMENT)),
    "ouder van niemand": ("kent dit burger", lambda p: registreer_ouders(p, VRIJ, erbij=[VADER], moment=MOMENT)),
    "ouder die er niet is": ("kent dit burger", lambda p: registreer_ouders(p, KIND, erbij=[VRIJ], moment=MOMENT)),
    "ouder die het al is": ("al een ouder", lambda p: registreer_ouders(p, KIND, erbij=[MOEDER], moment=MOMENT)),
    "ouder van zichzelf": ("ouder dan het kind", lambda p: registreer_ouders(p, KIND, erbij=[KIND], moment=MOMENT)),
    "jongere ouder": ("ouder dan het kind", lambda p: registreer_ouders(p, KIND, erbij=[ZUS], moment=MOMENT)),
    "derde ouder": ("hoogstens twee", lambda p: registreer_ouders(p, ZUS, erbij=[BUUR], moment=MOMENT)),
    "ouder weg die het niet is": ("staat niet als ouder", lambda p: registreer_ouders(p, KIND, eraf=[VADER], moment=MOMENT)),
    "dood morgen": ("na vandaag", lambda p: registreer_overlijden(p, KIND, MORGEN, MOMENT)),
    "dood voor de geboorte": ("voor iets dat al", lambda p: registreer_overlijden(p, KIND, date(2014, 5, 9), MOMENT)),
    "emigratie van wie weg is": ("opgeschort", lambda p: registreer_emigratie(p, [KIND, WEG], DAG, MOMENT)),
    "emigratie voor de verhuizing": ("voor iets dat al", lambda p: registreer_emigratie(p, [KIND], TE_VROEG, MOMENT)),
    "geheim wat al geheim is": ("al geheim", lambda p: registreer_geheimhouding(p, MOEDER, geheim=True, moment=MOMENT)),
    "open wat al open is": ("niet geheim", lambda p: registreer_geheimhouding(p, KIND, geheim=False, moment=MOMENT)),
    "nummer voor niemand": ("kent niemand", lambda p: registreer_toekenning(p, ZonderNummer("Schuur", 20150303), NIEUW, MOMENT)),
    "nummer voor een van twee": ("Meer dan een", lambda p: registreer_toekenning(p, ZonderNummer("Schuur", 20150101), NIEUW, MOMENT)),
    "nummer van een ander": ("al van iemand", lambda p: registreer_toekenning(p, ZonderNummer("Schuur", 20150202), KIND, MOMENT)),
    "verbetering van niemand": ("kent dit burger", lambda p: registreer_verbetering(p, VRIJ, NIEUW, MOMENT)),
    "verbetering in een nummer dat er is": ("al van iemand", lambda p: registreer_verbetering(p, KIND, ZUS, MOMENT)),
    "verbetering van twee": ("Meer dan een", lambda p: registreer_verbetering(p, DUBBEL, NIEUW, MOMENT)),
}


@pytest.mark.parametrize(("uitleg", "gebeurtenis"), ONMOGELIJK.values(), ids=ONMOGELIJK.keys())
def test_what_cannot_be_is_refused_whole(pad: Path, uitleg: str, gebeurtenis: Gebeurtenis) -> None:
    """In Dutch, without a number, and the file stays byte for byte what it was, also for who comes first in the list."""
    voor = pad.read_bytes()
    with pytest.raises(GebeurtenisOnmogelijk, match=uitleg) as fout:
        gebeurtenis(pad)
    assert [bsn for bsn in (MOEDER, KIND, VRIJ, DUBBEL, ZUS) if bsn.waarde in str(fout.value)] == []
    assert voor == pad.read_bytes()


@pytest.mark.parametrize("dagen", [-1, 0])
def test_a_move_may_be_told_the_day_after_it_or_on_the_day_itself(pad: Path, dagen: int) -> None:
    """The day of the clock counts in Amsterdam: at 23:30 UTC it is tomorrow there."""
    laat = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    registreer_verhuizing(pad, [KIND], ELDERS, DAG + timedelta(days=dagen), laat)
    assert _een(pad, KIND).gemeentecode == "0518"


def test_a_register_of_an_earlier_release_takes_no_event(pad: Path) -> None:
    """It has no room for what is needed; the text says what to do."""
    with closing(sqlite3.connect(pad)) as verbinding:
        verbinding.execute("PRAGMA user_version = 0")
    with pytest.raises(GebeurtenisOnmogelijk, match=r"eerdere uitgave.*--nieuw"):
        registreer_overlijden(pad, KIND, DAG, MOMENT)


def test_who_comes_from_abroad_names_a_gemeente(tmp_path: Path) -> None:
    """The RNI is no place to live in."""
    pad = tmp_path / "register.sqlite"
    maak_register(pad, [Persoonslijst(KIND.waarde, "Schuur", "20140510", opschorting="R", gemeentecode="1999")])
    with pytest.raises(GebeurtenisOnmogelijk, match="Noem de gemeente"):
        registreer_verhuizing(pad, [KIND], replace(ELDERS, gemeentecode=None), DAG, MOMENT)
    registreer_verhuizing(pad, [KIND], ELDERS, DAG, MOMENT)
    assert _een(pad, KIND).gemeentecode == "0518"
