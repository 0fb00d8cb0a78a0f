"""A family in the embedded register, its events, and an index that hears of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.persoonslijst import Persoonslijst, Plek, Verblijf
from verwijsindex.brp.verhuizingen import NieuwAdres, registreer_verhuizing
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Registerwijzigingen
from verwijsindex.domain.regels.signaleren import toon
from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort, Signaal
from verwijsindex.operations.context import Context
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.melden import Gemeld
from verwijsindex.storage.database import SqlOpslag

from ...beleid import altijd
from .wereld import DAG, GEMEENTE, GGD, HALFBROER, KIND, MOEDER, NU, POLITIE, VADER, ZUS, VasteKlok, bus, meld_verzoek

ANDERE_GEMEENTE = "0599"
HIER = Plek("1011AB", 1, Verblijf("0363200000000001"))
DAAR = Plek("1011AB", 2, Verblijf("0363200000000002"))
VER = Plek("3011AA", 5, Verblijf("0599200000000005"))


def lijst(bsn: Bsn, plek: Plek | None, *ouders: Bsn, gemeente: str = GEMEENTE, geboren: str = "20120510") -> Persoonslijst:
    """A person at an address; without one he has a briefadres."""
    waar = plek or Plek("1011AB", 1, Verblijf(is_briefadres=True))
    return Persoonslijst(
        bsn.waarde,
        "Jansen",
        geboren,
        ouders=tuple(ouder.waarde for ouder in ouders),
        gemeentecode=gemeente,
        postcode=waar.postcode,
        huisnummer=waar.huisnummer,
        verblijf=Verblijf(waar.verblijf.nummeraanduiding, is_briefadres=waar.verblijf.is_briefadres, sinds="20200101"),
    )


@dataclass(frozen=True)
class Huis:
    """The register file and the index beside it."""

    pad: Path
    opslag: SqlOpslag
    adresmatch: bool = True

    def context(self, wijzigingen: Registerwijzigingen | None = None) -> Context:
        return Context(
            self.opslag.onder(altijd(adresmatch=self.adresmatch)),
            VasteKlok(),
            IngebedRegister(self.pad, adressen=lambda: self.adresmatch),
            lambda: str(uuid4()),
            wijzigingen=wijzigingen or IngebedWijzigingen(self.pad),
        )

    def meld(self, wie: str, bsn: Bsn) -> Gemeld:
        """This reporter reports; agents and detectives are of the police."""
        instantie = GGD if wie in {"arts", "collega"} else POLITIE
        return meld_jeugdige(meld_verzoek(wie, bsn, str(uuid4()), instantie), self.context())

    def verhuis(self, bsn: Bsn, naar: Plek, gemeente: str = GEMEENTE, op: date = DAG) -> None:
        registreer_verhuizing(self.pad, [bsn], NieuwAdres(gemeente, naar), op, NU)

    def bus(self, wie: str) -> list[Signaal]:
        """What a reporter would fetch today."""
        return self._bus(bus(wie))

    def gemeentebus(self, code: str) -> list[Signaal]:
        return self._bus(Ontvanger(OntvangerSoort.GEMEENTE, code))

    def _bus(self, van: Ontvanger) -> list[Signaal]:
        with self.opslag.lezen() as transactie:
            return [toon(signaal, DAG) for signaal in transactie.signalen.open_voor(van, 1, 500, DAG)]

    def soorten(self, wie: str) -> list[str]:
        return [signaal.soort.value for signaal in self.bus(wie)]


def bouw(pad: Path, opslag: SqlOpslag, *personen: Persoonslijst, adresmatch: bool = True) -> Huis:
    """A register of these persons and their parents."""
    ouders = [lijst(ouder, VER, geboren="19800101") for ouder in (MOEDER, VADER)]
    maak_register(pad, [*ouders, *personen])
    return Huis(pad, opslag, adresmatch)


__all__ = ["ANDERE_GEMEENTE", "DAAR", "HALFBROER", "HIER", "KIND", "MOEDER", "VADER", "VER", "ZUS", "Huis", "bouw", "lijst"]
