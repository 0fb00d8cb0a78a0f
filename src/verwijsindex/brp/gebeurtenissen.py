"""Life events, written into the register file; a running server sees them at its next question."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from verwijsindex.brp.registerbestand import OVERLIJD
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import als_getal


class GebeurtenisOnmogelijk(Exception):
    """The register cannot take the event; the Dutch text says why and holds no number."""


def registreer_overlijden(pad: Path, bsn: Bsn, datum: date) -> None:
    """R-044, keuzes.md 16: from now on the one who bears this number is dead, since ``datum``, whatever the clock says.

    Raises GebeurtenisOnmogelijk when the register cannot be written, or none or several entries bear the number.
    """
    try:
        with closing(sqlite3.connect(f"{pad.absolute().as_uri()}?mode=rw", uri=True)) as verbinding, verbinding:
            gewijzigd = verbinding.execute(OVERLIJD, (f"{als_getal(datum):08d}", int(bsn.waarde))).rowcount
            if gewijzigd != 1:
                # Leaving by an exception rolls back.
                raise GebeurtenisOnmogelijk(
                    "Het personenregister kent dit burgerservicenummer niet."
                    if gewijzigd == 0
                    else "Meer dan een persoon in het personenregister heeft dit burgerservicenummer."
                )
    except sqlite3.Error:
        raise GebeurtenisOnmogelijk("Het personenregister is niet te schrijven of is geen register.") from None
