"""Mailboxes: gapless numbers, contacts resolved when fetched, acknowledgement (R-054, R-082, R-094)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from verwijsindex.domain.instantie import Contactgegevens, Rol
from verwijsindex.domain.signaal import (
    BewaardContact,
    Contact,
    MatchSoort,
    NieuweMatch,
    NieuwSignaal,
    Ontvanger,
    OntvangerSoort,
    Persoonscontact,
    SignaalSoort,
)
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.storage.database import SqlOpslag

from .wereld import DAG, GEMEENTE, GGD, KIND, NU, POLITIE, ZUS, aantallen, bus, contactgegevens, gebruiker, meld, nieuw_signaal, rijen

GEMEENTEBUS = Ontvanger(OntvangerSoort.GEMEENTE, GEMEENTE)


@pytest.mark.eis("R-094")
def test_elke_bus_nummert_zelf(gevuld: SqlOpslag) -> None:
    """Numbers start at 1 in every mailbox and follow one another, also over transactions, in the order in which they were made."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        eerste = [nieuw_signaal(arts, agent), nieuw_signaal(agent, arts)]
        transactie.signalen.voeg_toe(eerste)
        transactie.leg_vast()
    with gevuld.schrijven() as transactie:
        collega = meld(transactie, KIND, "collega")
        tweede = [nieuw_signaal(arts, agent, collega), replace(nieuw_signaal(arts, agent, collega), soort=SignaalSoort.GEZIN)]
        transactie.signalen.voeg_toe(tweede)
        transactie.leg_vast()
    with gevuld.lezen() as transactie:
        in_bus = {wie: transactie.signalen.open_voor(bus(wie), 1, 10, DAG) for wie in ("arts", "agent", "collega")}
    assert [(1, eerste[0].id), (2, tweede[0].id), (3, tweede[1].id)] == [(s.volgnummer, s.id) for s in in_bus["arts"]]
    assert [(1, eerste[1].id)] == [(s.volgnummer, s.id) for s in in_bus["agent"]]
    assert list(in_bus["collega"]) == []


@pytest.mark.eis("R-094")
def test_wat_niet_wordt_vastgelegd_kost_geen_nummer(gevuld: SqlOpslag) -> None:
    """A transaction that forgets leaves no gap."""
    for bewaard in (True, False, True):
        with gevuld.schrijven() as transactie:
            arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
            transactie.signalen.voeg_toe([nieuw_signaal(arts, agent)])
            if bewaard:
                transactie.leg_vast()
    with gevuld.lezen() as transactie:
        assert [signaal.volgnummer for signaal in transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)] == [1, 2]


@pytest.mark.eis("R-082")
def test_een_signaal_per_ontvanger_melding_soort_en_aanleiding(gevuld: SqlOpslag) -> None:
    """The database itself refuses a second signaal to the same reporter for the same cause (keuzes.md 18)."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(arts, agent)])
        transactie.leg_vast()
    with pytest.raises(Exception, match=r"(?i)unique"), gevuld.schrijven() as transactie:
        transactie.signalen.voeg_toe([nieuw_signaal(arts, agent)])


@pytest.mark.eis("R-070", "R-082")
def test_een_match_staat_er_een_keer(gevuld: SqlOpslag, database_url: str) -> None:
    """The same match twice is one row with the first moment; another kind or pair is another match."""
    with gevuld.schrijven() as transactie:
        kind, zus = (meld(transactie, bsn, "arts").jeugdige_id for bsn in (KIND, ZUS))
        match = NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, kind, kind, NU)
        eerste, tweede = sorted((kind, zus))
        paar = NieuweMatch(MatchSoort.GEZIN, eerste, tweede, NU)
        for vast in (match, replace(match, ontstaan=NU + timedelta(days=1)), paar, paar):
            transactie.signalen.leg_match_vast(vast)
        transactie.leg_vast()
    assert aantallen(database_url, "match") == {"match": 2}


@pytest.mark.eis("R-054", "R-091")
@pytest.mark.parametrize("schrijft", [False, True])
def test_een_signaal_komt_terug_met_zijn_contacten(gevuld: SqlOpslag, schrijft: bool) -> None:
    """All that was put in comes out, with the contact data of those it names in order of their meldingen."""
    with gevuld.schrijven() as transactie:
        arts = meld(transactie, KIND, "arts")
        agent, rechercheur = (meld(transactie, KIND, wie, na=timedelta(hours=uur)) for uur, wie in ((2, "agent"), (1, "rechercheur")))
        nieuw = replace(nieuw_signaal(arts, agent, rechercheur), matchsleutel="a1b2c3d4e5f6")
        aan_gemeente = replace(nieuw, id="g", ontvanger=GEMEENTEBUS, eigen_melding=None)
        transactie.signalen.voeg_toe([nieuw, aan_gemeente])
        transactie.leg_vast()
    with gevuld.schrijven() if schrijft else gevuld.lezen() as transactie:
        (signaal,) = transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
        (regie,) = transactie.signalen.open_voor(GEMEENTEBUS, 1, 10, DAG)
    verwacht = tuple(
        BewaardContact(melding, wie, Contact(c.naam, POLITIE.naam, c.locatie, c.functie, c.telefoon, c.emailadres))
        for melding, wie in ((rechercheur, "rechercheur"), (agent, "agent"))
        for c in (contactgegevens(wie),)
    )
    assert (nieuw.id, 1, bus("arts"), nieuw.soort, NU) == (
        signaal.id,
        signaal.volgnummer,
        signaal.ontvanger,
        signaal.soort,
        signaal.tijdstip,
    )
    assert (False, False, arts, "a1b2c3d4e5f6") == (signaal.vervallen, signaal.opgehaald, signaal.eigen_melding, signaal.matchsleutel)
    assert verwacht == signaal.contacten
    assert (GEMEENTEBUS, None, verwacht) == (regie.ontvanger, regie.eigen_melding, regie.contacten)


@pytest.mark.eis("R-054", "R-184")
def test_contacten_zijn_die_van_nu(gevuld: SqlOpslag) -> None:
    """What changed after the signaal was made is what the recipient gets: contact data and the name of the instantie."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(arts, agent)])
        transactie.leg_vast()
    hernoemd = replace(POLITIE, naam="Politie Nieuw")
    with gevuld.beheer(nu=NU) as beheer:
        beheer.instantie(hernoemd)
        beheer.gebruiker(replace(gebruiker("agent", hernoemd), contact=Contactgegevens("Na huwelijk", telefoon="0900")))
        beheer.leg_vast()
    with gevuld.lezen() as transactie:
        (signaal,) = transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
    assert [Contact("Na huwelijk", "Politie Nieuw", telefoon="0900")] == [c.contact for c in signaal.contacten]


@pytest.mark.eis("R-008", "R-004")
def test_een_coordinator_wiens_aanwijzing_eindigt(gevuld: SqlOpslag) -> None:
    """He is in the contact the day before his appointment ends; on that day and after it he is not."""
    with gevuld.schrijven() as transactie:
        transactie.signalen.voeg_toe([nieuw_signaal(meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent"))])
        transactie.leg_vast()
    with gevuld.beheer() as beheer:
        beheer.gebruiker(replace(gebruiker("c-een", POLITIE, Rol.COORDINATOR), aanwijzing=Geldigheid(date(2020, 1, 1), DAG)))
        beheer.coordinator(POLITIE.id, "c-een")
        beheer.leg_vast()
    with gevuld.lezen() as transactie:
        dagen = [DAG + timedelta(days=n) for n in (-1, 0, 1)]
        gezien = [transactie.signalen.open_voor(bus("arts"), 1, 10, dag)[0].contacten[0].contact.coordinator for dag in dagen]
    assert [wie is not None for wie in gezien] == [True, False, False]


@pytest.mark.eis("R-008", "R-091")
def test_de_coordinator_van_de_instantie_staat_erbij(gevuld: SqlOpslag) -> None:
    """The one coordinator of the reporter's instantie is in the contact, until there is none; that of another instantie is not."""

    def coordinator() -> Persoonscontact | None:
        with gevuld.lezen() as transactie:
            (signaal,) = transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
        return signaal.contacten[0].contact.coordinator

    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(arts, agent)])
        transactie.leg_vast()
    namen: list[str | None] = []
    for instantie, wie in ((GGD, "c-ggd"), (POLITIE, "c-een"), (POLITIE, "c-twee"), (POLITIE, None)):
        with gevuld.beheer() as beheer:
            if wie is not None:
                beheer.gebruiker(gebruiker(wie, instantie, Rol.COORDINATOR))
            beheer.coordinator(instantie.id, wie)
            beheer.leg_vast()
        gevonden = coordinator()
        namen.append(gevonden.telefoon if gevonden else None)
    assert namen == [None, "020-c-een", "020-c-twee", None]


@pytest.mark.eis("R-094")
def test_ophalen_vanaf_een_nummer_met_een_grens(gevuld: SqlOpslag) -> None:
    """From volgnummer ``vanaf`` inclusive, at most so many, in order."""
    with gevuld.schrijven() as transactie:
        arts = meld(transactie, KIND, "arts")
        for n in range(5):
            transactie.signalen.voeg_toe([nieuw_signaal(arts, meld(transactie, KIND, "agent", na=timedelta(hours=n)))])
        open_voor = transactie.signalen.open_voor
        assert [s.volgnummer for s in open_voor(bus("arts"), 1, 500, DAG)] == [1, 2, 3, 4, 5]
        assert [s.volgnummer for s in open_voor(bus("arts"), 3, 2, DAG)] == [3, 4]
        assert list(open_voor(bus("arts"), 6, 500, DAG)) == []


@pytest.mark.eis("R-094", "R-158")
def test_bevestigen(gevuld: SqlOpslag) -> None:
    """New is True, done before is False, another mailbox's and unknown ids are absent; what is acknowledged is not fetched again."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        een, twee, ander = nieuw_signaal(arts, agent), nieuw_signaal(arts, agent, soort=SignaalSoort.GEZIN), nieuw_signaal(agent, arts)
        transactie.signalen.voeg_toe([een, twee, ander])
        assert {een.id: True} == transactie.signalen.bevestig(bus("arts"), [een.id, ander.id, "onbekend"], NU)
        assert {een.id: False, twee.id: True} == transactie.signalen.bevestig(bus("arts"), [twee.id, een.id], NU)
        assert list(transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)) == []
        assert [ander.id] == [s.id for s in transactie.signalen.open_voor(bus("agent"), 1, 10, DAG)]


@pytest.mark.eis("R-095")
def test_signalen_over_een_melding(gevuld: SqlOpslag) -> None:
    """Signalen that name a melding, fetched or not, acknowledged or not; not those that name others only."""
    with gevuld.schrijven() as transactie:
        weg, ander, derde = (meld(transactie, KIND, wie) for wie in ("arts", "agent", "collega"))
        gehaald, bevestigd = nieuw_signaal(ander, weg), nieuw_signaal(derde, ander, weg)
        niet_gehaald, zonder = nieuw_signaal(ander, derde, weg, soort=SignaalSoort.GEZIN), nieuw_signaal(weg, ander)
        transactie.signalen.voeg_toe([gehaald, bevestigd, niet_gehaald, zonder])
        transactie.signalen.markeer_opgehaald([gehaald.id, bevestigd.id, zonder.id], NU)
        transactie.signalen.bevestig(bus("collega"), [bevestigd.id], NU)
        over = {signaal.id: signaal for signaal in transactie.signalen.over([weg.id], DAG)}
    assert {gehaald.id, bevestigd.id, niet_gehaald.id} == set(over)
    assert {ander.id, weg.id} == {contact.melding.id for contact in over[bevestigd.id].contacten}
    assert {gehaald.id, bevestigd.id} == {signaal.id for signaal in over.values() if signaal.opgehaald}


@pytest.mark.eis("R-094")
def test_het_eerste_ophalen_telt(gevuld: SqlOpslag, database_url: str) -> None:
    """Fetching again does not move the moment of the first fetch."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        signaal = nieuw_signaal(arts, agent)
        transactie.signalen.voeg_toe([signaal])
        for uur in (1, 2):
            transactie.signalen.markeer_opgehaald([signaal.id], NU + timedelta(hours=uur))
        transactie.leg_vast()
    [(opgehaald,)] = rijen(database_url, "SELECT CAST(opgehaald_op AS text) FROM signaal")
    assert "13:00:00" in str(opgehaald)


@pytest.mark.eis("R-095")
def test_een_intrekking_noemt_het_signaal(gevuld: SqlOpslag) -> None:
    """A notice of withdrawal is a signaal of its own that names the one it concerns and nobody."""
    with gevuld.schrijven() as transactie:
        arts, agent = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        eerste = nieuw_signaal(arts, agent)
        transactie.signalen.voeg_toe([eerste])
        intrekking = NieuwSignaal("i", bus("arts"), SignaalSoort.INGETROKKEN, NU, betreft_signaal=eerste.id)
        transactie.signalen.voeg_toe([intrekking])
        _, gevonden = transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
    assert (2, SignaalSoort.INGETROKKEN, eerste.id, ()) == (
        gevonden.volgnummer,
        gevonden.soort,
        gevonden.betreft_signaal,
        gevonden.contacten,
    )


@pytest.mark.eis("R-094")
def test_wie_dezelfde_bussen_nodig_heeft_wacht(opslag: SqlOpslag, database_url: str) -> None:
    """Transactions that need the same mailboxes, named in every order, all come through, and the numbers of each stay gapless."""
    bussen = [bus("arts"), bus("agent"), bus("collega"), GEMEENTEBUS]

    def bericht(n: int) -> None:
        volgorde = bussen[n % 4 :] + bussen[: n % 4]
        with opslag.schrijven() as transactie:
            transactie.signalen.voeg_toe([NieuwSignaal(f"{n}-{o.id}", o, SignaalSoort.INGETROKKEN, NU) for o in volgorde])
            transactie.leg_vast()

    with ThreadPoolExecutor(8) as draden:
        list(draden.map(bericht, range(80)))
    nummers = rijen(database_url, "SELECT volgnummer FROM signaal ORDER BY ontvanger_soort, ontvanger, volgnummer")
    assert [nummer for (nummer,) in nummers] == list(range(1, 81)) * 4


@pytest.mark.eis("R-095")
def test_een_intrekking_wacht_op_wie_aan_het_ophalen_is(gevuld: SqlOpslag) -> None:
    """Whoever withdraws while a signaal is being fetched sees that it was fetched, so that a notice can follow."""
    with gevuld.schrijven() as transactie:
        arts, weg = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        signaal = nieuw_signaal(arts, weg)
        transactie.signalen.voeg_toe([signaal])
        transactie.leg_vast()
    begonnen = threading.Event()

    def trek_in() -> list[bool]:
        begonnen.set()
        with gevuld.schrijven() as transactie:
            return [over.opgehaald for over in transactie.signalen.over([weg.id], DAG)]

    with ThreadPoolExecutor(1) as ander:
        with gevuld.schrijven() as transactie:
            transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)
            intrekking = ander.submit(trek_in)
            begonnen.wait()
            with pytest.raises(TimeoutError):
                intrekking.result(timeout=0.3)
            transactie.signalen.markeer_opgehaald([signaal.id], NU)
            transactie.leg_vast()
        assert intrekking.result(timeout=10) == [True]


@pytest.mark.eis("R-095")
def test_wie_ophaalt_wacht_op_een_vernietiging(gevuld: SqlOpslag) -> None:
    """Whoever fetches while a melding is being destroyed no longer gets its contact."""
    with gevuld.schrijven() as transactie:
        arts, weg = meld(transactie, KIND, "arts"), meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(arts, weg)])
        transactie.leg_vast()

    def haal_op() -> list[int]:
        with gevuld.schrijven() as transactie:
            return [len(signaal.contacten) for signaal in transactie.signalen.open_voor(bus("arts"), 1, 10, DAG)]

    with ThreadPoolExecutor(1) as ander:
        with gevuld.schrijven() as transactie:
            transactie.meldingen.vernietig([weg.id], NU)
            ophalen = ander.submit(haal_op)
            with pytest.raises(TimeoutError):
                ophalen.result(timeout=0.3)
            transactie.leg_vast()
        assert ophalen.result(timeout=10) == [0]
