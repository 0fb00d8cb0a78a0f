"""Locks by which simultaneous meldingen of one jeugdige or of one family come one after another (R-082).

SQLite has one writer at a time and needs none. PostgreSQL locks numbers drawn from keyed digests of the jeugdige and of every
parent and address in his family, all at once and in one order, with none held before; READ COMMITTED then shows what the one
before has kept. The numbers are drawn from kenmerken, not from what is stored: they are the same under every key.
"""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import select, text

from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.kringen_over_sleutels import uitsluitingen
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.tabellen import jeugdige, melding

_VAN_MELDINGEN: Final = Opdracht(
    select(jeugdige.c.bsn_kenmerk).join_from(melding, jeugdige).where(in_lijst(melding.c.id, "meldingen")).distinct()
)
_BUREN: Final = """
    SELECT ouder.pseudoniem FROM jeugdige JOIN jeugdige_ouder AS ouder ON ouder.jeugdige_id = jeugdige.id
    WHERE jeugdige.bsn_kenmerk = kring.kenmerk
    UNION ALL
    SELECT unnest(ARRAY[adres_bag, adres_tekst]) FROM jeugdige WHERE bsn_kenmerk = kring.kenmerk
    UNION ALL
    SELECT unnest(ARRAY[ander.pseudoniem, jeugdige.adres_bag, jeugdige.adres_tekst]) FROM jeugdige_ouder AS ouder
    JOIN jeugdige_ouder AS ander ON ander.jeugdige_id = ouder.jeugdige_id
    JOIN jeugdige ON jeugdige.id = ouder.jeugdige_id
    WHERE ouder.pseudoniem = kring.kenmerk
    UNION ALL
    SELECT unnest(ARRAY[ouder.pseudoniem, huis.adres_bag, huis.adres_tekst]) FROM (
        SELECT id, adres_bag, adres_tekst FROM jeugdige WHERE adres_bag = kring.kenmerk
        UNION ALL
        SELECT id, adres_bag, adres_tekst FROM jeugdige WHERE adres_tekst = kring.kenmerk
    ) AS huis
    LEFT JOIN jeugdige_ouder AS ouder ON ouder.jeugdige_id = huis.id
    WHERE NOT EXISTS (SELECT 1 FROM uitgesloten_adres AS uit WHERE uit.kenmerk_bag = kring.kenmerk)
    AND NOT EXISTS (SELECT 1 FROM uitgesloten_adres AS uit WHERE uit.kenmerk_tekst = kring.kenmerk)
"""
_KRING: Final = Opdracht(
    text(
        f"""
        WITH RECURSIVE kring (kenmerk) AS (
            SELECT unnest(CAST(:zegels AS bytea[]))
            UNION
            SELECT buur.kenmerk FROM kring CROSS JOIN LATERAL ({_BUREN}) AS buur (kenmerk) WHERE buur.kenmerk IS NOT NULL
        )
        SELECT kenmerk FROM kring
        """  # noqa: S608 - nothing in it comes from outside
    )
)
"""The digests given, what is known of that jeugdige, and with each parent or address those of whoever has it in common.

An address that was ever excluded is locked like any other but leads to nobody: hundreds may live there. That is enough. Two whose
meldingen stand in one signaal are at most two steps apart, and the one between them has locked his address for both.
"""
_STAP: Final = Opdracht(
    text(
        f"""
        SELECT DISTINCT buur.kenmerk FROM unnest(CAST(:zegels AS bytea[])) AS kring (kenmerk)
        CROSS JOIN LATERAL ({_BUREN}) AS buur (kenmerk) WHERE buur.kenmerk IS NOT NULL
        """  # noqa: S608 - nothing in it comes from outside
    )
)
"""One step of it, for while one key takes the place of another and each step must ask under both (record 0098)."""
_SCHREEF: Final = Opdracht(text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL"))
_NIEUW_BEGIN: Final = Opdracht(text("ROLLBACK AND CHAIN"))
"""Gives back every lock; a savepoint would do so too, at the price of one statement more for every melding."""
_VERGRENDEL: Final = Opdracht(text("SELECT pg_advisory_xact_lock(slot) FROM unnest(CAST(:sloten AS bigint[])) AS slot"))


def nodig(sessie: Sessie) -> bool:
    """Whether this database lets several write at once."""
    return sessie.dialect != "sqlite"


def vergrendel(sessie: Sessie, kluis: Kluis, kenmerken: Iterable[bytes]) -> None:
    """Wait until nobody else changes this jeugdige or his family, and keep it so until the end of the transaction.

    ``kenmerken`` are ``nummer_kenmerk`` of jeugdigen, ``ouderpseudoniem`` of his parents and ``adrespseudoniemen`` of his address.
    A family that grew while we waited is let go and locked again as a whole: who waits for more while he holds some may wait for
    someone who waits for him.

    Comes before the first change of a transaction, which may begin anew here; RuntimeError when it does not.
    """
    kring = _kring(sessie, kluis, set(kenmerken))
    while (gegroeid := _vergrendel(sessie, kluis, kring)) != kring:
        _laat_los(sessie)
        kring = gegroeid


def vergrendel_meldingen(sessie: Sessie, kluis: Kluis, melding_ids: Collection[str]) -> None:
    """The same for the jeugdigen of all these meldingen at once; nothing for what does not exist.

    Who waited may find that a melding was given another number meanwhile (R-030, R-034): then everything is let go and locked again.
    """
    kenmerken = _van_meldingen(sessie, kluis, melding_ids)
    while kenmerken:
        vergrendel(sessie, kluis, kenmerken)
        nu = _van_meldingen(sessie, kluis, melding_ids)
        if nu <= kenmerken:
            return
        _laat_los(sessie)
        kenmerken = nu


def _van_meldingen(sessie: Sessie, kluis: Kluis, melding_ids: Collection[str]) -> set[bytes]:
    return _ontzegeld(kluis, sessie.rijen(_VAN_MELDINGEN, meldingen=lijst(melding_ids)))


def _laat_los(sessie: Sessie) -> None:
    """Begin the transaction anew, without a lock. RuntimeError when it changed something already."""
    if sessie.rijen(_SCHREEF) != [(False,)]:
        raise RuntimeError("een transactie vergrendelt voordat zij iets verandert")
    sessie.doe(_NIEUW_BEGIN)


def vergrendel_sleutel(sessie: Sessie, kenmerk: bytes) -> None:
    """Let nobody else bind this business key until the end; always the last lock, so that nobody waits in a circle (record 0098)."""
    if nodig(sessie):
        sessie.rijen(_VERGRENDEL, sloten=[_slot(kenmerk)])


def _vergrendel(sessie: Sessie, kluis: Kluis, kring: set[bytes]) -> set[bytes]:
    """Lock these; gives what the family turns out to be, now that it holds still."""
    sessie.rijen(_VERGRENDEL, sloten=sorted(map(_slot, kring)))
    return kring | _kring(sessie, kluis, kring)


def _kring(sessie: Sessie, kluis: Kluis, kenmerken: set[bytes]) -> set[bytes]:
    if kluis.enkel:
        return _ontzegeld(kluis, sessie.rijen(_KRING, zegels=[kluis.zegel(kenmerk) for kenmerk in kenmerken]))
    kring, nieuw = set(kenmerken), set(kenmerken)
    while nieuw:
        verder = nieuw - _uitgesloten(sessie, kluis, nieuw)
        zegels = [zegel for kenmerk in verder for zegel in kluis.zegels(kenmerk)]
        nieuw = _ontzegeld(kluis, sessie.rijen(_STAP, zegels=zegels)) - kring
        kring |= nieuw
    return kring


def _uitgesloten(sessie: Sessie, kluis: Kluis, kenmerken: set[bytes]) -> set[bytes]:
    """Which of these are of an address that was ever excluded, under whatever key that stands."""
    gevonden = uitsluitingen(sessie, kluis, kenmerken, kenmerken)
    return {kenmerk for bag, tekst, *_ in gevonden for kenmerk in (bag, tekst) if kenmerk is not None}


def _ontzegeld(kluis: Kluis, rijen: Iterable[Rij]) -> set[bytes]:
    return {kluis.ontzegel(zegel) for (zegel,) in rijen}


def _slot(kenmerk: bytes) -> int:
    """A lock number of PostgreSQL: 64 bits, signed."""
    return int.from_bytes(kenmerk[:8], signed=True)
