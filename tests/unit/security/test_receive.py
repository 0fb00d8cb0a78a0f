"""The receiver as a whole: what comes out, the order of the steps, what a refusal may tell."""

from hashlib import sha256

import pytest

from verwijsindex.contract.namespaces import WSSE
from verwijsindex.security.receive import Afwijzing, Bekend, HttpAfwijzing

from . import pki
from .berichten import (
    ACTIE,
    ADRES,
    GOED,
    KIND,
    GeheugenReplayStore,
    created,
    epr,
    feiten,
    kop,
    ontvang,
    ontvanger,
    oordeel,
    timestamp,
    truststore,
)


@pytest.mark.eis("WB004", "WB013")
def test_a_good_message_comes_out_with_what_was_verified():
    """A conforming request yields its signer, its addressing and its Body."""
    raw = GOED.bouw()
    bericht = ontvang(raw)
    assert (bericht.oin, bericht.from_oin) == (pki.PARTNER_OIN, pki.PARTNER_OIN)
    assert (bericht.action, bericht.message_id) == (ACTIE, "urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-000000000001")
    assert f"{ADRES}?OIN={pki.SERVER_OIN}" == bericht.to
    assert sha256(pki.partner().der).hexdigest() == bericht.certificate_fingerprint
    assert bericht.kind.tag == KIND


def test_the_child_is_the_root_of_a_document_of_its_own():
    """Nothing of the received envelope can be reached from what goes on."""
    kind = ontvang(GOED.bouw()).kind
    assert kind.getparent() is None
    assert kind.getroottree().getroot() is kind
    assert kind.xpath("/*")[0] is kind
    assert kind.getnext() is None


@pytest.mark.eis("WB013")
def test_a_comment_inside_a_value_never_truncates_it():
    """What was signed without its comment is passed on as the full value."""
    raw = GOED.met(inhoud=GOED.inhoud.replace("900000001", "9000<!-- x -->00001")).bouw()
    assert ontvang(raw).kind.findtext(".//{urn:verwijsindex:meldingen:v1}bsn") == "900000001"


@pytest.mark.parametrize(
    "inhoud",
    [
        GOED.inhoud.replace("900000001", "<![CDATA[900000001]]>"),
        GOED.inhoud.replace("900000001", "&#57;00000001"),
        GOED.inhoud.replace("m:", "x:").replace(":m=", ":x="),
        GOED.inhoud.replace("<m:jeugdige>", "\n  <m:jeugdige >").replace("</m:bsn>", "</m:bsn\n>"),
    ],
)
def test_semantic_twins_have_the_same_value(inhoud: str):
    """CDATA, character references, other prefixes and white space in tags change nothing."""
    assert ontvang(GOED.met(inhoud=inhoud).bouw()).kind.findtext(".//{urn:verwijsindex:meldingen:v1}bsn") == "900000001"


# The order of the steps: a message with two faults gets the code of the earlier one.
FOUTEN = [
    (2, "DK0009", lambda b: b, lambda raw: raw.replace(b"900000001", b"90000000\xff")),
    (3, "DK0001", lambda b: b, lambda raw: raw.replace(b"<soap:Envelope", b"<!DOCTYPE x><soap:Envelope")),
    (4, "DK0010", lambda b: b.met_header("Vreemd", '<x:vreemd xmlns:x="urn:x" wsu:Id="Vreemd"/>'), lambda raw: raw),
    (5, "DK0006", lambda b: b.met_header("Action", None), lambda raw: raw),
    (6, "VIR-S01", lambda b: b.met(ongetekend=("ts",)), lambda raw: raw),
    (7, "VIR-S04", lambda b: b.met(partij=vreemde_partij()), lambda raw: raw),
    (8, "VIR-S05", lambda b: b, lambda raw: raw.replace(b"MELDER", b"ANDERS")),
    (9, "VIR-S06", lambda b: b.met(timestamp=timestamp(created("2026-03-02T08:00:00Z"))), lambda raw: raw),
    (11, "DK0002", lambda b: b.met_header("From", epr("From", f"https://x.example?OIN={pki.ANDERE_OIN}")), lambda raw: raw),
]


def vreemde_partij() -> pki.Partij:
    vreemd = pki.maak_ca("Vreemde Root")
    return pki.Partij(pki.geef_uit(pki.Recept(), vreemd), pki.sleutel("Partner"))


@pytest.mark.parametrize(("vroeg", "laat"), [(a, b) for a in range(len(FOUTEN)) for b in range(a, len(FOUTEN))])
def test_the_first_step_that_fails_decides(vroeg: int, laat: int):
    """Of two faults the one of the earlier step is answered, and `stap` names that step."""
    stap, code, _, _ = FOUTEN[vroeg]
    raw = FOUTEN[laat][2](FOUTEN[vroeg][2](GOED)).bouw()
    raw = FOUTEN[vroeg][3](FOUTEN[laat][3](raw) if vroeg != laat else raw)
    with pytest.raises(Afwijzing) as gevangen:
        ontvang(raw)
    assert (stap, code) == (gevangen.value.stap, gevangen.value.code)


def test_http_is_judged_before_anything_is_read():
    """Step 1 refuses on HTTP level, whatever the bytes are."""
    with pytest.raises(HttpAfwijzing) as gevangen:
        ontvanger().ontvang(b"geen xml", feiten(b"geen xml", method="GET"))
    assert gevangen.value.status == 405


@pytest.mark.eis("WB014")
def test_the_signature_is_known_to_a_refusal_only_once_verified():
    """SignatureConfirmation may carry a value only when step 8 was passed."""
    fout = kop("MessageID", "urn:uuid:1")
    gevallen = [
        (GOED.met_header("Action", None), Bekend("urn:uuid:1", None, None)),
        (GOED.met(ongetekend=("ts",)), Bekend("urn:uuid:1", ACTIE, None)),
    ]
    for bericht, bekend in gevallen:
        with pytest.raises(Afwijzing) as gevangen:
            ontvang(bericht.met_header("MessageID", fout).bouw())
        assert bekend == gevangen.value.bekend
    with pytest.raises(Afwijzing) as gevangen:
        ontvang(GOED.met(timestamp=timestamp(created("2026-03-02T08:00:00Z"))).bouw())
    assert len(gevangen.value.bekend.signature_value) == 256


def test_a_message_id_that_is_wrong_is_not_known():
    """A malformed MessageID is not offered for RelatesTo."""
    with pytest.raises(Afwijzing) as gevangen:
        ontvang(GOED.met_header("MessageID", kop("MessageID", "geen id")).bouw())
    assert ("DK0007", Bekend(None, None, None)) == (gevangen.value.code, gevangen.value.bekend)


def test_replay_by_message_id_or_signature():
    """The same message, or another under the same MessageID, is refused; another MessageID is new."""
    ontvangt = ontvanger()
    raw = GOED.bouw()
    ontvangt.ontvang(raw, feiten(raw))
    ander = GOED.met(inhoud=GOED.inhoud.replace("900000001", "900000002")).bouw()
    for herhaling in (raw, ander):
        with pytest.raises(Afwijzing) as gevangen:
            ontvangt.ontvang(herhaling, feiten(herhaling))
        assert (gevangen.value.code, gevangen.value.stap) == ("VIR-S07", 9)
    nieuw = GOED.met_header("MessageID", kop("MessageID", "urn:uuid:2")).bouw()
    assert ontvangt.ontvang(nieuw, feiten(nieuw)).message_id == "urn:uuid:2"


def test_another_signer_may_use_the_same_message_id():
    """Message ids live per signer."""
    ontvangt = ontvanger()
    ander = GOED.met(partij=pki.andere()).met_header("From", None)
    for raw in (GOED.bouw(), ander.bouw()):
        assert ontvangt.ontvang(raw, feiten(raw)).message_id


def test_a_broken_signature_burns_no_message_id():
    """A forged message under somebody's MessageID does not stop the real one."""
    replay = GeheugenReplayStore()
    ontvangt = ontvanger(replay=replay)
    raw = GOED.bouw()
    vals = raw.replace(b"900000001", b"900000002")
    with pytest.raises(Afwijzing):
        ontvangt.ontvang(vals, feiten(vals))
    assert set() == replay.gezien
    assert ontvangt.ontvang(raw, feiten(raw)).kind.tag == KIND


def test_a_refusal_repeats_nothing_of_the_message():
    """Neither the text for the sender nor the reason for the log holds a value that the sender chose."""
    varianten = [
        GOED.met(inhoud='<m:geheim xmlns:m="urn:geheim">geheim</m:geheim>'),
        GOED.met_header("To", kop("To", "geheim")),
        GOED.met_header("geheim", '<x:geheim xmlns:x="urn:geheim" wsu:Id="geheim">geheim</x:geheim>'),
        GOED.met(methode="urn:geheim"),
        GOED.met(timestamp=timestamp(created("geheim"))),
        GOED.met(
            token=f'<wsse:BinarySecurityToken xmlns:wsse="{WSSE}" wsu:Id="token" ValueType="geheim">Z2VoZWlt</wsse:BinarySecurityToken>'
        ),
    ]
    for variant in varianten:
        with pytest.raises(Afwijzing) as gevangen:
            ontvang(variant.bouw())
        assert "geheim" not in f"{gevangen.value} {gevangen.value.reden} {gevangen.value.tekst}"


def test_messages_of_other_algorithms_of_the_list_are_accepted():
    """SHA-384 and SHA-512 are as good as SHA-256, for digests and for signatures (SIGN003, SIGN004)."""
    basis = "http://www.w3.org/2001/04/"
    for handtekening in ("sha384", "sha512"):
        for digest in ("xmldsig-more#sha384", "xmlenc#sha512"):
            refs = tuple(ref.__class__(ref.doel, digest=basis + digest) for ref in GOED.alle_refs())
            raw = GOED.met(refs=refs, methode=f"{basis}xmldsig-more#rsa-{handtekening}").bouw()
            assert ontvang(raw).oin == pki.PARTNER_OIN


@pytest.mark.eis("R-154")
def test_a_connection_does_not_outlive_its_certificate():
    """The TLS certificate is judged with every message: one that was revoked, ended or expired since is VIR-S04, before the signature."""
    geldig = [True]
    trust = truststore(inschrijving=lambda *_: geldig[0])
    raw = GOED.bouw()
    http = {"tls_oin": pki.PARTNER_OIN, "tls_certificaat": pki.partner().der}
    assert oordeel(raw, http=http, tls_trust=trust) is None
    geldig[0] = False
    assert oordeel(raw, http=http, tls_trust=trust) == (7, "VIR-S04")
    assert oordeel(raw.replace(b"MELDER", b"ANDERS"), http=http, tls_trust=trust) == (7, "VIR-S04")
    assert oordeel(raw, tls_trust=trust) is None  # behind nothing that hands it over
