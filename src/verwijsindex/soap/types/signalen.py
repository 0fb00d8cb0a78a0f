"""Types of ``xsd/signalen-v1.xsd``: requests and responses of SignalenService_v1."""

from spyne import Unicode

from verwijsindex.contract import namespaces as ns
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import ONBEPERKT, Groep, herhaald, optioneel, verplicht, waarde

Bevestiging = waarde(Unicode, "Bevestiging", ns.SIGNALEN, values=("BEVESTIGD", "REEDS_BEVESTIGD", "ONBEKEND"))


class SignalenGroep(Groep):
    """Base of the types in the namespace of this service."""

    __namespace__ = ns.SIGNALEN


class HaalSignalenOpVerzoek(SignalenGroep):
    """Request of HaalSignalenOp."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    ontvangerId = optioneel(w.Identificatie)
    vanafVolgnummer = optioneel(w.Volgnummer)
    maxAantal = verplicht(w.MaxAantal)


class HaalSignalenOpAntwoord(SignalenGroep):
    """Response of HaalSignalenOp."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    signaal = herhaald(t.Signaal, 0, 500)
    nogBeschikbaar = verplicht(w.JaNee)


class BevestigSignalenVerzoek(SignalenGroep):
    """Request of BevestigSignalen."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    ontvangerId = optioneel(w.Identificatie)
    signaalId = herhaald(w.Uuid, 1, 500)


class ResultaatPerSignaal(SignalenGroep):
    """What happened to one signaal."""

    signaalId = verplicht(w.Uuid)
    uitkomst = verplicht(Bevestiging)


class BevestigSignalenAntwoord(SignalenGroep):
    """Response of BevestigSignalen."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    resultaat = herhaald(ResultaatPerSignaal, 1, 500)


class HaalHistorieOpVerzoek(SignalenGroep):
    """Request of HaalHistorieOp."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    meldingId = verplicht(w.Uuid)


class HaalHistorieOpAntwoord(SignalenGroep):
    """Response of HaalHistorieOp."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    contact = herhaald(t.Contact, 0, ONBEPERKT)
