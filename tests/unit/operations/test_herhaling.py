"""Business keys and cursors: the parts of the use cases that stand alone (R-009, R-158)."""

from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verwijsindex.domain.instantie import Rol, Stuurgegevens
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports_sleutels import GebondenSleutel, SleutelBezet, SleutelSoort
from verwijsindex.domain.weigeringen import ElementOnjuist, MeldingOnbekend, SleutelMetAndereInhoud
from verwijsindex.operations.context import Afzender
from verwijsindex.operations.herhaling import eerste_antwoord, herhaal_als_bezet, sleutel_van
from verwijsindex.operations.raadpleeg_eigen_meldingen import _cursor, _lees_cursor

OIN = "00000099000000001000"


def _afzender(gebruiker: str = "a", instantie: str | None = "ggd", kenmerk: str | None = None, bericht: str = "1") -> Afzender:
    return Afzender(OIN, bericht, Stuurgegevens(OIN, gebruiker, Rol.MELDER, instantie, kenmerk))


@pytest.mark.eis("R-158")
def test_what_a_key_says() -> None:
    """Who, for whom and what are its content; kenmerk and berichtId are not (keuzes.md 1)."""
    sleutel = sleutel_van(_afzender(), SleutelSoort.MELDING, "k", "bsn", "912000008")
    assert sleutel == sleutel_van(_afzender(kenmerk="anders", bericht="2"), SleutelSoort.MELDING, "k", "bsn", "912000008")
    anders = [
        sleutel_van(_afzender(gebruiker="b"), SleutelSoort.MELDING, "k", "bsn", "912000008"),
        sleutel_van(_afzender(instantie=None), SleutelSoort.MELDING, "k", "bsn", "912000008"),
        sleutel_van(_afzender(), SleutelSoort.MELDING, "k", "bsn", "912000011"),
        sleutel_van(_afzender(), SleutelSoort.VERZOEK, "k", "bsn", "912000008"),
    ]
    assert sleutel not in anders
    assert len(set(anders)) == 4


@pytest.mark.eis("R-158")
def test_what_a_bound_key_answers() -> None:
    """The first answer; VIR-140 when the content differs; VIR-130 for a tombstone, whatever the content."""
    assert eerste_antwoord(GebondenSleutel(gelijk=True, antwoord="x"), "partnerMeldingId") == "x"
    with pytest.raises(SleutelMetAndereInhoud) as anders:
        eerste_antwoord(GebondenSleutel(gelijk=False, antwoord="x"), "partnerMeldingId")
    with pytest.raises(MeldingOnbekend) as weg:
        eerste_antwoord(GebondenSleutel(gelijk=False, antwoord=None), "partnerMeldingId")
    assert (anders.value.element, weg.value.element) == ("partnerMeldingId", "partnerMeldingId")


@pytest.mark.eis("R-158")
def test_once_more_and_no_more() -> None:
    """When a simultaneous request bound the key the attempt is made a second time; a third is not."""
    pogingen: list[int] = []

    def poging() -> str:
        pogingen.append(1)
        if len(pogingen) == 1:
            raise SleutelBezet
        return "gelukt"

    assert (herhaal_als_bezet(poging), len(pogingen)) == ("gelukt", 2)

    def nooit() -> str:
        pogingen.append(1)
        raise SleutelBezet

    pogingen.clear()
    with pytest.raises(SleutelBezet):
        herhaal_als_bezet(nooit)
    assert len(pogingen) == 2


@pytest.mark.eis("R-009")
@settings(max_examples=60, deadline=None, database=None)
@given(moment=st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC)), id=st.uuids())
def test_a_cursor_is_a_place(moment: datetime, id: object) -> None:
    """What we gave is read back to the same place, to the microsecond, and fits the contract."""
    cursor = _cursor(Melding(str(id), "j", "m", "p", moment, date(2028, 1, 1), date(2037, 1, 1)))
    assert cursor.replace("-", "a").replace("_", "a").isalnum()
    assert len(cursor) <= 200
    assert (moment, str(id)) == _lees_cursor(cursor)


MOMENT = st.from_regex(r"[09][0-9]{2}[19]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:00:00([+-][0-9]{2}:00|Z)?", fullmatch=True)


@pytest.mark.eis("R-009")
@settings(max_examples=300, deadline=None, database=None)
@given(moment=MOMENT, id=st.uuids().map(str) | st.text(max_size=8), wit=st.sampled_from([" ", "  ", ""]))
def test_a_forged_cursor_is_a_place_or_refused(moment: str, id: str, wit: str) -> None:
    """Whatever stands in it, at the ends of the calendar too: a moment in UTC and a UUID, or DK0004; never a failure of ours."""
    vervalst = urlsafe_b64encode(f"{moment}{wit}{id}".encode()).decode().rstrip("=")
    with suppress(ElementOnjuist):
        gelezen = _lees_cursor(vervalst)
        assert gelezen is not None
        assert (gelezen[0].tzinfo, str(UUID(gelezen[1]))) == (UTC, gelezen[1])
