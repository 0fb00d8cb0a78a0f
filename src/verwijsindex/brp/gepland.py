"""Events that were planned for a sown population, by day: lets happen what is due (R-044, R-046, R-121, R-122)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from verwijsindex.brp.adresbestand import DATUM, lees_huisnummer, lees_postcode, lees_verblijf
from verwijsindex.brp.gebeurtenissen import emigreer, overlijd
from verwijsindex.brp.inlezen import lees_entries
from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, vind_zonder_nummer
from verwijsindex.brp.persoonslijst import Plek
from verwijsindex.brp.schrijver import GebeurtenisOnmogelijk, Inschrijving, Schrijver, schrijf
from verwijsindex.brp.velden import Entry, VeldOnjuist, lees_object, lees_vorm
from verwijsindex.brp.verhuizingen import NieuwAdres, verhuis
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.tijd import vandaag

VERHUIZING: Final = "verhuizing"
EMIGRATIE: Final = "emigratie"
OVERLIJDEN: Final = "overlijden"
_SOORT: Final = re.compile(f"{VERHUIZING}|{EMIGRATIE}|{OVERLIJDEN}")
_BSN: Final = re.compile("[0-9]{9}")
_GEMEENTE: Final = re.compile("[0-9]{4}")
_TELLING: Final = "SELECT COALESCE(MAX(gebeurd), 0) FROM gepland"


@dataclass(frozen=True, slots=True, repr=False)
class Gepland:
    """One planned event. Never shown by ``repr``."""

    datum: date
    soort: str
    bsn: str | None
    geslachtsnaam: str | None
    geboortedatum: str | None
    naar: NieuwAdres | None

    def __repr__(self) -> str:
        return "Gepland(...)"


@dataclass(frozen=True, slots=True)
class Afgespeeld:
    """How many events happened, and how many could not any more."""

    gebeurd: int = 0
    overgeslagen: int = 0


def speel_af(pad: Path, bestand: Path, moment: datetime) -> Afgespeeld:
    """Let every event happen whose day has come and that did not happen before, in order, each in a transaction of its own.

    What can no longer happen, because something else did meanwhile, is passed over. A file that is not there plans nothing. Raises
    GebeurtenisOnmogelijk when the register cannot be written, PersonenbestandOnjuist for a file that is no list of events: what came
    before the error has happened then, and does not again.
    """
    with schrijf(pad, moment) as register:
        [(gedaan,)] = register.vraag(_TELLING)
    gebeurd = overgeslagen = 0
    for gepland in _aan_de_beurt(bestand, gedaan, vandaag(moment)):
        kon = _probeer(pad, gepland, moment)
        gebeurd, overgeslagen = gebeurd + kon, overgeslagen + (not kon)
    return Afgespeeld(gebeurd, overgeslagen)


def _aan_de_beurt(bestand: Path, gedaan: int, dag: date) -> Iterator[Gepland]:
    if not bestand.exists():
        return
    for gepland in islice(lees_entries(bestand, "gebeurtenis", _lees), gedaan, None):
        if gepland.datum > dag:
            return
        yield gepland


def _probeer(pad: Path, gepland: Gepland, moment: datetime) -> bool:
    """Whether it happened; either way it has had its turn."""
    try:
        with schrijf(pad, moment) as register:
            _gebeur(register, gepland)
            _tel(register)
    except GebeurtenisOnmogelijk:
        with schrijf(pad, moment) as register:
            _tel(register)
        return False
    return True


def _gebeur(register: Schrijver, gepland: Gepland) -> None:
    wie = _vind(register, gepland)
    if gepland.naar is not None:
        verhuis(register, wie, gepland.naar, gepland.datum)
    elif gepland.soort == EMIGRATIE:
        emigreer(register, wie, gepland.datum)
    else:
        overlijd(register, wie, gepland.datum)


def _vind(register: Schrijver, gepland: Gepland) -> Inschrijving:
    if gepland.bsn is not None and voldoet_aan_elfproef(gepland.bsn):
        return register.vind(Bsn(gepland.bsn))
    return vind_zonder_nummer(register, ZonderNummer(gepland.geslachtsnaam or "", int(gepland.geboortedatum or 0)))


def _tel(register: Schrijver) -> None:
    [(gedaan,)] = register.vraag(_TELLING)
    register.vraag("DELETE FROM gepland")
    register.vraag("INSERT INTO gepland (gebeurd) VALUES (?)", gedaan + 1)


def _lees(entry: object) -> Gepland:
    ruw = lees_object(entry, "een gebeurtenis")
    soort = lees_vorm(ruw, "soort", _SOORT, "verhuizing, emigratie of overlijden")
    datum = lees_vorm(ruw, "datum", DATUM, "een datum als jjjjmmdd")
    if soort is None or datum is None:
        raise VeldOnjuist("soort en datum ontbreken")
    return Gepland(
        datum=_dag(datum),
        soort=soort,
        bsn=lees_vorm(ruw, "bsn", _BSN, "negen cijfers"),
        geslachtsnaam=lees_vorm(ruw, "geslachtsnaam", re.compile(".*"), "een naam"),
        geboortedatum=lees_vorm(ruw, "geboortedatum", DATUM, "een datum als jjjjmmdd"),
        naar=lees_adres(lees_object(ruw.get("verblijfplaats"), "verblijfplaats")) if soort == VERHUIZING else None,
    )


def lees_adres(verblijf: Entry) -> NieuwAdres:
    """A ``verblijfplaats`` of a persons file as an address to move to. Raises VeldOnjuist."""
    plek = Plek(lees_postcode(verblijf, verblijf), lees_huisnummer(verblijf, verblijf), lees_verblijf(verblijf, verblijf))
    return NieuwAdres(lees_vorm(verblijf, "gemeentecode", _GEMEENTE, "vier cijfers"), plek)


def lees_inrichtingen(bestand: Path) -> Sequence[NieuwAdres]:
    """Institutions of a sown population (R-075); without such a list there are none."""
    if not bestand.exists():
        return ()
    return list(lees_entries(bestand, "adres", lambda entry: lees_adres(lees_object(entry, "een adres"))))


def _dag(geschreven: str) -> date:
    try:
        return date(int(geschreven[:4]), int(geschreven[4:6]), int(geschreven[6:]))
    except ValueError:
        raise VeldOnjuist("datum staat niet op de kalender") from None
