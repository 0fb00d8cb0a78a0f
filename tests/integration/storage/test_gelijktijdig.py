"""Simultaneous meldingen of one jeugdige or one family come out as if they had come one after another (R-082, R-094).

Each test runs two processes with eight threads each, every report by another reporter, on both databases.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.signaal import MatchSoort, OntvangerSoort
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.versleuteling import Sleutels

from .wereld import GEMEENTE, KIND, MOEDER, VADER, aantallen, bsn_nummers, gebruiker, registreer, rijen

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-082")]

PROGRAMMA = Path(__file__).with_name("gelijktijdig.py")
AANTAL = 16


def meld_tegelijk(url: str, sleutels: Sleutels, ouders: Mapping[Bsn, Sequence[Bsn]], meldingen: Sequence[tuple[str, Bsn]]) -> list[bool]:
    """Give half of the reports to each of two processes that start together; tells per report whether it had a match."""
    geheim = sleutels.als_tekst()
    personen = {bsn.waarde: [ouder.waarde for ouder in van] for bsn, van in ouders.items()}
    with ExitStack() as opruimen:
        processen = [
            opruimen.enter_context(subprocess.Popen([sys.executable, PROGRAMMA], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(2)
        ]
        for n, proces in enumerate(processen):
            deel = [(wie, bsn.waarde) for wie, bsn in meldingen[n::2]]
            _zeg(proces, json.dumps([url, geheim, personen, deel]))
        for proces in processen:
            assert _hoor(proces) == "klaar"
        for proces in processen:
            _zeg(proces, "begin")
        return [match for proces in processen for match in json.loads(_hoor(proces))]


def _zeg(proces: subprocess.Popen[str], regel: str) -> None:
    assert proces.stdin is not None
    proces.stdin.write(regel + "\n")
    proces.stdin.flush()


def _hoor(proces: subprocess.Popen[str]) -> str:
    assert proces.stdout is not None
    return proces.stdout.readline().strip()


def melders(opslag: SqlOpslag) -> list[str]:
    namen = [f"melder-{n:02d}" for n in range(AANTAL)]
    registreer(opslag, *(gebruiker(naam) for naam in namen))
    return namen


def nummers_sluiten_aan(url: str) -> bool:
    """Whether the numbers of every mailbox run from 1 to its last without gap or repeat."""
    per_bus: dict[tuple[object, object], list[object]] = {}
    for soort, wie, nummer in rijen(url, "SELECT ontvanger_soort, ontvanger, volgnummer FROM signaal ORDER BY volgnummer"):
        per_bus.setdefault((soort, wie), []).append(nummer)
    return all(nummers == list(range(1, len(nummers) + 1)) for nummers in per_bus.values())


@pytest.mark.eis("R-070", "R-090", "R-094")
def test_een_jeugdige_door_iedereen_tegelijk(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """One match; the k-th reporter causes exactly k reporter signalen and one for the gemeente, naming all so far; numbers are gapless."""
    wie = melders(opslag)
    gevonden = meld_tegelijk(database_url, sleutels, {KIND: [MOEDER, VADER]}, [(naam, KIND) for naam in wie])
    assert Counter({True: AANTAL - 1, False: 1}) == Counter(gevonden)
    een_keer = {"jeugdige": 1, "jeugdige_ouder": 2, "match": 1, "melding": AANTAL, "zakelijke_sleutel": AANTAL}
    assert een_keer == aantallen(database_url, *een_keer)
    per_melding = Counter(rijen(database_url, "SELECT aanleiding, ontvanger_soort FROM signaal"))
    aan_melders = sorted(aantal for (_, soort), aantal in per_melding.items() if soort == OntvangerSoort.MELDINGSBEVOEGDE)
    aan_gemeente = [aantal for (_, soort), aantal in per_melding.items() if soort == OntvangerSoort.GEMEENTE]
    assert (list(range(2, AANTAL + 1)), [1] * (AANTAL - 1)) == (aan_melders, aan_gemeente)
    genoemd = Counter(
        rijen(
            database_url,
            """
            SELECT signaal.ontvanger_soort, count(*) FROM signaal JOIN signaal_contact ON signaal_contact.kring = signaal.kring
            AND signaal_contact.melding_id IS DISTINCT FROM signaal.eigen_melding
            GROUP BY signaal.id, signaal.ontvanger_soort
            """,
        )
    )
    verwacht = {(OntvangerSoort.MELDINGSBEVOEGDE.value, k - 1): k for k in range(2, AANTAL + 1)}
    assert verwacht | {(OntvangerSoort.GEMEENTE.value, k): 1 for k in range(2, AANTAL + 1)} == genoemd
    assert nummers_sluiten_aan(database_url)
    regels = Counter(naam for (naam,) in rijen(database_url, "SELECT gebeurtenis FROM logboek"))
    signalen = sum(range(2, AANTAL + 1)) + AANTAL - 1
    assert (AANTAL, signalen) == (regels["MELDING_GEDAAN"], regels["SIGNAAL_GEMAAKT"])


@pytest.mark.eis("R-073", "R-090")
def test_een_gezin_door_iedereen_tegelijk(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """A child of both parents, and half-siblings on either side, each by another reporter: one match per pair that shares a parent.

    Who reported the child of both is told of one more reporter each time, as if they had come one after another; the two sides share no
    parent with each other, and still may not overtake each other (keuzes.md 18).
    """
    wie = melders(opslag)
    kinderen = bsn_nummers(900100000, AANTAL)
    ouders = {kinderen[0]: [MOEDER, VADER], **{bsn: [(MOEDER, VADER)[n % 2]] for n, bsn in enumerate(kinderen[1:])}}
    meld_tegelijk(database_url, sleutels, {kinderen[0]: ouders[kinderen[0]]}, [(wie[0], kinderen[0])])
    meld_tegelijk(database_url, sleutels, ouders, list(zip(wie[1:], kinderen[1:], strict=True)))
    paren = sum(1 for a in kinderen for b in kinderen if a.waarde < b.waarde and set(ouders[a]) & set(ouders[b]))
    assert [(MatchSoort.GEZIN.value, paren)] == rijen(database_url, "SELECT soort, count(*) FROM match GROUP BY soort")
    genoemd: dict[object, set[object]] = {}
    for nummer, melding in rijen(
        database_url,
        f"""
        SELECT signaal.volgnummer, signaal_contact.melding_id
        FROM signaal JOIN signaal_contact ON signaal_contact.kring = signaal.kring AND signaal_contact.melding_id <> signaal.eigen_melding
        WHERE signaal.ontvanger = '{wie[0]}'
        """,
    ):
        genoemd.setdefault(nummer, set()).add(melding)
    op_volgorde = [genoemd[n] for n in sorted(genoemd, key=int)]  # type: ignore[call-overload]
    assert list(range(1, AANTAL)) == [len(wie_genoemd) for wie_genoemd in op_volgorde]
    assert all(eerder < later for eerder, later in pairwise(op_volgorde))
    assert nummers_sluiten_aan(database_url)


@pytest.mark.eis("R-094", "R-097")
def test_een_gemeente_voor_veel_jeugdigen_tegelijk(opslag: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """Jeugdigen who have nothing to do with each other share the mailbox of their gemeente: no gap in it, and no deadlock."""
    wie = melders(opslag)
    kinderen = bsn_nummers(900200000, AANTAL // 2)
    meldingen = [(naam, kinderen[n // 2]) for n, naam in enumerate(wie)]
    meld_tegelijk(database_url, sleutels, {bsn: [] for bsn in kinderen}, meldingen)
    aan_gemeente = rijen(database_url, f"SELECT volgnummer FROM signaal WHERE ontvanger = '{GEMEENTE}' ORDER BY volgnummer")
    assert [(n,) for n in range(1, AANTAL // 2 + 1)] == aan_gemeente
    assert aantallen(database_url, "match", "melding") == {"match": AANTAL // 2, "melding": AANTAL}
    assert nummers_sluiten_aan(database_url)
