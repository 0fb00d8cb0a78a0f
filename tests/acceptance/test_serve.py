"""``verwijsindex sleutels``, ``migrate`` and ``serve``, from a TOML file, as an operator does it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.client import Verwijsindex, Weigering
from verwijsindex.sandbox.bevolking import maak_bevolking, schrijf_bevolking
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, maak_pki
from verwijsindex.sandbox.wereld import INDEX, JGZ, PARTNERS, POLITIE, maak_wereld
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels
from verwijsindex.wiring.sandbox import vul_database

from .processen import draai, draai_proces, server

pytestmark = pytest.mark.traag


@dataclass(frozen=True)
class Plek:
    """A directory with everything that ``serve`` needs but the keys and the database."""

    map: Path
    pki: PkiBestanden

    def schrijf(self, database: str, **anders: object) -> Path:
        """The settings file; paths in it are relative to it."""
        velden: dict[str, object] = {
            "database": database,
            "sleutels": "sleutels.json",
            "register": "register.sqlite",
            "certificaat": "pki/index.pem",
            "sleutel": "pki/index.key",
            "vertrouwd": "pki/keten.pem",
            "poort": 0,
            "log": "verwijsindex.log",
        } | anders
        bestand = self.map / "verwijsindex.toml"
        regels = [f"{naam} = {waarde!r}" if isinstance(waarde, int) else f'{naam} = "{waarde}"' for naam, waarde in velden.items()]
        bestand.write_text("\n".join(regels).replace("True", "true").replace("False", "false"), encoding="utf-8")
        return bestand


@pytest.fixture(scope="module")
def gedeeld(tmp_path_factory: pytest.TempPathFactory) -> Plek:
    map = tmp_path_factory.mktemp("serve")
    dag = datetime.now(UTC).date()
    schrijf_bevolking(map / "personen.json", maak_bevolking(dag))
    maak_register(map / "register.sqlite", lees_personen(map / "personen.json"))
    return Plek(map, maak_pki(map / "pki", datetime.now(UTC), INDEX, PARTNERS))


@pytest.fixture
def plek(gedeeld: Plek) -> Iterator[Plek]:
    """Without keys, database and log of an earlier test."""
    yield gedeeld
    for bestand in gedeeld.map.glob("*"):
        if bestand.name.startswith(("sleutels", "index.sqlite", "verwijsindex")):
            bestand.unlink()


@pytest.mark.eis("R-195")
@pytest.mark.parametrize("soort", ["sqlite", "postgresql"])
def test_from_nothing_to_a_signed_answer(plek: Plek, soort: str, request: pytest.FixtureRequest) -> None:
    """sleutels, migrate and serve from one TOML file, on both databases; two processes answer, and SIGTERM ends them cleanly."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}" if soort == "sqlite" else request.getfixturevalue("postgres").leeg()
    toml = str(plek.schrijf(url, processen=2))
    assert draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json")).code == 0
    assert draai("migrate", "--instellingen", toml).uitvoer == "De database is op de nieuwste vorm.\n"
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    with server(plek.map, "serve", "--instellingen", toml) as draaiend:
        partner = plek.pki.partner(JGZ.oin)
        for _ in range(4):  # new connections, so that both processes have their turn
            with Verwijsindex(
                draaiend.url, certificaat=partner.certificaat, sleutel=partner.sleutel, ca=plek.pki.keten, server_oin=INDEX.oin,
                gebruiker="ggd-melder-1", instantie="ggd",
            ) as index:  # fmt: skip
                assert index.controleer_verbinding().oin == JGZ.oin
        assert draaiend.log.count("operatie=ControleerVerbinding") == 4
    assert (draaiend.einde, draaiend.uitvoer, draaiend.fouten) == (0, "", "")


@pytest.mark.eis("VIR-150", "R-170")
def test_who_asks_too_much_is_told_to_wait(plek: Plek) -> None:
    """Past the limit of the settings, counted over both processes, a partner gets VIR-150 and may repeat it; another one is answered."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    toml = str(plek.schrijf(url, processen=2, per_seconde=3))

    def als(wie: Deelnemer, gebruiker: str, instantie: str) -> Verwijsindex:
        partner = plek.pki.partner(wie.oin)
        vast = {"certificaat": partner.certificaat, "sleutel": partner.sleutel, "ca": plek.pki.keten, "server_oin": INDEX.oin}
        return Verwijsindex(draaiend.url, **vast, gebruiker=gebruiker, instantie=instantie, pogingen=1)

    with server(plek.map, "serve", "--instellingen", toml) as draaiend:
        codes = Counter[str]()
        for _ in range(4):  # new connections, so that both processes have their turn
            with als(JGZ, "ggd-melder-1", "ggd") as index:
                for _ in range(10):
                    try:
                        index.controleer_verbinding()
                    except Weigering as weigering:
                        codes[f"{weigering.code} {weigering.herhaalbaar}"] += 1
        with als(POLITIE, "politie-melder-1", "politie") as ander:
            assert ander.controleer_verbinding().oin == POLITIE.oin
    assert set(codes) == {"VIR-150 True"}
    assert codes.total() >= 5


def test_the_public_address_is_that_of_the_settings(plek: Plek) -> None:
    """With ``adres`` the WSDL and wsa:To name it, wherever the server listens."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    toml = str(plek.schrijf(url, adres="https://vir.example.nl"))
    with server(plek.map, "serve", "--instellingen", toml) as draaiend:
        partner = plek.pki.partner(JGZ.oin)
        vast = {"certificaat": partner.certificaat, "sleutel": partner.sleutel, "ca": plek.pki.keten, "server_oin": INDEX.oin}
        with Verwijsindex(draaiend.url, **vast, gebruiker="ggd-melder-1", instantie="ggd") as index, pytest.raises(Weigering) as fout:
            index.controleer_verbinding()
    assert fout.value.code == "DK0011"  # the client says that it is sent to the address where it connects


@pytest.mark.parametrize(
    ("bederf", "tekst"),
    [
        ({"database": "sqlite:///{map}/leeg.sqlite"}, "niet van deze versie"),
        ({"sleutels": "bestaat-niet.json"}, "bestaat-niet.json"),
        ({"certificaat": "bestaat-niet.pem"}, "bestaat-niet.pem"),
        ({"vertrouwd": "bestaat-niet.pem"}, "bestaat-niet.pem"),
        ({"productie": True, "klok": "klok.json"}, "in productie loopt de klok niet virtueel"),
    ],
    ids=lambda waarde: next(iter(waarde)) if isinstance(waarde, dict) else "",
)
def test_what_cannot_be_served_is_exit_5(plek: Plek, bederf: dict[str, object], tekst: str) -> None:
    """Settings that cannot work stop the server before it is ready: one Dutch line and exit code 5, never a traceback."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    draai("sleutels", "maak", "--bestand", str(plek.map / "sleutels.json"))
    vul_database(url, plek.map / "sleutels.json", maak_wereld(datetime.now(UTC).date()))
    anders = {naam: str(waarde).format(map=plek.map) if isinstance(waarde, str) else waarde for naam, waarde in bederf.items()}
    toml = plek.schrijf(**({"database": url} | anders))
    gedaan = draai("serve", "--instellingen", str(toml))
    assert (gedaan.code, gedaan.uitvoer) == (5, "")
    assert tekst in gedaan.fouten
    assert (gedaan.fouten.startswith("verwijsindex: "), gedaan.fouten.count("\n")) == (True, 1)


@pytest.mark.eis("R-195")
def test_the_keys_of_another_database_are_refused(plek: Plek) -> None:
    """With other keys nobody would be found: exit code 5; and keys are never overwritten."""
    url = f"sqlite:///{plek.map / 'index.sqlite'}"
    sleutels = plek.map / "sleutels.json"
    draai("sleutels", "maak", "--bestand", str(sleutels))
    vul_database(url, sleutels, maak_wereld(datetime.now(UTC).date()))
    nog_eens = draai("sleutels", "maak", "--bestand", str(sleutels))
    assert (nog_eens.code, "worden nooit overschreven" in nog_eens.fouten) == (5, True)
    open_opslag(url, lees_sleutels(sleutels)).sluit()
    sleutels.unlink()
    draai("sleutels", "maak", "--bestand", str(sleutels))
    gedaan = draai_proces("serve", "--instellingen", str(plek.schrijf(url)))
    assert (gedaan.code, "sleutels horen niet bij deze database" in gedaan.fouten) == (5, True)
