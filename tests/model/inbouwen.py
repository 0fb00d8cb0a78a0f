"""How a bug is seeded."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

Inbouwen = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fout:
    """A bug: what it is called, what it breaks, which requirement says so, and how it is built in."""

    naam: str
    breekt: str
    eis: str
    inbouwen: Inbouwen
    machine: str = "alles"
    """In which histories it is met most."""


def overal(monkeypatch: pytest.MonkeyPatch, goed: Any, fout: Any) -> None:
    """Put ``fout`` in the place of ``goed`` in every module of the product that knows it, and where the histories call it."""
    modules = [module for naam, module in list(sys.modules.items()) if naam.startswith("verwijsindex.") or ".model.uitvoering." in naam]
    for module in modules:
        for naam, waarde in list(vars(module).items()):
            if waarde is goed:
                monkeypatch.setattr(module, naam, fout)


def functie(goed: Any, fout: Any) -> Inbouwen:
    """A function or constant that is wrong wherever it is used."""
    return lambda monkeypatch: overal(monkeypatch, goed, fout)


def methode(klasse: Any, naam: str, fout: Any) -> Inbouwen:
    """One method of a class, or one name in a module."""
    return lambda monkeypatch: monkeypatch.setattr(klasse, naam, fout)
