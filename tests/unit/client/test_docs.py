"""docs/client.md: its code runs as it stands, in the order of the page."""

import inspect
import re
import shutil
from pathlib import Path

import verwijsindex.client
from verwijsindex.client import Verwijsindex, WusTransport

from .server import PARTNER_OIN, SERVER_OIN, fout, goed

PAGINA = Path(__file__).parents[3] / "docs" / "client.md"
TEKST = PAGINA.read_text(encoding="utf-8")
VOORBEELDEN = re.findall(r"^```python\n(.*?)^```", TEKST.partition("\n## Elke andere dienst")[0], re.S | re.M)  # the rest: test_wus


def voer_uit(server, map, monkeypatch, capsys):
    """Run every example in one namespace, with the address of the test server; return what they print."""
    partner = server.pki.partner(PARTNER_OIN)
    for naam, bestand in {"partner.pem": partner.certificaat, "partner.key": partner.sleutel, "keten.pem": server.pki.keten}.items():
        shutil.copy(bestand, map / naam)
    monkeypatch.chdir(map)
    ruimte: dict[str, object] = {}
    for voorbeeld in VOORBEELDEN:
        exec(compile(voorbeeld.replace("https://localhost:8443", server.basis), str(PAGINA), "exec"), ruimte)
    return capsys.readouterr().out


def test_the_examples_run(server, tmp_path, monkeypatch, capsys):
    """All of them, against a server that answers well."""
    uitvoer = voer_uit(server, tmp_path, monkeypatch, capsys)
    assert f"als {PARTNER_OIN}" in uitvoer
    assert "7 ZELFDE_JEUGDIGE 1 contact(en)" in uitvoer
    assert "gemeld: dossier-3" in uitvoer
    assert "vraag advies aan J. Jansen" in uitvoer
    assert {verzoek.operatie.naam for verzoek in server.ontvangen} >= {
        "HaalHistorieOp",
        "BevestigSignalen",
        "VerwijderMelding",
        "BeslisVerzoek",
        "GeefInzage",
        "GeefAdvies",
        "VerwijderUitArchief",
    }
    assert SERVER_OIN in TEKST


def test_the_example_of_a_refusal_shows_it(server, tmp_path, monkeypatch, capsys):
    """The example of errors catches what the index refuses."""

    def gedrag(verzoek):
        return fout("VIR-110")(verzoek) if verzoek.veld("partnerMeldingId") == "dossier-4712" else goed(verzoek)

    server.gedrag = [gedrag]
    assert "geweigerd: VIR-110 Tekst." in voer_uit(server, tmp_path, monkeypatch, capsys)


def test_every_setting_and_method_is_explained():
    """The page names everything that a caller can set or call."""
    instellingen = set(inspect.signature(Verwijsindex).parameters) | set(inspect.signature(WusTransport).parameters)
    methoden = {naam for naam in dir(Verwijsindex) if not naam.startswith("_")} - {"raadpleeg_eigen_meldingen"}
    assert [naam for naam in sorted(instellingen | methoden) if naam not in TEKST] == []


def test_every_error_is_explained():
    """The page names every class of error."""
    klassen = {naam: getattr(verwijsindex.client, naam) for naam in verwijsindex.client.__all__}
    fouten = [naam for naam, klasse in klassen.items() if issubclass(klasse, Exception)]
    assert len(fouten) == 4
    assert [naam for naam in fouten if f"`{naam}`" not in TEKST] == []
