"""Signatures as the stand-alone verifier reckons them, without a library, held against a library (R-142)."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from verwijsindex.domain.logboek_controleer import EcSleutel, Sleutel, lees_sleutel
from verwijsindex.security.stempel import Stempel

NU = datetime(2026, 11, 24, tzinfo=UTC)
TEKST = b'{"ketens":[[1,7,"ab",null]]}'
SOORTEN = {
    "RSA 2048": lambda: rsa.generate_private_key(65537, 2048),
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


def maak(soort: str) -> tuple[Stempel, Sleutel, str]:
    """Who signs, who checks with nothing but the certificate, and the public key alone in PEM."""
    sleutel = SOORTEN[soort]()
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "index")])
    bouwer = x509.CertificateBuilder(naam, naam, sleutel.public_key(), x509.random_serial_number(), NU, NU + timedelta(days=9))
    certificaat = bouwer.sign(sleutel, SHA256()).public_bytes(Encoding.PEM)
    openbaar = sleutel.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    geheim = sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Stempel(geheim, certificaat), lees_sleutel(certificaat.decode()), openbaar


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("soort", SOORTEN)
def test_wat_de_index_tekent_klopt_en_niets_anders(soort: str) -> None:
    """Its own signatures hold; not with another text, one bit other, cut short, made longer, or under another key of the kind."""
    stempel, sleutel, openbaar = maak(soort)
    _, vreemd, _ = maak(soort)
    assert stempel.naam == sleutel.naam == lees_sleutel(openbaar).naam != vreemd.naam
    for nummer in range(8):
        tekst = TEKST + bytes([nummer])
        handtekening = stempel.teken(tekst)
        assert sleutel.klopt(tekst, handtekening)
        assert not vreemd.klopt(tekst, handtekening)
        assert not sleutel.klopt(TEKST, handtekening)
        for plek in (0, len(handtekening) // 2, len(handtekening) - 1):
            assert not sleutel.klopt(tekst, handtekening[:plek] + bytes([handtekening[plek] ^ 1]) + handtekening[plek + 1 :])
        for anders in (b"", handtekening[:-1], handtekening + b"\0", bytes(len(handtekening)), b"\xff" * len(handtekening)):
            assert not sleutel.klopt(tekst, anders)


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("soort", ["P-256", "P-384"])
def test_r_en_s_liggen_binnen_de_orde(soort: str) -> None:
    """Zero, the order itself and r plus the order are refused, as the standard asks."""
    stempel, sleutel, _ = maak(soort)
    assert isinstance(sleutel, EcSleutel)
    lengte, orde = sleutel.kromme.lengte, sleutel.kromme.orde
    handtekening = stempel.teken(TEKST)
    r, s = handtekening[:lengte], handtekening[lengte:]
    for fout in (bytes(lengte), orde.to_bytes(lengte)):
        assert not sleutel.klopt(TEKST, fout + s)
        assert not sleutel.klopt(TEKST, r + fout)


@pytest.mark.eis("R-142")
def test_een_andere_sleutel_wordt_niet_gelezen() -> None:
    """Another curve, a private key alone, a point that is not on the curve, and no PEM at all: ValueError."""
    ander = ec.generate_private_key(ec.SECP521R1())
    for pem in (
        ander.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        ander.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "geen PEM",
    ):
        with pytest.raises(ValueError, match="geen "):
            lees_sleutel(pem)
    _, sleutel, openbaar = maak("P-256")
    assert isinstance(sleutel, EcSleutel)
    regels = openbaar.splitlines()
    midden = list("".join(regels[1:-1]))
    midden[60] = "A" if midden[60] != "A" else "B"
    with pytest.raises(ValueError, match="kromme"):
        lees_sleutel("\n".join([regels[0], "".join(midden), regels[-1]]))
