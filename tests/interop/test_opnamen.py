"""What other toolkits sent to a sandbox, received again on the moment of the recording; each with its broken twins."""

import json
import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from verwijsindex.contract.operaties import operatie
from verwijsindex.security.receive import Afwijzing, GeverifieerdBericht
from verwijsindex.security.trust import TrustStore, splits_keten

from ..differentieel import oordelen
from ..differentieel.blik import ID, NS
from ..unit.security import berichten, pki

MELD = operatie("MeldJeugdige")
XSD = Path(__file__).parents[2] / "xsd" / "meldingen-v1.xsd"


@dataclass(frozen=True)
class Opname:
    """One recorded request, with whom to trust and where it came from."""

    naam: str
    raw: bytes
    keten: bytes
    herkomst: dict[str, Any]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.herkomst["ontvangen"])

    def ontvang(self, raw: bytes, *, nu: datetime | None = None, keten: bytes | None = None) -> GeverifieerdBericht:
        """Hand bytes to a receiver at the address that the message was sent to."""
        eindpunt = berichten.ontvanger(
            trust=TrustStore(*splits_keten(keten or self.keten)),
            nu=nu or self.moment,
            acties={MELD.action: MELD.request},
            adressen=[self.herkomst["adres"]],
            partners=lambda oin: oin == self.herkomst["oin"],
        )
        return eindpunt.ontvang(raw, berichten.feiten(raw, soapactions=('""',)))


@cache
def opnamen() -> tuple[Opname, ...]:
    mappen = sorted(herkomst.parent for herkomst in Path(__file__).parent.glob("*/herkomst.json"))
    return tuple(
        Opname(m.name, (m / "bericht.xml").read_bytes(), (m / "keten.pem").read_bytes(), json.loads((m / "herkomst.json").read_text()))
        for m in mappen
    )


iedere_opname = pytest.mark.parametrize("opname", opnamen(), ids=lambda opname: opname.naam)


def test_the_recordings_are_of_clients_that_are_still_run():
    """Each is of a client in `conformance/klanten`, or of another form (`vormen`) in which that one sends its message."""
    namen = set()
    for bestand in (Path(__file__).parents[2] / "conformance" / "klanten").glob("*/klant.toml"):
        vormen = tomllib.loads(bestand.read_text()).get("vormen", [])
        namen |= {"-".join(filter(None, (bestand.parent.name, vorm))) for vorm in ("", *vormen)}
    assert {opname.naam for opname in opnamen()} <= namen


def test_the_page_tells_of_every_recording():
    """docs/interop.md names each, with what is special about it; between them they have every form that suppliers send."""
    pagina = (Path(__file__).parents[2] / "docs" / "interop.md").read_text(encoding="utf-8")
    assert not [opname.naam for opname in opnamen() if f"| `{opname.naam}` | " not in pagina]
    bomen = {opname.naam: etree.fromstring(opname.raw) for opname in opnamen()}
    assert {len(boom.findall(".//wsu:Expires", NS)) for boom in bomen.values()} == {0, 1}
    assert {boom[0].index(boom[0].find("wsse:Security", NS)) == 0 for boom in bomen.values()} == {True, False}
    assert {b"PrefixList" in opname.raw for opname in opnamen()} == {True, False}
    assert len({boom.prefix for boom in bomen.values()}) >= 3


@iedere_opname
@pytest.mark.eis("WB003", "WB004", "WB007", "WB010", "R-156")
def test_a_recorded_message_is_accepted(opname: Opname):
    """By us and by both libraries, with the same Body, that is valid against the contract."""
    bericht = opname.ontvang(opname.raw)
    signxml = oordelen.signxml(opname.raw, opname.moment)
    assert oordelen.libxmlsec(opname.raw).goed
    assert [bericht.body] == oordelen.bodies_volgens(signxml)
    assert bericht.oin == opname.herkomst["oin"]
    etree.XMLSchema(file=str(XSD)).assertValid(bericht.kind)


def _op_de_boom(verander: Callable[[etree._Element], object]) -> Callable[[bytes], bytes]:
    def tweeling(raw: bytes) -> bytes:
        boom = etree.fromstring(raw)
        verander(boom)
        return etree.tostring(boom)

    return tweeling


def _ander_cijfer(raw: bytes) -> bytes:
    return re.sub(rb"(bsn[^<>]*>\d{8})\d", lambda m: m[1] + b"x", raw, count=1)


def _pak_in(envelop: etree._Element) -> None:
    """The signed Body goes into the Header, an unsigned copy takes its place."""
    body = envelop[1]
    vals = deepcopy(body)
    vals.attrib.pop(ID)
    envelop[0].append(etree.fromstring('<x:y xmlns:x="urn:x"/>'))
    envelop[0][-1].append(body)
    envelop.append(vals)


def _zonder(pad: str) -> Callable[[etree._Element], None]:
    def verander(envelop: etree._Element) -> None:
        element = envelop.find(pad, NS)
        element.getparent().remove(element)

    return verander


def _ander_token(envelop: etree._Element) -> None:
    envelop.find(".//wsse:BinarySecurityToken", NS).text = pki.partner().token


TWEELINGEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "een cijfer anders": (_ander_cijfer, "VIR-S05"),
    "andere MessageID": (lambda raw: raw.replace(b"urn:uuid:", b"urn:uuid:0", 1), "VIR-S05"),
    "zonder Timestamp": (_op_de_boom(_zonder(".//wsu:Timestamp")), "VIR-S01"),
    "zonder handtekening": (_op_de_boom(_zonder(".//ds:Signature")), "VIR-S01"),
    "zonder Security": (_op_de_boom(_zonder(".//wsse:Security")), "VIR-S01"),
    "een verwijzing minder": (_op_de_boom(_zonder(".//ds:SignedInfo/ds:Reference")), "VIR-S01"),
    "ingepakt": (_op_de_boom(_pak_in), "DK0010"),
    "SHA-1": (lambda raw: raw.replace(b"2001/04/xmldsig-more#rsa-sha256", b"2000/09/xmldsig#rsa-sha1"), "VIR-S02"),
    "ander token": (_op_de_boom(_ander_token), "VIR-S04"),
    "afgekapt": (lambda raw: raw.rstrip()[:-1], "DK0001"),
}


def code(ontvang: Callable[[], object]) -> str:
    """Return the code of the refusal, empty when there is none."""
    try:
        ontvang()
    except Afwijzing as afwijzing:
        return afwijzing.code
    return ""


@iedere_opname
@pytest.mark.parametrize("naam", TWEELINGEN)
@pytest.mark.eis("WB013")
def test_its_broken_twin_is_refused(opname: Opname, naam: str):
    """The same message with one thing wrong gets the code of that thing."""
    breek, verwacht = TWEELINGEN[naam]
    gebroken = breek(opname.raw)
    assert gebroken != opname.raw
    assert code(lambda: opname.ontvang(gebroken)) == verwacht


@iedere_opname
@pytest.mark.eis("WB002", "WT002")
def test_only_at_its_time_and_for_who_trusts_its_issuer(opname: Opname):
    """Five minutes later, two minutes earlier, or with another root it is refused."""
    assert code(lambda: opname.ontvang(opname.raw, nu=opname.moment + timedelta(minutes=6))) == "VIR-S06"
    assert code(lambda: opname.ontvang(opname.raw, nu=opname.moment - timedelta(minutes=2))) == "VIR-S06"
    assert code(lambda: opname.ontvang(opname.raw, keten=pki.root().pem)) == "VIR-S04"
