"""The settings of a server: one TOML file, explained in ``deploy/verwijsindex.voorbeeld.toml``. Only wiring and cli read it."""

import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


class InstellingenOnjuist(Exception):
    """The settings file is missing, unreadable, or says something that is no setting; the text tells which, in Dutch."""


@dataclass(frozen=True, slots=True)
class Instellingen:
    """Everything that differs between two servers. Paths are relative to the settings file."""

    database: str
    """SQLAlchemy URL: ``sqlite:///pad`` or ``postgresql+psycopg://...``."""
    sleutels: Path
    """File with the keys of the database; `verwijsindex sleutels` makes it."""
    register: Path
    """File of the embedded register of persons."""
    certificaat: Path
    """Certificate of the index, with any intermediates behind it; for TLS and for signing."""
    sleutel: Path
    """Private key of that certificate."""
    vertrouwd: Path
    """Certificates of the roots to which clients and signers must chain, and of the issuers in between."""
    adres: str | None = None
    """Public address of the services, without a path: ``https://vir.example.nl``; None is the address on which it listens."""
    host: str = "127.0.0.1"
    poort: int = 8443
    processen: int = 1
    draden: int = 1
    productie: bool = False
    """Refuses test OINs, test BSNs and a virtual clock (R-161, R-197)."""
    klok: Path | None = None
    """File of a virtual clock (sandbox); None is real time."""
    log: Path | None = None
    """File of the technical log; None is standard error."""
    andere_adressen: tuple[str, ...] = ()
    """Other addresses under which clients may reach the same services."""

    def __post_init__(self) -> None:
        if self.productie and self.klok is not None:
            raise InstellingenOnjuist("in productie loopt de klok niet virtueel: haal 'klok' weg of zet 'productie' uit")


def lees_instellingen(bestand: Path) -> Instellingen:
    """Read a settings file. Raises InstellingenOnjuist for anything that is not exactly what `Instellingen` has."""
    try:
        inhoud = tomllib.loads(bestand.read_text(encoding="utf-8"))
    except OSError as fout:
        raise InstellingenOnjuist(f"{bestand} is niet te lezen") from fout
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise InstellingenOnjuist(f"{bestand} is geen geldige TOML: {fout}") from None
    soorten = get_type_hints(Instellingen)
    onbekend = sorted(set(inhoud) - set(soorten))
    if onbekend:
        raise InstellingenOnjuist(f"{bestand}: onbekende instelling {', '.join(onbekend)}")
    _eis_verplichte(bestand, inhoud)
    return Instellingen(**{naam: _waarde(bestand, naam, waarde, soorten[naam]) for naam, waarde in inhoud.items()})


def _eis_verplichte(bestand: Path, inhoud: dict[str, Any]) -> None:
    verplicht = [veld.name for veld in fields(Instellingen) if veld.default is MISSING]
    ontbreekt = [naam for naam in verplicht if naam not in inhoud]
    if ontbreekt:
        raise InstellingenOnjuist(f"{bestand}: instelling {', '.join(ontbreekt)} ontbreekt")


def _waarde(bestand: Path, naam: str, waarde: Any, soort: Any) -> Any:
    """The value in the type of its field; a path from the folder of the settings file."""
    soort = next(deel for deel in get_args(soort) or (soort,) if deel is not NoneType) if isinstance(soort, UnionType) else soort
    if soort is Path and isinstance(waarde, str):
        return bestand.parent / waarde
    if get_origin(soort) is tuple and isinstance(waarde, list) and all(isinstance(deel, str) for deel in waarde):
        return tuple(waarde)
    if type(waarde) is soort:
        return waarde
    raise InstellingenOnjuist(f"{bestand}: instelling {naam} heeft niet de goede vorm")
