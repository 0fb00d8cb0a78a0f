"""Who may not report, because an appointment or agreements do not hold on the day; what he did before stays."""

from dataclasses import dataclass
from datetime import date, timedelta

from verwijsindex_conformance.archief import middag, zet_klok_straks_terug
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker, Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import Gemeld, Proef, veld


@geval(
    "MELD-080",
    "Een aanwijzing geldt tot haar laatste dag",
    eisen=("R-004", "R-001"),
    tweeling="MELD-001",
    gedaan="Een gebruiker van wie de aanwijzing is geeindigd, meldt: met de klok op de dag ervoor, en op de dag zelf.",
    verwacht="De dag ervoor wordt de melding aanvaard; op de dag zelf is het VIR-120.",
)
def aanwijzing_eindigt(p: Proef) -> None:
    grens = _grens(p, "aanwijzing-voorbij")
    een, twee = p.mensen.personen(2)
    gemeld = grens.meld_ervoor(een)
    p.trek_in(gemeld)
    grens.is_er()
    _weiger(p, grens.wie, twee, "VIR-120")


@geval(
    "MELD-081",
    "Een aanwijzing geldt vanaf haar eerste dag",
    eisen=("R-004", "R-001"),
    tweeling="MELD-001",
    gedaan="Een gebruiker met een aanwijzing die later begint, meldt: met de klok op de dag ervoor, en op de dag zelf.",
    verwacht="De dag ervoor is het VIR-120; op de dag zelf wordt de melding aanvaard.",
)
def aanwijzing_begint(p: Proef) -> None:
    grens = _grens(p, "aanwijzing-later")
    persoon = p.mensen.persoon()
    grens.is_er_bijna()
    _weiger(p, grens.wie, persoon, "VIR-120")
    gemeld = grens.meld(persoon, grens.dag)
    p.trek_in(gemeld)


@geval(
    "MELD-082",
    "Zonder convenant wordt er niet gemeld, en blijft wat er was",
    eisen=("R-005", "R-004", "R-001"),
    tweeling="MELD-001",
    gedaan="Een melder van een instantie waarvan het convenant is geeindigd, meldt de dag ervoor. Op de dag zelf meldt hij een ander, "
    "vraagt zijn meldingen en signalen op, en trekt in.",
    verwacht="Melden is VIR-121. Zijn melding staat er nog; opvragen, ophalen en intrekken lukken.",
)
def convenant_eindigt(p: Proef) -> None:
    grens = _grens(p, "convenant-voorbij")
    een, twee = p.mensen.personen(2)
    gemeld = grens.meld_ervoor(een)
    grens.is_er()
    _weiger(p, grens.wie, twee, "VIR-121")
    eis(gemeld.melding_id in eigen_melding_ids(p, grens.wie), "zijn melding van de dag ervoor", "geen melding")
    p.gesprek.vraag(grens.wie, inhoud.signalen(grens.wie))
    p.trek_in(gemeld)


@geval(
    "MELD-083",
    "Wat iemand meldde, blijft als zijn aanwijzing eindigt",
    eisen=("R-005",),
    tweeling="MELD-001",
    gedaan="Een gebruiker meldt op de laatste dag van zijn aanwijzing, en een melder van een andere instantie dezelfde jeugdige. De dag "
    "erna haalt de coördinator van zijn instantie zijn signalen op, en meldt een derde dezelfde jeugdige.",
    verwacht="Zelf krijgt hij VIR-120. De coördinator krijgt het signaal bij zijn melding. De derde krijgt matchAanwezig true, en een "
    "signaal met beide eerdere melders als contact.",
)
def melding_blijft(p: Proef) -> None:
    grens = _grens(p, "aanwijzing-voorbij")
    persoon, coordinator = p.mensen.persoon(), p.mensen.coordinator(grens.wie)
    tweede, derde = [melder for melder in p.mensen.melders(3) if melder.plek != grens.wie.plek][:2]
    gemeld = grens.meld_ervoor(persoon)
    grens.meld(persoon, grens.dag - _DAG, wie=tweede)
    grens.is_er()
    p.gesprek.geweigerd(p.gesprek.stuur(grens.wie, inhoud.signalen(grens.wie)), "VIR-120")
    gevonden = p.gesprek.vraag(coordinator, inhoud.signalen(coordinator, ontvanger=grens.wie.gebruiker_id)).findall("{*}signaal")
    eis(gemeld.melding_id in [veld(een, "eigenMeldingId") for een in gevonden], "het signaal bij zijn melding", "geen signaal")
    later = grens.meld(persoon, grens.dag, wie=derde)
    eis(later.match, "matchAanwezig true", "matchAanwezig false")
    signalen = p.gesprek.vraag(derde, inhoud.signalen(derde)).findall("{*}signaal")
    contacten = [len(een.findall("{*}contact")) for een in signalen if veld(een, "eigenMeldingId") == later.melding_id]
    eis(contacten == [2], "één signaal, met twee contacten", f"{len(contacten)} signalen, of een ander aantal contacten")


@geval(
    "MELD-084",
    "Een beperkte taak staat in het convenant en is bij de aanwijzing bevestigd",
    eisen=("R-003",),
    tweeling="MELD-001",
    gedaan="Meldt als iemand van een beperkte categorie (JH1, GZ5 of MO1): wiens aanwijzing de beperking niet bevestigt, en wiens "
    "convenant haar niet vastlegt.",
    verwacht="VIR-120 zonder de bevestiging, VIR-121 zonder de vastlegging.",
)
def beperkte_taak(p: Proef) -> None:
    for wat, code in (("taak-niet-bevestigd", "VIR-120"), ("taak-niet-vastgelegd", "VIR-121")):
        with p.variant(wat):
            _weiger(p, p.mensen.onbevoegd(wat)[0], p.mensen.persoon(), code)


_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Grens:
    """Somebody, the day on which he may no longer, or may at last, and the moment that the clock showed before."""

    p: Proef
    wie: Gebruiker
    dag: date
    begin: str

    def is_er(self) -> None:
        """It is the day."""
        self.p.klok.zet(middag(self.dag))

    def is_er_bijna(self) -> None:
        """It is the day before."""
        self.p.klok.zet(middag(self.dag - _DAG))

    def meld_ervoor(self, persoon: Persoon) -> Gemeld:
        """Report the day before."""
        return self.meld(persoon, self.dag - _DAG)

    def meld(self, persoon: Persoon, dag: date, wie: Gebruiker | None = None) -> Gemeld:
        """Report on a day; what the case does not withdraw is withdrawn on that day."""
        self.p.klok.zet(middag(dag))
        gemeld = self.p.meld(wie or self.wie, persoon)
        self.p.trek_in_op(gemeld, middag(dag), self.begin)
        return gemeld


def _grens(p: Proef, wat: str) -> _Grens:
    wie, dag = p.mensen.onbevoegd(wat)
    if dag is None:
        raise Overgeslagen(f"doel.yaml noemt bij {wat} geen dag")
    return _Grens(p, wie, dag, zet_klok_straks_terug(p))


def _weiger(p: Proef, wie: Gebruiker, persoon: Persoon, code: str) -> None:
    p.gesprek.geweigerd(p.gesprek.stuur(wie, inhoud.melding(wie, p.sleutel(), persoon.bsn)), code)
