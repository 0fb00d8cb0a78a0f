"""Which certificates of a partner count on a day, and when their end is told (R-154, R-156; besluit 0026)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from verwijsindex.domain.certificaat import Certificaat, Gebruik, Partnercertificaat
from verwijsindex.domain.regels.certificaten import CertificaatGeweigerd, aanvaard, drempel, eerste_dag_zonder, schrijf_in

OIN = "00000099000000002000"
DAG = date(2027, 3, 1)
EEN_DAG = timedelta(days=1)
VERLOOPT = datetime(2027, 6, 30, 12, 0, tzinfo=UTC)
NIEUW = Certificaat(OIN, "b" * 64, datetime(2027, 2, 1, 9, 0, tzinfo=UTC), VERLOOPT)


def ingeschreven(vingerafdruk: str, vanaf: date, laatste_dag: date) -> Partnercertificaat:
    return Partnercertificaat(OIN, Gebruik.TLS, vingerafdruk, vanaf, laatste_dag, VERLOOPT)


OUD_EN_NIEUW = [ingeschreven("oud", DAG - 300 * EEN_DAG, DAG), ingeschreven("nieuw", DAG - 10 * EEN_DAG, DAG + 300 * EEN_DAG)]
"""Side by side from ten days before until ``DAG``."""


@pytest.mark.eis("R-154", "R-156")
@pytest.mark.parametrize(
    ("dag", "oud", "nieuw"),
    [
        (DAG - 11 * EEN_DAG, True, False),
        (DAG - 10 * EEN_DAG, True, True),
        (DAG - 9 * EEN_DAG, True, True),
        (DAG - EEN_DAG, True, True),
        (DAG, True, True),
        (DAG + EEN_DAG, False, True),
        (DAG + 300 * EEN_DAG, False, True),
        (DAG + 301 * EEN_DAG, False, False),
    ],
)
def test_oud_en_nieuw_naast_elkaar(dag: date, oud: bool, nieuw: bool) -> None:
    """Each counts from its first day to its last, both included; in the overlap both do, and after the last day nothing does."""
    assert (oud, nieuw) == (aanvaard(OUD_EN_NIEUW, "oud", dag), aanvaard(OUD_EN_NIEUW, "nieuw", dag))
    assert not aanvaard(OUD_EN_NIEUW, "een ander", dag)


@pytest.mark.eis("R-156")
def test_zonder_inschrijving_bindt_de_oin_alleen() -> None:
    """Nothing registered, or only something that has yet to begin: every certificate with the OIN counts; on the first day no more."""
    assert aanvaard([], "elk", DAG)
    straks = [ingeschreven("nieuw", DAG, DAG + EEN_DAG)]
    assert aanvaard(straks, "elk", DAG - EEN_DAG)
    assert not aanvaard(straks, "elk", DAG)
    assert not aanvaard(straks, "elk", DAG + 2 * EEN_DAG)


@pytest.mark.eis("R-154")
def test_de_eerste_dag_waarop_niets_geldt() -> None:
    """The day after the last of what overlaps, a gap before a later one, today when everything ended; never without registrations."""
    assert eerste_dag_zonder([], DAG) is None
    assert eerste_dag_zonder(OUD_EN_NIEUW, DAG) == DAG + 301 * EEN_DAG
    gat = [OUD_EN_NIEUW[0], ingeschreven("later", DAG + 2 * EEN_DAG, DAG + 9 * EEN_DAG)]
    assert eerste_dag_zonder(gat, DAG) == DAG + EEN_DAG
    sluit_aan = [OUD_EN_NIEUW[0], ingeschreven("later", DAG + EEN_DAG, DAG + 9 * EEN_DAG)]
    assert eerste_dag_zonder(sluit_aan, DAG) == DAG + 10 * EEN_DAG
    assert eerste_dag_zonder([OUD_EN_NIEUW[0]], DAG + 5 * EEN_DAG) == DAG + 5 * EEN_DAG
    assert eerste_dag_zonder([ingeschreven("straks", DAG + EEN_DAG, DAG + 2 * EEN_DAG)], DAG) == DAG + 3 * EEN_DAG


@pytest.mark.eis("R-154", "R-156")
@pytest.mark.parametrize(
    ("oin", "vanaf", "laatste_dag", "code"),
    [
        ("00000099000000003000", None, None, "CERT-ANDER"),
        (OIN, date(2027, 1, 31), None, "CERT-PERIODE"),
        (OIN, None, date(2027, 7, 1), "CERT-PERIODE"),
        (OIN, DAG, DAG - EEN_DAG, "CERT-PERIODE"),
    ],
)
def test_wat_niet_wordt_ingeschreven(oin: str, vanaf: date | None, laatste_dag: date | None, code: str) -> None:
    """Another's certificate, a day before it is valid, a day after it expired, an end before the beginning."""
    with pytest.raises(CertificaatGeweigerd) as fout:
        schrijf_in(NIEUW, oin, Gebruik.TLS, (vanaf, laatste_dag), DAG)
    assert code == fout.value.code


@pytest.mark.eis("R-154")
def test_zonder_datums_zo_lang_het_geldig_is() -> None:
    """From today until it expires; from its own first day when that is still to come; its first and last day may be named."""
    assert (DAG, date(2027, 6, 30)) == _dagen(schrijf_in(NIEUW, OIN, Gebruik.TLS, (None, None), DAG))
    assert (date(2027, 2, 1), date(2027, 6, 30)) == _dagen(schrijf_in(NIEUW, OIN, Gebruik.TLS, (None, None), date(2027, 1, 1)))
    assert (date(2027, 2, 1), date(2027, 6, 30)) == _dagen(schrijf_in(NIEUW, OIN, Gebruik.TLS, (date(2027, 2, 1), date(2027, 6, 30)), DAG))


def _dagen(certificaat: Partnercertificaat) -> tuple[date, date]:
    return certificaat.vanaf, certificaat.laatste_dag


@pytest.mark.eis("R-154")
@pytest.mark.parametrize(
    ("dagen", "verwacht"),
    [(61, None), (60, 60), (59, 60), (31, 60), (30, 30), (29, 30), (8, 30), (7, 7), (6, 7), (1, 7), (0, 0), (-1, 0), (-400, 0)],
)
def test_de_drempels(dagen: int, verwacht: int | None) -> None:
    """Sixty, thirty and seven days before, and on the day itself; the day before each threshold nothing new is due."""
    assert verwacht == drempel(VERLOOPT, date(2027, 6, 30) - dagen * EEN_DAG)


@pytest.mark.eis("R-154")
def test_de_dag_is_de_nederlandse() -> None:
    """What expires at 23:30 UTC on 30 June expires on 1 July here."""
    assert drempel(datetime(2027, 6, 30, 23, 30, tzinfo=UTC), date(2027, 5, 2)) == 60
    assert drempel(datetime(2027, 6, 30, 23, 30, tzinfo=UTC), date(2027, 5, 1)) is None
