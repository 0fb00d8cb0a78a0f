"""The cases and the requirements: complete, consistent, and independent of what they judge."""

import ast
import csv
import re
import subprocess
import sys
from inspect import iscode, isfunction
from pathlib import Path
from typing import Any

import verwijsindex_conformance
from lxml import etree
from verwijsindex_conformance.beheer import Beheer
from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.eisen import ACTOREN, NIVEAUS, alle_eisen
from verwijsindex_conformance.geval import Niveau
from verwijsindex_conformance.mensen import Mensen
from verwijsindex_conformance.register import Register
from verwijsindex_conformance.verklaring.adressen import operaties
from verwijsindex_conformance.verklaring.codes import alle_codes
from verwijsindex_conformance.voorwaarden import VRAAGT, voorwaarden

TEGENPARTIJ = Path(__file__).parents[2] / "conformance" / "tegenpartij" / "verwacht.csv"
PAKKET = Path(verwijsindex_conformance.__file__).parent
BEGIN = {
    "contract": "CONT",
    "profiel": "PROF",
    "melden": "MELD",
    "intrekken": "INTR",
    "signalen": "SIG",
    "historie": "HIST",
    "verhuizing": "VERH",
    "rechten": "RECHT",
    "beheer": "BEH",
    "regie": "REGIE",
    "partner": "PART",
    "ontvanger": "ONTV",
}
CODE = re.compile(r"DK[0-9]{4}|VIR-(S[0-9]{2}|[0-9]{3})|HTTP 4[0-9]{2}|wordt geweigerd")
OOK_GOED = {"PROF-031", "PROF-114", "MELD-010", "MELD-013", *(f"REGIE-{nummer:03}" for nummer in range(1, 11))}
"""Cases that see a refusal on the way to something accepted, look at a fault for what it does not say, or get it as a good answer."""


def test_every_case_is_well_formed() -> None:
    """An id says its chapter; every case has a title, requirements that exist, what is done and what is expected."""
    for geval in alle_gevallen():
        assert re.fullmatch(rf"{BEGIN[geval.hoofdstuk]}-[0-9]{{3}}", geval.id), geval.id
        assert all((geval.titel, geval.eisen, geval.gedaan.endswith("."), geval.verwacht.endswith("."))), geval.id
        assert set(geval.eisen) <= set(alle_eisen()), geval.id
        assert len(set(geval.eisen)) == len(geval.eisen), geval.id


def test_every_refusal_has_a_twin_that_is_accepted() -> None:
    """A case that expects a refusal names a case that shows the same thing accepted, which itself needs none."""
    gevallen = {geval.id: geval for geval in alle_gevallen()}
    for geval in gevallen.values():
        assert geval.tweeling is not None or not CODE.search(geval.verwacht) or geval.id in OOK_GOED, geval.id
        assert geval.tweeling is None or gevallen[geval.tweeling].tweeling is None, geval.id


def test_what_sees_a_refusal_has_a_twin() -> None:
    """Not by what it says that it expects, but by what its function does: whoever looks for a refusal names a twin."""
    zien = [geval for geval in alle_gevallen() if _roept_aan(geval.voer_uit) & {"weiger", "geweigerd", "geen_historie"}]
    assert len(zien) > 120
    assert {geval.id for geval in zien if geval.tweeling is None} <= OOK_GOED


def _roept_aan(functie: Any) -> set[str]:
    """What a function of a case calls, itself or by another of its module."""
    namen = {naam for code in (functie.__code__, *filter(iscode, functie.__code__.co_consts)) for naam in code.co_names}
    eigen = [functie.__globals__.get(naam) for naam in namen - {functie.__name__}]
    hulp = [een for een in eigen if isfunction(een) and een.__module__ == functie.__module__ and een is not functie]
    return namen.union(*map(_roept_aan, hulp))


def test_every_cluster_has_cases() -> None:
    """A product can be judged on everything that it can offer."""
    assert {geval.cluster for geval in alle_gevallen()} == set(Cluster)


def test_what_a_case_needs_is_found() -> None:
    """Every case that was passed over on the tegenpartij, which has little, asks for something; what every target has is not asked for."""
    nodig = {geval.id: voorwaarden(geval) for geval in alle_gevallen()}
    rijen = csv.DictReader(TEGENPARTIJ.read_text(encoding="utf-8").splitlines(), delimiter=";")
    overgeslagen = {rij["geval"] for rij in rijen if rij["oordeel"] == "OVERGESLAGEN"}
    assert len(overgeslagen) > 20
    assert [id for id in overgeslagen if not nodig[id]] == []
    assert nodig["MELD-001"] == ()
    assert nodig["MELD-024"] == ("iemand met kenmerk `overleden`",)
    assert "een klok die te zetten is (`klok`)" in nodig["HIST-010"]
    mensen, *acts = ({naam for naam in vars(soort) if not naam.startswith("_")} for soort in (Mensen, Register, Beheer))
    assert mensen - set(VRAAGT) == {"melder", "persoon", "personen"}
    ook = {"klok", "certificaten", "stuur_ongetekend", "stopdag", "einddag", "zonder_register"}
    assert set(VRAAGT) - mensen == set().union(*acts, ook) - {"nodig"}


def test_requirements_and_cases_name_each_other() -> None:
    """eisen.csv names for each requirement exactly the cases that name it, or the reason why there is none."""
    for eis in alle_eisen().values():
        noemen = tuple(geval.id for geval in alle_gevallen() if eis.id in geval.eisen)
        assert noemen == eis.gevallen, eis.id
        assert bool(noemen) is not bool(eis.reden), eis.id
        assert all((eis.titel, eis.bron, eis.versie, eis.plaats)), eis.id
        assert eis.niveau in NIVEAUS, eis.id
        assert eis.actor in ACTOREN, eis.id


def test_what_must_and_what_should() -> None:
    """A case that only warns tests nothing but what should be, and what may be is never a reason to fail."""
    eisen = alle_eisen()
    for geval in alle_gevallen():
        niveaus = {eisen[id].niveau for id in geval.eisen}
        assert (niveaus == {"HOORT"}) is (geval.niveau is Niveau.HOORT), geval.id
        assert niveaus != {"MAG"}, geval.id


def test_every_rule_of_the_sources_is_listed() -> None:
    """Each number of the standards, of the attack table and of the codes has its row, once, under its source."""
    per_bron: dict[str, set[str]] = {}
    for eis in alle_eisen().values():
        per_bron.setdefault(eis.bron, set()).add(eis.id)
    reeksen = {"WW": 4, "WS": 8, "WA": 1, "WM": 1, "WT": 8, "WB": 14}
    wus = {f"{begin}{nummer:03}" for begin, tot in reeksen.items() for nummer in range(1, tot + 1)}
    assert per_bron["Digikoppeling Koppelvlakstandaard WUS"] == wus - {"WS004"}  # the standard skips this number
    beveiliging = {"TLSCIPH001", "PKI001", "PKI002", "PKI005"}  # PKI003 and PKI004 are WT004 and WT005
    for begin, tot in {"TLS": 6, "SIGN": 4, "ENC": 4}.items():
        beveiliging |= {f"{begin}{nummer:03}" for nummer in range(1, tot + 1)}
    assert per_bron["Digikoppeling Beveiligingsstandaarden en -voorschriften"] == beveiliging
    assert per_bron["Profiel VIR-WUS-S, aanvallen"] == {f"AANVAL-{nummer:02}" for nummer in range(1, 49)}
    assert per_bron["Foutcodes van het koppelvlak"] == {code.replace(" ", "-") for code in alle_codes()}
    assert len(per_bron["Regels van de verwijsindex"]) > 120
    assert len(per_bron["WS-I Basic Profile"]) == 15
    assert len(per_bron["WS-I Basic Security Profile"]) == 24
    assert len(per_bron["Koppelvlak van de verwijsindex"]) > 30


def test_every_operation_of_the_contract_is_a_requirement() -> None:
    """The services that the suite knows, each operation by its name."""
    plaatsen = {eis.plaats for eis in alle_eisen().values() if eis.bron == "Koppelvlak van de verwijsindex"}
    namen = {etree.QName(tag).localname.removesuffix("Response") for tag in operaties()}
    assert {f"3 {naam}" for naam in namen} <= plaatsen


def test_every_requirement_that_a_test_of_ours_names_is_listed() -> None:
    """The requirement ids in our own tests stand in eisen.csv as well."""
    tests = Path(__file__).parents[1]
    genoemd = {id for bestand in tests.rglob("*.py") for id in re.findall(r'"(R-[0-9]{3})"', bestand.read_text(encoding="utf-8"))}
    assert len(genoemd) > 40
    assert genoemd <= set(alle_eisen())


def test_nothing_of_the_server_is_imported() -> None:
    """No module of the suite imports `verwijsindex`, and loading all of it loads none of it."""
    for bestand in PAKKET.rglob("*.py"):
        for knoop in ast.walk(ast.parse(bestand.read_text(encoding="utf-8"))):
            namen = [alias.name for alias in knoop.names] if isinstance(knoop, ast.Import) else []
            namen += [knoop.module or ""] if isinstance(knoop, ast.ImportFrom) else []
            assert not [naam for naam in namen if naam.split(".")[0] == "verwijsindex"], bestand
    programma = (
        "import sys; from verwijsindex_conformance import cli, catalogus; assert len(catalogus.alle_gevallen()) > 40;"
        "print([m for m in sys.modules if m.split('.')[0] in ('verwijsindex', 'signxml', 'spyne', 'zeep')])"
    )
    uitkomst = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)
    assert uitkomst.stdout.strip() == "[]"
