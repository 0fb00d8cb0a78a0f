"""The statutory log: only grows, holds no person (R-140, R-141, R-142, R-054)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from verwijsindex.domain.logboek import Gebeurtenis, Logregel, Verstrekking
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.versleuteling import Sleutels

from .wereld import KIND, NU, OIN, aantallen, meld, nieuw_signaal, rijen

REGEL = Logregel(
    NU, Gebeurtenis.HISTORIE_OPGEHAALD, "HaalHistorieOp", OIN, "arts", "MELDER", "b-1", "f" * 32, ("m1", "a1"), "OK", "collega"
)
"""An event that may fill every field there is."""
KOLOMMEN = "gebeurtenis, operatie, oin, gebruiker_id, rol, bericht_id, persoon, ids, uitkomst, ontvanger, verstrekt"


@pytest.mark.eis("R-140")
def test_een_regel_staat_er_zoals_hij_was(opslag: SqlOpslag, database_url: str) -> None:
    """Who, what, when, which ids, with what result; a line without any of them is possible too."""
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer([REGEL, Logregel(NU, Gebeurtenis.MELDINGEN_VERNIETIGD, "VerwerkOverlijden")])
        transactie.leg_vast()
    verwacht = [
        ("HISTORIE_OPGEHAALD", "HaalHistorieOp", OIN, "arts", "MELDER", "b-1", "f" * 32, '["m1", "a1"]', "OK", "collega", None),
        ("MELDINGEN_VERNIETIGD", "VerwerkOverlijden", None, None, None, None, None, "[]", "OK", None, None),
    ]
    assert verwacht == rijen(database_url, f"SELECT {KOLOMMEN} FROM logboek ORDER BY nummer")


@pytest.mark.eis("R-140")
def test_het_tijdstip_is_utc_met_milliseconden(opslag: SqlOpslag, database_url: str) -> None:
    """The moment of a line is kept in UTC and finer than a millisecond."""
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer([Logregel(NU + timedelta(microseconds=1234), Gebeurtenis.MELDING_GEDAAN, "x")])
        transactie.leg_vast()
    [(tijdstip,)] = rijen(database_url, "SELECT CAST(tijdstip AS text) FROM logboek")
    assert "12:00:00.001234+00" in str(tijdstip)


@pytest.mark.eis("R-142")
def test_nummers_lopen_op(opslag: SqlOpslag, database_url: str) -> None:
    """Every line has a higher number than those kept before it, which gives a later hash chain its order."""
    for _ in range(3):
        with opslag.schrijven() as transactie:
            transactie.logboek.noteer([REGEL, REGEL])
            transactie.leg_vast()
    nummers = [nummer for (nummer,) in rijen(database_url, "SELECT nummer FROM logboek ORDER BY tijdstip, nummer")]
    assert (6, sorted(set(nummers))) == (len(nummers), nummers)


@pytest.mark.eis("R-142")
@pytest.mark.parametrize("wijziging", ["UPDATE logboek SET uitkomst = 'X'", "DELETE FROM logboek"])
def test_de_database_zelf_weigert_een_wijziging(opslag: SqlOpslag, database_url: str, wijziging: str) -> None:
    """Whoever has the database but not the store cannot change or remove a line in passing."""
    with opslag.schrijven() as transactie:
        transactie.logboek.noteer([REGEL])
        transactie.leg_vast()
    engine = maak_engine(database_url)
    with engine.connect() as verbinding, pytest.raises(DBAPIError, match="nooit gewijzigd"):
        verbinding.exec_driver_sql(wijziging)
    engine.dispose()
    assert aantallen(database_url, "logboek") == {"logboek": 1}


@pytest.mark.eis("R-054", "R-195")
def test_wat_verstrekt_is_staat_versleuteld_en_in_het_logboek_als_kenmerk(gevuld: SqlOpslag, database_url: str, sleutels: Sleutels) -> None:
    """The text itself is readable with the keys as long as it is kept; the line that names the signaal holds its keyed digest."""
    kluis = Kluis(sleutels)
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        signaal = nieuw_signaal(arts, agent)
        transactie.signalen.voeg_toe([signaal])
        regels = [Logregel(NU, Gebeurtenis.SIGNALEN_OPGEHAALD, "HaalSignalenOp", ids=(signaal.id, "ander")), REGEL]
        for tekst in ("eerste tekst", "eerste tekst", "tweede tekst"):
            transactie.logboek.noteer(regels, [Verstrekking(signaal.id, tekst)])
        transactie.leg_vast()
    bewaard = {
        kenmerk: kluis.ontsleutel("verstrekking.inhoud", f"{signaal.id} {kenmerk.hex()}", inhoud)  # type: ignore[attr-defined,arg-type]
        for kenmerk, inhoud in ((bytes(rij[0]), bytes(rij[1])) for rij in rijen(database_url, "SELECT kenmerk, inhoud FROM verstrekking"))  # type: ignore[call-overload]
    }
    eerste, tweede = (kluis.kenmerk("logboek.verstrekt", signaal.id, tekst) for tekst in ("eerste tekst", "tweede tekst"))
    assert {eerste: "eerste tekst", tweede: "tweede tekst"} == bewaard
    verstrekt = [rij[0] for rij in rijen(database_url, "SELECT verstrekt FROM logboek ORDER BY nummer")]
    assert verstrekt[1::2] == [None, None, None]
    assert [eerste.hex(), eerste.hex(), tweede.hex()] == [json.loads(str(tekst))[signaal.id] for tekst in verstrekt[::2]]


def test_verstrekken_zonder_logregel_kan_niet(opslag: SqlOpslag) -> None:
    """Handing out without a line that names it is our own mistake, and refused."""
    with opslag.schrijven() as transactie, pytest.raises(ValueError, match="logregel"):
        transactie.logboek.noteer([REGEL], [Verstrekking("s3", "tekst")])
