"""sandbox.json: written, read back, and held against its schema and its page."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from verwijsindex.brp.inlezen import lees_personen
from verwijsindex.contract.operaties import DIENSTEN
from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.sandbox.beschreven import Adressen, Beschrijving
from verwijsindex.sandbox.beschrijf import beschrijf_partners, beschrijf_personen
from verwijsindex.sandbox.beschrijving import BeschrijvingOntbreekt, lees_beschrijving, schrijf_beschrijving
from verwijsindex.sandbox.bevolking import maak_bevolking, schrijf_bevolking
from verwijsindex.sandbox.kenmerken import GEDEELDE_OUDER, Kenmerk
from verwijsindex.sandbox.pki import PkiBestanden, Sleutelpaar
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.wereld import INDEX, PARTNERS, maak_wereld

DAG = date(2026, 11, 24)
PROJECT = Path(__file__).parents[3]
SCHEMA = json.loads((PROJECT / "docs/sandbox.schema.json").read_text())
PAGINA = (PROJECT / "docs/sandbox.md").read_text()
MIJN_PERSONEN = [
    {"bsn": "900000004", "geslachtsnaam": "Schuur", "geboortedatum": "20140510", "ouders": [{"bsn": "900000028"}]},
    {"bsn": "900000016", "geslachtsnaam": "Schuur", "geboortedatum": "20170500", "ouders": [{"bsn": "900000028"}]},
    {"bsn": "900000017", "geslachtsnaam": "Weerd", "geboortedatum": None, "postcode": "2511 AB", "huisnummer": "12"},
    {"bsn": None, "geslachtsnaam": None, "geboortedatum": "20100101", "opschorting": "emigratie"},
    {"bsn": "900000041", "geslachtsnaam": "Linde", "geboortedatum": "20100101", "geslacht": "O"},
    {"bsn": "900000041", "geslachtsnaam": "Linde", "geboortedatum": "99991231", "datum_overlijden": "00000000"},
]


def _pki(map: Path) -> PkiBestanden:
    """Only where files would stand; issuing certificates has its own tests."""

    index, *partners = (Sleutelpaar(d, map / f"{d.oin}.pem", map / f"{d.oin}.key") for d in (INDEX, *PARTNERS))
    return PkiBestanden(map / "root.pem", map / "uitgever.pem", map / "keten.pem", index, tuple(partners))


@pytest.fixture(params=["ingebouwd", "eigen"])
def beschrijving(request: pytest.FixtureRequest, tmp_path: Path) -> Beschrijving:
    plek = Sandboxmap(tmp_path)
    if request.param == "ingebouwd":
        schrijf_bevolking(plek.personen, maak_bevolking(DAG))
    else:
        plek.personen.write_text(json.dumps(MIJN_PERSONEN))
    pki = _pki(plek.pki)
    return Beschrijving(
        url=Adressen(**{dienst.naam: f"https://localhost:8443{dienst.pad}" for dienst in DIENSTEN}),
        ca=pki.keten,
        clock=plek.klok,
        database=f"sqlite:///{plek.database}",
        log=plek.log,
        partners=beschrijf_partners(maak_wereld(DAG), pki),
        personen=beschrijf_personen(list(lees_personen(plek.personen)), DAG),
    )


def test_what_is_written_is_read_back(beschrijving: Beschrijving, tmp_path: Path) -> None:
    """Every field survives the file."""
    assert Sandboxmap(tmp_path).beschrijving == schrijf_beschrijving(tmp_path, beschrijving)
    assert beschrijving == lees_beschrijving(tmp_path)


def test_both_populations_follow_the_schema(beschrijving: Beschrijving, tmp_path: Path) -> None:
    """The file has the keys of the schema and no others."""
    inhoud = json.loads(schrijf_beschrijving(tmp_path, beschrijving).read_text())
    assert [fout.message for fout in Draft202012Validator(SCHEMA).iter_errors(inhoud)] == []
    assert len(inhoud["personen"]) in (54, 6)


@pytest.mark.parametrize(
    ("pad", "waarde"),
    [
        (["extra"], 1),
        (["url", "signalen"], "http://localhost/"),
        (["ca"], "pki/keten.pem"),
        (["partners", 0, "oin"], "00000003000000001000"),
        (["partners", 0, "mandaten", 0, "soort"], "GEMEENTE"),
        (["partners", 0, "mandaten", 0, "gebruikers"], []),
        (["partners", 4, "mandaten", 2, "instantieId"], "gemeente"),
        (["personen", 0, "kenmerken"], ["broerzus"]),
        (["personen", 0, "geboortedatum"], "2014-05-10"),
    ],
)
def test_the_schema_refuses_what_is_wrong(beschrijving: Beschrijving, tmp_path: Path, pad: list[Any], waarde: object) -> None:
    """One wrong value and the file no longer passes."""
    inhoud = json.loads(schrijf_beschrijving(tmp_path, beschrijving).read_text())
    *voor, laatste = pad
    deel = inhoud
    for stap in voor:
        deel = deel[stap]
    deel[laatste] = waarde
    assert not Draft202012Validator(SCHEMA).is_valid(inhoud)


def _delen(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for sleutel, deel in schema.get("properties", {}).items():
        assert "description" in deel, sleutel
        yield from _delen(deel)
    if "items" in schema:
        yield from _delen(schema["items"])


def test_the_schema_explains_every_key_and_closes_every_object() -> None:
    """A Dutch description on each key, and nothing beyond the keys named."""
    Draft202012Validator.check_schema(SCHEMA)
    objecten = [deel for deel in _delen(SCHEMA) if deel.get("type") == "object"]
    assert all(deel["additionalProperties"] is False for deel in objecten)
    assert len(objecten) == 6


def test_the_first_partners_report_by_bsn(beschrijving: Beschrijving) -> None:
    """Whoever takes the first mandate of the first two partners can start reporting."""
    for partner in beschrijving.partners[:2]:
        mandaat = partner.mandaten[0]
        assert (mandaat.soort, mandaat.bsn_gerechtigd) == (MandaatSoort.INSTANTIE, True)
        assert frozenset({Rol.MELDER}) == mandaat.gebruikers[0].rollen


@pytest.mark.eis("R-004")
def test_only_who_may_act_today_is_described(beschrijving: Beschrijving) -> None:
    """Who may not act (appointment, convenant or mandate ended, limitation missing) is left out; nobody stands there twice."""
    mandaten = [mandaat for partner in beschrijving.partners for mandaat in partner.mandaten]
    gebruikers = [g.gebruiker_id for mandaat in mandaten for g in mandaat.gebruikers]
    assert not {"ggd-gestopt", "ggd-nieuw", "zorggroep-melder-1", "wijkteam-onbevestigd", "hulpmiddelen-melder-1"} & set(gebruikers)
    assert len(gebruikers) == len(set(gebruikers))
    assert sum(m.bsn_gerechtigd * sum(Rol.MELDER in g.rollen for g in m.gebruikers) for m in mandaten) >= 20
    assert {"school"} == {m.instantie_id for m in mandaten if m.categorie is not None and not m.bsn_gerechtigd}


def test_paths_are_absolute_however_they_were_given(beschrijving: Beschrijving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in another directory can open them."""
    monkeypatch.chdir(tmp_path)
    los = Path(os.path.relpath(beschrijving.ca))
    veranderd = Beschrijving(**{**{v: getattr(beschrijving, v) for v in Beschrijving.__slots__}, "ca": los})
    schrijf_beschrijving(tmp_path, veranderd)
    assert tmp_path / los == lees_beschrijving(tmp_path).ca


@pytest.mark.parametrize("inhoud", [None, "", "[]", "{}", '{"url": 3}'])
def test_a_directory_without_a_sandbox_says_so(tmp_path: Path, inhoud: str | None) -> None:
    """In Dutch, with the directory, and with what to do when there is nothing."""
    if inhoud is not None:
        (tmp_path / "sandbox.json").write_text(inhoud)
    verwacht = "start er een met: verwijsindex sandbox --map" if inhoud is None else "is geen beschrijving van een sandbox"
    with pytest.raises(BeschrijvingOntbreekt, match=verwacht):
        lees_beschrijving(tmp_path)


def test_the_page_names_everything() -> None:
    """Every kenmerk, file, partner, instantie and special user stands in docs/sandbox.md, and every kenmerk in the schema."""
    wereld, plek = maak_wereld(DAG), Sandboxmap(Path("/x"))
    bestanden = [getattr(plek, naam).name for naam in vars(Sandboxmap) if isinstance(vars(Sandboxmap)[naam], property)]
    assert len(bestanden) == 15
    vaste = [*map(str, Kenmerk), f"{GEDEELDE_OUDER}N", *bestanden, "ggd-gestopt", "ggd-nieuw", "wijkteam-onbevestigd"]
    for woord in (*vaste, *(i.id for i in wereld.instanties), *(p.oin for p in wereld.partners), *wereld.gemeenten):
        assert f"`{woord}" in PAGINA or f" {woord} " in PAGINA, woord
    [vast, _gedeeld] = SCHEMA["properties"]["personen"]["items"]["properties"]["kenmerken"]["items"]["anyOf"]
    assert set(map(str, Kenmerk)) == set(vast["enum"])
