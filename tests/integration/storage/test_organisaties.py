"""Who may act, as the rules read it (R-001..R-008)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from verwijsindex.domain.instantie import (
    Contactgegevens,
    Convenant,
    Dossier,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
)
from verwijsindex.domain.organisatie import Gemeente, PartnerToestand
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid
from verwijsindex.storage.beheer import Beheer
from verwijsindex.storage.database import SqlOpslag

from ...beleid import CATEGORIEEN
from .wereld import ALTIJD, GEMEENTE, GGD, OIN, POLITIE, REGIE, SINDS, aangewezene, contactgegevens, gebruiker, registreer, stuur

HUISARTS = Gebruiker(
    "huisarts", MandaatSoort.FUNCTIONARIS, frozenset({Rol.MELDER}), ALTIJD, contact=contactgegevens("huisarts"), categorie="GZ6"
)


def op(dag: date) -> datetime:
    """The first moment of that day."""
    return datetime.combine(dag, time(), AMSTERDAM)


def dossier(opslag: SqlOpslag, *args: object, oin: str = OIN, **kwargs: object) -> Dossier:
    with opslag.lezen() as transactie:
        return transactie.organisaties.dossier(oin, stuur(*args, **kwargs))  # type: ignore[arg-type]


@pytest.mark.eis("R-001", "R-006")
def test_dossier_van_een_melder(opslag: SqlOpslag) -> None:
    """A reporter's dossier holds exactly what was registered: himself, the mandate of his instantie, its convenanten."""
    wie = replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2025, 1, 1), date(2027, 1, 1)))
    registreer(opslag, wie)
    verwacht = Dossier(aangewezene(wie), (Mandaat(OIN, MandaatSoort.INSTANTIE, "ggd", GEMEENTE, ALTIJD),), (Convenant(GEMEENTE, ALTIJD),))
    assert verwacht == dossier(opslag, "arts")


@pytest.mark.eis("R-006")
def test_dossier_van_een_onbekende(opslag: SqlOpslag) -> None:
    """For an unknown user there is no gebruiker, but the mandate of the instantie named is there, so that VIR-122 comes first."""
    registreer(opslag)
    verwacht = Dossier(None, (Mandaat(OIN, MandaatSoort.INSTANTIE, "ggd", GEMEENTE, ALTIJD),))
    assert verwacht == dossier(opslag, "niemand")


@pytest.mark.eis("R-006")
def test_mandaat_is_van_deze_partner(opslag: SqlOpslag) -> None:
    """Another partner system sees no mandate of this one."""
    registreer(opslag, gebruiker("arts"))
    assert dossier(opslag, "arts", oin="00000099000000009000").mandaten == ()


@pytest.mark.eis("R-004")
def test_dossier_geeft_ook_wat_niet_meer_geldt(opslag: SqlOpslag) -> None:
    """Convenanten and mandates of every period are given, in order; what is in force is a rule."""
    registreer(opslag, gebruiker("arts"))
    vroeger = Geldigheid(date(2015, 1, 1), date(2020, 1, 1))
    with opslag.beheer() as beheer:
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant(GEMEENTE, vroeger))
        beheer.mandaat(Mandaat(OIN, MandaatSoort.INSTANTIE, "ggd", GEMEENTE, vroeger))
        beheer.leg_vast()
    gevonden = dossier(opslag, "arts")
    assert [vroeger, ALTIJD] == [convenant.geldigheid for convenant in gevonden.convenanten]
    assert [vroeger, ALTIJD] == [mandaat.geldigheid for mandaat in gevonden.mandaten]


@pytest.mark.eis("R-004", "R-097")
def test_het_oudste_gaat_voor(opslag: SqlOpslag) -> None:
    """Convenanten and mandates come in order of their first day, and of one day in order of gemeente, however they were registered."""
    registreer(opslag, gebruiker("arts"))
    vroeger = Geldigheid(date(2015, 1, 1))
    with opslag.beheer() as beheer:
        for gemeente, wanneer in (("0999", vroeger), ("0100", ALTIJD), ("0998", vroeger)):
            beheer.gemeente(Gemeente(gemeente, f"Gemeente {gemeente}"))
            beheer.gebruiker(replace(REGIE, id=f"regie {gemeente}", gemeentecode=gemeente))
            beheer.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant(gemeente, wanneer))
            beheer.gemeente(Gemeente(gemeente, f"Gemeente {gemeente}", SINDS))
            beheer.mandaat(Mandaat(OIN, MandaatSoort.INSTANTIE, "ggd", gemeente, wanneer))
        beheer.leg_vast()
    gevonden, verwacht = dossier(opslag, "arts"), ["0998", "0999", "0100", GEMEENTE]
    assert [verwacht] * 2 == [[wat.gemeentecode for wat in soort] for soort in (gevonden.convenanten, gevonden.mandaten)]


@pytest.mark.eis("R-001", "R-023")
def test_dossier_van_een_functionaris(opslag: SqlOpslag) -> None:
    """An independent functionaris acts without instantie: his own mandate and convenant, with its ground for the BSN."""
    registreer(opslag, HUISARTS)
    mandaat = Mandaat(OIN, MandaatSoort.FUNCTIONARIS, "huisarts", GEMEENTE, ALTIJD)
    convenant = Convenant(GEMEENTE, ALTIJD, False, "afspraak 12")
    with opslag.beheer() as beheer:
        beheer.mandaat(mandaat)
        beheer.convenant(MandaatSoort.FUNCTIONARIS, "huisarts", convenant)
        beheer.leg_vast()
    assert Dossier(aangewezene(HUISARTS), (mandaat,), (convenant,)) == dossier(opslag, "huisarts", None)


@pytest.mark.eis("R-003")
@pytest.mark.parametrize("vastgelegd", [True, False])
@pytest.mark.parametrize("bevestigd", [True, False])
def test_dossier_met_een_beperking(opslag: SqlOpslag, vastgelegd: bool, bevestigd: bool) -> None:
    """What the convenant records and what the appointment confirms of a limitation is read back, each by itself."""
    wie = replace(gebruiker("arts"), beperking_bevestigd=bevestigd)
    convenant = Convenant(GEMEENTE, ALTIJD, beperking_vastgelegd=vastgelegd)
    registreer(opslag, wie)
    with opslag.beheer() as beheer:
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd", convenant)
        beheer.leg_vast()
    gevonden = dossier(opslag, "arts")
    assert (aangewezene(wie), (convenant,)) == (gevonden.gebruiker, gevonden.convenanten)


@pytest.mark.eis("R-007")
def test_dossier_van_een_regievoerder(opslag: SqlOpslag) -> None:
    """A regievoerder acts under the mandate of his gemeente."""
    registreer(opslag, REGIE)
    mandaat = Mandaat(OIN, MandaatSoort.GEMEENTE, GEMEENTE, GEMEENTE, ALTIJD)
    with opslag.beheer() as beheer:
        beheer.mandaat(mandaat)
        beheer.leg_vast()
    assert Dossier(aangewezene(REGIE), (mandaat,)) == dossier(opslag, "regie", None, Rol.REGIEVOERDER)


@pytest.mark.eis("R-096")
def test_meldingsbevoegde_van_de_eigen_instantie(opslag: SqlOpslag) -> None:
    """A user belongs to his own instantie and to no other, also after his appointment."""
    registreer(opslag, replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2020, 1, 1), date(2021, 1, 1))))
    with opslag.lezen() as transactie:
        hoort_bij = transactie.organisaties.meldingsbevoegde_van
        assert (hoort_bij("arts", "ggd"), hoort_bij("arts", "politie"), hoort_bij("niemand", "ggd")) == (True, False, False)


@pytest.mark.eis("R-006")
def test_bekende_partner(opslag: SqlOpslag) -> None:
    """A partner is known unless it was never registered or is blocked, and known again when unblocked."""
    assert not opslag.bekende_partner(OIN)
    for toestand, bekend in ((PartnerToestand.ACTIEF, True), (PartnerToestand.GEBLOKKEERD, False), (PartnerToestand.ACTIEF, True)):
        with opslag.beheer() as beheer:
            beheer.partner(OIN, "Leverancier", toestand)
            beheer.leg_vast()
        assert bekend is opslag.bekende_partner(OIN)


def test_beheer_vervangt(opslag: SqlOpslag) -> None:
    """Registering the same key again replaces the values and adds nothing."""
    registreer(opslag, gebruiker("arts"))
    hernoemd = replace(GGD, naam="GGD Nieuw", levensduur_maanden=6)
    nieuw = replace(gebruiker("arts", hernoemd), contact=Contactgegevens("Andere naam", telefoon="06"))
    with opslag.beheer() as beheer:
        beheer.instantie(hernoemd)
        beheer.gebruiker(nieuw)
        beheer.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant(GEMEENTE, Geldigheid(ALTIJD.vanaf, date(2027, 1, 1))))
        beheer.leg_vast()
    with opslag.lezen() as transactie:
        assert nieuw == transactie.organisaties.gebruiker("arts")
    gevonden = dossier(opslag, "arts")
    assert aangewezene(nieuw) == gevonden.gebruiker
    assert (Convenant(GEMEENTE, Geldigheid(ALTIJD.vanaf, date(2027, 1, 1))),) == gevonden.convenanten


def test_beheer_vergeet_wat_niet_wordt_vastgelegd(opslag: SqlOpslag) -> None:
    """Registration is a unit of work too."""
    with opslag.beheer() as beheer:
        beheer.partner(OIN, "Leverancier")
    assert not opslag.bekende_partner(OIN)


@pytest.mark.parametrize(
    "wat",
    [
        pytest.param(lambda b: b.partner("12345678901234567890", "x"), id="geen OIN", marks=pytest.mark.eis("R-161")),
        pytest.param(lambda b: b.instantie(Instantie("x", "x", "ZZ9")), id="onbekende categorie", marks=pytest.mark.eis("R-002")),
        pytest.param(lambda b: b.instantie(Instantie("x", "x", "GZ6")), id="categorie van functionaris", marks=pytest.mark.eis("R-002")),
        pytest.param(lambda b: b.instantie(replace(GGD, levensduur_maanden=25)), id="langer dan wet", marks=pytest.mark.eis("R-060")),
        pytest.param(lambda b: b.instantie(replace(GGD, levensduur_maanden=0)), id="geen levensduur", marks=pytest.mark.eis("R-060")),
        pytest.param(lambda b: b.gebruiker(replace(HUISARTS, categorie="JG1")), id="geen functionaris", marks=pytest.mark.eis("R-002")),
        pytest.param(
            lambda b: b.gebruiker(replace(HUISARTS, rollen=frozenset({Rol.COORDINATOR}))),
            id="coordinator zonder instantie",
            marks=pytest.mark.eis("R-008"),
        ),
        pytest.param(
            lambda b: b.gebruiker(replace(REGIE, rollen=frozenset({Rol.MELDER}))), id="regie meldt", marks=pytest.mark.eis("R-007")
        ),
        pytest.param(lambda b: b.gebruiker(replace(HUISARTS, instantie=GGD)), id="twee plaatsen"),
        pytest.param(lambda b: b.gebruiker(replace(REGIE, gemeentecode=None)), id="geen gemeente"),
        pytest.param(
            lambda b: b.gebruiker(replace(HUISARTS, contact=Contactgegevens("Naam"))), id="onbereikbaar", marks=pytest.mark.eis("R-053")
        ),
        pytest.param(lambda b: b.convenant(MandaatSoort.GEMEENTE, GEMEENTE, Convenant(GEMEENTE, ALTIJD)), id="convenant van gemeente"),
        pytest.param(
            lambda b: b.convenant(MandaatSoort.INSTANTIE, "ggd", Convenant(GEMEENTE, ALTIJD, True)),
            id="bsn zonder grond",
            marks=pytest.mark.eis("R-023"),
        ),
        pytest.param(lambda b: b.coordinator("ggd", "arts"), id="geen coordinator", marks=pytest.mark.eis("R-008")),
        pytest.param(lambda b: b.coordinator("politie", "coordinator"), id="van een ander", marks=pytest.mark.eis("R-008")),
    ],
)
def test_beheer_weigert(opslag: SqlOpslag, wat: object) -> None:
    """What the law or the contract forbids is refused before anything is written."""
    registreer(opslag, gebruiker("arts"), gebruiker("coordinator", GGD, Rol.COORDINATOR))
    with opslag.beheer() as beheer, pytest.raises(ValueError, match=r"\w"):
        wat(beheer)  # type: ignore[operator]


@pytest.mark.eis("R-002")
@pytest.mark.parametrize(
    ("code", "schrijf_in"),
    [("JG1", lambda beheer: beheer.instantie(GGD)), ("GZ6", lambda beheer: beheer.gebruiker(HUISARTS))],
)
def test_beheer_weigert_een_vervallen_categorie(opslag: SqlOpslag, code: str, schrijf_in: Callable[[Beheer], None]) -> None:
    """Onboarding needs a category in force: refused the day before and from the day on which it ended, with a text that says so."""
    periode = Geldigheid(date(2026, 3, 1), date(2026, 11, 1))
    categorieen = {**CATEGORIEEN, code: replace(CATEGORIEEN[code], geldigheid=periode)}
    for dag in (date(2026, 2, 28), date(2026, 11, 1), date(2026, 11, 2)):
        with (
            opslag.beheer(nu=op(dag), categorieen=categorieen) as beheer,
            pytest.raises(ValueError, match=f"{code} is niet van kracht op {dag}"),
        ):
            schrijf_in(beheer)
    for dag in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 10, 31)):
        with opslag.beheer(nu=op(dag), categorieen=categorieen) as beheer:
            schrijf_in(beheer)


@pytest.mark.eis("R-161")
def test_productie_weigert_een_testnummer(opslag: SqlOpslag) -> None:
    """The test prefix 00000099 is refused in production and the same partner is accepted outside it."""
    with opslag.beheer(productie=True) as beheer, pytest.raises(ValueError, match="OIN"):
        beheer.partner(OIN, "Leverancier")
    with opslag.beheer() as beheer:
        beheer.partner(OIN, "Leverancier")


@pytest.mark.eis("R-060")
@pytest.mark.parametrize("maanden", [None, 1, 24])
def test_beheer_aanvaardt_de_grenzen(opslag: SqlOpslag, maanden: int | None) -> None:
    """A life span of 1 to 24 months, or the legal maximum by default, is accepted."""
    registreer(opslag, gebruiker("agent", POLITIE))
    with opslag.beheer() as beheer:
        beheer.instantie(replace(POLITIE, levensduur_maanden=maanden))
        beheer.leg_vast()
    gevonden = dossier(opslag, "agent", POLITIE).gebruiker
    assert replace(POLITIE, levensduur_maanden=maanden) == (gevonden.instantie if gevonden else None)
