"""A small report, sealed by two partners of a CA of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from verwijsindex_conformance.doel import Partner
from verwijsindex_conformance.eisen import alle_eisen
from verwijsindex_conformance.oordeel import Oordeel
from verwijsindex_conformance.verslag.rapport import Rapport
from verwijsindex_conformance.verslag.regel import Bericht, Regel

NU = datetime.now(UTC).replace(microsecond=0)
OINS = ("00000099000000001000", "00000099000000002000")
VIJANDIG = "<script>alert(1)</script> \"'&"


@dataclass(frozen=True)
class Zegelaars:
    ca: Path
    partners: tuple[Partner, ...]


def maak_zegelaars(map: Path, nu: datetime = NU) -> Zegelaars:
    """Two partners with keys and certificates in files, and the CA that issued them, for the day before and after ``nu``."""
    sleutel = generate_private_key(65537, 2048)
    ca = _geef_uit("CA", None, sleutel, None, nu)
    (map / "ca.pem").write_bytes(ca.public_bytes(Encoding.PEM))
    return Zegelaars(map / "ca.pem", tuple(_partner(map, oin, sleutel, ca, nu) for oin in OINS))


def _partner(map: Path, oin: str, ca_sleutel: RSAPrivateKey, ca: x509.Certificate, nu: datetime) -> Partner:
    sleutel = generate_private_key(65537, 2048)
    (map / f"{oin}.pem").write_bytes(_geef_uit("Partner", oin, ca_sleutel, ca, nu, sleutel).public_bytes(Encoding.PEM))
    (map / f"{oin}.key").write_bytes(sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return Partner(oin, map / f"{oin}.pem", map / f"{oin}.key")


def _geef_uit(
    naam: str,
    oin: str | None,
    teken_met: RSAPrivateKey,
    uitgever: x509.Certificate | None,
    nu: datetime,
    sleutel: RSAPrivateKey | None = None,
) -> x509.Certificate:
    delen = [x509.NameAttribute(NameOID.COMMON_NAME, naam)]
    delen += [] if oin is None else [x509.NameAttribute(NameOID.SERIAL_NUMBER, oin)]
    wie = x509.Name(delen)
    is_ca = sleutel is None
    return (
        x509.CertificateBuilder(uitgever.subject if uitgever else wie, wie, (sleutel or teken_met).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(not is_ca, False, False, False, False, is_ca, is_ca, False, False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key((sleutel or teken_met).public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(teken_met.public_key()), critical=False)
        .sign(teken_met, SHA256())
    )


def regel(id: str, oordeel: Oordeel = Oordeel.GESLAAGD, **anders: object) -> Regel:
    basis = Regel(
        id=id, titel="Een proef", hoofdstuk="melden", cluster="melden", rol="index", niveau="MOET", eisen=("R-001",), tweeling=None,
        gedaan="Doet iets.", moet="Iets.", oordeel=oordeel, verwacht="", gekregen="", reden="", seconden=0.25,
        berichten=(Bericht("POST", "/m", 200, "<a>é</a>", "<b/>"),),
    )  # fmt: skip
    return replace(basis, **anders)  # type: ignore[arg-type]


def rapport(regels: Sequence[Regel], *, ids: Sequence[str] = ("R-001", "R-002", "WB001")) -> Rapport:
    eisen = alle_eisen()
    return Rapport(
        koppelvlak="v1",
        begin=(NU - timedelta(minutes=1)).isoformat(),
        moment=NU.isoformat(),
        suite={"versie": "1", "contract": "sha256:0"},
        rol="index",
        index="00000099000000000000",
        partners=OINS,
        product={"naam": None, "versie": None, "commit": None, "antwoordt": None},
        biedt=("melden",),
        kan_niet={},
        volledig=True,
        regels=tuple(regels),
        eisen=tuple(replace(eisen[id], gevallen=tuple(r.id for r in regels if id in r.eisen)) for id in ids),
    )
