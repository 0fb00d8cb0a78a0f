"""How a reporter is reached."""

from datetime import date

from verwijsindex.domain.instantie import Contactgegevens
from verwijsindex.operations.wijzig_contactgegevens import WijzigContactgegevens, wijzig_contactgegevens

from .berichten import of_code
from .proces import Proces


class Contact(Proces):
    """WijzigContactgegevens."""

    def wijzig_contact(self, wie: str, van: str, telefoon: str, sleutel: str) -> date | str:
        gegevens = Contactgegevens(f"Naam {van}", telefoon=telefoon or None)
        return of_code(lambda: wijzig_contactgegevens(WijzigContactgegevens(self.van(wie), sleutel, van, gegevens), self.context))
