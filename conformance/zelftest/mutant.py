"""A mutant: our own server or client with one requirement broken, by replacing what its code uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from verwijsindex_conformance.geval import Rol

Ingreep = tuple[Any, str, Any]
"""An object (a module, a class, a dict), the name of what it uses, and what it uses instead."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``naam`` says in Dutch what it does wrong."""

    naam: str
    eis: str
    """The requirement of eisen.csv that it breaks; a case that names it must notice."""
    ingrepen: tuple[Ingreep, ...]
    rol: Rol = Rol.INDEX
    """What is broken: our server, or our client."""
    overal: bool = False
    """Nothing that it says can be believed, so that nearly every case fails: a sample of the others says nothing."""


@contextmanager
def aangebracht(mutant: Mutant) -> Iterator[None]:
    """The mutant is in place inside, and gone afterwards. Raises AttributeError or KeyError when the code has no such thing any more."""
    terug: list[Ingreep] = []
    try:
        for object_, naam, anders in mutant.ingrepen:
            terug.append((object_, naam, _neem(object_, naam)))
            _zet(object_, naam, anders)
        yield
    finally:
        for object_, naam, origineel in reversed(terug):
            _zet(object_, naam, origineel)


def overal(module: Any, naam: str, anders: Any) -> tuple[Ingreep, ...]:
    """Replace a function or class in every module of ours that took it by name. Needs all of these loaded (see ``laden``)."""
    origineel = getattr(module, naam)
    modules = [een for waar, een in sorted(sys.modules.items()) if waar.split(".")[0] == "verwijsindex" and een is not None]
    return tuple((een, zo, anders) for een in modules for zo, waarde in sorted(vars(een).items()) if waarde is origineel)


def niets(*_: Any, **__: Any) -> None:
    """Checks nothing, does nothing."""


def altijd(waarde: Any) -> Any:
    """Whatever is asked, this is the answer."""
    return lambda *_, **__: waarde


def _neem(object_: Any, naam: str) -> Any:
    if isinstance(object_, dict):
        return object_[naam]
    if isinstance(object_, type):  # as it stands there: a property or a static method is not what it gives
        return next(soort.__dict__[naam] for soort in object_.__mro__ if naam in soort.__dict__)
    return getattr(object_, naam)


def _zet(object_: Any, naam: str, waarde: Any) -> None:
    if isinstance(object_, dict):
        object_[naam] = waarde
    else:
        setattr(object_, naam, waarde)
