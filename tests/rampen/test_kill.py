"""kill -9 of a worker, of the master, and of everything, while clients go on: nothing acknowledged is lost, nothing is done twice."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from verwijsindex.soap.server import GRACEFUL_SECONDS
from verwijsindex.storage.versleuteling import Sleutels

from ..wachten import wacht_tot
from .conftest import Maat
from .deuren import OverHttp, onverzonden, verstuur
from .feiten import Gemeld, Verstuurd
from .keurder import keur
from .opstelling import Index, Server, draaiend
from .ploeg import Ploeg, Taken
from .wereld import GEZIN, MELDERS, REGIEVOERDER, Wie

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-158", "R-082", "R-094")]

POGINGEN = 1000
"""Of a client for one request: with its pauses much longer than any server stays away."""


@pytest.mark.eis("VIR-S07")
def test_kill_9_onder_last(ploeg: Ploeg, index: Index, geheim: Sleutels, maat: Maat) -> None:
    """Every disaster in turn under load; clients repeat by themselves with the same keys, and are never told of an error.

    Afterwards the database agrees with what the clients were told, and what they sent before a disaster is still a replay; so are seven
    of eight copies of one message that come in at once.
    """
    melders = list(MELDERS[:14])
    draden = [*(_last(n, melder, maat.keer) for n, melder in enumerate(melders)), *([[["post", REGIEVOERDER.id]] * 8 * maat.keer] * 2)]
    antwoorden = sum(2 if taak[0] == "post" else 1 for taken in draden for taak in taken)
    with draaiend(index) as server:
        ploeg.begin(index, draden, http=True, pogingen=POGINGEN)
        for ronde in range(maat.keer):
            for ramp, deel in zip((Server.dood_werker, _dood_meester, _dood_alles), count(3 * ronde + 1)):
                ploeg.wacht_op(antwoorden * deel // (3 * maat.keer + 2))
                ramp(server)
        feiten = [*ploeg.einde(), acht_keer_tegelijk(index)]
        wacht_tot(lambda: len(server.werkers()) == 2, "beide workers")
        herhaald = {verstuur(feit, index.gedeeld / "pki") for feit in feiten if isinstance(feit, Verstuurd)}
        feiten += ploeg.doe(index, [[["leeg", iemand.id]] for iemand in (*melders, REGIEVOERDER)], http=True)
    assert not keur(index.instellingen.database, geheim, feiten)
    assert {"VIR-S07"} == herhaald


def acht_keer_tegelijk(index: Index) -> Gemeld:
    """The same bytes over eight connections to two processes count once."""
    wie, bsn, pki = MELDERS[0], GEZIN[-1].y, index.gedeeld / "pki"
    deur = OverHttp(index.basis, pki, pogingen=1)
    bericht = onverzonden(deur, wie, bsn, "eenmaal")
    with ThreadPoolExecutor(8) as draden:
        assert Counter({"OK": 1, "VIR-S07": 7}) == Counter(draden.map(verstuur, [bericht] * 8, [pki] * 8))
    gemeld = deur.meld(wie, bsn, "eenmaal")
    deur.sluit()
    return gemeld


def test_stoppen_terwijl_een_worker_begint(op_sqlite: Callable[..., Index]) -> None:
    """A worker that is told to stop before it serves stops: the server does not wait for it until its patience is over."""
    with draaiend(op_sqlite()) as server:
        server.dood_werker()
        begin = time.monotonic()
        server.stop()
        assert time.monotonic() - begin < GRACEFUL_SECONDS / 2


def _last(n: int, melder: Wie, rondes: int) -> Taken:
    """Each round a family that others report too, then the mailbox; every other reporter withdraws his last melding of a round."""
    taken: list[list[str]] = []
    for ronde in range(rondes):
        gezin = GEZIN[ronde * 2 + n % 2]
        kinderen = (gezin.y, gezin.x) if n % 3 else (gezin.z, gezin.y)
        taken += [["meld", melder.id, kind, f"{melder.id}-{kind}"] for kind in kinderen]
        taken += [["bewaar"], ["post", melder.id]]
        if n % 2:
            taken.append(["verwijder", melder.id, f"{melder.id}-{kinderen[-1]}"])
    return taken


def _dood_meester(server: Server) -> None:
    """Workers without a master stop by themselves, and a new server can take their place."""
    werkers = server.werkers()
    server.dood(server.pid)
    server.wacht_op_einde(werkers)
    server.start()


def _dood_alles(server: Server) -> None:
    """As when the power goes, but for the disk."""
    server.dood(server.pid, *server.werkers())
    server.start()
