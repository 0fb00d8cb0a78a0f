"""What to do about every fault, in Dutch: for ``docs/foutcodes.md`` and ``verwijsindex verklaar``, which say the same."""

from typing import Final

_OPBOUW: Final = "Controleer de opbouw: SOAP 1.1, Header en Body, een element in de Body, geen DTD, binnen de grenzen."
_ACTION: Final = "Zet SOAPAction tussen aanhalingstekens, gelijk aan wsa:Action, en stuur het element dat erbij hoort."
_ANDERE_GEGEVENS: Final = "Vraag de gegevens na, en meld opnieuw. Meldt u met een bevraging: geef meer of juist minder gegevens."

RAAD: Final = {
    "DK0001": _OPBOUW,
    "DK0002": "Controleer met welk certificaat u tekent en welke OIN's in From, To en verzenderOin staan.",
    "DK0003": _ACTION,
    "DK0004": "Controleer het bericht tegen het XSD; element zegt waar het misgaat. Laat een element weg in plaats van het leeg te sturen.",
    "DK0005": "Stuur wsa:To met het adres van de dienst.",
    "DK0006": "Stuur wsa:Action zoals in de WSDL.",
    "DK0007": "Stuur een wsa:MessageID, bijvoorbeeld urn:uuid:.",
    "DK0008": "Komt alleen voor in antwoorden.",
    "DK0009": "Stuur UTF-8.",
    "DK0010": "Laat andere headers dan WS-Addressing en Security weg.",
    "DK0011": "Stuur elke header een keer; ReplyTo en FaultTo alleen anoniem.",
    "DK0051": "Wacht 1, 2, 4 ... seconden en stuur het opnieuw, met dezelfde sleutel. Blijft het: noem het incident bij de beheerder.",
    "VIR-101": "Laat het nummer controleren op de elfproef. Testnummers mogen alleen in een testomgeving.",
    "VIR-102": "Controleer het nummer. Is het goed, meld dan met een bevraging.",
    "VIR-103": _ANDERE_GEGEVENS,
    "VIR-105": "Zonder recht op het BSN (een school): gebruik bevraging. Met recht op het BSN: gebruik bsn.",
    "VIR-106": "Meld met een bevraging, of met het BSN als u dat mag gebruiken. zonderBsn is alleen voor wie geen BSN heeft.",
    "VIR-110": "Meld niet. Wie 23 is, hoort niet in de verwijsindex.",
    "VIR-111": "Controleer de geboortedatum.",
    "VIR-112": "Meld niet.",
    "VIR-120": "Controleer gebruikerId en instantieId. De instantie regelt de aanwijzing van haar medewerkers bij de beheerder.",
    "VIR-121": "De instantie regelt haar convenant met de gemeente, of haar categorie, bij de beheerder.",
    "VIR-122": "Controleer instantieId. De instantie regelt bij de beheerder dat uw systeem voor haar mag optreden.",
    "VIR-123": "Gebruik een rol die deze bewerking mag doen, en die deze gebruiker heeft.",
    "VIR-130": "Controleer meldingId, en of deze gebruiker de melding deed. Van een melding die vernietigd is, blijft niets over.",
    "VIR-131": "Niets: de melding is al weg. Werk uw eigen gegevens bij.",
    "VIR-132": "Niets: historie komt een keer, binnen dertig dagen na de melding, en alleen als het antwoord op de melding dat zei.",
    "VIR-140": "Gebruik voor een ander verzoek een nieuwe sleutel. Herhaalt u een verzoek, stuur dan precies dezelfde inhoud.",
    "VIR-150": "Wacht 1, 2, 4 ... seconden, en stuur het met een nieuw MessageID. Spreek meer af als u steeds meer nodig hebt.",
    "VIR-160": "Niets: deze omgeving biedt dit niet aan, of neemt geen nieuwe meldingen meer aan.",
    "VIR-170": "Kies verzoeker naar de leeftijd bij ontvangst: tot 12 de vertegenwoordiger, 12 tot en met 15 samen, dan de jeugdige zelf.",
    "VIR-171": "Controleer verzoekId. Over een verzoek gaat alleen het college dat het registreerde.",
    "VIR-172": "Wacht op de adviezen van de melders, of beslis met zonderAdvies; over een verzoek wordt een keer beslist.",
    "VIR-190": "Wacht 1, 2, 4 ... seconden en stuur het opnieuw, met een nieuw MessageID en dezelfde sleutel.",
    "VIR-S01": "Teken Body, Timestamp en elke WS-Addressing-header, elk met een eigen wsu:Id.",
    "VIR-S02": "Gebruik RSA met SHA-256 en Exclusive C14N.",
    "VIR-S03": "Verwijs rechtstreeks naar het BinarySecurityToken in het bericht.",
    "VIR-S04": "Controleer geldigheid, keten en OIN van uw certificaat. De index zegt niet wat er mis is.",
    "VIR-S05": "Teken opnieuw; verander daarna niets meer aan het bericht.",
    "VIR-S06": "Zet uw klok gelijk; Created is hoogstens 5 minuten oud.",
    "VIR-S07": "Een herhaling heeft een nieuw MessageID en een nieuwe handtekening nodig.",
}
"""Per code what who got it can do."""
