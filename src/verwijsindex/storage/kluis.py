"""Encryption at rest and keyed digests, under several keys at once while one takes the place of another (R-195, R-079; record 0098).

A *kenmerk* is a keyed digest under the stam key: equal parts, equal kenmerk, whatever key is in use. The program compares these. It is
never stored: the database holds its *zegel*, the kenmerk encrypted under a key of the ring, with the number of that key in front. So a
zegel moves from one key to another without anybody knowing what it was taken of.
"""

import os
import threading
from collections.abc import Collection
from copy import copy
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.storage.versleuteling import Sleutel, Sleutels

_NONCE: Final = 12


class SleutelOnbekend(Exception):
    """Something stands under a key that this process does not have: it can say nothing about whom it concerns, and does nothing."""

    def __init__(self, nummer: int) -> None:
        super().__init__(f"sleutel {nummer} is in gebruik en staat niet in het sleutelbestand; kopieer het bestand waarin hij is gemaakt")
        self.nummer = nummer


class Kluis:
    """R-195: turns text into bytes that say nothing without the keys. Shared by threads; never changes."""

    def __init__(
        self,
        sleutels: Sleutels,
        beleid: Beleid | None = None,
        *,
        geldig: Collection[int] | None = None,
        in_gebruik: int | None = None,
    ) -> None:
        """``beleid`` is the law under which what is read lives (R-190), the statute when it is None; it goes wherever the keys go.

        ``geldig`` are the keys in force, under one of which every value stands; ``in_gebruik`` that for new values.

        By default all of the ring, and its first.
        """
        self.beleid = statuut() if beleid is None else beleid
        ring = {sleutel.id: _Sloten(sleutel) for sleutel in sleutels.ring if geldig is None or sleutel.id in geldig}
        self.in_gebruik = sleutels.ring[0].id if in_gebruik is None else in_gebruik
        self._ring = ring
        self._nieuw = ring[self.in_gebruik]
        self._overige = [sloten for nummer, sloten in sorted(ring.items()) if nummer != self.in_gebruik]
        self._hmac = HMAC(sleutels.stam, SHA256())
        self.enkel: Final = not self._overige
        """Whether one key is in force, so that equal persons are equal bytes in the database as well."""

    def onder(self, beleid: Beleid) -> "Kluis":
        """The same keys under another law."""
        ander = copy(self)
        ander.beleid = beleid
        return ander

    def versleutel(self, plaats: str, rij: str, tekst: str) -> bytes:
        """AES-256-GCM, key number and nonce in front; readable only at this ``plaats`` (table.column) in this ``rij`` (its id)."""
        nonce = os.urandom(_NONCE)
        return self._nieuw.nummer + nonce + self._nieuw.gcm.encrypt(nonce, tekst.encode(), _plek(plaats, rij))

    def ontsleutel(self, plaats: str, rij: str, geheim: bytes) -> str:
        """What ``versleutel`` hid. Raises cryptography's InvalidTag for a changed value or another place, SleutelOnbekend."""
        gcm = self._sloten(geheim).gcm
        return gcm.decrypt(geheim[1 : 1 + _NONCE], geheim[1 + _NONCE :], _plek(plaats, rij)).decode()

    def kenmerk(self, gebruik: str, *delen: str) -> bytes:
        """HMAC-SHA-256 over ``delen``, different for each ``gebruik``: equal parts, equal bytes, and no way back without the stam key.

        Parts come from messages and columns, neither of which can hold the NUL that separates them.
        """
        rekenaar = self._hmac.copy()
        rekenaar.update("\0".join((gebruik, *delen)).encode())
        return rekenaar.finalize()

    def zegel(self, kenmerk: bytes) -> bytes:
        """What is stored of a kenmerk, under the key in use."""
        return self._nieuw.zegel(kenmerk)

    def zegel_of_niets(self, kenmerk: bytes | None) -> bytes | None:
        """The same, and nothing of nothing."""
        return None if kenmerk is None else self._nieuw.zegel(kenmerk)

    def zegels(self, kenmerk: bytes) -> list[bytes]:
        """All forms in which a kenmerk may stand in the database now, that of the key in use first."""
        return [self._nieuw.zegel(kenmerk), *(sloten.zegel(kenmerk) for sloten in self._overige)]

    def ontzegel(self, zegel: bytes) -> bytes:
        """The kenmerk in a zegel, to compare with others. Raises SleutelOnbekend."""
        return self._sloten(zegel).ontzegel(zegel)

    def ontzegel_of_niets(self, zegel: bytes | None) -> bytes | None:
        """The same, and nothing of nothing."""
        return None if zegel is None else self.ontzegel(zegel)

    def _sloten(self, waarde: bytes) -> "_Sloten":
        sloten = self._ring.get(waarde[0])
        if sloten is None:
            raise SleutelOnbekend(waarde[0])
        return sloten


class _Sloten:
    """What one key of the ring can do."""

    def __init__(self, sleutel: Sleutel) -> None:
        self.nummer = bytes([sleutel.id])
        self.gcm = AESGCM(sleutel.versleuteling)
        self._blokken = None if sleutel.kenmerken is None else _Blokken(sleutel.kenmerken)

    def zegel(self, kenmerk: bytes) -> bytes:
        return self.nummer + (kenmerk if self._blokken is None else self._blokken.heen.update(kenmerk))

    def ontzegel(self, zegel: bytes) -> bytes:
        return zegel[1:] if self._blokken is None else self._blokken.terug.update(zegel[1:])


class _Blokken(threading.local):
    """AES on single blocks. A kenmerk is two blocks that look random, so no block repeats and nothing shows (record 0098).

    A context of its own for every thread: making one costs twenty times what it does.
    """

    def __init__(self, sleutel: bytes) -> None:
        blokken = Cipher(AES(sleutel), ECB())  # noqa: S305 - of random blocks; see above
        self.heen: CipherContext = blokken.encryptor()
        self.terug: CipherContext = blokken.decryptor()


def _plek(plaats: str, rij: str) -> bytes:
    return f"{plaats}\0{rij}".encode()
