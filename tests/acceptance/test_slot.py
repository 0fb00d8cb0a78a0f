"""A directory has one running sandbox."""

from pathlib import Path

import pytest

from .processen import draai_proces, sandbox

pytestmark = [pytest.mark.traag, pytest.mark.lang]


def test_a_second_sandbox_on_the_same_map_is_refused(tmp_path: Path) -> None:
    """Exit code 5 and what to do, also with --nieuw; the first keeps its address and its data, and after it the map is free again."""
    with sandbox(tmp_path) as eerste:
        adres = eerste.beschrijving["url"]
        for opties in ((), ("--nieuw",)):
            tweede = draai_proces("sandbox", "--map", str(tmp_path), "--poort", "0", *opties)
            assert (tweede.code, tweede.uitvoer) == (5, "")
            assert f"in {tmp_path} draait al een sandbox; stop die eerst" in tweede.fouten
        assert eerste.beschrijving["url"] == adres
        assert (tmp_path / "verwijsindex.sqlite").exists()
    with sandbox(tmp_path) as derde:
        assert derde.beschrijving["partners"] == eerste.beschrijving["partners"]
