"""Meldingen that were made elsewhere, taken over as a file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from ..begrippen import AMSTERDAM, Melding, maanden_later
from ..uitvoering.berichten import aanduiding
from ..wereld import BSN, MELDERS, MENSEN, SINDS
from ..wet.invoer import Ingevoerd, Rij
from .basis import KANS, PLAATS, WIE, stap
from .melden import Meldend
from .register import Register
from .verwijderen import Verwijderen

NAAM = st.sampled_from([*MENSEN, *["kees", "zus", "half", "vreemd", "schrikkel", "termijn"] * 4])
WANNEER = st.sampled_from(["net", "maand", "jaar", "einde", "einde", "archief", "voorheen"])
EEN = st.tuples(WIE, NAAM, WANNEER, st.integers(-1, 1), KANS)


class Invoer(Verwijderen, Meldend):
    """Mostly what may be kept; how long ago it was follows from where its term or its archive ends."""

    @stap(wat=st.lists(EEN, min_size=1, max_size=4), fout=KANS)
    def voer_meldingen_in(self, wat: list[tuple[str, str, str, int, int]], fout: int) -> None:
        """Nobody hears of it; and a partner that repeats its keys afterwards learns which meldingen they are."""
        rijen: list[Rij] = []
        for wie, naam, wanneer, rond, hoe in wat:
            over = self.model.register[naam].bsn
            loopt = any((m.wie, m.over) == (wie, over) and self.model.loopt(m) for m in self.model.meldingen)
            dubbel = any((rij.wie, rij.naam) == (wie, naam) for rij in rijen)
            if (fout == 0 or not (loopt or dubbel)) and not self.model.brengt_niets_in(wie):
                rijen.append(self._rij(len(rijen) + 2, wie, naam, self._moment(wie, wanneer, rond), hoe, MELDERS[wie].hoe if hoe else BSN))
        if fout == 1 and rijen:
            rijen.append(replace(rijen[0], regel=len(rijen) + 2, sleutel=self._sleutel()))
        self._voer_in(rijen)

    @precondition(lambda self: any(soort == "MELDING" for _, soort, _ in self.model.sleutels))
    @stap(plaatsen=st.lists(PLAATS, min_size=1, max_size=3), dagen=st.sampled_from([0, 0, 400]))
    def voer_nog_eens_in(self, plaatsen: list[int], dagen: int) -> None:
        """What has a key already, with its own dates or others: it stays as it was."""
        eerder = [(sleutel, bezet) for (_, soort, sleutel), bezet in self.model.sleutels.items() if soort == "MELDING" and bezet.melding]
        keuze = {plaats % len(eerder): None for plaats in plaatsen}
        rijen: list[Rij] = []
        for plaats in keuze:
            sleutel, bezet = eerder[plaats]
            wie, hoe, melding = bezet.inhoud[0], bezet.inhoud[1], bezet.melding
            if not self.model.brengt_niets_in(wie) and self.model.register[bezet.naam].geboren % 100:
                moment = max(melding.moment - timedelta(days=dagen), _begin(SINDS).astimezone(UTC))
                rijen.append(Rij(len(rijen) + 2, wie, bezet.naam, hoe, sleutel, moment, None if dagen else melding.verwijderd))
        self._voer_in(rijen)

    def _rij(self, regel: int, wie: str, naam: str, moment: datetime, wat: int, hoe: str) -> Rij:
        """Now and then it was removed since, long ago or today."""
        gemeld = moment.astimezone(AMSTERDAM).date()
        verwijderd = None
        if wat in (1, 2):
            verwijderd = self.model.dag if wat == 1 else max(gemeld, self.model.dag - timedelta(days=200))
        return Rij(regel, wie, naam, hoe, self._sleutel(), moment, verwijderd)

    def _moment(self, wie: str, wanneer: str, rond: int) -> datetime:
        maanden = min(MELDERS[wie].maanden, self.model.wetten.op(self.model.dag).melding_maanden)
        terug = {"net": 0, "maand": 1, "jaar": 11, "einde": maanden, "archief": maanden + 60, "voorheen": 80}[wanneer]
        moment = _begin(maanden_later(self.model.dag, -terug) + timedelta(days=rond)) + timedelta(hours=12)
        return min(moment.astimezone(UTC), self.model.moment)

    def _voer_in(self, rijen: list[Rij]) -> None:
        """First as a trial, which changes nothing and says the same."""
        wie = [(rij, aanduiding(self.model.register[rij.naam], rij.hoe, len(rij.wie) % 2)) for rij in rijen]
        proef = self.echt.voer_in(wie, proef=True)
        verwacht = self.model.voer_in(rijen)
        gekregen = self.echt.voer_in(wie)
        if not isinstance(verwacht, Ingevoerd) or isinstance(proef, str | frozenset) or isinstance(gekregen, str | frozenset):
            self.gelijk((verwacht, verwacht), (proef, gekregen))
            return
        telling = (len(verwacht.nieuw), len(verwacht.bekend), verwacht.verlopen)
        self.gelijk((telling, telling), (proef.telling, gekregen.telling))
        nieuw = {rij.regel: self._leer(rij) for rij in rijen if rij.regel in verwacht.nieuw}
        self.gelijk(self._paren(verwacht, {}), gekregen.paren)
        self.gelijk(self._paren(verwacht, {melding: f"regel {regel}" for regel, melding in nieuw.items()}), proef.paren)

    def _leer(self, rij: Rij) -> Melding:
        """Asked again by its key it says which melding that is; and it came without an offer of historie."""
        naam, hoe = rij.naam, rij.hoe
        verwacht = self.model.meld(rij.wie, naam, rij.sleutel, hoe)
        self._gemeld(verwacht, self.echt.meld(rij.wie, aanduiding(self.model.register[naam], hoe, len(rij.wie) % 2), rij.sleutel))
        melding = self.model.sleutels[self.model.sleutel_van(rij)[0]].melding
        assert melding is not None
        self.doe_historie(self._sleutel(), rij.wie, melding)
        return melding

    def _paren(self, ingevoerd: Ingevoerd, anders: dict[Melding, str]) -> frozenset[tuple[str, ...]]:
        return frozenset(
            (gemeente, soort, anders.get(nieuw, nieuw.id), anders.get(ander, ander.id)) for gemeente, soort, nieuw, ander in ingevoerd.paren
        )


KIND = st.sampled_from(["half", "vreemd", "termijn", "schrikkel", "kees"])


class Overstap(Invoer, Register):
    """Histories in which the register has news that the index did not hear when a file comes in."""

    @stap(wie=WIE, naam=KIND, andere=KIND)
    def voer_in_wie_een_ander_gezin_kreeg(self, wie: str, naam: str, andere: str) -> None:
        """Who was known stays as he was, until the index hears it and tells whoever it concerns (R-080)."""
        self._krijgt_een_ander_gezin(naam, andere)
        self._voer_een_in(wie, naam, "net", 0)
        self.verwerk_wijzigingen()

    @stap(wie=WIE, later=WIE, naam=KIND, andere=KIND)
    def voer_in_wie_weg_was(self, wie: str, later: str, naam: str, andere: str) -> None:
        """His archive ends tomorrow; then he comes again, as the register knows him (R-045)."""
        self._voer_een_in(wie, naam, "archief", 1)
        self._zet_klok(self.model.moment + timedelta(days=1))
        self._krijgt_een_ander_gezin(naam, andere)
        self._voer_een_in(later, naam, "net", 0)

    def _krijgt_een_ander_gezin(self, naam: str, andere: str) -> None:
        self.model.wijzig(naam, ouders=MENSEN[andere].ouders)
        self.echt.wijzig(self.model.register[naam])

    def _voer_een_in(self, wie: str, naam: str, wanneer: str, rond: int) -> None:
        self.voer_meldingen_in(wat=[(wie, naam, wanneer, rond, 5)], fout=5)


def _begin(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, tzinfo=AMSTERDAM)
