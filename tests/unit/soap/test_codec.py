"""The codec: what it writes is valid, and reads back as it was (samples of the contract and generated values)."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from verwijsindex.contract import bestanden
from verwijsindex.contract.namespaces import MELDINGEN, SIGNALEN
from verwijsindex.contract.operaties import DIENSTEN, OPERATIES
from verwijsindex.soap import codec, types

from .voorbeelden import MAP, SOORTEN, VOORBEELDEN, gelijk, lees

SCHEMA = {dienst.namespace: etree.XMLSchema(file=str(bestanden.schema(dienst.naam))) for dienst in DIENSTEN}


@pytest.mark.eis("R-150")
def test_every_operation_has_its_samples() -> None:
    """A request and a response of each, so that none is passed over below."""
    assert [naam for naam in VOORBEELDEN if not (MAP / naam).exists()] == []
    assert {o.request for o in OPERATIES} | {o.response for o in OPERATIES} == set(SOORTEN)


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("naam", VOORBEELDEN)
def test_a_sample_is_read_and_written_back(naam: str) -> None:
    """Nothing is lost, added or moved, and what is written is valid against the contract."""
    element = lees(naam)
    soort = SOORTEN[str(element.tag)]
    geschreven = etree.fromstring(codec.schrijver(soort, str(element.tag))(codec.lezer(soort)(element)))
    assert gelijk(element, geschreven)
    assert SCHEMA[str(etree.QName(element).namespace)].validate(geschreven)


TEKST = st.text("abcXYZ é&<>\"']]>.-+ ", min_size=1, max_size=60).map(lambda tekst: " ".join(tekst.split()) or "x")
MOMENT = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31), timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))])).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


def _waarden(soort: type) -> st.SearchStrategy[Any]:
    """Values of a Spyne type, in the form that the reader gives."""
    if issubclass(soort, codec.ComplexModelBase):
        leden = {naam: _lid(lid) for naam, _, lid in codec.leden(soort)}
        return st.fixed_dictionaries(leden).map(lambda velden: _exemplaar(soort, velden))
    if issubclass(soort, codec.Boolean):
        return st.booleans()
    if issubclass(soort, codec.Integer):
        return st.integers(1, 500)
    if issubclass(soort, codec.Date):
        return st.dates(date(1900, 1, 1), date(2999, 12, 31))
    if issubclass(soort, codec.DateTime):
        return MOMENT
    return TEKST


def _lid(lid: type) -> st.SearchStrategy[Any]:
    if codec.is_lijst(lid):
        return st.lists(_waarden(lid), max_size=3)
    return _waarden(lid) if lid.Attributes.min_occurs else st.none() | _waarden(lid)


def _exemplaar(soort: type, velden: dict[str, Any]) -> Any:
    exemplaar = soort.__new__(soort)
    exemplaar.__dict__.update(velden)
    return exemplaar


def _plat(waarde: Any) -> Any:
    """A value without its classes, to compare."""
    if isinstance(waarde, codec.ComplexModelBase):
        return {naam: _plat(waarde.__dict__.get(naam)) for naam, _, _ in codec.leden(type(waarde))}
    return [_plat(een) for een in waarde] if isinstance(waarde, list) else waarde


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("naam", sorted(SOORTEN), ids=lambda naam: naam.partition("}")[2])
def test_whatever_a_type_can_hold_comes_back(naam: str) -> None:
    """Any text, any date, present or absent, none or several: written and read it is the same value."""
    soort = SOORTEN[naam]

    @settings(max_examples=15, deadline=None, database=None)
    @given(waarde=_waarden(soort))
    def heen_en_terug(waarde: Any) -> None:
        terug = codec.lezer(soort)(etree.fromstring(codec.schrijver(soort, naam)(waarde)))
        assert _plat(waarde) == _plat(terug)

    heen_en_terug()


@pytest.mark.parametrize("naam", ["berichtId", "tijdstip", "versie"])
def test_an_answer_that_lacks_something_is_our_defect(naam: str) -> None:
    """A required member that is None raises, naming the member, and is not left out in silence."""
    stuur = types.StuurgegevensAntwoord(berichtId="x", tijdstip=datetime(2026, 3, 2, tzinfo=UTC), versie="1")
    stuur.__dict__[naam] = None
    antwoord = types.ControleerVerbindingAntwoord(stuurgegevens=stuur, versie="1", tijd=datetime(2026, 3, 2, tzinfo=UTC), oin="x")
    with pytest.raises(ValueError, match=f"{naam} ontbreekt in het antwoord"):
        codec.schrijver(types.ControleerVerbindingAntwoord, f"{{{MELDINGEN}}}ControleerVerbindingResponse")(antwoord)


def test_blanks_that_the_schema_collapses_are_not_part_of_a_value() -> None:
    """Around numbers, dates and booleans XML Schema drops blanks; in texts it does not."""
    velden = "<v:stuurgegevens/><v:maxAantal> 5\n</v:maxAantal>"
    element = etree.fromstring(f'<v:RaadpleegEigenMeldingen xmlns:v="{MELDINGEN}">{velden}</v:RaadpleegEigenMeldingen>')
    assert codec.lezer(types.RaadpleegEigenMeldingenVerzoek)(element).maxAantal == 5


def test_an_absent_member_is_none_or_empty() -> None:
    """What was not sent is there as None, what may repeat as an empty list: no AttributeError further on."""
    element = etree.fromstring(f'<v:BevestigSignalen xmlns:v="{SIGNALEN}"/>')
    gelezen = codec.lezer(types.BevestigSignalenVerzoek)(element)
    assert (gelezen.ontvangerId, gelezen.signaalId) == (None, [])
