"""Reading a file with existing meldingen: whole or not at all (R-050, R-055, R-183; keuzes.md 24)."""

import json
from datetime import UTC, date, datetime

import pytest

from verwijsindex.domain.aanduiding import Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.regels.invoeren import VELDEN, lees_invoer
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist

pytestmark = pytest.mark.eis("R-050", "R-055", "R-183")

DAG = date(2026, 11, 24)
GOED = {
    "partner": "00000099000000001000",
    "instantie": "ggd",
    "gebruiker": "arts",
    "partnerMeldingId": "oud-1",
    "meldmoment": "2025-06-01T10:00:00+02:00",
    "wijze": "bsn",
    "bsn": "999990019",
}
MENS = {"bsn": "", "geslachtsnaam": "Jansen", "geboortedatum": "2012-05-10"}


def csv_van(*rijen: dict[str, str]) -> str:
    return "\n".join([";".join(VELDEN), *(";".join(rij.get(naam, "") for naam in VELDEN) for rij in rijen)])


def test_csv_en_json_zeggen_hetzelfde() -> None:
    """The same melding in both forms is the same row, but for its line; a moment becomes UTC."""
    [csv_rij] = lees_invoer(csv_van(GOED), json_regels=False, dag=DAG)
    [json_rij] = lees_invoer("\n" + json.dumps(GOED) + "\n", json_regels=True, dag=DAG)
    assert csv_rij == json_rij
    assert (csv_rij.meldmoment, csv_rij.aanduiding) == (datetime(2025, 6, 1, 8, tzinfo=UTC), OpBsn("999990019"))
    assert (csv_rij.instantie, csv_rij.verwijderd_op) == ("ggd", None)


def test_de_drie_wijzen() -> None:
    """By number, by a question to the register, and without a number (R-020)."""
    rijen = (
        GOED,
        GOED | MENS | {"wijze": "bevraging", "partnerMeldingId": "2", "huisnummer": "7", "postcode": "1011AB"},
        GOED | MENS | {"wijze": "zonderBsn", "partnerMeldingId": "3", "geslacht": "V", "voorvoegsel": "de"},
    )
    geboren = date(2012, 5, 10)
    assert [rij.aanduiding for rij in lees_invoer(csv_van(*rijen), json_regels=False, dag=DAG)] == [
        OpBsn("999990019"),
        Bevraging("Jansen", geboren, postcode="1011AB", huisnummer=7),
        ZonderBsn("Jansen", geboren, "V", "de"),
    ]


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"partner": ""}, "partner ontbreekt"),
        ({"partner": "123"}, "OIN"),
        ({"meldmoment": "2025-06-01"}, "tijdzone"),
        ({"meldmoment": "gisteren"}, "tijdstip"),
        ({"meldmoment": "2026-11-25T00:30:00+01:00"}, "toekomst"),
        ({"verwijderdOp": "2025-05-31"}, "verwijderdOp"),
        ({"verwijderdOp": "2026-11-25"}, "verwijderdOp"),
        ({"verwijderdOp": "1 mei"}, "verwijderdOp is een datum"),
        ({"wijze": "naam"}, "wijze is bsn"),
        ({"bsn": "12"}, "negen cijfers"),
        ({"bsn": ""}, "bsn hoort bij wijze bsn"),
        ({"geslachtsnaam": "Jansen"}, "horen alleen bsn"),
        (MENS | {"wijze": "zonderBsn"}, "geslacht hoort bij wijze zonderBsn"),
        (MENS | {"wijze": "bevraging", "geboortedatum": "2012-02-30"}, "geboortedatum is een datum"),
    ],
)
def test_een_foute_regel_wordt_genoemd_zonder_te_zeggen_wat_er_staat(anders: dict[str, str], reden: str) -> None:
    """Line and reason, never a value: there may be a person in it. A right line beside it does not save the file."""
    tekst = csv_van(GOED | {"partnerMeldingId": "goed"}, GOED | anders)
    with pytest.raises(LijstOnjuist, match=f"regel 3: .*{reden}") as fout:
        lees_invoer(tekst, json_regels=False, dag=DAG)
    assert "Jansen" not in str(fout.value)
    assert [regel for regel, _ in fout.value.fouten] == [3]


def test_alle_fouten_tegelijk() -> None:
    """Whoever mends a file hears of every line; the same key twice is told with the line of the first."""
    tekst = "\n".join([json.dumps(GOED), "{", "[]", json.dumps(GOED), json.dumps(GOED | {"naam": "x"}), json.dumps({})])
    with pytest.raises(LijstOnjuist) as fout:
        lees_invoer(tekst, json_regels=True, dag=DAG)
    assert [regel for regel, _ in fout.value.fouten] == [2, 3, 4, 5, 6]
    assert dict(fout.value.fouten)[4] == "partnerMeldingId staat ook op regel 1"


@pytest.mark.parametrize(
    "kop", ["", "partner;gebruiker", "partner;partner;gebruiker;partnerMeldingId;meldmoment;wijze", ";".join((*VELDEN, "naam"))]
)
def test_andere_kolommen_worden_geweigerd(kop: str) -> None:
    """A header that misses what is needed, or has more, is refused with the columns that there are."""
    with pytest.raises(LijstOnjuist, match="regel 1: verwacht de kolommen"):
        lees_invoer(kop + "\n", json_regels=False, dag=DAG)


def test_vandaag_mag() -> None:
    """A melding of today, removed today, is no future."""
    rij = GOED | {"meldmoment": "2026-11-24T23:59:00+01:00", "verwijderdOp": "2026-11-24"}
    assert [r.verwijderd_op for r in lees_invoer(csv_van(rij), json_regels=False, dag=DAG)] == [DAG]
