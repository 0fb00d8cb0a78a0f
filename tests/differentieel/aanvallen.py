"""All attacks together."""

from .aanval import Aanval
from .aanvallen_vorm import antwoorden, delen, ids, inpakken, koppen, naamruimten, omslag
from .aanvallen_waarden import algoritmen, certificaten, tijden, verwijzingen, waarden


def alle() -> list[Aanval]:
    """Return every forged message, and the twins that are in order."""
    soorten = (inpakken, ids, koppen, delen, algoritmen, verwijzingen, certificaten, tijden, waarden, naamruimten, omslag, antwoorden)
    return [aanval for soort in soorten for aanval in soort()]
