"""Carries out the commands of doel.yaml, which the tester wrote for his own machine."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from verwijsindex_conformance.oordeel import Onbeslist

SECONDEN: Final = 60
Uitvoerder = Callable[[Sequence[str]], int]
"""Carries out one command and gives its exit code."""


def in_een_proces(opdracht: Sequence[str]) -> int:
    """In a process of its own. Raises OSError, TimeoutExpired."""
    return subprocess.run(list(opdracht), capture_output=True, timeout=SECONDEN, check=False).returncode  # noqa: S603


def vul_in(opdracht: Sequence[str], velden: Mapping[str, str]) -> list[str]:
    """The same command, with every ``{naam}`` replaced."""
    gevuld = list(opdracht)
    for naam, waarde in velden.items():
        gevuld = [deel.replace(naam, waarde) for deel in gevuld]
    return gevuld


def draai_opdracht(uitvoerder: Uitvoerder, opdracht: Sequence[str], wat: str) -> None:
    """Raises Onbeslist when it did not work; ``wat`` says in Dutch what it was for."""
    try:
        code = uitvoerder(opdracht)
    except (OSError, subprocess.TimeoutExpired) as fout:
        raise Onbeslist(f"de opdracht voor {wat} lukte niet ({type(fout).__name__})") from None
    if code != 0:
        raise Onbeslist(f"de opdracht voor {wat} eindigde met {code}")
