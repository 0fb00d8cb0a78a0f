"""The offer of historie that belongs to a melding: made when reporting, looked up when repeating (R-104, R-105; keuzes.md 28)."""

from collections.abc import Iterable
from datetime import date

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.archiveren import open_aanbod, te_bieden


def bied_aan(transactie: Transactie, melding: Melding, over_hem: Iterable[Melding], dag: date) -> tuple[str, ...]:
    """Fix what the archive has to say with this new melding; gives the archived meldingen that are offered."""
    archief = tuple(m.id for m in te_bieden(over_hem, melding.meldingsbevoegde, dag))
    if archief and melding.beleid.op(dag).historie_eenmaal_ooit:
        al_verstrekt = transactie.historie.ooit_opgehaald(archief)
        archief = tuple(archief_id for archief_id in archief if archief_id not in al_verstrekt)
    if archief:
        transactie.historie.bied_aan(melding.id, archief)
    return archief


def is_beschikbaar(transactie: Transactie, melding: Melding | None, dag: date) -> bool:
    """Whether HaalHistorieOp would give something with this melding today."""
    return melding is not None and bool(open_aanbod(melding, transactie.historie.aanbod(melding.id), dag))
