"""Who speaks: the users of the sandbox's world with their partner, instantie and role, on one fixed day."""

from dataclasses import dataclass, replace
from datetime import date

from verwijsindex.domain.instantie import Gebruiker, MandaatSoort
from verwijsindex.sandbox.wereld import Wereld, maak_wereld

DAG = date(2026, 3, 2)
"""The reference day of the world: appointments and convenants that ended did so on this day (``maak_wereld``)."""
WERELD: Wereld = maak_wereld(DAG)


@dataclass(frozen=True)
class Wie:
    """What the stuurgegevens say and who signs; every field is a knob."""

    gebruiker: str
    instantie: str | None
    rol: str
    oin: str
    verzender: str

    def met(self, **knoppen: str | None) -> "Wie":
        return replace(self, **knoppen)


def wie(gebruiker_id: str) -> Wie:
    """A user as he normally speaks: through the first partner with a mandate for him."""
    gebruiker = next(g for g in WERELD.gebruikers if g.id == gebruiker_id)
    oin = next(m.oin for m in WERELD.mandaten if (m.soort, m.doel) == (gebruiker.soort, _doel(gebruiker)))
    instantie = None if gebruiker.instantie is None else gebruiker.instantie.id
    return Wie(gebruiker_id, instantie, next(iter(gebruiker.rollen)).value, oin, oin)


def _doel(gebruiker: Gebruiker) -> str | None:
    if gebruiker.instantie is not None:
        return gebruiker.instantie.id
    return gebruiker.id if gebruiker.soort is MandaatSoort.FUNCTIONARIS else gebruiker.gemeentecode


def contact(gebruiker_id: str) -> Gebruiker:
    """The registration of a user, with his contact data."""
    return next(g for g in WERELD.gebruikers if g.id == gebruiker_id)


GGD, GGD2, GGD3 = (wie(f"ggd-melder-{n}") for n in (1, 2, 3))
POLITIE, JEUGDHULP, WIJKTEAM, KREDIET = (wie(f"{id}-melder-1") for id in ("politie", "jeugdhulp", "wijkteam", "krediet"))
BESCHERMING = wie("bescherming-melder-1")
"""Its mandate is of the second gemeente."""
SCHOOL, WENDING = wie("school-melder-1"), wie("wending-melder-1")
HUISARTS = wie("huisarts-1")
COORDINATOR = wie("ggd-coordinator")
REGIE, REGIE2 = wie("regievoerder-0518"), wie("regievoerder-0599")
COLLEGE, TOEZICHT = wie("college-0518"), wie("toezicht-0518")
COLLEGE2 = wie("college-0599")
