"""The use cases of who reports and who is told; a refusal is its code."""

from collections.abc import Sequence
from typing import Any

from verwijsindex.domain.aanduiding import Aanduiding
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.operations.bevestig_signalen import BevestigSignalen, bevestig_signalen
from verwijsindex.operations.haal_historie_op import HaalHistorieOp, haal_historie_op
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, Opgehaald, haal_signalen_op
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.meld_jeugdigen import MeldJeugdigen, meld_jeugdigen
from verwijsindex.operations.melden import Gemeld, TeMelden
from verwijsindex.operations.raadpleeg_eigen_meldingen import EigenMeldingen, RaadpleegEigenMeldingen, raadpleeg_eigen_meldingen
from verwijsindex.operations.verwijder_melding import Verwijderd, VerwijderMelding, verwijder_melding

from ..wereld import COORDINATOR
from .berichten import contacten, of_code
from .proces import Proces


class Meldingen(Proces):
    """Reporting, removing, looking."""

    def meld(self, wie: str, aanduiding: Aanduiding, sleutel: str, oin: str | None = None) -> Gemeld | str:
        """Through the partner system ``oin``, if it is not his usual one."""
        return of_code(lambda: meld_jeugdige(MeldJeugdige(self.van(wie, oin), TeMelden(sleutel, aanduiding)), self.context))

    def meld_lijst(self, wie: str, lijst: Sequence[tuple[Aanduiding, str]]) -> list[Gemeld | str] | str:
        """The answer to each, or the code when all of it was refused."""
        wat = tuple(TeMelden(sleutel, aanduiding) for aanduiding, sleutel in lijst)
        antwoorden = of_code(lambda: meld_jeugdigen(MeldJeugdigen(self.van(wie), wat), self.context))
        return antwoorden if isinstance(antwoorden, str) else [een if isinstance(een, Gemeld) else een.code for een in antwoorden]

    def verwijder(self, wie: str, melding_id: str, reden: str, sleutel: str) -> Verwijderd | str:
        verzoek = VerwijderMelding(self.van(wie), sleutel, melding_id, VerwijderReden(reden))
        return of_code(lambda: verwijder_melding(verzoek, self.context))

    def historie(self, wie: str, melding_id: str, sleutel: str) -> str | frozenset[Any] | list[Any]:
        gekregen = of_code(lambda: haal_historie_op(HaalHistorieOp(self.van(wie), sleutel, melding_id), self.context))
        return gekregen if isinstance(gekregen, str) else contacten(gekregen)

    def eigen_meldingen(self, wie: str, hoogstens: int, cursor: str | None) -> EigenMeldingen:
        return raadpleeg_eigen_meldingen(RaadpleegEigenMeldingen(self.van(wie), hoogstens, cursor), self.context)

    def signalen(self, bus: str, hoogstens: int = 500, vanaf: int = 1, *, door_coordinator: bool = False) -> Opgehaald:
        wie, ontvanger = (COORDINATOR, bus) if door_coordinator else (bus, None)
        return haal_signalen_op(HaalSignalenOp(self.van(wie), hoogstens, vanaf, ontvanger), self.context)

    def bevestig(self, bus: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(uitkomst) for _, uitkomst in bevestig_signalen(BevestigSignalen(self.van(bus), ids), self.context))
