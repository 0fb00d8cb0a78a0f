"""Types of ``xsd/rechten-v1.xsd``: requests and responses of RechtenService_v1."""

from spyne import Unicode

from verwijsindex.contract import namespaces as ns
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import ONBEPERKT, Groep, herhaald, keuze, optioneel, verplicht, waarde

VerzoekSoort = waarde(Unicode, "VerzoekSoort", ns.RECHTEN, values=("INZAGE", "CORRECTIE", "WISSING", "BEZWAAR", "BEPERKING"))
Verzoeker = waarde(Unicode, "Verzoeker", ns.RECHTEN, values=("VERTEGENWOORDIGER", "GEZAMENLIJK", "JEUGDIGE"))
BetrokkenStatus = waarde(Unicode, "BetrokkenStatus", ns.RECHTEN, values=("ACTIEF", "BEPERKT", "GEARCHIVEERD"))
AdviesSoort = waarde(Unicode, "AdviesSoort", ns.RECHTEN, values=("HANDHAVEN", "VERWIJDEREN", "BEPERKEN"))
Besluit = waarde(Unicode, "Besluit", ns.RECHTEN, values=("TOEGEWEZEN", "AFGEWEZEN", "VERLENGD", "OPGEHEVEN"))
Gevolg = waarde(Unicode, "Gevolg", ns.RECHTEN, values=("VERNIETIGD", "BEPERKT", "BEPERKING_OPGEHEVEN", "ONGEWIJZIGD"))
VerstrekkingSoort = waarde(
    Unicode,
    "VerstrekkingSoort",
    ns.RECHTEN,
    values=("ZELFDE_JEUGDIGE", "GEZIN", "VERHUIZING", "INGETROKKEN", "VERLOOPT", "HISTORIE"),
)
Logwoord = waarde(Unicode, "Logwoord", ns.RECHTEN, min_len=1, max_len=64, pattern=r"[A-Za-z0-9_.\-]+( [A-Za-z0-9_.\-]+)*")


class RechtenGroep(Groep):
    """Base of the types in the namespace of this service."""

    __namespace__ = ns.RECHTEN


class BetrokkenJeugdige(RechtenGroep):
    """Whom a request is about: exactly one of two."""

    bsn = keuze(w.Bsn)
    zonderBsn = keuze(t.ZonderBsn)


class RegistreerVerzoekVerzoek(RechtenGroep):
    """Request of RegistreerVerzoek."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    soort = verplicht(VerzoekSoort)
    jeugdige = verplicht(BetrokkenJeugdige)
    verzoeker = verplicht(Verzoeker)
    kenmerk = verplicht(w.Sleutel)
    ontvangenOp = verplicht(w.Datum)
    blokkeren = optioneel(w.JaNee)


class BetrokkenMelding(RechtenGroep):
    """One melding that a request is about, and whom to ask for advice."""

    meldingId = verplicht(w.Uuid)
    status = verplicht(BetrokkenStatus)
    contact = verplicht(t.Contact)


class RegistreerVerzoekAntwoord(RechtenGroep):
    """Response of RegistreerVerzoek."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    verzoekId = verplicht(w.Uuid)
    uitersteDag = verplicht(w.Datum)
    betrokken = herhaald(BetrokkenMelding, 0, ONBEPERKT)


class GeefAdviesVerzoek(RechtenGroep):
    """Request of GeefAdvies."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    verzoekId = verplicht(w.Uuid)
    meldingId = verplicht(w.Uuid)
    advies = verplicht(AdviesSoort)


class GeefAdviesAntwoord(RechtenGroep):
    """Response of GeefAdvies."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    gegevenOp = verplicht(w.Tijdstip)


class BeslisVerzoekVerzoek(RechtenGroep):
    """Request of BeslisVerzoek."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    verzoekId = verplicht(w.Uuid)
    besluit = verplicht(Besluit)
    kenmerk = verplicht(w.Sleutel)
    datum = verplicht(w.Datum)
    functionarisId = verplicht(w.Identificatie)
    zonderAdvies = optioneel(w.JaNee)
    meldingId = herhaald(w.Uuid, 0, 500)


class GevolgPerMelding(RechtenGroep):
    """What a decision did to one melding."""

    meldingId = verplicht(w.Uuid)
    gevolg = verplicht(Gevolg)


class BeslisVerzoekAntwoord(RechtenGroep):
    """Response of BeslisVerzoek."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    uitersteDag = verplicht(w.Datum)
    resultaat = herhaald(GevolgPerMelding, 0, ONBEPERKT)


class GeefInzageVerzoek(RechtenGroep):
    """Request of GeefInzage."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    verzoekId = verplicht(w.Uuid)


class Professional(RechtenGroep):
    """Somebody of an instantie or a gemeente, as the index knows him now."""

    instantie = optioneel(w.Naam)
    gemeentecode = optioneel(w.Gemeentecode)
    locatie = optioneel(w.Locatie)
    naam = verplicht(w.Naam)
    functie = optioneel(w.Functie)
    telefoon = optioneel(w.Telefoonnummer)
    emailadres = optioneel(w.Emailadres)


class VerstrekteMelding(RechtenGroep):
    """Somebody who was told of a melding."""

    aan = optioneel(Professional)
    soort = verplicht(VerstrekkingSoort)
    op = optioneel(w.Tijdstip)
    opgehaaldOp = optioneel(w.Tijdstip)


class IngezienMelding(RechtenGroep):
    """A melding as the jeugdige is shown it."""

    meldingId = verplicht(w.Uuid)
    status = verplicht(BetrokkenStatus)
    melder = verplicht(Professional)
    coordinator = optioneel(Professional)
    meldmoment = verplicht(w.Tijdstip)
    verwijderdatum = verplicht(w.Datum)
    gearchiveerdTot = optioneel(w.Datum)
    verstrekt = herhaald(VerstrekteMelding, 0, ONBEPERKT)


class Ingezien(RechtenGroep):
    """Somebody who looked."""

    op = verplicht(w.Tijdstip)
    rol = verplicht(Logwoord)
    gebeurtenis = verplicht(Logwoord)
    wie = optioneel(Professional)
    zaak = optioneel(w.Sleutel)


class GeefInzageAntwoord(RechtenGroep):
    """Response of GeefInzage."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    verzoekId = verplicht(w.Uuid)
    kenmerk = verplicht(w.Sleutel)
    op = verplicht(w.Tijdstip)
    melding = herhaald(IngezienMelding, 0, ONBEPERKT)
    ingezien = herhaald(Ingezien, 0, ONBEPERKT)


class ArchiefAanduiding(RechtenGroep):
    """What must leave the archive: exactly one of three."""

    meldingId = keuze(w.Uuid)
    bsn = keuze(w.Bsn)
    zonderBsn = keuze(t.ZonderBsn)


class VerwijderUitArchiefVerzoek(RechtenGroep):
    """Request of VerwijderUitArchief."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    archief = verplicht(ArchiefAanduiding)
    kenmerk = verplicht(w.Sleutel)
    datum = verplicht(w.Datum)
    functionarisId = verplicht(w.Identificatie)


class VerwijderUitArchiefAntwoord(RechtenGroep):
    """Response of VerwijderUitArchief."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    meldingId = herhaald(w.Uuid, 0, ONBEPERKT)
