"""zeep and the contract: every request that the client can make fits the schema, and nothing is fetched."""

import socket
from datetime import date

import pytest
from lxml import etree

from verwijsindex.client import codec
from verwijsindex.client.requests import Bevraging, Contactgegevens, Stuurgegevens, TeMelden, ZonderBsn
from verwijsindex.contract.bestanden import schema
from verwijsindex.contract.operaties import DIENSTEN, MELDINGEN, OPERATIES, RECHTEN, SIGNALEN, operatie

MELDING_ID = "6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0001"
BEVRAGING = Bevraging("Jansen", date(2012, 5, 31), "van der", "Anna Maria", "V", "2511EM", 3)
KAAL = Bevraging("Jansen", date(2012, 5, 31))
ZONDER_BSN = [ZonderBsn("Jansen", date(2012, 5, 31), "V", "van"), ZonderBsn("Jansen", date(2012, 5, 31), "V")]
ITEMS = [
    TeMelden(bsn="999990019"),
    *(TeMelden(bevraging=bevraging) for bevraging in (BEVRAGING, KAAL)),
    *(TeMelden(zonder_bsn=zonder_bsn) for zonder_bsn in ZONDER_BSN),
]
CONTACTEN = [Contactgegevens("B. Betrokken", "arts", "Veldwijk", "020-1234567", "b@ggd.example"), Contactgegevens("B. Betrokken")]
VERZOEK = {"partnerVerzoekId": "v1", "meldingId": MELDING_ID}
REGISTRATIE = {
    "partnerVerzoekId": "v1",
    "soort": "BEZWAAR",
    "verzoeker": "GEZAMENLIJK",
    "kenmerk": "Z-1",
    "ontvangenOp": date(2026, 11, 23),
}
BESLUIT = {"partnerVerzoekId": "v1", "kenmerk": "B-1", "datum": date(2026, 11, 24), "functionarisId": "college-1"}
VELDEN = {
    "MeldJeugdige": [item.velden() for item in ITEMS],
    "MeldJeugdigen": [{"melding": [item.velden() for item in ITEMS]}],
    "VerwijderMelding": [VERZOEK | {"reden": "NIET_TERECHT"}],
    "RaadpleegEigenMeldingen": [{"maxAantal": 500, "vanafCursor": None}, {"maxAantal": 1, "vanafCursor": "p2"}],
    "WijzigContactgegevens": [
        {"partnerVerzoekId": "v1", "meldingsbevoegdeId": "ggd-1", "contactgegevens": contact.velden()} for contact in CONTACTEN
    ],
    "KoppelBsn": [VERZOEK | {"bsn": "999990019"}],
    "ControleerVerbinding": [{}],
    "HaalSignalenOp": [{"maxAantal": 5}, {"maxAantal": 5, "vanafVolgnummer": 7, "ontvangerId": "ggd-2"}],
    "BevestigSignalen": [{"signaalId": [MELDING_ID]}, {"signaalId": [MELDING_ID] * 2, "ontvangerId": "ggd-2"}],
    "HaalHistorieOp": [VERZOEK],
    "RegistreerVerzoek": [
        REGISTRATIE | {"jeugdige": {"bsn": "999990019"}},
        *(REGISTRATIE | {"jeugdige": {"zonderBsn": wie.velden()}, "blokkeren": True} for wie in ZONDER_BSN),
    ],
    "GeefAdvies": [VERZOEK | {"verzoekId": MELDING_ID, "advies": "HANDHAVEN"}],
    "BeslisVerzoek": [
        BESLUIT | {"verzoekId": MELDING_ID, "besluit": "AFGEWEZEN"},
        BESLUIT | {"verzoekId": MELDING_ID, "besluit": "TOEGEWEZEN", "zonderAdvies": True, "meldingId": [MELDING_ID] * 2},
    ],
    "GeefInzage": [{"partnerVerzoekId": "v1", "verzoekId": MELDING_ID}],
    "VerwijderUitArchief": [
        BESLUIT | {"archief": archief}
        for archief in ({"meldingId": MELDING_ID}, {"bsn": "999990019"}, *({"zonderBsn": wie.velden()} for wie in ZONDER_BSN))
    ],
}
STUUR = [
    Stuurgegevens("00000099000000001000", "ggd-1", "ggd-veldwijk", "MELDER"),
    Stuurgegevens("00000099000000001000", "g", None, "COLLEGE"),
]


@pytest.mark.eis("R-150")
@pytest.mark.parametrize("stuur", STUUR)
@pytest.mark.parametrize("naam", [o.naam for o in OPERATIES if o.dienst in (MELDINGEN, SIGNALEN, RECHTEN)])
def test_every_request_fits_the_schema(naam, stuur):
    """With every optional field filled, and with every one left out."""
    soort = operatie(naam)
    xsd = etree.XMLSchema(file=str(schema(soort.dienst.naam)))
    for velden in VELDEN[naam]:
        kind = etree.fromstring(codec.schrijf(soort, {"stuurgegevens": stuur.velden(), **velden}))
        assert (soort.request, True, "") == (kind.tag, xsd.validate(kind), str(xsd.error_log))


@pytest.mark.parametrize("dienst", DIENSTEN, ids=lambda dienst: dienst.naam)
def test_the_contract_comes_from_the_package(dienst, monkeypatch):
    """Loading it opens no connection."""

    def verbind(*_):
        raise AssertionError("verbinding")

    monkeypatch.setattr(socket.socket, "connect", verbind)
    assert codec._document.__wrapped__(dienst).bindings


def test_a_document_from_elsewhere_is_not_fetched():
    """What a WSDL might import from the network does not exist for the client."""
    with pytest.raises(OSError, match="No such file"):
        codec._AlleenVanSchijf().load("https://index.example/typen-v1.xsd")


def test_the_contract_is_loaded_once():
    """A second client in the same process does not load it again."""
    dienst = DIENSTEN[0]
    assert codec._document(dienst) is codec._document(dienst)
