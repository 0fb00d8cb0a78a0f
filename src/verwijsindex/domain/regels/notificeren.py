"""R-072, R-093, R-098, R-173: who gets an e-mail that something is ready, when again, and when we stop trying (keuzes.md 8, 10, 23)."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from verwijsindex.domain.instantie import Gebruiker, Rol
from verwijsindex.domain.notificatie import Hapering
from verwijsindex.domain.signaal import NieuwSignaal, Ontvanger, OntvangerSoort

EERSTE_PAUZES: Final = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
PAUZE: Final = timedelta(hours=1)
BEWAAR: Final = timedelta(days=7)
"""How long a notice that cannot be sent is tried, at least (R-173)."""
HOOGSTENS: Final = len(EERSTE_PAUZES) + BEWAAR // PAUZE
"""After so many failures we stop."""

VOORGOED: Final = frozenset({Hapering.GEEN_ADRES, Hapering.NIEMAND, Hapering.ADRES_ONJUIST, Hapering.ADRES_GEWEIGERD})
VAN_DEZE_MAIL: Final = VOORGOED | {Hapering.UITGESTELD, Hapering.BERICHT_GEWEIGERD}
"""Anything else concerns the mail server: the next mail would fare no better."""


def nieuws(signaal: NieuwSignaal) -> tuple[str, ...]:
    """R-072: the meldingen of others that this signaal brings to its recipient's notice: what triggered it, or all when that is his own."""
    return (signaal.aanleiding,) if signaal.aanleiding in signaal.contacten else signaal.contacten


def vraagt_mail(signaal: NieuwSignaal, van_collegas: Collection[str]) -> bool:
    """R-072: whether the recipient is e-mailed; not when all the news is of colleagues and their instantie wants no mail about those.

    ``van_collegas`` are the meldingen of such colleagues of his. A gemeente has none, and what names nobody is always mailed (R-065).
    """
    nieuw = nieuws(signaal)
    return not nieuw or any(melding_id not in van_collegas for melding_id in nieuw)


def bus_van(gebruiker: Gebruiker) -> Ontvanger | None:
    """R-093, keuzes.md 9: the one mailbox in which he finds all that he is told.

    None for who opens those of colleagues too (R-005), and for who is also told of the terms of a college (R-136).
    """
    if gebruiker.terugval or Rol.COLLEGE in gebruiker.rollen:
        return None
    if Rol.MELDER in gebruiker.rollen:
        return Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, gebruiker.id)
    if Rol.REGIEVOERDER in gebruiker.rollen and gebruiker.gemeentecode is not None:
        return Ontvanger(OntvangerSoort.GEMEENTE, gebruiker.gemeentecode)
    return None


def pauze(mislukt: int) -> timedelta | None:
    """R-173: how long to wait after this many failures: longer and longer, then every hour; None when seven days were not enough."""
    if mislukt > HOOGSTENS:
        return None
    return EERSTE_PAUZES[mislukt - 1] if mislukt <= len(EERSTE_PAUZES) else PAUZE
