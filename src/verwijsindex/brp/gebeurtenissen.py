"""Life events, written into the register file; a running server sees them at its next question.

Each is one transaction with a row in ``wijziging`` for everybody whose entry changed. Each raises GebeurtenisOnmogelijk, and changes
nothing, when the register cannot take it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from verwijsindex.brp.persoonslijst import Plek
from verwijsindex.brp.schrijver import RNI, GebeurtenisOnmogelijk, Inschrijving, Schrijver, eis_datum, eis_ingezetene, schrijf
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import als_getal

__all__ = [
    "GebeurtenisOnmogelijk",
    "registreer_emigratie",
    "registreer_geheimhouding",
    "registreer_ouders",
    "registreer_overlijden",
]
HOOGSTENS_OUDERS = 2


def registreer_overlijden(pad: Path, bsn: Bsn, datum: date, moment: datetime) -> None:
    """R-044, keuzes.md 16: from now on the one who bears this number is dead, since ``datum``. Who is dead stays dead."""
    with schrijf(pad, moment) as register:
        overlijd(register, register.vind(bsn), datum)


def registreer_emigratie(pad: Path, bsns: Sequence[Bsn], datum: date, moment: datetime) -> None:
    """R-046: these persons leave the country together; their entries are suspended and tell no address any more."""
    with schrijf(pad, moment) as register:
        for bsn in bsns:
            emigreer(register, register.vind(bsn), datum)


def registreer_geheimhouding(pad: Path, bsn: Bsn, *, geheim: bool, moment: datetime) -> None:
    """R-123: from now on his data are secret, or not any more. No answer of the index changes by it."""
    with schrijf(pad, moment) as register:
        wie = register.vind(bsn)
        if wie.is_geheim is geheim:
            raise GebeurtenisOnmogelijk("De gegevens van deze persoon zijn al geheim." if geheim else "De gegevens zijn niet geheim.")
        register.zet(wie, geheim=geheim)
        register.noteer(wie.bsn)


def registreer_ouders(pad: Path, kind: Bsn, *, erbij: Sequence[Bsn] = (), eraf: Sequence[Bsn] = (), moment: datetime) -> None:
    """R-073, R-080: a child gets a parent, loses one, or gets another in the place of one."""
    with schrijf(pad, moment) as register:
        wie = register.vind(kind)
        if not {bsn.waarde for bsn in eraf} <= wie.ouders:
            raise GebeurtenisOnmogelijk("Wie niet meer ouder zou zijn, staat niet als ouder in het personenregister.")
        ouders = wie.ouders - {bsn.waarde for bsn in eraf}
        for bsn in erbij:
            eis_ouder(register.vind(bsn), wie.geboortedatum)
            if bsn == kind or bsn.waarde in wie.ouders:
                raise GebeurtenisOnmogelijk("Deze persoon is het kind zelf of is al een ouder.")
            ouders |= {bsn.waarde}
        eis_aantal_ouders(ouders)
        register.zet(wie, ouders=" ".join(sorted(ouders)))
        register.noteer(wie.bsn)


def overlijd(register: Schrijver, wie: Inschrijving, datum: date) -> None:
    """The same within a transaction."""
    eis_datum(datum, register.dag, na=wie.geboortedatum)
    if not wie.is_overleden:
        register.zet(wie, datum_overlijden=f"{als_getal(datum):08d}")
    register.noteer(wie.bsn)


def emigreer(register: Schrijver, wie: Inschrijving, datum: date) -> None:
    """The same within a transaction: his entry goes to the RNI."""
    eis_ingezetene(wie)
    eis_datum(datum, register.dag, na=wie.woont_sinds or wie.geboortedatum)
    register.zet(wie, opgeschort=True)
    register.verplaats(wie, RNI, Plek(), datum)
    register.noteer(wie.bsn)


def eis_ouder(ouder: Inschrijving, geboortedatum: int | None) -> None:
    """A parent is older than the child, as far as is known. Raises GebeurtenisOnmogelijk."""
    if ouder.geboortedatum is not None and geboortedatum is not None and ouder.geboortedatum >= geboortedatum:
        raise GebeurtenisOnmogelijk("Een ouder is ouder dan het kind.")


def eis_aantal_ouders(ouders: frozenset[str]) -> None:
    """The BRP records two parents at most. Raises GebeurtenisOnmogelijk."""
    if len(ouders) > HOOGSTENS_OUDERS:
        raise GebeurtenisOnmogelijk("Een kind heeft hoogstens twee ouders in het personenregister.")
