"""Registering gemeenten, profiles, names and partner states: the gates, and what is read back (R-180, R-181, R-184)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from verwijsindex.domain.instantie import Convenant, Dossier, Mandaat, MandaatSoort
from verwijsindex.domain.notificatie import Geadresseerde, GeadresseerdeSoort, Hapering, Wachtend
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel, PartnerToestand
from verwijsindex.domain.tijd import AMSTERDAM, Geldigheid
from verwijsindex.storage.database import SqlOpslag

from .wereld import ALTIJD, DAG, GEMEENTE, GGD, NU, OIN, PROFIEL, REGIE, aangewezene, aantallen, gebruiker, registreer, rijen, stuur

MANDAAT = Mandaat(OIN, MandaatSoort.INSTANTIE, GGD.id, GEMEENTE, ALTIJD)
DAGEN = [DAG + timedelta(days=n) for n in (-1, 0, 1)]


def op(dag: date) -> datetime:
    return datetime.combine(dag, time(), AMSTERDAM)


@pytest.mark.eis("R-180", "R-181")
def test_no_mandate_before_profile_and_gemeente(opslag: SqlOpslag, database_url: str) -> None:
    """An instantie without complete profile, or a gemeente that is not live, gets no mandate; with both it does."""
    for met_profiel, met_gemeente in ((False, True), (True, False), (True, True)):
        with opslag.beheer(nu=NU) as beheer:
            beheer.partner(OIN, "Leverancier")
            beheer.instantie(GGD)
            beheer.gebruiker(REGIE)
            beheer.convenant(MandaatSoort.INSTANTIE, GGD.id, Convenant(GEMEENTE, ALTIJD))
            beheer.profiel(GGD.id, PROFIEL if met_profiel else replace(PROFIEL, procedures=None))
            beheer.gemeente(Gemeente(GEMEENTE, "Gemeente", ALTIJD.vanaf if met_gemeente else None))
            if met_profiel and met_gemeente:
                beheer.mandaat(MANDAAT)
                beheer.leg_vast()
                continue
            with pytest.raises(ValueError, match="niet volledig: procedures" if met_gemeente else "nog niet live"):
                beheer.mandaat(MANDAAT)
    assert aantallen(database_url, "mandaat", "gemeente", "organisatieprofiel") == {"mandaat": 1, "gemeente": 1, "organisatieprofiel": 1}


@pytest.mark.eis("R-181")
def test_a_regievoerder_whom_no_mail_reaches(opslag: SqlOpslag) -> None:
    """Whose mail came back as undeliverable is nobody to go live with; with new contact data he is."""
    wie = Wachtend(Geadresseerde(GeadresseerdeSoort.GEBRUIKER, REGIE.id), 1, 0)
    with opslag.beheer(nu=NU) as beheer:
        beheer.instantie(GGD)
        beheer.gebruiker(REGIE)
        beheer.convenant(MandaatSoort.INSTANTIE, GGD.id, Convenant(GEMEENTE, ALTIJD))
        beheer.leg_vast()
    with opslag.schrijven() as transactie:
        transactie.notificaties.onbestelbaar(wie, NU, Hapering.ADRES_GEWEIGERD)
        transactie.leg_vast()
    with opslag.beheer(nu=NU) as beheer:
        with pytest.raises(ValueError, match="geen regievoerder met een werkend e-mailadres"):
            beheer.gemeente(Gemeente(GEMEENTE, "Gemeente", DAG))
        beheer.gebruiker(REGIE)
        beheer.gemeente(Gemeente(GEMEENTE, "Gemeente", DAG))


@pytest.mark.eis("R-180", "R-181")
def test_what_acts_already_keeps_its_mandate(opslag: SqlOpslag) -> None:
    """A gate asks for what is new or lasts longer: an end, or the same once more, is registered whatever the profile lacks."""
    registreer(opslag, gebruiker("arts"))
    met_einde = replace(MANDAAT, geldigheid=Geldigheid(ALTIJD.vanaf, DAG))
    with opslag.beheer(nu=NU) as beheer:
        beheer.profiel(GGD.id, Organisatieprofiel())
        beheer.mandaat(MANDAAT)
        beheer.mandaat(met_einde)
        beheer.gemeente(Gemeente(GEMEENTE, "Andere naam", date(2015, 1, 1)))
        with pytest.raises(ValueError, match="niet volledig"):
            beheer.mandaat(MANDAAT)


@pytest.mark.eis("R-006")
@pytest.mark.parametrize(
    ("toestand", "bekend", "opgeschort"),
    [(PartnerToestand.ACTIEF, True, False), (PartnerToestand.OPGESCHORT, True, True), (PartnerToestand.GEBLOKKEERD, False, False)],
)
def test_the_state_of_a_partner(opslag: SqlOpslag, toestand: PartnerToestand, bekend: bool, opgeschort: bool) -> None:
    """Blocked is unknown at the door; suspended is known, and its dossier says so, with every mandate still in it."""
    registreer(opslag, gebruiker("arts"))
    with opslag.beheer() as beheer:
        beheer.partner(OIN, "Leverancier", toestand)
        beheer.leg_vast()
    assert opslag.bekende_partner(OIN) is bekend
    with opslag.lezen() as transactie:
        gevonden = transactie.organisaties.dossier(OIN, stuur("arts"))
    assert gevonden == Dossier(aangewezene(gebruiker("arts")), (MANDAAT,), (Convenant(GEMEENTE, ALTIJD),), opgeschort)


@pytest.mark.eis("R-184")
def test_a_name_holds_from_its_day(opslag: SqlOpslag, database_url: str) -> None:
    """The old name the day before, the new one on the day and after; what it was called is kept once per day."""
    registreer(opslag)
    for naam in ("Tussennaam", "GGD Nieuw"):
        with opslag.beheer(nu=op(DAG)) as beheer:
            beheer.instantie(replace(GGD, naam=naam))
            beheer.leg_vast()
    namen = []
    for dag in DAGEN:
        with opslag.beheer(nu=op(dag)) as beheer:
            namen.append(beheer.alles().instanties[GGD.id].naam)
    assert namen == [GGD.naam, "GGD Nieuw", "GGD Nieuw"]
    bewaard = [(str(tot), naam) for tot, naam in rijen(database_url, "SELECT tot, naam FROM instantie_historie")]
    assert bewaard == [(DAG.isoformat(), GGD.naam)]


def test_everything_is_read_back(opslag: SqlOpslag) -> None:
    """What was registered is what is read: the same values, by the same keys."""
    registreer(opslag, gebruiker("arts"))
    with opslag.beheer(nu=NU) as beheer:
        beheer.terugval(GGD.id, "arts")
        alles = beheer.alles()
    assert alles.partners[OIN].naam == "Leverancier Veldwijk"
    assert alles.gemeenten == {GEMEENTE: Gemeente(GEMEENTE, "Gemeente Veldwijk", date(2015, 1, 1))}
    assert alles.instanties[GGD.id] == GGD
    assert alles.profielen[GGD.id] == PROFIEL
    assert alles.gebruikers == {"arts": gebruiker("arts"), REGIE.id: REGIE}
    assert (alles.coordinatoren, alles.invallers) == ({}, {GGD.id: "arts"})
    assert alles.convenanten[MandaatSoort.INSTANTIE, GGD.id, GEMEENTE, ALTIJD.vanaf] == Convenant(GEMEENTE, ALTIJD)
    assert alles.mandaten[MANDAAT.sleutel] == MANDAAT
