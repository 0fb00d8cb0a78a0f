"""What happens to organisations and partner systems: another name, a transfer, parted and joined again, suspended and blocked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from verwijsindex.domain.instantie import MandaatSoort
from verwijsindex.domain.organisatie import PartnerToestand
from verwijsindex.operations.fusies import hernoem, splits, voeg_samen
from verwijsindex.operations.overdragen import Overdracht, draag_over
from verwijsindex.operations.raadpleeg_eigen_meldingen import RaadpleegEigenMeldingen, raadpleeg_eigen_meldingen

from .berichten import of_code
from .proces import Proces


class Organisaties(Proces):
    """The commands of the functioneel beheerder, on the clock of the history."""

    def bekijk(self, wie: str, oin: str, instantie_id: str | None = None) -> list[str] | str:
        """The meldingen of a reporter as this partner sees them, for his instantie or another; or the code of its refusal."""
        zo = self.van(wie, oin)
        if instantie_id is not None:
            zo = replace(zo, stuur=replace(zo.stuur, instantie_id=instantie_id))
        verzoek = RaadpleegEigenMeldingen(zo, 500, None)
        gekregen = of_code(lambda: [een.id for een in raadpleeg_eigen_meldingen(verzoek, self.context).meldingen])
        return gekregen

    def hernoem(self, instantie_id: str, naam: str, vanaf: date) -> None:
        with self._opslag.beheer(nu=self.klok.moment) as beheer:
            hernoem(instantie_id, naam, vanaf, beheer)

    def draag_over(self, instantie_id: str, van: str, naar: str, op: date) -> None:
        with self._opslag.beheer(nu=self.klok.moment) as beheer:
            draag_over(Overdracht(MandaatSoort.INSTANTIE, instantie_id, van, naar, op), beheer)

    def zet_partner(self, oin: str, toestand: str) -> None:
        with self._opslag.beheer(nu=self.klok.moment) as beheer:
            beheer.partner(oin, f"Leverancier {oin[-4:]}", PartnerToestand(toestand))
            beheer.leg_vast()

    def kent_partner(self, oin: str) -> bool:
        """What the door asks before it looks at a message."""
        return self._opslag.bekende_partner(oin)

    def splits(self, instantie_id: str, nieuw: str, wie: Sequence[str]) -> None:
        with self._opslag.beheer(nu=self.klok.moment) as beheer:
            splits(instantie_id, nieuw, f"Instelling {nieuw}", wie, beheer)

    def voeg_samen(self, instantie_id: str, in_wie: str) -> None:
        with self._opslag.beheer(nu=self.klok.moment) as beheer:
            voeg_samen((instantie_id,), in_wie, None, beheer)
