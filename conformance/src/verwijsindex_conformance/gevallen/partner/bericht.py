"""The requests of a partner system: HTTP, envelope and addressing (Digikoppeling WUS WW001, WA001, WS002)."""

from verwijsindex_conformance.geval import Geval, Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.nep.ontvangst import Controle
from verwijsindex_conformance.partnerproef import Partnerproef, verschillend

_GEDAAN = "Laat het partnersysteem de verbinding controleren en iemand melden, en leest beide verzoeken."


def _kijk(id: str, titel: str, eisen: tuple[str, ...], verwacht: str, *controles: Controle) -> Geval:
    """A case that lets the partner send two requests and makes these checks on both."""

    def voer_uit(p: Partnerproef) -> None:
        p.doe("controleer")
        p.meld()
        p.keur(*controles)

    return geval(id, titel, eisen=eisen, gedaan=_GEDAAN, verwacht=verwacht, rol=Rol.PARTNER)(voer_uit)


goed = _kijk(
    "PART-001",
    "Een verzoek voldoet aan het hele profiel en aan het koppelvlak",
    ("R-150", "R-151", "R-152", "R-155", "WB001", "WB003", "WB011", "WB013"),
    "Twee verzoeken waarop een index niets aan te merken heeft.",
    ontvangst.keur,
)
over_http = _kijk(
    "PART-002",
    "Een verzoek is een POST van XML in UTF-8",
    ("WW001", "WS006", "BP-R1012", "R-151"),
    "POST met Content-Type text/xml, zonder charset of met utf-8, zonder Content-Encoding, en bytes die UTF-8 zijn.",
    ontvangst.keur_http,
    ontvangst.keur_envelop,
)
soapaction = _kijk(
    "PART-003",
    "SOAPAction staat tussen aanhalingstekens en is leeg of gelijk aan wsa:Action",
    ("WS002", "BP-R1109", "BP-R2744"),
    "Precies één kop SOAPAction, tussen aanhalingstekens, leeg of met de wsa:Action van de operatie.",
    ontvangst.keur_soapaction,
)
envelop = _kijk(
    "PART-004",
    "Een verzoek is een gewone SOAP 1.1-envelop met één element in de Body",
    ("WW003", "WS007", "R-153", "BP-R9980", "BP-R1005", "BP-R1008", "BP-R1009", "BP-R1014"),
    "Een Header en een Body, alleen headers van WS-Addressing en WS-Security, één element van het koppelvlak in de Body, geen DTD, geen "
    "verwerkingsinstructies en geen encodingStyle.",
    ontvangst.keur_envelop,
)
actie = _kijk(
    "PART-005",
    "wsa:Action is die van de operatie",
    ("WA001", "R-152", "KV-03"),
    "In elk verzoek de wsa:Action die de WSDL bij de operatie in de Body noemt.",
    ontvangst.keur_actie,
)
bestemming = _kijk(
    "PART-006",
    "wsa:To is het adres van de dienst",
    ("WA001", "R-152"),
    "Het adres uit de WSDL of anoniem; staat er een OIN achter, dan dat van de index.",
    ontvangst.keur_to,
)


@geval(
    "PART-007",
    "Elk bericht heeft een eigen MessageID, als absolute URI",
    eisen=("WA001", "R-152"),
    gedaan="Laat het partnersysteem twee keer de verbinding controleren en een keer melden.",
    verwacht="Drie verschillende waarden van wsa:MessageID, elk een absolute URI zoals urn:uuid:.",
    rol=Rol.PARTNER,
)
def message_id(p: Partnerproef) -> None:
    p.doe("controleer")
    p.doe("controleer")
    p.meld()
    p.keur(ontvangst.keur_message_id)
    verschillend((een.verzoek.message_id for een in p.gehoord() if een.verzoek is not None), "wsa:MessageID")


retour = _kijk(
    "PART-008",
    "Het antwoord wordt alleen op dezelfde verbinding gevraagd",
    ("WA001", "R-152"),
    "wsa:ReplyTo en wsa:FaultTo ontbreken of zijn anoniem, en er is geen wsa:RelatesTo.",
    ontvangst.keur_retour,
)
afzender = _kijk(
    "PART-009",
    "De afzender is wie tekent",
    ("R-156", "KV-10", "WA001"),
    "verzenderOin is het OIN van het certificaat waarmee is getekend; noemt wsa:From een OIN, dan hetzelfde.",
    ontvangst.keur_from,
    ontvangst.keur_verzender,
)
