"""Lets an event happen in the register of a sandbox, and the index process it at once."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from verwijsindex.brp.gebeurtenissen import registreer_emigratie, registreer_geheimhouding, registreer_ouders, registreer_overlijden
from verwijsindex.brp.geboorten import Pasgeborene, registreer_geboorte
from verwijsindex.brp.gepland import lees_adres, speel_af
from verwijsindex.brp.inlezen import lees_entries
from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, registreer_toekenning, registreer_verbetering
from verwijsindex.brp.schrijver import GebeurtenisOnmogelijk
from verwijsindex.brp.velden import VeldOnjuist, lees_object
from verwijsindex.brp.verhuizingen import NieuwAdres, registreer_intrek, registreer_opname, registreer_verhuizing
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.sandboxkeuze import gekozen_map
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import als_getal, vandaag
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt, verwerk_wijzigingen
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.wiring.sandbox import open_bestaande
from verwijsindex.wiring.server import maak_context, open_database

Registratie = Callable[[Path, datetime], str]
"""Writes an event into the register file at a moment; gives in Dutch what is done."""
_DELEN: Final = ("postcode", "huisnummer", "huisletter", "toevoeging", "aanduiding", "nummeraanduiding")


def geboorte(keuzes: argparse.Namespace) -> int:
    """R-080: a child is born."""
    ouders = _nummers(keuzes.ouder)
    bsn = None if keuzes.bsn is None else Bsn(keuzes.bsn)

    def registreer(register: Path, nu: datetime) -> str:
        dag = keuzes.datum or vandaag(nu)
        kind = Pasgeborene(keuzes.geslachtsnaam, dag, bsn, keuzes.voorvoegsel, keuzes.voornamen, keuzes.geslacht)
        registreer_geboorte(register, kind, ouders, nu)
        return "De geboorte staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def verhuizing(keuzes: argparse.Namespace) -> int:
    """R-121, R-122: persons move together."""
    bsns = _nummers(keuzes.bsn)
    bij = None if keuzes.bij is None else Bsn(keuzes.bij)

    def registreer(register: Path, nu: datetime) -> str:
        if bij is not None:
            registreer_intrek(register, bsns, bij, keuzes.datum or vandaag(nu), nu)
        else:
            registreer_verhuizing(register, bsns, _adres(keuzes), keuzes.datum or vandaag(nu), nu)
        return "De verhuizing staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def opname(keuzes: argparse.Namespace) -> int:
    """R-074, R-075: somebody moves to an institution."""
    bsn = Bsn(keuzes.bsn)
    bestand = Sandboxmap(gekozen_map(keuzes)).uitgesloten_adressen

    def registreer(register: Path, nu: datetime) -> str:
        registreer_opname(register, bsn, _inrichtingen(bestand), keuzes.datum or vandaag(nu), nu)
        return "De verhuizing naar een inrichting staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def ouder(keuzes: argparse.Namespace) -> int:
    """R-080: a child gets other parents."""
    if not keuzes.erbij and not keuzes.eraf:
        keuzes.fout("one of the arguments --erbij --eraf is required")
    kind, erbij, eraf = Bsn(keuzes.bsn), _nummers(keuzes.erbij), _nummers(keuzes.eraf)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_ouders(register, kind, erbij=erbij, eraf=eraf, moment=nu)
        return "De ouders zijn gewijzigd in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def overlijden(keuzes: argparse.Namespace) -> int:
    """R-044: somebody dies."""
    bsn = Bsn(keuzes.bsn)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_overlijden(register, bsn, keuzes.datum or vandaag(nu), nu)
        return "Het overlijden staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def emigratie(keuzes: argparse.Namespace) -> int:
    """R-046: persons leave the country."""
    bsns = _nummers(keuzes.bsn)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_emigratie(register, bsns, keuzes.datum or vandaag(nu), nu)
        return "Het vertrek staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def geheim(keuzes: argparse.Namespace) -> int:
    """R-123: an address becomes secret, or is no longer."""
    bsn = Bsn(keuzes.bsn)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_geheimhouding(register, bsn, geheim=keuzes.aan, moment=nu)
        return "De geheimhouding is gewijzigd in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def bsn_toekennen(keuzes: argparse.Namespace) -> int:
    """R-030: who had no number gets one."""
    bsn = Bsn(keuzes.bsn)
    wie = ZonderNummer(keuzes.geslachtsnaam, als_getal(keuzes.geboortedatum), keuzes.voornamen)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_toekenning(register, wie, bsn, nu)
        return "Het burgerservicenummer staat in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def bsn_verbeteren(keuzes: argparse.Namespace) -> int:
    """R-034: a number is replaced."""
    oud, nieuw = Bsn(keuzes.bsn), Bsn(keuzes.nieuw)

    def registreer(register: Path, nu: datetime) -> str:
        registreer_verbetering(register, oud, nieuw, nu)
        return "Het burgerservicenummer is verbeterd in het personenregister."

    return _laat_gebeuren(keuzes, registreer)


def gepland(keuzes: argparse.Namespace) -> int:
    """What was planned and is due happens."""
    bestand = Sandboxmap(gekozen_map(keuzes)).gebeurtenissen

    def registreer(register: Path, nu: datetime) -> str:
        afgespeeld = speel_af(register, bestand, nu)
        return f"Geplande gebeurtenissen: {afgespeeld.gebeurd} gebeurd, {afgespeeld.overgeslagen} konden niet meer."

    return _laat_gebeuren(keuzes, registreer)


def _laat_gebeuren(keuzes: argparse.Namespace, registreer: Registratie) -> int:
    """Write it into the register, let the index process it, and say how much that was; never about whom."""
    plek = Sandboxmap(gekozen_map(keuzes))
    instellingen = open_bestaande(plek.map)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        gedaan = registreer(plek.register, context.klok.nu())
        verwerkt = verwerk_wijzigingen(context)
    finally:
        opslag.sluit()
    print(gedaan)
    print(_telling(verwerkt))
    return GOED


def _telling(verwerkt: Verwerkt) -> str:
    over = f"{verwerkt.veranderd} bijgewerkt, {verwerkt.verhuisd} verhuisd, {verwerkt.overleden} overleden"
    rest = "" if verwerkt.volledig else " Het personenregister antwoordde niet meer; de rest volgt de volgende keer."
    return f"Gemelde jeugdigen: {over}. Nieuwe signalen: {verwerkt.signalen}.{rest}"


def _adres(keuzes: argparse.Namespace) -> NieuwAdres:
    """The options as a ``verblijfplaats``, which the same rules read. Raises GebeurtenisOnmogelijk."""
    verblijf = {deel: getattr(keuzes, deel) for deel in _DELEN}
    verblijf |= {"gemeentecode": keuzes.gemeente, "functie_adres": "B" if keuzes.briefadres else "W"}
    try:
        return lees_adres(verblijf)
    except VeldOnjuist as fout:
        raise GebeurtenisOnmogelijk(f"Dit adres kan niet: {fout}.") from None


def _inrichtingen(bestand: Path) -> Sequence[NieuwAdres]:
    """Institutions of a sown population; without such a list there are none."""
    if not bestand.exists():
        return ()
    return list(lees_entries(bestand, "adres", lambda entry: lees_adres(lees_object(entry, "een adres"))))


def _nummers(geschreven: Sequence[str]) -> Sequence[Bsn]:
    return [Bsn(nummer) for nummer in geschreven]
