"""RaadpleegEigenMeldingen: a reporter sees what he himself reported, page by page (R-009, keuzes.md 9, 29)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.termijnen import loopt
from verwijsindex.domain.weigeringen import ElementOnjuist
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.toegang import behandel

OPERATIE = "RaadpleegEigenMeldingen"


@dataclass(frozen=True, slots=True)
class RaadpleegEigenMeldingen:
    """The request; ``hoogstens`` is 1..500."""

    afzender: Afzender
    hoogstens: int
    vanaf_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class EigenMeldingen:
    """One page, in order of meldmoment, as on ``dag``; ``volgende_cursor`` is None on the last."""

    dag: date
    meldingen: tuple[Melding, ...]
    volgende_cursor: str | None


def raadpleeg_eigen_meldingen(verzoek: RaadpleegEigenMeldingen, context: Context) -> EigenMeldingen:
    """The caller's ACTIEF and blocked meldingen, after the cursor (keuzes.md 29).

    Raises ElementOnjuist (DK0004) for a cursor that we never gave.
    """
    na = _lees_cursor(verzoek.vanaf_cursor)
    with behandel(verzoek.afzender, OPERATIE, context) as lopend, context.opslag.schrijven() as transactie:
        aanroeper, _ = lopend.aanroeper(transactie, {Rol.MELDER})
        gevonden = transactie.meldingen.van_meldingsbevoegde(aanroeper.gebruiker.id, na, verzoek.hoogstens + 1, lopend.dag)
        pagina = gevonden[: verzoek.hoogstens]
        meldingen = tuple(m for m in pagina if loopt(m, lopend.dag))
        regel = lopend.regel(Gebeurtenis.MELDINGEN_GERAADPLEEGD, ids=tuple(m.id for m in meldingen))
        transactie.logboek.noteer([regel])
        transactie.leg_vast()
    return EigenMeldingen(lopend.dag, meldingen, _cursor(pagina[-1]) if len(gevonden) > len(pagina) else None)


def _cursor(melding: Melding) -> str:
    """The place of a melding in the order, as text that means nothing to a partner."""
    plaats = f"{melding.meldmoment.astimezone(UTC).isoformat()} {melding.id}"
    return urlsafe_b64encode(plaats.encode()).decode().rstrip("=")


def _lees_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    try:
        moment, melding_id = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").split(" ")
        return _met_tijdzone(datetime.fromisoformat(moment)), str(UUID(melding_id))
    except (Error, ValueError, OverflowError):
        raise ElementOnjuist("vanafCursor") from None


def _met_tijdzone(moment: datetime) -> datetime:
    """In UTC. Raises ValueError without a time zone, OverflowError past the calendar."""
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
