"""A canary: an address on this machine that nobody has a reason to call. A target that does so did what a message told it to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.oordeel import Gezakt
from verwijsindex_conformance.verbinding import SECONDEN, Onbereikbaar

NAWACHT: Final = 0.3
"""Seconds that a visit may come after the answer."""


class Kanarie:
    """Listens, and remembers whether anybody came."""

    def __init__(self, host: str) -> None:
        familie = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._luistert = socket.create_server((host, 0), family=familie)
        self._bezocht = threading.Event()
        naam = f"[{host}]" if ":" in host else host
        self.plek = f"{naam}:{self._luistert.getsockname()[1]}"
        threading.Thread(target=self._wacht, daemon=True).start()

    def adres(self, pad: str = "x", schema: str = "http") -> str:
        """A URL that leads here."""
        return f"{schema}://{self.plek}/{pad}"

    def geen_bezoek(self) -> None:
        """Raises Gezakt when somebody came."""
        if self._bezocht.wait(NAWACHT):
            raise Gezakt("geen verbinding van het doel naar een adres in het bericht", "een verbinding")

    def sluit(self) -> None:
        """Stop listening; a close alone would leave the thread waiting for the next visit."""
        with suppress(OSError):
            self._luistert.shutdown(socket.SHUT_RDWR)
        self._luistert.close()

    def _wacht(self) -> None:
        """Close every visit at once, so that a target that waits for an answer does not wait long."""
        while True:
            try:
                self._luistert.accept()[0].close()
            except OSError:
                return
            self._bezocht.set()


@contextmanager
def kanarie(doel: Doel) -> Iterator[Kanarie]:
    """A canary at the address of this machine that the target sees; judged at the end. Raises Gezakt and Onbereikbaar."""
    een = Kanarie(_eigen_adres(doel))
    try:
        yield een
        een.geen_bezoek()
    finally:
        een.sluit()


def _eigen_adres(doel: Doel) -> str:
    delen = urlsplit(doel.adressen["meldingen"])
    plek = doel.verbind or (delen.hostname or "", delen.port or 443)
    try:
        with socket.create_connection(plek, timeout=SECONDEN) as lijn:
            return str(lijn.getsockname()[0])
    except OSError as fout:
        raise Onbereikbaar(f"geen verbinding met {plek[0]}:{plek[1]} ({type(fout).__name__})") from None
