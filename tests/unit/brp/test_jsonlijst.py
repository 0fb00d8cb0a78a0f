"""A JSON list read entry by entry gives what the standard library gives of the whole text."""

import io
import json
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verwijsindex.brp.jsonlijst import BLOK, GROOTSTE, GeenJson, GeenLijst, lees_lijst

WAARDEN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda kind: st.lists(kind, max_size=4) | st.dictionaries(st.text(max_size=5), kind, max_size=4),
    max_leaves=12,
)


class Mondjesmaat(io.StringIO):
    """Gives a few characters at a time, so that every entry is cut somewhere."""

    def __init__(self, tekst: str, hoogstens: int) -> None:
        super().__init__(tekst)
        self._hoogstens = hoogstens

    def read(self, aantal: int | None = -1, /) -> str:
        return super().read(self._hoogstens)


@given(st.lists(WAARDEN, max_size=6), st.sampled_from([None, 0, 3]), st.integers(1, 7), st.booleans())
def test_every_list_reads_as_it_was_written(lijst: list[object], inspringing: int | None, hoogstens: int, ascii: bool) -> None:
    """Wherever the text is cut, and however it is laid out."""
    tekst = json.dumps(lijst, indent=inspringing, ensure_ascii=ascii)
    assert lijst == list(lees_lijst(Mondjesmaat(f" \n{tekst}\n", hoogstens)))


@pytest.mark.parametrize("hoogstens", [1, 2, 3, BLOK])
@pytest.mark.parametrize(
    "tekst",
    ["[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1] 2", "[1]]", '["a]', '[{"a": }]', "[1.]", "[-]", "[tru]", '[\n1,\n{"a"\n: x}]', "[01]"],
)
def test_an_error_stands_where_the_standard_library_sees_it(tekst: str, hoogstens: int) -> None:
    """Line and character, wherever the text is cut."""
    with pytest.raises(json.JSONDecodeError) as verwacht:
        json.loads(tekst)
    with pytest.raises(GeenJson) as fout:
        list(lees_lijst(Mondjesmaat(tekst, hoogstens)))
    assert verwacht.value.lineno == fout.value.regel
    assert abs(verwacht.value.colno - fout.value.teken) <= 1  # versions of Python differ in what they point at after a comma


@pytest.mark.parametrize("tekst", ["", " ", "{}", "3", '"[]"'])
def test_what_is_no_list_is_told_apart(tekst: str) -> None:
    """A file of another kind is named for what it is not."""
    with pytest.raises(GeenLijst):
        list(lees_lijst(io.StringIO(tekst)))


def test_entries_come_before_the_end_is_read() -> None:
    """Of an endless list the first entries can be had: only a window of it is in memory."""

    class Eindeloos(io.StringIO):
        nummers = count()

        def read(self, aantal: int | None = -1, /) -> str:
            nummer = next(self.nummers)
            return f'{"[" if nummer == 0 else ","}{{"n": {nummer}}}'

    lijst = lees_lijst(Eindeloos())
    assert [{"n": n} for n in range(1000)] == [next(lijst) for _ in range(1000)]


def test_an_entry_without_end_is_given_up() -> None:
    """Not everything is read in the hope that the entry ends: a little more than the longest entry, and no more."""
    bron = io.StringIO('["' + "a" * 50 * GROOTSTE)
    with pytest.raises(GeenJson):
        list(lees_lijst(bron))
    assert bron.tell() < 5 * GROOTSTE
