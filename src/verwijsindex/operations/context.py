"""What every use case gets: the outside world behind ports, and who is asking."""

from collections.abc import Callable
from dataclasses import dataclass, field

from verwijsindex.domain.historie import Historieregels
from verwijsindex.domain.instantie import Stuurgegevens
from verwijsindex.domain.ports import Klok, Opslag
from verwijsindex.domain.ports_register import Personenregister, Registerwijzigingen
from verwijsindex.domain.regels.termijnen import WAARSCHUW_DAGEN


@dataclass(frozen=True, slots=True)
class Context:
    """The ports that use cases work with; ``wiring`` fills it once per process."""

    opslag: Opslag
    klok: Klok
    register: Personenregister
    nieuwe_id: Callable[[], str]
    """Gives a fresh random UUID."""
    productie: bool = False
    """In production numbers of the public test range are refused (R-197)."""
    historie: Historieregels = field(default_factory=Historieregels)
    """How long and how often the archive speaks (R-104, R-105)."""
    waarschuw_dagen: int = WAARSCHUW_DAGEN
    """So many days before it runs out a reporter is told so (R-065, keuzes.md 21)."""
    adresmatch: bool = True
    """Whether a shared woonadres makes a family (R-076)."""
    wijzigingen: Registerwijzigingen | None = None
    """The changes of the register of persons; None when it does not tell them."""


@dataclass(frozen=True, slots=True)
class Afzender:
    """Who sent a request: the OIN that its signature proved, and what its stuurgegevens say (R-156)."""

    oin: str
    bericht_id: str
    """Our id of this request: ``berichtId`` of the answer, ``incidentId`` of a refusal, and in the logboek."""
    stuur: Stuurgegevens
