"""``verwijsindex rechten``: what a college sees of its terms, and its letters, from the real command (R-134..R-136)."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from lxml import etree

from verwijsindex.brp.inlezen import maak_register
from verwijsindex.cli import main
from verwijsindex.contract.bestanden import XSD_MAP
from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.verzoek import AdviesSoort, Beslissing, Besluit, Verzoeker, VerzoekSoort
from verwijsindex.operations.beslis_verzoek import BeslisVerzoek, beslis_verzoek
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.geef_advies import GeefAdvies, geef_advies
from verwijsindex.operations.geef_inzage import GeefInzage, geef_inzage
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.registreer_verzoek import RegistreerVerzoek, registreer_verzoek
from verwijsindex.storage.database import SqlOpslag, open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels, maak_sleutels

from ..brieven.kijker import tekst
from ..integration.storage.wereld import (
    ALTIJD,
    DAG,
    GEMEENTE,
    KIND,
    NU,
    OIN,
    PERSOON,
    POLITIE,
    context,
    gebruiker,
    meld_verzoek,
    registreer,
    rijen,
    stuur,
)

Uitvoer = tuple[int, str, str]


@dataclass(frozen=True)
class Server:
    """A server with two meldingen about one child, and a college."""

    map: Path
    opslag: SqlOpslag
    buiten: Context
    meldingen: tuple[str, ...]

    @property
    def instellingen(self) -> Path:
        return self.map / "verwijsindex.toml"

    def zet_klok(self, moment: datetime) -> None:
        verschuiving = (moment - datetime.now(UTC)) // timedelta(microseconds=1)
        (self.map / "klok.json").write_text(json.dumps({"verschuivingMicroseconden": verschuiving}), encoding="utf-8")

    def college(self) -> Afzender:
        return Afzender(OIN, str(uuid4()), stuur("college", None, Rol.COLLEGE))

    def verzoek(self, soort: VerzoekSoort = VerzoekSoort.INZAGE, ontvangen: date = DAG, kenmerk: str = "Z-17") -> str:
        vraag = RegistreerVerzoek(self.college(), str(uuid4()), soort, OpBsn(KIND.waarde), Verzoeker.GEZAMENLIJK, kenmerk, ontvangen)
        return registreer_verzoek(vraag, self.buiten).verzoek_id

    def beslis(self, verzoek_id: str, besluit: Besluit, *meldingen: str) -> None:
        beslissing = Beslissing(besluit, "B-9", DAG, "college")
        vraag = BeslisVerzoek(self.college(), str(uuid4()), verzoek_id, beslissing, zonder_advies=True, melding_ids=meldingen)
        beslis_verzoek(vraag, self.buiten)


def _bereikbaar(wie: Gebruiker) -> Gebruiker:
    return replace(wie, contact=replace(wie.contact, telefoon="020 123 45 67"))


@pytest.fixture
def server(tmp_path: Path, sqlite_sjabloon: Path) -> Server:
    copy(sqlite_sjabloon, tmp_path / "index.db")
    maak_sleutels(tmp_path / "sleutels.json")
    maak_register(tmp_path / "register.db", ())
    opslag = open_opslag(f"sqlite:///{tmp_path / 'index.db'}", lees_sleutels(tmp_path / "sleutels.json"))
    registreer(opslag, _bereikbaar(gebruiker("arts")), _bereikbaar(gebruiker("agent", POLITIE)))
    with opslag.beheer() as beheer:
        beheer.mandaat(Mandaat(OIN, MandaatSoort.GEMEENTE, GEMEENTE, GEMEENTE, ALTIJD))
        beheer.gebruiker(
            Gebruiker(
                "college",
                MandaatSoort.GEMEENTE,
                frozenset({Rol.COLLEGE}),
                ALTIJD,
                contact=Contactgegevens("C. de Groot", emailadres="college@gemeente.example"),
                gemeentecode=GEMEENTE,
            )
        )
        beheer.leg_vast()
    buiten = context(opslag, {KIND: PERSOON})
    meldingen = tuple(
        meld_jeugdige(verzoek, buiten).melding_id
        for verzoek in (meld_verzoek("arts", KIND, "een"), meld_verzoek("agent", KIND, "twee", POLITIE))
    )
    server = Server(tmp_path, opslag, buiten, meldingen)
    velden = {"sleutels": "sleutels.json", "register": "register.db", "klok": "klok.json"}
    vast = {"database": f"sqlite:///{tmp_path}/index.db", **{naam: str(tmp_path / waarde) for naam, waarde in velden.items()}}
    regels = [f'{naam} = "{waarde}"' for naam, waarde in {**vast, "certificaat": "c", "sleutel": "k", "vertrouwd": "v"}.items()]
    server.instellingen.write_text("\n".join(regels), encoding="utf-8")
    server.zet_klok(NU)
    return server


@pytest.fixture
def rechten(server: Server, capsys: pytest.CaptureFixture[str]) -> Callable[..., Uitvoer]:
    """Run ``verwijsindex rechten``: its exit code, what it says, and what it complains of."""

    def draai(*woorden: str) -> Uitvoer:
        try:
            code = main(["rechten", woorden[0], "--instellingen", str(server.instellingen), *woorden[1:]])
        except SystemExit as einde:
            code = int(einde.code or 0)
        uitvoer, fouten = capsys.readouterr()
        return code, uitvoer, fouten

    return draai


def brief(rechten: Callable[..., Uitvoer], server: Server, verzoek_id: str, *woorden: str) -> tuple[str, Path]:
    """A letter that succeeds: what the command says, and the file."""
    bestand = server.map / f"{uuid4()}"
    code, uitvoer, fouten = rechten("brief", "--verzoek", verzoek_id, "--uit", str(bestand), *woorden)
    assert (code, fouten) == (0, "")
    return uitvoer, bestand


@pytest.mark.eis("R-136")
def test_terms_run_and_warn(server: Server, rechten: Callable[..., Uitvoer]) -> None:
    """The most urgent first, with its working days; what is decided is gone; a day after the last one it is late."""
    assert rechten("lijst") == (0, "Er zijn geen verzoeken waarover nog beslist moet worden.\n", "")
    ruim = server.verzoek(kenmerk="ruim")
    dringend = server.verzoek(ontvangen=date(2026, 10, 26), kenmerk="dringend")
    nadert = server.verzoek(VerzoekSoort.BEZWAAR, ontvangen=date(2026, 11, 6), kenmerk="nadert")
    klaar = server.verzoek(VerzoekSoort.WISSING, kenmerk="klaar")
    server.beslis(klaar, Besluit.AFGEWEZEN)
    _, uitvoer, _ = rechten("lijst", "--gemeente", GEMEENTE)
    regels = [re.split(r" {2,}", regel.strip()) for regel in uitvoer.splitlines()]
    assert [regel[1:9] for regel in regels[1:4]] == [
        ["2026-11-26", "2", "DRINGEND", "INZAGE", "0 van 2", "2026-10-26", "dringend", dringend],
        ["2026-12-07", "9", "nadert", "BEZWAAR", "0 van 2", "2026-11-06", "nadert", nadert],
        ["2026-12-24", "22", "loopt", "INZAGE", "0 van 2", "2026-11-24", "ruim", ruim],
    ]
    assert uitvoer.splitlines()[-1] == "Verzoeken: 3, waarvan 1 dringend, 1 nadert, 1 loopt."
    assert "ruim" not in rechten("lijst", "--waarschuw")[1]
    assert rechten("lijst", "--gemeente", "0599")[1].startswith("Er zijn geen verzoeken")
    server.zet_klok(datetime(2026, 11, 27, 8, tzinfo=UTC))
    [laatste] = [een for een in json.loads(rechten("lijst", "--json", "--waarschuw")[1]) if een["kenmerk"] == "dringend"]
    assert (laatste["termijn"], laatste["werkdagen_over"], laatste["verlengd"]) == ("VERSTREKEN", -1, False)


@pytest.mark.eis("R-136")
def test_maintenance_tells_how_many_terms_run_out(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """In its report and in its trial, also when a certificate cannot be read, so that a server that runs by itself says it in its log."""
    server.verzoek(ontvangen=date(2026, 10, 26))
    server.verzoek(ontvangen=date(2026, 10, 6))
    for proef in ((), ("--proef",)):
        main(["onderhoud", "--instellingen", str(server.instellingen), "--json", *proef])
        verslag = json.loads(capsys.readouterr().out)
        assert "certificaten" in verslag["mislukt"]
        assert "beslistermijnen" not in verslag["mislukt"]
        aantallen = verslag["aantallen"]
        assert (aantallen["termijn_bijna_om"], aantallen["termijn_verstreken"]) == (1, 1)


@pytest.mark.eis("R-136")
def test_a_receipt_and_an_extension(server: Server, rechten: Callable[..., Uitvoer]) -> None:
    """With the last day, with the later one and why; the name of the gemeente is the college's to give."""
    verzoek_id = server.verzoek(VerzoekSoort.WISSING)
    uitvoer, pdf = brief(rechten, server, verzoek_id, "--soort", "ontvangst", "--gemeentenaam", "Elders")
    assert "van de gemeente Veldwijk" in tekst(brief(rechten, server, verzoek_id, "--soort", "ontvangst")[1])
    assert "Voeg naam en adres toe" in uitvoer
    assert pdf.stat().st_mode & 0o777 == 0o600
    inhoud = tekst(pdf)
    assert "U krijgt uiterlijk op 24 december 2026 ons besluit." in inhoud
    assert "van de gemeente Elders" in inhoud
    server.beslis(verzoek_id, Besluit.VERLENGD)
    waarom = server.map / "waarom.txt"
    waarom.write_text("Er is een advies nodig.", encoding="utf-8")
    _, html = brief(rechten, server, verzoek_id, "--soort", "verlenging", "--toelichting", str(waarom), "--formaat", "html")
    assert "U krijgt uiterlijk op 24 februari 2027 ons besluit." in html.read_text(encoding="utf-8")
    assert "Er is een advies nodig." in html.read_text(encoding="utf-8")


@pytest.mark.eis("R-135", "R-137")
def test_a_decision_that_grants_a_part_says_so(server: Server, rechten: Callable[..., Uitvoer]) -> None:
    """What was destroyed and what stays, and then not without a reason."""
    verzoek_id = server.verzoek(VerzoekSoort.WISSING)
    geef_advies(
        GeefAdvies(Afzender(OIN, str(uuid4()), stuur("arts")), str(uuid4()), verzoek_id, server.meldingen[0], AdviesSoort.VERWIJDEREN),
        server.buiten,
    )
    server.beslis(verzoek_id, Besluit.TOEGEWEZEN, server.meldingen[0])
    bestand = server.map / "besluit.pdf"
    code, _, fouten = rechten("brief", "--verzoek", verzoek_id, "--soort", "besluit", "--uit", str(bestand))
    assert (code, "een toelichting nodig" in fouten, bestand.exists()) == (5, True, False)
    waarom = server.map / "waarom.txt"
    waarom.write_text("De andere melding is terecht.", encoding="utf-8")
    _, pdf = brief(rechten, server, verzoek_id, "--soort", "besluit", "--toelichting", str(waarom))
    inhoud = tekst(pdf)
    for zin in ("Een deel van de meldingen waarover uw verzoek ging is vernietigd", "Eén melding blijft staan.", "B-9", "binnen zes weken"):
        assert zin in inhoud


@pytest.mark.eis("R-134", "R-140")
def test_inzage_as_a_letter_and_as_xml_and_in_the_log(server: Server, rechten: Callable[..., Uitvoer]) -> None:
    """After GeefInzage: who reported and who was told; that somebody looked stands in the logboek, and in the next letter."""
    verzoek_id = server.verzoek()
    te_vroeg = rechten("brief", "--verzoek", verzoek_id, "--soort", "inzage", "--uit", str(server.map / "x.pdf"))
    assert (te_vroeg[0], "VIR-172" in te_vroeg[2]) == (1, True)
    geef_inzage(GeefInzage(server.college(), str(uuid4()), verzoek_id), server.buiten)
    _, pdf = brief(rechten, server, verzoek_id, "--soort", "inzage", "--ondertekenaar", "C. de Groot, jurist")
    inhoud = tekst(pdf)
    for stuk in ("Naam van arts", "Naam van agent", "deed ook een melding over de jeugdige", "C. de Groot, jurist"):
        assert stuk in inhoud
    assert "Medewerker van de gemeente, gemeente 0363" in inhoud
    _, xml = brief(rechten, server, verzoek_id, "--soort", "inzage", "--formaat", "xml")
    document = etree.fromstring(xml.read_bytes())
    etree.XMLSchema(etree.parse(str(XSD_MAP / "rechten-v1.xsd"))).assertValid(document)
    gekeken = rijen(
        f"sqlite:///{server.map}/index.db", "SELECT operatie, rol, gebruiker_id FROM logboek WHERE gebeurtenis = 'INZAGE_GEGEVEN'"
    )
    assert gekeken == [("GeefInzage", "COLLEGE", "college"), *[("rechten brief", "BEHEER", None)] * 2]
    assert "Beheerder van de verwijsindex" in tekst(brief(rechten, server, verzoek_id, "--soort", "inzage")[1])


@pytest.mark.parametrize(
    ("woorden", "code", "zin"),
    [
        (("--soort", "ontvangst", "--formaat", "xml"), 2, "--formaat: xml kan alleen bij --soort inzage"),
        (("--soort", "verlenging"), 1, "dit verzoek is niet verlengd"),
        (("--soort", "besluit"), 1, "over dit verzoek is nog niet beslist"),
        (("--soort", "ontvangst", "--toelichting", "weg.txt"), 5, "bestaat niet"),
        (("--soort", "ontvangst", "--toelichting", "latin1.txt"), 5, "is geen tekst in UTF-8"),
        (("--soort", "ontvangst", "--toelichting", "lang.txt"), 5, "is te lang: hoogstens 20000 tekens"),
    ],
)
def test_what_makes_no_letter(server: Server, rechten: Callable[..., Uitvoer], woorden: tuple[str, ...], code: int, zin: str) -> None:
    """A wrong question leaves no file behind and says in Dutch what to do."""
    (server.map / "latin1.txt").write_bytes("één".encode("latin-1"))
    (server.map / "lang.txt").write_text("x" * 20_001, encoding="utf-8")
    plaatsen = [str(server.map / woord) if woord.endswith(".txt") else woord for woord in woorden]
    uit = server.map / "brief.pdf"
    gevonden = rechten("brief", "--verzoek", server.verzoek(), "--uit", str(uit), *plaatsen)
    assert (code, "", True, False) == (gevonden[0], gevonden[1], zin in gevonden[2], uit.exists())


def test_an_unknown_request_and_a_file_that_exists(server: Server, rechten: Callable[..., Uitvoer]) -> None:
    """VIR-171; and no letter is ever overwritten."""
    uit = server.map / "brief.pdf"
    onbekend = rechten("brief", "--verzoek", str(uuid4()), "--soort", "ontvangst", "--uit", str(uit))
    assert (onbekend[0], "VIR-171" in onbekend[2], uit.exists()) == (1, True, False)
    uit.write_text("van iemand anders", encoding="utf-8")
    bestaat = rechten("brief", "--verzoek", server.verzoek(), "--soort", "ontvangst", "--uit", str(uit))
    assert (bestaat[0], "bestaat al" in bestaat[2], uit.read_text(encoding="utf-8")) == (5, True, "van iemand anders")
