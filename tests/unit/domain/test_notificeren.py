"""Who is e-mailed, and when again (R-072, R-093, R-173)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, MandaatSoort, Rol
from verwijsindex.domain.notificatie import Geadresseerde, GeadresseerdeSoort
from verwijsindex.domain.regels.notificeren import HOOGSTENS, bus_van, nieuws, pauze, vraagt_mail
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.domain.tijd import Geldigheid

MELDER = Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, "arts")
NU = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def signaal(*noemt: str, aanleiding: str | None, eigen: str | None = "mijn") -> NieuwSignaal:
    return NieuwSignaal("s", MELDER, SignaalSoort.ZELFDE_JEUGDIGE, NU, aanleiding, eigen, noemt)


@pytest.mark.eis("R-072")
def test_news_is_what_triggered_the_signaal_or_everybody_for_the_reporter_himself() -> None:
    """Who was told of others before hears only of the new melding; who has just reported hears of all."""
    assert nieuws(signaal("collega", "nieuw", aanleiding="nieuw")) == ("nieuw",)
    assert nieuws(signaal("collega", "ander", aanleiding="mijn")) == ("collega", "ander")
    assert nieuws(signaal(aanleiding=None)) == ()


@pytest.mark.eis("R-072")
@pytest.mark.parametrize(
    ("noemt", "aanleiding", "verwacht"),
    [
        (("collega",), "collega", False),
        (("ander", "collega"), "collega", False),
        (("ander", "collega"), "ander", True),
        (("collega",), "mijn", False),
        (("ander", "collega"), "mijn", True),
        ((), None, True),
    ],
)
def test_mail_about_colleagues_alone_is_left_out(noemt: tuple[str, ...], aanleiding: str | None, verwacht: bool) -> None:
    """Where the instantie wants none: one other reporter in the news is enough for a mail, and what names nobody is always mailed."""
    assert vraagt_mail(signaal(*noemt, aanleiding=aanleiding), {"collega"}) is verwacht


@pytest.mark.eis("R-072")
def test_without_that_wish_everything_is_mailed() -> None:
    """No colleagues are left out by default."""
    assert vraagt_mail(signaal("collega", aanleiding="collega"), ())


@pytest.mark.eis("R-173")
def test_trying_goes_on_for_seven_days_and_ends() -> None:
    """After 1, 5 and 15 minutes, then every hour; all pauses together are seven days or more, and one hour less would not be."""
    pauzes = [pauze(keer) for keer in range(1, HOOGSTENS + 1)]
    assert pauzes[:4] == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)]
    samen = sum((p for p in pauzes if p is not None), timedelta())
    assert timedelta(days=7) <= samen < timedelta(days=7, hours=1)
    assert pauze(HOOGSTENS + 1) is None


def gebruiker(*rollen: Rol, gemeente: str | None = None, terugval: bool = False) -> Gebruiker:
    return Gebruiker(
        "wie", MandaatSoort.INSTANTIE, frozenset(rollen), Geldigheid(date(2020, 1, 1)), contact=Contactgegevens("Wie"),
        gemeentecode=gemeente, terugval=terugval,
    )  # fmt: skip


@pytest.mark.eis("R-093")
def test_in_which_mailbox_somebody_looks() -> None:
    """A reporter in his own, a regievoerder in that of his gemeente; a coordinator, or who stands in for him, in those of colleagues."""
    assert bus_van(gebruiker(Rol.MELDER)) == Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, "wie")
    assert bus_van(gebruiker(Rol.REGIEVOERDER, gemeente="0363")) == Ontvanger(OntvangerSoort.GEMEENTE, "0363")
    assert bus_van(gebruiker(Rol.COORDINATOR)) is None
    assert bus_van(gebruiker(Rol.MELDER, terugval=True)) is None


def test_whose_mailbox_it_is() -> None:
    """That of a reporter is a user's, that of a gemeente is the gemeente's."""
    assert Geadresseerde.van(MELDER) == Geadresseerde(GeadresseerdeSoort.GEBRUIKER, "arts")
    assert Geadresseerde.van(Ontvanger(OntvangerSoort.GEMEENTE, "0363")) == Geadresseerde(GeadresseerdeSoort.GEMEENTE, "0363")
