"""Modules that not every index has: their operations are in the contract of all."""

from datetime import timedelta

from lxml import etree

from verwijsindex_conformance.bericht.recept import nu
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.onderdeel import Vraag, bericht_van, een_per_dienst, geweigerd, lees, stuur, voor_elke, vragen
from verwijsindex_conformance.proef import Proef


@geval(
    "CONT-013",
    "Een operatie van een onderdeel dat er niet is, zegt VIR-160",
    eisen=("KV-38", *(f"KV-{nummer}" for nummer in range(60, 69))),
    tweeling="PROF-001",
    gedaan="Stuurt elke operatie van RegieService_v1 en BeleidsinformatieService_v1, voor zover doel.yaml een adres van die dienst noemt: "
    "een geldig verzoek over iets dat niet bestaat.",
    verwacht="Een getekende fout VIR-160. Wie het onderdeel wel biedt: een antwoord volgens het schema, of een andere fout door een regel.",
)
def onderdeel_uit(p: Proef) -> None:
    voor_elke(p, vragen(p), lambda een: lees(p, een, stuur(p, een)))


@geval(
    "CONT-014",
    "Ook een onderdeel dat er niet is, gaat eerst na wie er spreekt",
    eisen=("KV-10", "R-155", "R-156"),
    tweeling="PROF-001",
    gedaan="Stuurt een operatie van elk onderdeel te oud, met het OIN van een ander, en met een element dat er niet hoort.",
    verwacht="Een fout VIR-S06, DK0002 en DK0004: dat het onderdeel er niet is, hoort alleen wie is wie hij zegt.",
)
def eerst_wie(p: Proef) -> None:
    def vraag(een: Vraag) -> None:
        oud = bericht_van(p, een, created=nu() - timedelta(minutes=10), geldig=timedelta(minutes=70))
        geweigerd(p, stuur(p, een, oud), "VIR-S06", techniek=True)
        ander = p.mensen.andere_partner(een.gebruiker).partner.oin
        geweigerd(p, stuur(p, een, bericht_van(p, een, een.verzoek(oin=ander))), "DK0002")
        vreemd = een.verzoek()
        vreemd.append(etree.Element(f"{{{een.dienst.namespace}}}onbekend"))
        geweigerd(p, stuur(p, een, bericht_van(p, een, vreemd)), "DK0004")

    voor_elke(p, een_per_dienst(p), vraag)
