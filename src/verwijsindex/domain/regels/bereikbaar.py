"""Jeugdwet 7.1.3.3, 7.1.4.3: how a professional is reached: what a telefoon and an emailadres look like (R-053)."""

import re
from typing import Final

from verwijsindex.domain.instantie import Contactgegevens

TELEFOON: Final = r"[+(]?[0-9]+([ ().\-]+[0-9]+)*"
EMAILADRES: Final = r"[A-Za-z0-9.!#$%&'*+/=?\^_`{|}~\-]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+"
"""As ``typen-v1.xsd`` says them; a test holds the two together."""
HOOGSTENS: Final = {"naam": 200, "functie": 100, "locatie": 200, "telefoon": 20, "emailadres": 254}
"""Longest value per field (keuzes.md 3)."""


def contactfouten(contact: Contactgegevens) -> list[str]:
    """Jeugdwet 7.1.4.3, keuzes.md 3: everything that is wrong with these contact data, in Dutch, without the data."""
    waarden = {veld: getattr(contact, veld) for veld in HOOGSTENS}
    fouten = [] if contact.naam else ["naam ontbreekt"]
    fouten += [f"{veld} is langer dan {HOOGSTENS[veld]} tekens" for veld, tekst in waarden.items() if len(tekst or "") > HOOGSTENS[veld]]
    if contact.telefoon is not None and re.fullmatch(TELEFOON, contact.telefoon) is None:
        fouten.append("telefoon is geen telefoonnummer, zoals 020-1234567")
    if contact.emailadres is not None and not is_emailadres(contact.emailadres):
        fouten.append("emailadres is geen e-mailadres zonder naam, zoals servicepunt@organisatie.nl")
    return fouten


def is_emailadres(tekst: str) -> bool:
    """Jeugdwet 7.1.4.3, keuzes.md 3: whether this can be an e-mail address, of whom mail is asked for (R-098, R-181)."""
    return re.fullmatch(EMAILADRES, tekst) is not None
