"""The sown population: one seed, one world, to the byte; and what must be true of every world."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.tijd import als_getal
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.zaaien import zaai
from verwijsindex.sandbox.zaaisel import BEGIN, HOOGSTENS_GEZINNEN, Zaaisel

PROGRAMMA = dedent(
    """
    import resource, sys, time
    from datetime import date
    from pathlib import Path
    from verwijsindex.sandbox.sandboxmap import Sandboxmap
    from verwijsindex.sandbox.zaaisel import BEGIN, Zaaisel
    from verwijsindex.wiring.bevolking import bevolk

    bevolk(Sandboxmap(Path(sys.argv[1])), Zaaisel(7, int(sys.argv[2])), BEGIN, lambda _: None)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, time.process_time())
    """
)
INHOUD_VAN_ZAAD_7 = "e874ad5fe76665972068b6f55ad55d5196f766829a525269ec0b924ec8d6294a"
"""Of personen.json with twenty families. When this changes, everybody's seeds give other people: say so in the changelog."""


@dataclass(frozen=True)
class Wereld:
    personen: list[dict[str, Any]]
    gebeurtenissen: list[dict[str, Any]]
    uitgesloten: list[dict[str, Any]]

    @property
    def jeugdigen(self) -> Iterator[dict[str, Any]]:
        return (persoon for persoon in self.personen if persoon["ouders"])

    def wonend(self) -> dict[int, list[dict[str, Any]]]:
        """Who is registered at each address."""
        bewoners: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for persoon in self.personen:
            if persoon["verblijfplaats"]["adres_id"] is not None:
                bewoners[persoon["verblijfplaats"]["adres_id"]].append(persoon)
        return bewoners


def _zaai(map: Path, zaad: int, gezinnen: int, dag: date = BEGIN) -> Wereld:
    map.mkdir(exist_ok=True)
    plek = Sandboxmap(map)
    zaai(plek, Zaaisel(zaad, gezinnen), dag)
    return Wereld(*(json.loads(bestand.read_bytes()) for bestand in (plek.personen, plek.gebeurtenissen, plek.uitgesloten_adressen)))


@pytest.fixture(scope="module", params=[1, 20261122, 2**62])
def wereld(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    return _zaai(tmp_path_factory.mktemp("wereld"), request.param, 2000)


def _sleutel(wie: dict[str, Any]) -> tuple[Any, ...]:
    return wie["bsn"], wie["geslachtsnaam"], wie["geboortedatum"]


def _ouders(kind: dict[str, Any]) -> frozenset[Any]:
    return frozenset(_sleutel(ouder) for ouder in kind["ouders"])


def _draai(map: Path, gezinnen: int, hashseed: str) -> str:
    map.mkdir()
    omgeving = {**os.environ, "PYTHONHASHSEED": hashseed}
    opdracht = [sys.executable, "-c", PROGRAMMA, str(map), str(gezinnen)]
    return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=True, timeout=120).stdout


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Persons, events, excluded addresses and register; with other hash seeds, and in every version of Python the same persons."""
    for hashseed in ("1", "2"):
        _draai(tmp_path / hashseed, 20, hashseed)
    inhoud = [{bestand.name: bestand.read_bytes() for bestand in (tmp_path / hashseed).iterdir()} for hashseed in ("1", "2")]
    assert set(inhoud[0]) == {"personen.json", "gebeurtenissen.json", "uitgesloten-adressen.json", "register.sqlite"}
    assert inhoud[0] == inhoud[1]
    assert hashlib.sha256(inhoud[0]["personen.json"]).hexdigest() == INHOUD_VAN_ZAAD_7


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    """Other people at other addresses, with other plans."""
    een, ander = (_zaai(tmp_path / str(zaad), zaad, 100) for zaad in (1, 2))
    assert not {p["bsn"] for p in een.personen if p["bsn"]} & {p["bsn"] for p in ander.personen if p["bsn"]}
    assert een.gebeurtenissen != ander.gebeurtenissen


def test_more_families_come_behind_the_same_ones(tmp_path: Path) -> None:
    """Whoever needs more people keeps those that he knows."""
    klein, groot = (_zaai(tmp_path / str(aantal), 3, aantal) for aantal in (50, 100))
    assert klein.personen == groot.personen[: len(klein.personen)]
    assert len(klein.personen) < len(groot.personen)


@pytest.mark.eis("R-021", "R-197")
def test_every_number_is_good_and_comes_once(wereld: Wereld) -> None:
    """keuzes.md 32: it passes the eleven-test, is not of the public test range, and is borne by one person."""
    nummers = [persoon["bsn"] for persoon in wereld.personen if persoon["bsn"] is not None]
    assert all(voldoet_aan_elfproef(nummer) and "900000000" <= nummer < "999900000" for nummer in nummers)
    assert len(nummers) == len(set(nummers)) > 8000


@pytest.mark.eis("R-073")
def test_every_parent_is_there_and_old_enough(wereld: Wereld) -> None:
    """A parent has an entry of his own, was born at least 18 years before, and names the child as his."""
    van_sleutel = {_sleutel(persoon): persoon for persoon in wereld.personen}
    paren = [(kind, van_sleutel[_sleutel(ouder)]) for kind in wereld.jeugdigen for ouder in kind["ouders"]]
    for kind, ouder in paren:
        jaren = [int(wie["geboortedatum"][:4]) for wie in (ouder, kind)]
        assert 0 in jaren or jaren[0] + 18 <= jaren[1]
        assert _sleutel(kind) in map(_sleutel, ouder["kinderen"])
    assert len(paren) == sum(len(persoon["kinderen"]) for persoon in wereld.personen) > 6000


@pytest.mark.eis("R-073", "R-078")
def test_families_come_in_every_form(wereld: Wereld) -> None:
    """Brothers and sisters, half-siblings on either side, a chain of them whose ends share nobody, and children with one parent."""
    kinderen = [_ouders(kind) for kind in wereld.jeugdigen]
    per_ouder: dict[Any, set[frozenset[Any]]] = defaultdict(set)
    for ouders in kinderen:
        for ouder in ouders:
            per_ouder[ouder].add(ouders)
    assert max(Counter(kinderen).values()) >= 4
    half = [paar for samen in per_ouder.values() for paar in samen if len(samen) > 1]
    assert len(half) > 200
    ketens = [b for b in half if any(not a & c for p in b for q in b for a in per_ouder[p] - {b} for c in per_ouder[q] - {b})]
    assert ketens
    assert Counter(map(len, kinderen))[1] > 200


@pytest.mark.eis("R-074")
def test_people_live_together_in_every_way(wereld: Wereld) -> None:
    """Parents apart, children with either, families that share a house and no parent, and institutions, all of them excluded."""
    woont = {_sleutel(persoon): persoon["verblijfplaats"]["adres_id"] for persoon in wereld.personen}
    plekken = [([woont[_sleutel(ouder)] for ouder in kind["ouders"]], woont[_sleutel(kind)]) for kind in wereld.jeugdigen]
    gescheiden = [(ouders, kind) for ouders, kind in plekken if len(set(ouders)) == 2]
    assert {ouders.index(kind) for ouders, kind in gescheiden if kind in ouders} == {0, 1}
    uitgesloten = {adres["adres_id"]: adres for adres in wereld.uitgesloten}
    onverwant = [bewoners for adres, bewoners in wereld.wonend().items() if adres not in uitgesloten and _delen_geen_ouder(bewoners)]
    assert len(onverwant) > 30
    in_inrichting = [persoon for adres, bewoners in wereld.wonend().items() if adres in uitgesloten for persoon in bewoners]
    assert len(in_inrichting) > 20
    assert all(adres["grond"].startswith("Wet BRP 2.40 lid ") for adres in wereld.uitgesloten)
    assert max(len(bewoners) for adres, bewoners in wereld.wonend().items() if adres not in uitgesloten) <= 14


def _delen_geen_ouder(bewoners: list[dict[str, Any]]) -> bool:
    ouders = [_ouders(persoon) for persoon in bewoners if persoon["ouders"]]
    return any(not een & ander for een in ouders for ander in ouders)


def test_an_address_is_one_place(wereld: Wereld) -> None:
    """adres_id, and postcode with huisnummer, say the same; no two places share either."""
    plekken = {
        (plek["adres_id"], plek["gemeentecode"], plek["postcode"], plek["huisnummer"])
        for plek in (*(p["verblijfplaats"] for p in wereld.personen), *wereld.uitgesloten)
        if plek["adres_id"] is not None
    }
    assert len(plekken) == len({plek[0] for plek in plekken}) == len({plek[2:] for plek in plekken})


@pytest.mark.eis("R-022", "R-042", "R-044")
def test_everything_that_a_register_holds_is_there(wereld: Wereld) -> None:
    """Deaths, suspensions of each kind, no number, incomplete dates, RNI, secret and postal addresses: each rare, none absent."""
    gezien: Counter[str] = Counter()
    for persoon in wereld.personen:
        verblijf = persoon["verblijfplaats"]
        gezien["overleden"] += "datum_overlijden" in persoon
        gezien[f"opschorting {persoon.get('opschorting')}"] += 1
        gezien["zonder bsn"] += persoon["bsn"] is None
        gezien["dag onbekend"] += persoon["geboortedatum"][6:] == "00"
        gezien["niets bekend"] += persoon["geboortedatum"] == "00000000"
        gezien["rni"] += verblijf["gemeentecode"] == "1999"
        gezien["geheim"] += persoon.get("indicatie_geheim") == 7
        gezien["briefadres"] += verblijf["functie_adres"] == "B"
    for wat in ("overleden", "zonder bsn", "dag onbekend", "niets bekend", "rni", "geheim", "briefadres", "opschorting E"):
        assert 0 < gezien[wat] < len(wereld.personen) / 20, wat
    assert gezien["opschorting F"] > 0
    assert len({persoon["verblijfplaats"]["gemeentecode"] for persoon in wereld.personen}) == 7


def test_lives_run_in_order(wereld: Wereld) -> None:
    """Nobody dies before his birth or after the day, or is registered before his birth, or younger than unborn."""
    for persoon in wereld.personen:
        geboren, overleden = persoon["geboortedatum"], persoon.get("datum_overlijden", "00000000")
        assert geboren[:4] <= f"{BEGIN.year}"
        if "00" not in (geboren[4:6], geboren[6:], overleden[4:6], overleden[6:]):
            assert geboren <= overleden <= f"{als_getal(BEGIN)}"
        sinds = persoon["verblijfplaats"].get("datum_inschrijving")
        assert sinds is None or geboren[:4] <= sinds[:4] <= f"{BEGIN.year}"


@pytest.mark.eis("R-110")
def test_events_happen_to_the_living_one_each_by_date(wereld: Wereld) -> None:
    """Sorted, within two years after the day, to persons who are there, alive and not suspended; nobody has two."""
    van_sleutel = {_sleutel(persoon): persoon for persoon in wereld.personen}
    data = [gebeurtenis["datum"] for gebeurtenis in wereld.gebeurtenissen]
    assert data == sorted(data)
    eerste, laatste = (als_getal(BEGIN + timedelta(days=dagen)) for dagen in (1, 730))
    assert f"{eerste}" <= data[0] <= data[-1] <= f"{laatste}"
    assert len({_sleutel(g) for g in wereld.gebeurtenissen}) == len(wereld.gebeurtenissen)
    assert {"verhuizing", "emigratie", "overlijden"} == {g["soort"] for g in wereld.gebeurtenissen}
    assert not any("opschorting" in van_sleutel[_sleutel(gebeurtenis)] for gebeurtenis in wereld.gebeurtenissen)


@pytest.mark.eis("R-110")
def test_a_move_leads_somewhere_else_from_its_date(wereld: Wereld) -> None:
    """To a home in which nobody lived, or an institution; house by house on one day, now and then to another gemeente."""
    van_sleutel = {_sleutel(persoon): persoon["verblijfplaats"] for persoon in wereld.personen}
    bewoond = set(wereld.wonend()) - {adres["adres_id"] for adres in wereld.uitgesloten}
    verhuizingen = [g for g in wereld.gebeurtenissen if g["soort"] == "verhuizing"]
    for verhuizing in verhuizingen:
        naar = verhuizing["verblijfplaats"]
        assert naar["datum_inschrijving"] == verhuizing["datum"]
        assert naar["adres_id"] not in bewoond
    per_adres = defaultdict(set)
    for verhuizing in verhuizingen:
        if verhuizing["verblijfplaats"]["adres_id"] not in {adres["adres_id"] for adres in wereld.uitgesloten}:
            per_adres[verhuizing["verblijfplaats"]["adres_id"]].add((verhuizing["datum"], van_sleutel[_sleutel(verhuizing)]["adres_id"]))
    assert {len(herkomst) for herkomst in per_adres.values()} == {1}
    andere = [v for v in verhuizingen if v["verblijfplaats"]["gemeentecode"] != van_sleutel[_sleutel(v)]["gemeentecode"]]
    assert 0 < len(andere) < len(verhuizingen) / 2


@pytest.mark.lang
@pytest.mark.traag
def test_fifty_thousand_persons_take_no_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """Made, written, read, put in the register and described: the process grows by the few that it may hold, not by all; in seconds."""
    weinig, _ = map(float, _draai(tmp_path / "weinig", 1, "0").split())
    veel, seconden = map(float, _draai(tmp_path / "veel", 11_500, "0").split())
    with (tmp_path / "veel" / "personen.json").open(encoding="utf-8") as regels:
        assert sum(1 for _ in regels) > 50_000
    assert veel - weinig < 24, "MiB"
    assert seconden < 30


def test_there_are_numbers_enough_for_the_most_families() -> None:
    """Every seventh of all that exist, when a family takes no more than eight on average."""
    assert HOOGSTENS_GEZINNEN * 8 < 9_000_000
