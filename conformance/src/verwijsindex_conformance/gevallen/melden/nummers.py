"""What becomes of a melding when its jeugdige gets a BSN, another BSN, or dies; 29 February; and a term that ends in a weekend.

Most with events in the register of persons of the target, about children whom the suite lets be born and nobody else knows.
"""

from datetime import date, timedelta
from itertools import pairwise

from verwijsindex_conformance.archief import middag, zet_klok_straks_terug
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.gevallen.melden.zonder_bsn import meld_zonder_bsn
from verwijsindex_conformance.kinderen import kind_met_nummer, kind_zonder_nummer
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import Proef, veld

_DAGEN = 7


def _koppel(p: Proef, melder: Gebruiker, melding_id: str, bsn: str, sleutel: str) -> tuple[str, str]:
    antwoord = p.gesprek.vraag(melder, inhoud.koppeling(melder, sleutel, melding_id, bsn))
    return veld(antwoord, "meldingId"), veld(antwoord, "matchAanwezig")


@geval(
    "MELD-073",
    "Een BSN bij een melding zonder BSN brengt melders bij elkaar",
    eisen=("R-030", "R-070", "R-090"),
    tweeling="MELD-060",
    gedaan="A meldt een kind zonder BSN. Laat het een BSN krijgen. B meldt het daarmee, A koppelt het aan zijn melding, en meldt nog eens "
    "met het BSN en zonder.",
    verwacht="De melding van B geeft geen match. De koppeling houdt het meldingId en geeft matchAanwezig true; A en B krijgen elk een "
    "signaal ZELFDE_JEUGDIGE. Met BSN geeft A zijn eigen melding (reedsGemeld), zonder BSN is het VIR-106.",
)
def samengebracht(p: Proef) -> None:
    een, ander = (Postbus(p, melder) for melder in p.mensen.melders(2))
    gegevens = kind_zonder_nummer(p)
    gemeld = meld_zonder_bsn(p, een.ontvanger, gegevens)
    kind = p.register.ken_nummer_toe(gegevens)
    eis(not p.meld(ander.ontvanger, kind).match, "matchAanwezig false voor de koppeling", "matchAanwezig true")
    gekoppeld = _koppel(p, een.ontvanger, gemeld.melding_id, kind.bsn, p.sleutel())
    eis(
        gekoppeld == (gemeld.melding_id, "true"),
        "hetzelfde meldingId, en matchAanwezig true",
        f"matchAanwezig {gekoppeld[1]}, of een ander",
    )
    for postbus in (een, ander):
        soorten = [signaal.soort for signaal in postbus.nieuw()]
        eis(soorten == ["ZELFDE_JEUGDIGE"], "een signaal ZELFDE_JEUGDIGE", ", ".join(soorten) or "geen signaal")
    weer = p.meld(een.ontvanger, kind)
    eis((weer.melding_id, weer.reeds_gemeld) == (gemeld.melding_id, True), "de eigen melding, met reedsGemeld true", "een andere melding")
    zonder = inhoud.zonder_bsn(een.ontvanger, p.sleutel(), gegevens)
    p.gesprek.geweigerd(p.gesprek.stuur(een.ontvanger, zonder), "VIR-106")


@geval(
    "MELD-074",
    "Koppelen herhalen",
    eisen=("R-158", "R-030"),
    tweeling="MELD-060",
    gedaan="A meldt een kind zonder BSN, dat daarna een BSN krijgt, en koppelt twee keer met hetzelfde partnerVerzoekId; daarna daarmee "
    "een ander BSN.",
    verwacht="Twee keer hetzelfde antwoord, en dan VIR-140.",
)
def herhaald(p: Proef) -> None:
    melder, sleutel, gegevens = p.mensen.melder(), p.sleutel(), kind_zonder_nummer(p)
    gemeld = meld_zonder_bsn(p, melder, gegevens)
    bsn = p.register.ken_nummer_toe(gegevens).bsn
    eerste, tweede = (_koppel(p, melder, gemeld.melding_id, bsn, sleutel) for _ in range(2))
    eis(eerste == tweede, "hetzelfde antwoord", "een ander antwoord")
    anders = inhoud.koppeling(melder, sleutel, gemeld.melding_id, p.mensen.persoon().bsn)
    p.gesprek.geweigerd(p.gesprek.stuur(melder, anders), "VIR-140")


@geval(
    "MELD-075",
    "Een verbeterd BSN neemt meldingen mee",
    eisen=("R-034", "R-022"),
    tweeling="MELD-001",
    gedaan="A meldt een kind met zijn BSN. Laat dat nummer verbeteren. A meldt met het nieuwe nummer en met het oude; B met het nieuwe.",
    verwacht="Met het nieuwe nummer krijgt A zijn eigen melding (reedsGemeld), en B een match. Het oude is VIR-102.",
)
def verbeterd(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    kind = kind_met_nummer(p)
    gemeld = p.meld(een, kind)
    nieuw = p.register.verbeter_nummer(kind)
    weer = p.meld(een, nieuw)
    eis((weer.melding_id, weer.reeds_gemeld) == (gemeld.melding_id, True), "de eigen melding, met reedsGemeld true", "een andere melding")
    eis(p.meld(ander, nieuw).match, "matchAanwezig true", "matchAanwezig false")
    p.gesprek.geweigerd(p.gesprek.stuur(een, inhoud.melding(een, p.sleutel(), kind.bsn)), "VIR-102")


@geval(
    "MELD-076",
    "Van wie overlijdt, blijft geen melding",
    eisen=("R-044",),
    tweeling="MELD-001",
    gedaan="A en B melden een kind, dat daarna overlijdt. A meldt het nog eens, met een nieuwe sleutel.",
    verwacht="VIR-112. De meldingen staan niet meer bij de eigen meldingen, en in elke postbus staat op de plaats van het signaal "
    "INGETROKKEN.",
)
def overleden(p: Proef) -> None:
    postbussen = [Postbus(p, melder) for melder in p.mensen.melders(2)]
    kind = kind_met_nummer(p)
    gemeld = [p.meld(postbus.ontvanger, kind) for postbus in postbussen]
    p.register.laat_overlijden(kind)
    een = postbussen[0].ontvanger
    p.gesprek.geweigerd(p.gesprek.stuur(een, inhoud.melding(een, p.sleutel(), kind.bsn)), "VIR-112")
    for postbus, eigen in zip(postbussen, gemeld, strict=True):
        eis(eigen.melding_id not in eigen_melding_ids(p, postbus.ontvanger), "geen melding meer", "de melding staat er nog")
        soorten = [signaal.soort for signaal in postbus.nieuw()]
        eis(soorten == ["INGETROKKEN"], "één INGETROKKEN op de plaats van het signaal", ", ".join(soorten) or "geen signaal")


@geval(
    "MELD-077",
    "Wie op 29 februari is geboren, wordt 23 op 1 maart",
    eisen=("R-041", "R-040", "R-043"),
    tweeling="MELD-007",
    gedaan="Laat een kind geboren zijn op 29 februari 2024. Zet de klok op 28 februari 2047: A meldt. Zet hem op 1 maart 2047: B meldt, en "
    "A leest zijn meldingen. Zet de klok daarna terug.",
    verwacht="De melding van A wordt aanvaard; die van B geeft VIR-110, en die van A is weg.",
)
def op_29_februari(p: Proef) -> None:
    zet_klok_straks_terug(p)
    een, ander = p.mensen.melders(2)
    kind = kind_met_nummer(p, "20240229")
    p.klok.zet(middag(date(2047, 2, 28)))
    gemeld = p.meld(een, kind)
    eis(gemeld.melding_id in eigen_melding_ids(p, een), "de melding bij de eigen meldingen", "de melding staat er niet")
    p.klok.zet(middag(date(2047, 3, 1)))
    p.gesprek.geweigerd(p.gesprek.stuur(ander, inhoud.melding(ander, p.sleutel(), kind.bsn)), "VIR-110")
    eis(gemeld.melding_id not in eigen_melding_ids(p, een), "geen melding meer", "de melding staat er nog")


@geval(
    "MELD-078",
    "Een weekend verschuift geen termijn",
    eisen=("R-064", "R-060"),
    gedaan="Zet de klok op zeven dagen na elkaar. Meldt elke dag dezelfde jeugdige en trekt weer in. Zet de klok daarna terug.",
    verwacht="De verwijderdatum is elke dag een dag later: ook als zij in een weekend valt.",
)
def weekend(p: Proef) -> None:
    zet_klok_straks_terug(p)
    melder, persoon = p.mensen.melder(), p.mensen.jong()
    begin = date.fromisoformat(p.meld_vers(melder, persoon).meldmoment[:10])
    derde = (begin.replace(day=1) + timedelta(days=31)).replace(day=3)  # far from the end of a month
    gekregen = []
    for n in range(_DAGEN):
        p.klok.zet(middag(derde + timedelta(days=n)))
        gemeld = p.meld(melder, persoon)
        if gemeld.reeds_gemeld:
            p.trek_in(gemeld)
            gemeld = p.meld(melder, persoon)
        gekregen.append(date.fromisoformat(gemeld.verwijderdatum))
        p.trek_in(gemeld)
    verwacht = [gekregen[0] + timedelta(days=n) for n in range(_DAGEN)]
    eis(gekregen == verwacht, "elke dag een dag later", ", ".join(str((b - a).days) for a, b in pairwise(gekregen)))
