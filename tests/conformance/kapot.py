"""Servers with one rule of the index taken out: `python kapot.py NAAM sandbox --map ...` is the sandbox without that rule."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from verwijsindex.cli import main
from verwijsindex.domain import nummers, tijd
from verwijsindex.domain.regels import archiveren, matchen, rechten
from verwijsindex.operations import aanbod, college, koppel_bsn, melden, registreer_verzoek, vernietigen, verwerk_wijzigingen


def _niets(*_: Any, **__: Any) -> None:
    """Checks nothing."""


def _zonder_eenmaal() -> None:
    """Fetching historie and telling whether there is any each know the rule by its name."""
    for module in (archiveren, aanbod):
        _vervang(module, "open_aanbod", lambda melding, aanbod, dag: tuple(deel.archief for deel in aanbod))()


def _vervang(module: Any, naam: str, door: Any = _niets) -> Callable[[], None]:
    assert hasattr(module, naam), naam
    return lambda: setattr(module, naam, door)


_verjaardag, _verwijderdatum = tijd.BrpDatum.verjaardag, melden.verwijderdatum


def _op_28_februari(zelf: tijd.BrpDatum, leeftijd: int) -> date:
    goed = _verjaardag(zelf, leeftijd)
    return goed - timedelta(days=1) if zelf.getal % 10000 == 229 and goed.month == 3 else goed


def _naar_maandag(*wat: Any) -> date:
    goed = _verwijderdatum(*wat)
    return goed + timedelta(days=(7 - goed.weekday()) % 7 if goed.weekday() > 4 else 0)


MUTANTEN: dict[str, Callable[[], None]] = {
    "zonder-elfproef": _vervang(nummers.Bsn, "__post_init__"),  # not the test itself: the register tells by it who has no number
    "zonder-eenmaal": _zonder_eenmaal,
    "zonder-koppeling": _vervang(koppel_bsn, "_verhang"),
    "zonder-inhoud": _vervang(koppel_bsn, "eerste_antwoord", lambda gebonden, element: gebonden.antwoord),
    "zonder-verbetering": _vervang(verwerk_wijzigingen, "corrigeer_bsn", lambda *_: 0),
    "zonder-overlijden": _vervang(verwerk_wijzigingen, "verwerk_overlijden", lambda *_: 0),
    "op-28-februari": _vervang(tijd.BrpDatum, "verjaardag", _op_28_februari),
    "zonder-weekend": _vervang(melden, "verwijderdatum", _naar_maandag),
    "zonder-adres": _vervang(matchen, "zelfde_adres", lambda een, ander, dag: False),
    "zonder-leeftijd": _vervang(registreer_verzoek, "mag_verzoeken"),
    "zonder-college": _vervang(college, "valt_onder", lambda melding, convenanten, gemeentecode: True),
    "zonder-advies": _vervang(rechten, "zonder_advies_van", lambda verzoek, bewaard: frozenset()),
    "zonder-blokkade": _vervang(registreer_verzoek, "beperk", lambda transactie, ids, besluit: []),
    "zonder-archief": _vervang(vernietigen, "uit_archief", lambda meldingen, dag: ()),
    "zonder-gezin": _vervang(matchen, "verwant", lambda een, ander, rond: False),
}


if __name__ == "__main__":
    MUTANTEN[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
