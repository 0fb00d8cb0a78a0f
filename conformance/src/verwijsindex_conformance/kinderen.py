"""Children whom the suite makes up, and whom nobody else knows."""

from secrets import choice
from string import ascii_lowercase

from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.proef import Proef


def verzonnen() -> dict[str, str]:
    """Somebody whom no register knows."""
    naam = "Toets" + "".join(choice(ascii_lowercase) for _ in range(16))
    return {"geslachtsnaam": naam, "geboortedatum": "20140501", "geslacht": "V"}


def kind_zonder_nummer(p: Proef, geboren: str = "20180501") -> dict[str, str]:
    """A child that has no number yet."""
    gegevens = verzonnen() | {"geboortedatum": geboren}
    p.register.laat_geboren_worden(p.mensen.persoon("23-of-ouder"), gegevens)
    return gegevens


def kind_met_nummer(p: Proef, geboren: str = "20180501") -> Persoon:
    """The same, with a number."""
    return p.register.ken_nummer_toe(kind_zonder_nummer(p, geboren))
