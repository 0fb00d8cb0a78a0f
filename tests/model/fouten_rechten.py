"""Seeded bugs in what a college decides: who may ask, what is blocked, lifted and destroyed (R-112, R-131..R-138)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from verwijsindex.domain.melding import Toestand
from verwijsindex.domain.regels import archiveren, avg, rechten, termijnen
from verwijsindex.operations import beperken, beslis_verzoek, vernietigen
from verwijsindex.storage import beperkingen
from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.tabellen_rechten import beperking

from .inbouwen import Fout, functie, methode

_toestand = termijnen.toestand


def _blokkeren_doet_niets(melding: Any, dag: date) -> Toestand:
    toestand = _toestand(melding, dag)
    return Toestand.ACTIEF if toestand is Toestand.BEPERKT else toestand


def _termijn_staat_stil(melding: Any, dag: date) -> Toestand:
    toestand = _toestand(melding, dag)
    stil = toestand is Toestand.GEARCHIVEERD and melding.beperkt_door is not None and melding.verwijderd_op is None
    return Toestand.BEPERKT if stil else toestand


def _een_slot_is_genoeg(zelf: Any, melding_ids: Any, verzoek_id: str) -> Any:
    """Whoever lifts lifts everything."""
    weg = _hef_op(zelf, melding_ids, verzoek_id)
    for melding_id in weg:
        for ander in {rij[0] for rij in zelf._sessie.rijen(_SLOTEN, melding_id=melding_id)}:
            _hef_op(zelf, [melding_id], ander)
    return weg


_hef_op = beperkingen.SqlBeperkingen.hef_op
_SLOTEN = Opdracht(select(beperking.c.verzoek_id).where(beperking.c.melding_id == bindparam("melding_id")))

_signaleer = beperken._signaleer


def _zonder_signaal(*wat: Any) -> Any:
    return beperken.Gevolg()


def _alles_tegelijk(transactie: Any, melding: Any, _: Any, besluit: Any) -> Any:
    """What is lifted later counts already: who was told of it is told again."""
    return _signaleer(transactie, melding, [], besluit)


def _naar_het_archief(transactie: Any, melding_ids: Any, _: Any, besluit: Any) -> Any:
    for melding in transactie.onderhoud.meldingen(melding_ids):
        if _toestand(melding, besluit.dag) in (Toestand.ACTIEF, Toestand.BEPERKT):
            transactie.meldingen.archiveer(melding.id, besluit.dag)
    return []


def _een_voor_een(transactie: Any, melding_ids: Any, grond: Any, besluit: Any) -> Any:
    """R-095: who is named beside another that goes too hears of the first."""
    return [regel for melding_id in melding_ids for regel in _vernietig(transactie, [melding_id], grond, besluit)]


_vernietig = vernietigen.vernietig_op_besluit


def _dag_na_de_verjaardag(geboren: Any, dag: date, wet: Any) -> Any:
    return _verzoeker_van(geboren, dag - timedelta(days=1), wet)


_verzoeker_van = rechten.verzoeker_van

FOUTEN = (
    Fout("blokkeren doet niets", "wat is geblokkeerd matcht en toont als altijd", "R-138", functie(_toestand, _blokkeren_doet_niets)),
    Fout("de termijn staat stil", "een geblokkeerde melding verloopt niet", "R-138", functie(_toestand, _termijn_staat_stil)),
    Fout("opheffen blijft stil", "na opheffen hoort niemand van de match", "R-138", methode(beperken, "_signaleer", _zonder_signaal)),
    Fout(
        "alles tegelijk opgeheven", "wie samen vrijkomt, wordt twee keer verteld", "R-138", methode(beperken, "_signaleer", _alles_tegelijk)
    ),
    Fout(
        "een slot is genoeg",
        "het andere verzoek blokkeert niet meer",
        "R-138",
        methode(beperkingen.SqlBeperkingen, "hef_op", _een_slot_is_genoeg),
    ),
    Fout("wie het wist hoort niets", "een beperking geeft geen bericht", "R-095", methode(beperken, "intrekkingen", lambda *_, **__: ())),
    Fout("ingetrokken komt terug", "na opheffen spreekt een oud signaal weer", "R-138", methode(beperkingen, "_VERSTOM", ())),
    Fout("geblokkeerd archief spreekt", "historie van wat is geblokkeerd", "R-138", functie(archiveren.spreekt, archiveren.in_archief)),
    Fout("wissen is archiveren", "een toegewezen wissing laat een archief na", "R-137", functie(_vernietig, _naar_het_archief)),
    Fout("een voor een gewist", "wie samen gaat, hoort van elkaar", "R-095", functie(_vernietig, _een_voor_een)),
    Fout("afwijzen laat het slot", "een afgewezen bezwaar blijft blokkeren", "R-138", methode(beslis_verzoek, "hef_op", lambda *_: [])),
    Fout("ook wat loopt uit het archief", "een besluit over het archief raakt meer", "R-112", functie(avg.uit_archief, avg.nog_bewaard)),
    Fout("elk college beslist", "ook over meldingen van een ander", "R-131", functie(rechten.valt_onder, lambda *_: True)),
    Fout("zonder advies beslist", "niemand hoeft te adviseren", "R-135", functie(rechten.zonder_advies_van, lambda *_: frozenset())),
    Fout("een dag te jong", "op zijn verjaardag vraagt nog een ander", "R-132", functie(_verzoeker_van, _dag_na_de_verjaardag)),
)
"""Found by histories about brother and sister (``machine.OverRechten``)."""
