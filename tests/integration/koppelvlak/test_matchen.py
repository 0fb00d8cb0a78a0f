"""Which meldingen match, and whom that tells what (R-070..R-073, R-078, R-081, R-082, R-090..R-092, R-097; keuzes.md 10, 17, 18)."""

import re

import pytest

from .antwoord import Gekregen
from .index import Index
from .wie import BESCHERMING, GGD, GGD2, GGD3, HUISARTS, JEUGDHULP, POLITIE, REGIE, REGIE2, WENDING, Wie, contact


def _namen(*wie: Wie) -> tuple[str, ...]:
    return tuple(sorted(contact(w.gebruiker).contact.naam for w in wie))


def _kern(signalen: list[Gekregen]) -> list[tuple[str, tuple[str, ...]]]:
    return [(signaal.soort, signaal.namen) for signaal in signalen]


@pytest.mark.eis("R-070", "R-082", "R-090", "R-094")
def test_the_kth_reporter_causes_k_signalen_and_one_for_the_gemeente(index: Index) -> None:
    """Each recipient gets one signaal per new melding, that names all others; the gemeente gets one that names everybody."""
    melders = [GGD, POLITIE, JEUGDHULP]
    aantallen = []
    for wie in melders:
        index.meld(wie, "enig")
        aantallen.append(index.aantallen()["signaal"])
    assert aantallen == [0, 2 + 1, 3 + 1 + 3]
    zelfde = "ZELFDE_JEUGDIGE"
    assert [(zelfde, _namen(POLITIE)), (zelfde, _namen(POLITIE, JEUGDHULP))] == _kern(index.signalen(GGD))
    assert [(zelfde, _namen(GGD)), (zelfde, _namen(GGD, JEUGDHULP))] == _kern(index.signalen(POLITIE))
    assert [(zelfde, _namen(GGD, POLITIE))] == _kern(index.signalen(JEUGDHULP))
    assert [(zelfde, _namen(GGD, POLITIE)), (zelfde, _namen(*melders))] == _kern(index.signalen(REGIE))
    assert index.signalen(REGIE2) == []
    assert index.aantallen()["match"] == 1


@pytest.mark.eis("R-072")
def test_b8_colleagues_match(index: Index) -> None:
    """B8: two reporters of one instantie are told of each other, and the regievoerder is told."""
    index.meld(GGD, "enig")
    assert index.meld(GGD2, "enig").tekst("matchAanwezig") == "true"
    assert [("ZELFDE_JEUGDIGE", _namen(GGD2))] == _kern(index.signalen(GGD))
    assert [("ZELFDE_JEUGDIGE", _namen(GGD, GGD2))] == _kern(index.signalen(REGIE))


@pytest.mark.eis("R-071", "R-006")
def test_b24_the_same_reporter_through_two_partners(index: Index) -> None:
    """B24: a second partner system that sends the same reporter's melding gets the existing one; there is no match."""
    index.zet("2026-03-01T12:00")  # the day before the mandate of the second partner ends
    eerste = index.meld(GGD, "enig").tekst("meldingId")
    tweede = index.meld(GGD.met(oin=HUISARTS.oin, verzender=HUISARTS.oin), "enig")
    assert (eerste, "true", "false") == tuple(tweede.tekst(naam) for naam in ("meldingId", "reedsGemeld", "matchAanwezig"))
    assert {naam: index.aantallen()[naam] for naam in ("melding", "match", "signaal")} == {"melding": 1, "match": 0, "signaal": 0}


@pytest.mark.eis("R-071")
def test_a_repeated_melding_tells_whether_there_is_a_match_now(index: Index) -> None:
    """Who reports again while others have reported meanwhile hears that there is a match, but causes no signaal."""
    index.meld(GGD, "enig")
    index.meld(POLITIE, "enig")
    voor = index.aantallen()["signaal"]
    antwoord = index.meld(GGD, "enig")
    assert (antwoord.tekst("reedsGemeld"), antwoord.tekst("matchAanwezig")) == ("true", "true")
    assert voor == index.aantallen()["signaal"]


@pytest.mark.eis("R-073", "R-091", "R-092")
def test_brother_and_sister_match_as_family(index: Index) -> None:
    """Both reporters hear that it is another jeugdige, under one random matchsleutel, and the regievoerder of both hears it once."""
    eigen = {GGD: index.meld(GGD, "kind").tekst("meldingId"), POLITIE: index.meld(POLITIE, "zus").tekst("meldingId")}
    signalen = {wie: index.signalen(wie) for wie in (GGD, POLITIE, REGIE)}
    for wie, ander in ((GGD, POLITIE), (POLITIE, GGD)):
        [signaal] = signalen[wie]
        assert ("GEZIN", _namen(ander), eigen[wie], "true") == (
            signaal.soort,
            signaal.namen,
            signaal.eigen_melding,
            signaal.andere_jeugdige,
        )
    [regie] = signalen[REGIE]
    assert ("GEZIN", _namen(GGD, POLITIE), None) == (regie.soort, regie.namen, regie.eigen_melding)
    [sleutel] = {signaal.matchsleutel for [signaal] in signalen.values()}
    assert sleutel is not None
    assert re.fullmatch("[0-9a-f]{12}", sleutel)
    assert index.aantallen()["match"] == 1


@pytest.mark.eis("R-073", "R-092")
def test_every_family_melding_has_a_matchsleutel_of_its_own(index: Index) -> None:
    """The key is one per triggering melding and never used again, not one per family."""
    index.meld(GGD, "kind")
    index.meld(POLITIE, "zus")
    index.meld(JEUGDHULP, "elders")
    sleutels = [signaal.matchsleutel for signaal in index.signalen(GGD)]
    assert len(sleutels) == len(set(sleutels)) == 2
    assert sleutels[1:] == [signaal.matchsleutel for signaal in index.signalen(JEUGDHULP)]


@pytest.mark.eis("R-073", "R-092")
def test_family_is_never_transitive(index: Index) -> None:
    """kind and half share the father, half and stief the stepmother; kind and stief share nobody and do not match."""
    index.meld(GGD, "kind")
    assert index.meld(JEUGDHULP, "stief").tekst("matchAanwezig") == "false"
    assert index.meld(POLITIE, "half").tekst("matchAanwezig") == "true"
    assert [("GEZIN", _namen(POLITIE))] == _kern(index.signalen(GGD))
    assert [("GEZIN", _namen(POLITIE))] == _kern(index.signalen(JEUGDHULP))
    assert [("GEZIN", _namen(GGD, JEUGDHULP))] == _kern(index.signalen(POLITIE))
    assert index.aantallen()["match"] == 2


@pytest.mark.eis("R-073")
def test_b13_a_parent_without_number_matches_nothing(index: Index) -> None:
    """B13: children of a mother without BSN in the BRP are not found to be family."""
    index.meld(GGD, "zonder-ouder-1")
    assert index.meld(POLITIE, "zonder-ouder-2").tekst("matchAanwezig") == "false"
    assert {naam: index.aantallen()[naam] for naam in ("match", "signaal")} == {"match": 0, "signaal": 0}


@pytest.mark.eis("R-070", "R-073")
def test_one_reporter_never_matches_himself(index: Index) -> None:
    """No match of any kind inside one meldingsbevoegde (keuzes.md 17)."""
    index.meld(GGD, "kind")
    assert index.meld(GGD, "zus").tekst("matchAanwezig") == "false"
    assert {naam: index.aantallen()[naam] for naam in ("match", "signaal")} == {"match": 0, "signaal": 0}


@pytest.mark.eis("R-078", "R-090")
def test_the_same_person_is_never_family(index: Index) -> None:
    """Two meldingen of kind and one of zus: two kinds of match, and each recipient hears each kind apart."""
    index.meld(GGD, "kind")
    index.meld(POLITIE, "kind")
    index.meld(JEUGDHULP, "zus")
    zelfde, gezin = "ZELFDE_JEUGDIGE", "GEZIN"
    assert [(zelfde, _namen(POLITIE)), (gezin, _namen(JEUGDHULP))] == _kern(index.signalen(GGD))
    assert [(zelfde, _namen(GGD)), (gezin, _namen(JEUGDHULP))] == _kern(index.signalen(POLITIE))
    assert [(gezin, _namen(GGD, POLITIE))] == _kern(index.signalen(JEUGDHULP))
    assert [(zelfde, _namen(GGD, POLITIE)), (gezin, _namen(GGD, POLITIE, JEUGDHULP))] == _kern(index.signalen(REGIE))


@pytest.mark.eis("R-090", "R-092")
def test_a_reporter_of_both_children_is_named_once(index: Index) -> None:
    """Each appointment once: who reported kind and zus is one contact for the reporter of half."""
    index.meld(GGD, "kind")
    index.meld(GGD, "zus")
    index.meld(POLITIE, "half")
    assert [("GEZIN", _namen(GGD))] == _kern(index.signalen(POLITIE))
    eigen = [signaal.eigen_melding for signaal in index.signalen(GGD)]
    assert len(eigen) == len(set(eigen)) == 2  # one signaal per own melding


@pytest.mark.eis("R-097")
def test_each_gemeente_of_a_family_is_told(index: Index) -> None:
    """A family match of jeugdigen of two gemeenten goes to both regievoerders."""
    index.meld(GGD, "kind")
    index.meld(POLITIE, "elders")
    for regie in (REGIE, REGIE2):
        assert [("GEZIN", _namen(GGD, POLITIE))] == _kern(index.signalen(regie))


@pytest.mark.eis("R-097")
def test_the_gemeente_is_that_of_the_jeugdige(index: Index) -> None:
    """A jeugdige of the second gemeente: its regievoerder is told, whoever reports."""
    index.meld(GGD, "havenstad")
    index.meld(POLITIE, "havenstad")
    assert index.signalen(REGIE) == []
    assert [("ZELFDE_JEUGDIGE", _namen(GGD, POLITIE))] == _kern(index.signalen(REGIE2))


@pytest.mark.eis("R-097", "R-140")
@pytest.mark.parametrize("wie_gemeld", ["rni", "zonder-gemeente", "zonder-regie"])
def test_without_a_regievoerder_that_of_the_mandate_is_told(index: Index, wie_gemeld: str) -> None:
    """RNI, unknown, or a gemeente without regievoerder: the one of the reporter's mandate, with a line in the log (keuzes.md 10)."""
    index.meld(GGD, wie_gemeld)
    index.meld(BESCHERMING, wie_gemeld)  # its mandate is of the second gemeente
    assert index.signalen(REGIE) == []
    assert [("ZELFDE_JEUGDIGE", _namen(GGD, BESCHERMING))] == _kern(index.signalen(REGIE2))
    assert [regel["operatie"] for regel in index.logboek() if regel["gebeurtenis"] == "REGIEVOERDER_UIT_MANDAAT"] == ["MeldJeugdige"]


@pytest.mark.eis("R-081")
def test_an_archived_melding_takes_no_part(index: Index) -> None:
    """A removed melding matches nobody, of either kind."""
    index.verwijder(GGD, index.meld(GGD, "kind").tekst("meldingId"), "RISICO_NIET_MEER_AANWEZIG")
    for wie, kind in ((POLITIE, "kind"), (JEUGDHULP, "zus")):
        index.meld(wie, kind)
    assert index.signalen(GGD) == []
    assert [("GEZIN", _namen(JEUGDHULP))] == _kern(index.signalen(POLITIE))


@pytest.mark.eis("R-045", "R-081")
def test_an_expired_melding_takes_no_part(index: Index) -> None:
    """The day before the term ends it matches, from 00:00 it does not, though no job removed it."""
    index.meld(GGD, "enig")
    index.zet("2028-03-01T23:59")
    assert index.meld(POLITIE, "enig").tekst("matchAanwezig") == "true"
    index.zet("2028-03-02T00:00")
    index.meld(JEUGDHULP, "enig")
    assert [("ZELFDE_JEUGDIGE", _namen(POLITIE))] == _kern(index.signalen(JEUGDHULP))


@pytest.mark.eis("R-079")
def test_parents_leave_with_the_last_melding(index: Index) -> None:
    """Pseudonyms of parents exist as long as a melding or archive entry of the jeugdige does."""
    eerste, tweede = (index.meld(wie, "kind").tekst("meldingId") for wie in (GGD, POLITIE))
    aantallen = []
    for wie, melding in ((GGD, eerste), (POLITIE, tweede)):
        index.verwijder(wie, melding, "NIET_TERECHT")
        aantallen.append([index.aantallen()[naam] for naam in ("jeugdige", "jeugdige_ouder", "match")])
    assert aantallen[-1] == [0, 0, 0]
    assert aantallen[0][:2] == [1, 2]


@pytest.mark.eis("R-023", "R-090")
def test_every_kind_of_reporter_is_told(index: Index) -> None:
    """Six reporters of as many kinds: the last one is told of five others, the first of them got five signalen."""
    melders = [GGD, GGD3, POLITIE, JEUGDHULP, HUISARTS, WENDING]
    for wie in melders:
        index.meld(wie, "enig")
    assert [("ZELFDE_JEUGDIGE", _namen(*melders[:-1]))] == _kern(index.signalen(WENDING))
    assert [signaal.nummer for signaal in index.signalen(GGD)] == [1, 2, 3, 4, 5]
