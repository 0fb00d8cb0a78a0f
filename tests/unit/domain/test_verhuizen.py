"""Who is told when the register says something else: Jeugdwet 7.1.2.3(1)(d)(e)(g)."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.jeugdige import Jeugdige, RegisterPersoon, Woonadres
from verwijsindex.domain.melding import Melding
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.matchen import omgeving
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.regels.verhuizen import gevolgen_van_wijziging, is_verhuisd, nieuwe_grens, om_te_bewaren
from verwijsindex.domain.signaal import NieuwSignaal, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import BrpDatum

from .casus import ids, kind, lokaal, melding

DAG = date(2026, 5, 10)


def jeugdige(
    naam: str = "kind", *, woont: str | None = "hier", gemeente: str | None = "0363", adres: str = "", ouders: str = ""
) -> Jeugdige:
    """A jeugdige who lives somewhere since some day, both in one word."""
    hij = kind(naam, ouders=ouders, gemeente=gemeente)
    return replace(hij, verblijf=None if woont is None else f"{gemeente} {woont}".encode(), adres_bag=adres.encode() or None)


def gevolg(oud: Jeugdige, nieuw: Jeugdige, meldingen: list[Melding], *anderen: Jeugdige, zonder_regie: str = "") -> Gevolg:
    """What follows when ``oud`` turns out to be ``nieuw``; every melding came by a mandate of its reporter's own gemeente."""
    rond = omgeving([nieuw, *anderen], meldingen, DAG, frozenset(zonder_regie.split()))
    mandaten = {m.id: f"gemeente van {m.meldingsbevoegde}" for m in meldingen}
    return gevolgen_van_wijziging(oud, rond, mandaten, lokaal("2026-05-10 12:00"), ids())


def verteld(wat: Gevolg, soort: SignaalSoort) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(s.ontvanger.id, s.eigen_melding, s.contacten) for s in wat.signalen if s.soort is soort]


@pytest.mark.eis("R-121", "R-123")
def test_a_move_inside_a_gemeente():
    """Every reporter with an ACTIEF melding hears that a move was registered and of which own melding; no gemeente does."""
    oud, nieuw = jeugdige(), jeugdige(woont="elders")
    over = [melding("ggd"), melding("politie"), melding("weg", verwijderd_op=date(2026, 5, 9)), melding("op", op="2024-05-10 12:00")]
    wat = gevolg(oud, nieuw, over)
    assert verteld(wat, SignaalSoort.VERHUIZING) == [("ggd", "ggd/kind", ()), ("politie", "politie/kind", ())]
    assert len(wat.signalen) == 2
    assert all(s.matchsleutel is None and s.aanleiding is None for s in wat.signalen)


@pytest.mark.eis("R-121", "R-122", "R-124")
def test_a_move_to_another_gemeente():
    """B16: reporters, and the regievoerder of the new gemeente with all ACTIEF meldingen; that of the old one none."""
    oud, nieuw = jeugdige(gemeente="0363"), jeugdige(gemeente="0599")
    wat = gevolg(oud, nieuw, [melding("ggd"), melding("politie"), melding("weg", verwijderd_op=date(2026, 5, 9))])
    verwacht = [("ggd", "ggd/kind", ()), ("politie", "politie/kind", ()), ("0599", None, ("ggd/kind", "politie/kind"))]
    assert verwacht == verteld(wat, SignaalSoort.VERHUIZING)
    assert wat.signalen[-1].ontvanger.soort is OntvangerSoort.GEMEENTE
    assert not wat.uit_mandaat


@pytest.mark.eis("R-122", "R-097")
@pytest.mark.parametrize(("naar", "zonder"), [("1999", ""), ("0599", "0599"), (None, "")], ids=["RNI", "geen regievoerder", "onbekend"])
def test_a_move_to_where_nobody_can_be_addressed(naar: str | None, zonder: str):
    """keuzes.md 10: the gemeente of the mandate of each reporter stands in, with a line in the log."""
    wat = gevolg(jeugdige(), jeugdige(gemeente=naar), [melding("ggd"), melding("politie")], zonder_regie=zonder)
    alle = ("ggd/kind", "politie/kind")
    assert [("gemeente van ggd", None, alle), ("gemeente van politie", None, alle)] == verteld(wat, SignaalSoort.VERHUIZING)[2:]
    assert wat.uit_mandaat


@pytest.mark.eis("R-046", "R-121", "R-125")
def test_no_move():
    """Not when nothing changed, and not where following begins or stops."""
    assert not is_verhuisd(jeugdige(), jeugdige())
    assert is_verhuisd(jeugdige(), jeugdige(woont="elders"))
    assert is_verhuisd(jeugdige(adres="a"), jeugdige(adres="b"))  # twice on one day
    assert not is_verhuisd(jeugdige(adres="a"), jeugdige())  # an address that is not asked any more
    assert not is_verhuisd(jeugdige(), jeugdige(adres="a"))
    assert not is_verhuisd(jeugdige(woont=None), jeugdige())
    assert not is_verhuisd(jeugdige(), jeugdige(woont=None, gemeente=None))
    assert Gevolg() == gevolg(jeugdige(), jeugdige(), [melding("ggd"), melding("politie")])
    assert Gevolg() == gevolg(jeugdige(), jeugdige(woont="elders"), [])


@pytest.mark.eis("R-080", "R-074", "R-090", "R-092")
def test_moving_in_together():
    """Everyone who gains a family match is told, of the others only, under one matchsleutel; the regievoerder of each jeugdige too."""
    oud, nieuw = jeugdige(adres="a"), jeugdige(adres="b")
    bij = jeugdige("stiefzus", adres="b", gemeente="0599")
    wat = gevolg(oud, nieuw, [melding("ggd"), melding("arts"), melding("politie", bij)], bij)
    samen = ("ggd/kind", "arts/kind")
    assert [
        ("ggd", "ggd/kind", ("politie/stiefzus",)),
        ("arts", "arts/kind", ("politie/stiefzus",)),
        ("politie", "politie/stiefzus", samen),
        ("0363", None, (*samen, "politie/stiefzus")),
        ("0599", None, (*samen, "politie/stiefzus")),
    ] == verteld(wat, SignaalSoort.GEZIN)
    assert [(m.eerste, m.tweede) for m in wat.matches] == [("kind", "stiefzus")]
    [sleutel] = {s.matchsleutel for s in wat.signalen if s.soort is SignaalSoort.GEZIN}
    assert sleutel is not None
    assert len(sleutel) == 12


@pytest.mark.eis("R-080", "R-073")
def test_a_new_parent():
    """Recognition or adoption makes a family; who was family before is told nothing again, though he is named to whom it concerns."""
    oud, nieuw = jeugdige(ouders="ma"), jeugdige(ouders="ma pa")
    zus, halfbroer = jeugdige("zus", ouders="ma"), jeugdige("halfbroer", ouders="pa")
    wat = gevolg(oud, nieuw, [melding("ggd"), melding("arts", zus), melding("politie", halfbroer)], zus, halfbroer)
    assert verteld(wat, SignaalSoort.GEZIN) == [
        ("ggd", "ggd/kind", ("arts/zus", "politie/halfbroer")),
        ("politie", "politie/halfbroer", ("ggd/kind",)),
        ("0363", None, ("ggd/kind", "politie/halfbroer")),
    ]


@pytest.mark.eis("R-080", "R-078")
def test_a_family_in_another_way_is_no_new_family():
    """Who shares a parent and moves in together gains nothing."""
    zus = jeugdige("zus", ouders="ma", adres="b")
    wat = gevolg(jeugdige(ouders="ma", adres="a"), jeugdige(ouders="ma", adres="b"), [melding("ggd"), melding("politie", zus)], zus)
    assert (verteld(wat, SignaalSoort.GEZIN), wat.matches) == ([], ())


@pytest.mark.eis("R-080")
def test_a_family_that_is_lost_ends_silently():
    """Moving out tells nobody that a match ended; only that a move was registered."""
    bij = jeugdige("stiefzus", adres="a")
    wat = gevolg(jeugdige(adres="a"), jeugdige(woont="elders", adres="b"), [melding("ggd"), melding("politie", bij)], bij)
    assert ([s.soort for s in wat.signalen], [s.ontvanger.id for s in wat.signalen]) == ([SignaalSoort.VERHUIZING], ["ggd"])
    assert wat.matches == ()


@pytest.mark.eis("R-080", "R-070")
def test_a_family_inside_one_meldingsbevoegde_is_none():
    """keuzes.md 17: one reporter of both gains nothing."""
    bij = jeugdige("stiefzus", adres="b")
    wat = gevolg(jeugdige(adres="a"), jeugdige(adres="b"), [melding("ggd"), melding("ggd", bij)], bij)
    assert (verteld(wat, SignaalSoort.GEZIN), wat.matches) == ([], ())


@pytest.mark.eis("R-123", "R-079")
def test_a_signaal_has_no_room_for_an_address():
    """Nothing in a stored signaal can hold an address, a person number or a pseudonym of either."""
    assert set(NieuwSignaal.__dataclass_fields__) == {
        "id", "ontvanger", "soort", "tijdstip", "aanleiding", "eigen_melding", "contacten", "matchsleutel", "betreft_signaal"
    }  # fmt: skip


@pytest.mark.eis("R-046", "R-076")
def test_what_may_be_kept():
    """Of who is suspended neither parents nor address nor gemeente; with the switch off no address; else everything."""
    ouders = frozenset({Bsn("999990019")})
    hij = RegisterPersoon(BrpDatum(20120510), ouders=ouders, gemeentecode="0363", woonadres=Woonadres("x"), woont_sinds=20200101)
    assert hij == om_te_bewaren(hij, adresmatch=True)
    assert replace(hij, woonadres=None) == om_te_bewaren(hij, adresmatch=False)
    assert RegisterPersoon(BrpDatum(20120510), opgeschort=True) == om_te_bewaren(replace(hij, opgeschort=True), adresmatch=True)


@pytest.mark.eis("R-042", "R-043")
def test_a_corrected_birth_date():
    """The 23rd birthday follows the register; what we knew stays when it has no date any more."""
    bekend = kind(uiterlijk=date(2035, 5, 10))
    assert date(2036, 1, 1) == nieuwe_grens(RegisterPersoon(BrpDatum(20130000)), bekend)
    assert date(2035, 5, 10) == nieuwe_grens(RegisterPersoon(None), bekend)
