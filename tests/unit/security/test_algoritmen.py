"""Signature methods by agreement: RSA-PSS and ECDSA (SIGN002, SIGN004), before two other libraries."""

from functools import cache

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from signxml import SignatureMethod

from verwijsindex.security.algoritmen import STANDAARD, HandtekeningAlgoritme, Soort, teken, verifieer_waarde
from verwijsindex.security.policy import Policy
from verwijsindex.security.sign import Ondertekenaar

from . import pki, tweede_mening
from .berichten import ACTIE, ADRES, ontvang, oordeel, truststore

ALLES = Policy(handtekeningen=tuple(HandtekeningAlgoritme))
P384 = ec.generate_private_key(ec.SECP384R1())
P521 = ec.generate_private_key(ec.SECP521R1())
INHOUD = b'<m:MeldJeugdige xmlns:m="urn:verwijsindex:meldingen:v1"/>'


@cache
def partij(soort: str) -> pki.Partij:
    """A partner with a key of this kind, issued by the test CA."""
    sleutel = {"rsa": pki.sleutel("Partner"), "p256": pki.ec_sleutel("Partner"), "p384": P384, "p521": P521}[soort]
    return pki.partij(sleutel=sleutel)


def bericht(soort: str, algoritme: HandtekeningAlgoritme | None) -> bytes:
    wie = partij(soort)
    ondertekenaar = Ondertekenaar(wie.sleutel_pem, wie.certificaat_pem, algoritme)
    return ondertekenaar.verzoek(INHOUD, action=ACTIE, to=ADRES, message_id="urn:uuid:1", van=None, nu=pki.NU).bytes


SOORTEN = [
    *(("rsa", algoritme) for algoritme in HandtekeningAlgoritme if algoritme.soort is not Soort.ECDSA),
    *((kromme, algoritme) for kromme in ("p256", "p384") for algoritme in HandtekeningAlgoritme if algoritme.soort is Soort.ECDSA),
]


@pytest.mark.eis("SIGN002", "SIGN004")
@pytest.mark.parametrize(("soort", "algoritme"), SOORTEN, ids=lambda waarde: getattr(waarde, "name", waarde))
def test_elke_methode_die_is_afgesproken(soort: str, algoritme: HandtekeningAlgoritme) -> None:
    """What we sign with it we accept where it was agreed, refuse where it was not, and libxmlsec1 agrees with every one."""
    raw = bericht(soort, algoritme)
    ecdsa = algoritme.soort is Soort.ECDSA
    assert ontvang(raw, policy=ALLES, trust=truststore(ecdsa=True)).oin == pki.PARTNER_OIN
    assert tweede_mening.libxmlsec(raw, partij(soort)).goed
    if algoritme not in STANDAARD:
        assert oordeel(raw, trust=truststore(ecdsa=True)) == (6, "VIR-S02")
    if ecdsa:
        assert oordeel(raw, policy=ALLES) == (7, "VIR-S04")


@pytest.mark.eis("SIGN004")
def test_een_veranderd_bericht_houdt_met_geen_methode_stand() -> None:
    """One character in the Body, whatever the method."""
    for soort, algoritme in SOORTEN:
        vals = bericht(soort, algoritme).replace(b"<m:MeldJeugdige", b"<m:MeldJeugdige ")
        anders = vals.replace(b"urn:uuid:1<", b"urn:uuid:2<")
        assert oordeel(anders, policy=ALLES, trust=truststore(ecdsa=True)) == (8, "VIR-S05")


@pytest.mark.eis("WT003")
def test_een_andere_kromme_is_niet_afgesproken() -> None:
    """P-521 signs nothing here and is trusted by nobody."""
    with pytest.raises(ValueError, match="niet getekend"):
        bericht("p521", None)
    assert oordeel(bericht("p384", None).replace(partij("p384").token.encode(), partij("p521").token.encode()), policy=ALLES,
                   trust=truststore(ecdsa=True)) == (7, "VIR-S04")  # fmt: skip


@pytest.mark.eis("SIGN004")
def test_een_sleutel_hoort_bij_zijn_methode() -> None:
    """An RSA key makes and checks no ECDSA, nor the other way round; PSS is not PKCS#1; r and s have one length."""
    rsa, kromme = pki.sleutel("Partner"), pki.ec_sleutel("Partner")
    for sleutel, algoritme in ((rsa, HandtekeningAlgoritme.ECDSA_SHA256), (kromme, HandtekeningAlgoritme.RSA_SHA256)):
        with pytest.raises(ValueError, match="horen niet bij elkaar"):
            teken(algoritme, sleutel, b"x")
    sleutels = {algoritme: kromme if algoritme.soort is Soort.ECDSA else rsa for algoritme in HandtekeningAlgoritme}
    waarden = {algoritme: teken(algoritme, sleutel, b"x") for algoritme, sleutel in sleutels.items()}
    for algoritme in HandtekeningAlgoritme:
        for ander, waarde in waarden.items():
            for sleutel in (rsa, kromme):
                if algoritme is ander and sleutel is sleutels[algoritme]:
                    continue
                with pytest.raises(InvalidSignature):
                    verifieer_waarde(algoritme, sleutel.public_key(), waarde, b"x")
    kort = waarden[HandtekeningAlgoritme.ECDSA_SHA256]
    for waarde in (kort[:-1], kort + b"\0", b"", b"\0" * 64):
        with pytest.raises(InvalidSignature):
            verifieer_waarde(HandtekeningAlgoritme.ECDSA_SHA256, kromme.public_key(), waarde, b"x")


def test_de_namen_zijn_die_van_signxml() -> None:
    """The URIs are those of RFC 6931 as another library has them."""
    bekend = {methode.value for methode in SignatureMethod}
    assert {algoritme.uri for algoritme in HandtekeningAlgoritme} <= bekend
