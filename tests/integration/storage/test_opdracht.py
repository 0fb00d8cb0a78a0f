"""The values of a statement reach its parameters by name, on both databases, whatever the driver takes."""

import pytest
from sqlalchemy import Integer, String, bindparam, literal, select, text

from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.verbindingen import Verbindingen

EEN, TWEE = bindparam("een", type_=String()), bindparam("twee", type_=Integer())


@pytest.mark.parametrize(
    ("opdracht", "waarden", "verwacht"),
    [
        (Opdracht(text("SELECT 1")), {}, (1,)),
        (Opdracht(select(EEN)), {"een": "a"}, ("a",)),
        (Opdracht(select(EEN, TWEE)), {"twee": 2, "een": "a"}, ("a", 2)),
        (Opdracht(select(EEN, TWEE, EEN)), {"twee": 2, "een": "a"}, ("a", 2, "a")),
        (Opdracht(select(EEN, literal("vast"))), {"een": "a"}, ("a", "vast")),
        (Opdracht(select(literal("vast"))), {}, ("vast",)),
        (Opdracht(select(bindparam("een", "vast", type_=String()), TWEE)), {"een": "gegeven", "twee": 2}, ("gegeven", 2)),
        (Opdracht(select(TWEE)), {"een": "te veel", "twee": None}, (None,)),
    ],
)
def test_waarden_staan_op_hun_plek(
    verbindingen: Verbindingen, opdracht: Opdracht, waarden: dict[str, object], verwacht: tuple[object, ...]
) -> None:
    """None, one or more, one twice, fixed ones between them or given after all; what no parameter asks for is left out."""
    assert [verwacht] * 2 == [tuple(verbindingen.vraag(opdracht, **waarden) or ()) for _ in range(2)]


@pytest.mark.parametrize("opdracht", [Opdracht(select(EEN)), Opdracht(select(EEN, TWEE)), Opdracht(select(EEN, literal("vast")))])
def test_een_waarde_die_ontbreekt_is_onze_fout(verbindingen: Verbindingen, opdracht: Opdracht) -> None:
    """A statement without one of its values is not run with nothing in its place."""
    with pytest.raises((KeyError, verbindingen.fout)):
        verbindingen.vraag(opdracht, twee=2)
