"""Twins of the samples: each differs in one thing from a valid sample, and says whether that is right."""

import re
from dataclasses import dataclass

from .validatie import VOORBEELDEN, inhoud

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@dataclass(frozen=True)
class Tweeling:
    """A sample in which the first match of ``van`` becomes ``naar``."""

    waarom: str
    voorbeeld: str
    van: str
    naar: str

    def __str__(self) -> str:
        return f"{self.voorbeeld}: {self.waarom}"

    def document(self) -> bytes:
        """The changed sample; AssertionError when there was nothing to change."""
        tekst = inhoud(VOORBEELDEN / f"{self.voorbeeld}.xml").decode()
        anders, aantal = re.subn(self.van, lambda _: self.naar, tekst, count=1, flags=re.DOTALL)
        assert aantal == 1, f"{self}: niets te veranderen"
        return anders.encode()


def waarde(voorbeeld: str, element: str, *gevallen: tuple[str, str]) -> list[Tweeling]:
    """Twins in which the content of one element is another."""
    van = rf"(?<=:{element}>)[^<]*(?=</)"
    return [Tweeling(f"{element} {waarom}", voorbeeld, van, waarde) for waarom, waarde in gevallen]


BSN = "MeldJeugdige-verzoek"
LIJST = "MeldJeugdigen-verzoek"
CONTACT = "WijzigContactgegevens-verzoek"
POSTBUS = "HaalSignalenOp-verzoek"
SIGNALEN = "HaalSignalenOp-antwoord"
REGISTRATIE = "RegistreerVerzoek-verzoek"
BESLUIT = "BeslisVerzoek-verzoek"
UIT_ARCHIEF = "VerwijderUitArchief-verzoek"
