"""Servers that lack one rule of the law."""

from datetime import date, timedelta
from typing import Any

from verwijsindex.domain import nummers, tijd
from verwijsindex.domain.regels import archiveren, bevoegdheid, matchen, rechten
from verwijsindex.operations import aanbod, college, koppel_bsn, melden, registreer_verzoek, vernietigen, verwerk_wijzigingen

from ..mutant import Mutant, altijd, niets

_verjaardag, _verwijderdatum = tijd.BrpDatum.verjaardag, melden.verwijderdatum


def _op_28_februari(zelf: tijd.BrpDatum, leeftijd: int) -> date:
    goed = _verjaardag(zelf, leeftijd)
    return goed - timedelta(days=1) if zelf.getal % 10000 == 229 and goed.month == 3 else goed


def _naar_maandag(*wat: Any) -> date:
    goed = _verwijderdatum(*wat)
    return goed + timedelta(days=(7 - goed.weekday()) % 7 if goed.weekday() > 4 else 0)


def _alles_open(melding: Any, gedaan: Any, dag: date) -> Any:
    return tuple(deel.archief for deel in gedaan)


MUTANTEN = (
    Mutant("elk-mandaat", "R-183", ((bevoegdheid, "_mandaat", lambda stuur, oin, dossier, dag: dossier.mandaten[0]),)),
    Mutant("elke-gebruiker", "VIR-120", ((bevoegdheid, "_gebruiker", lambda stuur, dossier, dag: dossier.gebruiker),)),
    # not the test itself: the register tells by it who has no number
    Mutant("zonder-elfproef", "R-021", ((nummers.Bsn, "__post_init__", niets),)),
    # fetching historie and telling whether there is any each know the rule by its name
    Mutant("zonder-eenmaal", "R-104", ((archiveren, "open_aanbod", _alles_open), (aanbod, "open_aanbod", _alles_open))),
    Mutant("zonder-koppeling", "R-030", ((koppel_bsn, "_verhang", niets),)),
    Mutant("zonder-inhoud", "VIR-140", ((koppel_bsn, "eerste_antwoord", lambda gebonden, element: gebonden.antwoord),)),
    Mutant("zonder-verbetering", "R-034", ((verwerk_wijzigingen, "corrigeer_bsn", altijd(0)),)),
    Mutant("zonder-overlijden", "R-044", ((verwerk_wijzigingen, "verwerk_overlijden", altijd(0)),)),
    Mutant("op-28-februari", "R-041", ((tijd.BrpDatum, "verjaardag", _op_28_februari),)),
    Mutant("zonder-weekend", "R-064", ((melden, "verwijderdatum", _naar_maandag),)),
    Mutant("zonder-adres", "R-074", ((matchen, "zelfde_adres", altijd(False)),)),
    Mutant("zonder-leeftijd", "R-132", ((registreer_verzoek, "mag_verzoeken", niets),)),
    Mutant("zonder-college", "R-131", ((college, "valt_onder", altijd(True)),)),
    Mutant("zonder-advies", "R-135", ((rechten, "zonder_advies_van", altijd(frozenset())),)),
    Mutant("zonder-blokkade", "R-138", ((registreer_verzoek, "beperk", altijd([])),)),
    Mutant("zonder-archief", "R-112", ((vernietigen, "uit_archief", altijd(())),)),
    Mutant("zonder-gezin", "R-073", ((matchen, "verwant", altijd(False)),)),
)
