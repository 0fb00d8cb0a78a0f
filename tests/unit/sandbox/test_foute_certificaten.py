"""The certificates of the sandbox with one thing wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from verwijsindex.sandbox.foute_certificaten import FOUT, ONBEKENDE_OIN, foute_certificaten
from verwijsindex.sandbox.pki import Deelnemer, maak_pki
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore, splits_keten

NU = datetime.now(UTC)
GGD = Deelnemer("00000099000000001000", "ggd.example", "GGD Veldwijk")
REDENEN = {
    "verlopen": "keten: ",
    "nog-niet-geldig": "keten: ",
    "zonder-tekenrecht": "keten: ",
    "is-ca": "keten: ",
    "te-kort": "sleutel is geen RSA",
}


@pytest.fixture(scope="module")
def fout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map = tmp_path_factory.mktemp("pki")
    maak_pki(map, NU, Deelnemer("00000099000000000000", "localhost", "Index"), [GGD], ook=foute_certificaten(map / "fout", GGD.oin))
    return map / "fout"


@pytest.mark.eis("PKI001", "PKI002", "R-161")
@pytest.mark.parametrize("naam", FOUT)
def test_each_is_refused_for_the_one_thing_that_is_wrong(fout: Path, naam: str) -> None:
    """The trust store of the server says why; the stranger's certificate is good, and is his."""
    trust = TrustStore(*splits_keten((fout.parent / "keten.pem").read_bytes()))
    der = x509.load_pem_x509_certificate((fout / f"{naam}.pem").read_bytes()).public_bytes(Encoding.DER)
    if naam == "geen-partner":
        assert trust.vertrouw(der, NU).oin == ONBEKENDE_OIN
        return
    with pytest.raises(OngeldigCertificaat) as gevangen:
        trust.vertrouw(der, NU)
    assert gevangen.value.reden.startswith(REDENEN.get(naam, "niet precies een OIN"))
