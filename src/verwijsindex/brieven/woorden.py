"""The words of the letters: dates as they are written, and what a code of the index means to a reader."""

from datetime import date, datetime
from typing import Final

from verwijsindex.domain.inzage import Professional
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.domain.verzoek import Verzoeker, VerzoekSoort

_MAANDEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

AAN: Final = {
    Verzoeker.VERTEGENWOORDIGER: "Aan de wettelijk vertegenwoordiger van de jeugdige",
    Verzoeker.GEZAMENLIJK: "Aan de jeugdige en de wettelijk vertegenwoordiger van de jeugdige",
    Verzoeker.JEUGDIGE: "Aan de jeugdige",
}
"""The recipient by role, which is all that the index knows of him (R-132)."""

VRAAG: Final = {
    VerzoekSoort.INZAGE: "inzage in de verwijsindex",
    VerzoekSoort.CORRECTIE: "verbetering van gegevens in de verwijsindex",
    VerzoekSoort.WISSING: "verwijdering uit de verwijsindex",
    VerzoekSoort.BEZWAAR: "te stoppen met het gebruik van gegevens in de verwijsindex",
    VerzoekSoort.BEPERKING: "blokkering van gegevens in de verwijsindex",
}
"""What was asked, after ``uw verzoek om``."""

STAND: Final = {
    Toestand.ACTIEF: "actief",
    Toestand.BEPERKT: "geblokkeerd: er gaan geen berichten over uit",
    Toestand.GEARCHIVEERD: "in het archief",
}

NIET_BEKEND: Final = "niet meer bekend"


def over_wie(verzoeker: Verzoeker) -> str:
    """Whom the letter is about: the reader himself, or the jeugdige."""
    return "u" if verzoeker is Verzoeker.JEUGDIGE else "de jeugdige"


def van_wie(verzoeker: Verzoeker) -> str:
    """Whose: ``van u`` or ``van de jeugdige``."""
    return f"van {over_wie(verzoeker)}"


def dag(datum: date) -> str:
    """``2 november 2026``."""
    return f"{datum.day} {_MAANDEN[datum.month - 1]} {datum.year}"


def moment(tijdstip: datetime) -> str:
    """``2 november 2026, 13.05 uur``, in the time of Amsterdam; no line ends before ``uur``."""
    lokaal = tijdstip.astimezone(AMSTERDAM)
    return f"{dag(lokaal.date())}, {lokaal:%H.%M}\N{NO-BREAK SPACE}uur"


def gemeente(code: str) -> str:
    """A gemeente by its code: the index keeps no names of gemeenten."""
    return f"gemeente {code}"


def organisatie(wie: Professional) -> str:
    """For whom a professional works."""
    if wie.instantie is not None:
        return wie.instantie
    return gemeente(wie.gemeentecode) if wie.gemeentecode is not None else "zelfstandig"


def met_hoofdletter(tekst: str) -> str:
    """The first letter a capital, the rest as it is."""
    return tekst[:1].upper() + tekst[1:]


def alineas(tekst: str) -> tuple[str, ...]:
    """The paragraphs of a text that the college wrote: divided by empty lines, line ends within them are spaces."""
    stukken = tekst.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(stuk.split()) for stuk in stukken if stuk.strip())
