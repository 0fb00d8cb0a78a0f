"""Every test as if a key were being replaced at that moment: values are written under one key and the other by turns (record 0098).

With ``VERWIJSINDEX_SLEUTELWISSEL=1`` the tests that open a store in this process do so with two keys in force. Whatever held with one
must hold with two: no rule may depend on equal persons being equal bytes in the database.
"""

import itertools
import os
from dataclasses import replace
from hashlib import sha256

import pytest

from verwijsindex.domain.beleid import Beleid
from verwijsindex.storage import database, sleutelregister
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Sessie
from verwijsindex.storage.versleuteling import Sleutel, Sleutels

TWEEDE = 200


def met_tweede(sleutels: Sleutels) -> Sleutels:
    """With a second key that every process makes alike."""
    tweede = Sleutel(TWEEDE, *(sha256(naam + sleutels.stam).digest() for naam in (b"versleuteling", b"kenmerken")))
    return replace(sleutels, ring=(*sleutels.ring, tweede))


class WisselendeBos(sleutelregister.Sleutelbos):
    """Two keys in force; each transaction writes under the other one than that before it."""

    def __init__(self, sleutels: Sleutels, beleid: Beleid | None = None, herlees: object = None) -> None:
        super().__init__(sleutels, beleid)
        twee = met_tweede(sleutels)
        self._beurten = itertools.cycle([Kluis(twee, beleid, in_gebruik=nummer) for nummer in twee.nummers])

    def kluis(self, sessie: Sessie) -> Kluis:
        return next(self._beurten)


def wissel() -> None:
    """From now on every store that this process opens has two keys in force."""
    pytest.MonkeyPatch().setattr(database, "Sleutelbos", WisselendeBos)


@pytest.fixture(scope="session", autouse=True)
def _tijdens_een_wissel() -> None:
    """Only when asked."""
    if os.environ.get("VERWIJSINDEX_SLEUTELWISSEL"):
        wissel()
