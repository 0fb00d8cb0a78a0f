"""What a reporter leaves behind when his appointment or agreement ends: R-005."""

from dataclasses import replace
from datetime import date

import pytest

from verwijsindex.domain.instantie import Aanroeper, Convenant, Rol
from verwijsindex.domain.regels.bevoegdheid import bepaal_aanroeper, mag_contact_wijzigen
from verwijsindex.domain.regels.verweesd import Einde, Verweesd, einde, mag_postbus_openen
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.domain.weigeringen import RolGeeftDitRechtNiet

from .casus import ALTIJD, GEMEENTE, OIN, aanroeper, dossier, gebruiker, rondom, stuur

DAG = date(2026, 7, 1)
TOT_DAN = Geldigheid(date(2020, 1, 1), DAG)
COORDINATOR = aanroeper(gebruiker(rollen=frozenset({Rol.COORDINATOR})))._replace(rol=Rol.COORDINATOR)
INVALLER = aanroeper(replace(gebruiker(), terugval=True))._replace(rol=Rol.COORDINATOR)


def _mag(wie: Aanroeper, aanwijzing: Geldigheid | None, dag: date, *, heeft_coordinator: bool) -> bool:
    try:
        mag_postbus_openen(wie, aanwijzing, heeft_coordinator=heeft_coordinator, dag=dag)
    except RolGeeftDitRechtNiet:
        return False
    return True


@pytest.mark.eis("R-005", "R-096")
def test_who_opens_what_was_left_behind():
    """The coordinator always; the fallback from the day on which the appointment ended, and only where there is no coordinator."""
    dagen = rondom(DAG)
    assert [_mag(COORDINATOR, TOT_DAN, dag, heeft_coordinator=True) for dag in dagen] == [True, True, True]
    assert [_mag(INVALLER, TOT_DAN, dag, heeft_coordinator=False) for dag in dagen] == [False, True, True]
    assert [_mag(INVALLER, TOT_DAN, dag, heeft_coordinator=True) for dag in dagen] == [False, False, False]


@pytest.mark.eis("R-005", "R-096")
def test_the_fallback_opens_nothing_else():
    """Not the mailbox of a colleague who is there, of one who has still to begin, or of somebody elsewhere."""
    for aanwijzing in (ALTIJD, Geldigheid(date(2026, 8, 1), date(2026, 9, 1)), None):
        assert not _mag(INVALLER, aanwijzing, DAG, heeft_coordinator=False)
    assert not _mag(COORDINATOR, None, DAG, heeft_coordinator=True)


@pytest.mark.eis("R-005", "R-007")
def test_the_fallback_uses_the_role_and_nothing_more_of_it():
    """He comes in as COORDINATOR, who is no fallback does not; he changes nobody's contact data."""
    for wie, mag in ((INVALLER.gebruiker, True), (gebruiker(), False)):
        verzoek = stuur(wie, Rol.COORDINATOR)
        if mag:
            assert bepaal_aanroeper(verzoek, OIN, dossier(wie), DAG, {Rol.COORDINATOR}).rol is Rol.COORDINATOR
        else:
            with pytest.raises(RolGeeftDitRechtNiet):
                bepaal_aanroeper(verzoek, OIN, dossier(wie), DAG, {Rol.COORDINATOR})
    with pytest.raises(RolGeeftDitRechtNiet):
        mag_contact_wijzigen(INVALLER, "een-collega", is_collega=True)


@pytest.mark.eis("R-005")
def test_orphaned_from_the_day_the_appointment_ends():
    """The day before somebody looks after them; from the day itself the college with the agreement is told."""
    verwacht = Einde(DAG, Verweesd.AANWIJZING, (GEMEENTE,))
    assert [None, verwacht, verwacht] == [einde(TOT_DAN, [Convenant(GEMEENTE, ALTIJD)], dag) for dag in rondom(DAG)]


@pytest.mark.eis("R-005")
def test_orphaned_from_the_day_the_last_agreement_ends():
    """One agreement in force is enough; with none left every college whose agreement was the last to end is told."""
    eerder = Convenant("0599", Geldigheid(date(2020, 1, 1), date(2026, 1, 1)))
    laatste = [Convenant(GEMEENTE, TOT_DAN), Convenant("0518", TOT_DAN)]
    verwacht = Einde(DAG, Verweesd.CONVENANT, ("0363", "0518"))
    assert [None, verwacht, verwacht] == [einde(ALTIJD, [eerder, *laatste], dag) for dag in rondom(DAG)]
    assert einde(ALTIJD, [eerder], date(2025, 12, 31)) is None


@pytest.mark.eis("R-005")
def test_what_has_still_to_begin_orphans_nothing():
    """An appointment or agreement of next year, or none at all, is no end."""
    later = Geldigheid(date(2027, 1, 1))
    assert einde(later, [Convenant(GEMEENTE, later)], DAG) is None
    assert einde(ALTIJD, [], DAG) is None
