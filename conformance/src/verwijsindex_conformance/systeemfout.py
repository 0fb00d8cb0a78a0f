"""What an operating system says, in Dutch."""

import errno
from typing import Final

_WOORDEN: Final = {
    errno.ENOENT: "bestaat niet",
    errno.EACCES: "geen toegang",
    errno.EPERM: "mag niet",
    errno.EISDIR: "is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "daar mag niets worden geschreven",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOEXEC: "is geen programma",
    errno.EADDRINUSE: "in gebruik door een ander",
    errno.EADDRNOTAVAIL: "dit adres is niet van deze machine",
}


def in_woorden(fout: OSError) -> str:
    """Why it did not work; a number for what nobody thought of."""
    return _WOORDEN.get(fout.errno or 0, f"fout {fout.errno} van het systeem")
