"""Policies in a few words, for tests that need another law than the statute."""

from dataclasses import replace
from datetime import date
from typing import Any

from verwijsindex.domain.beleid import Afbouw, Beleid
from verwijsindex.domain.beleidslezer import lees_beleid, statuut

GRENS = statuut().op(date(2026, 1, 1)).leeftijd_grens
WET = statuut().op(date(2026, 1, 1))
CATEGORIEEN = statuut().op(date(2026, 1, 1)).categorieen


def altijd(**waarden: Any) -> Beleid:
    """The statute with other values, always."""
    [wet] = statuut().versies
    return Beleid((replace(wet, **waarden),), "altijd")


def vanaf(*versies: tuple[date, dict[str, Any]]) -> Beleid:
    """The statute until the first of these days, and with other values from then on; what is not named is the statute's again."""
    [wet] = statuut().versies
    return Beleid((wet, *(replace(wet, vanaf=dag, **waarden) for dag, waarden in versies)), "vanaf")


def afbouw(stop: date, weg: date | None = None) -> Beleid:
    """The statute, that ends."""
    return replace(statuut(), kenmerk="afbouw", afbouw=Afbouw(stop, weg, "Stb."))


def tekst(dag: str = "2015-01-01", **waarden: bool | int) -> str:
    """A policy file that has these values from ``dag`` on."""
    regels = ["[[versie]]", 'naam = "proef"', f"vanaf = {dag}"]
    for naam, waarde in waarden.items():
        groep = "schakelaars" if isinstance(waarde, bool) else "leeftijden" if naam.startswith("leeftijd") else "termijnen"
        regels.append(f'{groep}.{naam} = {{ waarde = {str(waarde).lower()}, artikel = "proef" }}')
    return "\n".join(regels)


__all__ = ["CATEGORIEEN", "GRENS", "WET", "afbouw", "altijd", "lees_beleid", "statuut", "tekst", "vanaf"]
