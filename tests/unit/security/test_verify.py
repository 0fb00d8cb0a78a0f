"""Steps 8, 9 and 11: the signature, freshness, authorisation."""

import re
from base64 import b64decode, b64encode
from datetime import timedelta

import pytest

from verwijsindex.contract.namespaces import EXC_C14N
from verwijsindex.security.policy import Policy

from . import pki
from .berichten import GOED, NAAMRUIMTEN, Bericht, Ref, created, epr, expires, kop, ontvang, oordeel, timestamp, truststore

RAW = GOED.bouw()


def draai(raw: bytes, element: str, nummer: int = 0) -> bytes:
    """Flip one bit in the base64 value of the n-th element of this name."""
    treffer = list(re.finditer(rf"<ds:{element}>([^<]+)<".encode(), raw))[nummer]
    waarde = bytearray(b64decode(treffer[1]))
    waarde[5] ^= 1
    return raw[: treffer.start(1)] + b64encode(bytes(waarde)) + raw[treffer.end(1) :]


@pytest.mark.eis("WB013")
@pytest.mark.parametrize(
    "raw",
    [
        draai(RAW, "SignatureValue"),
        *(draai(RAW, "DigestValue", i) for i in range(len(GOED.alle_refs()))),
        RAW.replace(b"900000001", b"900000002"),
        RAW.replace(b"900000001", b"90000000 1"),
        RAW.replace(b"</m:jeugdige>", b"</m:jeugdige> "),
        RAW.replace(b'xmlns:m="urn:verwijsindex:meldingen:v1"', b'xmlns:m="urn:verwijsindex:meldingen:v1" a=""'),
        RAW.replace(b"09:29:58Z", b"09:29:59Z"),
        RAW.replace(b"000000000001</wsa:MessageID>", b"000000000002</wsa:MessageID>"),
        RAW.replace(b'<wsa:To wsu:Id="To">', b'<wsa:To wsu:Id="To" a="">'),
        RAW.replace(b"<soap:Body wsu", b'<soap:Body a="" wsu'),
        RAW.replace(pki.partner().token.encode(), pki.andere().token.encode()),
        re.sub(rb"<ds:DigestValue>[^<]+", b"<ds:DigestValue>AAAA", RAW, count=1),
        re.sub(rb"<ds:SignatureValue>[^<]+", b"<ds:SignatureValue>AAAA", RAW, count=1),
    ],
)
def test_one_change_and_the_signature_is_wrong(raw: bytes):
    """One bit in signature, digest or any signed part, or another certificate: VIR-S05."""
    assert raw != RAW
    assert oordeel(raw) == (8, "VIR-S05")
    assert oordeel(RAW) is None


def test_what_cannot_be_canonicalised_is_refused():
    """A relative namespace name is no reason to fail: VIR-S01."""
    relatief = RAW.replace(b"urn:verwijsindex:typen:v1", b"typen-v1")
    assert oordeel(relatief) == (8, "VIR-S01")


@pytest.mark.eis("R5406")
@pytest.mark.parametrize("prefixen", [("#default",), ("#default", "q"), ("q",), ("soap", "wsa", "q", "#default")])
def test_prefix_lists_are_honoured(prefixen: tuple[str, ...]):
    """A PrefixList, also with #default, changes the digest as the standard says: what depends on it is signed."""
    lijst = f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="{" ".join(prefixen)}"/>'
    lijst = f'<ds:Transforms><ds:Transform Algorithm="{EXC_C14N}">{lijst}</ds:Transform></ds:Transforms>'
    refs = (*GOED.alle_refs()[:-1], Ref("body", transforms=lijst, prefixen=prefixen))
    envelop = GOED.envelop.replace("{ns}", f'{NAAMRUIMTEN} xmlns="urn:standaard" xmlns:q="urn:q"')
    bericht = ontvang(GOED.met(refs=refs, envelop=envelop).bouw())
    for prefix in prefixen:
        declaratie = {"#default": b'xmlns="urn:standaard"', "q": b'xmlns:q="urn:q"'}.get(prefix, b"")
        assert declaratie in bericht.body
    raw = GOED.met(refs=refs, envelop=envelop).bouw()
    assert oordeel(raw.replace(b'xmlns="urn:standaard"', b'xmlns="urn:anders"').replace(b'xmlns:q="urn:q"', b'xmlns:q="urn:r"')) == (
        8,
        "VIR-S05",
    )


# Step 9


def met_tijd(*delen: str) -> Bericht:
    return GOED.met(timestamp=timestamp(*delen))


@pytest.mark.eis("WB002", "R3221")
@pytest.mark.parametrize(
    ("tijd", "goed"),
    [
        ([created("2026-03-02T09:31:00Z")], True),
        ([created("2026-03-02T09:31:00.001Z")], False),
        ([created("2026-03-02T09:25:00Z")], True),
        ([created("2026-03-02T09:24:59.999Z")], False),
        ([created("2026-03-02T09:26:00Z"), expires("2026-03-02T09:29:00.001Z")], True),
        ([created("2026-03-02T09:26:00Z"), expires("2026-03-02T09:29:00Z")], False),
        ([created("2026-03-02T09:29:58Z"), expires("2026-03-02T09:29:58.001Z")], True),
        ([created("2026-03-02T09:29:58Z"), expires("2026-03-02T09:29:58Z")], False),
        ([created("2026-03-02T09:29:58Z"), expires("2026-03-02T09:29:57Z")], False),
        ([created("2026-03-02T09:29:58Z"), expires("2036-03-02T09:29:58Z")], True),
    ],
)
def test_freshness_at_its_boundaries(tijd: list[str], goed: bool):
    """Sixty seconds of clock skew, three hundred of age, Expires after Created: each to the millisecond."""
    assert oordeel(met_tijd(*tijd)) == (None if goed else (9, "VIR-S06"))


def test_a_policy_whose_memory_is_too_short():
    """Replays must not outlive what the store remembers."""
    with pytest.raises(ValueError, match="bewaartijd"):
        Policy(bewaartijd=timedelta(seconds=419))
    assert Policy(bewaartijd=timedelta(seconds=420)).bewaartijd.seconds == 420


# Step 11


@pytest.mark.eis("R-156")
def test_only_known_partners():
    """A trusted certificate of somebody who is no partner, or is blocked, is not enough."""
    assert oordeel(GOED, partners=lambda oin: False) == (11, "DK0002")
    assert oordeel(GOED, partners=lambda oin: oin == pki.PARTNER_OIN) is None


@pytest.mark.eis("R-156")
@pytest.mark.parametrize(
    ("bericht", "knoppen", "goed"),
    [
        (GOED.met_header("From", epr("From", f"https://x.example?OIN={pki.ANDERE_OIN}")), {}, False),
        (GOED.met_header("From", epr("From", f"https://x.example?a=b&amp;OIN={pki.PARTNER_OIN}#c")), {}, True),
        (GOED.met_header("To", kop("To", f"https://index.example/meldingen?OIN={pki.ANDERE_OIN}")), {}, False),
        (GOED.met_header("To", kop("To", f"https://index.example/meldingen?OIN={pki.ANDERE_OIN}")), {"eigen_oin": None}, True),
        (GOED, {"http": {"tls_oin": pki.PARTNER_OIN}}, True),
        (GOED, {"http": {"tls_oin": pki.ANDERE_OIN}}, False),
        (
            GOED,
            {"http": {"tls_oin": pki.ANDERE_OIN}, "tussenpersonen": lambda tls, oin: (tls, oin) == (pki.ANDERE_OIN, pki.PARTNER_OIN)},
            True,
        ),
        (GOED, {"http": {"tls_oin": pki.ANDERE_OIN}, "tussenpersonen": lambda tls, oin: False}, False),
    ],
)
def test_from_to_and_tls_name_the_right_parties(bericht: Bericht, knoppen: dict[str, object], goed: bool):
    """From is the signer, To is us, the TLS connection is the signer's or his hub's; what is not given is not judged."""
    assert oordeel(bericht, **knoppen) == (None if goed else (11, "DK0002"))


def test_the_clock_is_asked_once():
    """All of one message is judged at one moment."""
    tijden = iter([pki.NU])
    assert oordeel(GOED, klok=lambda: next(tijden), trust=truststore()) is None
