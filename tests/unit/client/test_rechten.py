"""What a college asks of the index, over a real TLS connection, against the samples of the contract."""

from datetime import UTC, date, datetime

import pytest

from verwijsindex.client import Contact, ZonderBsn

VERZOEK = "c7f7f3e0-6a42-4a50-9d6c-0b7f2a9a51be"
MELDING, TWEEDE = "52e4be4a-fa86-4280-a4e5-c42a3e0ffe5f", "9b1f6a57-7b0e-4a4e-8c61-6f7dd0c6b2aa"
OP = datetime(2026, 11, 24, 9, 15, 30, 123000, tzinfo=UTC)
ZAAK = {"verzoeker": "GEZAMENLIJK", "kenmerk": "Z-1", "ontvangen_op": date(2026, 11, 23)}
BESLUIT = {"kenmerk": "B-1", "datum": date(2026, 11, 24), "functionaris_id": "college-1"}
WIE = ZonderBsn("Jansen", date(2014, 5, 31), "V")


@pytest.mark.eis("R-131", "R-136")
def test_a_request_is_registered(index, server):
    """Its number, its last day, and per melding whom to ask for advice."""
    verzoek = index.registreer_verzoek("BEZWAAR", bsn="999990019", partner_verzoek_id="zaak-1", **ZAAK)
    assert (VERZOEK, date(2026, 12, 23)) == (verzoek.verzoek_id, verzoek.uiterste_dag)
    assert [(een.melding_id, een.status) for een in verzoek.betrokken] == [(MELDING, "BEPERKT"), (TWEEDE, "GEARCHIVEERD")]
    assert isinstance(verzoek.betrokken[0].contact, Contact)
    [gevraagd] = server.ontvangen
    namen = ("partnerVerzoekId", "soort", "bsn", "verzoeker", "kenmerk", "ontvangenOp", "blokkeren")
    assert [gevraagd.veld(naam) for naam in namen] == ["zaak-1", "BEZWAAR", "999990019", "GEZAMENLIJK", "Z-1", "2026-11-23", None]


@pytest.mark.eis("R-135", "R-136")
def test_advice_and_decision(index, server):
    """A moment comes back, and what became of each melding."""
    assert index.geef_advies(VERZOEK, MELDING, "HANDHAVEN") == OP
    besluit = index.beslis_verzoek(VERZOEK, "TOEGEWEZEN", meldingen=[MELDING, TWEEDE], zonder_advies=True, **BESLUIT)
    assert besluit.gevolgen == {MELDING: "VERNIETIGD", TWEEDE: "ONGEWIJZIGD"}
    gevraagd = server.ontvangen[1]
    assert [e.text for e in gevraagd.bericht.kind.iter("{*}meldingId")] == [MELDING, TWEEDE]
    assert [gevraagd.veld(naam) for naam in ("besluit", "zonderAdvies", "functionarisId")] == ["TOEGEWEZEN", "true", "college-1"]


@pytest.mark.eis("R-134")
def test_inzage(index):
    """Reporter, coordinator, dates, who was told and who looked."""
    inzage = index.geef_inzage(VERZOEK)
    [melding] = inzage.meldingen
    assert (melding.melder.naam, melding.melder.instantie, melding.status) == ("J. Jansen", "GGD Veldwijk", "ACTIEF")
    assert melding.coordinator is not None
    assert (melding.verwijderdatum, melding.gearchiveerd_tot) == (date(2028, 2, 2), None)
    assert [v.soort for v in melding.verstrekt] == ["ZELFDE_JEUGDIGE", "ZELFDE_JEUGDIGE", "GEZIN"]
    assert [v.aan and v.aan.gemeentecode for v in melding.verstrekt] == [None, "9901", None]
    [gezien] = inzage.ingezien
    assert (gezien.rol, gezien.gebeurtenis, gezien.zaak) == ("COLLEGE", "INZAGE_GEGEVEN", "Z-2026-00402")
    assert "J. Jansen" not in repr(inzage)


@pytest.mark.eis("R-112")
def test_the_archive(index, server):
    """By melding, by number, or by what is known of who has none."""
    for wie in ({"melding_id": TWEEDE}, {"bsn": "999990019"}, {"zonder_bsn": WIE}):
        assert index.verwijder_uit_archief(**wie, **BESLUIT) == (TWEEDE,)
    assert [[kind.tag.partition("}")[2] for kind in v.bericht.kind[2]] for v in server.ontvangen] == [["meldingId"], ["bsn"], ["zonderBsn"]]


def test_one_way_to_say_who(index, server):
    """None and more than one is an error of the program, and nothing is sent."""
    for wie in ({}, {"bsn": "999990019", "zonder_bsn": WIE}):
        with pytest.raises(ValueError, match="precies een"):
            index.registreer_verzoek("INZAGE", **wie, **ZAAK)
        with pytest.raises(ValueError, match="precies een"):
            index.verwijder_uit_archief(**wie, **BESLUIT)
    assert server.ontvangen == []
