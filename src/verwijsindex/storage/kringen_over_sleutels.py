"""The steps of ``kringen`` while one key takes the place of another (R-073..R-076; record 0098).

Then equal parents or addresses may stand there as different bytes, and no join finds them. A step reads the kenmerken of whom it has,
and asks who has one of them under any key in force: some statements more, for as long as a rotation takes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import or_, select, union

from verwijsindex.domain.jeugdige import Jeugdige
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie
from verwijsindex.storage.tabellen import jeugdige, jeugdige_ouder
from verwijsindex.storage.tabellen_omgeving import uitgesloten_adres
from verwijsindex.storage.vormen import als_dag, dag_of_niets
from verwijsindex.storage.zegels import alle_zegels, in_bytes

STAPPEN: Final = 2
"""As far as ``kringen`` goes."""

_VERWANT: Final = Opdracht(
    union(
        select(jeugdige_ouder.c.jeugdige_id).where(in_bytes(jeugdige_ouder.c.pseudoniem, "ouders")),
        select(jeugdige.c.id).where(in_bytes(jeugdige.c.adres_bag, "bag")),
        select(jeugdige.c.id).where(in_bytes(jeugdige.c.adres_tekst, "tekst")),
    )
)
_uit = uitgesloten_adres.c
_UITGESLOTEN: Final = Opdracht(
    select(_uit.kenmerk_bag, _uit.kenmerk_tekst, _uit.vanaf, _uit.tot).where(
        or_(in_bytes(_uit.kenmerk_bag, "bag"), in_bytes(_uit.kenmerk_tekst, "tekst"))
    )
)


def verwanten(sessie: Sessie, kluis: Kluis, van: Sequence[Jeugdige], dag: date, *, adresmatch: bool) -> set[str]:
    """Who has a parent in common with one of these, or an address that is not excluded on ``dag``; they themselves among them.

    ``van`` comes from ``met_uitsluitingen``.
    """
    huizen = [wie for wie in van if adresmatch and not any(periode.omvat(dag) for periode in wie.uitsluitingen)]
    rijen = sessie.rijen(
        _VERWANT,
        ouders=alle_zegels(kluis, {ouder for wie in van for ouder in wie.ouders}),
        bag=alle_zegels(kluis, {wie.adres_bag for wie in huizen if wie.adres_bag is not None}),
        tekst=alle_zegels(kluis, {wie.adres_tekst for wie in huizen if wie.adres_tekst is not None}),
    )
    return {jeugdige_id for (jeugdige_id,) in rijen}


def met_uitsluitingen(sessie: Sessie, kluis: Kluis, jeugdigen: Sequence[Jeugdige]) -> list[Jeugdige]:
    """The same jeugdigen, with each time that their address is excluded in one of its forms (R-075)."""
    gevonden = [
        (bag, tekst, Geldigheid(als_dag(vanaf), dag_of_niets(tot)))
        for bag, tekst, vanaf, tot in uitsluitingen(
            sessie,
            kluis,
            {wie.adres_bag for wie in jeugdigen if wie.adres_bag is not None},
            {wie.adres_tekst for wie in jeugdigen if wie.adres_tekst is not None},
        )
    ]
    return [
        replace(
            wie,
            uitsluitingen=tuple(
                sorted(
                    {
                        periode
                        for bag, tekst, periode in gevonden
                        if (bag is not None and bag == wie.adres_bag) or (tekst is not None and tekst == wie.adres_tekst)
                    },
                    key=lambda periode: (periode.vanaf, periode.tot or date.max),
                )
            ),
        )
        for wie in jeugdigen
    ]


def uitsluitingen(
    sessie: Sessie, kluis: Kluis, bag: Iterable[bytes], tekst: Iterable[bytes]
) -> list[tuple[bytes | None, bytes | None, str, str | None]]:
    """Every exclusion of these addresses: the kenmerken of its two forms, and from when to when."""
    rijen = sessie.rijen(_UITGESLOTEN, bag=alle_zegels(kluis, bag), tekst=alle_zegels(kluis, tekst))
    return [(kluis.ontzegel_of_niets(rij[0]), kluis.ontzegel_of_niets(rij[1]), rij[2], rij[3]) for rij in rijen]
