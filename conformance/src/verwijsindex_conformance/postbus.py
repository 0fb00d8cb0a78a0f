"""A mailbox and a list of meldingen, as their owner reads them: page by page, everything."""

from dataclasses import dataclass

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef, veld

_HOOGSTENS_BLADZIJDEN = 1000


@dataclass(frozen=True, slots=True)
class Signaal:
    """One signaal; a field that is absent is None."""

    id: str
    volgnummer: int
    soort: str
    eigen_melding_id: str | None
    andere_jeugdige: str | None
    matchsleutel: str | None
    betreft: str | None
    contacten: tuple[etree._Element, ...]
    velden: tuple[str, ...]
    """The names of the elements that are there."""

    def namen(self) -> list[str]:
        """The names of the contacts, to compare them; never to print them."""
        return [veld(contact, "naam") for contact in self.contacten]


def eigen_melding_ids(p: Proef, melder: Gebruiker, *, hoogstens: int = 500) -> list[str]:
    """Every melding that RaadpleegEigenMeldingen gives, in order, ``hoogstens`` a page."""
    ids: list[str] = []
    cursor: str | None = None
    for _ in range(_HOOGSTENS_BLADZIJDEN):
        antwoord = p.gesprek.vraag(melder, inhoud.eigen_meldingen(melder, cursor, hoogstens))
        bladzijde = [veld(melding, "meldingId") for melding in antwoord.findall("{*}melding")]
        eis(len(bladzijde) <= hoogstens, f"hoogstens {hoogstens} meldingen op een bladzijde", str(len(bladzijde)))
        ids += bladzijde
        cursor = antwoord.findtext("{*}volgendeCursor")
        if cursor is None:
            return ids
    eis(False, "een laatste bladzijde", "steeds een volgende")
    return ids


class Postbus:
    """The mailbox of one recipient, emptied when the case opens it: what is read afterwards is new."""

    def __init__(self, p: Proef, ontvanger: Gebruiker) -> None:
        self._p = p
        self.ontvanger = ontvanger
        self.leeg()

    def haal(self, *, vanaf: int | None = None, hoogstens: int = 500) -> tuple[list[Signaal], bool]:
        """One page, and whether there is more."""
        antwoord = self._p.gesprek.vraag(self.ontvanger, inhoud.signalen(self.ontvanger, vanaf=vanaf, hoogstens=hoogstens))
        gevonden = [_signaal(element) for element in antwoord.findall("{*}signaal")]
        eis(len(gevonden) <= hoogstens, f"hoogstens {hoogstens} signalen", str(len(gevonden)))
        volgorde = [signaal.volgnummer for signaal in gevonden]
        eis(volgorde == sorted(set(volgorde)), "signalen op volgnummer", "een andere volgorde")
        return gevonden, veld(antwoord, "nogBeschikbaar") == "true"

    def nieuw(self) -> list[Signaal]:
        """Everything that waits."""
        return self.haal()[0]

    def bevestig(self, *signaal_ids: str) -> list[str]:
        """Acknowledge; the outcome per id."""
        antwoord = self._p.gesprek.vraag(self.ontvanger, inhoud.bevestiging(self.ontvanger, signaal_ids))
        resultaten = antwoord.findall("{*}resultaat")
        ids = [veld(resultaat, "signaalId") for resultaat in resultaten]
        eis(ids == list(signaal_ids), "een resultaat per id, in de volgorde van het verzoek", f"{len(ids)} resultaten, of andere")
        return [veld(resultaat, "uitkomst") for resultaat in resultaten]

    def leeg(self) -> None:
        """Acknowledge everything that waits."""
        for _ in range(_HOOGSTENS_BLADZIJDEN):
            gevonden, meer = self.haal()
            if gevonden:
                self.bevestig(*(signaal.id for signaal in gevonden))
            if not meer:
                return


def _signaal(element: etree._Element) -> Signaal:
    return Signaal(
        id=veld(element, "signaalId"),
        volgnummer=int(veld(element, "volgnummer")),
        soort=veld(element, "soort"),
        eigen_melding_id=element.findtext("{*}eigenMeldingId"),
        andere_jeugdige=element.findtext("{*}betreftAndereJeugdige"),
        matchsleutel=element.findtext("{*}matchsleutel"),
        betreft=element.findtext("{*}betreftSignaalId"),
        contacten=tuple(element.findall("{*}contact")),
        velden=tuple(etree.QName(kind).localname for kind in element),
    )
