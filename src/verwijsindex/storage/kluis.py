"""Encryption at rest and keyed digests (R-195, R-079)."""

import os
from copy import copy
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.storage.versleuteling import Sleutels

_NONCE: Final = 12


class Kluis:
    """R-195: turns text into bytes that say nothing without the keys. Shared by threads."""

    def __init__(self, sleutels: Sleutels, beleid: Beleid | None = None) -> None:
        """``beleid`` is the law under which what is read lives (R-190), the statute when it is None; it goes wherever the keys go."""
        self.beleid = statuut() if beleid is None else beleid
        self._aes = AESGCM(sleutels.versleuteling)
        self._hmac = HMAC(sleutels.kenmerken, SHA256())

    def onder(self, beleid: Beleid) -> "Kluis":
        """The same keys under another law."""
        ander = copy(self)
        ander.beleid = beleid
        return ander

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
