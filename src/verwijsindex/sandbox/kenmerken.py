"""What is special about a person for whoever tries the index."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.nummers import voldoet_aan_elfproef
from verwijsindex.domain.tijd import PEILLEEFTIJD, BrpDatum, als_getal

RNI: Final = "1999"
BINNENKORT: Final = timedelta(days=31)
"""How long before his 23rd birthday someone is called wordt-23."""


class Persoon(Protocol):
    """What is read of a person; ``brp.persoonslijst`` gives it."""

    @property
    def bsn(self) -> str | None: ...  # noqa: D102
    @property
    def geslachtsnaam(self) -> str | None: ...  # noqa: D102
    @property
    def voorvoegsel(self) -> str | None: ...  # noqa: D102
    @property
    def voornamen(self) -> str | None: ...  # noqa: D102
    @property
    def geboortedatum(self) -> str | None: ...  # noqa: D102
    @property
    def geslacht(self) -> str | None: ...  # noqa: D102
    @property
    def is_overleden(self) -> bool: ...  # noqa: D102
    @property
    def is_opgeschort(self) -> bool: ...  # noqa: D102
    @property
    def ouders(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def gemeentecode(self) -> str | None: ...  # noqa: D102
    @property
    def postcode(self) -> str | None: ...  # noqa: D102
    @property
    def huisnummer(self) -> int | None: ...  # noqa: D102
    @property
    def woonadres(self) -> Woonadres | None: ...  # noqa: D102


class Kenmerk(StrEnum):
    """Fixed words; ``gedeelde-ouder-<n>`` comes beside them, one per parent that several reportable persons share."""

    BROER_ZUS = "broer-zus"
    OVERLEDEN = "overleden"
    OPGESCHORT = "opgeschort"
    WORDT_23 = "wordt-23"
    OUDER_DAN_22 = "23-of-ouder"
    PASGEBOREN = "pasgeboren"
    NOG_NIET_GEBOREN = "nog-niet-geboren"
    SCHRIKKELDAG = "schrikkeldag"
    GEBOORTEDATUM_ONBEKEND = "geboortedatum-onbekend"
    GEBOORTEDATUM_DEELS_ONBEKEND = "geboortedatum-deels-onbekend"
    ZONDER_BSN = "zonder-bsn"
    BSN_ONGELDIG = "bsn-ongeldig"
    BSN_DUBBEL = "bsn-dubbel"
    RNI = "rni"


GEDEELDE_OUDER: Final = "gedeelde-ouder-"
BELET: Final = frozenset(
    {
        *(Kenmerk.OVERLEDEN, Kenmerk.OPGESCHORT, Kenmerk.OUDER_DAN_22, Kenmerk.NOG_NIET_GEBOREN),
        *(Kenmerk.GEBOORTEDATUM_ONBEKEND, Kenmerk.ZONDER_BSN, Kenmerk.BSN_ONGELDIG, Kenmerk.BSN_DUBBEL),
    }
)
"""Who has one of these cannot be reported by BSN on the reference day; whoever has none can."""


def dubbele_nummers(nummers: Iterable[str | None]) -> frozenset[str]:
    """The numbers that several entries bear (keuzes.md 12)."""
    return frozenset(bsn for bsn, aantal in Counter(nummers).items() if bsn is not None and aantal > 1)


def eigen_kenmerken(persoon: Persoon, dag: date, dubbel: Collection[str | None]) -> Iterator[Kenmerk]:
    """What shows from the entry itself on ``dag``; ``dubbel`` are the numbers that several entries bear."""
    if persoon.is_overleden:
        yield Kenmerk.OVERLEDEN
    if persoon.is_opgeschort:
        yield Kenmerk.OPGESCHORT
    yield from _van_geboortedatum(BrpDatum.lees(persoon.geboortedatum), dag)
    if persoon.bsn is None:
        yield Kenmerk.ZONDER_BSN
    elif not voldoet_aan_elfproef(persoon.bsn):
        yield Kenmerk.BSN_ONGELDIG
    elif persoon.bsn in dubbel:
        yield Kenmerk.BSN_DUBBEL
    if persoon.gemeentecode == RNI:
        yield Kenmerk.RNI


def _van_geboortedatum(geboren: BrpDatum | None, dag: date) -> Iterator[Kenmerk]:
    if geboren is None:
        yield Kenmerk.GEBOORTEDATUM_ONBEKEND
    elif geboren.na(dag):
        yield Kenmerk.NOG_NIET_GEBOREN
    else:
        yield from _van_leeftijd(geboren.verjaardag(PEILLEEFTIJD), dag)
        if geboren.getal == als_getal(dag):
            yield Kenmerk.PASGEBOREN
        if geboren.getal % 10000 == 229:
            yield Kenmerk.SCHRIKKELDAG
        if geboren.getal % 100 == 0:
            yield Kenmerk.GEBOORTEDATUM_DEELS_ONBEKEND


def _van_leeftijd(verjaardag: date, dag: date) -> Iterator[Kenmerk]:
    if verjaardag <= dag:
        yield Kenmerk.OUDER_DAN_22
    elif verjaardag <= dag + BINNENKORT:
        yield Kenmerk.WORDT_23
