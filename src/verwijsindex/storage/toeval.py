"""Ids and names that nobody can guess."""

import os
from typing import Final

_VARIANT: Final = "89ab"


def nieuwe_uuid() -> str:
    """A fresh random UUID (RFC 9562, version 4), as text.

    ``str(uuid.uuid4())`` makes an object in between that nobody reads, and that costs more than everything else here.
    """
    cijfers = os.urandom(16).hex()
    variant = _VARIANT[int(cijfers[16], 16) % 4]
    return f"{cijfers[:8]}-{cijfers[8:12]}-4{cijfers[13:16]}-{variant}{cijfers[17:20]}-{cijfers[20:]}"


def nieuw_pseudoniem() -> str:
    """A fresh name that says nothing of whom it is given to."""
    return os.urandom(16).hex()
