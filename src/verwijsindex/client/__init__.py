"""The client of a partner system: zeep behind a small class, with our signing and verification.

`Verwijsindex` is the door; `docs/client.md` shows it at work.
"""

from verwijsindex.client.errors import NietVertrouwd, Onbereikbaar, VerwijsindexFout, Weigering
from verwijsindex.client.index import Verwijsindex
from verwijsindex.client.postbus import Verwerkt
from verwijsindex.client.requests import Bevraging, Contactgegevens, TeMelden, ZonderBsn
from verwijsindex.client.results import (
    Contact,
    Coordinator,
    EigenMelding,
    EigenMeldingenPagina,
    Koppeling,
    Melding,
    Signaal,
    SignalenPagina,
    Verbinding,
    Verwijdering,
)
from verwijsindex.client.results_rechten import (
    Besluit,
    BetrokkenMelding,
    Ingezien,
    IngezienMelding,
    Inzage,
    Professional,
    Rechtenverzoek,
    Verstrekking,
)
from verwijsindex.client.wus import WusTransport

__all__ = [
    "Besluit",
    "BetrokkenMelding",
    "Bevraging",
    "Contact",
    "Contactgegevens",
    "Coordinator",
    "EigenMelding",
    "EigenMeldingenPagina",
    "Ingezien",
    "IngezienMelding",
    "Inzage",
    "Koppeling",
    "Melding",
    "NietVertrouwd",
    "Onbereikbaar",
    "Professional",
    "Rechtenverzoek",
    "Signaal",
    "SignalenPagina",
    "TeMelden",
    "Verbinding",
    "Verstrekking",
    "Verwerkt",
    "Verwijdering",
    "Verwijsindex",
    "VerwijsindexFout",
    "Weigering",
    "WusTransport",
    "ZonderBsn",
]
