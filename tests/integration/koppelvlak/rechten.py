"""What a college asks, in the words of the ring."""

from dataclasses import dataclass
from typing import Any

from . import verzoeken
from .antwoord import Antwoord, Fout
from .index import Index
from .personen import bsn
from .wie import COLLEGE, GGD, Wie

VANDAAG = "2026-03-02"
GEZAMENLIJK, VERTEGENWOORDIGER, JEUGDIGE = "GEZAMENLIJK", "VERTEGENWOORDIGER", "JEUGDIGE"


@dataclass(repr=False)
class College:
    """A college, as one of its officers speaks for it."""

    index: Index
    wie: Wie = COLLEGE

    # Requests, as text

    def registratie(
        self,
        soort: str = "BEZWAAR",
        over: str = "enig",
        verzoeker: str = GEZAMENLIJK,
        ontvangen: str = VANDAAG,
        sleutel: str | None = None,
        *,
        blokkeren: bool | None = None,
    ) -> str:
        """``over`` is one of the persons, by his name in `personen`, or what stands in the jeugdige element."""
        wat = over if over.startswith("<") else verzoeken.op_bsn(over if over.isdigit() and len(over) == 9 else bsn(over))
        vast = (self.wie, sleutel or self.index.sleutel(), soort, wat, verzoeker, ontvangen)
        return verzoeken.registreer_verzoek(*vast, blokkeren=blokkeren)

    def besluit(
        self,
        verzoek_id: str,
        besluit: str,
        meldingen: list[str] | None = None,
        datum: str = VANDAAG,
        sleutel: str | None = None,
        **anders: Any,
    ) -> str:
        vast = {"functionaris": self.wie.gebruiker} | anders
        return verzoeken.beslis_verzoek(self.wie, sleutel or self.index.sleutel(), verzoek_id, besluit, datum, meldingen, **vast)

    # What must succeed

    def registreer(self, *wat: str, **anders: Any) -> Antwoord:
        return self.index.goed(self.wie, "RegistreerVerzoek", self.registratie(*wat, **anders))

    def beslis(self, verzoek_id: str, besluit: str, *wat: Any, **anders: Any) -> dict[str, str]:
        """What became of each melding."""
        antwoord = self.index.goed(self.wie, "BeslisVerzoek", self.besluit(verzoek_id, besluit, *wat, **anders))
        return dict(zip(antwoord.teksten("meldingId"), antwoord.teksten("gevolg"), strict=True))

    def inzage(self, verzoek_id: str, sleutel: str | None = None) -> Antwoord:
        body = verzoeken.geef_inzage(self.wie, sleutel or self.index.sleutel(), verzoek_id)
        return self.index.goed(self.wie, "GeefInzage", body)

    def uit_archief(self, archief: str, datum: str = VANDAAG, sleutel: str | None = None) -> list[str]:
        return self.index.goed(self.wie, "VerwijderUitArchief", self.archiefverzoek(archief, datum, sleutel)).teksten("meldingId")

    def archiefverzoek(self, archief: str, datum: str = VANDAAG, sleutel: str | None = None) -> str:
        sleutel = sleutel or self.index.sleutel()
        return verzoeken.verwijder_uit_archief(self.wie, sleutel, archief, datum, self.wie.gebruiker)

    # What must be refused

    def registreer_fout(self, *wat: str, **anders: Any) -> Fout:
        return self.index.fout(self.wie, "RegistreerVerzoek", self.registratie(*wat, **anders))

    def beslis_fout(self, verzoek_id: str, besluit: str, *wat: Any, **anders: Any) -> Fout:
        return self.index.fout(self.wie, "BeslisVerzoek", self.besluit(verzoek_id, besluit, *wat, **anders))

    def inzage_fout(self, verzoek_id: str, sleutel: str | None = None) -> Fout:
        body = verzoeken.geef_inzage(self.wie, sleutel or self.index.sleutel(), verzoek_id)
        return self.index.fout(self.wie, "GeefInzage", body)

    def uit_archief_fout(self, archief: str, datum: str = VANDAAG) -> Fout:
        return self.index.fout(self.wie, "VerwijderUitArchief", self.archiefverzoek(archief, datum))


def adviseer(index: Index, wie: Wie, verzoek_id: str, melding_id: str, advies: str = "HANDHAVEN", sleutel: str | None = None) -> Antwoord:
    body = verzoeken.geef_advies(wie, sleutel or index.sleutel(), verzoek_id, melding_id, advies)
    return index.goed(wie, "GeefAdvies", body)


def adviseer_fout(index: Index, wie: Wie, verzoek_id: str, melding_id: str) -> Fout:
    return index.fout(wie, "GeefAdvies", verzoeken.geef_advies(wie, index.sleutel(), verzoek_id, melding_id, "HANDHAVEN"))


def staat(index: Index, wie: Wie = GGD) -> dict[str, str]:
    """How the reporter's own meldingen are, by id."""
    eigen = index.eigen(wie)
    return dict(zip(eigen.teksten("meldingId"), eigen.teksten("status"), strict=True))


def gebeurd(index: Index, *namen: str) -> list[dict[str, Any]]:
    """The lines of the logboek with these events."""
    return [regel for regel in index.logboek() if regel["gebeurtenis"] in namen]
