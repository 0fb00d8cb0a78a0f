"""What every use case gets: the outside world behind ports, and who is asking."""

from collections.abc import Callable
from dataclasses import dataclass

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.instantie import Stuurgegevens
from verwijsindex.domain.ports import Klok, Opslag
from verwijsindex.domain.ports_certificaten import Certificaatbewaking
from verwijsindex.domain.ports_logboek import Ijken
from verwijsindex.domain.ports_register import Personenregister, Registerwijzigingen
from verwijsindex.operations.even_lang import STAP


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
    weigerstap: float = STAP
    """A refused bevraging is told at a whole number of these seconds, longer than the register takes (R-024)."""
    wijzigingen: Registerwijzigingen | None = None
    """The changes of the register of persons; None when it does not tell them."""
    ijken: Ijken | None = None
    """How the logboek is signed; None where nothing is (R-142)."""
    certificaten: Certificaatbewaking | None = None
    """Whose certificates are guarded, and whom their end is told; None where nobody's are (R-154)."""

    @property
    def beleid(self) -> Beleid:
        """The law under which the store keeps what it keeps: terms, ages, categories and switches (R-190)."""
        return self.opslag.beleid


@dataclass(frozen=True, slots=True)
class Afzender:
    """Who sent a request: the OIN that its signature proved, and what its stuurgegevens say (R-156)."""

    oin: str
    bericht_id: str
    """Our id of this request: ``berichtId`` of the answer, ``incidentId`` of a refusal, and in the logboek."""
    stuur: Stuurgegevens
