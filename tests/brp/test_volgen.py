"""The index hears over HTTP who changed, and asks what: both APIs, the real use cases, and a database (R-120..R-125, R-172)."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.update import BrpWijzigingen
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.context import Context
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt, verwerk_wijzigingen
from verwijsindex.operations.volgen import Gevolgd, volg_en_ontvolg
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

from ..beleid import altijd
from ..integration.storage.wereld import DAG, KIND, MOEDER, POLITIE, ZUS, bus, context, gebruiker, meld_verzoek, registreer
from .brp_nagebootst import BrpPersonenNagebootst, BrpUpdateNagebootst
from .openbaar import NODIG
from .opstelling import PERSONEN, UPDATE, Opstelling, Streek, gestart, grenzen_bij, kanaal, ruw, status, traag, weg

pytestmark = NODIG
HUIS = {"gemeentecode": "0363", "adres_id": 1, "functie_adres": "W", "datum_inschrijving": "20200115"}
ELDERS = {**HUIS, "adres_id": 2, "datum_inschrijving": "20260301"}
ELDERS_IN_HET_LAND = {**ELDERS, "gemeentecode": "0599"}


@dataclass
class Brp:
    """The fake of both APIs, in which persons can change."""

    opstelling: Opstelling
    api: BrpUpdateNagebootst

    def bevat(self, *personen: dict[str, Any]) -> None:
        """From now on these are the persons."""
        self.opstelling.personen = BrpPersonenNagebootst(personen)

    def wijzigt(self, *personen: dict[str, Any], bsn: Bsn = KIND) -> None:
        """The same, and one of them changed today."""
        self.bevat(*personen)
        self.api.gewijzigd[bsn.waarde] = self.api.vandaag


def _persoon(bsn: Bsn = KIND, **velden: Any) -> dict[str, Any]:
    return {"bsn": bsn.waarde, "geslachtsnaam": "Schuur", "geboortedatum": "20120510", "ouders": [], "verblijfplaats": HUIS, **velden}


@pytest.fixture
def brp() -> Iterator[Brp]:
    api = BrpUpdateNagebootst(DAG)
    with gestart(Opstelling(BrpPersonenNagebootst([_persoon()]), api)) as opstelling:
        yield Brp(opstelling, api)


@pytest.fixture
def opslag(sqlite_sjabloon: Path, tmp_path: Path, sleutels: Sleutels) -> Iterator[SqlOpslag]:
    """An index with a reporter at each of two instanties."""
    geopend = open_opslag(f"sqlite:///{shutil.copy(sqlite_sjabloon, tmp_path / 'index.db')}", sleutels)
    registreer(geopend, gebruiker("melder"), gebruiker("agent", POLITIE))
    yield geopend
    geopend.sluit()


@pytest.fixture
def index(brp: Brp, opslag: SqlOpslag) -> Iterator[Context]:
    with ExitStack() as lijnen:
        yield _index(brp, opslag, lijnen)


def _index(brp: Brp, opslag: SqlOpslag, lijnen: ExitStack, *, adresmatch: bool = True, **knoppen: Any) -> Context:
    personen, update = (lijnen.enter_context(kanaal(brp.opstelling, api, **knoppen)) for api in (PERSONEN, UPDATE))
    register = BrpPersonen(personen, adressen=lambda: adresmatch)
    onder = opslag.onder(altijd(adresmatch=adresmatch))
    return replace(context(onder, {}), register=register, wijzigingen=BrpWijzigingen(update))


def _stand(opslag: SqlOpslag) -> str | None:
    with opslag.lezen() as transactie:
        return transactie.volglijst.stand(BrpWijzigingen.naam)


@pytest.mark.eis("R-120")
def test_who_is_reported_is_followed_until_he_is_gone(brp: Brp, index: Context) -> None:
    """From the first melding on, once; his death ends it."""
    meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    assert (Gevolgd(gevolgd=1), {KIND.waarde}) == (volg_en_ontvolg(index), brp.api.actief())
    assert Gevolgd() == volg_en_ontvolg(index)
    brp.wijzigt(_persoon(datum_overlijden="20260301"))
    assert Verwerkt(gelezen=1, bekend=1, overleden=1) == verwerk_wijzigingen(index)
    assert (Gevolgd(niet_meer=1), set()) == (volg_en_ontvolg(index), brp.api.actief())


@pytest.mark.eis("R-121", "R-122", "R-125")
@pytest.mark.parametrize("adresmatch", [True, False])
@pytest.mark.parametrize(("waar", "signalen"), [(ELDERS, 1), (ELDERS_IN_HET_LAND, 2)], ids=["gemeente", "land"])
def test_a_move_is_told_once_however_often_it_is_heard(
    brp: Brp, opslag: SqlOpslag, waar: dict[str, Any], signalen: int, adresmatch: bool
) -> None:
    """The reporter, and in another gemeente the regievoerder there; with addresses or, when none is asked, by the day of the move."""
    with ExitStack() as lijnen:
        index = _index(brp, opslag, lijnen, adresmatch=adresmatch)
        meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
        volg_en_ontvolg(index)
        brp.wijzigt(_persoon(verblijfplaats=waar))
        verhuisd = Verwerkt(gelezen=1, bekend=1, veranderd=1, verhuisd=1, signalen=signalen)
        assert [verhuisd, Verwerkt(gelezen=1, bekend=1)] == [verwerk_wijzigingen(index), verwerk_wijzigingen(index)]
    gevraagd = {veld for verzoek in brp.opstelling.vragen if verzoek.methode == "POST" for veld in verzoek.vraag["fields"]}
    assert adresmatch == any(veld.startswith("verblijfplaats.verblijfadres") for veld in gevraagd)


@pytest.mark.eis("R-074", "R-080")
def test_two_who_come_to_live_together_are_family(brp: Brp, index: Context) -> None:
    """Both reporters are told, beside the move."""
    buren = (_persoon(), _persoon(ZUS, verblijfplaats=ELDERS))
    brp.bevat(*buren)
    meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    meld_jeugdige(meld_verzoek("agent", ZUS, "sleutel-2", POLITIE), index)
    volg_en_ontvolg(index)
    brp.wijzigt(_persoon(verblijfplaats=ELDERS), buren[1])
    verwerkt = verwerk_wijzigingen(index)
    assert (verwerkt.veranderd, verwerkt.verhuisd) == (1, 1)
    assert verwerkt.signalen >= 3


@pytest.mark.eis("R-076")
def test_with_the_switch_off_living_together_makes_no_family(brp: Brp, opslag: SqlOpslag) -> None:
    """Only the move itself is told."""
    with ExitStack() as lijnen:
        index = _index(brp, opslag, lijnen, adresmatch=False)
        brp.bevat(_persoon(), _persoon(ZUS, verblijfplaats=ELDERS))
        meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
        meld_jeugdige(meld_verzoek("agent", ZUS, "sleutel-2", POLITIE), index)
        volg_en_ontvolg(index)
        brp.wijzigt(_persoon(verblijfplaats=ELDERS), _persoon(ZUS, verblijfplaats=ELDERS))
        assert Verwerkt(gelezen=1, bekend=1, veranderd=1, verhuisd=1, signalen=1) == verwerk_wijzigingen(index)


@pytest.mark.eis("R-073", "R-080")
def test_a_new_parent_makes_a_family(brp: Brp, index: Context) -> None:
    """The mother of the one is recorded as the mother of the other too."""
    moeder = [{"bsn": MOEDER.waarde, "ouder": "1"}]
    zus = _persoon(ZUS, ouders=moeder, verblijfplaats=ELDERS)
    brp.bevat(_persoon(), zus)
    meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    meld_jeugdige(meld_verzoek("agent", ZUS, "sleutel-2", POLITIE), index)
    volg_en_ontvolg(index)
    brp.wijzigt(_persoon(ouders=moeder), zus)
    verwerkt = verwerk_wijzigingen(index)
    assert (verwerkt.veranderd, verwerkt.verhuisd) == (1, 0)
    assert verwerkt.signalen >= 2


@pytest.mark.eis("R-046")
def test_who_emigrates_is_told_to_nobody(brp: Brp, index: Context) -> None:
    """His melding stays; where he went is no move that is followed."""
    meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    volg_en_ontvolg(index)
    brp.wijzigt(_persoon(opschorting="E", verblijfplaats={"gemeentecode": "1999", "datum_inschrijving": "20260301"}))
    verwerkt = verwerk_wijzigingen(index)
    assert (verwerkt.veranderd, verwerkt.verhuisd, verwerkt.signalen) == (1, 0, 0)


def _gewoon(afhandeling: Any, antwoord: Any) -> None:
    afhandeling.stuur(antwoord)


@pytest.mark.eis("R-125", "R-172")
@pytest.mark.parametrize("eerst", [[], [_gewoon]], ids=["lijst", "persoon"])
@pytest.mark.parametrize(
    "streek",
    [weg, traag(20), status(500), status(503), ruw(200, b"<html></html>", "text/html"), ruw(200, b"[]")],
    ids=["weg", "traag", "kapot", "buiten dienst", "HTML", "lijst"],
)
def test_a_register_that_falls_away_is_asked_again_from_the_same_place(
    brp: Brp, opslag: SqlOpslag, index: Context, streek: Streek, eerst: list[Streek]
) -> None:
    """Slow, down or nonsense, at the list or at the person: nothing changes and nobody is told; when it is back the move is told once."""
    meld_jeugdige(meld_verzoek("melder", KIND, "sleutel-1"), index)
    volg_en_ontvolg(index)
    verwerk_wijzigingen(index)
    brp.wijzigt(_persoon(verblijfplaats=ELDERS))
    stand = _stand(opslag)
    with ExitStack() as lijnen:
        kort = _index(brp, opslag, lijnen, grenzen=grenzen_bij(streek))
        brp.opstelling.streken.extend(eerst)
        brp.opstelling.altijd = streek
        assert Verwerkt(volledig=False) == verwerk_wijzigingen(kort)
    assert (stand, []) == (_stand(opslag), _soorten(opslag))
    brp.opstelling.altijd = None
    brp.opstelling.los.clear()
    assert (verwerk_wijzigingen(index).verhuisd, _soorten(opslag)) == (1, ["VERHUIZING"])


def _soorten(opslag: SqlOpslag) -> list[str]:
    with opslag.lezen() as transactie:
        return [signaal.soort.value for signaal in transactie.signalen.open_voor(bus("melder"), 1, 10, DAG)]
