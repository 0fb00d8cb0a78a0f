"""Strict base64: the alphabet and the padding of RFC 4648, with the white space that XML allows, and nothing else."""

from base64 import b64decode
from binascii import Error
from typing import Final

_ZONDER_WIT: Final = str.maketrans("", "", " \t\r\n")


def decodeer(tekst: str | None) -> bytes | None:
    """Return the bytes; None when there are none or the text is not base64."""
    if not tekst:
        return None
    try:
        return b64decode(tekst.translate(_ZONDER_WIT), validate=True) or None
    except (Error, ValueError):
        return None
