"""``verwijsindex toezicht`` at a terminal: a person, a period, and every way to be refused (docs/logboek.md)."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, MandaatSoort, Rol
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.sandbox.wereld import maak_wereld
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels
from verwijsindex.wiring.sandbox import vul_database

from .processen import Gedaan, draai
from .test_serve import Plek, gedeeld, plek  # noqa: F401  (fixtures)

pytestmark = pytest.mark.traag
BSN = "900000107"


def _toezicht(toml: Path, *rest: str, wie: str = "inspecteur", zaak: str = "IGJ-17", invoer: str = "") -> Gedaan:
    return draai("toezicht", "--instellingen", str(toml), "--wie", wie, "--zaak", zaak, *rest, invoer=invoer)


@pytest.mark.eis("R-143")
def test_a_person_a_period_and_refusals(plek: Plek) -> None:  # noqa: F811
    """The number comes from a file or standard input; on the command line it is refused without being repeated, as is who may not look."""
    url, sleutels = f"sqlite:///{plek.map / 'index.sqlite'}", plek.map / "sleutels.json"
    draai("sleutels", "maak", "--bestand", str(sleutels))
    vul_database(url, sleutels, maak_wereld(datetime.now(UTC).date()))
    opslag = open_opslag(url, lees_sleutels(sleutels))
    with opslag.beheer() as beheer:
        wie = Contactgegevens("Een inspecteur")
        beheer.gebruiker(
            Gebruiker("inspecteur", MandaatSoort.TOEZICHT, frozenset({Rol.TOEZICHT}), Geldigheid(date(2020, 1, 1)), contact=wie)
        )
        beheer.leg_vast()
    opslag.sluit()
    toml = plek.schrijf(url)
    assert _toezicht(toml, "--bsn", "-", invoer=f"{BSN}\n") == Gedaan(0, "Over deze persoon is niets geregistreerd.\n", "")
    (plek.map / "verwijsindex-nummer").write_text(BSN)
    gezien = _toezicht(toml, "--bsn", str(plek.map / "verwijsindex-nummer"), "--json")
    assert json.loads(gezien.uitvoer) == {"meldingen": [], "regels": []}
    periode = _toezicht(toml, "--vanaf", "2020-01-01", "--tot", "2100-01-01")
    assert (periode.code, "        2  TOEZICHT_INGEZIEN" in periode.uitvoer) == (0, True), periode.uitvoer
    for gedaan, wat in (
        (_toezicht(toml, "--bsn", BSN), "op de opdrachtregel kan iedereen het zien"),
        (_toezicht(toml, "--bsn", "-", invoer="900000101\n"), "VIR-101"),
        (_toezicht(toml), "kies een persoon (--bsn) of een periode"),
        (_toezicht(toml, "--vanaf", "2020-01-01"), "kies een persoon (--bsn) of een periode"),
        (_toezicht(toml, "--bsn", "-", wie="ggd-melder-1", invoer=f"{BSN}\n"), "geen toezichthouder"),
        (_toezicht(toml, "--bsn", "-", zaak="?", invoer=f"{BSN}\n"), "een zaak heeft een kenmerk"),
    ):
        assert (gedaan.code, gedaan.uitvoer, wat in gedaan.fouten) == (1, "", True), gedaan
        assert BSN not in gedaan.fouten
