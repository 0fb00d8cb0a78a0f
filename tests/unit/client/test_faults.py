"""Signed faults: what the caller gets to know (koppelvlak.md 4, keuzes.md 35)."""

import pytest

from verwijsindex.client import VerwijsindexFout, Weigering
from verwijsindex.contract.namespaces import SOAP, WSSE

from .server import fout, kopfout

INCIDENT = "0b8f9c9e-31a7-4f43-9d3f-1f1d2f6d4a11"


def weigering(index, server, gedrag):
    server.gedrag = [gedrag]
    with pytest.raises(Weigering) as gevangen:
        index.controleer_verbinding()
    fout_ = gevangen.value
    return fout_.code, fout_.omschrijving, fout_.element, fout_.incident_id, fout_.herhaalbaar, fout_.faultcode


@pytest.mark.eis("R-170")
def test_a_fault_with_detail(index, server):
    """Code, text, element and incident come from `Fout`; the faultcode is a Clark name."""
    verwacht = ("VIR-101", "Tekst.", "/MeldJeugdige/jeugdige/bsn", INCIDENT, False, f"{{{SOAP}}}Client")
    assert verwacht == weigering(index, server, fout("VIR-101", element="/MeldJeugdige/jeugdige/bsn"))


@pytest.mark.parametrize(
    ("faultstring", "verwacht"),
    [
        (f"DK0002 De verzender is niet bevoegd. [incident {INCIDENT}]", ("DK0002", "De verzender is niet bevoegd.", INCIDENT)),
        ("VIR-S05 De handtekening klopt niet.", ("VIR-S05", "De handtekening klopt niet.", None)),
        ("DK0004: tekst [1]", ("DK0004", "tekst [1]", None)),
        ("Er ging iets mis", ("ONBEKEND", "Er ging iets mis", None)),
        ("", ("ONBEKEND", "", None)),
    ],
)
def test_a_fault_without_detail(index, server, faultstring, verwacht):
    """Code, text and incident come from the faultstring; one in another form is still a refusal."""
    code, omschrijving, element, incident, herhaalbaar, faultcode = weigering(index, server, kopfout(faultstring, faultcode="soap:Client"))
    assert verwacht == (code, omschrijving, incident)
    assert (None, False, f"{{{SOAP}}}Client") == (element, herhaalbaar, faultcode)


@pytest.mark.parametrize(
    ("faultcode", "naamruimten", "verwacht"),
    [
        ("wsse:FailedCheck", f' xmlns:wsse="{WSSE}"', f"{{{WSSE}}}FailedCheck"),
        ("onbekend:Fout", "", "onbekend:Fout"),
        ("Fout", "", "Fout"),
    ],
)
def test_the_faultcode_of_a_header_fault(index, server, faultcode, naamruimten, verwacht):
    """A prefix counts for its namespace only where it is declared."""
    assert verwacht == weigering(index, server, kopfout("VIR-S05 Tekst.", faultcode=faultcode, naamruimten=naamruimten))[-1]


def test_a_server_fault_is_repeatable(index, server):
    """soap:Server says that the fault is not ours."""
    assert weigering(index, server, kopfout("DK0051 Storing."))[4]


def test_the_text_of_a_refusal(index, server):
    """One line for a log: code, text and incident."""
    server.gedrag = [fout("VIR-110")]
    with pytest.raises(VerwijsindexFout, match=rf"^VIR-110: Tekst\. \[incident {INCIDENT}\]$"):
        index.controleer_verbinding()
