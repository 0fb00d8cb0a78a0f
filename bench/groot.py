"""Whether a full index is as quick as an empty one: a melding in PostgreSQL with a million active and three million archived meldingen."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg
from sqlalchemy import make_url

from bench.dienst import database
from bench.meldkamer import Meldkamer, gezinnen, melder_id
from verwijsindex.sandbox.bevolking import reeks_bsns
from verwijsindex.storage.database import migreer
from verwijsindex.wiring.context import echte_tijd
from verwijsindex.wiring.sandbox import bouw_of_open

ACTIEF: Final = 1_000_000
GEARCHIVEERD: Final = 3_000_000
NORM: Final = 1.3
"""A melding in a full index costs at most this many times one in an empty index."""
MELDERS: Final = 1000
OPWARMEN: Final = 50

Volg = Callable[[Iterable[Any]], Iterable[Any]]
"""May show how far it is."""

_VUL: Final = (
    """
    INSERT INTO jeugdige (id, bsn_kenmerk, bsn, uiterlijk, logpseudoniem, gemeentecode, adres_bag)
    SELECT 'j' || n, sha256(('bsn' || n)::bytea), decode(repeat('ab', 37), 'hex'), current_date + 1000 + n %% 4000, md5('p' || n), '0363',
           sha256(('adres' || n / 2)::bytea)
    FROM generate_series(%(van)s, %(tot)s) AS n
    """,
    """
    INSERT INTO jeugdige_ouder (jeugdige_id, pseudoniem)
    SELECT 'j' || n, sha256(('ouder' || n / 2 || k)::bytea) FROM generate_series(%(van)s, %(tot)s) AS n, generate_series(1, 2) AS k
    """,
    """
    INSERT INTO melding (id, jeugdige_id, meldingsbevoegde, partner_oin, partner_melding_id, meldmoment, verwijderdatum, verwijderd_op)
    SELECT 'm' || n || '-' || k, 'j' || n, %(melder)s || (n + k) %% %(melders)s, '00000099000000999000', decode(repeat('cd', 64), 'hex'),
           now() - make_interval(days => 30 + (n %% 600)::int), current_date + 100, CASE WHEN k > 1 THEN current_date - 10 END
    FROM generate_series(%(van)s, %(tot)s) AS n, generate_series(1, %(per_kind)s) AS k
    """,
    """
    INSERT INTO zakelijke_sleutel (oin, soort, sleutel, inhoud, antwoord, melding_id)
    SELECT '00000099000000999000', 'MELDING', sha256(id::bytea), sha256(id::bytea), repeat('x', 200), id FROM melding
    WHERE jeugdige_id IN (SELECT 'j' || n FROM generate_series(%(van)s, %(tot)s) AS n)
    """,
    """
    INSERT INTO logboek (
        tijdstip, gebeurtenis, operatie, oin, gebruiker_id, rol, bericht_id, persoon, ids, uitkomst, keten, plaats, schakel
    )
    SELECT now(), 'MELDING_GEDAAN', 'MeldJeugdige', '00000099000000999000', 'bench', 'MELDER', 'b' || n, md5('p' || n), '["m"]', 'OK',
           1000, n, sha256(('regel' || n)::bytea)
    FROM generate_series(%(van)s, %(tot)s) AS n
    """,
)
"""One active melding per child, the others in the archive; two children per household."""
_PORTIE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Omvang:
    """How full the full index is."""

    actief: int
    gearchiveerd: int

    @property
    def porties(self) -> list[dict[str, int]]:
        """Numbers of children, first and last, with the meldingen of each."""
        per_kind = 1 + self.gearchiveerd // self.actief
        return [
            {"van": van, "tot": min(van + _PORTIE, self.actief + 1) - 1, "per_kind": per_kind} for van in range(1, self.actief + 1, _PORTIE)
        ]


class MeldingMislukt(RuntimeError):
    """What was measured was no new melding without a match."""


def meet_groot(omvang: Omvang, aantal: int, volg: Volg) -> dict[str, Any]:
    """Milliseconds on the wall of a melding in an empty and in a full PostgreSQL, in turns: medians over ``aantal``, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="verwijsindex-bench-") as naam:
        map = Path(naam)
        kinderen, personen = gezinnen(reeks_bsns(0), OPWARMEN + aantal, 1)
        bestand = map / "personen.json"
        bestand.write_text(json.dumps(personen), encoding="utf-8")
        instellingen, _ = bouw_of_open(map / "sandbox", echte_tijd(), lambda _: None, bestand)
        with database("postgresql", map) as leeg_url, database("postgresql", map) as vol_url:
            kamers = []
            for url in (leeg_url, vol_url):
                migreer(url)
                kamers.append(Meldkamer(replace(instellingen, klok=None), url, MELDERS))
            _vul(vol_url, omvang, volg)
            duren = [[_meld(kamer, bsn) for kamer in kamers] for [bsn] in kinderen][OPWARMEN:]
            for kamer in kamers:
                kamer.sluit()
    leeg, vol = (median(reeks) for reeks in zip(*duren, strict=True))
    verhouding = median(een_vol / een_leeg for een_leeg, een_vol in duren)
    return {
        "actief": omvang.actief,
        "gearchiveerd": omvang.gearchiveerd,
        "leeg_ms": round(leeg, 3),
        "vol_ms": round(vol, 3),
        "vol_x_leeg": round(verhouding, 3),
        "norm": NORM,
    }


def _meld(kamer: Meldkamer, bsn: str) -> float:
    gemeld, duur = kamer.meld(bsn, 0)
    if gemeld.reeds_gemeld or gemeld.match_aanwezig:
        raise MeldingMislukt
    return duur.wand / 1e6


def _vul(url: str, omvang: Omvang, volg: Volg) -> None:
    """Fill the tables in portions, in the database itself, and let it look at what it has, as it does by itself after a while."""
    adres = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(adres, autocommit=True, cursor_factory=psycopg.ClientCursor) as verbinding:
        verbinding.execute("SET synchronous_commit = off")
        for portie in volg(omvang.porties):
            for opdracht in _VUL:
                verbinding.execute(opdracht, {**portie, "melder": melder_id(0).rstrip("0"), "melders": MELDERS})
        verbinding.execute("VACUUM ANALYZE")
        verbinding.execute("CHECKPOINT")
