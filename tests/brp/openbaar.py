"""Where the public BRP data are: the descriptions of both APIs and the test persons (keuzes.md 42)."""

import os
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / os.environ.get("VERWIJSINDEX_BRP_DATA", "../shared/data/brp")
BEVRAGEN = DATA / "brp-bevragen-openapi.json"
UPDATE = DATA / "brp-update-openapi.json"
TESTPERSONEN = DATA / "testpersonen.json"

NODIG = pytest.mark.skipif(
    not all(bestand.exists() for bestand in (BEVRAGEN, UPDATE, TESTPERSONEN)),
    reason=f"geen openbare BRP-gegevens in {DATA} (zet VERWIJSINDEX_BRP_DATA)",
)
"""On every module that asks the fake: without the descriptions there is no fake."""
