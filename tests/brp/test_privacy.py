"""Nothing of a person leaves for a log, an address or an error; and no more is asked than the rules need (R-079, R-171)."""

import logging
import traceback
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.antwoorden import personen
from verwijsindex.brp.haalcentraal.kanaal import Uitkomst
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.post import Antwoord, Verzoek
from verwijsindex.brp.haalcentraal.toegang import ClientGegevens
from verwijsindex.brp.haalcentraal.update import BrpWijzigingen
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

from .brp_nagebootst import BrpPersonenNagebootst, BrpUpdateNagebootst, Tokenserver
from .openbaar import NODIG
from .opstelling import UPDATE, Opstelling, Streek, gestart, grenzen_bij, kanaal, status, weg
from .test_uitval import ONZIN

pytestmark = NODIG
KIND, MOEDER = Bsn("900000041"), Bsn("900000004")
GEBOREN = date(2014, 5, 10)
GEHEIM = "Zeergeheimw00rd"
NAAM = "Schuurmakelaar"
"""Written once: a traceback shows the lines of this file."""
VERRADERLIJK = {
    "te laat",
    "verbinding weg",
    "buiten dienst",
    "kapot",
    "niet toegelaten",
    "vraag geweigerd",
    "HTML die JSON heet",
    "halve JSON",
    "geen UTF-8",
    "enorm",
    "een ander",
    "hij en een ander",
    "nummer als getal",
    "datum die niet bestaat",
    "jaar als tekst",
    "gemeente met letters",
}
"""Failures whose cause, somewhere below, holds what was asked or answered."""
PERSOONLIJK = (KIND.waarde, MOEDER.waarde, NAAM, "2014-05-10", "20140510", "Annamarijke", "2511EM", GEHEIM, "token-0")


class Alles(logging.Handler):
    """Every line of every logger, with its exception."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.regels: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.regels.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Alles]:
    """The root logger at its most talkative."""
    alles, wortel = Alles(), logging.getLogger()
    niveau = wortel.level
    wortel.addHandler(alles)
    wortel.setLevel(logging.DEBUG)
    yield alles
    wortel.removeHandler(alles)
    wortel.setLevel(niveau)


@pytest.fixture
def opstelling() -> Iterator[Opstelling]:
    """The fake, which knows one young person, wants a token, and can follow."""
    kind = {
        "bsn": KIND.waarde,
        "geslachtsnaam": NAAM,
        "geboortedatum": "20140510",
        "voornamen": "Annamarijke",
        "geslacht": "V",
        "postcode": "2511EM",
        "huisnummer": 12,
        "ouders": [{"bsn": MOEDER.waarde}],
    }
    api = BrpUpdateNagebootst(date(2026, 11, 24))
    with gestart(Opstelling(BrpPersonenNagebootst([kind]), api, Tokenserver(geheim=GEHEIM))) as geopend:
        yield geopend


def _geen_woord(fout: BaseException, regels: list[str]) -> None:
    """Neither in the log, nor in the error and whatever led to it."""
    keten: BaseException | None = fout
    teksten = [*regels, "".join(traceback.format_exception(fout))]
    while keten is not None:
        teksten += [str(keten), repr(keten), *(f"{waarde!s} {waarde!r}" for waarde in vars(keten).values())]
        keten = keten.__context__
    gelekt = sorted({woord for woord in PERSOONLIJK for tekst in teksten if woord in tekst})
    assert gelekt == []


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("streek", [pytest.param(s, id=naam) for naam, s, _ in ONZIN if naam in VERRADERLIJK])
def test_a_failure_says_nothing_of_whom_it_was_about(opstelling: Opstelling, log: Alles, streek: Streek) -> None:
    """Whatever comes in place of an answer to a question by number or by name."""
    opstelling.altijd = streek
    with kanaal(opstelling, grenzen=grenzen_bij(streek)) as lijn:
        with pytest.raises(RegisterOnbereikbaar) as op_naam:
            BrpPersonen(lijn).zoek_op_naam(NAAM, GEBOREN)
        with pytest.raises(RegisterOnbereikbaar) as op_bsn:
            BrpPersonen(lijn).zoek_op_bsn(KIND)
    for fout in (op_naam.value, op_bsn.value):
        _geen_woord(fout, log.regels)
    assert len([regel for regel in log.regels if "incident register=brp" in regel]) == 2


@pytest.mark.eis("R-171")
@pytest.mark.parametrize("streek", [weg, status(500), status(404), status(401)])
def test_following_fails_without_a_word_too(opstelling: Opstelling, log: Alles, streek: Streek) -> None:
    """The number is in the address there; no library that we use may write that address down."""
    opstelling.altijd = streek
    with kanaal(opstelling, UPDATE) as lijn, pytest.raises(RegisterOnbereikbaar) as fout:
        BrpWijzigingen(lijn).volg(KIND)
    _geen_woord(fout.value, log.regels)
    assert [verzoek.adres for verzoek in opstelling.vragen][:1] == [f"{UPDATE}/volgindicaties/{KIND.waarde}"]


@pytest.mark.eis("R-171")
def test_success_leaves_no_line(opstelling: Opstelling, log: Alles) -> None:
    """Not of ours, and not of httpx and httpcore, which would name addresses and headers."""
    with kanaal(opstelling) as lijn:
        BrpPersonen(lijn).zoek_op_bsn(KIND)
        BrpPersonen(lijn).zoek_op_naam(NAAM, GEBOREN)
    with kanaal(opstelling, UPDATE) as lijn:
        BrpWijzigingen(lijn).volg(KIND)
    assert log.regels == []


@pytest.mark.eis("R-079", "R-076")
@pytest.mark.parametrize("adressen", [False, True])
def test_only_what_the_rules_need_is_asked(opstelling: Opstelling, adressen: bool) -> None:
    """By number no name, and the address only when addresses are matched; by name no parents, and the address apart from the rest."""
    with kanaal(opstelling) as lijn:
        BrpPersonen(lijn, adressen=lambda: adressen).zoek_op_bsn(KIND)
        BrpPersonen(lijn, adressen=lambda: adressen).zoek_op_naam(NAAM, GEBOREN)
    nummer = {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [KIND.waarde]}
    naam = {"type": "ZoekMetGeslachtsnaamEnGeboortedatum", "geslachtsnaam": "SCHUURMAKELAAR", "geboortedatum": "2014-05-10"}
    gelijkenis = ["burgerservicenummer", "geboorte.datum", "geslacht", "naam.geslachtsnaam", "naam.voornamen", "naam.voorvoegsel"]
    wie = ["burgerservicenummer", "geboorte.datum", "gemeenteVanInschrijving", "ouders.burgerservicenummer", "overlijden.datum"]
    wie += ["verblijfplaats.datumVan"]  # that he moved, not whereto
    woonadres = ["verblijfplaats.functieAdres", "verblijfplaats.nummeraanduidingIdentificatie"]
    delen = ("aanduidingBijHuisnummer", "huisletter", "huisnummer", "huisnummertoevoeging", "postcode")
    woonadres += [f"verblijfplaats.verblijfadres.{deel}" for deel in delen]
    adres = ["burgerservicenummer", "verblijfplaats.verblijfadres.huisnummer", "verblijfplaats.verblijfadres.postcode"]
    assert [verzoek.vraag for verzoek in opstelling.vragen] == [
        {**nummer, "fields": wie + woonadres * adressen},
        {**naam, "inclusiefOverledenPersonen": True, "fields": gelijkenis},
        {**nummer, "fields": adres},
    ]
    assert {("POST", "/api/brp/personen")} == {(verzoek.methode, verzoek.adres) for verzoek in opstelling.vragen}


@pytest.mark.eis("R-079")
@pytest.mark.parametrize("opschorting", ["O", "E"])
def test_nobody_asks_where_someone_lives_who_cannot_be_meant(opstelling: Opstelling, opschorting: str) -> None:
    """The dead and the suspended are found by no bevraging; one question, and no second."""
    weg_of_dood = {"bsn": MOEDER.waarde, "geslachtsnaam": "Ander", "geboortedatum": "20140510", "opschorting": opschorting}
    opstelling.personen.voeg_toe(weg_of_dood)
    with kanaal(opstelling) as lijn:
        assert len(BrpPersonen(lijn).zoek_op_naam("Ander", GEBOREN)) == 1
    assert len(opstelling.vragen) == 1


@pytest.mark.eis("R-171")
@pytest.mark.parametrize(
    "waarde",
    [
        Verzoek("POST", "https://example.nl/" + KIND.waarde, {"Authorization": "Bearer token-0"}, KIND.waarde.encode()),
        Antwoord(200, "application/json", KIND.waarde.encode(), ""),
        Uitkomst(200, {"burgerservicenummer": KIND.waarde}),
        ClientGegevens("https://example.nl", "verwijsindex", GEHEIM),
        personen({"type": "X", "personen": [{"burgerservicenummer": KIND.waarde}]}, "X"),
    ],
)
def test_no_value_shows_itself(waarde: Any) -> None:
    """What a debugger or a failed assertion prints of it holds nothing."""
    assert [woord for woord in PERSOONLIJK if woord in f"{waarde!r} {waarde!s}"] == []
