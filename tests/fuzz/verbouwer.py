"""Changes a request so that it still gets somewhere: libFuzzer's bytes alone never come past the signature."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from lxml import etree

from ..differentieel.herteken import herteken
from ..differentieel.verbouwingen import VERBOUWINGEN
from ..unit.security import pki
from .proefdeur import OINS

Muteer = Callable[[bytes, int], bytes]
"""libFuzzer's own changes to bytes, with the size that they may become."""
PAST_NIET = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, etree.LxmlError)
"""What a change that was made for messages raises on bytes that are none."""
_LENGTE = re.compile(rb"(?i)(Content-Length: )[0-9]+")
_STUK = re.compile(rb'<[^<>]*>[^<>]*|\s[^\s<>=]+="[^"]*"|[^<>\s]+')
_IN_DE_BODY = re.compile(rb"(?<=>)[^<>]{1,60}(?=</)")


class Verbouwer:
    """A third of the time the bytes as they are, else the message in them, which is then half of the time signed anew."""

    def __init__(self, sleutels: Path, muteer: Muteer) -> None:
        self._partijen = [_partij(sleutels, oin) for oin in OINS]
        self._muteer = muteer

    def __call__(self, data: bytes, hoogstens: int, zaad: int) -> bytes:
        """Other bytes than these; the same ones for the same seed."""
        rng = Random(zaad)
        kop, einde, body = data.partition(b"\r\n\r\n")
        if rng.random() < 0.35 or not body:
            return self._muteer(data, hoogstens)
        nieuw = self._verbouw(rng, body, hoogstens)
        if rng.random() < 0.6:
            nieuw = self._teken(data[0], nieuw)
        if rng.random() < 0.9:
            kop = _LENGTE.sub(rb"\g<1>%d" % len(nieuw), kop)
        return (kop + einde + nieuw)[:hoogstens]

    def _verbouw(self, rng: Random, body: bytes, hoogstens: int) -> bytes:
        keus = rng.random()
        try:
            if keus < 0.05:
                return _herhaal(rng, body, hoogstens)
            if keus < 0.5:
                for verbouwing in rng.choices(VERBOUWINGEN, k=rng.choice((1, 1, 2, 3))):
                    body = verbouwing(rng, body)
                return body
            if keus < 0.8:
                plek = rng.choice([plek for plek in _IN_DE_BODY.finditer(body) if plek.start() > body.find(b"Body")])
                return body[: plek.start()] + self._muteer(plek[0], len(plek[0]) + rng.choice((0, 1, 16, 300))) + body[plek.end() :]
        except PAST_NIET:
            pass
        return self._muteer(body, max(1, hoogstens - 1024))

    def _teken(self, wie: int, body: bytes) -> bytes:
        try:
            return herteken(body, self._partijen[wie % len(OINS)])
        except PAST_NIET:
            return body


def _herhaal(rng: Random, body: bytes, hoogstens: int) -> bytes:
    """The same element, attribute or words very many times: what is in reach of who wants to keep us busy."""
    stuk = rng.choice(list(_STUK.finditer(body)))
    ruimte = max(1, (hoogstens - len(body)) // len(stuk[0]))
    keren = int(ruimte ** rng.random())
    herhaald = stuk[0] * keren
    if b"=" in stuk[0] and not stuk[0].startswith(b"<"):  # no two of one name
        herhaald = b"".join(stuk[0].replace(b"=", b"%d=" % nummer, 1) for nummer in range(keren))
    return (body[: stuk.end()] + herhaald)[:hoogstens] + body[stuk.end() :]


def _partij(sleutels: Path, oin: str) -> pki.Partij:
    certificaat = load_pem_x509_certificate((sleutels / f"{oin}.pem").read_bytes())
    return pki.Partij(certificaat, load_pem_private_key((sleutels / f"{oin}.key").read_bytes(), None))
