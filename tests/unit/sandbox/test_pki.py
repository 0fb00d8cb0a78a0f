"""The test PKI of the sandbox."""

import ssl
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, Sleutelpaar, maak_pki

NU = datetime.now(UTC).replace(microsecond=0)
INDEX = Deelnemer("00000099000000000000", "localhost", "Verwijsindex sandbox")
GGD = Deelnemer("00000099000000001000", "ggd.example", "GGD Veldwijk")
POLITIE = Deelnemer("00000099000000002000", "politie.example", "Politie Veldwijk")


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    return maak_pki(tmp_path_factory.mktemp("pki") / "nieuw", NU, INDEX, [GGD, POLITIE])


def _load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _all(pki: PkiBestanden) -> tuple[Sleutelpaar, ...]:
    return (pki.index, *pki.partners)


@pytest.mark.eis("PKI001")
def test_oin_is_the_one_serial_number_of_the_subject(pki: PkiBestanden) -> None:
    """Every deelnemer's certificate names its OIN in subject.serialNumber, once, as PrintableString, beside CN and O."""
    for paar in _all(pki):
        subject = _load(paar.certificaat).subject
        [serial] = subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
        assert paar.deelnemer.oin == serial.value
        assert serial._type.name == "PrintableString"
        assert [paar.deelnemer.naam] == [a.value for a in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        assert [paar.deelnemer.organisatie] == [a.value for a in subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]


@pytest.mark.eis("PKI002", "WB010")
def test_chain_verifies_up_to_the_root(pki: PkiBestanden) -> None:
    """Leaf is issued by uitgever and uitgever by root, and keten.pem holds exactly those two."""
    root, uitgever = _load(pki.root), _load(pki.uitgever)
    root.verify_directly_issued_by(root)
    uitgever.verify_directly_issued_by(root)
    for paar in _all(pki):
        _load(paar.certificaat).verify_directly_issued_by(uitgever)
    assert [uitgever, root] == x509.load_pem_x509_certificates(pki.keten.read_bytes())


@pytest.mark.eis("PKI002")
def test_openssl_agrees_with_the_chain(pki: PkiBestanden) -> None:
    """A strict openssl verify accepts the index as server and the partners as clients, and not the other way round."""
    assert _openssl_accepts(pki, pki.index.certificaat, "sslserver")
    assert not _openssl_accepts(pki, pki.index.certificaat, "sslclient")
    for paar in pki.partners:
        assert _openssl_accepts(pki, paar.certificaat, "sslclient")
        assert not _openssl_accepts(pki, paar.certificaat, "sslserver")


def _openssl_accepts(pki: PkiBestanden, leaf: Path, purpose: str) -> bool:
    command = ["openssl", "verify", "-x509_strict", "-purpose", purpose, "-CAfile", pki.root, "-untrusted", pki.uitgever, leaf]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_certificates_are_valid_around_nu_and_not_longer(pki: PkiBestanden) -> None:
    """A leaf starts a day before nu and ends two years after it; its issuers outlive it."""
    for paar in _all(pki):
        leaf = _load(paar.certificaat)
        assert (NU - timedelta(days=1), NU + timedelta(days=730)) == (leaf.not_valid_before_utc, leaf.not_valid_after_utc)
        assert _load(pki.uitgever).not_valid_after_utc > leaf.not_valid_after_utc


def test_leaf_may_sign_messages_and_nothing_that_a_ca_does(pki: PkiBestanden) -> None:
    """KeyUsage of a leaf is digitalSignature only, critical; the EKU says server for the index and client for a partner."""
    expected = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    for paar, eku in zip(_all(pki), expected, strict=True):
        extensions = _load(paar.certificaat).extensions
        usage = extensions.get_extension_for_class(x509.KeyUsage)
        assert usage.critical
        assert usage.value.digital_signature
        assert not usage.value.key_cert_sign
        assert not usage.value.key_encipherment
        assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert [eku] == list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)


@pytest.mark.eis("SIGN001")
def test_keys_and_hashes_are_strong_enough_and_belong_together(pki: PkiBestanden) -> None:
    """RSA-2048 and SHA-256 everywhere; each key file is the key of the certificate beside it."""
    for paar in _all(pki):
        certificate = _load(paar.certificaat)
        key = serialization.load_pem_private_key(paar.sleutel.read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        assert key.key_size == 2048
        assert certificate.signature_hash_algorithm is not None
        assert certificate.signature_hash_algorithm.name == "sha256"
        assert certificate.public_key() == key.public_key()


def test_key_files_are_readable_by_the_owner_only_also_after_a_second_run(tmp_path: Path) -> None:
    """Key files have mode 0600, whatever the mode of a file that stood there before."""
    old = tmp_path / "index.key"
    old.write_text("oude sleutel")
    old.chmod(0o666)
    nieuw = maak_pki(tmp_path, NU, INDEX, [GGD])
    for paar in _all(nieuw):
        assert stat.S_IMODE(paar.sleutel.stat().st_mode) == 0o600
    assert "oude sleutel" not in old.read_text()


def test_private_keys_of_the_authorities_are_not_kept(pki: PkiBestanden) -> None:
    """The folder holds a key for each deelnemer and none for root or uitgever."""
    expected = {"index.key", f"{GGD.oin}.key", f"{POLITIE.oin}.key"}
    assert expected == {path.name for path in pki.root.parent.glob("*.key")}


def test_tls_with_both_sides_authenticated_works_in_memory(pki: PkiBestanden) -> None:
    """Python's own strict TLS accepts both ends by host name and chain, and the server sees the partner's certificate."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(pki.keten))
    server.verify_mode = ssl.CERT_REQUIRED
    server.load_cert_chain(pki.index.certificaat, pki.index.sleutel)
    client = ssl.create_default_context(cafile=str(pki.keten))
    paar = pki.partner(GGD.oin)
    client.load_cert_chain(paar.certificaat, paar.sleutel)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server_side = server.wrap_bio(to_server, to_client, server_side=True)
    client_side = client.wrap_bio(to_client, to_server, server_hostname="127.0.0.1")
    _handshake(client_side, server_side)
    assert _load(paar.certificaat).public_bytes(serialization.Encoding.DER) == server_side.getpeercert(binary_form=True)


def _handshake(*sides: ssl.SSLObject) -> None:
    for _ in range(5):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue


def test_a_longer_key_can_be_asked_for(tmp_path: Path) -> None:
    """sleutellengte 3072, which NCSC rates good, holds for the leaf keys and the authorities alike."""
    nieuw = maak_pki(tmp_path, NU, INDEX, [], sleutellengte=3072)
    for path in (nieuw.root, nieuw.uitgever, nieuw.index.certificaat):
        key = _load(path).public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        assert key.key_size == 3072


def test_unknown_partner_is_a_key_error(pki: PkiBestanden) -> None:
    """Asking for an OIN that got no certificate raises."""
    with pytest.raises(KeyError):
        pki.partner("00000099999999999000")


@pytest.mark.eis("R-161")
@pytest.mark.parametrize("oin", ["0000009900000000000", "000000990000000000000", "00000001000000000000", "00000099 00000000000", ""])
def test_only_test_oins_get_a_certificate(oin: str) -> None:
    """An OIN of another length, with another prefix or with a blank is refused."""
    with pytest.raises(ValueError, match="test-OIN"):
        Deelnemer(oin, "x", "x")


def test_one_oin_is_one_deelnemer_and_time_has_a_zone(tmp_path: Path) -> None:
    """A double OIN and a naive time are refused before anything is written."""
    with pytest.raises(ValueError, match="eigen OIN"):
        maak_pki(tmp_path, NU, INDEX, [GGD, GGD])
    with pytest.raises(ValueError, match="tijdzone"):
        maak_pki(tmp_path, NU.replace(tzinfo=None), INDEX, [GGD])
    assert list(tmp_path.iterdir()) == []
