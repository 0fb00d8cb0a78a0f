"""Planned events happen when their day has come, once, in order."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.gepland import Afgespeeld, speel_af
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import PersonenbestandOnjuist, maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.nummers import Bsn

KIND, ZUS, OPA = Bsn("900000041"), Bsn("900000028"), Bsn("900000004")
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLEK = {"gemeentecode": "0518", "adres_id": 7, "functie_adres": "W", "postcode": "2595XY", "huisnummer": 7}
WIE = {"geslachtsnaam": "Schuur", "geboortedatum": "20140510"}


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "register.sqlite"
    nummers = (KIND.waarde, ZUS.waarde, OPA.waarde, None)
    maak_register(pad, [Persoonslijst(bsn, "Schuur" if bsn else "Naamloos", "20140510", gemeentecode="0599") for bsn in nummers])
    return pad


def _agenda(map: Path, *gebeurtenissen: dict[str, Any]) -> Path:
    bestand = map / "gebeurtenissen.json"
    bestand.write_text(json.dumps(gebeurtenissen), encoding="utf-8")
    return bestand


def _gebeurtenis(datum: str, soort: str, bsn: Bsn | None, **velden: Any) -> dict[str, Any]:
    return {"datum": datum, "soort": soort, "bsn": None if bsn is None else bsn.waarde, **WIE, **velden}


@pytest.mark.eis("R-044", "R-121", "R-122")
def test_what_is_due_happens_once_on_its_day(pad: Path, tmp_path: Path) -> None:
    """The day before, the day, the day after; asked again nothing happens again, and the rest waits."""
    bestand = _agenda(
        tmp_path,
        _gebeurtenis("20261125", "verhuizing", KIND, verblijfplaats=PLEK),
        _gebeurtenis("20261125", "overlijden", OPA),
        _gebeurtenis("20261126", "emigratie", ZUS),
    )
    dagen = (MOMENT, MOMENT + timedelta(days=1), MOMENT + timedelta(days=1), MOMENT + timedelta(days=2))
    assert [Afgespeeld(n) for n in (0, 2, 0, 1)] == [speel_af(pad, bestand, moment) for moment in dagen]
    register = IngebedRegister(pad)
    [kind], [opa], [zus] = (register.zoek_op_bsn(bsn) for bsn in (KIND, OPA, ZUS))
    assert (kind.gemeentecode, kind.woont_sinds, opa.overleden, zus.opgeschort) == ("0518", 20261125, True, True)
    assert Woonadres("0000200000000007", "2595XY", 7) == kind.woonadres
    assert [wijziging.bsn for wijziging in IngebedWijzigingen(pad).wijzigingen(None, date(2026, 11, 26))[0]] == [KIND, OPA, ZUS]


def test_what_can_no_longer_happen_is_passed_over_and_counted(pad: Path, tmp_path: Path) -> None:
    """Somebody who is gone, somebody unknown; what follows happens all the same, and none is tried again."""
    onbekend = Bsn("900000053")
    bestand = _agenda(
        tmp_path,
        _gebeurtenis("20261120", "emigratie", KIND),
        _gebeurtenis("20261121", "verhuizing", KIND, verblijfplaats=PLEK),
        _gebeurtenis("20261122", "overlijden", onbekend),
        _gebeurtenis("20261123", "overlijden", None, geslachtsnaam="naamloos"),
    )
    assert (Afgespeeld(2, 2), Afgespeeld()) == (speel_af(pad, bestand, MOMENT), speel_af(pad, bestand, MOMENT))
    [treffer] = IngebedRegister(pad).zoek_op_naam("Naamloos", date(2014, 5, 10))
    assert treffer.persoon.overleden


def test_without_a_file_nothing_is_planned(pad: Path, tmp_path: Path) -> None:
    """A sandbox of another kind."""
    assert Afgespeeld() == speel_af(pad, tmp_path / "gebeurtenissen.json", MOMENT)


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("velden", "uitleg"),
    [
        ({"soort": "huwelijk"}, "soort is niet"),
        ({"soort": None}, "soort en datum ontbreken"),
        ({"datum": "20260230"}, "datum staat niet op de kalender"),
        ({"datum": "2026-02-03"}, "datum is niet een datum"),
        ({"bsn": "12"}, "bsn is niet"),
        ({"soort": "verhuizing"}, "verblijfplaats is geen object"),
        ({"soort": "verhuizing", "verblijfplaats": {"postcode": "X"}}, "postcode is niet"),
    ],
)
def test_a_file_that_is_no_list_of_events_says_where(pad: Path, tmp_path: Path, velden: dict[str, Any], uitleg: str) -> None:
    """With the place in the list and no value; what came before it happened, and only once."""
    bestand = _agenda(tmp_path, _gebeurtenis("20261120", "emigratie", KIND), _gebeurtenis("20261121", "overlijden", OPA) | velden)
    for _ in range(2):
        with pytest.raises(PersonenbestandOnjuist, match=f"gebeurtenis 2: {uitleg}"):
            speel_af(pad, bestand, MOMENT)
    assert [wijziging.bsn for wijziging in IngebedWijzigingen(pad).wijzigingen(None, date(2026, 11, 26))[0]] == [KIND]
