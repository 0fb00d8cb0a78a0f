"""Every operation by itself: whoever may ask gets the answer of the contract, or hears that the module is not there."""

from verwijsindex_conformance.contractbestanden import BELEIDSDIENST, REGIEDIENST, Dienst
from verwijsindex_conformance.geval import Geval, geval
from verwijsindex_conformance.onderdeel import (
    Vraag,
    een_per_dienst,
    incident,
    lees_van_wie_mag,
    stuur,
    voor_elke,
    vraag,
)
from verwijsindex_conformance.oordeel import Gezakt, NietAangeboden, eis
from verwijsindex_conformance.proef import Proef

_KORT = 7
"""Shorter values stand in a text by chance."""


def _operatie(id: str, dienst: Dienst, naam: str, eis_id: str, titel: str) -> Geval:
    """A case about this operation."""

    def voer_uit(p: Proef) -> None:
        if dienst.naam not in p.doel.adressen:
            raise NietAangeboden(f"doel.yaml noemt geen adres van de dienst {dienst.naam}")
        een = vraag(p, dienst, naam)
        lees_van_wie_mag(p, een, stuur(p, een))

    gedaan = f"Stuurt een geldig verzoek {naam} over iets dat niet bestaat, namens iemand die dit mag vragen."
    verwacht = (
        "Een getekend antwoord volgens het schema of een fout door een regel over wat er niet is; of, als het onderdeel er niet is, een "
        "getekende fout VIR-160 met een typ:Fout, die niet herhaalbaar is."
    )
    alle = (eis_id, "R-150", "R-170")
    return geval(id, titel, eisen=alle, gedaan=gedaan, verwacht=verwacht)(voer_uit)


matches = _operatie("REGIE-001", REGIEDIENST, "RaadpleegMatches", "KV-60", "De matches van een gemeente, of VIR-160")
opvolging = _operatie("REGIE-002", REGIEDIENST, "RegistreerMatchopvolging", "KV-61", "Opvolging van een match vastleggen, of VIR-160")
terug = _operatie("REGIE-003", REGIEDIENST, "KoppelMatchTerug", "KV-62", "Zeggen wat een match opleverde, of VIR-160")
voorstel = _operatie("REGIE-004", REGIEDIENST, "StelRegisseurVoor", "KV-63", "Een regisseur voorstellen, of VIR-160")
antwoord = _operatie("REGIE-005", REGIEDIENST, "BeantwoordRegievoorstel", "KV-64", "Een voorstel beantwoorden, of VIR-160")
overdracht = _operatie("REGIE-006", REGIEDIENST, "DraagRegieOver", "KV-65", "De regie overdragen, of VIR-160")
einde = _operatie("REGIE-007", REGIEDIENST, "BeeindigRegie", "KV-66", "De regie neerleggen, of VIR-160")
escalatie = _operatie("REGIE-008", REGIEDIENST, "EscaleerMatch", "KV-67", "Een match escaleren, of VIR-160")
sluiting = _operatie("REGIE-009", REGIEDIENST, "SluitEscalatie", "KV-68", "Een escalatie sluiten, of VIR-160")
rapportage = _operatie("REGIE-010", BELEIDSDIENST, "HaalRapportageOp", "KV-38", "Een rapportage ophalen, of VIR-160")


@geval(
    "REGIE-011",
    "Elke VIR-160 heeft een eigen nummer",
    eisen=("R-170", "VIR-160"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst twee keer, elk in een eigen bericht.",
    verwacht="Zegt het doel dat het onderdeel er niet is: twee keer een incidentId, en niet hetzelfde.",
)
def eigen_nummer(p: Proef) -> None:
    def twee_keer(een: Vraag) -> None:
        fouten = [lees_van_wie_mag(p, een, stuur(p, een)) for _ in range(2)]
        nummers = [incident(fout) for fout in fouten if fout is not None]
        eis(all(nummers) and len(set(nummers)) == len(nummers), "bij elke fout een eigen incidentId", "geen, of een dat er al was")

    voor_elke(p, een_per_dienst(p), twee_keer)


@geval(
    "REGIE-012",
    "Een fout noemt niets uit de vraag",
    eisen=("R-171", "VIR-160"),
    tweeling="REGIE-001",
    gedaan="Stuurt een operatie van elke dienst en zoekt in de fout naar wat er werd gevraagd en door wie.",
    verwacht="Nergens in de fout een nummer, een gebruiker of een instantie uit het verzoek.",
)
def niets_uit_de_vraag(p: Proef) -> None:
    def zoek(een: Vraag) -> None:
        verzoek = een.verzoek()
        ontvangen = stuur(p, een)
        if lees_van_wie_mag(p, een, ontvangen) is None:
            return
        gezegd = [str(tekst) for tekst in p.gesprek.lees(ontvangen).kind.itertext()]
        waarden = {str(tekst) for tekst in verzoek.itertext() if len(str(tekst)) > _KORT}
        if any(waarde in tekst for waarde in waarden for tekst in gezegd):
            raise Gezakt("een fout zonder iets uit het verzoek", "een fout waarin een waarde uit het verzoek staat")

    voor_elke(p, een_per_dienst(p), zoek)
