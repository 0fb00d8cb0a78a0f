"""A register of persons that does not answer: nothing is half done, and what needs no register goes on."""

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, eigen_melding_ids
from verwijsindex_conformance.proef import Proef, veld


@geval(
    "MELD-085",
    "Zonder personenregister wordt er niets half gedaan",
    eisen=("R-172", "R-022", "KV-52"),
    tweeling="MELD-001",
    gedaan="Laat het personenregister uitvallen en meldt. Laat het terugkomen en meldt nog eens, met dezelfde partnerMeldingId.",
    verwacht="Eerst VIR-190, met herhaalbaar true, en geen melding. Daarna wordt dezelfde melding aanvaard, met reedsGemeld false, en "
    "staat zij een keer bij de eigen meldingen.",
)
def niets_half(p: Proef) -> None:
    melder, persoon, sleutel = p.mensen.melder(), p.mensen.persoon(), p.sleutel()
    p.trek_in(p.meld_vers(melder, persoon))
    with p.storing.zonder_register():
        fout = p.gesprek.geweigerd(p.gesprek.stuur(melder, inhoud.melding(melder, sleutel, persoon.bsn)), "VIR-190")
        eis(fout.herhaalbaar == "true", "herhaalbaar true", "herhaalbaar false, of zonder")
        eis(_met_sleutel(p, sleutel) == 0, "geen melding tijdens de storing", "een melding")
    gemeld = p.meld(melder, persoon, sleutel)
    eis(not gemeld.reeds_gemeld, "reedsGemeld false", "reedsGemeld true")
    eis(_met_sleutel(p, sleutel) == 1, "één melding", "een ander aantal")


@geval(
    "MELD-086",
    "Zonder personenregister werken lezen en intrekken door",
    eisen=("R-172",),
    gedaan="Twee melders melden dezelfde jeugdige. Laat het personenregister uitvallen. De eerste vraagt zijn meldingen op, haalt zijn "
    "signaal op, bevestigt het en trekt in. Laat het register terugkomen.",
    verwacht="Alles lukt: de melding staat er, het signaal ook, en na het intrekken is de melding weg.",
)
def lezen_werkt(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    persoon, postbus = p.mensen.persoon(), Postbus(p, een)
    gemeld = p.meld_vers(een, persoon)
    p.meld(ander, persoon)
    with p.storing.zonder_register():
        eis(gemeld.melding_id in eigen_melding_ids(p, een), "de melding", "geen melding")
        signalen = postbus.nieuw()
        eis([een.eigen_melding_id for een in signalen] == [gemeld.melding_id], "het signaal bij de melding", "een ander, of geen")
        postbus.bevestig(*(een.id for een in signalen))
        p.trek_in(gemeld)
        eis(gemeld.melding_id not in eigen_melding_ids(p, een), "geen melding meer", "zij staat er nog")


def _met_sleutel(p: Proef, sleutel: str) -> int:
    melder = p.mensen.melder()
    eigen = p.gesprek.vraag(melder, inhoud.eigen_meldingen(melder, None, 500)).findall("{*}melding")
    return [veld(een, "partnerMeldingId") for een in eigen].count(sleutel)
