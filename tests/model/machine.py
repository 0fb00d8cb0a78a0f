"""Random histories: every step asks the real thing and the model the same, and their answers must be equal."""

from .stappen.kijken import Kijken
from .stappen.melden import Melden
from .stappen.verwijderen import Verwijderen
from .stappen.wereld import Wereld


class Histories(Melden, Verwijderen, Kijken, Wereld):
    """Whatever may happen, in whatever order."""
