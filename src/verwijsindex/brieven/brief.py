"""A letter as its parts, whatever it is shown as: text only, so that nothing in a name can become markup."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading; ``niveau`` 2 stands under the subject of the letter, 3 under the last 2."""

    tekst: str
    niveau: int = 2


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of points."""

    punten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feiten:
    """What is known of one thing: each fact with its name."""

    paren: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows under the same headings, with a caption that says what they are."""

    bijschrift: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]


Deel = Kop | Alinea | Lijst | Feiten | Tabel


@dataclass(frozen=True, slots=True)
class Brief:
    """A letter. It has no name or address of the recipient: the index knows neither (R-050); the college adds them."""

    onderwerp: str
    aan: str
    """The recipient by role."""
    afzender: str
    datum: date
    kenmerk: str
    delen: tuple[Deel, ...]
    ondertekening: tuple[str, ...]
    """Who signs, a line each."""
