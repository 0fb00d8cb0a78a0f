"""Lets whoever runs the target do something to an instantie, on a target that lets its tester do so."""

from dataclasses import replace
from datetime import date

from verwijsindex_conformance.doel import Doel, Gebruiker, Partner
from verwijsindex_conformance.oordeel import Overgeslagen
from verwijsindex_conformance.opdracht import draai_opdracht, vul_in


class Beheer:
    """The commands of doel.yaml, filled in and run; each returns when it holds for the next message. All are about an instantie.

    Where the user acts differently from then on, the act gives him as he does.
    """

    def __init__(self, doel: Doel) -> None:
        self._daden = doel.beheer
        self._uitvoerder = doel.uitvoerder
        self._waarom = doel.ontbreekt("beheer", "doel.yaml zegt niet hoe het beheer van het doel dit doet")

    def nodig(self, daad: str) -> None:
        """Raises Overgeslagen when the tester gave no command for this (a field of `Beheerdaden`)."""
        if not getattr(self._daden, daad, ()):
            raise Overgeslagen(self._waarom)

    def draag_over(self, wie: Gebruiker, naar: Partner, dag: date) -> Gebruiker:
        """From this day another partner acts for his instantie."""
        velden = {"{van}": wie.partner.oin, "{naar}": naar.oin, "{dag}": dag.isoformat()}
        self._draai("overdracht", wie, velden)
        return replace(wie, partner=naar)

    def hernoem(self, wie: Gebruiker, naam: str, dag: date) -> None:
        """From this day his instantie has another name."""
        self._draai("naam", wie, {"{naam}": naam, "{dag}": dag.isoformat()})

    def splits_af(self, wie: Gebruiker, deel: str, naam: str) -> Gebruiker:
        """He leaves his instantie for a new one, ``deel``."""
        self._draai("splitsing", wie, {"{deel}": deel, "{naam}": naam, "{gebruiker}": wie.gebruiker_id})
        return replace(wie, instantie_id=deel)

    def voeg_samen(self, wie: Gebruiker, tot: Gebruiker) -> Gebruiker:
        """His instantie goes up in that of the other."""
        self._draai("samenvoeging", wie, {"{tot}": tot.instantie_id or ""})
        return replace(wie, instantie_id=tot.instantie_id)

    def _draai(self, daad: str, wie: Gebruiker, velden: dict[str, str]) -> None:
        """Raises Overgeslagen as ``nodig`` does, and for who has no instantie."""
        self.nodig(daad)
        if wie.instantie_id is None:
            raise Overgeslagen("deze melder heeft geen instantie")
        opdracht: tuple[str, ...] = getattr(self._daden, daad)
        draai_opdracht(self._uitvoerder, vul_in(opdracht, {**velden, "{instantie}": wie.instantie_id}), f"het beheer ({daad})")
