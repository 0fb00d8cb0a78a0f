"""Shows on a terminal that something longer than a moment is going on; says nothing when nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


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
def wachten(wat: str) -> Iterator[None]:
    """A sign of life on standard error while something of unknown length goes on."""
    with Console(stderr=True).status(wat):
        yield
