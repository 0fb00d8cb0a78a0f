"""One sandbox runs in a directory at a time: a second would change addresses, or wipe a database, under the first."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verwijsindex.sandbox.sandboxmap import Sandboxmap


class SandboxDraait(Exception):
    """A sandbox runs in this directory; the Dutch text says what to do."""


@contextmanager
def alleen(map: Path) -> Iterator[None]:
    """Keep the directory, which is made when it is not there, to this process until the block ends or the process does.

    A fork does not inherit the lock, so that a worker that outlives its server holds nothing. Raises SandboxDraait, OSError.
    """
    map.mkdir(parents=True, exist_ok=True)
    with Sandboxmap(map).slot.open("w") as slot:
        try:
            fcntl.lockf(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise SandboxDraait(f"in {map} draait al een sandbox; stop die eerst (Ctrl-C), of kies een andere --map") from None
        yield
