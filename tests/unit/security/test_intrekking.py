"""Step 7: revoked certificates, and lists that cannot be trusted (cases 18 and 46 of the attack table)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from verwijsindex.security.intrekking import Intrekkingslijsten, bewaar_lijst
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore

from . import pki

DAG = timedelta(days=1)
RESPIJT = timedelta(hours=6)


def lijst(
    ca: pki.Ca,
    *,
    ingetrokken: Sequence[x509.Certificate] = (),
    sinds: datetime = pki.NU - DAG,
    tot: datetime = pki.NU + DAG,
    sleutel: object = None,
    hash: hashes.HashAlgorithm | None = None,
    extra: Sequence[tuple[x509.ExtensionType, bool]] = (),
) -> bytes:
    """A CRL of this issuer, DER."""
    bouwer = x509.CertificateRevocationListBuilder(ca.certificaat.subject, sinds, tot)
    for certificaat in ingetrokken:
        ingang = x509.RevokedCertificateBuilder(certificaat.serial_number, sinds).build()
        bouwer = bouwer.add_revoked_certificate(ingang)
    for extensie, kritiek in extra:
        bouwer = bouwer.add_extension(extensie, critical=kritiek)
    return bouwer.sign(sleutel or ca.sleutel, hash or hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.fixture
def map(tmp_path: Path) -> Path:
    """A folder with a good list of both issuers of the test chain."""
    bewaar_lijst(tmp_path, "root", lijst(pki.root()))
    bewaar_lijst(tmp_path, "uitgever", lijst(pki.uitgever()))
    return tmp_path


def store(map: Path) -> TrustStore:
    return TrustStore([pki.root().pem], [pki.uitgever().pem], intrekking=Intrekkingslijsten(map, respijt=RESPIJT))


def reden(vertrouwd: TrustStore, nu: datetime = pki.NU) -> str | None:
    """Why the partner is refused, as the log says it; None when he is not."""
    try:
        vertrouwd.vertrouw(pki.partner().der, nu)
    except OngeldigCertificaat as fout:
        return fout.reden
    return None


@pytest.mark.eis("WT004", "PKI002")
def test_wie_niet_is_ingetrokken_wordt_vertrouwd(map: Path) -> None:
    """With good lists of every issuer in the chain a certificate is trusted, from the cache as well."""
    vertrouwd = store(map)
    assert [reden(vertrouwd), reden(vertrouwd)] == [None, None]


@pytest.mark.eis("WT004", "PKI002")
@pytest.mark.parametrize("wie", ["partner", "uitgever"])
def test_wie_is_ingetrokken_wordt_geweigerd(map: Path, wie: str) -> None:
    """The certificate itself, or that of its issuer; also when it was trusted a moment before and a new list came."""
    vertrouwd = store(map)
    assert reden(vertrouwd) is None
    if wie == "partner":
        bewaar_lijst(map, "uitgever", lijst(pki.uitgever(), ingetrokken=[pki.partner().certificaat], sinds=pki.NU))
    else:
        bewaar_lijst(map, "root", lijst(pki.root(), ingetrokken=[pki.uitgever().certificaat], sinds=pki.NU))
    assert reden(vertrouwd) == "ingetrokken"


@pytest.mark.eis("WT005")
@pytest.mark.parametrize(
    ("moment", "verwacht"),
    [
        (pki.NU + DAG, None),
        (pki.NU + DAG + RESPIJT, None),
        (pki.NU + DAG + RESPIJT + timedelta(seconds=1), "CRL verouderd"),
        (pki.NU - DAG - timedelta(seconds=61), "CRL verouderd"),
    ],
)
def test_na_het_respijt_gaat_de_deur_dicht(map: Path, moment: datetime, verwacht: str | None) -> None:
    """A list counts until its nextUpdate plus the grace, and not a second longer; nor before it was made."""
    assert reden(store(map), moment) == verwacht


@pytest.mark.eis("WT005")
def test_ook_wie_al_vertrouwd_was_gaat_na_het_respijt_dicht(map: Path) -> None:
    """What is remembered of a chain does not outlive the lists that it rests on."""
    vertrouwd = store(map)
    assert reden(vertrouwd) is None
    assert reden(vertrouwd, pki.NU + DAG + RESPIJT + timedelta(seconds=1)) == "CRL verouderd"


ANDER_MET_DIE_NAAM = pki.maak_ca("Test Uitgever", sleutel=pki.sleutel("Namaak"))
ZONDER_RECHT = pki.gebruik(tekenen=False, uitgeven=False)


@pytest.mark.eis("WT004", "SIGN001")
@pytest.mark.parametrize(
    "namaak",
    [
        lambda: lijst(pki.uitgever(), sleutel=pki.sleutel("Namaak")),
        lambda: lijst(ANDER_MET_DIE_NAAM),
        lambda: lijst(pki.root()),
        lambda: b"geen lijst",
        lambda: b"",
    ],
    ids=["andere sleutel", "andere CA met die naam", "van de root", "rommel", "leeg"],
)
def test_een_lijst_van_een_ander_telt_niet(map: Path, namaak: Callable[[], bytes]) -> None:
    """Whoever can put a file in the folder still cannot speak for an issuer: there is then no list, and the door stays shut."""
    bewaar_lijst(map, "uitgever", namaak())
    assert reden(store(map)) == "geen CRL van de uitgever"


@pytest.mark.eis("WT004")
@pytest.mark.parametrize(
    "extra",
    [
        (x509.DeltaCRLIndicator(7), True),
        (x509.IssuingDistributionPoint(None, None, False, False, frozenset({x509.ReasonFlags.key_compromise}), False, False), True),
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True),
    ],
    ids=["delta", "een deel", "onbekend en kritiek"],
)
def test_een_deel_van_een_lijst_is_geen_lijst(map: Path, extra: tuple[x509.ExtensionType, bool]) -> None:
    """A list that leaves certificates out cannot clear one."""
    bewaar_lijst(map, "uitgever", lijst(pki.uitgever(), extra=[extra]))
    assert reden(store(map)) == "CRL onvolledig"


@pytest.mark.eis("WT004")
def test_de_nieuwste_lijst_telt(map: Path) -> None:
    """An old list beside a new one does not bring a revoked certificate back."""
    bewaar_lijst(map, "a-nieuw", lijst(pki.uitgever(), ingetrokken=[pki.partner().certificaat], sinds=pki.NU))
    assert reden(store(map)) == "ingetrokken"


@pytest.mark.eis("WT005")
def test_zonder_map_gaat_niets_door(tmp_path: Path) -> None:
    """A folder that is gone is a reason to refuse, not to pass."""
    assert reden(store(tmp_path / "weg")) == "map met CRLs onleesbaar"
    assert reden(store(tmp_path)) == "geen CRL van de uitgever"
