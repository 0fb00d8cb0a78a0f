"""Numbers that identify: of persons and of organisations."""

import re
from dataclasses import dataclass
from operator import mul
from typing import Final

from verwijsindex.domain.weigeringen import BsnOngeldig

_GEWICHTEN: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NULLEN: Final = sum(_GEWICHTEN) * ord("0")
"""The weighted sum of nine zeros, taken as the bytes that write them."""
_VISN: Final = re.compile(r"V[A-Z2-7]{26}(-([2-9]|[1-9][0-9]))?")
_OPENBARE_TESTREEKS: Final = "9999"
_OIN: Final = re.compile(r"00000003[0-9]{8}0000|(?!00000003)[0-9]{8}[0-9A-Z]{9}000")
"""Prefix, main number, zeros: eight digits for a KvK number, else nine positions that need not be digits (BRIN)."""
_OIN_VOORVOEGSELS: Final = frozenset(f"{nummer:08d}" for nummer in (1, 2, 3, 4, 6, 7, 8, 9, 10, 99))
_OIN_TEST: Final = "00000099"


@dataclass(frozen=True, slots=True, repr=False)
class Bsn:
    """A burgerservicenummer that passes the eleven-test (R-021); never shown by ``repr``.

    Raises BsnOngeldig (VIR-101), without the value.
    """

    waarde: str

    def __post_init__(self) -> None:
        if not voldoet_aan_elfproef(self.waarde):
            raise BsnOngeldig

    def __repr__(self) -> str:
        return "Bsn(*********)"

    @property
    def uit_testreeks(self) -> bool:
        """Whether it lies in the public test range, which production refuses (R-197, keuzes.md 32)."""
        return self.waarde.startswith(_OPENBARE_TESTREEKS)


@dataclass(frozen=True, slots=True, repr=False)
class Visn:
    """A verwijsindexservicenummer: of who has no BSN, derived from what is known of him (BJ 7.3.1(2), R-027); never shown by ``repr``.

    ``V`` and 26 letters and digits of base32: nothing that could be read as a BSN. Of two persons with the same name, birth date and sex
    one can bear the same number with a distinction behind it (R-031). Raises ValueError for anything else, without the value.
    """

    waarde: str

    def __post_init__(self) -> None:
        if _VISN.fullmatch(self.waarde) is None:
            raise ValueError("geen verwijsindexservicenummer")

    def __repr__(self) -> str:
        return "Visn(V***)"

    @property
    def basis(self) -> "Visn":
        """The number as it was derived, without distinction."""
        return Visn(self.waarde.partition("-")[0])

    def onderscheiden(self, volgnummer: int) -> "Visn":
        """The number of the second (2) to ninety-ninth person of whom the same is known (R-031)."""
        return Visn(f"{self.basis.waarde}-{volgnummer}")


Persoonsnummer = Bsn | Visn
"""Under what meldingen are kept (Jeugdwet 7.1.4.2(1)(4))."""


def voldoet_aan_elfproef(waarde: str) -> bool:
    """Nine digits, not all zero, weighted sum divisible by eleven (R-021)."""
    if len(waarde) != 9 or not (waarde.isascii() and waarde.isdigit()) or waarde == "000000000":
        return False
    gewogen: int = sum(map(mul, _GEWICHTEN, waarde.encode())) - _NULLEN
    return gewogen % 11 == 0


def is_oin(waarde: str, *, productie: bool = False) -> bool:
    """Prefix, main number and the zeros after it; the test prefix only outside production (R-161)."""
    if _OIN.fullmatch(waarde) is None or waarde[:8] not in _OIN_VOORVOEGSELS:
        return False
    return not (productie and waarde.startswith(_OIN_TEST))
