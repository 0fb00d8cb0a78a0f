"""Our server under test: a sandbox in this process, as good as new for every mutant."""

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import TracebackType

from verwijsindex.cli.main import main
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.soap import http_limits, tls
from verwijsindex.soap.connection import Door
from verwijsindex.wiring import sandbox, sandboxinstellingen, server
from verwijsindex.wiring.identiteit import Identiteit

from verwijsindex_conformance.draaier import draai
from verwijsindex_conformance.lees_doel import lees_doel

from .bank import Beurt
from .mutant import Mutant, aangebracht
from .voordeur import Voordeur

_VOOR_DE_OPDRACHT = 3
"""Words of a command in doel.yaml that start a process: python -m verwijsindex."""
STOPZETTING = """[afbouw]
geen_nieuwe_meldingen_vanaf = 2060-01-01
alles_vernietigd_op = 2060-07-01
artikel = "verzonnen, na elke dag waarop een ander geval de klok zet"
"""
"""In the policy of the sandbox, so that the suite can look at the end of it (R-190)."""


class Index:
    """A sandbox in ``map``; each ``met`` serves a fresh copy of it."""

    def __init__(self, map: Path) -> None:
        self._bron = map / "bron"
        self._kopie = map / "kopie"
        self._stapel = ExitStack()
        self.omgevallen: list[str] = []
        """What went wrong in our own code since the last ``met``: a mutant that falls over does not lie."""

    def __enter__(self) -> "Index":
        self._bron.parent.mkdir(parents=True, exist_ok=True)
        _, beschrijving = sandbox.bouw_of_open(self._bron, datetime.now(UTC), lambda _: None)
        Sandboxmap(self._bron).beleid.write_text(STOPZETTING, encoding="utf-8")
        instellingen = sandboxinstellingen.sandboxinstellingen(Sandboxmap(self._bron.absolute()))
        server.begin(instellingen)
        self._deur = self._stapel.enter_context(Voordeur())
        sandbox.beschrijf_adres(self._bron, beschrijving, self._deur.url, zonder_handtekening=True)
        self._doel = replace(lees_doel(Sandboxmap(self._bron).doel), uitvoerder=self._voer_uit)
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self._stapel.close()

    @contextmanager
    def met(self, mutant: Mutant | None) -> Iterator[Beurt]:
        """Serve the sandbox with this mutant in it, or as it should be: with the persons, the clock and the database of the beginning."""
        self.omgevallen.clear()
        self._maak_kopie()
        with ExitStack() as stapel:
            stapel.enter_context(zonder_log())
            if mutant is not None:
                stapel.enter_context(aangebracht(mutant))
            instellingen = replace(sandboxinstellingen.open_bestaande(self._kopie), zonder_handtekening=True)
            gedeeld = server.Gedeeld()
            identiteit = Identiteit(instellingen, gedeeld.register.voor_verbindingen)
            context = tls.tls_context(instellingen.certificaat, instellingen.sleutel, instellingen.vertrouwd)
            deur = Door(context, http_limits.PROFILE_LIMITS, identiteit.laat_binnen)
            self._deur.vervang(server.maak_front(instellingen, self._deur.url, gedeeld), deur)
            yield lambda geval: draai([geval], self._doel, lambda _: None)[0]

    def _mislukt(self, *, fout: Exception, **_: object) -> None:
        if isinstance(fout, TypeError | NameError | AttributeError):
            self.omgevallen.append(f"{type(fout).__name__}: {fout}")

    def _maak_kopie(self) -> None:
        shutil.rmtree(self._kopie, ignore_errors=True)
        shutil.copytree(self._bron, self._kopie, ignore=shutil.ignore_patterns("pki", "*.log"))
        (self._kopie / "pki").symlink_to((self._bron / "pki").absolute())

    def _voer_uit(self, opdracht: Sequence[str]) -> int:
        """A command of doel.yaml, in this process, so that the same mutant is in it."""
        woorden = [*opdracht[_VOOR_DE_OPDRACHT:]]
        woorden[woorden.index("--map") + 1] = str(self._kopie)
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            return main(woorden)


@contextmanager
def zonder_log() -> Iterator[None]:
    """What a broken server says of itself is of no use to anybody."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
