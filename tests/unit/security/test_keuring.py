"""Judging a certificate for an operator: each flaw has its own code; what is good here is good for messages (R-154, R-161)."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from verwijsindex.security.keuring import Afgekeurd, Keurmeester, lees_certificaten
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore

from . import pki
from .pki import NU

DAG = timedelta(days=1)
ALLEEN_SERVER = ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),)
CLIENT = ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),)


class Ingetrokken:
    """Everything is revoked."""

    def controleer(self, *_: object) -> None:
        raise OngeldigCertificaat("ingetrokken")


def keurmeester(*, productie: bool = False, ecdsa: bool = False, intrekking: object = None) -> Keurmeester:
    bestanden = [pki.root().pem], [pki.uitgever().pem]
    keten = TrustStore(*bestanden, ecdsa=ecdsa)
    return Keurmeester(keten, TrustStore(*bestanden, ecdsa=ecdsa, intrekking=intrekking), ecdsa=ecdsa, productie=productie)


def pem(**knoppen: object) -> bytes:
    return pki.partij(**knoppen).certificaat_pem


VREEMDE_CA = pki.maak_ca("Vreemde Root", sleutel=pki.sleutel("Vreemd"))


@pytest.mark.eis("R-154", "R-161")
@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        (lambda: b"geen pem", "CERT-PEM"),
        (lambda: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "CERT-PEM"),
        (lambda: b"", "CERT-PEM"),
        (lambda: pki.partner().sleutel_pem + pki.partner().certificaat_pem, "CERT-PEM"),
        (lambda: pem(serienummers=()), "CERT-OIN"),
        (lambda: pem(naam=pki.PARTNER_OIN, serienummers=()), "CERT-OIN"),
        (lambda: pem(serienummers=(pki.PARTNER_OIN, pki.ANDERE_OIN)), "CERT-OIN"),
        (lambda: pem(serienummers=(pki.PARTNER_OIN[:-1],)), "CERT-OIN"),
        (lambda: pem(hash=hashes.SHA224()), "CERT-HASH"),
        (lambda: pem(sleutel=pki.sleutel("Zwak", 1024)), "CERT-SLEUTEL"),
        (lambda: pem(sleutel=pki.ec_sleutel("Krom")), "CERT-SLEUTEL"),
        (lambda: pem(extra=ALLEEN_SERVER), "CERT-GEBRUIK"),
        (lambda: pem(tot=NU - timedelta(seconds=1)), "CERT-VERLOPEN"),
        (lambda: pki.pem(pki.geef_uit(pki.Recept(), VREEMDE_CA)), "CERT-KETEN"),
        (lambda: pki.pem(pki.geef_uit(pki.Recept(), None)), "CERT-KETEN"),
        (lambda: pem(gebruik=pki.gebruik(tekenen=False)), "CERT-KETEN"),
    ],
)  # fmt: skip
def test_elk_gebrek_heeft_zijn_code(inhoud: object, code: str) -> None:
    """A bad PEM or one with a key in it, OIN missing, elsewhere, twice or short, SHA-1 and the like, weak or unusual keys, not for a
    client, expired, of another authority, or not for signing: an operator reads which; nothing of the certificate is repeated."""
    with pytest.raises(Afgekeurd) as fout:
        keurmeester().keur(inhoud(), NU, tls=True)
    assert code == fout.value.code
    assert str(fout.value).startswith(f"{code}: ")
    assert pki.PARTNER_OIN not in str(fout.value)


@pytest.mark.eis("R-154")
def test_sha1_wordt_geweigerd() -> None:
    """cryptography makes no certificates with SHA-1 any more; the one of this test was made by openssl."""
    with pytest.raises(Afgekeurd, match="CERT-HASH"):
        keurmeester().keur(SHA1, NU, tls=False)


@pytest.mark.eis("R-161")
def test_een_test_oin_telt_niet_in_productie() -> None:
    """The test prefix is refused in production by its own code, and accepted elsewhere."""
    with pytest.raises(Afgekeurd, match="CERT-TEST"):
        keurmeester(productie=True).keur(pem(), NU, tls=True)
    assert keurmeester().keur(pem(), NU, tls=True).oin == pki.PARTNER_OIN


@pytest.mark.eis("R-154")
def test_wat_goed_is() -> None:
    """What the certificate says comes out; a certificate for clients, one without that extension, a curve where agreed, a whole chain."""
    partner = pki.partij(extra=CLIENT)
    gekeurd = keurmeester().keur(partner.certificaat_pem + pki.uitgever().pem, NU, tls=True)
    certificaat = partner.certificaat
    assert (pki.PARTNER_OIN, certificaat.fingerprint(hashes.SHA256()).hex()) == (gekeurd.oin, gekeurd.vingerafdruk)
    assert (certificaat.not_valid_before_utc, certificaat.not_valid_after_utc) == (gekeurd.geldig_vanaf, gekeurd.verloopt)
    assert gekeurd.waarschuwingen  # RSA 2048
    assert keurmeester().keur(pem(extra=ALLEEN_SERVER), NU, tls=False).oin == pki.PARTNER_OIN
    assert keurmeester(ecdsa=True).keur(pem(sleutel=pki.ec_sleutel("Krom")), NU, tls=True).waarschuwingen == ()


@pytest.mark.eis("R-154")
def test_op_tijd_inschrijven_mag() -> None:
    """A certificate that becomes valid tomorrow is judged by its chain alone; one that is valid also by the CRLs."""
    morgen = pem(vanaf=NU + DAG)
    assert keurmeester(intrekking=Ingetrokken()).keur(morgen, NU, tls=True).geldig_vanaf == NU + DAG
    with pytest.raises(Afgekeurd, match="CERT-INTREKKING: intrekking: ingetrokken"):
        keurmeester(intrekking=Ingetrokken()).keur(pem(), NU, tls=True)


@pytest.mark.eis("R-154")
def test_de_certificaten_van_een_bestand() -> None:
    """Every certificate of a file of ours is guarded, by its name on one line."""
    gelezen = lees_certificaten(pki.uitgever().pem + pki.root().pem + pem(naam="Regel\neinde"))
    assert [een.naam for een in gelezen] == ["Test Uitgever", "Test Root", "Regel einde"]
    assert pki.root().certificaat.not_valid_after_utc == gelezen[1].verloopt


SHA1 = b"""
-----BEGIN CERTIFICATE-----
MIIDWTCCAkGgAwIBAgIUH0ImhlliPXLdCCizNg1qXWzqa/4wDQYJKoZIhvcNAQEF
BQAwOzELMAkGA1UEBhMCTkwxDTALBgNVBAMMBFNIQTExHTAbBgNVBAUTFDAwMDAw
MDk5MDAwMDAwMDAyMDAwMCAXDTI2MTEyOTIwMjA1OVoYDzIxMjYxMTA1MjAyMDU5
WjA7MQswCQYDVQQGEwJOTDENMAsGA1UEAwwEU0hBMTEdMBsGA1UEBRMUMDAwMDAw
OTkwMDAwMDAwMDIwMDAwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCI
LOCDd7q6akbyVNWe+sQ2qo4JjCrOeIGqjDwtWP4SXj7UpHEJQbq2cLKIq9M9IEhF
+kOabWlDmTqY28KxRpQoYXy3i8ZcfjfQWClBb/H0IbOsJvKJg0TmMOHoO94/Qk4b
Mzrnj66BjzxzzEFcc3XKE0LxwscZrb+k7yB9qK45sA7iwzyYiqSDPBaSy2lFIe89
wxyObKrkRwh9LflUFH+8Sbdi6Uxb3oesHJKePabHnXVwmlIDKSfloKaxcnWRSAfj
tWvbfiJ/Hiq45wufm6UPlChDWsiM7Nvs6/Si4SQO1KSprJO3areNYJiETCmXzQwz
p3r/hwKuspluBFmqU+/rAgMBAAGjUzBRMB0GA1UdDgQWBBTmuCRqs5UX9X8y6Sg/
K/YxQ+b6DDAfBgNVHSMEGDAWgBTmuCRqs5UX9X8y6Sg/K/YxQ+b6DDAPBgNVHRMB
Af8EBTADAQH/MA0GCSqGSIb3DQEBBQUAA4IBAQAAZrrltcNWeGCtOxPr0NRuL3OX
7C6GFQPqjKxuT6Tv0dEPngHlPc/x/La8STSbizEaTd3yk7YvwbTgXoSKN7vElDuO
GMfgjHcVLwEEzWeW3P8UVCLkVeJWWIB16Rqla2LXCevgvHWBLI3mS8j8pyRWsf7a
kM88levTqk2N7fPeY77YDXi6Tqbw3KY4BsNzOTPIelIc8s2UNIezRBGOMSYoqZQL
Ow/w5wj10QoL7HA+0jjDQ5oLZFdKnhxSEfxWuy5WHG9rXsTS8V33KpFHvr4H0Bcs
W6w9S+R6w2x1Ofj75FClmk31Sbuinh2/aE300nkd2k81CT/xD1CMkuWzUh7e
-----END CERTIFICATE-----
"""
