"""A log with every kind of record in it, a key that signs it, and ways to tamper with it."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import Engine

from verwijsindex.domain.logboek import Gebeurtenis, Logregel, Verstrekking
from verwijsindex.domain.logboek_catalogus import CATALOGUS
from verwijsindex.domain.logboek_controleer import Sleutel, lees_sleutel
from verwijsindex.domain.ports_logboek import Ijken
from verwijsindex.operations.context import Context
from verwijsindex.operations.logboek import ijk
from verwijsindex.security.stempel import Stempel
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.logketen import SqlLogketen
from verwijsindex.storage.opdracht import Sessie

from .wereld import KIND, NU, POLITIE, context, gebruiker, meld, nieuw_signaal, registreer


@cache
def sleutelpaar() -> tuple[bytes, bytes]:
    """A private key and its certificate, in PEM."""
    sleutel = generate_private_key(65537, 2048)
    naam = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "index")])
    bouwer = x509.CertificateBuilder(naam, naam, sleutel.public_key(), x509.random_serial_number(), NU, NU + timedelta(days=9))
    certificaat = bouwer.sign(sleutel, SHA256())
    return sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), certificaat.public_bytes(Encoding.PEM)


def openbaar() -> dict[str, Sleutel]:
    sleutel = lees_sleutel(sleutelpaar()[1].decode())
    return {sleutel.naam: sleutel}


class ProefStempel:
    """``ports_logboek.Ijkstempel``."""

    def __init__(self) -> None:
        from base64 import b64encode

        self._stempel = Stempel(*sleutelpaar())
        self._b64 = b64encode
        self.naam = self._stempel.naam
        self.certificaat = sleutelpaar()[1].decode()

    def teken(self, tekst: str) -> str:
        return b64encode(self._stempel.teken(tekst.encode())).decode()


@dataclass
class Lopend:
    """A clock that a test moves."""

    moment: datetime = NU

    def nu(self) -> datetime:
        return self.moment


def ijkcontext(opslag: SqlOpslag, *, elke: timedelta = timedelta(minutes=5)) -> Context:
    return replace(context(opslag, {}), klok=Lopend(), ijken=Ijken(ProefStempel(), elke))


def volle_regel(gebeurtenis: Gebeurtenis, nummer: int) -> Logregel:
    """A line with everything that its event may hold."""
    vol: dict[str, Any] = {
        "oin": f"0000009900000000{nummer:04d}",
        "gebruiker_id": f"melder-{nummer}",
        "rol": "MELDER",
        "bericht_id": f"bericht-{nummer}",
        "persoon": f"{nummer:032x}",
        "ids": (f"melding-{nummer}", f"signaal-{nummer}"),
        "ontvanger": f"ontvanger-{nummer}",
    }
    velden = {naam: waarde for naam, waarde in vol.items() if naam in CATALOGUS[gebeurtenis].velden}
    return Logregel(NU + timedelta(microseconds=nummer), gebeurtenis, f"Operatie{nummer}", uitkomst=f"UITKOMST_{nummer}", **velden)


def vul(opslag: SqlOpslag, hoe: Context) -> None:
    """Every event, what was handed out included, with ijkpunten in between and lines after the last."""
    alle = list(Gebeurtenis)
    for begin in range(0, len(alle), 6):
        with opslag.schrijven() as transactie:
            transactie.logboek.noteer([volle_regel(g, begin + n) for n, g in enumerate(alle[begin : begin + 6])])
            transactie.leg_vast()
        if begin in (12, 18, 30):
            ijk(hoe, altijd=True)
    registreer(opslag, gebruiker("arts"), gebruiker("agent", POLITIE))
    with opslag.schrijven() as transactie:
        signaal = nieuw_signaal(meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent"))
        transactie.signalen.voeg_toe([signaal])
        for gebeurtenis in (g for g in alle if "verstrekt" in CATALOGUS[g].velden):
            regel = volle_regel(gebeurtenis, 100)._replace(ids=(signaal.id,))
            transactie.logboek.noteer([regel], [Verstrekking(signaal.id, gebeurtenis.value)])
        transactie.leg_vast()


class InTransactie:
    """``ports.Opslag``, as far as a check goes, that reads what one open connection sees, its own changes included."""

    def __init__(self, cursor: Any, dialect: Any, kluis: Kluis) -> None:
        self._maak = lambda: SimpleNamespace(logketen=SqlLogketen(Sessie(cursor, dialect), kluis))

    @contextmanager
    def lezen(self) -> Iterator[SimpleNamespace]:
        yield self._maak()


@dataclass
class Knoeier:
    """Changes the database behind the store's back, in a transaction that is always rolled back."""

    engine: Engine
    kluis: Kluis

    @contextmanager
    def bezig(self) -> Iterator[tuple[Any, InTransactie]]:
        """A cursor without triggers and keys, and a store that sees what it did."""
        verbinding = self.engine.raw_connection()
        cursor = verbinding.cursor()
        try:
            if self.engine.dialect.name == "sqlite":
                cursor.execute("PRAGMA foreign_keys = OFF")
                cursor.execute("BEGIN")
                for naam in ("logboek_wijzig", "logboek_wis"):
                    cursor.execute(f"DROP TRIGGER {naam}")
            else:
                cursor.execute("BEGIN")
                cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor, InTransactie(cursor, self.engine.dialect, self.kluis)
        finally:
            cursor.execute("ROLLBACK")
            verbinding.close()
