"""``verwijsindex sandbox gebeurtenis`` with the public test persons: what happens in the register shows at the koppelvlak at once."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.cli.verbinding import als_gebruiker
from verwijsindex.client import Verwijsindex, Weigering
from verwijsindex.sandbox.beschrijving import lees_beschrijving

from ..brp.openbaar import NODIG, TESTPERSONEN
from .processen import Gedaan, Server, draai, sandbox

pytestmark = [pytest.mark.traag, NODIG]
DAG = "2026-11-24"
GGD, POLITIE = "ggd-melder-1", "politie-melder-1"
GEEN = "Gemelde jeugdigen: 0 bijgewerkt, 0 verhuisd, 0 overleden. Nieuwe signalen: 0.\n"
NIEUWE_NUMMERS = iter(("900000119", "900000120", "900000132"))


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sandbox(tmp_path_factory.mktemp("sandbox") / "map", "--personen", str(TESTPERSONEN), "--klok", f"{DAG}T12:00") as gestart:
        yield gestart


@pytest.fixture(scope="module")
def kinderen() -> Iterator[dict[str, Any]]:
    """One reportable young person after another, each living where nobody else young lives and sharing a parent with nobody."""
    return iter(_alleenstaand(json.loads(TESTPERSONEN.read_text(encoding="utf-8"))))


def _alleenstaand(personen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    jong = [p for p in personen if "2005" < (p["geboortedatum"] or "0")[:4] < "2026" and (p["geboortedatum"] or "00")[6:] != "00"]
    bewoners, kroost, dragers = (defaultdict[Any, int](int) for _ in range(3))
    for persoon in personen:
        dragers[persoon["bsn"]] += 1
    for persoon in jong:
        bewoners[persoon["verblijfplaats"]["adres_id"]] += 1
        for ouder in persoon["ouders"]:
            kroost[ouder["bsn"]] += 1
    return [p for p in jong if _is_gewoon(p, dragers) and bewoners[p["verblijfplaats"]["adres_id"]] == 1 and _is_enig(p, kroost)]


def _is_gewoon(persoon: dict[str, Any], dragers: dict[Any, int]) -> bool:
    """Alive, with a number of his own, and with a woonadres in which he lived yesterday."""
    verblijf = persoon["verblijfplaats"]
    woont = verblijf["adres_id"] is not None and verblijf["functie_adres"] == "W" and verblijf["datum_inschrijving"] < "20261124"
    return woont and persoon["bsn"] is not None and dragers[persoon["bsn"]] == 1 and "datum_overlijden" not in persoon


def _is_enig(persoon: dict[str, Any], kroost: dict[Any, int]) -> bool:
    return all(ouder["bsn"] is None or kroost[ouder["bsn"]] == 1 for ouder in persoon["ouders"])


def _als(server: Server, gebruiker: str) -> Verwijsindex:
    return als_gebruiker(lees_beschrijving(server.map), gebruiker)


def _gebeurtenis(server: Server, *woorden: str) -> str:
    """Let it happen; gives what was printed, which names nobody."""
    gedaan = draai("sandbox", "gebeurtenis", *woorden, "--map", str(server.map))
    assert (gedaan.code, gedaan.fouten) == (0, "")
    assert re.search(r"[0-9]{5}", gedaan.uitvoer) is None
    return gedaan.uitvoer.partition("\n")[2]


def _soorten(index: Verwijsindex, vanaf: int) -> list[str]:
    return [signaal.soort for signaal in index.haal_signalen_op(vanaf_volgnummer=vanaf).signalen]


def _stand(index: Verwijsindex) -> int:
    """The number of the next signaal."""
    return max((signaal.volgnummer for signaal in index.haal_signalen_op().signalen), default=0) + 1


@pytest.mark.eis("R-121", "R-123", "R-125")
def test_a_move_inside_the_gemeente_tells_the_reporter(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """At once, and once: the same event cannot happen twice, and nothing of the address is told."""
    kind = next(kinderen)
    waar = ("--postcode", "9998ZZ", "--huisnummer", "1")
    with _als(draaiend, GGD) as ggd:
        ggd.meld_jeugdige(bsn=kind["bsn"])
        stand = _stand(ggd)
        gedaan = _gebeurtenis(draaiend, "verhuizing", "--bsn", kind["bsn"], *waar)
        assert gedaan == "Gemelde jeugdigen: 1 bijgewerkt, 1 verhuisd, 0 overleden. Nieuwe signalen: 1.\n"
        assert _soorten(ggd, stand) == ["VERHUIZING"]
        nogmaals = draai("sandbox", "gebeurtenis", "verhuizing", "--bsn", kind["bsn"], *waar, "--map", str(draaiend.map))
        assert (nogmaals.code, nogmaals.uitvoer) == (1, "")
        assert "staat al op dit adres" in nogmaals.fouten


@pytest.mark.eis("R-074", "R-080")
def test_moving_in_with_another_makes_a_family(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """Both reporters are told of each other."""
    een, ander = next(kinderen), next(kinderen)
    with _als(draaiend, GGD) as ggd, _als(draaiend, POLITIE) as politie:
        ggd.meld_jeugdige(bsn=een["bsn"])
        politie.meld_jeugdige(bsn=ander["bsn"])
        standen = _stand(ggd), _stand(politie)
        _gebeurtenis(draaiend, "verhuizing", "--bsn", een["bsn"], "--bij", ander["bsn"])
        assert sorted(_soorten(ggd, standen[0])) == ["GEZIN", "VERHUIZING"]
        assert _soorten(politie, standen[1]) == ["GEZIN"]


@pytest.mark.eis("R-073", "R-080")
def test_a_shared_parent_makes_a_family(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """A parent of the one becomes a parent of the other."""
    een, ander = next(kinderen), next(k for k in kinderen if any(ouder["bsn"] for ouder in k["ouders"]))
    ouder = next(ouder["bsn"] for ouder in ander["ouders"] if ouder["bsn"])
    eraf = [deel for o in een["ouders"] if o["bsn"] for deel in ("--eraf", o["bsn"])]
    with _als(draaiend, GGD) as ggd, _als(draaiend, POLITIE) as politie:
        ggd.meld_jeugdige(bsn=een["bsn"])
        politie.meld_jeugdige(bsn=ander["bsn"])
        standen = _stand(ggd), _stand(politie)
        _gebeurtenis(draaiend, "ouder", "--bsn", een["bsn"], *eraf, "--erbij", ouder)
        assert (_soorten(ggd, standen[0]), _soorten(politie, standen[1])) == (["GEZIN"], ["GEZIN"])


@pytest.mark.eis("R-073", "R-032")
def test_a_child_is_born_and_reported(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """On the day of its birth it is family of the child of the same mother."""
    kind = next(k for k in kinderen if any(ouder["bsn"] for ouder in k["ouders"]))
    ouder = next(ouder["bsn"] for ouder in kind["ouders"] if ouder["bsn"])
    baby = next(NIEUWE_NUMMERS)
    with _als(draaiend, GGD) as ggd, _als(draaiend, POLITIE) as politie:
        ggd.meld_jeugdige(bsn=kind["bsn"])
        stand = _stand(ggd)
        assert _gebeurtenis(draaiend, "geboorte", "--ouder", ouder, "--geslachtsnaam", "Nieuweling", "--bsn", baby) == GEEN
        politie.meld_jeugdige(bsn=baby)
        assert _soorten(ggd, stand) == ["GEZIN"]


@pytest.mark.eis("R-046")
def test_who_emigrates_keeps_his_meldingen_and_gets_no_new_ones(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """The reporter sees his melding as before; another is told that the number cannot be reported."""
    kind = next(kinderen)
    with _als(draaiend, GGD) as ggd, _als(draaiend, POLITIE) as politie:
        melding = ggd.meld_jeugdige(bsn=kind["bsn"]).melding_id
        stand = _stand(ggd)
        _gebeurtenis(draaiend, "emigratie", "--bsn", kind["bsn"])
        assert melding in [eigen.melding_id for eigen in ggd.eigen_meldingen()]
        assert _soorten(ggd, stand) == []
        with pytest.raises(Weigering, match="VIR-102"):
            politie.meld_jeugdige(bsn=kind["bsn"])


@pytest.mark.eis("R-123")
def test_a_secret_address_tells_nobody_anything(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """On and off: no signaal, and the same person to a reporter."""
    kind = next(kinderen)
    with _als(draaiend, GGD) as ggd:
        ggd.meld_jeugdige(bsn=kind["bsn"])
        stand = _stand(ggd)
        for woord in ("--aan", "--uit"):
            assert _gebeurtenis(draaiend, "geheim", "--bsn", kind["bsn"], woord) == GEEN
        assert _soorten(ggd, stand) == []


@pytest.mark.eis("R-030")
def test_who_gets_a_number_can_be_reported_by_it(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """A child that was born without one."""
    kind = next(k for k in kinderen if any(ouder["bsn"] for ouder in k["ouders"]))
    ouder = next(ouder["bsn"] for ouder in kind["ouders"] if ouder["bsn"])
    bsn = next(NIEUWE_NUMMERS)
    with _als(draaiend, GGD) as ggd:
        _gebeurtenis(draaiend, "geboorte", "--ouder", ouder, "--geslachtsnaam", "Zondernummer")
        with pytest.raises(Weigering, match="VIR-102"):
            ggd.meld_jeugdige(bsn=bsn)
        _gebeurtenis(draaiend, "bsn-toekennen", "--geslachtsnaam", "Zondernummer", "--geboortedatum", DAG, "--bsn", bsn)
        assert ggd.meld_jeugdige(bsn=bsn).melding_id


@pytest.mark.eis("R-034")
def test_a_number_that_is_corrected_takes_the_melding_along(draaiend: Server, kinderen: Iterator[dict[str, Any]]) -> None:
    """Another reports him by the new number and matches; the old one is nobody's any more."""
    kind, nieuw = next(kinderen), next(NIEUWE_NUMMERS)
    with _als(draaiend, GGD) as ggd, _als(draaiend, POLITIE) as politie:
        melding = ggd.meld_jeugdige(bsn=kind["bsn"]).melding_id
        stand = _stand(ggd)
        _gebeurtenis(draaiend, "bsn-verbeteren", "--bsn", kind["bsn"], "--nieuw", nieuw)
        assert _soorten(ggd, stand) == []
        assert politie.meld_jeugdige(bsn=nieuw).match_aanwezig
        assert [s.eigen_melding_id for s in ggd.haal_signalen_op(vanaf_volgnummer=stand).signalen] == [melding]
        with pytest.raises(Weigering, match="VIR-102"):
            politie.meld_jeugdige(bsn=kind["bsn"])


def _weigering(gedaan: Gedaan) -> tuple[int, str]:
    return gedaan.code, gedaan.uitvoer


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("woorden", "code", "tekst"),
    [
        (["geboorte", "--ouder", "123456789", "--geslachtsnaam", "X"], 1, "VIR-101"),
        (["verhuizing", "--bsn", "900000193", "--postcode", "9998ZZ", "--huisnummer", "1"], 1, "kent dit burgerservicenummer niet"),
        (["verhuizing", "--bsn", "900000193", "--postcode", "GEHEIM"], 1, "Dit adres kan niet: postcode"),
        (["verhuizing", "--bsn", "900000193", "--postcode", "9998ZZ", "--huisnummer", "een"], 1, "Dit adres kan niet: huisnummer"),
        (["verhuizing", "--bsn", "900000193"], 2, "geef een van: --bij --postcode --nummeraanduiding"),
        (["ouder", "--bsn", "900000193"], 2, "geef een van: --erbij --eraf"),
        (["geheim", "--bsn", "900000193"], 2, "geef een van: --aan --uit"),
        (["bsn-verbeteren", "--bsn", "900000193", "--nieuw", "900000119"], 1, "kent dit burgerservicenummer niet"),
    ],
    ids=lambda waarde: " ".join(waarde) if isinstance(waarde, list) else "",
)
def test_an_event_that_cannot_be_is_refused_in_dutch(draaiend: Server, woorden: list[str], code: int, tekst: str) -> None:
    """With an exit code that says whose turn it is, and without what was typed."""
    gedaan = draai("sandbox", "gebeurtenis", *woorden, "--map", str(draaiend.map))
    assert (code, "") == _weigering(gedaan)
    assert tekst in gedaan.fouten
    assert [woord for woord in ("123456789", "900000193", "GEHEIM") if woord in gedaan.fouten] == []


def test_what_was_sown_happens_as_the_clock_moves(tmp_path: Path) -> None:
    """Everything planned up to the day of the clock, once; and there are institutions to go to."""
    with sandbox(tmp_path / "map", "--zaad", "7", "--gezinnen", "60") as server:
        agenda = json.loads((server.map / "gebeurtenissen.json").read_bytes())
        entry = next(p for p in json.loads((server.map / "personen.json").read_bytes()) if _kan_verhuizen(p, agenda))
        assert _gebeurtenis(server, "opname", "--bsn", entry["bsn"]) == GEEN
        assert draai("sandbox", "klok", "--map", str(server.map), "--vooruit", "P3Y").code == 0
        uitvoer = draai("sandbox", "gebeurtenis", "gepland", "--map", str(server.map)).uitvoer
        gebeurd, overgeslagen = map(int, re.findall(r"[0-9]+", uitvoer.partition("\n")[0]))
        assert (len(agenda), True) == (gebeurd + overgeslagen, gebeurd > 10)
        nogmaals = draai("sandbox", "gebeurtenis", "gepland", "--map", str(server.map)).uitvoer
        assert nogmaals.startswith("Geplande gebeurtenissen: 0 gebeurd, 0 konden niet meer.\n")


def _kan_verhuizen(persoon: dict[str, Any], agenda: list[dict[str, Any]]) -> bool:
    verblijf = persoon["verblijfplaats"]
    woont = verblijf["adres_id"] is not None and "opschorting" not in persoon and "datum_overlijden" not in persoon
    gewoon = "huisnummer" in verblijf and (verblijf.get("datum_inschrijving") or "0") < "20261122"
    return bool(persoon["bsn"]) and woont and gewoon and persoon["bsn"] not in {iets["bsn"] for iets in agenda}
