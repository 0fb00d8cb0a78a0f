"""Meldingen whose reporter left or whose agreement ended, for the college (R-005): ids and days, nothing about a jeugdige."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from sqlalchemy import and_, bindparam, func, select

from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.regels.termijnen import laatste_uiterlijk
from verwijsindex.domain.regels.verweesd import Einde, Verweesd, einde
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.logboek import SqlLogboek
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.organisaties import CONVENANT_KOLOMMEN, lees_convenant, lees_geldigheid
from verwijsindex.storage.tabellen import convenant, gebruiker, jeugdige, melding

_MELDERS: Final = Opdracht(
    select(
        gebruiker.c.id,
        func.coalesce(gebruiker.c.instantie_id, gebruiker.c.id),
        gebruiker.c.aanwijzing_vanaf,
        gebruiker.c.aanwijzing_tot,
        *CONVENANT_KOLOMMEN,
    )
    .outerjoin(
        convenant,
        and_(convenant.c.soort == gebruiker.c.soort, convenant.c.houder == func.coalesce(gebruiker.c.instantie_id, gebruiker.c.id)),
    )
    .order_by(gebruiker.c.id, convenant.c.vanaf, convenant.c.gemeentecode)
)
"""Everybody, one row per convenant."""

_ACTIEF: Final = Opdracht(
    select(melding.c.id, melding.c.meldingsbevoegde)
    .join_from(melding, jeugdige)
    .where(
        in_lijst(melding.c.meldingsbevoegde, "melders"),
        melding.c.verwijderd_op.is_(None),
        melding.c.verwijderdatum > bindparam("dag"),
        jeugdige.c.uiterlijk > bindparam("uiterlijk"),
    )
    .order_by(melding.c.meldmoment, melding.c.id)
)


@dataclass(frozen=True, slots=True)
class VerweesdeMelding:
    """A melding whose term runs, blocked or not, and that nobody looks after."""

    melding_id: str
    melder: str
    houder: str
    """instantieId, or gebruikerId of an independent functionaris."""
    einde: Einde


def verweesde_meldingen(sessie: Sessie, dag: date, uiterlijk: date, houder: str | None = None) -> list[VerweesdeMelding]:
    """Those that are orphaned and whose term runs on ``dag``, in order of reporter.

    Of one instantie, functionaris or reporter when it is named. Nothing is kept about whose 23rd birthday is ``uiterlijk`` or before.
    """
    melders = {melder: wat for melder, wat in _melders(sessie, dag).items() if houder in (None, melder, wat[0])}
    gevonden = [
        VerweesdeMelding(melding_id, melder, *melders[melder])
        for melding_id, melder in sessie.rijen(_ACTIEF, melders=lijst(melders), dag=dag.isoformat(), uiterlijk=uiterlijk.isoformat())
    ]
    return sorted(gevonden, key=lambda wees: (wees.houder, wees.melder))


def _melders(sessie: Sessie, dag: date) -> Mapping[str, tuple[str, Einde]]:
    """Per reporter who left, or whose agreement ended: of whom he is, and that end."""
    gevonden: dict[str, tuple[str, Einde]] = {}
    for melder, groep in groupby(sessie.rijen(_MELDERS), key=lambda rij: str(rij[0])):
        rijen: list[Rij] = list(groep)
        _, houder, vanaf, tot = rijen[0][:4]
        zijn_einde = einde(lees_geldigheid(vanaf, tot), [lees_convenant(rij[4:]) for rij in rijen if rij[4] is not None], dag)
        if zijn_einde is not None:
            gevonden[melder] = houder, zijn_einde
    return gevonden


def noteer_verweesde(sessie: Sessie, kluis: Kluis, dag: date, nu: datetime, houder: str) -> None:
    """R-005: per gemeente that is told, a line in the logboek with the meldingen that ``houder`` leaves behind on ``dag``."""
    per_gemeente: defaultdict[tuple[str, Verweesd], list[str]] = defaultdict(list)
    for wees in verweesde_meldingen(sessie, dag, laatste_uiterlijk(dag, kluis.beleid), houder):
        for code in wees.einde.gemeenten:
            per_gemeente[code, wees.einde.reden].append(wees.melding_id)
    regels = [
        Logregel(nu, Gebeurtenis.MELDINGEN_VERWEESD, "Beheer", ids=tuple(ids), uitkomst=reden.value, ontvanger=code)
        for (code, reden), ids in sorted(per_gemeente.items())
    ]
    SqlLogboek(sessie, kluis).noteer(regels)
