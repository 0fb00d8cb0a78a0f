"""Every command: its help in Dutch with an example, and what it says of a wrong command."""

import argparse
from collections.abc import Iterator

import pytest

from verwijsindex.cli import main
from verwijsindex.cli.main import ONDERDELEN, maak_parser
from verwijsindex.cli.opdracht import EXITCODES, Parser

GEHEIM = "912000008"
SOORTEN = ("geboorte", "verhuizing", "opname", "ouder", "emigratie", "geheim", "bsn-toekennen", "bsn-verbeteren", "gepland")
ENGELS = ("usage:", "options:", "positional", "show this help", "default:", "required", "optional", "invalid", "argument ")


def _alle(parser: Parser, woorden: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and subcommand, as it is typed."""
    yield woorden
    for actie in parser._actions:
        if isinstance(actie, argparse._SubParsersAction):
            for naam, onder in actie.choices.items():
                yield from _alle(onder, (*woorden, naam))


OPDRACHTEN = sorted(set(_alle(maak_parser(list(ONDERDELEN)))))


def test_these_are_the_commands() -> None:
    """What issue A names is there."""
    namen = {" ".join(opdracht) for opdracht in OPDRACHTEN}
    partner = {"meld", "verwijder", "historie", "signalen", "bevestig"}
    sandbox = {"sandbox", "sandbox klok", "sandbox gebeurtenis", "sandbox gebeurtenis overlijden"}
    sandbox |= {f"sandbox gebeurtenis {soort}" for soort in SOORTEN}
    assert {"", "demo", "serve", "migrate", "sleutels", "contract", *partner, *sandbox} <= namen


@pytest.mark.parametrize("opdracht", OPDRACHTEN, ids=" ".join)
@pytest.mark.parametrize("vlag", ["--help", "--hulp", "-h"])
def test_help_is_dutch_with_an_example(opdracht: tuple[str, ...], vlag: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, a line of use, an example that begins with the command itself, the exit codes, and no English."""
    with pytest.raises(SystemExit) as einde:
        main([*opdracht, vlag])
    assert einde.value.code == 0
    hulp = capsys.readouterr().out
    assert hulp.startswith(f"gebruik: {' '.join(('verwijsindex', *opdracht))} ")
    voorbeelden = hulp.partition("voorbeeld:\n")[2].partition("\n\n")[0].splitlines()
    assert voorbeelden
    assert all(regel.startswith(f"  {' '.join(('verwijsindex', *opdracht))}".rstrip()) for regel in voorbeelden[:1])
    assert EXITCODES in hulp
    assert [woord for woord in ENGELS if woord in hulp.lower()] == []


@pytest.mark.parametrize("opdracht", OPDRACHTEN, ids=" ".join)
def test_an_example_is_a_command(opdracht: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Every example on a help page is understood by the command line."""
    with pytest.raises(SystemExit):
        main([*opdracht, "--help"])
    voorbeelden = capsys.readouterr().out.partition("voorbeeld:\n")[2].partition("\n\n")[0]
    for regel in voorbeelden.splitlines():
        woorden = regel.split()[1:]
        if "--help" not in woorden:
            maak_parser(list(ONDERDELEN)).parse_args(woorden)


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        ([], "er ontbreekt iets: OPDRACHT"),
        ([GEHEIM], "kies uit"),
        (["meld", GEHEIM], "er ontbreekt iets: --gebruiker"),
        (["meld", "--gebruiker"], "--gebruiker: hier hoort een waarde achter"),
        (["meld", "--gebruiker", "x", "--bsn", GEHEIM, GEHEIM], "er staat iets in de opdracht dat niet herkend wordt"),
        (["meld", "--gebruiker", "x", "--bsn", GEHEIM, f"--bns={GEHEIM}"], "er staat iets in de opdracht dat niet herkend wordt"),
        (["meld", "--gebruiker", "x", "--bsn", GEHEIM, "--map", "a", "--verbinding", "b"], "--verbinding kan niet samen met --map"),
        (["verwijder", "--gebruiker", "x", "--melding", "y", "--reden", GEHEIM], "--reden: kies uit"),
        (["signalen", "--gebruiker", "x", "--vanaf", GEHEIM + "x"], "--vanaf: deze waarde kan niet"),
        (["historie", "--gebruiker", "x"], "er ontbreekt iets: --melding"),
        (["bevestig", "--gebruiker", "x"], "er ontbreekt iets: SIGNAALID"),
        (["sandbox", "--poort", f"{GEHEIM}"], "--poort: deze waarde kan niet"),
        (["sandbox", "--poort", "-1"], "--poort: "),
        (["sandbox", f"--nieuw={GEHEIM}"], "--nieuw: hier hoort geen waarde achter"),
        (["sandbox", "klok", "--zet", GEHEIM, "--vooruit", "P1D"], "--vooruit kan niet samen met --zet"),
        (["sandbox", "gebeurtenis", GEHEIM], "SOORT: kies uit"),
        (["sandbox", "gebeurtenis", "overlijden", "--bsn", "x", "--datum", GEHEIM], "--datum: deze waarde kan niet"),
        (["contract", GEHEIM], "kies uit"),
        (["serve"], "er ontbreekt iets: --instellingen"),
        (["sleutels"], "er ontbreekt iets: ONDERDEEL"),
    ],
    ids=lambda waarde: " ".join(waarde) if isinstance(waarde, list) else "",
)
def test_a_wrong_command_is_exit_2(argumenten: list[str], tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two lines in Dutch, where help is, and never what was typed: it may be a BSN (R-171)."""
    with pytest.raises(SystemExit) as einde:
        main(argumenten)
    fouten = capsys.readouterr().err
    assert einde.value.code == 2
    assert tekst in fouten
    assert fouten.splitlines()[-1].startswith("Uitleg: verwijsindex")
    assert GEHEIM not in fouten
    assert [woord for woord in ENGELS if woord in fouten.lower()] == []
