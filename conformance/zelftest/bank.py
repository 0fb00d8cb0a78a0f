"""What a mutant is tried on: something under test, as good as new for each of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.geval import Geval

from .mutant import Mutant

Beurt = Callable[[Geval], Uitslag]
"""Runs one case."""


class Bank(Protocol):
    """Whoever is under test in this process: our server, or our client.

    Of a server ``omgevallen`` tells what went wrong in our own code: a mutant that no longer fits it falls over, and tells no lie.
    """

    def met(self, mutant: Mutant | None) -> AbstractContextManager[Beurt]:
        """With this mutant in it, or as it should be; nothing is left of what was tried before."""
        ...
