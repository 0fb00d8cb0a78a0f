"""A college at work: it registers a request, decides, and ends what a case leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.archief import dag_van
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker, Persoon
from verwijsindex_conformance.mensen import leeftijd
from verwijsindex_conformance.proef import Proef, veld

KENMERK: Final = "conformiteitstoets"
VERZOEKERS: Final = ("VERTEGENWOORDIGER", "GEZAMENLIJK", "JEUGDIGE")


@dataclass(frozen=True, slots=True)
class Zaak:
    """A request that was registered."""

    verzoek_id: str
    uiterste_dag: date
    betrokken: tuple[tuple[str, str], ...]
    """Per melding its id and status."""
    namen: tuple[str, ...]
    """The names of the reporters, to compare them; never to print them."""

    def ids(self) -> list[str]:
        """The meldingen that it is about."""
        return [melding_id for melding_id, _ in self.betrokken]


class College:
    """What one officer asks for his college, and that it may be refused."""

    def __init__(self, p: Proef, wie: Gebruiker) -> None:
        self._p = p
        self.wie = wie
        self.dag = vandaag(p)

    def verzoek(self, persoon: Persoon, soort: str, sleutel: str | None = None, **anders: str) -> etree._Element:
        """RegistreerVerzoek as it must be: received today, by who may ask at this age."""
        velden = {"soort": soort, "kenmerk": KENMERK, "ontvangenOp": self.dag.isoformat(), **anders}
        if "verzoeker" not in velden:
            velden["verzoeker"] = verzoeker(persoon, date.fromisoformat(velden["ontvangenOp"]))
        return inhoud.rechtenverzoek(self.wie, sleutel or self._p.sleutel(), persoon.bsn, velden)

    def registreer(self, persoon: Persoon, soort: str, sleutel: str | None = None, **anders: str) -> Zaak:
        """Register a request; what of it is still open when the case ends is then refused. Raises Gezakt when the target refuses."""
        antwoord = self._p.gesprek.vraag(self.wie, self.verzoek(persoon, soort, sleutel, **anders))
        betrokken = antwoord.findall("{*}betrokken")
        zaak = Zaak(
            veld(antwoord, "verzoekId"),
            date.fromisoformat(veld(antwoord, "uitersteDag")),
            tuple((veld(een, "meldingId"), veld(een, "status")) for een in betrokken),
            tuple(een.findtext("{*}contact/{*}naam") or "" for een in betrokken),
        )
        self._p.straks(lambda: self._p.gesprek.stuur(self.wie, self.besluit(zaak, "AFGEWEZEN", zonderAdvies="true")))
        return zaak

    def besluit(self, zaak: Zaak, wat: str, meldingen: Sequence[str] = (), sleutel: str | None = None, **anders: str) -> etree._Element:
        """BeslisVerzoek as it must be: today, by the officer himself."""
        vast = {"besluit": wat, "kenmerk": KENMERK, "datum": self.dag.isoformat(), "functionarisId": self.wie.gebruiker_id}
        return inhoud.besluit(self.wie, sleutel or self._p.sleutel(), zaak.verzoek_id, {**vast, **anders}, meldingen)

    def beslis(self, zaak: Zaak, wat: str, meldingen: Sequence[str] = (), **anders: Any) -> dict[str, str]:
        """Decide; per melding what became of it. Raises Gezakt when the target refuses."""
        antwoord = self._p.gesprek.vraag(self.wie, self.besluit(zaak, wat, meldingen, **anders))
        return {veld(regel, "meldingId"): veld(regel, "gevolg") for regel in antwoord.findall("{*}resultaat")}

    def inzage(self, zaak: Zaak, sleutel: str | None = None) -> etree._Element:
        """Give inzage. Raises Gezakt when the target refuses."""
        return self._p.gesprek.vraag(self.wie, inhoud.inzage(self.wie, sleutel or self._p.sleutel(), zaak.verzoek_id))

    def archiefverzoek(self, wat: tuple[str, str], **anders: str) -> etree._Element:
        """VerwijderUitArchief as it must be: today, by the officer himself."""
        vast = {"kenmerk": KENMERK, "datum": self.dag.isoformat(), "functionarisId": self.wie.gebruiker_id}
        return inhoud.uit_archief(self.wie, self._p.sleutel(), wat, {**vast, **anders})

    def leeg_archief(self, wat: tuple[str, str]) -> list[str]:
        """Take out of the archive; the meldingen that were destroyed. Raises Gezakt when the target refuses."""
        antwoord = self._p.gesprek.vraag(self.wie, self.archiefverzoek(wat))
        return [element.text or "" for element in antwoord.findall("{*}meldingId")]

    def weiger(self, code: str, verzoek: etree._Element) -> Fout:
        """What must be refused with this code. Raises Gezakt otherwise."""
        return self._p.gesprek.geweigerd(self._p.gesprek.stuur(self.wie, verzoek), code)


def college_van(p: Proef, melder: Gebruiker) -> College:
    """The college that has agreements with the instantie of this reporter. Raises Overgeslagen when the target has none."""
    return College(p, p.mensen.college(melder))


def vandaag(p: Proef) -> date:
    """The day on the clock of the target."""
    melder = p.mensen.melder()
    return dag_van(veld(p.gesprek.vraag(melder, inhoud.verbinding(melder)), "tijd"))


def verzoeker(persoon: Persoon, dag: date) -> str:
    """Who may ask for him on this day (R-132)."""
    jaren = leeftijd(persoon, dag)
    return VERZOEKERS[(jaren >= 12) + (jaren >= 16)]


def verjaardag(persoon: Persoon, jaren: int) -> date:
    """The day on which he reaches this age."""
    geboren = persoon.gegevens["geboortedatum"]
    jaar, maand, dag = int(geboren[:4]) + jaren, int(geboren[4:6]), int(geboren[6:])
    schrikkeldag = (maand, dag) == (2, 29) and not (jaar % 4 == 0 and (jaar % 100 != 0 or jaar % 400 == 0))
    return date(jaar, 3, 1) if schrikkeldag else date(jaar, maand, dag)


def adviseer(p: Proef, melder: Gebruiker, zaak: Zaak, melding_id: str, wat: str = "HANDHAVEN") -> None:
    """Let the reporter advise. Raises Gezakt when the target refuses."""
    p.gesprek.vraag(melder, inhoud.advies(melder, p.sleutel(), zaak.verzoek_id, melding_id, wat))
