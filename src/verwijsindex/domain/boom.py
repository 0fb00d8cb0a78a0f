"""A file as a tree of values that know their line, and what is wrong with it; whatever notation it was written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bestandsfout:
    """One thing that is wrong: on which line, and why, in Dutch; never with the value."""

    regel: int
    reden: str


class BestandOnjuist(Exception):
    """A file has errors: nothing of it may be used. Its Dutch text tells all of them, by line."""

    def __init__(self, fouten: Sequence[Bestandsfout]) -> None:
        self.fouten = tuple(sorted(fouten, key=lambda fout: fout.regel))
        regels = (f"  regel {fout.regel}: {fout.reden}" for fout in self.fouten)
        super().__init__("\n".join(("er klopt iets niet in het bestand; er is niets veranderd:", *regels)))


@dataclass(frozen=True, slots=True)
class Knoop:
    """A text (or nothing), a list, or named values; with the line on which it begins."""

    regel: int
    waarde: "str | tuple[Knoop, ...] | Mapping[str, Knoop] | None"


class Lezing:
    """Reads a tree and gathers everything that is wrong with it; what cannot be read is left out."""

    def __init__(self) -> None:
        self.fouten: list[Bestandsfout] = []

    def fout(self, regel: int, reden: str) -> None:
        """This is wrong too."""
        self.fouten.append(Bestandsfout(regel, reden))

    def velden(self, knoop: Knoop, verplicht: Sequence[str], mag: Sequence[str] = ()) -> Mapping[str, Knoop]:
        """Named values, of which some must be there and no others may."""
        if not isinstance(knoop.waarde, Mapping):
            self.fout(knoop.regel, f"hier horen velden: {', '.join((*verplicht, *mag))}")
            return {}
        for naam, waarde in knoop.waarde.items():
            if naam not in (*verplicht, *mag):
                self.fout(waarde.regel, f"het veld {_kort(naam)} is hier niet bekend")
        for naam in verplicht:
            if naam not in knoop.waarde or knoop.waarde[naam].waarde is None:
                self.fout(knoop.regel, f"{naam} ontbreekt")
        return {naam: waarde for naam, waarde in knoop.waarde.items() if naam in (*verplicht, *mag) and waarde.waarde is not None}

    def lijst(self, velden: Mapping[str, Knoop], naam: str) -> tuple[Knoop, ...]:
        """A list; empty when it is not there."""
        if naam not in velden:
            return ()
        waarde = velden[naam].waarde
        if isinstance(waarde, tuple):
            return waarde
        self.fout(velden[naam].regel, f"{naam} is een lijst; begin elke regel ervan met een streepje")
        return ()

    def tekst(self, velden: Mapping[str, Knoop], naam: str, hoogstens: int) -> str | None:
        """A text; None when it is not there, or is wrong."""
        if naam not in velden:
            return None
        waarde = velden[naam].waarde
        if not isinstance(waarde, str):
            self.fout(velden[naam].regel, f"{naam} is een tekst")
            return None
        schoon = waarde.strip()
        if len(schoon) > hoogstens or any(ord(teken) < 32 and teken != "\n" for teken in schoon):
            self.fout(velden[naam].regel, f"{naam} is hoogstens {hoogstens} tekens, zonder stuurtekens")
            return None
        return schoon or None


def _kort(naam: str) -> str:
    """A name that somebody typed: shown only when it is a word."""
    return naam if len(naam) <= 40 and naam.replace("_", "").isalnum() else "op deze regel"
