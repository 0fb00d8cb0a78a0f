"""Lets Spyne 2.14 be imported on Python 3.12 and newer; import this module before any ``spyne`` module.

Spyne carries a copy of ``six`` whose importer answers only ``find_module`` and ``load_module``, which Python 3.12 no longer asks
for. A finder in front of the others answers for it, from its own table.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

_SIX: Final = "spyne.util.six"


class _SixLoader(Loader):
    """Lets six make the module, and puts that one where Python looks for it."""

    def exec_module(self, module: ModuleType) -> None:
        del sys.modules[module.__name__]
        sys.modules[_SIX]._importer.load_module(module.__name__)


class _SixFinder(MetaPathFinder):
    """Finds ``spyne.util.six.moves`` and what is in it; leaves everything else to the other finders."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        importer = getattr(sys.modules.get(_SIX), "_importer", None)
        if importer is None:
            return None
        if importer in sys.meta_path:  # on 3.11 it would warn at every import that finds nothing
            sys.meta_path.remove(importer)
        if fullname not in importer.known_modules:
            return None
        return ModuleSpec(fullname, _SixLoader(), is_package=importer.is_package(fullname))


def install() -> None:
    """Put the finder in front, once per process."""
    if not any(isinstance(finder, _SixFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _SixFinder())


install()
