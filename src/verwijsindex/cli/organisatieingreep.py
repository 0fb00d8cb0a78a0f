"""What the commands that move, rename, join and part organisations do (R-183, R-184)."""

import argparse
from collections.abc import Callable, Sequence

from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.organisatiewerk import beheer_van, toon_wijzigingen
from verwijsindex.domain.instantie import MandaatSoort
from verwijsindex.domain.regels.organisatieverschil import Wijziging
from verwijsindex.operations.conformiteit import leg_conformiteit_vast
from verwijsindex.operations.fusies import hernoem, splits, voeg_samen
from verwijsindex.operations.overdragen import Overdracht, draag_over
from verwijsindex.storage.beheer import Beheer
from verwijsindex.wiring.context import EchteKlok
from verwijsindex.wiring.vertrouwen import maak_rapportkeuring


def overdragen(keuzes: argparse.Namespace) -> int:
    """Move to another partner system."""
    wie = {
        MandaatSoort.INSTANTIE: keuzes.instantie,
        MandaatSoort.FUNCTIONARIS: keuzes.functionaris,
        MandaatSoort.GEMEENTE: keuzes.gemeente,
    }
    soort, doel = next((soort, id) for soort, id in wie.items() if id is not None)
    wat = Overdracht(soort, doel, keuzes.van, keuzes.naar, keuzes.op)
    code = _voer_uit(keuzes, lambda beheer: draag_over(wat, beheer, proef=keuzes.proef))
    print(f"Vanaf {wat.op} 00:00 uur (Nederlandse tijd) handelt {wat.naar}.")
    return code


def conformiteit(keuzes: argparse.Namespace) -> int:
    """Record a passed conformance run."""
    with beheer_van(keuzes) as (beheer, instellingen):
        keur, nu = maak_rapportkeuring(instellingen), EchteKlok().nu()
        bewijs = leg_conformiteit_vast(keuzes.rapport.read_bytes(), keuzes.oin, keuzes.door, beheer, keur, nu=nu, proef=keuzes.proef)
    print(f"{bewijs.oin} haalde de toets voor koppelvlak {bewijs.versie} op {bewijs.getoetst_op:%Y-%m-%d}: {bewijs.gevallen}.")
    _slot(keuzes)
    return GOED


def hernoemen(keuzes: argparse.Namespace) -> int:
    """Give an instantie another name."""
    with beheer_van(keuzes) as (beheer, _):
        op = keuzes.op or beheer.dag
        hernoem(keuzes.instantie, keuzes.naam, op, beheer, proef=keuzes.proef)
    print(f"Instantie {keuzes.instantie} heet vanaf {op}: {keuzes.naam}.")
    _slot(keuzes)
    return GOED


def samenvoegen(keuzes: argparse.Namespace) -> int:
    """Let instanties become one."""
    return _voer_uit(keuzes, lambda beheer: voeg_samen(keuzes.instanties, keuzes.tot, keuzes.naam, beheer, proef=keuzes.proef))


def splitsen(keuzes: argparse.Namespace) -> int:
    """Let a part of an instantie go on by itself."""
    return _voer_uit(
        keuzes, lambda beheer: splits(keuzes.instantie, keuzes.tot, keuzes.naam, keuzes.gebruikers, beheer, proef=keuzes.proef)
    )


def _voer_uit(keuzes: argparse.Namespace, ingreep: Callable[[Beheer], Sequence[Wijziging]]) -> int:
    with beheer_van(keuzes) as (beheer, _):
        wijzigingen = ingreep(beheer)
    toon_wijzigingen(wijzigingen)
    _slot(keuzes)
    return GOED


def _slot(keuzes: argparse.Namespace) -> None:
    print("Proef: er is niets veranderd." if keuzes.proef else "Gedaan.")
