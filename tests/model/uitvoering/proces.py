"""One index: its database, its clock that stands where it is put, and who may act in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.instantie import Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels

from ..wereld import COORDINATOR, EEN, GGD, INSTELLINGEN, MELDERS, REGIE, SINDS, TWEE
from .berichten import afzender, gegevens

ALTIJD = Geldigheid(SINDS)
PROFIEL = Organisatieprofiel("protocol", "doelgroep", "criteria", "procedures", "zorgcoordinatie", gegevens("servicepunt"))


@dataclass
class Klok:
    """``ports.Klok``."""

    moment: datetime

    def nu(self) -> datetime:
        return self.moment


class Proces:
    """An index on an empty, migrated database, with everybody of ``wereld`` registered."""

    def __init__(self, url: str, sleutels: Sleutels, map: Path, moment: datetime) -> None:
        self._url, self._sleutels = url, sleutels
        self._registerbestand = map / f"register-{uuid4()}.sqlite"
        self.klok = Klok(moment)
        self.langs: Callable[[str], str] = lambda wie: (GGD if wie == COORDINATOR else MELDERS[wie]).oin
        """By which partner system a reporter asks, as the history has it."""
        self._beleid: Beleid | None = None
        self._opslag = open_opslag(url, sleutels)
        _registreer(self._opslag)
        self.herstart_proces()

    def herstart_proces(self) -> None:
        """What a process has of its own, made anew; the database and the register stay."""
        self._opslag.sluit()
        self._opslag = open_opslag(self._url, self._sleutels, self._beleid)
        self.context = Context(
            opslag=self._opslag,
            klok=self.klok,
            register=IngebedRegister(self._registerbestand),
            nieuwe_id=lambda: str(uuid4()),
            wijzigingen=IngebedWijzigingen(self._registerbestand),
        )

    def van(self, wie: str, oin: str | None = None) -> Afzender:
        """Who asks: by the partner system that acts for him, or by another one."""
        return afzender(wie, oin or REGIE.get(wie) or self.langs(wie))

    def beheer(self) -> AbstractContextManager[Beheer]:
        """Change who may act; keep it with ``leg_vast``."""
        return self._opslag.beheer()

    def wijs_aan(self, wie: str, geldigheid: Geldigheid) -> None:
        """Give a reporter another appointment in the place of his."""
        plek = MELDERS[wie]
        medewerker = _medewerker(wie, Rol.MELDER, Instantie(plek.id, plek.naam, plek.categorie, plek.maanden))
        with self._opslag.beheer() as beheer:
            beheer.gebruiker(replace(medewerker, aanwijzing=geldigheid))
            beheer.leg_vast()

    def sluit(self) -> None:
        self._opslag.sluit()
        self._waar_het_is.unlink(missing_ok=True)

    @property
    def _weg(self) -> Path:
        return self._registerbestand.with_suffix(".weg")

    @property
    def _waar_het_is(self) -> Path:
        return self._registerbestand if self._registerbestand.exists() else self._weg


def _registreer(opslag: SqlOpslag) -> None:
    with opslag.beheer() as beheer:
        for oin in (EEN, TWEE):
            beheer.partner(oin, f"Leverancier {oin[-4:]}")
        instanties = {plek: Instantie(plek.id, plek.naam, plek.categorie, plek.maanden) for plek in INSTELLINGEN}
        for gemeente in REGIE:
            beheer.gebruiker(_regievoerder(gemeente))
        for plek, instantie in instanties.items():
            beheer.instantie(instantie)
            beheer.profiel(plek.id, PROFIEL)
            beheer.convenant(MandaatSoort.INSTANTIE, plek.id, Convenant(plek.gemeente, ALTIJD))
        for gemeente in REGIE:
            beheer.gemeente(Gemeente(gemeente, f"Gemeente {gemeente}", ALTIJD.vanaf))
        for plek in instanties:
            beheer.mandaat(Mandaat(plek.oin, MandaatSoort.INSTANTIE, plek.id, plek.gemeente, ALTIJD))
        for wie, plek in MELDERS.items():
            beheer.gebruiker(_medewerker(wie, Rol.MELDER, instanties[plek]))
        beheer.gebruiker(_medewerker(COORDINATOR, Rol.COORDINATOR, instanties[GGD]))
        beheer.coordinator(GGD.id, COORDINATOR)
        for gemeente, oin in REGIE.items():
            beheer.mandaat(Mandaat(oin, MandaatSoort.GEMEENTE, gemeente, gemeente, ALTIJD))
        beheer.leg_vast()


def _medewerker(wie: str, rol: Rol, instantie: Instantie) -> Gebruiker:
    return Gebruiker(wie, MandaatSoort.INSTANTIE, frozenset({rol}), ALTIJD, instantie, contact=gegevens(wie))


def _regievoerder(gemeente: str) -> Gebruiker:
    wie = f"regie-{gemeente}"
    contact = replace(gegevens(wie), emailadres=f"{wie}@example.nl")
    return Gebruiker(wie, MandaatSoort.GEMEENTE, frozenset({Rol.REGIEVOERDER}), ALTIJD, contact=contact, gemeentecode=gemeente)
