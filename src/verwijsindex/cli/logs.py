"""Where the technical log goes. It holds ids and codes; what libraries say stays out, for they may quote a message."""

import logging
from pathlib import Path


def richt_log_in(bestand: Path | None) -> None:
    """Send the technical log to a file, or to standard error."""
    _zoek_niet_uit_wat_er_niet_in_staat()
    uitvoer = logging.StreamHandler() if bestand is None else logging.FileHandler(bestand, encoding="utf-8")
    uitvoer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    eigen = logging.getLogger("verwijsindex")
    eigen.handlers = [uitvoer]
    eigen.setLevel(logging.INFO)
    eigen.propagate = False
    logging.getLogger("spyne").setLevel(logging.CRITICAL + 1)


def _zoek_niet_uit_wat_er_niet_in_staat() -> None:
    """No thread, process, task or line of code: the log names none, and finding out costs as much as writing (Logging HOWTO)."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    if hasattr(logging, "logAsyncioTasks"):  # from Python 3.12 on
        logging.logAsyncioTasks = False
