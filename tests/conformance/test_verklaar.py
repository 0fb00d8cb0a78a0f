"""`verklaar`: every broken message of the corpus gets its diagnosis and no other, and nothing of a person is told."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from verwijsindex_conformance.cli import main
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Omstandigheden
from verwijsindex_conformance.verklaring.codes import alle_codes
from verwijsindex_conformance.verklaring.verklaar import verklaar

from .kapotte_berichten import ADRES, BSN, KAPOT, NU, Maker, andere_prefix, ingesprongen, op_boom
from .rapporten import Zegelaars, maak_zegelaars

PROJECT = Path(__file__).parents[2]
OPNAMEN = sorted((PROJECT / "tests" / "interop").glob("*/herkomst.json"))


@pytest.fixture(scope="module")
def zegelaars(tmp_path_factory: pytest.TempPathFactory) -> Zegelaars:
    return maak_zegelaars(tmp_path_factory.mktemp("verklaar"), NU)


@pytest.fixture(scope="module")
def maker(zegelaars: Zegelaars) -> Maker:
    return Maker(*zegelaars.partners)


@pytest.fixture(scope="module")
def om(zegelaars: Zegelaars) -> Omstandigheden:
    return Omstandigheden(NU, zegelaars.ca, {"meldingen": ADRES})


@pytest.fixture(scope="module")
def diagnose(maker: Maker, om: Omstandigheden) -> Callable[[str], list[Bevinding]]:
    """What is said of a message of the corpus, found out once."""
    return cache(lambda naam: verklaar(KAPOT[naam][0](maker), om))


def ids(raw: bytes, om: Omstandigheden) -> set[str]:
    return {bevinding.id for bevinding in verklaar(raw, om)}


def test_a_good_message(maker: Maker, om: Omstandigheden) -> None:
    """Nothing is found."""
    assert verklaar(maker.goed(), om) == []


@pytest.mark.parametrize("naam", KAPOT)
def test_a_broken_message(diagnose: Callable[[str], list[Bevinding]], naam: str) -> None:
    """What is wrong is found, nothing else is, and each finding tells what to do and no number of a person."""
    bevindingen = diagnose(naam)
    assert KAPOT[naam][1] == {bevinding.id for bevinding in bevindingen}, bevindingen
    for bevinding in bevindingen:
        assert bevinding.wat.endswith("."), bevinding
        assert bevinding.oplossing.endswith("."), bevinding
        assert BSN not in f"{bevinding.wat}{bevinding.oplossing}"
        assert bevinding.code in alle_codes() or bevinding.id == "GEEN-BEVESTIGING", bevinding


def test_the_corpus_has_an_example_of_everything() -> None:
    """Whatever can be found, is found in a message of the corpus, or in a test here of the circumstances or a fault."""
    hier = {"SOAPACTION", "CERTIFICAAT-VERLOPEN", "CERTIFICAAT-TE-VROEG", "FOUT", "FOUT-ONBEKEND"}
    bron = "".join(bestand.read_text(encoding="utf-8") for bestand in Path(str(files("verwijsindex_conformance.verklaring"))).glob("*.py"))
    kan = set(re.findall(r'(?:Bevinding\(|return \(?)\s*"([A-Z][A-Z0-9.-]+)",', bron))
    kan |= {f"GEEN-{naam}" for naam in ("TO", "ACTION", "MESSAGEID", "RELATESTO")}
    assert len(kan) > 45
    assert kan == hier | {id for _, verwacht in KAPOT.values() for id in verwacht}


@pytest.mark.parametrize(
    ("naam", "woorden"),
    [
        ("To en ReplyTo niet getekend", ("To is niet getekend.", "ReplyTo is niet getekend.")),
        ("Body niet getekend", ("Body is niet getekend.",)),
        ("ingesprongen", ("De digest van Body klopt niet: na het tekenen is witruimte veranderd", "pretty print")),
        ("andere prefix in de inhoud", ("De digest van Body klopt niet: na het tekenen zijn prefixen",)),
        ("inclusief getekend", ("inclusieve canonicalisatie",)),
        ("element erbij", ("het element spoor toegevoegd",)),
        ("attribuut erbij", ("het attribuut spoor toegevoegd",)),
        ("digests verwisseld", ("De digest van Body klopt niet: het is die van Timestamp.",)),
        ("uit de toekomst", ("2 minuten na de ontvangst", "loopt voor")),
        ("een uur oud", ("60 minuten voor de ontvangst", "heel aantal uren")),
        ("Action van een ander", ("hoort niet bij MeldJeugdige", ":meldingen:v1:MeldJeugdige,")),
        ("andere namespace", ("de namespace is urn:verwijsindex:meldingen:v2 en niet urn:verwijsindex:meldingen:v1",)),
        ("oude adressering", ("oudere WS-Addressing", "WS-Addressing 1.0")),
        ("inhoud niet volgens schema", ("Het gaat mis bij: schoenmaat.",)),
        ("IssuerSerial", ("staat: X509Data", "direct reference")),
        ("SHA-1", ("RSA met SHA-1", "gebruikt het bericht SHA-1")),
        ("geen xml", ("op regel ",)),
    ],
)
def test_the_words(diagnose: Callable[[str], list[Bevinding]], naam: str, woorden: tuple[str, ...]) -> None:
    """Which part, what happened to it, by how much, and where to look."""
    tekst = "\n".join(f"{bevinding.wat} {bevinding.oplossing}" for bevinding in diagnose(naam))
    assert not [woord for woord in woorden if woord not in tekst], tekst


def test_what_the_circumstances_tell(maker: Maker, om: Omstandigheden, zegelaars: Zegelaars, tmp_path: Path) -> None:
    """Trust needs a CA, To needs addresses, SOAPAction needs the header, and a certificate has its days."""
    vreemd = maak_zegelaars(tmp_path, NU)
    assert ids(maker.goed(), replace(om, ca=vreemd.ca)) == {"CERTIFICAAT-ONBEKEND"}
    assert ids(maker.goed(), replace(om, ca=None)) == set()
    assert ids(maker.goed(), replace(om, moment=NU + timedelta(days=2))) == {"CERTIFICAAT-VERLOPEN", "TIJD-OUD"}
    assert ids(maker.goed(), replace(om, moment=NU - timedelta(days=2))) == {"CERTIFICAAT-TE-VROEG", "TIJD-VOORUIT"}
    assert ids(maker.goed(to="https://elders.example/"), replace(om, adressen=None)) == set()
    actie = "urn:verwijsindex:meldingen:v1:MeldJeugdige"
    for soapaction, verwacht in ((f'"{actie}"', set()), ('""', set()), (actie, {"SOAPACTION"}), ('"x"', {"SOAPACTION"})):
        assert ids(maker.goed(), replace(om, soapaction=soapaction)) == verwacht


FOUT = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing">
<soap:Header><wsa:Action>{actie}</wsa:Action><wsa:MessageID>urn:uuid:1</wsa:MessageID><wsa:RelatesTo>urn:uuid:2</wsa:RelatesTo></soap:Header>
<soap:Body><soap:Fault><faultcode>soap:Client</faultcode><faultstring>{tekst}</faultstring>{detail}</soap:Fault></soap:Body></soap:Envelope>"""
DETAIL = (
    '<detail><t:Fout xmlns:t="urn:verwijsindex:typen:v1"><t:code>VIR-101</t:code>'
    "<t:element>/m:MeldJeugdige/m:jeugdige/t:bsn</t:element></t:Fout></detail>"
)


@pytest.mark.parametrize(
    ("tekst", "detail", "id", "code", "woorden"),
    [
        ("VIR-101 Het nummer is ongeldig [incident 1]", DETAIL, "FOUT", "VIR-101", "Het gaat om het element bsn."),
        ("VIR-S05 De handtekening klopt niet. [incident 1]", "", "FOUT", "VIR-S05", "De handtekening klopt niet."),
        ("er ging iets mis", "", "FOUT-ONBEKEND", "", "zonder code van dit koppelvlak"),
    ],
)
def test_a_fault_that_came_back(om: Omstandigheden, tekst: str, detail: str, id: str, code: str, woorden: str) -> None:
    """What it means and which element it is about, beside what is wrong with the answer itself."""
    raw = FOUT.format(actie="urn:x", tekst=tekst, detail=detail).encode()
    bevindingen = {bevinding.id: bevinding for bevinding in verklaar(raw, om)}
    assert set(bevindingen) == {id, "GEEN-SECURITY"}
    assert bevindingen[id].code == code
    assert woorden in bevindingen[id].wat


@pytest.mark.lang
@pytest.mark.parametrize("pad", OPNAMEN, ids=lambda pad: pad.parent.name)
def test_what_other_toolkits_sent(pad: Path) -> None:
    """A good message of each stack is found good; indented, with other prefixes, or with another number it is not, for that reason."""
    raw, herkomst = (pad.parent / "bericht.xml").read_bytes(), json.loads(pad.read_text())
    om = Omstandigheden(datetime.fromisoformat(herkomst["ontvangen"]), pad.parent / "keten.pem", {"meldingen": herkomst["adres"]})
    assert verklaar(raw, om) == []
    witruimte = ids(ingesprongen(raw), om)  # xmlseclibs lays SignedInfo out in a way of its own, that nobody could guess
    assert {"DIGEST-WITRUIMTE"} <= witruimte <= {"DIGEST-WITRUIMTE", "HANDTEKENING-WITRUIMTE", "HANDTEKENING-INHOUD"}
    ander_nummer = re.sub(rb"(bsn[^<>]*>\d{7})\d\d", rb"\g<1>00", raw, count=1)
    assert ander_nummer != raw
    assert ids(ander_nummer, om) == {"DIGEST-INHOUD"}
    assert ids(op_boom(raw, lambda boom: boom[-1].set("spoor", "1")), om) == {"DIGEST-TOEGEVOEGD"}
    prefix = re.search(rb"<(\w[\w-]*):Envelope", raw)
    assert prefix is not None
    if len({*re.findall(rb'xmlns:([\w-]+)="http://schemas.xmlsoap.org/soap/envelope/"', raw)}) > 1:
        return  # Metro has two prefixes for this namespace, and nobody could guess which of them was another
    nieuw = b"soapenv" if prefix[1] != b"soapenv" else b"soap"
    anders = andere_prefix(raw, prefix[1], nieuw).replace(prefix[1] + b":mustUnderstand", nieuw + b":mustUnderstand")
    assert {"DIGEST-PREFIX"} <= ids(anders, om) <= {"DIGEST-PREFIX", "HANDTEKENING-PREFIX"}


def test_a_message_with_its_http_headers(maker: Maker, zegelaars: Zegelaars, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a proxy writes it down, whole or in pieces: the headers are no part of the message, and their SOAPAction is looked at."""
    raw = maker.goed()
    stukken = b"".join(b"%x\r\n%b\r\n" % (len(deel), deel) for deel in (raw[:1000], raw[1000:], b""))
    bestand = tmp_path / "bericht.http"
    opdracht = ["verklaar", str(bestand), "--ca", str(zegelaars.ca), "--moment", NU.isoformat()]
    goed = b'POST /m HTTP/1.1\r\nHost: x\r\nSOAPAction: "urn:verwijsindex:meldingen:v1:MeldJeugdige"\r\n'
    for kop, inhoud, code in (
        (goed, raw, 0),
        (goed + b"Transfer-Encoding: chunked\r\n", stukken, 0),
        (goed.replace(b'"urn', b"urn"), raw, 1),
    ):
        bestand.write_bytes(kop + b"\r\n" + inhoud)
        assert main(opdracht) == code, capsys.readouterr().out
    assert "SOAPACTION" in capsys.readouterr().out


def test_every_code_is_explained() -> None:
    """Those of docs/foutcodes.md, each with what it comes from and what helps."""
    genoemd = re.findall(r"^\| (DK[0-9]{4}|VIR-S?[0-9]+|[0-9]{3}) \|", (PROJECT / "docs" / "foutcodes.md").read_text(), re.MULTILINE)
    assert len(set(genoemd)) > 40
    assert {f"HTTP {code}" if code.isdigit() else code for code in genoemd} == set(alle_codes())
    for code in alle_codes().values():
        assert all(tekst.endswith(".") for tekst in (code.betekenis, code.oorzaken, code.oplossing)), code


@pytest.mark.parametrize(
    ("argumenten", "code", "tekst"),
    [
        (["VIR-S05"], 0, "na het tekenen veranderd"),
        (["vir-132"], 0, "geen historie"),
        (["http413"], 0, "groter dan 1 MiB"),
        (["VIR-999"], 2, "VIR-999 is geen code"),
        (["/er/niet.xml"], 2, "niet te lezen"),
        (["VIR-S05", "--moment", "gisteren"], 2, "--moment: schrijf een tijdstip met tijdzone"),
        (["VIR-S05", "--moment", "2026-11-24T12:00:00"], 2, "--moment: schrijf een tijdstip met tijdzone"),
    ],
)
def test_on_the_terminal(argumenten: list[str], code: int, tekst: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A code in any case, and one Dutch sentence for wrong use."""
    try:
        gekregen: object = main(["verklaar", *argumenten])
    except SystemExit as einde:
        gekregen = einde.code
    gevangen = capsys.readouterr()
    assert (gekregen, tekst in gevangen.out + gevangen.err) == (code, True)


def test_a_file_on_the_terminal(maker: Maker, zegelaars: Zegelaars, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0 for a good message and 1 for a bad one, with what was not looked at."""
    bestand = tmp_path / "bericht.xml"
    opdracht = ["verklaar", str(bestand), "--moment", NU.isoformat()]
    bestand.write_bytes(maker.goed())
    assert main([*opdracht, "--ca", str(zegelaars.ca)]) == 0
    assert "Dit is een bericht MeldJeugdige.\nEr is niets gevonden" in capsys.readouterr().out
    bestand.write_bytes(ingesprongen(maker.goed()))
    assert main(opdracht) == 1
    uit = capsys.readouterr().out
    assert "DIGEST-WITRUIMTE (de verwijsindex antwoordt VIR-S05)" in uit
    assert "Niet bekeken: of het certificaat wordt vertrouwd" in uit
    assert BSN not in uit
