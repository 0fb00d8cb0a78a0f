"""The profiles that the instanties of the sandbox drew up (R-180): invented, and as short as a real one may be."""

from typing import Final

from verwijsindex.domain.instantie import Categorieen, Contactgegevens, Domein, Instantie
from verwijsindex.domain.organisatie import Organisatieprofiel

_DOELGROEP: Final = {
    Domein.JEUGDHULP: "Jeugdigen die hulp krijgen of daarvoor zijn aangemeld, en hun gezin.",
    Domein.JEUGDGEZONDHEIDSZORG: "Alle jeugdigen in de regio, van geboorte tot achttien jaar.",
    Domein.GEZONDHEIDSZORG: "Jeugdigen die bij ons in behandeling of in zorg zijn.",
    Domein.ONDERWIJS: "Onze leerlingen.",
    Domein.MAATSCHAPPELIJKE_ONDERSTEUNING: "Jeugdigen in gezinnen die ondersteuning krijgen.",
    Domein.WERK_EN_INKOMEN: "Jongeren met schulden, en kinderen in een huishouden met schulden.",
    Domein.POLITIE_EN_JUSTITIE: "Jeugdigen met wie wij in ons werk in aanraking komen.",
}


def profiel_van(instantie: Instantie, nummer: int, categorieen: Categorieen) -> Organisatieprofiel:
    """The profile of one instantie; the ``nummer``-th desk has its own telefoon."""
    return Organisatieprofiel(
        privacyprotocol="Privacyprotocol verwijsindex, versie 1, vastgesteld door het bestuur.",
        doelgroep=_DOELGROEP[categorieen[instantie.categorie].domein],
        signaleringscriteria="Een professional meldt als hij redelijkerwijs een risico vermoedt dat de Jeugdwet in artikel 7.1.4.1 noemt.",
        procedures="Werkinstructie melden, ophalen en intrekken; een collega kijkt bij een eerste melding mee.",
        zorgcoordinatie="Wie het langst betrokken is, neemt binnen vijf werkdagen contact op; daarna spreken wij af wie coordineert.",
        contact=Contactgegevens(
            f"Servicepunt {instantie.naam}", telefoon=f"070-5559{nummer:03d}", emailadres=f"servicepunt@{instantie.id}.example.nl"
        ),
    )
