"""R-172: a register that is slow, down or talks nonsense gives VIR-190 in time, stores nothing, and spoils nothing for later."""

import gzip
import json
import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.aansluiting import Aansluiting, open_kanaal
from verwijsindex.brp.haalcentraal.kanaal import Kanaal
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.storing import Reden
from verwijsindex.domain.weigeringen import BsnOnbekend, RegisterOnbereikbaar
from verwijsindex.operations.context import Context
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

from ..integration.storage.wereld import KIND, MOEDER, context, gebruiker, meld_verzoek, registreer
from ..wachten import wacht_tot
from .brp_nagebootst import BrpPersonenNagebootst
from .openbaar import NODIG
from .opstelling import KRAP, PERSONEN, RUIM, Opstelling, Streek, druppel, gestart, grenzen_bij, kanaal, ruw, status, traag, vervang, weg

pytestmark = NODIG
GEBOREN = date(2012, 5, 10)
SPELING = 8.0
"""Seconds that a busy machine may add; without a limit each of these takes twenty."""
HTML = b"<html><body>Onderhoud</body></html>"
GOED: dict[str, Any] = {
    "type": "RaadpleegMetBurgerservicenummer",
    "personen": [
        {
            "burgerservicenummer": KIND.waarde,
            "geboorte": {"datum": {"type": "Datum", "datum": "2012-05-10", "langFormaat": "10 mei 2012"}},
            "gemeenteVanInschrijving": {"code": "0363"},
            "ouders": [{"burgerservicenummer": MOEDER.waarde}],
        }
    ],
}


@pytest.fixture
def opstelling() -> Iterator[Opstelling]:
    """The fake, which knows one young person."""
    kind = {
        "bsn": KIND.waarde,
        "geslachtsnaam": "Schuur",
        "geboortedatum": "20120510",
        "ouders": [{"bsn": MOEDER.waarde}],
        "verblijfplaats": {"gemeentecode": "0363"},
    }
    with gestart(Opstelling(BrpPersonenNagebootst([kind]))) as geopend:
        yield geopend


@pytest.fixture
def lijn(opstelling: Opstelling) -> Iterator[Kanaal]:
    with kanaal(opstelling) as geopend:
        yield geopend


@pytest.fixture
def database(sqlite_sjabloon: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_sjabloon, tmp_path / 'index.db')}"


@pytest.fixture
def opslag(database: str, sleutels: Sleutels) -> Iterator[SqlOpslag]:
    """An index with one reporter."""
    geopend = open_opslag(database, sleutels)
    registreer(geopend, gebruiker("melder"))
    yield geopend
    geopend.sluit()


@pytest.fixture
def index(opslag: SqlOpslag, lijn: Kanaal) -> Context:
    return replace(context(opslag, {}), register=BrpPersonen(lijn))


def met(*pad: Any, waarde: Any) -> Streek:
    """A good answer with one thing in it replaced; left out when the value is `WEG`."""

    def wijzig(inhoud: dict[str, Any]) -> None:
        plek: Any = inhoud
        for stap in pad[:-1]:
            plek = plek[stap]
        if waarde is WEG:
            del plek[pad[-1]]
        else:
            plek[pad[-1]] = waarde

    return vervang(wijzig)


WEG = object()
DATUM = ("personen", 0, "geboorte", "datum")

ONZIN: list[tuple[str, Streek, Reden]] = [
    ("te laat", traag(20), Reden.TIJD),
    ("druppels in de koppen", druppel(koppen=True), Reden.TIJD),
    ("druppels in de inhoud", druppel(koppen=False), Reden.TIJD),
    ("verbinding weg", weg, Reden.VERBINDING),
    ("druk", status(429), Reden.BEZET),
    ("buiten dienst", status(503), Reden.BEZET),
    ("buiten dienst voor een uur", status(503, Retry_After="3600"), Reden.BEZET),
    ("kapot", status(500), Reden.STATUS),
    ("kapot in HTML", ruw(502, HTML, "text/html"), Reden.STATUS),
    ("verwijst door", ruw(302, b"", Location="http://127.0.0.1:1/"), Reden.STATUS),
    ("niet toegelaten", status(401), Reden.TOEGANG),
    ("niet gemachtigd", status(403), Reden.GEWEIGERD),
    ("vraag geweigerd", status(400), Reden.GEWEIGERD),
    ("geen dienst", ruw(404, HTML, "text/html"), Reden.VORM),
    ("een andere 404", status(404), Reden.GEWEIGERD),
    ("leeg", ruw(200, b""), Reden.VORM),
    ("HTML", ruw(200, HTML, "text/html"), Reden.VORM),
    ("HTML die JSON heet", ruw(200, HTML), Reden.VORM),
    ("JSON die HTML heet", ruw(200, json.dumps(GOED).encode(), "text/html"), Reden.VORM),
    ("ingepakt", ruw(200, gzip.compress(json.dumps(GOED).encode()), Content_Encoding="gzip"), Reden.VORM),
    ("halve JSON", ruw(200, json.dumps(GOED).encode()[:-2]), Reden.VORM),
    ("geen UTF-8", ruw(200, b'{"type": "\xff"}'), Reden.VORM),
    ("diep", ruw(200, b"[" * 200_000), Reden.VORM),
    ("enorm", ruw(200, b" " * 2_000_000 + json.dumps(GOED).encode()), Reden.GROOTTE),
    ("een lijst", ruw(200, b"[]"), Reden.VORM),
    ("geen type", met("type", waarde=WEG), Reden.VORM),
    ("ander type", met("type", waarde="ZoekMetPostcodeEnHuisnummer"), Reden.VORM),
    ("personen geen lijst", met("personen", waarde={}), Reden.VORM),
    ("personen null", met("personen", waarde=None), Reden.VORM),
    ("persoon geen object", met("personen", 0, waarde="Jan"), Reden.VORM),
    ("zonder nummer", met("personen", 0, "burgerservicenummer", waarde=WEG), Reden.PERSOON),
    ("nummer als getal", met("personen", 0, "burgerservicenummer", waarde=int(KIND.waarde)), Reden.VORM),
    ("nummer te kort", met("personen", 0, "burgerservicenummer", waarde=KIND.waarde[:8]), Reden.VORM),
    ("een ander", met("personen", 0, "burgerservicenummer", waarde=MOEDER.waarde), Reden.PERSOON),
    ("hij en een ander", vervang(lambda a: a["personen"].append({"burgerservicenummer": MOEDER.waarde})), Reden.PERSOON),
    ("datum als tekst", met(*DATUM, waarde="2012-05-10"), Reden.VORM),
    ("datum zonder type", met(*DATUM, "type", waarde=WEG), Reden.VORM),
    ("datum van een ander type", met(*DATUM, "type", waarde="Dag"), Reden.VORM),
    ("datum die niet bestaat", met(*DATUM, "datum", waarde="2012-02-30"), Reden.VORM),
    ("datum anders geschreven", met(*DATUM, "datum", waarde="20120510"), Reden.VORM),
    ("jaar ontbreekt", met(*DATUM, waarde={"type": "JaarDatum"}), Reden.VORM),
    ("jaar als tekst", met(*DATUM, waarde={"type": "JaarDatum", "jaar": "2012"}), Reden.VORM),
    ("jaar waar", met(*DATUM, waarde={"type": "JaarDatum", "jaar": True}), Reden.VORM),
    ("maand 13", met(*DATUM, waarde={"type": "JaarMaandDatum", "jaar": 2012, "maand": 13}), Reden.VORM),
    ("onbekende reden", met("personen", 0, "opschortingBijhouding", waarde={"reden": {"code": "X"}}), Reden.VORM),
    ("opschorting null", met("personen", 0, "opschortingBijhouding", waarde=None), Reden.VORM),
    ("gemeente met letters", met("personen", 0, "gemeenteVanInschrijving", waarde={"code": "Amsterdam"}), Reden.VORM),
    ("ouders geen lijst", met("personen", 0, "ouders", waarde={}), Reden.VORM),
    ("nummer van een ouder", met("personen", 0, "ouders", 0, "burgerservicenummer", waarde="moeder"), Reden.VORM),
    ("overlijden geen object", met("personen", 0, "overlijden", waarde=True), Reden.VORM),
]


def gevolgen(database: str) -> dict[str, int]:
    """Rows of everything that a melding would leave behind."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as verbinding:
        tabellen = ("jeugdige", "melding", "zakelijke_sleutel", "signaal")
        return {tabel: verbinding.execute(f"SELECT COUNT(*) FROM {tabel}").fetchone()[0] for tabel in tabellen}


@pytest.mark.eis("R-172", "R-022")
@pytest.mark.parametrize(("streek", "reden"), [geval[1:] for geval in ONZIN], ids=[geval[0] for geval in ONZIN])
def test_no_answer_is_vir_190_in_time_and_nothing_stored(
    opstelling: Opstelling,
    index: Context,
    database: str,
    caplog: pytest.LogCaptureFixture,
    streek: Streek,
    reden: Reden,
) -> None:
    """Within the limits, with one incident line that names the kind of failure; afterwards the same melding succeeds (B25)."""
    opstelling.altijd, voor, begin = streek, gevolgen(database), time.monotonic()
    grenzen = grenzen_bij(streek)
    with kanaal(opstelling, grenzen=grenzen) as lijn, caplog.at_level(logging.INFO, "verwijsindex.brp"):
        with pytest.raises(RegisterOnbereikbaar) as weigering:
            meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), replace(index, register=BrpPersonen(lijn)))
        duur = time.monotonic() - begin
    assert weigering.value.code == "VIR-190"
    assert weigering.value.herhaalbaar
    assert duur < grenzen.totaal + SPELING
    assert voor == gevolgen(database)
    assert [reden.value] == [regel.split("storing=")[1].split(" status=")[0] for regel in caplog.messages]
    opstelling.altijd = None
    assert not meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index).reeds_gemeld
    assert gevolgen(database)["melding"] == 1


@pytest.mark.eis("R-172")
def test_a_register_that_is_down_is_vir_190(index: Context, opstelling: Opstelling, database: str) -> None:
    """Nobody listens: the attempts are over at once."""
    with kanaal(opstelling, adres="http://127.0.0.1:9") as doof, pytest.raises(RegisterOnbereikbaar):
        meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), replace(index, register=BrpPersonen(doof)))
    assert gevolgen(database)["melding"] == 0


@pytest.mark.eis("R-022")
@pytest.mark.parametrize(
    "streek",
    [
        ruw(404, b'{"code": "notFound", "status": 404}', "application/problem+json"),
        ruw(200, b'{"type": "RaadpleegMetBurgerservicenummer", "personen": []}'),
        ruw(200, b'{"type": "RaadpleegMetBurgerservicenummer"}'),
    ],
)
def test_nobody_found_is_no_failure(opstelling: Opstelling, index: Context, caplog: pytest.LogCaptureFixture, streek: Streek) -> None:
    """A 404 of the service itself, an empty list and no list: VIR-102, and no incident."""
    opstelling.altijd = streek
    with pytest.raises(BsnOnbekend):
        meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    assert [regel for regel in caplog.records if regel.name == "verwijsindex.brp"] == []


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("streken", [[weg], [status(429)], [status(503, Retry_After="0")], [weg, status(503)]])
def test_what_passes_by_itself_is_tried_again(opstelling: Opstelling, lijn: Kanaal, streken: list[Streek]) -> None:
    """A broken connection, too busy, out of service: at most twice more, and the caller notices nothing."""
    opstelling.streken.extend(streken)
    assert len(BrpPersonen(lijn).zoek_op_bsn(KIND)) == 1
    assert len(opstelling.vragen) == len(streken) + 1


@pytest.mark.eis("R-172")
@pytest.mark.parametrize(
    ("streek", "pogingen"),
    [(weg, 3), (status(429), 3), (status(500), 1), (status(403), 1), (traag(20), 1), (status(503, Retry_After="60"), 1)],
)
def test_attempts_are_counted(opstelling: Opstelling, streek: Streek, pogingen: int) -> None:
    """Three at most; one for what will not pass, for what took its time, and when the service says to stay away longer than we may."""
    opstelling.altijd = streek
    with kanaal(opstelling, grenzen=grenzen_bij(streek)) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(KIND)
    wacht_tot(lambda: len(opstelling.vragen) >= pogingen, "de vraag van wie niet meer op antwoord wachtte")
    assert pogingen == len(opstelling.vragen)


@pytest.mark.eis("R-172")
def test_a_search_shares_one_time_limit(opstelling: Opstelling) -> None:
    """The second request well inside its own limit, both together not: the whole ends."""
    opstelling.streken.extend([traag(KRAP.totaal / 2), traag(20)])
    grenzen, begin = replace(RUIM, lezen=15.0, totaal=KRAP.totaal), time.monotonic()
    with kanaal(opstelling, grenzen=grenzen) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_naam("van der Schuur-de Boer", GEBOREN)
    assert KRAP.totaal - 0.05 < time.monotonic() - begin < KRAP.totaal + SPELING


@pytest.mark.eis("R-025", "R-172")
@pytest.mark.parametrize(
    "wijziging",
    [
        lambda a: a["personen"][0]["geboorte"]["datum"].update(datum="2012-05-11"),
        lambda a: a["personen"][0].pop("geboorte"),
        lambda a: a.update(type="RaadpleegMetBurgerservicenummer"),
        lambda a: a["personen"][0].update(naam="Schuur"),
    ],
)
def test_a_search_that_finds_someone_else_is_no_answer(opstelling: Opstelling, lijn: Kanaal, wijziging: Callable[[Any], Any]) -> None:
    """Another birth date than was asked, none, another kind of answer, a name that is no name."""
    opstelling.streken.append(vervang(wijziging))
    with pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_naam("Schuur", GEBOREN)


@pytest.mark.eis("R-025", "R-172")
def test_an_address_of_someone_else_is_no_answer(opstelling: Opstelling, lijn: Kanaal) -> None:
    """The second question of a search is held against what was asked too."""
    opstelling.streken.extend([vervang(lambda a: None), met("personen", 0, "burgerservicenummer", waarde=MOEDER.waarde)])
    with pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_naam("Schuur", GEBOREN)


@pytest.mark.parametrize("opschorting", [{}, {"reden": {}}, {"reden": {"omschrijving": "onbekend"}}])
def test_a_suspension_without_a_reason_is_a_suspension(opstelling: Opstelling, lijn: Kanaal, opschorting: dict[str, Any]) -> None:
    """keuzes.md 12: whatever the reason may be, it is not known to be death or the RNI."""
    opstelling.altijd = met("personen", 0, "opschortingBijhouding", waarde=opschorting)
    assert [persoon.opgeschort for persoon in BrpPersonen(lijn).zoek_op_bsn(KIND)] == [True]


def test_a_postcode_is_given_as_a_request_writes_it(opstelling: Opstelling, lijn: Kanaal) -> None:
    """The description allows a blank and small letters; our contract does not."""
    verblijfplaats = {"type": "Adres", "verblijfadres": {"postcode": "2511 em", "huisnummer": 12}}
    opstelling.streken.extend([vervang(lambda a: None), met("personen", 0, "verblijfplaats", waarde=verblijfplaats)])
    [treffer] = BrpPersonen(lijn).zoek_op_naam("Schuur", GEBOREN)
    assert (treffer.postcode, treffer.huisnummer) == ("2511EM", 12)


def test_a_name_that_is_not_alike_is_left_out(opstelling: Opstelling, lijn: Kanaal) -> None:
    """The service may find more than we call one name."""
    opstelling.streken.append(vervang(lambda a: a["personen"][0]["naam"].update(geslachtsnaam="Schuurman")))
    assert BrpPersonen(lijn).zoek_op_naam("Schuur", GEBOREN) == []


def test_the_environment_is_not_used(opstelling: Opstelling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment, which nobody set for this, does not get to see a number."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    lijn = open_kanaal(Aansluiting(opstelling.adres + PERSONEN, grenzen=RUIM))
    try:
        assert [len(BrpPersonen(lijn).zoek_op_bsn(KIND)) for _ in range(2)] == [1, 1]
    finally:
        opstelling.los.set()
        lijn.sluit()
