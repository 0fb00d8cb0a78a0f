"""Seeded bugs while a key of the store is replaced (R-195; decision record 0098)."""

from typing import Any

from verwijsindex.storage import jeugdigen
from verwijsindex.storage.jeugdigen import SqlJeugdigen, lees_jeugdigen
from verwijsindex.storage.kringen import KRING
from verwijsindex.storage.zegels import Zoekopdracht, alle_zegels, bytelijst

from .inbouwen import Fout, functie, methode


def _onder_de_nieuwste(zelf: Any, kluis: Any, kenmerk: bytes) -> Any:
    return zelf._een, kluis.zegel(kenmerk)


def _familie_onder_de_nieuwste(kluis: Any, kenmerken: Any) -> str:
    return bytelijst(kluis.zegel(kenmerk) for kenmerk in kenmerken)


def _als_met_een_sleutel(zelf: Any, jeugdige: Any, dag: Any, *, adresmatch: bool) -> Any:
    return lees_jeugdigen(zelf._kluis, zelf._sessie.rijen(KRING, jeugdige_id=jeugdige.id, dag=dag.isoformat()))


FOUTEN = tuple(
    Fout(naam, breekt, eis, inbouwen, "sleutels")
    for naam, breekt, eis, inbouwen in (
        (
            "zoeken onder de nieuwste sleutel",
            "wie onder de oude staat is onbekend",
            "R-195",
            methode(Zoekopdracht, "op", _onder_de_nieuwste),
        ),
        (
            "familie onder de nieuwste sleutel",
            "ouders onder de oude tellen niet",
            "R-195",
            functie(alle_zegels, _familie_onder_de_nieuwste),
        ),
        (
            "familie op gelijke bytes",
            "een ouder onder twee sleutels zijn er twee",
            "R-195",
            methode(SqlJeugdigen, "_kring_over_sleutels", _als_met_een_sleutel),
        ),
        ("een stap te weinig", "familie van familie ontbreekt in het signaal", "R-195", methode(jeugdigen, "STAPPEN", 1)),
    )
)
"""Found by histories in which a key is replaced (``machine.OverSleutels``)."""
