"""Every way a rule says no: one class each, with its code and texts (koppelvlak.md 4).

A ``Weigering`` is an answer, not a defect: nothing was changed and the caller is told why. It never
repeats a value that was sent (R-171). Our own defects are ordinary exceptions and never come from here.
"""

from typing import ClassVar


class Weigering(Exception):
    """A rule says no. ``element`` names the offending element of the request, never its value."""

    code: ClassVar[str]
    omschrijving: ClassVar[str]
    omschrijving_en: ClassVar[str]
    herhaalbaar: ClassVar[bool] = False

    def __init__(self, element: str | None = None) -> None:
        super().__init__(self.code)
        self.element = element

    @property
    def uitkomst(self) -> str:
        """What the logboek says of it: the code, unless the case needs looking into."""
        return self.code


class ElementOnjuist(Weigering):
    """The schema cannot express it, but the element is missing or wrong (keuzes.md 3)."""

    code = "DK0004"
    omschrijving = "Het bericht voldoet niet aan de beschrijving van het koppelvlak."
    omschrijving_en = "The message does not conform to the contract."


class VerzenderOnjuist(Weigering):
    """``verzenderOin`` is not the OIN of the signing certificate (R-156)."""

    code = "DK0002"
    omschrijving = "De verzender in het bericht is niet de organisatie die het bericht heeft getekend."
    omschrijving_en = "The sender in the message is not the organisation that signed it."


class BsnOngeldig(Weigering):
    """Not nine digits that pass the eleven-test (R-021)."""

    code = "VIR-101"
    omschrijving = "Het burgerservicenummer is ongeldig."
    omschrijving_en = "The citizen service number is invalid."


class BsnOnbekend(Weigering):
    """The register does not know the number, or not as one current person (R-022)."""

    code = "VIR-102"
    omschrijving = "Het burgerservicenummer is niet bekend in het personenregister."
    omschrijving_en = "The citizen service number is unknown in the register of persons."


class BsnDubbel(BsnOnbekend):
    """Several register entries bear the number: to the caller unknown, to the operator an incident (keuzes.md 12)."""

    @property
    def uitkomst(self) -> str:
        """The code, and the incident."""
        return f"{self.code} BSN_DUBBEL"


class NietGevonden(Weigering):
    """A bevraging finds none or several (R-025)."""

    code = "VIR-103"
    omschrijving = "Met deze gegevens is niet precies een jeugdige gevonden die gemeld kan worden."
    omschrijving_en = "These data do not identify exactly one young person who can be reported."


class NietGevondenDubbel(NietGevonden):
    """Found by a bevraging, but several entries bear his number: an incident to the operator only (keuzes.md 12)."""

    @property
    def uitkomst(self) -> str:
        """The code, and the incident."""
        return f"{self.code} BSN_DUBBEL"


class BsnNietToegestaan(Weigering):
    """The reporter may not use the BSN, or must (R-023)."""

    code = "VIR-105"
    omschrijving = "Deze wijze van identificeren is voor deze meldingsbevoegde niet toegestaan."
    omschrijving_en = "This reporter may not use this way of identification."


class HeeftBsn(Weigering):
    """The person has a BSN; the route without BSN is closed (R-030)."""

    code = "VIR-106"
    omschrijving = "De jeugdige heeft een burgerservicenummer; meld met een bevraging of met het nummer."
    omschrijving_en = "The young person has a citizen service number; report by query or by number."


class TeOud(Weigering):
    """23 or older (R-040)."""

    code = "VIR-110"
    omschrijving = "De persoon is 23 jaar of ouder en kan niet meer worden gemeld."
    omschrijving_en = "The person is 23 or older and can no longer be reported."


class GeboortedatumOnbruikbaar(Weigering):
    """Birth date in the future, unknown or unusable (R-032, R-042)."""

    code = "VIR-111"
    omschrijving = "De geboortedatum ligt in de toekomst of is onbruikbaar."
    omschrijving_en = "The date of birth lies in the future or is unusable."


class Overleden(Weigering):
    """The person has died (R-044)."""

    code = "VIR-112"
    omschrijving = "De persoon is overleden en kan niet worden gemeld."
    omschrijving_en = "The person has died and cannot be reported."


class GebruikerOnbekend(Weigering):
    """Meldingsbevoegde unknown, of another instantie, or appointment not in force (R-001)."""

    code = "VIR-120"
    omschrijving = "De gebruiker is niet bekend bij deze instantie of zijn aanwijzing is niet van kracht."
    omschrijving_en = "The user is unknown at this organisation or the appointment is not in force."


class NietAangewezen(Weigering):
    """Category not designated, or no convenant in force (R-001)."""

    code = "VIR-121"
    omschrijving = "De instantie is niet aangewezen of er is geen convenant van kracht."
    omschrijving_en = "The organisation is not designated or no agreement is in force."


class GeenMandaat(Weigering):
    """The partner system has no mandate for whom it acts (R-006)."""

    code = "VIR-122"
    omschrijving = "Het partnersysteem heeft geen mandaat om hiervoor op te treden."
    omschrijving_en = "The partner system has no mandate to act here."


class RolGeeftDitRechtNiet(Weigering):
    """The role used does not give this right (R-007)."""

    code = "VIR-123"
    omschrijving = "De gebruikte rol geeft dit recht niet."
    omschrijving_en = "The role used does not give this right."


class MeldingOnbekend(Weigering):
    """Unknown or not the caller's: one text for both (R-100)."""

    code = "VIR-130"
    omschrijving = "De melding is niet bekend of is niet van deze meldingsbevoegde of dit college."
    omschrijving_en = "The report is unknown or does not belong to this reporter or municipality."


class MeldingAlVerwijderd(Weigering):
    """Already removed and in the archive (keuzes.md 29)."""

    code = "VIR-131"
    omschrijving = "De melding is al verwijderd."
    omschrijving_en = "The report has already been removed."


class HistorieNietBeschikbaar(Weigering):
    """Historie already handed out, lapsed, or none (R-104, keuzes.md 28)."""

    code = "VIR-132"
    omschrijving = "Er is geen historie beschikbaar bij deze melding."
    omschrijving_en = "No history is available for this report."


class SleutelMetAndereInhoud(Weigering):
    """A business key came again with other content (R-158)."""

    code = "VIR-140"
    omschrijving = "Dit kenmerk van de partner is al gebruikt voor een verzoek met andere inhoud."
    omschrijving_en = "This partner key was already used for a request with other content."


class NietAangeboden(Weigering):
    """Module or way of identification not enabled here (keuzes.md 43)."""

    code = "VIR-160"
    omschrijving = "Dit onderdeel wordt hier niet aangeboden."
    omschrijving_en = "This module is not enabled here."


class VerkeerdeVerzoeker(Weigering):
    """At this age somebody else must ask, or they must ask jointly (Jeugdwet 7.1.5.1(2), R-132)."""

    code = "VIR-170"
    omschrijving = "Bij de leeftijd van deze jeugdige hoort een andere verzoeker."
    omschrijving_en = "At the age of this young person the request must be made by another."


class VerzoekOnbekend(Weigering):
    """Unknown, of another college, or not about this melding: one text for all (R-131)."""

    code = "VIR-171"
    omschrijving = "Het verzoek is niet bekend of is niet van dit college."
    omschrijving_en = "The request is unknown or does not belong to this municipality."


class BesluitKanNiet(Weigering):
    """Decided already, advice missing, or a decision that does not fit the request (R-135, R-136, R-138)."""

    code = "VIR-172"
    omschrijving = "Dit besluit kan niet: er is al beslist, er ontbreekt een advies, of het past niet bij dit verzoek."
    omschrijving_en = "This decision is not possible: there is one already, advice is missing, or it does not fit the request."


class RegisterOnbereikbaar(Weigering):
    """The person register did not answer: nothing stored, repeat later (R-172)."""

    code = "VIR-190"
    omschrijving = "Het personenregister is niet bereikbaar. Er is niets opgeslagen; herhaal het verzoek later."
    omschrijving_en = "The register of persons cannot be reached. Nothing was stored; repeat the request later."
    herhaalbaar = True


ALLE: tuple[type[Weigering], ...] = tuple(Weigering.__subclasses__())
"""Every refusal, for the fault table, the contract's code list and the docs."""
