"""Migrations: what they make is what the code expects, forth and back, also when two do it at once (stijl.md 17)."""

import hmac
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from verwijsindex.domain.logketen import BEGIN, VELDEN, VOOR_DE_KETEN, schakel
from verwijsindex.domain.nummers import Bsn
from verwijsindex.storage.database import migreer, open_opslag
from verwijsindex.storage.engines import maak_engine
from verwijsindex.storage.migreren import breng_bij, breng_terug, is_bij
from verwijsindex.storage.schema import METADATA
from verwijsindex.storage.versleuteling import Sleutel, Sleutels

TABELLEN = {*METADATA.tables, "alembic_version"}
NAMEN = {
    "sqlite": "SELECT type || ' ' || name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1",
    "postgresql": """
        SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT tgname || tgtype FROM pg_trigger WHERE NOT tgisinternal
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1
    """,
}


@pytest.fixture
def engine(lege_database_url: str) -> Iterator[Engine]:
    engine = maak_engine(lege_database_url)
    yield engine
    engine.dispose()


def tabellen(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def namen(engine: Engine) -> list[str]:
    """Every constraint, index, trigger and function that the database knows by name."""
    with engine.connect() as verbinding:
        return [rij[0] for rij in verbinding.exec_driver_sql(NAMEN[engine.dialect.name])]


def test_het_schema_is_dat_van_de_code(engine: Engine) -> None:
    """After every step the tables, columns, types, keys and indexes are exactly those that the statements are built on."""
    breng_bij(engine)
    assert tabellen(engine) == TABELLEN
    with engine.connect() as verbinding:
        verschillen = compare_metadata(MigrationContext.configure(verbinding, opts={"compare_type": True}), METADATA)
    assert verschillen == []


def test_heen_terug_en_weer_heen(engine: Engine) -> None:
    """Back to nothing leaves no table, trigger or function of ours, and forth again gives the same schema as the first time."""
    breng_bij(engine)
    eerste = namen(engine)
    assert any("logboek" in naam for naam in eerste)
    breng_terug(engine, "base")
    assert tabellen(engine) == {"alembic_version"}
    assert [naam for naam in namen(engine) if "alembic" not in naam] == []
    breng_bij(engine)
    assert namen(engine) == eerste


def test_bij_is_alleen_waar_op_de_laatste_stap(engine: Engine) -> None:
    """An empty database is not up to date, a migrated one is, one that went back is not."""
    assert not is_bij(engine)
    breng_bij(engine)
    assert is_bij(engine)
    breng_terug(engine, "base")
    assert not is_bij(engine)


def test_nog_een_keer_verandert_niets(lege_database_url: str, engine: Engine, sleutels: Sleutels) -> None:
    """Migrating twice is harmless: what was stored is still there."""
    migreer(lege_database_url)
    opslag = open_opslag(lege_database_url, sleutels)
    with opslag.beheer() as beheer:
        beheer.partner("00000099000000001000", "Leverancier")
        beheer.leg_vast()
    migreer(lege_database_url)
    assert opslag.bekende_partner("00000099000000001000")
    opslag.sluit()


def test_een_mislukte_migratie_laat_niets_achter(engine: Engine) -> None:
    """When a step fails in the middle, none of its tables is left, and after the cause is gone it succeeds."""
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql("CREATE TABLE verstrekking (iets integer)")
    with pytest.raises(Exception, match="verstrekking"):
        breng_bij(engine)
    assert tabellen(engine) == {"verstrekking"}
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql("DROP TABLE verstrekking")
    breng_bij(engine)
    assert tabellen(engine) == TABELLEN


def test_twee_processen_tegelijk(lege_database_url: str, engine: Engine) -> None:
    """Two processes that migrate the same empty database at the same time both succeed."""
    programma = "import sys; from verwijsindex.storage.database import migreer; input(); migreer(sys.argv[1])"

    def proces(_: int) -> tuple[int, str]:
        klaar = subprocess.run(
            [sys.executable, "-c", programma, lege_database_url], input="\n", capture_output=True, text=True, timeout=60, check=False
        )
        return klaar.returncode, klaar.stderr

    with ThreadPoolExecutor(2) as wachters:
        assert list(wachters.map(proces, range(2))) == [(0, ""), (0, "")]
    assert is_bij(engine)


@pytest.mark.eis("R-142")
def test_wat_er_al_in_het_logboek_stond_wordt_een_keten(engine: Engine) -> None:
    """Lines from before become lane 0 in their order, with everything they said; going back leaves them, and each stays unchangeable."""
    breng_bij(engine, "0002")
    with engine.connect() as verbinding:
        for dag in (1, 2, 3):
            waarden = f"'2026-01-0{dag}T10:00:00.000500+00:00', 'X', 'Operatie {dag}', '[]', 'OK'"
            verbinding.exec_driver_sql(f"INSERT INTO logboek (tijdstip, gebeurtenis, operatie, ids, uitkomst) VALUES ({waarden})")
    breng_bij(engine)
    with engine.connect() as verbinding:
        rijen = verbinding.exec_driver_sql(f"SELECT {', '.join(VELDEN)}, schakel FROM logboek ORDER BY nummer").all()
        hoofden = verbinding.exec_driver_sql("SELECT keten, lengte, schakel, zegel, sleutel FROM logketen").all()
    einde = BEGIN
    for dag, rij in enumerate(rijen, start=1):
        regel = {**dict(zip(VELDEN, rij, strict=False)), "tijdstip": f"2026-01-0{dag}T10:00:00.000500+00:00"}
        assert (VOOR_DE_KETEN, dag, f"Operatie {dag}") == (regel["keten"], regel["plaats"], regel["operatie"])
        einde = schakel(einde, regel)
        assert einde == bytes(rij[-1])
    assert [(VOOR_DE_KETEN, 3, einde, None, None)] == [(a, b, bytes(c), d, e) for a, b, c, d, e in hoofden]
    with engine.connect() as verbinding, pytest.raises(DBAPIError, match="nooit gewijzigd"):
        verbinding.exec_driver_sql("UPDATE logboek SET keten = 1")
    breng_terug(engine, "0002")
    with engine.connect() as verbinding:
        assert verbinding.exec_driver_sql("SELECT count(*) FROM logboek").all() == [(3,)]
        with pytest.raises(DBAPIError, match="nooit gewijzigd"):
            verbinding.exec_driver_sql("DELETE FROM logboek")


OUDE_SLEUTELS = Sleutels(b"h" * 32, (Sleutel(0, b"v" * 32, None),))
"""What a file from before there was a ring holds."""
OUDE_RIJ = (
    "INSERT INTO jeugdige (id, bsn_kenmerk, bsn, uiterlijk, logpseudoniem, gevolgd) "
    "VALUES ('een', :kenmerk, :geheim, '2035-05-10', 'pseudoniem', FALSE)"
)


@pytest.mark.eis("R-195", "R-079")
def test_wie_er_voor_de_ring_was_wordt_teruggevonden(lege_database_url: str, engine: Engine) -> None:
    """Who was kept before keys could be replaced is found after the step with the same file, and after going back and forth again."""
    kenmerk = hmac.digest(b"h" * 32, b"jeugdige.bsn\x00999990019", "sha256")
    geheim = b"n" * 12 + AESGCM(b"v" * 32).encrypt(b"n" * 12, b"999990019", b"jeugdige.bsn\0een")
    breng_bij(engine, "0002")
    with engine.connect() as verbinding:
        verbinding.execute(text(OUDE_RIJ), {"kenmerk": kenmerk, "geheim": geheim})
    breng_bij(engine)
    breng_terug(engine, "0002")
    with engine.connect() as verbinding:
        [rij] = verbinding.exec_driver_sql("SELECT bsn_kenmerk, bsn, adres_bag FROM jeugdige")
    assert tuple(rij) == (kenmerk, geheim, None)
    breng_bij(engine)
    opslag = open_opslag(lege_database_url, OUDE_SLEUTELS)
    with opslag.lezen() as transactie:
        gevonden = transactie.jeugdigen.zoek(Bsn("999990019"))
        assert gevonden is not None
        assert transactie.jeugdigen.nummer(gevonden.id) == Bsn("999990019")
    opslag.sluit()


@pytest.mark.eis("R-195")
def test_na_een_wissel_gaat_het_niet_terug(lege_database_url: str, engine: Engine, sleutels: Sleutels) -> None:
    """When something may stand under a key that the release before does not know, going back is refused and changes nothing."""
    breng_bij(engine)
    open_opslag(lege_database_url, sleutels).sluit()
    with pytest.raises(RuntimeError, match="sleutel"):
        breng_terug(engine, "0002")
    assert is_bij(engine)
    open_opslag(lege_database_url, sleutels).sluit()
