"""From a persons file to a register file."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import PersonenbestandOnjuist, lees_personen, maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst, Verblijf
from verwijsindex.domain.nummers import Bsn

KIND, MOEDER = "900000041", "900000004"
PERSOON: dict[str, Any] = {
    "bsn": KIND,
    "voornamen": "Fenna",
    "voorvoegsel": "van der",
    "geslachtsnaam": "Schuur",
    "geboortedatum": "20140510",
    "geslacht": "V",
    "ouders": [{"bsn": MOEDER, "geslachtsnaam": "Schuur", "geboortedatum": "19800000", "ouder": "1"}, {"bsn": None}],
    "kinderen": [],
    "verblijfplaats": {"gemeentecode": "0518", "adres_id": 12, "postcode": "2511AB", "huisnummer": 7, "functie_adres": "W"},
}


def _bestand(map: Path, inhoud: object) -> Path:
    pad = map / "personen.json"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    return pad


def test_an_entry_is_read_with_every_value_as_written(tmp_path: Path) -> None:
    """Names, dates, parents with a number, gemeente and address come out as they went in."""
    verwacht = Persoonslijst(
        KIND, "Schuur", "20140510", "van der", "Fenna", "V", ouders=(MOEDER,), gemeentecode="0518", postcode="2511AB", huisnummer=7,
        verblijf=Verblijf(nummeraanduiding="0000200000000012"),
    )  # fmt: skip
    assert [verwacht] == list(lees_personen(_bestand(tmp_path, [PERSOON])))


def test_little_is_required(tmp_path: Path) -> None:
    """Three keys must stand there, null when unknown; everything else may be absent or null."""
    karig = {"bsn": None, "geslachtsnaam": None, "geboortedatum": None}
    leeg = {**karig, "ouders": None, "verblijfplaats": None, "datum_overlijden": None, "opschorting": None, "huisnummer": None}
    assert [Persoonslijst(None, None, None)] * 2 == list(lees_personen(_bestand(tmp_path, [karig, leeg])))


def test_an_address_may_stand_beside_the_name(tmp_path: Path) -> None:
    """postcode and huisnummer are read from the entry itself as well, and a huisnummer may be text (keuzes.md 11)."""
    entry = {**PERSOON, "postcode": "2595 XY", "huisnummer": "31", "verblijfplaats": {"gemeentecode": "0518"}}
    [persoon] = lees_personen(_bestand(tmp_path, [entry]))
    assert (persoon.postcode, persoon.huisnummer) == ("2595 XY", 31)


@pytest.mark.parametrize(
    ("opschorting", "letter"),
    [("E", "E"), ("emigratie", "E"), ({"reden": "F", "datum": "20200101"}, "F"), ({"reden": {"code": "O"}}, "O"), (".", "."), (None, None)],
)
def test_a_suspension_is_read_in_each_of_its_forms(tmp_path: Path, opschorting: object, letter: str | None) -> None:
    """Letter, word, or the object of the BRP interface."""
    [persoon] = lees_personen(_bestand(tmp_path, [{**PERSOON, "opschorting": opschorting}]))
    assert letter == persoon.opschorting


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("veld", "waarde", "uitleg"),
    [
        ("bsn", 900000041, "bsn is geen tekst"),
        ("bsn", "90000003", "bsn is niet negen cijfers"),
        ("bsn", "90000004\u0661", "bsn is niet negen cijfers"),
        ("geslachtsnaam", ["Geheim"], "geslachtsnaam is geen tekst"),
        ("geboortedatum", "2014-05-10", "geboortedatum is niet een datum als jjjjmmdd"),
        ("datum_overlijden", "onbekend", "datum_overlijden is niet een datum als jjjjmmdd"),
        ("geslacht", "Geheim", "geslacht is niet M, V of O"),
        ("opschorting", "Geheim", "opschorting is geen reden van de BRP"),
        ("opschorting", {"datum": "20200101"}, "opschorting is geen reden van de BRP"),
        ("opschorting", "", "opschorting is geen reden van de BRP"),
        ("ouders", {}, "ouders is geen lijst"),
        ("ouders", ["Geheim"], "een ouder is geen object"),
        ("ouders", [{"bsn": "12345"}], "bsn is niet negen cijfers (bij een ouder)"),
        ("verblijfplaats", "Geheim", "verblijfplaats is geen object"),
        ("verblijfplaats", {"gemeentecode": "518"}, "gemeentecode is niet vier cijfers"),
        ("postcode", "Geheim", "postcode is niet een postcode als 1234AB"),
        ("huisnummer", -1, "huisnummer is geen getal van hoogstens vijf cijfers"),
        ("huisnummer", True, "huisnummer is geen getal van hoogstens vijf cijfers"),
        ("huisnummer", 1.5, "huisnummer is geen getal van hoogstens vijf cijfers"),
    ],
)
def test_a_wrong_value_is_named_by_file_entry_and_key_but_not_repeated(tmp_path: Path, veld: str, waarde: object, uitleg: str) -> None:
    """The text tells where to look and what belongs there; no value of the file stands in it."""
    pad = _bestand(tmp_path, [PERSOON, {**PERSOON, veld: waarde}])
    with pytest.raises(PersonenbestandOnjuist) as fout:
        list(lees_personen(pad))
    assert f"{pad}, persoon 2: {uitleg}" in str(fout.value)
    assert not {"Geheim", "Schuur", "12345", "518", "2014", KIND} & set(str(fout.value).replace(",", " ").split())


@pytest.mark.parametrize("veld", ["bsn", "geslachtsnaam", "geboortedatum"])
def test_a_missing_key_is_named(tmp_path: Path, veld: str) -> None:
    """An object that happens to be in a list is not a person."""
    with pytest.raises(PersonenbestandOnjuist, match=f"persoon 1: {veld} ontbreekt"):
        list(lees_personen(_bestand(tmp_path, [{k: v for k, v in PERSOON.items() if k != veld}])))


@pytest.mark.parametrize(
    ("inhoud", "uitleg"),
    [
        (b'[\n{"bsn": }]', r"is geen JSON \(regel 2, teken 9\)"),
        (b'["\xff"]', "is geen JSON in UTF-8"),
        (b"[" * 200_000, "is geen JSON in UTF-8"),
        (b'{"personen": []}', "is geen lijst van personen"),
        (b"[3]", "persoon 1: een persoon is geen object"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, inhoud: bytes, uitleg: str) -> None:
    """A file that is no list of persons says so in Dutch."""
    pad = tmp_path / "ander.json"
    pad.write_bytes(inhoud)
    with pytest.raises(PersonenbestandOnjuist, match=uitleg):
        list(lees_personen(pad))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The path stands in the text, because the user typed it."""
    with pytest.raises(PersonenbestandOnjuist, match=r"weg\.json kan niet worden gelezen"):
        list(lees_personen(tmp_path / "weg.json"))


def test_making_a_register_replaces_what_stood_there(tmp_path: Path) -> None:
    """Whoever is not among the new persons is gone, and nothing else lies in the directory."""
    pad = tmp_path / "register.sqlite"
    maak_register(pad, [Persoonslijst(KIND, "A", "20140510")])
    maak_register(pad, [Persoonslijst(MOEDER, "B", "19800510")])
    register = IngebedRegister(pad)
    assert (len(register.zoek_op_bsn(Bsn(KIND))), len(register.zoek_op_bsn(Bsn(MOEDER)))) == (0, 1)
    assert [pad] == list(tmp_path.iterdir())


def test_a_register_that_cannot_be_completed_leaves_the_old_one(tmp_path: Path) -> None:
    """An error in the middle of the persons changes nothing and leaves no half file behind."""
    pad = tmp_path / "register.sqlite"
    maak_register(pad, [Persoonslijst(KIND, "A", "20140510")])

    def _breekt() -> Iterator[Persoonslijst]:
        yield Persoonslijst(MOEDER, "B", "19800510")
        raise PersonenbestandOnjuist("halverwege")

    with pytest.raises(PersonenbestandOnjuist, match="halverwege"):
        maak_register(pad, _breekt())
    assert len(IngebedRegister(pad).zoek_op_bsn(Bsn(KIND))) == 1
    assert [pad] == list(tmp_path.iterdir())


def test_the_question_is_answered_from_an_index(tmp_path: Path) -> None:
    """A million persons cost no more to ask than a hundred."""
    pad = tmp_path / "register.sqlite"
    maak_register(pad, [])
    verbinding = sqlite3.connect(pad)
    [(*_, plan)] = verbinding.execute("EXPLAIN QUERY PLAN SELECT * FROM persoon WHERE bsn = 900000041 ORDER BY id").fetchall()
    verbinding.close()
    assert "USING INDEX persoon_bsn" in plan
