"""Complex types of ``xsd/typen-v1.xsd``; what they mean stands there."""

from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import ONBEPERKT, Groep, herhaald, keuze, optioneel, verplicht


class Stuurgegevens(Groep):
    """Opens every request (koppelvlak.md 2)."""

    verzenderOin = verplicht(w.Oin)
    instantieId = optioneel(w.Identificatie)
    gebruikerId = verplicht(w.Identificatie)
    rol = verplicht(w.Rol)
    kenmerk = optioneel(w.Sleutel)


class StuurgegevensAntwoord(Groep):
    """Opens every response (koppelvlak.md 2)."""

    berichtId = verplicht(w.Uuid)
    tijdstip = verplicht(w.Tijdstip)
    kenmerk = optioneel(w.Sleutel)
    versie = verplicht(w.Versie)


class Bevraging(Groep):
    """Data to find a BSN with (keuzes.md 11)."""

    geslachtsnaam = verplicht(w.Naam)
    geboortedatum = verplicht(w.Datum)
    voorvoegsel = optioneel(w.Voorvoegsel)
    voornamen = optioneel(w.Naam)
    geslacht = optioneel(w.Geslacht)
    postcode = optioneel(w.Postcode)
    huisnummer = optioneel(w.Huisnummer)


class ZonderBsn(Groep):
    """The triple of someone without a BSN (R-026)."""

    geslachtsnaam = verplicht(w.Naam)
    voorvoegsel = optioneel(w.Voorvoegsel)
    geboortedatum = verplicht(w.Datum)
    geslacht = verplicht(w.Geslacht)


class Jeugdige(Groep):
    """Who is reported: exactly one of three (R-020)."""

    bsn = keuze(w.Bsn)
    bevraging = keuze(Bevraging)
    zonderBsn = keuze(ZonderBsn)


class Contactgegevens(Groep):
    """How a reporter is reached (keuzes.md 3)."""

    naam = verplicht(w.Naam)
    functie = optioneel(w.Functie)
    locatie = optioneel(w.Locatie)
    telefoon = optioneel(w.Telefoonnummer)
    emailadres = optioneel(w.Emailadres)


class Coordinator(Groep):
    """The coordinator of an instantie (R-091)."""

    naam = verplicht(w.Naam)
    functie = optioneel(w.Functie)
    telefoon = optioneel(w.Telefoonnummer)
    emailadres = optioneel(w.Emailadres)


class Contact(Groep):
    """Another reporter (R-091)."""

    instantie = optioneel(w.Naam)
    locatie = optioneel(w.Locatie)
    naam = verplicht(w.Naam)
    functie = optioneel(w.Functie)
    telefoon = optioneel(w.Telefoonnummer)
    emailadres = optioneel(w.Emailadres)
    coordinator = optioneel(Coordinator)


class Signaal(Groep):
    """What a recipient is told (R-091, keuzes.md 18)."""

    signaalId = verplicht(w.Uuid)
    volgnummer = verplicht(w.Volgnummer)
    soort = verplicht(w.SignaalSoort)
    tijdstip = optioneel(w.Tijdstip)
    eigenMeldingId = optioneel(w.Uuid)
    betreftAndereJeugdige = optioneel(w.JaNee)
    matchsleutel = optioneel(w.Matchsleutel)
    betreftSignaalId = optioneel(w.Uuid)
    contact = herhaald(Contact, 0, ONBEPERKT)


class FoutType(Groep):
    """The one fault, element ``typ:Fout`` (koppelvlak.md 4)."""

    code = verplicht(w.Foutcode)
    omschrijving = verplicht(w.Omschrijving)
    omschrijvingEn = verplicht(w.Omschrijving)
    element = optioneel(w.Elementpad)
    incidentId = verplicht(w.Uuid)
    herhaalbaar = verplicht(w.JaNee)
