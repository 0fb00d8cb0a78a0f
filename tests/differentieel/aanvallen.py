"""All attacks together."""

from functools import cache

from .aanval import Aanval
from .aanvallen_antwoord import antwoorden
from .aanvallen_vorm import delen, ids, inpakken, koppen, naamruimten, omslag
from .aanvallen_waarden import algoritmen, certificaten, tijden, verwijzingen, waarden


@cache
def alle() -> tuple[Aanval, ...]:
    """Return every forged message, and the twins that are in order."""
    soorten = (inpakken, ids, koppen, delen, algoritmen, verwijzingen, certificaten, tijden, waarden, naamruimten, omslag, antwoorden)
    return tuple(aanval for soort in soorten for aanval in soort())
