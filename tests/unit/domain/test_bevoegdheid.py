"""Who may act, for whom, with which right: Jeugdwet 7.1.1.2 and 7.1.3.1 to 7.1.3.3."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.aanduiding import Aanduiding, Bevraging, OpBsn, ZonderBsn
from verwijsindex.domain.instantie import (
    Categorieen,
    Convenant,
    Dossier,
    Gebruiker,
    Instantie,
    MandaatSoort,
    Rol,
    is_aangewezen,
)
from verwijsindex.domain.regels.bevoegdheid import (
    bepaal_aanroeper,
    is_bsn_gerechtigd,
    is_verzender,
    mag_contact_wijzigen,
    mag_melden,
    mag_zo_aanduiden,
)
from verwijsindex.domain.tijd import Geldigheid, vandaag
from verwijsindex.domain.weigeringen import (
    BsnNietToegestaan,
    GebruikerOnbekend,
    GeenMandaat,
    NietAangewezen,
    RolGeeftDitRechtNiet,
    VerzenderOnjuist,
    Weigering,
)

from ...beleid import CATEGORIEEN
from .casus import ALTIJD, GEMEENTE, HUISARTS, INSTANTIE, OIN, REGIEVOERDER, aanroeper, dossier, gebruiker, lokaal, mandaat, rondom, stuur

VANDAAG = date(2026, 11, 24)
PERIODE = Geldigheid(date(2026, 1, 1), date(2027, 1, 1))
MELDER = gebruiker()
COORDINATOR = gebruiker(rollen=frozenset({Rol.COORDINATOR}))
ALLE_ROLLEN = frozenset(Rol)


def binnen(wie: Gebruiker, wat: Dossier | None = None, dag: date = VANDAAG) -> bool:
    bepaal_aanroeper(stuur(wie), OIN, wat or dossier(wie), dag, ALLE_ROLLEN)
    return True


def uitkomst(wie: Gebruiker, wat: Dossier, dag: date, categorieen: Categorieen = CATEGORIEEN) -> str:
    """The code of the first condition that fails for a melding, or OK."""
    try:
        mag_melden(bepaal_aanroeper(stuur(wie), OIN, wat, dag, {Rol.MELDER}), wat, dag, categorieen)
    except Weigering as weigering:
        return weigering.code
    return "OK"


@pytest.mark.eis("R-001", "R-006", "R-007")
@pytest.mark.parametrize("wie", [MELDER, HUISARTS, REGIEVOERDER, COORDINATOR])
def test_whoever_is_registered_and_mandated_may_act(wie: Gebruiker):
    """A user of an instantie, an independent functionaris and a regievoerder are who they say, by the mandate of their partner."""
    gebeld = bepaal_aanroeper(stuur(wie), OIN, dossier(wie), VANDAAG, ALLE_ROLLEN)
    assert (OIN, wie, next(iter(wie.rollen)), GEMEENTE) == (gebeld.oin, gebeld.gebruiker, gebeld.rol, gebeld.mandaat_gemeente)
    assert gebeld.instantie_id == (wie.instantie.id if wie.instantie else None)


@pytest.mark.eis("R-156")
def test_the_sender_in_the_body_is_the_signer():
    """Another verzenderOin than that of the signature is DK0002, and the text does not repeat it."""
    is_verzender(stuur(MELDER), OIN)
    with pytest.raises(VerzenderOnjuist) as gevangen:
        is_verzender(stuur(MELDER), "00000099000000002000")
    assert gevangen.value.code == "DK0002"
    assert gevangen.value.element == "stuurgegevens/verzenderOin"


@pytest.mark.eis("R-001")
@pytest.mark.parametrize(
    ("wie", "wat", "verwacht"),
    [
        (MELDER, dossier(MELDER), "OK"),
        (HUISARTS, dossier(HUISARTS), "OK"),
        (MELDER, dossier(MELDER, mandaten=()), "VIR-122"),
        (MELDER, dossier(None, mandaten=(mandaat(MELDER),)), "VIR-120"),
        (MELDER, dossier(replace(MELDER, aanwijzing=Geldigheid(date(2020, 1, 1), VANDAAG))), "VIR-120"),
        (COORDINATOR, dossier(COORDINATOR), "VIR-123"),
        (MELDER, dossier(MELDER, convenanten=()), "VIR-121"),
        (HUISARTS, dossier(HUISARTS, convenanten=()), "VIR-121"),
        (MELDER, dossier(MELDER, convenanten=(Convenant(GEMEENTE, Geldigheid(date(2020, 1, 1), VANDAAG)),)), "VIR-121"),
    ],
)
def test_every_condition_of_reporting_taken_away(wie: Gebruiker, wat: Dossier, verwacht: str):
    """Mandate, appointment, role and convenant: without any one of them no melding, each with its own code."""
    assert verwacht == uitkomst(wie, wat, VANDAAG)


@pytest.mark.eis("R-001")
@pytest.mark.parametrize("code", ["XX1", "", "GZ6", "ON7", "jg1"])
def test_an_instantie_of_a_category_that_is_not_designated(code: str):
    """An unknown category, or one that only an independent functionaris can have, gives an instantie no right to report."""
    wie = gebruiker(instantie=Instantie("i", "Kinderopvang", code))
    assert uitkomst(wie, dossier(wie), VANDAAG) == "VIR-121"


@pytest.mark.eis("R-001")
@pytest.mark.parametrize("code", ["JH3", "JG1", "XX1", None])
def test_a_functionaris_of_a_category_that_is_not_independent(code: str | None):
    """Only a huisarts and a leerplichtambtenaar report by themselves; the refusal names an element that he did send."""
    wie = replace(HUISARTS, categorie=code)
    with pytest.raises(NietAangewezen) as gevangen:
        mag_melden(bepaal_aanroeper(stuur(wie), OIN, dossier(wie), VANDAAG, {Rol.MELDER}), dossier(wie), VANDAAG, CATEGORIEEN)
    assert gevangen.value.element == "stuurgegevens/gebruikerId"


@pytest.mark.eis("R-002")
def test_the_days_around_a_category():
    """A category counts from its first day inclusive to its last day exclusive: before and after nobody reports under it, VIR-121."""
    vervallen = {**CATEGORIEEN, "JG1": replace(CATEGORIEEN["JG1"], geldigheid=PERIODE)}
    verwacht = ["VIR-121", "OK", "OK", "OK", "VIR-121", "VIR-121"]
    dagen = (*rondom(PERIODE.vanaf), *rondom(date(2027, 1, 1)))
    assert verwacht == [uitkomst(MELDER, dossier(MELDER), dag, vervallen) for dag in dagen]
    assert [uitkomst(HUISARTS, dossier(HUISARTS), dag, vervallen) for dag in dagen] == ["OK"] * 6


@pytest.mark.eis("R-002")
def test_every_category_is_in_force_since_the_statute():
    """Each code of the list counts from 1 January 2015, the day before it did not, and none has ended."""
    for code, categorie in CATEGORIEEN.items():
        op = [is_aangewezen(code, dag, zelfstandig=categorie.zelfstandig, categorieen=CATEGORIEEN) for dag in rondom(date(2015, 1, 1))]
        assert op == [False, True, True]
        assert is_aangewezen(code, date.max, zelfstandig=categorie.zelfstandig, categorieen=CATEGORIEEN)
        assert not is_aangewezen(code, VANDAAG, zelfstandig=not categorie.zelfstandig, categorieen=CATEGORIEEN)


@pytest.mark.eis("R-003")
@pytest.mark.parametrize("code", ["JH1", "GZ5", "MO1"])
@pytest.mark.parametrize(
    ("vastgelegd", "bevestigd", "verwacht"),
    [(True, True, "OK"), (False, True, "VIR-121"), (True, False, "VIR-120"), (False, False, "VIR-120")],
)
def test_a_limited_category_reports_when_convenant_and_appointment_say_so(code: str, vastgelegd: bool, bevestigd: bool, verwacht: str):
    """A gemeente, a ziekenhuis and a Wmo-aanbieder are limited to a task: recorded in the convenant and confirmed at the appointment."""
    wie = replace(gebruiker(instantie=Instantie("i", "I", code)), beperking_bevestigd=bevestigd)
    wat = dossier(wie, convenanten=(Convenant(GEMEENTE, ALTIJD, beperking_vastgelegd=vastgelegd),))
    assert verwacht == uitkomst(wie, wat, VANDAAG)


@pytest.mark.eis("R-003")
def test_of_two_convenants_the_one_with_the_limitation_counts():
    """A convenant that does not record the limitation gives nothing, also beside one that does; that other decides by its own days."""
    wie = replace(gebruiker(instantie=Instantie("i", "I", "GZ5")), beperking_bevestigd=True)
    zonder, met = Convenant("0599", ALTIJD), Convenant(GEMEENTE, PERIODE, beperking_vastgelegd=True)
    wat = dossier(wie, convenanten=(zonder, met))
    assert [uitkomst(wie, wat, dag) for dag in rondom(date(2027, 1, 1))] == ["OK", "VIR-121", "VIR-121"]
    assert (met,) == mag_melden(aanroeper(wie), wat, VANDAAG, CATEGORIEEN)


@pytest.mark.eis("R-003")
def test_only_three_categories_are_limited():
    """Whoever is of another category reports without anything recorded or confirmed about it."""
    assert {code for code, categorie in CATEGORIEEN.items() if categorie.beperking} == {"JH1", "GZ5", "MO1"}


@pytest.mark.eis("R-001", "R-002", "R-023")
def test_the_closed_list_of_categories():
    """21 categories of instanties and 2 of functionarissen; only schools (ON1 to ON5) and Halt (PJ2) may not use the BSN."""
    assert len(CATEGORIEEN) == 23
    assert {"GZ6", "ON7"} == {code for code, categorie in CATEGORIEEN.items() if categorie.zelfstandig}
    assert {"ON1", "ON2", "ON3", "ON4", "ON5", "PJ2"} == {code for code, categorie in CATEGORIEEN.items() if not categorie.bsn_gerechtigd}
    assert all(code == categorie.code for code, categorie in CATEGORIEEN.items())
    assert len({categorie.domein for categorie in CATEGORIEEN.values()}) == 7


@pytest.mark.eis("R-004")
@pytest.mark.parametrize(
    ("wat", "buiten"),
    [
        (dossier(MELDER, mandaten=(mandaat(MELDER, PERIODE),)), "VIR-122"),
        (dossier(replace(MELDER, aanwijzing=PERIODE)), "VIR-120"),
        (dossier(MELDER, convenanten=(Convenant(GEMEENTE, PERIODE),)), "VIR-121"),
    ],
)
def test_the_days_around_a_beginning_and_an_end(wat: Dossier, buiten: str):
    """Mandate, appointment and convenant count from ``geldigVanaf`` inclusive to ``geldigTot`` exclusive."""
    assert [buiten, "OK", "OK"] == [uitkomst(MELDER, wat, dag) for dag in rondom(PERIODE.vanaf)]
    assert ["OK", buiten, buiten] == [uitkomst(MELDER, wat, dag) for dag in rondom(date(2027, 1, 1))]


@pytest.mark.eis("R-001", "R-004")
def test_the_last_second_of_an_appointment():
    """B23: an appointment through 31 December: reported at 23:59:59 local time accepted, at 00:00 on 1 January refused."""
    wat = dossier(replace(MELDER, aanwijzing=PERIODE))
    assert uitkomst(MELDER, wat, vandaag(lokaal("2026-12-31 23:59:59"))) == "OK"
    assert uitkomst(MELDER, wat, vandaag(lokaal("2027-01-01 00:00:00"))) == "VIR-120"


@pytest.mark.eis("R-001")
def test_one_convenant_in_force_is_enough():
    """With agreements with several colleges the one that is in force counts, and only that one is handed on."""
    oud = Convenant("0599", Geldigheid(date(2020, 1, 1), date(2021, 1, 1)))
    geldig = Convenant(GEMEENTE, ALTIJD)
    assert (geldig,) == mag_melden(aanroeper(MELDER), dossier(MELDER, convenanten=(oud, geldig)), VANDAAG, CATEGORIEEN)


@pytest.mark.eis("R-006")
@pytest.mark.parametrize("wie", [MELDER, HUISARTS, REGIEVOERDER])
@pytest.mark.parametrize("ander", [{"oin": "00000099000000002000"}, {"doel": "een ander"}])
def test_a_mandate_of_another_partner_or_for_another(wie: Gebruiker, ander: dict[str, str]):
    """Only a mandate of this very partner for this very instantie, functionaris or gemeente lets it act."""
    vreemd = mandaat(wie, **ander)
    with pytest.raises(GeenMandaat):
        binnen(wie, dossier(wie, mandaten=(vreemd,)))
    assert binnen(wie, dossier(wie, mandaten=(vreemd, mandaat(wie))))


@pytest.mark.eis("R-006")
def test_a_mandate_of_another_kind():
    """A mandate for a gemeente lets nobody act for an instantie that happens to have the same code, nor the other way round."""
    naamgenoot = gebruiker(instantie=Instantie(GEMEENTE, "Veldwijk", "JH1"))
    with pytest.raises(GeenMandaat):
        binnen(naamgenoot, dossier(naamgenoot, mandaten=(mandaat(REGIEVOERDER),)))
    with pytest.raises(GeenMandaat):
        binnen(REGIEVOERDER, dossier(REGIEVOERDER, mandaten=(mandaat(naamgenoot),)))


@pytest.mark.eis("R-006")
def test_the_user_belongs_to_the_instantie_named():
    """A user of another instantie, or an independent one, acts for no instantie: VIR-120, also when the mandate is there."""
    for wie in (gebruiker(instantie=Instantie("elders", "Elders", "JG1")), HUISARTS, REGIEVOERDER):
        wat = Dossier(wie, (mandaat(MELDER),), ())
        with pytest.raises(GebruikerOnbekend):
            bepaal_aanroeper(stuur(wie, instantie_id=INSTANTIE.id), OIN, wat, VANDAAG, ALLE_ROLLEN)


@pytest.mark.eis("R-006")
@pytest.mark.parametrize("wie", [MELDER, None])
def test_without_an_instantie_nobody_of_an_instantie_acts(wie: Gebruiker | None):
    """Who names no instantie and is no functionaris or regievoerder, or nobody at all, has no mandate (keuzes.md 7)."""
    with pytest.raises(GeenMandaat):
        bepaal_aanroeper(stuur(MELDER, instantie_id=None), OIN, Dossier(wie, (mandaat(MELDER),), ()), VANDAAG, ALLE_ROLLEN)


@pytest.mark.eis("R-007")
@pytest.mark.parametrize("gebruikt", list(Rol))
@pytest.mark.parametrize("eigen", list(Rol))
def test_a_role_gives_only_its_own_right(eigen: Rol, gebruikt: Rol):
    """Roles are disjoint: none but a melder reports, and nobody uses a role that he was not given."""
    wie = gebruiker(rollen=frozenset({eigen}))
    verwacht = "OK" if (eigen, gebruikt) == (Rol.MELDER, Rol.MELDER) else "VIR-123"
    try:
        bepaal_aanroeper(stuur(wie, gebruikt), OIN, dossier(wie), VANDAAG, {Rol.MELDER})
        gekregen = "OK"
    except RolGeeftDitRechtNiet as weigering:
        gekregen = weigering.code
    assert verwacht == gekregen


@pytest.mark.eis("R-007")
def test_the_role_used_is_the_one_that_counts():
    """Who is both melder and coordinator reports as melder and not as coordinator."""
    wie = gebruiker(rollen=frozenset({Rol.MELDER, Rol.COORDINATOR}))
    assert bepaal_aanroeper(stuur(wie, Rol.MELDER), OIN, dossier(wie), VANDAAG, {Rol.MELDER}).rol is Rol.MELDER
    with pytest.raises(RolGeeftDitRechtNiet):
        bepaal_aanroeper(stuur(wie, Rol.COORDINATOR), OIN, dossier(wie), VANDAAG, {Rol.MELDER})


@pytest.mark.eis("R-006", "R-007")
def test_the_first_check_that_fails_answers():
    """Mandate before appointment, appointment before role (keuzes.md 2)."""
    niets = dossier(replace(COORDINATOR, aanwijzing=Geldigheid(VANDAAG, VANDAAG)), mandaten=())
    assert uitkomst(COORDINATOR, niets, VANDAAG) == "VIR-122"
    assert uitkomst(COORDINATOR, replace(niets, mandaten=(mandaat(COORDINATOR),)), VANDAAG) == "VIR-120"
    assert uitkomst(COORDINATOR, dossier(COORDINATOR, convenanten=()), VANDAAG) == "VIR-123"


@pytest.mark.eis("R-004", "R-006")
def test_acting_needs_no_convenant():
    """The convenant counts for reporting only: mandate and appointment let a user fetch and withdraw without it (keuzes.md 8)."""
    assert binnen(MELDER, dossier(MELDER, convenanten=()))


@pytest.mark.eis("R-023")
@pytest.mark.parametrize("code", ["JH1", "JH2", "JH3", "JH4", "JG1", "GZ1", "GZ2", "GZ3", "GZ4", "GZ5", "ON6", "MO1", "WI1", "PJ1", "PJ3"])
def test_categories_that_use_the_bsn(code: str):
    """The table of domein.md 2.8: these report by BSN."""
    assert is_bsn_gerechtigd(aanroeper(gebruiker(instantie=Instantie("i", "I", code))), (Convenant(GEMEENTE, ALTIJD),), CATEGORIEEN)


@pytest.mark.eis("R-023")
@pytest.mark.parametrize("code", ["GZ6", "ON7"])
def test_functionarissen_use_the_bsn(code: str):
    """A huisarts and a leerplichtambtenaar report by BSN."""
    assert is_bsn_gerechtigd(aanroeper(replace(HUISARTS, categorie=code)), (Convenant(GEMEENTE, ALTIJD),), CATEGORIEEN)


@pytest.mark.eis("R-023")
@pytest.mark.parametrize("code", ["ON1", "ON2", "ON3", "ON4", "ON5", "PJ2"])
def test_categories_that_may_not_use_the_bsn(code: str):
    """Schools and Halt may not use the BSN."""
    assert not is_bsn_gerechtigd(aanroeper(gebruiker(instantie=Instantie("i", "I", code))), (Convenant(GEMEENTE, ALTIJD),), CATEGORIEEN)


@pytest.mark.eis("R-023")
@pytest.mark.parametrize(
    ("aanduiding", "gerechtigd", "element"),
    [
        (OpBsn("999990019"), True, None),
        (OpBsn("999990019"), False, "jeugdige/bsn"),
        (Bevraging("Jansen", date(2010, 1, 1)), False, None),
        (Bevraging("Jansen", date(2010, 1, 1)), True, "jeugdige/bevraging"),
        (ZonderBsn("Jansen", date(2010, 1, 1), "M"), True, None),
        (ZonderBsn("Jansen", date(2010, 1, 1), "M"), False, None),
    ],
)
def test_who_may_use_the_bsn_must_and_who_may_not_asks_the_register(aanduiding: Aanduiding, gerechtigd: bool, element: str | None):
    """A reporter has one way to indicate a jeugdige with a number, VIR-105 for the other; without number is for everybody."""
    if element is None:
        mag_zo_aanduiden(aanduiding, bsn_gerechtigd=gerechtigd)
    else:
        with pytest.raises(BsnNietToegestaan) as gevangen:
            mag_zo_aanduiden(aanduiding, bsn_gerechtigd=gerechtigd)
        assert (element, "VIR-105") == (gevangen.value.element, gevangen.value.code)


@pytest.mark.eis("R-023")
def test_of_several_convenants_that_of_the_mandate_speaks_first():
    """Two convenants settle the use of the BSN differently: the one with the gemeente of the mandate decides."""
    anders = Convenant("0599", ALTIJD, bsn_gerechtigd=False, bsn_grond="grond")
    eigen = Convenant(GEMEENTE, ALTIJD, bsn_gerechtigd=True, bsn_grond="grond")
    wie = aanroeper(gebruiker(instantie=Instantie("i", "I", "ON1")))
    assert [is_bsn_gerechtigd(wie, volgorde, CATEGORIEEN) for volgorde in ((anders, eigen), (eigen, anders))] == [True, True]


@pytest.mark.eis("R-096")
@pytest.mark.parametrize(
    ("rol", "wie", "is_collega", "mag"),
    [
        (Rol.MELDER, "zelf", True, True),
        (Rol.MELDER, "zelf", False, True),
        (Rol.MELDER, "ander", True, False),
        (Rol.COORDINATOR, "ander", True, True),
        (Rol.COORDINATOR, "ander", False, False),
    ],
)
def test_whose_contact_data_may_be_changed(rol: Rol, wie: str, is_collega: bool, mag: bool):
    """A reporter changes his own, a coordinator those of his own instantie (keuzes.md 9)."""
    caller = aanroeper(gebruiker(rollen=frozenset({rol})))._replace(rol=rol)
    doel = caller.gebruiker.id if wie == "zelf" else "iemand-anders"
    if mag:
        mag_contact_wijzigen(caller, doel, is_collega=is_collega)
    else:
        with pytest.raises(RolGeeftDitRechtNiet):
            mag_contact_wijzigen(caller, doel, is_collega=is_collega)


@pytest.mark.eis("R-023")
@pytest.mark.parametrize(
    ("categorie", "gerechtigd", "grond", "verwacht"),
    [
        ("ON3", True, "Leerplichtwet", True),
        ("ON3", True, None, False),
        ("ON3", True, "", False),
        ("ON3", None, "Leerplichtwet", False),
        ("JH4", False, "Jeugdwet 7.2.1(2)", False),
        ("JH4", False, None, True),
        ("JH4", None, None, True),
    ],
)
def test_a_convenant_settles_the_bsn_only_with_a_ground(categorie: str, gerechtigd: bool | None, grond: str | None, verwacht: bool):
    """An agreement overrides the category, both ways, when its legal basis is recorded; without one it does not."""
    wie = aanroeper(gebruiker(instantie=Instantie("i", "I", categorie)))
    assert verwacht is is_bsn_gerechtigd(wie, (Convenant("0599", ALTIJD), Convenant(GEMEENTE, ALTIJD, gerechtigd, grond)), CATEGORIEEN)


@pytest.mark.eis("R-006")
def test_the_kinds_of_mandate():
    """A partner acts for an instantie, an independent functionaris or a gemeente (keuzes.md 7), for a toezichthouder nobody."""
    assert {"INSTANTIE", "FUNCTIONARIS", "GEMEENTE", "TOEZICHT"} == set(MandaatSoort)
