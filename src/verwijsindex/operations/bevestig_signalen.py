"""BevestigSignalen: a recipient says what he has, so that it is not handed out again (R-094, keuzes.md 9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.signaal import Bevestiging
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.postbus import ROLLEN, postbus_van
from verwijsindex.operations.toegang import behandel

OPERATIE = "BevestigSignalen"


@dataclass(frozen=True, slots=True)
class BevestigSignalen:
    """The request: 1..500 ids, possibly unknown or named twice."""

    afzender: Afzender
    signaal_ids: tuple[str, ...]
    ontvanger_id: str | None = None


def bevestig_signalen(verzoek: BevestigSignalen, context: Context) -> tuple[tuple[str, Bevestiging], ...]:
    """Acknowledge in the caller's mailbox; per id, in the order asked, what became of it. Repeating is harmless (R-158).

    An id of another mailbox is ONBEKEND, as one that never was. Raises VIR-123 as ``haal_signalen_op`` does.
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend, context.opslag.schrijven() as transactie:
        aanroeper, _ = lopend.aanroeper(transactie, ROLLEN)
        ontvanger = postbus_van(aanroeper, verzoek.ontvanger_id, transactie, lopend.dag)
        bekend = transactie.signalen.bevestig(ontvanger, tuple(dict.fromkeys(verzoek.signaal_ids)), lopend.moment)
        nieuw = tuple(signaal_id for signaal_id, was_nieuw in bekend.items() if was_nieuw)
        transactie.logboek.noteer([lopend.regel(Gebeurtenis.SIGNALEN_BEVESTIGD, ids=nieuw, ontvanger=ontvanger.id)])
        transactie.leg_vast()
    return tuple((signaal_id, _uitkomst(signaal_id, bekend)) for signaal_id in verzoek.signaal_ids)


def _uitkomst(signaal_id: str, bekend: Mapping[str, bool]) -> Bevestiging:
    if signaal_id not in bekend:
        return Bevestiging.ONBEKEND
    return Bevestiging.BEVESTIGD if bekend[signaal_id] else Bevestiging.REEDS_BEVESTIGD
