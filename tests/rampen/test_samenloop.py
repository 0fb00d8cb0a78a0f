"""Everybody at once, straight and over signed HTTP: it comes out as if one had come after another (R-082, R-094, R-158)."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from verwijsindex.storage.versleuteling import Sleutels

from .conftest import Maat
from .deuren import OverHttp, onverzonden, verstuur
from .feiten import Feit, Gemeld
from .keurder import keur
from .opstelling import Index, draaiend
from .ploeg import Ploeg
from .wereld import GEZIN, MELDERS, REGIEVOERDER, Wie

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-082")]

Taak = list[str]
DRADEN = 16
WEGEN = pytest.mark.parametrize("http", [False, True], ids=["rechtstreeks", "http"])


@contextmanager
def bereikbaar(index: Index, http: bool) -> Iterator[None]:
    """The server runs when the clients need one."""
    if not http:
        yield
        return
    with draaiend(index):
        yield


def leeg_alles(ploeg: Ploeg, index: Index, wie: list[Wie]) -> list[Feit]:
    """Everybody fetches and acknowledges until nothing is left."""
    return ploeg.doe(index, [[["leeg", iemand.id]] for iemand in (*wie, REGIEVOERDER)])


@WEGEN
@pytest.mark.eis("R-070", "R-073", "R-090", "R-094")
def test_een_jeugdige_en_een_gezin_door_iedereen_tegelijk(ploeg: Ploeg, index: Index, geheim: Sleutels, maat: Maat, http: bool) -> None:
    """Sixteen reporters of one jeugdige, then of a family, all at once: one match per pair that matches, k signalen by the k-th."""
    wie = list(MELDERS[:DRADEN])
    gezinnen = GEZIN[: maat.keer * 2]
    draden: list[list[Taak]] = [[] for _ in wie]
    for n, melder in enumerate(wie):
        for g, gezin in enumerate(gezinnen):
            kind = gezin.y if g % 2 == 0 else (gezin.x, gezin.y, gezin.z)[n % 3]
            draden[n].append(["meld", melder.id, kind, f"{g}-{melder.id}"])
    with bereikbaar(index, http):
        feiten = ploeg.doe(index, draden, http=http)
    feiten += leeg_alles(ploeg, index, wie)
    assert not keur(index.instellingen.database, geheim, feiten)
    zonder_match = [feit for feit in feiten if isinstance(feit, Gemeld) and feit.bsn == gezinnen[0].y and not feit.match]
    assert len(zonder_match) == 1


@WEGEN
@pytest.mark.eis("R-094", "R-095", "R-158")
def test_herhalen_intrekken_ophalen_en_bevestigen_door_elkaar(ploeg: Ploeg, index: Index, geheim: Sleutels, maat: Maat, http: bool) -> None:
    """Eight threads report and withdraw, four repeat requests of others under the same key at that very moment, four read mailboxes."""
    melders, lezers = list(MELDERS[:8]), list(MELDERS[:3])
    rondes = 2 * maat.keer
    draden = [
        *(_meldt_en_trekt_in(n, melder, rondes) for n, melder in enumerate(melders)),
        *(_meldt(n, melder, rondes) for n, melder in enumerate(melders[4:], 4)),
        *([["post", iemand.id]] * (3 * rondes) for iemand in (*lezers, REGIEVOERDER)),
    ]
    with bereikbaar(index, http):
        feiten = ploeg.doe(index, draden, http=http)
    feiten += leeg_alles(ploeg, index, melders)
    assert not keur(index.instellingen.database, geheim, feiten)


def _meldt(n: int, melder: Wie, rondes: int) -> list[Taak]:
    """Each round two children of that round's family; others take the same ones."""
    taken = []
    for ronde in range(rondes):
        gezin = GEZIN[ronde]
        for kind in ((gezin.x, gezin.y), (gezin.y, gezin.z), (gezin.z, gezin.x))[n % 3]:
            taken.append(["meld", melder.id, kind, f"{melder.id}-{kind}"])
    return taken


def _meldt_en_trekt_in(n: int, melder: Wie, rondes: int) -> list[Taak]:
    """The same; the first four reporters withdraw every second melding."""
    taken = _meldt(n, melder, rondes)
    if n < 4:
        for taak in taken[1::2]:
            taken.append(["verwijder", melder.id, taak[3]])
    return taken


@pytest.mark.eis("VIR-S07")
def test_een_bericht_acht_keer_tegelijk(index: Index, geheim: Sleutels) -> None:
    """The same bytes from eight connections at once, to two processes, count once; the others are replays."""
    wie, pki = MELDERS[0], index.gedeeld / "pki"
    with draaiend(index), ThreadPoolExecutor(8) as draden:
        deur = OverHttp(index.basis, pki, pogingen=1)
        bericht = onverzonden(deur, wie, GEZIN[0].y, "eenmaal")
        assert Counter({"OK": 1, "VIR-S07": 7}) == Counter(draden.map(verstuur, [bericht] * 8, [pki] * 8))
        feiten = [deur.meld(wie, GEZIN[0].y, "eenmaal")]
        deur.sluit()
    assert not keur(index.instellingen.database, geheim, feiten)
