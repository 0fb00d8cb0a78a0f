"""Meldingen that nobody looks after any more, as the college is told of them (R-005)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from verwijsindex.cli.main import main
from verwijsindex.domain.instantie import Convenant, MandaatSoort
from verwijsindex.domain.regels.verweesd import Einde, Verweesd
from verwijsindex.domain.tijd import Geldigheid, vandaag
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag, migreer, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels
from verwijsindex.storage.verweesd import VerweesdeMelding

from .wereld import ALTIJD, GEMEENTE, GGD, KIND, NU, OIN, POLITIE, VREEMDE, ZUS, aangewezene, gebruiker, meld, registreer, rijen, stuur

ARTS, AGENT = gebruiker("arts"), gebruiker("agent", POLITIE)
EIND = date(2027, 3, 1)
TOT_DAN = Geldigheid(ALTIJD.vanaf, EIND)
DAGEN = (date(2027, 2, 28), EIND, date(2027, 3, 2))


def _gemeld(opslag: SqlOpslag) -> dict[str, str]:
    """The arts reported two jeugdigen, the agent one; per name the melding."""
    registreer(opslag, ARTS, AGENT)
    with opslag.schrijven() as transactie:
        gemeld = {"een": meld(transactie, KIND, "arts").id, "twee": meld(transactie, ZUS, "arts", na=timedelta(minutes=1)).id}
        gemeld["drie"] = meld(transactie, VREEMDE, "agent").id
        transactie.leg_vast()
    return gemeld


def _beheer(opslag: SqlOpslag, *stappen: object, nu: datetime = NU) -> None:
    with opslag.beheer(nu=nu) as beheer:
        for stap in stappen:
            stap(beheer)  # type: ignore[operator]
        beheer.leg_vast()


def _eindig_arts(beheer: Beheer) -> None:
    beheer.gebruiker(replace(ARTS, aanwijzing=TOT_DAN))


def _eindig_convenant(beheer: Beheer) -> None:
    beheer.convenant(MandaatSoort.INSTANTIE, GGD.id, Convenant(GEMEENTE, TOT_DAN))


def _verweesd_in_log(database_url: str) -> list[tuple[str, str, set[str]]]:
    regels = rijen(database_url, "SELECT ontvanger, uitkomst, ids FROM logboek WHERE gebeurtenis = 'MELDINGEN_VERWEESD' ORDER BY nummer")
    return [(str(ontvanger), str(uitkomst), set(json.loads(str(ids)))) for ontvanger, uitkomst, ids in regels]


@pytest.mark.eis("R-005")
@pytest.mark.parametrize(("eindig", "reden"), [(_eindig_arts, Verweesd.AANWIJZING), (_eindig_convenant, Verweesd.CONVENANT)])
def test_de_dagen_rond_een_einde(opslag: SqlOpslag, database_url: str, eindig: object, reden: Verweesd) -> None:
    """The end deletes nothing; from its day on the ACTIEF meldingen stand in the list of the college, the day before none."""
    gemeld = _gemeld(opslag)
    _beheer(opslag, eindig)
    verwacht = [VerweesdeMelding(gemeld[naam], "arts", "ggd", Einde(EIND, reden, (GEMEENTE,))) for naam in ("een", "twee")]
    assert [[], verwacht, verwacht] == [opslag.verweesd(dag) for dag in DAGEN]
    assert len(rijen(database_url, "SELECT id FROM melding")) == 3


@pytest.mark.eis("R-005")
def test_alleen_wat_actief_is(opslag: SqlOpslag) -> None:
    """Archived, run out or of somebody who is 23: nothing of it stands in the list."""
    gemeld = _gemeld(opslag)
    with opslag.schrijven() as transactie:
        transactie.meldingen.archiveer(gemeld["een"], date(2026, 12, 1))
        transactie.leg_vast()
    _beheer(opslag, _eindig_arts)
    assert [gemeld["twee"]] == [wees.melding_id for wees in opslag.verweesd(EIND)]
    assert [len(opslag.verweesd(dag)) for dag in (date(2028, 11, 23), date(2028, 11, 24))] == [1, 0]


@pytest.mark.eis("R-005", "R-140")
@pytest.mark.parametrize(("eindig", "reden"), [(_eindig_arts, "AANWIJZING"), (_eindig_convenant, "CONVENANT")])
def test_een_einde_staat_in_het_logboek(opslag: SqlOpslag, database_url: str, eindig: object, reden: str) -> None:
    """Registering an end that orphans meldingen leaves one line for the gemeente; registering the same end again leaves no other."""
    gemeld = _gemeld(opslag)
    _beheer(opslag, eindig)
    _beheer(opslag, eindig)
    assert [(GEMEENTE, reden, {gemeld["een"], gemeld["twee"]})] == _verweesd_in_log(database_url)


@pytest.mark.eis("R-005")
def test_een_einde_dat_niets_achterlaat(opslag: SqlOpslag, database_url: str) -> None:
    """Who reported nothing, or whose meldingen run out before the end, leaves no line."""
    _gemeld(opslag)
    _beheer(opslag, lambda b: b.gebruiker(replace(gebruiker("nieuw"), aanwijzing=TOT_DAN)))
    _beheer(opslag, lambda b: b.gebruiker(replace(ARTS, aanwijzing=Geldigheid(ALTIJD.vanaf, date(2028, 11, 24)))))
    assert _verweesd_in_log(database_url) == []


@pytest.mark.eis("R-005")
def test_een_einde_in_het_verleden_telt_vanaf_vandaag(opslag: SqlOpslag, database_url: str) -> None:
    """An end that is registered late orphans what is ACTIEF on the day of registration."""
    gemeld = _gemeld(opslag)
    _beheer(opslag, _eindig_arts, nu=datetime(2027, 6, 1, 9, tzinfo=UTC))
    assert [(GEMEENTE, "AANWIJZING", {gemeld["een"], gemeld["twee"]})] == _verweesd_in_log(database_url)


@pytest.mark.eis("R-005")
def test_terugval_is_een_gebruiker_van_de_instantie(opslag: SqlOpslag) -> None:
    """Somebody of another instantie is refused; one of its own is read back as fallback, until he no longer is."""
    registreer(opslag, ARTS, AGENT)
    with opslag.beheer() as beheer, pytest.raises(ValueError, match="invalt"):
        beheer.terugval("ggd", "agent")
    for wie, valt_in in (("arts", True), (None, False)):
        _beheer(opslag, lambda b, wie=wie: b.terugval("ggd", wie))
        with opslag.lezen() as transactie:
            gevonden = transactie.organisaties.dossier(OIN, stuur("arts")).gebruiker
        assert gevonden is not None
        assert aangewezene(replace(ARTS, terugval=valt_in)) == gevonden


@pytest.mark.eis("R-005")
def test_het_college_ziet_zijn_lijst(lege_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``verwijsindex verweesd``: per gemeente the meldingen, since when and why, and nothing of a jeugdige; another gemeente sees none."""
    maak_sleutels(tmp_path / "sleutels.json")
    migreer(lege_database_url)
    opslag = open_opslag(lege_database_url, lees_sleutels(tmp_path / "sleutels.json"))
    gemeld = _gemeld(opslag)
    gisteren = Geldigheid(ALTIJD.vanaf, vandaag(datetime.now(UTC)) - timedelta(days=1))
    instellingen = tmp_path / "verwijsindex.toml"
    instellingen.write_text(
        f'database = "{lege_database_url}"\nsleutels = "sleutels.json"\ncertificaat = "x"\nsleutel = "x"\nvertrouwd = "x"\nregister = "x"\n'
    )
    assert main(["verweesd", "--instellingen", str(instellingen)]) == 0
    assert capsys.readouterr().out == "Er zijn geen verweesde meldingen.\n"
    _beheer(opslag, lambda b: b.gebruiker(replace(ARTS, aanwijzing=gisteren)))
    opslag.sluit()
    assert main(["verweesd", "--instellingen", str(instellingen), "--gemeente", GEMEENTE]) == 0
    kop, *regels = [regel.split() for regel in capsys.readouterr().out.splitlines()]
    assert kop == ["gemeente", "instantie", "melder", "melding", "sinds", "reden"]
    assert sorted([GEMEENTE, "ggd", "arts", gemeld[naam], str(gisteren.tot), "AANWIJZING"] for naam in ("een", "twee")) == regels
    assert main(["verweesd", "--instellingen", str(instellingen), "--gemeente", "0518"]) == 0
    assert capsys.readouterr().out == "Er zijn geen verweesde meldingen.\n"
