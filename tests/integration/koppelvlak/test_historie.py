"""HaalHistorieOp through the whole path: the archive speaks once, to who reports anew (R-101..R-110; B2, B3, B5, B10..B12)."""

import json

import pytest
from lxml import etree

from . import verzoeken
from .antwoord import Antwoord
from .index import Index, met_beleid
from .wie import COLLEGE, COORDINATOR, GGD, GGD2, GGD3, HUISARTS, JEUGDHULP, POLITIE, REGIE, TOEZICHT, Wie, contact
from .wie import wie as gebruiker

RISICO, NIET_TERECHT = "RISICO_NIET_MEER_AANWEZIG", "NIET_TERECHT"
ZORGGROEP = gebruiker("zorggroep-melder-1")
"""Of an instantie whose convenant ended on the reference day."""


def naam(wie: Wie) -> str:
    return contact(wie.gebruiker).contact.naam


def namen(antwoord: Antwoord) -> list[str]:
    """Of the contacts, in the order of the answer."""
    return [element.findtext("{*}naam") or "" for element in antwoord.elementen("contact")]


def gearchiveerd(index: Index, wie: Wie = GGD, wie_gemeld: str = "enig") -> str:
    """A melding that goes to the archive at once."""
    melding = index.meld(wie, wie_gemeld).tekst("meldingId")
    index.verwijder(wie, melding, RISICO)
    return melding


def uitkomst(index: Index, wie: Wie, melding: str, sleutel: str | None = None) -> str:
    """The code of the refusal, or the names."""
    antwoord = index.vraag(wie, "HaalHistorieOp", verzoeken.haal_historie(wie, sleutel or index.sleutel(), melding))
    return ", ".join(namen(antwoord)) if isinstance(antwoord, Antwoord) else antwoord.code


@pytest.mark.eis("R-104", "R-106", "R-107", "R-140")
def test_b10_b11_who_reports_anew_fetches_once(index: Index) -> None:
    """B10, B11: no match and no signaal for anybody; B gets the contact of A without a date, and the second time VIR-132."""
    oud = gearchiveerd(index)
    gemeld = index.meld(POLITIE, "enig")
    assert (gemeld.tekst("matchAanwezig"), gemeld.tekst("historieBeschikbaar")) == ("false", "true")
    nieuw = gemeld.tekst("meldingId")
    antwoord = index.historie(POLITIE, nieuw)
    assert namen(antwoord) == [naam(GGD)]
    assert [etree.QName(kind).localname for kind in antwoord.kind] == ["stuurgegevens", "contact"]
    assert oud not in antwoord.ruw.decode()
    fout = index.historie_fout(POLITIE, nieuw)
    assert (fout.code, fout.faultcode, fout.element, fout.herhaalbaar) == ("VIR-132", "soap:Client", "meldingId", False)
    assert [index.signalen(wie) for wie in (GGD, POLITIE, REGIE)] == [[], [], []]


@pytest.mark.eis("R-104", "R-090")
def test_b12_each_new_melding_has_an_offer_of_its_own(index: Index) -> None:
    """B12: after B fetched, C gets A from the archive too, and a match with B."""
    gearchiveerd(index)
    b = index.meld(POLITIE, "enig").tekst("meldingId")
    index.historie(POLITIE, b)
    c = index.meld(JEUGDHULP, "enig")
    assert (c.tekst("matchAanwezig"), c.tekst("historieBeschikbaar")) == ("true", "true")
    assert namen(index.historie(JEUGDHULP, c.tekst("meldingId"))) == [naam(GGD)]
    [signaal] = index.signalen(JEUGDHULP)
    assert signaal.namen == (naam(POLITIE),)


@pytest.mark.eis("R-104")
def test_once_ever_when_an_index_chooses_so(index: Index) -> None:
    """With the setting an archived melding is handed out once in its life: whoever reported before or after hears no more of it."""
    gearchiveerd(index)
    with met_beleid(index, historie_eenmaal_ooit=True) as streng:
        b, c = (streng.meld(wie, "enig") for wie in (POLITIE, JEUGDHULP))
        assert [m.tekst("historieBeschikbaar") for m in (b, c)] == ["true", "true"]
        assert uitkomst(streng, POLITIE, b.tekst("meldingId")) == naam(GGD)
        assert uitkomst(streng, JEUGDHULP, c.tekst("meldingId")) == "VIR-132"
        assert streng.meld(JEUGDHULP, "enig").tekst("historieBeschikbaar") == "false"
        assert streng.meld(GGD2, "enig").tekst("historieBeschikbaar") == "false"
        streng.verwijder(POLITIE, b.tekst("meldingId"), NIET_TERECHT)
        assert streng.meld(POLITIE, "enig").tekst("historieBeschikbaar") == "false"  # what he was told, stays told
    assert index.meld(GGD3, "enig").tekst("historieBeschikbaar") == "true"
    assert uitkomst(index, JEUGDHULP, c.tekst("meldingId")) == naam(GGD)


@pytest.mark.eis("R-104")
def test_withdrawn_and_reported_again_there_is_a_new_offer(index: Index) -> None:
    """Without the setting an offer belongs to a melding, and another melding has another; each fetch is in the log."""
    gearchiveerd(index)
    for _ in range(2):
        nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
        assert uitkomst(index, POLITIE, nieuw) == naam(GGD)
        index.verwijder(POLITIE, nieuw, NIET_TERECHT)
    assert [regel["gebeurtenis"] for regel in index.logboek()].count("HISTORIE_OPGEHAALD") == 2


@pytest.mark.eis("R-105")
@pytest.mark.parametrize(
    ("tijd", "beschikbaar", "verwacht"),
    [
        ("2026-03-30T12:00", "true", naam(GGD)),
        ("2026-03-31T23:59", "true", naam(GGD)),
        ("2026-04-01T00:00", "false", "VIR-132"),
        ("2026-04-02T00:00", "false", "VIR-132"),
    ],
    ids=["29th", "30th, last minute", "31st, first minute", "32nd"],
)
def test_the_days_of_an_offer(index: Index, tijd: str, beschikbaar: str, verwacht: str) -> None:
    """Fetched through the 30th day, over the change of the clock; whatever says it is available can be fetched, and the other way round."""
    gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig", "sleutel-b").tekst("meldingId")
    index.zet(tijd)
    opnieuw = [index.meld(POLITIE, "enig", sleutel).tekst("historieBeschikbaar") for sleutel in ("sleutel-b", None)]
    assert ([beschikbaar] * 2, verwacht) == (opnieuw, uitkomst(index, POLITIE, nieuw))


@pytest.mark.eis("R-105")
def test_the_number_of_days_is_a_setting(index: Index) -> None:
    """With 31 days it can be fetched on the day on which it is refused with 30."""
    gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.zet("2026-04-01T00:00")
    assert uitkomst(index, POLITIE, nieuw) == "VIR-132"
    with met_beleid(index, historie_dagen=31) as ruim:
        assert uitkomst(ruim, POLITIE, nieuw) == naam(GGD)


@pytest.mark.eis("R-071", "R-104", "R-158")
def test_the_flag_stays_true_while_unfetched(index: Index) -> None:
    """Under the same key and under another: true until it is fetched, false from then on; the rest of the answer is the first one."""
    gearchiveerd(index)
    eerste = index.meld(POLITIE, "enig", "sleutel-b")
    andere = index.meld(POLITIE, "enig", "sleutel-c")
    assert [a.tekst("historieBeschikbaar") for a in (eerste, andere, index.meld(POLITIE, "enig", "sleutel-b"))] == ["true"] * 3
    index.historie(POLITIE, eerste.tekst("meldingId"))
    for sleutel, reeds in (("sleutel-b", "false"), ("sleutel-c", "true"), (None, "true")):
        opnieuw = index.meld(POLITIE, "enig", sleutel)
        assert (opnieuw.tekst("historieBeschikbaar"), opnieuw.tekst("reedsGemeld")) == ("false", reeds)
        assert eerste.tekst("meldmoment") == opnieuw.tekst("meldmoment")


@pytest.mark.eis("R-104")
def test_the_offer_is_fixed_when_reporting(index: Index) -> None:
    """What went to the archive later is in no offer made before, and no repeat makes one."""
    oud = index.meld(GGD, "enig").tekst("meldingId")
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.verwijder(GGD, oud, RISICO)
    assert index.meld(POLITIE, "enig").tekst("historieBeschikbaar") == "false"
    assert uitkomst(index, POLITIE, nieuw) == "VIR-132"
    assert index.meld(JEUGDHULP, "enig").tekst("historieBeschikbaar") == "true"


@pytest.mark.eis("R-104", "R-108")
def test_everybody_else_in_the_archive_each_appointment_once(index: Index) -> None:
    """Two archived meldingen of one reporter are one contact; his own are not offered; colleagues of one instantie are two."""
    for wie in (POLITIE, GGD, GGD2, GGD):
        gearchiveerd(index, wie)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    assert [naam(GGD), naam(GGD2)] == namen(index.historie(POLITIE, nieuw))


@pytest.mark.eis("R-108", "R-110")
def test_his_own_archive_is_not_offered(index: Index) -> None:
    """After RISICO_NIET_MEER_AANWEZIG he reports anew with a full new term; the archived one runs its own five years."""
    oud = gearchiveerd(index, POLITIE)
    index.zet("2026-05-02T10:30")
    nieuw = index.meld(POLITIE, "enig")
    assert (nieuw.tekst("historieBeschikbaar"), nieuw.tekst("verwijderdatum")) == ("false", "2028-05-02")
    assert uitkomst(index, POLITIE, nieuw.tekst("meldingId")) == "VIR-132"
    assert oud != nieuw.tekst("meldingId")
    index.verwijder(POLITIE, nieuw.tekst("meldingId"), NIET_TERECHT)
    beschikbaar = []
    for tijd, wie in (("2031-03-01T23:59", GGD), ("2031-03-02T00:00", GGD2)):
        index.zet(tijd)
        beschikbaar.append(index.meld(wie, "enig").tekst("historieBeschikbaar"))
    assert beschikbaar == ["true", "false"]


@pytest.mark.eis("R-101", "R-109")
def test_what_was_not_justified_is_never_history(index: Index) -> None:
    """NIET_TERECHT leaves no offer to anybody, and a new melding of the same reporter knows of no former one."""
    index.verwijder(GGD, index.meld(GGD, "enig").tekst("meldingId"), NIET_TERECHT)
    for wie in (POLITIE, GGD):
        gemeld = index.meld(wie, "enig")
        assert gemeld.tekst("historieBeschikbaar") == "false"
        assert uitkomst(index, wie, gemeld.tekst("meldingId")) == "VIR-132"


@pytest.mark.eis("R-102", "R-104")
@pytest.mark.parametrize(
    ("gemeld", "beschikbaar"), [("2025-05-09T12:00", "true"), ("2025-05-10T12:00", "false"), ("2025-05-11T12:00", "false")]
)
def test_b2_a_term_that_ends_at_23_leaves_no_archive(index: Index, gemeld: str, beschikbaar: str) -> None:
    """B2, R-102: the term ends the day before the birthday: one day of archive; on it or after it: nothing, ever."""
    index.zet(gemeld)
    index.meld(GGD, "20040510")
    index.zet("2027-05-09T12:00")
    nieuw = index.meld(POLITIE, "20040510")
    assert beschikbaar == nieuw.tekst("historieBeschikbaar")
    index.zet("2027-05-10T00:00")
    assert uitkomst(index, POLITIE, nieuw.tekst("meldingId")) == "VIR-130"


@pytest.mark.eis("R-043", "R-103", "R-105")
def test_b3_at_23_an_offer_is_gone(index: Index) -> None:
    """B3: archived on 22 years and 11 months, offered and fetched until the last minute, and gone on the birthday."""
    index.zet("2027-04-10T12:00")
    gearchiveerd(index, GGD, "20040510")
    index.zet("2027-05-09T23:58")
    b, c = (index.meld(wie, "20040510").tekst("meldingId") for wie in (POLITIE, JEUGDHULP))
    assert uitkomst(index, POLITIE, b) == naam(GGD)
    index.zet("2027-05-10T00:00")
    assert [uitkomst(index, POLITIE, b), uitkomst(index, JEUGDHULP, c)] == ["VIR-130", "VIR-130"]


@pytest.mark.eis("R-061", "R-103", "R-105")
@pytest.mark.parametrize(
    ("tijd", "verwacht"), [("2029-02-27T23:59", naam(GGD)), ("2029-02-28T00:00", "VIR-132"), ("2029-03-01T00:00", "VIR-132")]
)
def test_what_reached_its_archive_end_is_not_handed_out(index: Index, tijd: str, verwacht: str) -> None:
    """Removed 2024-02-29, offered on 2029-02-20: fetched through the 27th, gone from the 28th though the 30 days run on (R-103)."""
    index.zet("2024-02-29T12:00")
    gearchiveerd(index)
    index.zet("2029-02-20T12:00")
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.zet(tijd)
    assert verwacht == uitkomst(index, POLITIE, nieuw)


@pytest.mark.eis("R-045", "R-061", "R-104")
def test_b5_a_term_that_ran_out_is_history_until_the_last_day(index: Index) -> None:
    """B5: reported on 29 February 2024, in the archive from 2026-02-28 through 2031-02-27, without any job that ran."""
    index.zet("2024-02-29T12:00")
    index.meld(GGD, "enig")
    gekregen = []
    for tijd, wie in (
        ("2026-02-27T23:59", POLITIE),
        ("2026-02-28T00:00", GGD2),
        ("2031-02-27T23:59", JEUGDHULP),
        ("2031-02-28T00:00", GGD3),
    ):
        index.zet(tijd)
        gekregen.append(naam(GGD) in uitkomst(index, wie, index.meld(wie, "enig").tekst("meldingId")))
    assert gekregen == [False, True, True, False]


@pytest.mark.eis("R-103", "R-104")
def test_part_of_an_offer_may_be_gone(index: Index) -> None:
    """What reached its archive end meanwhile is left out; the rest is handed out, and with it the whole offer is used."""
    index.zet("2021-04-01T12:00")
    gearchiveerd(index)
    index.zet("2026-03-20T12:00")
    gearchiveerd(index, JEUGDHULP)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.zet("2026-04-01T00:00")
    assert [uitkomst(index, POLITIE, nieuw) for _ in range(2)] == [naam(JEUGDHULP), "VIR-132"]


@pytest.mark.eis("R-105")
def test_the_offer_lapses_with_the_melding(index: Index) -> None:
    """Removed to the archive: VIR-131; destroyed: VIR-130; nothing of the offer is left in the database."""
    gearchiveerd(index)
    voor_archief, voor_vernietiging = (index.meld(wie, "enig").tekst("meldingId") for wie in (POLITIE, JEUGDHULP))
    assert len(index.rijen("historie_aanbod")["historie_aanbod"]) == 2
    index.verwijder(POLITIE, voor_archief, RISICO)
    index.verwijder(JEUGDHULP, voor_vernietiging, NIET_TERECHT)
    assert uitkomst(index, POLITIE, voor_archief) == "VIR-131"
    assert uitkomst(index, JEUGDHULP, voor_vernietiging) == "VIR-130"
    assert index.rijen("historie_aanbod") == {"historie_aanbod": []}


@pytest.mark.eis("R-062", "R-105")
def test_the_offer_lapses_when_the_term_runs_out(index: Index) -> None:
    """From 00:00 of the verwijderdatum VIR-131, though an index may give more days than the term."""
    gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig")
    assert nieuw.tekst("verwijderdatum") == "2028-03-02"
    with met_beleid(index, historie_dagen=731) as ruim:
        ruim.zet("2028-03-02T00:00")
        assert uitkomst(ruim, POLITIE, nieuw.tekst("meldingId")) == "VIR-131"
        ruim.zet("2028-03-01T23:59")
        assert uitkomst(ruim, POLITIE, nieuw.tekst("meldingId")) == naam(GGD)


@pytest.mark.eis("R-007", "R-105", "R-106")
def test_nobody_else_can_use_it(index: Index) -> None:
    """Another reporter, also a colleague, gets VIR-130 as for what does not exist; every other role VIR-123. All change nothing."""
    oud = gearchiveerd(index)
    nieuw = index.meld(GGD2, "enig").tekst("meldingId")
    voor = index.gevolgen()
    assert {uitkomst(index, wie, nieuw) for wie in (GGD, GGD3, POLITIE)} == {"VIR-130"}
    assert [uitkomst(index, GGD2, verzoeken.EEN_UUID), uitkomst(index, GGD2, oud)] == ["VIR-130", "VIR-130"]
    assert uitkomst(index, GGD, oud) == "VIR-131"
    assert {uitkomst(index, wie, nieuw) for wie in (COORDINATOR, REGIE, COLLEGE, TOEZICHT)} == {"VIR-123"}
    assert voor == index.gevolgen()
    assert uitkomst(index, GGD2, nieuw) == naam(GGD)


@pytest.mark.eis("R-001", "R-006")
def test_a_mandate_is_needed_and_a_convenant_is_not(index: Index) -> None:
    """Whose convenant ended may fetch what was offered before (keuzes.md 8); without a mandate nobody does: VIR-122."""
    index.zet("2026-03-01T12:00")
    gearchiveerd(index)
    nieuw = index.meld(ZORGGROEP, "enig").tekst("meldingId")
    index.zet("2026-03-02T12:00")
    assert index.meld_fout(ZORGGROEP, "ander").code == "VIR-121"
    assert uitkomst(index, ZORGGROEP.met(oin=POLITIE.oin, verzender=POLITIE.oin), nieuw) == "VIR-122"
    assert uitkomst(index, ZORGGROEP, nieuw) == naam(GGD)


@pytest.mark.eis("R-158")
def test_a_repeat_within_24_hours_gives_the_answer_again(index: Index) -> None:
    """The same key and content: the same contacts, no second use; after 24 hours VIR-132, and other content VIR-140 all along."""
    gearchiveerd(index)
    nieuw, ander = (index.meld(POLITIE, wie_gemeld).tekst("meldingId") for wie_gemeld in ("enig", "ander"))
    assert uitkomst(index, POLITIE, nieuw, "sleutel-h") == naam(GGD)
    gekregen = []
    for tijd in ("2026-03-02T10:31", "2026-03-03T10:29", "2026-03-03T10:31", "2026-03-09T10:29"):
        index.zet(tijd)
        gekregen.append(uitkomst(index, POLITIE, nieuw, "sleutel-h"))
        assert uitkomst(index, POLITIE, ander, "sleutel-h") == "VIR-140"
    assert gekregen == [naam(GGD), naam(GGD), "VIR-132", "VIR-132"]
    assert {regel["uitkomst"] for regel in index.logboek() if regel["gebeurtenis"] == "HISTORIE_OPGEHAALD"} == {"OK", "HERHAALD"}


@pytest.mark.eis("R-158")
def test_a_key_of_a_removal_is_no_key_of_a_fetch(index: Index) -> None:
    """One kind of key for both: the same partnerVerzoekId for something else is VIR-140, and a refusal binds none."""
    gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    assert uitkomst(index, POLITIE, verzoeken.EEN_UUID, "sleutel-h") == "VIR-130"
    assert uitkomst(index, POLITIE, nieuw, "sleutel-h") == naam(GGD)
    assert index.verwijder_fout(POLITIE, nieuw, sleutel="sleutel-h").code == "VIR-140"


@pytest.mark.eis("R-054", "R-105", "R-158")
def test_a_repeat_shows_what_may_be_shown_now(index: Index) -> None:
    """Contact data are those of now; after the melding was withdrawn nobody is named any more, and the answer is still no fault."""
    gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.historie(POLITIE, nieuw, "sleutel-h")
    index.goed(GGD, "WijzigContactgegevens", verzoeken.wijzig_contact(GGD, index.sleutel(), GGD.gebruiker, "Anders Geheten", "0612345678"))
    assert namen(index.historie(POLITIE, nieuw, "sleutel-h")) == ["Anders Geheten"]
    index.verwijder(POLITIE, nieuw, NIET_TERECHT)
    assert namen(index.historie(POLITIE, nieuw, "sleutel-h")) == []


@pytest.mark.eis("R-107", "R-091")
def test_a_contact_is_that_of_a_signaal(index: Index) -> None:
    """Element for element what a signaal says of the same reporter, the coordinator of his instantie included."""
    oud = index.meld(GGD, "enig").tekst("meldingId")
    index.meld(HUISARTS, "enig")
    [signaal] = index.goed(HUISARTS, "HaalSignalenOp", verzoeken.haal_signalen(HUISARTS)).elementen("contact")
    index.verwijder(GGD, oud, RISICO)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    [historie] = index.historie(POLITIE, nieuw).elementen("contact")
    assert signaal.find("{*}coordinator") is not None
    assert _velden(signaal) == _velden(historie)


def _velden(element: etree._Element) -> list[tuple[str, str | None]]:
    return [(etree.QName(deel).localname, deel.text) for deel in element.iter("{*}*")]


@pytest.mark.eis("R-054", "R-104", "R-140", "R-141")
def test_what_was_handed_out_is_kept_as_long_as_both_live(index: Index) -> None:
    """The log names who, when and which ids, with a digest; the text stands beside it encrypted, and goes with the new melding."""
    oud = gearchiveerd(index)
    nieuw = index.meld(POLITIE, "enig").tekst("meldingId")
    index.historie(POLITIE, nieuw)
    aangeboden, opgehaald = (
        next(regel for regel in index.logboek() if regel["gebeurtenis"] == soort) for soort in ("HISTORIE_AANGEBODEN", "HISTORIE_OPGEHAALD")
    )
    assert [json.loads(regel["ids"]) for regel in (aangeboden, opgehaald)] == [[nieuw, oud]] * 2
    assert (opgehaald["gebruiker_id"], opgehaald["operatie"], opgehaald["uitkomst"]) == (POLITIE.gebruiker, "HaalHistorieOp", "OK")
    assert aangeboden["persoon"] == opgehaald["persoon"] is not None
    [(melding_id, archief_id, kenmerk, inhoud)] = index.rijen("historie_verstrekking")["historie_verstrekking"]
    assert (melding_id, archief_id) == (nieuw, oud)
    assert json.loads(opgehaald["verstrekt"]) == {oud: bytes(kenmerk).hex()}
    assert naam(GGD).encode() not in bytes(inhoud)
    index.verwijder(POLITIE, nieuw, NIET_TERECHT)
    over = index.rijen("historie_verstrekking", "historie_aanbod", "archief_opgehaald")
    assert (over["historie_verstrekking"], over["historie_aanbod"], len(over["archief_opgehaald"])) == ([], [], 1)
