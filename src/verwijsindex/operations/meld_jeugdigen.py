"""MeldJeugdigen: up to a hundred at once, each on its own (keuzes.md 4; koppelvlak.md 3)."""

from dataclasses import dataclass

from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.melden import Gemeld, Melder, TeMelden
from verwijsindex.operations.toegang import Verzoek, behandel, log_weigering

OPERATIE = "MeldJeugdigen"


@dataclass(frozen=True, slots=True)
class MeldJeugdigen:
    """The request: 1..100 items."""

    afzender: Afzender
    wat: tuple[TeMelden, ...]


def meld_jeugdigen(verzoek: MeldJeugdigen, context: Context) -> tuple[Gemeld | Weigering, ...]:
    """Report each jeugdige in a transaction of its own; per item, in the order asked, its answer or why not.

    What concerns the caller refuses the whole request; one item's refusal touches no other (keuzes.md 4).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        with context.opslag.lezen() as transactie:
            melder = Melder.van(lopend, context, transactie)
        return tuple(_meld_een(melder, wat, lopend, context) for wat in verzoek.wat)


def _meld_een(melder: Melder, wat: TeMelden, lopend: Verzoek, context: Context) -> Gemeld | Weigering:
    try:
        with context.opslag.lezen() as transactie:
            eerder = melder.eerder(wat, transactie)
        return melder.meld(wat) if eerder is None else eerder
    except Weigering as weigering:
        log_weigering(lopend, weigering, context)
        return weigering
