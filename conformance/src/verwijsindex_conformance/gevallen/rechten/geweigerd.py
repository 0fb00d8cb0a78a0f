"""What a college may not ask or decide, and who is no college."""

from datetime import timedelta
from uuid import uuid4

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.college import VERZOEKERS, College, adviseer, college_van, verjaardag, verzoeker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import RISICO_WEG, Proef

DAG = timedelta(days=1)


@geval(
    "RECHT-020",
    "De verkeerde verzoeker bij de leeftijd",
    eisen=("R-132",),
    tweeling="RECHT-001",
    gedaan="Legt voor jeugdigen onder de 12, van 12 tot 16 en vanaf 16 een verzoek vast met elk van de drie verzoekers.",
    verwacht="Telkens een van de drie aanvaard, en twee keer VIR-170 met element.",
)
def leeftijd(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    gevonden = 0
    for vanaf, tot in ((0, 12), (12, 16), (16, 23)):
        try:
            persoon = p.mensen.van_leeftijd(college.dag, tot, vanaf)
        except Overgeslagen:
            continue
        gevonden += 1
        juist = verzoeker(persoon, college.dag)
        for wie in VERZOEKERS:
            if wie == juist:
                college.registreer(persoon, "INZAGE", verzoeker=wie)
            else:
                fout = college.weiger("VIR-170", college.verzoek(persoon, "INZAGE", verzoeker=wie))
                eis((fout.element or "").endswith("verzoeker"), "element dat verzoeker aanwijst", "een ander element")
    if not gevonden:
        raise Overgeslagen("doel.yaml noemt geen persoon met een hele geboortedatum")


@geval(
    "RECHT-021",
    "De dag voor een verjaardag, de dag zelf, en de dag erna",
    eisen=("R-132",),
    tweeling="RECHT-001",
    gedaan="Legt voor iemand van 16 of ouder verzoeken vast, ontvangen rond zijn twaalfde en zestiende verjaardag, met elke verzoeker.",
    verwacht="De dag ervoor telt de jongere leeftijd, op de dag zelf de nieuwe; een ander dan wie dan mag krijgt VIR-170.",
)
def verjaardagen(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    persoon = p.mensen.van_leeftijd(college.dag - DAG, vanaf=16)
    for jaren, voor, daarna in ((12, *VERZOEKERS[:2]), (16, *VERZOEKERS[1:])):
        op = verjaardag(persoon, jaren)
        for dag, juist in ((op - DAG, voor), (op, daarna), (op + DAG, daarna)):
            for wie in VERZOEKERS:
                verzoek = college.verzoek(persoon, "INZAGE", verzoeker=wie, ontvangenOp=dag.isoformat())
                if wie == juist:
                    p.gesprek.vraag(college.wie, verzoek)
                else:
                    college.weiger("VIR-170", verzoek)


@geval(
    "RECHT-022",
    "Beslissen zonder het advies van de melder",
    eisen=("R-135",),
    tweeling="RECHT-007",
    gedaan="Beslist over een verzoek om correctie, wissing en bezwaar zonder advies; de laatste keer met zonderAdvies.",
    verwacht="Telkens VIR-172, bij toewijzen en bij afwijzen; met zonderAdvies aanvaard.",
)
def zonder_advies(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    gemeld = p.meld_vers(melder, persoon)
    for soort in ("CORRECTIE", "WISSING", "BEZWAAR"):
        zaak = college.registreer(persoon, soort)
        for wat in ("TOEGEWEZEN", "AFGEWEZEN"):
            college.weiger("VIR-172", college.besluit(zaak, wat))
        college.beslis(zaak, "AFGEWEZEN", zonderAdvies="true")
    eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding er nog", "zij is weg")


@geval(
    "RECHT-023",
    "Het verkeerde college",
    eisen=("R-131", "R-009"),
    tweeling="RECHT-003",
    gedaan="Een ander college legt een verzoek vast, en wil beslissen, inzien en uit het archief halen wat het niet aangaat.",
    verwacht="Geen betrokken meldingen; VIR-171 met dezelfde tekst als voor een verzoek dat niet bestaat; VIR-130 voor het archief.",
)
def ander_college(p: Proef) -> None:
    melder = p.mensen.melder()
    college, ander = college_van(p, melder), College(p, p.mensen.ander_college(melder))
    persoon = p.mensen.van_leeftijd(college.dag)
    gemeld = p.meld_vers(melder, persoon)
    eis(gemeld.melding_id not in ander.registreer(persoon, "INZAGE").ids(), "de melding niet bij een ander college", "zij staat erbij")
    zaak = college.registreer(persoon, "INZAGE")
    fouten = [ander.weiger("VIR-171", inhoud.inzage(ander.wie, p.sleutel(), nummer)) for nummer in (zaak.verzoek_id, str(uuid4()))]
    fouten.append(ander.weiger("VIR-171", ander.besluit(zaak, "AFGEWEZEN")))
    teksten = {fout.tekst.partition("[")[0] for fout in fouten}
    eis(len(teksten) == 1, "drie keer dezelfde tekst", "verschillende teksten")
    p.trek_in(gemeld, RISICO_WEG)
    ander.weiger("VIR-130", ander.archiefverzoek(("meldingId", gemeld.melding_id)))
    eis(gemeld.melding_id not in ander.leeg_archief(("bsn", persoon.bsn)), "niets van een ander college", "de melding is vernietigd")
    college.leeg_archief(("meldingId", gemeld.melding_id))


@geval(
    "RECHT-024",
    "Niemand anders dan een college",
    eisen=("R-007", "R-009"),
    tweeling="RECHT-001",
    gedaan="Een melder, een coördinator en een regievoerder leggen verzoeken vast over wie is gemeld en over wie dat niet is.",
    verwacht="Telkens VIR-123, met dezelfde tekst voor beide jeugdigen.",
)
def andere_rollen(p: Proef) -> None:
    melder = p.mensen.melder()
    dag = college_van(p, melder).dag
    gemeld, niet = p.mensen.van_leeftijd(dag), p.mensen.persoon("onbekend")
    p.meld_vers(melder, gemeld)
    for wie in (melder, p.mensen.coordinator(melder), p.mensen.regievoerders()[0]):
        ander = College(p, wie)
        fouten = [ander.weiger("VIR-123", ander.verzoek(persoon, "INZAGE", verzoeker="JEUGDIGE")) for persoon in (gemeld, niet)]
        eis(_tekst(fouten[0]) == _tekst(fouten[1]), "twee keer dezelfde tekst", "een verschil")


def _tekst(fout: Fout) -> str:
    return fout.tekst.partition("[")[0]


@geval(
    "RECHT-025",
    "Twee keer beslissen, en twee keer inzage",
    eisen=("R-134", "R-135", "R-136", "R-138"),
    tweeling="RECHT-002",
    gedaan="Beslist, verlengt en geeft inzage terwijl dat al is gedaan, en heft een beperking op die er niet is.",
    verwacht="Telkens VIR-172.",
)
def nog_eens(p: Proef) -> None:
    college = college_van(p, p.mensen.melder())
    persoon = p.mensen.van_leeftijd(college.dag)
    zaak = college.registreer(persoon, "INZAGE")
    college.weiger("VIR-172", college.besluit(zaak, "TOEGEWEZEN"))
    college.beslis(zaak, "VERLENGD")
    college.weiger("VIR-172", college.besluit(zaak, "VERLENGD"))
    college.inzage(zaak)
    for verzoek in (inhoud.inzage(college.wie, p.sleutel(), zaak.verzoek_id), college.besluit(zaak, "AFGEWEZEN")):
        college.weiger("VIR-172", verzoek)
    college.weiger("VIR-172", college.besluit(college.registreer(persoon, "BEPERKING"), "OPGEHEVEN"))


@geval(
    "RECHT-026",
    "Advies over wat de melder niet aangaat",
    eisen=("R-135", "R-100"),
    tweeling="RECHT-007",
    gedaan="Een collega adviseert over de melding van een ander; de melder over een verzoek dat niet bestaat, en nog eens na het besluit.",
    verwacht="VIR-130, VIR-171 en VIR-172.",
)
def ander_advies(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    gemeld = p.meld_vers(melder, persoon)
    zaak = college.registreer(persoon, "BEZWAAR")
    collega = p.mensen.collega(melder)
    adviseer(p, melder, zaak, gemeld.melding_id)
    College(p, collega).weiger("VIR-130", inhoud.advies(collega, p.sleutel(), zaak.verzoek_id, gemeld.melding_id, "HANDHAVEN"))
    zelf = College(p, melder)
    zelf.weiger("VIR-171", inhoud.advies(melder, p.sleutel(), str(uuid4()), gemeld.melding_id, "HANDHAVEN"))
    college.beslis(zaak, "AFGEWEZEN", zonderAdvies="true")
    zelf.weiger("VIR-172", inhoud.advies(melder, p.sleutel(), zaak.verzoek_id, gemeld.melding_id, "HANDHAVEN"))


@geval(
    "RECHT-027",
    "Een dag of een functionaris die niet kan",
    eisen=("R-135", "R-136"),
    tweeling="RECHT-001",
    gedaan="Een verzoek dat morgen binnenkomt; een besluit van morgen, van voor het verzoek, en van iemand die niet bij het college hoort.",
    verwacht="Drie keer DK0004 en een keer VIR-120.",
)
def dag_of_functionaris(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    morgen = (college.dag + DAG).isoformat()
    college.weiger("DK0004", college.verzoek(persoon, "INZAGE", ontvangenOp=morgen))
    zaak = college.registreer(persoon, "INZAGE")
    for dag in (morgen, (college.dag - DAG).isoformat()):
        college.weiger("DK0004", college.besluit(zaak, "AFGEWEZEN", datum=dag))
    college.weiger("VIR-120", college.besluit(zaak, "AFGEWEZEN", functionarisId=melder.gebruiker_id))


@geval(
    "RECHT-028",
    "Een besluit over een melding die er niet bij hoort",
    eisen=("R-131", "R-137"),
    tweeling="RECHT-003",
    gedaan="Wijst een bezwaar toe voor een andere jeugdige, haalt een actieve melding uit het archief, en herhaalt met andere inhoud.",
    verwacht="Twee keer VIR-130 en een keer VIR-140; de meldingen blijven staan.",
)
def andere_melding(p: Proef) -> None:
    melder = p.mensen.melder()
    college = college_van(p, melder)
    persoon = p.mensen.van_leeftijd(college.dag)
    ander = next((q for q in p.mensen.personen(2) if q.bsn != persoon.bsn), None)
    if ander is None:
        raise Overgeslagen("doel.yaml noemt geen tweede persoon zonder familie")
    gemeld, van_ander = p.meld_vers(melder, persoon), p.meld_vers(melder, ander)
    sleutel = p.sleutel()
    zaak = college.registreer(persoon, "BEZWAAR", sleutel)
    college.weiger("VIR-130", college.besluit(zaak, "TOEGEWEZEN", [van_ander.melding_id], zonderAdvies="true"))
    college.weiger("VIR-130", college.archiefverzoek(("meldingId", gemeld.melding_id)))
    college.weiger("VIR-140", college.verzoek(persoon, "WISSING", sleutel))
    over = set(eigen_melding_ids(p, melder))
    eis({gemeld.melding_id, van_ander.melding_id} <= over, "beide meldingen er nog", "een is weg")
