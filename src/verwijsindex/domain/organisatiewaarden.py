"""One value of a file of organisations: an id, a day, a period, a choice, contact data; what is wrong is gathered by line."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from verwijsindex.domain.boom import Knoop, Lezing
from verwijsindex.domain.instantie import Contactgegevens, Rol
from verwijsindex.domain.regels.bereikbaar import HOOGSTENS, contactfouten
from verwijsindex.domain.regels.inschrijven import eis_geldigheid
from verwijsindex.domain.tijd import Geldigheid

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}")
_DAG: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GEMEENTE: Final = re.compile(r"[0-9]{4}")
_WAARHEID: Final = {"true": True, "ja": True, "false": False, "nee": False}


class Waardenlezing(Lezing):
    """Each gives None for what is not there, and for what is wrong after saying so."""

    def eis(self, regel: int, eis: Callable[[], None]) -> None:
        """What a rule does not allow (ValueError) is wrong on this line."""
        try:
            eis()
        except ValueError as fout:
            self.fout(regel, str(fout))

    def _vorm(self, velden: Mapping[str, Knoop], naam: str, vorm: re.Pattern[str], reden: str) -> str | None:
        gelezen = self.tekst(velden, naam, 200)
        if gelezen is not None and vorm.fullmatch(gelezen) is None:
            self.fout(velden[naam].regel, reden)
            return None
        return gelezen

    def id(self, velden: Mapping[str, Knoop], naam: str) -> str | None:
        """An id as partners use it."""
        return self._vorm(velden, naam, _ID, f"{naam} is 1 tot en met 40 letters, cijfers, punten en streepjes")

    def code(self, velden: Mapping[str, Knoop], naam: str) -> str | None:
        """A gemeentecode."""
        return self._vorm(velden, naam, _GEMEENTE, f"{naam} is een gemeentecode van vier cijfers, tussen aanhalingstekens")

    def dag(self, velden: Mapping[str, Knoop], naam: str) -> date | None:
        """A day that exists."""
        gelezen = self._vorm(velden, naam, _DAG, f"{naam} is een datum: jjjj-mm-dd")
        if gelezen is None:
            return None
        try:
            return date.fromisoformat(gelezen)
        except ValueError:
            self.fout(velden[naam].regel, f"{naam} bestaat niet als datum")
            return None

    def geldigheid(self, velden: Mapping[str, Knoop]) -> Geldigheid | None:
        """A period by ``vanaf`` and ``tot`` (R-004)."""
        vanaf, tot = self.dag(velden, "vanaf"), self.dag(velden, "tot")
        if vanaf is None or (tot is None and "tot" in velden):
            return None
        self.eis(velden["vanaf"].regel, lambda: eis_geldigheid(Geldigheid(vanaf, tot)))
        return Geldigheid(vanaf, tot) if tot is None or tot >= vanaf else Geldigheid(vanaf)

    def waarheid(self, velden: Mapping[str, Knoop], naam: str) -> bool | None:
        """Yes or no."""
        gelezen = self.tekst(velden, naam, 10)
        if gelezen is not None and gelezen.lower() not in _WAARHEID:
            self.fout(velden[naam].regel, f"{naam} is ja of nee")
            return None
        return None if gelezen is None else _WAARHEID[gelezen.lower()]

    def getal(self, velden: Mapping[str, Knoop], naam: str) -> int | None:
        """A whole number."""
        gelezen = self._vorm(velden, naam, re.compile("[0-9]{1,3}"), f"{naam} is een getal")
        return None if gelezen is None else int(gelezen)

    def keuze(self, velden: Mapping[str, Knoop], naam: str, keuzes: Sequence[str]) -> str | None:
        """One of these words."""
        gelezen = self.tekst(velden, naam, 40)
        if gelezen is not None and gelezen not in keuzes:
            self.fout(velden[naam].regel, f"{naam} is {', '.join(keuzes[:-1])} of {keuzes[-1]}")
            return None
        return gelezen

    def rollen(self, velden: Mapping[str, Knoop]) -> frozenset[Rol] | None:
        """At least one role (R-007)."""
        if "rollen" not in velden:
            return None
        gelezen = [self.keuze({"rollen": knoop}, "rollen", tuple(Rol)) for knoop in self.lijst(velden, "rollen")]
        if not gelezen:
            self.fout(velden["rollen"].regel, "een gebruiker heeft ten minste een rol")
            return None
        return frozenset(Rol(rol) for rol in gelezen if rol is not None)

    def contact(self, knoop: Knoop, bekend: Contactgegevens | None) -> Contactgegevens | None:
        """Contact data; what stands in the index already is not asked to be better than it was."""
        velden = self.velden(knoop, ("naam",), ("functie", "locatie", "telefoon", "emailadres"))
        naam = self.tekst(velden, "naam", HOOGSTENS["naam"])
        if naam is None:
            return None
        overige = {veld: self.tekst(velden, veld, HOOGSTENS[veld]) for veld in HOOGSTENS if veld != "naam"}
        contact = Contactgegevens(naam, **overige)
        for reden in contactfouten(contact) if contact != bekend else ():
            self.fout(knoop.regel, reden)
        return contact
