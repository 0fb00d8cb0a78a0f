"""Business keys: how long each is bound, and to what (R-158, keuzes.md 1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.ports_sleutels import GebondenSleutel, SleutelBezet, SleutelSoort, ZakelijkeSleutel
from verwijsindex.domain.tijd import middernacht
from verwijsindex.storage.database import SqlOpslag

from ...beleid import vanaf
from .wereld import KIND, NU, OIN, PERSOON, UITERLIJK, aantallen, nieuwe_melding, rijen

MELDING = ZakelijkeSleutel(OIN, SleutelSoort.MELDING, "dossier 12", (KIND.waarde, "arts", "ggd"))
VERZOEK = ZakelijkeSleutel(OIN, SleutelSoort.VERZOEK, "verzoek 12", ("VerwijderMelding", "m1", "NIET_TERECHT"))
WEEK = timedelta(days=7)
EVEN = timedelta(microseconds=1)
EERSTE = GebondenSleutel(gelijk=True, antwoord="eerste")
GRAFSTEEN = GebondenSleutel(gelijk=True, antwoord=None)


def zoek(opslag: SqlOpslag, sleutel: ZakelijkeSleutel, moment: datetime = NU) -> GebondenSleutel | None:
    with opslag.lezen() as transactie:
        return transactie.sleutels.zoek(sleutel, moment)


def bind(
    opslag: SqlOpslag, sleutel: ZakelijkeSleutel, moment: datetime = NU, antwoord: str = "eerste", melding_id: str | None = None
) -> None:
    with opslag.schrijven() as transactie:
        transactie.sleutels.bind(sleutel, moment, antwoord, melding_id)
        transactie.leg_vast()


def bind_melding(opslag: SqlOpslag, *, verwijderd_op: date | None = None, uiterlijk: date = UITERLIJK) -> Melding:
    """A melding of 24 November 2026 that ends on 24 November 2028, bound to MELDING."""
    with opslag.schrijven() as transactie:
        kind = transactie.jeugdigen.bewaar(KIND, PERSOON, uiterlijk, None)
        melding = replace(nieuwe_melding(kind, "arts"), verwijderd_op=verwijderd_op)
        transactie.meldingen.voeg_toe(melding, OIN)
        transactie.sleutels.bind(MELDING, NU, "eerste", melding.id)
        transactie.leg_vast()
    return melding


@pytest.mark.eis("R-158")
def test_een_sleutel_geeft_zijn_eerste_antwoord(gevuld: SqlOpslag) -> None:
    """Unused it is free; used, it is bound to its first answer, and another content is seen as other."""
    assert zoek(gevuld, VERZOEK) is None
    bind(gevuld, VERZOEK)
    assert zoek(gevuld, VERZOEK) == EERSTE
    assert GebondenSleutel(gelijk=False, antwoord="eerste") == zoek(
        gevuld, VERZOEK._replace(inhoud=("VerwijderMelding", "m2", "NIET_TERECHT"))
    )


@pytest.mark.eis("R-158")
def test_delen_van_de_inhoud_vloeien_niet_in_elkaar(gevuld: SqlOpslag) -> None:
    """("ab", "c") is another content than ("a", "bc")."""
    bind(gevuld, VERZOEK._replace(inhoud=("ab", "c")))
    assert GebondenSleutel(gelijk=False, antwoord="eerste") == zoek(gevuld, VERZOEK._replace(inhoud=("a", "bc")))


@pytest.mark.eis("R-158")
@pytest.mark.parametrize(
    "andere",
    [VERZOEK._replace(oin="00000099000000002000"), VERZOEK._replace(soort=SleutelSoort.MELDING), VERZOEK._replace(sleutel="verzoek 13")],
    ids=["partner", "soort", "sleutel"],
)
def test_sleutels_zijn_van_een_partner_en_een_soort(gevuld: SqlOpslag, andere: ZakelijkeSleutel) -> None:
    """The same key of another partner or of another kind, and another key, is free."""
    bind(gevuld, VERZOEK)
    assert zoek(gevuld, andere) is None
    bind(gevuld, andere, antwoord="ander")
    assert zoek(gevuld, VERZOEK) == EERSTE


@pytest.mark.eis("R-158")
def test_een_verzoek_is_zeven_dagen_gebonden(gevuld: SqlOpslag) -> None:
    """To the last microsecond of seven days it keeps its answer; from then on it is free and can be bound anew."""
    bind(gevuld, VERZOEK)
    with pytest.raises(SleutelBezet):
        bind(gevuld, VERZOEK, NU + WEEK - EVEN, "tweede")
    assert zoek(gevuld, VERZOEK, NU + WEEK - EVEN) == EERSTE
    assert zoek(gevuld, VERZOEK, NU + WEEK) is None
    bind(gevuld, VERZOEK, NU + WEEK, "tweede")
    assert GebondenSleutel(gelijk=True, antwoord="tweede") == zoek(gevuld, VERZOEK, NU + WEEK)


@pytest.mark.eis("R-158")
def test_een_verzoek_houdt_zijn_antwoord_als_de_melding_verdwijnt(gevuld: SqlOpslag) -> None:
    """The key of the request that destroyed a melding still gives its answer, while the key of the melding is a tombstone."""
    melding = bind_melding(gevuld)
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([melding.id], NU)
        transactie.sleutels.bind(VERZOEK, NU, "eerste", None)
        transactie.leg_vast()
    assert (zoek(gevuld, VERZOEK), zoek(gevuld, MELDING)) == (EERSTE, GRAFSTEEN)


@pytest.mark.eis("R-158")
def test_een_melding_is_gebonden_zolang_zij_bestaat(gevuld: SqlOpslag) -> None:
    """Years later, while the melding is active or in the archive, the key keeps its first answer and cannot be bound again."""
    bind_melding(gevuld)
    later = datetime(2033, 11, 23, 12, tzinfo=UTC)
    assert zoek(gevuld, MELDING, later) == EERSTE
    with pytest.raises(SleutelBezet):
        bind(gevuld, MELDING, later)


@pytest.mark.eis("R-158", "R-109")
def test_een_grafsteen_staat_zeven_dagen(gevuld: SqlOpslag, database_url: str) -> None:
    """After destruction the key is known without answer for seven days, whatever is asked, then free."""
    melding = bind_melding(gevuld)
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([melding.id], NU)
        transactie.leg_vast()
    assert zoek(gevuld, MELDING, NU) == GRAFSTEEN
    assert zoek(gevuld, MELDING._replace(inhoud=("iemand anders",)), NU + WEEK - EVEN) == GRAFSTEEN
    assert zoek(gevuld, MELDING, NU + WEEK) is None
    assert rijen(database_url, "SELECT oin, inhoud, antwoord, melding_id FROM zakelijke_sleutel") == [(OIN, None, None, None)]
    with pytest.raises(SleutelBezet):
        bind(gevuld, MELDING, NU + WEEK - EVEN)
    bind(gevuld, MELDING, NU + WEEK, "tweede")
    assert GebondenSleutel(gelijk=True, antwoord="tweede") == zoek(gevuld, MELDING, NU + WEEK)


@pytest.mark.eis("R-045", "R-158", "R-043")
@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2030, 5, 9), EERSTE),
        (date(2030, 5, 10), GRAFSTEEN),
        (date(2030, 5, 16), GRAFSTEEN),
        (date(2030, 5, 17), None),
    ],
    ids=["dag ervoor", "23e verjaardag", "laatste dag", "vrij"],
)
def test_ook_zonder_opruimen_telt_de_datum(gevuld: SqlOpslag, dag: date, verwacht: GebondenSleutel | None) -> None:
    """When nobody destroyed the melding on the 23rd birthday, its key behaves as if somebody had (R-045)."""
    bind_melding(gevuld, uiterlijk=date(2030, 5, 10))
    moment = datetime.combine(dag, datetime.min.time(), UTC) + timedelta(hours=12)
    assert verwacht == zoek(gevuld, MELDING, moment)
    if verwacht is None:
        bind(gevuld, MELDING, moment, "tweede")
        assert GebondenSleutel(gelijk=True, antwoord="tweede") == zoek(gevuld, MELDING, moment)
    else:
        with pytest.raises(SleutelBezet):
            bind(gevuld, MELDING, moment)


@pytest.mark.eis("R-045", "R-158", "R-190")
@pytest.mark.parametrize("opgeruimd", [False, True])
def test_een_grafsteen_duurt_zo_lang_als_de_wet_van_zijn_dag_zegt(gevuld: SqlOpslag, opgeruimd: bool) -> None:
    """A longer time that begins three days after the 23rd birthday changes nothing, whether or not maintenance came by."""
    opslag = gevuld.onder(vanaf((date(2030, 5, 13), {"zakelijke_sleutel_dagen": 31})))
    melding, weg = bind_melding(opslag, uiterlijk=date(2030, 5, 10)), middernacht(date(2030, 5, 10))
    if opgeruimd:
        with opslag.schrijven() as transactie:
            transactie.meldingen.vernietig([melding.id], weg)
            transactie.leg_vast()
    assert [zoek(opslag, MELDING, moment) for moment in (weg, weg + WEEK - EVEN, weg + WEEK)] == [GRAFSTEEN, GRAFSTEEN, None]


@pytest.mark.eis("R-158")
def test_meer_sleutels_bij_een_melding(gevuld: SqlOpslag) -> None:
    """A second key of the same reporter for the melding that he already has (R-071) lives and dies with it too."""
    melding = bind_melding(gevuld)
    tweede = MELDING._replace(sleutel="dossier 13")
    bind(gevuld, tweede, antwoord="eerste", melding_id=melding.id)
    assert zoek(gevuld, tweede, NU + 10 * WEEK) == EERSTE
    with gevuld.schrijven() as transactie:
        transactie.meldingen.vernietig([melding.id], NU)
        transactie.leg_vast()
    assert [zoek(gevuld, sleutel) for sleutel in (MELDING, tweede)] == [GRAFSTEEN, GRAFSTEEN]


@pytest.mark.eis("R-158")
def test_wat_niet_wordt_vastgelegd_bindt_niets(gevuld: SqlOpslag) -> None:
    """Only accepted requests bind a key (keuzes.md 1)."""
    with gevuld.schrijven() as transactie:
        transactie.sleutels.bind(VERZOEK, NU, "eerste", None)
    assert zoek(gevuld, VERZOEK) is None


def test_verlopen_sleutels_worden_opgeruimd(gevuld: SqlOpslag, database_url: str) -> None:
    """Binding the key of a request removes the keys that have lapsed, and only those."""
    bind(gevuld, VERZOEK)
    bind(gevuld, VERZOEK._replace(sleutel="b"), NU + EVEN)
    bind(gevuld, VERZOEK._replace(sleutel="c"), NU + WEEK)
    assert aantallen(database_url, "zakelijke_sleutel") == {"zakelijke_sleutel": 2}
