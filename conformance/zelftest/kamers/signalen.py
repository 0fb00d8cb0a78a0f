"""Servers that match, tell and keep as the law does not (Jeugdwet 7.1.2.3)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.regels import matchen, signaleren, termijnen
from verwijsindex.domain.signaal import Bevestiging, NieuwSignaal, OntvangerSoort, Signaal, SignaalSoort
from verwijsindex.domain.weigeringen import RolGeeftDitRechtNiet
from verwijsindex.operations import bevestig_signalen, haal_signalen_op, postbus, waarschuwen
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp
from verwijsindex.operations.postbus import Ontvanger, Rol
from verwijsindex.soap import translate
from verwijsindex.storage import signalen as opslag
from verwijsindex.storage.jeugdigen import SqlJeugdigen
from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.signalen import SqlSignalen
from verwijsindex.storage.tabellen import jeugdige as jeugdigetabel

from ..mutant import Mutant, altijd, niets, overal

Kring = signaleren._Kring
_signalen_jeugdige, _zelfde, _gezin, _toon, _postbus_van = (
    Kring.signalen_jeugdige,
    matchen.zelfde_jeugdige,
    matchen.gezin,
    signaleren.toon,
    postbus.postbus_van,
)
_signaal, _markeer, _nummers, _kring, _verloopt = (
    translate._signaal,
    SqlSignalen.markeer_opgehaald,
    SqlSignalen._geef_nummers,
    SqlJeugdigen.kring,
    signaleren._toon_verloopt,
)
_naar_binnen, _haal = translate.haal_signalen_op, haal_signalen_op._haal


def _niet_aan(wie: Callable[[Any, Any], bool]) -> Callable[[Any], Iterable[Any]]:
    """Without the signalen of these recipients."""
    return lambda zelf: (een for een in _signalen_jeugdige(zelf) if not wie(zelf, een))


def _aan_de_nieuwe(zelf: Any, signaal: Any) -> bool:
    return bool(signaal.eigen_melding == zelf._melding.id)


def _aan_gemeente(zelf: Any, signaal: Any) -> bool:
    return signaal.ontvanger.soort is OntvangerSoort.GEMEENTE


def _een_contact(bewaard: Any, dag: date) -> Signaal:
    getoond = _toon(bewaard, dag)
    return replace(getoond, contacten=getoond.contacten[:1])


def _geen_collegas(een: Any, ander: Any) -> bool:
    instanties = {m.meldingsbevoegde.rpartition("-melder")[0] for m in (een, ander)}
    return _zelfde(een, ander) and len(instanties) == 2


def _ook_van_zichzelf(een: Any, ander: Any, rond: Any) -> bool:
    return _gezin(een, replace(ander, meldingsbevoegde=f"niet {een.meldingsbevoegde}"), rond)


def _iedereen(zelf: SqlJeugdigen, jeugdige: Any, dag: date, *, adresmatch: bool) -> Any:
    """All that it keeps are family."""
    ids = [een for (een,) in zelf._sessie.rijen(Opdracht(select(jeugdigetabel.c.id))) if een != jeugdige.id]
    return (jeugdige, *zelf._op_ids(sorted(ids), adresmatch=adresmatch))


def _zonder_tijdstip(signaal: Signaal) -> Any:
    return _signaal(replace(signaal, tijdstip=None))


def _met_gaten(zelf: SqlSignalen, aantallen: Any) -> Any:
    _nummers(zelf, aantallen)
    return _nummers(zelf, aantallen)


def _haalt_en_bevestigt(zelf: SqlSignalen, ids: Any, op: Any) -> None:
    _markeer(zelf, ids, op)
    zelf._sessie.doe_elk(opslag._BEVESTIGD, [{"signaal_id": een, "op": opslag.als_tekst(op)} for een in ids])


def _van_elke_bus(zelf: SqlSignalen, ontvanger: Any, ids: Any, op: Any) -> dict[str, bool]:
    rijen = zelf._sessie.rijen(Opdracht(select(opslag.signaal.c.id, opslag.signaal.c.bevestigd_op)))
    bekend = {een: op_ is None for een, op_ in rijen if een in ids}
    zelf._sessie.doe_elk(opslag._BEVESTIGD, [{"signaal_id": een, "op": opslag.als_tekst(op)} for een, nieuw in bekend.items() if nieuw])
    return bekend


def _vanaf_het_begin(verzoek: Any, aanroep: Any) -> HaalSignalenOp:
    return replace(_naar_binnen(verzoek, aanroep), vanaf=1)


def _nooit_meer(*wat: Any) -> Any:
    return replace(_haal(*wat), nog_beschikbaar=False)


def _elke_postbus(aanroeper: Any, ontvanger_id: str | None, transactie: Any, dag: date) -> Ontvanger:
    if ontvanger_id is not None and aanroeper.rol is Rol.MELDER:
        return Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, ontvanger_id)
    return _postbus_van(aanroeper, ontvanger_id, transactie, dag)


def _geen_coordinator(aanroeper: Any, *rest: Any) -> Ontvanger:
    if aanroeper.rol is Rol.COORDINATOR:
        raise RolGeeftDitRechtNiet("stuurgegevens/rol")
    return _postbus_van(aanroeper, *rest)


def _zegt_nog_iets(bewaard: Any, dag: date) -> Signaal:
    """Leaves the signaal as it was when nobody is left in it."""
    getoond = _toon(bewaard, dag)
    if getoond.soort is bewaard.soort or bewaard.soort is SignaalSoort.VERLOOPT:
        return getoond
    return replace(getoond, soort=bewaard.soort, tijdstip=bewaard.tijdstip)


def _ook_aan_hemzelf(weg: Any, over: Any, dag: date, moment: Any, nieuwe_id: Any, **rest: Any) -> Any:
    """Tells who withdrew that his melding was withdrawn."""
    alle = list(over)
    zelf = {c.meldingsbevoegde: s.id for s in alle for c in s.contacten if c.melding.id in weg}
    ontvangers = {Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, wie): signaal_id for wie, signaal_id in zelf.items()}
    eigen = [NieuwSignaal(nieuwe_id(), o, SignaalSoort.INGETROKKEN, moment, betreft_signaal=s) for o, s in ontvangers.items()]
    return (*_intrekkingen(weg, alle, dag, moment, nieuwe_id, **rest), *eigen)


def _ook_archief(melding: Any, dag: date) -> bool:
    return termijnen.toestand(melding, dag) in (Toestand.ACTIEF, Toestand.GEARCHIVEERD)


def _blijft_waarschuwen(bewaard: Any, dag: date) -> Signaal:
    getoond = _verloopt(bewaard, dag)
    eigen = bewaard.eigen_melding
    return getoond if eigen is None else replace(getoond, soort=bewaard.soort, tijdstip=bewaard.tijdstip, eigen_melding_id=eigen.id)


def _eenmaal_per_melder(meldingen: Any, dag: date) -> Any:
    """Warns each reporter once in his life."""
    nieuw = [m for m in _die_verlopen(meldingen, dag) if m.meldingsbevoegde not in _gewaarschuwd]
    _gewaarschuwd.update(m.meldingsbevoegde for m in nieuw)
    return nieuw


_die_verlopen, _intrekkingen = waarschuwen.die_verlopen, signaleren.intrekkingen
_gewaarschuwd: set[str] = set()


def _nooit_een_coordinator(bewaard: Any, dag: date) -> Signaal:
    getoond = _toon(bewaard, dag)
    return replace(getoond, contacten=tuple(replace(wie, coordinator=None) for wie in getoond.contacten))


MUTANTEN = (
    Mutant("niet-aan-de-nieuwe-melder", "R-090", ((Kring, "signalen_jeugdige", _niet_aan(_aan_de_nieuwe)),)),
    Mutant("niet-aan-de-regievoerder", "R-097", ((Kring, "signalen_jeugdige", _niet_aan(_aan_gemeente)),)),
    Mutant("een-contact-per-signaal", "R-090", overal(signaleren, "toon", _een_contact)),
    Mutant("collegas-matchen-niet", "R-072", overal(matchen, "zelfde_jeugdige", _geen_collegas)),
    Mutant("matcht-met-zichzelf", "R-073", overal(matchen, "gezin", _ook_van_zichzelf)),
    Mutant(
        "iedereen-is-familie",
        "R-070",
        ((SqlJeugdigen, "kring", _iedereen), *overal(matchen, "verwant", altijd(True))),
    ),
    Mutant("signaal-zonder-tijdstip", "KV-31", ((translate, "_signaal", _zonder_tijdstip),)),
    Mutant("gaten-in-de-nummers", "R-094", ((SqlSignalen, "_geef_nummers", _met_gaten),)),
    Mutant("ophalen-is-bevestigen", "R-094", ((SqlSignalen, "markeer_opgehaald", _haalt_en_bevestigt),)),
    Mutant("altijd-bevestigd", "KV-28", ((bevestig_signalen, "_uitkomst", altijd(Bevestiging.BEVESTIGD)),)),
    Mutant("bevestigt-voor-een-ander", "R-009", ((SqlSignalen, "bevestig", _van_elke_bus),)),
    Mutant("altijd-vanaf-het-begin", "KV-30", overal(translate, "haal_signalen_op", _vanaf_het_begin)),
    Mutant("nooit-nog-meer", "KV-30", ((haal_signalen_op, "_haal", _nooit_meer),)),
    Mutant("elke-postbus", "VIR-123", overal(postbus, "postbus_van", _elke_postbus)),
    Mutant("geen-coordinator", "R-096", overal(postbus, "postbus_van", _geen_coordinator)),
    Mutant("coordinator-van-iedereen", "R-096", ((postbus, "_mag_openen", niets),)),
    Mutant("geen-bericht-van-intrekking", "R-095", overal(signaleren, "intrekkingen", altijd(()))),
    Mutant("leeg-signaal-blijft", "R-083", overal(signaleren, "toon", _zegt_nog_iets)),
    Mutant("wie-intrekt-hoort-het-ook", "R-095", overal(signaleren, "intrekkingen", _ook_aan_hemzelf)),
    Mutant("archief-matcht", "R-081", ((matchen, "is_actief", _ook_archief),)),
    Mutant("waarschuwt-tien-dagen-eerder", "R-065", overal(termijnen, "waarschuwdag", lambda m: m.verwijderdatum - timedelta(days=10))),
    Mutant("waarschuwing-blijft", "R-045", ((signaleren, "_toon_verloopt", _blijft_waarschuwen),)),
    Mutant("een-waarschuwing-per-melder", "R-063", overal(waarschuwen, "die_verlopen", _eenmaal_per_melder)),
    Mutant("nooit-een-coordinator", "R-008", overal(signaleren, "toon", _nooit_een_coordinator)),
)
