"""Conformance runs that partner systems passed (R-182)."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from verwijsindex.domain.organisatie import Conformiteit
from verwijsindex.storage.opdracht import Opdracht, Sessie, bewaren
from verwijsindex.storage.tabellen_organisaties import conformiteit
from verwijsindex.storage.vormen import als_moment, als_tekst

_LEG_VAST: Final = Opdracht(bewaren(conformiteit))
_ALLE: Final = Opdracht(
    select(conformiteit.c.oin, conformiteit.c.versie, conformiteit.c.getoetst_op, conformiteit.c.gevallen, conformiteit.c.rapport).order_by(
        conformiteit.c.getoetst_op, conformiteit.c.oin
    )
)


def conformiteiten(sessie: Sessie) -> list[Conformiteit]:
    """The runs that were recorded, the latest last (R-182)."""
    return [Conformiteit(oin, versie, als_moment(op), gevallen, rapport) for oin, versie, op, gevallen, rapport in sessie.rijen(_ALLE)]


def leg_conformiteit_vast(sessie: Sessie, bewijs: Conformiteit, nu: datetime, door: str) -> None:
    """Keep a passed run, when it was recorded, and by whom (R-182)."""
    sessie.doe(
        _LEG_VAST,
        oin=bewijs.oin,
        rapport=bewijs.rapport,
        versie=bewijs.versie,
        getoetst_op=als_tekst(bewijs.getoetst_op),
        gevallen=bewijs.gevallen,
        vastgelegd_op=als_tekst(nu),
        vastgelegd_door=door,
    )
