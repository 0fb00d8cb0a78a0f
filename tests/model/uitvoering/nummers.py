"""Persons who get another number."""

from verwijsindex.operations.koppel_bsn import KoppelBsn, koppel_bsn

from .berichten import afzender, of_code
from .proces import Proces


class Nummers(Proces):
    """KoppelBsn."""

    def koppel(self, wie: str, melding_id: str, bsn: str, sleutel: str) -> bool | str:
        """Whether it matches now, or why not."""
        gekregen = of_code(lambda: koppel_bsn(KoppelBsn(afzender(wie), sleutel, melding_id, bsn), self.context))
        return gekregen if isinstance(gekregen, str) else gekregen.match_aanwezig
