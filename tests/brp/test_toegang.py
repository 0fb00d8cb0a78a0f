"""Proving who we are: tokens by client credentials, and certificates on both sides."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.toegang import ClientGegevens
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.sandbox.pki import Deelnemer, PkiBestanden, maak_pki
from verwijsindex.settings import InstellingenOnjuist, lees_instellingen
from verwijsindex.wiring.register import kies_register

from .brp_nagebootst import BrpPersonenNagebootst, Tokenserver
from .openbaar import NODIG
from .opstelling import PERSONEN, TOKEN, Opstelling, Streek, gestart, grenzen_bij, kanaal, ruw, status, traag, weg
from .test_breaker import Kunsttijd

pytestmark = NODIG
WILMA = Bsn("999993112")


@pytest.fixture
def opstelling(testpersonen: BrpPersonenNagebootst) -> Iterator[Opstelling]:
    """The fake, which wants a token."""
    with gestart(Opstelling(testpersonen, tokens=Tokenserver())) as geopend:
        yield geopend


def _uitgegeven(opstelling: Opstelling) -> int:
    return len(opstelling.tokens.uitgegeven) if opstelling.tokens else 0


def test_a_token_is_fetched_once_and_used_until_shortly_before_its_end(opstelling: Opstelling) -> None:
    """An hour less thirty seconds: up to then the first, from then on the next."""
    tijd = Kunsttijd()
    aantallen = []
    with kanaal(opstelling, tijd=tijd.gever) as lijn:
        for verstreken in (0.0, 1.0, 3568.0, 1.0, 1.0):
            tijd.stand += verstreken
            BrpPersonen(lijn).zoek_op_bsn(WILMA)
            aantallen.append(_uitgegeven(opstelling))
    assert aantallen == [1, 1, 1, 2, 2]


def test_a_token_that_lives_short_is_used_for_nine_tenths(opstelling: Opstelling) -> None:
    """Ten seconds: nine."""
    tijd, aantallen = Kunsttijd(), []
    assert opstelling.tokens is not None
    opstelling.tokens.duur = 10
    with kanaal(opstelling, tijd=tijd.gever) as lijn:
        for verstreken in (0.0, 8.9, 0.2):
            tijd.stand += verstreken
            BrpPersonen(lijn).zoek_op_bsn(WILMA)
            aantallen.append(_uitgegeven(opstelling))
    assert aantallen == [1, 1, 2]


def test_a_token_that_ended_early_is_replaced_once(opstelling: Opstelling) -> None:
    """The caller notices nothing: refused, another token, answered."""
    assert opstelling.tokens is not None
    with kanaal(opstelling) as lijn:
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
        opstelling.tokens.geldig.clear()
        assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1
    assert [v.adres.removesuffix("/personen") for v in opstelling.ontvangen] == [TOKEN, PERSONEN, PERSONEN, TOKEN, PERSONEN]


@pytest.mark.eis("R-172")
def test_a_service_that_refuses_every_token_gets_two(opstelling: Opstelling) -> None:
    """No endless fetching."""
    opstelling.altijd = status(401)
    with kanaal(opstelling) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
    assert (len(opstelling.vragen), _uitgegeven(opstelling)) == (2, 2)


@pytest.mark.eis("R-172")
def test_a_wrong_secret_is_no_answer_and_asks_nobody(opstelling: Opstelling, caplog: pytest.LogCaptureFixture) -> None:
    """VIR-190; the register hears nothing, and the log says that it is about access."""
    client = ClientGegevens(opstelling.adres + TOKEN, "verwijsindex", "verkeerd")
    with kanaal(opstelling, client=client) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
    assert opstelling.vragen == []
    assert [regel[regel.index("storing") : regel.index(" ms")] for regel in caplog.messages] == ["storing=toegang status=401"]


@pytest.mark.eis("R-172")
@pytest.mark.parametrize(
    ("streek", "reden"),
    [
        (ruw(200, b"<html></html>", "text/html"), "vorm"),
        (ruw(200, b"[]"), "vorm"),
        (ruw(200, b'{"token_type": "bearer", "expires_in": 60}'), "vorm"),
        (ruw(200, b'{"token_type": "bearer", "expires_in": "60", "access_token": "x"}'), "vorm"),
        (ruw(200, b'{"token_type": "bearer", "expires_in": 0, "access_token": "x"}'), "vorm"),
        (ruw(200, b'{"token_type": "mac", "expires_in": 60, "access_token": "x"}'), "vorm"),
        (ruw(200, b'{"token_type": "bearer", "expires_in": 60, "access_token": "x\\r\\nHost: y"}'), "vorm"),
        (ruw(200, b'{"token_type": "bearer", "expires_in": 60, "access_token": ""}'), "vorm"),
        (ruw(500, b"{}"), "status"),
        (traag(20), "tijd"),
    ],
)
def test_a_token_server_that_talks_nonsense_is_no_answer(
    opstelling: Opstelling, caplog: pytest.LogCaptureFixture, streek: Streek, reden: str
) -> None:
    """VIR-190, and nothing is asked with what it gave."""
    opstelling.tokenstreken.append(streek)
    with kanaal(opstelling, grenzen=grenzen_bij(streek)) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
    assert opstelling.vragen == []
    assert [reden] == [regel.split("storing=")[1].split()[0] for regel in caplog.messages]


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("streek", [weg, status(503), status(429)])
def test_a_token_is_asked_again_too(opstelling: Opstelling, streek: Streek) -> None:
    """What passes by itself at the token server is repeated like anything else."""
    opstelling.tokenstreken.append(streek)
    with kanaal(opstelling) as lijn:
        assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1


def test_threads_that_need_a_token_fetch_one(opstelling: Opstelling) -> None:
    """Eight questions at once on a new line: one token."""
    antwoorden: list[int] = []
    with kanaal(opstelling, grenzen=Grenzen()) as lijn:
        register = BrpPersonen(lijn)
        threads = [threading.Thread(target=lambda: antwoorden.append(len(register.zoek_op_bsn(WILMA)))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (antwoorden, _uitgegeven(opstelling)) == ([1] * 8, 1)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> PkiBestanden:
    """A server and one client."""
    wij = Deelnemer("00000099000000002000", "brp-client", "Verwijsindex")
    server = Deelnemer("00000099000000001000", "localhost", "BRP")
    return maak_pki(tmp_path_factory.mktemp("pki"), datetime.now(UTC), server, [wij])


@pytest.fixture(scope="module")
def tls(pki: PkiBestanden) -> ssl.SSLContext:
    """The other side: shows its certificate and wants ours."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=pki.keten)
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_cert_chain(pki.index.certificaat, pki.index.sleutel)
    return tls


@pytest.fixture
def beveiligd(testpersonen: BrpPersonenNagebootst, tls: ssl.SSLContext) -> Iterator[Opstelling]:
    """The fake over https, for who shows a certificate and a token."""
    with gestart(Opstelling(testpersonen, tokens=Tokenserver(scope="609901-00000099000000002000")), tls) as geopend:
        yield geopend


def _instellingen(map: Path, opstelling: Opstelling, pki: PkiBestanden) -> Path:
    geheim = map / "geheim.txt"
    geheim.touch(0o600)
    geheim.write_text("zeer geheim & met tekens\n", encoding="utf-8")
    wij = pki.partners[0]
    regels = {
        "database": "sqlite:///index.db",
        "sleutels": "sleutels.json",
        "certificaat": "index.pem",
        "sleutel": "index.key",
        "vertrouwd": "keten.pem",
        "brp_adres": opstelling.adres + PERSONEN + "/",
        "brp_token_adres": opstelling.adres + TOKEN,
        "brp_client_id": "verwijsindex",
        "brp_client_geheim": "geheim.txt",
        "brp_scope": "609901-00000099000000002000",
        "brp_resource_server": "ResourceServer01",
        "brp_certificaat": str(wij.certificaat),
        "brp_sleutel": str(wij.sleutel),
        "brp_ca": str(pki.keten),
    }
    bestand = map / "verwijsindex.toml"
    bestand.write_text("".join(f'{naam} = "{waarde}"\n' for naam, waarde in regels.items() if waarde), encoding="utf-8")
    return bestand


def _vraag(bestand: Path) -> int:
    register: Any = kies_register(lees_instellingen(bestand), lambda: True)
    try:
        return len(register.zoek_op_bsn(WILMA))
    finally:
        register._kanaal.sluit()


def test_the_settings_open_a_line_with_token_and_certificate(tmp_path: Path, beveiligd: Opstelling, pki: PkiBestanden) -> None:
    """As an operator fills them in for RvIG: scope, resource server, secret in a file, both sides of TLS."""
    assert _vraag(_instellingen(tmp_path, beveiligd, pki)) == 1


@pytest.mark.eis("R-172")
@pytest.mark.parametrize("zonder", ["certificaat", "keten", "scope"])
def test_who_is_not_proved_gets_no_answer(beveiligd: Opstelling, pki: PkiBestanden, zonder: str) -> None:
    """Without our certificate, under roots that are not theirs, or without the scope: VIR-190, and nothing was asked."""
    wij, tokens = pki.partners[0], Tokenserver()
    client = ClientGegevens(beveiligd.adres + TOKEN, tokens.client_id, tokens.geheim, "609901-00000099000000002000", "ResourceServer01")
    knoppen: dict[str, Any] = {"client": client, "certificaat": wij.certificaat, "sleutel": wij.sleutel, "ca": pki.keten}
    with kanaal(beveiligd, **knoppen) as lijn:
        assert len(BrpPersonen(lijn).zoek_op_bsn(WILMA)) == 1
    beveiligd.ontvangen.clear()
    weggelaten = {
        "certificaat": {"certificaat": None, "sleutel": None},
        "keten": {"ca": wij.certificaat},
        "scope": {"client": replace(client, scope=None)},
    }
    with kanaal(beveiligd, **knoppen | weggelaten[zonder]) as lijn, pytest.raises(RegisterOnbereikbaar):
        BrpPersonen(lijn).zoek_op_bsn(WILMA)
    assert beveiligd.vragen == []


@pytest.mark.parametrize(("host", "antwoorden"), [("127.0.0.1", True), ("127.0.0.2", False)])
def test_a_server_under_another_name_is_not_asked(
    testpersonen: BrpPersonenNagebootst, pki: PkiBestanden, tls: ssl.SSLContext, *, host: str, antwoorden: bool
) -> None:
    """Its certificate names 127.0.0.1; under an address that it does not name it gets nothing (WT001)."""
    wij = pki.partners[0]
    with (
        gestart(Opstelling(testpersonen), tls, host) as opstelling,
        kanaal(opstelling, certificaat=wij.certificaat, sleutel=wij.sleutel, ca=pki.keten) as lijn,
    ):
        with contextlib.suppress(RegisterOnbereikbaar):
            BrpPersonen(lijn).zoek_op_bsn(WILMA)
        assert antwoorden == bool(opstelling.vragen)


@pytest.mark.parametrize(
    ("inhoud", "rechten", "uitleg"), [("geheim", 0o644, "leesbaar voor anderen"), (" \n", 0o600, "is leeg")], ids=["rechten", "leeg"]
)
def test_a_secret_is_secret_and_there(
    tmp_path: Path, beveiligd: Opstelling, pki: PkiBestanden, inhoud: str, rechten: int, uitleg: str
) -> None:
    """A server does not start with a client secret that others can read, or with none."""
    bestand = _instellingen(tmp_path, beveiligd, pki)
    geheim = tmp_path / "geheim.txt"
    geheim.write_text(inhoud)
    geheim.chmod(rechten)
    with pytest.raises(InstellingenOnjuist, match=uitleg):
        kies_register(lees_instellingen(bestand), lambda: True)
