"""Strict base64: the alphabet and the padding of RFC 4648, with the white space that XML allows, and nothing else."""

from binascii import Error, a2b_base64
from typing import Final

_ZONDER_WIT: Final = str.maketrans("", "", " \t\r\n")


def decodeer(tekst: str | None) -> bytes | None:
    """Return the bytes; None when there are none or the text is not base64."""
    if not tekst:
        return None
    try:
        return a2b_base64(tekst, strict_mode=True) or None
    except (Error, ValueError):  # not ASCII is a ValueError
        dicht = tekst.translate(_ZONDER_WIT)
        return None if dicht == tekst else decodeer(dicht)
