"""A melding that a college blocks: what it is to everybody until the block is lifted, and what lifting does (AVG 18, 19; R-138)."""

import json

import pytest

from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.corrigeer_bsn import corrigeer_bsn
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.ronde import Ronde
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden

from . import rechten, verzoeken
from .antwoord import Antwoord, Gekregen
from .besluiten import College
from .index import Index, nu
from .personen import bsn
from .test_koppel_bsn import NIEUW, _krijgt, _meld
from .wie import COORDINATOR, GGD, GGD2, JEUGDHULP, POLITIE, REGIE, Wie, contact

RISICO, NIET_TERECHT = "RISICO_NIET_MEER_AANWEZIG", "NIET_TERECHT"


@pytest.fixture
def college(index: Index) -> College:
    return College(index)


def meld(index: Index, *wie: Wie, naam: str = "enig") -> list[str]:
    """All report the same jeugdige; gives their meldingen."""
    return [index.meld(een, naam).tekst("meldingId") for een in wie]


def soorten(index: Index, wie: Wie) -> list[str]:
    return [signaal.soort for signaal in index.signalen(wie)]


def naam(wie: Wie) -> str:
    return contact(wie.gebruiker).contact.naam


def vlaggen(antwoord: Antwoord) -> tuple[str, str, str]:
    return tuple(antwoord.tekst(vlag) for vlag in ("reedsGemeld", "matchAanwezig", "historieBeschikbaar"))  # type: ignore[return-value]


def is_leeg(signaal: Gekregen) -> bool:
    """INGETROKKEN in place: number and id, and nothing else."""
    return (signaal.soort, signaal.tijdstip, signaal.betreft, signaal.namen, signaal.eigen_melding) == ("INGETROKKEN", None, None, (), None)


def gebeurtenissen(index: Index, wat: str) -> list[list[str]]:
    """The ids of every line of this kind."""
    return [json.loads(regel["ids"]) for regel in index.logboek() if regel["gebeurtenis"] == wat]


@pytest.mark.eis("R-138", "R-070")
def test_it_matches_nothing(index: Index, college: College) -> None:
    """Who reports the same jeugdige or his sister finds no match in it, and nobody hears anything; others match as ever."""
    [van_ggd] = meld(index, GGD, naam="kind")
    verzoek = college.beperk(van_ggd)
    assert vlaggen(index.meld(POLITIE, "kind")) == ("false", "false", "false")
    assert vlaggen(index.meld(GGD2, "zus")) == ("false", "true", "false")  # with the politie
    assert [soorten(index, wie) for wie in (GGD, POLITIE, GGD2, REGIE)] == [[], ["GEZIN"], ["GEZIN"], ["GEZIN"]]
    assert all(signaal.namen == (naam(GGD2),) for signaal in index.signalen(POLITIE))
    assert gebeurtenissen(index, "MELDING_BEPERKT") == [[verzoek, van_ggd]]


@pytest.mark.eis("R-138", "R-071", "R-158")
def test_its_reporter_still_has_it(index: Index, college: College) -> None:
    """He sees it as BEPERKT, gets it when he reports anew, with no match and no signaal, and its dates stay (keuzes.md 25, 29)."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    eerst = index.eigen(GGD)
    college.beperk(van_ggd)
    signalen = index.aantallen()["signaal"]
    weer = index.meld(GGD)
    assert (van_ggd, ("true", "false", "false")) == (weer.tekst("meldingId"), vlaggen(weer))
    assert signalen == index.aantallen()["signaal"]
    nu_gezien = index.eigen(GGD)
    assert (eerst.teksten("status"), nu_gezien.teksten("status")) == (["ACTIEF"], ["BEPERKT"])
    assert [eerst.teksten(veld) == nu_gezien.teksten(veld) for veld in ("meldingId", "meldmoment", "verwijderdatum")] == [True] * 3


@pytest.mark.eis("R-138", "R-095")
def test_who_was_told(index: Index, college: College) -> None:
    """Unfetched: INGETROKKEN in place. Fetched: a notice too, as AVG 19 asks. Its own reporter gets no notice (keuzes.md 19)."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    [gehaald] = index.signalen(REGIE)
    college.beperk(van_ggd)
    assert [is_leeg(signaal) for signaal in index.signalen(POLITIE)] == [True]
    assert [is_leeg(signaal) for signaal in index.signalen(GGD)] == [True]
    blijft = index.signalen(REGIE)
    assert [(gehaald.id, (naam(POLITIE),))] == [(signaal.id, signaal.namen) for signaal in blijft]  # it names the other one still


@pytest.mark.eis("R-138", "R-095")
def test_who_fetched_is_told(index: Index, college: College) -> None:
    """A notice with ids only to who fetched a signaal that names nobody else; a signaal that names others stays for those."""
    [van_ggd, _, _] = meld(index, GGD, POLITIE, JEUGDHULP)
    eerste, tweede = index.signalen(POLITIE)
    assert [eerste.namen, tweede.namen] == [(naam(GGD),), tuple(sorted((naam(GGD), naam(JEUGDHULP))))]
    college.beperk(van_ggd)
    op_plaats, over, bericht = index.signalen(POLITIE)
    assert is_leeg(op_plaats)
    assert (tweede.id, (naam(JEUGDHULP),)) == (over.id, over.namen)
    assert ("INGETROKKEN", eerste.id, ()) == (bericht.soort, bericht.betreft, bericht.namen)
    assert "signaalId" in bericht.xml
    assert [regel["ontvanger"] for regel in index.logboek() if regel["operatie"] == "BeslisVerzoek" and regel["ontvanger"]] == [
        POLITIE.gebruiker
    ]


@pytest.mark.eis("R-138", "R-082", "R-090")
def test_lifted_it_signals_as_if_it_were_new(index: Index, college: College) -> None:
    """The k-th reporter causes k signalen and one for the gemeente, each once; what was withdrawn does not come back (keuzes.md 25)."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    verzoek = college.beperk(van_ggd)
    meld(index, JEUGDHULP)  # matches the politie meanwhile
    voor = {wie: index.signalen(wie) for wie in (GGD, POLITIE, JEUGDHULP, REGIE)}
    college.hef_op(verzoek, van_ggd)
    nieuw = {wie: index.signalen(wie)[len(oud) :] for wie, oud in voor.items()}
    assert [[signaal.soort for signaal in signalen] for signalen in nieuw.values()] == [["ZELFDE_JEUGDIGE"]] * 4
    genoemd = {wie: signalen[0].namen for wie, signalen in nieuw.items()}
    allen = {naam(GGD), naam(POLITIE), naam(JEUGDHULP)}
    assert {wie: tuple(sorted(allen - {naam(wie)})) if wie is not REGIE else tuple(sorted(allen)) for wie in voor} == genoemd
    assert all(oud == index.signalen(wie)[: len(oud)] for wie, oud in voor.items())
    assert index.eigen(GGD).teksten("status") == ["ACTIEF"]
    assert vlaggen(index.meld(GGD)) == ("true", "true", "false")
    assert gebeurtenissen(index, "BEPERKING_OPGEHEVEN") == [[verzoek, van_ggd]]
    aantal = index.aantallen()["signaal"]
    college.hef_op(verzoek, van_ggd)
    assert aantal == index.aantallen()["signaal"]
    assert len(gebeurtenissen(index, "BEPERKING_OPGEHEVEN")) == 1


@pytest.mark.eis("R-138", "R-082")
def test_two_lifted_together(index: Index, college: College) -> None:
    """One after another in order of reporting: the first matches who was not blocked, the second names both."""
    [van_ggd, van_politie, _] = meld(index, GGD, POLITIE, JEUGDHULP)
    verzoek = college.beperk(van_ggd, van_politie)
    assert [is_leeg(signaal) for wie in (GGD, POLITIE) for signaal in index.signalen(wie)] == [True] * 4
    voor = {wie: len(index.signalen(wie)) for wie in (GGD, POLITIE, JEUGDHULP)}
    college.hef_op(verzoek, van_politie, van_ggd)
    nieuw = {wie: [len(signaal.namen) for signaal in index.signalen(wie)[aantal:]] for wie, aantal in voor.items()}
    assert nieuw == {GGD: [1, 2], POLITIE: [2], JEUGDHULP: [1, 2]}


@pytest.mark.eis("R-138", "R-073", "R-090")
def test_brother_and_sister_lifted(index: Index, college: College) -> None:
    """By family it is the same: no match while blocked, one signaal for each reporter afterwards, with one matchsleutel."""
    [van_ggd], _ = meld(index, GGD, naam="kind"), meld(index, POLITIE, naam="zus")
    verzoek = college.beperk(van_ggd)
    oud = [index.signalen(wie) for wie in (GGD, POLITIE)]
    college.hef_op(verzoek, van_ggd)
    nieuw = [index.signalen(wie)[-1] for wie in (GGD, POLITIE)]
    assert [signaal.soort for signaal in nieuw] == ["GEZIN", "GEZIN"]
    assert len({signaal.matchsleutel for signaal in nieuw}) == 1
    assert [is_leeg(signaal) for een in oud for signaal in een] == [True, True]
    assert index.aantallen()["match"] == 1


@pytest.mark.eis("R-138")
def test_blocked_by_two_requests(index: Index, college: College) -> None:
    """It stays blocked until both are lifted, in either order; only then, and once, it is told of."""
    for volgorde in ((0, 1), (1, 0)):
        [van_ggd, _] = meld(index, GGD, POLITIE, naam=("enig", "ander")[volgorde[0]])
        verzoeken = [college.beperk(van_ggd), college.beperk(van_ggd)]
        aantal = index.aantallen()["signaal"]
        college.hef_op(verzoeken[volgorde[0]], van_ggd)
        assert aantal == index.aantallen()["signaal"]
        assert "BEPERKT" in index.eigen(GGD).teksten("status")
        college.hef_op(verzoeken[volgorde[1]], van_ggd)
        assert aantal + 3 == index.aantallen()["signaal"]
        assert "BEPERKT" not in index.eigen(GGD).teksten("status")
    assert index.rijen("beperking") == {"beperking": []}


@pytest.mark.eis("R-138")
def test_a_request_lifts_its_own_block_only(index: Index, college: College) -> None:
    """Lifting by a request that blocks nothing, or not this melding, changes nothing and is not logged."""
    [van_ggd, van_politie] = meld(index, GGD, POLITIE)
    verzoek, ander = college.beperk(van_ggd), college.beperk(van_politie)
    college.hef_op(ander, van_ggd)
    college.hef_op(college.verzoek(), van_ggd, van_politie)
    assert [index.eigen(wie).tekst("status") for wie in (GGD, POLITIE)] == ["BEPERKT", "BEPERKT"]
    assert gebeurtenissen(index, "BEPERKING_OPGEHEVEN") == []
    assert [verzoek, ander] == [beperkt for beperkt, *_ in gebeurtenissen(index, "MELDING_BEPERKT")]


@pytest.mark.eis("R-138")
def test_blocked_lifted_and_blocked_again(index: Index, college: College) -> None:
    """Every time who fetched is told that it is gone, and who is told of it again gets a new number; nothing is told twice."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    index.signalen(POLITIE)
    for _ in range(3):
        verzoek = college.beperk(van_ggd)
        index.signalen(POLITIE)
        college.hef_op(verzoek, van_ggd)
        index.signalen(POLITIE)
    signalen = index.signalen(POLITIE)
    assert [signaal.soort for signaal in signalen] == ["INGETROKKEN"] * 6 + ["ZELFDE_JEUGDIGE"]
    nummers = [signaal.nummer for signaal in signalen]
    assert nummers == list(range(1, 8))
    assert [signaal.betreft for signaal in signalen[1:6:2]] == [signaal.id for signaal in signalen[0:5:2]]


@pytest.mark.eis("R-138", "R-065", "R-062")
def test_its_term_runs_on(index: Index, college: College) -> None:
    """No VERLOOPT while it is blocked; on its verwijderdatum it is in the archive: VIR-131, and its reporter may report anew."""
    [van_ggd] = meld(index, GGD)
    college.beperk(van_ggd)
    index.zet("2028-02-20T10:00")
    onderhoud(Ronde(index.context, index.context.klok.nu(), nu()))
    assert index.signalen(GGD) == []
    index.zet("2028-03-01T23:59")
    assert index.eigen(GGD).teksten("status") == ["BEPERKT"]
    index.zet("2028-03-02T00:00")
    assert index.eigen(GGD).teksten("status") == []
    assert index.verwijder_fout(GGD, van_ggd).code == "VIR-131"
    assert vlaggen(index.meld(GGD)) == ("false", "false", "false")


@pytest.mark.eis("R-138", "R-065")
@pytest.mark.parametrize("gewaarschuwd", [False, True])
def test_who_must_be_warned_is_warned_when_lifted(index: Index, college: College, gewaarschuwd: bool) -> None:
    """Lifted within thirty days of its end, the reporter is warned, also when an earlier warning was withdrawn by the block."""
    [van_ggd] = meld(index, GGD)
    if gewaarschuwd:
        index.zet("2028-02-10T10:00")
        assert soorten(index, GGD) == ["VERLOOPT"]
    verzoek = college.beperk(van_ggd)
    index.zet("2028-02-20T10:00")
    eerder = ["INGETROKKEN"] if gewaarschuwd else []
    assert soorten(index, GGD) == eerder
    college.hef_op(verzoek, van_ggd)
    for _ in range(2):
        assert soorten(index, GGD) == [*eerder, "VERLOOPT"]


@pytest.mark.eis("R-138", "R-104", "R-105")
def test_in_the_archive_it_says_nothing(index: Index, college: College) -> None:
    """By term or withdrawn while blocked, it is offered to nobody; lifted, it speaks to who reports from then on."""
    [van_ggd] = meld(index, GGD)
    verzoek = college.beperk(van_ggd)
    index.verwijder(GGD, van_ggd, RISICO)
    assert vlaggen(index.meld(POLITIE)) == ("false", "false", "false")
    aantal = index.aantallen()["signaal"]
    college.hef_op(verzoek, van_ggd)
    assert aantal == index.aantallen()["signaal"]
    assert vlaggen(index.meld(POLITIE))[2] == "false"  # the offer was fixed when reporting (keuzes.md 28)
    van_jeugdhulp = index.meld(JEUGDHULP)
    assert vlaggen(van_jeugdhulp) == ("false", "true", "true")
    assert index.historie(JEUGDHULP, van_jeugdhulp.tekst("meldingId")).teksten("naam")[0] == naam(GGD)


@pytest.mark.eis("R-138", "R-104", "R-105", "R-158")
def test_an_offer_that_was_blocked_later(index: Index, college: College) -> None:
    """An archived melding that is blocked after it was offered is not handed out, nor again; lifted in time it is."""
    [van_ggd] = meld(index, GGD)
    index.verwijder(GGD, van_ggd, RISICO)
    van_politie, van_jeugdhulp = meld(index, POLITIE, JEUGDHULP)
    assert index.historie(JEUGDHULP, van_jeugdhulp, "sleutel-j").teksten("naam")
    verzoek = college.beperk(van_ggd)
    assert index.historie_fout(POLITIE, van_politie).code == "VIR-132"
    assert vlaggen(index.meld(POLITIE))[2] == "false"
    assert index.historie(JEUGDHULP, van_jeugdhulp, "sleutel-j").teksten("naam") == []
    college.hef_op(verzoek, van_ggd)
    assert vlaggen(index.meld(POLITIE))[2] == "true"
    assert index.historie(JEUGDHULP, van_jeugdhulp, "sleutel-j").teksten("naam")
    assert index.historie(POLITIE, van_politie).teksten("naam")[0] == naam(GGD)


@pytest.mark.eis("R-138", "R-105")
def test_with_a_blocked_melding_nothing_is_fetched(index: Index, college: College) -> None:
    """The offer of its own reporter waits, and its thirty days run on."""
    [van_ggd] = meld(index, GGD)
    index.verwijder(GGD, van_ggd, RISICO)
    [van_politie, van_jeugdhulp] = meld(index, POLITIE, JEUGDHULP)
    verzoek = college.beperk(van_politie, van_jeugdhulp)
    assert [index.historie_fout(*wie).code for wie in ((POLITIE, van_politie), (JEUGDHULP, van_jeugdhulp))] == ["VIR-132"] * 2
    college.hef_op(verzoek, van_politie)
    assert index.historie(POLITIE, van_politie).teksten("naam")[0] == naam(GGD)
    index.zet("2026-04-02T10:30")
    college.hef_op(verzoek, van_jeugdhulp)
    assert index.historie_fout(JEUGDHULP, van_jeugdhulp).code == "VIR-132"


@pytest.mark.eis("R-138", "R-100", "R-101", "R-095")
def test_its_reporter_withdraws_it(index: Index, college: College) -> None:
    """As not justified: destroyed, its block with it, and nobody is told a second time that it is gone."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    index.signalen(POLITIE)
    verzoek = college.beperk(van_ggd)
    aantal = index.aantallen()["signaal"]
    index.verwijder(GGD, van_ggd, NIET_TERECHT)
    assert aantal == index.aantallen()["signaal"]
    over = index.rijen("melding", "beperking", "verstrekking")
    assert [len(over[tabel]) for tabel in ("melding", "beperking", "verstrekking")] == [1, 0, 0]
    college.hef_op(verzoek, van_ggd)
    assert gebeurtenissen(index, "BEPERKING_OPGEHEVEN") == []
    assert vlaggen(index.meld(GGD)) == ("false", "true", "false")


@pytest.mark.eis("R-138", "R-054")
def test_contact_data_may_change_meanwhile(index: Index, college: College) -> None:
    """Who is blocked keeps his contact data up to date; lifted, the new ones are told."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    verzoek = college.beperk(van_ggd)
    index.goed(
        GGD, "WijzigContactgegevens", verzoeken.wijzig_contact(GGD, index.sleutel(), GGD.gebruiker, "Nieuwe Achternaam", "070-7654321")
    )
    college.hef_op(verzoek, van_ggd)
    assert index.signalen(POLITIE)[-1].namen == ("Nieuwe Achternaam",)


@pytest.mark.eis("R-138", "R-030", "R-070")
def test_a_bsn_keeps_the_block(index: Index, college: College) -> None:
    """KoppelBsn on a blocked melding brings it under the number, with the block: no match until that is lifted."""
    van_ggd = _meld(index, GGD)
    verzoek = college.beperk(van_ggd)
    _krijgt(index)
    index.meld(POLITIE, NIEUW)
    antwoord = index.goed(GGD, "KoppelBsn", verzoeken.koppel_bsn(GGD, index.sleutel(), van_ggd, NIEUW))
    assert antwoord.tekst("matchAanwezig") == "false"
    assert [soorten(index, wie) for wie in (GGD, POLITIE)] == [[], []]
    assert index.eigen(GGD).teksten("status") == ["BEPERKT"]
    college.hef_op(verzoek, van_ggd)
    assert [soorten(index, wie) for wie in (GGD, POLITIE)] == [["ZELFDE_JEUGDIGE"]] * 2


@pytest.mark.eis("R-138", "R-034")
def test_a_corrected_bsn_keeps_the_block(index: Index, college: College) -> None:
    """Two numbers turn out to be one person: the blocked melding comes along and stays blocked."""
    [van_ggd], _ = meld(index, GGD, naam="enig"), meld(index, POLITIE, naam="ander")
    verzoek = college.beperk(van_ggd)
    assert corrigeer_bsn(Bsn(bsn("enig")), Bsn(bsn("ander")), index.context) == 1
    assert [soorten(index, wie) for wie in (GGD, POLITIE)] == [[], []]
    assert index.eigen(GGD).teksten("status") == ["BEPERKT"]
    college.hef_op(verzoek, van_ggd)
    assert [soorten(index, wie) for wie in (GGD, POLITIE)] == [["ZELFDE_JEUGDIGE"]] * 2


@pytest.mark.eis("R-138", "R-043", "R-044", "R-111")
@pytest.mark.parametrize("einde", ["overlijden", "23"])
def test_a_block_keeps_nothing(index: Index, college: College, einde: str) -> None:
    """Death and the 23rd birthday destroy what is blocked with everything else about him, archive included."""
    [van_ggd, van_politie] = meld(index, GGD, POLITIE, naam="20040510")
    index.verwijder(POLITIE, van_politie, RISICO)
    college.beperk(van_ggd, van_politie)
    if einde == "overlijden":
        assert verwerk_overlijden(Bsn(bsn("20040510")), index.context) == 2
    else:
        index.zet("2027-05-10T00:00")
        assert index.eigen(GGD).teksten("status") == []
        onderhoud(Ronde(index.context, index.context.klok.nu(), nu()))
    over = index.rijen("melding", "jeugdige", "beperking", "signaal_contact")
    assert [tuple(rijen) for rijen in over.values()] == [(), (), (), ()]


@pytest.mark.eis("R-138", "R-005")
def test_what_was_blocked_when_its_reporter_left(index: Index, college: College) -> None:
    """A coordinator who reads the mailbox of the reporter sees what he would: nothing of what is blocked."""
    [van_ggd, _] = meld(index, GGD, POLITIE)
    college.beperk(van_ggd)
    antwoord = index.goed(COORDINATOR, "HaalSignalenOp", verzoeken.haal_signalen(COORDINATOR, ontvanger=GGD.gebruiker))
    assert antwoord.teksten("soort") == ["INGETROKKEN"]
    assert antwoord.teksten("naam") == []


@pytest.mark.eis("R-138", "R-134")
def test_inzage_knows_who_was_told_before(index: Index, college: College) -> None:
    """Of a melding that was blocked, inzage names who fetched it before; not who looked afterwards, blocked or lifted, and saw nothing."""
    van_ggd, _, _ = meld(index, GGD, POLITIE, JEUGDHULP)
    index.signalen(POLITIE)
    verzoek = college.beperk(van_ggd)
    index.zet("2026-03-03T10:30")
    for wie in (POLITIE, JEUGDHULP, REGIE):
        index.signalen(wie)
    college.hef_op(verzoek, van_ggd)
    balie = rechten.College(index)
    inzage = balie.inzage(balie.registreer("INZAGE").tekst("verzoekId"))
    [melding] = [melding for melding in inzage.elementen("melding") if melding.findtext("{*}meldingId") == van_ggd]
    verstrekt = [(v.findtext("{*}aan/{*}naam"), v.find("{*}opgehaaldOp") is not None) for v in melding.iterfind("{*}verstrekt")]
    gehaald = [wie for wie, opgehaald in verstrekt if opgehaald]
    assert gehaald == [naam(POLITIE)] * 2
    assert sorted(str(wie) for wie, opgehaald in verstrekt if not opgehaald) == sorted(["Regievoerder", naam(POLITIE), naam(JEUGDHULP)])
