"""Two versions of a service beside each other: other contract, same rules, same mailbox (R-160, docs/versies.md).

The second version exists here only: a copy of SignalenService_v1 in which a reply says how many signalen it holds. That is a change that v1
must not get, because a strict client refuses an element that it does not know.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from verwijsindex.contract import bestanden
from verwijsindex.contract.operaties import DIENSTEN, SIGNALEN, VAN_DIENST, Dienst, Operatie
from verwijsindex.contract.plat import maak_plat
from verwijsindex.contract.policy import maak_policy
from verwijsindex.contract.vergelijken import Oordeel, vergelijk
from verwijsindex.operations.bevestig_signalen import bevestig_signalen
from verwijsindex.operations.haal_signalen_op import haal_signalen_op
from verwijsindex.soap import services, translate, types
from verwijsindex.soap.beantwoord import beantwoord
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import Groep, herhaald, optioneel, verplicht
from verwijsindex.wiring.server import maak_front

from . import verzoeken
from .index import ADRES, Index
from .wie import GGD, POLITIE

# isort: split
from spyne import Service, rpc

V2 = Dienst("signalen", "SignalenService_v2", "urn:verwijsindex:signalen:v2", versie=2)
UITLEG = "<xsd:annotation><xsd:documentation>Hoeveel.</xsd:documentation></xsd:annotation>"
NIEUW = f'<xsd:element name="aantal" type="typ:MaxAantal" minOccurs="0">{UITLEG}</xsd:element>'
VOOR = '<xsd:element name="nogBeschikbaar"'


class _Groep(Groep):
    __namespace__ = V2.namespace


class HaalSignalenOpVerzoek(_Groep):
    stuurgegevens = verplicht(t.Stuurgegevens)
    ontvangerId = optioneel(w.Identificatie)
    vanafVolgnummer = optioneel(w.Volgnummer)
    maxAantal = verplicht(w.MaxAantal)


class HaalSignalenOpAntwoord(_Groep):
    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    signaal = herhaald(t.Signaal, 0, 500)
    aantal = optioneel(w.MaxAantal)
    nogBeschikbaar = verplicht(w.JaNee)


class BevestigSignalenVerzoek(_Groep):
    stuurgegevens = verplicht(t.Stuurgegevens)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = herhaald(w.Uuid, 1, 500)


class ResultaatPerSignaal(_Groep):
    signaalId = verplicht(w.Uuid)
    uitkomst = verplicht(types.signalen.Bevestiging)


class BevestigSignalenAntwoord(_Groep):
    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    resultaat = herhaald(ResultaatPerSignaal, 1, 500)


def _opgehaald(*uitkomst: Any) -> Any:
    """The answer of v1, and what v2 adds."""
    oud = translate.opgehaald(*uitkomst).__dict__
    return HaalSignalenOpAntwoord(**oud, aantal=len(oud["signaal"]) or None)


def _bevestigd(*uitkomst: Any) -> Any:
    return BevestigSignalenAntwoord(**translate.bevestigd(*uitkomst).__dict__)


class SignalenServiceV2(Service):
    """The same operations, in other words."""

    @rpc(HaalSignalenOpVerzoek, _returns=HaalSignalenOpAntwoord, _body_style="bare")
    def HaalSignalenOp(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.haal_signalen_op, haal_signalen_op, _opgehaald)

    @rpc(BevestigSignalenVerzoek, _returns=BevestigSignalenAntwoord, _body_style="bare")
    def BevestigSignalen(spyne: Any, verzoek: Any) -> Any:
        return beantwoord(spyne, verzoek, translate.bevestig_signalen, bevestig_signalen, _bevestigd)


@pytest.fixture
def contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The contract files of both versions, the second made out of the first without HaalHistorieOp."""
    for map in (bestanden.XSD_MAP, bestanden.WSDL_MAP):
        for bestand in map.rglob("*-v1.*"):
            doel = tmp_path / map.name / bestand.relative_to(map)
            doel.parent.mkdir(parents=True, exist_ok=True)
            doel.write_bytes(bestand.read_bytes())
    monkeypatch.setattr(bestanden, "XSD_MAP", tmp_path / "xsd")
    monkeypatch.setattr(bestanden, "WSDL_MAP", tmp_path / "wsdl")
    for soort in ("xsd", "wsdl"):
        tekst = (tmp_path / soort / f"signalen-v1.{soort}").read_text(encoding="utf-8")
        tekst = tekst.replace("urn:verwijsindex:signalen:v1", V2.namespace).replace("signalen-v1.xsd", "signalen-v2.xsd")
        tekst = tekst.replace("_v1", "_v2").replace("/signalen/v1", V2.pad).replace(VOOR, NIEUW + VOOR)
        (tmp_path / soort / f"signalen-v2.{soort}").write_text(tekst, encoding="utf-8")
    _zonder(tmp_path / "wsdl" / "signalen-v2.wsdl", "HaalHistorieOp")
    monkeypatch.setitem(VAN_DIENST, V2, (Operatie("HaalSignalenOp", V2), Operatie("BevestigSignalen", V2)))
    monkeypatch.setitem(services.SERVICES, V2, SignalenServiceV2)
    bestanden.wsdl("signalen", "plat", 2).write_bytes(maak_plat(V2))
    bestanden.wsdl("signalen", "policy", 2).write_bytes(maak_policy(V2))
    return tmp_path


def _zonder(wsdl: Path, operatie: str) -> None:
    boom = etree.parse(wsdl)
    for element in [e for e in boom.iter("{*}operation", "{*}message") if str(e.get("name")).startswith(operatie)]:
        element.getparent().remove(element)
    boom.write(wsdl)


@pytest.fixture
def beide(index: Index, contract: Path) -> Index:
    """The same index, with both versions served."""
    return replace(index, front=maak_front(index.instellingen, ADRES, diensten=(*DIENSTEN, V2)))


def _vraag(index: Index, operatie: str, inhoud: str) -> etree._Element:
    """Ask v2, signed as always; gives the child of the reply's Body, valid by its contract."""
    body = f'<v:{operatie} xmlns:v="{V2.namespace}" xmlns:t="{verzoeken.TYP}">{verzoeken.stuurgegevens(GGD)}{inhoud}</v:{operatie}>'
    actie = f"{V2.namespace}:{operatie}"
    bericht, _ = index.teken(GGD, operatie, body, action=actie, to=f"{ADRES}{V2.pad}")
    antwoord = index.post(bericht.bytes, V2.pad, f'"{actie}"')
    assert antwoord.status == 200, antwoord.body
    [kind] = etree.fromstring(antwoord.body)[-1]
    los = etree.fromstring(etree.tostring(kind))
    etree.XMLSchema(etree.parse(bestanden.schema("signalen", 2))).assertValid(los)
    return los


@pytest.mark.eis("R-160")
def test_two_versions_share_one_mailbox(beide: Index) -> None:
    """v1 and v2 give the same signalen, each in its own words; what is acknowledged with one is gone for the other; nobody else changes."""
    for wie in (GGD, POLITIE):
        beide.meld(wie, "enig")
    [oud] = beide.signalen(GGD)
    nieuw = _vraag(beide, "HaalSignalenOp", "<v:maxAantal>10</v:maxAantal>")
    assert [e.text for e in nieuw.iter("{*}signaalId")] == [oud.id]
    assert nieuw.findtext(f"{{{V2.namespace}}}aantal") == "1"
    resultaat = _vraag(beide, "BevestigSignalen", f"<v:signaalId>{oud.id}</v:signaalId>")
    assert [e.text for e in resultaat.iter("{*}uitkomst")] == ["BEVESTIGD"]
    assert beide.signalen(GGD) == []
    assert beide.bevestig(GGD, [oud.id]) == ["REEDS_BEVESTIGD"]


@pytest.mark.eis("R-160", "R-152")
def test_each_version_has_its_own_address_and_actions(beide: Index) -> None:
    """A message of one version to the other is refused, and each publishes its own contract, with the schemas that it imports."""
    body = verzoeken.haal_signalen(GGD)
    bericht, _ = beide.teken(GGD, "HaalSignalenOp", body, to=f"{ADRES}{V2.pad}")
    assert b"DK0003" in beide.post(bericht.bytes, V2.pad, '""').body
    for pad, naamruimte in ((SIGNALEN.pad, SIGNALEN.namespace), (V2.pad, V2.namespace)):
        for query in ("wsdl", "wsdl=plat", "wsdl=policy"):
            document = etree.fromstring(beide.post(b"", pad, REQUEST_METHOD="GET", QUERY_STRING=query).body)
            assert document.get("targetNamespace") == naamruimte
            assert [a.get("location") for a in document.iter("{http://schemas.xmlsoap.org/wsdl/soap/}address")] == [f"{ADRES}{pad}"]
        for schema in ("typen-v1.xsd", f"signalen-{pad[-2:]}.xsd"):
            assert beide.post(b"", pad, REQUEST_METHOD="GET", QUERY_STRING=f"xsd={schema}").status == 200


@pytest.mark.eis("R-160")
def test_what_v2_changes_may_not_be_done_within_v1(contract: Path) -> None:
    """The same change in the files of v1 is judged incompatible, so that it has to be a version of its own."""
    anders = contract / "xsd" / "signalen-v1.xsd"
    anders.write_text(anders.read_text(encoding="utf-8").replace(VOOR, NIEUW + VOOR), encoding="utf-8")
    wijzigingen = vergelijk(bestanden.wsdl("signalen", "plat"), contract / "wsdl" / "signalen-v1.wsdl")
    assert [wijziging.oordeel for wijziging in wijzigingen] == [Oordeel.ONVERENIGBAAR]
