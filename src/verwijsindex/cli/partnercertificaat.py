"""What ``verwijsindex partner certificaat`` does (R-154, R-156; besluit 0026)."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from verwijsindex.cli.kijken import druk_af
from verwijsindex.cli.opdracht import GOED
from verwijsindex.cli.organisatiewerk import beheer_van
from verwijsindex.domain.certificaat import Certificaat, Gebruik, Partnercertificaat
from verwijsindex.domain.regels.certificaten import drempel
from verwijsindex.domain.tijd import vandaag
from verwijsindex.operations import partnercertificaten
from verwijsindex.operations.partnercertificaten import Gedaan, Inschrijven
from verwijsindex.wiring.certificaten import eigen_certificaten
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.vertrouwen import maak_keurmeester

_GEBRUIK: Final = {
    "tls": (Gebruik.TLS,),
    "ondertekening": (Gebruik.ONDERTEKENING,),
    "beide": (Gebruik.TLS, Gebruik.ONDERTEKENING),
}
_GENOEG: Final = 16
"""Characters of a fingerprint that are shown: enough to tell them apart, and to type."""


def voeg_toe(keuzes: argparse.Namespace) -> int:
    """Register a certificate."""
    nu, gebruik = echte_tijd(), _GEBRUIK[keuzes.gebruik]
    pem = keuzes.bestand.read_bytes()
    with beheer_van(keuzes) as (beheer, instellingen):
        gekeurd = maak_keurmeester(instellingen).keur(pem, nu, tls=Gebruik.TLS in gebruik)
        certificaat = Certificaat(gekeurd.oin, gekeurd.vingerafdruk, gekeurd.geldig_vanaf, gekeurd.verloopt)
        wat = Inschrijven(certificaat, keuzes.oin, gebruik, keuzes.vanaf, keuzes.tot_en_met)
        gedaan = partnercertificaten.voeg_toe(wat, beheer, vandaag(nu), proef=keuzes.proef)
    for waarschuwing in gekeurd.waarschuwingen:
        print(f"Let op: {waarschuwing}.")
    return _vertel(gedaan, keuzes)


def beeindig(keuzes: argparse.Namespace) -> int:
    """Let a certificate end."""
    with beheer_van(keuzes) as (beheer, _):
        gedaan = partnercertificaten.beeindig(
            keuzes.oin, keuzes.vingerafdruk.lower(), keuzes.tot_en_met, beheer, vandaag(echte_tijd()), proef=keuzes.proef
        )
    return _vertel(gedaan, keuzes)


def verwijder(keuzes: argparse.Namespace) -> int:
    """Take a registration away."""
    with beheer_van(keuzes) as (beheer, _):
        gedaan = partnercertificaten.verwijder(keuzes.oin, keuzes.vingerafdruk.lower(), beheer, vandaag(echte_tijd()), proef=keuzes.proef)
    for een in gedaan.gewijzigd:
        if een.gebruik not in dict(gedaan.zonder):
            print(f"{_woord(een.gebruik)}: hiervan is niets meer ingeschreven; elk certificaat met deze OIN geldt weer.")
    return _vertel(gedaan, keuzes, weg=True)


def toon(keuzes: argparse.Namespace) -> int:
    """The certificates of partners and our own, with what is to be said of their end."""
    dag = vandaag(echte_tijd())
    with beheer_van(keuzes) as (beheer, instellingen):
        partners = beheer.alles().partners
        van_partners = [een for een in beheer.certificaten.alle() if keuzes.oin in (None, een.oin)]
    kop = ("partner", "naam", "gebruik", "vingerafdruk", "vanaf", "tot en met", "verloopt", "stand")
    druk_af([kop, *(_regel(een, partners[een.oin].naam, dag) for een in van_partners)])
    zonder = [oin for oin in partners if keuzes.oin in (None, oin) and oin not in {een.oin for een in van_partners}]
    if zonder:
        print(f"\nZonder ingeschreven certificaat, zodat elk met zijn OIN geldt: {', '.join(zonder)}")
    if keuzes.oin is None:
        print()
        eigen = eigen_certificaten(instellingen)
        regels = [(een.wat, een.vingerafdruk[:_GENOEG], str(vandaag(een.verloopt)), _einde(een.verloopt, dag) or "geldt") for een in eigen]
        druk_af([("van deze server", "vingerafdruk", "verloopt", "stand"), *regels])
    return GOED


def _regel(een: Partnercertificaat, naam: str, dag: date) -> tuple[str, ...]:
    dagen = str(een.vanaf), str(een.laatste_dag), str(vandaag(een.verloopt))
    return een.oin, naam, _woord(een.gebruik), een.vingerafdruk[:_GENOEG], *dagen, _stand(een, dag)


def _stand(een: Partnercertificaat, dag: date) -> str:
    if dag > een.laatste_dag:
        return "voorbij"
    return "; ".join(filter(None, ("" if een.vanaf <= dag else "nog niet", _einde(een.verloopt, dag)))) or "geldt"


def _einde(verloopt: datetime, dag: date) -> str:
    """What is to be said of its end, as the maintenance round says it (docs/certificaten.md)."""
    if drempel(verloopt, dag) is None:
        return ""
    dagen = (vandaag(verloopt) - dag).days
    return "let op: verlopen" if dagen < 0 else "let op: verloopt vandaag" if dagen == 0 else f"let op: verloopt over {dagen} dagen"


def _vertel(gedaan: Gedaan, keuzes: argparse.Namespace, *, weg: bool = False) -> int:
    """What changed, what follows, and whether it was done."""
    for regel in _regels(gedaan.gewijzigd, weg=weg):
        print(regel)
    for gebruik, dag in gedaan.zonder:
        print(f"{_woord(gebruik)}: vanaf {dag} geldt geen ingeschreven certificaat meer; schrijf voor die dag een nieuw in.")
    if not gedaan.gewijzigd:
        print("Er is geen verschil.")
    else:
        print("Proef: er is niets veranderd." if keuzes.proef else "Gedaan. Een server die draait, gehoorzaamt binnen een seconde.")
    return GOED


def _regels(certificaten: Sequence[Partnercertificaat], *, weg: bool) -> Iterator[str]:
    for een in certificaten:
        wat = "niet meer ingeschreven" if weg else f"van {een.vanaf} tot en met {een.laatste_dag}"
        yield f"{een.oin} {_woord(een.gebruik)} {een.vingerafdruk[:_GENOEG]}: {wat}"


def _woord(gebruik: Gebruik) -> str:
    return "TLS" if gebruik is Gebruik.TLS else "ondertekening"
