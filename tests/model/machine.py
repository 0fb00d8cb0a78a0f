"""Random histories: every step asks the real thing and the model the same, and their answers must be equal.

``Histories`` has every step. The others have a few, about few persons, so that what is rare there happens often here.
"""

from .stappen.basis import Basis
from .stappen.contact import Contact
from .stappen.grenzen import Grenzen, Termijnen
from .stappen.kijken import Kijken
from .stappen.klok import Klok
from .stappen.melden import Gezin, Melden
from .stappen.nummers import Nummers, Tweelingen
from .stappen.opnieuw import Opnieuw
from .stappen.organisaties import Organisaties
from .stappen.rechten import Betrokken, Rechten
from .stappen.register import Register
from .stappen.verwijderen import Verwijderen


class Histories(Melden, Nummers, Rechten, Contact, Organisaties, Opnieuw, Grenzen, Klok, Register):
    """Whatever may happen, in whatever order."""


class OverNummers(Tweelingen, Verwijderen, Opnieuw, Kijken, Klok):
    """Who is coupled, corrected, told apart and brought together."""


class OverTermijnen(Termijnen):
    """What ends, on the day itself."""


class OverHetRegister(Gezin, Register, Kijken, Verwijderen):
    """Moves, parents, departures and deaths in one family."""


class OverRechten(Betrokken, Verwijderen, Opnieuw, Kijken, Klok):
    """Requests, blocks and decisions about brother and sister, among meldingen that match, end and come back."""


MACHINES: dict[str, type[Basis]] = {
    "alles": Histories,
    "nummers": OverNummers,
    "termijnen": OverTermijnen,
    "register": OverHetRegister,
    "rechten": OverRechten,
}
