"""A line of the log as Logboek Dataverwerkingen and as NEN 7513 (docs/logboek.md; R-142)."""

from typing import Any

import pytest

from verwijsindex.domain.logboek_weergave import als_ldv, als_nen7513

REGEL: dict[str, Any] = {
    "keten": 1,
    "plaats": 7,
    "nummer": 7,
    "tijdstip": "2026-11-24T12:00:00.001500+00:00",
    "gebeurtenis": "SIGNAAL_GEMAAKT",
    "operatie": "MeldJeugdige",
    "oin": "00000099000000001000",
    "gebruiker_id": "arts",
    "rol": "MELDER",
    "bericht_id": "0123abcd-0123-4abc-8abc-0123456789ab",
    "persoon": "f" * 32,
    "ids": '["s1"]',
    "uitkomst": "OK",
    "ontvanger": "agent",
    "verstrekt": None,
    "schakel": "ab" * 32,
}
ZELF = {**REGEL, "oin": None, "gebruiker_id": None, "rol": None, "bericht_id": None, "persoon": None, "ids": "[]", "ontvanger": None}


@pytest.mark.eis("R-142")
def test_als_ldv() -> None:
    """Required fields of the standard, ids of the right size, one trace per request, and the pseudonym as the subject."""
    record = als_ldv(REGEL, "https://register.example.nl/")
    assert (record["trace_id"], record["span_id"]) == ("0123abcd01234abc8abc0123456789ab", "ab" * 8)
    assert (record["status_code"], record["name"], record["start_time"]) == (1, "SIGNAAL_GEMAAKT", 1795521600002)
    assert record["end_time"] == record["start_time"]
    assert record["attributes"] == {
        "dpl.core.processing_activity_id": "https://register.example.nl/MeldJeugdige",
        "dpl.core.data_subject_id": "f" * 32,
        "dpl.core.data_subject_id_type": "urn:verwijsindex:logpseudoniem",
        "dpl.verwijsindex.oin": "00000099000000001000",
        "dpl.verwijsindex.gebruiker_id": "arts",
        "dpl.verwijsindex.rol": "MELDER",
        "dpl.verwijsindex.ids": ["s1"],
        "dpl.verwijsindex.ontvanger": "agent",
        "dpl.verwijsindex.uitkomst": "OK",
    }
    vanzelf = als_ldv({**ZELF, "gebeurtenis": "VERZOEK_GEWEIGERD"})
    assert (vanzelf["status_code"], vanzelf["trace_id"]) == (0, "ab" * 16)
    assert set(vanzelf["attributes"]) == {"dpl.core.processing_activity_id", "dpl.verwijsindex.uitkomst"}


@pytest.mark.eis("R-142")
def test_als_nen7513() -> None:
    """Who, for whom, when, what, on whom, to whom, on what ground, with what outcome."""
    record = als_nen7513(REGEL)
    assert ("SIGNAAL_GEMAAKT", "C", REGEL["tijdstip"], 0) == tuple(
        record["event"][veld] for veld in ("EventID", "EventActionCode", "EventDateTime", "EventOutcomeIndicator")
    )
    [gebruiker] = record["users"]
    assert tuple(gebruiker[veld] for veld in ("UserID", "AlternateUserID", "RoleIDCode", "PurposeOfUse", "UserIsRequestor")) == (
        "arts",
        "00000099000000001000",
        "MELDER",
        "Jeugdwet 7.1.2.3",
        True,
    )
    objecten = [
        (o["ParticipantObjectTypeCode"], o["ParticipantObjectTypeCodeRole"], o["ParticipantObjectID"]) for o in record["participants"]
    ]
    assert objecten == [(1, 1, "f" * 32), (2, 4, "s1"), (1, 4, "agent")]
    vanzelf = als_nen7513({**ZELF, "gebeurtenis": "VERZOEK_GEWEIGERD"})
    assert (vanzelf["users"][0]["UserID"], vanzelf["event"]["EventOutcomeIndicator"], vanzelf["participants"]) == ("systeem", 4, [])
