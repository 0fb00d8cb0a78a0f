"""doel.yaml: what the sandbox writes is what the suite reads, and a mistake in it is named."""

import ast
import inspect
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import copy, deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.contractbestanden import DIENSTEN
from verwijsindex_conformance.doel import Beheerdaden, Gebeurtenissen, Product
from verwijsindex_conformance.doelsleutels import DoelOnjuist
from verwijsindex_conformance.lees_doel import CERTIFICATEN, GEGEVENS, KENMERKEN, ONBEVOEGD, ONDERWERPEN, ROLLEN, lees_doel

from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.wiring.sandbox import beschrijf_adres

from .sandboxproces import Sandbox

UITLEG = Path(__file__).parents[2] / "docs" / "conformiteit.md"


def test_the_sandbox_describes_itself(sandbox: Sandbox) -> None:
    """Addresses, CA, partners, users and entitlement are those of sandbox.json; paths exist; only the owner may read it."""
    doel, beschrijving = sandbox.lees(), json.loads((sandbox.map / "sandbox.json").read_text())
    assert beschrijving["url"] == dict(doel.adressen)
    assert Path(beschrijving["ca"]) == doel.ca
    assert doel.oin == "00000099000000000000"
    verwacht = {
        (partner["oin"], mandaat.get("instantieId"), gebruiker["gebruikerId"], rol, mandaat["bsnGerechtigd"])
        for partner in beschrijving["partners"]
        for mandaat in partner["mandaten"]
        for gebruiker in mandaat["gebruikers"]
        for rol in gebruiker["rollen"]
    }
    assert verwacht == {(g.partner.oin, g.instantie_id, g.gebruiker_id, g.rol, g.bsn_gerechtigd) for g in doel.gebruikers}
    assert sandbox.doel.stat().st_mode & 0o077 == 0
    assert CERTIFICATEN - {"ingetrokken", "sha1"} == set(doel.certificaten)


def test_who_is_gone_is_not_named(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox of which the organisations changed names nobody whom a day no longer makes that he may not report."""
    kopie = Path(shutil.copytree(sandbox.map, tmp_path / "kopie", ignore=shutil.ignore_patterns("*.sqlite*")))
    with closing(sqlite3.connect(Sandboxmap(sandbox.map).database)) as bron, closing(sqlite3.connect(Sandboxmap(kopie).database)) as doel:
        bron.backup(doel)
    monkeypatch.setattr("verwijsindex.wiring.sandbox.ONBEVOEGD", dict.fromkeys(ONBEVOEGD, ("0", "weg", "weg")))
    beschrijf_adres(kopie, lees_beschrijving(kopie), "https://127.0.0.1:1")
    assert set(lees_doel(kopie / "doel.yaml").onbevoegd) == {"taak-niet-bevestigd", "taak-niet-vastgelegd"}
    assert set(sandbox.lees().onbevoegd) == ONBEVOEGD


def test_persons_are_what_their_kenmerk_says(sandbox: Sandbox) -> None:
    """Each person bears the kenmerk under which he stands and no other ground to refuse him; families share a parent."""
    doel, beschrijving = sandbox.lees(), json.loads((sandbox.map / "sandbox.json").read_text())
    kenmerken = {persoon["bsn"]: set(persoon["kenmerken"]) for persoon in beschrijving["personen"]}
    assert {"zonder-familie": 7, "overleden": 1, "opgeschort": 1, "geboortedatum-onbekend": 1, "onbekend": 1}.items() <= {
        kenmerk: len(personen) for kenmerk, personen in doel.personen.items()
    }.items()
    for kenmerk, personen in doel.personen.items():
        for persoon in personen:
            if kenmerk == "onbekend":
                assert persoon.bsn not in kenmerken
            elif kenmerk == "zonder-familie":
                assert kenmerken[persoon.bsn] == set()
            else:
                assert kenmerk in kenmerken[persoon.bsn]
    assert len(doel.gezinnen) > 5
    for gezin in doel.gezinnen:
        assert set.intersection(*(kenmerken[lid.bsn] for lid in gezin)) - {"broer-zus"}
    leden = [lid.bsn for gezin in doel.gezinnen for lid in gezin]
    assert len(leden) == len(set(leden))


GOED = """
versie: 1
adressen: {meldingen: "https://a/m", signalen: "https://a/s", rechten: "https://a/r"}
ca: ca.pem
index: {oin: "00000099000000000000"}
partners:
  - oin: "00000099000000001000"
    certificaat: p.pem
    sleutel: p.key
    mandaten:
      - {instantie: ggd, bsnGerechtigd: true, gebruikers: {MELDER: [a, b]}}
personen:
  zonder-familie: [{bsn: "900000012", geslachtsnaam: Jansen}]
"""


@pytest.fixture
def bestand(tmp_path: Path) -> Path:
    for naam in ("ca.pem", "p.pem", "p.key"):
        (tmp_path / naam).write_text("x")
    return tmp_path / "doel.yaml"


def test_the_least_that_is_needed(bestand: Path) -> None:
    """Clock, families and most kenmerken may be left out; paths are relative to the file."""
    bestand.write_text(GOED)
    doel = lees_doel(bestand)
    assert (doel.klok, doel.gezinnen, doel.verbind) == (None, (), None)
    assert [gebruiker.gebruiker_id for gebruiker in doel.gebruikers] == ["a", "b"]
    assert doel.ca == bestand.parent / "ca.pem"
    assert doel.personen["zonder-familie"][0].gegevens == {"geslachtsnaam": "Jansen"}
    assert (doel.product, doel.biedt, doel.kan_niet) == (Product(), frozenset(Cluster), {})


def test_what_a_product_offers(bestand: Path) -> None:
    """Its name, and the clusters that its tester names beside those that no product can do without."""
    bestand.write_text(GOED + 'product: {naam: Proef, versie: "2", biedt: [melden]}\nkan-niet: {klok: loopt op tijd}\n')
    doel = lees_doel(bestand)
    assert doel.product == Product("Proef", "2", None)
    assert doel.biedt == {Cluster.VERBINDING, Cluster.BEVEILIGING, Cluster.ROBUUSTHEID, Cluster.MELDEN}
    assert doel.ontbreekt("klok", "anders") == "de tester verklaart over klok: loopt op tijd"
    assert doel.ontbreekt("gezinnen", "anders") == "anders"


def test_a_service_that_is_not_offered_has_no_address(bestand: Path) -> None:
    """It may be left out when nothing that the product offers needs it, and only then."""
    zonder = GOED.replace(', rechten: "https://a/r"', "")
    bestand.write_text(zonder + "product: {biedt: [melden, signalen]}\n")
    assert set(lees_doel(bestand).adressen) == {"meldingen", "signalen"}
    for rest, dienst in (("", "rechten"), ("product: {biedt: [melden, rechten]}\n", "rechten")):
        bestand.write_text(zonder + rest)
        with pytest.raises(DoelOnjuist, match=f"adressen.{dienst}: ontbreekt, en product.biedt"):
            lees_doel(bestand)


@pytest.mark.parametrize(
    ("oud", "nieuw", "tekst"),
    [
        ("https://a/m", "", "adressen.meldingen: ontbreekt"),
        ("versie: 1", "versie: 2", "versie: deze suite leest versie 1"),
        ("ca: ca.pem", "ca: weg.pem", "ca: dit bestand is er niet"),
        ("ca: ca.pem", "ca: ca.pem\nvreemd: 1", "vreemd: deze sleutel is onbekend"),
        ('oin: "00000099000000001000"', "oin: 99000000001000", "partners[0].oin: ontbreekt, of is geen tekst"),
        ("MELDER", "BAAS", "partners[0].mandaten[0].gebruikers.BAAS: deze rol is onbekend"),
        ("bsnGerechtigd: true", "bsnGerechtigd: misschien", "partners[0].mandaten[0].bsnGerechtigd: true of false"),
        ("zonder-familie", "zomaar", "personen.zomaar: dit kenmerk is onbekend"),
        ('bsn: "900000012"', "bsn: 900000012", "personen.zonder-familie[0].bsn: ontbreekt, of is geen tekst"),
        ("geslachtsnaam: Jansen", "schoenmaat: '43'", "personen.zonder-familie[0].schoenmaat: deze sleutel is onbekend"),
        ("partners:", "partners: []\nx:", "partners: hier hoort een lijst te staan"),
        ("versie: 1", "versie: [", "geen geldige YAML"),
        ("versie: 1", "verbind: hier\nversie: 1", "verbind: schrijf host:poort"),
        ("versie: 1", "product: {biedt: [dansen]}\nversie: 1", "product.biedt: kies uit verbinding, melden"),
        ("versie: 1", "product: {merk: x}\nversie: 1", "product.merk: deze sleutel is onbekend"),
        (
            "versie: 1",
            "certificaten: {mooi: {certificaat: p.pem, sleutel: p.key}}\nversie: 1",
            "certificaten.mooi: dit certificaat is onbekend",
        ),
        (
            "versie: 1",
            "certificaten: {verlopen: {certificaat: weg.pem}}\nversie: 1",
            "certificaten.verlopen.certificaat: dit bestand is er",
        ),
        ("versie: 1", "stopzetting: {geen-nieuwe-meldingen-vanaf: x}\nversie: 1", "vanaf: schrijf een dag als jjjj-mm-dd"),
        (
            "versie: 1",
            'stopzetting: {geen-nieuwe-meldingen-vanaf: "2060-01-01", alles-vernietigd-op: "2060-01-01"}\nversie: 1',
            "stopzetting.alles-vernietigd-op: deze dag ligt na",
        ),
        ("versie: 1", "onbevoegd: {moe: {oin: x}}\nversie: 1", "onbevoegd.moe: dit is onbekend"),
        ("versie: 1", "onbevoegd: {taak-niet-bevestigd: {oin: x}}\nversie: 1", "onbevoegd.taak-niet-bevestigd.oin: onder partners"),
        ("versie: 1", "zonder-handtekening: {dansen: x}\nversie: 1", "zonder-handtekening.dansen: deze sleutel is onbekend"),
        ("versie: 1", "kan-niet: {dansen: te moe}\nversie: 1", "kan-niet.dansen: dit onderwerp is onbekend"),
        ("versie: 1", "kan-niet: {klok: }\nversie: 1", "kan-niet.klok: ontbreekt"),
        ("versie: 1", "kan-niet: {klok: weg}\nklok: {zet: [a], vooruit: [b]}\nversie: 1", "kan-niet.klok: dit staat wel"),
    ],
)
def test_a_mistake_is_named_by_its_key(bestand: Path, oud: str, nieuw: str, tekst: str) -> None:
    """The text says which key is wrong, and never repeats a number of a person."""
    assert oud in GOED
    bestand.write_text(GOED.replace(oud, nieuw))
    with pytest.raises(DoelOnjuist) as fout:
        lees_doel(bestand)
    assert tekst in str(fout.value)
    assert "900000012" not in str(fout.value)


VOL = (
    GOED.replace('"00000099000000000000"}', '"00000099000000000000", certificaat: p.pem, sleutel: p.key}')
    + """
verbind: "127.0.0.1:1"
zonder-handtekening: {meldingen: "https://a/2w-be/m"}
partner: {oin: "00000099000000001000", opdracht: [a], geduld: 5, certificaat: p.pem, sleutel: p.key}
product: {naam: Proef, versie: "2", commit: abc, biedt: [melden, intrekken]}
kan-niet: {rni: nee hoor}
klok: {zet: [a], vooruit: [b]}
gebeurtenissen:
  {verhuizing: [a], gemeente: [b], intrek: [c], geboorte: [d], toekenning: [e], verbetering: [f], overlijden: [g], uitsluiting: [h]}
stopzetting: {geen-nieuwe-meldingen-vanaf: "2060-01-01", alles-vernietigd-op: "2060-07-01"}
storing: {begin: [a], einde: [b]}
onbevoegd: {aanwijzing-later: {oin: "00000099000000001000", instantie: a, gebruiker: b, op: "2026-11-25"}}
beheer: {overdracht: [a], naam: [b], splitsing: [c], samenvoeging: [d]}
certificaten: {verlopen: {certificaat: p.pem, sleutel: p.key}}
gezinnen: [[{bsn: "900000024"}, {bsn: "900000036"}]]
"""
)
"""Every key that there is."""
ONZIN = (None, 1, "", [], {}, [[]], [{}], [1], {"a": 1}, {1: 1}, ["a", ["b"]], True)


def test_nonsense_anywhere_is_a_mistake_and_no_crash(bestand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the place of whatever part: the file is read, or a Dutch text says what is wrong."""
    bestand.write_text(VOL)
    assert lees_doel(bestand)
    heel = yaml.safe_load(VOL)
    fout = 0
    for pad in _paden(heel):
        for onzin in ONZIN:
            kapot = _met(heel, pad, onzin)
            monkeypatch.setattr(yaml, "safe_load", lambda tekst, kapot=kapot: kapot)
            try:
                lees_doel(bestand)
            except DoelOnjuist:
                fout += 1
    assert fout > 500


def _paden(deel: Any) -> Iterator[tuple[Any, ...]]:
    yield ()
    for sleutel in deel if isinstance(deel, dict) else range(len(deel)) if isinstance(deel, list) else ():
        yield from ((sleutel, *rest) for rest in _paden(deel[sleutel]))


def _met(deel: Any, pad: tuple[Any, ...], nieuw: Any) -> Any:
    """The same, with something else in this place."""
    if not pad:
        return deepcopy(nieuw)
    kopie = copy(deel)
    kopie[pad[0]] = _met(deel[pad[0]], pad[1:], nieuw)
    return kopie


def test_every_key_that_is_read_is_explained() -> None:
    """What the code that reads the file asks for by name, the page names; what it takes from a list, too."""
    boom = ast.parse(Path(inspect.getfile(lees_doel)).read_text(encoding="utf-8"))
    vragen = {"tekst", "eventueel", "ja_nee", "bestand", "lijst", "onder", "rijen", "heeft", "waarde"}
    aanroepen = [knoop for knoop in ast.walk(boom) if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute)]
    gevraagd = {
        str(knoop.args[0].value)
        for knoop in aanroepen
        if isinstance(knoop.func, ast.Attribute) and knoop.func.attr in vragen and knoop.args and isinstance(knoop.args[0], ast.Constant)
    }
    assert {"versie", "ca", "geduld", "vooruit", "bsnGerechtigd"} <= gevraagd
    gevraagd |= {dienst.naam for dienst in DIENSTEN} | CERTIFICATEN | ONBEVOEGD | ONDERWERPEN | GEGEVENS | set(Cluster)
    gevraagd |= {veld.name for soort in (Gebeurtenissen, Beheerdaden) for veld in fields(soort)}
    uitleg = UITLEG.read_text(encoding="utf-8")
    assert [naam for naam in sorted(gevraagd) if f"`{naam}`" not in uitleg] == []


def test_the_examples_of_the_page_are_read(tmp_path: Path) -> None:
    """Each block of YAML on the page can be used as it stands: the first by itself, the others in its place or beside it."""
    eerste, *delen = re.findall(r"^```yaml\n(.*?)^```", UITLEG.read_text(encoding="utf-8"), re.S | re.M)
    assert len(delen) >= 5
    bestand = tmp_path / "doel.yaml"
    for deel in ("", *delen):
        heel = {**yaml.safe_load(eerste), **(yaml.safe_load(deel) or {})}
        for naam in re.findall(r"[\w/-]+\.(?:pem|key)", json.dumps(heel)):
            (tmp_path / naam).parent.mkdir(exist_ok=True)
            (tmp_path / naam).touch()
        bestand.write_text(yaml.safe_dump(heel))
        assert lees_doel(bestand).oin, deel


def test_every_key_is_explained(sandbox: Sandbox) -> None:
    """docs/conformiteit.md names every key that the sandbox writes, every kenmerk, every field of a person and every role."""

    def sleutels(ruw: object) -> set[str]:
        if isinstance(ruw, list):
            return set().union(*map(sleutels, ruw)) if ruw else set()
        return set().union(ruw, *map(sleutels, ruw.values())) if isinstance(ruw, dict) else set()

    uitleg = UITLEG.read_text(encoding="utf-8")
    namen = sleutels(yaml.safe_load(sandbox.doel.read_text())) | KENMERKEN | GEGEVENS | ROLLEN | {"verbind", "commit", "biedt", "kan-niet"}
    assert not [naam for naam in sorted(namen) if f"`{naam}`" not in uitleg]
