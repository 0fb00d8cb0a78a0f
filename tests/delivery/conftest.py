"""A test PKI, and a postbode that trusts it."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verwijsindex.delivery.smtp import Mailserver, SmtpPostbode
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, maak_pki

AFZENDER = "verwijsindex@vir.example"
Postbodes = Callable[..., SmtpPostbode]


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    """Certificates of a mail server that is called localhost."""
    return maak_pki(tmp_path_factory.mktemp("pki"), datetime.now(UTC), Deelnemer("00000099000000000000", "localhost", "Mail"), ())


@pytest.fixture(scope="session")
def vreemde_pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    """The same names under a root that nobody trusts."""
    return maak_pki(tmp_path_factory.mktemp("vreemd"), datetime.now(UTC), Deelnemer("00000099000000000000", "localhost", "Mail"), ())


@pytest.fixture
def postbode(pki: PkiBestanden) -> Postbodes:
    """Makes a postbode for a port."""

    def maak(
        poort: int, *, ca: Path | None = pki.keten, webadres: str | None = None, grens: float = 20.0, **verder: object
    ) -> SmtpPostbode:
        server = Mailserver("localhost", poort, AFZENDER, ssl.create_default_context(cafile=ca), **verder)  # type: ignore[arg-type]
        return SmtpPostbode(server, webadres, grens)

    return maak
