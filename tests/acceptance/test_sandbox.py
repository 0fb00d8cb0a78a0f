"""``verwijsindex sandbox`` as a user starts it: what it writes, what it remembers, its clock, its events and its end."""

import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest

from verwijsindex.cli.verbinding import als_gebruiker
from verwijsindex.client import Verwijsindex, Weigering
from verwijsindex.contract.operaties import DIENSTEN
from verwijsindex.sandbox.beschrijving import lees_beschrijving

from .processen import Server, draai, draai_proces, sandbox

SCHEMA = Path(__file__).parents[2] / "docs" / "sandbox.schema.json"
pytestmark = pytest.mark.traag
UIT_HET_REGISTER = (
    "Het overlijden staat in het personenregister.\nGemelde jeugdigen: 0 bijgewerkt, 0 verhuisd, 1 overleden. Nieuwe signalen: 0.\n"
)


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sandbox(tmp_path_factory.mktemp("sandbox") / "map") as gestart:
        yield gestart


def _als(server: Server, gebruiker: str) -> Verwijsindex:
    return als_gebruiker(lees_beschrijving(server.map), gebruiker)


def test_it_describes_itself(draaiend: Server) -> None:
    """sandbox.json is there when ``gereed`` is printed, is valid against its schema, and names the address that answers."""
    beschrijving = draaiend.beschrijving
    jsonschema.validate(beschrijving, json.loads(SCHEMA.read_bytes()), format_checker=jsonschema.FormatChecker())
    assert {dienst.naam: draaiend.url + dienst.pad for dienst in DIENSTEN} == beschrijving["url"]
    assert len(beschrijving["partners"]) == 5
    for partner in beschrijving["partners"]:
        assert partner["oin"].startswith("00000099")
        assert Path(partner["sleutel"]).stat().st_mode & 0o077 == 0
    for naam in ("ca", "clock", "log"):
        assert Path(beschrijving[naam]).exists()


def test_every_described_user_gets_through(draaiend: Server) -> None:
    """Each partner can act at once for each user in its mandates, with the certificate that stands beside it."""
    gebruikers = [
        gebruiker["gebruikerId"]
        for partner in draaiend.beschrijving["partners"]
        for mandaat in partner["mandaten"]
        for gebruiker in mandaat["gebruikers"][:1]
    ]
    assert len(gebruikers) >= 12
    for gebruiker in gebruikers:
        with _als(draaiend, gebruiker) as index:
            assert index.controleer_verbinding().oin.startswith("00000099")


@pytest.mark.eis("R-154")
def test_nobody_connects_without_a_certificate(draaiend: Server) -> None:
    """Two-sided TLS: without a client certificate there is no connection, not even for the contract."""
    adres = urlsplit(draaiend.url)
    context = ssl.create_default_context(cafile=draaiend.beschrijving["ca"])
    with pytest.raises((ssl.SSLError, ConnectionError)):
        _vraag_zonder(context, str(adres.hostname), adres.port or 0)


def _vraag_zonder(context: ssl.SSLContext, host: str, poort: int) -> None:
    """Ask for the contract; with TLS 1.3 a refusal comes only after the client thinks that the handshake is over."""
    with (
        socket.create_connection((host, poort), timeout=5) as kaal,
        context.wrap_socket(kaal, server_hostname="localhost") as verbinding,
    ):
        verbinding.sendall(b"GET /meldingen/v1?wsdl HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if verbinding.recv(1) == b"":
            raise ConnectionAbortedError("closed without an answer")


@pytest.mark.eis("R-060", "R-062")
def test_a_running_server_sees_its_clock_move(draaiend: Server) -> None:
    """``klok --zet`` and ``--vooruit`` from another process move today at once; without option it tells the time."""
    bsn = draaiend.persoon(0)["bsn"]
    with _als(draaiend, "ggd-melder-1") as index:
        gezet = draai("sandbox", "klok", "--map", str(draaiend.map), "--zet", "2026-03-02T10:30")
        assert (gezet.code, gezet.uitvoer) == (0, "De klok van de sandbox staat op 2026-03-02 10:30:00.\n")
        assert str(index.meld_jeugdige(bsn=bsn).verwijderdatum) == "2028-03-02"
        assert draai("sandbox", "klok", "--map", str(draaiend.map), "--vooruit", "P2Y").code == 0
        assert list(index.eigen_meldingen()) == []
        assert "2028-03-02 10:3" in draai("sandbox", "--map", str(draaiend.map), "klok").uitvoer


@pytest.mark.eis("R-044")
def test_a_death_is_seen_by_the_running_server(draaiend: Server) -> None:
    """``gebeurtenis overlijden`` destroys what is known of him while the server runs, and nobody can report him any more."""
    bsn = draaiend.persoon(1)["bsn"]
    with _als(draaiend, "ggd-melder-2") as ggd, _als(draaiend, "politie-melder-1") as politie:
        for index in (ggd, politie):
            index.meld_jeugdige(bsn=bsn)
        gebeurd = draai("sandbox", "gebeurtenis", "overlijden", "--map", str(draaiend.map), "--bsn", bsn)
        assert (gebeurd.code, gebeurd.uitvoer) == (0, UIT_HET_REGISTER)
        assert [signaal.soort for signaal in ggd.haal_signalen_op().signalen] == ["INGETROKKEN"]
        assert list(ggd.eigen_meldingen()) == []
        with pytest.raises(Weigering, match="VIR-112"):
            ggd.meld_jeugdige(bsn=bsn)


@pytest.mark.eis("R-075")
def test_an_address_is_excluded(draaiend: Server) -> None:
    """``uitsluiting`` takes an address over and says so; one that cannot be is refused and not repeated."""
    for postcode, code, tekst in (("1999 ZX", 0, "Het adres is vanaf vandaag uitgesloten.\n"), ("199ZX", 5, "postcode is vier cijfers")):
        gedaan = draai("sandbox", "uitsluiting", "--map", str(draaiend.map), "--postcode", postcode, "--huisnummer", "12")
        assert (code, True) == (gedaan.code, tekst in gedaan.uitvoer + gedaan.fouten), gedaan.fouten
        assert postcode not in gedaan.uitvoer + gedaan.fouten


@pytest.mark.eis("R-172")
def test_its_register_goes_away_and_comes_back(draaiend: Server) -> None:
    """``register --weg`` and ``--terug`` say what they did, twice is once, and the same register is there afterwards."""
    register, uitkomsten = draaiend.map / "register.sqlite", []
    inhoud = register.read_bytes()
    for wat in ("--weg", "--weg", "--terug", "--terug"):
        gedaan = draai("sandbox", "register", wat, "--map", str(draaiend.map))
        uitkomsten.append((gedaan.code, gedaan.uitvoer, register.exists()))
    assert uitkomsten == [
        (0, "Het personenregister antwoordt niet meer.\n", False),
        (0, "Het personenregister antwoordde al niet.\n", False),
        (0, "Het personenregister antwoordt weer.\n", True),
        (0, "Het personenregister antwoordde al.\n", True),
    ]
    assert inhoud == register.read_bytes()


@pytest.mark.parametrize(
    ("bsn", "code", "tekst"),
    [("123456789", 1, "VIR-101"), ("999999990", 1, "kent dit burgerservicenummer niet")],
)
def test_a_death_that_cannot_be(draaiend: Server, bsn: str, code: int, tekst: str) -> None:
    """A number that is invalid or unknown gets exit code 1 and is not repeated."""
    gebeurd = draai("sandbox", "gebeurtenis", "overlijden", "--map", str(draaiend.map), "--bsn", bsn)
    assert (code, "") == (gebeurd.code, gebeurd.uitvoer)
    assert tekst in gebeurd.fouten
    assert bsn not in gebeurd.fouten


def test_another_sandbox_cannot_have_the_same_port(draaiend: Server, tmp_path: Path) -> None:
    """A port that is taken is exit code 5 with one line, not a traceback."""
    poort = str(urlsplit(draaiend.url).port)
    tweede = draai_proces("sandbox", "--map", str(tmp_path), "--poort", poort)
    assert (tweede.code, tweede.uitvoer) == (5, "")
    assert tweede.fouten == f"verwijsindex: poort {poort} is al in gebruik; kies een andere, of 0 voor een vrije poort\n"


@pytest.mark.lang
def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """SIGTERM ends it with exit code 0 and nothing on standard error; started again it has its data, its clock and its certificates."""
    with sandbox(tmp_path) as eerste:
        bsn = eerste.persoon()["bsn"]
        with _als(eerste, "ggd-melder-1") as index:
            melding = index.meld_jeugdige(bsn=bsn).melding_id
        assert draai("sandbox", "klok", "--map", str(tmp_path), "--vooruit", "P1D").code == 0
        certificaten = eerste.beschrijving["partners"]
    assert (eerste.einde, eerste.uitvoer, eerste.fouten) == (0, "", "")
    geweigerd = draai("sandbox", "--map", str(tmp_path), "--personen", str(tmp_path / "personen.json"))
    assert (geweigerd.code, "bevat al een sandbox" in geweigerd.fouten) == (5, True)
    with sandbox(tmp_path) as tweede:
        assert certificaten == tweede.beschrijving["partners"]
        with _als(tweede, "ggd-melder-1") as index:
            assert [melding] == [eigen.melding_id for eigen in index.eigen_meldingen()]
            opnieuw = index.meld_jeugdige(bsn=bsn)
            assert (opnieuw.melding_id, opnieuw.reeds_gemeld) == (melding, True)
    with sandbox(tmp_path, "--nieuw") as derde, _als(derde, "ggd-melder-1") as index:
        assert list(index.eigen_meldingen()) == []


def test_persons_of_a_file(tmp_path: Path) -> None:
    """``--personen`` fills the register with who is in the file; a file that is no persons file is exit code 5 with its place."""
    bestand = tmp_path / "personen.json"
    persoon = {"bsn": "912000008", "geslachtsnaam": "Zwaluwenburg", "geboortedatum": "20150601"}
    bestand.write_text(json.dumps([persoon | {"bsn": "911111110"}, persoon | {"geboortedatum": "vandaag"}]), encoding="utf-8")
    fout = draai("sandbox", "--map", str(tmp_path / "map"), "--personen", str(bestand))
    assert (fout.code, fout.uitvoer) == (5, "")
    assert "persoon 2: geboortedatum" in fout.fouten
    assert "Zwaluwenburg" not in fout.fouten
    bestand.write_text(json.dumps([persoon | {"bsn": "912000011"}, persoon]), encoding="utf-8")
    with sandbox(tmp_path / "map", "--personen", str(bestand)) as gestart:
        assert {p["bsn"] for p in gestart.beschrijving["personen"]} == {"912000008", "912000011"}


@pytest.mark.eis("R-141", "R-171")
def test_its_log_and_standard_error_hold_nothing_personal(tmp_path: Path) -> None:
    """After every command: no number, name, telefoon or emailadres of anybody, only ids and codes; the log is of its owner's making."""
    with sandbox(tmp_path) as gestart:
        personen = gestart.beschrijving["personen"]
        with _als(gestart, "ggd-melder-1") as ggd, _als(gestart, "politie-melder-1") as politie:
            for index in (ggd, politie):
                for nummer in range(3):
                    index.meld_jeugdige(bsn=gestart.persoon(nummer)["bsn"], partner_melding_id=f"geheim-kenmerk-{nummer}")
            signalen = ggd.haal_signalen_op().signalen
            ggd.bevestig_signalen([signaal.signaal_id for signaal in signalen])
            for slecht in ("123456789", next(p["bsn"] for p in personen if "overleden" in p["kenmerken"])):
                with pytest.raises(Weigering):
                    ggd.meld_jeugdige(bsn=slecht)
        contacten = {veld for s in signalen for c in s.contacten for veld in (c.naam, c.telefoon, c.emailadres) if veld}
        log = gestart.log
    assert log.count("bericht=") == 10
    geheim = {p[veld] for p in personen for veld in ("bsn", "geslachtsnaam") if p[veld]} | contacten | {"geheim-kenmerk", "123456789"}
    assert [woord for woord in geheim if woord in log + gestart.fouten] == []
    assert gestart.fouten == ""
