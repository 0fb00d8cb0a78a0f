"""The persons about whom meldingen are kept: a number that is encrypted, parents that are pseudonyms (R-079)."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final
from uuid import uuid4

from sqlalchemy import bindparam, delete, exists, select, update

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon
from verwijsindex.domain.nummers import Bsn, Persoonsnummer, Visn
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.tabellen import jeugdige, jeugdige_ouder, melding
from verwijsindex.storage.vormen import als_dag

_BASIS: Final = (
    select(jeugdige.c.id, jeugdige.c.uiterlijk, jeugdige.c.logpseudoniem, jeugdige.c.gemeentecode, jeugdige_ouder.c.pseudoniem)
    .select_from(jeugdige)
    .outerjoin(jeugdige_ouder)
    .order_by(jeugdige.c.id)
)
"""One row per parent, at least one per jeugdige."""

_OP_NUMMER: Final = Opdracht(_BASIS.where(jeugdige.c.bsn_kenmerk == bindparam("kenmerk")))
_OP_ID: Final = Opdracht(_BASIS.where(jeugdige.c.id == bindparam("jeugdige_id")))
_NUMMER: Final = Opdracht(select(jeugdige.c.bsn).where(jeugdige.c.id == bindparam("jeugdige_id")))

_eigen, _van_verwant, _verwant, _gedeeld = (jeugdige_ouder.alias(naam) for naam in ("eigen", "van_verwant", "verwant", "gedeeld"))
_GEZIN: Final = Opdracht(
    _BASIS.where(
        jeugdige.c.id != bindparam("jeugdige_id"),
        jeugdige.c.id.in_(
            select(_gedeeld.c.jeugdige_id)
            .select_from(_eigen)
            .join(_verwant, _verwant.c.pseudoniem == _eigen.c.pseudoniem)
            .join(_van_verwant, _van_verwant.c.jeugdige_id == _verwant.c.jeugdige_id)
            .join(_gedeeld, _gedeeld.c.pseudoniem == _van_verwant.c.pseudoniem)
            .where(_eigen.c.jeugdige_id == bindparam("jeugdige_id"))
        ),
    )
)
"""Who shares a parent with someone who shares a parent with him; the first are among the last."""

_NIEUW: Final = Opdracht(toevoegen(jeugdige, "adres_bag", "adres_tekst", "verblijf", "gevolgd"))
_NIEUWE_OUDER: Final = Opdracht(toevoegen(jeugdige_ouder))
_GEEN_OUDER_MEER: Final = Opdracht(
    delete(jeugdige_ouder).where(
        jeugdige_ouder.c.jeugdige_id == bindparam("jeugdige_id"), jeugdige_ouder.c.pseudoniem == bindparam("pseudoniem")
    )
)
_BIJWERKEN: Final = Opdracht(
    update(jeugdige).where(jeugdige.c.id == bindparam("jeugdige_id")).values(uiterlijk=bindparam("tot"), gemeentecode=bindparam("gemeente"))
)
_VERNIETIG: Final = Opdracht(
    delete(jeugdige).where(in_lijst(jeugdige.c.id, "jeugdigen"), ~exists().where(melding.c.jeugdige_id == jeugdige.c.id))
)


class SqlJeugdigen:
    """``ports.Jeugdigen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def zoek(self, nummer: Persoonsnummer) -> Jeugdige | None:
        """The jeugdige with this number, or None."""
        gevonden = _jeugdigen(self._sessie.rijen(_OP_NUMMER, kenmerk=nummer_kenmerk(self._kluis, nummer)))
        return gevonden[0] if gevonden else None

    def haal(self, jeugdige_id: str) -> Jeugdige:
        """The jeugdige with this id; KeyError when there is none."""
        gevonden = _jeugdigen(self._sessie.rijen(_OP_ID, jeugdige_id=jeugdige_id))
        if not gevonden:
            raise KeyError(jeugdige_id)
        return gevonden[0]

    def nummer(self, jeugdige_id: str) -> Persoonsnummer:
        """Under what this jeugdige is kept; KeyError when there is none."""
        rij = self._sessie.rij(_NUMMER, jeugdige_id=jeugdige_id)
        if rij is None:
            raise KeyError(jeugdige_id)
        waarde = self._kluis.ontsleutel("jeugdige.bsn", jeugdige_id, rij[0])
        return Visn(waarde) if waarde.startswith("V") else Bsn(waarde)

    def bewaar(self, nummer: Persoonsnummer, persoon: RegisterPersoon, uiterlijk: date, bekend: Jeugdige | None) -> Jeugdige:
        """Keep a new jeugdige, or bring a known one up to date with the register (gemeente, parents)."""
        ouders = frozenset(ouderpseudoniem(self._kluis, ouder) for ouder in persoon.ouders)
        if bekend is None:
            nieuw = Jeugdige(str(uuid4()), uiterlijk, secrets.token_hex(16), persoon.gemeentecode, ouders)
            self._voeg_toe(nieuw, nummer)
            return nieuw
        actueel = Jeugdige(bekend.id, uiterlijk, bekend.logpseudoniem, persoon.gemeentecode, ouders)
        if actueel != bekend:
            self._werk_bij(bekend, actueel)
        return actueel

    def gezin(self, jeugdige: Jeugdige) -> Sequence[Jeugdige]:
        """Other jeugdigen who share a parent with him, and those who share one with them (R-073, keuzes.md 18)."""
        return _jeugdigen(self._sessie.rijen(_GEZIN, jeugdige_id=jeugdige.id)) if jeugdige.ouders else ()

    def vernietig_zonder_meldingen(self, *jeugdige_ids: str) -> int:
        """Destroy those of whom no melding or archive entry is left, with pseudonyms and matches; how many (R-079, keuzes.md 15)."""
        return self._sessie.doe(_VERNIETIG, jeugdigen=lijst(jeugdige_ids))

    def _voeg_toe(self, nieuw: Jeugdige, nummer: Persoonsnummer) -> None:
        self._sessie.doe(
            _NIEUW,
            id=nieuw.id,
            bsn_kenmerk=nummer_kenmerk(self._kluis, nummer),
            bsn=self._kluis.versleutel("jeugdige.bsn", nieuw.id, nummer.waarde),
            uiterlijk=nieuw.uiterlijk.isoformat(),
            logpseudoniem=nieuw.logpseudoniem,
            gemeentecode=nieuw.gemeentecode,
        )
        self._ouders(_NIEUWE_OUDER, nieuw.id, nieuw.ouders)

    def _werk_bij(self, bekend: Jeugdige, actueel: Jeugdige) -> None:
        self._sessie.doe(_BIJWERKEN, jeugdige_id=actueel.id, tot=actueel.uiterlijk.isoformat(), gemeente=actueel.gemeentecode)
        self._ouders(_GEEN_OUDER_MEER, actueel.id, bekend.ouders - actueel.ouders)
        self._ouders(_NIEUWE_OUDER, actueel.id, actueel.ouders - bekend.ouders)

    def _ouders(self, opdracht: Opdracht, jeugdige_id: str, pseudoniemen: Iterable[bytes]) -> None:
        self._sessie.doe_elk(opdracht, [{"jeugdige_id": jeugdige_id, "pseudoniem": pseudoniem} for pseudoniem in pseudoniemen])


def nummer_kenmerk(kluis: Kluis, nummer: Persoonsnummer) -> bytes:
    """The keyed index by which a jeugdige is found; a BSN and a VISN never give the same."""
    return kluis.kenmerk("jeugdige.visn" if isinstance(nummer, Visn) else "jeugdige.bsn", nummer.waarde)


def ouderpseudoniem(kluis: Kluis, ouder: Bsn) -> bytes:
    """All that is ever kept of a parent (R-079)."""
    return kluis.kenmerk("jeugdige_ouder.pseudoniem", ouder.waarde)


def _jeugdigen(rijen: Sequence[Rij]) -> list[Jeugdige]:
    return [_jeugdige(list(groep)) for _, groep in groupby(rijen, key=lambda rij: rij[0])]


def _jeugdige(rijen: Sequence[Rij]) -> Jeugdige:
    jeugdige_id, uiterlijk, logpseudoniem, gemeentecode, _ = rijen[0]
    ouders = frozenset(rij[4] for rij in rijen if rij[4] is not None)
    return Jeugdige(jeugdige_id, als_dag(uiterlijk), logpseudoniem, gemeentecode, ouders)
