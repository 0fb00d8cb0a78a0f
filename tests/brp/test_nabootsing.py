"""The fake is held against the descriptions too: what it answers is described, and it refuses what is not."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from .beschrijving import SCHEMAS, Beschrijving, NietVolgensBeschrijving, beschrijving
from .brp_nagebootst import Antwoord, BrpPersonenNagebootst, BrpUpdateNagebootst
from .openbaar import BEVRAGEN, NODIG, TESTPERSONEN

pytestmark = NODIG
JSON = "application/json; charset=utf-8"
ALLES = [
    "burgerservicenummer",
    "geboorte",
    "geslacht",
    "gemeenteVanInschrijving",
    "naam",
    "ouders",
    "overlijden",
    "verblijfplaats",
]


@pytest.fixture(scope="module")
def boek() -> Beschrijving:
    return beschrijving(BEVRAGEN)


@pytest.fixture(scope="module")
def ruw() -> list[dict[str, Any]]:
    return json.loads(TESTPERSONEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def personen(ruw: list[dict[str, Any]]) -> BrpPersonenNagebootst:
    return BrpPersonenNagebootst(ruw)


def _vraag(personen: BrpPersonenNagebootst, **vraag: Any) -> Antwoord:
    return personen.antwoord("POST", "/personen", JSON, json.dumps(vraag).encode())


def _paden(waarde: Any, voor: str = "") -> Iterator[str]:
    for stuk in waarde if isinstance(waarde, list) else [waarde]:
        for naam, onder in stuk.items() if isinstance(stuk, dict) else ():
            yield voor + naam
            yield from _paden(onder, f"{voor}{naam}.")


def test_every_person_of_the_fake_is_one_of_the_description(boek: Beschrijving, personen: BrpPersonenNagebootst) -> None:
    """No field that is not described; who has no number, and so is in no answer below, is held against the description here."""
    assert len(personen.alle) == 1205
    for persoon in personen.alle:
        assert set() == set(_paden(persoon)) - boek.paden("Persoon")
        if "burgerservicenummer" not in persoon:
            boek.keur({"$ref": SCHEMAS + "Persoon"}, persoon)


def test_persons_are_given_by_twenty_numbers_at_a_time(personen: BrpPersonenNagebootst, ruw: list[dict[str, Any]]) -> None:
    """Every number gives as many entries as bear it; every answer is as described, or the fake itself fails."""
    nummers = [p["bsn"] for p in ruw if p["bsn"]]
    gekregen = []
    for begin in range(0, len(nummers), 20):
        gevraagd = list(dict.fromkeys(nummers[begin : begin + 20]))
        antwoord = _vraag(personen, type="RaadpleegMetBurgerservicenummer", burgerservicenummer=gevraagd, fields=ALLES)
        assert antwoord.status == 200
        gekregen += [p["burgerservicenummer"] for p in antwoord.inhoud["personen"]]
    assert set(nummers) == set(gekregen)


def test_an_answer_holds_what_was_asked_and_no_more(personen: BrpPersonenNagebootst) -> None:
    """Besides the fields that come unasked."""
    antwoord = _vraag(
        personen,
        type="RaadpleegMetBurgerservicenummer",
        burgerservicenummer=["999993112"],
        fields=["burgerservicenummer", "geboorte.datum", "ouders.burgerservicenummer"],
    )
    datum = {"type": "Datum", "datum": "1970-04-07", "langFormaat": "7 april 1970"}
    verwacht = {"burgerservicenummer": "999993112", "geboorte": {"datum": datum}, "ouders": [{}, {}]}
    assert [verwacht] == antwoord.inhoud["personen"]


@pytest.mark.parametrize(
    ("wijziging", "in_de_uitleg"),
    [
        ({"burgerservicenummer": ["12345678"]}, "burgerservicenummer"),
        ({"burgerservicenummer": ["999993112"] * 21}, "burgerservicenummer"),
        ({"burgerservicenummer": []}, "burgerservicenummer"),
        ({"burgerservicenummer": None}, "burgerservicenummer"),
        ({"type": "ZoekIemand"}, "type"),
        ({"fields": []}, "fields"),
        ({"fields": ["naam.bijnaam"]}, "naam.bijnaam"),
        ({"fields": ["opschortingBijhouding"]}, "opschortingBijhouding"),
        ({"geslacht": "M"}, "geslacht"),
    ],
)
def test_the_fake_refuses_what_is_not_described(personen: BrpPersonenNagebootst, wijziging: dict[str, Any], in_de_uitleg: str) -> None:
    """A wrong number, too many, an unknown type, field or parameter, and a field that comes unasked: 400, with what is wrong."""
    vraag = {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": ["999993112"], "fields": ["naam"]}
    antwoord = _vraag(personen, **{n: w for n, w in {**vraag, **wijziging}.items() if w is not None})
    assert antwoord.status == 400
    assert in_de_uitleg in antwoord.inhoud["detail"]


def test_a_search_knows_no_parents(personen: BrpPersonenNagebootst) -> None:
    """A search gives a person in short (``PersoonBeperkt``); asking it for more is refused."""
    vraag = {"type": "ZoekMetGeslachtsnaamEnGeboortedatum", "geslachtsnaam": "Zon", "geboortedatum": "1970-04-07"}
    assert _vraag(personen, **vraag, fields=["ouders.burgerservicenummer"]).status == 400
    assert _vraag(personen, **vraag, fields=["burgerservicenummer"]).inhoud["personen"] == [{"burgerservicenummer": "999993112"}]


@pytest.mark.parametrize(
    "kapot",
    [
        {"burgerservicenummer": "12345678"},
        {"geboorte": {"datum": {"type": "Datum", "langFormaat": "1 mei 2010"}}},
        {"geboorte": {"datum": {"type": "Datum", "datum": "2010-02-30", "langFormaat": "30 februari 2010"}}},
        {"geboorte": {"datum": {"type": "Dag", "datum": "2010-05-01", "langFormaat": "1 mei 2010"}}},
        {"verblijfplaats": {"type": "Adres", "verblijfadres": {"huisnummer": 0}}},
        {"ouders": {}},
    ],
)
def test_the_judge_sees_what_is_not_described(boek: Beschrijving, kapot: dict[str, Any]) -> None:
    """Also in what only a discriminator points at: a judge that passes everything would prove nothing."""
    with pytest.raises(NietVolgensBeschrijving):
        boek.keur({"$ref": SCHEMAS + "Persoon"}, kapot)


def test_null_is_a_value_where_the_description_says_so(tmp_path: Any) -> None:
    """``nullable`` of OpenAPI 3.0: null and the type itself, and nothing else."""
    bestand = tmp_path / "api.json"
    bestand.write_text(json.dumps({"components": {"schemas": {"X": {"type": "string", "nullable": True}}}}))
    boek = Beschrijving(bestand)
    for goed in (None, "tekst"):
        boek.keur({"$ref": SCHEMAS + "X"}, goed)
    with pytest.raises(NietVolgensBeschrijving):
        boek.keur({"$ref": SCHEMAS + "X"}, 1)


def test_the_update_api_follows_and_tells() -> None:
    """Placing gives 201, placing again 200; only who is followed is told as changed, from the asked day on."""
    api = BrpUpdateNagebootst(date(2026, 11, 24))
    plaats = [api.antwoord("PUT", "/volgindicaties/999993112", "application/json", b"{}").status for _ in range(2)]
    api.gewijzigd = {"999993112": date(2026, 11, 23), "999993653": date(2026, 11, 24)}
    sinds = [api.antwoord("GET", f"/wijzigingen?vanaf=2026-11-{dag}", "", b"").inhoud["burgerservicenummers"] for dag in (22, 23, 24)]
    assert (plaats, sinds) == ([201, 200], [["999993112"], ["999993112"], []])
    assert api.antwoord("PUT", "/volgindicaties/12345", "application/json", b"{}").status == 400
    assert api.antwoord("PUT", "/volgindicaties/999993112", "application/json", b'{"einddatum": "morgen"}').status == 400
    assert api.antwoord("GET", "/wijzigingen?sinds=2026-11-22", "", b"").status == 400
