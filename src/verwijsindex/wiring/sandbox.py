"""Builds a sandbox in a directory: PKI, keys, database, register, clock and settings; or finds it there from last time."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from verwijsindex.brp.gepland import lees_inrichtingen
from verwijsindex.brp.persoonslijst import woonadres
from verwijsindex.contract.operaties import DIENSTEN
from verwijsindex.domain.instantie import MandaatSoort, Rol
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid, plus_jaren, vandaag
from verwijsindex.domain.uitgesloten import Bron, UitgeslotenAdres
from verwijsindex.sandbox.beschreven import Adressen, Beschrijving
from verwijsindex.sandbox.beschrijf import beschrijf_partners
from verwijsindex.sandbox.beschrijving import lees_beschrijving, schrijf_beschrijving
from verwijsindex.sandbox.doel import Opstelling, schrijf_doel
from verwijsindex.sandbox.foute_certificaten import foute_certificaten
from verwijsindex.sandbox.klok import VirtueleKlok, zet, zet_gelijk
from verwijsindex.sandbox.pki import maak_pki
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.sandbox.sleutelbossen import schrijf_sleutelbossen
from verwijsindex.sandbox.wereld import INDEX, JAREN_GELDIG, ONBEVOEGD, Wereld, maak_wereld
from verwijsindex.sandbox.zaaisel import BEGIN, Zaaisel
from verwijsindex.settings import Instellingen
from verwijsindex.soap.front import PAD_BE
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import migreer, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels
from verwijsindex.wiring.beleid import kies_beleid
from verwijsindex.wiring.bevolking import STAPPEN as PERSOONSSTAPPEN
from verwijsindex.wiring.bevolking import Stap, bevolk
from verwijsindex.wiring.sandboxinstellingen import sandboxdatabase, sandboxinstellingen

STAPPEN: Final = PERSOONSSTAPPEN + 2


class SandboxBestaatAl(Exception):
    """The directory holds a sandbox with persons and a clock of its own; the Dutch text says what to do."""


def bouw_of_open(
    map: Path, nu: datetime, stap: Stap, personen: Path | Zaaisel | None = None, *, nieuw: bool = False, begin: datetime | None = None
) -> tuple[Instellingen, Beschrijving]:
    """The sandbox in ``map``: the one that is there, or a new one with the persons of a file, with sown ones, or with the built-in ones.

    ``nu`` is the real time. A new sandbox starts at ``begin``; without it one with sown persons on `zaaisel.BEGIN`, another at ``nu``.
    ``stap`` hears what is being made, `STAPPEN` times.

    Raises SandboxBestaatAl when persons or ``begin`` are given for a sandbox that is there already (unless ``nieuw``),
    PersonenbestandOnjuist, TijdOnjuist for a ``begin`` that no clock shows, OSError when the directory cannot be written.
    """
    plek = Sandboxmap(map.absolute())
    if plek.beschrijving.exists() and not nieuw:
        if personen is not None or begin is not None:
            raise SandboxBestaatAl(f"{map} bevat al een sandbox; kies een andere --map, of begin opnieuw met --nieuw")
        return sandboxinstellingen(plek), lees_beschrijving(plek.map)
    _ruim_op(plek)
    if begin is None and isinstance(personen, Zaaisel):
        begin = datetime.combine(BEGIN, time(), AMSTERDAM)
    return sandboxinstellingen(plek), _bouw(plek, nu, stap, personen, begin)


def beschrijf_adres(map: Path, beschrijving: Beschrijving, url: str, *, zonder_handtekening: bool = False) -> None:
    """Write ``sandbox.json``, and ``doel.yaml`` for the conformance suite, for a sandbox that now answers at ``url``.

    ``zonder_handtekening``: and that answers messages without a signature beside it (besluit 0028).
    """
    bereikbaar = replace(beschrijving, url=Adressen(**{dienst.naam: url + dienst.pad for dienst in DIENSTEN}))
    plek = Sandboxmap(map.absolute())
    be = {dienst.naam: url + PAD_BE + dienst.pad for dienst in DIENSTEN} if zonder_handtekening else {}
    schrijf_doel(plek.map, bereikbaar, Opstelling(be, kies_beleid(sandboxinstellingen(plek)).afbouw, _grenzen(plek)))
    schrijf_beschrijving(map.absolute(), bereikbaar)


def _grenzen(plek: Sandboxmap) -> dict[str, date]:
    """R-004: of whom a day makes that he may not report, that day; without whom the organisations of this sandbox no longer have so."""
    opslag = open_opslag(sandboxdatabase(plek), lees_sleutels(plek.sleutels))
    try:
        with opslag.beheer(nu=VirtueleKlok(plek.klok).nu()) as beheer:
            alles = beheer.alles()
    finally:
        opslag.sluit()
    gestopt, nieuw = (alles.gebruikers.get(ONBEVOEGD[wat][2]) for wat in ("aanwijzing-voorbij", "aanwijzing-later"))
    _, instantie, _ = ONBEVOEGD["convenant-voorbij"]
    convenanten = (convenant for (_, houder, *_), convenant in alles.convenanten.items() if houder == instantie)
    dagen = {
        "aanwijzing-voorbij": None if gestopt is None else gestopt.aanwijzing.tot,
        "aanwijzing-later": None if nieuw is None else nieuw.aanwijzing.vanaf,
        "convenant-voorbij": next((convenant.geldigheid.tot for convenant in convenanten), None),
    }
    return {wat: dag for wat, dag in dagen.items() if dag is not None}


def _bouw(plek: Sandboxmap, nu: datetime, stap: Stap, personen: Path | Zaaisel | None, begin: datetime | None) -> Beschrijving:
    plek.map.mkdir(parents=True, exist_ok=True)
    dag = vandaag(begin or nu)
    wereld = maak_wereld(dag)
    beschreven = bevolk(plek, personen, dag, stap)
    stap("certificaten")
    pki = maak_pki(plek.pki, nu, INDEX, wereld.partners, ook=foute_certificaten(plek.foute_certificaten, wereld.partners[0].oin))
    schrijf_sleutelbossen(pki)
    stap("database")
    maak_sleutels(plek.sleutels)
    vul_database(sandboxdatabase(plek), plek.sleutels, wereld)
    _sluit_inrichtingen_uit(plek, dag)
    zet_gelijk(plek.klok)
    if begin is not None:
        zet(plek.klok, begin)
    return Beschrijving(
        url=Adressen("", "", ""),  # known when the server listens
        ca=pki.keten,
        clock=plek.klok,
        database=sandboxdatabase(plek),
        log=plek.log,
        partners=beschrijf_partners(wereld, pki),
        personen=beschreven,
    )


def vul_database(url: str, sleutels: Path, wereld: Wereld) -> None:
    """Make the tables in the database at ``url``, of either kind, and register everybody of the world in it."""
    migreer(url)
    opslag = open_opslag(url, lees_sleutels(sleutels))
    try:
        with opslag.beheer(nu=datetime.combine(wereld.dag, time(), AMSTERDAM)) as beheer:
            _schrijf_in(beheer, wereld)
            beheer.leg_vast()
    finally:
        opslag.sluit()


def _sluit_inrichtingen_uit(plek: Sandboxmap, dag: date) -> None:
    """R-075: the institutions of a sown population are excluded addresses from the beginning."""
    al_lang = Geldigheid(plus_jaren(dag, -JAREN_GELDIG))
    plekken = [adres.plek for adres in lees_inrichtingen(plek.uitgesloten_adressen)]
    adressen = [woonadres(een.postcode, een.huisnummer, een.verblijf) for een in plekken]
    uitgesloten = [UitgeslotenAdres(adres, Bron.MINISTER, al_lang) for adres in adressen if adres is not None]
    opslag = open_opslag(sandboxdatabase(plek), lees_sleutels(plek.sleutels))
    try:
        with opslag.schrijven() as transactie:
            transactie.uitgesloten_adressen.neem_over(uitgesloten)
            transactie.leg_vast()
    finally:
        opslag.sluit()


def _schrijf_in(beheer: Beheer, wereld: Wereld) -> None:
    """Register everybody of the world, whoever is named by another first."""
    for partner in wereld.partners:
        beheer.partner(partner.oin, partner.organisatie)
    for instantie in wereld.instanties:
        beheer.instantie(instantie)
        beheer.profiel(instantie.id, wereld.profielen[instantie.id])
    for gebruiker in wereld.gebruikers:
        beheer.gebruiker(gebruiker)
        if gebruiker.instantie is not None and Rol.COORDINATOR in gebruiker.rollen:
            beheer.coordinator(gebruiker.instantie.id, gebruiker.id)
    instanties = {instantie.id for instantie in wereld.instanties}
    for houder, afspraken in wereld.convenanten.items():
        soort = MandaatSoort.INSTANTIE if houder in instanties else MandaatSoort.FUNCTIONARIS
        for afspraak in afspraken:
            beheer.convenant(soort, houder, afspraak)
    for gemeente in wereld.gemeenten.values():
        beheer.gemeente(gemeente)
    for mandaat in wereld.mandaten:
        beheer.mandaat(mandaat)


def _ruim_op(plek: Sandboxmap) -> None:
    """Take away what an earlier sandbox, or a start that was broken off, left; nothing else in the directory."""
    database = plek.database
    bijbestanden = (database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm"))
    personen = (plek.personen, plek.gebeurtenissen, plek.uitgesloten_adressen, plek.register, plek.register_weg)
    for bestand in (plek.beschrijving, plek.doel, plek.klok, *personen, database, *bijbestanden, plek.sleutels, plek.log):
        bestand.unlink(missing_ok=True)
