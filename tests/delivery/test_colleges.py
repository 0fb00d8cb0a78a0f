"""A college hears of its terms: once when one nears its end, again when it presses, and when it has passed (R-136)."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from verwijsindex.domain.aanduiding import OpBsn
from verwijsindex.domain.instantie import Gebruiker, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.notificatie import Hapering
from verwijsindex.domain.verzoek import Beslissing, Besluit, Verzoeker, VerzoekSoort
from verwijsindex.operations.beslis_verzoek import BeslisVerzoek, beslis_verzoek
from verwijsindex.operations.bewaak_beslistermijnen import bewaak_beslistermijnen
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.onderhoud import onderhoud
from verwijsindex.operations.registreer_verzoek import RegistreerVerzoek, registreer_verzoek
from verwijsindex.operations.ronde import Ronde
from verwijsindex.operations.verstuur_notificaties import Uitkomst, verstuur_notificaties
from verwijsindex.storage.database import SqlOpslag

from ..integration.storage.wereld import (
    ALTIJD,
    DAG,
    GEMEENTE,
    KIND,
    NU,
    OIN,
    PERSOON,
    contactgegevens,
    context,
    gebruiker,
    registreer,
    stuur,
)

MAIL = "college@ggd.example"


def medewerker(naam: str, *rollen: Rol) -> Gebruiker:
    return Gebruiker(naam, MandaatSoort.GEMEENTE, frozenset(rollen), ALTIJD, contact=contactgegevens(naam), gemeentecode=GEMEENTE)


@dataclass
class Gemeente:
    """A college with a clock; maintenance runs, and mail is counted."""

    opslag: SqlOpslag
    moment: datetime = NU
    bezorgd: list[str] = field(default_factory=list)

    def nu(self) -> datetime:
        return self.moment

    def bezorg(self, adres: str, moment: datetime) -> Hapering | None:
        self.bezorgd.append(adres)
        return None

    @property
    def buiten(self) -> Context:
        return replace(context(self.opslag, {KIND: PERSOON}), klok=self)

    def afzender(self) -> Afzender:
        return Afzender(OIN, str(uuid4()), stuur("college", None, Rol.COLLEGE))

    def verzoek(self, ontvangen: date = DAG) -> str:
        wie = OpBsn(KIND.waarde)
        vraag = RegistreerVerzoek(self.afzender(), str(uuid4()), VerzoekSoort.WISSING, wie, Verzoeker.GEZAMENLIJK, "Z-1", ontvangen)
        return registreer_verzoek(vraag, self.buiten).verzoek_id

    def beslis(self, verzoek_id: str, besluit: Besluit) -> None:
        beslissing = Beslissing(besluit, "B-1", self.moment.date(), "college")
        beslis_verzoek(BeslisVerzoek(self.afzender(), str(uuid4()), verzoek_id, beslissing, zonder_advies=True), self.buiten)

    def waarschuw(self) -> int:
        """How many colleges maintenance put in the queue."""
        verslag = onderhoud(Ronde(self.buiten, self.moment, self.moment), (("beslistermijnen", bewaak_beslistermijnen),))
        assert verslag.mislukt == ()
        return verslag.aantallen.get("colleges_gewaarschuwd", 0)

    def op(self, dag: date) -> list[str]:
        """Maintenance twice and then the mail, on this day: to whom it went."""
        self.moment = NU + timedelta(days=(dag - DAG).days)
        self.bezorgd.clear()
        self.waarschuw()
        assert self.waarschuw() == 0
        verstuur_notificaties(self.opslag, self, self, timedelta(minutes=4))
        verstuur_notificaties(self.opslag, self, self, timedelta(minutes=4))
        return sorted(self.bezorgd)


@pytest.fixture
def gemeente(opslag: SqlOpslag) -> Gemeente:
    registreer(opslag, gebruiker("arts"))
    with opslag.beheer() as beheer:
        beheer.mandaat(Mandaat(OIN, MandaatSoort.GEMEENTE, GEMEENTE, GEMEENTE, ALTIJD))
        for wie in (medewerker("college", Rol.COLLEGE), medewerker("regie", Rol.REGIEVOERDER)):
            beheer.gebruiker(wie)
        beheer.leg_vast()
    return Gemeente(opslag)


@pytest.mark.eis("R-136", "R-093")
def test_each_stage_of_a_term_gives_one_mail(gemeente: Gemeente) -> None:
    """Received on 24 November it ends on 24 December 2026: ten working days before, three before, and the day after; nothing between."""
    gemeente.verzoek()
    verloop = {
        date(2026, 12, 9): [],
        date(2026, 12, 10): [MAIL],
        date(2026, 12, 18): [],
        date(2026, 12, 21): [MAIL],
        date(2026, 12, 24): [],
        date(2026, 12, 25): [MAIL],
        date(2026, 12, 28): [],
    }
    assert verloop == {dag: gemeente.op(dag) for dag in verloop}


@pytest.mark.eis("R-136")
def test_an_extension_begins_anew_and_a_decision_ends_it(gemeente: Gemeente) -> None:
    """After an extension the later day warns in its turn; what is decided warns no more, also not of a mail that waited."""
    verzoek_id = gemeente.verzoek()
    assert gemeente.op(date(2026, 12, 21)) == [MAIL]
    gemeente.beslis(verzoek_id, Besluit.VERLENGD)
    assert gemeente.op(date(2026, 12, 28)) == []
    assert gemeente.op(date(2027, 2, 10)) == [MAIL]
    gemeente.moment = NU + timedelta(days=(date(2027, 2, 22) - DAG).days)
    assert gemeente.waarschuw() == 1
    gemeente.beslis(verzoek_id, Besluit.AFGEWEZEN)
    verslag = verstuur_notificaties(gemeente.opslag, gemeente, gemeente, timedelta(minutes=4))
    assert dict(verslag.aantallen) == {Uitkomst.OVERBODIG: 1}


@pytest.mark.eis("R-136")
def test_two_requests_are_one_mail_to_everyone_of_the_college(gemeente: Gemeente) -> None:
    """Who leads the regie too is told as well; who only leads it is not."""
    with gemeente.opslag.beheer() as beheer:
        beheer.gebruiker(medewerker("beide", Rol.COLLEGE, Rol.REGIEVOERDER))
        beheer.leg_vast()
    for _ in range(2):
        gemeente.verzoek(date(2026, 10, 26))
    assert gemeente.op(DAG) == ["beide@ggd.example", MAIL]
