"""Requests and objections that a college handles as the law asks."""

from calendar import monthrange
from datetime import date, timedelta

from verwijsindex_conformance.college import KENMERK, adviseer, college_van
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import RISICO_WEG, Proef, veld


@geval(
    "RECHT-001",
    "Een verzoek om inzage vastleggen",
    eisen=("R-131", "R-136", "KV-33"),
    gedaan="Een melder meldt een jeugdige. Het college van zijn gemeente legt een verzoek om inzage vast, ontvangen vandaag.",
    verwacht="De melding bij de betrokken meldingen, met de melder erbij, en een uiterste dag een maand later die geen weekend is.",
)
def vastleggen(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    gemeld = p.meld_vers(melder, persoon)
    zaak = college.registreer(persoon, "INZAGE")
    eis((gemeld.melding_id, "ACTIEF") in zaak.betrokken, "de melding bij de betrokken meldingen, ACTIEF", f"{len(zaak.betrokken)} andere")
    eis(all(zaak.namen), "bij elke betrokken melding de naam van de melder", "een melding zonder melder")
    maand = _maand_later(college.dag)
    eis(maand <= zaak.uiterste_dag <= maand + timedelta(days=7), f"een uiterste dag op of kort na {maand}", str(zaak.uiterste_dag))
    eis(zaak.uiterste_dag.weekday() < 5, "een uiterste dag die geen zaterdag of zondag is", str(zaak.uiterste_dag))


def _maand_later(dag: date) -> date:
    jaar, maand = divmod(dag.year * 12 + dag.month, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


@geval(
    "RECHT-002",
    "Inzage: wie meldde en wie het te horen kreeg",
    eisen=("R-134", "KV-34"),
    gedaan="Twee melders onder hetzelfde college melden een jeugdige; de tweede haalt zijn signaal op. Het college geeft inzage.",
    verwacht="Beide meldingen met melder en verwijderdatum, en bij de eerste dat de tweede melder ervan hoorde en het ophaalde.",
)
def inzage(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    een, ander = p.mensen.melders_van(college.wie, 2)
    persoon, postbus = p.mensen.van_leeftijd(college.dag), Postbus(p, ander)
    gemeld, later = p.meld_vers(een, persoon), p.meld(ander, persoon)
    postbus.nieuw()
    antwoord = college.inzage(college.registreer(persoon, "INZAGE"))
    eis(veld(antwoord, "kenmerk") == KENMERK, "het kenmerk van de zaak", "een ander kenmerk")
    getoond = {veld(melding, "meldingId"): melding for melding in antwoord.findall("{*}melding")}
    eis({gemeld.melding_id, later.melding_id} <= getoond.keys(), "beide meldingen", f"{len(getoond)}, of andere")
    eerste, tweede = getoond[gemeld.melding_id], getoond[later.melding_id]
    eis(veld(eerste, "verwijderdatum") == gemeld.verwijderdatum, "de verwijderdatum van de melding", "een andere")
    naam = tweede.findtext("{*}melder/{*}naam")
    verteld = [v for v in eerste.findall("{*}verstrekt") if v.findtext("{*}aan/{*}naam") == naam and veld(v, "soort") == "ZELFDE_JEUGDIGE"]
    eis(naam and verteld, "bij de eerste melding dat de tweede melder ervan hoorde", "niets daarvan")
    eis(any(v.findtext("{*}opgehaaldOp") for v in verteld), "wanneer hij het ophaalde", "geen moment")


@geval(
    "RECHT-003",
    "Een toegewezen bezwaar vernietigt de melding",
    eisen=("R-135", "R-137", "R-095", "KV-36"),
    gedaan="Twee melders melden een jeugdige. Na advies van beiden wijst het college het bezwaar toe voor een van de meldingen.",
    verwacht="VERNIETIGD en ONGEWIJZIGD; de ene melding is er niet meer, de andere wel, en de andere melder krijgt INGETROKKEN.",
)
def toegewezen(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    een, ander = p.mensen.melders_van(college.wie, 2)
    persoon, postbus = p.mensen.van_leeftijd(college.dag), Postbus(p, ander)
    weg, blijft = p.meld_vers(een, persoon), p.meld(ander, persoon)
    opgehaald = {signaal.id for signaal in postbus.nieuw()}
    zaak = college.registreer(persoon, "BEZWAAR")
    for gemeld in (weg, blijft):
        adviseer(p, gemeld.melder, zaak, gemeld.melding_id)
    gevolg = college.beslis(zaak, "TOEGEWEZEN", [weg.melding_id], zonderAdvies="true")
    verwacht = {weg.melding_id: "VERNIETIGD", blijft.melding_id: "ONGEWIJZIGD"}
    eis(verwacht.items() <= gevolg.items(), "VERNIETIGD en ONGEWIJZIGD", " en ".join(gevolg.values()))
    eis(weg.melding_id not in eigen_melding_ids(p, een), "de melding niet meer", "zij staat er nog")
    eis(blijft.melding_id in eigen_melding_ids(p, ander), "de andere melding nog", "zij is weg")
    berichten = [s for s in postbus.nieuw() if s.soort == "INGETROKKEN" and s.betreft in opgehaald]
    eis(len(berichten) == 1, "één INGETROKKEN over het opgehaalde signaal", str(len(berichten)))


@geval(
    "RECHT-004",
    "Een melding geblokkeerd zolang het bezwaar loopt",
    eisen=("R-138",),
    gedaan="Het college legt een bezwaar tegen een melding vast met blokkeren. Een tweede melder meldt. Daarna: AFGEWEZEN.",
    verwacht="Eerst BEPERKT en geen match; na de afwijzing BEPERKING_OPGEHEVEN, en beide melders een signaal.",
)
def geblokkeerd(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    een, ander = p.mensen.melders_van(college.wie, 2)
    persoon, bussen = p.mensen.van_leeftijd(college.dag), [Postbus(p, wie) for wie in (een, ander)]
    gemeld = p.meld_vers(een, persoon)
    zaak = college.registreer(persoon, "BEZWAAR", blokkeren="true")
    eis((gemeld.melding_id, "BEPERKT") in zaak.betrokken, "status BEPERKT", "een andere status")
    later = p.meld(ander, persoon)
    eis(not later.match, "matchAanwezig false zolang de melding is geblokkeerd", "matchAanwezig true")
    gevolg = college.beslis(zaak, "AFGEWEZEN", zonderAdvies="true")
    eis(gevolg.get(gemeld.melding_id) == "BEPERKING_OPGEHEVEN", "BEPERKING_OPGEHEVEN", gevolg.get(gemeld.melding_id, "niets"))
    soorten = [[s.soort for s in bus.nieuw()] for bus in bussen]
    eis(all("ZELFDE_JEUGDIGE" in van_een for van_een in soorten), "voor elk een signaal ZELFDE_JEUGDIGE", str(soorten))


@geval(
    "RECHT-005",
    "Een beperking toewijzen en opheffen",
    eisen=("R-138",),
    gedaan="Het college wijst een verzoek om beperking toe en heft de beperking daarna op; de melder vraagt elke keer zijn meldingen op.",
    verwacht="BEPERKT en daarna BEPERKING_OPGEHEVEN; de melding blijft al die tijd bij de eigen meldingen staan.",
)
def beperking(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    gemeld = p.meld_vers(melder, persoon)
    zaak = college.registreer(persoon, "BEPERKING")
    for wat, verwacht in (("TOEGEWEZEN", "BEPERKT"), ("OPGEHEVEN", "BEPERKING_OPGEHEVEN")):
        gevolg = college.beslis(zaak, wat).get(gemeld.melding_id)
        eis(gevolg == verwacht, verwacht, str(gevolg))
        eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding bij de eigen meldingen", "zij is weg")


@geval(
    "RECHT-006",
    "Uit het archief, per melding en per jeugdige",
    eisen=("R-112", "KV-37"),
    gedaan="Twee van drie melders trekken in omdat het risico weg is. Het college haalt de ene uit het archief, dan alles.",
    verwacht="Eerst die ene, daarna de andere gearchiveerde; de actieve melding blijft, en wie opnieuw meldt krijgt geen historie.",
)
def archief(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    melders = p.mensen.melders_van(college.wie, 3)
    persoon = p.mensen.van_leeftijd(college.dag)
    college.leeg_archief(("bsn", persoon.bsn))  # whatever an earlier run left there
    een, ander, blijft = (p.meld(melder, persoon) for melder in melders)
    for gemeld in (een, ander):
        p.trek_in(gemeld, RISICO_WEG)
    eerst = college.leeg_archief(("meldingId", een.melding_id))
    eis(eerst == [een.melding_id], "alleen de genoemde melding", f"{len(eerst)}, of een andere")
    daarna = college.leeg_archief(("bsn", persoon.bsn))
    eis(daarna == [ander.melding_id], "alleen de andere gearchiveerde melding", f"{len(daarna)}, of een andere")
    eis(blijft.melding_id in eigen_melding_ids(p, melders[2]), "de actieve melding nog", "zij is weg")
    eis(not p.meld(melders[0], persoon).historie, "historieBeschikbaar false", "historieBeschikbaar true")


@geval(
    "RECHT-007",
    "Beslissen na het advies van elke melder",
    eisen=("R-135", "KV-35"),
    gedaan="Een melder adviseert over een verzoek om wissing, ook als zijn melding in het archief staat. Daarna: AFGEWEZEN.",
    verwacht="Elk advies wordt vastgelegd en het besluit aanvaard; de melding blijft zoals zij was.",
)
def na_advies(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    college.leeg_archief(("bsn", persoon.bsn))
    gemeld = p.meld_vers(melder, persoon)
    zaak = college.registreer(persoon, "WISSING")
    adviseer(p, melder, zaak, gemeld.melding_id, "VERWIJDEREN")
    p.trek_in(gemeld, RISICO_WEG)
    adviseer(p, melder, zaak, gemeld.melding_id, "HANDHAVEN")
    gevolg = college.beslis(zaak, "AFGEWEZEN")
    eis(gevolg == {gemeld.melding_id: "ONGEWIJZIGD"}, "ONGEWIJZIGD", " en ".join(gevolg.values()) or "niets")
    college.leeg_archief(("meldingId", gemeld.melding_id))


@geval(
    "RECHT-008",
    "De termijn een keer verlengen",
    eisen=("R-136",),
    gedaan="Verlengt de termijn van een verzoek.",
    verwacht="Een uiterste dag ten minste 58 en hoogstens 70 dagen later, die geen weekend is.",
)
def verlengen(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    zaak = college.registreer(p.mensen.van_leeftijd(college.dag), "INZAGE")
    later = date.fromisoformat(veld(p.gesprek.vraag(college.wie, college.besluit(zaak, "VERLENGD")), "uitersteDag"))
    eis(58 <= (later - zaak.uiterste_dag).days <= 70, f"twee maanden na {zaak.uiterste_dag}", str(later))
    eis(later.weekday() < 5, "een uiterste dag die geen zaterdag of zondag is", str(later))


@geval(
    "RECHT-009",
    "Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord",
    eisen=("R-158",),
    gedaan="Legt een verzoek twee keer vast met dezelfde partnerVerzoekId, en beslist twee keer met dezelfde.",
    verwacht="Twee keer hetzelfde verzoekId, en twee keer dezelfde gevolgen, ook als de melding intussen is vernietigd.",
)
def herhaling(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon, sleutel = p.mensen.van_leeftijd(college.dag), p.sleutel()
    p.meld_vers(melder, persoon)
    eerste, tweede = (college.registreer(persoon, "BEZWAAR", sleutel) for _ in range(2))
    eis(eerste.verzoek_id == tweede.verzoek_id, "hetzelfde verzoekId", "een ander verzoekId")
    sleutel = p.sleutel()
    een, twee = (college.beslis(eerste, "TOEGEWEZEN", sleutel=sleutel, zonderAdvies="true") for _ in range(2))
    eis(een == twee and "VERNIETIGD" in een.values(), "twee keer dezelfde gevolgen", "andere gevolgen")
