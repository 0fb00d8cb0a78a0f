"""Step 9: how much one partner may ask (VIR-150)."""

import os
from datetime import datetime, timedelta

import pytest

from verwijsindex.security.quota import Quota
from verwijsindex.security.refusals import TeVeel

from . import pki
from .berichten import GOED, oordeel

NU = pki.NU
SECONDE = timedelta(seconds=1)


def aantal(quota: Quota, oin: str, keer: int, nu: datetime = NU) -> int:
    """How many of so many messages pass."""
    goed = 0
    for _ in range(keer):
        try:
            quota(oin, nu)
        except TeVeel:
            continue
        goed += 1
    return goed


@pytest.mark.eis("VIR-150")
def test_een_seconde_is_zoveel_als_afgesproken() -> None:
    """As many as agreed pass at once, one more does not; after half a second half of them pass again, and never more than all."""
    quota = Quota(10)
    assert aantal(quota, pki.PARTNER_OIN, 25) == 10
    assert aantal(quota, pki.PARTNER_OIN, 25, NU + SECONDE / 2) == 5
    assert aantal(quota, pki.PARTNER_OIN, 25, NU + 3600 * SECONDE) == 10


@pytest.mark.eis("VIR-150")
def test_wie_te_veel_vraagt_houdt_niemand_anders_op() -> None:
    """Each signer has his own bucket; another agreement, or none at all, counts for him alone."""
    quota = Quota(3, {pki.ANDERE_OIN: 5, pki.SERVER_OIN: 0})
    assert aantal(quota, pki.PARTNER_OIN, 20) == 3
    assert aantal(quota, pki.ANDERE_OIN, 20) == 5
    assert aantal(quota, pki.SERVER_OIN, 20) == 20


@pytest.mark.eis("VIR-150")
def test_processen_tellen_samen() -> None:
    """What a forked process takes is gone for the others; one that dies while it holds the lock stops nobody."""
    quota = Quota(10)
    kind = os.fork()
    if kind == 0:
        os._exit(0 if aantal(quota, pki.PARTNER_OIN, 7) == 7 else 1)
    assert os.waitpid(kind, 0)[1] == 0
    kind = os.fork()
    if kind == 0:
        quota._alleen().__enter__()
        os._exit(0)
    os.waitpid(kind, 0)
    assert aantal(quota, pki.PARTNER_OIN, 20) == 3


@pytest.mark.eis("VIR-150")
def test_meer_ondertekenaars_dan_vakken() -> None:
    """Whoever was away longest makes room; nobody is refused for want of room."""
    quota = Quota(1)
    oins = [f"00000003{nummer:09}000" for nummer in range(20_000)]
    assert sum(aantal(quota, oin, 1, NU + nummer * timedelta(milliseconds=1)) for nummer, oin in enumerate(oins)) == len(oins)


@pytest.mark.eis("VIR-150")
def test_een_klok_die_teruggaat_geeft_niets_extra() -> None:
    """A correction of the clock neither fills a bucket nor empties it."""
    quota = Quota(2)
    assert aantal(quota, pki.PARTNER_OIN, 5) == 2
    assert aantal(quota, pki.PARTNER_OIN, 5, NU - 60 * SECONDE) == 0


@pytest.mark.eis("VIR-150", "R-171")
def test_alleen_wie_echt_tekende_wordt_geteld() -> None:
    """A forged message in the name of a partner takes nothing of his share; too many real ones are VIR-150, and are no replay later."""
    quota = Quota(1)
    vals = GOED.bouw().replace(b"900000001", b"900000002")
    assert [oordeel(vals, quota=quota) for _ in range(3)] == [(8, "VIR-S05")] * 3
    assert oordeel(GOED, quota=quota) is None
    assert oordeel(GOED, quota=quota) == (9, "VIR-150")
