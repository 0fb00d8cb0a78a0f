"""Seeded bugs: each breaks one rule, operation or repository of the real thing, and the histories must notice."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.regels import archiveren, bevoegdheid, matchen, signaleren, termijnen, verwijderen
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import BrpDatum, plus_jaren, plus_maanden, vandaag
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations import melden, vernietigen, verwerk_overlijden
from verwijsindex.storage import zakelijke_sleutels
from verwijsindex.storage.signalen import SqlSignalen

from .fouten_nummers import FOUTEN as VAN_NUMMERS
from .fouten_register import FOUTEN as VAN_REGISTER
from .inbouwen import Fout, functie, methode
from .wereld import MELDERS

_toestand, _is_actief = termijnen.toestand, termijnen.is_actief


def _laatste_dag_erbij(melding: Any, dag: date) -> Toestand:
    gisteren = dag - timedelta(days=1)
    return _toestand(melding, gisteren if melding.verwijderd_op is None and dag == melding.verwijderdatum else dag)


def _verjaardag_erbij(melding: Any, dag: date) -> Toestand:
    return _toestand(melding, dag - timedelta(days=1) if dag == melding.uiterlijk else dag)


def _archief_matcht(melding: Any, dag: date) -> bool:
    return _toestand(melding, dag) is not Toestand.VERNIETIGD


_eigen_lopende = matchen.eigen_lopende


def _eigen_van_instantie(meldingen: Any, wie: str, dag: date) -> Any:
    collegas = [m for m in meldingen if MELDERS[m.meldingsbevoegde] is MELDERS[wie]]
    return next((m for m in collegas if _is_actief(m, dag)), None)


def _transitief(een: Any, ander: Any, rond: Any) -> bool:
    if een.jeugdige_id == ander.jeugdige_id or een.meldingsbevoegde == ander.meldingsbevoegde:
        return False
    twee = (rond.jeugdigen[een.jeugdige_id], rond.jeugdigen[ander.jeugdige_id])
    return any(all(derde is j or matchen.verwant(derde, j, rond) for j in twee) for derde in rond.jeugdigen.values())


def _ook_met_zichzelf(een: Any, ander: Any, rond: Any) -> bool:
    twee = (rond.jeugdigen[een.jeugdige_id], rond.jeugdigen[ander.jeugdige_id])
    return een.jeugdige_id != ander.jeugdige_id and matchen.verwant(*twee, rond)


_gevolgen = signaleren.gevolgen


def _zonder_de_nieuwe(melding: Any, *rest: Any) -> Any:
    gevolg = _gevolgen(melding, *rest)
    return replace(gevolg, signalen=tuple(s for s in gevolg.signalen if s.eigen_melding != melding.id))


def _zonder_gemeente(melding: Any, *rest: Any) -> Any:
    gevolg = _gevolgen(melding, *rest)
    return replace(gevolg, signalen=tuple(s for s in gevolg.signalen if s.eigen_melding is not None))


def _steeds_een_andere_sleutel(melding: Any, *rest: Any) -> Any:
    gevolg = _gevolgen(melding, *rest)
    sleutels = (s.id.replace("-", "")[-12:] if s.matchsleutel else None for s in gevolg.signalen)
    return replace(gevolg, signalen=tuple(replace(s, matchsleutel=sleutel) for s, sleutel in zip(gevolg.signalen, sleutels, strict=True)))


def _in_willekeurige_gemeente(zelf: Any, jeugdige_id: str) -> str:
    return str(zelf._mandaat_gemeente)


_geef_nummers = SqlSignalen._geef_nummers


def _gat(zelf: Any, aantallen: Any) -> Any:
    for ontvanger in aantallen:
        aantallen[ontvanger] += 1
    return _geef_nummers(zelf, aantallen)


_open_voor = SqlSignalen.open_voor


def _vanaf_exclusief(zelf: Any, ontvanger: Any, vanaf: int, *rest: Any) -> Any:
    return _open_voor(zelf, ontvanger, vanaf + 1 if vanaf > 1 else vanaf, *rest)


def _alle_contacten(bewaard: Any, dag: date) -> Any:
    return {c.meldingsbevoegde: c.contact for c in bewaard.contacten if _archief_matcht(c.melding, dag)}


_vernietig = vernietigen.vernietig


def _ook_aan_de_intrekker(transactie: Any, meldingen: Any, moment: Any, context: Any, **rest: Any) -> Any:
    berichten = _vernietig(transactie, meldingen, moment, context, **rest)
    for melding in meldingen if berichten else ():
        zelf = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, melding.meldingsbevoegde)
        betreft = berichten[0].betreft_signaal
        transactie.signalen.voeg_toe([NieuwSignaal(context.nieuwe_id(), zelf, SignaalSoort.INGETROKKEN, moment, betreft_signaal=betreft)])
    return berichten


_mag_verwijderen = verwijderen.mag_verwijderen


def _ieder_mag(melding: Any, _: str, dag: date) -> Any:
    return _mag_verwijderen(melding, "niemand" if melding is None else melding.meldingsbevoegde, dag)


def _ook_eigen_historie(over_hem: Any, wie: str, dag: date) -> Any:
    return tuple(m for m in over_hem if archiveren.in_archief(m, dag))


_open_aanbod = archiveren.open_aanbod


def _altijd_nog_een_keer(melding: Any, aanbod: Any, dag: date) -> Any:
    return _open_aanbod(melding, [replace(deel, opgehaald=False) for deel in aanbod], dag)


def _een_dag_langer(melding: Any, aanbod: Any, dag: date) -> Any:
    return _open_aanbod(replace(melding, meldmoment=melding.meldmoment + timedelta(days=1)), aanbod, dag)


def _naar_1_maart(dag: date, maanden: int) -> date:
    goed = plus_maanden(dag, maanden)
    return goed if goed.day == dag.day else goed + timedelta(days=1)


_verjaardag = BrpDatum.verjaardag


def _op_28_februari(zelf: BrpDatum, leeftijd: int) -> date:
    goed = _verjaardag(zelf, leeftijd)
    return goed - timedelta(days=1) if zelf.getal % 10000 == 229 and goed.month == 3 else goed


_eerste_antwoord = melden.eerste_antwoord


def _zelfde_antwoord(gebonden: Any, element: str) -> str:
    return _eerste_antwoord(replace(gebonden, gelijk=True), element)


_vraag = IngebedRegister._vraag


def _uitval_is_onbekend(zelf: Any, *vraag: Any) -> Any:
    try:
        return _vraag(zelf, *vraag)
    except RegisterOnbereikbaar:
        return []


def _alleen_actief(bsn: Any, context: Any) -> int:
    """R-044 in the wrong place: the archive of the dead stays."""
    with context.opslag.schrijven() as transactie:
        if (jeugdige := transactie.jeugdigen.zoek(bsn)) is None:
            return 0
        dag = vandaag(context.klok.nu())
        ids = [m.id for m in transactie.meldingen.van_jeugdigen([jeugdige.id]) if _is_actief(m, dag)]
        transactie.meldingen.vernietig(ids, context.klok.nu())
        transactie.leg_vast()
        return len(ids)


_FOUTEN = (
    *VAN_REGISTER,
    *VAN_NUMMERS,
    Fout("laatste dag telt mee", "ACTIEF op de verwijderdatum zelf", "R-062", functie(_toestand, _laatste_dag_erbij)),
    Fout("verjaardag telt mee", "op de 23e verjaardag is er nog iets", "R-043", functie(_toestand, _verjaardag_erbij)),
    Fout("archief matcht", "wat in het archief staat doet mee met matchen", "R-081", functie(_is_actief, _archief_matcht)),
    Fout("een per instantie", "een collega krijgt de melding van een ander", "R-071", functie(_eigen_lopende, _eigen_van_instantie)),
    Fout("transitief gezin", "X en Z matchen door Y", "R-073", functie(matchen.gezin, _transitief)),
    Fout("gezin met zichzelf", "een meldingsbevoegde matcht met zichzelf", "R-070", functie(matchen.gezin, _ook_met_zichzelf)),
    Fout("nieuwe melder hoort niets", "geen signaal aan wie de match maakt", "R-090", functie(_gevolgen, _zonder_de_nieuwe)),
    Fout("regievoerder hoort niets", "geen signaal aan de gemeente", "R-090", functie(_gevolgen, _zonder_gemeente)),
    Fout(
        "steeds een andere matchsleutel",
        "signalen van een melding horen niet bij elkaar",
        "Q-17",
        functie(_gevolgen, _steeds_een_andere_sleutel),
    ),
    Fout(
        "gemeente van het mandaat",
        "niet de gemeente waar hij woont",
        "R-097",
        methode(signaleren._Kring, "_gemeente", _in_willekeurige_gemeente),
    ),
    Fout("gat in de nummers", "volgnummers slaan er een over", "R-094", methode(SqlSignalen, "_geef_nummers", _gat)),
    Fout("vanaf telt niet mee", "het gevraagde volgnummer zelf ontbreekt", "R-094", methode(SqlSignalen, "open_voor", _vanaf_exclusief)),
    Fout(
        "oude contacten", "een signaal noemt wie in het archief staat", "R-091", functie(signaleren._zichtbare_contacten, _alle_contacten)
    ),
    Fout("bericht aan de intrekker", "wie intrekt krijgt zelf INGETROKKEN", "R-095", functie(_vernietig, _ook_aan_de_intrekker)),
    Fout("geen bericht na ophalen", "wie het signaal al had hoort niets", "R-095", functie(signaleren.intrekkingen, lambda *_, **__: ())),
    Fout(
        "stil intrekken", "binnen 24 uur intrekken blijft onopgemerkt", "R-095", functie(verwijderen.is_vlug_ingetrokken, lambda *_: False)
    ),
    Fout("alles naar het archief", "NIET_TERECHT wordt gearchiveerd", "R-101", functie(verwijderen.gaat_naar_archief, lambda _: True)),
    Fout(
        "archief een jaar te kort",
        "vier jaar in plaats van vijf",
        "R-103",
        functie(termijnen.einde_archief, lambda op, _: plus_jaren(op, 4)),
    ),
    Fout("29 februari wordt 1 maart", "een termijn duurt een dag te lang", "R-061", functie(plus_maanden, _naar_1_maart)),
    Fout("schrikkelkind jarig op de 28e", "een dag te vroeg 23", "R-041", methode(BrpDatum, "verjaardag", _op_28_februari)),
    Fout(
        "altijd twee jaar",
        "de levensduur van het profiel telt niet",
        "R-060",
        functie(termijnen.levensduur, lambda _, hoogstens: hoogstens),
    ),
    Fout(
        "dag in UTC",
        "de dag begint niet om middernacht in Amsterdam",
        "R-062",
        functie(vandaag, lambda moment: moment.astimezone(UTC).date()),
    ),
    Fout(
        "aanbod aan zichzelf", "wie zelf in het archief staat krijgt zichzelf", "R-108", functie(archiveren.te_bieden, _ook_eigen_historie)
    ),
    Fout("twee keer historie", "het aanbod raakt niet op", "R-104", functie(_open_aanbod, _altijd_nog_een_keer)),
    Fout("aanbod een dag langer", "31 dagen in plaats van 30", "R-105", functie(_open_aanbod, _een_dag_langer)),
    Fout("ieder mag verwijderen", "een ander verwijdert de melding", "R-100", functie(_mag_verwijderen, _ieder_mag), machine="rechten"),
    Fout("sleutel zonder inhoud", "VIR-140 komt nooit", "R-158", methode(melden, "eerste_antwoord", _zelfde_antwoord)),
    Fout(
        "grafsteen een dag langer",
        "een sleutel is na 7 dagen niet vrij",
        "R-158",
        functie(zakelijke_sleutels.onthoud, lambda *_: timedelta(days=8)),
    ),
    Fout("ieder gebruikt het BSN", "de school meldt met een nummer", "R-023", functie(bevoegdheid.mag_zo_aanduiden, lambda *_, **__: None)),
    Fout(
        "uitval is onbekend",
        "een register dat niet antwoordt kent niemand",
        "R-172",
        methode(IngebedRegister, "_vraag", _uitval_is_onbekend),
    ),
    Fout("dode matcht nog", "een overlijdensbericht doet niets", "R-044", functie(verwerk_overlijden.verwerk_overlijden, lambda *_: 0)),
    Fout(
        "archief van de dode blijft",
        "alleen het actieve wordt vernietigd",
        "R-044",
        functie(verwerk_overlijden.verwerk_overlijden, _alleen_actief),
        machine="register",
    ),
)
OP_EEN_DAG = frozenset({"R-041", "R-043", "R-060", "R-061", "R-062", "R-065", "R-103", "R-104", "R-105", "R-108"})
"""What shows on a day on which something ends."""
_OOK = frozenset({"grafsteen een dag langer"})

FOUTEN = tuple(replace(fout, machine="termijnen") if fout.eis in OP_EEN_DAG or fout.naam in _OOK else fout for fout in _FOUTEN)
"""The name tells it, in the words of who would report it."""
