"""Moves and other changes in the register, through the whole index, on both databases (R-046, R-080, R-120..R-125, B16, B17)."""

from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from verwijsindex.brp.gebeurtenissen import registreer_emigratie, registreer_ouders, registreer_overlijden
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.jeugdige import RegisterPersoon
from verwijsindex.domain.nummers import Bsn
from verwijsindex.domain.ports_register import Wijziging
from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.domain.weigeringen import RegisterOnbereikbaar
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.verwerk_overlijden import verwerk_overlijden
from verwijsindex.operations.verwerk_wijzigingen import Verwerkt, verwerk_wijzigingen
from verwijsindex.operations.volgen import Gevolgd, volg_en_ontvolg
from verwijsindex.storage.database import SqlOpslag

from .huis import ANDERE_GEMEENTE, DAAR, HIER, VER, Huis, bouw, lijst
from .wereld import DAG, GEMEENTE, HALFBROER, KIND, MOEDER, NU, POLITIE, VADER, VREEMDE, ZUS, aantallen, meld_verzoek, rijen


@pytest.fixture
def huis(gevuld: SqlOpslag, tmp_path: Path) -> Huis:
    """A brother and a sister in two houses without a parent in common, and a stranger."""
    personen = (lijst(KIND, HIER, MOEDER), lijst(ZUS, DAAR), lijst(HALFBROER, VER, VADER), lijst(VREEMDE, VER, gemeente=ANDERE_GEMEENTE))
    gebouwd = bouw(tmp_path / "register.sqlite", gevuld, *personen)
    assert verwerk_wijzigingen(gebouwd.context()) == Verwerkt()
    return gebouwd


class Feed(IngebedWijzigingen):
    """The changes of the file, with what a real one does beside: repeats, other orders, silence, and a list of who is followed."""

    def __init__(self, pad: Path, vertelt: Sequence[Bsn] | None = None) -> None:
        super().__init__(pad)
        self.vertelt = vertelt
        self.volgt: list[Bsn] = []
        self.weg = False

    def wijzigingen(self, stand: str | None, dag: date) -> tuple[Sequence[Wijziging], str]:
        self._eis_bereikbaar()
        if self.vertelt is None:
            return super().wijzigingen(stand, dag)
        return [Wijziging(bsn) for bsn in self.vertelt], "later"

    def volg(self, bsn: Bsn) -> None:
        self._eis_bereikbaar()
        self.volgt.append(bsn)

    def volg_niet_meer(self, bsn: Bsn, dag: date) -> None:
        self._eis_bereikbaar()
        self.volgt.remove(bsn)

    def _eis_bereikbaar(self) -> None:
        if self.weg:
            raise RegisterOnbereikbaar


@pytest.mark.eis("R-121", "R-123")
def test_een_verhuizing_binnen_de_gemeente(huis: Huis) -> None:
    """Each reporter is told of his own melding that a move was registered, and nothing else; the gemeente is not."""
    een, ander = huis.meld("arts", KIND), huis.meld("agent", KIND)
    voor = len(huis.gemeentebus(GEMEENTE))
    huis.verhuis(KIND, DAAR)
    verwerkt = verwerk_wijzigingen(huis.context())
    assert Verwerkt(gelezen=1, bekend=1, veranderd=1, verhuisd=1, signalen=2) == verwerkt
    for wie, gemeld in (("arts", een), ("agent", ander)):
        signaal = huis.bus(wie)[-1]
        assert (SignaalSoort.VERHUIZING, gemeld.melding_id, NU) == (signaal.soort, signaal.eigen_melding_id, signaal.tijdstip)
        assert (signaal.betreft_andere_jeugdige, signaal.matchsleutel, signaal.contacten) == (None, None, ())
    assert voor == len(huis.gemeentebus(GEMEENTE))


@pytest.mark.eis("R-121", "R-122", "R-124")
def test_een_verhuizing_naar_een_gemeente_zonder_regievoerder(huis: Huis) -> None:
    """keuzes.md 10: the gemeente of the mandate gets what the new one would: contacts of every ACTIEF melding; the log says so."""
    huis.meld("arts", KIND)
    huis.meld("agent", KIND)
    huis.verhuis(KIND, VER, ANDERE_GEMEENTE)
    assert verwerk_wijzigingen(huis.context()).signalen == 3
    bericht = huis.gemeentebus(GEMEENTE)[-1]
    assert (bericht.soort, bericht.eigen_melding_id) == (SignaalSoort.VERHUIZING, None)
    assert sorted(contact.naam for contact in bericht.contacten) == ["Naam van agent", "Naam van arts"]
    assert huis.gemeentebus(ANDERE_GEMEENTE) == []


@pytest.mark.eis("R-121", "R-125")
def test_nog_eens_is_niets(huis: Huis, database_url: str) -> None:
    """The same changes told again, in another order, with strangers among them: nobody hears anything twice and nothing changes."""
    huis.meld("arts", KIND)
    huis.meld("agent", ZUS)
    huis.verhuis(KIND, DAAR, op=DAG - timedelta(1))
    huis.verhuis(ZUS, HIER)
    verwerk_wijzigingen(huis.context())
    stand = {naam: rijen(database_url, f"SELECT * FROM {naam} ORDER BY id") for naam in ("jeugdige", "signaal")}
    for volgorde in ([KIND, ZUS], [ZUS, KIND], [KIND, KIND, VREEMDE, ZUS]):
        opnieuw = verwerk_wijzigingen(huis.context(Feed(huis.pad, volgorde)))
        assert (len(volgorde), 0, 0) == (opnieuw.gelezen, opnieuw.veranderd, opnieuw.signalen)
    assert stand == {naam: rijen(database_url, f"SELECT * FROM {naam} ORDER BY id") for naam in ("jeugdige", "signaal")}


@pytest.mark.eis("R-080", "R-121")
@pytest.mark.parametrize("volgorde", [(KIND, ZUS), (ZUS, KIND)], ids=["kind eerst", "zus eerst"])
def test_samen_verhuizen_in_elke_volgorde(huis: Huis, volgorde: Sequence[Bsn]) -> None:
    """Who come to live together match, each once, whoever is told first."""
    huis.meld("arts", KIND)
    huis.meld("agent", ZUS)
    huis.verhuis(KIND, VER)
    huis.verhuis(ZUS, VER)
    verwerk_wijzigingen(huis.context(Feed(huis.pad, volgorde)))
    assert sorted(huis.soorten("arts")) == ["GEZIN", "VERHUIZING"]
    assert sorted(huis.soorten("agent")) == ["GEZIN", "VERHUIZING"]
    sleutels = {signaal.matchsleutel for wie in ("arts", "agent") for signaal in huis.bus(wie) if signaal.soort is SignaalSoort.GEZIN}
    assert len(sleutels) == 1


@pytest.mark.eis("R-080", "R-073")
def test_een_nieuwe_ouder(huis: Huis) -> None:
    """Recognition makes a family: GEZIN and no VERHUIZING; losing the parent tells nobody, and gaining him again does."""
    huis.meld("arts", KIND)
    huis.meld("agent", HALFBROER)
    for erbij, eraf in (([VADER], []), ([], [VADER]), ([VADER], [])):
        registreer_ouders(huis.pad, KIND, erbij=erbij, eraf=eraf, moment=NU)
        verwerk_wijzigingen(huis.context())
    assert (huis.soorten("arts"), huis.soorten("agent")) == (["GEZIN", "GEZIN"], ["GEZIN", "GEZIN"])


@pytest.mark.eis("R-080")
def test_een_verloren_gezin_zegt_niets(huis: Huis) -> None:
    """Moving out leaves the signalen that were given, and the answer to a repeat knows of no match any more."""
    huis.verhuis(ZUS, HIER, op=DAG - timedelta(1))
    huis.meld("arts", KIND)
    huis.meld("agent", ZUS)
    huis.verhuis(ZUS, DAAR)
    verwerk_wijzigingen(huis.context())
    assert (huis.soorten("arts"), huis.soorten("agent")) == (["GEZIN"], ["GEZIN", "VERHUIZING"])
    assert not huis.meld("arts", KIND).match_aanwezig


@pytest.mark.eis("R-121", "R-080")
def test_een_melding_ziet_een_verhuizing_eerder(huis: Huis) -> None:
    """A move seen at reporting is told to the others at once, and not again when the register tells it."""
    huis.meld("arts", KIND)
    huis.meld("rechercheur", ZUS)
    huis.verhuis(KIND, DAAR)
    huis.meld("agent", KIND)
    assert "VERHUIZING" not in huis.soorten("agent")
    assert huis.soorten("arts").count("VERHUIZING") == 1
    assert {"GEZIN", "ZELFDE_JEUGDIGE", "VERHUIZING"} == set(huis.soorten("arts"))
    assert Verwerkt(gelezen=1, bekend=1) == verwerk_wijzigingen(huis.context())


@pytest.mark.eis("R-046", "R-121")
def test_een_emigratie(huis: Huis, database_url: str) -> None:
    """Meldingen stay and match the same jeugdige; parents, address and gemeente go; nobody hears of a move."""
    huis.meld("arts", KIND)
    huis.meld("agent", KIND)
    huis.meld("rechercheur", ZUS)
    registreer_emigratie(huis.pad, [KIND], DAG, NU)
    assert Verwerkt(gelezen=1, bekend=1, veranderd=1) == verwerk_wijzigingen(huis.context())
    assert aantallen(database_url, "jeugdige_ouder", "melding") == {"jeugdige_ouder": 0, "melding": 3}
    kaal = rijen(database_url, "SELECT gemeentecode FROM jeugdige WHERE adres_bag IS NULL AND adres_tekst IS NULL AND verblijf IS NULL")
    assert kaal == [(None,)]
    assert (huis.soorten("arts"), huis.soorten("agent")) == (["ZELFDE_JEUGDIGE"], ["ZELFDE_JEUGDIGE"])


@pytest.mark.eis("R-044")
def test_een_overlijden(huis: Huis, database_url: str) -> None:
    """B17: everything about him is destroyed, and what was waiting is INGETROKKEN in place."""
    huis.meld("arts", KIND)
    huis.meld("agent", KIND)
    registreer_overlijden(huis.pad, KIND, DAG, NU)
    assert Verwerkt(gelezen=1, bekend=1, overleden=1) == verwerk_wijzigingen(huis.context())
    assert aantallen(database_url, "jeugdige", "melding") == {"jeugdige": 0, "melding": 0}
    assert (huis.soorten("arts"), huis.soorten("agent")) == (["INGETROKKEN"], ["INGETROKKEN"])


@pytest.mark.eis("R-125", "R-172")
def test_een_register_dat_wegvalt(huis: Huis) -> None:
    """It stops, keeps its position, and resumes where it was when the register is back."""
    huis.meld("arts", KIND)
    huis.verhuis(KIND, DAAR)
    feed = Feed(huis.pad)
    feed.weg = True
    assert Verwerkt(volledig=False) == verwerk_wijzigingen(huis.context(feed))
    elders = huis.pad.with_name("weg")
    huis.pad.rename(elders)
    assert Verwerkt(volledig=False) == verwerk_wijzigingen(huis.context(Feed(huis.pad, [KIND])))
    elders.rename(huis.pad)
    assert huis.bus("arts") == []
    assert verwerk_wijzigingen(huis.context()).verhuisd == 1
    assert Verwerkt() == verwerk_wijzigingen(huis.context())


@pytest.mark.eis("R-080", "R-140")
def test_het_logboek_noemt_wie_en_geen_wat(huis: Huis, database_url: str) -> None:
    """A line for the change and one for each signaal, under the pseudonym of the jeugdige and without a user."""
    huis.meld("arts", KIND)
    huis.verhuis(KIND, DAAR)
    verwerk_wijzigingen(huis.context())
    regels = rijen(
        database_url,
        "SELECT gebeurtenis, gebruiker_id, ontvanger, persoon IS NULL FROM logboek WHERE operatie = 'VerwerkWijzigingen' ORDER BY nummer",
    )
    assert [tuple(regel[:3]) for regel in regels] == [("REGISTERWIJZIGING_VERWERKT", None, None), ("SIGNAAL_GEMAAKT", None, "arts")]
    assert not any(regel[3] for regel in regels)


@pytest.mark.eis("R-120")
def test_wie_gevolgd_wordt(huis: Huis, database_url: str) -> None:
    """From the first melding until the last data are gone; re-reported in between he stays followed; the register hears each once."""
    feed = Feed(huis.pad)
    gemeld = huis.meld("arts", KIND)
    huis.meld("arts", ZUS)
    assert Gevolgd(gevolgd=2) == volg_en_ontvolg(huis.context(feed))
    assert Gevolgd() == volg_en_ontvolg(huis.context(feed))
    assert {KIND, ZUS} == set(feed.volgt)
    _vernietig(huis, gemeld.melding_id, KIND)
    assert aantallen(database_url, "niet_meer_volgen") == {"niet_meer_volgen": 1}
    gemeld = huis.meld("arts", KIND)
    assert aantallen(database_url, "niet_meer_volgen") == {"niet_meer_volgen": 0}
    _vernietig(huis, gemeld.melding_id, KIND)
    assert aantallen(database_url, "niet_meer_volgen") == {"niet_meer_volgen": 0}


@pytest.mark.eis("R-120")
def test_wie_niet_meer_gevolgd_wordt(huis: Huis, database_url: str) -> None:
    """When the register is away nothing is forgotten; when it is back it is told, and then the number goes."""
    feed = Feed(huis.pad)
    gemeld = huis.meld("arts", KIND)
    volg_en_ontvolg(huis.context(feed))
    _vernietig(huis, gemeld.melding_id, KIND)
    feed.weg = True
    assert Gevolgd(volledig=False) == volg_en_ontvolg(huis.context(feed))
    assert aantallen(database_url, "niet_meer_volgen") == {"niet_meer_volgen": 1}
    feed.weg = False
    assert Gevolgd(niet_meer=1) == volg_en_ontvolg(huis.context(feed))
    assert (feed.volgt, aantallen(database_url, "niet_meer_volgen")) == ([], {"niet_meer_volgen": 0})


def _vernietig(huis: Huis, melding_id: str, bsn: Bsn) -> None:
    with huis.opslag.schrijven() as transactie:
        transactie.meldingen.vernietig([melding_id], NU)
        jeugdige = transactie.jeugdigen.zoek(bsn)
        assert jeugdige is not None
        transactie.jeugdigen.vernietig_zonder_meldingen(jeugdige.id)
        transactie.leg_vast()


class Achterhaald(IngebedRegister):
    """Answers as it was: before the answer arrives something happens, once."""

    intussen: Callable[[], object] | None = None

    def zoek_op_bsn(self, bsn: Bsn) -> Sequence[RegisterPersoon]:
        gevonden = super().zoek_op_bsn(bsn)
        if self.intussen is not None:
            doe, self.intussen = self.intussen, None
            doe()
        return gevonden


@pytest.mark.eis("R-125")
def test_an_answer_that_was_overtaken(huis: Huis) -> None:
    """He moved while his new reporter waited for the register: what is kept is the newer, and nobody hears that he moved back."""

    def verhuist() -> None:
        huis.verhuis(KIND, VER, ANDERE_GEMEENTE)
        verwerk_wijzigingen(huis.context())

    huis.meld("arts", KIND)
    context = huis.context()
    register = Achterhaald(huis.pad)
    register.intussen = verhuist
    meld_jeugdige(meld_verzoek("agent", KIND, str(uuid4()), POLITIE), replace(context, register=register))
    assert [signaal.soort for signaal in huis.bus("arts")] == ["VERHUIZING", "ZELFDE_JEUGDIGE"]
    assert [signaal.soort for signaal in huis.bus("agent")] == ["ZELFDE_JEUGDIGE"]
    assert [signaal.soort for signaal in huis.gemeentebus(GEMEENTE)] == ["VERHUIZING", "ZELFDE_JEUGDIGE"]  # the other has no regievoerder


@pytest.mark.eis("R-044", "R-082")
@pytest.mark.parametrize(("wie", "wacht"), [(KIND, True), (ZUS, True), (HALFBROER, False)], ids=["he", "in his house", "a stranger"])
def test_a_death_notice_waits_for_the_family(huis: Huis, database_url: str, wie: Bsn, wacht: bool) -> None:
    """While somebody reports him or one of his family, his meldingen are not destroyed; on PostgreSQL a stranger is no reason to wait."""
    huis.verhuis(ZUS, HIER)
    for bsn in (KIND, ZUS, HALFBROER):
        huis.meld("arts", bsn)
    with ThreadPoolExecutor(1) as ander, huis.opslag.schrijven() as transactie:
        transactie.vergrendel(wie, ())
        bericht = ander.submit(verwerk_overlijden, KIND, huis.context())
        done, _ = futures.wait([bericht], timeout=0.2)
        assert (not done) is (wacht or database_url.startswith("sqlite"))
        transactie.leg_vast()
    assert bericht.result() == 1
