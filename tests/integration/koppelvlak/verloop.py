"""A long story in which everything ends that can end by date, and all that can be asked of the index around each of those days."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lxml import etree

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index
from .wie import GGD, JEUGDHULP, POLITIE, REGIE, Wie

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIJD = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):[\d.]+")
_SLEUTEL = re.compile(r"(matchsleutel )[0-9a-f]{12}")

GEMELD = {
    "20040510": "2026-03-02T12:00",
    "20040229": "2026-03-02T12:10",
    "20040500": "2026-03-02T12:20",
    "20040000": "2026-03-02T12:30",
    "enig": "2025-03-28T12:00",
    "ander": "2025-10-31T12:00",
    "derde": "2024-02-29T12:00",
}
"""Whom GGD and POLITIE both report, and when; GGD withdraws ``derde`` into the archive a day later."""
Grenzen = tuple[tuple[str, str, str], ...]
GRENZEN: Grenzen = (
    ("derde", "2026-02-27T23:59", "2026-02-28T00:00"),  # term of a melding of 29 February (B5)
    ("20040000", "2026-12-31T23:59", "2027-01-01T00:00"),  # 23, month unknown
    ("20040229", "2027-02-28T23:59", "2027-03-01T00:00"),  # 23, born on a leap day (B4)
    ("enig", "2027-03-27T23:59", "2027-03-28T00:00"),  # term, in the night the clock goes forward
    ("20040500", "2027-04-30T23:59", "2027-05-01T00:00"),  # 23, day unknown
    ("20040510", "2027-05-09T23:59", "2027-05-10T00:00"),  # 23
    ("ander", "2027-10-30T23:59", "2027-10-31T00:00"),  # term, in the night the clock goes back
    ("derde", "2029-02-28T23:59", "2029-03-01T00:00"),  # archive of what was withdrawn
    ("derde", "2031-02-27T23:59", "2031-02-28T00:00"),  # archive after the term of 29 February
    ("enig", "2032-03-27T23:59", "2032-03-28T00:00"),  # archive after a term
)
"""Whom it concerns, the last moment of the day before, and the first of the day."""


class Verhaal:
    """Plays the story on an index; ``tussendoor`` happens before everything that is asked."""

    def __init__(self, index: Index, tussendoor: Callable[[Index], object], grenzen: Grenzen = GRENZEN) -> None:
        self._index = index
        self._tussendoor = tussendoor
        self._grenzen = grenzen
        self._meldingen: dict[tuple[str, str], tuple[Wie, str, str]] = {}
        self._namen: dict[str, str] = {}

    def speel(self) -> Iterator[tuple[str, str]]:
        """What was asked, and the answer with ids by their order of appearance and times to the minute."""
        self._begin()
        for wie_gemeld, ervoor, erop in self._grenzen:
            for tijd in (ervoor, erop, f"{date.fromisoformat(erop[:10]) + timedelta(days=1)}T12:00"):
                self._index.zet(tijd)
                self._tussendoor(self._index)
                for wat, antwoord in self._vraag_alles(wie_gemeld):
                    yield f"{tijd} {wie_gemeld} {wat}", self._leesbaar(antwoord)

    def _begin(self) -> None:
        for naam, tijd in sorted(GEMELD.items(), key=lambda paar: paar[1]):
            self._index.zet(tijd)
            for wie in (GGD, POLITIE):
                sleutel = f"dossier-{naam}-{wie.gebruiker}"
                self._meldingen[naam, wie.gebruiker] = (wie, sleutel, self._index.meld(wie, naam, sleutel).tekst("meldingId"))
        self._index.zet("2024-03-01T12:00")
        self._index.verwijder(GGD, self._meldingen["derde", GGD.gebruiker][2], "RISICO_NIET_MEER_AANWEZIG")

    def _vraag_alles(self, naam: str) -> Iterator[tuple[str, Antwoord | Fout]]:
        """Every operation: mailboxes, own meldingen, repeats, withdrawals of what is over, and a new reporter."""
        index = self._index
        for wie in (GGD, POLITIE, REGIE):
            yield f"signalen {wie.gebruiker}", index.vraag(wie, "HaalSignalenOp", verzoeken.haal_signalen(wie))
        for wie in (GGD, POLITIE):
            eigen = index.eigen(wie)
            yield f"eigen {wie.gebruiker}", eigen
            _, sleutel, melding = self._meldingen[naam, wie.gebruiker]
            yield f"herhaal {wie.gebruiker}", index.vraag(wie, "MeldJeugdige", index.melding(wie, naam, sleutel))
            if melding not in eigen.teksten("meldingId"):
                weg = verzoeken.verwijder_melding(wie, index.sleutel(), melding, "NIET_TERECHT")
                yield f"verwijder {wie.gebruiker}", index.vraag(wie, "VerwijderMelding", weg)
        yield from self._nieuwe_melder(naam)

    def _nieuwe_melder(self, naam: str) -> Iterator[tuple[str, Antwoord | Fout]]:
        """Somebody else reports: whom he matches, what he is offered; then he withdraws it as a mistake."""
        index = self._index
        nieuw = index.vraag(JEUGDHULP, "MeldJeugdige", index.melding(JEUGDHULP, naam))
        yield "nieuw", nieuw
        if isinstance(nieuw, Antwoord):
            melding = nieuw.tekst("meldingId")
            yield "historie", index.vraag(JEUGDHULP, "HaalHistorieOp", verzoeken.haal_historie(JEUGDHULP, index.sleutel(), melding))
            yield "terug", index.verwijder(JEUGDHULP, melding, "NIET_TERECHT")

    def _leesbaar(self, antwoord: Antwoord | Fout) -> str:
        if isinstance(antwoord, Fout):
            return f"{antwoord.code} {antwoord.element}"
        velden = [(etree.QName(element).localname, element) for element in antwoord.kind.iter()]
        inhoud = "\n".join(f"{naam} {element.text or ''}" for naam, element in velden if not _van_dit_bericht(element))
        inhoud = _UUID.sub(lambda gevonden: self._namen.setdefault(gevonden[0], f"id-{len(self._namen)}"), inhoud)
        return _SLEUTEL.sub(r"\1x", _TIJD.sub(r"\1", inhoud))


def _van_dit_bericht(element: etree._Element) -> bool:
    """Within stuurgegevens, which differ in every answer."""
    return any(etree.QName(boven).localname == "stuurgegevens" for boven in element.iterancestors())
