"""What the commands about organisations do."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from verwijsindex.cli.kijken import druk_af
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.organisatievorm import als_bestand
from verwijsindex.domain.organisatie import Conformiteit, Inschrijvingen
from verwijsindex.domain.regels.organisatieverschil import Wijziging
from verwijsindex.operations.organisaties import Overname
from verwijsindex.operations.organisaties import importeer as neem_over
from verwijsindex.settings import Instellingen, lees_instellingen
from verwijsindex.storage.beheer import Beheer
from verwijsindex.wiring.context import kies_klok, open_database
from verwijsindex.wiring.sandboxinstellingen import open_bestaande
from verwijsindex.yamlbestand import lees_yaml


@contextmanager
def beheer_van(keuzes: argparse.Namespace) -> Iterator[tuple[Beheer, Instellingen]]:
    """A registration on the day of the clock of this server or sandbox; forgets unless told to keep."""
    instellingen = lees_instellingen(keuzes.instellingen) if keuzes.map is None else open_bestaande(keuzes.map)
    opslag = open_database(instellingen)
    try:
        with opslag.beheer(nu=kies_klok(instellingen).nu(), productie=instellingen.productie) as beheer:
            yield beheer, instellingen
    finally:
        opslag.sluit()


def exporteer(keuzes: argparse.Namespace) -> int:
    """Write everything that is registered."""
    with beheer_van(keuzes) as (beheer, _):
        tekst = als_bestand(beheer.alles(), beheer.namen(), beheer.conformiteiten())
    if keuzes.uit is None:
        sys.stdout.write(tekst)
        return GOED
    with os.fdopen(os.open(keuzes.uit, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as bestand:
        bestand.write(tekst)
    print(f"Geschreven in {keuzes.uit}. Het bestand bevat persoonsgegevens van professionals.")
    return GOED


def verschil(keuzes: argparse.Namespace) -> int:
    """Tell what a file would change."""
    overname = _lees_in(keuzes, proef=True)
    _toon(overname)
    return GOED


def importeer(keuzes: argparse.Namespace) -> int:
    """Take a file over."""
    overname = _lees_in(keuzes, proef=keuzes.proef)
    _toon(overname)
    if overname.wijzigingen:
        print("Proef: er is niets veranderd." if keuzes.proef else "Overgenomen.")
    return GOED


def toon(keuzes: argparse.Namespace) -> int:
    """Who takes part, and what they lack."""
    with beheer_van(keuzes) as (beheer, _):
        alles, dag, getoetst = beheer.alles(), beheer.dag, {bewijs.oin: bewijs for bewijs in beheer.conformiteiten()}
    partners = [(wie.oin, wie.naam, wie.toestand.value, _toets(getoetst.get(wie.oin))) for wie in alles.partners.values()]
    druk_af([("partner", "naam", "toestand", "geslaagde toets"), *partners])
    print()
    druk_af([("gemeente", "naam", "live vanaf"), *((g.code, g.naam, str(g.live_vanaf or "niet")) for g in alles.gemeenten.values())])
    print()
    kop = ("instantie", "naam", "categorie", "convenant", "mandaat", "organisatieprofiel")
    druk_af([kop, *(_instantie(id, alles, dag) for id in alles.instanties)])
    return GOED


def _toets(bewijs: Conformiteit | None) -> str:
    return "nee; let op" if bewijs is None else f"{bewijs.versie} op {bewijs.getoetst_op:%Y-%m-%d}"


def _instantie(id: str, alles: Inschrijvingen, dag: date) -> tuple[str, ...]:
    wie = alles.instanties[id]
    convenant = any(sleutel[1] == id and afspraak.geldigheid.omvat(dag) for sleutel, afspraak in alles.convenanten.items())
    mandaat = any(sleutel[2] == id and recht.geldigheid.omvat(dag) for sleutel, recht in alles.mandaten.items())
    ontbreekt = alles.profielen[id].ontbreekt if id in alles.profielen else ("alles",)
    profiel = f"ontbreekt: {', '.join(ontbreekt)}" if ontbreekt else "volledig"
    return id, wie.naam, wie.categorie, "ja" if convenant else "nee", "ja" if mandaat else "nee", profiel


def _lees_in(keuzes: argparse.Namespace, *, proef: bool) -> Overname:
    boom = lees_yaml(keuzes.bestand.read_bytes())
    with beheer_van(keuzes) as (beheer, instellingen):
        return neem_over(boom, beheer, per=keuzes.per, productie=instellingen.productie, proef=proef)


def _toon(overname: Overname) -> None:
    if not overname.wijzigingen:
        print("Er is geen verschil.")
    toon_wijzigingen(overname.wijzigingen)
    _lijst("Verweesd raken deze meldingen; het college hoort ervan ('verwijsindex verweesd'):", overname.verweesd)
    _lijst("Let op:", overname.waarschuwingen)


def toon_wijzigingen(wijzigingen: Sequence[Wijziging]) -> None:
    """One line per change, without contact data."""
    for regel in wijzigingen:
        print(f"{regel.soort.value:<10}{regel.wat} {regel.wie}" + (f": {regel.hoe}" if regel.hoe else ""))


def _lijst(kop: str, regels: Sequence[str]) -> None:
    if regels:
        print("\n".join((kop, *(f"  {regel}" for regel in regels))))
