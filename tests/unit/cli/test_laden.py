"""cli/main.py loads the command that is asked for, and nothing else."""

import argparse
from importlib import import_module

import pytest

from verwijsindex.cli import main
from verwijsindex.cli.main import ONDERDELEN, maak_parser
from verwijsindex.cli.opdracht import Parser

from .beschrijvingen import start

SERVER = {"alembic", "gunicorn", "psycopg", "spyne", "sqlalchemy", "verwijsindex.soap", "verwijsindex.storage", "verwijsindex.wiring"}


@pytest.mark.parametrize("onderdeel", sorted(ONDERDELEN))
def test_the_table_names_the_commands_of_each_module(onderdeel: str) -> None:
    """What a module adds to the command line is what the table says, in that order."""
    parser = Parser()
    opdrachten = parser.add_subparsers(parser_class=Parser)
    import_module(f"verwijsindex.cli.{onderdeel}").voeg_toe(opdrachten)
    assert tuple(opdrachten.choices) == ONDERDELEN[onderdeel]


@pytest.mark.parametrize("argumenten", [["--help"], ["bestaat-niet"], []])
def test_who_asks_for_no_command_sees_them_all(argumenten: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help names every command; an unknown one is answered with the whole list."""
    with pytest.raises(SystemExit):
        main(argumenten)
    getoond = "".join(capsys.readouterr())
    assert argumenten == [] or [naam for namen in ONDERDELEN.values() for naam in namen if naam not in getoond] == []


@pytest.mark.parametrize("opdracht", [naam for onderdeel in ("partner", "kijken", "contract") for naam in ONDERDELEN[onderdeel]])
def test_every_help_page_has_an_example_and_the_exit_codes(opdracht: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` of each command ends with an example of it, in Dutch."""
    with pytest.raises(SystemExit) as stop:
        main([opdracht, "--help"])
    getoond = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"voorbeeld:\n  verwijsindex {opdracht}" in getoond
    assert "Exitcodes: 0 gelukt" in getoond
    assert "usage:" not in getoond


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """``--version`` and ``--versie`` both give the number of the release."""
    for vraag in ("--version", "--versie"):
        with pytest.raises(SystemExit):
            main([vraag])
    een, ander = capsys.readouterr().out.split()
    assert een == ander
    assert een[0].isdigit()


@pytest.mark.traag
@pytest.mark.parametrize("opdracht", ["meld", "personen"])
def test_a_command_of_a_partner_loads_no_server(opdracht: str) -> None:
    """Neither Spyne nor a database nor a web server: a report is not made to wait for them."""
    with start(opdracht, "--help", PYTHONPROFILEIMPORTTIME="1") as proces:
        _, geladen = proces.communicate(timeout=60)
    modulen = {regel.rpartition("|")[2].strip() for regel in geladen.splitlines()}
    assert "verwijsindex.cli.main" in modulen
    assert modulen & SERVER == set()


def test_a_module_is_loaded_by_the_first_word() -> None:
    """An option value that happens to be the name of a command loads nothing more."""
    keuzes = maak_parser(["kijken"]).parse_args(["personen", "--map", "meld"])
    assert isinstance(keuzes, argparse.Namespace)
    assert str(keuzes.map) == "meld"
