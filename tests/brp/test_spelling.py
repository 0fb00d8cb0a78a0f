"""How a family name is asked for (R-028)."""

import pytest

from verwijsindex.brp.haalcentraal.spelling import spellingen


@pytest.mark.eis("R-028")
@pytest.mark.parametrize(
    ("naam", "verwacht"),
    [
        ("Schuur", ("SCHUUR",)),
        ("  Schuur ", ("SCHUUR",)),
        ("Müller", ("MULLER",)),
        ("Mu\u0308ller", ("MULLER",)),
        ("Ørsted-Łuk", ("ORSTED-LUK", "ORSTED LUK", "ORSTEDLUK")),
        ("Groß", ("GROSS",)),
        ("vries oz", ("VRIES OZ", "VRIES-OZ", "VRIESOZ")),
        ("Vries\u2010Oz", ("VRIES-OZ", "VRIES OZ", "VRIESOZ")),
        ("d\u2019Hond", ("D'HOND", "D HOND", "D-HOND", "DHOND")),
        ("St. Jean", ("ST. JEAN", "ST JEAN", "ST-JEAN", "STJEAN")),
        ("A - B", ("A - B", "A B", "A-B", "AB")),
        ("Jan*", ()),
        ("J*", ()),
        ("*", ()),
        ("", ()),
        ("a/b", ()),
        ("Иванов", ()),
        ("a" * 200, ("A" * 200,)),
        ("a" * 201, ()),
    ],
)
def test_a_name_is_asked_plainly_and_in_every_way_to_write_its_breaks(naam: str, verwacht: tuple[str, ...]) -> None:
    """As it was sent first; each once; none for what no name in the BRP can be, a wildcard above all."""
    assert verwacht == spellingen(naam)
