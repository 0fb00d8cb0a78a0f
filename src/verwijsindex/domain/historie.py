"""The one word of the archive: what was offered with a new melding, and the choices around it (Jeugdwet 7.1.4.6(2))."""

from dataclasses import dataclass

from verwijsindex.domain.melding import Melding


@dataclass(frozen=True, slots=True)
class Historieregels:
    """What an index may choose about historie (R-104, R-105)."""

    dagen: int = 30
    """How many days an offer can be used, the day of the melding included."""
    eenmaal_ooit: bool = False
    """Whether an archived melding is handed out once in its life, instead of once per new melding."""


@dataclass(frozen=True, slots=True)
class Aanbod:
    """One archived melding in the offer that belongs to a new one."""

    archief: Melding
    opgehaald: bool = False
    """The offer was used."""
    ooit_opgehaald: bool = False
    """The archived melding was handed out before, with whatever new melding."""
