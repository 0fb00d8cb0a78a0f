"""The users of the sandbox, with invented contact data."""

from dataclasses import replace
from itertools import count
from typing import Final

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, Instantie, MandaatSoort, Rol
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.sandbox.namen import GESLACHTSNAMEN, VOORNAMEN

HUISARTS: Final = "GZ6"
_VOORNAMEN: Final = (*VOORNAMEN["V"], *VOORNAMEN["M"])


class Mensen:
    """Makes users one after another; the same order gives the same people, no two with one name or telefoon."""

    def __init__(self) -> None:
        self._nummers = count(1)

    def medewerker(self, instantie: Instantie, naam: str, functie: str, rol: Rol, aanwijzing: Geldigheid) -> Gebruiker:
        """Someone of an instantie, called ``<instantieId>-<naam>``."""
        id = f"{instantie.id}-{naam}"
        contact = self._contact(id, functie, f"Locatie {instantie.naam}")
        beperkt = statuut().op(aanwijzing.vanaf).categorieen[instantie.categorie].beperking is not None
        return Gebruiker(id, MandaatSoort.INSTANTIE, frozenset({rol}), aanwijzing, instantie, contact=contact, beperking_bevestigd=beperkt)

    def huisarts(self, id: str, aanwijzing: Geldigheid) -> Gebruiker:
        """An independent huisarts (BJ 7.1.3)."""
        contact = self._contact(id, "Huisarts", "Huisartsenpraktijk Veldwijk")
        return Gebruiker(id, MandaatSoort.FUNCTIONARIS, frozenset({Rol.MELDER}), aanwijzing, contact=contact, categorie=HUISARTS)

    def van_gemeente(self, code: str, gemeente: str, rol: Rol, aanwijzing: Geldigheid) -> Gebruiker:
        """Someone who acts for a gemeente, called ``<rol>-<gemeentecode>``; mail always reaches him (R-181)."""
        id = f"{rol.value.lower()}-{code}"
        contact = replace(self._contact(id, rol.value.capitalize(), gemeente), emailadres=f"{id}@example.nl")
        return Gebruiker(id, MandaatSoort.GEMEENTE, frozenset({rol}), aanwijzing, contact=contact, gemeentecode=code)

    def _contact(self, id: str, functie: str, locatie: str) -> Contactgegevens:
        """In turn by telefoon and emailadres, by telefoon only, and by emailadres only (R-053)."""
        nummer = next(self._nummers)
        voorvoegsel, geslachtsnaam = GESLACHTSNAMEN[nummer * 5 % len(GESLACHTSNAMEN)]
        return Contactgegevens(
            naam=" ".join(deel for deel in (_VOORNAMEN[nummer % len(_VOORNAMEN)], voorvoegsel, geslachtsnaam) if deel),
            functie=functie,
            locatie=locatie,
            telefoon=f"070-5550{nummer:03d}" if nummer % 3 != 0 else None,
            emailadres=f"{id}@example.nl" if nummer % 3 != 1 else None,
        )
