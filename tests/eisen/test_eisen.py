"""The trace of every requirement is complete, and ``docs/eisen.md`` is what it says."""

import ast
import re
from pathlib import Path

import pytest

from .bladzijde import BLADZIJDE, Spoor, maak, sporen, vorige_uitslagen
from .bronnen import AFWIJKINGEN, PROJECT, eisen, redenen
from .code import genoemd
from .proeven import TESTS, Proef, proeven
from .uitslag import GESLAAGD, GEZAKT, NIET_GEDRAAID, lees_junit, uitslag_van


def test_every_requirement_is_built_and_proven_or_excused() -> None:
    """Something in the code cites it and a test bears its mark, or docs/afwijkingen.md says why not."""
    zonder = [spoor.eis.id for spoor in sporen() if not spoor.volledig and spoor.reden is None]
    assert zonder == []


def test_the_page_is_what_the_trace_says() -> None:
    """docs/eisen.md changes with the code: run ``make eisen`` after adding a test, a rule or a case in another file."""
    assert maak(vorige_uitslagen()) == BLADZIJDE.read_text(encoding="utf-8")


def test_nothing_failed_and_nothing_was_left_out() -> None:
    """The results in the page: every requirement that is built was proven in the last whole run."""
    uitslagen = vorige_uitslagen()
    assert {spoor.eis.id for spoor in sporen() if spoor.volledig and uitslagen.get(spoor.eis.id) != GESLAAGD} == set()


def test_every_mark_is_of_a_requirement() -> None:
    """A test names a requirement that exists, in one of the families: ours, of Digikoppeling, or of a page of decisions."""
    bekend = {eis.id for eis in eisen()}
    assert [eis for eis in proeven() if eis.startswith("R-") and eis not in bekend] == []


def test_the_page_of_deviations_excuses_only_what_exists() -> None:
    """A reason is given for an existing requirement, in a sentence, and once."""
    bekend = {eis.id for eis in eisen()}
    rijen = re.findall(r"^\| (R-\d{3}) \|[^|]+\|$", AFWIJKINGEN.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rijen) == sorted(redenen())
    assert set(redenen()) <= bekend
    assert [eis for eis, reden in redenen().items() if len(reden.split()) < 4] == []


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("Jeugdwet 7.1.1.2, R-001(a): iets (R-060..R-062).", {"R-001", "R-060", "R-061", "R-062"}),
        ("R-006, R-007: twee", {"R-006", "R-007"}),
        ("VIR-112 is een code en geen eis; WS-100 ook niet", set()),
    ],
)
def test_what_a_docstring_cites(tekst: str, verwacht: set[str]) -> None:
    """Ids and ranges of ids; a code of a refusal is none."""
    assert verwacht == genoemd(tekst)


def test_marks_are_found_wherever_they_stand(request: pytest.FixtureRequest) -> None:
    """Reading the source finds for every test of this run the marks that pytest itself sees."""
    gelezen = {(proef, eis) for eis, lijst in proeven().items() for proef in lijst}
    for item in request.session.items:
        pad = Path(str(item.fspath)).relative_to(PROJECT).as_posix()
        for mark in item.iter_markers("eis"):
            assert {(Proef(pad, item.name.split("[")[0]), str(eis)) for eis in mark.args} <= gelezen | _van_klassen(item), item.nodeid


def _van_klassen(item: pytest.Item) -> set[tuple[Proef, str]]:
    """A state machine of Hypothesis: pytest calls it runTest, its source is a class."""
    if item.name != "runTest":
        return set()
    return {(Proef(proef.bestand, item.name), eis) for eis, lijst in proeven().items() for proef in lijst}


def test_every_test_file_can_be_read() -> None:
    """No test hides from the trace behind source that is no Python, or in a file that pytest finds and we do not."""
    for bestand in TESTS.rglob("test_*.py"):
        ast.parse(bestand.read_text(encoding="utf-8"))
    assert list(TESTS.rglob("*_test.py")) == []


def test_results_come_from_a_run(tmp_path: Path) -> None:
    """One failed case fails a test, one passed case lets it pass, skipped alone is not run; the worst test decides for a requirement."""
    junit = tmp_path / "junit.xml"
    junit.write_text(
        """<testsuites><testsuite>
        <testcase classname="tests.unit.test_a" name="test_een[x]"/>
        <testcase classname="tests.unit.test_a" name="test_een[y]"><failure/></testcase>
        <testcase classname="tests.unit.test_a" name="test_twee[x]"><skipped/></testcase>
        <testcase classname="tests.unit.test_a" name="test_twee[y]"/>
        <testcase classname="tests.unit.test_a" name="test_drie"><skipped/></testcase>
        <testcase classname="tests.unit.test_b.TestStappen" name="runTest"/>
        </testsuite></testsuites>"""
    )
    gedraaid = lees_junit(junit)
    een, twee, drie = (Proef("tests/unit/test_a.py", f"test_{naam}") for naam in ("een", "twee", "drie"))
    stappen = Proef("tests/unit/test_b.py", "TestStappen")
    assert {een: GEZAKT, twee: GESLAAGD, drie: NIET_GEDRAAID, stappen: GESLAAGD} == gedraaid
    verwacht = {(een, twee): GEZAKT, (twee, drie): GESLAAGD, (drie,): NIET_GEDRAAID, (): NIET_GEDRAAID}
    assert verwacht == {lijst: uitslag_van(lijst, gedraaid) for lijst in verwacht}


def test_a_requirement_without_a_rule_or_without_a_test_shows() -> None:
    """The check can fail: taking away the code or the tests of a complete requirement makes it incomplete."""
    heel = next(spoor for spoor in sporen() if spoor.volledig)
    assert not Spoor(heel.eis, {}, heel.proeven, None).volledig
    assert not Spoor(heel.eis, heel.code, (), None).volledig
