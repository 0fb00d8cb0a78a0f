"""The statutory log, append-only, and beside it what was handed out, erasable (R-140, R-054; keuzes.md 31, 34)."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from verwijsindex.domain.logboek import Historieverstrekking, Logregel, Verstrekking
from verwijsindex.domain.logboek_catalogus import keur
from verwijsindex.storage.ketens import schakel_aan
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie, Waarde, toevoegen
from verwijsindex.storage.tabellen import historie_verstrekking
from verwijsindex.storage.tabellen_logboek import verstrekking
from verwijsindex.storage.vormen import als_tekst

_VERSTREK: Final = Opdracht(toevoegen(verstrekking).on_conflict_do_nothing())
_VERSTREK_HISTORIE: Final = Opdracht(toevoegen(historie_verstrekking).on_conflict_do_nothing())
"""The same text handed out again is the same row."""


class SqlLogboek:
    """``ports.Logboek``. A line holds the keyed digest of every text that was handed out about one of its ids.

    Lines are kept until COMMIT and then written and chained together (R-142): no lane is held while a transaction still works.
    """

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self._wachtend: list[dict[str, Waarde]] = []

    def noteer(self, regels: Sequence[Logregel], verstrekkingen: Sequence[Verstrekking | Historieverstrekking] = ()) -> None:
        """Write log lines, and what was handed out beside them, in this transaction.

        ValueError when something was handed out about an id that no line names: it would leave no trace; VeldNietToegestaan for a field
        that the catalogue does not give to the event.
        """
        kenmerken = {v.over: self._kluis.kenmerk("logboek.verstrekt", v.over, v.inhoud) for v in verstrekkingen}
        if not kenmerken.keys() <= {genoemd for regel in regels for genoemd in regel.ids}:
            raise ValueError("een verstrekking zonder logregel")
        keur(regels, kenmerken)
        if regels and not self._wachtend:
            self._sessie.op_het_laatst(self._schrijf)
        self._wachtend += [_rij(regel, kenmerken) for regel in regels]
        van_signalen = [self._verstrekt(v, kenmerken[v.over]) for v in verstrekkingen if isinstance(v, Verstrekking)]
        self._sessie.doe_elk(_VERSTREK, van_signalen)
        als_historie = [self._als_historie(v, kenmerken[v.over]) for v in verstrekkingen if isinstance(v, Historieverstrekking)]
        self._sessie.doe_elk(_VERSTREK_HISTORIE, als_historie)

    def _schrijf(self) -> None:
        schakel_aan(self._sessie, self._kluis, self._wachtend)

    def _verstrekt(self, wat: Verstrekking, kenmerk: bytes) -> dict[str, Waarde]:
        inhoud = self._kluis.versleutel("verstrekking.inhoud", f"{wat.signaal_id} {kenmerk.hex()}", wat.inhoud)
        return {"signaal_id": wat.signaal_id, "kenmerk": kenmerk, "inhoud": inhoud}

    def _als_historie(self, wat: Historieverstrekking, kenmerk: bytes) -> dict[str, Waarde]:
        plaats = f"{wat.melding_id} {wat.archief_id} {kenmerk.hex()}"
        inhoud = self._kluis.versleutel("historie_verstrekking.inhoud", plaats, wat.inhoud)
        return {"melding_id": wat.melding_id, "archief_id": wat.archief_id, "kenmerk": kenmerk, "inhoud": inhoud}


def _rij(regel: Logregel, kenmerken: Mapping[str, bytes]) -> dict[str, Waarde]:
    verstrekt = {signaal_id: kenmerken[signaal_id].hex() for signaal_id in regel.ids if signaal_id in kenmerken}
    return {
        "tijdstip": als_tekst(regel.tijdstip),
        "gebeurtenis": regel.gebeurtenis.value,
        "operatie": regel.operatie,
        "oin": regel.oin,
        "gebruiker_id": regel.gebruiker_id,
        "rol": regel.rol,
        "bericht_id": regel.bericht_id,
        "persoon": regel.persoon,
        "ids": json.dumps(regel.ids),
        "uitkomst": regel.uitkomst,
        "ontvanger": regel.ontvanger,
        "verstrekt": json.dumps(verstrekt) if verstrekt else None,
    }
