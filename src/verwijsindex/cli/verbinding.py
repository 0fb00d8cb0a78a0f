"""As whom a person at a terminal speaks to which index: a sandbox in a directory, or a connection file for a real one."""

import argparse
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from verwijsindex.cli.opdracht import STANDAARDMAP, Parser
from verwijsindex.client import Verwijsindex
from verwijsindex.domain.instantie import Rol
from verwijsindex.sandbox.beschreven import BeschrevenMandaat, BeschrevenPartner, Beschrijving
from verwijsindex.sandbox.beschrijving import lees_beschrijving
from verwijsindex.sandbox.wereld import INDEX

_VELDEN = frozenset({"adres", "certificaat", "sleutel", "ca", "server_oin", "instantie", "rol", "crl_map", "zonder_handtekening"})
_VERPLICHT = _VELDEN - {"instantie", "rol", "crl_map", "zonder_handtekening"}
_ROLLEN = tuple(rol.value for rol in Rol)
_POGINGEN = 2
"""Who waits at a terminal would rather hear soon that nothing answers."""


class VerbindingOnjuist(Exception):
    """There is no such user or connection; the Dutch text says what is missing."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """A user of a sandbox, with the partner and the mandate under which he acts."""

    partner: BeschrevenPartner
    mandaat: BeschrevenMandaat
    rollen: frozenset[str]


def voeg_toe(opdracht: Parser) -> None:
    """Add the options that say who speaks to whom."""
    waarheen = opdracht.add_mutually_exclusive_group()
    waarheen.add_argument("--map", type=Path, metavar="DIR", help=f"map van een draaiende sandbox (standaard {STANDAARDMAP})")
    waarheen.add_argument("--verbinding", type=Path, metavar="BESTAND", help="TOML-bestand: adres, certificaat, sleutel, ca, server_oin")
    opdracht.add_argument("--gebruiker", required=True, metavar="ID", help="gebruikerId van wie handelt, bijvoorbeeld ggd-melder-1")
    opdracht.add_argument("--rol", metavar="ROL", choices=_ROLLEN, help=f"{', '.join(_ROLLEN)}; nodig als de gebruiker er meer heeft")


def open_verbinding(keuzes: argparse.Namespace) -> Verwijsindex:
    """The client for what was asked. Raises VerbindingOnjuist, BeschrijvingOntbreekt."""
    if keuzes.verbinding is not None:
        return _uit_bestand(keuzes.verbinding, keuzes.gebruiker, keuzes.rol)
    return als_gebruiker(lees_beschrijving(_map(keuzes)), keuzes.gebruiker, keuzes.rol, pogingen=_POGINGEN)


def raad(keuzes: argparse.Namespace) -> str:
    """What to do when nothing answers."""
    if keuzes.verbinding is not None:
        return f"Draait de verwijsindex? Het adres staat in {keuzes.verbinding}."
    return f"Draait de sandbox? Start hem in een andere terminal: verwijsindex sandbox --map {_map(keuzes)}"


def _map(keuzes: argparse.Namespace) -> Path:
    gekozen: Path = keuzes.map or STANDAARDMAP
    return gekozen


def als_gebruiker(beschrijving: Beschrijving, gebruiker: str, rol: str | None = None, pogingen: int = 4) -> Verwijsindex:
    """A client for a user of a sandbox, with the certificate of his partner. Raises VerbindingOnjuist."""
    gevonden = zoek_gebruiker(beschrijving, gebruiker)
    if rol is None and len(gevonden.rollen) != 1:
        raise VerbindingOnjuist(f"deze gebruiker heeft meer rollen: geef --rol {' of '.join(sorted(gevonden.rollen))}")
    return Verwijsindex(
        meldingen_url=beschrijving.url.meldingen,
        signalen_url=beschrijving.url.signalen,
        rechten_url=beschrijving.url.rechten,
        certificaat=gevonden.partner.certificaat,
        sleutel=gevonden.partner.sleutel,
        ca=beschrijving.ca,
        server_oin=INDEX.oin,
        gebruiker=gebruiker,
        instantie=gevonden.mandaat.instantie_id,
        rol=rol or next(iter(gevonden.rollen)),
        pogingen=pogingen,
    )


def zoek_gebruiker(beschrijving: Beschrijving, gebruiker_id: str) -> Gevonden:
    """Where this user stands in the description. Raises VerbindingOnjuist when he does not."""
    gevonden = {
        gebruiker.gebruiker_id: Gevonden(partner, mandaat, frozenset(rol.value for rol in gebruiker.rollen))
        for partner in beschrijving.partners
        for mandaat in partner.mandaten
        for gebruiker in mandaat.gebruikers
    }
    if gebruiker_id not in gevonden:
        lijkt = get_close_matches(gebruiker_id, gevonden, n=1)
        bedoelt = f"; bedoelt u {lijkt[0]}?" if lijkt else ""
        raise VerbindingOnjuist(f"deze gebruiker staat niet in sandbox.json{bedoelt}\nWie er zijn, toont: verwijsindex gebruikers")
    return gevonden[gebruiker_id]


def _uit_bestand(bestand: Path, gebruiker: str, rol: str | None) -> Verwijsindex:
    velden = _lees(bestand)
    try:
        return Verwijsindex(
            velden["adres"],
            certificaat=bestand.parent / velden["certificaat"],
            sleutel=bestand.parent / velden["sleutel"],
            ca=bestand.parent / velden["ca"],
            server_oin=velden["server_oin"],
            gebruiker=gebruiker,
            instantie=velden.get("instantie"),
            rol=rol or velden.get("rol", "MELDER"),
            crl_map=bestand.parent / velden["crl_map"] if "crl_map" in velden else None,
            zonder_handtekening=velden.get("zonder_handtekening", False),
            pogingen=_POGINGEN,
        )
    except OSError as fout:
        raise VerbindingOnjuist(f"{bestand} noemt {fout.filename}") from fout
    except (ValueError, TypeError):
        raise VerbindingOnjuist(f"{bestand}: een certificaat, sleutel of adres is niet te gebruiken") from None


def _lees(bestand: Path) -> dict[str, Any]:
    try:
        velden = tomllib.loads(bestand.read_text(encoding="utf-8"))
    except OSError as fout:
        raise VerbindingOnjuist(f"{bestand} is niet te lezen") from fout
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise VerbindingOnjuist(f"{bestand} is geen geldige TOML") from None
    if not _VERPLICHT <= set(velden) <= _VELDEN:
        eventueel = ", ".join(sorted(_VELDEN - _VERPLICHT))
        raise VerbindingOnjuist(f"{bestand} heeft niet precies: {', '.join(sorted(_VERPLICHT))} (en soms {eventueel})")
    if not isinstance(velden.get("zonder_handtekening", False), bool):
        raise VerbindingOnjuist(f"{bestand}: zonder_handtekening is true of false")
    if not all(isinstance(waarde, str) for naam, waarde in velden.items() if naam != "zonder_handtekening"):
        raise VerbindingOnjuist(f"{bestand}: elke andere waarde is tekst tussen aanhalingstekens")
    return velden
