"""Every operation, over a real TLS connection, against our own receiver and signer."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from verwijsindex.client import (
    Bevraging,
    Contact,
    Contactgegevens,
    Coordinator,
    EigenMelding,
    Koppeling,
    Melding,
    Signaal,
    SignalenPagina,
    TeMelden,
    Verbinding,
    Verwijdering,
    Weigering,
    ZonderBsn,
)
from verwijsindex.contract.namespaces import TYPEN

from .server import MELDING_ID, PARTNER_OIN, SERVER_OIN, SIGNAAL_ID

HALF_ELF = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
AGENT = Contact(
    naam="A. Agent",
    instantie="Politie",
    locatie=None,
    functie=None,
    telefoon="0900-8844",
    emailadres=None,
    coordinator=Coordinator("C. Coordinator", None, None, "c@politie.example"),
)


@pytest.mark.eis("R-020", "R-158")
def test_a_report_by_bsn_becomes_a_melding(index, server):
    """What the index answered comes back in types, and it got what was asked under the given business key."""
    melding = index.meld_jeugdige(bsn="999990019", partner_melding_id="mijn-1")
    assert (
        Melding(
            melding_id=MELDING_ID,
            partner_melding_id="mijn-1",
            meldmoment=HALF_ELF,
            verwijderdatum=date(2028, 3, 2),
            reeds_gemeld=False,
            match_aanwezig=True,
            historie_beschikbaar=False,
        )
        == melding
    )
    [verzoek] = server.ontvangen
    assert [verzoek.veld("partnerMeldingId"), verzoek.veld("bsn")] == ["mijn-1", "999990019"]


def test_a_business_key_is_made_when_none_is_given(index, server):
    """Two reports without a key get two different keys, and the caller learns them."""
    sleutels = [index.meld_jeugdige(bsn="999990019").partner_melding_id for _ in range(2)]
    assert sleutels == [verzoek.veld("partnerMeldingId") for verzoek in server.ontvangen]
    assert len({UUID(sleutel) for sleutel in sleutels}) == 2


@pytest.mark.eis("R-156", "R-153")
def test_stuurgegevens_say_who_acts(index, server):
    """verzenderOin is that of our certificate; person, instantie and role are those of the client, or of `als`."""
    index.controleer_verbinding()
    index.als(gebruiker="arts-3", rol="COORDINATOR").controleer_verbinding()
    index.controleer_verbinding()
    gegevens = [[(e.tag, e.text) for e in verzoek.bericht.kind[0]] for verzoek in server.ontvangen]
    eerste = [
        (f"{{{TYPEN}}}verzenderOin", PARTNER_OIN),
        (f"{{{TYPEN}}}instantieId", "ggd-veldwijk"),
        (f"{{{TYPEN}}}gebruikerId", "ggd-1"),
        (f"{{{TYPEN}}}rol", "MELDER"),
    ]
    tweede = [
        (f"{{{TYPEN}}}verzenderOin", PARTNER_OIN),
        (f"{{{TYPEN}}}gebruikerId", "arts-3"),
        (f"{{{TYPEN}}}rol", "COORDINATOR"),
    ]
    assert [eerste, tweede, eerste] == gegevens


@pytest.mark.eis("R-152", "R-155", "R-156")
def test_a_request_has_the_form_of_the_profile(index, server):
    """To and From carry the OINs, SOAPAction is the quoted Action, the media type is that of SOAP 1.1."""
    index.haal_signalen_op()
    [verzoek] = server.ontvangen
    bericht = verzoek.bericht
    assert f"{server.basis}/signalen/v1?OIN={SERVER_OIN}" == bericht.to
    assert bericht.from_oin == PARTNER_OIN
    assert verzoek.koppen["SOAPAction"] == '"urn:verwijsindex:signalen:v1:HaalSignalenOp"'
    assert verzoek.koppen["Content-Type"] == "text/xml; charset=utf-8"
    assert bericht.message_id.startswith("urn:uuid:")


def test_one_connection_serves_many_calls(index, server):
    """TLS is set up once: the second call uses the connection of the first, also for another acting person."""
    index.controleer_verbinding()
    index.als(gebruiker="arts-3").controleer_verbinding()
    assert len({verzoek.poort for verzoek in server.ontvangen}) == 1


@pytest.mark.eis("R-023")
def test_a_report_by_bevraging_or_without_bsn(index, server):
    """The other two ways to name a jeugdige reach the index in the order of the contract."""
    index.meld_jeugdige(bevraging=Bevraging("Jansen", date(2012, 5, 31), voorvoegsel="van der", postcode="2511EM", huisnummer=3))
    index.meld_jeugdige(zonder_bsn=ZonderBsn("Jansen", date(2012, 5, 31), "V"))
    namen = [[kind.tag.partition("}")[2] for kind in verzoek.bericht.kind[2][0]] for verzoek in server.ontvangen]
    assert namen == [
        ["geslachtsnaam", "geboortedatum", "voorvoegsel", "postcode", "huisnummer"],
        ["geslachtsnaam", "geboortedatum", "geslacht"],
    ]
    assert server.ontvangen[0].veld("geboortedatum") == "2012-05-31"


@pytest.mark.parametrize("manieren", [{}, {"bsn": "999990019", "zonder_bsn": ZonderBsn("Jansen", date(2012, 5, 31), "V")}])
def test_a_jeugdige_is_named_in_exactly_one_way(index, server, manieren):
    """Without a way, or with two, nothing is sent."""
    with pytest.raises(ValueError, match="precies een"):
        index.meld_jeugdige(**manieren)
    assert server.ontvangen == []


@pytest.mark.eis("R-158")
def test_reporting_several_gives_each_its_own_result(index, server):
    """The refusal of one item is a value among the meldingen of the others, in the order of the request."""
    geweigerd, gemeld = index.meld_jeugdigen([TeMelden(bsn="999990019", partner_melding_id="a"), TeMelden(bsn="999990020")])
    assert isinstance(geweigerd, Weigering)
    assert (geweigerd.code, geweigerd.element, geweigerd.herhaalbaar) == ("VIR-102", "/MeldJeugdigen/melding[1]/jeugdige/bsn", False)
    assert isinstance(gemeld, Melding)
    assert server.ontvangen[0].bericht.kind[2][0].text == gemeld.partner_melding_id


@pytest.mark.eis("R-100", "R-101")
def test_withdrawing_a_melding(index, server):
    """The answer has the day, and until when the archive keeps it at the latest."""
    verwijdering = index.verwijder_melding(MELDING_ID, "RISICO_NIET_MEER_AANWEZIG", partner_verzoek_id="weg-1")
    assert Verwijdering(MELDING_ID, date(2026, 3, 2), date(2031, 3, 2)) == verwijdering
    assert [server.ontvangen[0].veld(naam) for naam in ("partnerVerzoekId", "reden")] == ["weg-1", "RISICO_NIET_MEER_AANWEZIG"]


@pytest.mark.eis("R-009")
def test_own_meldingen_come_page_after_page(index, server):
    """The iterator asks for the next page only when it is needed, and ends at the last, also when that one is empty."""
    meldingen = index.eigen_meldingen()
    eerste = next(meldingen)
    assert EigenMelding(MELDING_ID, "mijn-None", datetime(2026, 3, 2, 10, 30, tzinfo=UTC), date(2028, 3, 2), "ACTIEF") == eerste
    assert len(server.ontvangen) == 1
    assert [melding.partner_melding_id for melding in meldingen] == ["mijn-None", "mijn-p2"]
    assert [verzoek.veld("vanafCursor") for verzoek in server.ontvangen] == [None, "p2", "p3"]


@pytest.mark.eis("R-009")
def test_one_page_of_own_meldingen(index, server):
    """One page has its meldingen and the cursor of the next; cursor and maximum reach the index."""
    pagina = index.raadpleeg_eigen_meldingen("p2", 25)
    assert (len(pagina.meldingen), pagina.volgende_cursor) == (1, "p3")
    assert [server.ontvangen[0].veld(naam) for naam in ("vanafCursor", "maxAantal")] == ["p2", "25"]


@pytest.mark.eis("R-150")
def test_checking_the_connection(index):
    """Version, time and our own OIN as the index sees it."""
    assert Verbinding("0.1.0", HALF_ELF, PARTNER_OIN) == index.controleer_verbinding()


@pytest.mark.eis("R-091", "R-094")
def test_signalen_come_with_contacts(index, server):
    """A signaal has whom to call; a withdrawn one has nothing but its number and id."""
    pagina = index.haal_signalen_op(vanaf_volgnummer=7, max_aantal=10, ontvanger_id="ggd-2")
    eerste = Signaal(
        signaal_id=SIGNAAL_ID,
        volgnummer=7,
        soort="ZELFDE_JEUGDIGE",
        tijdstip=datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
        eigen_melding_id=MELDING_ID,
        betreft_andere_jeugdige=False,
        matchsleutel=None,
        betreft_signaal_id=None,
        contacten=(AGENT,),
    )
    tweede = Signaal("6f1c1c5e-8d0b-4d2e-9a52-0d6f7a3f0003", 8, "INGETROKKEN", None, None, None, None, None, ())
    assert SignalenPagina((eerste, tweede), nog_beschikbaar=False) == pagina
    assert [server.ontvangen[0].veld(naam) for naam in ("vanafVolgnummer", "maxAantal", "ontvangerId")] == ["7", "10", "ggd-2"]


@pytest.mark.eis("R-094")
def test_acknowledging_signalen(index, server):
    """Every id gets its outcome; with no ids the index is not bothered."""
    assert index.bevestig_signalen([SIGNAAL_ID, MELDING_ID]) == {SIGNAAL_ID: "BEVESTIGD", MELDING_ID: "BEVESTIGD"}
    assert index.bevestig_signalen([]) == {}
    assert len(server.ontvangen) == 1


@pytest.mark.eis("R-030", "R-053", "R-104")
def test_operations_whose_rules_come_later(index, server):
    """They are typed and ready: business key out, answer back."""
    contact = Contactgegevens("B. Betrokken", functie="arts", telefoon="020-1234567")
    assert date(2026, 3, 2) == index.wijzig_contactgegevens("ggd-1", contact, partner_verzoek_id="v1")
    assert Koppeling(MELDING_ID, match_aanwezig=True) == index.koppel_bsn(MELDING_ID, "999990019", partner_verzoek_id="v2")
    assert index.haal_historie_op(MELDING_ID, partner_verzoek_id="v3") == (AGENT,)
    assert [verzoek.veld("partnerVerzoekId") for verzoek in server.ontvangen] == ["v1", "v2", "v3"]
    assert [e.text for e in server.ontvangen[0].bericht.kind[3]] == ["B. Betrokken", "arts", "020-1234567"]
