"""The fake index for who builds a partner system, as such a system sees it: plain zeep loads its WSDL and speaks with it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from conformance.zelftest.client import INDEX, PARTNER, maak_opstelling
from lxml import etree
from verwijsindex_conformance.contractbestanden import DIENSTEN, schema, wsdl
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.gevallen.regie.gepubliceerd import controlesom
from verwijsindex_conformance.haal import lees_xml
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.nep.deur import luister
from verwijsindex_conformance.nep.index import NepIndex
from verwijsindex_conformance.nep.rechten import maanden_later
from verwijsindex_conformance.toneel import afspraak_uit
from verwijsindex_conformance.verbinding import HttpAntwoord, pad_van, tls_van, verbind
from zeep import Client
from zeep.exceptions import Fault

from verwijsindex.client import WusTransport

BSN = "999990019"
DAG = date.today() - timedelta(days=1)
"""The fake index goes by real time."""


@pytest.fixture(scope="module")
def doel(tmp_path_factory: pytest.TempPathFactory) -> Doel:
    return lees_doel(maak_opstelling(tmp_path_factory.mktemp("nep")))


@pytest.fixture
def index(doel: Doel) -> Iterator[NepIndex]:
    index = NepIndex(afspraak_uit(doel)[0])
    assert doel.verbind is not None
    with luister(index, host=doel.verbind[0]):
        yield index
    for een in index.gehoord:
        assert een.mankement is None
        assert een.verzoek is not None
        kind = etree.fromstring(een.antwoord).find("{*}Body")[0]
        assert een.status == 500 or schema(een.verzoek.dienst).validate(etree.fromstring(etree.tostring(kind, with_tail=False)))


@pytest.fixture
def transport(doel: Doel) -> WusTransport:
    assert doel.systeem is not None
    assert doel.systeem.paar is not None
    paar = doel.systeem.paar
    return WusTransport(certificaat=paar.certificaat, sleutel=paar.sleutel, ca=doel.ca, server_oin=INDEX)


class Systeem:
    """A partner system of a few lines: stuurgegevens, and a key per request."""

    def __init__(self, doel: Doel, transport: WusTransport) -> None:
        self._diensten = {naam: Client(f"{adres}?wsdl", transport=transport).service for naam, adres in doel.adressen.items()}
        self._sleutel = 0

    def vraag(self, dienst: str, operatie: str, rol: str, **velden: Any) -> Any:
        stuur = {"verzenderOin": PARTNER, "gebruikerId": "iemand", "rol": rol}
        if dienst == "rechten":
            self._sleutel += 1
            velden = {"partnerVerzoekId": f"sleutel-{self._sleutel}"} | velden
        return self._diensten[dienst][operatie](stuurgegevens=stuur, **velden)

    def meld(self) -> str:
        antwoord = self.vraag("meldingen", "MeldJeugdige", "MELDER", partnerMeldingId="m-1", jeugdige={"bsn": BSN})
        return str(antwoord.meldingId)

    def verzoek(self, soort: str, **anders: Any) -> Any:
        velden = {"soort": soort, "jeugdige": {"bsn": BSN}, "verzoeker": "JEUGDIGE", "kenmerk": "zaak-1", "ontvangenOp": DAG}
        return self.vraag("rechten", "RegistreerVerzoek", "COLLEGE", **{**velden, **anders})

    def besluit(self, verzoek_id: str, wat: str, **anders: Any) -> Any:
        velden = {"verzoekId": verzoek_id, "besluit": wat, "kenmerk": "zaak-1", "datum": DAG, "functionarisId": "iemand"}
        return self.vraag("rechten", "BeslisVerzoek", "COLLEGE", **{**velden, **anders})

    def adviseer(self, verzoek_id: str, melding_id: str) -> Any:
        return self.vraag("rechten", "GeefAdvies", "MELDER", verzoekId=verzoek_id, meldingId=melding_id, advies="HANDHAVEN")

    def statussen(self) -> list[str]:
        return [een.status for een in self.vraag("meldingen", "RaadpleegEigenMeldingen", "MELDER", maxAantal=10).melding]


@pytest.fixture
def systeem(index: NepIndex, doel: Doel, transport: WusTransport) -> Systeem:
    return Systeem(doel, transport)


def _haal(doel: Doel, naam: str, query: str, koppen: list[tuple[str, str]] | None = None) -> HttpAntwoord:
    assert doel.systeem is not None
    adres = doel.adressen[naam]
    with verbind(doel, adres, tls_van(doel, doel.systeem.paar)) as lijn:
        return lijn.vraag("GET", f"{pad_van(adres)}{query}", koppen=koppen or [])


def _code(fout: pytest.ExceptionInfo[Fault]) -> str:
    return str(fout.value.message).partition(" ")[0]


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("variant", ["?wsdl", "?wsdl=plat", "?wsdl=policy"])
def test_zeep_loads_every_variant(index: NepIndex, doel: Doel, transport: WusTransport, variant: str) -> None:
    """Each gives a client with the address of the fake index in it, and a call by that is answered."""
    client = Client(f"{doel.adressen['meldingen']}{variant}", transport=transport)
    assert client.service._binding_options["address"] == doel.adressen["meldingen"]
    stuur = {"verzenderOin": PARTNER, "gebruikerId": "iemand", "rol": "MELDER"}
    assert client.service.ControleerVerbinding(stuurgegevens=stuur).oin == PARTNER
    assert [een.mankement for een in index.gehoord] == [None]


@pytest.mark.eis("R-150")
def test_what_is_published_is_the_contract(index: NepIndex, doel: Doel) -> None:
    """The WSDL of every service and variant is that of the contract but for the address; what is not there is 404, what is known 304."""
    diensten = {dienst.naam: dienst for dienst in DIENSTEN}
    for naam in doel.adressen:
        for variant in ("", "plat", "policy"):
            query = f"?wsdl={variant}" if variant else "?wsdl"
            assert controlesom(lees_xml(_haal(doel, naam, query), query)) == controlesom(wsdl(diensten[naam], variant))
        assert b'schemaLocation="https://localhost' in _haal(doel, naam, "?wsdl").body
        assert b"targetNamespace" in _haal(doel, naam, "?xsd=typen-v1.xsd").body
    for query in ("?xsd=../xsd/typen-v1.xsd", "?xsd=signalen-v1.xsd", "?wsdl=anders"):
        assert _haal(doel, "meldingen", query).status == 404
    etag = _haal(doel, "meldingen", "?wsdl").koppen["etag"]
    nog_eens = _haal(doel, "meldingen", "?wsdl", [("If-None-Match", etag)])
    assert (nog_eens.status, nog_eens.body) == (304, b"")
    assert _haal(doel, "meldingen", "").status == 200
    assert index.gehoord == []


@pytest.mark.eis("R-135", "R-137", "R-158")
def test_a_request_for_erasure(systeem: Systeem) -> None:
    """Registered, advised on, decided: the melding is gone. A repeat is answered as before, and without advice it is not decided."""
    melding_id = systeem.meld()
    eerst = systeem.verzoek("WISSING", partnerVerzoekId="w-1")
    assert [(een.meldingId, een.status) for een in eerst.betrokken] == [(melding_id, "ACTIEF")]
    assert eerst.uitersteDag == maanden_later(DAG, 1)
    assert systeem.verzoek("WISSING", partnerVerzoekId="w-1").verzoekId == eerst.verzoekId
    for code, vraag in (
        ("VIR-140", lambda: systeem.verzoek("BEZWAAR", partnerVerzoekId="w-1")),
        ("VIR-172", lambda: systeem.besluit(eerst.verzoekId, "TOEGEWEZEN")),
        ("VIR-171", lambda: systeem.besluit("00000000-0000-4000-8000-000000000000", "TOEGEWEZEN")),
        ("VIR-130", lambda: systeem.adviseer(eerst.verzoekId, "00000000-0000-4000-8000-000000000000")),
    ):
        with pytest.raises(Fault) as fout:
            vraag()
        assert _code(fout) == code
    systeem.adviseer(eerst.verzoekId, melding_id)
    besluit = systeem.besluit(eerst.verzoekId, "TOEGEWEZEN")
    assert [(een.meldingId, een.gevolg) for een in besluit.resultaat] == [(melding_id, "VERNIETIGD")]
    assert systeem.statussen() == []


@pytest.mark.eis("R-134")
def test_inzage(systeem: Systeem) -> None:
    """Everything of him, with who reported; once."""
    melding_id = systeem.meld()
    verzoek_id = systeem.verzoek("INZAGE").verzoekId
    inzage = systeem.vraag("rechten", "GeefInzage", "COLLEGE", verzoekId=verzoek_id)
    assert [(een.meldingId, een.status, een.melder.naam) for een in inzage.melding] == [(melding_id, "ACTIEF", "V. Voorbeeld")]
    assert [een.gebeurtenis for een in inzage.ingezien] == ["VERZOEK_GEREGISTREERD"]
    with pytest.raises(Fault) as fout:
        systeem.vraag("rechten", "GeefInzage", "COLLEGE", verzoekId=verzoek_id)
    assert _code(fout) == "VIR-172"


@pytest.mark.eis("R-136", "R-138")
def test_a_restriction_and_its_end(systeem: Systeem) -> None:
    """Blocked while an objection is weighed, restricted on request, and free again; a term is extended once."""
    systeem.meld()
    bezwaar = systeem.verzoek("BEZWAAR", blokkeren=True)
    assert systeem.statussen() == ["BEPERKT"]
    assert systeem.besluit(bezwaar.verzoekId, "AFGEWEZEN", zonderAdvies=True).resultaat[0].gevolg == "BEPERKING_OPGEHEVEN"
    beperking = systeem.verzoek("BEPERKING").verzoekId
    assert systeem.besluit(beperking, "VERLENGD").uitersteDag == maanden_later(DAG, 3)
    with pytest.raises(Fault) as fout:
        systeem.besluit(beperking, "VERLENGD")
    assert _code(fout) == "VIR-172"
    assert systeem.besluit(beperking, "TOEGEWEZEN").resultaat[0].gevolg == "BEPERKT"
    assert systeem.besluit(beperking, "OPGEHEVEN").resultaat[0].gevolg == "BEPERKING_OPGEHEVEN"
    assert systeem.statussen() == ["ACTIEF"]


@pytest.mark.eis("R-111")
def test_the_archive(systeem: Systeem) -> None:
    """What was withdrawn because the risk is gone stays in the archive until a college takes it out."""
    melding_id = systeem.meld()
    systeem.vraag(
        "meldingen", "VerwijderMelding", "MELDER", partnerVerzoekId="t-1", meldingId=melding_id, reden="RISICO_NIET_MEER_AANWEZIG"
    )
    verzoek = systeem.verzoek("INZAGE")
    assert [een.status for een in verzoek.betrokken] == ["GEARCHIVEERD"]
    [gezien] = systeem.vraag("rechten", "GeefInzage", "COLLEGE", verzoekId=verzoek.verzoekId).melding
    assert gezien.gearchiveerdTot > DAG
    velden = {"archief": {"bsn": BSN}, "kenmerk": "zaak-1", "datum": DAG, "functionarisId": "iemand"}
    assert systeem.vraag("rechten", "VerwijderUitArchief", "COLLEGE", **velden).meldingId == [melding_id]
    assert systeem.verzoek("INZAGE").betrokken == []


@pytest.mark.eis("R-007")
def test_who_may_what(systeem: Systeem) -> None:
    """A reporter registers nothing; a college does not advise; a day that has to come is refused."""
    morgen = date.today() + timedelta(days=3)
    with pytest.raises(Fault) as fout:
        systeem.verzoek("INZAGE", ontvangenOp=morgen)
    assert _code(fout) == "DK0004"
    with pytest.raises(Fault) as fout:
        systeem.vraag("rechten", "GeefInzage", "MELDER", verzoekId="00000000-0000-4000-8000-000000000000")
    assert _code(fout) == "VIR-123"


@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months(dag: date, maanden: int, verwacht: date) -> None:
    """The same day of a later month, or its last."""
    assert maanden_later(dag, maanden) == verwacht
