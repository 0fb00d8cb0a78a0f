"""The contract's XSD, compiled: what a message is held against, by the server and by the client."""

import threading
from typing import Final

from lxml import etree

from verwijsindex.contract import bestanden

_een_tegelijk: Final = threading.Lock()


class PerDraad:
    """The schema of one service (`bestanden.schema`), compiled once per thread: a shared one leaks one caller's errors to another."""

    def __init__(self, naam: str, versie: int = 1) -> None:
        self._bestand = str(bestanden.schema(naam, versie))
        self._draad = threading.local()

    def __call__(self) -> etree.XMLSchema:
        """The schema of this thread.

        Never two compilations at once: libxml2 makes its built-in types in the first one, without a lock. Two of those at the same moment
        leave types behind with stray memory in them: validation then errs, never ends, or ends the process.
        """
        schema: etree.XMLSchema | None = getattr(self._draad, "schema", None)
        if schema is None:
            with _een_tegelijk:
                schema = self._draad.schema = etree.XMLSchema(file=self._bestand)
        return schema
