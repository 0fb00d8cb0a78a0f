"""(b): the limit. Only what nobody can leave out: parse, XSD, exclusive C14N, one RSA verify, one RSA sign, and the commits."""

import sqlite3
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree

from bench.stopwatch import COMMIT, Stopwatch
from verwijsindex.contract import bestanden
from verwijsindex.contract.operaties import MELDINGEN
from verwijsindex.security.names import SIGNED_INFO
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

    def __init__(self, map: Path, sleutel: Path, certificaat: Path, commits: int) -> None:
        """``sleutel``: private key of the index; ``certificaat``: that of the partner who signs the messages."""
        self._sleutel: Any = load_pem_private_key(sleutel.read_bytes(), None)
        self._van_partner: Any = x509.load_pem_x509_certificate(certificaat.read_bytes()).public_key()
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

    def doe(self, bericht: GetekendBericht) -> None:
        """The commits stand where (a) has them: after waiting for the disk, what comes next finds the caches cold, here as there."""
        header, body = self._ontleed(bericht.bytes)
        token, timestamp, signature = header[0]
        canoniek = self._canoniek(signature[0], token, timestamp, *header[1:], body)
        self._verifieer(bericht.signature_value, canoniek)
        self._leg_vast()  # that the message was seen
        self._valideer(body[0])
        for _ in range(self._commits - 1):
            self._leg_vast()
        self._teken(canoniek)

    def _ontleed(self, bericht: bytes) -> Any:
        return etree.fromstring(bericht, self._parser)

    def _canoniek(self, signed_info: Any, *delen: Any) -> bytes:
        """SignedInfo, which is returned, and every signed part."""
        assert signed_info.tag == SIGNED_INFO
        for deel in delen:
            etree.tostring(deel, method="c14n", exclusive=True, with_comments=False)
        return etree.tostring(signed_info, method="c14n", exclusive=True, with_comments=False)

    def _verifieer(self, handtekening: bytes, canoniek: bytes) -> None:
        self._van_partner.verify(handtekening, canoniek, _PADDING, _SHA256)

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
