"""One event in the register file: everything it changes, and who changed by it, or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from verwijsindex.brp.persoonslijst import Plek, Verblijf
from verwijsindex.brp.registerbestand import VERSIE
from verwijsindex.domain.nummers import Bsn, voldoet_aan_elfproef
from verwijsindex.domain.tijd import als_getal, vandaag

RNI: Final = "1999"
_INSCHRIJVING: Final = """
SELECT id, bsn, geboortedatum, datum_overlijden IS NOT NULL, opgeschort, gemeentecode, ouders, woont_sinds,
       geheim, postcode, huisnummer, nummeraanduiding, huisletter, toevoeging, aanduiding, briefadres
FROM persoon WHERE """
_MET_BSN: Final = _INSCHRIJVING + "bsn = ?"
_ZONDER_BSN: Final = _INSCHRIJVING + "bsn IS NULL AND naam = ? AND geboortedatum = ?"
_KINDEREN: Final = _INSCHRIJVING + "' ' || ouders || ' ' LIKE '% ' || ? || ' %'"
_WIJZIGING: Final = "INSERT INTO wijziging (bsn, nieuw_bsn, moment) VALUES (?, ?, ?)"


class GebeurtenisOnmogelijk(Exception):
    """The register cannot take the event; the Dutch text says why and holds no number and no name."""


@dataclass(frozen=True, slots=True, repr=False)
class Inschrijving:
    """One entry of the file, as an event needs it. Never shown by ``repr``."""

    id: int
    bsn: int | None
    geboortedatum: int | None
    is_overleden: bool
    is_opgeschort: bool
    gemeentecode: str | None
    ouders: frozenset[str]
    woont_sinds: int | None
    plek: Plek
    is_geheim: bool


class Schrijver:
    """What happens within one transaction; made by `schrijf`."""

    def __init__(self, verbinding: sqlite3.Connection, moment: datetime) -> None:
        self._verbinding = verbinding
        self._moment = moment

    @property
    def dag(self) -> date:
        """The day on which the event is written down."""
        return vandaag(self._moment)

    def vind(self, bsn: Bsn) -> Inschrijving:
        """The one entry with this number. Raises GebeurtenisOnmogelijk when there is none, or several (keuzes.md 12)."""
        gevonden = self._zoek(_MET_BSN, int(bsn.waarde))
        if not gevonden:
            raise GebeurtenisOnmogelijk("Het personenregister kent dit burgerservicenummer niet.")
        if len(gevonden) > 1:
            raise GebeurtenisOnmogelijk("Meer dan een persoon in het personenregister heeft dit burgerservicenummer.")
        return gevonden[0]

    def is_bekend(self, bsn: Bsn) -> bool:
        """Whether any entry bears this number."""
        return bool(self._zoek(_MET_BSN, int(bsn.waarde)))

    def vind_zonder_bsn(self, naam: str, geboortedatum: int) -> list[Inschrijving]:
        """Every entry without a number with this name, spelled as R-028 does, and birth date."""
        return self._zoek(_ZONDER_BSN, naam, geboortedatum)

    def kinderen_van(self, bsn: Bsn) -> list[Inschrijving]:
        """Every entry that names this number as a parent's."""
        return self._zoek(_KINDEREN, bsn.waarde)

    def verplaats(self, wie: Inschrijving, gemeentecode: str | None, plek: Plek, sinds: date) -> None:
        """Give an entry another gemeente and address from a day on."""
        verblijf = plek.verblijf
        self.zet(
            wie,
            gemeentecode=gemeentecode,
            postcode=plek.postcode,
            huisnummer=plek.huisnummer,
            huisletter=verblijf.huisletter,
            toevoeging=verblijf.toevoeging,
            aanduiding=verblijf.aanduiding,
            nummeraanduiding=verblijf.nummeraanduiding,
            briefadres=verblijf.is_briefadres,
            woont_sinds=als_getal(sinds),
        )

    def zet(self, wie: Inschrijving, **kolommen: Any) -> None:
        """Change columns of one entry; their names are ours, never a user's."""
        namen = ", ".join(f"{kolom} = ?" for kolom in kolommen)
        self._verbinding.execute(f"UPDATE persoon SET {namen} WHERE id = ?", (*kolommen.values(), wie.id))  # noqa: S608 (see above)

    def vraag(self, zoek: str, *waarden: Any) -> list[Any]:
        """The rows that a statement of ours gives."""
        return self._verbinding.execute(zoek, waarden).fetchall()

    def noteer(self, bsn: int | None, nieuw: Bsn | None = None) -> None:
        """Who changed (R-125). Of whom has no usable number nobody can ask, so nobody is told."""
        if bsn is not None and voldoet_aan_elfproef(f"{bsn:09d}"):
            moment = self._moment.astimezone(UTC).isoformat()
            self._verbinding.execute(_WIJZIGING, (bsn, None if nieuw is None else int(nieuw.waarde), moment))

    def _zoek(self, zoek: str, *waarden: Any) -> list[Inschrijving]:
        return [_inschrijving(rij) for rij in self.vraag(f"{zoek} ORDER BY id", *waarden)]


@contextmanager
def schrijf(pad: Path, moment: datetime) -> Iterator[Schrijver]:
    """Around one event at ``moment`` (aware); leaving by an exception changes nothing.

    Raises GebeurtenisOnmogelijk when the file cannot be written, or is no register of this release.
    """
    try:
        with closing(sqlite3.connect(f"{pad.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as verbinding, verbinding:
            verbinding.execute("BEGIN IMMEDIATE")
            _eis_versie(verbinding)
            yield Schrijver(verbinding, moment)
    except sqlite3.Error:
        raise GebeurtenisOnmogelijk("Het personenregister is niet te schrijven of is geen register.") from None


def eis_datum(datum: date, dag: date, *, na: int | None) -> None:
    """A day that is not to come, and not before ``na`` (yyyymmdd). Raises GebeurtenisOnmogelijk."""
    if datum > dag:
        raise GebeurtenisOnmogelijk("Deze datum ligt na vandaag op de klok van de sandbox.")
    if na is not None and als_getal(datum) < na:
        raise GebeurtenisOnmogelijk("Deze datum ligt voor iets dat al in het personenregister staat: de geboorte of de vorige verhuizing.")


def eis_ingezetene(wie: Inschrijving) -> None:
    """Alive, and not gone abroad. Raises GebeurtenisOnmogelijk."""
    if wie.is_overleden:
        raise GebeurtenisOnmogelijk("Deze persoon is overleden.")
    if wie.is_opgeschort:
        raise GebeurtenisOnmogelijk("De inschrijving van deze persoon is opgeschort, bijvoorbeeld door emigratie.")


def _eis_versie(verbinding: sqlite3.Connection) -> None:
    [(versie,)] = verbinding.execute("PRAGMA user_version")
    if versie != VERSIE:
        raise GebeurtenisOnmogelijk("Het personenregister is van een eerdere uitgave; begin de sandbox opnieuw met --nieuw.")


def _inschrijving(rij: tuple[Any, ...]) -> Inschrijving:
    id_, bsn, geboren, overleden, opgeschort, gemeente, ouders, sinds, geheim, *waar = rij
    postcode, huisnummer, nummeraanduiding, huisletter, toevoeging, aanduiding, briefadres = waar
    plek = Plek(postcode, huisnummer, Verblijf(nummeraanduiding, huisletter, toevoeging, aanduiding, bool(briefadres)))
    return Inschrijving(
        id=id_,
        bsn=bsn,
        geboortedatum=geboren,
        is_overleden=bool(overleden),
        is_opgeschort=bool(opgeschort),
        gemeentecode=gemeente,
        ouders=frozenset(ouders.split()),
        woont_sinds=sinds,
        plek=plek,
        is_geheim=bool(geheim),
    )
