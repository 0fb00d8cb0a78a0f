"""A toezichthouder sees what is kept and logged about a person or in a period, in a case, and that is logged (R-143)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.regels.toezicht import InzienGeweigerd
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.toezicht import zie_periode_in, zie_persoon_in
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.storage.database import SqlOpslag

from .wereld import (
    ALTIJD,
    DAG,
    GEMEENTE,
    KIND,
    OIN,
    PERSOON,
    POLITIE,
    VREEMDE,
    ZUS,
    context,
    gebruiker,
    meld_verzoek,
    registreer,
    rijen,
    stuur,
)

ZAAK = "IGJ-2026-17"


def inspecteur(aanwijzing: Geldigheid = ALTIJD) -> Gebruiker:
    return Gebruiker("inspecteur", MandaatSoort.TOEZICHT, frozenset({Rol.TOEZICHT}), aanwijzing, contact=Contactgegevens("Inspecteur"))


@pytest.fixture
def wereld(opslag: SqlOpslag) -> Context:
    registreer(opslag, gebruiker("arts"), gebruiker("agent", POLITIE), inspecteur())
    return context(opslag, {KIND: PERSOON, ZUS: PERSOON})


def intrekken(melding_id: str, wie: str, hoe: Context) -> None:
    afzender = Afzender(OIN, str(uuid4()), stuur(wie, POLITIE))
    verwijder_melding(VerwijderMelding(afzender, f"weg {melding_id}", melding_id, VerwijderReden.NIET_TERECHT), hoe)


def gezien(url: str) -> list[tuple[object, ...]]:
    vraag = "SELECT gebeurtenis, gebruiker_id, rol, persoon IS NULL, uitkomst FROM logboek WHERE operatie = 'Toezicht' ORDER BY nummer"
    return [(g, w, r, bool(p), u) for g, w, r, p, u in rijen(url, vraag)]


@pytest.mark.eis("R-143", "R-140")
def test_een_persoon(wereld: Context, database_url: str) -> None:
    """Who reported him, in what state, and every line about him; the view itself is a line, with the case, before anything is shown."""
    eerste = meld_jeugdige(meld_verzoek("arts", KIND, "a"), wereld)
    meld_jeugdige(meld_verzoek("agent", KIND, "b", POLITIE), wereld)
    meld_jeugdige(meld_verzoek("arts", ZUS, "c"), wereld)
    beeld = zie_persoon_in("inspecteur", ZAAK, KIND, wereld)
    assert {("arts", "ACTIEF"), ("agent", "ACTIEF")} == {(contact.meldingsbevoegde, staat.value) for contact, staat in beeld.meldingen}
    assert eerste.melding_id in beeld.regels[0].ids
    assert len({regel.persoon for regel in beeld.regels}) == 1
    assert Gebeurtenis.TOEZICHT_INGEZIEN not in {regel.gebeurtenis for regel in beeld.regels}
    assert gezien(database_url) == [("TOEZICHT_INGEZIEN", "inspecteur", "TOEZICHT", False, ZAAK)]
    opnieuw = zie_persoon_in("inspecteur", ZAAK, KIND, wereld)
    assert [regel.uitkomst for regel in opnieuw.regels if regel.gebeurtenis is Gebeurtenis.TOEZICHT_INGEZIEN] == [ZAAK]


@pytest.mark.eis("R-143", "R-141")
@pytest.mark.parametrize("vernietigd", [True, False], ids=["vernietigd", "nooit gemeld"])
def test_wie_er_niet_meer_is(wereld: Context, database_url: str, vernietigd: bool) -> None:
    """After the last data are gone the log knows nobody by that number: it is the same as if he never was there. Looking is logged."""
    if vernietigd:
        intrekken(meld_jeugdige(meld_verzoek("agent", KIND, "b", POLITIE), wereld).melding_id, "agent", wereld)
    beeld = zie_persoon_in("inspecteur", ZAAK, KIND if vernietigd else VREEMDE, wereld)
    assert (beeld.meldingen, beeld.regels) == ((), ())
    assert gezien(database_url) == [("TOEZICHT_INGEZIEN", "inspecteur", "TOEZICHT", True, ZAAK)]


@pytest.mark.eis("R-143")
def test_een_periode_met_wie_vlug_introk(wereld: Context, database_url: str) -> None:
    """Counts of the day itself, not of the day before or after; per reporter how often he looked and withdrew (keuzes.md 22)."""
    meld_jeugdige(meld_verzoek("arts", KIND, "a"), wereld)
    intrekken(meld_jeugdige(meld_verzoek("agent", KIND, "b", POLITIE), wereld).melding_id, "agent", wereld)
    een_dag = timedelta(days=1)
    beeld = zie_periode_in("inspecteur", ZAAK, DAG, DAG + een_dag, wereld)
    assert (beeld.meldingen, beeld.vlug_ingetrokken, beeld.geweigerd) == (1, {"agent": 1}, {})
    assert (beeld.gebeurtenissen["MELDING_GEDAAN"], beeld.gebeurtenissen["MELDING_VERWIJDERD"]) == (2, 1)
    for vanaf in (DAG - een_dag, DAG + een_dag):
        leeg = zie_periode_in("inspecteur", ZAAK, vanaf, vanaf + een_dag, wereld)
        assert (leeg.meldingen, leeg.gebeurtenissen, leeg.geweigerd, leeg.vlug_ingetrokken) == (0, {}, {}, {})
    ids = rijen(database_url, "SELECT ids FROM logboek WHERE gebeurtenis = 'TOEZICHT_INGEZIEN' ORDER BY nummer")
    assert ids[0] == (f'["{DAG}", "{DAG + een_dag}"]',)


@pytest.mark.eis("R-143")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("wie", "zaak", "wat"),
    [
        ("arts", ZAAK, "toezichthouder"),
        ("onbekend", ZAAK, "toezichthouder"),
        ("gemeentelijk", ZAAK, "toezichthouder"),
        ("inspecteur", "", "kenmerk"),
        ("inspecteur", "ab", "kenmerk"),
        ("inspecteur", "x" * 33, "kenmerk"),
        ("inspecteur", f"zaak-{KIND.waarde}", "burgerservicenummer"),
    ],
)
def test_zonder_recht_of_zonder_zaak_niets(wereld: Context, database_url: str, wie: str, zaak: str, wat: str) -> None:
    """A reporter, somebody unknown, an official of a gemeente: refused and logged; so is a case without or with a wrong reference."""
    ambtenaar = Contactgegevens("Ambtenaar")
    registreer(wereld.opslag, Gebruiker(  # type: ignore[arg-type]
        "gemeentelijk", MandaatSoort.GEMEENTE, frozenset({Rol.TOEZICHT}), ALTIJD, contact=ambtenaar, gemeentecode=GEMEENTE
    ))  # fmt: skip
    pogingen: list[Callable[[], object]] = [
        lambda: zie_persoon_in(wie, zaak, KIND, wereld),
        lambda: zie_periode_in(wie, zaak, DAG, DAG + timedelta(days=1), wereld),
    ]
    for poging in pogingen:
        with pytest.raises(InzienGeweigerd, match=wat) as fout:
            poging()
        assert KIND.waarde not in str(fout.value)
    bekend = None if wie == "onbekend" else wie
    assert gezien(database_url) == [("VERZOEK_GEWEIGERD", bekend, "TOEZICHT", True, "GEEN_TOEZICHT")] * 2


@pytest.mark.eis("R-143")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("vanaf", "tot", "mag"),
    [
        (DAG, None, True),
        (DAG + timedelta(days=1), None, False),
        (date(2020, 1, 1), DAG, False),
        (date(2020, 1, 1), DAG + timedelta(days=1), True),
    ],
)
def test_zijn_aanwijzing_is_van_kracht(wereld: Context, vanaf: date, tot: date | None, mag: bool) -> None:
    """From the first day of his appointment, and no longer on the day on which it ended."""
    registreer(wereld.opslag, inspecteur(Geldigheid(vanaf, tot)))  # type: ignore[arg-type]
    if mag:
        zie_persoon_in("inspecteur", ZAAK, KIND, wereld)
    else:
        with pytest.raises(InzienGeweigerd):
            zie_persoon_in("inspecteur", ZAAK, KIND, wereld)


@pytest.mark.eis("R-143", "R-007")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hij_hoort_nergens_bij_en_kan_verder_niets(wereld: Context) -> None:
    """A toezichthouder is of no instantie or gemeente, has no other role, and no partner acts for him."""
    with wereld.opslag.beheer() as beheer:  # type: ignore[attr-defined]
        for fout in (replace(inspecteur(), gemeentecode=GEMEENTE), replace(inspecteur(), rollen=frozenset({Rol.MELDER}))):
            with pytest.raises(ValueError, match="TOEZICHT"):
                beheer.gebruiker(fout)
        with pytest.raises(ValueError, match="toezichthouder"):
            beheer.mandaat(Mandaat(OIN, MandaatSoort.TOEZICHT, "inspecteur", GEMEENTE, ALTIJD))
