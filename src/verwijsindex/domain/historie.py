"""The one word of the archive: what was offered with a new melding, and the choices around it (Jeugdwet 7.1.4.6(2))."""

from dataclasses import dataclass

from verwijsindex.domain.melding import Melding


@dataclass(frozen=True, slots=True)
class Aanbod:
    """One archived melding in the offer that belongs to a new one."""

    archief: Melding
    opgehaald: bool = False
    """The offer was used."""
    ooit_opgehaald: bool = False
    """The archived melding was handed out before, with whatever new melding."""
