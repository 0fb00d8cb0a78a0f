"""Gives a new sandbox its persons: writes or takes a persons file, fills the register from it, and chooses whom to describe."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from verwijsindex.brp.inlezen import lees_personen, maak_register
from verwijsindex.brp.overzicht import dubbele_nummers, ouders_na
from verwijsindex.brp.persoonslijst import Persoonslijst
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.regels.identificatie import lees_bsn, uit_register, uiterlijk
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.sandbox.beschreven import BeschrevenPersoon
from verwijsindex.sandbox.beschrijf import beschrijf_personen
from verwijsindex.sandbox.bevolking import maak_bevolking, schrijf_bevolking
from verwijsindex.sandbox.keuze import VENSTER, Elders
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.zaaien import zaai
from verwijsindex.sandbox.zaaisel import Zaaisel

Stap = Callable[[str], None]
"""Hears the name of the next step."""
DELEN: Final = 40
STAPPEN: Final = 2 * DELEN
"""How often a Stap is heard: for making persons and for reading them, however many there are."""


def bevolk(plek: Sandboxmap, personen: Path | Zaaisel | None, dag: date, stap: Stap) -> tuple[BeschrevenPersoon, ...]:
    """Fill the register with the persons of a file, with those that are sown, or with the built-in ones; gives whom to describe.

    Persons pass one by one: of a file of any length no more than `VENSTER` are held. Raises PersonenbestandOnjuist.
    """
    bestand = _personenbestand(plek, personen, dag, stap)
    gelezen = Meter(stap, "personen inlezen", bestand.stat().st_size if bestand.is_file() else 0)
    eersten: list[Persoonslijst] = []
    maak_register(plek.register, _onthoud(lees_personen(bestand, gelezen), eersten))
    gelezen.klaar()
    return beschrijf_personen(eersten, dag, _elders(plek.register, eersten, dag))


def _personenbestand(plek: Sandboxmap, personen: Path | Zaaisel | None, dag: date, stap: Stap) -> Path:
    gemaakt = Meter(stap, "personen", personen.gezinnen if isinstance(personen, Zaaisel) else 1)
    if isinstance(personen, Zaaisel):
        zaai(plek, personen, dag, gemaakt)
        return plek.personen
    gemaakt.klaar()
    if personen is None:
        schrijf_bevolking(plek.personen, maak_bevolking(dag))
    return personen or plek.personen


class Meter:
    """Divides work of ``totaal`` into `DELEN` steps, the first of which begins at once."""

    def __init__(self, stap: Stap, wat: str, totaal: int) -> None:
        self._stap = stap
        self._wat = wat
        self._totaal = totaal
        self._begonnen = 0
        self(0)

    def __call__(self, gedaan: int) -> None:
        """So much has been done."""
        while self._begonnen < DELEN and gedaan * DELEN >= self._begonnen * self._totaal:
            self._begonnen += 1
            self._stap(self._wat)

    def klaar(self) -> None:
        """All has been done."""
        self(self._totaal)


def _onthoud(personen: Iterable[Persoonslijst], eersten: list[Persoonslijst]) -> Iterator[Persoonslijst]:
    for persoon in personen:
        if len(eersten) < VENSTER:
            eersten.append(persoon)
        yield persoon


def _elders(register: Path, eersten: Sequence[Persoonslijst], dag: date) -> Elders:
    """What the persons behind the first ones mean for those: a number borne again, or a brother or sister who can be reported."""
    dubbel = dubbele_nummers(register)

    def telt(bsn: str, persoon: RegisterPersoon) -> bool:
        return bsn not in dubbel and _te_melden(bsn, persoon, dag)

    ouders = {ouder for persoon in eersten for ouder in persoon.ouders}
    return Elders(dubbel, ouders_na(register, len(eersten), ouders, telt))


def _te_melden(bsn: str, persoon: RegisterPersoon, dag: date) -> bool:
    try:
        lees_bsn(bsn, productie=False)
        uiterlijk(uit_register([persoon]), dag, statuut().op(dag).leeftijd_grens)
    except Weigering:
        return False
    return True
