"""A transfer to another partner system and a merger, as partners see them; on the nights on which the clock changes too (R-183, R-184)."""

from datetime import date

import pytest

from verwijsindex.domain.instantie import MandaatSoort
from verwijsindex.operations.fusies import voeg_samen
from verwijsindex.operations.overdragen import Overdracht, draag_over
from verwijsindex.storage.database import open_opslag
from verwijsindex.storage.versleuteling import lees_sleutels

from . import verzoeken
from .index import Index
from .wie import GGD, JEUGDHULP, POLITIE

ELDERS = GGD.met(oin=POLITIE.oin, verzender=POLITIE.oin)


def _over(index: Index, op: date) -> None:
    opslag = open_opslag(index.instellingen.database, lees_sleutels(index.instellingen.sleutels))
    with opslag.beheer(nu=index.klok()) as beheer:
        draag_over(Overdracht(MandaatSoort.INSTANTIE, "ggd", GGD.oin, POLITIE.oin, op), beheer)
    opslag.sluit()


@pytest.mark.eis("R-183")
@pytest.mark.parametrize(
    ("op", "voor", "na"),
    [
        (date(2026, 3, 12), "2026-03-11T23:59:59", "2026-03-12T00:00:00"),
        (date(2026, 3, 29), "2026-03-28T23:59:59", "2026-03-29T00:00:00"),
        (date(2026, 3, 30), "2026-03-29T23:59:59", "2026-03-30T00:00:00"),
        (date(2026, 10, 25), "2026-10-24T23:59:59", "2026-10-25T00:00:00"),
        (date(2026, 10, 26), "2026-10-25T23:59:59", "2026-10-26T00:00:00"),
    ],
)
def test_a_instantie_changes_partner_at_midnight(index: Index, op: date, voor: str, na: str) -> None:
    """One second before 00:00 in Amsterdam the old partner acts and the new is refused; from 00:00 the other way round, same meldingen."""
    melding_id = index.meld(GGD, "enig", "sleutel-van-a").tekst("meldingId")
    index.meld(JEUGDHULP, "enig")
    eerst = index.eigen(GGD).teksten("verwijderdatum")
    _over(index, op)
    index.zet(voor)
    assert index.meld_fout(ELDERS, "ander").code == "VIR-122"
    assert index.eigen(GGD).teksten("meldingId") == [melding_id]
    index.zet(na)
    assert index.meld_fout(GGD, "ander").code == "VIR-122"
    assert (index.eigen(ELDERS).teksten("meldingId"), index.eigen(ELDERS).teksten("verwijderdatum")) == ([melding_id], eerst)
    assert index.meld(ELDERS, "enig", "sleutel-van-b").tekst("meldingId") == melding_id
    [signaal] = index.signalen(ELDERS)
    assert index.bevestig(ELDERS, [signaal.id]) == ["BEVESTIGD"]
    index.verwijder(ELDERS, melding_id, "NIET_TERECHT")


@pytest.mark.eis("R-184")
def test_a_merger_changes_no_melding(index: Index) -> None:
    """Meldingen, mailbox and signalen of who moved are as they were, under the new instantie only, and no new signaal is made."""
    melding_id = index.meld(GGD, "enig").tekst("meldingId")
    index.meld(JEUGDHULP, "enig")
    voor = {naam: rijen for naam, rijen in index.gevolgen().items() if naam in {"melding", "match", "signaal", "signaal_contact"}}
    opslag = open_opslag(index.instellingen.database, lees_sleutels(index.instellingen.sleutels))
    with opslag.beheer(nu=index.klok()) as beheer:
        voeg_samen(("ggd",), "jgz-nieuw", "JGZ Nieuw", beheer)
    opslag.sluit()
    assert {naam: index.gevolgen()[naam] for naam in voor} == voor
    assert index.meld_fout(GGD, "ander").code == "VIR-122"
    samen = GGD.met(instantie="jgz-nieuw")
    assert index.eigen(samen).teksten("meldingId") == [melding_id]
    assert [s.soort for s in index.signalen(samen)] == ["ZELFDE_JEUGDIGE"]
    antwoord = index.goed(JEUGDHULP, "HaalSignalenOp", verzoeken.haal_signalen(JEUGDHULP))
    assert antwoord.teksten("instantie") == ["JGZ Nieuw"]
