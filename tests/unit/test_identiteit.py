"""Who a server is, read again while it runs: all of it or nothing (besluit 0027)."""

from pathlib import Path

import pytest

from verwijsindex.settings import Instellingen, InstellingenOnjuist
from verwijsindex.wiring.identiteit import Identiteit

from .security import pki


@pytest.fixture
def instellingen(tmp_path: Path) -> Instellingen:
    (tmp_path / "keten.pem").write_bytes(pki.uitgever().pem + pki.root().pem)
    gemaakt = Instellingen("sqlite:///x", tmp_path / "s", tmp_path / "c.pem", tmp_path / "c.key", tmp_path / "keten.pem", tmp_path / "r")
    zet(gemaakt, pki.server())
    return gemaakt


def zet(instellingen: Instellingen, certificaat: pki.Partij, sleutel: pki.Partij | None = None) -> None:
    instellingen.certificaat.write_bytes(certificaat.certificaat_pem)
    instellingen.sleutel.write_bytes((sleutel or certificaat).sleutel_pem)


@pytest.mark.eis("R-154")
def test_een_nieuw_paar_met_dezelfde_oin(instellingen: Instellingen) -> None:
    """After reading again the new key signs."""
    identiteit = Identiteit(instellingen, lambda *_: True)
    oud = identiteit.ondertekenaar
    zet(instellingen, pki.partij(naam="Server 2", serienummers=(pki.SERVER_OIN,)))
    identiteit.herlees()
    assert identiteit.ondertekenaar is not oud
    assert identiteit.ondertekenaar.oin == pki.SERVER_OIN


@pytest.mark.eis("R-154")
@pytest.mark.parametrize(
    ("certificaat", "sleutel", "reden"),
    [
        (pki.server, pki.andere, "een paar"),
        (pki.andere, pki.andere, "andere OIN"),
        (lambda: pki.partij(naam="Zonder", serienummers=()), lambda: pki.partij(naam="Zonder", serienummers=()), "OIN"),
    ],
)
def test_wat_niet_kan_verandert_niets(instellingen: Instellingen, certificaat: object, sleutel: object, reden: str) -> None:
    """No pair, another party, or no OIN: the old one goes on signing."""
    identiteit = Identiteit(instellingen, lambda *_: True)
    oud = identiteit.ondertekenaar
    zet(instellingen, certificaat(), sleutel())
    with pytest.raises(InstellingenOnjuist, match=reden):
        identiteit.herlees()
    assert identiteit.ondertekenaar is oud
