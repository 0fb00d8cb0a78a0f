"""Business keys and their first answers (R-158, keuzes.md 1)."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, select

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.ports_sleutels import GebondenSleutel, SleutelBezet, ZakelijkeSleutel
from verwijsindex.domain.regels.termijnen import vernietigdag
from verwijsindex.domain.tijd import middernacht, vandaag
from verwijsindex.storage import sloten
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, Waarde, toevoegen
from verwijsindex.storage.rijen import lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import jeugdige, melding, zakelijke_sleutel
from verwijsindex.storage.vormen import als_moment, als_tekst
from verwijsindex.storage.zegels import Vergelijk, Zoekopdracht

_GRAFSTEEN: Final = GebondenSleutel(gelijk=True, antwoord=None)
"""Of a destroyed melding: nothing is left to compare with, and whoever repeats is told the same."""


def _deze(is_kenmerk: Vergelijk) -> tuple[ColumnElement[bool], ...]:
    return (
        zakelijke_sleutel.c.oin == bindparam("oin"),
        zakelijke_sleutel.c.soort == bindparam("soort"),
        is_kenmerk(zakelijke_sleutel.c.sleutel),
    )


_BASIS: Final = (
    select(
        zakelijke_sleutel.c.inhoud,
        zakelijke_sleutel.c.antwoord,
        zakelijke_sleutel.c.vervalt,
        *melding_kolommen(melding, jeugdige),
    )
    .select_from(zakelijke_sleutel)
    .outerjoin(melding)
    .outerjoin(jeugdige, jeugdige.c.id == melding.c.jeugdige_id)
)
_ZOEK: Final = Zoekopdracht(lambda is_kenmerk: _BASIS.where(*_deze(is_kenmerk)))
_ZOEK_EN_HOUD: Final = Zoekopdracht(lambda is_kenmerk: _BASIS.where(*_deze(is_kenmerk)).with_for_update(of=zakelijke_sleutel))
_BIND: Final = Opdracht(toevoegen(zakelijke_sleutel).on_conflict_do_nothing())
_MAAK_VRIJ: Final = Zoekopdracht(lambda is_kenmerk: delete(zakelijke_sleutel).where(*_deze(is_kenmerk)))
_RUIM_OP: Final = Opdracht(delete(zakelijke_sleutel).where(zakelijke_sleutel.c.vervalt <= bindparam("moment")))


def onthoud(beleid: Beleid, moment: datetime) -> timedelta:
    """keuzes.md 1: how long a key without a melding is kept, that of a verzoek with its answer, that of a destroyed melding without."""
    return timedelta(days=beleid.op(vandaag(moment)).zakelijke_sleutel_dagen)


def sleutels_vrij(beleid: Beleid, moment: datetime) -> datetime:
    """When a key is free whose melding was destroyed, or whose verzoek was answered, at ``moment``."""
    return moment + onthoud(beleid, moment)


class SqlZakelijkeSleutels:
    """``ports_sleutels.ZakelijkeSleutels``. Key and content are kept as keyed digests."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def zoek(self, sleutel: ZakelijkeSleutel, moment: datetime) -> GebondenSleutel | None:
        """What this key is bound to at ``moment``; None when free."""
        opdracht, plaats = self._waar(_ZOEK, sleutel)
        rij = self._sessie.rij(opdracht, **plaats)
        return None if rij is None else self._stand(rij, sleutel, moment)

    def bind(self, sleutel: ZakelijkeSleutel, moment: datetime, antwoord: str, melding_id: str | None) -> None:
        """Bind the key to its answer: as long as its melding lives, or 7 days when there is none.

        Raises SleutelBezet when someone bound it meanwhile.
        """
        vervalt = als_tekst(sleutels_vrij(self._kluis.beleid, moment)) if melding_id is None else None
        rij: dict[str, Waarde] = {
            "oin": sleutel.oin,
            "soort": sleutel.soort.value,
            "sleutel": self._kluis.zegel(self._kenmerk(sleutel)),
            "inhoud": self._kluis.zegel(self._inhoud(sleutel)),
            "antwoord": antwoord,
            "melding_id": melding_id,
            "vervalt": vervalt,
        }
        if not self._kluis.enkel:  # the same key under another key of ours is no conflict for the database
            sloten.vergrendel_sleutel(self._sessie, self._kenmerk(sleutel))
            self._maak_vrij(sleutel, moment)
        while not self._sessie.doe(_BIND, **rij):
            self._maak_vrij(sleutel, moment)
        if vervalt is not None:
            self._sessie.doe(_RUIM_OP, moment=als_tekst(moment))

    def _maak_vrij(self, sleutel: ZakelijkeSleutel, moment: datetime) -> None:
        """Take away what has lapsed. Raises SleutelBezet when it has not."""
        opdracht, plaats = self._waar(_ZOEK_EN_HOUD, sleutel)
        rij = self._sessie.rij(opdracht, **plaats)
        if rij is not None and self._stand(rij, sleutel, moment) is not None:
            raise SleutelBezet
        if rij is not None:
            opdracht, plaats = self._waar(_MAAK_VRIJ, sleutel)
            self._sessie.doe(opdracht, **plaats)

    def _stand(self, rij: Rij, sleutel: ZakelijkeSleutel, moment: datetime) -> GebondenSleutel | None:
        """keuzes.md 1, R-045: by dates alone, whether or not the melding was destroyed on its day."""
        inhoud, antwoord, vervalt = rij[:3]
        if vervalt is not None:
            vrij, vernietigd = moment >= als_moment(vervalt), antwoord is None
        else:
            weg = middernacht(vernietigdag(lees_melding(self._kluis, rij[3:])))
            vrij, vernietigd = moment >= sleutels_vrij(self._kluis.beleid, weg), moment >= weg
        if vrij:
            return None
        return _GRAFSTEEN if vernietigd else GebondenSleutel(self._kluis.ontzegel(inhoud) == self._inhoud(sleutel), antwoord)

    def _waar(self, wat: Zoekopdracht, sleutel: ZakelijkeSleutel) -> tuple[Opdracht, dict[str, Waarde]]:
        opdracht, zegel = wat.op(self._kluis, self._kenmerk(sleutel))
        return opdracht, {"oin": sleutel.oin, "soort": sleutel.soort.value, "zegel": zegel}

    def _kenmerk(self, sleutel: ZakelijkeSleutel) -> bytes:
        return self._kluis.kenmerk("zakelijke_sleutel.sleutel", sleutel.oin, sleutel.soort, sleutel.sleutel)

    def _inhoud(self, sleutel: ZakelijkeSleutel) -> bytes:
        return self._kluis.kenmerk("zakelijke_sleutel.inhoud", sleutel.oin, sleutel.soort, *sleutel.inhoud)
