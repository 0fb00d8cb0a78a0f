"""Whether two kinds of call can be told apart by their time: each as often, mixed, and judged against chance."""

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from statistics import median

AANTAL = 2_000
RONDEN = 3
SPLITSINGEN = 400


def te_onderscheiden(gevallen: Mapping[str, Callable[[], int]], zaad: int) -> set[tuple[str, str]]:
    """The pairs that differ in each of three rounds; ``gevallen`` gives per kind what makes one call and says how long it took."""
    toeval = random.Random(zaad)
    paren = set(combinations(gevallen, 2))
    for _ in range(RONDEN):
        duren = _meet(gevallen, toeval)
        print({naam: round(median(duur) / 1000, 1) for naam, duur in duren.items()}, "microseconden")
        paren = {(een, ander) for een, ander in paren if _verschilt(duren[een], duren[ander], toeval)}
        if not paren:
            break
    return paren


def _meet(gevallen: Mapping[str, Callable[[], int]], toeval: random.Random) -> dict[str, list[int]]:
    """Every case as often, in an order that chance decides, so that what else the machine does is spread over them."""
    duren: dict[str, list[int]] = {naam: [] for naam in gevallen}
    for _ in range(AANTAL):
        for naam in toeval.sample(list(gevallen), len(gevallen)):
            duren[naam].append(gevallen[naam]())
    return duren


def _verschilt(een: list[int], ander: list[int], toeval: random.Random) -> bool:
    """Whether their medians differ more than those of all but one in a hundred chance divisions of the same times."""
    verschil = abs(median(een) - median(ander))
    alles = [*een, *ander]
    groter = 0
    for _ in range(SPLITSINGEN):
        toeval.shuffle(alles)
        groter += abs(median(alles[: len(een)]) - median(alles[len(een) :])) >= verschil
    return groter < SPLITSINGEN / 100
