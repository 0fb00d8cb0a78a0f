"""Every value that stands under a key of the ring, and how it gets under another (R-195, R-079; record 0098)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, func, literal_column, or_, select, tuple_, update

from verwijsindex.domain.ports_sleutelwissel import Herschreven, Plek
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie, Waarde
from verwijsindex.storage.tabellen import gebruiker, historie_verstrekking, jeugdige, jeugdige_ouder, melding, zakelijke_sleutel
from verwijsindex.storage.tabellen_logboek import verstrekking
from verwijsindex.storage.tabellen_omgeving import niet_meer_volgen, uitgesloten_adres
from verwijsindex.storage.tabellen_organisaties import organisatieprofiel

Rij = Mapping[str, Any]
"""A row by the names of its columns."""
VanRij = Callable[[Kluis, Rij], str]
"""Under which name of a row ``Kluis.versleutel`` hid a value in it."""


@dataclass(frozen=True)
class Beschermd:
    """A table, with its columns that hold a zegel and those that hold an encrypted text."""

    tabel: Table
    zegels: tuple[str, ...] = ()
    geheimen: Mapping[str, VanRij] = field(default_factory=dict)
    verzameling: bool = False
    """Whether a row is nothing but its key: twice the same, under two keys, is once."""

    @property
    def kolommen(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.zegels, *self.geheimen)

    @property
    def sleutel(self) -> tuple[str, ...]:
        """The primary key."""
        return tuple(kolom.name for kolom in self.tabel.primary_key.columns)


def _id(_: Kluis, rij: Rij) -> str:
    return str(rij["id"])


ZEGELS: Final = (
    Beschermd(jeugdige, ("bsn_kenmerk", "adres_bag", "adres_tekst", "verblijf"), {"bsn": _id}),
    Beschermd(jeugdige_ouder, ("pseudoniem",), verzameling=True),
    Beschermd(melding, (), {"partner_melding_id": _id}),
    Beschermd(gebruiker, (), {"contact": _id}),
    Beschermd(organisatieprofiel, (), {"contact": lambda _, rij: str(rij["instantie_id"])}),
    Beschermd(zakelijke_sleutel, ("sleutel", "inhoud")),
    Beschermd(uitgesloten_adres, ("kenmerk_bag", "kenmerk_tekst")),
    Beschermd(niet_meer_volgen, ("bsn_kenmerk",), {"bsn": lambda kluis, rij: kluis.ontzegel(rij["bsn_kenmerk"]).hex()}, verzameling=True),
    Beschermd(verstrekking, (), {"inhoud": lambda _, rij: f"{rij['signaal_id']} {rij['kenmerk'].hex()}"}),
    Beschermd(historie_verstrekking, (), {"inhoud": lambda _, rij: f"{rij['melding_id']} {rij['archief_id']} {rij['kenmerk'].hex()}"}),
)
"""In the order in which they are rewritten. Whoever adds a column of bytes adds it here, or to VAST with a reason; a test watches."""

VAST: Final = {
    "gezien_bericht.bericht": "geldt voor alle sleutels, anders zou een bericht tijdens een wissel twee keer kunnen tellen; een uur",
    "gezien_bericht.handtekening": "hash van een handtekening; geen sleutel",
    "verstrekking.kenmerk": "hetzelfde als in het logboek, dat nooit wordt herschreven (keuzes 31)",
    "historie_verstrekking.kenmerk": "hetzelfde als in het logboek, dat nooit wordt herschreven (keuzes 31)",
    "logboek.schakel": "digest van de keten van het logboek; geen sleutel",
    "logketen.schakel": "digest van de keten van het logboek; geen sleutel",
    "logketen.zegel": "onder de stamsleutel: het logboek wordt nooit herschreven (keuzes 31)",
    "sleutelproef.kenmerk": "van een vaste tekst, onder de stamsleutel",
    "sleutel.proef": "van een vaste tekst, onder die sleutel zelf",
}
"""Columns of bytes that no rotation touches, and why."""


class SqlSleutelwissel:
    """``ports_sleutelwissel.Sleutelwissel``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def tel(self) -> Mapping[int, int]:
        """How many values stand under each key."""
        aantallen: Counter[int] = Counter()
        for werk in _WERK:
            for opdracht in werk.tel:
                aantallen.update({bytes(nummer)[0]: aantal for nummer, aantal in self._sessie.rijen(opdracht)})
        return aantallen

    def herschrijf(self, plek: Plek, hoogstens: int) -> Herschreven:
        """Put at most ``hoogstens`` rows under the key in use that stand under another; waits for nobody.

        Rows that somebody else holds are passed over: the next round finds them.
        """
        werk = _WERK[plek.tabel]
        rijen = werk.lees(self._sessie, self._kluis.in_gebruik, plek.na, hoogstens)
        werk.schrijf(self._sessie, [self._nieuw(werk.wat, rij) for rij in rijen])
        if len(rijen) == hoogstens:
            return Herschreven(len(rijen), Plek(plek.tabel, tuple(rijen[-1][naam] for naam in werk.wat.sleutel)))
        verder = plek.tabel + 1
        return Herschreven(len(rijen), Plek(verder) if verder < len(_WERK) else None)

    def _nieuw(self, wat: Beschermd, rij: Rij) -> dict[str, Waarde]:
        """The parameters of the change: the row by its old key, and every value under the key in use."""
        kluis = self._kluis
        nieuw = {f"nieuw_{naam}": None if rij[naam] is None else kluis.zegel(kluis.ontzegel(rij[naam])) for naam in wat.zegels}
        for naam, van_rij in wat.geheimen.items():
            plaats, plek = f"{wat.tabel.name}.{naam}", van_rij(kluis, rij)
            nieuw[f"nieuw_{naam}"] = kluis.versleutel(plaats, plek, kluis.ontsleutel(plaats, plek, rij[naam]))
        return {**{f"oud_{naam}": rij[naam] for naam in wat.sleutel}, **nieuw}


class _Werk:
    """The statements for one table."""

    def __init__(self, wat: Beschermd) -> None:
        self.wat = wat
        self.tel: Final = tuple(Opdracht(self._telling(naam)) for naam in wat.kolommen)
        self._namen: Final = tuple(dict.fromkeys((*wat.sleutel, *wat.kolommen)))
        self._begin: Final = Opdracht(self._lezing(vanaf=False))
        self._verder: Final = Opdracht(self._lezing(vanaf=True))
        tabel = wat.tabel
        deze = and_(*(tabel.c[naam] == bindparam(f"oud_{naam}") for naam in wat.sleutel))
        self._wijzig: Final = Opdracht(update(tabel).where(deze).values({naam: bindparam(f"nieuw_{naam}") for naam in wat.kolommen}))
        self._dubbel: Final = Opdracht(
            delete(tabel).where(and_(*(tabel.c[naam] == bindparam(_als_nieuw(wat, naam)) for naam in wat.sleutel)))
        )

    def lees(self, sessie: Sessie, in_gebruik: int, na: Sequence[object] | None, hoogstens: int) -> list[dict[str, Any]]:
        """Rows with a value under another key than the one in use, kept for this transaction, in order of primary key."""
        waarden: dict[str, object] = {"nummer": bytes([in_gebruik]), "hoogstens": hoogstens}
        if na is not None:
            waarden.update({f"na_{naam}": waarde for naam, waarde in zip(self.wat.sleutel, na, strict=True)})
        rijen = sessie.rijen(self._begin if na is None else self._verder, **waarden)
        return [dict(zip(self._namen, rij, strict=True)) for rij in rijen]

    def schrijf(self, sessie: Sessie, nieuw: Sequence[dict[str, Waarde]]) -> None:
        """Change these rows."""
        if self.wat.verzameling:
            namen = {naam: _als_nieuw(self.wat, naam) for naam in self.wat.sleutel}
            anders = [rij for rij in nieuw if any(rij[f"oud_{naam}"] != rij[waar] for naam, waar in namen.items())]
            sessie.doe_elk(self._dubbel, [{waar: rij[waar] for waar in namen.values()} for rij in anders])
        sessie.doe_elk(self._wijzig, nieuw)

    def _lezing(self, *, vanaf: bool) -> Select[*tuple[Any, ...]]:
        kolommen = self.wat.tabel.c
        sleutel = [kolommen[naam] for naam in self.wat.sleutel]
        onder_een_andere = or_(*(_nummer(kolommen[naam]) != bindparam("nummer") for naam in self.wat.kolommen))
        keuze = select(*(kolommen[naam] for naam in self._namen)).where(onder_een_andere)
        if vanaf:
            keuze = keuze.where(
                tuple_(*sleutel) > tuple_(*(bindparam(f"na_{naam}", type_=kolommen[naam].type) for naam in self.wat.sleutel))
            )
        # a unique column changes: only a lock that a foreign key does not share may be held for it
        gedeeld = not self.wat.zegels
        return keuze.order_by(*sleutel).limit(bindparam("hoogstens")).with_for_update(skip_locked=True, key_share=gedeeld)

    def _telling(self, naam: str) -> Select[*tuple[Any, ...]]:
        kolom = self.wat.tabel.c[naam]
        eerste = _nummer(kolom).label("nummer")
        return select(eerste, func.count()).where(kolom.is_not(None)).group_by(literal_column("nummer"))


def _als_nieuw(wat: Beschermd, naam: str) -> str:
    return f"nieuw_{naam}" if naam in wat.zegels else f"oud_{naam}"


def _nummer(kolom: ColumnElement[Any]) -> ColumnElement[Any]:
    """Its first byte: the number of the key under which a value stands."""
    return func.substr(kolom, 1, 1)


_WERK: Final = tuple(map(_Werk, ZEGELS))
