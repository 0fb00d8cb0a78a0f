"""What several letters say in the same words: the frame, and the ways to disagree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from verwijsindex.brieven.brief import Alinea, Brief, Deel, Kop, Lijst
from verwijsindex.brieven.woorden import AAN, gemeente, met_hoofdletter
from verwijsindex.domain.verzoek import Rechtenverzoek

_GEMEENTE: Final = r"^[Gg]emeente\s+"


@dataclass(frozen=True, slots=True)
class Briefhoofd:
    """What the index does not know and the college says: its name, the day of the letter, a text of its own, who signs."""

    datum: date
    gemeentenaam: str | None = None
    """``Veldwijk`` or ``Gemeente Veldwijk``; without it the letter names the code of the gemeente."""
    toelichting: str | None = None
    """Why it takes longer, or why it was decided so; never stored (R-051)."""
    ondertekenaar: str | None = None
    """Name and function of who signs; empty leaves room for it."""

    def van(self, verzoek: Rechtenverzoek) -> str:
        """The gemeente, as a reader knows it."""
        if self.gemeentenaam is None:
            return gemeente(verzoek.gemeentecode)
        return f"gemeente {re.sub(_GEMEENTE, '', self.gemeentenaam)}"


def maak(verzoek: Rechtenverzoek, hoofd: Briefhoofd, onderwerp: str, delen: Sequence[Deel]) -> Brief:
    """The letter around these parts."""
    college = f"het college van burgemeester en wethouders van de {hoofd.van(verzoek)}"
    return Brief(
        onderwerp=onderwerp,
        aan=AAN[verzoek.verzoeker],
        afzender=met_hoofdletter(college),
        datum=hoofd.datum,
        kenmerk=verzoek.kenmerk,
        delen=(Alinea("Geachte heer, mevrouw,"), *delen),
        ondertekening=("Met vriendelijke groet,", f"namens {college}", hoofd.ondertekenaar or ""),
    )


def bezwaar() -> tuple[Deel, ...]:
    """UAVG 34, Awb 6:4, 6:5, 6:7: a decision on such a request can be objected to within six weeks; AVG 77: or a complaint made."""
    return (
        Kop("Bent u het niet eens met dit besluit?"),
        Alinea(
            "U kunt bezwaar maken. Doe dat binnen zes weken na de dag waarop wij deze brief hebben verstuurd. Schrijf een brief aan het "
            "college van burgemeester en wethouders van onze gemeente. Zet daarin:"
        ),
        Lijst(
            (
                "uw naam en adres;",
                "de datum waarop u uw bezwaar schrijft;",
                "het kenmerk van deze brief;",
                "waarom u het niet eens bent met ons besluit;",
                "uw handtekening.",
            )
        ),
        *klacht("Vindt u dat wij niet goed omgaan met persoonsgegevens?", "kunt u ook"),
    )


def klacht(aanleiding: str, dan: str = "kunt u") -> tuple[Deel, ...]:
    """AVG 77, 12(4): who supervises, and how he is reached."""
    return (
        Alinea(
            f"{aanleiding} Dan {dan} een klacht indienen bij de Autoriteit Persoonsgegevens. Dat kan op "
            "autoriteitpersoonsgegevens.nl of per post: Postbus 93374, 2509 AJ Den Haag."
        ),
    )


def vragen() -> tuple[Deel, ...]:
    """How to reach the college: its own letterhead says where."""
    return (Kop("Heeft u vragen?"), Alinea("Neem dan contact op met onze gemeente. Noem het kenmerk dat boven deze brief staat."))
