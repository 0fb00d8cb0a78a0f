"""Encryption at rest and keyed digests (R-195, R-079)."""

import os
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from verwijsindex.storage.versleuteling import Sleutels

_NONCE: Final = 12


class Kluis:
    """R-195: turns text into bytes that say nothing without the keys. Shared by threads."""

    def __init__(self, sleutels: Sleutels) -> None:
        self._aes = AESGCM(sleutels.versleuteling)
        self._hmac = HMAC(sleutels.kenmerken, SHA256())

    def versleutel(self, plaats: str, rij: str, tekst: str) -> bytes:
        """AES-256-GCM with a random nonce in front; readable only at this ``plaats`` (table.column) in this ``rij`` (its id)."""
        nonce = os.urandom(_NONCE)
        return nonce + self._aes.encrypt(nonce, tekst.encode(), f"{plaats}\0{rij}".encode())

    def ontsleutel(self, plaats: str, rij: str, geheim: bytes) -> str:
        """What ``versleutel`` hid. Raises cryptography's InvalidTag for other keys, a changed value or another place."""
        return self._aes.decrypt(geheim[:_NONCE], geheim[_NONCE:], f"{plaats}\0{rij}".encode()).decode()

    def kenmerk(self, gebruik: str, *delen: str) -> bytes:
        """HMAC-SHA-256 over ``delen``, different for each ``gebruik``: equal parts, equal bytes, and no way back without the key.

        Parts come from messages and columns, neither of which can hold the NUL that separates them.
        """
        rekenaar = self._hmac.copy()
        rekenaar.update("\0".join((gebruik, *delen)).encode())
        return rekenaar.finalize()
