"""Following persons over the BRP Update API: who is followed, and who changed (Jeugdwet 7.1.2.3(1)(g); R-120, R-125).

This API has the number in the address of a volgindicatie; that is how it is described. No log of ours shows an address.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from verwijsindex.brp.haalcentraal.antwoorden import BSN
from verwijsindex.brp.haalcentraal.datums import DATUM
from verwijsindex.brp.haalcentraal.kanaal import Kanaal, Uitkomst
from verwijsindex.brp.haalcentraal.lezen import Entiteit, lijst, tekst
from verwijsindex.brp.haalcentraal.post import Verzoek
from verwijsindex.brp.haalcentraal.storing import Reden, Storing
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.ports_register import Wijziging

KOPPEN: Final = {"Content-Type": "application/json", "Accept": "application/json, application/hal+json"}


class BrpWijzigingen:
    """Implements ``domain.ports_register.Registerwijzigingen``; the position is the day on which was asked last.

    Every call may be repeated: following twice is following, and a change that is told twice is one change. The service tells only that
    something changed, so also of a number that was replaced it does not tell by which (R-034).
    """

    naam = "brp"

    def __init__(self, kanaal: Kanaal) -> None:
        self._kanaal = kanaal

    def volg(self, bsn: Bsn) -> None:
        """R-120: from now on changes of this person are told. Raises RegisterOnbereikbaar (VIR-190)."""
        self._zet(bsn, einddatum=None)

    def volg_niet_meer(self, bsn: Bsn, dag: date) -> None:
        """R-120: the last melding and archive entry about him are gone. Raises RegisterOnbereikbaar (VIR-190)."""
        self._zet(bsn, einddatum=dag)

    def wijzigingen(self, stand: str | None, dag: date) -> tuple[Sequence[Wijziging], str]:
        """R-125: who changed since the day of ``stand``, that day included, for it was not over when we asked.

        Without a ``stand`` since ``dag``. Raises RegisterOnbereikbaar (VIR-190).
        """
        gewijzigd = self.gewijzigd_sinds(dag if stand is None else date.fromisoformat(stand))
        return [Wijziging(bsn) for bsn in sorted(gewijzigd, key=lambda bsn: bsn.waarde)], dag.isoformat()

    def gewijzigd_sinds(self, dag: date) -> frozenset[Bsn]:
        """Those followed whose data changed on ``dag`` or later; also what was told before (R-125).

        What changed is not told: ask the register of persons. Raises RegisterOnbereikbaar (VIR-190).
        """
        with self._kanaal.gesprek("GetGewijzigdePersonen"):
            uitkomst = self._vraag("GET", f"/wijzigingen?{urlencode({'vanaf': dag.isoformat()})}")
            nummers = [] if uitkomst.is_niet_gevonden else lijst(_gelukt(uitkomst), "burgerservicenummers")
            return frozenset(_bsn(nummer) for nummer in nummers)

    def _zet(self, bsn: Bsn, einddatum: date | None) -> None:
        with self._kanaal.gesprek("UpsertVolgindicatie"):
            inhoud = {} if einddatum is None else {"einddatum": einddatum.isoformat()}
            ruw = _gelukt(self._vraag("PUT", f"/volgindicaties/{bsn.waarde}", json.dumps(inhoud).encode()))
            if tekst(ruw, "burgerservicenummer", BSN) not in (None, bsn.waarde):
                raise Storing(Reden.PERSOON)
            if tekst(ruw, "einddatum", DATUM) != inhoud.get("einddatum"):
                raise Storing(Reden.VORM)

    def _vraag(self, methode: str, pad: str, inhoud: bytes | None = None) -> Uitkomst:
        return self._kanaal.vraag(Verzoek(methode, self._kanaal.adres + pad, KOPPEN, inhoud))


def _gelukt(uitkomst: Uitkomst) -> Entiteit:
    if not uitkomst.is_gelukt:
        raise Storing(Reden.GEWEIGERD, uitkomst.status)
    return uitkomst.inhoud


def _bsn(nummer: object) -> Bsn:
    """A number that we can have followed; another one means that the list is not ours."""
    if not isinstance(nummer, str) or not voldoet_aan_elfproef(nummer):
        raise Storing(Reden.VORM)
    return Bsn(nummer)
