"""What a case gets: people to play, a way to talk, and a clean-up that leaves the target as it was found."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.beheer import Beheer
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.doel import Doel, Gebruiker, Persoon
from verwijsindex_conformance.gesprek import Gesprek, Ontvangen
from verwijsindex_conformance.klok import Klokbediening
from verwijsindex_conformance.mensen import Mensen
from verwijsindex_conformance.oordeel import Gezakt, Onbeslist
from verwijsindex_conformance.register import Register
from verwijsindex_conformance.storing import Storing
from verwijsindex_conformance.verbinding import Koppen

NIET_TERECHT = "NIET_TERECHT"
RISICO_WEG = "RISICO_NIET_MEER_AANWEZIG"


@dataclass(frozen=True, slots=True)
class Gemeld:
    """An accepted melding, as its reporter saw it."""

    melder: Gebruiker
    sleutel: str
    melding_id: str
    meldmoment: str
    verwijderdatum: str
    reeds_gemeld: bool
    match: bool
    historie: bool


class Proef:
    """One run of one case."""

    def __init__(self, doel: Doel, beurt: int) -> None:
        self.doel = doel
        self.mensen = Mensen(doel, beurt)
        self.gesprek = Gesprek(doel)
        self.klok = Klokbediening(doel)
        self.register = Register(doel)
        self.beheer = Beheer(doel)
        self.storing = Storing(doel)
        self._klok_terug: list[Callable[[], object]] = []
        self._opruimen: list[Callable[[], object]] = []
        self._ingetrokken: set[str] = set()

    def sleutel(self) -> str:
        """A business key that nobody used before."""
        return f"conf-{uuid4()}"

    def meld(self, melder: Gebruiker, persoon: Persoon, sleutel: str | None = None, **anders: Any) -> Gemeld:
        """Report somebody; the melding is withdrawn when the case ends. Raises Gezakt when the target refuses."""
        eigen = sleutel or self.sleutel()
        return self.onthoud(melder, eigen, self.gesprek.stuur(melder, inhoud.melding(melder, eigen, persoon.bsn), **anders))

    def bevraag(self, melder: Gebruiker, persoon: Persoon) -> Gemeld:
        """The same, for a reporter who may not use the BSN."""
        sleutel = self.sleutel()
        return self.onthoud(melder, sleutel, self.gesprek.stuur(melder, inhoud.bevraging(melder, sleutel, persoon.gegevens)))

    def onthoud(self, melder: Gebruiker, sleutel: str, ontvangen: Ontvangen) -> Gemeld:
        """A melding that must be accepted, and is withdrawn when the case ends."""
        gemeld = lees_gemeld(melder, sleutel, self.gesprek.geaccepteerd(ontvangen))
        self.trek_straks_in(gemeld)
        return gemeld

    def meld_vers(self, melder: Gebruiker, persoon: Persoon, sleutel: str | None = None) -> Gemeld:
        """Report somebody whom nobody reports; what this reporter left of an earlier run is withdrawn first.

        Raises Onbeslist when somebody else reports him as well: the case would judge what others did.
        """
        gemeld = self.meld(melder, persoon, sleutel)
        if gemeld.reeds_gemeld:
            self.trek_in(gemeld)
            gemeld = self.meld(melder, persoon)
        if gemeld.match:
            raise Onbeslist("een ander meldt deze persoon, of iemand uit zijn gezin, ook; de toets heeft personen voor zich alleen nodig")
        return gemeld

    def trek_in(self, gemeld: Gemeld, reden: str = NIET_TERECHT, sleutel: str | None = None) -> etree._Element:
        """Withdraw a melding and give the response."""
        verzoek = inhoud.verwijdering(gemeld.melder, sleutel or self.sleutel(), gemeld.melding_id, reden)
        antwoord = self.gesprek.vraag(gemeld.melder, verzoek)
        self._ingetrokken.add(gemeld.melding_id)
        return antwoord

    def accepteer(self, *, koppen: Koppen | None = None, **anders: Any) -> etree._Element:
        """Send ControleerVerbinding, which changes nothing, with something different about the message; it must be accepted."""
        return self.gesprek.geaccepteerd(self.stuur_controle(koppen=koppen, **anders))

    def weiger(self, *codes: str, koppen: Koppen | None = None, mag_ongetekend: bool = False, **anders: Any) -> Fout:
        """The same, which must be refused because of the message."""
        ontvangen = self.stuur_controle(koppen=koppen, **anders)
        return self.gesprek.geweigerd(ontvangen, *codes, techniek=True, mag_ongetekend=mag_ongetekend)

    @contextmanager
    def variant(self, naam: str) -> Iterator[None]:
        """One of several tries in a case: a failure says which."""
        try:
            yield
        except Gezakt as zakker:
            raise Gezakt(f"{zakker.verwacht}, bij: {naam}", zakker.gekregen) from None

    def stuur_controle(self, *, koppen: Koppen | None = None, **anders: Any) -> Ontvangen:
        """Send ControleerVerbinding in a message that differs from a good one as said."""
        melder = self.mensen.melder()
        verzoek = inhoud.verbinding(melder)
        return self.gesprek.stuur_bericht(melder, maak_bericht(self.gesprek.recept(melder, verzoek, **anders)), verzoek, koppen=koppen)

    def ruim_op(self) -> None:
        """Undo what the case did, last thing first; a target that does not let it is not this case's concern.

        The clock first: what lapsed while it was ahead cannot be withdrawn there, and is back for later cases when the clock is.
        Everything is tried, also after something that did not go; what was the matter is raised at the end.
        """
        with ExitStack() as stapel:
            stapel.callback(self.gesprek.sluit)
            for melder, melding_id in self.gesprek.onverwacht:
                stapel.callback(self._verwijder, melder, melding_id)
            for handeling in (*self._opruimen, *self._klok_terug):
                stapel.callback(handeling)

    def straks(self, handeling: Callable[[], object]) -> None:
        """Do this when the case ends, however it ends."""
        self._opruimen.append(handeling)

    def zet_klok_straks(self, tijd: str) -> None:
        """Show this moment when the case ends, before anything else is undone."""
        self._klok_terug.append(lambda: self.klok.zet(tijd))

    def trek_straks_in(self, gemeld: Gemeld) -> None:
        """Withdraw this melding when the case ends, unless the case did."""
        self.straks(lambda: self._trek_in_zo_nodig(gemeld))

    def trek_in_op(self, gemeld: Gemeld, tijd: str, daarna: str) -> None:
        """The same with the clock at ``tijd``, for whoever may withdraw only then; the clock shows ``daarna`` when that is done."""

        def trek_in() -> None:
            if gemeld.melding_id not in self._ingetrokken:
                self.klok.zet(tijd)
                self._trek_in_zo_nodig(gemeld)
                self.klok.zet(daarna)

        self.straks(trek_in)

    def _trek_in_zo_nodig(self, gemeld: Gemeld) -> None:
        """The answer is not judged: a case may have withdrawn it in a way of its own."""
        if gemeld.melding_id in self._ingetrokken:
            return
        self._verwijder(gemeld.melder, gemeld.melding_id)
        self._ingetrokken.add(gemeld.melding_id)

    def _verwijder(self, melder: Gebruiker, melding_id: str) -> None:
        self.gesprek.stuur(melder, inhoud.verwijdering(melder, self.sleutel(), melding_id, NIET_TERECHT))


def lees_gemeld(melder: Gebruiker, sleutel: str, antwoord: etree._Element) -> Gemeld:
    """The fields of MeldJeugdigeResponse."""
    return Gemeld(
        melder=melder,
        sleutel=sleutel,
        melding_id=veld(antwoord, "meldingId"),
        meldmoment=veld(antwoord, "meldmoment"),
        verwijderdatum=veld(antwoord, "verwijderdatum"),
        reeds_gemeld=veld(antwoord, "reedsGemeld") == "true",
        match=veld(antwoord, "matchAanwezig") == "true",
        historie=veld(antwoord, "historieBeschikbaar") == "true",
    )


def veld(antwoord: etree._Element, naam: str) -> str:
    """The text of a child in the namespace of its parent, or in any; the schema was checked before."""
    return antwoord.findtext(f"{{*}}{naam}") or ""
