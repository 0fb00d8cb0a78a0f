"""The log in the forms of others: Logboek Dataverwerkingen and NEN 7513. Which field goes where stands in docs/logboek.md (K-6, K-7).

Both are views: they hold what a line holds, under another name, and no more. Only the form ``keten`` can be checked.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.logboek_catalogus import CATALOGUS

REGISTER: Final = "urn:verwijsindex:verwerkingsactiviteit:"
"""Begin of the reference to the register of processing activities, when none is given."""
PSEUDONIEM: Final = "urn:verwijsindex:logpseudoniem"
UNSET, OK = 0, 1
"""Status codes: what a rule refused is no failure of ours, and the standard has no other word for it than UNSET."""
GESLAAGD, GEWEIGERD = 0, 4
"""EventOutcomeIndicator of NEN 7513, from RFC 3881: success, minor failure."""
PERSOON, SYSTEEMOBJECT = 1, 2
PATIENT, ANDERS = 1, 4
"""ParticipantObjectTypeCode and its role, from RFC 3881: a person as patient, a system object as other."""

Regel = Mapping[str, Any]


def als_ldv(regel: Regel, register: str = REGISTER) -> dict[str, Any]:
    """A line as a record of Logboek Dataverwerkingen (Logius): lines of one request share their trace, each is one operation.

    A line names one moment; it begins and ends the operation.
    """
    moment = round(datetime.fromisoformat(regel["tijdstip"]).timestamp() * 1000)
    attributen = {
        "dpl.core.processing_activity_id": register + regel["operatie"],
        "dpl.core.data_subject_id": regel["persoon"],
        "dpl.core.data_subject_id_type": PSEUDONIEM if regel["persoon"] else None,
        "dpl.verwijsindex.oin": regel["oin"],
        "dpl.verwijsindex.gebruiker_id": regel["gebruiker_id"],
        "dpl.verwijsindex.rol": regel["rol"],
        "dpl.verwijsindex.ids": json.loads(regel["ids"]),
        "dpl.verwijsindex.ontvanger": regel["ontvanger"],
        "dpl.verwijsindex.uitkomst": regel["uitkomst"],
    }
    return {
        "trace_id": _trace(regel),
        "span_id": regel["schakel"][:16],
        "status_code": UNSET if _is_geweigerd(regel) else OK,
        "name": regel["gebeurtenis"],
        "start_time": moment,
        "end_time": moment,
        "resource": {"attributes": {"service.name": "verwijsindex"}},
        "attributes": {naam: waarde for naam, waarde in attributen.items() if waarde not in (None, [])},
    }


def als_nen7513(regel: Regel) -> dict[str, Any]:
    """A line in the groups of NEN 7513: the event, who did it and for whom, on what, and the source."""
    soort = CATALOGUS.get(regel["gebeurtenis"])
    gebeurtenis = {
        "EventID": regel["gebeurtenis"],
        "EventActionCode": "E" if soort is None else soort.actie,
        "EventDateTime": regel["tijdstip"],
        "EventOutcomeIndicator": GEWEIGERD if _is_geweigerd(regel) else GESLAAGD,
        "EventTypeCode": regel["operatie"],
        "EventOutcomeDescription": regel["uitkomst"],
    }
    gebruiker = {
        "UserID": regel["gebruiker_id"] or "systeem",
        "AlternateUserID": regel["oin"],
        "UserIsRequestor": regel["oin"] is not None,
        "RoleIDCode": regel["rol"],
        "PurposeOfUse": None if soort is None else soort.grond,
        "NetworkAccessPointID": regel["bericht_id"],
    }
    objecten = [_object(SYSTEEMOBJECT, ANDERS, "melding, signaal of ander nummer van de index", over) for over in json.loads(regel["ids"])]
    if regel["persoon"]:
        objecten.insert(0, _object(PERSOON, PATIENT, PSEUDONIEM, regel["persoon"]))
    if regel["ontvanger"]:
        objecten.append(_object(PERSOON, ANDERS, "ontvanger", regel["ontvanger"]))
    return {
        "event": gebeurtenis,
        "users": [{naam: waarde for naam, waarde in gebruiker.items() if waarde is not None}],
        "participants": objecten,
        "source": {"AuditSourceID": "verwijsindex", "AuditSourceTypeCode": 4},
    }


def _object(soort: int, rol: int, van: str, id: str) -> dict[str, Any]:
    return {
        "ParticipantObjectTypeCode": soort,
        "ParticipantObjectTypeCodeRole": rol,
        "ParticipantObjectIDTypeCode": van,
        "ParticipantObjectID": id,
    }


def _trace(regel: Regel) -> str:
    """The request of a partner; work that nobody asked for is a trace by itself."""
    bericht = str(regel["bericht_id"] or "").replace("-", "").lower()
    return bericht if len(bericht) == 32 and all(teken in "0123456789abcdef" for teken in bericht) else str(regel["schakel"][:32])


def _is_geweigerd(regel: Regel) -> bool:
    return bool(regel["gebeurtenis"] == Gebeurtenis.VERZOEK_GEWEIGERD)
