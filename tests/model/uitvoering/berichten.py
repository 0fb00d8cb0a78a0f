"""What goes in and comes out: who asks, whom he means, and an answer as its receiver sees it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import uuid4

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.instantie import Contactgegevens, Rol, Stuurgegevens
from verwijsindex.domain.signaal import Contact, Signaal
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.context import Afzender

from ..wereld import BSN, COORDINATOR, GGD, MELDERS, REGIE, ZONDER, Mens

T = TypeVar("T")


def of_code(vraag: Callable[[], T]) -> T | str:
    try:
        return vraag()
    except Weigering as weigering:
        return weigering.code


def aanduiding(mens: Mens, hoe: str, spelling: int = 0) -> Aanduiding:
    """Whom is meant: by number, or by name and birth date as far as these can be asked; a name can be spelled in two ways (R-028)."""
    if hoe == BSN:
        return OpBsn(mens.bsn)
    geboren = date(2015, 1, 1)
    with suppress(ValueError):
        geboren = datetime.strptime(f"{mens.geboren:08d}", "%Y%m%d").date()
    if hoe == ZONDER:
        anders = mens.geslachtsnaam.upper().replace("A", "\u00c4").replace("-", " ")
        return ZonderBsn(anders if spelling else mens.geslachtsnaam, geboren, "V")
    return Bevraging(mens.geslachtsnaam, geboren)


def afzender(wie: str, oin: str) -> Afzender:
    """A reporter, the coordinator, or the regievoerder of a gemeente, by this partner system."""
    if wie in REGIE:
        return Afzender(oin, str(uuid4()), Stuurgegevens(oin, f"regie-{wie}", Rol.REGIEVOERDER))
    plek, rol = (GGD, Rol.COORDINATOR) if wie == COORDINATOR else (MELDERS[wie], Rol.MELDER)
    return Afzender(oin, str(uuid4()), Stuurgegevens(oin, wie, rol, plek.id))


def vorm(s: Signaal) -> tuple[Any, ...]:
    """A signaal as a recipient sees it, but for its id and its matchsleutel."""
    return (str(s.soort), s.tijdstip, s.eigen_melding_id, s.betreft_andere_jeugdige, s.betreft_signaal_id, contacten(s.contacten))


def contacten(gekregen: Sequence[Contact]) -> frozenset[tuple[Any, ...]] | list[tuple[Any, ...]]:
    """Each appointment once (keuzes.md 18), in whatever order; a list, which equals no set, when one is there twice."""
    coordinatoren = [c.coordinator and (c.coordinator.naam, c.coordinator.telefoon) for c in gekregen]
    namen = [(c.naam, c.instantie, c.telefoon, coordinator) for c, coordinator in zip(gekregen, coordinatoren, strict=True)]
    return frozenset(namen) if len(set(namen)) == len(namen) else namen


def gegevens(wie: str, telefoon: str = "") -> Contactgegevens:
    """How somebody is reached, until he says otherwise."""
    return Contactgegevens(f"Naam {wie}", telefoon=telefoon or f"020-{wie}")
