"""Compares two wheels: the same files with the same bytes, or it tells which differ and fails."""

import sys
from zipfile import ZipFile


def inhoud(pad: str) -> dict[str, bytes]:
    """Every file of a wheel; RECORD follows from the others, but its order does not."""
    with ZipFile(pad) as wheel:
        return {naam: wheel.read(naam) for naam in wheel.namelist() if not naam.endswith("/RECORD")}


een, ander = map(inhoud, sys.argv[1:])
verschil = sorted(naam for naam in een.keys() | ander.keys() if een.get(naam) != ander.get(naam))
if verschil:
    sys.exit("Het wheel uit de sdist is anders: " + ", ".join(verschil))
print(f"Het wheel uit de sdist is gelijk: {len(een)} bestanden")
