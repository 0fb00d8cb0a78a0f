"""A reporter is told in time that his melding runs out: VERLOOPT, by the clock of the target."""

from datetime import date, timedelta

from verwijsindex_conformance.archief import dag_van, middag, zet_klok_straks_terug
from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import Gemeld, Proef

DAGEN = 30
KORTSTE = 60
_LEEG = {"signaalId", "volgnummer", "soort"}
_VERLOOPT = {*_LEEG, "tijdstip", "eigenMeldingId"}


@geval(
    "SIG-050",
    "Dertig dagen voor de verwijderdatum is er een waarschuwing",
    eisen=("R-065", "R-045"),
    gedaan="Meldt een jeugdige. Zet de klok op de dag voor de dertigste dag voor de verwijderdatum, op die dag, en op de laatste dag, en "
    "haalt telkens de signalen op. Zet de klok daarna terug.",
    verwacht="Eerst niets over deze melding; daarna twee keer hetzelfde signaal VERLOOPT, met tijdstip en eigenMeldingId en niets anders.",
)
def waarschuwing(p: Proef) -> None:
    gemeld, postbus, einde = _melding(p)
    p.klok.zet(middag(einde - timedelta(days=DAGEN + 1)))
    eis(not _over(postbus, gemeld), "nog geen signaal over deze melding", "een signaal")
    p.klok.zet(middag(einde - timedelta(days=DAGEN)))
    eerst = _over(postbus, gemeld)
    eis([s.soort for s in eerst] == ["VERLOOPT"], "één signaal VERLOOPT", ", ".join(s.soort for s in eerst) or "geen")
    eis(set(eerst[0].velden) == _VERLOOPT, "alleen id, volgnummer, soort, tijdstip en eigenMeldingId", ", ".join(eerst[0].velden))
    p.klok.zet(middag(einde - timedelta(days=1)))
    eis([s.id for s in _over(postbus, gemeld)] == [eerst[0].id], "hetzelfde signaal op de laatste dag", "een ander, of meer")


@geval(
    "SIG-051",
    "Op de verwijderdatum zegt de waarschuwing niets meer",
    eisen=("R-045", "R-062"),
    tweeling="SIG-050",
    gedaan="Meldt een jeugdige, haalt binnen dertig dagen voor de verwijderdatum VERLOOPT op, en haalt op de verwijderdatum weer op. Zet "
    "de klok daarna terug.",
    verwacht="Op de plaats van VERLOOPT staat INGETROKKEN met id en volgnummer en niets anders.",
)
def voorbij(p: Proef) -> None:
    gemeld, postbus, einde = _melding(p)
    p.klok.zet(middag(einde - timedelta(days=1)))
    [verloopt] = _een(_over(postbus, gemeld))
    p.klok.zet(middag(einde))
    [over] = _een([s for s in postbus.nieuw() if s.id == verloopt.id])
    eis((over.soort, over.volgnummer) == ("INGETROKKEN", verloopt.volgnummer), "INGETROKKEN met hetzelfde volgnummer", over.soort)
    eis(set(over.velden) == _LEEG, "alleen id, volgnummer en soort", ", ".join(over.velden))


@geval(
    "SIG-052",
    "Een bevestigde waarschuwing komt niet terug, en een nieuwe melding heeft haar eigen",
    eisen=("R-065", "R-063"),
    tweeling="SIG-050",
    gedaan="Meldt een jeugdige, haalt VERLOOPT op en bevestigt het, haalt later weer op; trekt in en meldt opnieuw. Zet de klok op "
    "dertig dagen voor de nieuwe verwijderdatum en haalt op. Zet de klok daarna terug.",
    verwacht="Na de bevestiging niets meer over de eerste melding; daarna VERLOOPT over de nieuwe.",
)
def eenmaal(p: Proef) -> None:
    gemeld, postbus, einde = _melding(p)
    p.klok.zet(middag(einde - timedelta(days=DAGEN)))
    [verloopt] = _een(_over(postbus, gemeld))
    postbus.bevestig(verloopt.id)
    p.klok.zet(middag(einde - timedelta(days=DAGEN - 5)))
    eis(not _over(postbus, gemeld), "geen tweede waarschuwing", "nog een signaal over deze melding")
    p.trek_in(gemeld)
    nieuw = p.meld(gemeld.melder, _persoon(p))
    p.klok.zet(middag(date.fromisoformat(nieuw.verwijderdatum) - timedelta(days=DAGEN)))
    eis([s.soort for s in _over(postbus, nieuw)] == ["VERLOOPT"], "VERLOOPT over de nieuwe melding", "geen, of een ander")


def _persoon(p: Proef) -> Persoon:
    """Young enough: 23 comes after every term of this case."""
    return p.mensen.jong()


def _melding(p: Proef) -> tuple[Gemeld, Postbus, date]:
    """A new melding that lives long enough to be announced, the mailbox of its reporter, and its verwijderdatum."""
    zet_klok_straks_terug(p)
    gemeld = p.meld_vers(p.mensen.melder(), _persoon(p))
    einde = date.fromisoformat(gemeld.verwijderdatum)
    if (einde - dag_van(gemeld.meldmoment)).days < KORTSTE:
        raise Overgeslagen("de meldingen van deze melder leven korter dan zestig dagen")
    return gemeld, Postbus(p, gemeld.melder), einde


def _over(postbus: Postbus, gemeld: Gemeld) -> list[Signaal]:
    return [signaal for signaal in postbus.nieuw() if signaal.eigen_melding_id == gemeld.melding_id]


def _een(signalen: list[Signaal]) -> list[Signaal]:
    eis(len(signalen) == 1, "één signaal", f"{len(signalen)}")
    return signalen
