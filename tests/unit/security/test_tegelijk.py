"""How many messages of one partner may be in hand at once, in all threads and processes of a server (VIR-150; besluit 0029)."""

import os
import signal
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from verwijsindex.security.refusals import TeVeel
from verwijsindex.security.tegelijk import RUIMTE, Tegelijk
from verwijsindex.settings import Instellingen
from verwijsindex.wiring.vertrouwen import maak_tegelijk

from .pki import ANDERE_OIN, PARTNER_OIN


def past(tegelijk: Tegelijk, oin: str) -> bool:
    try:
        with tegelijk(oin):
            return True
    except TeVeel:
        return False


@pytest.mark.eis("VIR-150")
def test_zoveel_en_niet_een_meer() -> None:
    """As many as allowed are in hand at once, one more is refused; what ends makes room, also by a failure; another partner has his own."""
    tegelijk = Tegelijk(2)
    with tegelijk(PARTNER_OIN):
        assert past(tegelijk, PARTNER_OIN)
        with suppress(LookupError), tegelijk(PARTNER_OIN):
            assert (past(tegelijk, PARTNER_OIN), past(tegelijk, ANDERE_OIN)) == (False, True)
            raise LookupError
        assert past(tegelijk, PARTNER_OIN)


@pytest.mark.eis("VIR-150")
def test_processen_tellen_samen_en_geven_terug_als_zij_sterven() -> None:
    """What another process is busy with counts; when it is killed its places are free at once."""
    tegelijk = Tegelijk(1)
    lees, schrijf = os.pipe()
    kind = os.fork()
    if kind == 0:
        with ExitStack() as bezig:
            bezig.enter_context(tegelijk(PARTNER_OIN))
            os.write(schrijf, b"x")
            signal.pause()
    assert os.read(lees, 1) == b"x"
    assert (past(tegelijk, PARTNER_OIN), past(tegelijk, ANDERE_OIN)) == (False, True)
    os.kill(kind, signal.SIGKILL)
    os.waitpid(kind, 0)
    assert past(tegelijk, PARTNER_OIN)
    os.close(lees)
    os.close(schrijf)


@pytest.mark.eis("VIR-150")
@pytest.mark.parametrize(
    ("processen", "draden", "gezet", "verwacht"),
    [(1, 1, None, None), (3, 1, None, None), (4, 1, None, 3), (2, 4, None, 6), (4, 1, 0, None), (4, 1, 1, 1), (4, 1, 4, None)],
)  # fmt: skip
def test_een_kwart_blijft_voor_anderen(processen: int, draden: int, gezet: int | None, verwacht: int | None) -> None:
    """Of four or more one in four is kept free unless set otherwise; where nothing could be refused, nothing is counted."""
    pad = Path("x")
    instellingen = Instellingen("sqlite:///x", pad, pad, pad, pad, pad, processen=processen, draden=draden, tegelijk=gezet)
    gemaakt = maak_tegelijk(instellingen)
    if verwacht is None:
        assert gemaakt is None
        return
    assert gemaakt is not None
    with ExitStack() as bezig:
        for _ in range(verwacht):
            bezig.enter_context(gemaakt(PARTNER_OIN))
        assert not past(gemaakt, PARTNER_OIN)
    assert maak_tegelijk(replace(instellingen, tegelijk=0)) is None


def test_een_grens_die_kan() -> None:
    """None, or more than there are places, is no limit."""
    for hoogstens in (0, RUIMTE + 1):
        with pytest.raises(ValueError, match="hoogstens"):
            Tegelijk(hoogstens)
