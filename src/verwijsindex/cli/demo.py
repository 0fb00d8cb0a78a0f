"""``verwijsindex demo``: the story of the index on a terminal, told by a real server and real signed messages."""

import argparse
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from verwijsindex.cli.opdracht import GOED, Parser, voorbeeld
from verwijsindex.cli.verhaal import Verhaal, VerhaalKloptNiet
from verwijsindex.sandbox.beschrijving import lees_beschrijving

MISLUKT = 1
EINDE_SECONDEN = 20


def voeg_toe(opdrachten: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command."""
    demo = opdrachten.add_parser(
        "demo",
        help="het verhaal van de verwijsindex, op een echte server",
        description="Start een sandbox in een tijdelijke map en speelt het verhaal: melden, signalen, intrekken, en een vervalst bericht.",
        epilog=voorbeeld("verwijsindex demo"),
    )
    demo.set_defaults(voer_uit=_demo)


def _demo(_keuzes: argparse.Namespace) -> int:
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())  # a pipe or a file has no width to fit in
    with tempfile.TemporaryDirectory(prefix="verwijsindex-demo-") as map:
        console.print("[bold]De verwijsindex[/bold], op een server in een tijdelijke map.")
        with sandbox_op(Path(map), console) as url:
            console.print(f"De server antwoordt op {url}. Alle personen en organisaties zijn verzonnen.\n")
            try:
                slot = Verhaal(lees_beschrijving(Path(map)), console).speel()
            except VerhaalKloptNiet as fout:
                console.print(f"[bold red]Het verhaal klopt niet:[/bold red] {fout}")
                return MISLUKT
    console.print(f"\n[bold green]Klaar.[/bold green] {slot}")
    return GOED


@contextmanager
def sandbox_op(map: Path, console: Console, *opties: str) -> Iterator[str]:
    """A sandbox in a process of its own, on a free port, with these options of ``verwijsindex sandbox``; ends with the block.

    In a group of its own as well: Ctrl-C on the terminal reaches us, not the server of which we still expect an answer. The block
    also ends when the terminal closes (SIGHUP) or we are told to stop (SIGTERM), with the exit code of the shell for it.
    """
    opdracht = [sys.executable, "-m", "verwijsindex", "sandbox", "--map", str(map), "--poort", "0", *opties]
    with (
        _gestopt_door(signal.SIGHUP, signal.SIGTERM),
        subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True, process_group=0) as server,  # noqa: S603 (our own command)
    ):
        try:
            assert server.stdout is not None
            with console.status("De server start"):
                regel = server.stdout.readline().split()
            if len(regel) != 2:
                raise OSError("de sandbox start niet")
            yield regel[1]
        finally:
            server.terminate()
            server.wait(EINDE_SECONDEN)


@contextmanager
def _gestopt_door(*signalen: signal.Signals) -> Iterator[None]:
    """Whoever gets one of these leaves as if by ``sys.exit``: what he opened is closed. What he ignores (``nohup``) he goes on ignoring."""

    def stop(nummer: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + nummer)

    vorige = {nummer: signal.signal(nummer, stop) for nummer in signalen if signal.getsignal(nummer) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for nummer, wat in vorige.items():
            signal.signal(nummer, wat)
