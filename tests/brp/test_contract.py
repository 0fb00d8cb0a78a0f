"""What ``domain.ports.Personenregister`` promises, held against both adapters: the same entries give the same answers.

What differs, and why, stands at the end: the written list of divergences.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.inlezen import maak_register
from verwijsindex.brp.personenbestand import lees_persoonslijst
from verwijsindex.domain.aanduiding import Bevraging, ZonderBsn
from verwijsindex.domain.jeugdige import RegisterPersoon, Treffer, Woonadres
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Personenregister
from verwijsindex.domain.regels.identificatie import uit_bevraging, uit_register, uiterlijk
from verwijsindex.domain.regels.zonder_bsn import drietal
from verwijsindex.domain.tijd import BrpDatum
from verwijsindex.domain.weigeringen import BsnDubbel, BsnOnbekend, RegisterOnbereikbaar, Weigering

from ..beleid import GRENS
from .brp_nagebootst import BrpPersonenNagebootst
from .openbaar import NODIG
from .opstelling import Opstelling, gestart, kanaal

pytestmark = NODIG
KIND, ANDER, MOEDER, VADER = (Bsn(n) for n in ("900000041", "900000028", "900000004", "012345672"))
GEBOREN = date(2014, 5, 10)
DAG = date(2026, 11, 24)
Ruw = Mapping[str, Any]


def persoon(bsn: Bsn | None = KIND, **velden: Any) -> dict[str, Any]:
    """An entry of a persons file; the young person of every case unless it says otherwise."""
    nummer = None if bsn is None else bsn.waarde
    return {"bsn": nummer, "geslachtsnaam": "Schuur", "geboortedatum": "20140510", "verblijfplaats": {"gemeentecode": "0518"}, **velden}


@contextmanager
def _ingebed(personen: Sequence[Ruw], map: Path) -> Iterator[Personenregister]:
    maak_register(map / "register.sqlite", _persoonslijsten(personen))
    yield IngebedRegister(map / "register.sqlite")


def _persoonslijsten(personen: Sequence[Ruw]) -> Iterator[Any]:
    return (lees_persoonslijst(ruw) for ruw in personen)


@contextmanager
def _http(personen: Sequence[Ruw], map: Path) -> Iterator[Personenregister]:
    with gestart(Opstelling(BrpPersonenNagebootst(personen))) as opstelling, kanaal(opstelling, grenzen=Grenzen()) as lijn:
        yield BrpPersonen(lijn)


@pytest.fixture(params=[_ingebed, _http], ids=["ingebed", "http"])
def register_met(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Makes a register, of either kind, that holds these entries."""
    return lambda *personen: request.param(personen, tmp_path)


GEWOON = RegisterPersoon(BrpDatum(20140510), gemeentecode="0518")


@pytest.mark.eis("R-022")
@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        ({}, GEWOON),
        ({"verblijfplaats": {"gemeentecode": "0000"}}, RegisterPersoon(BrpDatum(20140510))),
        ({"verblijfplaats": None}, RegisterPersoon(BrpDatum(20140510))),
        ({"verblijfplaats": {"gemeentecode": "1999"}}, RegisterPersoon(BrpDatum(20140510), gemeentecode="1999")),
    ],
    ids=["gewoon", "gemeente onbekend", "geen verblijfplaats", "niet-ingezetene buiten Nederland"],
)
def test_a_person_is_given_with_the_gemeente_that_keeps_him(register_met: Any, velden: Ruw, verwacht: RegisterPersoon) -> None:
    """R-097: the gemeente, none when unknown, and 1999 for the RNI, which is no suspension (keuzes.md 10, 12)."""
    with register_met(persoon(**velden)) as register:
        assert [verwacht] == register.zoek_op_bsn(KIND)


@pytest.mark.eis("R-042")
@pytest.mark.parametrize(
    ("geschreven", "verwacht"),
    [
        ("20140510", 20140510),
        ("20140500", 20140500),
        ("20140000", 20140000),
        ("00000000", None),
        (None, None),
        ("20140230", None),
        ("20160229", 20160229),
        ("09990101", 9990101),
    ],
)
def test_a_birth_date_is_as_known_as_the_register_knows_it(register_met: Any, geschreven: str | None, verwacht: int | None) -> None:
    """Unknown day or month stay unknown; nothing usable is None, whether unknown, absent or impossible (keuzes.md 12)."""
    with register_met(persoon(geboortedatum=geschreven)) as register:
        [gevonden] = register.zoek_op_bsn(KIND)
    assert (None if verwacht is None else BrpDatum(verwacht)) == gevonden.geboortedatum


@pytest.mark.eis("R-022", "R-044")
@pytest.mark.parametrize(
    ("velden", "overleden", "opgeschort"),
    [
        ({}, False, False),
        ({"opschorting": "O"}, True, False),
        ({"datum_overlijden": "20260101"}, True, False),
        ({"datum_overlijden": "20260000"}, True, False),
        ({"datum_overlijden": "00000000"}, True, False),
        ({"opschorting": "E"}, False, True),
        ({"opschorting": "M"}, False, True),
        ({"opschorting": "."}, False, True),
        ({"opschorting": "R"}, False, False),
        ({"opschorting": "E", "datum_overlijden": "20260101"}, True, True),
    ],
)
def test_death_and_suspension_are_told_apart(register_met: Any, velden: Ruw, overleden: bool, opgeschort: bool) -> None:
    """keuzes.md 12, 16: dead by date or by reason; suspended by every other reason but the RNI."""
    with register_met(persoon(**velden)) as register:
        [gevonden] = register.zoek_op_bsn(KIND)
    assert (overleden, opgeschort) == (gevonden.overleden, gevonden.opgeschort)


@pytest.mark.eis("R-073")
def test_only_parents_with_a_valid_number_count(register_met: Any) -> None:
    """A parent without a number, or with one that fails the eleven-test, is no parent to match by."""
    ouders = [{"bsn": MOEDER.waarde, "ouder": "1"}, {"bsn": VADER.waarde, "ouder": "2"}, {"bsn": None}, {"bsn": "123456789"}]
    with register_met(persoon(ouders=ouders)) as register:
        [gevonden] = register.zoek_op_bsn(KIND)
    assert frozenset({MOEDER, VADER}) == gevonden.ouders


@pytest.mark.eis("R-022")
def test_every_entry_with_the_number_is_given(register_met: Any) -> None:
    """None, one, or both of two, in the order of the register: one is no reason to leave out the other (keuzes.md 12)."""
    with register_met(persoon(), persoon(ANDER), persoon(ANDER, geboortedatum="20100000"), persoon(None)) as register:
        aantallen = [len(register.zoek_op_bsn(bsn)) for bsn in (KIND, ANDER, MOEDER)]
        assert (
            aantallen,
            [p.geboortedatum.getal for p in register.zoek_op_bsn(ANDER) if p.geboortedatum],
        ) == ([1, 2, 0], [20140510, 20100000])
        with pytest.raises(BsnDubbel):
            uit_register(register.zoek_op_bsn(ANDER))


def _zonder_gezin(treffer: Treffer) -> tuple[Any, ...]:
    p = treffer.persoon
    wie = (treffer.bsn, treffer.voorvoegsel, treffer.voornamen, treffer.geslacht, treffer.postcode, treffer.huisnummer)
    return (*wie, p.geboortedatum, p.overleden, p.opgeschort)


@pytest.mark.eis("R-025")
def test_a_search_gives_what_can_narrow_it_down(register_met: Any) -> None:
    """Number, prefix, given names, sex and address, for everyone of this name and birth date and for nobody else."""
    velden = {"voorvoegsel": "van der", "voornamen": "Anna Maria", "geslacht": "V", "postcode": "2511EM", "huisnummer": 12}
    with register_met(persoon(**velden), persoon(ANDER, geboortedatum="20140511"), persoon(MOEDER, geslachtsnaam="Schuurman")) as register:
        gevonden = register.zoek_op_naam("Schuur", GEBOREN)
    assert [(KIND, "van der", "Anna Maria", "V", "2511EM", 12, BrpDatum(20140510), False, False)] == [_zonder_gezin(t) for t in gevonden]


@pytest.mark.eis("R-025")
def test_nobody_is_an_answer(register_met: Any) -> None:
    """No error: an empty list."""
    with register_met(persoon()) as register:
        assert register.zoek_op_naam("Bestaatniet", GEBOREN) == []


@pytest.mark.eis("R-022", "R-025", "R-044")
def test_a_search_gives_the_dead_the_suspended_and_who_has_no_number(register_met: Any) -> None:
    """Every entry: the rules say who of them counts (keuzes.md 12)."""
    personen = (
        persoon(KIND, datum_overlijden="20260101"),
        persoon(ANDER, opschorting="E"),
        persoon(None),
        {**persoon(), "bsn": "123456789"},
    )
    with register_met(*personen) as register:
        gevonden = [(t.bsn, t.persoon.overleden, t.persoon.opgeschort) for t in register.zoek_op_naam("Schuur", GEBOREN)]
    assert gevonden == [(KIND, True, False), (ANDER, False, True), (None, False, False), (None, False, False)]


@pytest.mark.eis("R-028")
@pytest.mark.parametrize(
    ("in_register", "gevraagd"),
    [
        ("Schuur", "SCHUUR"),
        ("Käster", "Kaster"),
        ("Kaster", "Käster"),
        ("Gündoğan", "GUNDOGAN"),
        ("Vries-Öz", "vries oz"),
        ("Vries Oz", "Vries-Öz"),
        ("VriesOz", "Vries-Öz"),
        ("D'Hond", "d\u2019hond"),
        ("St Jean", "St. Jean"),
        ("Jansen", "Jan\u0301sen"),
    ],
)
def test_spellings_that_are_one_name_are_one_name(register_met: Any, in_register: str, gevraagd: str) -> None:
    """Case, diacritics either way, and how hyphens, spaces and apostrophes are written."""
    with register_met(persoon(geslachtsnaam=in_register)) as register:
        assert [treffer.bsn for treffer in register.zoek_op_naam(gevraagd, GEBOREN)] == [KIND]


@pytest.mark.eis("R-028")
@pytest.mark.parametrize("gevraagd", ["Sch*", "Schuur*", "*", "Шуур", "", " ", "-", "Schuur%", "Schu_r", "Schuur;", "a" * 201])
def test_a_name_that_nobody_can_bear_finds_nobody(register_met: Any, gevraagd: str) -> None:
    """A wildcard is a character that no name has, in every register; nothing of it reaches the other side as one."""
    with register_met(persoon()) as register:
        assert register.zoek_op_naam(gevraagd, GEBOREN) == []


@pytest.mark.eis("R-025")
@pytest.mark.parametrize(
    ("velden", "gevraagd", "gevonden"),
    [
        ({}, {}, True),
        ({"voornamen": "Anna Maria"}, {"voornamen": "Anna"}, True),
        ({"voornamen": "Anna Maria"}, {"voornamen": "Ann"}, False),
        ({"geslacht": "V"}, {"geslacht": "M"}, False),
        ({"postcode": "2511EM", "huisnummer": 12}, {"postcode": "2511EM", "huisnummer": 12}, True),
        ({"postcode": "2511EM", "huisnummer": 12}, {"postcode": "2511EM", "huisnummer": 13}, False),
        ({}, {"postcode": "2511EM"}, False),
        ({"opschorting": "E"}, {}, False),
        ({"datum_overlijden": "20260101"}, {}, False),
    ],
)
def test_a_bevraging_finds_the_same_person(register_met: Any, velden: Ruw, gevraagd: Ruw, gevonden: bool) -> None:
    """With everything that may be asked (keuzes.md 11), and the number it finds gives the person in full."""
    ouders = [{"bsn": MOEDER.waarde}]
    bevraging = Bevraging("Schuur", GEBOREN, **gevraagd)
    with register_met(persoon(ouders=ouders, **velden), persoon(ANDER, geslachtsnaam="Anders")) as register:
        try:
            bsn = uit_bevraging(register.zoek_op_naam("Schuur", GEBOREN), bevraging, DAG, GRENS)
        except Weigering as weigering:
            uitkomst: object = weigering.code
        else:
            uitkomst = register.zoek_op_bsn(bsn)
    waar = Woonadres(None, "2511EM", 12) if velden.get("postcode") else None
    verwacht = [RegisterPersoon(BrpDatum(20140510), ouders=frozenset({MOEDER}), gemeentecode="0518", woonadres=waar)]
    assert (verwacht if gevonden else "VIR-103") == uitkomst


# The written list of divergences.


@pytest.mark.eis("R-022")
@pytest.mark.parametrize("reden", ["F", "W"])
def test_divergence_an_entry_in_error_is_not_given_over_http(tmp_path: Path, reden: str) -> None:
    """The API leaves it out, the file says suspended: VIR-102 both ways, and a number that only such an entry shares is not double."""
    fout = persoon(opschorting=reden)
    with _ingebed([fout], tmp_path) as ingebed, _http([fout], tmp_path) as http:
        for register in (ingebed, http):
            with pytest.raises(BsnOnbekend):
                uit_register(register.zoek_op_bsn(KIND))
    with _http([fout, persoon()], tmp_path) as http:
        assert uit_register(http.zoek_op_bsn(KIND)) == GEWOON
        assert uiterlijk(GEWOON, DAG, GRENS)


@pytest.mark.eis("R-079")
def test_divergence_a_search_over_http_knows_no_family_and_not_where_the_dead_lived(tmp_path: Path) -> None:
    """Parents and gemeente are asked when it is known whom is meant; an address only of who can still be meant."""
    waar = {"postcode": "2511EM", "huisnummer": 12, "ouders": [{"bsn": MOEDER.waarde}]}
    with _http([persoon(**waar), persoon(ANDER, datum_overlijden="20260101", **waar)], tmp_path) as http:
        levend, dood = http.zoek_op_naam("Schuur", GEBOREN)
    assert (RegisterPersoon(BrpDatum(20140510)), "2511EM", 12) == (levend.persoon, levend.postcode, levend.huisnummer)
    assert (RegisterPersoon(BrpDatum(20140510), overleden=True), None, None) == (dood.persoon, dood.postcode, dood.huisnummer)


@pytest.mark.eis("R-025")
def test_divergence_of_a_double_number_no_address_is_given_over_http(tmp_path: Path) -> None:
    """Which of the two lives there cannot be told; VIR-103 both ways, for nobody can be meant by a double number (keuzes.md 12)."""
    tweemaal = [persoon(postcode="2511EM", huisnummer=12), persoon(postcode="2511EM", huisnummer=14)]
    with _http(tweemaal, tmp_path) as http:
        assert [(t.bsn, t.postcode, t.huisnummer) for t in http.zoek_op_naam("Schuur", GEBOREN)] == [(KIND, None, None)] * 2


@pytest.mark.eis("R-025")
def test_divergence_more_than_ten_people_are_too_many_over_http(tmp_path: Path) -> None:
    """The API gives ten at most. Ten is an answer, eleven is none: VIR-190, never a wrong "nobody"."""
    nummers = [Bsn(f"{n:09d}") for n in range(900000000, 900000200) if _is_bsn(n)][:11]
    iedereen = [persoon(bsn) for bsn in nummers]
    with _http(iedereen[:10], tmp_path) as http:
        assert len(http.zoek_op_naam("Schuur", GEBOREN)) == 10
    with _http(iedereen, tmp_path) as http, pytest.raises(RegisterOnbereikbaar):
        http.zoek_op_naam("Schuur", GEBOREN)


@pytest.mark.eis("R-028")
def test_divergence_a_break_that_only_the_register_writes_is_not_found_over_http(tmp_path: Path) -> None:
    """Asked as one word, "Vries-Oz" stays out of sight: finding it takes a wildcard, which brings in people nobody asked for."""
    with _ingebed([persoon(geslachtsnaam="Vries-Oz")], tmp_path) as ingebed, _http([persoon(geslachtsnaam="Vries-Oz")], tmp_path) as http:
        assert [len(register.zoek_op_naam("VriesOz", GEBOREN)) for register in (ingebed, http)] == [1, 0]


def _is_bsn(getal: int) -> bool:
    try:
        Bsn(f"{getal:09d}")
    except Weigering:
        return False
    return True


@pytest.mark.eis("R-026", "R-030")
def test_how_somebody_would_be_reported_without_his_number(register_met: Any) -> None:
    """Name, birth date and sex make the same three in both registers; without one of them, or for nobody, nothing is given."""
    with register_met(persoon(geslacht="V"), persoon(ANDER, geslacht="M", geboortedatum="20140500")) as register:
        [wie] = register.als_zonder_bsn(KIND)
        assert (drietal(ZonderBsn("Schuur", GEBOREN, "V")), [], []) == (
            drietal(wie),
            register.als_zonder_bsn(ANDER),
            register.als_zonder_bsn(MOEDER),
        )
