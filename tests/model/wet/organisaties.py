"""What an organisation is called on a day; nothing else of it changes what was reported (R-183, R-184)."""

from datetime import date

from ..kern import Kern
from ..wereld import Instelling


class Organisaties(Kern):
    """R-184: a name holds from its day until the next one."""

    def hernoem(self, plek: Instelling, naam: str, vanaf: date) -> None:
        self.namen.setdefault(plek.id, {})[vanaf] = naam
