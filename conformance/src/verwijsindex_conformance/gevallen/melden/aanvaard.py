"""Meldingen that must be accepted, and what is told about them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import Proef, lees_gemeld

_HIER = ZoneInfo("Europe/Amsterdam")


@geval(
    "MELD-001",
    "Een melding met BSN wordt aanvaard",
    eisen=("R-001", "R-020", "R-022", "R-055", "R-150", "KV-20"),
    gedaan="Meldt een jeugdige zonder familie, met een nieuwe sleutel.",
    verwacht="Een meldingId, een meldmoment van nu volgens de klok van het doel, reedsGemeld false en matchAanwezig false.",
)
def aanvaard(p: Proef) -> None:
    melder = p.mensen.melder()
    voor = _tijd_van_het_doel(p)
    gemeld = p.meld_vers(melder, p.mensen.persoon())
    na = _tijd_van_het_doel(p)
    eis(voor <= datetime.fromisoformat(gemeld.meldmoment) <= na, "een meldmoment van nu op de klok van het doel", "een ander moment")
    eis(not gemeld.reeds_gemeld and not gemeld.match, "reedsGemeld false en matchAanwezig false", "een van beide true")


def _tijd_van_het_doel(p: Proef) -> datetime:
    melder = p.mensen.melder()
    return datetime.fromisoformat(p.gesprek.vraag(melder, inhoud.verbinding(melder)).findtext("{*}tijd") or "")


@geval(
    "MELD-002",
    "De verwijderdatum is hoogstens twee jaar later",
    eisen=("R-060", "R-062"),
    gedaan="Meldt een jeugdige en leest de verwijderdatum.",
    verwacht="Een dag na het meldmoment, hoogstens twee jaar na de dag van het meldmoment.",
)
def verwijderdatum(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    dag = datetime.fromisoformat(gemeld.meldmoment).astimezone(_HIER).date()
    tot = date.fromisoformat(gemeld.verwijderdatum)
    eis(dag < tot <= _twee_jaar_na(dag), f"een dag na het meldmoment, uiterlijk {_twee_jaar_na(dag)}", str(tot))


def _twee_jaar_na(dag: date) -> date:
    """R-061: 29 February becomes 28 February."""
    try:
        return dag.replace(year=dag.year + 2)
    except ValueError:
        return dag.replace(year=dag.year + 2, day=28)


@geval(
    "MELD-003",
    "Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord",
    eisen=("R-158", "KV-52"),
    gedaan="Meldt twee keer met dezelfde partnerMeldingId en dezelfde inhoud, in twee berichten.",
    verwacht="Twee keer hetzelfde antwoord, ook reedsGemeld, en één melding.",
)
def herhaling(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    eerste = p.meld_vers(melder, persoon)
    tweede = p.meld(melder, persoon, eerste.sleutel)
    eis(tweede == eerste, "hetzelfde antwoord", "een ander antwoord")
    eis(eigen_melding_ids(p, melder).count(eerste.melding_id) == 1, "één melding", "nul, of meer dan een")


@geval(
    "MELD-004",
    "Nog eens melden geeft de bestaande melding",
    eisen=("R-071", "R-063"),
    gedaan="Meldt dezelfde jeugdige nog eens, met een nieuwe sleutel.",
    verwacht="reedsGemeld true, met het meldingId, het meldmoment en de verwijderdatum van de eerste melding.",
)
def reeds_gemeld(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    eerste = p.meld_vers(melder, persoon)
    tweede = p.meld(melder, persoon)
    eis(tweede.reeds_gemeld, "reedsGemeld true", "reedsGemeld false")
    zelfde = (tweede.melding_id, tweede.meldmoment, tweede.verwijderdatum) == (eerste.melding_id, eerste.meldmoment, eerste.verwijderdatum)
    eis(zelfde, "dezelfde melding met dezelfde termijn", "een andere melding of een andere termijn")


@geval(
    "MELD-005",
    "De eigen meldingen zijn te raadplegen, en die van een ander niet",
    eisen=("R-009", "R-150", "KV-23"),
    gedaan="Meldt een jeugdige en raadpleegt de eigen meldingen, ook als collega.",
    verwacht="De melding staat bij de melder, met haar sleutel en termijn, en niet bij de collega.",
)
def eigen_meldingen(p: Proef) -> None:
    melder = p.mensen.melder()
    collega = p.mensen.collega(melder)
    gemeld = p.meld_vers(melder, p.mensen.persoon())
    eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding bij haar melder", "zij staat er niet bij")
    eis(gemeld.melding_id not in eigen_melding_ids(p, collega), "de melding niet bij een collega", "zij staat er wel bij")


@geval(
    "MELD-006",
    "Bladeren door de eigen meldingen mist niets",
    eisen=("R-009", "R-150", "KV-23"),
    gedaan="Meldt drie jeugdigen en raadpleegt de eigen meldingen met een tegelijk.",
    verwacht="Elke melding precies een keer, in dezelfde volgorde als op een grote bladzijde.",
)
def bladeren(p: Proef) -> None:
    melder = p.mensen.melder()
    gemeld = {p.meld_vers(melder, persoon).melding_id for persoon in p.mensen.personen(3)}
    per_stuk, ineens = eigen_melding_ids(p, melder, hoogstens=1), eigen_melding_ids(p, melder)
    eis(per_stuk == ineens, "dezelfde meldingen in dezelfde volgorde", f"{len(per_stuk)} per stuk en {len(ineens)} ineens")
    eis(gemeld <= set(ineens), "alle drie de meldingen", "niet alle drie")


@geval(
    "MELD-007",
    "Wie morgen 23 wordt, kan vandaag nog worden gemeld",
    eisen=("R-040",),
    gedaan="Meldt iemand die binnenkort 23 wordt.",
    verwacht="De melding wordt aanvaard.",
)
def bijna_23(p: Proef) -> None:
    p.meld(p.mensen.melder(), p.mensen.persoon("wordt-23"))


@geval(
    "MELD-008",
    "Een zelfstandige functionaris meldt zonder instantie",
    eisen=("R-001", "R-006", "KV-11"),
    gedaan="Meldt als zelfstandige functionaris, zonder instantieId.",
    verwacht="De melding wordt aanvaard.",
)
def functionaris(p: Proef) -> None:
    p.meld_vers(p.mensen.functionaris(), p.mensen.persoon())


@geval(
    "MELD-009",
    "Een niet-ingezetene kan worden gemeld",
    eisen=("R-046",),
    gedaan="Meldt iemand die als niet-ingezetene staat ingeschreven (RNI).",
    verwacht="De melding wordt aanvaard: de RNI is geen opschorting.",
)
def niet_ingezetene(p: Proef) -> None:
    p.meld(p.mensen.melder(), p.mensen.persoon("rni"))


@geval(
    "MELD-010",
    "Een geweigerd verzoek houdt geen sleutel vast",
    eisen=("R-158",),
    gedaan="Meldt een onbekend BSN, en daarna met dezelfde sleutel een bekend BSN.",
    verwacht="Eerst VIR-102; daarna wordt de melding aanvaard.",
)
def sleutel_blijft_vrij(p: Proef) -> None:
    melder, sleutel = p.mensen.melder(), p.sleutel()
    onbekend = inhoud.melding(melder, sleutel, p.mensen.persoon("onbekend").bsn)
    p.gesprek.geweigerd(p.gesprek.stuur(melder, onbekend), "VIR-102")
    antwoord = p.gesprek.vraag(melder, inhoud.melding(melder, sleutel, p.mensen.persoon().bsn))
    gemeld = lees_gemeld(melder, sleutel, antwoord)
    p.trek_in(gemeld)


@geval(
    "MELD-011",
    "Een melding verdwijnt op haar verwijderdatum",
    eisen=("R-045", "R-062"),
    gedaan="Meldt een jeugdige, zet de klok op de dag voor de verwijderdatum en daarna op de verwijderdatum, en raadpleegt beide keren de "
    "eigen meldingen. Zet de klok daarna terug.",
    verwacht="De dag ervoor staat de melding er nog; op de verwijderdatum niet meer.",
)
def verdwijnt(p: Proef) -> None:
    p.klok.nodig()
    melder = p.mensen.melder()
    gemeld = p.meld_vers(melder, p.mensen.persoon())
    tot = date.fromisoformat(gemeld.verwijderdatum)
    begin = _tijd_van_het_doel(p)
    p.zet_klok_straks(begin.isoformat())
    p.klok.zet(_middag(tot - timedelta(days=1)))
    eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding er nog op de laatste dag", "zij is al weg")
    p.klok.zet(_middag(tot))
    eis(gemeld.melding_id not in eigen_melding_ids(p, melder), "geen melding meer op de verwijderdatum", "zij staat er nog")


def _middag(dag: date) -> str:
    return datetime(dag.year, dag.month, dag.day, 12, tzinfo=_HIER).isoformat()
