"""zeep and python-xmlsec against a running sandbox, over two-sided TLS."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zeep.exceptions
from lxml import etree
from zeep.exceptions import SignatureVerificationFailed

from .leverancier import Leverancier, Ondertekening


@pytest.fixture
def leverancier(sandbox: dict[str, Any]) -> Iterator[Leverancier]:
    met_zeep = Leverancier(sandbox)
    yield met_zeep
    met_zeep.sluit()


def gewone_bsns(sandbox: dict[str, Any]) -> list[str]:
    """People who can be reported and have nothing special."""
    return [persoon["bsn"] for persoon in sandbox["personen"] if not persoon["kenmerken"]]


@pytest.mark.eis("R-156", "WB003", "WB004")
def test_a_signed_melding_of_zeep_is_accepted(leverancier: Leverancier, sandbox: dict[str, Any]):
    """zeep's message is accepted; zeep verifies our reply with the certificate of the index, and parses it."""
    antwoord = leverancier.meld(gewone_bsns(sandbox)[0], "zeep-1")
    assert (antwoord.reedsGemeld, antwoord.matchAanwezig) == (False, False)
    assert antwoord.meldingId
    assert antwoord.stuurgegevens.versie
    assert antwoord.verwijderdatum > antwoord.meldmoment.date()


def test_a_second_time_zeep_hears_that_it_was_reported(leverancier: Leverancier, sandbox: dict[str, Any]):
    """The same jeugdige under another key gives the same melding; a fresh message each time."""
    bsn = gewone_bsns(sandbox)[1]
    eerst, daarna = leverancier.meld(bsn, "zeep-2"), leverancier.meld(bsn, "zeep-3")
    assert (eerst.meldingId, True) == (daarna.meldingId, daarna.reedsGemeld)


@pytest.mark.eis("R-020")
def test_a_fault_reaches_zeep_signed(leverancier: Leverancier):
    """A number that is no BSN: zeep verifies the fault and reads its code."""
    with pytest.raises(zeep.exceptions.Fault) as gevangen:
        leverancier.meld("123456789", "zeep-4")
    assert "VIR-101" in gevangen.value.message


@pytest.mark.eis("WB013")
def test_the_broken_twin_of_a_message_of_zeep(leverancier: Leverancier, sandbox: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    """One digit changed behind the signature: refused as such."""
    bsn = gewone_bsns(sandbox)[2]
    echt = Ondertekening.apply

    def verander(zelf: Any, envelope: etree._Element, headers: dict[str, str]) -> tuple[etree._Element, dict[str, str]]:
        getekend, headers = echt(zelf, envelope, headers)
        getekend.find(".//{*}bsn").text = gewone_bsns(sandbox)[3]
        return getekend, headers

    monkeypatch.setattr(Ondertekening, "apply", verander)
    with pytest.raises(zeep.exceptions.Fault, match="VIR-S05"):
        leverancier.meld(bsn, "zeep-5")


def test_zeep_would_notice_another_server(leverancier: Leverancier, sandbox: dict[str, Any]):
    """With another certificate than that of the index zeep refuses the reply: its verification is real."""
    leverancier.ondertekening._van_index.cert_data = Path(sandbox["partners"][1]["certificaat"]).read_bytes()
    with pytest.raises(SignatureVerificationFailed):
        leverancier.meld(gewone_bsns(sandbox)[4], "zeep-6")
