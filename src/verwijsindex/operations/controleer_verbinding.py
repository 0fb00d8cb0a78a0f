"""ControleerVerbinding: a partner checks that he gets through and as whom (R-150, kenmerken M-9)."""

from dataclasses import dataclass
from datetime import datetime

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.toegang import behandel

OPERATIE = "ControleerVerbinding"


@dataclass(frozen=True, slots=True)
class Verbinding:
    """What the index sees: its own time, and the OIN that signed."""

    tijd: datetime
    oin: str


def controleer_verbinding(afzender: Afzender, context: Context) -> Verbinding:
    """Say who is seen, for any role; mandate and appointment must be in force as for every operation (keuzes.md 8)."""
    with behandel(afzender, OPERATIE, context) as lopend, context.opslag.schrijven() as transactie:
        lopend.aanroeper(transactie, frozenset(Rol))
        transactie.logboek.noteer([lopend.regel(Gebeurtenis.VERBINDING_GECONTROLEERD)])
        transactie.leg_vast()
        return Verbinding(lopend.moment, afzender.oin)
