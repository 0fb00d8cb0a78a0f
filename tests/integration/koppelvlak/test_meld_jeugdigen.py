"""Many at once (keuzes.md 4): per item its own result, in order; what concerns the caller refuses all."""

import pytest
from lxml import etree

from . import verzoeken
from .antwoord import Antwoord
from .index import Index
from .personen import ONBEKEND, ONGELDIG, bsn
from .wie import COORDINATOR, GGD, POLITIE, SCHOOL

Item = tuple[str, str]


def _items(*namen: str) -> list[Item]:
    return [
        (f"stuk-{nummer}", verzoeken.met_bsn(naam if naam.isdigit() and len(naam) == 9 else bsn(naam))) for nummer, naam in enumerate(namen)
    ]


def _meld(index: Index, items: list[Item]) -> list[etree._Element]:
    return index.goed(GGD, "MeldJeugdigen", verzoeken.meld_jeugdigen(GGD, items)).elementen("resultaat")


def _uitkomst(resultaat: etree._Element) -> str:
    """The code of a refused item, or OK."""
    return resultaat.findtext("{*}fout/{*}code") or "OK"


@pytest.mark.eis("R-158", "R-170")
def test_each_item_has_its_own_result_in_order(index: Index) -> None:
    """Good ones are kept and bad ones refused, each where it stood; a refusal touches no other."""
    index.meld(POLITIE, "ander")
    resultaten = _meld(index, _items("enig", ONGELDIG, "ander", "overleden", ONBEKEND, "volwassen", "00000000", "derde"))
    assert [_uitkomst(r) for r in resultaten] == ["OK", "VIR-101", "OK", "VIR-112", "VIR-102", "VIR-110", "VIR-111", "OK"]
    assert [f"stuk-{nummer}" for nummer in range(8)] == [r.findtext("{*}partnerMeldingId") for r in resultaten]
    assert [r.findtext("{*}melding/{*}matchAanwezig") for r in resultaten if _uitkomst(r) == "OK"] == ["false", "true", "false"]
    assert index.aantallen()["melding"] == 4
    fout = resultaten[1].find("{*}fout")
    assert fout is not None
    assert str(fout.findtext("{*}element")).startswith("melding[2]/jeugdige")


@pytest.mark.eis("R-158")
def test_items_are_repeated_one_by_one(index: Index) -> None:
    """A repeat of the whole gives every first answer; a changed item is VIR-140 and leaves the others what they were."""
    eerste = _meld(index, _items("enig", "ander"))
    voor = index.gevolgen()
    tweede = _meld(index, [_items("enig")[0], ("stuk-1", verzoeken.met_bsn(bsn("derde")))])
    assert [_uitkomst(r) for r in tweede] == ["OK", "VIR-140"]
    assert eerste[0].findtext("{*}melding/{*}meldingId") == tweede[0].findtext("{*}melding/{*}meldingId")
    assert voor == index.gevolgen()


@pytest.mark.eis("R-071", "R-158")
def test_the_same_twice_in_one_request(index: Index) -> None:
    """Equal key and content: one result twice. Another key for the same jeugdige: the melding he has."""
    een = _items("enig")[0]
    resultaten = _meld(index, [een, een, ("andere-sleutel", een[1])])
    assert len({r.findtext("{*}melding/{*}meldingId") for r in resultaten}) == 1
    assert [r.findtext("{*}melding/{*}reedsGemeld") for r in resultaten] == ["false", "false", "true"]
    assert index.aantallen()["melding"] == 1


@pytest.mark.eis("R-006", "R-007", "R-156")
@pytest.mark.parametrize(
    ("spreker", "code"),
    [
        (GGD.met(verzender=POLITIE.oin), "DK0002"),
        (GGD.met(instantie="politie"), "VIR-122"),
        (GGD.met(gebruiker="niemand"), "VIR-120"),
        (COORDINATOR, "VIR-123"),
    ],
    ids=["DK0002", "VIR-122", "VIR-120", "VIR-123"],
)
def test_what_concerns_the_caller_refuses_all(bewoond: Index, spreker: object, code: str) -> None:
    """One SOAP fault and nothing kept."""
    voor = bewoond.gevolgen()
    assert code == bewoond.fout(spreker, "MeldJeugdigen", verzoeken.meld_jeugdigen(spreker, _items("enig", "ander"))).code
    assert voor == bewoond.gevolgen()


@pytest.mark.eis("R-023")
def test_the_way_to_identify_is_judged_per_item(bewoond: Index) -> None:
    """VIR-105 is of the item: a school that sends one number and one bevraging gets one melding."""
    items = [*_items("enig"), ("stuk-met-vraag", verzoeken.bevraging("Niemandsland", "2014-01-01"))]
    antwoord = bewoond.goed(SCHOOL, "MeldJeugdigen", verzoeken.meld_jeugdigen(SCHOOL, items))
    assert isinstance(antwoord, Antwoord)
    assert [_uitkomst(r) for r in antwoord.elementen("resultaat")] == ["VIR-105", "VIR-103"]


@pytest.mark.traag
def test_a_hundred_at_once(index: Index) -> None:
    """The most that the contract allows, all refused or kept on their own."""
    namen = (["enig", "ander", "derde", ONGELDIG] * 25)[:100]
    items = [(f"honderd-{nummer}", jeugdige) for nummer, (_, jeugdige) in enumerate(_items(*namen))]
    resultaten = _meld(index, items)
    assert [_uitkomst(r) for r in resultaten] == (["OK", "OK", "OK", "VIR-101"] * 25)
    assert index.aantallen()["melding"] == 3


@pytest.mark.eis("R-172")
def test_without_a_register_every_item_waits(index: Index) -> None:
    """VIR-190 per item, repeatable; later the same request is carried out."""
    register = index.instellingen.register
    register.rename(register.with_suffix(".weg"))
    resultaten = _meld(index, _items("enig", ONGELDIG))
    assert [_uitkomst(r) for r in resultaten] == ["VIR-190", "VIR-101"]
    assert resultaten[0].findtext("{*}fout/{*}herhaalbaar") == "true"
    register.with_suffix(".weg").rename(register)
    assert [_uitkomst(r) for r in _meld(index, _items("enig", ONGELDIG))] == ["OK", "VIR-101"]
