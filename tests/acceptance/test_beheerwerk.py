"""``verwijsindex rua`` and ``verwijsindex visn``, from a TOML file, as an operator does it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.cli.opdracht import INSTELLING_ONJUIST
from verwijsindex.domain.aanduiding import ZonderBsn
from verwijsindex.domain.instantie import Rol, Stuurgegevens
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.melden import TeMelden
from verwijsindex.sandbox.wereld import JGZ, maak_wereld
from verwijsindex.settings import lees_instellingen
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.sandbox import vul_database

from .processen import Gedaan, draai

KOP = "bron;gemeente;vanaf;tot;nummeraanduiding;postcode;huisnummer;huisletter;toevoeging;aanduiding"
LIJST = f"{KOP}\nMINISTER;;2026-01-01;;0363200000000001;1011AB;1;;;\nCOLLEGE;0363;2026-01-01;2027-01-01;;1012CD;22;A;;\n"
JANSEN, PIETERSEN = (ZonderBsn(naam, date(2014, 5, 1), "V") for naam in ("Jansen", "Pietersen"))


@pytest.fixture
def toml(tmp_path: Path) -> str:
    """The settings of an index in which nobody is reported yet, with an empty register."""
    bestand = tmp_path / "verwijsindex.toml"
    velden = {
        "database": f"sqlite:///{tmp_path / 'index.sqlite'}",
        "sleutels": "sleutels.json",
        "register": "register.sqlite",
        "certificaat": "index.pem",
        "sleutel": "index.key",
        "vertrouwd": "keten.pem",
        "log": "verwijsindex.log",
    }
    bestand.write_text("\n".join(f'{naam} = "{waarde}"' for naam, waarde in velden.items()), encoding="utf-8")
    maak_register(tmp_path / "register.sqlite", ())
    assert draai("sleutels", "maak", "--bestand", str(tmp_path / "sleutels.json")).code == 0
    assert draai("migrate", "--instellingen", str(bestand)).code == 0
    vul_database(velden["database"], tmp_path / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    return str(bestand)


@pytest.fixture
def context(toml: str) -> Iterator[Context]:
    instellingen = lees_instellingen(Path(toml))
    opslag = open_database(instellingen)
    yield maak_context(instellingen, opslag)
    opslag.sluit()


def _rua(toml: str, tmp_path: Path, tekst: bytes, *meer: str) -> Gedaan:
    bestand = tmp_path / "adressen.csv"
    bestand.write_bytes(tekst)
    return draai("rua", "inlezen", str(bestand), "--instellingen", toml, *meer)


@pytest.mark.eis("R-075")
def test_a_list_of_excluded_addresses(toml: str, tmp_path: Path) -> None:
    """A trial keeps nothing and says what reading in then does; shown as it can be read in again, which changes nothing."""
    proef = _rua(toml, tmp_path, LIJST.encode(), "--proef")
    assert (proef.code, proef.uitvoer) == (0, "Proef, er is niets veranderd. Dit zou de lijst doen: 2 nieuw, 0 gewijzigd, 0 al bekend.\n")
    assert draai("rua", "toon", "--instellingen", toml).uitvoer == f"{KOP}\n"
    assert _rua(toml, tmp_path, LIJST.encode()).uitvoer == "De lijst is overgenomen: 2 nieuw, 0 gewijzigd, 0 al bekend.\n"
    getoond = draai("rua", "toon", "--instellingen", toml).uitvoer
    assert sorted(LIJST.splitlines()) == sorted(getoond.splitlines())
    assert _rua(toml, tmp_path, getoond.encode()).uitvoer == "De lijst is overgenomen: 0 nieuw, 0 gewijzigd, 2 al bekend.\n"
    korter = LIJST.replace("2026-01-01;;0363", "2026-01-01;2026-12-01;0363")
    assert _rua(toml, tmp_path, korter.encode()).uitvoer == "De lijst is overgenomen: 0 nieuw, 1 gewijzigd, 1 al bekend.\n"


@pytest.mark.eis("R-075")
@pytest.mark.parametrize(
    ("tekst", "fouten"),
    [
        (LIJST + "GEMEENTE;;2026-01-01;;;1011AB;3;;;\nMINISTER;;morgen;;;1011AB;3;;;\n", ("regel 4: bron is", "regel 5: ")),
        (LIJST + LIJST.splitlines()[1] + "\n", ("regel 4: hetzelfde adres",)),
        (LIJST.replace(";1;;;", ";1"), ("regel 2: verwacht 10 velden",)),
        (LIJST.replace("bron", "herkomst"), (f"regel 1: verwacht de kolommen {KOP}",)),
        (LIJST + 'MINISTER;"open', ("regel 4: geen geldige CSV",)),
        ("bron\xff", ("regel 1: het bestand is geen UTF-8",)),
        ("", ("regel 1: verwacht de kolommen",)),
    ],
    ids=["two wrong", "twice", "too few", "header", "quote", "latin-1", "empty"],
)
def test_a_list_with_errors_is_refused_whole(toml: str, tmp_path: Path, tekst: str, fouten: tuple[str, ...]) -> None:
    """Every wrong line with its number and why, without the address; of the good lines nothing is kept."""
    gedaan = _rua(toml, tmp_path, tekst.encode("latin-1"))
    assert (gedaan.code, gedaan.uitvoer) == (INSTELLING_ONJUIST, "")
    assert "de lijst is niet ingelezen" in gedaan.fouten
    assert [fout for fout in fouten if fout not in gedaan.fouten] == []
    assert "1011AB" not in gedaan.fouten
    assert draai("rua", "toon", "--instellingen", toml).uitvoer == f"{KOP}\n"


def test_a_file_that_is_not_there(toml: str) -> None:
    """Told plainly."""
    gedaan = draai("rua", "inlezen", "bestaat-niet.csv", "--instellingen", toml)
    assert (gedaan.code, "bestaat-niet.csv" in gedaan.fouten) == (INSTELLING_ONJUIST, True)


def _meld(context: Context, gebruiker: str, wie: ZonderBsn) -> str:
    afzender = Afzender(JGZ.oin, str(uuid4()), Stuurgegevens(JGZ.oin, gebruiker, Rol.MELDER, "ggd"))
    return meld_jeugdige(MeldJeugdige(afzender, TeMelden(str(uuid4()), wie)), context).melding_id


def _visn(toml: str, melding: str, *meer: str) -> Gedaan:
    return draai("visn", "--instellingen", toml, "--melding", melding, *meer)


@pytest.mark.eis("R-031")
def test_twins_are_told_apart(toml: str, context: Context) -> None:
    """A trial says what would happen and can be repeated; then it is done; a third melding joins the second; no name is printed."""
    een, twee = (_meld(context, f"ggd-melder-{n}", JANSEN) for n in (1, 2))
    gevolg = "Bij de vorige persoon blijven: 1.\nBerichten dat een match er geen was: 0. Nieuwe signalen: 0.\n"
    proeven = [_visn(toml, twee, "--proef") for _ in range(2)]
    wat = f"De melding hoort bij persoon 2 met deze gegevens.\n{gevolg}"
    assert [(0, f"Proef: er is niets bewaard.\n{wat}")] * 2 == [(proef.code, proef.uitvoer) for proef in proeven]
    gedaan = _visn(toml, twee)
    assert (gedaan.code, gedaan.uitvoer) == (0, f"Gedaan.\n{wat}")
    samen = _visn(toml, een, "--bij", twee)
    assert samen.uitvoer.startswith("Gedaan.\nDe melding hoort bij persoon 2 met deze gegevens.\nBij de vorige persoon blijven: 0.\n")
    assert samen.uitvoer.endswith("Nieuwe signalen: 3.\n")  # both reporters and the gemeente
    assert "Jansen" not in samen.uitvoer


@pytest.mark.eis("R-031")
def test_what_cannot_be_told_apart(toml: str, context: Context) -> None:
    """No such melding, the same person, or somebody with other data: why, in Dutch, exit code 1, and nothing changes."""
    een, twee, ander = (
        _meld(context, "ggd-melder-1", JANSEN),
        _meld(context, "ggd-melder-2", JANSEN),
        _meld(context, "ggd-melder-1", PIETERSEN),
    )
    waarom = {
        (str(uuid4()),): "deze melding bestaat niet",
        ("geen-melding",): "deze melding bestaat niet",
        (een, "--bij", twee): "beide meldingen zijn al over dezelfde persoon",
        (een, "--bij", ander): "de andere melding is over iemand met andere gegevens",
    }
    for argumenten, tekst in waarom.items():
        gedaan = _visn(toml, *argumenten)
        assert (gedaan.code, gedaan.uitvoer, tekst in gedaan.fouten, "Jansen" in gedaan.fouten) == (1, "", True, False)
    assert _visn(toml, twee, "--proef").uitvoer.count("persoon 2 ") == 1
    assert draai("visn", "--instellingen", toml).code == 2
