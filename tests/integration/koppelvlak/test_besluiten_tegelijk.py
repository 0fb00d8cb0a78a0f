"""Decisions beside whatever else happens at that moment come out as if one had come after another (R-082, R-137, R-138)."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from verwijsindex.domain.nummers import Bsn
from verwijsindex.operations.corrigeer_bsn import corrigeer_bsn

from . import verzoeken
from .antwoord import Antwoord, Fout
from .besluiten import College
from .index import Index
from .personen import bsn
from .test_beperken import college, meld, naam
from .test_koppel_bsn import NIEUW, _krijgt, _meld
from .wie import GGD, GGD2, JEUGDHULP, POLITIE, REGIE, WIJKTEAM, Wie

__all__ = ["college"]

pytestmark = [pytest.mark.traag, pytest.mark.eis("R-082")]


def tegelijk(*wat: Callable[[], object]) -> list[object]:
    """All of it together; what each gave, in the same order."""
    start = Barrier(len(wat))

    def doe(een: Callable[[], object]) -> object:
        start.wait()
        return een()

    with ThreadPoolExecutor(len(wat)) as draden:
        return list(draden.map(doe, wat))


def meldt(index: Index, wie: Wie, wie_gemeld: str = "enig") -> Callable[[], Antwoord | Fout]:
    body = index.melding(wie, wie_gemeld)
    return lambda: index.vraag(wie, "MeldJeugdige", body)


def genoemd(index: Index, wie: Wie) -> Counter[str]:
    """How often each reporter is named in this mailbox."""
    return Counter(naam for signaal in index.signalen(wie) for naam in signaal.namen)


def nummers(index: Index, wie: Wie) -> bool:
    """Whether the numbers of a mailbox run on without a gap."""
    gekregen = [signaal.nummer for signaal in index.signalen(wie)]
    return gekregen == list(range(1, len(gekregen) + 1))


@pytest.mark.eis("R-138")
def test_blocking_while_others_report(index: Index, college: College) -> None:
    """Whoever comes first: afterwards nobody is shown who is blocked, and who is not blocked knows each other."""
    [van_ggd] = meld(index, GGD)
    verzoek = college.verzoek()
    melders = (POLITIE, JEUGDHULP, WIJKTEAM)
    tegelijk(lambda: college.beperk(van_ggd, verzoek_id=verzoek), *(meldt(index, wie) for wie in melders))
    for wie in (*melders, REGIE):
        assert naam(GGD) not in genoemd(index, wie)
        assert set(genoemd(index, wie)) == {naam(ander) for ander in melders if ander is not wie}
        assert nummers(index, wie)
    assert genoemd(index, GGD) == {}


@pytest.mark.eis("R-138", "R-090")
def test_lifting_while_others_report(index: Index, college: College) -> None:
    """Everybody learns of everybody; each cause tells each recipient once, however the two interleave."""
    van_ggd, _ = meld(index, GGD, POLITIE)
    verzoek = college.beperk(van_ggd)
    for wie in (GGD, POLITIE, REGIE):
        index.bevestig(wie, [signaal.id for signaal in index.signalen(wie)])
    tegelijk(lambda: college.hef_op(verzoek, van_ggd), meldt(index, JEUGDHULP), lambda: college.hef_op(verzoek, van_ggd))
    allen = {naam(wie) for wie in (GGD, POLITIE, JEUGDHULP)}
    for wie in (GGD, POLITIE, JEUGDHULP):
        assert set(genoemd(index, wie)) == allen - {naam(wie)}
    assert genoemd(index, REGIE)[naam(POLITIE)] == 2  # two causes: the block that was lifted, and the new melding
    assert len(index.rijen("match")["match"]) == 1
    oorzaken = Counter(
        (regel["ontvanger"], regel["ids"].split(",")[1]) for regel in index.logboek() if regel["gebeurtenis"] == "SIGNAAL_GEMAAKT"
    )
    assert max(aantal for (wie, _), aantal in oorzaken.items() if wie == JEUGDHULP.gebruiker) == 1


@pytest.mark.lang
@pytest.mark.eis("R-137", "R-095")
@pytest.mark.parametrize("reden", ["NIET_TERECHT", "RISICO_NIET_MEER_AANWEZIG"])
def test_destroying_while_its_reporter_withdraws(index: Index, college: College, reden: str) -> None:
    """Whoever comes first, it is destroyed, and who was told hears once; the reporter hears that it is done, or that it is gone."""
    van_ggd, _ = meld(index, GGD, POLITIE)
    [gehaald] = index.signalen(POLITIE)
    weg = verzoeken.verwijder_melding(GGD, index.sleutel(), van_ggd, reden)
    _, antwoord = tegelijk(lambda: college.vernietig(van_ggd), lambda: index.vraag(GGD, "VerwijderMelding", weg))
    assert getattr(antwoord, "code", "VIR-130") == "VIR-130"
    assert van_ggd not in {rij[0] for rij in index.rijen("melding")["melding"]}
    assert [signaal.betreft for signaal in index.signalen(POLITIE)] == [None, gehaald.id]


@pytest.mark.lang
@pytest.mark.eis("R-137")
def test_destroying_the_last_while_another_reports(index: Index, college: College) -> None:
    """The jeugdige goes with his last melding, or stays with the new one; nothing is left of a match either way."""
    for ronde, wie_gemeld in enumerate(("enig", "ander", "derde")):
        [van_ggd] = meld(index, GGD, naam=wie_gemeld)
        _, antwoord = tegelijk(lambda weg=van_ggd: college.vernietig(weg), meldt(index, POLITIE, wie_gemeld))
        assert isinstance(antwoord, Antwoord)
        over = index.rijen("melding", "jeugdige")
        assert [len(rijen) for rijen in over.values()] == [ronde + 1, ronde + 1]
    assert genoemd(index, POLITIE) == {}
    assert nummers(index, POLITIE)


@pytest.mark.lang
@pytest.mark.eis("R-138", "R-034")
def test_blocking_while_its_number_is_corrected(index: Index, college: College) -> None:
    """The block is on the melding, under whichever number: no signaal names it, and lifting it tells both reporters."""
    [van_ggd], _ = meld(index, GGD, naam="enig"), meld(index, POLITIE, naam="ander")
    verzoek = college.verzoek()
    oud, nieuw = Bsn(bsn("enig")), Bsn(bsn("ander"))
    tegelijk(lambda: college.beperk(van_ggd, verzoek_id=verzoek), lambda: corrigeer_bsn(oud, nieuw, index.context))
    assert [genoemd(index, wie) for wie in (GGD, POLITIE)] == [{}, {}]
    college.hef_op(verzoek, van_ggd)
    assert [set(genoemd(index, wie)) for wie in (GGD, POLITIE)] == [{naam(POLITIE)}, {naam(GGD)}]


@pytest.mark.lang
@pytest.mark.eis("R-138", "R-030")
def test_lifting_while_it_gets_its_bsn(index: Index, college: College) -> None:
    """Lifted before or after it joins those by number: both reporters know each other, and one new melding knows both."""
    van_ggd = _meld(index, GGD)
    verzoek = college.beperk(van_ggd)
    _krijgt(index)
    index.meld(POLITIE, NIEUW)
    koppel = verzoeken.koppel_bsn(GGD, index.sleutel(), van_ggd, NIEUW)
    tegelijk(lambda: college.hef_op(verzoek, van_ggd), lambda: index.goed(GGD, "KoppelBsn", koppel), meldt(index, GGD2, NIEUW))
    allen = {naam(wie) for wie in (GGD, POLITIE, GGD2)}
    for wie in (GGD, POLITIE, GGD2):
        assert set(genoemd(index, wie)) == allen - {naam(wie)}
        assert nummers(index, wie)


@pytest.mark.lang
@pytest.mark.eis("R-138", "R-095")
def test_blocking_while_a_signaal_is_fetched(index: Index, college: College) -> None:
    """Whoever fetched it before hears that it is gone; whoever comes after gets INGETROKKEN in place; never neither."""
    for wie_gemeld in ("enig", "ander", "derde"):
        van_ggd, _ = meld(index, GGD, POLITIE, naam=wie_gemeld)
        _, gezien = tegelijk(lambda weg=van_ggd: college.beperk(weg), lambda: index.signalen(POLITIE))
        assert isinstance(gezien, list)
        genoemde = [signaal.id for signaal in gezien if signaal.namen]
        assert genoemde == [signaal.betreft for signaal in index.signalen(POLITIE)[len(gezien) - 1 :] if signaal.betreft in genoemde]
        index.bevestig(POLITIE, [signaal.id for signaal in index.signalen(POLITIE)])
    assert genoemd(index, POLITIE) == {}
