"""Seeded bugs in what happens to organisations and partner systems (R-006, R-183, R-184)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete

from verwijsindex.domain.regels import bevoegdheid
from verwijsindex.operations import fusies, overdragen
from verwijsindex.operations.toegang import Verzoek
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.opdracht import Opdracht
from verwijsindex.storage.tabellen import signaal

from .inbouwen import Fout, functie, methode

_draag_over, _hernoem, _bepaal, _aanroeper, _verplaats = (
    overdragen.draag_over,
    fusies.hernoem,
    bevoegdheid.bepaal_aanroeper,
    Verzoek.aanroeper,
    Beheer.verplaats,
)


def _een_dag_later(wat: Any, beheer: Any, **rest: Any) -> Any:
    return _draag_over(replace(wat, op=wat.op + timedelta(days=1)), beheer, **rest)


def _een_dag_eerder(wat: Any, beheer: Any, **rest: Any) -> Any:
    return _draag_over(replace(wat, op=max(wat.op - timedelta(days=1), beheer.dag)), beheer, **rest)


def _meteen(instantie_id: str, naam: str, op: Any, beheer: Any, **rest: Any) -> None:
    _hernoem(instantie_id, naam, beheer.dag, beheer, **rest)


def _opgeschort_mag_alles(*wat: Any, brengt_in: bool = False) -> Any:
    return _bepaal(*wat, brengt_in=False)


def _opgeschort_mag_niets(*wat: Any, brengt_in: bool = False) -> Any:
    return _bepaal(*wat, brengt_in=True)


def _koppelen_brengt_niets_in(zelf: Any, *wat: Any, brengt_in: bool = False) -> Any:
    return _aanroeper(zelf, *wat, brengt_in=brengt_in and zelf.operatie != "KoppelBsn")


_WIS_POSTBUS = Opdracht(delete(signaal).where(signaal.c.ontvanger == bindparam("wie")))


def _zonder_postbus(zelf: Any, gebruiker_id: str, instantie_id: str) -> None:
    _verplaats(zelf, gebruiker_id, instantie_id)
    zelf._sessie.doe(_WIS_POSTBUS, wie=gebruiker_id)


FOUTEN = tuple(
    Fout(naam, breekt, eis, inbouwen, "organisaties")
    for naam, breekt, eis, inbouwen in (
        ("overdracht een dag te laat", "het oude systeem handelt nog een dag", "R-183", functie(_draag_over, _een_dag_later)),
        ("overdracht een dag te vroeg", "het nieuwe systeem ziet een dag eerder", "R-183", functie(_draag_over, _een_dag_eerder)),
        ("het oude systeem ziet nog", "een mandaat eindigt niet", "R-183", methode(overdragen, "eindigend", lambda recht, _: recht)),
        ("opgeschort meldt door", "een opgeschorte partner meldt", "R-006", functie(_bepaal, _opgeschort_mag_alles)),
        ("opgeschort leest niets", "zijn melders zien hun meldingen niet", "R-006", functie(_bepaal, _opgeschort_mag_niets)),
        ("opgeschort koppelt", "een opgeschorte partner koppelt", "R-006", methode(Verzoek, "aanroeper", _koppelen_brengt_niets_in)),
        ("geblokkeerd komt binnen", "een geblokkeerde partner is bekend", "R-006", methode(SqlOpslag, "bekende_partner", lambda *_: True)),
        (
            "samenvoegen verliest een postbus",
            "wie verhuist, is zijn signalen kwijt",
            "R-184",
            methode(Beheer, "verplaats", _zonder_postbus),
        ),
        ("nieuwe naam meteen", "signalen tonen een naam die later ingaat", "R-184", functie(_hernoem, _meteen)),
    )
)
"""Found by histories about partner systems that come and go (``machine.OverOrganisaties``)."""
