"""The suite can fail: servers and targets that are wrong on purpose, and which cases notice."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from verwijsindex_conformance.catalogus import alle_gevallen
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.oordeel import Oordeel

from . import kapot, kapot_profiel
from .sandboxproces import VERWIJSINDEX, Sandbox, draaiende_sandbox, gezakt, oordelen, uitslagen
from .tussenstation import Antwoord, Bederf, tussenstation

GOED = ("PROF-001", "PROF-002", "PROF-003", "MELD-001")
FOUT = ("PROF-021", "MELD-021", "MELD-023")


def op_boom(verander: Callable[[etree._Element], object]) -> Bederf:
    def bederf(antwoord: Antwoord) -> Antwoord:
        boom = etree.fromstring(antwoord.body)
        verander(boom)
        return replace(antwoord, body=etree.tostring(boom))

    return bederf


def haal_weg(naam: str) -> Bederf:
    def verander(boom: etree._Element) -> None:
        for element in list(boom.iter(f"{{*}}{naam}")):
            ouder = element.getparent()
            assert ouder is not None
            ouder.remove(element)

    return op_boom(verander)


def kantel_byte(antwoord: Antwoord) -> Antwoord:
    """One sign of the moment, or of the text of a fault, becomes another."""
    body = re.sub(
        rb"((?:<[a-z]+:tijdstip|<faultstring)[^>]*>.{8})(.)", lambda m: m[1] + (b"1" if m[2] != b"1" else b"0"), antwoord.body, count=1
    )
    return replace(antwoord, body=body)


def ander_message_id(boom: etree._Element) -> None:
    [element] = boom.iter("{*}RelatesTo")
    element.text = "urn:uuid:00000000-0000-4000-8000-000000000000"


SERVERS: dict[str, tuple[Bederf, str]] = {
    "zonder handtekening": (haal_weg("Signature"), "precies één Signature"),
    "zonder Security": (haal_weg("Security"), "een ondertekend antwoord"),
    "een byte anders": (kantel_byte, "een handtekening die klopt"),
    "zonder bevestiging": (haal_weg("SignatureConfirmation"), "een handtekening die klopt|één SignatureConfirmation|naar delen van"),
    "ander RelatesTo": (op_boom(ander_message_id), "een handtekening die klopt"),
    "zonder Timestamp": (haal_weg("Timestamp"), "precies één Timestamp"),
    "geen XML": (lambda antwoord: replace(antwoord, body=b"ok"), "een antwoord in XML"),
    "altijd 404": (lambda antwoord: Antwoord(404, "text/plain", b""), "type text/xml"),
}


@pytest.mark.eis("R-155")
@pytest.mark.parametrize("naam", SERVERS)
def test_replies_that_cannot_be_trusted(sandbox: Sandbox, naam: str) -> None:
    """Whatever is wrong with the signature of replies and faults, no case believes them, and the failure tells what was missing."""
    bederf, verwacht = SERVERS[naam]
    with tussenstation(sandbox, bederf) as doel:
        gevonden = uitslagen(doel, *GOED, *FOUT)
    assert {Oordeel.GEZAKT} == {uitslag.oordeel for uitslag in gevonden}, gevonden
    assert all(re.search(verwacht, uitslag.verwacht) for uitslag in gevonden), [uitslag.verwacht for uitslag in gevonden]


def test_a_faithful_station_changes_nothing(sandbox: Sandbox) -> None:
    """The station itself is not what the cases notice: passing everything on unchanged, all of them pass."""
    with tussenstation(sandbox, lambda antwoord: antwoord) as doel:
        gevonden = oordelen(doel, *GOED, *FOUT)
    assert {Oordeel.GESLAAGD} == set(gevonden.values()), gevonden


@pytest.mark.eis("R-170")
def test_a_server_that_answers_200_to_everything(sandbox: Sandbox) -> None:
    """Faults with HTTP 200 fail every case that expects a fault, and no other."""
    with tussenstation(sandbox, lambda antwoord: replace(antwoord, status=200)) as doel:
        assert set(FOUT) == gezakt(doel, *GOED, *FOUT)


def test_an_answer_to_all_that_is_always_the_same(sandbox: Sandbox) -> None:
    """A good answer, repeated to every request, belongs to none of the later ones."""
    eerste: list[Antwoord] = []

    def altijd_hetzelfde(antwoord: Antwoord) -> Antwoord:
        eerste.append(antwoord)
        return eerste[0]

    with tussenstation(sandbox, altijd_hetzelfde) as doel:
        assert set(oordelen(doel, "PROF-001").values()) == {Oordeel.GESLAAGD}
        assert {*GOED, *FOUT} == gezakt(doel, *GOED, *FOUT)


@pytest.fixture(scope="module")
def eigen_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map = tmp_path_factory.mktemp("kapot") / "sandbox"
    with draaiende_sandbox(map):
        pass
    return map


MUTANTEN = {
    "zonder-elfproef": {"MELD-021", "MELD-022"},
    "zonder-gezin": {"SIG-007"},
    "zonder-eenmaal": {"HIST-004", "HIST-020"},
    "zonder-leeftijd": {"RECHT-020", "RECHT-021"},
    "zonder-college": {"RECHT-023"},
    "zonder-advies": {"RECHT-022"},
    "zonder-blokkade": {"RECHT-004"},
    "zonder-archief": {"RECHT-006"},
    "zonder-koppeling": {"MELD-073"},
    "zonder-inhoud": {"MELD-074"},
    "zonder-verbetering": {"MELD-075"},
    "zonder-overlijden": {"MELD-076"},
    "op-28-februari": {"MELD-077"},
    "zonder-weekend": {"MELD-078"},
}
MET_GEBEURTENISSEN = {"MELD-073", "MELD-074", "MELD-075", "MELD-076", "MELD-077", "MELD-078"}
"""These start a program for everything that happens in the register: each is tried on its own broken server, and on no other."""
STEEKPROEF = (
    "PROF-001",
    "MELD-001",
    "MELD-023",
    "SIG-008",
    "HIST-001",
    "HIST-002",
    "RECHT-001",
    "RECHT-003",
)


@pytest.mark.traag
@pytest.mark.eis("R-021", "R-030", "R-034", "R-041", "R-044", "R-064", "R-073", "R-104", "R-158")
@pytest.mark.eis("R-112", "R-131", "R-132", "R-135", "R-138")
@pytest.mark.lang
@pytest.mark.parametrize("naam", MUTANTEN)
def test_a_server_without_one_rule(eigen_map: Path, naam: str) -> None:
    """Taking one rule out of the server fails exactly the cases about that rule; their twins and a sample of others pass."""
    with draaiende_sandbox(eigen_map, [sys.executable, kapot.__file__, naam]) as kapotte:
        doel = _met_kapotte_gebeurtenissen(kapotte.lees(), naam)
        gevonden = oordelen(doel, *MUTANTEN[naam], *STEEKPROEF, *({id for ids in MUTANTEN.values() for id in ids} - MET_GEBEURTENISSEN))
    assert dict.fromkeys(MUTANTEN[naam], Oordeel.GEZAKT) == {id: o for id, o in gevonden.items() if o is not Oordeel.GESLAAGD}


def _met_kapotte_gebeurtenissen(doel: Doel, naam: str) -> Doel:
    """The index hears of an event in the process of the command, which lacks the rule as well."""
    assert doel.gebeurtenissen is not None
    vervangen = {
        soort: (sys.executable, kapot.__file__, naam, *opdracht[len(VERWIJSINDEX) :])
        for soort in ("geboorte", "toekenning", "verbetering", "overlijden")
        if (opdracht := getattr(doel.gebeurtenissen, soort))
    }
    return replace(doel, gebeurtenissen=replace(doel.gebeurtenissen, **vervangen))


ZONDER_CONTROLE = {
    "zoekt-delen": "020 021 036 038 040 041 042 043 044 045 046 047 048 049 050 051 052 053 054 058 060 092 093 096 "
    "108 109 110 111 130 131 132 133 134 144",
    "elk-algoritme": "024 025 026 027 028 032 033 034 035 057",
    "elke-sleutelverwijzing": "038",
    "elke-uitgever": "029 037 055 056",
    "elk-oin": "055 059",
    "verklapt-de-reden": "055",
    "geen-digest": "022 039",
    "geen-handtekening": "023 030 031",
    "elke-bestemming": "087",
    "elke-verbinding": "090 124",
    "elke-tijd": "061 063 065 071",
    "herhaling-mag": "066 067 069 070",
    "elke-byte": "102 143",
    "elke-xml": "046 049 100 112 113 115 116 118 119",
    "elk-http": "103 104 105 140 143 145",
    "elke-actie": "080 081 082 083 095",
    "geen-schema": "146",
    "nieuwsgierig": "036 096 116 117",
    "tot-het-commentaar": "013",
    "gelooft-proxy": "124",
    "geduldig": "142",
    "alles-is-goed": "106 141",
    "elk-mandaat": "MELD-031",
    "elke-gebruiker": "MELD-032 MELD-033",
    "elk-antwoordadres": "091 096",
    "elke-partij": "088 089 090 097 124",
    "oude-tls": "122 125",
    "zonder-certificaat": "121 126",
}
"""By what the server lacks: the cases of the profile that notice; which check of message security each is, kapot_profiel.py tells."""
TWEELINGEN = (
    "PROF-001",
    "PROF-062",
    "PROF-064",
    "PROF-068",
    "PROF-009",
    "PROF-012",
    "PROF-014",
    "PROF-016",
    "PROF-072",
    "PROF-107",
    "PROF-120",
)


def _gevallen(nummers: str) -> set[str]:
    """A number alone is one of the profile."""
    return {f"PROF-{nummer}" if nummer.isdecimal() else nummer for nummer in nummers.split()}


@pytest.fixture(scope="module")
def zonder_controle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with draaiende_sandbox(tmp_path_factory.mktemp("zonder") / "sandbox", [sys.executable, kapot_profiel.__file__]) as een:
        yield een


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-151", "R-152", "R-154", "R-155", "R-156", "R-157", "R-158", "R-159")
@pytest.mark.parametrize("naam", ZONDER_CONTROLE)
def test_a_server_without_one_check_of_messages(zonder_controle: Sandbox, naam: str) -> None:
    """Every attack on message security that the suite tries would succeed on some server, and there it is noticed; good messages pass."""
    verwacht = _gevallen(ZONDER_CONTROLE[naam])
    (zonder_controle.map / "kapot.txt").write_text(naam)
    assert verwacht == gezakt(zonder_controle.lees(), *verwacht, *TWEELINGEN)


def test_every_case_of_the_attack_table_can_fail() -> None:
    """Each case that names an attack of the table, and is refused, fails on one of the broken servers."""
    kan_zakken = set().union(*map(_gevallen, ZONDER_CONTROLE.values()), *MUTANTEN.values())
    gevallen = [een for een in alle_gevallen() if een.tweeling is not None and any(eis.startswith("AANVAL-") for eis in een.eisen)]
    assert {een.id for een in gevallen} <= kan_zakken
    assert set(kapot_profiel.MUTANTEN) == set(ZONDER_CONTROLE)


@pytest.mark.traag
@pytest.mark.lang
@pytest.mark.eis("R-074")
def test_a_server_that_does_not_match_by_address(eigen_map: Path) -> None:
    """It fails the case about an address, and passes those about a parent and about a move."""
    with draaiende_sandbox(eigen_map, [sys.executable, kapot.__file__, "zonder-adres"]) as kapotte:
        assert {"VERH-007"} == gezakt(kapotte.lees(), "SIG-007", "VERH-001", "VERH-007")


@pytest.mark.eis("R-040")
def test_a_clock_that_is_off(sandbox: Sandbox) -> None:
    """A server that lives thirty years later finds everybody too old: meldingen fail, and the profile, on real time, does not."""
    klok = [*VERWIJSINDEX, "sandbox", "klok", "--map", str(sandbox.map)]
    subprocess.run([*klok, "--vooruit", "P30Y"], check=True, capture_output=True)
    try:
        gevonden = gezakt(sandbox.lees(), "PROF-001", "PROF-062", "MELD-001", "MELD-007")
    finally:
        (sandbox.map / "klok.json").write_text('{"verschuivingMicroseconden": 0}\n')
    assert gevonden == {"MELD-001", "MELD-007"}


@pytest.mark.eis("R-044", "R-040", "R-022")
def test_data_that_is_off(sandbox: Sandbox) -> None:
    """A register that knows other people than the tester says fails the cases about those people."""
    doel = sandbox.lees()
    gewoon = doel.personen["zonder-familie"]
    verkeerd = replace(doel, personen={**doel.personen, "overleden": gewoon, "23-of-ouder": gewoon, "onbekend": gewoon})
    assert {"MELD-023", "MELD-024", "MELD-025"} == gezakt(verkeerd, "MELD-001", "MELD-023", "MELD-024", "MELD-025")


def test_another_server_than_the_target(sandbox: Sandbox) -> None:
    """A reply signed by somebody else than the target is not believed."""
    doel = sandbox.lees()
    assert {"PROF-001", "PROF-021"} == gezakt(replace(doel, oin=doel.partners[0].oin), "PROF-001", "PROF-021")
