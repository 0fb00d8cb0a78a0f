"""contract/fouten.py against the code: what an operation, and every function that it can reach, raises."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import verwijsindex
from verwijsindex.contract.fouten import fouten_van
from verwijsindex.contract.operaties import BELEIDSINFORMATIE, OPERATIES, REGIE, VAN_DIENST
from verwijsindex.domain import weigeringen
from verwijsindex.domain.ports_register import Personenregister

BRON = Path(verwijsindex.__file__).parent.parent
WEIGERINGEN = "verwijsindex.domain.weigeringen"
UIT = (REGIE, BELEIDSINFORMATIE)
"""Services whose module is not there (besluit 0117)."""
REGISTER = {naam for naam in vars(Personenregister) if not naam.startswith("_")}
"""Whoever asks the register can hear that it does not answer."""

Plek = tuple[str, str]
"""A module and a name in it."""


@cache
def module(naam: str) -> ast.Module:
    pad = BRON.joinpath(*naam.split("."))
    return ast.parse((pad / "__init__.py" if pad.is_dir() else pad.with_suffix(".py")).read_text(encoding="utf-8"))


@cache
def namen(naam: str) -> dict[str, Plek]:
    """What each global name of a module stands for."""
    gevonden: dict[str, Plek] = {}
    for regel in module(naam).body:
        if isinstance(regel, ast.ImportFrom) and (regel.module or "").startswith("verwijsindex"):
            gevonden |= {als.asname or als.name: (str(regel.module), als.name) for als in regel.names}
        elif isinstance(regel, ast.FunctionDef | ast.ClassDef):
            gevonden[regel.name] = (naam, regel.name)
    return gevonden


def gedefinieerd(plek: Plek) -> list[ast.stmt]:
    return [r for r in module(plek[0]).body if isinstance(r, ast.FunctionDef | ast.ClassDef) and r.name == plek[1]]


def is_te_volgen(naam: str) -> bool:
    """Use cases and rules; a port says what is asked, and raises nothing by itself."""
    return naam.startswith(("verwijsindex.operations", "verwijsindex.domain")) and naam != WEIGERINGEN and ".ports" not in naam


def bereikbaar(begin: ast.stmt, waar: str) -> set[str]:
    """The codes of every refusal raised in ``begin`` and in what it names, and so on; of a class all methods count."""
    wacht, gezien, codes = [(begin, waar)], set[Plek](), set[str]()
    while wacht:
        stuk, waar = wacht.pop()
        for knoop in ast.walk(stuk):
            codes |= set(_codes(knoop, namen(waar)))
            plek = namen(waar).get(knoop.id) if isinstance(knoop, ast.Name) else None
            if plek is not None and plek not in gezien and is_te_volgen(plek[0]):
                gezien.add(plek)
                wacht += [(deel, plek[0]) for deel in gedefinieerd(plek)]
    return codes


def _codes(knoop: ast.AST, hier: dict[str, Plek]) -> Iterator[str]:
    if isinstance(knoop, ast.Attribute) and knoop.attr in REGISTER:
        yield weigeringen.RegisterOnbereikbaar.code
    if isinstance(knoop, ast.Raise):
        wat = knoop.exc.func if isinstance(knoop.exc, ast.Call) else knoop.exc
        plek = hier.get(wat.id) if isinstance(wat, ast.Name) else None
        if plek is not None and plek[0] == WEIGERINGEN:
            yield getattr(weigeringen, plek[1]).code


@cache
def methoden() -> dict[str, tuple[ast.stmt, str]]:
    """The service method of each operation, and its module: one file per service or a few together."""
    modules = [f"verwijsindex.soap.{bestand.stem}" for bestand in BRON.glob("verwijsindex/soap/services*.py")]
    klassen = [(klasse, waar) for waar in modules for klasse in module(waar).body if isinstance(klasse, ast.ClassDef)]
    return {methode.name: (methode, waar) for klasse, waar in klassen for methode in klasse.body if isinstance(methode, ast.FunctionDef)}


@pytest.mark.eis("R-170")
@pytest.mark.parametrize("operatie", [operatie.naam for operatie in OPERATIES if operatie.dienst not in UIT])
def test_the_refusals_of_an_operation_are_those_in_its_code(operatie: str) -> None:
    """What the documentation promises is what the code can raise, and the schema is always the first to look."""
    assert bereikbaar(*methoden()[operatie]) | {"DK0004"} == set(fouten_van(operatie))


@pytest.mark.eis("R-170", "VIR-160")
def test_what_has_no_module_asks_who_sent_it_and_no_more() -> None:
    """Of the operations that only say VIR-160 nothing is reached that asks who is calling; naming `Verzoek` counts all it could do."""
    [methode] = gedefinieerd(("verwijsindex.soap.services_uit", "_methode"))
    [geval] = gedefinieerd(("verwijsindex.operations.niet_aangeboden", "weiger_niet_aangeboden"))
    assert "aanroeper" not in {knoop.attr for knoop in ast.walk(geval) if isinstance(knoop, ast.Attribute)}
    codes = bereikbaar(methode, "verwijsindex.soap.services_uit") - {"VIR-120", "VIR-122", "VIR-123"} | {"DK0004"}
    assert {operatie.naam: codes for dienst in UIT for operatie in VAN_DIENST[dienst]} == {
        operatie.naam: set(fouten_van(operatie.naam)) for dienst in UIT for operatie in VAN_DIENST[dienst]
    }


def test_every_refusal_belongs_to_an_operation() -> None:
    """There is no refusal that nobody can get."""
    assert {soort.code for soort in weigeringen.ALLE} == {code for operatie in OPERATIES for code in fouten_van(operatie.naam)}
