"""Meldingen, those in the archive included (R-045, R-050)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import String, bindparam, delete, select, tuple_, update

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.rijen import PARTNER_MELDING_ID, lees_melding, melding_kolommen
from verwijsindex.storage.tabellen import Tijdstip, historie_aanbod, jeugdige, melding
from verwijsindex.storage.vernietiging import vernietig_meldingen
from verwijsindex.storage.vormen import als_tekst, tekst_of_niets
from verwijsindex.storage.zakelijke_sleutels import sleutels_vrij

_VOORAAN: Final = (datetime(1, 1, 1, tzinfo=UTC), "")


_BASIS: Final = select(*melding_kolommen(melding, jeugdige)).join_from(melding, jeugdige)
_IN_VOLGORDE: Final = _BASIS.order_by(melding.c.meldmoment, melding.c.id)
_OP_ID: Final = _BASIS.where(melding.c.id == bindparam("melding_id"))

_HAAL: Final = Opdracht(_OP_ID)
_HAAL_EN_HOUD: Final = Opdracht(_OP_ID.with_for_update(of=melding))
_VAN_JEUGDIGEN: Final = Opdracht(_IN_VOLGORDE.where(in_lijst(melding.c.jeugdige_id, "jeugdigen")))
_VAN_MELDINGSBEVOEGDE: Final = Opdracht(
    _IN_VOLGORDE.where(
        melding.c.meldingsbevoegde == bindparam("gebruiker_id"),
        melding.c.verwijderd_op.is_(None),
        melding.c.verwijderdatum > bindparam("dag"),
        jeugdige.c.uiterlijk > bindparam("uiterlijk"),
        tuple_(melding.c.meldmoment, melding.c.id) > tuple_(bindparam("moment", type_=Tijdstip), bindparam("melding_id", type_=String())),
    ).limit(bindparam("hoogstens"))
)
_NIEUW: Final = Opdracht(toevoegen(melding, "beperkt_door"))
_ARCHIVEER: Final = Opdracht(update(melding).where(melding.c.id == bindparam("melding_id")).values(verwijderd_op=bindparam("op")))

_WIS_AANBOD: Final = Opdracht(delete(historie_aanbod).where(historie_aanbod.c.melding_id == bindparam("melding_id")))


class SqlMeldingen:
    """``ports.Meldingen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis, *, schrijft: bool) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self._haal = _HAAL_EN_HOUD if schrijft else _HAAL

    def van_jeugdigen(self, jeugdige_ids: Iterable[str]) -> Sequence[Melding]:
        """Every melding about these persons, in order of meldmoment."""
        return self._meldingen(self._sessie.rijen(_VAN_JEUGDIGEN, jeugdigen=lijst(jeugdige_ids)))

    def haal(self, melding_id: str) -> Melding | None:
        """One melding, locked against a simultaneous removal when the transaction writes."""
        rij = self._sessie.rij(self._haal, melding_id=melding_id)
        return None if rij is None else lees_melding(self._kluis, rij)

    def van_meldingsbevoegde(self, gebruiker_id: str, na: tuple[datetime, str] | None, hoogstens: int, dag: date) -> Sequence[Melding]:
        """At most ``hoogstens`` of his meldingen that are not removed and whose dates lie after ``dag``.

        In order of (meldmoment, id), after the position ``na``.
        """
        moment, melding_id = na or _VOORAAN
        rijen = self._sessie.rijen(
            _VAN_MELDINGSBEVOEGDE,
            gebruiker_id=gebruiker_id,
            dag=dag.isoformat(),
            uiterlijk=laatste_uiterlijk(dag, self._kluis.beleid).isoformat(),
            moment=als_tekst(moment),
            melding_id=melding_id,
            hoogstens=hoogstens,
        )
        return self._meldingen(rijen)

    def voeg_toe(self, melding: Melding, partner_oin: str) -> None:
        """Store a new melding."""
        self._sessie.doe(
            _NIEUW,
            id=melding.id,
            jeugdige_id=melding.jeugdige_id,
            meldingsbevoegde=melding.meldingsbevoegde,
            partner_oin=partner_oin,
            partner_melding_id=self._kluis.versleutel(PARTNER_MELDING_ID, melding.id, melding.partner_melding_id),
            meldmoment=als_tekst(melding.meldmoment),
            verwijderdatum=melding.verwijderdatum.isoformat(),
            verwijderd_op=tekst_of_niets(melding.verwijderd_op),
        )

    def archiveer(self, melding_id: str, op: date) -> None:
        """Note the day on which the reporter removed it: from then on it is in the archive (R-101); its offer of historie goes (R-105)."""
        self._sessie.doe(_WIS_AANBOD, melding_id=melding_id)
        self._sessie.doe(_ARCHIVEER, melding_id=melding_id, op=op.isoformat())

    def vernietig(self, melding_ids: Sequence[str], moment: datetime) -> None:
        """Delete meldingen, take them out of every signaal, void their owners' signalen.

        Their business keys become tombstones for 7 days from ``moment``; what was handed out on their account is erased
        (Jeugdwet 7.1.4.6(1); keuzes.md 1, 19, 34).
        """
        vernietig_meldingen(self._sessie, melding_ids, sleutels_vrij(self._kluis.beleid, moment))

    def _meldingen(self, rijen: Iterable[Rij]) -> list[Melding]:
        return [lees_melding(self._kluis, rij) for rij in rijen]
