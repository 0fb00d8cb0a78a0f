"""Our own server in this process, and a partner that keeps of every exchange what went over the line."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate
from lxml import etree
from verwijsindex_conformance.bericht.teken import Bericht
from verwijsindex_conformance.doel import Doel, Gebruiker
from verwijsindex_conformance.gesprek import Gesprek, Ontvangen, adres_van, dienst_van, gewone_koppen
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import HttpAntwoord, Koppen

from verwijsindex.cli.main import main
from verwijsindex.sandbox.sandboxmap import Sandboxmap
from verwijsindex.security.quota import Quota
from verwijsindex.soap.answer import TLS_CERTIFICAAT
from verwijsindex.soap.front import Front
from verwijsindex.wiring import sandbox, server

ADRES = "https://index.example"
_VOOR_DE_OPDRACHT = 3
"""Words of a command in doel.yaml that start a process: python -m verwijsindex."""


@dataclass(frozen=True, slots=True)
class Uitwisseling:
    """A request and its reply, byte by byte."""

    actie: str
    soapaction: str
    verzoek: bytes
    antwoord: bytes
    status: int
    moment: datetime


class _Gesprek(Gesprek):
    """Calls the application itself instead of going over TLS."""

    def __init__(self, doel: Doel, front: Front) -> None:
        super().__init__(doel)
        self.front = front
        self.laatste: Uitwisseling | None = None

    def stuur_bericht(self, gebruiker: Gebruiker, bericht: Bericht, inhoud: etree._Element, *, koppen: Koppen | None = None) -> Ontvangen:
        dienst = dienst_van(inhoud)
        actie = dienst.actie(str(etree.QName(inhoud).localname))
        soort, soapaction = (waarde for _, waarde in koppen or gewone_koppen(bericht))
        certificaat = load_pem_x509_certificate(gebruiker.partner.certificaat.read_bytes())
        omgeving: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": urlsplit(adres_van(self.doel, dienst)).path,
            "CONTENT_TYPE": soort,
            "CONTENT_LENGTH": str(len(bericht.raw)),
            "HTTP_SOAPACTION": soapaction,
            TLS_CERTIFICAAT: certificaat.public_bytes(Encoding.DER),
            "wsgi.input": BytesIO(bericht.raw),
        }
        gestart: list[tuple[str, list[tuple[str, str]]]] = []
        moment = datetime.now(UTC)
        body = b"".join(self.front(omgeving, lambda status, headers, *_: gestart.append((status, headers))))  # type: ignore[arg-type, return-value]
        [(status, headers)] = gestart
        http = HttpAntwoord(int(status[:3]), {naam.lower(): waarde for naam, waarde in headers}, body)
        self.laatste = Uitwisseling(actie, soapaction, bericht.raw, body, http.status, moment)
        return Ontvangen(http, bericht, dienst, actie, gebruiker)


class Opstelling:
    """A sandbox in ``map``, new, and a door to it."""

    def __init__(self, map: Path) -> None:
        self.map = map
        self.instellingen, beschrijving = sandbox.bouw_of_open(map, datetime.now(UTC), lambda _: None)
        server.begin(self.instellingen)
        sandbox.beschrijf_adres(map, beschrijving, ADRES)
        self.doel = replace(lees_doel(Sandboxmap(map).doel), uitvoerder=_voer_uit)
        self._front = server.maak_front(self.instellingen, ADRES)

    @contextmanager
    def proef(self, beurt: int) -> Iterator[tuple[Proef, _Gesprek]]:
        """One run: as a case of the suite plays it, and what the partner said and heard."""
        proef = Proef(self.doel, beurt)
        gesprek = _Gesprek(self.doel, self._front)
        proef.gesprek = gesprek
        try:
            yield proef, gesprek
        finally:
            proef.ruim_op()

    @contextmanager
    def zonder_register(self) -> Iterator[None]:
        """The register of persons cannot be reached."""
        register = self.instellingen.register
        assert register is not None
        weg = register.with_suffix(".weg")
        shutil.move(register, weg)
        try:
            yield
        finally:
            shutil.move(weg, register)

    def zonder_database(self) -> Front:
        """A process that started while the database was away."""
        weg = self.map / "weg" / "verwijsindex.db"
        return server.maak_front(replace(self.instellingen, database=f"sqlite:///{weg}"), ADRES)

    def een_per_seconde(self) -> Front:
        """A server that lets every partner ask once a second."""
        return server.maak_front(self.instellingen, ADRES, server.Gedeeld(quota=Quota(1)))


def _voer_uit(opdracht: Sequence[str]) -> int:
    """A command of doel.yaml, in this process."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return main([*opdracht[_VOOR_DE_OPDRACHT:]])
