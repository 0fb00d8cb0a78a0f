"""What calls ask: frozen values that know how they are written in the contract (keuzes.md 3, 11). Their repr shows nothing of a person."""

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4


def nieuwe_sleutel() -> str:
    """A business key that nobody used before."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Stuurgegevens:
    """Who acts: a person of an instantie, in a role, through a partner system (koppelvlak.md 2)."""

    verzender_oin: str
    gebruiker: str
    instantie: str | None
    rol: str

    def velden(self) -> dict[str, object]:
        """Fields of `typ:Stuurgegevens`."""
        return {"verzenderOin": self.verzender_oin, "instantieId": self.instantie, "gebruikerId": self.gebruiker, "rol": self.rol}


@dataclass(frozen=True, slots=True, repr=False)
class Bevraging:
    """A jeugdige by the data of the person register (R-023)."""

    geslachtsnaam: str
    geboortedatum: date
    voorvoegsel: str | None = None
    voornamen: str | None = None
    geslacht: str | None = None
    postcode: str | None = None
    huisnummer: int | None = None

    def velden(self) -> dict[str, object]:
        """Fields of `bevraging`."""
        return {
            "geslachtsnaam": self.geslachtsnaam,
            "voorvoegsel": self.voorvoegsel,
            "voornamen": self.voornamen,
            "geboortedatum": self.geboortedatum,
            "geslacht": self.geslacht,
            "postcode": self.postcode,
            "huisnummer": self.huisnummer,
        }


@dataclass(frozen=True, slots=True, repr=False)
class ZonderBsn:
    """A jeugdige who has no BSN, by the data from which the verwijsindexservicenummer is derived."""

    geslachtsnaam: str
    geboortedatum: date
    geslacht: str
    voorvoegsel: str | None = None

    def velden(self) -> dict[str, object]:
        """Fields of `zonderBsn`."""
        return {
            "geslachtsnaam": self.geslachtsnaam,
            "voorvoegsel": self.voorvoegsel,
            "geboortedatum": self.geboortedatum,
            "geslacht": self.geslacht,
        }


@dataclass(frozen=True, slots=True, repr=False)
class TeMelden:
    """One jeugdige to report: by exactly one of `bsn`, `bevraging`, `zonder_bsn`. ValueError otherwise.

    `partner_melding_id` is the business key: repeating with the same one can never make a second melding (keuzes.md 1).
    """

    bsn: str | None = None
    bevraging: Bevraging | None = None
    zonder_bsn: ZonderBsn | None = None
    partner_melding_id: str = field(default_factory=nieuwe_sleutel)

    def __post_init__(self) -> None:
        if [self.bsn, self.bevraging, self.zonder_bsn].count(None) != 2:
            raise ValueError("geef precies een van bsn, bevraging en zonder_bsn")

    def velden(self) -> dict[str, object]:
        """Fields of one item of MeldJeugdige(n)."""
        return {"partnerMeldingId": self.partner_melding_id, "jeugdige": self._jeugdige()}

    def _jeugdige(self) -> dict[str, object]:
        if self.bevraging is not None:
            return {"bevraging": self.bevraging.velden()}
        if self.zonder_bsn is not None:
            return {"zonderBsn": self.zonder_bsn.velden()}
        return {"bsn": self.bsn}


@dataclass(frozen=True, slots=True, repr=False)
class Contactgegevens:
    """How others reach a meldingsbevoegde; telefoon or emailadres is needed (R-053)."""

    naam: str
    functie: str | None = None
    locatie: str | None = None
    telefoon: str | None = None
    emailadres: str | None = None

    def velden(self) -> dict[str, object]:
        """Fields of `contactgegevens`."""
        return {
            "naam": self.naam,
            "functie": self.functie,
            "locatie": self.locatie,
            "telefoon": self.telefoon,
            "emailadres": self.emailadres,
        }
