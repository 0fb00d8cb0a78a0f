"""What every request of a college begins with: which college it is, whom it means, and which meldingen are its own (R-009, R-131)."""

from collections.abc import Sequence
from datetime import date

from verwijsindex.domain.aanduiding import OpBsn, ZonderBsn
from verwijsindex.domain.instantie import Aanroeper, Rol
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Persoonsnummer
from verwijsindex.domain.ports import Transactie
from verwijsindex.domain.regels.avg import nog_bewaard
from verwijsindex.domain.regels.identificatie import lees_bsn
from verwijsindex.domain.regels.rechten import gemeente_van, is_functionaris, valt_onder
from verwijsindex.domain.regels.zonder_bsn import drietal
from verwijsindex.domain.verzoek import Rechtenverzoek
from verwijsindex.operations.context import Context
from verwijsindex.operations.toegang import Verzoek

Betrokkene = OpBsn | ZonderBsn
"""Whom a college means: it uses the BSN, or what a melding without one was made with."""


def college(lopend: Verzoek, transactie: Transactie) -> tuple[Aanroeper, str]:
    """Who is calling, and the gemeente for whose college. Raises VIR-122, VIR-120 or VIR-123 for every other role (R-007, R-009)."""
    aanroeper, _ = lopend.aanroeper(transactie, {Rol.COLLEGE})
    return aanroeper, gemeente_van(aanroeper)


def nummer_van(betrokkene: Betrokkene, context: Context, element: str) -> Persoonsnummer:
    """Under what meldingen about him are kept. Raises VIR-101."""
    match betrokkene:
        case OpBsn():
            return lees_bsn(betrokkene.bsn, productie=context.productie, element=f"{element}/bsn")
        case ZonderBsn():
            return context.opslag.visn(drietal(betrokkene))


def meldingen_onder(transactie: Transactie, gemeentecode: str, meldingen: Sequence[Melding], dag: date) -> tuple[Melding, ...]:
    """Those that are still kept and for which the college of this gemeente answers (R-131)."""
    bewaard = nog_bewaard(meldingen, dag)
    convenanten = transactie.rechten.convenanten({melding.meldingsbevoegde for melding in bewaard}) if bewaard else {}
    return tuple(m for m in bewaard if valt_onder(m, convenanten.get(m.meldingsbevoegde, ()), gemeentecode))


def kent_functionaris(transactie: Transactie, functionaris_id: str, gemeentecode: str, datum: date) -> None:
    """R-135: the officer is one of this college on the day of the decision. Raises VIR-120."""
    is_functionaris(transactie.organisaties.gebruiker(functionaris_id), gemeentecode, datum)


def houd_verzoek(transactie: Transactie, verzoek_id: str) -> Rechtenverzoek | None:
    """The request, while nobody else changes it or its meldingen; None when there is none. Comes before the first change."""
    transactie.vergrendel_meldingen(transactie.rechten.meldingen_van(verzoek_id))
    return transactie.rechten.haal(verzoek_id)


def logpseudoniem(transactie: Transactie, verzoek: Rechtenverzoek) -> str | None:
    """How the logboek calls the jeugdige of a request; None when nothing is kept of him (keuzes.md 31)."""
    return None if verzoek.jeugdige_id is None else transactie.jeugdigen.haal(verzoek.jeugdige_id).logpseudoniem
