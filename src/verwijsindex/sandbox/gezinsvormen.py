"""In which forms people live together in the sown population: who has children with whom, and who lives in which house."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from verwijsindex.sandbox.kans import Kans


@dataclass(frozen=True, slots=True)
class Nakomeling:
    """A child by the places of its parents among the adults, and the house in which it lives."""

    ouders: tuple[int, ...]
    huis: int = 0


@dataclass(frozen=True, slots=True)
class Gezinsvorm:
    """Per adult the house in which he lives, and the children, eldest first."""

    volwassenen: tuple[int, ...]
    kinderen: tuple[Nakomeling, ...]

    @property
    def huizen(self) -> int:
        """How many houses there are."""
        return max(self.volwassenen) + 1


_AANTALLEN: Final = ((0.35, 1), (0.40, 2), (0.18, 3), (0.07, 4))


def vorm_van(kans: Kans) -> Gezinsvorm:
    """A form, as often as it occurs."""
    return kans.weeg(_VORMEN)(kans)


def _samen(kans: Kans) -> Gezinsvorm:
    return Gezinsvorm((0, 0), (Nakomeling((0, 1)),) * kans.weeg(_AANTALLEN))


def _een_ouder(kans: Kans) -> Gezinsvorm:
    """Only one parent is registered."""
    return Gezinsvorm((0,), (Nakomeling((0,)),) * kans.weeg(_AANTALLEN))


def _gescheiden(kans: Kans) -> Gezinsvorm:
    """Two houses; each child is registered in one of them."""
    return Gezinsvorm((0, 1), tuple(Nakomeling((0, 1), int(kans.komt_uit(0.25))) for _ in range(kans.weeg(_AANTALLEN))))


def _samengesteld(kans: Kans) -> Gezinsvorm:
    """A mother with children of a former partner, who lives elsewhere, and of a new one, who may bring a child of his own.

    The first and the last of these share no parent, and both share one with the children in between (keuzes.md 18).
    """
    eerder = tuple(Nakomeling((0, 1), int(kans.komt_uit(0.2))) for _ in range(kans.weeg(_AANTALLEN)))
    later = (Nakomeling((0, 2)),) * kans.weeg(_AANTALLEN)
    if kans.komt_uit(0.5):
        return Gezinsvorm((0, 1, 0, 2), (*eerder, Nakomeling((3, 2)), *later))
    return Gezinsvorm((0, 1, 0), (*eerder, *later))


def _inwonend(kans: Kans) -> Gezinsvorm:
    """Two families under one roof that share no parent."""
    een, ander = ((Nakomeling(ouders),) * kans.weeg(_AANTALLEN) for ouders in ((0, 1), (2, 3)))
    return Gezinsvorm((0, 0, 0, 0), (*een, *ander))


_VORMEN: Final[tuple[tuple[float, Callable[[Kans], Gezinsvorm]], ...]] = (
    *((0.58, _samen), (0.12, _een_ouder), (0.16, _gescheiden)),
    *((0.10, _samengesteld), (0.04, _inwonend)),
)
