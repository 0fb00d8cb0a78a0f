"""The suite can fail: on answers that cannot be trusted, and on targets described wrongly. Without one rule: conformance/zelftest."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree
from verwijsindex_conformance.oordeel import Oordeel

from .sandboxproces import VERWIJSINDEX, Sandbox, gezakt, oordelen, uitslagen
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
    "zonder Security": (haal_weg("Security"), "een ondertekend bericht"),
    "een byte anders": (kantel_byte, "een handtekening die klopt"),
    "zonder bevestiging": (haal_weg("SignatureConfirmation"), "een handtekening die klopt|één SignatureConfirmation|naar delen van"),
    "ander RelatesTo": (op_boom(ander_message_id), "een handtekening die klopt"),
    "zonder Timestamp": (haal_weg("Timestamp"), "precies één Timestamp"),
    "geen XML": (lambda antwoord: replace(antwoord, body=b"ok"), "een bericht in XML"),
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
