"""Holding answers against each other, and a mailbox of the real thing against that of the model."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .begrippen import GEZIN, INGETROKKEN, VERHUIZING, VERLOOPT, Melding, Signaal
from .model import Model
from .uitvoering.berichten import vorm
from .wereld import COORDINATOR, GGD, MELDERS

NIETS = (INGETROKKEN, None, None, None, None, frozenset())
"""All that shows of a signaal that may no longer be shown."""


class Verschil(AssertionError):
    """The real thing answers otherwise than the model."""


class Vergelijker:
    """The half of the machine that knows what must be equal."""

    model: Model
    stappen: int
    klopt: bool
    matchsleutels: dict[str, object]

    def gelijk(self, verwacht: Any, gekregen: Any) -> None:
        if verwacht != gekregen:
            self.klopt = False
            raise Verschil(f"stap {self.stappen}, {self.model.moment}\n  model: {verwacht}\n  echt:  {gekregen}")

    def contacten(self, meldingen: Iterable[Melding]) -> frozenset[tuple[Any, ...]]:
        """What a recipient learns of who reported (R-054: as it is when he asks)."""
        return frozenset(self._contact(m.wie) for m in meldingen)

    def _contact(self, wie: str) -> tuple[Any, ...]:
        plek = MELDERS[wie]
        coordinator = (f"Naam {COORDINATOR}", self.model.telefoon(COORDINATOR)) if plek is GGD else None
        return (f"Naam {wie}", self.model.naam(plek), self.model.telefoon(wie), coordinator)

    def vergelijk(self, verwacht: list[Signaal], gekregen: list[Any]) -> None:
        """Numbers in order; within what one cause put in a mailbox, the order is free until it was seen."""
        self.gelijk([s.nummer for s in verwacht], [s.volgnummer for s in gekregen])
        self._leer_ids(verwacht, gekregen)
        for s, echt in zip(verwacht, gekregen, strict=True):
            self.gelijk((s.id, *self._vorm(s)), (echt.id, *vorm(echt)))
            s.opgehaald = True
            self._controleer_matchsleutel(s, echt)

    def _leer_ids(self, verwacht: list[Signaal], gekregen: list[Any]) -> None:
        """Which of the signalen with one cause got which number is for the index to say: exchange them until they look alike."""
        per_nummer = {echt.volgnummer: echt for echt in gekregen}
        groepen: dict[Any, list[Signaal]] = defaultdict(list)
        for s in verwacht:
            if not s.id:
                groepen[s.tijdstip, s.soort == VERLOOPT or s.aanleiding].append(s)
        for groep in sorted(groepen.values(), key=lambda groep: groep[0].betreft is not None):  # what a notice is about is seen first
            nummers = [s.nummer for s in groep]
            for nummer in nummers:
                echt = per_nummer[nummer]
                gelijk = [s for s in groep if self._vorm(s) == vorm(echt) and self._zelfde_berichten(s, echt, gekregen)]
                if not gelijk:
                    self.gelijk([self._vorm(s) for s in groep], vorm(echt))
                gelijk[0].id, gelijk[0].nummer = echt.id, nummer
                groep.remove(gelijk[0])
        verwacht.sort(key=lambda s: s.nummer)

    def _zelfde_berichten(self, s: Signaal, echt: Any, gekregen: list[Any]) -> bool:
        """Of two that show nothing from the first time on, only the notices about them tell which is which."""
        verwacht = sorted(ander.tijdstip for ander in self.model.bussen[s.bus] if ander.betreft is s)
        return vorm(echt) != NIETS or verwacht == sorted(ander.tijdstip for ander in gekregen if ander.betreft_signaal_id == echt.id)

    def _vorm(self, s: Signaal) -> tuple[Any, ...]:
        """keuzes.md 18, 19: what may be seen of it now."""
        namen = self.model.zichtbaar(s)
        if s.soort == INGETROKKEN:
            return (INGETROKKEN, s.tijdstip, None, None, s.betreft.id if s.betreft else None, frozenset())
        if s.soort in (VERLOOPT, VERHUIZING) and s.eigen and self.model.is_open(s):
            return (s.soort, s.tijdstip, s.eigen.id, None, None, frozenset())
        if not namen:
            return NIETS
        contacten = self.contacten(namen)
        return (s.soort, s.tijdstip, s.eigen.id if s.eigen else None, None if s.soort == VERHUIZING else s.soort == GEZIN, None, contacten)

    def _controleer_matchsleutel(self, s: Signaal, echt: Any) -> None:
        """keuzes.md 18: one key for all GEZIN signalen of one melding, and no other melding has it."""
        self.gelijk(str(echt.soort) == GEZIN, echt.matchsleutel is not None)
        if echt.matchsleutel is not None and s.aanleiding is not None:
            self.gelijk(s.aanleiding, self.matchsleutels.setdefault(echt.matchsleutel, s.aanleiding))
            self.gelijk({echt.matchsleutel}, {sleutel for sleutel, melding in self.matchsleutels.items() if melding is s.aanleiding})
