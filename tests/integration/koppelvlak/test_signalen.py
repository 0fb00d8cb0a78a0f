"""The mailbox: what a signaal holds, how it is fetched, and how it is taken back (R-054, R-091, R-094, R-095; keuzes.md 18..20, 22)."""

from dataclasses import replace

import pytest
from lxml import etree

from . import verzoeken
from .index import Index
from .personen import PERSONEN, bsn
from .wie import GGD, GGD2, JEUGDHULP, POLITIE, REGIE, Wie, contact


def _match(index: Index, *wie: Wie, wie_gemeld: str = "enig") -> list[str]:
    """All report the same jeugdige; gives their meldingen."""
    return [index.meld(w, wie_gemeld).tekst("meldingId") for w in wie]


@pytest.mark.eis("R-091", "R-051")
def test_a_signaal_holds_contact_data_and_ids_only(index: Index) -> None:
    """The elements of ZELFDE_JEUGDIGE are those of the contract, their values those of the registration, and nothing of the jeugdige."""
    eigen, _ = _match(index, GGD, POLITIE)
    [signaal] = index.signalen(GGD)
    namen = [etree.QName(element).localname for element in etree.fromstring(signaal.xml)]
    assert namen == ["signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId", "betreftAndereJeugdige", "contact"]
    assert (eigen, "false", None) == (signaal.eigen_melding, signaal.andere_jeugdige, signaal.matchsleutel)
    ander, coordinator = contact(POLITIE.gebruiker), contact("politie-coordinator")
    element = etree.fromstring(signaal.xml).find("{*}contact")
    assert element is not None
    gekregen = {etree.QName(kind).localname: kind.text for kind in element if len(kind) == 0}
    verwacht = {
        "instantie": "Politie-eenheid Veldwijk",
        "locatie": ander.contact.locatie,
        "naam": ander.contact.naam,
        "functie": ander.contact.functie,
        "telefoon": ander.contact.telefoon,
        "emailadres": ander.contact.emailadres,
    }
    assert {naam: waarde for naam, waarde in verwacht.items() if waarde is not None} == gekregen
    assert coordinator.contact.naam == element.findtext("{*}coordinator/{*}naam")
    for persoon in ("enig", "moeder"):
        for veld in ("bsn", "geslachtsnaam", "geboortedatum"):
            assert PERSONEN[persoon][veld] not in signaal.xml


@pytest.mark.eis("R-092")
def test_a_family_signaal_does_not_say_how(index: Index) -> None:
    """GEZIN holds the same and a matchsleutel: not whom, not how many, not by which parent."""
    index.meld(GGD, "kind")
    index.meld(POLITIE, "zus")
    [signaal] = index.signalen(GGD)
    namen = [etree.QName(element).localname for element in etree.fromstring(signaal.xml)]
    assert namen == ["signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId", "betreftAndereJeugdige", "matchsleutel", "contact"]
    for persoon in ("kind", "zus", "moeder", "vader"):
        assert bsn(persoon) not in signaal.xml


@pytest.mark.eis("R-054")
def test_contact_data_are_those_of_now(index: Index) -> None:
    """A change in the register of reporters is seen at the next fetch; the log keeps what was handed out before (keuzes.md 34)."""
    _match(index, GGD, POLITIE)
    [eerst] = index.signalen(GGD)
    agent = contact(POLITIE.gebruiker)
    with index.beheer() as beheer:
        beheer.gebruiker(replace(agent, contact=replace(agent.contact, naam="Nieuwe Achternaam", telefoon="070-7654321")))
    [later] = index.signalen(GGD)
    assert later.namen == ("Nieuwe Achternaam",)
    assert "070-7654321" in later.xml
    assert (eerst.id, eerst.nummer) == (later.id, later.nummer)
    verstrekt = [regel["verstrekt"] for regel in index.logboek() if regel["gebeurtenis"] == "SIGNALEN_OPGEHAALD"]
    assert len(set(verstrekt)) == 2
    assert index.aantallen()["verstrekking"] == 2


@pytest.mark.eis("R-053")
def test_a_reporter_can_be_reached(index: Index) -> None:
    """Who has neither telefoon nor emailadres is not registered as reporter or coordinator."""
    agent = contact(POLITIE.gebruiker)
    onbereikbaar = replace(agent, contact=replace(agent.contact, telefoon=None, emailadres=None))
    with pytest.raises(ValueError, match="telefoonnummer of een e-mailadres"), index.beheer() as beheer:
        beheer.gebruiker(onbereikbaar)


@pytest.mark.eis("R-094")
def test_a_page_at_a_time(index: Index) -> None:
    """At most maxAantal, in order, from vanafVolgnummer inclusive, and whether there is more."""
    for wie_gemeld in ("enig", "ander", "derde"):
        _match(index, GGD, POLITIE, wie_gemeld=wie_gemeld)
    bladen = []
    for hoogstens, vanaf in ((2, None), (2, 3), (3, None), (500, 2), (500, 4)):
        antwoord = index.goed(GGD, "HaalSignalenOp", verzoeken.haal_signalen(GGD, hoogstens, vanaf))
        bladen.append(([int(n) for n in antwoord.teksten("volgnummer")], antwoord.tekst("nogBeschikbaar")))
    assert bladen == [([1, 2], "true"), ([3], "false"), ([1, 2, 3], "false"), ([2, 3], "false"), ([], "false")]


@pytest.mark.eis("R-094")
def test_a_signaal_comes_until_it_is_acknowledged(index: Index) -> None:
    """Fetched twice it is the same; acknowledged it is gone, and the numbers of the others stay."""
    for wie_gemeld in ("enig", "ander", "derde"):
        _match(index, GGD, POLITIE, wie_gemeld=wie_gemeld)
    eerst = index.signalen(GGD)
    assert eerst == index.signalen(GGD)
    assert index.bevestig(GGD, [eerst[1].id]) == ["BEVESTIGD"]
    assert [signaal.nummer for signaal in index.signalen(GGD)] == [1, 3]


@pytest.mark.eis("R-094", "R-158")
def test_acknowledging_is_harmless_to_repeat(index: Index) -> None:
    """In order and per id: new, again, of another's mailbox, never given; and the same id twice in one request."""
    _match(index, GGD, POLITIE)
    [eigen], [vreemd] = index.signalen(GGD), index.signalen(POLITIE)
    assert index.bevestig(GGD, [vreemd.id, eigen.id, verzoeken.EEN_UUID]) == ["ONBEKEND", "BEVESTIGD", "ONBEKEND"]
    assert index.bevestig(GGD, [eigen.id]) == ["REEDS_BEVESTIGD"]
    assert [signaal.id for signaal in index.signalen(POLITIE)] == [vreemd.id]
    assert index.bevestig(POLITIE, [vreemd.id, vreemd.id]) == ["BEVESTIGD", "BEVESTIGD"]


@pytest.mark.eis("R-090", "R-095", "R-101", "R-109")
def test_b9_a_withdrawal_is_told_to_who_was_told(index: Index) -> None:
    """B9: A and B report, A withdraws as not justified, C reports: B hears of the withdrawal, then of C; nobody hears of A again."""
    van_a, _ = _match(index, GGD, POLITIE)
    [eerste] = index.signalen(POLITIE)
    index.signalen(REGIE)
    index.verwijder(GGD, van_a, "NIET_TERECHT")
    in_plaats, bericht = index.signalen(POLITIE)
    assert (eerste.id, 1, "INGETROKKEN", None, None, None) == (
        in_plaats.id, in_plaats.nummer, in_plaats.soort, in_plaats.tijdstip, in_plaats.eigen_melding, in_plaats.betreft
    )  # fmt: skip
    assert (2, "INGETROKKEN", eerste.id, None, ()) == (bericht.nummer, bericht.soort, bericht.betreft, bericht.eigen_melding, bericht.namen)
    assert bericht.tijdstip is not None
    index.meld(JEUGDHULP, "enig")
    van_a_naam = contact(GGD.gebruiker).contact.naam
    for wie in (POLITIE, JEUGDHULP, REGIE):
        assert all(van_a_naam not in signaal.xml for signaal in index.signalen(wie))
    assert [(s.nummer, s.soort) for s in index.signalen(POLITIE, vanaf=3)] == [(3, "ZELFDE_JEUGDIGE")]
    assert [(s.nummer, s.soort) for s in index.signalen(GGD)] == [(1, "INGETROKKEN")]  # his own, in place; no notice to himself


@pytest.mark.eis("R-095")
def test_what_was_not_fetched_is_withdrawn_in_place(index: Index) -> None:
    """An unfetched signaal keeps its number and id and nothing else, and no notice follows; the log counts a quick withdrawal."""
    van_a, _ = _match(index, GGD, POLITIE)
    index.verwijder(GGD, van_a, "NIET_TERECHT")
    [signaal] = index.signalen(POLITIE)
    namen = [etree.QName(element).localname for element in etree.fromstring(signaal.xml)]
    assert (signaal.nummer, signaal.soort, namen) == (1, "INGETROKKEN", ["signaalId", "volgnummer", "soort"])
    assert [regel["uitkomst"] for regel in index.logboek() if regel["gebeurtenis"] == "MELDING_VERWIJDERD"] == ["BINNEN_24_UUR"]


@pytest.mark.eis("R-095")
@pytest.mark.parametrize(("tijd", "uitkomst"), [("2026-03-03T10:29", "BINNEN_24_UUR"), ("2026-03-03T10:31", "NIET_TERECHT")])
def test_quick_is_within_24_hours(index: Index, tijd: str, uitkomst: str) -> None:
    """keuzes.md 22: the minute before and the minute after 24 hours."""
    [melding] = _match(index, GGD)
    index.zet(tijd)
    index.verwijder(GGD, melding, "NIET_TERECHT")
    assert uitkomst == index.logboek()[-1]["uitkomst"]


@pytest.mark.eis("R-095")
@pytest.mark.parametrize("opgehaald", [True, False], ids=["fetched", "unfetched"])
@pytest.mark.parametrize(
    ("tijd", "soorten"), [("2026-03-03T10:29", ["ZELFDE_JEUGDIGE", "INGETROKKEN"]), ("2026-03-03T10:31", ["ZELFDE_JEUGDIGE"])]
)
def test_a_signaal_stays_for_the_others_it_names(index: Index, tijd: str, soorten: list[str], *, opgehaald: bool) -> None:
    """The signaal stays without the one who withdrew; within 24 hours a notice follows, fetched or not (keuzes.md 19, 22)."""
    van_a, *_ = _match(index, GGD, POLITIE, JEUGDHULP)
    if opgehaald:
        index.signalen(JEUGDHULP)
    index.zet(tijd)
    index.verwijder(GGD, van_a, "NIET_TERECHT")
    gekregen = index.signalen(JEUGDHULP)
    assert soorten == [signaal.soort for signaal in gekregen]
    assert (contact(POLITIE.gebruiker).contact.naam,) == gekregen[0].namen
    assert [gekregen[0].id] * len(gekregen[1:]) == [signaal.betreft for signaal in gekregen[1:]]


@pytest.mark.eis("R-095", "R-101")
def test_a_risk_that_is_gone_brings_no_notice(index: Index) -> None:
    """When the contact goes to the archive the signaal is withdrawn in place only, fetched or not (keuzes.md 19)."""
    van_a, _ = _match(index, GGD, POLITIE)
    index.signalen(POLITIE)
    index.verwijder(GGD, van_a, "RISICO_NIET_MEER_AANWEZIG")
    assert [(s.nummer, s.soort, s.betreft) for s in index.signalen(POLITIE)] == [(1, "INGETROKKEN", None)]
    assert [(s.nummer, s.soort, s.betreft) for s in index.signalen(GGD)] == [(1, "INGETROKKEN", None)]


@pytest.mark.eis("R-045", "R-094")
def test_only_who_is_actief_is_named_at_the_fetch(index: Index) -> None:
    """The day before the other's melding ends he is named; from 00:00 the signaal is withdrawn in place, though no job ran."""
    index.meld(GGD, "enig")
    index.zet("2026-05-02T10:30")
    index.meld(POLITIE, "enig")
    gekregen = []
    for tijd in ("2028-03-01T23:59", "2028-03-02T00:00", "2028-03-03T00:00"):
        index.zet(tijd)
        gekregen.append([(s.nummer, s.soort) for s in index.signalen(POLITIE)])
    assert gekregen == [[(1, "ZELFDE_JEUGDIGE")], [(1, "INGETROKKEN")], [(1, "INGETROKKEN")]]
    assert [(s.nummer, s.soort) for s in index.signalen(GGD)] == [(1, "INGETROKKEN")]


@pytest.mark.eis("R-094", "R-097")
def test_the_mailbox_of_the_gemeente(index: Index) -> None:
    """A signaal in it is fetchable while a melding of the match is ACTIEF (keuzes.md 10), and it has its own numbers."""
    van_a, van_b = _match(index, GGD, POLITIE)
    gekregen = [[(s.nummer, s.soort, len(s.namen)) for s in index.signalen(REGIE)]]
    for wie, melding in ((GGD, van_a), (POLITIE, van_b)):
        index.verwijder(wie, melding, "RISICO_NIET_MEER_AANWEZIG")
        gekregen.append([(s.nummer, s.soort, len(s.namen)) for s in index.signalen(REGIE)])
    assert gekregen == [[(1, "ZELFDE_JEUGDIGE", 2)], [(1, "ZELFDE_JEUGDIGE", 1)], [(1, "INGETROKKEN", 0)]]
    [signaal] = index.signalen(REGIE)
    assert index.bevestig(REGIE, [signaal.id]) == ["BEVESTIGD"]


@pytest.mark.eis("R-095", "R-109")
def test_withdrawn_and_reported_anew(index: Index) -> None:
    """A new melding has a new id and signals as if the former had never been."""
    van_a, _ = _match(index, GGD, POLITIE)
    index.verwijder(GGD, van_a, "NIET_TERECHT")
    antwoord = index.meld(GGD, "enig")
    assert antwoord.tekst("meldingId") != van_a
    assert tuple(antwoord.tekst(n) for n in ("reedsGemeld", "matchAanwezig", "historieBeschikbaar")) == ("false", "true", "false")
    assert [(s.soort, s.nummer) for s in index.signalen(POLITIE)] == [("INGETROKKEN", 1), ("ZELFDE_JEUGDIGE", 2)]
    assert index.meld(GGD2, "enig").tekst("historieBeschikbaar") == "false"
