"""Schemas are compiled one at a time: libxml2 does not survive its first two at once."""

import subprocess
import sys

import pytest

PROGRAMMA = """
import os, sys, threading
from lxml import etree
from verwijsindex.contract.schema import PerDraad

sys.setswitchinterval(1e-6)
DRADEN = 4
LEEG = b'<m:MeldJeugdige xmlns:m="urn:verwijsindex:meldingen:v1"/>'

def probeer() -> int:
    schema, samen, gelukt = PerDraad("meldingen"), threading.Barrier(DRADEN), []

    def werk() -> None:
        samen.wait()
        gelukt.append([schema().validate(etree.fromstring(LEEG)) for _ in range(20)])

    draden = [threading.Thread(target=werk, daemon=True) for _ in range(DRADEN)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(10)
    return 0 if gelukt == [[False] * 20] * DRADEN else 1

uitkomsten = []
for _ in range(60):  # in each child libxml2 begins anew
    if (kind := os.fork()) == 0:
        os._exit(probeer())
    uitkomsten.append(os.waitpid(kind, 0)[1])
print(sorted(set(uitkomsten)))
"""


@pytest.mark.lang
@pytest.mark.eis("R-171")
def test_the_first_schemas_of_a_process_may_be_asked_for_at_once() -> None:
    """Four threads ask for theirs at the same moment, in sixty fresh processes: no crash, no loop, no wrong verdict."""
    gedraaid = subprocess.run([sys.executable, "-c", PROGRAMMA], capture_output=True, text=True, timeout=120, check=True)
    assert gedraaid.stdout == "[0]\n"
