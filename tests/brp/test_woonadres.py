"""Where somebody lives, from both registers: the same entry gives the same woonadres (R-074, R-076, R-077)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.personenbestand import lees_persoonslijst
from verwijsindex.domain.jeugdige import Woonadres
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Personenregister
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar

from .brp_nagebootst import BrpPersonenNagebootst
from .openbaar import NODIG
from .opstelling import Opstelling, gestart, kanaal, vervang

pytestmark = NODIG
KIND = Bsn("900000041")
BAG = "0599200000012345"
HUIS = {"gemeentecode": "0599", "functie_adres": "W", "datum_inschrijving": "20200115"}
Ruw = Mapping[str, Any]


def _persoon(velden: Ruw) -> dict[str, Any]:
    return {"bsn": KIND.waarde, "geslachtsnaam": "Schuur", "geboortedatum": "20140510", "verblijfplaats": {**HUIS, **velden}}


@contextmanager
def _ingebed(personen: Sequence[Ruw], map: Path, *, adressen: bool) -> Iterator[Personenregister]:
    maak_register(map / "register.sqlite", (lees_persoonslijst(ruw) for ruw in personen))
    yield IngebedRegister(map / "register.sqlite", adressen=lambda: adressen)


@contextmanager
def _http(personen: Sequence[Ruw], map: Path, *, adressen: bool) -> Iterator[Personenregister]:
    with gestart(Opstelling(BrpPersonenNagebootst(personen))) as opstelling, kanaal(opstelling) as lijn:
        yield BrpPersonen(lijn, adressen=lambda: adressen)


@pytest.fixture(params=[_ingebed, _http], ids=["ingebed", "http"])
def vraag(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Asks a register, of either kind, for the one person with these fields of an address."""

    def _vraag(velden: Ruw, *, adressen: bool = True) -> Any:
        with request.param([_persoon(velden)], tmp_path, adressen=adressen) as register:
            [gevonden] = register.zoek_op_bsn(KIND)
            return gevonden

    return _vraag


@pytest.mark.eis("R-074", "R-077")
@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        ({"nummeraanduiding": BAG}, Woonadres(BAG)),
        ({"adres_id": 12}, Woonadres("0000200000000012")),
        ({"adres_id": 12, "nummeraanduiding": BAG}, Woonadres(BAG)),
        ({"postcode": "2511 EM", "huisnummer": 12}, Woonadres(None, "2511EM", 12)),
        (
            {"nummeraanduiding": BAG, "postcode": "2511EM", "huisnummer": 12, "huisletter": "a", "toevoeging": "1-hg", "aanduiding": "bij"},
            Woonadres(BAG, "2511EM", 12, "a", "1-hg", "bij"),
        ),
        (
            {"postcode": "2511EM", "huisnummer": 12, "aanduiding": "tegenover"},
            Woonadres(None, "2511EM", 12, aanduiding="tegenover"),
        ),
        ({"postcode": "2511EM", "huisnummer": 12, "functie_adres": "B"}, None),
        ({"nummeraanduiding": BAG, "functie_adres": "B"}, None),
        ({"postcode": "2511EM"}, None),
        ({"gemeentecode": "1999", "functie_adres": None}, None),
        ({}, None),
    ],
    ids=[
        "bag", "adres_id", "bag voor adres_id", "postcode", "volledig", "tegenover", "briefadres", "briefadres met bag",
        "zonder huisnummer", "buitenland", "onbekend",
    ],
)  # fmt: skip
def test_a_woonadres_is_what_two_addresses_are_compared_by(vraag: Any, velden: Ruw, verwacht: Woonadres | None) -> None:
    """Never a briefadres, and nothing when too little is known to tell one house from another."""
    assert verwacht == vraag(velden).woonadres


@pytest.mark.eis("R-076")
def test_without_matching_by_address_no_address_is_read(vraag: Any) -> None:
    """Only since when he lives there, which tells of a move and not whereto (R-121)."""
    persoon = vraag({"nummeraanduiding": BAG, "postcode": "2511EM", "huisnummer": 12}, adressen=False)
    assert (persoon.woonadres, persoon.woont_sinds) == (None, 20200115)


@pytest.mark.eis("R-121")
@pytest.mark.parametrize(
    ("geschreven", "verwacht"),
    [("20200115", 20200115), ("20200100", 20200100), ("20200000", 20200000), ("00000000", None), (None, None), ("20200230", None)],
)
def test_since_when_is_as_known_as_the_register_knows_it(vraag: Any, geschreven: str | None, verwacht: int | None) -> None:
    """Unknown parts stay unknown; a day off the calendar is unknown."""
    persoon = vraag({"datum_inschrijving": geschreven, "postcode": "2511EM", "huisnummer": 12})
    assert verwacht == persoon.woont_sinds


@pytest.mark.eis("R-123")
def test_a_secret_address_is_no_other_address(vraag: Any, tmp_path: Path) -> None:
    """Who keeps his address secret is the same person to the index, in both registers."""
    open_ = _persoon({"postcode": "2511EM", "huisnummer": 12})
    for soort in (_ingebed, _http):
        with soort([open_], tmp_path, adressen=True) as register:
            gewoon = register.zoek_op_bsn(KIND)
        with soort([{**open_, "indicatie_geheim": 7}], tmp_path, adressen=True) as register:
            assert gewoon == register.zoek_op_bsn(KIND)


def _verblijf(**velden: Any) -> Any:
    def wijzig(antwoord: dict[str, Any]) -> None:
        antwoord["personen"][0]["verblijfplaats"] |= velden

    return vervang(wijzig)


@pytest.mark.eis("R-172")
@pytest.mark.parametrize(
    "streek",
    [
        _verblijf(type="Kasteel"),
        _verblijf(nummeraanduidingIdentificatie="12"),
        _verblijf(nummeraanduidingIdentificatie=12),
        _verblijf(functieAdres={"code": "X"}),
        _verblijf(functieAdres="W"),
        _verblijf(datumVan="2020-01-15"),
        _verblijf(datumVan={"type": "Datum", "datum": "2020-02-30"}),
        _verblijf(verblijfadres={"huisnummer": "12"}),
        _verblijf(verblijfadres={"huisnummer": 0}),
        _verblijf(verblijfadres={"postcode": "0511EM"}),
        _verblijf(verblijfadres={"huisletter": "ab"}),
        _verblijf(verblijfadres={"huisnummertoevoeging": "te lang"}),
        _verblijf(verblijfadres={"aanduidingBijHuisnummer": {"code": "xx"}}),
        _verblijf(verblijfadres=[]),
    ],
)
def test_an_address_outside_the_description_is_no_answer(streek: Any) -> None:
    """VIR-190 rather than a match by half an address."""
    with gestart(Opstelling(BrpPersonenNagebootst([_persoon({"nummeraanduiding": BAG})]))) as opstelling, kanaal(opstelling) as lijn:
        opstelling.altijd = streek
        with pytest.raises(RegisterOnbereikbaar):
            BrpPersonen(lijn).zoek_op_bsn(KIND)


@pytest.mark.eis("R-077")
def test_sixteen_zeros_are_no_identification(vraag: Any) -> None:
    """The standard value of the BRP: two who have it do not live together."""
    assert vraag({"nummeraanduiding": "0" * 16}).woonadres is None
