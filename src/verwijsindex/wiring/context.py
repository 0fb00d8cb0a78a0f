"""What commands and servers work with alike: a clock, a store and the ports of the use cases. Needs nothing of what answers partners."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.ports import Klok
from verwijsindex.operations.context import Context
from verwijsindex.operations.even_lang import STAP, STAP_OVER_NETWERK
from verwijsindex.sandbox.klok import VirtueleKlok
from verwijsindex.settings import Instellingen
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import Sleutels, lees_sleutels
from verwijsindex.wiring.beleid import adressen_gevraagd, kies_beleid
from verwijsindex.wiring.certificaten import Bewaking
from verwijsindex.wiring.ijken import maak_ijken
from verwijsindex.wiring.register import kies_register, kies_wijzigingen


class EchteKlok:
    """Real time, as the use cases ask for it."""

    def nu(self) -> datetime:
        """Now, in UTC."""
        return echte_tijd()


def echte_tijd() -> datetime:
    """Now, in UTC: for TLS, certificates, Timestamp and replay always this one (keuzes.md 6)."""
    return datetime.now(UTC)


def nieuwe_id() -> str:
    """A fresh random UUID."""
    return str(uuid4())


def open_database(instellingen: Instellingen) -> SqlOpslag:
    """The store of this server, with its keys and under its law."""
    return open_opslag(*database_en_sleutels(instellingen))


def database_en_sleutels(instellingen: Instellingen) -> tuple[str, Sleutels, Beleid, Callable[[], Sleutels]]:
    """Where the store is, its keys and its law, and how the keys are read again when another comes into force."""
    beleid = kies_beleid(instellingen)  # first: with an error in it nothing is opened
    lees = partial(lees_sleutels, instellingen.sleutels)
    return instellingen.database, lees(), beleid, lees


def kies_klok(instellingen: Instellingen) -> Klok:
    """The virtual clock of a sandbox, else real time (keuzes.md 6)."""
    return EchteKlok() if instellingen.klok is None else VirtueleKlok(instellingen.klok)


def maak_context(instellingen: Instellingen, opslag: SqlOpslag) -> Context:
    """What the use cases work with."""
    klok = kies_klok(instellingen)
    return Context(
        opslag,
        klok,
        kies_register(instellingen, adressen_gevraagd(opslag.beleid, klok.nu)),
        nieuwe_id,
        productie=instellingen.productie,
        weigerstap=STAP if instellingen.register is not None else STAP_OVER_NETWERK,
        wijzigingen=kies_wijzigingen(instellingen),
        ijken=maak_ijken(instellingen),
        certificaten=Bewaking(instellingen),
    )
