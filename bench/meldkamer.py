"""Reports by the use case itself, without SOAP around it: what the store costs, on any database and with any number of reporters."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import Contactgegevens, Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort, Rol, Stuurgegevens
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import MeldJeugdige, meld_jeugdige
from verwijsindex.operations.melden import Gemeld, TeMelden
from verwijsindex.settings import Instellingen
from verwijsindex.storage.beheer import Beheer
from verwijsindex.wiring.context import maak_context, open_database

OIN: Final = "00000099000000999000"
"""A partner system that only these measurements know."""
INSTANTIE: Final = "bench-ggd"
GEMEENTE: Final = "0363"
_ALTIJD: Final = Geldigheid(date(2020, 1, 1), None)


@dataclass(frozen=True, slots=True)
class Duur:
    """Of one melding, in nanoseconds."""

    cpu: int
    wand: int


class Meldkamer:
    """One database, and reporters who report in it; ``melders`` is how many there are."""

    def __init__(self, instellingen: Instellingen, url: str, melders: int) -> None:
        self._opslag = open_database(replace(instellingen, database=url))
        self.context: Context = maak_context(instellingen, self._opslag)
        with self._opslag.beheer() as beheer:
            _schrijf_in(beheer, melders)
            beheer.leg_vast()

    def meld(self, bsn: str, melder: int) -> tuple[Gemeld, Duur]:
        """Reporter ``melder`` (from 0) reports this jeugdige; the answer, and how long it took."""
        wie = Stuurgegevens(OIN, melder_id(melder), Rol.MELDER, INSTANTIE)
        verzoek = MeldJeugdige(Afzender(OIN, str(uuid4()), wie), TeMelden(str(uuid4()), OpBsn(bsn)))
        cpu, wand = time.process_time_ns(), time.perf_counter_ns()
        gemeld = meld_jeugdige(verzoek, self.context)
        return gemeld, Duur(time.process_time_ns() - cpu, time.perf_counter_ns() - wand)

    def sluit(self) -> None:
        """Close the database."""
        self._opslag.sluit()


def melder_id(nummer: int) -> str:
    """The gebruikerId of a reporter."""
    return f"bench-melder-{nummer}"


def gezinnen(nummers: Iterator[str], aantal: int, kinderen: int) -> tuple[list[list[str]], list[Mapping[str, object]]]:
    """``aantal`` families of so many children with one mother: their numbers, and their entries for a register."""
    families, personen = [], []
    for _ in range(aantal):
        moeder = next(nummers)
        familie = [next(nummers) for _ in range(kinderen)]
        families.append(familie)
        personen.extend(_kind(bsn, moeder) for bsn in familie)
    return families, personen


def _kind(bsn: str, moeder: str) -> Mapping[str, object]:
    return {
        "bsn": bsn,
        "geslachtsnaam": "Bench",
        "geboortedatum": f"{date.today().year - 10}0615",  # noqa: DTZ011 - any year in which they are children
        "ouders": [{"bsn": moeder}],
        "verblijfplaats": {"gemeentecode": GEMEENTE},
    }


def _schrijf_in(beheer: Beheer, melders: int) -> None:
    beheer.partner(OIN, "Bench")
    ggd = Instantie(INSTANTIE, "GGD Bench", "JG1")
    beheer.instantie(ggd)
    contact = Contactgegevens("Bench", telefoon="0201234567", emailadres="bench@example.nl")
    beheer.profiel(INSTANTIE, Organisatieprofiel("protocol", "doelgroep", "criteria", "procedures", "zorgcoordinatie", contact))
    beheer.convenant(MandaatSoort.INSTANTIE, INSTANTIE, Convenant(GEMEENTE, _ALTIJD))
    regie = frozenset({Rol.REGIEVOERDER})
    beheer.gebruiker(Gebruiker("bench-regie", MandaatSoort.GEMEENTE, regie, _ALTIJD, contact=contact, gemeentecode=GEMEENTE))
    beheer.gemeente(Gemeente(GEMEENTE, "Gemeente Bench", _ALTIJD.vanaf))
    beheer.mandaat(Mandaat(OIN, MandaatSoort.INSTANTIE, INSTANTIE, GEMEENTE, _ALTIJD))
    for nummer in range(melders):
        beheer.gebruiker(
            Gebruiker(melder_id(nummer), MandaatSoort.INSTANTIE, frozenset({Rol.MELDER}), _ALTIJD, contact=contact, instantie=ggd)
        )


def sqlite_in(map: Path) -> str:
    """The URL of a database file in this directory."""
    return f"sqlite:///{map / 'meldkamer.sqlite'}"
