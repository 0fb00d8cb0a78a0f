"""Persons who get another number."""

from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, registreer_toekenning, registreer_verbetering
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.koppel_bsn import KoppelBsn, koppel_bsn
from verwijsindex.operations.onderscheid_visn import Onderscheiden, OnderscheidOnmogelijk, onderscheid_visn

from ..wereld import Mens
from .berichten import of_code
from .proces import Proces


class Nummers(Proces):
    """KoppelBsn, and what the register and the operator do."""

    def ken_toe(self, mens: Mens) -> None:
        """Who had no number gets his (R-030)."""
        wie = ZonderNummer(mens.geslachtsnaam, mens.geboren, mens.naam)
        registreer_toekenning(self._waar_het_is, wie, Bsn(mens.bsn), self.klok.moment)

    def verbeter(self, oud: str, nieuw: str) -> None:
        """He always had another number than was thought (R-034)."""
        registreer_verbetering(self._waar_het_is, Bsn(oud), Bsn(nieuw), self.klok.moment)

    def onderscheid(self, melding_id: str, bij: str | None) -> Onderscheiden | None:
        """What was done, None when it cannot be (R-031); first tried out, which keeps nothing and says the same."""
        try:
            proef = onderscheid_visn(melding_id, self.context, bij=bij, proef=True)
        except OnderscheidOnmogelijk:
            return None
        gedaan = onderscheid_visn(melding_id, self.context, bij=bij)
        assert proef == gedaan, (proef, gedaan)
        return gedaan

    def koppel(self, wie: str, melding_id: str, bsn: str, sleutel: str) -> bool | str:
        """Whether it matches now, or why not."""
        gekregen = of_code(lambda: koppel_bsn(KoppelBsn(self.van(wie), sleutel, melding_id, bsn), self.context))
        return gekregen if isinstance(gekregen, str) else gekregen.match_aanwezig
