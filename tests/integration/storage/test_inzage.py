"""What a jeugdige is shown of himself, from both databases: who reported, who was told, who looked (R-134)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.inzage import IngezienMelding, Inzage
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.melding import Toestand, VerwijderReden
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.regels.beslistermijn import uiterste_dag
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import vandaag
from verwijsindex.domain.verzoek import Rechtenverzoek, Verzoeker, VerzoekSoort
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.haal_historie_op import HaalHistorieOp, haal_historie_op
from verwijsindex.operations.haal_signalen_op import HaalSignalenOp, haal_signalen_op
from verwijsindex.operations.inzage_verzamelen import verzamel_inzage
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verwijder_melding import VerwijderMelding, verwijder_melding
from verwijsindex.storage.database import SqlOpslag

from .wereld import DAG, GEMEENTE, GGD, KIND, MOEDER, NU, OIN, PERSOON, POLITIE, ZUS, context, gebruiker, meld_verzoek, registreer, stuur

WERK = {"arts": GGD, "collega": GGD, "agent": POLITIE, "rechercheur": POLITIE}
ZUSJE = replace(PERSOON, ouders=frozenset({MOEDER}))


class Wereld:
    """The store in use, with a clock that is set."""

    def __init__(self, opslag: SqlOpslag, personen: Mapping[Bsn, RegisterPersoon]) -> None:
        self.opslag = opslag
        self.moment = NU
        self.buiten: Context = replace(context(opslag, personen), klok=self)

    def nu(self) -> datetime:
        return self.moment

    def na(self, **verstreken: float) -> "Wereld":
        self.moment += timedelta(**verstreken)
        return self

    def afzender(self, wie: str) -> Afzender:
        return Afzender(OIN, str(uuid4()), stuur(wie, WERK[wie]))

    def meld(self, wie: str, bsn: Bsn = KIND) -> str:
        return meld_jeugdige(meld_verzoek(wie, bsn, str(uuid4()), WERK[wie]), self.buiten).melding_id

    def haal_op(self, wie: str) -> None:
        haal_signalen_op(HaalSignalenOp(self.afzender(wie), 100), self.buiten)

    def trek_in(self, wie: str, melding_id: str, reden: VerwijderReden = VerwijderReden.NIET_TERECHT) -> None:
        verwijder_melding(VerwijderMelding(self.afzender(wie), str(uuid4()), melding_id, reden), self.buiten)

    def inzage(self, *meldingen: str, bsn: Bsn = KIND) -> Inzage:
        with self.opslag.lezen() as transactie:
            jeugdige = transactie.jeugdigen.zoek(bsn)
            verzoek = Rechtenverzoek(
                id="verzoek-1",
                soort=VerzoekSoort.INZAGE,
                gemeentecode=GEMEENTE,
                jeugdige_id=None if jeugdige is None else jeugdige.id,
                verzoeker=Verzoeker.JEUGDIGE,
                kenmerk="Z-2026-17",
                ontvangen_op=DAG,
                uiterste_dag=uiterste_dag(DAG, statuut().op(DAG)),
                geregistreerd_op=NU,
            )
            return verzamel_inzage(transactie, verzoek, meldingen, self.moment)

    def noteer(self, gebeurtenis: Gebeurtenis, wie: str | None, rol: str, uitkomst: str = "OK", *, bsn: Bsn = KIND, over: str = "") -> None:
        with self.opslag.schrijven() as transactie:
            jeugdige = transactie.jeugdigen.zoek(bsn)
            assert jeugdige is not None
            persoon = jeugdige.logpseudoniem
            regel = Logregel(self.moment, gebeurtenis, "Kijk", None, wie, rol, persoon=persoon, ids=(over,), uitkomst=uitkomst)
            transactie.logboek.noteer([regel])
            transactie.leg_vast()


@pytest.fixture
def wereld(gevuld: SqlOpslag) -> Wereld:
    return Wereld(gevuld, {KIND: PERSOON, ZUS: ZUSJE})


def verteld(melding: IngezienMelding) -> list[tuple[str | None, str | None, bool]]:
    """Of everyone who was told: his name, by what, and whether he read it."""
    return [
        (None if v.aan is None else v.aan.contact.naam, None if v.soort is None else v.soort.value, v.opgehaald_op is not None)
        for v in melding.verstrekt
    ]


@pytest.mark.eis("R-134")
def test_a_melding_with_its_reporter_and_its_dates(wereld: Wereld) -> None:
    """Who reported, for which instantie, how he is reached, when, and until when it stays; nobody was told yet."""
    [melding] = wereld.inzage(wereld.meld("agent")).meldingen
    assert melding.melder.contact.naam == "Naam van agent"
    assert melding.melder.instantie == POLITIE.naam
    assert melding.melder.contact.telefoon == "020-agent"
    assert (melding.toestand, melding.meldmoment, melding.verwijderdatum) == (Toestand.ACTIEF, NU, date(2027, 11, 24))
    assert (melding.archief_tot, melding.coordinator, melding.verstrekt) == (None, None, ())


@pytest.mark.eis("R-134", "R-008")
def test_the_coordinator_of_the_instantie_is_named(opslag: SqlOpslag) -> None:
    """Where the instantie has a coordinator today, he stands with the melding."""
    registreer(opslag, gebruiker("arts"), gebruiker("collega", GGD, Rol.COORDINATOR))
    with opslag.beheer() as beheer:
        beheer.coordinator("ggd", "collega")
        beheer.leg_vast()
    wereld = Wereld(opslag, {KIND: PERSOON})
    [melding] = wereld.inzage(wereld.meld("arts")).meldingen
    assert melding.coordinator is not None
    assert (melding.coordinator.contact.naam, melding.coordinator.instantie) == ("Naam van collega", GGD.naam)


@pytest.mark.eis("R-134")
def test_who_was_told_and_who_has_not_read_it_yet(wereld: Wereld) -> None:
    """A second reporter and the gemeente got a signaal that names the first; the one read it, the other did not."""
    eerste, tweede = wereld.meld("arts"), wereld.na(hours=1).meld("agent")
    wereld.na(hours=1).haal_op("agent")
    van_arts, van_agent = wereld.inzage(eerste, tweede).meldingen
    assert {("Naam van agent", "ZELFDE_JEUGDIGE", True), ("Regievoerder", "ZELFDE_JEUGDIGE", False)} == set(verteld(van_arts))
    assert {("Naam van arts", "ZELFDE_JEUGDIGE", False), ("Regievoerder", "ZELFDE_JEUGDIGE", False)} == set(verteld(van_agent))
    [gelezen] = [v for v in van_arts.verstrekt if v.opgehaald_op is not None]
    assert (NU + timedelta(hours=1), NU + timedelta(hours=2)) == (gelezen.op, gelezen.opgehaald_op)
    [gemeente] = [v.aan for v in van_arts.verstrekt if v.aan is not None and v.aan.instantie is None]
    assert gemeente.gemeentecode == GEMEENTE


@pytest.mark.eis("R-134")
def test_only_what_is_under_this_college(wereld: Wereld) -> None:
    """A melding that was not asked for is not shown, but its reporter is when he was told of one that is."""
    eerste, _ = wereld.meld("arts"), wereld.meld("agent")
    wereld.haal_op("agent")
    [melding] = wereld.inzage(eerste).meldingen
    assert melding.melder.contact.naam == "Naam van arts"
    assert ("Naam van agent", "ZELFDE_JEUGDIGE", True) in verteld(melding)


@pytest.mark.eis("R-134", "R-109")
def test_who_read_and_then_withdrew_still_was_told(wereld: Wereld) -> None:
    """A recipient whose own melding was destroyed after he read is still named; one who never read is not."""
    eerste, tweede, derde = wereld.meld("arts"), wereld.meld("agent"), wereld.meld("rechercheur")
    wereld.na(days=2).haal_op("agent")
    wereld.na(days=1).trek_in("agent", tweede)
    wereld.trek_in("rechercheur", derde)
    [melding] = wereld.inzage(eerste).meldingen
    assert {naam for naam, _, _ in verteld(melding)} == {"Naam van agent", "Regievoerder"}


@pytest.mark.eis("R-134")
def test_who_read_before_a_melding_existed_was_not_told_of_it(wereld: Wereld) -> None:
    """A recipient who read, and withdrew before the next melding, was not told of that one."""
    wereld.meld("arts")
    tweede = wereld.meld("agent")
    wereld.na(days=2).haal_op("agent")
    wereld.trek_in("agent", tweede)
    laatste = wereld.na(days=2).meld("rechercheur")
    [melding] = wereld.inzage(laatste).meldingen
    assert {naam for naam, _, _ in verteld(melding)} == {"Naam van arts", "Regievoerder"}


@pytest.mark.eis("R-134")
@pytest.mark.parametrize(("dagen", "gehoord"), [(-1, True), (0, False), (1, False)])
def test_whose_own_melding_ran_out_is_told_nothing(wereld: Wereld, dagen: int, gehoord: bool) -> None:
    """Read on the last day of his own melding a signaal told him of the other, later it did not; nor once his is destroyed."""
    eigen = wereld.meld("agent")
    ander = wereld.na(days=30).meld("arts")
    [van_agent] = wereld.inzage(eigen).meldingen
    wereld.na(days=(van_agent.verwijderdatum - vandaag(wereld.moment)).days + dagen)

    def gelezen() -> list[bool]:
        return [gelezen for naam, _, gelezen in verteld(wereld.inzage(ander).meldingen[0]) if naam == "Naam van agent"]

    assert gelezen() == [False] * gehoord
    wereld.haal_op("agent")
    assert gelezen() == [True] * gehoord
    with wereld.opslag.schrijven() as transactie:
        transactie.meldingen.vernietig([eigen], wereld.moment)
        transactie.leg_vast()
    assert gelezen() == [True] * gehoord


@pytest.mark.eis("R-134", "R-092")
def test_of_the_family_only_that_somebody_was_told(wereld: Wereld) -> None:
    """The reporter of a sister reads: the letter says that, without who or when, and once however many signalen there are."""
    eerste = wereld.meld("arts")
    wereld.na(hours=1).meld("agent", ZUS)
    wereld.na(hours=1).meld("rechercheur", ZUS)
    for wie in ("agent", "rechercheur"):
        wereld.haal_op(wie)
    [melding] = wereld.inzage(eerste).meldingen
    [gezin] = melding.verstrekt
    assert (gezin.soort, gezin.aan, gezin.op, gezin.opgehaald_op) == (SignaalSoort.GEZIN, None, None, None)


@pytest.mark.eis("R-134", "R-103", "R-045")
def test_the_archive_is_shown_until_it_is_destroyed(wereld: Wereld) -> None:
    """An archived melding is shown with its last day, and no longer on that day although nobody cleaned up."""
    melding_id = wereld.meld("arts")
    wereld.trek_in("arts", melding_id, VerwijderReden.RISICO_NIET_MEER_AANWEZIG)
    [melding] = wereld.inzage(melding_id).meldingen
    assert (melding.toestand, melding.archief_tot) == (Toestand.GEARCHIVEERD, date(2031, 11, 24))
    wereld.moment = datetime(2031, 11, 23, 12, tzinfo=NU.tzinfo)
    assert len(wereld.inzage(melding_id).meldingen) == 1
    wereld.na(days=1)
    assert wereld.inzage(melding_id).meldingen == ()


@pytest.mark.eis("R-134", "R-081")
def test_a_signaal_that_was_read_too_late_told_nothing(wereld: Wereld) -> None:
    """Whoever fetches after a melding went to the archive hears nothing of it, so he is not named with it."""
    eerste = wereld.meld("arts")
    wereld.meld("agent")
    wereld.na(days=1).trek_in("arts", eerste, VerwijderReden.RISICO_NIET_MEER_AANWEZIG)
    wereld.na(days=1).haal_op("agent")
    [melding] = wereld.inzage(eerste).meldingen
    assert melding.verstrekt == ()


@pytest.mark.eis("R-134", "R-104")
def test_who_fetched_historie_was_told_once(wereld: Wereld) -> None:
    """Who reported anew and fetched what is in the archive is named, once, also after a repeated answer and when his melding is gone."""
    oud = wereld.meld("arts")
    wereld.trek_in("arts", oud, VerwijderReden.RISICO_NIET_MEER_AANWEZIG)
    nieuw = wereld.na(days=1).meld("agent")
    for _ in range(2):
        haal_historie_op(HaalHistorieOp(wereld.afzender("agent"), "een verzoek", nieuw), wereld.buiten)
    verwacht = [("Naam van agent", None, True)]
    assert verwacht == verteld(wereld.inzage(oud).meldingen[0])
    wereld.trek_in("agent", nieuw)
    assert verwacht == verteld(wereld.inzage(oud).meldingen[0])


@pytest.mark.eis("R-134")
def test_a_move_told_the_new_gemeente(wereld: Wereld) -> None:
    """The regievoerder of the gemeente to which he moved got a list with this melding."""
    melding_id = wereld.meld("arts")
    with wereld.opslag.schrijven() as transactie:
        gemeente = Ontvanger(OntvangerSoort.GEMEENTE, "0599")
        bericht = NieuwSignaal(str(uuid4()), gemeente, SignaalSoort.VERHUIZING, NU, aanleiding=melding_id, contacten=(melding_id,))
        transactie.signalen.voeg_toe([bericht])
        transactie.leg_vast()
    [melding] = wereld.inzage(melding_id).meldingen
    [verhuisd] = melding.verstrekt
    assert (verhuisd.soort, verhuisd.op) == (SignaalSoort.VERHUIZING, NU)
    assert verhuisd.aan is not None
    assert verhuisd.aan.gemeentecode == "0599"


@pytest.mark.eis("R-134", "R-143")
def test_who_looked(wereld: Wereld) -> None:
    """A college, a toezichthouder with his case, and who read the logboek about him; a reporter who reports him again does not look."""
    melding_id = wereld.meld("arts")
    wereld.meld("agent", ZUS)
    wereld.noteer(Gebeurtenis.INZAGE_GEGEVEN, "collega", "COLLEGE", over=melding_id)
    wereld.noteer(Gebeurtenis.INZAGE_GEGEVEN, "collega", "COLLEGE", over="een melding onder een ander college")
    wereld.noteer(Gebeurtenis.MELDING_HERHAALD, "arts", "MELDER")
    wereld.na(hours=1).noteer(Gebeurtenis.TOEZICHT_INGEZIEN, "weg", "TOEZICHT", "IGJ-2026-5")
    wereld.noteer(Gebeurtenis.LOGBOEK_GELEZEN, None, "BEHEER")
    wereld.noteer(Gebeurtenis.INZAGE_GEGEVEN, "collega", "COLLEGE", bsn=ZUS)
    gekeken = [(i.gebeurtenis, i.rol, None if i.wie is None else i.wie.contact.naam, i.zaak) for i in wereld.inzage(melding_id).ingezien]
    assert gekeken == [
        ("INZAGE_GEGEVEN", "COLLEGE", "Naam van collega", None),
        ("TOEZICHT_INGEZIEN", "TOEZICHT", None, "IGJ-2026-5"),
        ("LOGBOEK_GELEZEN", "BEHEER", None, None),
    ]


@pytest.mark.eis("R-134", "R-034")
def test_who_looked_before_two_became_one(wereld: Wereld) -> None:
    """Lines under an earlier name of the same person count, however many names there were."""
    melding_id = wereld.meld("arts")
    with wereld.opslag.schrijven() as transactie:
        jeugdige = transactie.jeugdigen.zoek(KIND)
        assert jeugdige is not None
        keten = ("eerste", "tweede", jeugdige.logpseudoniem)
        for oud, nieuw in pairwise(keten):
            transactie.logboek.noteer([Logregel(NU, Gebeurtenis.PERSOON_VERBONDEN, "KoppelBsn", persoon=oud, ids=(nieuw,))])
        transactie.logboek.noteer(
            [Logregel(NU, Gebeurtenis.INZAGE_GEGEVEN, "GeefInzage", persoon="eerste", rol="COLLEGE", ids=(melding_id,))]
        )
        transactie.leg_vast()
    assert [i.rol for i in wereld.inzage(melding_id).ingezien] == ["COLLEGE"]


@pytest.mark.eis("R-134")
def test_of_whom_nothing_is_kept_there_is_nothing_to_show(wereld: Wereld) -> None:
    """When the last melding is destroyed the answer is empty, and no failure."""
    wereld.trek_in("arts", wereld.meld("arts"))
    leeg = wereld.inzage()
    assert (leeg.meldingen, leeg.ingezien) == ((), ())
    assert vandaag(leeg.op) == DAG
