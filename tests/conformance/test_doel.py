"""doel.yaml: what the sandbox writes is what the suite reads, and a mistake in it is named."""

import json
from pathlib import Path

import pytest
import yaml
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.doel import Product
from verwijsindex_conformance.lees_doel import CERTIFICATEN, GEGEVENS, KENMERKEN, ROLLEN, DoelOnjuist, lees_doel

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


def test_every_key_is_explained(sandbox: Sandbox) -> None:
    """docs/conformiteit.md names every key that the sandbox writes, every kenmerk, every field of a person and every role."""

    def sleutels(ruw: object) -> set[str]:
        if isinstance(ruw, list):
            return set().union(*map(sleutels, ruw)) if ruw else set()
        return set().union(ruw, *map(sleutels, ruw.values())) if isinstance(ruw, dict) else set()

    uitleg = UITLEG.read_text(encoding="utf-8")
    namen = sleutels(yaml.safe_load(sandbox.doel.read_text())) | KENMERKEN | GEGEVENS | ROLLEN | {"verbind", "commit", "biedt", "kan-niet"}
    assert not [naam for naam in sorted(namen) if f"`{naam}`" not in uitleg]
