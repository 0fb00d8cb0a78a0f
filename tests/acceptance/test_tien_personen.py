"""Real persons through the client: two partners of a running sandbox report ten of the public test persons."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from verwijsindex.cli.verbinding import als_gebruiker
from verwijsindex.client import Weigering
from verwijsindex.sandbox.beschrijving import lees_beschrijving

from .processen import Server, sandbox

PROJECT = Path(__file__).parents[2]
BESTAND = PROJECT / os.environ.get("VERWIJSINDEX_BRP_DATA", "../shared/data/brp") / "testpersonen.json"
pytestmark = [
    pytest.mark.traag,
    pytest.mark.skipif(not BESTAND.exists(), reason=f"geen openbare testpersonen: {BESTAND} (zet VERWIJSINDEX_BRP_DATA)"),
]
BELET = {"overleden", "opgeschort", "23-of-ouder", "nog-niet-geboren", "geboortedatum-onbekend", "zonder-bsn", "bsn-ongeldig", "bsn-dubbel"}


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sandbox(tmp_path_factory.mktemp("personen") / "map", "--personen", str(BESTAND), "--klok", "2026-11-22") as gestart:
        yield gestart


@pytest.mark.eis("R-022", "R-070", "R-073", "R-090", "R-094", "R-095")
def test_two_partners_report_ten_persons(draaiend: Server) -> None:
    """Both report the same ten; each hears of the other once per person, and both mailboxes number without a gap."""
    beschrijving = lees_beschrijving(draaiend.map)
    tien = [persoon for persoon in beschrijving.personen if persoon.bsn is not None and not BELET & set(persoon.kenmerken)][:10]
    with als_gebruiker(beschrijving, "ggd-melder-1") as ggd, als_gebruiker(beschrijving, "politie-melder-1") as politie:
        eerst = [ggd.meld_jeugdige(bsn=persoon.bsn) for persoon in tien]
        daarna = [politie.meld_jeugdige(bsn=persoon.bsn) for persoon in tien]
        assert [str(melding.verwijderdatum) for melding in (*eerst, *daarna)] == ["2028-11-22"] * 20
        assert all(melding.match_aanwezig for melding in daarna)
        for index, eigen in ((ggd, eerst), (politie, daarna)):
            signalen = index.haal_signalen_op().signalen
            assert [signaal.volgnummer for signaal in signalen] == list(range(1, len(signalen) + 1))
            zelfde = [signaal.eigen_melding_id for signaal in signalen if signaal.soort == "ZELFDE_JEUGDIGE"]
            assert sorted(str(id) for id in zelfde) == sorted(melding.melding_id for melding in eigen)
            assert len({contact.naam for signaal in signalen for contact in signaal.contacten}) == 1
            assert set(index.bevestig_signalen([signaal.signaal_id for signaal in signalen]).values()) == {"BEVESTIGD"}
            assert index.haal_signalen_op().signalen == ()
    assert [persoon.bsn for persoon in tien if str(persoon.bsn) in draaiend.log] == []


@pytest.mark.eis("R-021", "R-022", "R-044")
@pytest.mark.parametrize(("kenmerk", "code"), [("overleden", "VIR-112"), ("bsn-dubbel", "VIR-102"), ("bsn-ongeldig", "VIR-101")])
def test_whom_nobody_can_report(draaiend: Server, kenmerk: str, code: str) -> None:
    """The rough entries of the set are refused with their own code."""
    beschrijving = lees_beschrijving(draaiend.map)
    gevonden = [persoon for persoon in beschrijving.personen if BELET & set(persoon.kenmerken) == {kenmerk}]
    assert gevonden
    with als_gebruiker(beschrijving, "ggd-melder-1") as index, pytest.raises(Weigering) as weigering:
        index.meld_jeugdige(bsn=gevonden[0].bsn)
    assert weigering.value.code == code
