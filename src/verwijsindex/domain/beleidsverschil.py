"""What two policies say differently, and from which day until which (R-190)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from verwijsindex.domain.beleid import Beleid, Beleidsversie
from verwijsindex.domain.instantie import Categorie

_GEEN_WAARDE: Final = {"naam", "vanaf", "categorieen", "gronden"}
WAARDEN: Final = tuple(veld.name for veld in fields(Beleidsversie) if veld.name not in _GEEN_WAARDE)
"""The names of all values, in the order of the statute."""

Waarde = int | bool | str | date | None


@dataclass(frozen=True, slots=True)
class Verschil:
    """One value that differs from ``vanaf`` until the day before ``tot``."""

    naam: str
    vanaf: date
    tot: date | None
    oud: Waarde
    nieuw: Waarde
    grond: str

    def raakt_verleden(self, vandaag: date) -> bool:
        """Whether it changes what applied on a day that is over; who does that rewrites what the law was."""
        return self.vanaf < vandaag


def verschillen(oud: Beleid, nieuw: Beleid) -> tuple[Verschil, ...]:
    """Every difference, in order of day."""
    dagen = sorted({*oud.begin, *nieuw.begin})
    gevonden = [verschil for naam in WAARDEN for verschil in _van_waarde(naam, dagen, oud, nieuw)]
    codes = dict.fromkeys(code for beleid in (oud, nieuw) for versie in beleid.versies for code in versie.categorieen)
    gevonden += [verschil for code in codes for verschil in _van_categorie(code, dagen, oud, nieuw)]
    return tuple(sorted((*gevonden, *_van_afbouw(oud, nieuw)), key=lambda v: (v.vanaf, v.naam)))


def _van_waarde(naam: str, dagen: list[date], oud: Beleid, nieuw: Beleid) -> Iterator[Verschil]:
    stukken = [(getattr(oud.op(dag), naam), getattr(nieuw.op(dag), naam), nieuw.op(dag).gronden[naam]) for dag in dagen]
    return _samen(naam, dagen, stukken)


def _van_categorie(code: str, dagen: list[date], oud: Beleid, nieuw: Beleid) -> Iterator[Verschil]:
    stukken = []
    for dag in dagen:
        voor, na = oud.op(dag).categorieen.get(code), nieuw.op(dag).categorieen.get(code)
        stukken.append((_beschrijf(voor, dag), _beschrijf(na, dag), "" if na is None else na.artikel))
    return _samen(code, dagen, stukken)


def _beschrijf(categorie: Categorie | None, dag: date) -> str | None:
    """What counts of a category; None while it is not in force."""
    if categorie is None or dag < categorie.geldigheid.vanaf:
        return None
    tot = "" if categorie.geldigheid.tot is None else f", tot {categorie.geldigheid.tot.isoformat()}"
    beperking = "" if categorie.beperking is None else f", {categorie.beperking}"
    return f"{categorie.omschrijving}, bsn {'ja' if categorie.bsn_gerechtigd else 'nee'}{beperking}{tot}"


def _samen(naam: str, dagen: list[date], stukken: Sequence[tuple[Waarde, Waarde, str]]) -> Iterator[Verschil]:
    """Days one after another on which the same differs are one difference."""
    begin = 0
    for einde in range(1, len(dagen) + 1):
        if einde < len(dagen) and stukken[einde] == stukken[begin]:
            continue
        oud, nieuw, grond = stukken[begin]
        if (type(oud), oud) != (type(nieuw), nieuw):
            yield Verschil(naam, dagen[begin], dagen[einde] if einde < len(dagen) else None, oud, nieuw, grond)
        begin = einde


def _van_afbouw(oud: Beleid, nieuw: Beleid) -> Iterator[Verschil]:
    for naam in ("geen_nieuwe_meldingen_vanaf", "alles_vernietigd_op"):
        voor = None if oud.afbouw is None else getattr(oud.afbouw, naam)
        na = None if nieuw.afbouw is None else getattr(nieuw.afbouw, naam)
        if voor != na:
            yield Verschil(
                naam, min(dag for dag in (voor, na) if dag is not None), None, voor, na, nieuw.afbouw.artikel if nieuw.afbouw else ""
            )
