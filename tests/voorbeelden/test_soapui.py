"""The SoapUI project: what the generator makes, with every operation, valid requests and the message security of the profile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from lxml import etree

from tests.contract.validatie import met_lxml
from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.operaties import DIENSTEN, OPERATIES, operatie
from verwijsindex.sandbox.pki import Deelnemer, maak_pki
from verwijsindex.sandbox.sleutelbossen import ALIAS, WACHTWOORD, schrijf_sleutelbossen
from verwijsindex.sandbox.wereld import INDEX, JGZ, maak_wereld

from .soapui import CON, EIGENSCHAPPEN, GETEKEND, PROFIEL, PROJECT, SLEUTEL, VERTROUWD, maak_project, vul_in

NU = datetime(2026, 11, 24, tzinfo=UTC)
C = f"{{{CON}}}"


@pytest.fixture(scope="module")
def project() -> etree._Element:
    return etree.parse(PROJECT).getroot()


def _canoniek(wortel: etree._Element) -> bytes:
    return etree.tostring(wortel, method="c14n", with_comments=False)


def test_project_is_what_the_generator_makes() -> None:
    """The project that is checked in is, byte for byte, what ``python -m tests.voorbeelden.soapui`` writes."""
    assert maak_project() == PROJECT.read_bytes()


@pytest.mark.eis("R-150")
def test_every_service_is_there_with_its_contract(project: etree._Element) -> None:
    """One interface per service of the index, with the flat WSDL in it, and every operation with its action and one request."""
    for dienst, interface in zip(DIENSTEN, project.findall(f"{C}interface"), strict=True):
        inhoud = interface.findtext(f"{C}definitionCache/{C}part/{C}content") or ""
        assert etree.tostring(etree.fromstring(inhoud), method="c14n") == etree.tostring(
            etree.parse(wsdl(dienst.naam, "plat")), method="c14n"
        )
        for een in interface.findall(f"{C}operation"):
            assert een.get("action") == operatie(een.attrib["name"]).action
            (aanroep,) = een.findall(f"{C}call")
            wsa = aanroep.find(f"{C}wsaConfig")
            assert (aanroep.get("useWsAddressing"), wsa.get("action"), wsa.get("replyTo")) == ("true", een.get("action"), ns.WSA_ANONYMOUS)
            assert vul_in(aanroep.findtext(f"{C}endpoint") or "") == EIGENSCHAPPEN["index"] + dienst.pad
    assert [een.get("name") for een in project.iter(f"{C}operation")] == [een.naam for een in OPERATIES]


@pytest.mark.eis("R-150")
def test_every_request_is_valid(project: etree._Element) -> None:
    """With its properties filled in, what stands in the Body keeps to the contract; two of the same differ by their key."""
    for aanroep in project.iter(f"{C}call"):
        envelop = etree.fromstring(vul_in(aanroep.findtext(f"{C}request") or ""))
        [kind] = envelop.find(f"{{{ns.SOAP}}}Body")
        assert met_lxml(str(etree.QName(kind).namespace)).validate(kind), aanroep.get("name")
        assert len(envelop.find(f"{{{ns.SOAP}}}Header")) == 0


@pytest.mark.eis("R-155")
def test_the_security_is_that_of_the_profile(project: etree._Element) -> None:
    """Timestamp and then a signature with SHA-256 under Body, Timestamp and every header; replies are verified; every request uses it."""
    (uit,), (heen,) = project.findall(f"{C}wssContainer/{C}incoming"), project.findall(f"{C}wssContainer/{C}outgoing")
    assert (uit.findtext(f"{C}name"), heen.findtext(f"{C}name")) == (PROFIEL, PROFIEL)
    assert uit.findtext(f"{C}signatureCrypto") == VERTROUWD
    assert [entry.get("type") for entry in heen.findall(f"{C}entry")] == ["Timestamp", "Signature"]
    (tijd, handtekening) = heen.findall(f"{C}entry/{C}configuration")
    assert tijd.findtext("timeToLive") == "300"
    delen = [{e.get("key"): e.get("value") for e in etree.fromstring(deel.text)} for deel in handtekening.findall("signaturePart")]
    assert [(deel["name"], deel["namespace"], deel["enc"]) for deel in delen] == [(*deel, "Element") for deel in GETEKEND]
    assert [(handtekening.findtext(naam) or "")[-6:] for naam in ("signatureAlgorithm", "digestAlgorithm")] == ["sha256", "sha256"]
    assert handtekening.findtext("signatureCanonicalization") == ns.EXC_C14N
    assert {Path(bron.text or "").name for bron in project.iter(f"{C}source")} == {SLEUTEL, VERTROUWD}
    for aanroep in project.iter(f"{C}call"):
        assert (aanroep.get("outgoingWss"), aanroep.get("incomingWss"), aanroep.get("sslKeystore")) == (PROFIEL, PROFIEL, SLEUTEL)


def test_its_users_are_those_of_the_sandbox() -> None:
    """Who is named exists in every sandbox, and the partner whose key it uses acts for the reporter."""
    wereld = maak_wereld(NU.date())
    gebruikers = {gebruiker.id for gebruiker in wereld.gebruikers}
    assert {EIGENSCHAPPEN[naam] for naam in ("melder", "coordinator", "regievoerder", "college")} <= gebruikers
    assert (JGZ.oin, f"{JGZ.oin}.p12") == (EIGENSCHAPPEN["oin"], SLEUTEL)
    assert any(m.oin == JGZ.oin and m.doel == EIGENSCHAPPEN["instantie"] for m in wereld.mandaten)


def test_keystores_hold_the_keys_of_the_sandbox(tmp_path: Path) -> None:
    """The PKCS12 of a partner has his key, certificate and chain under the alias; nobody else can read it; the other only whom to trust."""
    pki = maak_pki(tmp_path, NU, INDEX, [Deelnemer(JGZ.oin, JGZ.naam, JGZ.organisatie)])
    schrijf_sleutelbossen(pki)
    pad = tmp_path / SLEUTEL
    inhoud = pkcs12.load_pkcs12(pad.read_bytes(), WACHTWOORD.encode())
    assert inhoud.cert is not None
    assert inhoud.cert.friendly_name == ALIAS.encode()
    assert inhoud.cert.certificate == x509.load_pem_x509_certificate(pki.partners[0].certificaat.read_bytes())
    assert inhoud.key is not None
    assert inhoud.key.public_key() == inhoud.cert.certificate.public_key()
    vertrouwd = pkcs12.load_pkcs12((tmp_path / VERTROUWD).read_bytes(), WACHTWOORD.encode())
    keten = x509.load_pem_x509_certificates(pki.keten.read_bytes())
    assert (vertrouwd.key, sorted(c.certificate.serial_number for c in vertrouwd.additional_certs)) == (
        None,
        sorted(c.serial_number for c in keten),
    )
    assert {oct(een.stat().st_mode & 0o777) for een in (pad, tmp_path / VERTROUWD)} == {"0o600"}
