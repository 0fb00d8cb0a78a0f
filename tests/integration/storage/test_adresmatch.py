"""Family by woonadres, through the whole index, on both databases (R-074..R-079, B13..B15)."""

from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from verwijsindex.brp.gebeurtenissen import registreer_geheimhouding
from verwijsindex.domain.jeugdige import Jeugdige, Woonadres
from verwijsindex.domain.regels.uitsluiten import KOLOMMEN, LijstOnjuist
from verwijsindex.domain.uitgesloten import Overgenomen
from verwijsindex.operations.rua import lees_rua_in
from verwijsindex.storage.database import SqlOpslag

from .huis import DAAR, HIER, Huis, bouw, lijst
from .wereld import DAG, HALFBROER, KIND, MOEDER, NU, VADER, VREEMDE, ZUS, rijen


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def sluit_uit(huis: Huis, vanaf: date, tot: date | None = None, adres: str = "0363200000000001;1011AB;1") -> Overgenomen:
    regel = f"MINISTER;;{vanaf};{tot or ''};{adres};;;"
    return lees_rua_in(f"{';'.join(KOLOMMEN)}\n{regel}\n", huis.context())


def kring(huis: Huis, jeugdige: Jeugdige | None) -> set[str]:
    assert jeugdige is not None
    with huis.opslag.lezen() as transactie:
        zelf, *anderen = transactie.jeugdigen.kring(jeugdige, DAG, adresmatch=huis.adresmatch)
    assert zelf.id == jeugdige.id
    return {ander.id for ander in anderen}


def zoek(huis: Huis, bsn: object) -> Jeugdige | None:
    with huis.opslag.lezen() as transactie:
        return transactie.jeugdigen.zoek(bsn)  # type: ignore[arg-type]


@pytest.mark.eis("R-074", "R-073")
def test_een_adres_maakt_een_gezin(gevuld: SqlOpslag, pad: Path) -> None:
    """B13: two jeugdigen on one woonadres without a parent in common match; a neighbour and (B15) a briefadres do not."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER), lijst(ZUS, HIER), lijst(HALFBROER, DAAR), lijst(VREEMDE, None))
    assert not huis.meld("arts", KIND).match_aanwezig
    assert huis.meld("agent", ZUS).match_aanwezig
    assert not huis.meld("rechercheur", HALFBROER).match_aanwezig
    assert not huis.meld("rechercheur", VREEMDE).match_aanwezig
    assert (huis.soorten("arts"), huis.soorten("agent"), huis.soorten("rechercheur")) == (["GEZIN"], ["GEZIN"], [])


@pytest.mark.eis("R-078")
def test_ouder_en_adres_samen_zijn_een_match(gevuld: SqlOpslag, pad: Path, database_url: str) -> None:
    """Who matches both ways has one match and one signaal each."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER, MOEDER), lijst(ZUS, HIER, MOEDER))
    huis.meld("arts", KIND)
    huis.meld("agent", ZUS)
    assert (huis.soorten("arts"), huis.soorten("agent")) == (["GEZIN"], ["GEZIN"])
    assert rijen(database_url, "SELECT soort FROM match") == [("GEZIN",)]


@pytest.mark.eis("R-076")
def test_met_de_schakelaar_uit(gevuld: SqlOpslag, pad: Path, database_url: str) -> None:
    """No address matches, none is kept, and what was kept before goes at the next melding; parents match as before."""
    personen = (lijst(KIND, HIER), lijst(ZUS, HIER), lijst(HALFBROER, HIER, MOEDER), lijst(VREEMDE, DAAR, MOEDER))
    aan = bouw(pad, gevuld, *personen)
    aan.meld("arts", KIND)
    uit = Huis(pad, gevuld, adresmatch=False)
    assert not uit.meld("agent", ZUS).match_aanwezig
    assert uit.meld("agent", KIND).match_aanwezig is not False  # the same jeugdige still matches
    uit.meld("arts", HALFBROER)
    assert uit.meld("agent", VREEMDE).match_aanwezig
    assert rijen(database_url, "SELECT adres_bag, adres_tekst FROM jeugdige") == [(None, None)] * 4


@pytest.mark.eis("R-075", "R-074")
@pytest.mark.parametrize(
    ("vanaf", "tot", "matcht"),
    [
        (DAG + timedelta(1), None, True),
        (DAG, None, False),
        (DAG - timedelta(1), None, False),
        (DAG - timedelta(9), DAG + timedelta(1), False),
        (DAG - timedelta(9), DAG, True),
        (DAG - timedelta(9), DAG - timedelta(1), True),
    ],
)
def test_rond_een_uitsluiting(gevuld: SqlOpslag, pad: Path, vanaf: date, tot: date | None, matcht: bool) -> None:
    """B14: no match while the address is excluded: the day before, the first day, the last, the day after."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER), lijst(ZUS, HIER))
    assert Overgenomen(nieuw=1) == sluit_uit(huis, vanaf, tot)
    huis.meld("arts", KIND)
    assert matcht is huis.meld("agent", ZUS).match_aanwezig
    assert (["GEZIN"] if matcht else []) == huis.soorten("arts")


@pytest.mark.eis("R-075", "R-077")
@pytest.mark.parametrize("adres", ["0363200000000001;;", ";1011 ab;1"], ids=["BAG", "postcode"])
def test_een_uitsluiting_in_een_van_beide_vormen(gevuld: SqlOpslag, pad: Path, adres: str) -> None:
    """A list that knows an address in one form excludes it."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER), lijst(ZUS, HIER))
    sluit_uit(huis, DAG, adres=adres)
    huis.meld("arts", KIND)
    assert not huis.meld("agent", ZUS).match_aanwezig


@pytest.mark.eis("R-075", "R-079")
def test_een_instelling_wordt_niet_uitgevouwen(gevuld: SqlOpslag, pad: Path) -> None:
    """Whoever lives at an excluded address is not read with a jeugdige there; his family by parent is, but goes no further."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER, MOEDER), lijst(ZUS, HIER, MOEDER), lijst(HALFBROER, HIER), lijst(VREEMDE, HIER))
    for bsn in (KIND, ZUS, HALFBROER, VREEMDE):
        huis.meld("arts", bsn)
    assert len(kring(huis, zoek(huis, KIND))) == 3
    sluit_uit(huis, DAG)
    assert kring(huis, zoek(huis, KIND)) == {getattr(zoek(huis, ZUS), "id", None)}


@pytest.mark.eis("R-074", "R-082")
def test_een_signaal_noemt_ieder_met_wie_de_eigen_melding_matcht(gevuld: SqlOpslag, pad: Path) -> None:
    """Two steps: a signaal about a new housemate names a half-sister elsewhere too, because she matches the own melding (keuzes.md 18)."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER, MOEDER), lijst(ZUS, HIER), lijst(HALFBROER, DAAR, MOEDER))
    huis.meld("arts", KIND)
    huis.meld("rechercheur", HALFBROER)
    huis.meld("agent", ZUS)
    namen = [sorted(contact.naam for contact in signaal.contacten) for signaal in huis.bus("arts")]
    assert namen == [["Naam van rechercheur"], ["Naam van agent", "Naam van rechercheur"]]
    assert [[c.naam for c in s.contacten] for s in huis.bus("agent")] == [["Naam van arts"]]


@pytest.mark.eis("R-075")
def test_een_lijst_twee_keer(gevuld: SqlOpslag, pad: Path, database_url: str) -> None:
    """The same list changes nothing; a later end changes the line; an error changes nothing; a trial neither. The log holds counts only."""
    huis = bouw(pad, gevuld)
    assert Overgenomen(nieuw=1) == sluit_uit(huis, DAG)
    assert Overgenomen(bekend=1) == sluit_uit(huis, DAG)
    assert Overgenomen(gewijzigd=1) == sluit_uit(huis, DAG, DAG + timedelta(30))
    stond = rijen(database_url, "SELECT * FROM uitgesloten_adres")
    assert len(stond) == 1
    with pytest.raises(LijstOnjuist):
        lees_rua_in(f"{';'.join(KOLOMMEN)}\nMINISTER;;{DAG};;;1011AB;9;;;\nMINISTER;;gisteren;;;1011AB;9;;;\n", huis.context())
    proef = lees_rua_in(f"{';'.join(KOLOMMEN)}\nMINISTER;;{DAG};;;1011AB;9;;;\n", huis.context(), proef=True)
    assert (Overgenomen(nieuw=1), stond) == (proef, rijen(database_url, "SELECT * FROM uitgesloten_adres"))
    log = rijen(database_url, "SELECT uitkomst, ids, persoon FROM logboek WHERE gebeurtenis = 'UITGESLOTEN_ADRESSEN_INGELEZEN'")
    assert log == [("1/0/0", "[]", None), ("0/0/1", "[]", None), ("0/1/0", "[]", None)]
    with gevuld.lezen() as transactie:
        [adres] = transactie.uitgesloten_adressen.alle()
    assert (DAG, DAG + timedelta(30), "1011AB", 1) == (
        adres.geldigheid.vanaf, adres.geldigheid.tot, adres.adres.postcode, adres.adres.huisnummer
    )  # fmt: skip


@pytest.mark.eis("R-075", "R-080")
def test_een_nieuwe_uitsluiting_zegt_niets(gevuld: SqlOpslag, pad: Path) -> None:
    """A match ends silently: signalen stay with who has them, the next answer knows of no match, and nobody is told anything."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER), lijst(ZUS, HIER))
    huis.meld("arts", KIND)
    huis.meld("agent", ZUS)
    voor = huis.bus("arts")
    sluit_uit(huis, DAG)
    assert voor == huis.bus("arts")
    assert not huis.meld("arts", KIND).match_aanwezig


@pytest.mark.eis("R-123", "R-074")
def test_een_geheim_adres_verandert_geen_antwoord(gevuld: SqlOpslag, pad: Path) -> None:
    """With a secret address everything is as without: the same match, the same signalen, nobody hears of the secret."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER), lijst(ZUS, HIER))
    registreer_geheimhouding(pad, ZUS, geheim=True, moment=NU)
    huis.meld("arts", KIND)
    assert huis.meld("agent", ZUS).match_aanwezig
    assert huis.soorten("arts") == ["GEZIN"]


@pytest.mark.eis("R-079")
def test_adressen_verdwijnen_met_de_laatste_melding(gevuld: SqlOpslag, pad: Path, database_url: str) -> None:
    """Only pseudonyms are kept, and they go with the jeugdige."""
    huis = bouw(pad, gevuld, lijst(KIND, HIER, VADER))
    gemeld = huis.meld("arts", KIND)
    [(bag, tekst)] = rijen(database_url, "SELECT adres_bag, adres_tekst FROM jeugdige")
    assert (len(bytes(bag)), len(bytes(tekst)), b"1011AB" in bytes(tekst)) == (33, 33, False)  # type: ignore[arg-type]
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([gemeld.melding_id], NU)
        jeugdige = transactie.jeugdigen.zoek(KIND)
        assert jeugdige is not None
        transactie.jeugdigen.vernietig_zonder_meldingen(jeugdige.id)
        transactie.leg_vast()
    assert rijen(database_url, "SELECT adres_bag FROM jeugdige") == []


@pytest.mark.eis("R-082", "R-074")
@pytest.mark.parametrize(
    ("adres", "wacht"),
    [
        (Woonadres("0363200000000001", "1011AB", 1), True),
        (Woonadres(None, "1011 ab", 1), True),
        (Woonadres("0363200000000002", "1011AB", 2), True),
        (Woonadres("0363200000000009", "1011AB", 9), False),
        (None, False),
    ],
    ids=["zelfde huis", "zelfde postcode", "huis van een zus", "ander huis", "geen woonadres"],
)
def test_een_slot_geldt_voor_een_huis(gevuld: SqlOpslag, pad: Path, database_url: str, adres: Woonadres | None, wacht: bool) -> None:
    """Who reports a housemate waits, and who reports somebody in the house of a sister; on PostgreSQL others do not."""
    huis = bouw(pad, gevuld, lijst(ZUS, DAAR, MOEDER))
    huis.meld("arts", ZUS)

    def vergrendel() -> None:
        with gevuld.schrijven() as transactie:
            transactie.vergrendel(VREEMDE, (), adres=adres)

    with ThreadPoolExecutor(1) as ander, gevuld.schrijven() as transactie:
        transactie.vergrendel(KIND, (MOEDER,), adres=Woonadres("0363200000000001", "1011AB", 1))
        poging = ander.submit(vergrendel)
        done, _ = futures.wait([poging], timeout=0.2)
        assert (not done) is (wacht or database_url.startswith("sqlite"))
        transactie.leg_vast()


@pytest.mark.eis("R-082", "R-075")
def test_een_instelling_sluit_geen_gezinnen_aaneen(gevuld: SqlOpslag, pad: Path, database_url: str) -> None:
    """Two families that share nothing but an institution lock nothing of each other: only his number, his mother and his address."""
    huis = bouw(pad, gevuld, lijst(ZUS, HIER, MOEDER), lijst(HALFBROER, HIER, VADER))
    sluit_uit(huis, DAG - timedelta(9))
    huis.meld("arts", ZUS)
    huis.meld("arts", HALFBROER)
    with gevuld.schrijven() as transactie:
        transactie.vergrendel(ZUS, ())
        if database_url.startswith("postgresql"):  # SQLite needs no locks
            assert len(rijen(database_url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")) == 4
