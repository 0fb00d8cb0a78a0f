"""Loads all of our code, so that nothing is loaded while a mutant is in place: it would take what is replaced for good."""

from importlib import import_module
from pkgutil import walk_packages

import verwijsindex

_NIET = ("__main__", "migraties")
"""What does something when it is loaded."""


def laad_alles() -> None:
    """Import every module of the server and the client."""
    for module in walk_packages(verwijsindex.__path__, "verwijsindex."):
        if not any(deel in module.name.split(".") for deel in _NIET):
            import_module(module.name)
