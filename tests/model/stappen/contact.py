"""Other contact data, which show in what is fetched later."""

from hypothesis import strategies as st

from ..wereld import COORDINATOR, MELDERS
from .basis import KANS, Basis, stap

IEMAND = st.sampled_from([*MELDERS, COORDINATOR])


class Contact(Basis):
    """WijzigContactgegevens."""

    @stap(wie=IEMAND, van=IEMAND, wat=KANS)
    def wijzig_contactgegevens(self, wie: str, van: str, wat: int) -> None:
        """Mostly one's own, sometimes those of another, sometimes nothing to be reached on."""
        self.doe_contact(self._sleutel(), wie, van if wat in (0, 1) else wie, "" if wat == 2 else f"06-{self.stappen}")

    def doe_contact(self, sleutel: str, wie: str, van: str, telefoon: str) -> None:
        verwacht = self.model.wijzig_contact(wie, van, telefoon, sleutel)
        self.gelijk(verwacht, self.echt.wijzig_contact(wie, van, telefoon, sleutel))
