"""Step 7: token, chain, key, OIN."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ObjectIdentifier

from verwijsindex.security import trust
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import KORTE_SLEUTEL, TrustStore

from . import pki
from .berichten import GOED, oordeel, truststore

DAG = timedelta(days=1)


def der(certificaat: x509.Certificate) -> bytes:
    return pki.Partij(certificaat, pki.sleutel("Partner")).der


def weigert(certificaat: x509.Certificate | bytes, store: TrustStore | None = None, nu: datetime = pki.NU) -> bool:
    try:
        (store or truststore()).vertrouw(certificaat if isinstance(certificaat, bytes) else der(certificaat), nu)
    except OngeldigCertificaat:
        return True
    return False


@pytest.mark.eis("PKI001", "WT003")
def test_a_good_certificate_names_its_holder():
    """The OIN is subject.serialNumber; a 2048-bit key is accepted with a warning, 3072 bits without."""
    goed = truststore().vertrouw(pki.partner().der, pki.NU)
    assert goed.oin == pki.PARTNER_OIN
    assert goed.warnings == (KORTE_SLEUTEL,)
    groot = pki.partij(naam="Groot", sleutel=pki.sleutel("Groot", 3072))
    assert truststore().vertrouw(groot.der, pki.NU).warnings == ()


@pytest.mark.eis("PKI001")
@pytest.mark.parametrize("oin", [pki.PARTNER_OIN, "00000003123456780000", "00000007AB12CD340000"])
def test_oins_that_are_one(oin: str):
    """Twenty positions; the main number need not be digits."""
    assert truststore().vertrouw(pki.partij(serienummers=(oin,)).der, pki.NU).oin == oin


@pytest.mark.eis("PKI001")
@pytest.mark.parametrize(
    "nummers",
    [
        (),
        (pki.PARTNER_OIN[:-1],),
        (pki.PARTNER_OIN + "0",),
        (pki.PARTNER_OIN, pki.ANDERE_OIN),
        ("0000009900000000200 ",),
        ("ABCDEFGH000000002000",),
    ],
)
def test_oins_that_are_none(nummers: tuple[str, ...]):
    """None, two, too short, too long, or other characters: no identity."""
    assert weigert(pki.geef_uit(pki.Recept(serienummers=nummers), pki.uitgever()))


@pytest.mark.eis("R-161")
def test_production_refuses_test_oins():
    """A test OIN passes only where it is meant to."""
    assert not weigert(pki.partner().der)
    assert weigert(pki.partner().der, truststore(weiger_test_oin=True))
    assert not weigert(pki.partij(serienummers=("00000003123456780000",)).der, truststore(weiger_test_oin=True))


@pytest.mark.eis("PKI002", "WT004", "SIGN001")
@pytest.mark.parametrize(
    "maak",
    [
        lambda: pki.geef_uit(pki.Recept(vanaf=pki.NU - 9 * DAG, tot=pki.NU - DAG), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(vanaf=pki.NU + DAG), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(gebruik=pki.gebruik(tekenen=False)), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(gebruik=None), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(ca=True), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(sleutel=pki.sleutel("klein", 1024)), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(sleutel=pki.ec_sleutel("ec")), pki.uitgever()),
        lambda: pki.geef_uit(pki.Recept(), None),
        lambda: pki.geef_uit(pki.Recept(), pki.maak_ca("Test Root", sleutel=pki.sleutel("namaak"))),
        lambda: pki.geef_uit(pki.Recept(), pki.maak_ca("Vreemd", pki.root())),
        lambda: pki.geef_uit(pki.Recept(), pki.Ca(pki.partner().certificaat, pki.sleutel("Partner"))),
        lambda: pki.geef_uit(
            pki.Recept(extra=((x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True),)), pki.uitgever()
        ),
        lambda: pki.geef_uit(pki.Recept(hash=hashes.SHA224()), pki.uitgever()),
    ],
    ids=[
        "verlopen",
        "nog niet geldig",
        "zonder digitalSignature",
        "zonder KeyUsage",
        "zelf een CA",
        "RSA-1024",
        "ECDSA",
        "zelfondertekend",
        "CA met dezelfde naam",
        "intermediate uit het bericht",
        "certificaat als CA",
        "onbekende kritieke extensie",
        "SHA-224",
    ],
)
def test_untrusted(maak: Callable[[], x509.Certificate]):
    """Whatever is wrong with the certificate or its chain, it is refused; its twin is the good partner."""
    assert weigert(maak())
    assert not weigert(pki.partner().der)


@pytest.mark.parametrize(
    "raw", [b"", b"geen certificaat", b"\x30\x82", pki.partner().der[:-1], pki.partner().der + b"\0", pki.partner().certificaat_pem]
)
def test_unreadable(raw: bytes):
    """Bytes that are no DER certificate are refused like any other."""
    assert weigert(raw)


def test_one_text_for_all_reasons():
    """The answer does not tell an unknown CA from an expired certificate; the reason for the log does."""
    redenen, teksten = set(), set()
    for recept, uitgever in (
        (pki.Recept(), None),
        (pki.Recept(tot=pki.NU - DAG), pki.uitgever()),
        (pki.Recept(serienummers=()), pki.uitgever()),
    ):
        with pytest.raises(OngeldigCertificaat) as gevangen:
            truststore().vertrouw(der(pki.geef_uit(recept, uitgever)), pki.NU)
        redenen.add(gevangen.value.reden)
        teksten.add((gevangen.value.code, gevangen.value.faultcode, gevangen.value.tekst))
    assert (len(redenen), len(teksten)) == (3, 1)


def test_intermediates_come_from_configuration():
    """Without the configured intermediate there is no path; with the issuer as anchor there is."""
    assert weigert(pki.partner().der, TrustStore([pki.root().pem], []))
    assert not weigert(pki.partner().der, TrustStore([pki.uitgever().pem], []))
    assert not weigert(pki.partner().der, TrustStore([pki.root().pem + pki.uitgever().pem], []))


def test_a_ca_that_may_not_issue_or_is_expired():
    """Every CA on the path is held against dates, path length, BasicConstraints and KeyUsage."""
    knoppen: list[dict[str, object]] = [
        {"tot": pki.NU - DAG},
        {"gebruik": pki.gebruik(uitgeven=False)},
        {"gebruik": None},
        {"ca": False},
        {"hash": hashes.SHA224()},
        {},
    ]
    oordelen = []
    for knop in knoppen:
        ca = pki.maak_ca("Test Uitgever", pki.root(), **knop)
        oordelen.append(weigert(pki.geef_uit(pki.Recept(), ca), TrustStore([pki.root().pem], [ca.pem])))
    assert oordelen == [True, True, True, True, True, False]


def test_the_path_length_of_the_root_holds():
    """A root that allows one CA below it does not allow two."""
    diep = pki.maak_ca("Diep", pki.maak_ca("Midden", pki.root(), pad=1), pad=0)
    midden = pki.maak_ca("Midden", pki.root(), pad=1)
    assert weigert(pki.geef_uit(pki.Recept(), diep), TrustStore([pki.root().pem], [midden.pem, diep.pem]))
    ruim = pki.maak_ca("Ruim", pad=2)
    midden = pki.maak_ca("Midden", ruim, pad=1)
    diep = pki.maak_ca("Diep", midden, pad=0)
    assert not weigert(pki.geef_uit(pki.Recept(), diep), TrustStore([ruim.pem], [midden.pem, diep.pem]))


@pytest.mark.eis("PKI002")
def test_dates_are_checked_on_every_use():
    """A chain from the cache stops being trusted when the certificate, or its CA, expires."""
    store = truststore()
    kort = pki.partij(tot=pki.NU + DAG)
    assert not weigert(kort.der, store)
    assert not weigert(kort.der, store, pki.NU + DAG)
    assert weigert(kort.der, store, pki.NU + DAG + timedelta(seconds=1))
    assert not weigert(kort.der, store)
    ca = pki.maak_ca("Test Uitgever", pki.root(), tot=pki.NU + DAG)
    onder = TrustStore([pki.root().pem], [ca.pem])
    lang = der(pki.geef_uit(pki.Recept(tot=pki.NU + 90 * DAG), ca))
    assert not weigert(lang, onder)
    assert weigert(lang, onder, pki.NU + 2 * DAG)


def test_the_cache_is_bounded_and_keeps_no_refusals(monkeypatch: pytest.MonkeyPatch):
    """Chains are built once per certificate, what was built first is forgotten first, refusals are not kept."""
    monkeypatch.setattr(trust, "CACHE_MAX", 2)
    store = truststore()
    gebouwd = []
    bouw = store._bouw
    monkeypatch.setattr(store, "_bouw", lambda der, *rest: (gebouwd.append(der), bouw(der, *rest))[1])
    a, b, c = pki.partner().der, pki.andere().der, pki.server().der
    for stuk in (a, b, a, c, a, b, b):
        store.vertrouw(stuk, pki.NU)
    assert gebouwd == [a, b, c, a, b]
    assert weigert(b"onzin", store)
    assert weigert(b"onzin", store)
    assert gebouwd == [a, b, c, a, b, b"onzin", b"onzin"]


class Ingetrokken:
    """A revocation check that refuses one serial number."""

    def __init__(self, nummer: int) -> None:
        self.nummer = nummer
        self.gevraagd: list[int] = []

    def controleer(self, keten: Sequence[x509.Certificate], nu: datetime) -> None:
        self.gevraagd.append(len(keten))
        if any(certificaat.serial_number == self.nummer for certificaat in keten):
            raise OngeldigCertificaat("ingetrokken")


@pytest.mark.eis("WT004")
def test_the_place_of_the_crl():
    """A revocation check sees the whole chain on every use, also from the cache, and its refusal counts."""
    controle = Ingetrokken(pki.uitgever().certificaat.serial_number)
    assert weigert(pki.partner().der, truststore(intrekking=controle))
    ander = Ingetrokken(1)
    store = truststore(intrekking=ander)
    assert not weigert(pki.partner().der, store)
    ander.nummer = pki.partner().certificaat.serial_number
    assert weigert(pki.partner().der, store)
    assert ander.gevraagd == [3, 3]


def test_configuration_that_cannot_work():
    """No anchors, or a file without certificate, is an error at the start."""
    with pytest.raises(ValueError, match="empty store"):
        TrustStore([], [])
    with pytest.raises(ValueError, match="PEM"):
        TrustStore([b"geen pem"], [])


def test_a_message_with_an_untrusted_certificate():
    """The whole receiver refuses it in step 7."""
    vreemd = pki.Partij(pki.geef_uit(pki.Recept(), None), pki.sleutel("Partner"))
    assert oordeel(GOED.met(partij=vreemd)) == (7, "VIR-S04")
    assert oordeel(GOED) is None
