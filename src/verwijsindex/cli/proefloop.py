"""What ``verwijsindex proef`` does: two partners report everybody through the client, and every mailbox is fetched."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from verwijsindex.cli.verbinding import als_gebruiker, zoek_gebruiker
from verwijsindex.client import Contact, Signaal, Verwijsindex, Weigering
from verwijsindex.domain.instantie import Contactgegevens, MandaatSoort, Rol
from verwijsindex.sandbox.beschreven import Beschrijving
from verwijsindex.sandbox.keuze import Bijzonder
from verwijsindex.sandbox.verwachting import Inhoud, Melders, verwachte_postbussen, weigering
from verwijsindex.sandbox.wereld import maak_wereld

MELDERS: Final = ("ggd-melder-1", "bescherming-melder-1")
"""Of two partners, with mandates in two gemeenten; both may use the BSN."""
Stap = Callable[[str], None]
_ONBEKEND: Final = "?"


@dataclass(slots=True)
class Uitslag:
    """What should come and what came: refusals per reporter and code, accepted reports under "", and signalen per mailbox."""

    jeugdigen: int
    verwacht: dict[str, Counter[str]] = field(default_factory=dict)
    ontvangen: dict[str, Counter[str]] = field(default_factory=dict)
    verwachte_signalen: dict[str, Counter[Inhoud]] = field(default_factory=dict)
    signalen: dict[str, Counter[Inhoud]] = field(default_factory=dict)
    gaten: int = 0
    """Mailboxes of which the volgnummers do not count on from 1 (R-094)."""

    @property
    def klopt(self) -> bool:
        """Whether all is equal, mailbox by mailbox and signaal by signaal."""
        return (self.verwacht, self.verwachte_signalen, 0) == (self.ontvangen, self.signalen, self.gaten)


class Proef:
    """One run, on one sandbox in which nobody reported anything yet."""

    def __init__(self, beschrijving: Beschrijving, jeugdigen: Sequence[Bijzonder], dag: date) -> None:
        self._beschrijving = beschrijving
        self._jeugdigen = jeugdigen
        self._wie = {_herkenning(g.contact): g.id for g in maak_wereld(dag).gebruikers}
        self._postbussen = _postbussen(beschrijving)
        self._over: dict[str, str] = {}
        """BSN per meldingId."""
        self._uitslag = Uitslag(len(jeugdigen))

    @property
    def stappen(self) -> int:
        """How often ``draai`` says what it does."""
        return len(MELDERS) * len(self._jeugdigen) + len(self._postbussen)

    def draai(self, stap: Stap) -> Uitslag:
        """Reckon, report, fetch."""
        self._verwacht()
        for melder in MELDERS:
            self._meld_iedereen(melder, stap)
        for gebruiker, postbus in self._postbussen.items():
            stap(f"signalen van {postbus}")
            self._haal_op(gebruiker, postbus)
        return self._uitslag

    def _verwacht(self) -> None:
        eerste, tweede = MELDERS
        gemeente = zoek_gebruiker(self._beschrijving, tweede).mandaat.gemeentecode
        melders = Melders(eerste, tweede, gemeente, _met_regie(self._beschrijving))
        aangenomen = [jeugdige for jeugdige in self._jeugdigen if weigering(jeugdige) is None]
        self._uitslag.verwachte_signalen = dict(verwachte_postbussen(aangenomen, melders))
        self._uitslag.verwacht = {melder: Counter(weigering(jeugdige) or "" for jeugdige in self._jeugdigen) for melder in MELDERS}

    def _meld_iedereen(self, melder: str, stap: Stap) -> None:
        """In the order of the file."""
        telling = self._uitslag.ontvangen[melder] = Counter()
        with als_gebruiker(self._beschrijving, melder) as index:
            for nummer, jeugdige in enumerate(self._jeugdigen, start=1):
                stap(f"{melder} meldt {nummer} van {len(self._jeugdigen)}")
                telling[self._meld(index, jeugdige.persoon.bsn or "")] += 1

    def _meld(self, index: Verwijsindex, bsn: str) -> str:
        """Gives the code of the refusal, empty when it was accepted."""
        try:
            self._over[index.meld_jeugdige(bsn=bsn).melding_id] = bsn
        except Weigering as fout:
            return fout.code
        return ""

    def _haal_op(self, gebruiker: str, postbus: str) -> None:
        with als_gebruiker(self._beschrijving, gebruiker) as index:
            signalen = list(_alle_signalen(index))
        self._uitslag.gaten += [signaal.volgnummer for signaal in signalen] != list(range(1, len(signalen) + 1))
        if signalen:
            self._uitslag.signalen[postbus] = Counter(map(self._inhoud, signalen))

    def _inhoud(self, signaal: Signaal) -> Inhoud:
        over = None if signaal.eigen_melding_id is None else self._over.get(signaal.eigen_melding_id, _ONBEKEND)
        return signaal.soort, over, tuple(sorted(self._wie.get(_herkenning(contact), _ONBEKEND) for contact in signaal.contacten))


def _postbussen(beschrijving: Beschrijving) -> dict[str, str]:
    """Everyone who has a mailbox, with what it is called: his own, or that of the gemeente whose regievoerder he is."""
    bussen: dict[str, str] = {}
    for mandaat in (mandaat for partner in beschrijving.partners for mandaat in partner.mandaten):
        for gebruiker in mandaat.gebruikers:
            if Rol.REGIEVOERDER in gebruiker.rollen:
                bussen[gebruiker.gebruiker_id] = mandaat.gemeentecode
            elif Rol.MELDER in gebruiker.rollen:
                bussen[gebruiker.gebruiker_id] = gebruiker.gebruiker_id
    return bussen


def _met_regie(beschrijving: Beschrijving) -> frozenset[str]:
    mandaten = (mandaat for partner in beschrijving.partners for mandaat in partner.mandaten)
    return frozenset(mandaat.gemeentecode for mandaat in mandaten if mandaat.soort is MandaatSoort.GEMEENTE)


def _alle_signalen(index: Verwijsindex) -> Iterator[Signaal]:
    """The whole mailbox, page after page; nothing is acknowledged."""
    pagina = index.haal_signalen_op()
    yield from pagina.signalen
    while pagina.nog_beschikbaar:
        pagina = index.haal_signalen_op(pagina.signalen[-1].volgnummer + 1)
        yield from pagina.signalen


def _herkenning(contact: Contact | Contactgegevens) -> tuple[str, str | None, str | None]:
    """By what a reporter is known from the contact data that a signaal shows."""
    return contact.naam, contact.telefoon, contact.emailadres
