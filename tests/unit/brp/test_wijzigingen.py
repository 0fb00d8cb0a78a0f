"""Who changed in the register file, told in order."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from verwijsindex.brp.gebeurtenissen import registreer_emigratie, registreer_geheimhouding, registreer_overlijden
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Registerwijzigingen, Wijziging
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

KIND, BROER = Bsn("012345672"), Bsn("900000028")
DAG = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "register.sqlite"
    maak_register(pad, [Persoonslijst(bsn.waarde, "Schuur", "20140510") for bsn in (KIND, BROER)])
    return pad


@pytest.mark.eis("R-125")
def test_what_was_written_after_the_position_is_told_in_order(pad: Path) -> None:
    """Nothing at first; then every event, once per person whom it changed, whatever the day; from a position only what came later."""
    wijzigingen: Registerwijzigingen = IngebedWijzigingen(pad)
    assert wijzigingen.wijzigingen(None, DAG) == ([], "0")
    registreer_geheimhouding(pad, BROER, geheim=True, moment=MOMENT)
    registreer_emigratie(pad, [KIND, BROER], DAG, MOMENT)
    alles = [Wijziging(BROER), Wijziging(KIND), Wijziging(BROER)]
    assert (alles, "3") == wijzigingen.wijzigingen(None, DAG)
    assert (alles[1:], "3") == wijzigingen.wijzigingen("1", DAG)
    assert wijzigingen.wijzigingen("3", DAG) == ([], "3")


@pytest.mark.eis("R-120")
def test_the_file_tells_of_everybody_so_following_changes_nothing(pad: Path) -> None:
    """Followed, not followed any more, or never followed."""
    wijzigingen = IngebedWijzigingen(pad)
    wijzigingen.volg(BROER)
    wijzigingen.volg_niet_meer(BROER, DAG)
    registreer_overlijden(pad, BROER, DAG, MOMENT)
    assert [Wijziging(BROER)] == wijzigingen.wijzigingen("0", DAG)[0]


@pytest.mark.eis("R-125")
def test_a_position_of_another_file_tells_all_of_this_one(pad: Path) -> None:
    """A register that was made anew has fewer rows than the position says: rather told twice than never."""
    registreer_overlijden(pad, BROER, DAG, MOMENT)
    assert ([Wijziging(BROER)], "1") == IngebedWijzigingen(pad).wijzigingen("7", DAG)


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("inhoud", [None, b"geen database " * 400])
def test_no_register_is_no_list_of_changes(tmp_path: Path, inhoud: bytes | None) -> None:
    """VIR-190 rather than "nothing changed"."""
    pad = tmp_path / "register.sqlite"
    if inhoud is not None:
        pad.write_bytes(inhoud)
    with pytest.raises(RegisterOnbereikbaar):
        IngebedWijzigingen(pad).wijzigingen(None, DAG)
