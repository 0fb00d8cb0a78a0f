"""The story that the demo tells, act by act; an act that does not go as the law says stops it."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from verwijsindex.cli.partner import bereikbaar
from verwijsindex.cli.verbinding import als_gebruiker
from verwijsindex.cli.vervalsing import verstuur_vervalst
from verwijsindex.client import Bevraging, Signaal, Verwijsindex, Weigering
from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.tijd import AMSTERDAM
from verwijsindex.sandbox.beschreven import BeschrevenPersoon, Beschrijving
from verwijsindex.sandbox.kenmerken import GEDEELDE_OUDER

GGD, POLITIE, SCHOOL = "ggd-melder-1", "politie-melder-1", "school-melder-1"
SOORTEN = {
    "ZELFDE_JEUGDIGE": "dezelfde jeugdige",
    "GEZIN": "een andere jeugdige uit het gezin",
    "INGETROKKEN": "ingetrokken",
}


class VerhaalKloptNiet(Exception):
    """The index did something else than the story says."""


class Verhaal:
    """One telling, on one sandbox."""

    def __init__(self, beschrijving: Beschrijving, console: Console) -> None:
        self._beschrijving = beschrijving
        self._console = console
        self._signalen = 0

    def speel(self) -> str:
        """Tell it from beginning to end; gives the summary. Raises VerhaalKloptNiet."""
        kind, zus = _broer_en_zus(self._beschrijving.personen)
        with self._als(GGD) as ggd, self._als(POLITIE) as politie, self._als(SCHOOL) as school:
            self._akte("Een jeugdverpleegkundige van de GGD meldt een jeugdige.")
            self._meld(ggd, match=False, bsn=kind.bsn)
            self._akte("Een wijkagent meldt dezelfde jeugdige. Dat weten zij niet van elkaar.")
            melding = self._meld(politie, match=True, bsn=kind.bsn)
            self._akte("Een mentor op school meldt de zus van de jeugdige. Hij mag het burgerservicenummer niet kennen en noemt haar naam.")
            self._meld(school, match=True, bevraging=_vraag_naar(zus))
            self._akte("Wie krijgt wat te horen? Nooit over wie het gaat of waarom; alleen met wie u kunt overleggen.")
            self._toon("De GGD", ggd, ["ZELFDE_JEUGDIGE", "GEZIN"])
            self._toon("De politie", politie, ["ZELFDE_JEUGDIGE", "GEZIN"])
            self._toon("De school", school, ["GEZIN"])
            self._toon_gemeente(["ZELFDE_JEUGDIGE", "GEZIN"])
            self._akte("De wijkagent trekt zijn melding in: zij was niet terecht. De GGD hoort dat.")
            politie.verwijder_melding(melding, "NIET_TERECHT")
            self._console.print("  De melding is vernietigd.")
            self._toon("De GGD", ggd, ["INGETROKKEN"])
            self._akte("Iemand verandert onderweg het nummer in een getekend bericht.")
            code = self._vervals(zus)
        return f"3 meldingen, {self._signalen} signalen, 1 intrekking, 1 vervalst bericht geweigerd ({code})."

    def _als(self, gebruiker: str) -> Verwijsindex:
        return als_gebruiker(self._beschrijving, gebruiker)

    def _akte(self, tekst: str) -> None:
        self._console.print(f"[bold]{tekst}[/bold]")

    def _meld(self, index: Verwijsindex, *, match: bool, bsn: str | None = None, bevraging: Bevraging | None = None) -> str:
        melding = index.meld_jeugdige(bsn=bsn, bevraging=bevraging)
        _eis(melding.match_aanwezig is match, "de melding heeft niet de verwachte match")
        self._console.print(f"  Gemeld, tot uiterlijk {melding.verwijderdatum}. {'Er is een match.' if match else 'Er is geen match.'}")
        return melding.melding_id

    def _toon(self, naam: str, index: Verwijsindex, soorten: list[str]) -> None:
        """Fetch, show and acknowledge; what comes must be these kinds, in this order."""
        _eis(self._haal(naam, index) == soorten, f"{naam} kreeg andere signalen dan verwacht")

    def _toon_gemeente(self, soorten: list[str]) -> None:
        """The gemeente where the two live is told, and no other."""
        gekregen = []
        for gebruiker in _regievoerders(self._beschrijving):
            with self._als(gebruiker) as index:
                gekregen.append(self._haal("De gemeente", index))
        _eis([kreeg for kreeg in gekregen if kreeg] == [soorten], "de gemeente kreeg andere signalen dan verwacht")

    def _haal(self, naam: str, index: Verwijsindex) -> list[str]:
        signalen = index.haal_signalen_op().signalen
        for signaal in signalen:
            self._console.print(f"  {naam}, signaal {signaal.volgnummer}: {SOORTEN[signaal.soort]}. {_met(signaal)}")
        index.bevestig_signalen([signaal.signaal_id for signaal in signalen])
        self._signalen += len(signalen)
        return [signaal.soort for signaal in signalen]

    def _vervals(self, wie: BeschrevenPersoon) -> str:
        voor = self._aantal_meldingen()
        try:
            verstuur_vervalst(self._beschrijving, GGD, van=_bsn(wie), naar="999990019")
        except Weigering as weigering:
            _eis(weigering.code == "VIR-S05", "het vervalste bericht kreeg een andere fout")
            _eis(self._aantal_meldingen() == voor, "het vervalste bericht had gevolg")
            self._console.print(f"  Geweigerd: {weigering.code}, {weigering.omschrijving}")
            return weigering.code
        raise VerhaalKloptNiet("het vervalste bericht werd aangenomen")

    def _aantal_meldingen(self) -> int:
        with self._als(GGD) as ggd:
            return len(list(ggd.eigen_meldingen()))


def _broer_en_zus(personen: Sequence[BeschrevenPersoon]) -> tuple[BeschrevenPersoon, BeschrevenPersoon]:
    """Two young persons of one gemeente with a parent in common, the second one a girl. Raises VerhaalKloptNiet."""
    for zus in personen:
        ouders = _gedeelde_ouders(zus)
        for kind in personen:
            if kind is not zus and zus.geslacht == "V" and ouders & _gedeelde_ouders(kind):
                return kind, zus
    raise VerhaalKloptNiet("er zijn geen broer en zus in deze sandbox")


def _regievoerders(beschrijving: Beschrijving) -> list[str]:
    mandaten = [mandaat for partner in beschrijving.partners for mandaat in partner.mandaten]
    return [g.gebruiker_id for mandaat in mandaten for g in mandaat.gebruikers if Rol.REGIEVOERDER in g.rollen]


def _gedeelde_ouders(persoon: BeschrevenPersoon) -> set[str]:
    return {kenmerk for kenmerk in persoon.kenmerken if kenmerk.startswith(GEDEELDE_OUDER)}


def _bsn(persoon: BeschrevenPersoon) -> str:
    assert persoon.bsn is not None  # who shares a reportable parent can be reported
    return persoon.bsn


def _vraag_naar(persoon: BeschrevenPersoon) -> Bevraging:
    """What a school knows of a pupil."""
    assert persoon.geslachtsnaam is not None  # who shares a reportable parent has a name and a whole birth date
    assert persoon.geboortedatum is not None
    return Bevraging(
        geslachtsnaam=persoon.geslachtsnaam,
        geboortedatum=datetime.strptime(persoon.geboortedatum, "%Y%m%d").replace(tzinfo=AMSTERDAM).date(),
        voornamen=persoon.voornamen,
    )


def _met(signaal: Signaal) -> str:
    wie = "; ".join(bereikbaar(contact) for contact in signaal.contacten)
    return f"Overleg met: {wie}" if wie else ""


def _eis(klopt: bool, anders: str) -> None:
    if not klopt:
        raise VerhaalKloptNiet(anders)
