"""Servers with one rule taken out: `python kapot.py NAAM sandbox --map ...` is the sandbox without that rule."""

import sys
from collections.abc import Callable
from typing import Any

from verwijsindex.cli import main
from verwijsindex.domain import nummers
from verwijsindex.domain.regels import archiveren, matchen, rechten
from verwijsindex.operations import college, registreer_verzoek, vernietigen
from verwijsindex.security import receive, verify


def _niets(*_: Any, **__: Any) -> None:
    """Checks nothing."""


def _zonder_tls_oin() -> None:
    echt = receive.machtig
    receive.machtig = lambda *a, **k: echt(*a, **{**k, "tls_oin": None})


def _vervang(module: Any, naam: str, door: Any = _niets) -> Callable[[], None]:
    assert hasattr(module, naam), naam
    return lambda: setattr(module, naam, door)


MUTANTEN: dict[str, Callable[[], None]] = {
    "zonder-tijd": _vervang(receive, "controleer_tijd"),
    "zonder-herhaling": _vervang(receive, "controleer_herhaling"),
    "zonder-handtekening": _vervang(verify, "_verifieer_handtekening"),
    "zonder-bestemming": _vervang(receive, "controleer_bestemming"),
    "zonder-tls-oin": _zonder_tls_oin,
    "zonder-elfproef": _vervang(nummers, "voldoet_aan_elfproef", lambda waarde: True),
    "zonder-eenmaal": _vervang(archiveren, "open_aanbod", lambda melding, aanbod, dag: tuple(deel.archief for deel in aanbod)),
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
