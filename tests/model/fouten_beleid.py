"""Seeded bugs in what another law does, and from when (R-190; decision record 0096)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.regels import archiveren, matchen, termijnen, verhuizen
from verwijsindex.domain.tijd import plus_jaren
from verwijsindex.storage import zakelijke_sleutels
from verwijsindex.storage.historie import SqlHistorie
from verwijsindex.storage.jeugdigen import SqlJeugdigen

from .inbouwen import Fout, functie, methode, overal

_op, _om_te_bewaren, _open_aanbod, _omgeving, _kring = (
    Beleid.op,
    verhuizen.om_te_bewaren,
    archiveren.open_aanbod,
    matchen.omgeving,
    SqlJeugdigen.kring,
)


def _met_schakelaar(persoon: Any, *, adresmatch: bool) -> Any:
    return _om_te_bewaren(persoon, adresmatch=True)


def _adres_telt_altijd(monkeypatch: Any) -> None:
    overal(monkeypatch, _omgeving, lambda *wat, **rest: _omgeving(*wat, **{**rest, "adresmatch": True}))
    monkeypatch.setattr(SqlJeugdigen, "kring", lambda zelf, wie, dag, adresmatch: _kring(zelf, wie, dag, adresmatch=True))


def _aanbod_van_vandaag(melding: Any, aanbod: Any, dag: date) -> Any:
    """As long as the law of today says."""
    wet = melding.beleid.op(dag)
    versies = tuple(replace(versie, historie_dagen=wet.historie_dagen) for versie in melding.beleid.versies)
    return _open_aanbod(replace(melding, beleid=replace(melding.beleid, versies=versies)), aanbod, dag)


def _archief_van_de_nieuwste(verwijderd_op: date, beleid: Any) -> date:
    return plus_jaren(verwijderd_op, beleid.versies[-1].archief_jaren)


FOUTEN = tuple(
    Fout(naam, breekt, eis, inbouwen, "beleid")
    for naam, breekt, eis, inbouwen in (
        (
            "wet een dag te vroeg",
            "de avond ervoor geldt zij al",
            "R-190",
            methode(Beleid, "op", lambda zelf, dag: _op(zelf, dag + timedelta(1))),
        ),
        (
            "wet een dag te laat",
            "op haar eerste dag geldt de vorige",
            "R-190",
            methode(Beleid, "op", lambda zelf, dag: _op(zelf, dag - timedelta(1))),
        ),
        ("wet werkt terug", "wat later ingaat geldt meteen", "R-190", methode(Beleid, "op", lambda zelf, _: zelf.versies[-1])),
        (
            "termijn van de oude wet",
            "een kortere termijn telt niet",
            "R-060",
            functie(termijnen.levensduur, lambda maanden, _: maanden or 24),
        ),
        (
            "archief van de nieuwste wet",
            "wat al in het archief stond krijgt een ander einde",
            "R-103",
            functie(termijnen.einde_archief, _archief_van_de_nieuwste),
        ),
        (
            "leeftijd van de oude wet",
            "een lagere grens vernietigt niets",
            "R-043",
            functie(termijnen.niets_meer_vanaf, lambda uiterlijk, _: uiterlijk),
        ),
        (
            "wie te oud was komt terug",
            "na een hogere grens gemeld, en niets bewaard",
            "R-040",
            functie(termijnen.nog_te_melden, lambda uiterlijk, *_: uiterlijk),
        ),
        ("adres telt altijd", "de schakelaar telt niet bij het matchen", "R-076", _adres_telt_altijd),
        ("adres wordt altijd bewaard", "met de schakelaar uit toch een adres", "R-076", functie(_om_te_bewaren, _met_schakelaar)),
        (
            "eenmaal ooit aangeboden",
            "wat al is verstrekt wordt weer aangeboden",
            "R-104",
            methode(SqlHistorie, "ooit_opgehaald", lambda *_: frozenset()),
        ),
        ("aanbod van de wet van vandaag", "een oud aanbod wordt langer of korter", "R-105", functie(_open_aanbod, _aanbod_van_vandaag)),
        (
            "waarschuwing van de oude wet",
            "altijd dertig dagen tevoren",
            "R-065",
            functie(termijnen.waarschuwdag, lambda melding: melding.verwijderdatum - timedelta(30)),
        ),
        (
            "sleutel van de wet van vandaag",
            "een grafsteen duurt langer of korter dan gezegd",
            "R-158",
            functie(
                zakelijke_sleutels.sleutels_vrij,
                lambda beleid, moment: moment + zakelijke_sleutels.onthoud(replace(beleid, versies=beleid.versies[-1:]), moment),
            ),
        ),
        (
            "categorie van een ander beleid",
            "elk beleid is de wet van 2015",
            "R-190",
            methode(Beleid, "op", lambda *_: statuut().versies[0]),
        ),
    )
)
"""Found by histories under laws that follow each other (``machine.OverBeleid``)."""
