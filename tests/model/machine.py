"""Random histories: every step asks the real thing and the model the same, and their answers must be equal.

``Histories`` has every step. The others have a few, about few persons, so that what is rare there happens often here.
"""

from .stappen.basis import Basis
from .stappen.beleid import Beleid, Wetswijziging
from .stappen.contact import Contact
from .stappen.grenzen import Grenzen, Termijnen
from .stappen.invoer import Invoer, Overstap
from .stappen.kijken import Kijken
from .stappen.klok import Klok
from .stappen.melden import Gezin, Melden
from .stappen.nummers import Nummers, Tweelingen
from .stappen.opnieuw import Opnieuw
from .stappen.organisaties import Organisaties, Overgang
from .stappen.rechten import Betrokken, Rechten
from .stappen.register import Overledenen, Register
from .stappen.sleutels import Sleutels
from .stappen.verwijderen import Verwijderen


class Histories(Melden, Nummers, Rechten, Contact, Beleid, Invoer, Organisaties, Opnieuw, Grenzen, Klok, Register):
    """Whatever may happen, in whatever order."""


class OverNummers(Tweelingen, Opnieuw, Kijken, Klok):
    """Who is coupled, corrected, told apart and brought together."""


class OverTermijnen(Termijnen):
    """What ends, on the day itself."""


class OverHetRegister(Gezin, Overledenen, Kijken):
    """Moves, parents, departures and deaths in one family."""


class OverRechten(Betrokken, Verwijderen, Opnieuw, Kijken, Klok):
    """Requests, blocks and decisions about brother and sister, among meldingen that match, end and come back."""


class OverInvoer(Overstap, Gezin, Grenzen, Klok):
    """A partner that joins, and what its meldingen do afterwards."""


class OverBeleid(Wetswijziging):
    """What another law does with what is there, from its day on."""


class OverOrganisaties(Overgang, Gezin, Verwijderen, Opnieuw, Kijken, Klok):
    """Transfers, suspensions, parts that go and come back, around meldingen that match and end."""


class OverSleutels(Sleutels, Gezin, Register, Verwijderen, Opnieuw, Kijken, Klok):
    """A family and its meldingen while a key of the store is replaced."""


MACHINES: dict[str, type[Basis]] = {
    "alles": Histories,
    "nummers": OverNummers,
    "termijnen": OverTermijnen,
    "register": OverHetRegister,
    "rechten": OverRechten,
    "invoer": OverInvoer,
    "sleutels": OverSleutels,
    "organisaties": OverOrganisaties,
    "beleid": OverBeleid,
}
