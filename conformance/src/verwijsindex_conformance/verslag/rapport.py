"""The report that a verwijsindex keeps of a passed run: who was played, against which contract, when, and every verdict (R-182)."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.draaier import Uitslag

SOORT: Final = "verwijsindex-conformance"
VORM: Final = 1
KOPPELVLAK: Final = "v1"
"""Version of the contract whose cases these are: that of its namespaces."""


def schrijf_rapport(pad: Path, uitslagen: Sequence[Uitslag], doel: Doel, moment: datetime, *, volledig: bool) -> None:
    """Write JSON. ``volledig`` is whether every case was run. Nothing of a person stands in it. Raises OSError."""
    rapport = {
        "soort": SOORT,
        "vorm": VORM,
        "koppelvlak": KOPPELVLAK,
        "moment": moment.isoformat(timespec="seconds"),
        "index": doel.oin,
        "partners": sorted(partner.oin for partner in doel.partners),
        "volledig": volledig,
        "gevallen": {uitslag.geval.id: uitslag.oordeel.value for uitslag in uitslagen},
    }
    pad.write_text(json.dumps(rapport, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
