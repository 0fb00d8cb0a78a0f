"""A passed conformance run is recorded with a partner system (Besluit Jeugdwet 7.2.1(3); R-182)."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.organisatie import Conformiteit
from verwijsindex.domain.ports_organisaties import Organisatiebeheer
from verwijsindex.domain.regels.conformiteit import lees_rapport
from verwijsindex.operations.organisaties import OrganisatieOnmogelijk

OPERATIE: Final = "OrganisatieConformiteit"
Zegelkeuring = Callable[[bytes], Collection[str]]
"""Which partners sealed a report, by OIN. Raises ValueError, in Dutch, for one that is not as it was sealed, or by whom nobody knows."""


def leg_conformiteit_vast(
    ruw: bytes, oin: str, door: str, beheer: Organisatiebeheer, keur: Zegelkeuring, *, nu: datetime, proef: bool = False
) -> Conformiteit:
    """Keep what the report proves of this partner, and who recorded it; the same report once more changes nothing.

    In production a partner becomes active only with one. ``nu`` is real time, as a run has it, also where a virtual clock shows another
    day. Raises OrganisatieOnmogelijk for an unknown partner, and for a report that failed, is of somebody else, of another contract, of a
    part, changed, not signed by this partner, or no report at all.
    """
    beheer.sluit_af()
    if oin not in beheer.alles().partners:
        raise OrganisatieOnmogelijk(f"partner {oin} is niet ingeschreven")
    try:
        bewijs = lees_rapport(ruw, oin, keur(ruw), nu)
    except ValueError as fout:
        raise OrganisatieOnmogelijk(str(fout)) from None
    if not proef and bewijs not in beheer.conformiteiten():
        beheer.conformiteit(bewijs, door)
        beheer.noteer(Gebeurtenis.CONFORMITEIT_VASTGELEGD, OPERATIE, (oin,), bewijs.versie)
        beheer.leg_vast()
    return bewijs
