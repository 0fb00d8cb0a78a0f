"""From a melding to a mail: the queue in the database, real meldingen, and a real mail server (R-072, R-093, R-098, R-173)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, Rol
from verwijsindex.domain.melding import VerwijderReden
from verwijsindex.domain.notificatie import Hapering
from verwijsindex.domain.ports_post import Postbode
from verwijsindex.domain.regels.notificeren import HOOGSTENS
from verwijsindex.domain.tijd import Geldigheid
from verwijsindex.operations.bevestig_signalen import BevestigSignalen, bevestig_signalen
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verstuur_notificaties import VASTGEHOUDEN, Uitkomst, Verslag, verstuur_notificaties
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.operations.wijzig_contactgegevens import WijzigContactgegevens, wijzig_contactgegevens
from verwijsindex.sandbox.pki import PkiBestanden
from verwijsindex.storage.database import SqlOpslag

from ..integration.storage.wereld import (
    GEMEENTE,
    GGD,
    KIND,
    NU,
    OIN,
    PERSOON,
    POLITIE,
    REGIE,
    contactgegevens,
    context,
    gebruiker,
    meld,
    meld_verzoek,
    nieuw_signaal,
    registreer,
    rijen,
    stuur,
)
from .conftest import Postbodes
from .mailserver import Gedrag, mailserver, vrije_poort

TUSSENTIJD = timedelta(minutes=4)
MINUUT = timedelta(minutes=1)


class Klok:
    """``ports.Klok`` that a test moves."""

    def __init__(self) -> None:
        self.moment = NU

    def nu(self) -> datetime:
        return self.moment


class Wereld:
    """A store with its reporters and a regievoerder, and a clock."""

    def __init__(self, opslag: SqlOpslag, url: str) -> None:
        self.opslag = opslag
        self.url = url
        self.klok = Klok()
        registreer(opslag, gebruiker("arts"), gebruiker("collega"), gebruiker("agent", POLITIE), gebruiker("rechercheur", POLITIE), REGIE)

    @property
    def context(self) -> Context:
        return replace(context(self.opslag, {KIND: PERSOON}), klok=self.klok)

    def meld(self, *wie: str) -> list[str]:
        """Each of them reports the same child; gives their meldingen."""
        van = {"agent": POLITIE, "rechercheur": POLITIE}
        return [meld_jeugdige(meld_verzoek(w, KIND, str(uuid4()), van.get(w, GGD)), self.context).melding_id for w in wie]

    def verstuur(self, postbode: Postbode) -> Verslag:
        return verstuur_notificaties(self.opslag, postbode, self.klok, TUSSENTIJD)

    def wachtrij(self) -> list[tuple[object, ...]]:
        """Who waits, and how often it failed."""
        return rijen(self.url, "SELECT ontvanger, pogingen FROM notificatie WHERE aantal > 0 ORDER BY ontvanger")

    def onbestelbaar(self) -> list[tuple[object, ...]]:
        return rijen(self.url, "SELECT ontvanger, fout FROM onbestelbaar ORDER BY ontvanger")

    def wijzig(self, wie: Gebruiker) -> None:
        with self.opslag.beheer() as beheer:
            beheer.gebruiker(wie)
            beheer.leg_vast()


@pytest.fixture
def wereld(opslag: SqlOpslag, database_url: str) -> Wereld:
    return Wereld(opslag, database_url)


def adressen(*wie: str) -> list[str]:
    return sorted(f"{w}@ggd.example" for w in wie)


def ontvangers(gedrag: Gedrag) -> list[str]:
    return sorted(mail.aan[0] for mail in gedrag.ontvangen)


@pytest.mark.eis("R-093", "R-098")
def test_everyone_who_gets_a_signaal_gets_one_mail(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Three report: the three reporters and the regievoerder are mailed once, though there are eight signalen; then nobody waits."""
    gedrag = Gedrag()
    wereld.meld("arts", "agent", "collega")
    with mailserver(gedrag, pki) as poort:
        verslag = wereld.verstuur(postbode(poort))
        assert wereld.verstuur(postbode(poort)).aantallen == {}
    assert ontvangers(gedrag) == adressen("arts", "agent", "collega", "regie")
    assert verslag == Verslag({Uitkomst.VERSTUURD: 4, Uitkomst.DOORGEGEVEN: 1})
    assert wereld.wachtrij() == []


@pytest.mark.eis("R-093")
def test_a_melding_without_a_match_mails_nobody(wereld: Wereld, postbode: Postbodes) -> None:
    """No signaal, nothing to tell."""
    wereld.meld("arts")
    assert wereld.verstuur(postbode(vrije_poort())) == Verslag({})


@pytest.mark.eis("R-082", "R-098")
def test_what_is_not_kept_mails_nobody(wereld: Wereld) -> None:
    """The notice stands in the transaction of the signaal: a melding that is rolled back leaves none."""
    wereld.meld("arts")
    with wereld.opslag.schrijven() as transactie:
        van_arts = transactie.meldingen.van_meldingsbevoegde("arts", None, 1, NU.date())
        assert len(van_arts) == 1
        andere = meld(transactie, KIND, "agent")
        transactie.signalen.voeg_toe([nieuw_signaal(van_arts[0], andere)])
    assert wereld.wachtrij() == []


@pytest.mark.eis("R-098")
def test_nobody_gets_two_mails_in_a_row(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """What comes within four minutes after a mail waits for the end of those, and goes in one; not a minute before, and not after five."""
    gedrag = Gedrag()
    wereld.meld("arts", "agent")
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        wereld.meld("collega")
        wereld.meld("rechercheur")
        wereld.klok.moment = NU + TUSSENTIJD - timedelta(seconds=1)
        wereld.verstuur(postbode(poort))
        assert ontvangers(gedrag) == adressen("arts", "agent", "regie", "collega", "rechercheur")
        wereld.klok.moment = NU + TUSSENTIJD
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("arts", "arts", "agent", "agent", "regie", "regie", "collega", "rechercheur")


@pytest.mark.eis("R-098")
def test_after_the_interval_the_row_is_gone_and_news_goes_at_once(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Nothing is kept about who was mailed once the four minutes are over."""
    gedrag = Gedrag()
    wereld.meld("arts", "agent")
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        wereld.klok.moment = NU + TUSSENTIJD
        wereld.verstuur(postbode(poort))
        assert rijen(wereld.url, "SELECT 1 FROM notificatie") == []
        wereld.meld("collega")
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("arts", "arts", "agent", "agent", "regie", "regie", "collega")


@pytest.mark.eis("R-173")
def test_what_comes_while_a_mail_is_under_way_is_not_lost(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """A signaal that commits between the sending and the settling gets a mail of its own, after the interval."""
    klaar = threading.Event()

    def meld_een_keer() -> None:
        if not klaar.is_set():
            klaar.set()
            wereld.meld("collega")

    gedrag = Gedrag(bij_data=meld_een_keer)
    wereld.meld("arts", "agent")
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        eerste = gedrag.ontvangen[0].aan[0]
        wereld.klok.moment = NU + TUSSENTIJD
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag).count(eerste) == 2


@pytest.mark.eis("R-173")
def test_an_outage_loses_nothing(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Down: one try per round, later and later; up again: everyone is mailed, once."""
    wereld.meld("arts", "agent")
    dood = postbode(vrije_poort())
    verslag = wereld.verstuur(dood)
    assert verslag.storing is Hapering.ONBEREIKBAAR
    assert verslag.aantallen[Uitkomst.UITGESTELD] == 1
    for _ in range(3):
        wereld.verstuur(dood)
    assert sorted(pogingen for _, pogingen in wereld.wachtrij()) == [1, 1, 1]
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        assert wereld.verstuur(postbode(poort)).aantallen == {}
        wereld.klok.moment = NU + MINUUT
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("arts", "agent", "regie")


@pytest.mark.eis("R-173")
def test_after_seven_days_the_operator_is_told(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """An address that is deferred time and again is tried for seven days at least, and then shown; the signaal is still there."""
    wereld.meld("arts", "agent")
    gedrag = Gedrag(rcpt=lambda adres: "450 later" if adres.startswith("arts") else "250 OK")
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        for _ in range(HOOGSTENS - 1):
            wereld.klok.moment += timedelta(hours=1)
            wereld.verstuur(_stelt_uit())
        wereld.klok.moment += timedelta(hours=1)
        assert wereld.klok.moment - NU > timedelta(days=7)
        assert (wereld.wachtrij(), wereld.onbestelbaar()) == ([("arts", HOOGSTENS)], [])
        wereld.verstuur(postbode(poort))
    assert (wereld.wachtrij(), wereld.onbestelbaar()) == ([], [("arts", "UITGESTELD")])
    assert len(haal_signalen_op(HaalSignalenOp(Afzender(OIN, "b", stuur("arts")), 10), wereld.context).signalen) == 1


@pytest.mark.eis("R-173")
def test_an_address_that_is_refused_is_shown_until_it_changes(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Not tried again; others are not held up; new contact data bring the mail after all, and take it off the list."""
    wereld.meld("arts", "agent")
    gedrag = Gedrag(rcpt=lambda adres: "550 5.1.1 onbekend" if adres == "arts@ggd.example" else "250 OK")
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        wereld.verstuur(postbode(poort))
        assert gedrag.pogingen.count("arts@ggd.example") == 1
        assert ontvangers(gedrag) == adressen("agent", "regie")
        assert wereld.onbestelbaar() == [("arts", "ADRES_GEWEIGERD")]
        nieuw = Contactgegevens("Arts", emailadres="nieuw@ggd.example")
        wijzig_contactgegevens(WijzigContactgegevens(Afzender(OIN, "b", stuur("arts")), "v", "arts", nieuw), wereld.context)
        assert wereld.onbestelbaar() == []
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("agent", "regie", "nieuw")


@pytest.mark.eis("R-173")
def test_a_later_mail_that_arrives_takes_him_off_the_list(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """The mailbox was full of trouble, not gone."""
    wereld.meld("arts", "agent")
    with mailserver(Gedrag(rcpt=lambda _: "550 weg"), pki) as poort:
        wereld.verstuur(postbode(poort))
    assert [wie for wie, _ in wereld.onbestelbaar()] == ["agent", "arts", "regie"]
    wereld.meld("collega")
    with mailserver(Gedrag(), pki) as poort:
        wereld.verstuur(postbode(poort))
    assert wereld.onbestelbaar() == []


def test_who_has_no_address_is_shown(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """A telephone number is enough to report (R-053); it is not for mail. An address that is none is not tried."""
    wereld.wijzig(replace(gebruiker("arts"), contact=Contactgegevens("Arts", telefoon="020")))
    wereld.wijzig(replace(gebruiker("agent", POLITIE), contact=Contactgegevens("Agent", emailadres="agent@@politie")))
    wereld.meld("arts", "agent")
    with mailserver(Gedrag(), pki) as poort:
        wereld.verstuur(postbode(poort))
    assert wereld.onbestelbaar() == [("agent", "ADRES_ONJUIST"), ("arts", "GEEN_ADRES")]


@pytest.mark.eis("R-072")
def test_an_instantie_may_want_no_mail_between_colleagues(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """The signalen are there all the same, and the regievoerder is mailed; a reporter of another instantie mails both."""
    with wereld.opslag.beheer() as beheer:
        beheer.instantie(replace(GGD, mail_collegas=False))
        beheer.leg_vast()
    wereld.meld("arts", "collega")
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        assert ontvangers(gedrag) == adressen("regie")
        for wie in ("arts", "collega"):
            assert len(haal_signalen_op(HaalSignalenOp(Afzender(OIN, "b", stuur(wie)), 10), wereld.context).signalen) == 1
        wereld.meld("agent")
        wereld.klok.moment = NU + TUSSENTIJD
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("regie", "regie", "agent", "arts", "collega")


@pytest.mark.eis("R-072")
def test_colleagues_are_mailed_by_default(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """The other side of the wish of an instantie."""
    wereld.meld("arts", "collega")
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("arts", "collega", "regie")


DAG = NU.date()


@pytest.mark.eis("R-004", "R-093")
@pytest.mark.parametrize(
    ("tot", "wie"),
    [(DAG, "coordinator"), (DAG + timedelta(days=1), "arts"), (DAG - timedelta(days=1), "coordinator")],
)
def test_after_an_appointment_the_coordinator_is_mailed(
    wereld: Wereld, postbode: Postbodes, pki: PkiBestanden, tot: date, wie: str
) -> None:
    """From the day on which it ended; the day before it is still the reporter himself (keuzes.md 8)."""
    wereld.wijzig(gebruiker("coordinator", GGD, Rol.COORDINATOR))
    wereld.meld("arts", "agent")
    wereld.wijzig(replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2020, 1, 1), tot)))
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen(wie, "agent", "regie")


@pytest.mark.eis("R-005", "R-093")
def test_without_a_coordinator_who_stands_in_is_mailed(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Though his own mailbox is empty; and without anybody the operator is told."""
    wereld.meld("arts", "agent")
    wereld.wijzig(replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2020, 1, 1), DAG)))
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        assert wereld.onbestelbaar() == [("arts", "NIEMAND")]
        with wereld.opslag.beheer() as beheer:
            beheer.terugval(GGD.id, "collega")
            beheer.leg_vast()
        wereld.wijzig(replace(gebruiker("arts"), aanwijzing=Geldigheid(date(2020, 1, 1), DAG)))
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("agent", "regie", "collega")
    assert wereld.onbestelbaar() == []


@pytest.mark.eis("R-093", "R-097")
def test_every_regievoerder_in_force_is_mailed(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Two in force, one who ended today, one of another gemeente, and a college that is no regievoerder (keuzes.md 10)."""

    def van_gemeente(wie: str, **anders: object) -> Gebruiker:
        return replace(REGIE, id=wie, contact=contactgegevens(wie), **anders)  # type: ignore[arg-type]

    wereld.wijzig(van_gemeente("regie2"))
    wereld.wijzig(van_gemeente("gestopt", aanwijzing=Geldigheid(date(2020, 1, 1), DAG)))
    wereld.wijzig(van_gemeente("elders", gemeentecode="0599"))
    wereld.wijzig(van_gemeente("college", rollen=frozenset({Rol.COLLEGE})))
    wereld.meld("arts", "agent")
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("arts", "agent", "regie", "regie2")


@pytest.mark.eis("R-093")
def test_who_has_seen_everything_is_not_mailed(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """After an outage nobody is told of what he has acknowledged meanwhile; fetched alone is not enough, for that may be his system."""
    wereld.meld("arts", "agent")
    for wie, bevestigt in ((stuur("arts"), True), (stuur("agent", POLITIE), False)):
        opgehaald = haal_signalen_op(HaalSignalenOp(Afzender(OIN, "b", wie), 10), wereld.context)
        if bevestigt:
            bevestig_signalen(BevestigSignalen(Afzender(OIN, "b", wie), tuple(s.id for s in opgehaald.signalen)), wereld.context)
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        verslag = wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag) == adressen("agent", "regie")
    assert verslag.aantallen[Uitkomst.OVERBODIG] == 1


@pytest.mark.eis("R-093", "R-095")
@pytest.mark.parametrize("opgehaald", [False, True])
def test_a_withdrawal_is_mailed_when_it_is_told(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden, opgehaald: bool) -> None:
    """Fetched: a new INGETROKKEN, hence a mail; not fetched: INGETROKKEN in place, which puts nobody in the queue (keuzes.md 19)."""
    _, van_agent = wereld.meld("arts", "agent")
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        wereld.verstuur(postbode(poort))
        if opgehaald:
            haal_signalen_op(HaalSignalenOp(Afzender(OIN, "b", stuur("arts")), 10), wereld.context)
        wereld.klok.moment = NU + timedelta(days=2)
        afzender = Afzender(OIN, "b", stuur("agent", POLITIE))
        verwijder_melding(VerwijderMelding(afzender, "v", van_agent, VerwijderReden.NIET_TERECHT), wereld.context)
        assert [wie for wie, _ in wereld.wachtrij()] == (["arts"] if opgehaald else [])
        wereld.verstuur(postbode(poort))
    assert ontvangers(gedrag).count("arts@ggd.example") == (2 if opgehaald else 1)


@pytest.mark.eis("R-098")
def test_two_senders_at_once_send_each_mail_once(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden) -> None:
    """Four of them, begun together, with a server that takes its time."""
    wereld.meld("arts", "agent", "collega", "rechercheur")
    gedrag = Gedrag(wacht=0.1)
    with mailserver(gedrag, pki) as poort, ThreadPoolExecutor(4) as ploeg:
        start = threading.Barrier(4)

        def zend(_: int) -> Verslag:
            start.wait()
            return wereld.verstuur(postbode(poort))

        verslagen = list(ploeg.map(zend, range(4)))
    assert ontvangers(gedrag) == adressen("arts", "agent", "collega", "rechercheur", "regie")
    assert sum(verslag.aantallen.get(Uitkomst.VERSTUURD, 0) for verslag in verslagen) == 5


class _Gedood(BaseException):
    """The process is gone."""


@pytest.mark.eis("R-173")
@pytest.mark.parametrize("na_verzenden", [False, True])
def test_a_crash_repeats_a_mail_and_never_loses_one(wereld: Wereld, postbode: Postbodes, pki: PkiBestanden, na_verzenden: bool) -> None:
    """Killed before or after the server took the mail: it is another's turn ten minutes later, and not before."""
    wereld.meld("arts", "agent")
    gedrag = Gedrag()
    with mailserver(gedrag, pki) as poort:
        echt = postbode(poort)
        with pytest.raises(_Gedood):
            wereld.verstuur(_sterft(echt.bezorg if na_verzenden else None))
        wereld.verstuur(echt)
        eerder = len(gedrag.ontvangen)
        wereld.klok.moment = NU + VASTGEHOUDEN - timedelta(seconds=1)
        wereld.verstuur(echt)
        assert len(gedrag.ontvangen) == eerder
        wereld.klok.moment = NU + VASTGEHOUDEN
        wereld.verstuur(echt)
    assert sorted(set(ontvangers(gedrag))) == adressen("arts", "agent", "regie")
    assert len(gedrag.ontvangen) == (4 if na_verzenden else 3)


def _stelt_uit() -> Postbode:
    """What the mail server of this test answers, without asking it 169 times more."""

    class SteltUit:
        def bezorg(self, _adres: str, _moment: datetime) -> Hapering:
            return Hapering.UITGESTELD

    return SteltUit()


def _sterft(eerst: Callable[[str, datetime], Hapering | None] | None) -> Postbode:
    class Sterft:
        def bezorg(self, adres: str, moment: datetime) -> Hapering | None:
            if eerst is not None:
                eerst(adres, moment)
            raise _Gedood

    return Sterft()


@pytest.mark.eis("R-173")
def test_without_a_mail_server_the_queue_is_one_row_per_recipient(wereld: Wereld) -> None:
    """However many signalen there are: it cannot grow beyond who may be told."""
    wereld.meld("arts", "agent", "collega", "rechercheur")
    assert [wie for wie, _ in wereld.wachtrij()] == [GEMEENTE, "agent", "arts", "collega", "rechercheur"]
