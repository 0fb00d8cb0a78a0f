"""Files of organisations, transfers, mergers and splits on a real store: whole or not at all (R-005, R-180..R-184)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from verwijsindex.cli.organisatievorm import als_bestand
from verwijsindex.domain.boom import BestandOnjuist
from verwijsindex.domain.instantie import Convenant, Instantie, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.organisatie import Inschrijvingen, PartnerToestand
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid
from verwijsindex.operations.conformiteit import leg_conformiteit_vast
from verwijsindex.operations.fusies import hernoem, splits, voeg_samen
from verwijsindex.operations.organisaties import OrganisatieOnmogelijk, importeer
from verwijsindex.operations.overdragen import Overdracht, draag_over
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag
from verwijsindex.yamlbestand import lees_yaml

from .wereld import (
    ALTIJD,
    DAG,
    GEMEENTE,
    GGD,
    KIND,
    NU,
    OIN,
    POLITIE,
    PROFIEL,
    aantallen,
    bus,
    gebruiker,
    meld,
    nieuw_signaal,
    registreer,
    rijen,
)

ANDER = "00000099000000002000"
DAGEN = [DAG + timedelta(days=n) for n in (-1, 0, 1)]
GGD_ZUID = Instantie("ggd-zuid", "GGD Zuid", "JG1", 6)


@contextmanager
def op(opslag: SqlOpslag, dag: date = DAG) -> Iterator[Beheer]:
    with opslag.beheer(nu=datetime.combine(dag, time(12), AMSTERDAM)) as beheer:
        yield beheer


def bestand(opslag: SqlOpslag) -> str:
    with op(opslag) as beheer:
        return als_bestand(beheer.alles(), beheer.namen())


def alles(opslag: SqlOpslag) -> Inschrijvingen:
    with op(opslag) as beheer:
        return beheer.alles()


@pytest.fixture
def gevuld(opslag: SqlOpslag) -> SqlOpslag:
    """Two instanties, their people, a second partner and a second GGD."""
    registreer(opslag, gebruiker("arts"), gebruiker("chef", GGD, Rol.COORDINATOR), gebruiker("agent", POLITIE))
    with op(opslag) as beheer:
        beheer.partner(ANDER, "Andere leverancier")
        beheer.coordinator(GGD.id, "chef")
        beheer.instantie(GGD_ZUID)
        beheer.profiel(GGD_ZUID.id, PROFIEL)
        beheer.convenant(MandaatSoort.INSTANTIE, GGD_ZUID.id, Convenant(GEMEENTE, ALTIJD))
        beheer.mandaat(Mandaat(ANDER, MandaatSoort.INSTANTIE, GGD_ZUID.id, GEMEENTE, ALTIJD))
        beheer.gebruiker(gebruiker("zuster", GGD_ZUID))
        beheer.leg_vast()
    return opslag


@pytest.mark.eis("R-001", "R-180")
def test_export_and_import_change_nothing(gevuld: SqlOpslag, database_url: str) -> None:
    """What is written comes back without a difference, a row or a line in the logboek."""
    voor, tekst = aantallen(database_url), bestand(gevuld).encode()
    with op(gevuld) as beheer:
        overname = importeer(lees_yaml(tekst), beheer)
    assert overname.wijzigingen == ()
    assert aantallen(database_url) == voor


@pytest.mark.eis("R-005", "R-140", "R-184")
def test_an_import_is_one_transaction_with_a_line_in_the_logboek(gevuld: SqlOpslag, database_url: str) -> None:
    """A rename and a reporter who is left out: a trial tells both and the orphan, and keeps nothing; the import does and logs ids only."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        transactie.leg_vast()
    boom = alles(gevuld)
    ver_weg = replace(boom.gebruikers["agent"], aanwijzing=Geldigheid(ALTIJD.vanaf, date(2099, 1, 1)))
    zonder_arts = replace(boom, gebruikers={**{k: v for k, v in boom.gebruikers.items() if k != "arts"}, "agent": ver_weg})
    nieuw = replace(zonder_arts, instanties={**boom.instanties, "ggd": replace(GGD, naam="GGD Nieuw")})
    tekst = als_bestand(nieuw, ()).encode()
    voor = aantallen(database_url)
    for proef in (True, False):
        with op(gevuld) as beheer:
            overname = importeer(lees_yaml(tekst), beheer, proef=proef)
        assert [(w.soort.value, w.wat, w.wie) for w in overname.wijzigingen] == [
            ("gewijzigd", "instantie", "ggd"),
            ("eindigt", "gebruiker", "arts"),
            ("eindigt", "gebruiker", "agent"),
        ]
        assert overname.verweesd == (melding.id,)
        if proef:
            assert aantallen(database_url) == voor
    [(ids, uitkomst)] = rijen(database_url, "SELECT ids, uitkomst FROM logboek WHERE gebeurtenis = 'ORGANISATIES_GEWIJZIGD'")
    assert (json.loads(str(ids)), uitkomst) == (["ggd", "politie"], "3")
    assert alles(gevuld).gebruikers["arts"].aanwijzing == Geldigheid(ALTIJD.vanaf, DAG)
    assert aantallen(database_url, "melding", "gebruiker") == {k: voor[k] for k in ("melding", "gebruiker")}


def test_a_file_with_an_error_changes_nothing(gevuld: SqlOpslag, database_url: str) -> None:
    """One mistake at the end: nothing of what stands before it is kept."""
    tekst = bestand(gevuld).replace("naam: Andere leverancier", "naam: Nieuwe naam").replace("mandaten:", "mandatten:")
    voor = aantallen(database_url)
    with op(gevuld) as beheer, pytest.raises(BestandOnjuist, match="mandaten ontbreekt"):
        importeer(lees_yaml(tekst.encode()), beheer)
    assert alles(gevuld).partners[ANDER].naam == "Andere leverancier"
    assert aantallen(database_url) == voor


@pytest.mark.eis("R-183")
def test_a_transfer_ends_and_begins_on_one_day(gevuld: SqlOpslag) -> None:
    """The day before the old partner acts, on the day and after it the new one; a trial changes nothing."""
    wat = Overdracht(MandaatSoort.INSTANTIE, GGD.id, OIN, ANDER, DAG)
    voor = alles(gevuld)
    with op(gevuld) as beheer:
        proef = draag_over(wat, beheer, proef=True)
    assert alles(gevuld) == voor
    with op(gevuld) as beheer:
        assert draag_over(wat, beheer) == proef
    mandaten = [m for m in alles(gevuld).mandaten.values() if m.doel == GGD.id]
    assert [[m.oin for m in mandaten if m.geldigheid.omvat(dag)] for dag in DAGEN] == [[OIN], [ANDER], [ANDER]]


@pytest.mark.eis("R-183")
def test_a_gemeente_takes_along_what_it_agreed(gevuld: SqlOpslag) -> None:
    """Every mandate agreed with its college moves, of instanties too; those of another partner stay."""
    with op(gevuld) as beheer:
        draag_over(Overdracht(MandaatSoort.GEMEENTE, GEMEENTE, OIN, ANDER, DAG), beheer)
    lopend = {m.doel: m.oin for m in alles(gevuld).mandaten.values() if m.geldigheid.omvat(DAG)}
    assert lopend == {GGD.id: ANDER, POLITIE.id: ANDER, GGD_ZUID.id: ANDER}


@pytest.mark.eis("R-183")
@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"op": DAGEN[0]}, "vandaag of later"),
        ({"naar": OIN}, "hetzelfde partnersysteem"),
        ({"naar": "00000099000000009000"}, "niet ingeschreven"),
        ({"doel": "onbekend"}, "valt niets over te dragen"),
        ({"van": ANDER, "naar": OIN}, "valt niets over te dragen"),
    ],
)
def test_a_transfer_that_cannot_be(gevuld: SqlOpslag, anders: dict[str, object], reden: str) -> None:
    """A past day, an unknown or the same partner, or nothing to move: refused, and nothing changes."""
    wat = replace(Overdracht(MandaatSoort.INSTANTIE, GGD.id, OIN, ANDER, DAG), **anders)  # type: ignore[arg-type]
    voor = alles(gevuld)
    with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match=reden):
        draag_over(wat, beheer)
    assert alles(gevuld) == voor


@pytest.mark.eis("R-183")
@pytest.mark.parametrize("toestand", [PartnerToestand.OPGESCHORT, PartnerToestand.GEBLOKKEERD])
def test_no_transfer_to_a_partner_that_may_not_begin(gevuld: SqlOpslag, toestand: PartnerToestand) -> None:
    """A suspended or blocked partner takes over from nobody."""
    with op(gevuld) as beheer:
        beheer.partner(ANDER, "Andere leverancier", toestand)
        with pytest.raises(OrganisatieOnmogelijk, match=f"is {toestand.value.lower()}"):
            draag_over(Overdracht(MandaatSoort.INSTANTIE, GGD.id, OIN, ANDER, DAG), beheer)


@pytest.mark.eis("R-097", "R-183")
def test_the_gemeente_of_the_mandate_follows_the_transfer(gevuld: SqlOpslag) -> None:
    """Who took over acts for what was reported before: its mandate says which gemeente is addressed, on and after the day."""
    with gevuld.schrijven() as transactie:
        melding = meld(transactie, KIND, "arts")
        transactie.leg_vast()
    elders = Mandaat(ANDER, MandaatSoort.INSTANTIE, GGD.id, "0599", Geldigheid(DAG))
    with op(gevuld) as beheer:
        beheer.mandaat(Mandaat(OIN, MandaatSoort.INSTANTIE, GGD.id, GEMEENTE, Geldigheid(ALTIJD.vanaf, DAG)))
        beheer.gebruiker(replace(alles_van(beheer, "regie"), id="regie-0599", gemeentecode="0599"))
        beheer.convenant(MandaatSoort.INSTANTIE, GGD.id, Convenant("0599", ALTIJD))
        beheer.gemeente(replace(beheer.alles().gemeenten[GEMEENTE], code="0599"))
        beheer.mandaat(elders)
        beheer.leg_vast()
    with gevuld.lezen() as transactie:
        gevonden = [transactie.organisaties.mandaat_gemeenten([melding.id], dag)[melding.id] for dag in DAGEN]
    assert gevonden == [GEMEENTE, "0599", "0599"]


def alles_van(beheer: Beheer, wie: str):  # type: ignore[no-untyped-def]
    return beheer.alles().gebruikers[wie]


@pytest.mark.eis("R-184")
def test_two_become_one(gevuld: SqlOpslag, database_url: str) -> None:
    """Users follow with mailboxes, names and matches are those of before, rights go over on the day, history is kept, signalen show it."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "zuster"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(arts, agent), nieuw_signaal(agent, arts)])
        transactie.leg_vast()
    voor = aantallen(database_url, "melding", "signaal", "match")
    with op(gevuld) as beheer:
        proef = voeg_samen(("ggd", "ggd-zuid"), "ggd-samen", "GGD Samen", beheer, proef=True)
    assert "ggd-samen" not in alles(gevuld).instanties
    with op(gevuld) as beheer:
        assert voeg_samen(("ggd", "ggd-zuid"), "ggd-samen", "GGD Samen", beheer) == proef
    straks = alles(gevuld)
    assert straks.instanties["ggd-samen"] == Instantie("ggd-samen", "GGD Samen", "JG1", 6)
    assert {wie.id for wie in straks.gebruikers.values() if wie.instantie and wie.instantie.id == "ggd-samen"} == {"arts", "chef", "zuster"}
    assert straks.coordinatoren == {"ggd-samen": "chef"}
    lopend = [(m.oin, m.doel) for m in straks.mandaten.values() if m.geldigheid.omvat(DAG) and m.doel.startswith("ggd")]
    assert sorted(lopend) == [(OIN, "ggd-samen"), (ANDER, "ggd-samen")]
    assert [m.doel for m in straks.mandaten.values() if m.geldigheid.omvat(DAGEN[0]) and m.doel == "ggd-samen"] == []
    assert aantallen(database_url, "melding", "signaal", "match") == voor
    with gevuld.lezen() as transactie:
        (signaal,) = transactie.signalen.open_voor(bus("agent"), 1, 10, DAG)
        assert [c.contact.instantie for c in signaal.contacten] == ["GGD Samen"]
        assert [s.volgnummer for s in transactie.signalen.open_voor(bus("zuster"), 1, 10, DAG)] == [1]
    with op(gevuld) as beheer:
        assert {(n.instantie_id, n.naam, n.tot, n.opgegaan_in) for n in beheer.namen()} == {
            ("ggd", GGD.naam, DAG, "ggd-samen"),
            ("ggd-zuid", GGD_ZUID.naam, DAG, "ggd-samen"),
        }
    assert rijen(database_url, "SELECT 1 FROM logboek WHERE gebeurtenis = 'MELDINGEN_VERWEESD'") == []


@pytest.mark.eis("R-184")
def test_one_takes_up_another(gevuld: SqlOpslag) -> None:
    """The one that stays keeps its id, name, coordinator and agreements, and gets what the other brought."""
    with op(gevuld) as beheer:
        voeg_samen(("ggd-zuid",), "ggd", None, beheer)
    straks = alles(gevuld)
    assert straks.instanties["ggd"] == GGD
    assert straks.coordinatoren == {"ggd": "chef"}
    assert {m.oin for m in straks.mandaten.values() if m.doel == "ggd" and m.geldigheid.omvat(DAG)} == {OIN, ANDER}
    assert len([c for (_, houder, *_), c in straks.convenanten.items() if houder == "ggd" and c.geldigheid.omvat(DAG)]) == 1


@pytest.mark.eis("R-002", "R-023", "R-184")
def test_what_cannot_become_one(gevuld: SqlOpslag) -> None:
    """Another category, contradictory agreements, an unknown instantie, a new one without name: refused, and nothing changes."""
    with op(gevuld) as beheer:
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd-zuid", Convenant(GEMEENTE, ALTIJD, False, "afspraak"))
        beheer.leg_vast()
    voor = alles(gevuld)
    for delen, tot, naam, reden in (
        (("ggd", "politie"), "ggd", None, "andere rechten"),
        (("ggd", "ggd-zuid"), "ggd", None, "maak ze eerst gelijk"),
        (("ggd", "onbekend"), "ggd", None, "onbekend bestaat niet"),
        (("ggd", "ggd-zuid"), "nieuw", None, "geef met --naam"),
        (("ggd",), "ggd", None, "noem elke instantie een keer"),
    ):
        with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match=reden):
            voeg_samen(delen, tot, naam, beheer)
    assert alles(gevuld) == voor


@pytest.mark.eis("R-184")
def test_a_part_goes_on_by_itself(gevuld: SqlOpslag) -> None:
    """Who goes takes his mailbox along and is found under the new name; who stays is untouched; both may act."""
    for gebruikers, reden in ((("agent",), "niet iedereen"), ((), "moet iemand meegaan"), (("arts", "chef"), "moet iemand blijven")):
        with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match=reden):
            splits("ggd", "ggd-noord", "GGD Noord", gebruikers, beheer)
    with op(gevuld) as beheer:
        splits("ggd", "ggd-noord", "GGD Noord", ("chef",), beheer)
    straks = alles(gevuld)
    assert straks.instanties["ggd-noord"] == replace(GGD, id="ggd-noord", naam="GGD Noord")
    assert straks.coordinatoren == {"ggd-noord": "chef"}
    assert straks.profielen["ggd-noord"] == PROFIEL
    assert {m.doel for m in straks.mandaten.values() if m.oin == OIN and m.geldigheid.omvat(DAG)} == {"ggd", "ggd-noord", "politie"}
    with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match="bestaat al"):
        splits("ggd", "ggd-zuid", "GGD Zuid", ("arts",), beheer)


@pytest.mark.eis("R-184")
def test_a_name_that_is_planned(gevuld: SqlOpslag) -> None:
    """The day before the old name is shown, on the day and after it the new one; a rename before that day leaves the plan alone."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(agent, arts)])
        transactie.leg_vast()
    straks = DAG + timedelta(days=30)
    with op(gevuld) as beheer:
        hernoem("ggd", "GGD Straks", straks, beheer)
    with op(gevuld) as beheer:
        hernoem("ggd", "GGD Tussen", DAGEN[2], beheer)
    with gevuld.lezen() as transactie:
        gezien = [
            transactie.signalen.open_voor(bus("agent"), 1, 10, dag)[0].contacten[0].contact.instantie
            for dag in (*DAGEN, straks - timedelta(days=1), straks)
        ]
    assert gezien == [GGD.naam, GGD.naam, "GGD Tussen", "GGD Tussen", "GGD Straks"]
    with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match="vandaag of later"):
        hernoem("ggd", "GGD Toen", DAGEN[0], beheer)
    assert NU.date() == DAG


@pytest.mark.eis("R-182")
def test_a_passed_conformance_run_is_kept(gevuld: SqlOpslag, database_url: str) -> None:
    """Recorded once with a line in the logboek; a trial, the same report again, a failed one or one of a stranger keep nothing."""
    goed = {"MELD-001": {"oordeel": "GESLAAGD"}}
    rapport = {"soort": "verwijsindex-conformance", "vorm": 2, "koppelvlak": "v1", "rol": "partner", "moment": "2026-01-01T00:00:00+00:00"}
    ruw = json.dumps({**rapport, "partners": [OIN], "volledig": True, "gevallen": goed}).encode()
    for proef, aantal in ((True, 0), (False, 1), (False, 1)):
        with op(gevuld) as beheer:
            bewijs = leg_conformiteit_vast(ruw, OIN, "beheer-1", beheer, lambda _: [OIN], nu=NU, proef=proef)
        assert aantallen(database_url, "conformiteit") == {"conformiteit": aantal}
    for inhoud, oin, reden in (
        (ruw, ANDER, "niet over dit"),
        (ruw.replace(b"GESLAAGD", b"GEZAKT"), OIN, "niet geslaagd"),
        (ruw, "x", "niet ing"),
    ):
        with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match=reden):
            leg_conformiteit_vast(inhoud, oin, "beheer-1", beheer, lambda _: [OIN], nu=NU)
    with op(gevuld) as beheer, pytest.raises(OrganisatieOnmogelijk, match="niet getekend"):
        leg_conformiteit_vast(ruw, OIN, "beheer-1", beheer, lambda _: [], nu=NU)
    with op(gevuld) as beheer:
        assert beheer.conformiteiten() == [bewijs]
        assert "koppelvlak: v1" in als_bestand(beheer.alles(), (), beheer.conformiteiten())
    assert len(rijen(database_url, "SELECT 1 FROM logboek WHERE gebeurtenis = 'CONFORMITEIT_VASTGELEGD'")) == 1
