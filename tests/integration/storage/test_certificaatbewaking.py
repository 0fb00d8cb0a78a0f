"""The end of a certificate is told sixty, thirty and seven days before and on the day, once, in the log and by mail (R-154)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat
from verwijsindex.domain.ports_certificaten import Aflopend, Verloopwaarschuwing
from verwijsindex.operations.bewaak_certificaten import bewaak_certificaten, tel_certificaten
from verwijsindex.operations.ronde import Ronde
from verwijsindex.storage.database import SqlOpslag

from .wereld import OIN, VasteKlok, context

EINDE = date(2027, 3, 1)
VERLOOPT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAG = timedelta(days=1)


class Beheerder:
    """``ports_certificaten.Certificaatbewaking`` that remembers what it was told."""

    def __init__(self, *eigen: Aflopend, mailt: bool = True) -> None:
        self.mailt, self._eigen = mailt, eigen
        self.gelogd: list[tuple[str, int]] = []
        self.gemaild: list[str] = []
        self.mailserver_weg = False

    def eigen(self) -> Sequence[Aflopend]:
        return self._eigen

    def log(self, waarschuwing: Verloopwaarschuwing, dagen: int) -> None:
        self.gelogd.append((waarschuwing.aflopend.wat, dagen))

    def mail(self, regels: Sequence[str]) -> bool:
        if not self.mailserver_weg:
            self.gemaild.extend(regels)
        return not self.mailserver_weg

    def neem(self) -> list[tuple[str, int]]:
        gelogd, self.gelogd = self.gelogd, []
        return gelogd


def ronde(opslag: SqlOpslag, beheerder: Beheerder, dagen: int) -> Ronde:
    """A round so many days before the end, at noon of the real clock."""
    buiten = replace(context(opslag, {}), certificaten=beheerder)
    return Ronde(buiten, VasteKlok().nu(), VERLOOPT - dagen * DAG)


def schrijf_in(opslag: SqlOpslag, gebruik: Gebruik, vingerafdruk: str, laatste_dag: date = EINDE) -> None:
    with opslag.beheer() as beheer:
        beheer.partner(OIN, "Leverancier")
        beheer.certificaten.bewaar(
            Partnercertificaat(OIN, gebruik, vingerafdruk, EINDE - 300 * DAG, laatste_dag, VERLOOPT), VasteKlok().nu()
        )
        beheer.leg_vast()


@pytest.mark.eis("R-154")
def test_een_keer_per_drempel(opslag: SqlOpslag) -> None:
    """Day after day from 61 before to two after: on 60, 30, 7 and 0, and not on the days around them; twice a day changes nothing.
    Ours and a partner's alike; one certificate for both uses is told once."""
    schrijf_in(opslag, Gebruik.TLS, "a" * 64)
    schrijf_in(opslag, Gebruik.ONDERTEKENING, "a" * 64)
    beheerder = Beheerder(Aflopend("index.pem (index)", "b" * 64, VERLOOPT))
    verteld = {}
    for dagen in range(61, -3, -1):
        beurt = ronde(opslag, beheerder, dagen)
        te_doen = tel_certificaten(beurt)
        bewaak_certificaten(beurt)
        bewaak_certificaten(ronde(opslag, beheerder, dagen))
        gelogd = beheerder.neem()
        assert len(gelogd) == te_doen == beurt.aantallen["certificaten"]
        if gelogd:
            verteld[dagen] = sorted(gelogd)
    wie = ("index.pem (index)", f"partner {OIN}")
    assert {dagen: [(naam, dagen) for naam in wie] for dagen in (60, 30, 7, 0)} == verteld
    assert len(beheerder.gemaild) == 8
    assert beheerder.gemaild[0] == f"partner {OIN}: verloopt over 60 dagen (2027-03-01), vingerafdruk aaaaaaaaaaaaaaaa"
    assert "verloopt vandaag" in beheerder.gemaild[-1]


@pytest.mark.eis("R-154")
@pytest.mark.parametrize(("dagen", "verwacht"), [(61, []), (59, [59]), (29, [29]), (6, [6]), (-5, [-5])])
def test_wie_laat_kijkt_hoort_het_een_keer(opslag: SqlOpslag, dagen: int, verwacht: list[int]) -> None:
    """A server that was away, or a certificate registered late: the nearest threshold is told, the earlier ones no more."""
    beheerder = Beheerder(Aflopend("index.pem", "b" * 64, VERLOOPT))
    bewaak_certificaten(ronde(opslag, beheerder, dagen))
    bewaak_certificaten(ronde(opslag, beheerder, dagen))
    assert verwacht == [over for _, over in beheerder.neem()]


@pytest.mark.eis("R-154")
def test_wat_een_beheerder_liet_eindigen_zwijgt(opslag: SqlOpslag) -> None:
    """A registration that ends before its certificate does was ended on purpose; one that counts to the end is told."""
    schrijf_in(opslag, Gebruik.TLS, "a" * 64, EINDE - DAG)
    schrijf_in(opslag, Gebruik.ONDERTEKENING, "c" * 64)
    beheerder = Beheerder()
    bewaak_certificaten(ronde(opslag, beheerder, 30))
    assert [(f"partner {OIN}", 30)] == beheerder.neem()


@pytest.mark.eis("R-154")
def test_een_mailserver_die_weg_is(opslag: SqlOpslag) -> None:
    """What was logged and not mailed is mailed in a later round, once, and logged no second time."""
    beheerder = Beheerder(Aflopend("index.pem", "b" * 64, VERLOOPT))
    beheerder.mailserver_weg = True
    bewaak_certificaten(ronde(opslag, beheerder, 30))
    assert (beheerder.neem(), beheerder.gemaild) == ([("index.pem", 30)], [])
    beheerder.mailserver_weg = False
    for _ in range(2):
        bewaak_certificaten(ronde(opslag, beheerder, 29))
    assert beheerder.neem() == []
    assert beheerder.gemaild == ["index.pem: verloopt over 29 dagen (2027-03-01), vingerafdruk bbbbbbbbbbbbbbbb"]


@pytest.mark.eis("R-154")
def test_zonder_adres_blijft_het_bij_het_log(opslag: SqlOpslag) -> None:
    """Without an address of the operator nothing waits to be mailed: who sets one later hears what is due then, not what was."""
    eigen = Aflopend("index.pem", "b" * 64, VERLOOPT)
    bewaak_certificaten(ronde(opslag, Beheerder(eigen, mailt=False), 60))
    later = Beheerder(eigen)
    bewaak_certificaten(ronde(opslag, later, 59))
    assert (later.neem(), later.gemaild) == ([], [])


@pytest.mark.eis("R-154")
def test_zonder_bewaking_gebeurt_er_niets(opslag: SqlOpslag) -> None:
    """Where nobody guards certificates, nothing is told or counted."""
    beurt = Ronde(context(opslag, {}), VasteKlok().nu(), VERLOOPT)
    bewaak_certificaten(beurt)
    assert (tel_certificaten(beurt), dict(beurt.aantallen)) == (0, {})
