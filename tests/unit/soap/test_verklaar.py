"""``verwijsindex verklaar``: of messages of other stacks it says that nothing is wrong, of broken ones where and what to do (R-170)."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verwijsindex.cli import main
from verwijsindex.contract.beschrijving import foutcodes
from verwijsindex.soap.raad import RAAD
from verwijsindex.soap.verklaar import GeenBericht, lees_bericht, verklaar_bericht, verklaar_code

INTEROP = Path(__file__).parents[2] / "interop"
STACKS = sorted(pad.parent.name for pad in INTEROP.glob("*/bericht.xml"))
VOORBEELDEN = Path(__file__).parents[3] / "docs" / "voorbeelden"


def bericht(stack: str = "cxf") -> bytes:
    return (INTEROP / stack / "bericht.xml").read_bytes()


def keten(stack: str = "cxf") -> bytes:
    return (INTEROP / stack / "keten.pem").read_bytes()


@pytest.mark.parametrize("stack", STACKS)
def test_of_a_good_message_it_says_so(stack: str) -> None:
    """Of every stack that was captured; who signed and for what; and what it could not look at."""
    verklaring = verklaar_bericht(bericht(stack), keten(stack))
    assert verklaring.goed, verklaring.regels
    tekst = "\n".join(verklaring.regels)
    assert re.search(r"Getekend door OIN [0-9]{20}, voor [A-Z][A-Za-z]+\.", tekst)
    assert "Aan het bericht zelf is niets mis. Niet bekeken: of de partner bekend is" in tekst
    assert "De keten van het certificaat is niet bekeken" in verklaar_bericht(bericht(stack)).regels[-1]


def _vervang(patroon: bytes, door: bytes) -> bytes:
    nieuw, keren = re.subn(patroon, door, bericht(), count=1, flags=re.S)
    assert keren == 1, patroon
    return nieuw


@pytest.mark.parametrize(
    ("stuk", "verwacht"),
    [
        ((rb"(<[\w:]*partnerMeldingId>)[^<]*", rb"\1anders"), "stap 8, de handtekening: VIR-S05, digest van Body klopt niet"),
        ((rb"(<[\w:]*MessageID[^>]*>)urn:uuid:.", rb"\1urn:uuid:z"), "VIR-S05, digest van MessageID klopt niet"),
        ((rb"(SignatureValue[^>]*>\s*)[A-Za-z0-9+/]{4}", rb"\1AAAA"), "stap 8, de handtekening: VIR-S05, SignatureValue klopt niet"),
        ((rb"<(\w*:?)Signature[ >].*</\1Signature>", b""), "stap 6, de Security-header: VIR-S01"),
        ((rb"(BinarySecurityToken[^>]*>\s*)[A-Za-z0-9+/]{4}", rb"\1AAAA"), "stap 7, het certificaat: VIR-S04, certificaat onleesbaar"),
        ((rb"xmlenc#sha256", b"xmldsig#sha1"), "stap 6, de Security-header: VIR-S02, DigestMethod"),
        ((rb"(</[\w:]*Header>)", rb"<x:eigen xmlns:x='urn:x'/>\1"), "stap 4, de SOAP-envelop: DK0010"),
        ((rb"^", b"<!DOCTYPE a>"), "stap 3, ontleden, en de grenzen: DK0001"),
    ],
    ids=lambda waarde: waarde[:40] if isinstance(waarde, str) else None,
)
def test_of_a_broken_message_it_says_where_and_what_to_do(stuk: tuple[bytes, bytes], verwacht: str) -> None:
    """The first step that refuses it, the code, the reason, and the remedy."""
    verklaring = verklaar_bericht(
        _vervang(*stuk) if stuk[0] != rb"^" else re.sub(rb"^(<\?xml.*?\?>)?", rb"\1<!DOCTYPE a>", bericht(), count=1)
    )
    tekst = "\n".join(verklaring.regels)
    assert not verklaring.goed
    assert verwacht in tekst
    assert "Wat u doet: " in tekst


def test_time_and_trust_count_when_they_are_given() -> None:
    """At another moment it is too old; by another CA nobody is trusted; and whose certificate it was is told."""
    te_laat = verklaar_bericht(bericht(), moment=datetime(2099, 1, 1, tzinfo=UTC))
    assert "stap 9, het tijdstip: VIR-S06, Created is te oud" in te_laat.regels[0]
    assert "Het certificaat in het bericht is van OIN 0000009" in te_laat.regels[-1]
    vreemd = verklaar_bericht(bericht(), keten("gsoap"))
    assert "stap 7, het certificaat: VIR-S04" in vreemd.regels[0] or vreemd.goed is (keten() == keten("gsoap"))
    with pytest.raises(GeenBericht, match="stamcertificaat"):
        verklaar_bericht(bericht(), b"geen pem")


def test_a_fault_and_a_code_are_explained() -> None:
    """What the code means, which element, whether to repeat, the incident; every code of the contract can be asked for."""
    for pad in sorted(VOORBEELDEN.glob("*-fout.xml")):
        tekst = "\n".join(verklaar_bericht(pad.read_bytes()).regels)
        assert "Wat u doet: " in tekst
        assert "erhal" in tekst
    vanbuiten = (
        b"<soap:Fault xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><faultstring>502 Bad gateway</faultstring></soap:Fault>"
    )
    assert "iets tussen u en de index" in verklaar_bericht(vanbuiten).regels[0]
    for regel in foutcodes():
        assert verklaar_code(regel.naam.lower()).regels[0].startswith(regel.naam)
    assert set(RAAD) <= {regel.naam for regel in foutcodes()}


def test_a_whole_http_request_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command reads a message, or all that went over the line; no code and no file is exit code 5; what is wrong 1."""
    pad = tmp_path / "verzoek.txt"
    pad.write_bytes(b"POST /meldingen/v1 HTTP/1.1\r\nHost: x\r\n\r\n" + bericht())
    assert lees_bericht(pad) == bericht()
    assert main(["verklaar", str(pad), "--ca", str(INTEROP / "cxf" / "keten.pem")]) == 0
    assert main(["verklaar", str(pad), "--moment", "2099-01-01T00:00:00Z"]) == 1
    assert main(["verklaar", "VIR-999"]) == 5
    (tmp_path / "los.txt").write_text("hallo")
    assert main(["verklaar", str(tmp_path / "los.txt")]) == 5
    uit = capsys.readouterr()
    assert "Aan het bericht zelf is niets mis" in uit.out
    assert "deze code bestaat niet" in uit.err
