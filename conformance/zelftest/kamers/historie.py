"""Servers whose archive speaks as the law does not let it (Jeugdwet 7.1.4.6)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.regels import archiveren, termijnen
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.weigeringen import HistorieNietBeschikbaar
from verwijsindex.operations import haal_historie_op
from verwijsindex.storage.historie import Aanbod, SqlHistorie
from verwijsindex.storage.meldingen import SqlMeldingen

from ..mutant import Mutant, altijd, overal

_DAG = timedelta(days=1)
_toestand, _aanbod = termijnen.toestand, SqlHistorie.aanbod
_open, _ophalen, _eerste, _bieden = (
    archiveren.open_aanbod,
    archiveren.mag_historie_ophalen,
    haal_historie_op._eerste_keer,
    archiveren.te_bieden,
)


def _een_dag_langer(melding: Any, aanbod: Iterable[Any], dag: date) -> Any:
    return _open(melding, aanbod, dag - _DAG)


def _eenmaal_ooit(melding: Any, aanbod: Iterable[Any], dag: date) -> Any:
    """Whoever comes second gets nothing, though it was offered."""
    return _ophalen(melding, [deel for deel in aanbod if not deel.ooit_opgehaald], dag)


def _geen_herhaling(*_: Any) -> None:
    raise HistorieNietBeschikbaar("meldingId")


def _vertelt_het(transactie: Any, melding: Any, lopend: Any) -> Any:
    """Tells who is in the archive that somebody looked."""
    getoond = _eerste(transactie, melding, lopend)
    for contact in getoond:
        ontvanger = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, contact.meldingsbevoegde)
        nieuw = NieuwSignaal(lopend.afzender.bericht_id, ontvanger, SignaalSoort.INGETROKKEN, lopend.moment)
        transactie.signalen.voeg_toe([nieuw])
    return getoond


def _ook_eigen(over_hem: Iterable[Any], wie: str, dag: date) -> Any:
    return _bieden(over_hem, f"niet {wie}", dag)


def _archief_een_dag_langer(melding: Any, dag: date) -> Any:
    """The archive speaks a day longer than it says."""
    gisteren = _toestand(melding, dag - _DAG)
    return gisteren if gisteren is Toestand.GEARCHIVEERD else _toestand(melding, dag)


def _groeit_mee(zelf: SqlHistorie, melding_id: str) -> Any:
    """What came into the archive later is offered as well."""
    meldingen = SqlMeldingen(zelf._sessie, zelf._kluis, schrijft=False)
    nieuw, aanbod = meldingen.haal(melding_id), list(_aanbod(zelf, melding_id))
    bekend = {deel.archief.id for deel in aanbod}
    over_hem = () if nieuw is None else meldingen.van_jeugdigen([nieuw.jeugdige_id])
    later = [m for m in over_hem if m.verwijderd_op is not None and m.id not in bekend and m.meldingsbevoegde != nieuw.meldingsbevoegde]
    return [*aanbod, *(Aanbod(m, opgehaald=False, ooit_opgehaald=False) for m in later)]


MUTANTEN = (
    Mutant("aanbod-groeit-mee", "R-104", ((SqlHistorie, "aanbod", _groeit_mee),)),
    Mutant("archief-een-dag-langer", "R-103", overal(termijnen, "toestand", _archief_een_dag_langer)),
    Mutant("geen-aanbod", "KV-29", overal(archiveren, "te_bieden", altijd(()))),
    Mutant("eigen-archief-aangeboden", "R-108", overal(archiveren, "te_bieden", _ook_eigen)),
    Mutant("historie-nooit-herhaald", "R-158", overal(archiveren, "mag_antwoord_herhalen", _geen_herhaling)),
    Mutant("aanbod-een-dag-langer", "R-105", overal(archiveren, "open_aanbod", _een_dag_langer)),
    Mutant("archief-spreekt-een-keer-ooit", "R-104", overal(archiveren, "mag_historie_ophalen", _eenmaal_ooit)),
    Mutant("vertelt-dat-er-is-gekeken", "R-106", ((haal_historie_op, "_eerste_keer", _vertelt_het),)),
    Mutant("historie-van-een-ander", "VIR-130", ((haal_historie_op, "eigen_actieve_melding", lambda melding, *_: melding),)),
    Mutant(
        "na-de-23e-verjaardag",
        "R-043",
        (
            *overal(termijnen, "niets_meer_vanaf", lambda uiterlijk, beleid: beleid.einde),
            *overal(termijnen, "laatste_uiterlijk", lambda dag, beleid: dag - 365 * 5 * _DAG),
        ),
    ),
)
