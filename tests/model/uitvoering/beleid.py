"""Another policy: a file as the functioneel beheerder writes it, and a server that starts with it."""

from collections.abc import Sequence
from itertools import pairwise

from verwijsindex.domain.beleidslezer import lees_beleid
from verwijsindex.operations.beleid import noteer_beleid

from ..wet.beleid import Wet
from .proces import Proces

_GROEPEN = {
    "termijnen": (
        "melding_maanden",
        "archief_jaren",
        "historie_dagen",
        "waarschuw_dagen",
        "waarschuw_vanaf_dagen",
        "zakelijke_sleutel_dagen",
    ),
    "leeftijden": ("leeftijd_grens",),
    "schakelaars": ("adresmatch", "historie_eenmaal_ooit"),
}


class Beleid(Proces):
    """The setting ``beleid``."""

    def onder_beleid(self, versies: Sequence[Wet]) -> None:
        """Start again under these versions, of which the first is the statute: the file says what is other than the one before."""
        delen = [_versie(nummer, was, wordt) for nummer, (was, wordt) in enumerate(pairwise(versies))]
        self._beleid = lees_beleid("\n".join(delen))
        self.herstart_proces()
        noteer_beleid(self.context)


def _versie(nummer: int, was: Wet, wordt: Wet) -> str:
    regels = ["[[versie]]", f'naam = "versie {nummer}"', f"vanaf = {wordt.vanaf.isoformat()}"]
    for groep, namen in _GROEPEN.items():
        anders = {naam: getattr(wordt, naam) for naam in namen if getattr(wordt, naam) != getattr(was, naam)}
        if anders:
            regels.append(f"[versie.{groep}]")
            regels += [f'{naam} = {{ waarde = {str(waarde).lower()}, artikel = "besluit" }}' for naam, waarde in anders.items()]
    return "\n".join(regels)
