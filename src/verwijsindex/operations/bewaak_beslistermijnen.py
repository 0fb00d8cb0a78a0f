"""Terms within which a college decides run and warn (AVG 12(3), R-136)."""

from collections import Counter
from datetime import date

from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.beslistermijn import Termijnstand, nieuwe_waarschuwing, termijnstand
from verwijsindex.domain.verzoek import Rechtenverzoek
from verwijsindex.operations.ronde import Ronde


def bewaak_beslistermijnen(ronde: Ronde) -> None:
    """R-136: tell a college once that a term of its requests nears its end, again that it presses, and that it has passed."""
    ronde.aantallen.update(tel_beslistermijnen(ronde))
    with ronde.context.opslag.lezen() as transactie:
        if not _te_waarschuwen(transactie, ronde.dag):
            return
    with ronde.context.opslag.schrijven() as transactie:
        nieuw = _te_waarschuwen(transactie, ronde.dag)
        for verzoek, stand in nieuw:
            transactie.rechten.noteer_waarschuwing(verzoek.id, stand)
        transactie.notificaties.waarschuw_colleges([verzoek.gemeentecode for verzoek, _ in nieuw], ronde.moment)
        transactie.leg_vast()
    ronde.tel("colleges_gewaarschuwd", len({verzoek.gemeentecode for verzoek, _ in nieuw}))


def _te_waarschuwen(transactie: Transactie, dag: date) -> list[tuple[Rechtenverzoek, Termijnstand]]:
    eerder = transactie.rechten.gewaarschuwd()
    standen = ((v, nieuwe_waarschuwing(v.uiterste_dag, dag, eerder.get(v.id))) for v in transactie.rechten.open_verzoeken(None))
    return [(verzoek, stand) for verzoek, stand in standen if stand is not None]


def tel_beslistermijnen(ronde: Ronde) -> Counter[str]:
    """What there is to watch, for who reads the report; which requests they are shows ``rechten lijst``."""
    with ronde.context.opslag.lezen() as transactie:
        standen = Counter(termijnstand(verzoek.uiterste_dag, ronde.dag) for verzoek in transactie.rechten.open_verzoeken(None))
    bijna = standen[Termijnstand.NADERT] + standen[Termijnstand.DRINGEND]
    return +Counter({"termijn_bijna_om": bijna, "termijn_verstreken": standen[Termijnstand.VERSTREKEN]})
