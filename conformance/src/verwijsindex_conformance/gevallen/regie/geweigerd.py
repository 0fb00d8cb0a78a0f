"""What is refused before it shows whether the module is there, and who hears no more of it than another."""

from dataclasses import replace

from verwijsindex_conformance.contractbestanden import BELEIDSDIENST
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gesprek import NIET_AANGEBODEN, gewone_koppen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.onderdeel import (
    VERZOEKEN,
    Vraag,
    bericht_van,
    een_per_dienst,
    geweigerd,
    lees,
    stuur,
    voor_elke,
    vragen,
    zonder_nummer,
)
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_VAN_ALLE_DRIE = frozenset({"EscaleerMatch", "SluitEscalatie"})
"""A regievoerder may ask these as well as a reporter."""


def _met(p: Proef, een: Vraag, breuk: str, code: str, *, techniek: bool = True) -> None:
    """A request with this wrong is refused with this code. Raises Gezakt."""
    geweigerd(p, stuur(p, een, bericht_van(p, een, breuk=breuk)), code, techniek=techniek)


@geval(
    "REGIE-020",
    "Een verzoek zonder handtekening",
    eisen=("R-155", "WB003", "WB013", "AANVAL-08"),
    tweeling="REGIE-001",
    gedaan="Stuurt elke operatie zonder Security-header, en een van elke dienst met een Security-header zonder handtekening.",
    verwacht="Een fout VIR-S01, zoals bij elke andere dienst.",
)
def ongetekend(p: Proef) -> None:
    voor_elke(p, vragen(p), lambda een: _met(p, een, "ongetekend", "VIR-S01"))
    voor_elke(p, een_per_dienst(p), lambda een: _met(p, een, "zonder-handtekening", "VIR-S01"))


@geval(
    "REGIE-021",
    "Een verzoek waarvan de handtekening niet deugt",
    eisen=("R-155", "WB004", "WB010", "WB013", "AANVAL-07"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst met een Body die niet is getekend, met een digest die niet klopt, en getekend met een "
    "certificaat van een vreemde CA.",
    verwacht="Een fout VIR-S01, VIR-S05 en VIR-S04.",
)
def slecht_getekend(p: Proef) -> None:
    def drie_keer(een: Vraag) -> None:
        for breuk, code in (("body-ongetekend", "VIR-S01"), ("andere-digest", "VIR-S05"), ("vreemde-ca", "VIR-S04")):
            _met(p, een, breuk, code)

    voor_elke(p, een_per_dienst(p), drie_keer)


@geval(
    "REGIE-022",
    "Een verzoek dat al kwam, nog eens",
    eisen=("R-158", "WA001", "VIR-S07"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst twee keer, byte voor byte gelijk.",
    verwacht="De tweede keer een fout VIR-S07, ook als de eerste een weigering kreeg.",
)
def herhaling(p: Proef) -> None:
    def twee_keer(een: Vraag) -> None:
        bericht = bericht_van(p, een)
        lees(p, een, stuur(p, een, bericht))
        geweigerd(p, stuur(p, een, bericht), "VIR-S07", techniek=True)

    voor_elke(p, een_per_dienst(p), twee_keer)


@geval(
    "REGIE-023",
    "De SOAPAction van een andere operatie",
    eisen=("R-152", "WS002", "AANVAL-37", "BP-R2744"),
    tweeling="REGIE-001",
    gedaan="Stuurt elke operatie met de SOAPAction van een andere.",
    verwacht="Een fout DK0003, en niet of het onderdeel er is.",
)
def andere_soapaction(p: Proef) -> None:
    def een_keer(een: Vraag) -> None:
        bericht = bericht_van(p, een)
        koppen = [*(kop for kop in gewone_koppen(bericht) if kop[0] != "SOAPAction"), ("SOAPAction", f'"{_andere_actie(een)}"')]
        geweigerd(p, stuur(p, een, bericht, koppen=koppen), "DK0003", techniek=True)

    voor_elke(p, vragen(p), een_keer)


@geval(
    "REGIE-024",
    "De Action van de ene operatie met de Body van een andere",
    eisen=("R-152", "WA001", "AANVAL-37"),
    tweeling="REGIE-001",
    gedaan="Stuurt de inhoud van elke operatie met Action en SOAPAction van een andere.",
    verwacht="Een fout DK0003, en niet of het onderdeel er is.",
)
def action_en_body(p: Proef) -> None:
    voor_elke(
        p, vragen(p), lambda een: geweigerd(p, stuur(p, een, bericht_van(p, een, action=_andere_actie(een))), "DK0003", techniek=True)
    )


@geval(
    "REGIE-025",
    "Een inhoud die het koppelvlak niet kent",
    eisen=("R-150", "AANVAL-43"),
    tweeling="REGIE-001",
    gedaan="Stuurt elke operatie met een element dat er niet hoort, en een van elke dienst zonder een element dat moet.",
    verwacht="Een fout DK0004, en niet of het onderdeel er is.",
)
def andere_inhoud(p: Proef) -> None:
    voor_elke(p, vragen(p), lambda een: _met(p, een, "extra-element", "DK0004", techniek=False))
    voor_elke(p, een_per_dienst(p), lambda een: _met(p, een, "te-kort", "DK0004", techniek=False))


@geval(
    "REGIE-026",
    "Een verzoek met het OIN van een ander",
    eisen=("KV-10", "R-156"),
    tweeling="REGIE-001",
    gedaan="Stuurt elke operatie met een ander verzenderOin dan dat van het certificaat.",
    verwacht="Een fout DK0002, en niet of het onderdeel er is.",
)
def ander_oin(p: Proef) -> None:
    def een_keer(een: Vraag) -> None:
        ander = p.mensen.andere_partner(een.gebruiker).partner.oin
        geweigerd(p, stuur(p, een, bericht_van(p, een, een.verzoek(oin=ander))), "DK0002")

    voor_elke(p, vragen(p), een_keer)


@geval(
    "REGIE-030",
    "Wie met deze rol niets mag, hoort niet meer",
    eisen=("R-007", "KV-13", "VIR-160"),
    tweeling="REGIE-001",
    gedaan="Stuurt elke operatie namens iemand die dat mag, en namens iemand met een rol die dat niet geeft.",
    verwacht="Is het onderdeel er: een fout VIR-123. Is het er niet: dezelfde fout VIR-160 als wie het wel mag, woord voor woord.",
)
def andere_rol(p: Proef) -> None:
    melder = p.mensen.melder()
    beperkt = {"MELDER": p.mensen.regievoerders()[0], "REGIEVOERDER": melder, "COLLEGE": melder}
    over = [een for een in vragen(p) if een.naam not in _VAN_ALLE_DRIE]
    voor_elke(p, over, lambda een: _niet_meer(p, een, beperkt[een.gebruiker.rol], "VIR-123"))


@geval(
    "REGIE-031",
    "Wie niet bestaat, hoort niet meer",
    eisen=("KV-12", "VIR-160"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst namens iemand die dat mag, en namens een gebruiker die de index niet kent.",
    verwacht="Is het onderdeel er: een fout VIR-120. Is het er niet: dezelfde fout VIR-160 als wie het wel mag, woord voor woord.",
)
def onbekende_gebruiker(p: Proef) -> None:
    def een_keer(een: Vraag) -> None:
        _niet_meer(p, een, replace(een.gebruiker, gebruiker_id="bestaat-niet-in-de-toets"), "VIR-120")

    voor_elke(p, een_per_dienst(p), een_keer)


@geval(
    "REGIE-032",
    "Wie voor een ander komt, hoort niet meer",
    eisen=("R-006", "KV-11", "VIR-160"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst namens iemand die dat mag, en dezelfde vraag getekend door een "
    "partnersysteem zonder mandaat voor hem.",
    verwacht="Is het onderdeel er: een fout VIR-122. Is het er niet: dezelfde fout VIR-160 als wie het wel mag, woord voor woord.",
)
def zonder_mandaat(p: Proef) -> None:
    def een_keer(een: Vraag) -> None:
        _niet_meer(p, een, replace(een.gebruiker, partner=p.mensen.andere_partner(een.gebruiker).partner), "VIR-122")

    voor_elke(p, een_per_dienst(p), een_keer)


def _niet_meer(p: Proef, een: Vraag, door: Gebruiker, code: str) -> None:
    """Whoever may not ask is refused with this code, and hears of a module that is not there what everybody hears. Raises Gezakt."""
    mag = lees(p, een, stuur(p, een))
    mag_niet = lees(p, een, stuur(p, een, door=door))
    if mag is None or mag.code != NIET_AANGEBODEN:
        eis(mag_niet is not None and mag_niet.code == code, f"een fout met code {code}", "een antwoord, of een fout met een andere code")
        return
    gelijk = mag_niet is not None and zonder_nummer(mag_niet) == zonder_nummer(mag)
    eis(gelijk, "dezelfde fout VIR-160 als wie het wel mag, op het nummer van het incident na", "iets anders dan wie het wel mag")


def _andere_actie(een: Vraag) -> str:
    """That of the next operation of the service, or of none."""
    namen = [*VERZOEKEN[een.dienst], *(["BestaatNiet"] if een.dienst is BELEIDSDIENST else [])]
    return een.dienst.actie(namen[(namen.index(een.naam) + 1) % len(namen)])
