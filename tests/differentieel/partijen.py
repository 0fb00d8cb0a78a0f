"""Parties whose keys and certificates are the same in every run, so that one seed gives the same messages to the byte.

The keys in `sleutels.json` were made for this test and protect nothing.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from verwijsindex.security.trust import TrustStore

from ..unit.security import pki

_PRIEMEN = json.loads(Path(__file__).with_name("sleutels.json").read_text())
_E = 65537


@cache
def sleutel(naam: str) -> rsa.RSAPrivateKey:
    """Return the RSA key of this name from the file."""
    p, q = (int(priem, 16) for priem in _PRIEMEN[naam])
    d = pow(_E, -1, (p - 1) * (q - 1))
    delen = (p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q))
    return rsa.RSAPrivateNumbers(*delen, rsa.RSAPublicNumbers(_E, p * q)).private_key()


@cache
def root() -> pki.Ca:
    return pki.maak_ca("Vaste Root", sleutel=sleutel("root"), pad=1, nummer=1)


@cache
def uitgever() -> pki.Ca:
    return pki.maak_ca("Vaste Uitgever", root(), sleutel=sleutel("uitgever"), pad=0, nummer=2)


def partij(**knoppen: object) -> pki.Partij:
    """Return a party with a certificate of the fixed issuer, with these knobs turned; by default the partner, RSA-2048."""
    recept = pki.Recept(**({"sleutel": sleutel("partner"), "nummer": 3} | knoppen))
    return pki.Partij(pki.geef_uit(recept, uitgever()), recept.sleutel)


@cache
def partner() -> pki.Partij:
    return partij()


@cache
def groot() -> pki.Partij:
    """The partner with RSA-3072."""
    return partij(sleutel=sleutel("groot"), nummer=4)


@cache
def server() -> pki.Partij:
    return partij(naam="Server", serienummers=(pki.SERVER_OIN,), sleutel=sleutel("server"), nummer=5)


def truststore(*, intermediates: Sequence[pki.Ca] | None = None, **knoppen: object) -> TrustStore:
    """Return a store that trusts the fixed root, and the fixed issuer below it unless others are named."""
    return TrustStore([root().pem], [ca.pem for ca in ([uitgever()] if intermediates is None else intermediates)], **knoppen)
