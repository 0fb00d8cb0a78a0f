"""Putting one key of the store in the place of another while servers run, without losing a match (R-195; keuzes.md 31; record 0098).

In three acts, each of which the servers learn of at the beginning of their next transaction:

1. the new key becomes *bekend*: everybody looks under it as well; whoever does not have it refuses to work;
2. a while later it comes *in gebruik*: new values stand under it; what stood under the old one is rewritten;
3. a while after that, and only when nothing stands under the old key any more, the old one is forgotten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.ports_sleutelwissel import GeldigeSleutel, Plek
from verwijsindex.operations.context import Context

OPERATIE: Final = "Sleutels"
WACHT: Final = timedelta(minutes=1)
"""Between two acts: longer than any transaction lasts that began before the first (a transaction waits at most 5 seconds for a lock)."""
PER_KEER: Final = 200
"""Rows in one transaction; whoever changes one of them waits so long."""


class WisselOnmogelijk(Exception):
    """This act cannot be done, or not yet; the Dutch text says why."""


@dataclass(frozen=True, slots=True)
class Sleutelstand:
    """Which keys are in force, and how many values stand under each."""

    geldig: Sequence[GeldigeSleutel]
    aantallen: Mapping[int, int]

    @property
    def in_gebruik(self) -> GeldigeSleutel:
        """The one for new values."""
        return next(sleutel for sleutel in self.geldig if sleutel.in_gebruik)

    @property
    def te_herschrijven(self) -> int:
        """Values that stand under another."""
        return sum(aantal for nummer, aantal in self.aantallen.items() if nummer != self.in_gebruik.nummer)


def lees_stand(context: Context) -> Sleutelstand:
    """Counted now."""
    with context.opslag.lezen() as transactie:
        return _stand(transactie)


def noteer_nieuwe(nummer: int, context: Context) -> None:
    """R-140: a key was added to the file. Nothing uses it yet."""
    with context.opslag.schrijven() as transactie:
        _noteer(transactie, context, nummer, "TOEGEVOEGD")
        transactie.leg_vast()


def maak_bekend(nummer: int, context: Context, echt: datetime, *, proef: bool = False) -> None:
    """The first act; nothing when it is done already. Raises SleutelOnbekend of the store when this machine does not have the key."""
    with context.opslag.schrijven() as transactie:
        if nummer not in {sleutel.nummer for sleutel in transactie.sleutelregister.geldig()}:
            transactie.sleutelregister.maak_bekend(nummer, echt)
            _noteer(transactie, context, nummer, "BEKEND")
            if not proef:
                transactie.leg_vast()


def hoe_lang_nog(nummer: int, context: Context, echt: datetime, wacht: timedelta = WACHT) -> timedelta:
    """How long the second act must wait; nothing when it may be done now. Raises WisselOnmogelijk when the first was not done."""
    with context.opslag.lezen() as transactie:
        return _nog(transactie, nummer, echt, wacht)


def neem_in_gebruik(nummer: int, context: Context, echt: datetime, wacht: timedelta = WACHT) -> None:
    """The second act; nothing when it is done already. Raises WisselOnmogelijk when it is too early."""
    with context.opslag.schrijven() as transactie:
        if _nog(transactie, nummer, echt, wacht):
            raise WisselOnmogelijk(f"sleutel {nummer} is nog te kort bekend bij de servers")
        if not next(sleutel for sleutel in transactie.sleutelregister.geldig() if sleutel.nummer == nummer).in_gebruik:
            transactie.sleutelregister.neem_in_gebruik(nummer, echt)
            _noteer(transactie, context, nummer, "IN_GEBRUIK")
            transactie.leg_vast()


def herschrijf(
    context: Context,
    plek: Plek | None = None,
    doorgaan: Callable[[], bool] = lambda: True,
    gedaan: Callable[[int], None] = lambda _: None,
    per_keer: int = PER_KEER,
) -> tuple[int, Plek | None]:
    """Put what stands under another key under the one in use, in small transactions; how many rows, and where to go on if told to stop.

    Ends after a round that found nothing. Whoever stops it anywhere loses nothing. ``doorgaan`` is asked before every transaction.
    """
    totaal, plek = 0, plek or Plek()
    while True:
        totaal_voor = totaal
        volgende: Plek | None = plek
        while volgende is not None:
            plek = volgende
            if not doorgaan():
                _noteer_herschreven(context, totaal)
                return totaal, plek
            with context.opslag.schrijven() as transactie:
                klaar = transactie.sleutelwissel.herschrijf(plek, per_keer)
                transactie.leg_vast()
            totaal, volgende = totaal + klaar.waarden, klaar.plek
            gedaan(klaar.waarden)
        if totaal == totaal_voor:
            _noteer_herschreven(context, totaal)
            return totaal, None
        plek = Plek()


def is_te_doen(context: Context) -> bool:
    """Whether more than one key is in force, so that something may stand under another."""
    with context.opslag.lezen() as transactie:
        return len(transactie.sleutelregister.geldig()) > 1


def verwijder_oude(context: Context, echt: datetime, wacht: timedelta = WACHT, *, proef: bool = False) -> Sequence[int]:
    """The third act, for every key that was in use and is not now; their numbers.

    Raises WisselOnmogelijk when something stands under one of them, or may be put there by a transaction that began before the second act.
    """
    with context.opslag.schrijven() as transactie:
        stand = _stand(transactie)
        oude = [sleutel.nummer for sleutel in stand.geldig if sleutel.in_gebruik_sinds is not None and not sleutel.in_gebruik]
        sinds = stand.in_gebruik.in_gebruik_sinds
        if oude and sinds is not None and echt < sinds + wacht:
            nog = ceil((sinds + wacht - echt).total_seconds())
            raise WisselOnmogelijk(f"sleutel {stand.in_gebruik.nummer} is nog te kort in gebruik; wacht {nog} seconden")
        vol = {nummer: stand.aantallen[nummer] for nummer in oude if stand.aantallen.get(nummer)}
        if vol:
            staat = ", ".join(f"{aantal} onder sleutel {nummer}" for nummer, aantal in vol.items())
            raise WisselOnmogelijk(f"er staan nog waarden onder een oude sleutel: {staat}; doe eerst 'verwijsindex sleutels herschrijf'")
        for nummer in oude:
            transactie.sleutelregister.vergeet(nummer)
            _noteer(transactie, context, nummer, "VERWIJDERD")
        if not proef:
            transactie.leg_vast()
    return oude


def _stand(transactie: Transactie) -> Sleutelstand:
    return Sleutelstand(transactie.sleutelregister.geldig(), transactie.sleutelwissel.tel())


def _nog(transactie: Transactie, nummer: int, echt: datetime, wacht: timedelta) -> timedelta:
    sleutel = next((sleutel for sleutel in transactie.sleutelregister.geldig() if sleutel.nummer == nummer), None)
    if sleutel is None:
        raise WisselOnmogelijk(f"sleutel {nummer} is nog niet bekend gemaakt")
    return timedelta(0) if sleutel.in_gebruik else max(sleutel.bekend_sinds + wacht - echt, timedelta(0))


def _noteer_herschreven(context: Context, aantal: int) -> None:
    if not aantal:
        return
    with context.opslag.schrijven() as transactie:
        regel = Logregel(context.klok.nu(), Gebeurtenis.SLEUTELS_HERSCHREVEN, OPERATIE, uitkomst=str(aantal))
        transactie.logboek.noteer([regel])
        transactie.leg_vast()


def _noteer(transactie: Transactie, context: Context, nummer: int, wat: str) -> None:
    """R-140: which key, by its number; never the key."""
    regel = Logregel(context.klok.nu(), Gebeurtenis.SLEUTEL_GEWISSELD, OPERATIE, ids=(f"sleutel-{nummer}",), uitkomst=wat)
    transactie.logboek.noteer([regel])
