"""One key of the store in the place of another, act by act, while everything goes on."""

from datetime import UTC, datetime, timedelta
from itertools import repeat

from verwijsindex.operations.sleutelwissel import herschrijf, lees_stand, maak_bekend, neem_in_gebruik, verwijder_oude

from .proces import Proces

_NIET_WACHTEN = timedelta(0)


class Sleutels(Proces):
    """``verwijsindex sleutels``."""

    def wissel_verder(self, transacties: int) -> None:
        """The next act: a new key, its use, a part of the rewriting, or that the old one is forgotten."""
        nu, stand = datetime.now(UTC), lees_stand(self.context)
        nieuwste = max(sleutel.nummer for sleutel in stand.geldig)
        if len(stand.geldig) == 1:
            self._sleutels = self._sleutels.met_nieuwe(nu)
            self.herstart_proces()
            maak_bekend(self._sleutels.nummers[-1], self.context, nu)
        elif stand.in_gebruik.nummer != nieuwste:
            neem_in_gebruik(nieuwste, self.context, nu, _NIET_WACHTEN)
        elif stand.te_herschrijven:
            nog = iter([*repeat(True, transacties), False])
            herschrijf(self.context, doorgaan=lambda: next(nog, False), per_keer=3)
        else:
            verwijder_oude(self.context, nu, _NIET_WACHTEN)
