"""A sandbox gets its persons: from a file, sown, or built in; and everything but keys and addresses is the same the next time."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.inlezen import lees_personen
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.cli import main
from verwijsindex.domain.tijd import vandaag
from verwijsindex.sandbox import keuze
from verwijsindex.sandbox.beschreven import Beschrijving
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.sandbox.kenmerken import BELET, dubbele_nummers, eigen_kenmerken
from verwijsindex.sandbox.klok import VirtueleKlok
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.zaaisel import BEGIN, Zaaisel
from verwijsindex.wiring import bevolking
from verwijsindex.wiring.bevolking import DELEN, STAPPEN, Meter, bevolk
from verwijsindex.wiring.sandbox import SandboxBestaatAl, bouw_of_open

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 12, tzinfo=UTC)
BESTANDEN = ("personen.json", "gebeurtenissen.json", "uitgesloten-adressen.json", "register.sqlite")


def _niets(_: str) -> None:
    pass


def _zonder_plek(beschrijving: Beschrijving) -> Beschrijving:
    weg = Path("/")
    partners = tuple(replace(partner, certificaat=weg, sleutel=weg) for partner in beschrijving.partners)
    return replace(beschrijving, ca=weg, clock=weg, log=weg, database="", partners=partners)


def test_a_seed_gives_the_same_sandbox_on_any_day(tmp_path: Path) -> None:
    """Files to the byte, organisations and description; the clock begins on the day that belongs to the seed."""
    gebouwd = [bouw_of_open(tmp_path / naam, nu, _niets, Zaaisel(5, 10)) for naam, nu in (("a", NU), ("b", LATER))]
    for naam in BESTANDEN:
        assert (tmp_path / "a" / naam).read_bytes() == (tmp_path / "b" / naam).read_bytes()
    een, ander = (_zonder_plek(beschrijving) for _, beschrijving in gebouwd)
    assert een == ander
    assert vandaag(VirtueleKlok(Sandboxmap(tmp_path / "a").klok).nu()) == BEGIN


def test_a_sandbox_begins_on_the_day_that_is_asked(tmp_path: Path) -> None:
    """Who is described as reportable is so on that day, and so are organisations and clock."""
    begin = datetime(2030, 6, 1, 12, tzinfo=UTC)
    _, beschrijving = bouw_of_open(tmp_path / "later", NU, _niets, Zaaisel(5, 10), begin=begin)
    assert vandaag(VirtueleKlok(beschrijving.clock).nu()) == date(2030, 6, 1)
    assert "20300601" in {persoon.geboortedatum for persoon in beschrijving.personen}


def test_a_sandbox_that_is_there_is_not_sown_again(tmp_path: Path) -> None:
    """Its persons and clock are its own; with ``nieuw`` nothing of the earlier one remains."""
    bouw_of_open(tmp_path, NU, _niets, Zaaisel(5, 1))
    (tmp_path / "sandbox.json").write_text("{}")
    for anders in ({"personen": Zaaisel(5, 1)}, {"begin": NU}):
        with pytest.raises(SandboxBestaatAl):
            bouw_of_open(tmp_path, NU, _niets, **anders)
    bouw_of_open(tmp_path, NU, _niets, nieuw=True)
    assert not (tmp_path / "gebeurtenissen.json").exists()
    assert not (tmp_path / "uitgesloten-adressen.json").exists()


def test_of_a_long_file_the_first_are_described_and_what_is_said_of_them_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A brother or a second bearer of a number who stands far behind is not forgotten; nobody gets a brother who cannot be reported."""
    monkeypatch.setattr(bevolking, "VENSTER", 400)
    plek = Sandboxmap(tmp_path)
    bevolk(plek, Zaaisel(11, 300), BEGIN, _niets)
    regels = json.loads(plek.personen.read_bytes())
    kinderen = [regel for regel in regels[:400] if regel["ouders"] and regel["bsn"]]
    broers = [{**kind, "bsn": nieuw} for kind, nieuw in zip(kinderen[:60:3], reeks_bsns(4), strict=False)]
    nog_eens = [{**kind, "ouders": []} for kind in kinderen[1:60:3]]
    gemengd = tmp_path / "gemengd.json"
    gemengd.write_text(json.dumps([*regels, *broers, *nog_eens]), encoding="utf-8")
    beschreven = bevolk(plek, gemengd, BEGIN, _niets)
    waar = _alle_kenmerken(list(lees_personen(gemengd)))
    assert len(beschreven) > 200
    assert sum("bsn-dubbel" in persoon.kenmerken for persoon in beschreven) >= 15
    for persoon in beschreven:
        assert waar[persoon.bsn, persoon.geslachtsnaam, persoon.voornamen, persoon.geboortedatum] == {
            kenmerk for kenmerk in persoon.kenmerken if not kenmerk.startswith("gedeelde-ouder-")
        }


def _alle_kenmerken(personen: list[Persoonslijst]) -> dict[tuple[str | None, ...], set[str]]:
    """Reckoned over the whole file, each with each."""
    dubbel = dubbele_nummers(persoon.bsn for persoon in personen)
    alle = [(persoon, set(eigen_kenmerken(persoon, BEGIN, dubbel))) for persoon in personen]
    for persoon, kenmerken in alle:
        anderen = (
            ander for ander, van_ander in alle if ander is not persoon and not BELET & van_ander and set(persoon.ouders) & set(ander.ouders)
        )
        if not BELET & kenmerken and any(anderen):
            kenmerken.add("broer-zus")
    return {(p.bsn, p.geslachtsnaam, p.voornamen, p.geboortedatum): {str(k) for k in kenmerken} for p, kenmerken in alle}


def test_no_more_than_a_thousand_are_described(tmp_path: Path) -> None:
    """Of whatever number of families."""
    assert keuze.HOOGSTENS == 1000
    assert len(bevolk(Sandboxmap(tmp_path), Zaaisel(2, 1500), BEGIN, _niets)) == 1000


@pytest.mark.parametrize("personen", [None, Zaaisel(1, 1), Zaaisel(1, 100), "bestand"])
def test_progress_is_told_in_a_fixed_number_of_steps(tmp_path: Path, personen: Any) -> None:
    """However many persons there are, a bar of that length is full at the end."""
    gehoord: list[str] = []
    if personen == "bestand":
        personen = tmp_path / "leeg.json"
        personen.write_text("[]")
    bevolk(Sandboxmap(tmp_path), personen, BEGIN, gehoord.append)
    assert len(gehoord) == STAPPEN
    assert list(dict.fromkeys(gehoord)) == ["personen", "personen inlezen"]


def test_steps_follow_the_work() -> None:
    """The first at once, half of them half-way, all before the end, and never more."""
    gehoord: list[str] = []
    meter = Meter(gehoord.append, "wat", 1000)
    aantallen = [len(gehoord)]
    for gedaan in (24, 25, 500, 999, 1000, 5000):
        meter(gedaan)
        aantallen.append(len(gehoord))
    assert aantallen == [1, 1, 2, 21, DELEN, DELEN, DELEN]


@pytest.mark.parametrize(
    ("opties", "uitleg"),
    [
        (["--gezinnen", "5"], "--gezinnen: alleen samen met --zaad"),
        (["--zaad", "1", "--personen", "x.json"], "--personen kan niet samen met --zaad"),
        (["--zaad", "-1"], "--zaad: deze waarde kan niet"),
        (["--zaad", "een"], "--zaad: deze waarde kan niet"),
        (["--zaad", "1", "--gezinnen", "0"], "--gezinnen: deze waarde kan niet"),
        (["--zaad", "1", "--gezinnen", "250001"], "--gezinnen: deze waarde kan niet"),
    ],
)
def test_impossible_choices_are_refused(tmp_path: Path, opties: list[str], uitleg: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In Dutch, with exit code 2, and before anything is made."""
    with pytest.raises(SystemExit) as einde:
        main(["sandbox", "--map", str(tmp_path / "map"), *opties])
    assert einde.value.code == 2
    assert uitleg in capsys.readouterr().err
    assert not (tmp_path / "map").exists()
