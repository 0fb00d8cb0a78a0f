"""Meldingen of a partner that joins: kept with their dates, told to nobody, matching ever after (R-183, keuzes.md 24)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from verwijsindex.domain.aanduiding import Bevraging, OpBsn
from verwijsindex.domain.invoer import Invoerrij
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.uitsluiten import LijstOnjuist
from verwijsindex.domain.tijd import BrpDatum, Geldigheid
from verwijsindex.domain.weigeringen import SleutelMetAndereInhoud
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_historie_op import HaalHistorieOp, haal_historie_op
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.invoer import voer_in
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.storage.database import SqlOpslag

from .wereld import (
    DAG,
    GEMEENTE,
    GGD,
    HALFBROER,
    KIND,
    MOEDER,
    NU,
    OIN,
    PERSOON,
    POLITIE,
    VREEMDE,
    ZUS,
    aantallen,
    context,
    gebruiker,
    meld_verzoek,
    rijen,
    stuur,
)

pytestmark = [pytest.mark.eis("R-183", "R-055", "R-060")]

TOEN = datetime(2026, 1, 10, 8, tzinfo=UTC)
BROER = replace(PERSOON, ouders=frozenset({MOEDER}))
PERSONEN: Mapping[Bsn, RegisterPersoon] = {KIND: PERSOON, ZUS: BROER, HALFBROER: replace(PERSOON, ouders=frozenset())}


def rij(
    regel: int, wie: str, bsn: Bsn, *, op: datetime = TOEN, verwijderd: date | None = None, sleutel: str | None = None, partner: str = OIN
) -> Invoerrij:
    instantie = "politie" if wie in {"agent", "rechercheur"} else "ggd"
    return Invoerrij(regel, partner, wie, instantie, sleutel or f"oud-{regel}", op, verwijderd, OpBsn(bsn.waarde))


@pytest.fixture
def buiten(gevuld: SqlOpslag) -> Context:
    return context(gevuld, PERSONEN)


@dataclass
class Klok:
    moment: datetime

    def nu(self) -> datetime:
        return self.moment


def signalen(buiten: Context, wie: str) -> list[tuple[str, int]]:
    """Kind of each signaal of this reporter, and how many contacts it names."""
    instantie = POLITIE if wie in {"agent", "rechercheur"} else GGD
    opgehaald = haal_signalen_op(HaalSignalenOp(Afzender(OIN, f"haal-{wie}", stuur(wie, instantie)), 50), buiten)
    return sorted((s.soort.value, len(s.contacten)) for s in opgehaald.signalen)


@pytest.mark.eis("R-070", "R-073", "R-140")
def test_ingevoerd_zonder_dat_iemand_het_hoort(buiten: Context, database_url: str) -> None:
    """Own moments, terms by the law, matches on record and in the list, one line in the log for each; no signaal and no mail."""
    uitslag = voer_in([rij(2, "arts", KIND), rij(3, "agent", KIND), rij(4, "collega", ZUS)], buiten)
    assert (uitslag.nieuw, uitslag.bekend, uitslag.verlopen) == (3, 0, [])
    assert Counter((s.gemeentecode, s.soort) for s in uitslag.samenlopen) == {(GEMEENTE, "ZELFDE_JEUGDIGE"): 1, (GEMEENTE, "GEZIN"): 2}
    assert aantallen(database_url, "signaal", "notificatie", "match", "historie_aanbod") == {
        "signaal": 0,
        "notificatie": 0,
        "match": 2,
        "historie_aanbod": 0,
    }
    einden = rijen(database_url, "SELECT meldingsbevoegde, verwijderdatum FROM melding ORDER BY 1")
    assert [(wie, str(dag)) for wie, dag in einden] == [("agent", "2027-01-10"), ("arts", "2028-01-10"), ("collega", "2028-01-10")]
    log = rijen(database_url, "SELECT uitkomst FROM logboek WHERE gebeurtenis = 'MELDINGEN_INGEVOERD' ORDER BY nummer")
    assert [wat for (wat,) in log] == ["OK", "OK", "OK", "3"]


@pytest.mark.eis("R-070", "R-090")
def test_daarna_doet_zij_mee_als_elke_andere(buiten: Context) -> None:
    """The next reporter causes exactly the signalen that he would have caused, and then those of the import hear of each other too."""
    voer_in([rij(2, "arts", KIND), rij(3, "collega", KIND)], buiten)
    nieuw = meld_jeugdige(meld_verzoek("agent", KIND, "nieuw", POLITIE), buiten)
    assert (nieuw.match_aanwezig, nieuw.reeds_gemeld) == (True, False)
    assert [signalen(buiten, wie) for wie in ("arts", "collega", "agent")] == [[("ZELFDE_JEUGDIGE", 2)]] * 3
    zus = meld_jeugdige(meld_verzoek("rechercheur", ZUS, "zus", POLITIE), buiten)
    assert zus.match_aanwezig
    assert [wat for wat, _ in signalen(buiten, "arts")] == ["GEZIN", "ZELFDE_JEUGDIGE"]


@pytest.mark.eis("R-158")
def test_nog_een_keer_verandert_niets(buiten: Context, database_url: str) -> None:
    """The same file again keeps what is; the partner's own key answers a repeat of his as if he had reported it here."""
    rijen_ = [rij(2, "arts", KIND), rij(3, "collega", ZUS)]
    voer_in(rijen_[:1], buiten)
    uitslag = voer_in(rijen_, buiten)
    assert (uitslag.nieuw, uitslag.bekend) == (1, 1)
    assert (voer_in(rijen_, buiten).bekend, aantallen(database_url, "melding")) == (2, {"melding": 2})
    [(melding_id,)] = rijen(database_url, "SELECT id FROM melding WHERE meldingsbevoegde = 'arts'")
    herhaald = meld_jeugdige(meld_verzoek("arts", KIND, "oud-2"), buiten)
    assert (herhaald.melding_id, herhaald.meldmoment) == (melding_id, TOEN)
    assert meld_jeugdige(meld_verzoek("arts", KIND, "een andere sleutel"), buiten).reeds_gemeld
    with pytest.raises(SleutelMetAndereInhoud):
        meld_jeugdige(meld_verzoek("arts", ZUS, "oud-2"), buiten)


@pytest.mark.eis("R-101", "R-104", "R-081")
def test_wat_al_was_verwijderd_staat_in_het_archief(buiten: Context) -> None:
    """It matches nothing; the next reporter is offered it as historie, also of a reporter who has left since."""
    with buiten.opslag.beheer() as beheer:  # type: ignore[attr-defined]
        beheer.gebruiker(replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2020, 1, 1), DAG)))
        beheer.leg_vast()
    uitslag = voer_in([rij(2, "arts", KIND, verwijderd=date(2026, 2, 1)), rij(3, "collega", KIND)], buiten)
    assert (uitslag.nieuw, uitslag.samenlopen) == (2, [])
    nieuw = meld_jeugdige(meld_verzoek("agent", KIND, "nieuw", POLITIE), buiten)
    assert nieuw.historie_beschikbaar
    historie = haal_historie_op(HaalHistorieOp(Afzender(OIN, "h", stuur("agent", POLITIE)), "h", nieuw.melding_id), buiten)
    assert [contact.naam for contact in historie] == ["Naam van arts"]


@pytest.mark.eis("R-043", "R-061", "R-103")
@pytest.mark.parametrize(
    ("op", "verwijderd", "bewaard"),
    [
        (datetime(2020, 11, 24, 12, tzinfo=UTC), None, 0),
        (datetime(2020, 11, 25, 12, tzinfo=UTC), None, 1),
        (datetime(2021, 2, 1, 12, tzinfo=UTC), date(2021, 11, 24), 0),
        (datetime(2021, 2, 1, 12, tzinfo=UTC), date(2021, 11, 25), 1),
    ],
)
def test_wat_de_wet_niet_meer_bewaart_komt_er_niet_in(
    buiten: Context, database_url: str, op: datetime, verwijderd: date | None, bewaard: int
) -> None:
    """A term of a year and five years after the meldmoment, or five after the removal, to the day: passed over, told by its line."""
    uitslag = voer_in([rij(7, "agent", KIND, op=op, verwijderd=verwijderd)], buiten)
    assert (uitslag.nieuw, uitslag.verlopen) == (bewaard, [7] * (1 - bewaard))
    assert aantallen(database_url, "melding", "jeugdige") == {"melding": bewaard, "jeugdige": bewaard}


@pytest.mark.eis("R-042", "R-043", "R-046")
def test_wie_23_of_overleden_is_wordt_overgeslagen(gevuld: SqlOpslag, database_url: str) -> None:
    """Of whom nothing may be kept nothing comes in; that is no error of the partner."""
    personen = {KIND: RegisterPersoon(BrpDatum(20031124)), ZUS: replace(PERSOON, overleden=True)}
    uitslag = voer_in([rij(2, "arts", KIND), rij(3, "arts", ZUS)], context(gevuld, personen))
    assert (uitslag.nieuw, uitslag.verlopen) == (0, [2, 3])
    assert aantallen(database_url, "melding", "logboek")["melding"] == 0


@pytest.mark.eis("R-001", "R-002", "R-004", "R-006", "R-071")
def test_met_een_fout_verandert_er_niets(gevuld: SqlOpslag, buiten: Context, database_url: str) -> None:
    """Every line that is wrong, with its reason and nothing of a person; the right ones beside them are not kept."""
    meld_jeugdige(meld_verzoek("arts", HALFBROER, "hier gemeld"), buiten)
    voor = aantallen(database_url)
    fout = [
        rij(2, "arts", KIND),
        rij(3, "arts", VREEMDE),
        rij(4, "niemand", KIND),
        rij(5, "agent", KIND, partner="00000099000000002000"),
        rij(6, "arts", KIND, op=datetime(2019, 12, 31, 12, tzinfo=UTC), verwijderd=date(2021, 12, 1)),
        rij(7, "collega", KIND, verwijderd=date(2026, 11, 1), op=datetime(2024, 1, 1, tzinfo=UTC)),
        rij(8, "arts", KIND),
        rij(9, "arts", HALFBROER),
        rij(10, "arts", KIND, sleutel="hier gemeld"),
    ]
    with pytest.raises(LijstOnjuist) as onjuist:
        voer_in(fout, buiten)
    redenen = dict(onjuist.value.fouten)
    assert {regel: reden[:7] for regel, reden in redenen.items() if reden.startswith("VIR")} == {
        3: "VIR-102",
        4: "VIR-120",
        5: "VIR-122",
        6: "VIR-120",
    }
    assert redenen[7].startswith("verwijderdOp ligt na het einde")
    assert redenen[8] == "deze melder heeft deze jeugdige ook op regel 2"
    assert redenen[9].startswith("deze melder heeft deze jeugdige al gemeld")
    assert redenen[10] == "partnerMeldingId is al gebruikt voor een andere melding"
    assert 2 not in redenen
    assert not any(bsn.waarde in str(onjuist.value) for bsn in (KIND, VREEMDE, HALFBROER))
    assert voor == aantallen(database_url)


@pytest.mark.eis("R-070", "R-073", "R-074")
def test_een_proef_noemt_wat_er_matcht_en_verandert_niets(buiten: Context, database_url: str) -> None:
    """Counts, and each match that the import then makes: with what is there, and between lines of the file."""
    voer_in([rij(2, "arts", KIND)], buiten)
    [(bekend,)] = rijen(database_url, "SELECT id FROM melding")
    voor = aantallen(database_url)
    bestand = [rij(2, "arts", KIND), rij(3, "agent", KIND), rij(4, "collega", ZUS), rij(5, "agent", HALFBROER)]
    proef = voer_in(bestand, buiten, proef=True)
    assert (proef.nieuw, proef.bekend, voor) == (3, 1, aantallen(database_url))
    assert {(s.soort, s.ingevoerd, s.ander) for s in proef.samenlopen} == {
        ("ZELFDE_JEUGDIGE", "regel 3", bekend),
        ("GEZIN", "regel 4", bekend),
        ("GEZIN", "regel 4", "regel 3"),
    }
    echt = voer_in(bestand, buiten)
    assert Counter((s.gemeentecode, s.soort) for s in echt.samenlopen) == Counter((s.gemeentecode, s.soort) for s in proef.samenlopen)


@pytest.mark.eis("R-045", "R-073")
def test_wie_weg_is_komt_terug_zoals_het_register_hem_kent(gevuld: SqlOpslag) -> None:
    """His archive ended and maintenance did not come by: his old family does not count, as if it had."""
    oud = rij(2, "agent", KIND, op=datetime(2020, 11, 25, 12, tzinfo=UTC))
    voer_in([oud, rij(3, "arts", ZUS)], context(gevuld, PERSONEN))
    anders = context(gevuld, {**PERSONEN, KIND: replace(PERSOON, ouders=frozenset())})
    for dag, matches in ((0, 1), (1, 0)):
        op = replace(anders, klok=Klok(NU + timedelta(days=dag)))
        assert len(voer_in([rij(2, "collega", KIND, sleutel="nieuw")], op, proef=True).samenlopen) == matches
    assert voer_in([rij(2, "collega", KIND, sleutel="nieuw")], op).samenlopen == []


@pytest.mark.eis("R-032")
@pytest.mark.parametrize(("geboren", "fout"), [(20260109, False), (20260110, False), (20260111, True)])
def test_niet_gemeld_voor_de_geboorte(gevuld: SqlOpslag, geboren: int, fout: bool) -> None:
    """On the day of his birth he could be reported, the day before not."""
    buiten = context(gevuld, {KIND: replace(PERSOON, geboortedatum=BrpDatum(geboren))})
    if not fout:
        assert voer_in([rij(2, "arts", KIND)], buiten).nieuw == 1
        return
    with pytest.raises(LijstOnjuist) as onjuist:
        voer_in([rij(2, "arts", KIND)], buiten)
    assert onjuist.value.fouten[0][1].startswith("VIR-111")


@pytest.mark.eis("R-043", "R-071")
def test_een_nieuwe_regel_naast_een_die_er_al_was(buiten: Context) -> None:
    """What was imported and withdrawn since is no second melding; the file may hold both."""
    voer_in([rij(2, "arts", KIND)], buiten)
    with buiten.opslag.schrijven() as transactie:
        [melding] = transactie.meldingen.van_jeugdigen([transactie.jeugdigen.zoek(KIND).id])  # type: ignore[union-attr]
        transactie.meldingen.archiveer(melding.id, DAG)
        transactie.leg_vast()
    uitslag = voer_in([rij(2, "arts", KIND), rij(3, "arts", KIND)], buiten)
    assert (uitslag.nieuw, uitslag.bekend) == (1, 1)


@pytest.mark.eis("R-043")
@pytest.mark.parametrize(("geboren", "verlopen"), [(date(2003, 11, 24), [2]), (date(2003, 11, 25), None)])
def test_wie_met_zijn_geboortedatum_is_genoemd_en_23_is_wordt_overgeslagen(
    buiten: Context, geboren: date, verlopen: list[int] | None
) -> None:
    """Whether or not the register finds him; a day younger he must be found."""
    wie = replace(rij(2, "arts", KIND), aanduiding=Bevraging("Onbekend", geboren))
    if verlopen is not None:
        assert voer_in([wie], buiten).verlopen == verlopen
        return
    with pytest.raises(LijstOnjuist):
        voer_in([wie], buiten)
