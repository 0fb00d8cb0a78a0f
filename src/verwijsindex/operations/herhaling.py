"""Repetition by business key: the first functional answer again, without effect (R-158, keuzes.md 1)."""

from collections.abc import Callable
from typing import TypeVar

from verwijsindex.domain.ports_sleutels import GebondenSleutel, SleutelBezet, SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.weigeringen import MeldingOnbekend, SleutelMetAndereInhoud
from verwijsindex.operations.context import Afzender

Antwoord = TypeVar("Antwoord")


def sleutel_van(afzender: Afzender, soort: SleutelSoort, sleutel: str, *inhoud: str) -> ZakelijkeSleutel:
    """The business key of a request; its content is what it asks, by whom and for whom, never ``kenmerk`` (keuzes.md 1)."""
    stuur = afzender.stuur
    return ZakelijkeSleutel(afzender.oin, soort, sleutel, (*inhoud, stuur.gebruiker_id, stuur.instantie_id or ""))


def eerste_antwoord(gebonden: GebondenSleutel, element: str) -> str:
    """What was answered the first time, as it was stored.

    Raises MeldingOnbekend (VIR-130) when the melding of this key was destroyed, SleutelMetAndereInhoud (VIR-140) when the content differs.
    """
    if gebonden.antwoord is None:
        raise MeldingOnbekend(element)
    if not gebonden.gelijk:
        raise SleutelMetAndereInhoud(element)
    return gebonden.antwoord


def herhaal_als_bezet(poging: Callable[[], Antwoord]) -> Antwoord:
    """Run ``poging``; once more when a simultaneous request bound the same key, so that it finds that answer."""
    try:
        return poging()
    except SleutelBezet:
        return poging()
