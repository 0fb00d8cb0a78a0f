"""The embedded register, asked by threads, after a fork, and while its file changes."""

import gc
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from verwijsindex.brp.gebeurtenissen import GebeurtenisOnmogelijk, registreer_overlijden
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Personenregister
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

KIND, DUBBEL, MET_NUL, ONBEKEND, MOEDER = (Bsn(n) for n in ("900000041", "900000028", "012345672", "900000053", "900000004"))
DOOD_OP = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    pad = tmp_path / "register van mensen.sqlite"
    maak_register(
        pad,
        [
            Persoonslijst(KIND.waarde, "Schuur", "20140510", ouders=(MOEDER.waarde, MET_NUL.waarde), gemeentecode="0518"),
            Persoonslijst(DUBBEL.waarde, "Een", "20100000", datum_overlijden="00000000"),
            Persoonslijst(DUBBEL.waarde, "Twee", None, opschorting="E"),
            Persoonslijst(MET_NUL.waarde, "Nul", "19800101", opschorting="O"),
            Persoonslijst(None, "Niemand", "20150101"),
            Persoonslijst("999999245", "Ongeldig", "20150101"),
        ],
    )
    return pad


@pytest.mark.eis("R-022")
def test_every_entry_with_the_number_is_given(pad: Path) -> None:
    """One entry, two entries in file order, or none; a leading zero is part of the number."""
    register: Personenregister = IngebedRegister(pad)
    ouders = frozenset({MOEDER, MET_NUL})
    assert [RegisterPersoon(BrpDatum(20140510), ouders=ouders, gemeentecode="0518")] == register.zoek_op_bsn(KIND)
    assert [RegisterPersoon(BrpDatum(20100000), overleden=True), RegisterPersoon(None, opgeschort=True)] == register.zoek_op_bsn(DUBBEL)
    assert [RegisterPersoon(BrpDatum(19800101), overleden=True)] == register.zoek_op_bsn(MET_NUL)
    assert register.zoek_op_bsn(ONBEKEND) == []


@pytest.mark.eis("R-033")
def test_another_name_or_sex_is_the_same_answer(tmp_path: Path) -> None:
    """Who changed his names or sex in the register is, asked by number, exactly who he was: nothing of his meldingen can change."""
    gelijk = {"geboortedatum": "20140510", "ouders": (MOEDER.waarde,), "gemeentecode": "0518"}
    vroeger = Persoonslijst(KIND.waarde, "Schuur", voornamen="Anna", geslacht="V", **gelijk)
    later = Persoonslijst(KIND.waarde, "Öztürk", voornamen="Adam", geslacht="M", **gelijk)
    maak_register(tmp_path / "vroeger.sqlite", [vroeger])
    maak_register(tmp_path / "later.sqlite", [later])
    [was], [is_nu] = (IngebedRegister(tmp_path / f"{wanneer}.sqlite").zoek_op_bsn(KIND) for wanneer in ("vroeger", "later"))
    assert was == is_nu == RegisterPersoon(BrpDatum(20140510), ouders=frozenset({MOEDER}), gemeentecode="0518")


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("inhoud", [None, b"", b"geen database " * 400])
def test_a_missing_or_broken_file_is_an_unreachable_register_until_it_is_there_again(tmp_path: Path, inhoud: bytes | None) -> None:
    """VIR-190 rather than "unknown", and no memory of it once the file is right."""
    pad = tmp_path / "register.sqlite"
    if inhoud is not None:
        pad.write_bytes(inhoud)
    register = IngebedRegister(pad)
    with pytest.raises(RegisterOnbereikbaar) as fout:
        register.zoek_op_bsn(KIND)
    assert fout.value.__cause__ is None
    maak_register(pad, [Persoonslijst(KIND.waarde, "A", "20140510")])
    assert len(register.zoek_op_bsn(KIND)) == 1


@pytest.mark.eis("R-172")
def test_a_file_that_disappears_is_noticed(pad: Path) -> None:
    """An open connection does not keep answering for a register that is gone."""
    register = IngebedRegister(pad)
    register.zoek_op_bsn(KIND)
    pad.unlink()
    with pytest.raises(RegisterOnbereikbaar):
        register.zoek_op_bsn(KIND)


def test_a_file_that_is_replaced_is_noticed(pad: Path) -> None:
    """The next question goes to the new file."""
    register = IngebedRegister(pad)
    assert not register.zoek_op_bsn(KIND)[0].overleden
    maak_register(pad, [Persoonslijst(KIND.waarde, "Schuur", "20140510", datum_overlijden="20260101")])
    assert register.zoek_op_bsn(KIND)[0].overleden


def test_threads_ask_at_the_same_time_and_leave_nothing_open(pad: Path) -> None:
    """Eight threads get right answers; when they end, their connections close (a warning here fails the build)."""
    register = IngebedRegister(pad)
    antwoorden: list[int] = []

    def _vraag() -> None:
        antwoorden.extend(len(register.zoek_op_bsn(bsn)) for bsn in (KIND, DUBBEL, ONBEKEND) * 50)

    threads = [threading.Thread(target=_vraag) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gc.collect()
    assert sorted([1, 2, 0] * 50 * 8) == sorted(antwoorden)


VERTAKT = """
import os, sys
from pathlib import Path
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.domain.nummers import Bsn
register, bsn = IngebedRegister(Path(sys.argv[1])), Bsn("900000041")
assert len(register.zoek_op_bsn(bsn)) == 1
eerste = register._verbinding()
kind = os.fork()
if kind == 0:
    goed = len(register.zoek_op_bsn(bsn)) == 1 and register._verbinding() is not eerste
    os._exit(0 if goed else 1)
assert os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1]) == 0
assert len(register.zoek_op_bsn(bsn)) == 1 and register._verbinding() is eerste
"""


def test_a_fork_gets_a_connection_of_its_own(pad: Path) -> None:
    """SQLite forbids the use of a connection across a fork; parent and child both go on."""
    uitkomst = subprocess.run(
        [sys.executable, "-W", "error", "-c", VERTAKT, str(pad)], capture_output=True, text=True, timeout=30, check=False
    )
    assert (uitkomst.returncode, uitkomst.stderr) == (0, "")


ANDER_PROCES = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from verwijsindex.brp.gebeurtenissen import registreer_overlijden
from verwijsindex.domain.nummers import Bsn
registreer_overlijden(Path(sys.argv[1]), Bsn("900000041"), date(2026, 11, 24), datetime(2026, 11, 24, 12, tzinfo=UTC))
"""


@pytest.mark.eis("R-044")
def test_a_death_written_by_another_process_is_seen_at_once(pad: Path) -> None:
    """The very next question of a register that was open all along gives a dead person, and nothing else about him changed."""
    register = IngebedRegister(pad)
    [levend] = register.zoek_op_bsn(KIND)
    subprocess.run([sys.executable, "-c", ANDER_PROCES, str(pad)], check=True, timeout=30)
    [dood] = register.zoek_op_bsn(KIND)
    assert (levend.overleden, dood.overleden) == (False, True)
    assert (levend.geboortedatum, levend.ouders, levend.gemeentecode) == (dood.geboortedatum, dood.ouders, dood.gemeentecode)


@pytest.mark.eis("R-044")
def test_a_second_death_notice_changes_nothing(pad: Path) -> None:
    """Who is dead stays dead."""
    for _ in range(2):
        registreer_overlijden(pad, KIND, DOOD_OP, MOMENT)
    assert IngebedRegister(pad).zoek_op_bsn(KIND)[0].overleden


@pytest.mark.parametrize(
    ("bsn", "uitleg"),
    [(ONBEKEND, "kent dit burgerservicenummer niet"), (DUBBEL, "Meer dan een persoon")],
)
def test_a_death_of_nobody_or_of_two_is_refused_and_changes_nothing(pad: Path, bsn: Bsn, uitleg: str) -> None:
    """The text is Dutch and holds no number; the file stays byte for byte what it was."""
    voor = pad.read_bytes()
    with pytest.raises(GebeurtenisOnmogelijk, match=uitleg) as fout:
        registreer_overlijden(pad, bsn, DOOD_OP, MOMENT)
    assert bsn.waarde not in str(fout.value)
    assert voor == pad.read_bytes()


@pytest.mark.parametrize("inhoud", [None, b"geen database " * 400])
def test_a_death_in_no_register_is_refused(tmp_path: Path, inhoud: bytes | None) -> None:
    """No register is made by accident."""
    pad = tmp_path / "register.sqlite"
    if inhoud is not None:
        pad.write_bytes(inhoud)
    with pytest.raises(GebeurtenisOnmogelijk, match="niet te schrijven"):
        registreer_overlijden(pad, KIND, DOOD_OP, MOMENT)
    assert (inhoud is not None) == pad.exists()


@pytest.mark.eis("R-025", "R-028")
def test_who_bears_a_name_and_birth_date(tmp_path: Path) -> None:
    """Every spelling of the name finds the same entries, other birth dates find nobody, and an address has one form."""
    pad = tmp_path / "register.sqlite"
    lijst = Persoonslijst(KIND.waarde, "Vries-Öz", "20140510", "de", "Anna", "V", postcode="2595 XY", huisnummer=7)
    maak_register(pad, [lijst, Persoonslijst(None, "VRIES OZ", "20140510"), Persoonslijst("999999245", "Vriesöz", "20140510")])
    met_nummer, zonder, ongeldig = IngebedRegister(pad).zoek_op_naam("vries oz", date(2014, 5, 10))
    assert (
        met_nummer.bsn, met_nummer.voorvoegsel, met_nummer.voornamen, met_nummer.geslacht, met_nummer.postcode, met_nummer.huisnummer
    ) == (KIND, "de", "Anna", "V", "2595XY", 7)  # fmt: skip
    assert [zonder.bsn, ongeldig.bsn] == [None, None]
    dagen = [date(2014, 5, 9), date(2014, 5, 11)]
    assert [IngebedRegister(pad).zoek_op_naam("vries oz", dag) for dag in dagen] == [[], []]
