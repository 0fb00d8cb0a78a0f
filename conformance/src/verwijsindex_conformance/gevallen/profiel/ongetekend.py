"""A second way in by profile 2W-be, for a product that has one: the same operations, and TLS alone says who speaks."""

from dataclasses import replace

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.recept import nieuw_message_id, onveranderd
from verwijsindex_conformance.cluster import Cluster
from verwijsindex_conformance.gesprek import ZONDER_SECURITY
from verwijsindex_conformance.geval import ZONDER_HANDTEKENING, geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef, veld


@geval(
    "PROF-160",
    "Het adres zonder handtekening doet hetzelfde, zonder handtekening",
    eisen=("KV-69", "WB011"),
    cluster=Cluster.VERBINDING,
    profiel=ZONDER_HANDTEKENING,
    gedaan="Stuurt een bericht zonder Security-header naar het adres zonder handtekening: vraagt de verbinding na, en meldt. Vraagt de "
    "melding op met een getekend bericht naar het gewone adres.",
    verwacht="Antwoorden zonder Security-header, volgens het schema, die bij het verzoek horen. Er is een melding, en maar een.",
)
def ander_adres(p: Proef) -> None:
    melder, persoon, sleutel = p.mensen.melder(), p.mensen.persoon(), p.sleutel()
    p.gesprek.geaccepteerd(p.gesprek.stuur_ongetekend(melder, inhoud.verbinding(melder)))
    gemeld = p.onthoud(melder, sleutel, p.gesprek.stuur_ongetekend(melder, inhoud.melding(melder, sleutel, persoon.bsn)))
    eigen = p.gesprek.vraag(melder, inhoud.eigen_meldingen(melder, None, 500)).findall("{*}melding")
    eis([veld(een, "meldingId") for een in eigen].count(gemeld.melding_id) == 1, "de melding, ook op het gewone adres", "geen, of meer")


@geval(
    "PROF-161",
    "Wie ook een adres zonder handtekening heeft, vraagt er op het gewone nog steeds een",
    eisen=("KV-69", "R-155", "WB003", "AANVAL-08"),
    tweeling="PROF-160",
    profiel=ZONDER_HANDTEKENING,
    gedaan="Stuurt een bericht zonder Security-header naar het adres zonder handtekening, en net zo een naar het gewone adres.",
    verwacht="Het gewone adres geeft VIR-S01, zelf wel getekend.",
)
def gewoon_adres(p: Proef) -> None:
    melder = p.mensen.melder()
    p.gesprek.geaccepteerd(p.gesprek.stuur_ongetekend(melder, inhoud.verbinding(melder)))
    p.weiger("VIR-S01", voor_tekenen=ZONDER_SECURITY)


@geval(
    "PROF-162",
    "Een handtekening die niemand nakijkt, wordt geweigerd",
    eisen=("KV-69", "WB011", "DK0010"),
    tweeling="PROF-160",
    profiel=ZONDER_HANDTEKENING,
    gedaan="Stuurt een goed getekend bericht naar het adres zonder handtekening.",
    verwacht="DK0010.",
)
def toch_getekend(p: Proef) -> None:
    melder = p.mensen.melder()
    ontvangen = p.gesprek.stuur_ongetekend(melder, inhoud.verbinding(melder), voor_tekenen=onveranderd)
    p.gesprek.geweigerd(ontvangen, "DK0010", techniek=True)


@geval(
    "PROF-163",
    "Zonder handtekening is de afzender wie de verbinding maakte",
    eisen=("KV-69", "R-156", "AANVAL-20"),
    tweeling="PROF-160",
    profiel=ZONDER_HANDTEKENING,
    gedaan="Vraagt op het adres zonder handtekening de verbinding na, met in From het OIN van een ander partnersysteem; en meldt er als "
    "melder van een ander partnersysteem.",
    verwacht="DK0002, en bij de melding VIR-122.",
)
def namens_een_ander(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    ontvangen = p.gesprek.stuur_ongetekend(melder, inhoud.verbinding(melder), van=f"urn:conformiteitstoets?OIN={ander.partner.oin}")
    p.gesprek.geweigerd(ontvangen, "DK0002", techniek=True)
    als_ander = replace(ander, partner=melder.partner)
    verzoek = inhoud.melding(als_ander, p.sleutel(), p.mensen.persoon().bsn)
    p.gesprek.geweigerd(p.gesprek.stuur_ongetekend(als_ander, verzoek), "VIR-122")


@geval(
    "PROF-164",
    "Een MessageID telt eenmaal, op beide adressen samen",
    eisen=("KV-69", "AANVAL-22"),
    tweeling="PROF-160",
    profiel=ZONDER_HANDTEKENING,
    gedaan="Stuurt een bericht naar het adres zonder handtekening. Stuurt een ander met hetzelfde MessageID daarheen, en een getekend "
    "naar het gewone adres.",
    verwacht="Het eerste wordt geaccepteerd, de andere geven VIR-S07.",
)
def een_keer(p: Proef) -> None:
    melder, id = p.mensen.melder(), nieuw_message_id()
    p.gesprek.geaccepteerd(p.gesprek.stuur_ongetekend(melder, inhoud.verbinding(melder), message_id=id))
    for stuur in (p.gesprek.stuur_ongetekend, p.gesprek.stuur):
        ontvangen = stuur(melder, inhoud.verbinding(melder), message_id=id)
        p.gesprek.geweigerd(ontvangen, "VIR-S07", techniek=True)
