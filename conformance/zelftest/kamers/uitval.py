"""Servers that take a register of persons that is away for one that says something, or need it for what needs none (R-172)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations import haal_signalen_op

from ..mutant import Mutant

_behandel = haal_signalen_op.behandel
_NIEMAND = Bsn("999990019")


def _weet_van_niemand(zelf: Any, zoek: str, waarden: Any) -> list[Any]:
    try:
        gevonden: list[Any] = zelf._verbinding().execute(zoek, waarden).fetchall()
    except (sqlite3.Error, OSError):
        return []
    return gevonden


@contextmanager
def _vraagt_het_register(afzender: Any, operatie: str, context: Any) -> Iterator[Any]:
    with _behandel(afzender, operatie, context) as verzoek:
        context.register.zoek_op_bsn(_NIEMAND)
        yield verzoek


MUTANTEN = (
    Mutant("uitval-is-onbekend", "R-172", ((IngebedRegister, "_vraag", _weet_van_niemand),)),
    Mutant("ophalen-vraagt-het-register", "R-172", ((haal_signalen_op, "behandel", _vraagt_het_register),)),
)
