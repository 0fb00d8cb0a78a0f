"""Whom the disasters happen to: reporters of four instanties, and families in which who matches whom is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.tijd import vandaag
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.sandbox.mensen import Mensen
from verwijsindex.sandbox.wereld import GEMEENTE, GEMEENTELIJK, JEUGDHULP, JGZ, POLITIE, Wereld, maak_wereld

PER_INSTANTIE: Final = 8
GEZINNEN: Final = 400
_INSTANTIES: Final = {"ggd": JGZ.oin, "politie": POLITIE.oin, "jeugdhulp": JEUGDHULP.oin, "wijkteam": GEMEENTELIJK.oin}


@dataclass(frozen=True)
class Wie:
    """Someone who acts: his partner's OIN, his stuurgegevens, and the name of his mailbox."""

    id: str
    oin: str
    instantie: str | None
    rol: Rol
    bus: str


@dataclass(frozen=True)
class Gezin:
    """X and Y share the mother, Y and Z the father; X and Z share nobody and never match (keuzes.md 18)."""

    x: str
    y: str
    z: str
    moeder: str
    vader: str

    @property
    def ouders(self) -> dict[str, frozenset[str]]:
        return {
            self.x: frozenset({self.moeder}),
            self.y: frozenset({self.moeder, self.vader}),
            self.z: frozenset({self.vader}),
        }


MELDERS: Final = tuple(
    Wie(naam := f"{instantie}-ramp-{n:02d}", oin, instantie, Rol.MELDER, naam)
    for n in range(PER_INSTANTIE)
    for instantie, oin in _INSTANTIES.items()
)
"""One of each instantie in turn."""
REGIEVOERDER: Final = Wie(f"regievoerder-{GEMEENTE}", GEMEENTELIJK.oin, None, Rol.REGIEVOERDER, GEMEENTE)
IEDEREEN: Final[Mapping[str, Wie]] = {wie.id: wie for wie in (*MELDERS, REGIEVOERDER)}


def maak_gezinnen() -> tuple[Gezin, ...]:
    nummers = reeks_bsns(50_000)
    return tuple(Gezin(*islice(nummers, 5)) for _ in range(GEZINNEN))


GEZIN: Final = maak_gezinnen()
OUDERS: Final[Mapping[str, frozenset[str]]] = {kind: ouders for gezin in GEZIN for kind, ouders in gezin.ouders.items()}


def personen(jaar: int) -> list[dict[str, Any]]:
    """The children as entries of a persons file, ten years old."""
    return [
        {
            "bsn": kind,
            "geslachtsnaam": "Ramp",
            "geboortedatum": f"{jaar - 10}0615",
            "ouders": [{"bsn": ouder} for ouder in sorted(ouders)],
            "verblijfplaats": {"gemeentecode": GEMEENTE},
        }
        for kind, ouders in OUDERS.items()
    ]


def wereld() -> Wereld:
    """The organisations of the sandbox with the reporters of this ring added."""
    basis = maak_wereld(vandaag(datetime.now(UTC)))
    instanties = {instantie.id: instantie for instantie in basis.instanties}
    mensen, geldig = Mensen(), basis.mandaten[0].geldigheid
    erbij = (
        mensen.medewerker(instanties[wie.instantie], wie.id.removeprefix(f"{wie.instantie}-"), "Medewerker", Rol.MELDER, geldig)
        for wie in MELDERS
        if wie.instantie is not None
    )
    return replace(basis, gebruikers=(*basis.gebruikers, *erbij))
