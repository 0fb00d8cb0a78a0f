"""The client of a partner system: zeep behind a small class, with our signing and verification.

`Verwijsindex` is the door; `docs/client.md` shows it at work.
"""

from verwijsindex.client.errors import NietVertrouwd, Onbereikbaar, VerwijsindexFout, Weigering
from verwijsindex.client.index import Verwijsindex
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

__all__ = [
    "Bevraging",
    "Contact",
    "Contactgegevens",
    "Coordinator",
    "EigenMelding",
    "EigenMeldingenPagina",
    "Koppeling",
    "Melding",
    "NietVertrouwd",
    "Onbereikbaar",
    "Signaal",
    "SignalenPagina",
    "TeMelden",
    "Verbinding",
    "Verwijdering",
    "Verwijsindex",
    "VerwijsindexFout",
    "Weigering",
    "ZonderBsn",
]
