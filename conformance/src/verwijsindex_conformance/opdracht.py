"""Runs a command of doel.yaml, with what it needs filled in."""

import subprocess
from collections.abc import Mapping, Sequence

from verwijsindex_conformance.oordeel import Onbeslist

SECONDEN = 60


def draai_opdracht(opdracht: Sequence[str], invulling: Mapping[str, str], waarvoor: str) -> None:
    """Run it to its end. Raises Onbeslist when it does not succeed; the text says for what it was, and nothing that was filled in."""
    woorden = list(opdracht)
    for naam, waarde in invulling.items():
        woorden = [woord.replace(f"{{{naam}}}", waarde) for woord in woorden]
    try:
        # The tester wrote these commands for this machine himself.
        uitkomst = subprocess.run(woorden, capture_output=True, timeout=SECONDEN, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as fout:
        raise Onbeslist(f"de opdracht voor {waarvoor} lukte niet ({type(fout).__name__})") from None
    if uitkomst.returncode != 0:
        raise Onbeslist(f"de opdracht voor {waarvoor} eindigde met {uitkomst.returncode}")
