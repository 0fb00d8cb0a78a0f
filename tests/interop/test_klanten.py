"""The driver of `conformance/klanten`: forgeries that are worth noticing, and a judge that believes no program."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from verwijsindex.security.policy import STRIKT
from verwijsindex.security.reply import AntwoordOntvanger, BevestigingOnjuist, NietOndertekend, NietVertrouwd, OngeldigAntwoord
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.security.trust import TrustStore

from ..differentieel import oordelen
from ..unit.client.server import SERVER_OIN, maak_testpki

KLANTEN = Path(__file__).parents[2] / "conformance" / "klanten"
NU = datetime.now(UTC)
GETEKEND = b"onze eigen handtekening"
MESSAGE_ID = f"urn:uuid:{uuid4()}"


@pytest.fixture(scope="module")
def matrix() -> Iterator[SimpleNamespace]:
    """The modules of the driver, which nobody installs."""
    sys.path.insert(0, str(KLANTEN))
    try:
        from matrix import loop, oordeel, stapel, tabel, vervalsen

        yield SimpleNamespace(loop=loop, oordeel=oordeel, stapel=stapel, tabel=tabel, vervalsen=vervalsen)
    finally:
        sys.path.remove(str(KLANTEN))


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return maak_testpki(tmp_path_factory.mktemp("pki"))


@pytest.mark.parametrize(
    ("naam", "echt", "reden"),
    [
        ("cijfer", False, OngeldigAntwoord),
        ("kaal", None, NietOndertekend),
        ("dekking", True, OngeldigAntwoord),
        ("bevestiging", True, BevestigingOnjuist),
    ],
)
@pytest.mark.eis("WB013", "WB014")
def test_a_forgery_is_what_it_says(matrix: SimpleNamespace, pki: Any, naam: str, echt: bool | None, reden: type[NietVertrouwd]):
    """Of the last two libxmlsec finds the signature good, so that only who asks what it covers, and for whom, notices; our client does."""
    from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar

    sleutel, certificaat = pki.index.sleutel.read_bytes(), pki.index.certificaat.read_bytes()
    body = (
        b'<v:ControleerVerbindingResponse xmlns:v="urn:v"><t:berichtId xmlns:t="urn:t">abc</t:berichtId></v:ControleerVerbindingResponse>'
    )
    kop = {"action": "urn:v:R", "message_id": f"urn:uuid:{uuid4()}", "relates_to": MESSAGE_ID, "bevestigt": GETEKEND, "nu": NU}
    antwoord = Ondertekenaar(sleutel, certificaat).antwoord(body, **kop)
    vervalst = matrix.vervalsen.VERVALSINGEN[naam](antwoord, Sleutelpaar(certificaat, sleutel))
    assert echt is None or oordelen.libxmlsec(vervalst).goed is echt
    trust = TrustStore([pki.root.read_bytes()], [pki.uitgever.read_bytes()])
    ontvanger = AntwoordOntvanger(policy=STRIKT, trust=trust, klok=lambda: NU, server_oin=SERVER_OIN)
    assert ontvanger.ontvang(antwoord, message_id=MESSAGE_ID, signature_value=GETEKEND).oin == SERVER_OIN
    with pytest.raises(reden):
        ontvanger.ontvang(vervalst, message_id=MESSAGE_ID, signature_value=GETEKEND)


class _Postbus:
    def __init__(self, *ids: str) -> None:
        self._ids = ids

    def nieuw(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(id=een) for een in self._ids]


def bewezen(matrix: SimpleNamespace, stappen: list[dict[str, Any]], gezien: dict[str, tuple[str, str]], *, signaal: str = "") -> list[str]:
    """What the judge believes, of a sandbox that logged this and where the other reporter got a signaal, if any."""
    toneel = object.__new__(matrix.oordeel.Toneel)
    toneel.sandbox = SimpleNamespace(gezien=lambda: gezien)
    toneel._postbussen = [_Postbus(), _Postbus(*filter(None, [signaal]))]
    return toneel.bewezen(stappen)


def test_a_program_is_not_believed(matrix: SimpleNamespace):
    """A step counts when the sandbox logged that message for that operation and its effect is there; after one that does not, nothing."""
    verbonden, gemeld = {"stap": "verbonden", "bericht": "b1"}, {"stap": "gemeld", "bericht": "b2", "melding": "m"}
    log = {"b1": ("ControleerVerbinding", "OK"), "b2": ("MeldJeugdige", "OK")}
    assert bewezen(matrix, [verbonden, gemeld], {}, signaal="s") == []
    assert bewezen(matrix, [verbonden, gemeld], log | {"b1": ("MeldJeugdige", "OK")}, signaal="s") == []
    assert bewezen(matrix, [gemeld], log, signaal="s") == []
    assert bewezen(matrix, [verbonden, gemeld], log | {"b2": ("MeldJeugdige", "VIR-101")}, signaal="s") == ["verbonden"]
    assert bewezen(matrix, [verbonden, gemeld], log) == ["verbonden"]
    assert bewezen(matrix, [verbonden, gemeld], log, signaal="s") == ["verbonden", "gemeld"]


def test_every_stack_has_a_row_or_a_reason(matrix: SimpleNamespace):
    """docs/klanten.md tells of each; who is run has a program and a README of three lines, who is not run has neither."""
    stapels = matrix.stapel.lees_stapels()
    assert sorted(stapel.naam for stapel in stapels) == sorted(bestand.parent.name for bestand in KLANTEN.glob("*/klant.toml"))
    pagina = matrix.tabel.PAGINA.read_text()
    for stapel in stapels:
        if stapel.niet_gedraaid:
            assert f"- {stapel.titel} ({stapel.taal}): {stapel.niet_gedraaid}" in pagina
            assert [bestand.name for bestand in stapel.map.iterdir()] == ["klant.toml"]
        else:
            assert f"| {stapel.titel} ({stapel.taal}) |" in pagina
            assert len((stapel.map / "README.md").read_text().splitlines()) == 3
            assert (stapel.map / "klant").exists()


def test_what_differs_from_the_page_is_told(matrix: SimpleNamespace):
    """Another outcome is a difference, another version is none."""
    [zeep] = [stapel for stapel in matrix.stapel.lees_stapels() if stapel.naam == "zeep"]
    goed = [stap for stap in matrix.loop.STAPPEN if stap not in ("genereert", "compileert")]
    uitslag = matrix.loop.Uitslag(zeep, versie="zeep 99", gehaald=goed, opgemerkt=list(matrix.vervalsen.VERVALSINGEN))
    assert matrix.tabel.verschillen([uitslag]) == []
    uitslag.opgemerkt.remove("dekking")
    assert len(matrix.tabel.verschillen([uitslag])) == 1
