"""Putting lines in the chain of the logboek, just before COMMIT (R-142; decision record 0094).

SQLite has one writer and one lane. On PostgreSQL a transaction takes the first lane that nobody holds; it holds it for the last
statements and the COMMIT only, and waits for nobody afterwards, so that lanes can never be part of a deadlock.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam, func, select, text, update

from verwijsindex.domain.logketen import BEGIN, IJKKETEN, VOOR_DE_KETEN, schakel
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, Waarde, toevoegen
from verwijsindex.storage.tabellen_logboek import logboek, logketen

LANEN: Final = {"sqlite": 1, "postgresql": 8}
"""How many may write to the logboek at once."""

_NEEM: Final = {
    "sqlite": Opdracht(
        text(
            """
            SELECT keten, lengte, schakel, zegel, (SELECT max(nummer) FROM logboek) FROM logketen
            WHERE sleutel = :sleutel AND keten > 0 LIMIT 1
            """
        )
    ),
    "postgresql": Opdracht(
        text(
            """
            SELECT laan.keten, laan.lengte, laan.schakel, laan.zegel, nextval('logboek_nummer_seq') FROM (
                SELECT keten, lengte, schakel, zegel FROM logketen WHERE sleutel = :sleutel AND keten > 0
                ORDER BY keten LIMIT 1 FOR UPDATE SKIP LOCKED
            ) AS laan CROSS JOIN generate_series(1, :aantal)
            """
        )
    ),
}
"""A free lane with its end, and numbers for so many lines: drawn under the lock, so that they go up within a lane."""
_WACHT: Final = Opdracht(
    select(logketen.c.keten)
    .where(logketen.c.sleutel == bindparam("sleutel"), logketen.c.keten > VOOR_DE_KETEN)
    .order_by(logketen.c.keten)
    .limit(1)
    .with_for_update()
)
_NOTEER: Final = Opdracht(toevoegen(logboek))
_EINDE: Final = (
    update(logketen)
    .where(logketen.c.keten == bindparam("deze"), logketen.c.lengte == bindparam("was"))
    .values(lengte=bindparam("wordt"), schakel=bindparam("einde"), zegel=bindparam("nieuw_zegel"))
)
_VERLENG: Final = Opdracht(_EINDE)
_VERLENGD: Final = _EINDE.returning(logketen.c.keten).cte("verlengd")
_NOTEER_EN_VERLENG: Final = Opdracht(
    toevoegen(logboek).add_cte(_VERLENGD).returning(select(func.count()).select_from(_VERLENGD).scalar_subquery())
)
"""The last line and the end of the lane in one statement, for a database that is a journey away; tells how many ends were moved."""
_TEL: Final = Opdracht(
    text("SELECT coalesce(max(keten), 0), coalesce(sum(CASE WHEN sleutel = :sleutel AND keten > 0 THEN 1 ELSE 0 END), 0) FROM logketen")
)
_BEGIN_KETEN: Final = Opdracht(toevoegen(logketen).on_conflict_do_nothing())


class KetenVerbroken(RuntimeError):
    """The end of a lane changed under the lock that we hold on it."""


@lru_cache(maxsize=8)
def sleutelnaam(kluis: Kluis) -> str:
    """Names the key of the seals without telling it; another key begins new lanes. A process has one ``Kluis``, for every line."""
    return kluis.kenmerk("logboek.sleutel").hex()[:16]


def beginzegel(kluis: Kluis, keten: int) -> bytes:
    """The seal of a lane without lines."""
    return kluis.kenmerk("logboek.zegel", str(keten))


def volgend_zegel(kluis: Kluis, zegel: bytes, met: bytes) -> bytes:
    """The seal after one more line with digest ``met``; each holds the one before, so that a forged one stays wrong for ever."""
    return kluis.kenmerk("logboek.zegel", zegel.hex(), met.hex())


def ijkzegel(kluis: Kluis, lengte: int, met: bytes) -> bytes:
    """The seal over so many ijkpunten, of which the last has this digest."""
    return kluis.kenmerk("logboek.zegel", str(IJKKETEN), str(lengte), met.hex())


def open_ketens(sessie: Sessie, kluis: Kluis) -> None:
    """Begin the lanes of this key, as many as this database can use at once; those that are there stay."""
    sleutel = sleutelnaam(kluis)
    [(hoogste, eigen)] = sessie.rijen(_TEL, sleutel=sleutel)
    hoogste = max(hoogste, VOOR_DE_KETEN)
    sessie.doe(_BEGIN_KETEN, keten=IJKKETEN, lengte=0, schakel=BEGIN, zegel=ijkzegel(kluis, 0, BEGIN), sleutel=sleutel)
    for keten in range(hoogste + 1, hoogste + 1 + LANEN[sessie.dialect] - eigen):
        sessie.doe(_BEGIN_KETEN, keten=keten, lengte=0, schakel=BEGIN, zegel=beginzegel(kluis, keten), sleutel=sleutel)


def schakel_aan(sessie: Sessie, kluis: Kluis, regels: Sequence[dict[str, Waarde]]) -> None:
    """Add these lines to one lane. Raises KetenVerbroken, which never happens."""
    laan = _laan(sessie, kluis, len(regels))
    keten, lengte, einde, zegel = laan[0][:4]
    zegel = beginzegel(kluis, keten) if lengte == 0 else bytes(zegel)
    einde = BEGIN if lengte == 0 else bytes(einde)
    eerste = laan[0][4] or 0
    for plek, regel in enumerate(regels):
        regel["keten"], regel["plaats"] = keten, lengte + plek + 1
        regel["nummer"] = laan[plek][4] if sessie.dialect == "postgresql" else eerste + plek + 1
        einde = regel["schakel"] = schakel(einde, regel)
        zegel = volgend_zegel(kluis, zegel, einde)
    if _leg_neer(sessie, regels, {"deze": keten, "was": lengte, "wordt": lengte + len(regels), "einde": einde, "nieuw_zegel": zegel}) != 1:
        raise KetenVerbroken


def _leg_neer(sessie: Sessie, regels: Sequence[dict[str, Waarde]], hoofd: dict[str, Waarde]) -> int:
    """Write the lines and move the end of their lane; gives how many ends that were."""
    if sessie.dialect == "sqlite":
        sessie.doe_elk(_NOTEER, regels)
        return sessie.doe(_VERLENG, **hoofd)
    sessie.doe_elk(_NOTEER, regels[:-1])
    [(verlengd,)] = sessie.rijen(_NOTEER_EN_VERLENG, **regels[-1], **hoofd)
    return int(verlengd)


def _laan(sessie: Sessie, kluis: Kluis, aantal: int) -> list[Rij]:
    sleutel = sleutelnaam(kluis)
    neem, vraag = _NEEM[sessie.dialect], {"sleutel": sleutel} if sessie.dialect == "sqlite" else {"sleutel": sleutel, "aantal": aantal}
    while not (gevonden := sessie.rijen(neem, **vraag)):
        if not sessie.rijen(_WACHT, sleutel=sleutel):
            open_ketens(sessie, kluis)
    return gevonden
