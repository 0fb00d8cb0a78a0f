"""What clients have been told and hold on to: each record is made when the answer came in, never before."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Final


@dataclass(frozen=True)
class Gemeld:
    """A melding that was acknowledged to its reporter."""

    wie: str
    bsn: str
    sleutel: str
    melding: str
    reeds: bool
    match: bool


@dataclass(frozen=True)
class Verwijderd:
    """A withdrawal that was acknowledged."""

    wie: str
    melding: str


@dataclass(frozen=True)
class Overleden:
    """Somebody died, and the index was told and answered."""

    bsn: str


@dataclass(frozen=True)
class Geweigerd:
    """A melding of somebody who may be dead was refused."""

    bsn: str
    code: str


@dataclass(frozen=True)
class Opgehaald:
    """A page of one mailbox as it came in; ``lezer`` names the thread that read it, ``signalen`` are (volgnummer, id)."""

    bus: str
    lezer: str
    signalen: list[list[int | str]]


@dataclass(frozen=True)
class Bevestigd:
    """What became of each id that a recipient acknowledged."""

    bus: str
    uitkomsten: dict[str, str]


@dataclass(frozen=True)
class Verstuurd:
    """The bytes of a message that was answered: sent again, it must be refused."""

    oin: str
    adres: str
    action: str
    bericht: str


@dataclass(frozen=True)
class Fout:
    """A task that ended in an error: kind of task, and the error's type with its code or own words."""

    taak: str
    wat: str


Feit = Gemeld | Verwijderd | Overleden | Geweigerd | Opgehaald | Bevestigd | Verstuurd | Fout
_SOORTEN: Final = {soort.__name__: soort for soort in (Gemeld, Verwijderd, Overleden, Geweigerd, Opgehaald, Bevestigd, Verstuurd, Fout)}


def als_regel(feit: Feit) -> str:
    """One line of JSON."""
    return json.dumps([type(feit).__name__, asdict(feit)])


def uit_regel(regel: str) -> Feit:
    """What ``als_regel`` wrote."""
    naam, velden = json.loads(regel)
    soort = _SOORTEN[naam]
    return soort(**{veld.name: velden[veld.name] for veld in fields(soort)})
