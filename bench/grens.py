"""(b): the limit. Only what nobody can leave out: parse, XSD, exclusive C14N, one RSA verify, one RSA sign, and the commits."""

import sqlite3
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree

from bench.stopwatch import COMMIT, Stopwatch
from verwijsindex.contract import bestanden
from verwijsindex.contract.operaties import MELDINGEN
from verwijsindex.security.names import SIGNED_INFO, TOKEN
from verwijsindex.security.sign import GetekendBericht

IN_FASE: Final = {"parse": "parse", "c14n": "verifieer", "rsa-verify": "verifieer", "xsd": "xsd", "rsa-sign": "onderteken", COMMIT: COMMIT}
"""Each part of the limit, and the stage of (a) in which the same is done."""

_METHODEN: Final = {
    "_ontleed": "parse",
    "_canoniek": "c14n",
    "_verifieer": "rsa-verify",
    "_valideer": "xsd",
    "_teken": "rsa-sign",
    "_leg_vast": COMMIT,
}
_PADDING: Final = PKCS1v15()
_SHA256: Final = hashes.SHA256()
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL")
"""As the store opens SQLite."""


class Grens:
    """Does the unavoidable with a message that (a) has answered."""

    def __init__(self, map: Path, sleutel: Path, commits: int) -> None:
        geladen = load_pem_private_key(sleutel.read_bytes(), None)
        assert isinstance(geladen, RSAPrivateKey)
        self._sleutel = geladen
        self._parser = etree.XMLParser(resolve_entities=False, no_network=True, collect_ids=False)
        self._schema = etree.XMLSchema(file=str(bestanden.schema(MELDINGEN.naam)))
        self._commits = commits
        self._database = sqlite3.connect(map / "grens.sqlite", isolation_level=None)
        for pragma in _PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE leeg (waarde INTEGER)")

    def klok_fasen(self, stopwatch: Stopwatch) -> None:
        """Put a stopwatch on its parts."""
        for methode, naam in _METHODEN.items():
            setattr(self, methode, stopwatch.fase(naam, getattr(self, methode)))

    def bereid_voor(self, verzoek: GetekendBericht) -> Callable[[], None]:
        """The work to measure for this message; the key of its signer is looked up here."""
        token = self._ontleed(verzoek.bytes).find(f".//{TOKEN}")
        sleutel: Any = x509.load_der_x509_certificate(b64decode(token.text)).public_key()
        return lambda: self._doe(verzoek.bytes, sleutel, verzoek.signature_value)

    def _doe(self, bericht: bytes, sleutel: Any, handtekening: bytes) -> None:
        envelop = self._ontleed(bericht)
        header, body = envelop
        token, timestamp, signature = header[0]
        signed_info = signature[0]
        canoniek = self._canoniek(signed_info, token, timestamp, *header[1:], body)
        self._verifieer(sleutel, handtekening, canoniek)
        self._valideer(body[0])
        self._teken(canoniek)
        for _ in range(self._commits):
            self._leg_vast()

    def _ontleed(self, bericht: bytes) -> Any:
        return etree.fromstring(bericht, self._parser)

    def _canoniek(self, signed_info: Any, *delen: Any) -> bytes:
        """SignedInfo, which is returned, and every signed part."""
        assert signed_info.tag == SIGNED_INFO
        for deel in delen:
            etree.tostring(deel, method="c14n", exclusive=True, with_comments=False)
        return etree.tostring(signed_info, method="c14n", exclusive=True, with_comments=False)

    def _verifieer(self, sleutel: Any, handtekening: bytes, canoniek: bytes) -> None:
        sleutel.verify(handtekening, canoniek, _PADDING, _SHA256)

    def _valideer(self, kind: Any) -> None:
        assert self._schema.validate(kind)

    def _teken(self, canoniek: bytes) -> None:
        """The bytes to sign for the reply are as many as those of the request."""
        self._sleutel.sign(canoniek, _PADDING, _SHA256)

    def _leg_vast(self) -> None:
        """The smallest transaction that must reach the disk."""
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT INTO leeg VALUES (1)")
        self._database.execute("COMMIT")
