"""HaalSignalenOp: a recipient fetches what he was not yet known to have (Jeugdwet 7.1.2.3(1)(c); R-065, R-091, R-094, R-095)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from verwijsindex.domain.logboek import Gebeurtenis, Verstrekking
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.signaleren import toon, vertelt
from verwijsindex.domain.signaal import BewaardSignaal, Ontvanger, Signaal
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.postbus import ROLLEN, postbus_van
from verwijsindex.operations.toegang import Verzoek, behandel
from verwijsindex.operations.waarschuwen import ongewaarschuwd, waarschuw

OPERATIE = "HaalSignalenOp"


@dataclass(frozen=True, slots=True)
class HaalSignalenOp:
    """The request; ``hoogstens`` is 1..500, ``vanaf`` a volgnummer, inclusive (keuzes.md 18)."""

    afzender: Afzender
    hoogstens: int
    vanaf: int = 1
    ontvanger_id: str | None = None


@dataclass(frozen=True, slots=True)
class Opgehaald:
    """Unacknowledged signalen in order of volgnummer."""

    signalen: tuple[Signaal, ...]
    nog_beschikbaar: bool


def haal_signalen_op(verzoek: HaalSignalenOp, context: Context) -> Opgehaald:
    """Hand out signalen as they may be shown today; each stays fetchable until it is acknowledged (R-094).

    What runs out and was not told yet is told now, in a transaction of its own: the day of a warning does not wait for a job (R-065).
    Raises VIR-123 for a mailbox that is not the caller's (keuzes.md 9).
    """
    with behandel(verzoek.afzender, OPERATIE, context) as lopend:
        with context.opslag.schrijven() as transactie:
            ontvanger = _postbus(verzoek, lopend, transactie)
            aflopend = ongewaarschuwd(transactie, ontvanger, lopend.dag, context.beleid.meeste_waarschuw_dagen())
            if not aflopend:
                return _haal(verzoek, lopend, ontvanger, transactie)
        waarschuw(aflopend, lopend.moment, OPERATIE, context)
        with context.opslag.schrijven() as transactie:
            return _haal(verzoek, lopend, _postbus(verzoek, lopend, transactie), transactie)


def _postbus(verzoek: HaalSignalenOp, lopend: Verzoek, transactie: Transactie) -> Ontvanger:
    aanroeper, _ = lopend.aanroeper(transactie, ROLLEN)
    return postbus_van(aanroeper, verzoek.ontvanger_id, transactie, lopend.dag)


def _haal(verzoek: HaalSignalenOp, lopend: Verzoek, ontvanger: Ontvanger, transactie: Transactie) -> Opgehaald:
    bewaard = transactie.signalen.open_voor(ontvanger, verzoek.vanaf, verzoek.hoogstens + 1, lopend.dag)
    pagina = bewaard[: verzoek.hoogstens]
    signalen = tuple(toon(signaal, lopend.dag) for signaal in pagina)
    _noteer(transactie, lopend, ontvanger, pagina, signalen)
    transactie.leg_vast()
    return Opgehaald(signalen, len(bewaard) > len(pagina))


def _noteer(
    transactie: Transactie, lopend: Verzoek, ontvanger: Ontvanger, pagina: Sequence[BewaardSignaal], signalen: Sequence[Signaal]
) -> None:
    """R-140, R-054: that it was fetched, and what was handed out; whose own melding is no longer ACTIEF was told nothing by it (R-134)."""
    nieuw = [signaal.id for signaal in pagina if not signaal.opgehaald and vertelt(signaal, lopend.dag)]
    if nieuw:
        transactie.signalen.markeer_opgehaald(nieuw, lopend.moment)
    ids = tuple(signaal.id for signaal in signalen)
    regel = lopend.regel(Gebeurtenis.SIGNALEN_OPGEHAALD, ids=ids, ontvanger=ontvanger.id)
    transactie.logboek.noteer([regel], [Verstrekking(s.id, _inhoud(s)) for s in signalen if s.contacten])


def _inhoud(signaal: Signaal) -> str:
    """The contacts as handed out, in one fixed form (keuzes.md 34)."""
    return json.dumps([asdict(contact) for contact in signaal.contacten], ensure_ascii=False, sort_keys=True)
