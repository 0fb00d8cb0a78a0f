"""What a caller sees: his meldingen, his mailbox."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..wereld import GGD, MELDERS, REGIE
from .basis import BUS, KANS, PLAATS, WIE, Basis, stap


class Kijken(Basis):
    """RaadpleegEigenMeldingen, HaalSignalenOp and BevestigSignalen."""

    @stap(wie=WIE, hoogstens=st.integers(1, 3))
    def raadpleeg_eigen_meldingen(self, wie: str, hoogstens: int) -> None:
        gelezen: list[tuple[Any, ...]] = []
        cursor = None
        while True:
            bladzij = self.echt.eigen_meldingen(wie, hoogstens, cursor)
            gelezen += [(m.id, m.partner_melding_id, m.meldmoment, m.verwijderdatum, m.beperkt_door is not None) for m in bladzij.meldingen]
            cursor = bladzij.volgende_cursor
            if cursor is None:
                break
        verwacht = [(m.id, m.sleutel, m.moment, m.einde, bool(m.sloten)) for m in self.model.eigen_meldingen(wie)]
        self.gelijk(sorted(verwacht, key=lambda v: (v[2], v[0])), gelezen)

    @stap(bus=BUS, vanaf=st.integers(1, 4), hoogstens=st.sampled_from([1, 2, 500]), wie=KANS)
    def haal_signalen_op(self, bus: str, vanaf: int, hoogstens: int, wie: int) -> None:
        door_coordinator = wie == 0 and MELDERS.get(bus) is GGD
        verwacht = self.model.open_signalen(bus, vanaf)
        if any(s.betreft is not None and not s.betreft.id for s in verwacht) or any(not s.id for s in self.model.bussen[bus]):
            self.haal_alles_op(bus=bus)  # which of the signalen with one cause got which number shows from the whole mailbox only
            verwacht = self.model.open_signalen(bus, vanaf)
        gekregen = self.echt.signalen(bus, hoogstens, vanaf, door_coordinator=door_coordinator)
        self.gelijk(len(verwacht) > hoogstens, gekregen.nog_beschikbaar)
        self.vergelijk(verwacht[:hoogstens], list(gekregen.signalen))

    @stap(bus=BUS)
    def haal_alles_op(self, bus: str) -> None:
        self.vergelijk(self.model.open_signalen(bus), list(self.echt.signalen(bus).signalen))

    @precondition(lambda self: any(s.opgehaald for bus in self.model.bussen.values() for s in bus))
    @stap(plaats=PLAATS, aantal=st.integers(1, 3), bus=BUS, vreemd=KANS)
    def bevestig(self, plaats: int, aantal: int, bus: str, vreemd: int) -> None:
        gezien = [s for een in self.model.bussen.values() for s in een if s.opgehaald]
        eerste = self._kies(gezien, plaats)
        signalen = [eerste, *(s for s in gezien if s.bus == eerste.bus)][:aantal]
        wie = bus if vreemd == 0 else eerste.bus
        uitkomsten = {s: "ONBEKEND" if s.bus != wie else "REEDS_BEVESTIGD" if s.bevestigd else "BEVESTIGD" for s in signalen}
        self.gelijk(tuple(uitkomsten[s] for s in signalen), self.echt.bevestig(wie, tuple(s.id for s in signalen)))
        for s in signalen:
            s.bevestigd |= s.bus == wie

    def _alles_ophalen(self) -> None:
        """At the end of every history: whatever lies in any mailbox."""
        for bus in (*MELDERS, *REGIE):
            self.haal_alles_op(bus=bus)
