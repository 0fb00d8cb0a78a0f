"""A melding and its life (Jeugdwet 7.1.4.3, 7.1.4.5, 7.1.4.6; domein.md 3.1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut


class VerwijderReden(StrEnum):
    """The two grounds on which a reporter removes a melding (Jeugdwet 7.1.4.5(1))."""

    NIET_TERECHT = "NIET_TERECHT"
    RISICO_NIET_MEER_AANWEZIG = "RISICO_NIET_MEER_AANWEZIG"


class Toestand(StrEnum):
    """What a melding is on a given day; follows from its dates, whether or not maintenance ran (R-045)."""

    ACTIEF = "ACTIEF"
    BEPERKT = "BEPERKT"
    """Would be ACTIEF, but is blocked while a request runs or after a college said so (R-138)."""
    GEARCHIVEERD = "GEARCHIVEERD"
    VERNIETIGD = "VERNIETIGD"


@dataclass(frozen=True, slots=True)
class Melding:
    """That a professional is involved with a jeugdige, never why (R-050)."""

    id: str
    jeugdige_id: str
    meldingsbevoegde: str
    partner_melding_id: str
    meldmoment: datetime
    verwijderdatum: date
    uiterlijk: date
    """23rd birthday of the jeugdige; lives with him, not with the melding (keuzes.md 15)."""
    verwijderd_op: date | None = None
    """Day on which the reporter removed it because the risk was gone; then it is in the archive (R-101)."""
    beperkt_door: str | None = None
    """The request on whose account it is blocked: no match, no signaal, the term runs on (R-138)."""
    beleid: Beleid = field(default_factory=statuut, repr=False, compare=False)
    """The law under which it lives; not stored, so that a change of the law reaches what is stored (R-190)."""
