"""Tries mutants on the cases, in a few processes at once; each process has its own things under test."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.draaier import Uitslag
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.oordeel import Oordeel

from .alle import alle_mutanten, gevallen_over
from .bank import Bank
from .client import Client
from .index import Index
from .ontvanger import Ontvanger

STEEKPROEF: Final = ("PROF-001", "MELD-001", "INTR-001", "SIG-001", "CONT-001")
"""What a server with another requirement broken still does."""
GEVANGEN: Final = (Oordeel.GEZAKT, Oordeel.WAARSCHUWING)
OPNIEUW: Final = ", opnieuw"
"""Behind the id of a case in what came of it the second time."""
_HIER: Final = ("127.0.0.1", "::1", "localhost")
BANKEN: Final[Mapping[Rol, Callable[[Path], Any]]] = {Rol.INDEX: Index, Rol.PARTNER: Client, Rol.ONTVANGER: Ontvanger}
"""By role a context manager that gives a `Bank`, and makes what it needs in a directory."""


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What to try. ``mutant`` None is the thing as it should be, on all these cases."""

    mutant: str | None
    gevallen: tuple[str, ...]
    """Each is expected to fail."""
    steekproef: tuple[str, ...] = ()
    """These are expected to pass."""
    rol: Rol = Rol.INDEX
    opnieuw: tuple[str, ...] = ()
    """Afterwards these once more, on what is there then."""


@dataclass(frozen=True, slots=True)
class Proefneming:
    """What came of it, by case."""

    opdracht: Opdracht
    oordelen: Mapping[str, Oordeel]
    seconden: float
    redenen: Mapping[str, str] = field(default_factory=dict)
    """What was expected and came instead, or why there is no verdict."""
    duur: Mapping[str, float] = field(default_factory=dict)
    omgevallen: tuple[str, ...] = ()
    """What in the mutant itself does not fit our code."""

    @property
    def gezakt(self) -> tuple[str, ...]:
        """The cases that noticed."""
        return tuple(id for id in self.opdracht.gevallen if self.oordelen.get(id) in GEVANGEN)

    @property
    def vangt(self) -> bool:
        """Whether a case that names the requirement noticed."""
        mutant = alle_mutanten()[self.opdracht.mutant or ""]
        return not {een.id for een in gevallen_over(mutant)}.isdisjoint(self.gezakt)

    @property
    def ten_onrechte(self) -> tuple[str, ...]:
        """What the sample lost: more than one requirement is broken."""
        return tuple(id for id in self.opdracht.steekproef if self.oordelen.get(id) is not Oordeel.GESLAAGD)


def neem_proeven(opdrachten: Sequence[Opdracht], processen: int) -> Iterator[Proefneming]:
    """Give each result as soon as it is there. Raises RuntimeError when a process ends before its work is done."""
    context = multiprocessing.get_context("spawn")
    werk, klaar = context.Queue(), context.Queue()
    for opdracht in opdrachten:
        werk.put(opdracht)
    werkers = [context.Process(target=_werk, args=(werk, klaar), daemon=True) for _ in range(min(processen, len(opdrachten)))]
    for werker in werkers:
        werk.put(None)
        werker.start()
    for _ in opdrachten:
        yield _wacht(klaar, werkers)
    for werker in werkers:
        werker.join()


def _wacht(klaar: Any, werkers: Sequence[Any]) -> Proefneming:
    while True:
        try:
            uitkomst: Proefneming = klaar.get(timeout=1)
            return uitkomst
        except OSError:
            raise
        except Exception:  # queue.Empty
            if any(werker.exitcode not in (None, 0) for werker in werkers):
                raise RuntimeError("een proces van de zelftest is gestopt") from None


def _werk(werk: Any, klaar: Any) -> None:
    sys.addaudithook(_blijf_hier)
    with ExitStack() as stapel:
        map = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="zelftest-", dir=_snelle_map())))
        banken: dict[Rol, Bank] = {}
        while (opdracht := werk.get()) is not None:
            rol = opdracht.rol
            if rol not in banken:
                banken[rol] = stapel.enter_context(BANKEN[rol](map / rol.value))
            try:
                klaar.put(_neem_proef(banken[rol], opdracht))
            except Exception as fout:  # the next one may do better
                klaar.put(Proefneming(opdracht, {}, 0.0, omgevallen=(f"{type(fout).__name__}: {fout}",)))


def _blijf_hier(gebeurtenis: str, wat: tuple[Any, ...]) -> None:
    """Neither the suite nor what it tries may ask anything of another machine, not even a name."""
    naar = wat[1] if gebeurtenis == "socket.connect" else wat if gebeurtenis == "socket.getaddrinfo" else None
    if isinstance(naar, tuple) and naar[0] not in _HIER:
        raise PermissionError("de zelftest heeft geen netwerk")


def _snelle_map() -> str | None:
    """In memory where that can be: a mutant need not survive the loss of power."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def _neem_proef(bank: Bank, opdracht: Opdracht) -> Proefneming:
    begin = monotonic()
    gevallen = {een.id: een for een in alle_gevallen()}
    mutant = None if opdracht.mutant is None else alle_mutanten()[opdracht.mutant]
    uitslagen: dict[str, Uitslag] = {}
    with bank.met(mutant) as beurt:
        for id in opdracht.steekproef:
            uitslagen[id] = beurt(gevallen[id])
        for id in opdracht.gevallen:
            uitslagen[id] = beurt(gevallen[id])
        for id in opdracht.opnieuw:
            uitslagen[f"{id}{OPNIEUW}"] = beurt(gevallen[id])
    return Proefneming(
        opdracht,
        {id: een.oordeel for id, een in uitslagen.items()},
        monotonic() - begin,
        {
            id: een.reden or f"verwacht {een.verwacht}; kwam {een.gekregen}"
            for id, een in uitslagen.items()
            if een.oordeel is not Oordeel.GESLAAGD
        },
        {id: een.seconden for id, een in uitslagen.items()},
        tuple(getattr(bank, "omgevallen", ())),
    )
