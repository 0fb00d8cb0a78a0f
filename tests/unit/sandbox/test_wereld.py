"""The organisations of the sandbox, held against the rules that decide who may act."""

from collections import Counter
from datetime import date, timedelta

import pytest

from verwijsindex.domain.instantie import Aanroeper, Dossier, MandaatSoort, Rol, Stuurgegevens
from verwijsindex.domain.nummers import is_oin
from verwijsindex.domain.regels.bevoegdheid import bepaal_aanroeper, is_bsn_gerechtigd, mag_melden
from verwijsindex.domain.regels.termijnen import verwijderdatum
from verwijsindex.domain.weigeringen import GebruikerOnbekend, GeenMandaat, NietAangewezen, RolGeeftDitRechtNiet
from verwijsindex.sandbox.wereld import GEMEENTELIJK, JEUGDHULP, JGZ, POLITIE, REGIO, Wereld, maak_wereld

from ...beleid import CATEGORIEEN

DAG = date(2026, 11, 24)
EEN_DAG = timedelta(days=1)
WERELD = maak_wereld(DAG)


def _dossier(oin: str, gebruiker_id: str, instantie_id: str | None) -> Dossier:
    [gebruiker] = [g for g in WERELD.gebruikers if g.id == gebruiker_id]
    doelen = {instantie_id} if instantie_id else {gebruiker.id, gebruiker.gemeentecode}
    return Dossier(
        gebruiker=gebruiker,
        mandaten=tuple(m for m in WERELD.mandaten if m.oin == oin and m.doel in doelen),
        convenanten=WERELD.convenanten.get(instantie_id or gebruiker_id, ()),
    )


def _roep(oin: str, gebruiker_id: str, instantie_id: str | None, dag: date, rol: Rol = Rol.MELDER) -> tuple[Aanroeper, Dossier]:
    dossier = _dossier(oin, gebruiker_id, instantie_id)
    return bepaal_aanroeper(Stuurgegevens(oin, gebruiker_id, rol, instantie_id), oin, dossier, dag, set(Rol)), dossier


def test_the_same_day_gives_the_same_world() -> None:
    """Two sandboxes of one day have the same users with the same contact data."""
    assert maak_wereld(DAG) == WERELD


@pytest.mark.eis("R-002", "R-161")
def test_five_partners_and_categories_of_six_domains() -> None:
    """OINs of the test range, designated categories only, and an independent huisarts."""
    assert [f"0000009900000000{n}000" for n in range(1, 6)] == [partner.oin for partner in WERELD.partners]
    assert all(is_oin(partner.oin) for partner in WERELD.partners)
    categorieen = {g.categoriecode for g in WERELD.gebruikers if g.categoriecode is not None}
    assert {"JG1", "PJ1", "JH3", "JH4", "GZ3", "ON3", "ON2", "MO1", "WI1", "GZ6", "GZ2"} == categorieen
    assert len({CATEGORIEEN[code].domein for code in categorieen}) >= 5


@pytest.mark.eis("R-007", "R-053")
def test_users_are_enough_disjoint_and_reachable() -> None:
    """At least 20 reporters for a race, three and a coordinator per instantie; nobody shares an id, name, number or mailbox."""
    rollen = Counter(next(iter(g.rollen)) for g in WERELD.gebruikers)
    assert all(len(g.rollen) == 1 and g.contact.bereikbaar for g in WERELD.gebruikers)
    assert rollen[Rol.MELDER] >= 20
    for instantie in WERELD.instanties:
        eigen = Counter(next(iter(g.rollen)) for g in WERELD.gebruikers if g.instantie == instantie)
        assert eigen[Rol.MELDER] >= 3
        assert eigen[Rol.COORDINATOR] == 1
    for wat in ("telefoon", "emailadres", "naam"):
        waarden = [getattr(g.contact, wat) for g in WERELD.gebruikers if getattr(g.contact, wat) is not None]
        assert len(waarden) == len(set(waarden)) >= 30
    assert len(WERELD.gebruikers) == len({g.id for g in WERELD.gebruikers})


def test_contact_data_are_invented() -> None:
    """Mail goes to the reserved domain and the telephone numbers are one made-up series."""
    for gebruiker in WERELD.gebruikers:
        assert gebruiker.contact.emailadres is None or gebruiker.contact.emailadres.endswith("@example.nl")
        assert gebruiker.contact.telefoon is None or gebruiker.contact.telefoon.startswith("070-5550")


@pytest.mark.eis("R-001")
@pytest.mark.parametrize("jaren", [0, 23])
def test_every_ordinary_reporter_may_report_today_and_when_the_clock_has_run(jaren: int) -> None:
    """Terms of two, five and 23 years can be tried without anybody's right running out."""
    dag = DAG.replace(year=DAG.year + jaren)
    gemeld = 0
    for gebruiker in WERELD.gebruikers:
        nooit = gebruiker.id.startswith(("ggd-gestopt", "wijkteam-onbevestigd", "zorggroep", "hulpmiddelen"))
        if Rol.MELDER in gebruiker.rollen and not nooit:
            instantie_id = gebruiker.instantie.id if gebruiker.instantie else None
            [oin] = {m.oin for m in WERELD.mandaten if m.doel == (instantie_id or gebruiker.id) and m.geldigheid.omvat(dag)}
            if gebruiker.id != "ggd-nieuw" or jaren:
                assert mag_melden(*_roep(oin, gebruiker.id, instantie_id, dag), dag, CATEGORIEEN)
                gemeld += 1
    assert gemeld >= 30


@pytest.mark.eis("R-004")
def test_an_appointment_that_ended_yesterday() -> None:
    """The day before it could act; from the reference day on VIR-120."""
    _roep(JGZ.oin, "ggd-gestopt", "ggd", DAG - EEN_DAG)
    for dag in (DAG, DAG + EEN_DAG):
        with pytest.raises(GebruikerOnbekend):
            _roep(JGZ.oin, "ggd-gestopt", "ggd", dag)


@pytest.mark.eis("R-004")
def test_an_appointment_that_begins_tomorrow() -> None:
    """Until and including the reference day VIR-120; then it can act."""
    for dag in (DAG - EEN_DAG, DAG):
        with pytest.raises(GebruikerOnbekend):
            _roep(JGZ.oin, "ggd-nieuw", "ggd", dag)
    _roep(JGZ.oin, "ggd-nieuw", "ggd", DAG + EEN_DAG)


@pytest.mark.eis("R-001", "R-004")
def test_a_convenant_that_ended_yesterday() -> None:
    """The day before it could report; from the reference day on VIR-121, while mandate and appointment hold (keuzes.md 8)."""
    assert mag_melden(*_roep(REGIO.oin, "zorggroep-melder-1", "zorggroep", DAG - EEN_DAG), DAG - EEN_DAG, CATEGORIEEN)
    for dag in (DAG, DAG + EEN_DAG):
        aanroeper, dossier = _roep(REGIO.oin, "zorggroep-melder-1", "zorggroep", dag)
        with pytest.raises(NietAangewezen):
            mag_melden(aanroeper, dossier, dag, CATEGORIEEN)


@pytest.mark.eis("R-003")
def test_a_limitation_that_is_not_confirmed_or_not_recorded() -> None:
    """Without confirmation VIR-120 and without record in the convenant VIR-121; everybody else of such a category has both."""
    for wie, instantie, weigering in (
        ("wijkteam-onbevestigd", "wijkteam", GebruikerOnbekend),
        ("hulpmiddelen-melder-1", "hulpmiddelen", NietAangewezen),
    ):
        with pytest.raises(weigering):
            mag_melden(*_roep(GEMEENTELIJK.oin, wie, instantie, DAG), DAG, CATEGORIEEN)
    assert mag_melden(*_roep(GEMEENTELIJK.oin, "wijkteam-melder-1", "wijkteam", DAG), DAG, CATEGORIEEN)


@pytest.mark.eis("R-004", "R-006")
def test_a_mandate_that_ended_yesterday_and_one_that_never_was() -> None:
    """REGIO could act for the ggd until yesterday; POLITIE never could: VIR-122."""
    _roep(REGIO.oin, "ggd-melder-1", "ggd", DAG - EEN_DAG)
    for oin, dag in ((REGIO.oin, DAG), (REGIO.oin, DAG + EEN_DAG), (POLITIE.oin, DAG - EEN_DAG), (POLITIE.oin, DAG)):
        with pytest.raises(GeenMandaat):
            _roep(oin, "ggd-melder-1", "ggd", dag)


@pytest.mark.eis("R-060")
def test_one_profile_lives_six_months() -> None:
    """Of the kredietbank; every other instantie has the legal maximum."""
    levensduren = {instantie.id: instantie.levensduur_maanden for instantie in WERELD.instanties}
    assert [id for id, maanden in levensduren.items() if maanden is not None] == ["krediet"]
    assert date(2027, 5, 24) == verwijderdatum(DAG, levensduren["krediet"], 24)


@pytest.mark.eis("R-023")
@pytest.mark.parametrize(
    ("oin", "gebruiker_id", "instantie_id", "gerechtigd"),
    [
        (JGZ.oin, "ggd-melder-1", "ggd", True),
        (JEUGDHULP.oin, "bescherming-melder-3", "bescherming", True),
        (REGIO.oin, "huisarts-2", None, True),
        (REGIO.oin, "school-melder-1", "school", False),
        (REGIO.oin, "wending-melder-1", "wending", True),
    ],
)
def test_who_may_use_the_bsn(oin: str, gebruiker_id: str, instantie_id: str | None, gerechtigd: bool) -> None:
    """By category, and one school by its convenant."""
    aanroeper, dossier = _roep(oin, gebruiker_id, instantie_id, DAG)
    assert gerechtigd is is_bsn_gerechtigd(aanroeper, mag_melden(aanroeper, dossier, DAG, CATEGORIEEN), CATEGORIEEN)


@pytest.mark.eis("R-007", "R-181")
@pytest.mark.parametrize("code", ["0518", "0599"])
@pytest.mark.parametrize("rol", [Rol.REGIEVOERDER, Rol.COLLEGE, Rol.TOEZICHT])
def test_every_gemeente_has_its_users(code: str, rol: Rol) -> None:
    """Each in his own role and no other, by the mandate of the gemeente."""
    aanroeper, _ = _roep(GEMEENTELIJK.oin, f"{rol.value.lower()}-{code}", None, DAG, rol)
    assert (code, MandaatSoort.GEMEENTE) == (aanroeper.mandaat_gemeente, aanroeper.gebruiker.soort)
    with pytest.raises(RolGeeftDitRechtNiet):
        _roep(GEMEENTELIJK.oin, f"{rol.value.lower()}-{code}", None, DAG, Rol.MELDER)


def test_gemeenten_of_mandates_have_a_regievoerder() -> None:
    """R-097: what falls back on the gemeente of the mandate arrives somewhere."""
    met_regievoerder = {g.gemeentecode for g in WERELD.gebruikers if Rol.REGIEVOERDER in g.rollen}
    assert {m.gemeentecode for m in WERELD.mandaten} <= met_regievoerder == set(WERELD.gemeenten)


@pytest.mark.parametrize("dag", [date(2028, 2, 29), date(2027, 3, 1)])
def test_a_world_begins_on_any_day(dag: date) -> None:
    """Five years before a leap day is a day too."""
    wereld: Wereld = maak_wereld(dag)
    assert all(m.geldigheid.vanaf < dag for m in wereld.mandaten)
