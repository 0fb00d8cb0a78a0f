"""Hundreds of changed messages, the same ones in every run: three verdicts, and a rule for every difference.

`VERWIJSINDEX_DIFFERENTIEEL` is how many, `VERWIJSINDEX_ZAAD` another seed.
"""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from .herteken import herteken
from .ondertekenaars import Getekend, getekende
from .verbouwingen import VERBOUWINGEN
from .vergelijking import Uitkomst, vergelijk

AANTAL = int(os.environ.get("VERWIJSINDEX_DIFFERENTIEEL", "700"))
ZAAD = os.environ.get("VERWIJSINDEX_ZAAD", "2026")


@dataclass(frozen=True)
class Proef:
    """One changed message and how it came about."""

    nummer: int
    bericht: Getekend
    stappen: tuple[str, ...]
    raw: bytes

    def __str__(self) -> str:
        return f"VERWIJSINDEX_ZAAD={ZAAD} nummer {self.nummer}: {self.bericht.naam}; {', '.join(self.stappen)}"


def maak(nummer: int) -> Proef:
    """Draw a message, one to three changes, and in half of the cases a new signature over what came of it."""
    rng = Random(f"{ZAAD}-{nummer}")
    bericht = rng.choice(getekende())
    raw, stappen = bericht.raw, []
    for verbouwing in rng.choices(VERBOUWINGEN, k=rng.choice((1, 1, 1, 2, 3))):
        raw = verbouwing(rng, raw)
        stappen.append(verbouwing.__name__)
    if rng.random() < 0.5:
        raw = herteken(raw, bericht.partij)
        stappen.append("opnieuw getekend")
    return Proef(nummer, bericht, tuple(stappen), raw)


def bewaar(map_: Path, proef: Proef, uitkomst: Uitkomst) -> str:
    """Write the message to a file and tell what happened."""
    bestand = map_ / f"{proef.nummer}.xml"
    bestand.write_bytes(proef.raw)
    return f"{proef}\n  {uitkomst.onverklaard}; signxml, libxmlsec1: {uitkomst.anderen}\n  {bestand}"


@pytest.mark.eis("WB003", "WB004", "WB007", "WB010", "WB013", "SIGN001", "SIGN003", "SIGN004")
def test_every_disagreement_has_a_rule(tmp_path: Path):
    """Same verdict, or ours is stricter by a rule of the table; never laxer, and never another Body."""
    uitkomsten = [(proef, vergelijk(proef.raw, antwoord=proef.bericht.antwoord)) for proef in map(maak, range(AANTAL))]
    onverklaard = [bewaar(tmp_path, proef, uitkomst) for proef, uitkomst in uitkomsten if uitkomst.onverklaard]
    tel = Counter(_soort(uitkomst) for _, uitkomst in uitkomsten)
    print(f"{AANTAL} berichten, zaad {ZAAD}: {dict(sorted(tel.items()))}")
    print(dict(Counter(f"{regel.code} {regel.wat}" for _, uitkomst in uitkomsten for regel in uitkomst.regels).most_common()))
    assert not onverklaard, "\n".join([f"{len(onverklaard)} onverklaard, zaad {ZAAD}", *onverklaard[:10]])
    assert {"drie keer ja", "drie keer nee", "strenger dan beide", "strenger dan signxml"} <= set(tel), "de proef is eenzijdig geworden"


@pytest.mark.parametrize("raw", [b"", b"x", b"<x/>", b"<x><y/></x>", b"<Created>", b"<x><DigestValue>!</DigestValue></x>"])
def test_a_change_that_finds_nothing_to_change_leaves_the_message(raw: bytes):
    """Changes follow upon each other, so one may meet a message that another took everything out of."""
    for verbouwing in VERBOUWINGEN:
        for zaad in range(20):
            assert isinstance(verbouwing(Random(zaad), raw), bytes), verbouwing.__name__


def _soort(uitkomst: Uitkomst) -> str:
    if not uitkomst.code:
        return "drie keer ja"
    return {
        (True, True): "strenger dan beide",
        (True, False): "strenger dan signxml",
        (False, True): "strenger dan libxmlsec1",
        (False, False): "drie keer nee",
    }[uitkomst.anderen]
