"""Everybody at once, straight and over signed HTTP: it comes out as if one had come after another (R-082, R-094, R-158)."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from verwijsindex.storage.versleuteling import Sleutels

from .conftest import Maat
from .feiten import Gemeld, Overleden
from .keurder import keur
from .opstelling import Index, draaiend, maak_index
from .ploeg import Ploeg
from .wereld import GEZIN, MELDERS, REGIEVOERDER, Gezin, Wie

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-082")]

Taak = list[str]
DRADEN = 16


@contextmanager
def bereikbaar(index: Index, http: bool) -> Iterator[None]:
    """The server runs when the clients need one."""
    if not http:
        yield
        return
    with draaiend(index):
        yield


@pytest.mark.parametrize("http", [False, pytest.param(True, marks=pytest.mark.lang)], ids=["rechtstreeks", "http"])
@pytest.mark.eis("R-070", "R-073", "R-090", "R-094", "R-095", "R-158")
def test_iedereen_tegelijk(ploeg: Ploeg, index: Index, geheim: Sleutels, maat: Maat, http: bool) -> None:
    """Sixteen clients at once come out as one after another: one match per pair, k signalen by the k-th, no gap, all logged."""
    with bereikbaar(index, http):
        feiten = ploeg.doe(index, allemaal_dezelfden(2 * maat.keer), http=http)
        zonder_match = [feit for feit in feiten if isinstance(feit, Gemeld) and feit.bsn == GEZIN[0].y and not feit.match]
        assert len(zonder_match) == 1
        feiten += ploeg.doe(index, van_alles_door_elkaar(2 * maat.keer), http=http)
    feiten += ploeg.doe(index, [[["leeg", iemand.id]] for iemand in (*MELDERS[:DRADEN], REGIEVOERDER)])
    assert not keur(index.instellingen.database, geheim, feiten)


def allemaal_dezelfden(gezinnen: int) -> list[list[Taak]]:
    """Sixteen reporters of one jeugdige, then of a family, and so on."""
    draden: list[list[Taak]] = [[] for _ in range(DRADEN)]
    for n, melder in enumerate(MELDERS[:DRADEN]):
        for g, gezin in enumerate(GEZIN[:gezinnen]):
            kind = gezin.y if g % 2 == 0 else (gezin.x, gezin.y, gezin.z)[n % 3]
            draden[n].append(["meld", melder.id, kind, f"{g}-{melder.id}"])
    return draden


def van_alles_door_elkaar(rondes: int) -> list[list[Taak]]:
    """Eight report, four of whom withdraw; four repeat requests of others under the same key at that very moment; four read mailboxes."""
    melders = MELDERS[:8]
    return [
        *(_meldt_en_trekt_in(n, melder, rondes) for n, melder in enumerate(melders)),
        *(_meldt(n, melder, rondes) for n, melder in enumerate(melders[4:], 4)),
        *([["post", iemand.id]] * (3 * rondes) for iemand in (*melders[:3], REGIEVOERDER)),
    ]


def _meldt(n: int, melder: Wie, rondes: int) -> list[Taak]:
    """Each round two children of that round's family; others take the same ones."""
    taken = []
    for ronde in range(rondes):
        gezin = GEZIN[-1 - ronde]
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


@pytest.mark.parametrize("http", [False, pytest.param(True, marks=pytest.mark.lang)], ids=["rechtstreeks", "http"])
@pytest.mark.eis("R-071", "R-082", "R-094", "R-158")
def test_bundels_die_elkaar_overlappen(ploeg: Ploeg, index: Index, geheim: Sleutels, maat: Maat, http: bool) -> None:
    """MeldJeugdigen with the same jeugdigen in other orders, each batch twice at once: one melding per reporter and jeugdige, no gap."""
    with bereikbaar(index, http):
        feiten = ploeg.doe(index, bundels(2 * maat.keer), http=http)
    feiten += ploeg.doe(index, [[["leeg", iemand.id]] for iemand in (*MELDERS[: DRADEN // 2], REGIEVOERDER)])
    assert not keur(index.instellingen.database, geheim, feiten)
    assert len({feit.melding for feit in feiten if isinstance(feit, Gemeld)}) == DRADEN // 2 * 3 * 2 * maat.keer


@pytest.mark.eis("R-044", "R-082", "R-094")
def test_wie_sterft_terwijl_hij_wordt_gemeld(
    ploeg: Ploeg, gedeeld: Path, tmp_path: Path, database_url: str, geheim: Sleutels, maat: Maat
) -> None:
    """Fourteen report a family while two tell of its deaths: afterwards nothing of the dead is left, and the others lost nothing."""
    register = Path(shutil.copy(gedeeld / "register.sqlite", tmp_path / "register.sqlite"))
    index = maak_index(gedeeld, tmp_path, database_url, register)
    gezinnen = GEZIN[: 4 * maat.keer]
    feiten = ploeg.doe(index, meldingen_en_overlijdens(gezinnen))
    feiten += ploeg.doe(index, [[["onderhoud"]]])
    feiten += ploeg.doe(index, [[["leeg", iemand.id]] for iemand in (*MELDERS[:DRADEN], REGIEVOERDER)])
    assert not keur(index.instellingen.database, geheim, feiten)
    assert {gezin.y for gezin in gezinnen} == {feit.bsn for feit in feiten if isinstance(feit, Overleden)}


def bundels(gezinnen: int) -> list[list[Taak]]:
    """Eight reporters, two threads each with the very same batches; one begins where another ends."""
    draden: list[list[Taak]] = []
    for n in range(DRADEN):
        melder = MELDERS[n // 2]
        taken = []
        for gezin in GEZIN[:gezinnen]:
            kinderen = (gezin.x, gezin.y, gezin.z)
            volgorde = kinderen[n // 2 % 3 :] + kinderen[: n // 2 % 3]
            taken.append(["samen", melder.id, *(woord for kind in volgorde for woord in (kind, f"{melder.id}-{kind}"))])
        draden.append(taken)
    return draden


def meldingen_en_overlijdens(gezinnen: Sequence[Gezin]) -> list[list[Taak]]:
    """Of every family the child in the middle, by whom the other two are related to him, dies while everybody reports all three."""
    draden: list[list[Taak]] = []
    for n, melder in enumerate(MELDERS[: DRADEN - 2]):
        kinderen = [kind for gezin in gezinnen for kind in ((gezin.x, gezin.y, gezin.z), (gezin.y, gezin.z, gezin.x))[n % 2]]
        draden.append([["meld_sterfelijk", melder.id, kind, f"{melder.id}-{kind}"] for kind in kinderen])
    helft = len(gezinnen) // 2
    return [*draden, *([["sterf", gezin.y] for gezin in deel] for deel in (gezinnen[:helft], gezinnen[helft:]))]
