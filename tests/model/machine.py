"""Random histories: every step asks the real thing and the model the same, and their answers must be equal."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, timedelta
from functools import wraps
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from .begrippen import NIET_TERECHT, RISICO_WEG, Gemeld, Melding
from .echt import Echt, aanduiding, contact
from .model import Model
from .vergelijken import Vergelijker
from .wereld import BEVRAGING, BSN, GGD, MELDERS, MENSEN, ONBEKEND, ONGELDIG, REGIE, ZONDER, Mens

WIE = st.sampled_from([*MELDERS, "arts", "agent"])
KIND = st.sampled_from([*MENSEN, *["kees", "zus", "half", "vreemd"] * 3, "rni", "rni"])
BEGIN_MET = st.lists(st.tuples(WIE, st.sampled_from(["kees", "zus", "half", "vreemd", "rni"])), min_size=2, max_size=5)
MET_BSN = st.sampled_from([*(naam for naam, mens in MENSEN.items() if mens.keren == 1), *["kees", "zus", "half", "vreemd"] * 3])
ADRES = st.sampled_from([1, 2, 3, None])
BUS = st.sampled_from([*MELDERS, *REGIE])
PLAATS = st.integers(0, 999)
"""Which of however many there are."""
KANS = st.integers(0, 5)


def stap(**strategies: Any) -> Callable[[Any], Any]:
    """A rule of the machine that is counted."""

    def maak(methode: Any) -> Any:
        @wraps(methode)
        def geteld(zelf: Any, **waarden: Any) -> None:
            zelf.stappen += 1
            methode(zelf, **waarden)

        return rule(**strategies)(geteld)

    return maak


class Histories(Vergelijker, RuleBasedStateMachine):
    """One index from its first melding on. ``maak`` gives the real thing, empty."""

    maak: Callable[[Model], Echt]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.echt = type(self).maak(self.model)
        self.echt.register(self.model.register)
        self.stappen = self.sleutels = 0
        self.matchsleutels = {}
        self.klopt = True

    def teardown(self) -> None:
        try:
            if self.klopt:
                self._alles_ophalen()
        finally:
            self.echt.sluit()

    def _sleutel(self) -> str:
        self.sleutels += 1
        return f"sleutel-{self.sleutels:04d}"

    # Reporting

    @initialize(paren=BEGIN_MET)
    def begin(self, paren: list[tuple[str, str]]) -> None:
        """No history starts empty: something of a family is reported already."""
        for wie, naam in paren:
            self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(paren=BEGIN_MET)
    def meld_er_meer(self, paren: list[tuple[str, str]]) -> None:
        self.begin(paren)

    @stap(wie=WIE, naam=KIND)
    def meld(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), MELDERS[wie].hoe)

    @stap(wie=WIE, naam=KIND, hoe=st.sampled_from([BSN, BEVRAGING, ZONDER]))
    def meld_langs_een_andere_weg(self, wie: str, naam: str, hoe: str) -> None:
        """But for a birth date that is not known in full, which cannot be sent (R-029)."""
        if hoe != ZONDER or MENSEN[naam].geboren % 100:
            self._meld(wie, naam, self._sleutel(), hoe)

    @stap(wie=WIE, naam=st.sampled_from(["naamloos", "naamloos", "tweeling", "vluchteling"]))
    def meld_zonder_bsn(self, wie: str, naam: str) -> None:
        self._meld(wie, naam, self._sleutel(), ZONDER)

    @stap(wie=WIE, nummer=st.sampled_from([ONBEKEND, ONGELDIG]))
    def meld_niemand(self, wie: str, nummer: str) -> None:
        code = "VIR-101" if nummer == ONGELDIG else "VIR-102" if self.model.register_werkt else "VIR-190"
        gekregen = self.echt.meld(wie, aanduiding(Mens("niemand", nummer, 20150101), BSN), self._sleutel())
        self.gelijk(code if MELDERS[wie].met_bsn else "VIR-105", gekregen)

    @precondition(lambda self: self.model.sleutels)
    @stap(plaats=PLAATS, anders=KANS, wie=WIE, naam=KIND)
    def meld_opnieuw(self, plaats: int, anders: int, wie: str, naam: str) -> None:
        """A business key that was used before, mostly with the same content."""
        (_, soort, sleutel), bezet = self._kies(list(self.model.sleutels.items()), plaats)
        if soort != "MELDING" or anders == 0:
            self._meld(wie, naam, sleutel, MELDERS[wie].hoe)
        else:
            self._meld(*bezet.inhoud[:2], sleutel, bezet.inhoud[2])

    def _meld(self, wie: str, naam: str, sleutel: str, hoe: str) -> None:
        verwacht = self.model.meld(wie, naam, sleutel, hoe)
        gekregen = self.echt.meld(wie, aanduiding(self.model.register[naam], hoe, len(wie) % 2), sleutel)
        if not isinstance(verwacht, Gemeld) or isinstance(gekregen, str):
            self.gelijk(verwacht, gekregen)
            return
        melding = verwacht.melding
        melding.id = melding.id or gekregen.melding_id
        self.gelijk(
            (melding.id, melding.moment, melding.einde, verwacht.reeds, verwacht.match, verwacht.historie),
            astuple(gekregen),
        )

    # Removing

    @precondition(lambda self: self.model.meldingen)
    @stap(plaats=PLAATS, reden=st.sampled_from([NIET_TERECHT, RISICO_WEG]), vreemd=KANS, wie=WIE)
    def verwijder(self, plaats: int, reden: str, vreemd: int, wie: str) -> None:
        melding = self._kies(self.model.meldingen, plaats)
        self._verwijder(wie if vreemd == 0 else melding.wie, melding, reden, self._sleutel())

    @precondition(lambda self: any(m.historie for m in self.model.meldingen))
    @stap(plaats=PLAATS, vreemd=KANS, wie=WIE)
    def haal_historie_op(self, plaats: int, vreemd: int, wie: str) -> None:
        aangeboden = [m for m in self.model.meldingen if m.historie]
        melding = self._kies(aangeboden if vreemd else self.model.meldingen, plaats)
        self._haal_historie(wie if vreemd == 1 else melding.wie, melding, self._sleutel())

    @precondition(lambda self: any(soort == "VERZOEK" for _, soort, _ in self.model.sleutels))
    @stap(plaats=PLAATS, anders=KANS)
    def verzoek_opnieuw(self, plaats: int, anders: int) -> None:
        """The same key again, mostly with the same content."""
        eerder = [(sleutel, bezet) for (_, soort, sleutel), bezet in self.model.sleutels.items() if soort == "VERZOEK"]
        sleutel, bezet = self._kies(eerder, plaats)
        wat, wie, melding, *reden = bezet.inhoud
        if anders == 0:
            melding = self._kies(self.model.meldingen, plaats)
        if wat == "historie" or anders == 1:
            self._haal_historie(wie, melding, sleutel)
        else:
            self._verwijder(wie, melding, reden[0], sleutel)

    def _haal_historie(self, wie: str, melding: Melding, sleutel: str) -> None:
        verwacht = self.model.haal_historie(wie, melding, sleutel)
        gekregen = self.echt.historie(wie, melding.id, sleutel)
        self.gelijk(verwacht if isinstance(verwacht, str) else frozenset(contact(m.wie) for m in verwacht), gekregen)

    def _verwijder(self, wie: str, melding: Melding, reden: str, sleutel: str) -> None:
        verwacht = self.model.verwijder(wie, melding, reden, sleutel)
        gekregen = self.echt.verwijder(wie, melding.id, reden, sleutel)
        self.gelijk(verwacht, gekregen if isinstance(gekregen, str) else (gekregen.verwijderd_op, gekregen.gearchiveerd_tot))

    # Looking

    @stap(wie=WIE, hoogstens=st.integers(1, 3))
    def raadpleeg_eigen_meldingen(self, wie: str, hoogstens: int) -> None:
        gelezen: list[tuple[Any, ...]] = []
        cursor = None
        while True:
            bladzij = self.echt.eigen_meldingen(wie, hoogstens, cursor)
            gelezen += [(m.id, m.partner_melding_id, m.meldmoment, m.verwijderdatum) for m in bladzij.meldingen]
            cursor = bladzij.volgende_cursor
            if cursor is None:
                break
        verwacht = [(m.id, m.sleutel, m.moment, m.einde) for m in self.model.eigen_meldingen(wie)]
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

    # The world goes on

    @stap(plaats=PLAATS, rond=st.sampled_from([-1, 0, 0, 1]))
    def de_klok_naar_een_grens(self, plaats: int, rond: int) -> None:
        """Just before, at, or just after a moment at which something changes."""
        self._zet_klok(self._kies(self.model.grenzen()[:12], plaats) + timedelta(minutes=rond))

    @stap(uren=st.sampled_from([1, 13, 24 * 29]))
    def de_klok_verder(self, uren: int) -> None:
        self._zet_klok(self.model.moment + timedelta(hours=uren))

    def _zet_klok(self, moment: Any) -> None:
        self.model.moment = self.echt.klok.moment = max(moment.astimezone(UTC), self.model.moment)

    @stap()
    def herstart(self) -> None:
        self.echt.herstart_proces()

    @stap()
    def het_register_valt_uit_of_komt_terug(self) -> None:
        self.model.register_werkt = not self.model.register_werkt
        if self.model.register_werkt:
            self.echt.register_terug()
        else:
            self.echt.register_weg()

    @stap()
    def verwerk_wijzigingen(self) -> None:
        self.model.verwerk_wijzigingen()
        self.echt.verwerk_wijzigingen()

    @stap()
    def onderhoud(self) -> None:
        """Nobody sees whether it ran (R-045), but that it hears of changes and warns before anybody asks."""
        if self.model.register_werkt:
            self.model.verwerk_wijzigingen()
            self.model.waarschuw(*MELDERS)
            self.echt.onderhoud()

    @stap(adres=st.sampled_from([1, 2, 3]), dagen=st.sampled_from([0, 1, 40]))
    def sluit_een_adres_uit(self, adres: int, dagen: int) -> None:
        vanaf = self.model.dag
        self.model.uitgesloten[adres, vanaf] = vanaf + timedelta(days=dagen)
        self.echt.sluit_uit(adres, vanaf, vanaf + timedelta(days=dagen))

    @stap(naam=MET_BSN, andere=KIND)
    def andere_ouders(self, naam: str, andere: str) -> None:
        """Recognition or adoption: from now on he has the parents of another."""
        self._wijzig(naam, ouders=MENSEN[andere].ouders)

    @stap(naam=MET_BSN, gemeente=st.sampled_from(["0363", "0599", "0518", None]), adres=ADRES, brief=st.booleans())
    def verhuis(self, naam: str, gemeente: str | None, adres: int | None, brief: bool) -> None:
        sinds = int(f"{self.model.dag:%Y%m%d}")
        self._wijzig(naam, gemeente=gemeente, adres=adres, brief=brief, sinds=sinds)

    @stap(naam=MET_BSN)
    def emigratie_en_terug(self, naam: str) -> None:
        self._wijzig(naam, opgeschort=not self.model.register[naam].opgeschort)

    @stap(naam=MET_BSN, bericht=KANS)
    def overlijden(self, naam: str, bericht: int) -> None:
        """With its notice at once, or when changes are processed."""
        if naam in ("kees", "zus") and bericht < 4:
            return
        self._wijzig(naam, dood=True)
        if bericht % 2:
            self.model.overlijdensbericht(naam)
            self.echt.overlijdensbericht(self.model.register[naam].bsn)

    def _wijzig(self, naam: str, **wat: object) -> None:
        """Every second time the index hears of it at once."""
        self.model.wijzig(naam, **wat)
        self.echt.wijzig(self.model.register[naam])
        if self.stappen % 2:
            self.model.verwerk_wijzigingen()
            self.echt.verwerk_wijzigingen()

    def _kies(self, waaruit: list[Any], plaats: int) -> Any:
        return waaruit[plaats % len(waaruit)]
