"""Meldingen that a college has destroyed: on a request, or out of the archive (R-095, R-101, R-112, R-137; AVG 17, 19, 21)."""

import json
from typing import Any

import pytest

from verwijsindex.domain.regels.avg import Grond

from .besluiten import BESLUIT, College
from .index import Index
from .test_beperken import college, is_leeg, meld, naam, soorten
from .wie import GGD, GGD2, JEUGDHULP, POLITIE, REGIE

__all__ = ["college"]

RISICO = "RISICO_NIET_MEER_AANWEZIG"


def regels(index: Index) -> list[dict[str, Any]]:
    """The lines of the logboek about the decision."""
    return [regel | {"ids": json.loads(regel["ids"])} for regel in index.logboek() if regel["operatie"] == BESLUIT]


@pytest.mark.eis("R-137", "R-101")
@pytest.mark.parametrize("grond", list(Grond))
def test_granted_it_is_gone_at_once(index: Index, college: College, grond: Grond) -> None:
    """ACTIEF, blocked and archived alike: no row is left but the tombstones of the business keys, and the archive has nothing to say."""
    van_ggd, van_politie, van_ggd2 = meld(index, GGD, POLITIE, GGD2)
    index.verwijder(GGD, van_ggd, RISICO)
    college.beperk(van_politie)
    besluit = college.vernietig(van_ggd, van_politie, van_ggd2, grond=grond)
    over = {tabel: len(rijen) for tabel, rijen in index.rijen("melding", "jeugdige", "beperking", "match", "signaal_contact").items()}
    assert set(over.values()) == {0}
    assert [index.verwijder_fout(wie, melding).code for wie, melding in ((GGD, van_ggd), (POLITIE, van_politie))] == ["VIR-130"] * 2
    assert index.meld(JEUGDHULP).tekst("historieBeschikbaar") == "false"
    vernietigd = [regel for regel in regels(index) if regel["gebeurtenis"] == "MELDINGEN_VERNIETIGD"]
    assert [(regel["uitkomst"], regel["ids"][0], sorted(regel["ids"][1:])) for regel in vernietigd] == [
        (grond.value, besluit, sorted((van_ggd, van_politie, van_ggd2)))
    ]


@pytest.mark.eis("R-137", "R-095")
def test_who_was_told_is_told(index: Index, college: College) -> None:
    """Fetched: a notice with ids only. Unfetched: INGETROKKEN in place. The reporter whose melding goes gets no notice (keuzes.md 19)."""
    van_ggd, _ = meld(index, GGD, POLITIE)
    [gehaald] = index.signalen(POLITIE)
    index.signalen(GGD)
    college.vernietig(van_ggd)
    op_plaats, bericht = index.signalen(POLITIE)
    assert is_leeg(op_plaats)
    assert (bericht.soort, bericht.betreft, bericht.namen) == ("INGETROKKEN", gehaald.id, ())
    assert [is_leeg(signaal) for signaal in index.signalen(GGD)] == [True]
    assert [signaal.namen for signaal in index.signalen(REGIE)] == [(naam(POLITIE),)]
    assert [regel["ontvanger"] for regel in regels(index) if regel["gebeurtenis"] == "SIGNAAL_GEMAAKT"] == [POLITIE.gebruiker]


@pytest.mark.eis("R-137", "R-095")
def test_two_that_go_together(index: Index, college: College) -> None:
    """A signaal that named both is withdrawn once; neither of their own reporters gets a notice of the other."""
    van_ggd, van_politie, _ = meld(index, GGD, POLITIE, JEUGDHULP)
    voor = {wie: index.signalen(wie) for wie in (GGD, POLITIE, JEUGDHULP, REGIE)}
    college.vernietig(van_politie, van_ggd)
    berichten = {wie: index.signalen(wie)[len(oud) :] for wie, oud in voor.items()}
    assert [signaal.betreft for signaal in berichten[JEUGDHULP]] == [signaal.id for signaal in voor[JEUGDHULP]]
    assert (berichten[GGD], berichten[POLITIE]) == ([], [])
    assert [signaal.betreft for signaal in berichten[REGIE]] == [voor[REGIE][0].id]  # the second names the third still
    assert index.signalen(REGIE)[1].namen == (naam(JEUGDHULP),)


@pytest.mark.eis("R-137", "R-095")
def test_an_archived_melding_that_was_told_of(index: Index, college: College) -> None:
    """AVG 19: who fetched a signaal that named it while it was ACTIEF hears that it is gone; with his own melding gone he does not."""
    van_ggd, _, van_jeugdhulp = meld(index, GGD, POLITIE, JEUGDHULP)
    eerste, tweede = index.signalen(POLITIE)
    index.signalen(JEUGDHULP)
    index.verwijder(GGD, van_ggd, RISICO)
    index.verwijder(JEUGDHULP, van_jeugdhulp, RISICO)
    college.vernietig(van_ggd)
    assert [(signaal.soort, signaal.betreft) for signaal in index.signalen(POLITIE)] == [
        ("INGETROKKEN", None),
        ("INGETROKKEN", None),
        ("INGETROKKEN", eerste.id),
        ("INGETROKKEN", tweede.id),
    ]
    assert [is_leeg(signaal) for signaal in index.signalen(JEUGDHULP)] == [True]


@pytest.mark.eis("R-137", "R-095", "R-138")
def test_blocked_first_and_then_destroyed(index: Index, college: College) -> None:
    """Who was told of the block is not told again."""
    van_ggd, _ = meld(index, GGD, POLITIE)
    index.signalen(POLITIE)
    college.beperk(van_ggd)
    voor = index.signalen(POLITIE)
    college.vernietig(van_ggd)
    assert voor == index.signalen(POLITIE)


@pytest.mark.eis("R-137", "R-105", "R-158")
def test_historie_that_was_fetched(index: Index, college: College) -> None:
    """The text that was handed out is erased and is not given again; a notice there is none: it names a signaal, and this was none."""
    [van_ggd] = meld(index, GGD)
    index.verwijder(GGD, van_ggd, RISICO)
    [van_politie] = meld(index, POLITIE)
    assert index.historie(POLITIE, van_politie, "sleutel").teksten("naam")
    assert index.aantallen()["historie_verstrekking"] == 1
    college.vernietig(van_ggd)
    assert [index.aantallen()[tabel] for tabel in ("historie_verstrekking", "archief_opgehaald", "historie_aanbod")] == [0, 0, 0]
    assert index.historie(POLITIE, van_politie, "sleutel").teksten("naam") == []
    assert soorten(index, POLITIE) == []


@pytest.mark.eis("R-112", "R-101")
def test_out_of_the_archive_per_entry(index: Index, college: College) -> None:
    """One of two archived meldingen goes; the other speaks to who reports next, and what is ACTIEF stays, whatever the decision names."""
    van_ggd, van_politie, van_ggd2 = meld(index, GGD, POLITIE, GGD2)
    for wie, melding in ((GGD, van_ggd), (POLITIE, van_politie)):
        index.verwijder(wie, melding, RISICO)
    besluit = college.uit_archief(van_ggd, van_ggd2)
    assert {rij[0] for rij in index.rijen("melding")["melding"]} == {van_politie, van_ggd2}
    [regel] = [regel for regel in regels(index) if regel["gebeurtenis"] == "ARCHIEF_VERWIJDERD"]
    assert (regel["ids"], regel["uitkomst"]) == ([besluit, van_ggd], "OK")
    van_jeugdhulp = index.meld(JEUGDHULP)
    assert index.historie(JEUGDHULP, van_jeugdhulp.tekst("meldingId")).teksten("naam")[0] == naam(POLITIE)


@pytest.mark.eis("R-112")
def test_out_of_the_archive_per_person(index: Index, college: College) -> None:
    """All that is archived about him goes, blocked or not, and he himself with the last of it; his sister stays."""
    meldingen = meld(index, GGD, POLITIE, naam="kind")
    [van_zus] = meld(index, GGD2, naam="zus")
    for wie, melding in zip((GGD, POLITIE), meldingen, strict=True):
        index.verwijder(wie, melding, RISICO)
    college.beperk(meldingen[0])
    college.uit_archief(*meldingen)
    over = index.rijen("melding", "jeugdige", "beperking")
    assert [rij[0] for rij in over["melding"]] == [van_zus]
    assert (len(over["jeugdige"]), over["beperking"]) == (1, [])


@pytest.mark.eis("R-112")
@pytest.mark.parametrize(("tijd", "weg"), [("2028-03-01T23:59", False), ("2028-03-02T00:00", True)])
def test_the_days_around_the_archive(index: Index, college: College, tijd: str, weg: bool) -> None:
    """The day before its verwijderdatum it is not in the archive, on that day it is, whether or not maintenance ran (R-045)."""
    [van_ggd] = meld(index, GGD)
    index.zet(tijd)
    college.uit_archief(van_ggd)
    assert bool(index.rijen("melding")["melding"]) is not weg


@pytest.mark.eis("R-137", "R-112", "R-138")
def test_what_no_longer_exists_is_passed_over(index: Index, college: College) -> None:
    """A decision about a melding that was withdrawn meanwhile, or is past its archive, changes nothing and is not logged."""
    van_ggd, van_politie = meld(index, GGD, POLITIE)
    index.verwijder(GGD, van_ggd, "NIET_TERECHT")
    college.beperk(van_ggd)
    college.vernietig(van_ggd)
    college.uit_archief(van_ggd)
    index.zet("2033-03-02T00:00")
    college.beperk(van_politie)
    college.vernietig(van_politie)
    assert regels(index) == []
