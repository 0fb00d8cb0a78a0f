"""Random histories: every step asks the real thing and the model the same, and their answers must be equal."""

from .stappen.contact import Contact
from .stappen.kijken import Kijken
from .stappen.klok import Klok
from .stappen.melden import Melden
from .stappen.nummers import Nummers, Tweelingen
from .stappen.opnieuw import Opnieuw
from .stappen.organisaties import Organisaties
from .stappen.rechten import Betrokken, Rechten
from .stappen.register import Register
from .stappen.verwijderen import Verwijderen


class Histories(Melden, Verwijderen, Nummers, Rechten, Contact, Organisaties, Opnieuw, Kijken, Klok, Register):
    """Whatever may happen, in whatever order."""


class OverNummers(Tweelingen, Verwijderen, Opnieuw, Kijken, Klok):
    """About few persons, so that what is rare happens often: who is coupled, corrected, told apart and brought together."""


class OverRechten(Betrokken, Verwijderen, Opnieuw, Kijken, Klok):
    """About brother and sister, so that requests, blocks and decisions meet meldingen that match, end and come back."""
