"""Step 12: where the schema finds fault, told in words of the contract only (R-171)."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from verwijsindex.contract.elementen import elementnamen
from verwijsindex.domain.weigeringen import ElementOnjuist
from verwijsindex.soap.schema import Schema

from .voorbeelden import lees

SCHEMA = Schema("meldingen")
GOED = etree.tostring(lees("MeldJeugdige-verzoek.xml")).decode()


def _element(xml: str) -> str | None:
    """The element that is named for this document."""
    with pytest.raises(ElementOnjuist) as fout:
        SCHEMA.valideer(etree.fromstring(xml))
    return fout.value.element


def test_the_sample_is_valid() -> None:
    """The twin of everything below."""
    SCHEMA.valideer(etree.fromstring(GOED))


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    ("oud", "nieuw", "element"),
    [
        ("999990019", "geheim", "jeugdige/bsn"),
        ("<typ:bsn>999990019</typ:bsn>", "<typ:geheim/>", "jeugdige"),
        ("<typ:bsn>999990019</typ:bsn>", "<geheim><bsn/></geheim>", "jeugdige"),
        ("<typ:bsn>", '<typ:bsn geheim="1">', "jeugdige/bsn"),
        ("<typ:rol>MELDER</typ:rol>", "", "stuurgegevens/kenmerk"),
        ("<mld:partnerMeldingId>", "<mld:partnerMeldingId>a</mld:partnerMeldingId><mld:partnerMeldingId>", "partnerMeldingId[2]"),
        ("MELDER", "GEHEIM", "stuurgegevens/rol"),
    ],
)
def test_the_path_stops_before_a_name_of_the_sender(oud: str, nieuw: str, element: str) -> None:
    """The contract's own names are told, a brother by his number; a name or value that was sent never is."""
    assert oud in GOED
    assert element == _element(GOED.replace(oud, nieuw, 1))


@pytest.mark.eis("R-171")
def test_another_root_names_nothing() -> None:
    """The element of another operation, or of nobody, has no path below it."""
    assert _element('<x xmlns="urn:geheim"/>') is None
    assert _element("<geheim/>") is None


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("prefix", ["", "a:", "typ:", "mld:"])
def test_prefixes_do_not_lead_astray(prefix: str) -> None:
    """Whatever prefix the sender chose, bound anew or absent, the path has none and is right or short."""
    naam = prefix.rstrip(":")
    declaratie = f'xmlns:{naam}="urn:verwijsindex:typen:v1"' if naam else 'xmlns="urn:verwijsindex:typen:v1"'
    xml = GOED.replace("<typ:bsn>999990019</typ:bsn>", f"<{prefix}bsn {declaratie}>geheim</{prefix}bsn>")
    assert _element(xml) in ("jeugdige/bsn", "jeugdige", None)


@pytest.mark.eis("R-171")
@settings(max_examples=150, deadline=None, database=None)
@given(
    plek=st.integers(0, 11),
    naam=st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_.-]{0,12}", fullmatch=True),
    ruimte=st.sampled_from(["", ' xmlns="urn:x"', ' xmlns="urn:verwijsindex:typen:v1"', ' xmlns:typ="urn:x"']),
    tekst=st.text("geheim<&é 0123456789", max_size=8),
)
def test_whatever_is_put_in_nothing_of_it_comes_out(plek: int, naam: str, ruimte: str, tekst: str) -> None:
    """An element with any name, anywhere: the path holds names of the contract and numbers only, in the form of the contract."""
    delen = GOED.split("><")
    nieuw = f"<{naam}{ruimte}>{tekst.replace('&', '&amp;').replace('<', '&lt;')}</{naam}>"
    plek = 1 + plek % (len(delen) - 2)
    boom = etree.fromstring(">".join(["><".join(delen[:plek]), nieuw + "<" + "><".join(delen[plek:])]))
    try:
        SCHEMA.valideer(boom)
    except ElementOnjuist as fout:
        stappen = (fout.element or "stuurgegevens").split("/")
        assert {stap.partition("[")[0] for stap in stappen} <= elementnamen()


def test_threads_do_not_share_errors() -> None:
    """Each thread has a schema of its own: every caller gets the path of his own message (architectuur.md)."""
    gevonden: dict[str, set[str | None]] = {"rol": set(), "bsn": set()}

    def keur(soort: str, oud: str, element: str) -> None:
        for _ in range(30):
            gevonden[soort].add(_element(GOED.replace(oud, "fout")))

    draden = [threading.Thread(target=keur, args=args) for args in (("rol", "MELDER", ""), ("bsn", "999990019", ""))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert gevonden == {"rol": {"stuurgegevens/rol"}, "bsn": {"jeugdige/bsn"}}
