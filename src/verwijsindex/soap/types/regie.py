"""Types of ``xsd/regie-v1.xsd``: requests and responses of RegieService_v1."""

from spyne import Unicode
from spyne.model.primitive import Int

from verwijsindex.contract import namespaces as ns
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import ONBEPERKT, Groep, herhaald, optioneel, verplicht, waarde

MatchSoort = waarde(Unicode, "MatchSoort", ns.REGIE, values=("ZELFDE_JEUGDIGE", "GEZIN"))
Uitkomst = waarde(Unicode, "Uitkomst", ns.REGIE, values=("CONTACT_GELEGD", "AL_IN_CONTACT", "AFGESTEMD", "NIET_RELEVANT"))
Voorstelantwoord = waarde(Unicode, "Voorstelantwoord", ns.REGIE, values=("AANVAARD", "AFGEWEZEN"))
Escalatiegrond = waarde(
    Unicode, "Escalatiegrond", ns.REGIE, values=("GEEN_REACTIE", "GEEN_REGISSEUR", "GEEN_OVEREENSTEMMING", "TERMIJN_VERSTREKEN")
)
Escalatieuitkomst = waarde(Unicode, "Escalatieuitkomst", ns.REGIE, values=("OPGELOST", "INGETROKKEN", "NIET_OPGELOST"))
Escalatieniveau = waarde(Int, "Escalatieniveau", ns.REGIE, ge=1, le=9, pattern="[1-9]")


class RegieGroep(Groep):
    """Base of the types in the namespace of this service."""

    __namespace__ = ns.REGIE


class Betrokkene(RegieGroep):
    """A reporter in a match."""

    betrokkeneId = verplicht(w.Uuid)
    contact = verplicht(t.Contact)
    uitkomst = optioneel(Uitkomst)


class EerdereRegie(RegieGroep):
    """Who coordinated before."""

    betrokkeneId = verplicht(w.Uuid)
    van = verplicht(w.Datum)
    tot = verplicht(w.Datum)


class Opvolging(RegieGroep):
    """A check by the regievoerder."""

    contactGelegd = verplicht(w.JaNee)
    datum = verplicht(w.Datum)


class Escalatie(RegieGroep):
    """A match that is stuck, on a step of the ladder."""

    escalatieId = verplicht(w.Uuid)
    niveau = verplicht(Escalatieniveau)
    grond = verplicht(Escalatiegrond)
    sinds = verplicht(w.Datum)
    uitersteDag = optioneel(w.Datum)
    beslisser = optioneel(t.Contact)


class Voorstel(RegieGroep):
    """A proposed regisseur."""

    voorstelId = verplicht(w.Uuid)
    betrokkeneId = verplicht(w.Uuid)
    antwoordVoor = verplicht(w.Datum)


class Regie(RegieGroep):
    """Who coordinates, and who did before."""

    betrokkeneId = verplicht(w.Uuid)
    sinds = verplicht(w.Datum)
    eerder = herhaald(EerdereRegie, 0, ONBEPERKT)


class Matchstand(RegieGroep):
    """How a match stands, as everyone in it sees it."""

    betrokkene = herhaald(Betrokkene, 1, ONBEPERKT)
    regie = optioneel(Regie)
    voorstel = optioneel(Voorstel)
    escalatie = optioneel(Escalatie)


class Match(RegieGroep):
    """A match, without anything about the jeugdige."""

    matchId = verplicht(w.Uuid)
    soort = verplicht(MatchSoort)
    ontstaanOp = verplicht(w.Datum)
    uitersteDag = verplicht(w.Datum)
    betrokkene = herhaald(Betrokkene, 2, ONBEPERKT)
    regie = optioneel(Regie)
    opvolging = optioneel(Opvolging)
    escalatie = optioneel(Escalatie)


class RaadpleegMatchesVerzoek(RegieGroep):
    """Request of RaadpleegMatches."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    vanafCursor = optioneel(w.Cursor)
    maxAantal = verplicht(w.MaxAantal)


class RaadpleegMatchesAntwoord(RegieGroep):
    """Response of RaadpleegMatches."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    match = herhaald(Match, 0, 500)
    volgendeCursor = optioneel(w.Cursor)


class RegistreerMatchopvolgingVerzoek(RegieGroep):
    """Request of RegistreerMatchopvolging."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    matchId = verplicht(w.Uuid)
    contactGelegd = verplicht(w.JaNee)
    datum = verplicht(w.Datum)


class RegistreerMatchopvolgingAntwoord(RegieGroep):
    """Response of RegistreerMatchopvolging."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    vastgelegdOp = verplicht(w.Tijdstip)
    zichtbaarTot = verplicht(w.Datum)


class KoppelMatchTerugVerzoek(RegieGroep):
    """Request of KoppelMatchTerug."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = verplicht(w.Uuid)
    uitkomst = verplicht(Uitkomst)


class KoppelMatchTerugAntwoord(RegieGroep):
    """Response of KoppelMatchTerug."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    vastgelegdOp = verplicht(w.Tijdstip)
    stand = verplicht(Matchstand)


class StelRegisseurVoorVerzoek(RegieGroep):
    """Request of StelRegisseurVoor."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = verplicht(w.Uuid)
    betrokkeneId = optioneel(w.Uuid)


class StelRegisseurVoorAntwoord(RegieGroep):
    """Response of StelRegisseurVoor."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    voorstelId = verplicht(w.Uuid)
    antwoordVoor = verplicht(w.Datum)
    stand = verplicht(Matchstand)


class BeantwoordRegievoorstelVerzoek(RegieGroep):
    """Request of BeantwoordRegievoorstel."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    voorstelId = verplicht(w.Uuid)
    antwoord = verplicht(Voorstelantwoord)


class BeantwoordRegievoorstelAntwoord(RegieGroep):
    """Response of BeantwoordRegievoorstel."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    vastgelegdOp = verplicht(w.Tijdstip)
    stand = verplicht(Matchstand)


class DraagRegieOverVerzoek(RegieGroep):
    """Request of DraagRegieOver."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = verplicht(w.Uuid)
    betrokkeneId = verplicht(w.Uuid)


class DraagRegieOverAntwoord(RegieGroep):
    """Response of DraagRegieOver."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    voorstelId = verplicht(w.Uuid)
    antwoordVoor = verplicht(w.Datum)
    stand = verplicht(Matchstand)


class BeeindigRegieVerzoek(RegieGroep):
    """Request of BeeindigRegie."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = verplicht(w.Uuid)


class BeeindigRegieAntwoord(RegieGroep):
    """Response of BeeindigRegie."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    vastgelegdOp = verplicht(w.Tijdstip)
    stand = verplicht(Matchstand)


class EscaleerMatchVerzoek(RegieGroep):
    """Request of EscaleerMatch."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = optioneel(w.Uuid)
    matchId = optioneel(w.Uuid)
    grond = verplicht(Escalatiegrond)


class EscaleerMatchAntwoord(RegieGroep):
    """Response of EscaleerMatch."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    escalatie = verplicht(Escalatie)


class SluitEscalatieVerzoek(RegieGroep):
    """Request of SluitEscalatie."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    ontvangerId = optioneel(w.Identificatie)
    escalatieId = verplicht(w.Uuid)
    uitkomst = verplicht(Escalatieuitkomst)


class SluitEscalatieAntwoord(RegieGroep):
    """Response of SluitEscalatie."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    geslotenOp = verplicht(w.Tijdstip)
