"""What a case of the role partner gets: the fake index, the partner system, and the questions that every case asks of both."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from verwijsindex_conformance.bestuur import Conclusie, Uitkomst
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.nep.index import Gehoord, NepIndex
from verwijsindex_conformance.nep.ontvangst import Controle, Verzoek
from verwijsindex_conformance.nep.streken import VALSE_ID, streek_van
from verwijsindex_conformance.oordeel import Onbeslist, eis
from verwijsindex_conformance.opname import noteer
from verwijsindex_conformance.toneel import Toneel

_STAM = 99999
"""Of test numbers that nobody has (keuzes.md 32)."""


class Partnerproef:
    """One run of one case."""

    def __init__(self, doel: Doel, beurt: int, toneel: Toneel) -> None:
        self.doel = doel
        self._toneel = toneel
        self._nummers = _bsns(beurt)
        self.index: NepIndex = toneel.index
        self.index.vergeet()

    def noteer(self) -> None:
        """Keep what was said until now for the report."""
        for een in self.index.uitwisselingen:
            noteer(een)

    def ruim_op(self) -> None:
        """Answer well again."""
        self.index.vergeet()

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        """Make the partner system do this."""
        return self._toneel.bestuur.doe(handeling, **gegevens)

    def speel(self, *namen: str, operatie: str | None = None) -> None:
        """Answer the next requests by these tricks, one after the other."""
        self.index.speel(*map(streek_van, namen), operatie=operatie)

    def sleutel(self) -> str:
        """A business key that nobody used before."""
        return f"conf-{uuid4()}"

    def bsn(self) -> str:
        """A number for a jeugdige, another one each time."""
        return next(self._nummers)

    def meld(self, sleutel: str | None = None, bsn: str | None = None) -> Conclusie:
        """Let him report somebody."""
        return self.doe("meld", sleutel=sleutel or self.sleutel(), bsn=bsn or self.bsn())

    def gehoord(self, operatie: str | None = None) -> list[Gehoord]:
        """What the fake index heard, or of it what asks this operation."""
        alles = list(self.index.gehoord)
        return [een for een in alles if operatie is None or (een.verzoek is not None and een.verzoek.operatie == operatie)]

    def verzoeken(self, operatie: str) -> list[Verzoek]:
        """The requests of this operation."""
        return [een.verzoek for een in self.gehoord(operatie) if een.verzoek is not None]

    def keur(self, *controles: Controle) -> None:
        """Each of these checks on everything that was heard. Raises Gezakt; Onbeslist when nothing was heard."""
        alles = self.gehoord()
        if not alles:
            raise Onbeslist("het partnersysteem stuurde niets")
        for een in alles:
            for controle in controles:
                controle(een.ontvangst, self.index.afspraak)

    def aanvaardt(self, conclusie: Conclusie, wat: str = "het goede antwoord") -> Conclusie:
        """He believed it. Raises Gezakt; a request that was not good is told instead, because that is why."""
        if conclusie.uitkomst is not Uitkomst.AANVAARD:
            mankement = next((een.mankement for een in self.gehoord() if een.mankement is not None), None)
            if mankement is not None:
                raise mankement
        eis(conclusie.uitkomst is Uitkomst.AANVAARD, f"{wat} aanvaard", _kort(conclusie))
        return conclusie

    def gelooft_niet(self, conclusie: Conclusie) -> None:
        """He took neither the answer nor its fault for true, and told nothing that stood in it. Raises Gezakt."""
        self._bereikt()
        eis(conclusie.uitkomst in (Uitkomst.NIET_VERTROUWD, Uitkomst.ONBEREIKBAAR), "een antwoord dat niet wordt geloofd", _kort(conclusie))
        eis(VALSE_ID not in repr(conclusie.gegevens), "niets uit een antwoord dat niet te vertrouwen is", "een waarde eruit")

    def eis_niet_aanvaard(self, conclusie: Conclusie) -> None:
        """Whatever he made of it, he does not think that it was done. Raises Gezakt."""
        eis(conclusie.uitkomst is not Uitkomst.AANVAARD, "iets anders dan aanvaard", _kort(conclusie))

    def weigering(self, conclusie: Conclusie, code: str) -> None:
        """He understood that it was refused, and by which code. Raises Gezakt."""
        self._bereikt()
        eis(conclusie.uitkomst is Uitkomst.GEWEIGERD, f"een weigering met {code}", _kort(conclusie))
        eis(conclusie.code == code, f"een weigering met {code}", f"een weigering met {conclusie.code or 'geen code'}")

    def een_keer(self, operatie: str) -> Verzoek:
        """Exactly one request of this operation. Raises Gezakt."""
        verzoeken = self.verzoeken(operatie)
        eis(len(verzoeken) == 1, f"één {operatie}", f"{len(verzoeken)} keer")
        return verzoeken[0]

    def _bereikt(self) -> None:
        """The trick was played: a request that was refused for what it is tells nothing of what he does with an answer."""
        gespeeld = [een for een in self.gehoord() if een.mankement is None]
        mankement = next((een.mankement for een in self.gehoord() if een.mankement is not None), None)
        if not gespeeld and mankement is not None:
            raise mankement
        if not gespeeld:
            raise Onbeslist("het partnersysteem stuurde niets")


def _kort(conclusie: Conclusie) -> str:
    return conclusie.uitkomst.value + (f" met {conclusie.code}" if conclusie.code else "")


def _bsns(beurt: int) -> Iterator[str]:
    """Numbers that pass the eleven-test, for each case from another place."""
    begin = beurt * 20 % 1000
    for nummer in (*range(begin, 1000), *range(begin)):
        stam = f"{_STAM}{nummer:03d}"
        som = sum((9 - plek) * int(cijfer) for plek, cijfer in enumerate(stam))
        if som % 11 < 10:
            yield f"{stam}{som % 11}"


def verschillend(waarden: Iterable[str], wat: str) -> None:
    """Each of these another one. Raises Gezakt."""
    alle = list(waarden)
    eis(len(set(alle)) == len(alle), f"elke keer een nieuw {wat}", f"een {wat} dat twee keer is gebruikt")
