"""Lets an event happen in the register of a sandbox, and the index process it at once."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from verwijsindex.brp.gebeurtenissen import registreer_emigratie, registreer_geheimhouding, registreer_ouders, registreer_overlijden
from verwijsindex.brp.geboorten import Pasgeborene, registreer_geboorte
from verwijsindex.brp.gepland import lees_adres, lees_inrichtingen, speel_af
from verwijsindex.brp.nummergebeurtenissen import ZonderNummer, registreer_toekenning, registreer_verbetering
from verwijsindex.brp.schrijver import GebeurtenisOnmogelijk
from verwijsindex.brp.velden import VeldOnjuist
from verwijsindex.brp.verhuizingen import NieuwAdres, registreer_intrek, registreer_opname, registreer_verhuizing
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.sandboxkeuze import gekozen_map
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.tijd import als_getal, vandaag
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt, verwerk_wijzigingen
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.wiring.context import maak_context, open_database
from verwijsindex.wiring.sandboxinstellingen import open_bestaande

Registratie = Callable[[Path, date, datetime], str | None]
"""Writes an event of a day into the register file at a moment; may say in Dutch how much that was."""
_DELEN: Final = ("postcode", "huisnummer", "huisletter", "toevoeging", "aanduiding", "nummeraanduiding")


def geboorte(keuzes: argparse.Namespace) -> int:
    """R-080: a child is born."""

    def registreer(register: Path, dag: date, nu: datetime) -> None:
        bsn = None if keuzes.bsn is None else Bsn(keuzes.bsn)
        kind = Pasgeborene(keuzes.geslachtsnaam, dag, bsn, keuzes.voorvoegsel, keuzes.voornamen, keuzes.geslacht)
        registreer_geboorte(register, kind, _nummers(keuzes.ouder), nu)

    return _laat_gebeuren(keuzes, registreer, "De geboorte staat in het personenregister.")


def verhuizing(keuzes: argparse.Namespace) -> int:
    """R-121, R-122: persons move together."""

    def registreer(register: Path, dag: date, nu: datetime) -> None:
        if keuzes.bij is not None:
            registreer_intrek(register, _nummers(keuzes.bsn), Bsn(keuzes.bij), dag, nu)
        else:
            registreer_verhuizing(register, _nummers(keuzes.bsn), _adres(keuzes), dag, nu)

    return _laat_gebeuren(keuzes, registreer, "De verhuizing staat in het personenregister.")


def opname(keuzes: argparse.Namespace) -> int:
    """R-074, R-075: somebody moves to an institution."""
    bestand = Sandboxmap(gekozen_map(keuzes)).uitgesloten_adressen

    def registreer(register: Path, dag: date, nu: datetime) -> None:
        registreer_opname(register, Bsn(keuzes.bsn), lees_inrichtingen(bestand), dag, nu)

    return _laat_gebeuren(keuzes, registreer, "De verhuizing naar een inrichting staat in het personenregister.")


def ouder(keuzes: argparse.Namespace) -> int:
    """R-080: a child gets other parents."""
    if not keuzes.erbij and not keuzes.eraf:
        keuzes.fout("one of the arguments --erbij --eraf is required")

    def registreer(register: Path, _: date, nu: datetime) -> None:
        registreer_ouders(register, Bsn(keuzes.bsn), erbij=_nummers(keuzes.erbij), eraf=_nummers(keuzes.eraf), moment=nu)

    return _laat_gebeuren(keuzes, registreer, "De ouders zijn gewijzigd in het personenregister.")


def overlijden(keuzes: argparse.Namespace) -> int:
    """R-044: somebody dies."""

    def registreer(register: Path, dag: date, nu: datetime) -> None:
        registreer_overlijden(register, Bsn(keuzes.bsn), dag, nu)

    return _laat_gebeuren(keuzes, registreer, "Het overlijden staat in het personenregister.")


def emigratie(keuzes: argparse.Namespace) -> int:
    """R-046: persons leave the country."""

    def registreer(register: Path, dag: date, nu: datetime) -> None:
        registreer_emigratie(register, _nummers(keuzes.bsn), dag, nu)

    return _laat_gebeuren(keuzes, registreer, "Het vertrek staat in het personenregister.")


def geheim(keuzes: argparse.Namespace) -> int:
    """R-123: an address becomes secret, or is no longer."""

    def registreer(register: Path, _: date, nu: datetime) -> None:
        registreer_geheimhouding(register, Bsn(keuzes.bsn), geheim=keuzes.aan, moment=nu)

    return _laat_gebeuren(keuzes, registreer, "De geheimhouding is gewijzigd in het personenregister.")


def bsn_toekennen(keuzes: argparse.Namespace) -> int:
    """R-030: who had no number gets one."""

    def registreer(register: Path, _: date, nu: datetime) -> None:
        wie = ZonderNummer(keuzes.geslachtsnaam, als_getal(keuzes.geboortedatum), keuzes.voornamen)
        registreer_toekenning(register, wie, Bsn(keuzes.bsn), nu)

    return _laat_gebeuren(keuzes, registreer, "Het burgerservicenummer staat in het personenregister.")


def bsn_verbeteren(keuzes: argparse.Namespace) -> int:
    """R-034: a number is replaced."""

    def registreer(register: Path, _: date, nu: datetime) -> None:
        registreer_verbetering(register, Bsn(keuzes.bsn), Bsn(keuzes.nieuw), nu)

    return _laat_gebeuren(keuzes, registreer, "Het burgerservicenummer is verbeterd in het personenregister.")


def gepland(keuzes: argparse.Namespace) -> int:
    """What was planned and is due happens."""
    bestand = Sandboxmap(gekozen_map(keuzes)).gebeurtenissen

    def registreer(register: Path, _: date, nu: datetime) -> str:
        afgespeeld = speel_af(register, bestand, nu)
        return f"{afgespeeld.gebeurd} gebeurd, {afgespeeld.overgeslagen} konden niet meer."

    return _laat_gebeuren(keuzes, registreer, "Geplande gebeurtenissen:")


def _laat_gebeuren(keuzes: argparse.Namespace, registreer: Registratie, gedaan: str) -> int:
    """Write it into the register, let the index process it, and say how much that was; never about whom."""
    plek = Sandboxmap(gekozen_map(keuzes))
    instellingen = open_bestaande(plek.map)
    opslag = open_database(instellingen)
    try:
        context = maak_context(instellingen, opslag)
        nu = context.klok.nu()
        hoeveel = registreer(plek.register, getattr(keuzes, "datum", None) or vandaag(nu), nu)
        verwerkt = verwerk_wijzigingen(context)
    finally:
        opslag.sluit()
    print(gedaan if hoeveel is None else f"{gedaan} {hoeveel}")
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


def _nummers(geschreven: Sequence[str]) -> Sequence[Bsn]:
    return [Bsn(nummer) for nummer in geschreven]
