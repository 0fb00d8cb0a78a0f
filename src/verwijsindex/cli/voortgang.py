"""Shows on a terminal that something longer than a moment is going on; says nothing when nobody looks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def voortgang(wat: str, aantal: int) -> Iterator[Callable[[str], None]]:
    """A progress bar of ``aantal`` steps on standard error; what it yields is called with the name of each step as it begins."""
    kolommen = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*kolommen, console=console, transient=True, disable=not console.is_terminal) as balk:
        taak = balk.add_task(wat, total=aantal)
        begonnen = iter(range(aantal + 1))

        def stap(naam: str) -> None:
            balk.update(taak, completed=next(begonnen), description=f"{wat}: {naam}")

        yield stap


@contextmanager
def balk(wat: str, totaal: int, na_seconden: float = 2) -> Iterator[Callable[[int], None]]:
    """A bar for what may take long, on standard error once it does; what it yields hears how much more was done."""
    console = Console(stderr=True)
    begonnen = time.monotonic()
    toont = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, transient=True
    )
    taak = toont.add_task(wat, total=totaal)

    def verder(aantal: int) -> None:
        toont.advance(taak, aantal)
        if console.is_terminal and time.monotonic() - begonnen > na_seconden:
            toont.start()  # a second time does nothing

    try:
        yield verder
    finally:
        if toont.live.is_started:
            toont.stop()


@contextmanager
def wachten(wat: str) -> Iterator[None]:
    """A sign of life on standard error while something of unknown length goes on."""
    with Console(stderr=True).status(wat):
        yield
