"""The end of the index: refused from one day, gone from another, handed over before and searched for after (R-190, R-045)."""

import json
import stat
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from verwijsindex.domain.beleid import Beleid
from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.tijd import middernacht
from verwijsindex.domain.weigeringen import NietAangeboden
from verwijsindex.operations.afbouw import AfbouwNietAanDeOrde, colleges, mag_afbouwen, tel_afbouw
from verwijsindex.operations.beleid import noteer_beleid
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.raadpleeg_eigen_meldingen import RaadpleegEigenMeldingen, raadpleeg_eigen_meldingen
from verwijsindex.operations.ronde import Ronde, Verslag
from verwijsindex.storage.afbouw import BLIJFT, VAN_PERSONEN
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.samenpersen import pers_samen
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.speuren import Spoor, databasebestanden, lees_bestand, lees_tabellen
from verwijsindex.wiring.afbouw import ZOEKLIJST, exporteer, lees_zoeklijst

from ...beleid import afbouw
from .test_geen_klare_tekst import gebruik
from .wereld import DAG, GEMEENTE, HALFBROER, KIND, OIN, PERSOON, POLITIE, aantallen, context, meld_verzoek, rijen, stuur

STOP = DAG + timedelta(days=30)
WEG = DAG + timedelta(days=60)
EEN_DAG = timedelta(days=1)
EINDE = afbouw(STOP, WEG)


def op(opslag: SqlOpslag, dag: date, beleid: Beleid = EINDE) -> Context:
    """The index on a day, under a law that ends."""
    klok = SimpleNamespace(nu=lambda: middernacht(dag) + timedelta(hours=12))
    return replace(context(opslag.onder(beleid), {KIND: PERSOON, HALFBROER: PERSOON}), klok=klok)


def doe(index: Context, keren: int = 1_000_000) -> Verslag:
    """Maintenance; stopped after so many transactions."""
    over = iter(range(keren))
    return onderhoud(Ronde(index, index.klok.nu(), index.klok.nu(), lambda: next(over, None) is not None))


def van_personen(url: str) -> dict[str, int]:
    return {naam: aantal for naam, aantal in aantallen(url, *(tabel.name for tabel in VAN_PERSONEN)).items() if aantal}


@pytest.fixture
def vol(opslag: SqlOpslag) -> SqlOpslag:
    """Every table has rows."""
    gebruik(opslag)
    return opslag


def test_every_table_is_destroyed_or_named_as_kept() -> None:
    """Nothing is forgotten: what is kept is named, and exists."""
    assert set(METADATA.tables) >= BLIJFT
    assert set(METADATA.tables) == BLIJFT | {tabel.name for tabel in VAN_PERSONEN}


@pytest.mark.eis("R-190")
@pytest.mark.parametrize(("dag", "mag"), [(STOP - EEN_DAG, True), (STOP, False), (STOP + EEN_DAG, False)])
def test_from_its_day_nothing_new_is_taken(vol: SqlOpslag, dag: date, mag: bool) -> None:
    """VIR-160 from 00:00 of the day that the policy names, and the line in the logboek of every refusal; the day before as always."""
    verzoek = meld_verzoek("arts", KIND, "nog een")
    if mag:
        assert meld_jeugdige(verzoek, op(vol, dag)).melding_id
        return
    with pytest.raises(NietAangeboden) as weigering:
        meld_jeugdige(verzoek, op(vol, dag))
    assert weigering.value.code == "VIR-160"


@pytest.mark.eis("R-190", "R-045")
@pytest.mark.parametrize(("dag", "ziet"), [(WEG - EEN_DAG, True), (WEG, False), (WEG + EEN_DAG, False)])
def test_from_its_day_nothing_is_shown(vol: SqlOpslag, dag: date, ziet: bool) -> None:
    """Though no maintenance ran: no own melding, no signaal that says anything."""
    index = op(vol, dag)
    agent = stuur("agent", POLITIE)
    meldingen = raadpleeg_eigen_meldingen(RaadpleegEigenMeldingen(Afzender(OIN, "a" * 36, agent), 100), index).meldingen
    assert ziet is bool(meldingen)
    gehaald = haal_signalen_op(HaalSignalenOp(Afzender(OIN, "b" * 36, agent), 100), index).signalen
    assert not any(signaal.contacten or signaal.eigen_melding_id for signaal in gehaald) or ziet


@pytest.mark.eis("R-190")
def test_on_that_day_maintenance_destroys_everything_of_persons(vol: SqlOpslag, database_url: str) -> None:
    """Every table is empty but those that hold nothing of persons; the logboek stays, and says so once, with how much it was."""
    assert set(van_personen(database_url)) >= {"melding", "jeugdige", "signaal", "gebruiker", "zakelijke_sleutel", "verstrekking"}
    doe(op(vol, WEG - EEN_DAG))
    assert van_personen(database_url)
    regels = len(rijen(database_url, "SELECT 1 FROM logboek"))
    verslag = doe(op(vol, WEG))
    assert (verslag.mislukt, van_personen(database_url)) == ((), {})
    assert len(rijen(database_url, "SELECT 1 FROM logboek")) > regels
    [(ids, uitkomst)] = rijen(database_url, "SELECT ids, uitkomst FROM logboek WHERE gebeurtenis = 'AFBOUW_UITGEVOERD'")
    assert EINDE.kenmerk == uitkomst
    assert "melding=" in str(ids)
    doe(op(vol, WEG + EEN_DAG))
    assert len(rijen(database_url, "SELECT 1 FROM logboek WHERE gebeurtenis = 'AFBOUW_UITGEVOERD'")) == 1


@pytest.mark.eis("R-190")
def test_it_goes_on_where_it_was_stopped(vol: SqlOpslag, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row at a time, stopped again and again: it ends all the same, and what there was is told as it was before anything went."""
    monkeypatch.setattr("verwijsindex.operations.afbouw.PER_KEER", 3)
    vooraf = van_personen(database_url)
    for keren in range(5, 60, 5):
        doe(op(vol, WEG), keren)
    doe(op(vol, WEG))
    assert van_personen(database_url) == {}
    with vol.lezen() as transactie:
        stand = transactie.afbouw.stand()
    assert stand is not None
    assert vooraf == {naam: aantal for naam, aantal in stand.vooraf.items() if aantal}
    assert stand.voltooid is not None


@pytest.mark.eis("R-190")
def test_it_is_not_done_before_its_day(vol: SqlOpslag) -> None:
    """Refused with the day; without a day in the policy with what is missing; a trial tells how much there is."""
    with pytest.raises(AfbouwNietAanDeOrde, match=f"pas vernietigd op {WEG.isoformat()}"):
        mag_afbouwen(op(vol, WEG - EEN_DAG), WEG - EEN_DAG)
    with pytest.raises(AfbouwNietAanDeOrde, match="noemt geen dag"):
        mag_afbouwen(op(vol, WEG, statuut()), WEG)
    mag_afbouwen(op(vol, WEG), WEG)
    assert tel_afbouw(op(vol, WEG))["melding"] > 0


@pytest.mark.eis("R-190", "R-131")
def test_each_college_gets_what_it_answers_for(vol: SqlOpslag, tmp_path: Path) -> None:
    """One file, for nobody else to read, with its meldingen; and nothing is changed."""
    index, uit = op(vol, STOP), tmp_path / "overdracht"
    assert {GEMEENTE} == set(colleges(index))
    assert colleges(index) == exporteer(uit, index)
    college = json.loads((uit / f"college-{GEMEENTE}.json").read_text(encoding="utf-8"))
    assert colleges(index)[GEMEENTE] == len(college["meldingen"])
    assert {KIND.waarde} <= {melding["nummer"] for melding in college["meldingen"]}
    assert {"arts@ggd.example"} <= {melding["melder"]["emailadres"] for melding in college["meldingen"]}
    assert {0o600} == {stat.S_IMODE(pad.stat().st_mode) for pad in uit.iterdir()}
    assert stat.S_IMODE(uit.stat().st_mode) == 0o700


# The search.


def speur(uit: Path, url: str, *ook: Path) -> list[Spoor]:
    lijst = lees_zoeklijst(uit)
    plekken: Iterator[tuple[str, Any]] = ((str(pad), lees_bestand(pad)) for pad in (*databasebestanden(url), *ook))
    return [spoor for waar, blokken in chain(plekken, lees_tabellen(url)) for spoor in lijst.zoek(waar, blokken)]


def analyseer(url: str) -> None:
    """Have the database keep samples of its columns, as it does by itself after a while."""
    engine = maak_engine(url)
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql("ANALYZE")
    engine.dispose()


@pytest.mark.eis("R-190", "R-195")
def test_afterwards_no_trace_is_found(vol: SqlOpslag, database_url: str, tmp_path: Path) -> None:
    """Before, keyed digests and ciphertext are there and nothing readable; after destroying and compacting nothing at all is."""
    index, uit = op(vol, WEG - EEN_DAG), tmp_path / "overdracht"
    exporteer(uit, index)
    voor = {(spoor.soort, spoor.vorm) for spoor in speur(uit, database_url)}
    assert {"jeugdige.bsn_kenmerk", "jeugdige.bsn", "gebruiker.contact", "jeugdige_ouder.pseudoniem"} <= {soort for soort, _ in voor}
    assert not any(soort in {"nummer", "naam", "telefoon", "emailadres", "partnerMeldingId"} for soort, _ in voor)
    analyseer(database_url)
    assert ("pg_stats" in {spoor.waar for spoor in speur(uit, database_url)}) is database_url.startswith("postgresql")
    doe(op(vol, WEG))
    vol.sluit()
    assert not any("bezig" in raad or "gebruikt de database" in raad for raad in pers_samen(database_url))
    assert speur(uit, database_url) == []


@pytest.mark.eis("R-190")
def test_a_planted_trace_is_found_in_every_form(vol: SqlOpslag, database_url: str, tmp_path: Path) -> None:
    """As text, UTF-16, hexadecimal and base64, at any alignment, across blocks and packed; a number within a longer one is another."""
    uit = tmp_path / "overdracht"
    exporteer(uit, op(vol, STOP))
    mail, nummer = b"arts@ggd.example", KIND.waarde.encode()
    regels = [regel.split("\t") for regel in (uit / ZOEKLIJST).read_text(encoding="utf-8").splitlines()]
    kenmerk = next(bytes.fromhex(waarde) for soort, waarde in regels if soort == "jeugdige.bsn_kenmerk")
    vormen = {
        "tekst": (b"x " + mail, b" " + nummer + b" "),
        "utf-16": (mail.decode().encode("utf-16-be"), nummer.decode().encode("utf-16-le")),
        "hex": (mail.hex().encode(), kenmerk.hex().upper().encode()),
        "base64": tuple(b64encode(b"z" * n + kenmerk + b"q" * n) for n in range(3)) + tuple(b64encode(b"z" * n + nummer) for n in range(3)),
        "bytes": (b"..." + kenmerk,),
    }
    lijst = lees_zoeklijst(uit)
    for vorm, geplant in vormen.items():
        for inhoud in geplant:
            assert vorm in {spoor.vorm for spoor in lijst.zoek("x", [b"\0" * 100 + inhoud + b"\0" * 100])}, (vorm, inhoud)
            helft = len(inhoud) // 2
            assert vorm in {spoor.vorm for spoor in lijst.zoek("x", [inhoud[:helft], inhoud[helft:]])}, (vorm, inhoud)
    assert list(lijst.zoek("x", [b"1" + nummer, nummer + b"1"])) == []


def test_a_policy_that_changed_is_noted_once(vol: SqlOpslag, database_url: str) -> None:
    """When a server starts under another policy than the last one did; which it was and which it is."""
    assert [noteer_beleid(op(vol, DAG)), noteer_beleid(op(vol, DAG))] == [True, False]
    regels = rijen(database_url, f"SELECT ids, uitkomst FROM logboek WHERE gebeurtenis = '{Gebeurtenis.BELEID_GEWIJZIGD}' ORDER BY nummer")
    assert [("[]", statuut().kenmerk), (json.dumps([statuut().kenmerk]), EINDE.kenmerk)] == regels
