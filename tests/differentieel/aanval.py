"""What a forged message is, and the valid one that each starts from."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from ..unit.security.berichten import Bericht
from . import partijen

GOED = Bericht(partij=partijen.partner())
RAW = GOED.bouw()
VALS = "900000012"
REFS = GOED.alle_refs()


@dataclass(frozen=True)
class Aanval:
    """One forged message: its case in the attack table and the codes that it may get; None when it must be accepted."""

    geval: str
    naam: str
    raw: bytes
    codes: tuple[str, ...] | None
    antwoord: bool = False


def verbouw(verander: Callable[[etree._Element], object], raw: bytes = RAW) -> bytes:
    boom = etree.fromstring(raw)
    verander(boom)
    return etree.tostring(boom)
