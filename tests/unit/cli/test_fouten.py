"""cli/fouten.py: every failure has an exit code and a Dutch text that says what happened and what to do."""

import errno
import os
import ssl
from importlib import import_module
from pathlib import Path

import pytest

from verwijsindex.cli.fouten import CODES, exitcode, uitleg
from verwijsindex.cli.opdracht import GEWEIGERD, INSTELLING_ONJUIST, NIET_VERTROUWD, ONBEREIKBAAR
from verwijsindex.client import NietVertrouwd, Onbereikbaar, Weigering
from verwijsindex.domain.weigeringen import BsnOngeldig
from verwijsindex.settings import InstellingenOnjuist, lees_instellingen


@pytest.mark.parametrize("naam", sorted(CODES))
def test_every_class_in_the_table_exists(naam: str) -> None:
    """The table names classes without importing them; each name is that of an exception."""
    module, _, klasse = naam.rpartition(".")
    assert issubclass(getattr(import_module(module), klasse), Exception)


@pytest.mark.parametrize(
    ("fout", "code"),
    [
        (Weigering("VIR-101", "Tekst."), GEWEIGERD),
        (BsnOngeldig(), GEWEIGERD),
        (Onbereikbaar("geen antwoord"), ONBEREIKBAAR),
        (NietVertrouwd("geen handtekening"), NIET_VERTROUWD),
        (InstellingenOnjuist("onjuist"), INSTELLING_ONJUIST),
        (FileNotFoundError(errno.ENOENT, "x"), INSTELLING_ONJUIST),
        (ZeroDivisionError(), None),
        (KeyError("x"), None),
    ],
)
def test_a_failure_has_the_code_of_its_class(fout: Exception, code: int | None) -> None:
    """Also when a base class stands in the table; a mistake of ours has none, and shows its traceback."""
    assert exitcode(fout) == code


def test_a_refusal_says_where_and_under_which_number() -> None:
    """Code and meaning on the first line, element and incident below it, each only when known."""
    ontvangen = Weigering("VIR-101", "Het nummer is ongeldig.", element="jeugdige/bsn", incident_id="0c6c0d3e")
    assert uitleg(ontvangen) == "VIR-101: Het nummer is ongeldig.\n  element: jeugdige/bsn\n  incident: 0c6c0d3e"
    assert uitleg(BsnOngeldig()) == "VIR-101: Het burgerservicenummer is ongeldig."
    assert uitleg(BsnOngeldig("bsn")) == "VIR-101: Het burgerservicenummer is ongeldig.\n  element: bsn"


def test_notes_say_what_to_do() -> None:
    """What was noted on the way up stands below what happened."""
    fout = Onbereikbaar("geen antwoord")
    fout.add_note("Draait de sandbox?")
    assert uitleg(fout) == "geen antwoord\nDraait de sandbox?"


@pytest.mark.parametrize("nummer", sorted(errno.errorcode))
def test_what_the_system_says_is_said_in_dutch(nummer: int) -> None:
    """No English text of the operating system reaches the user, whatever goes wrong; the file is named."""
    tekst = uitleg(OSError(nummer, os.strerror(nummer), "map/bestand"))
    assert tekst.startswith("map/bestand: ")
    assert os.strerror(nummer) not in tekst
    assert "Errno" not in tekst


def test_a_file_that_is_not_there() -> None:
    """The text of a module of ours, and the reason of the system behind it, in Dutch."""
    with pytest.raises(InstellingenOnjuist) as gevangen:
        lees_instellingen(Path("er/is/niets.toml"))
    assert uitleg(gevangen.value) == "er/is/niets.toml is niet te lezen: bestaat niet"


def test_texts_without_an_errno_stay_what_they_are() -> None:
    """Our own OSError is Dutch already; one of TLS is not, and is replaced."""
    assert uitleg(OSError("de sandbox start niet")) == "de sandbox start niet"
    assert "certificaat" in uitleg(ssl.SSLError("PEM lib"))
