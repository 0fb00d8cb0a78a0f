"""Repetition by business key (R-158, keuzes.md 1): the same answer again, VIR-140, the tombstone, and when a key is free."""

import pytest

from . import verzoeken
from .antwoord import Antwoord
from .index import Index
from .wie import GGD, GGD2, HUISARTS, POLITIE, SCHOOL

FUNCTIONEEL = ("meldingId", "meldmoment", "verwijderdatum", "reedsGemeld", "matchAanwezig", "historieBeschikbaar")


def _functioneel(antwoord: Antwoord) -> list[str]:
    return [antwoord.tekst(naam) for naam in FUNCTIONEEL]


@pytest.mark.eis("R-158")
def test_the_same_key_and_content_give_the_first_answer(index: Index) -> None:
    """Whatever happened meanwhile and whatever the kenmerk says, the functional answer is the first one; nothing changes."""
    eerste = index.meld(GGD, "enig", "sleutel-a", kenmerk="kenmerk-1")
    index.meld(POLITIE, "enig")
    voor = index.gevolgen()
    tweede = index.meld(GGD, "enig", "sleutel-a", kenmerk="kenmerk-2")
    assert _functioneel(eerste) == _functioneel(tweede)
    assert tweede.tekst("kenmerk") == "kenmerk-2"
    assert tweede.tekst("berichtId") != eerste.tekst("berichtId")
    assert voor == index.gevolgen()


@pytest.mark.eis("R-158")
@pytest.mark.parametrize(
    ("wie", "wie_gemeld"),
    [(GGD, "ander"), (GGD2, "enig"), (GGD, "123456789"), (GGD, "overleden")],
    ids=["another jeugdige", "another reporter", "an invalid number", "deceased"],
)
def test_the_same_key_with_other_content_is_refused(index: Index, wie: object, wie_gemeld: str) -> None:
    """VIR-140 names the element; it comes before what the register or the number would say (keuzes.md 2)."""
    index.meld(GGD, "enig", "sleutel-a")
    voor = index.gevolgen()
    fout = index.meld_fout(wie, wie_gemeld, "sleutel-a")
    assert (fout.code, fout.element, fout.detail) == ("VIR-140", "partnerMeldingId", True)
    assert voor == index.gevolgen()


@pytest.mark.eis("R-158")
def test_a_key_is_of_one_partner(index: Index) -> None:
    """Two partners may use the same key, for the same or another jeugdige."""
    een, ander = index.meld(GGD, "enig", "sleutel-a"), index.meld(POLITIE, "enig", "sleutel-a")
    assert een.tekst("meldingId") != ander.tekst("meldingId")


@pytest.mark.eis("R-158")
def test_a_refused_request_binds_no_key(index: Index) -> None:
    """Only accepted requests bind: after a refusal the same key can be used for something else."""
    assert index.meld_fout(GGD, "overleden", "sleutel-a").code == "VIR-112"
    assert index.meld(GGD, "enig", "sleutel-a").tekst("reedsGemeld") == "false"


@pytest.mark.eis("R-071", "R-158")
def test_another_key_for_the_same_jeugdige(index: Index) -> None:
    """R-071 answers with the existing melding, and binds the second key to it as well."""
    eerste = index.meld(GGD, "enig", "sleutel-a").tekst("meldingId")
    assert [eerste, eerste] == [index.meld(GGD, "enig", "sleutel-b").tekst("meldingId") for _ in range(2)]
    assert index.meld_fout(GGD, "ander", "sleutel-b").code == "VIR-140"


@pytest.mark.eis("R-158")
def test_a_key_stays_bound_while_its_melding_lives(index: Index) -> None:
    """Long after seven days, and in the archive, the first answer still comes."""
    eerste = index.meld(GGD, "enig", "sleutel-a")
    for tijd in ("2026-03-10T12:00", "2028-03-01T12:00", "2028-03-02T00:00", "2033-03-01T23:59"):
        index.zet(tijd)
        assert _functioneel(eerste) == _functioneel(index.meld(GGD, "enig", "sleutel-a"))
        assert index.meld_fout(GGD, "ander", "sleutel-a").code == "VIR-140"


@pytest.mark.eis("R-158")
@pytest.mark.parametrize(("tijd", "code"), [("2026-03-09T10:29", "VIR-130"), ("2026-03-09T10:31", "OK"), ("2026-03-10T10:30", "OK")])
def test_a_destroyed_melding_leaves_a_tombstone_of_seven_days(index: Index, tijd: str, code: str) -> None:
    """A repeat gets VIR-130, with the same or with other content; after seven days the key is free."""
    index.verwijder(GGD, index.meld(GGD, "enig", "sleutel-a").tekst("meldingId"), "NIET_TERECHT")
    for wie_gemeld in ("enig", "ander"):
        fout = index.meld_fout(GGD, wie_gemeld, "sleutel-a")
        assert (fout.code, fout.element) == ("VIR-130", "partnerMeldingId")
    index.zet(tijd)
    antwoord = index.vraag(GGD, "MeldJeugdige", index.melding(GGD, "ander", "sleutel-a"))
    assert code == getattr(antwoord, "code", "OK")


@pytest.mark.eis("R-045", "R-158")
def test_a_melding_that_lapsed_leaves_a_tombstone_too(index: Index) -> None:
    """At the end of the archive, though no job ran: VIR-130 for seven days, then free."""
    index.meld(GGD, "enig", "sleutel-a")
    gekregen = []
    for tijd in ("2033-03-01T23:59", "2033-03-02T00:00", "2033-03-08T23:59", "2033-03-09T00:00"):
        index.zet(tijd)
        antwoord = index.vraag(GGD, "MeldJeugdige", index.melding(GGD, "enig", "sleutel-a"))
        gekregen.append(getattr(antwoord, "code", "OK"))
    assert gekregen == ["OK", "VIR-130", "VIR-130", "OK"]


@pytest.mark.eis("R-158", "R-195")
def test_a_tombstone_tells_nothing_of_a_person(index: Index) -> None:
    """Of a destroyed melding the table keeps a keyed digest of the key, and neither content nor answer."""
    index.verwijder(GGD, index.meld(GGD, "enig", "sleutel-a").tekst("meldingId"), "NIET_TERECHT")
    grafstenen = [rij for rij in index.rijen("zakelijke_sleutel")["zakelijke_sleutel"] if rij[1] == "MELDING"]
    [(_, _, sleutel, inhoud, antwoord, melding, vervalt)] = grafstenen
    assert (inhoud, antwoord, melding) == (None, None, None)
    assert b"sleutel-a" not in bytes(sleutel)
    assert vervalt is not None


@pytest.mark.eis("R-158")
def test_a_repeated_removal_gives_the_first_answer(index: Index) -> None:
    """For seven days, also when the melding was destroyed; the kenmerk may differ."""
    melding = index.meld(GGD, "enig").tekst("meldingId")
    eerste = index.verwijder(GGD, melding, "NIET_TERECHT", "verzoek-a")
    index.zet("2026-03-09T10:29")
    voor = index.gevolgen()
    body = verzoeken.verwijder_melding(GGD, "verzoek-a", melding, "NIET_TERECHT", kenmerk="heel-ander-kenmerk")
    tweede = index.goed(GGD, "VerwijderMelding", body)
    assert [eerste.tekst(n) for n in ("meldingId", "verwijderdOp")] == [tweede.tekst(n) for n in ("meldingId", "verwijderdOp")]
    assert voor == index.gevolgen()
    index.zet("2026-03-09T10:31")
    assert index.verwijder_fout(GGD, melding, sleutel="verzoek-a").code == "VIR-130"


@pytest.mark.eis("R-158")
def test_a_removal_with_other_content_is_refused(index: Index) -> None:
    """Another melding, another reden or another reporter under the same key is VIR-140."""
    een, ander = (index.meld(GGD, naam).tekst("meldingId") for naam in ("enig", "ander"))
    index.verwijder(GGD, een, "RISICO_NIET_MEER_AANWEZIG", "verzoek-a")
    voor = index.gevolgen()
    for wie, melding, reden in (
        (GGD, ander, "RISICO_NIET_MEER_AANWEZIG"),
        (GGD, een, "NIET_TERECHT"),
        (GGD2, een, "RISICO_NIET_MEER_AANWEZIG"),
    ):
        fout = index.verwijder_fout(wie, melding, reden, "verzoek-a")
        assert (fout.code, fout.element) == ("VIR-140", "partnerVerzoekId")
    assert voor == index.gevolgen()


@pytest.mark.eis("R-158")
def test_kinds_of_key_do_not_meet(index: Index) -> None:
    """A partnerMeldingId and a partnerVerzoekId of the same text are two keys."""
    melding = index.meld(GGD, "enig", "zelfde-tekst").tekst("meldingId")
    index.verwijder(GGD, melding, "RISICO_NIET_MEER_AANWEZIG", "zelfde-tekst")
    assert index.meld(GGD, "enig", "zelfde-tekst").tekst("meldingId") == melding


@pytest.mark.eis("R-158")
@pytest.mark.parametrize("sleutel", ["x", "a b", "!" * 64, "&<>\"'", "12345"])
def test_any_text_that_the_contract_allows_is_a_key(index: Index, sleutel: str) -> None:
    """One to 64 printable characters, markup included; it comes back in the list of own meldingen as it was sent."""
    eerste = index.meld(GGD, "enig", sleutel)
    assert _functioneel(eerste) == _functioneel(index.meld(GGD, "enig", sleutel))
    assert index.eigen(GGD).teksten("partnerMeldingId") == [sleutel]


@pytest.mark.eis("R-158")
def test_the_instantie_is_part_of_the_content(index: Index) -> None:
    """Two reporters of one partner, one of them without instantie: the key of the one is VIR-140 for the other."""
    assert HUISARTS.oin == SCHOOL.oin
    index.meld(HUISARTS, "enig", "sleutel-a")
    assert index.meld_fout(SCHOOL, "enig", "sleutel-a").code == "VIR-140"
