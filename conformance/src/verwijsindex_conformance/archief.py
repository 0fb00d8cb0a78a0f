"""The archive as a new reporter sees it: a melding that went there, and what HaalHistorieOp tells of it."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker, Persoon
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus
from verwijsindex_conformance.proef import RISICO_WEG, Gemeld, Proef, veld

_HIER = ZoneInfo("Europe/Amsterdam")

Contact = tuple[tuple[str, str], ...]
"""Every element of a contact with its text, to compare; never to print."""


def historie(p: Proef, gemeld: Gemeld, sleutel: str | None = None) -> list[Contact]:
    """What HaalHistorieOp gives with this melding. Raises Gezakt when it is refused."""
    antwoord = p.gesprek.vraag(gemeld.melder, inhoud.historie(gemeld.melder, sleutel or p.sleutel(), gemeld.melding_id))
    return _contacten(antwoord.findall("{*}contact"))


def geen_historie(p: Proef, code: str, wie: Gebruiker, melding_id: str, sleutel: str | None = None) -> Fout:
    """HaalHistorieOp that must be refused with this code. Raises Gezakt otherwise."""
    return p.gesprek.geweigerd(p.gesprek.stuur(wie, inhoud.historie(wie, sleutel or p.sleutel(), melding_id)), code)


def meld_zichtbaar(p: Proef, wie: Gebruiker, aan: Gebruiker, persoon: Persoon) -> tuple[Gemeld, Contact]:
    """Let somebody report, and learn from a signaal to another reporter how he is described; that other one withdraws.

    The archive gives no ids and no dates, so this is how his contact is told from those that others left there.
    """
    postbus = Postbus(p, aan)
    gemeld = p.meld_vers(wie, persoon)
    ander = p.meld(aan, persoon)
    gevonden = [contact for signaal in postbus.nieuw() for contact in _contacten(signaal.contacten)]
    eis(len(gevonden) == 1, "één contact in de signalen over deze match", str(len(gevonden)))
    p.trek_in(ander)
    return gemeld, gevonden[0]


def archiveer(p: Proef, wie: Gebruiker, aan: Gebruiker, persoon: Persoon) -> Contact:
    """Put a melding in the archive; gives how its reporter is described."""
    gemeld, contact = meld_zichtbaar(p, wie, aan, persoon)
    p.trek_in(gemeld, RISICO_WEG)
    return contact


def meld_met_aanbod(p: Proef, wie: Gebruiker, persoon: Persoon) -> Gemeld:
    """Report somebody of whom others have archived meldingen. Raises Gezakt without historieBeschikbaar."""
    gemeld = p.meld(wie, persoon)
    eis(gemeld.historie and not gemeld.reeds_gemeld, "een nieuwe melding met historieBeschikbaar true", "historieBeschikbaar false")
    return gemeld


def dag_van(moment: str) -> date:
    """The civil day in the Netherlands of a moment in an answer."""
    return datetime.fromisoformat(moment).astimezone(_HIER).date()


def middag(dag: date) -> str:
    """Noon of a day, as the clock of a target is set."""
    return datetime(dag.year, dag.month, dag.day, 12, tzinfo=_HIER).isoformat()


def zet_klok_straks_terug(p: Proef) -> str:
    """Whatever a case does with the clock of the target, at its end it shows the moment of now: this. Raises Overgeslagen without one."""
    p.klok.nodig()
    melder = p.mensen.melder()
    begin = veld(p.gesprek.vraag(melder, inhoud.verbinding(melder)), "tijd")
    p.zet_klok_straks(begin)
    return begin


def _contacten(elementen: Iterable[etree._Element]) -> list[Contact]:
    return [tuple((etree.QName(deel).localname, (deel.text or "").strip()) for deel in element.iter("{*}*")) for element in elementen]
