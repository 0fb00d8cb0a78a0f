"""Types of ``xsd/meldingen-v1.xsd``: requests and responses of MeldingenService_v1."""

from spyne import Unicode

from verwijsindex.contract import namespaces as ns
from verwijsindex.soap.types import typen as t
from verwijsindex.soap.types import waarden as w
from verwijsindex.soap.types.elementen import Groep, herhaald, optioneel, verplicht, waarde

VerwijderReden = waarde(Unicode, "VerwijderReden", ns.MELDINGEN, values=("NIET_TERECHT", "RISICO_NIET_MEER_AANWEZIG"))
MeldingStatus = waarde(Unicode, "MeldingStatus", ns.MELDINGEN, values=("ACTIEF", "BEPERKT"))


class MeldingenGroep(Groep):
    """Base of the types in the namespace of this service."""

    __namespace__ = ns.MELDINGEN


class MeldJeugdigeVerzoek(MeldingenGroep):
    """Request of MeldJeugdige."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerMeldingId = verplicht(w.Sleutel)
    jeugdige = verplicht(t.Jeugdige)


class MeldJeugdigeAntwoord(MeldingenGroep):
    """Response of MeldJeugdige."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    meldingId = verplicht(w.Uuid)
    meldmoment = verplicht(w.Tijdstip)
    verwijderdatum = verplicht(w.Datum)
    reedsGemeld = verplicht(w.JaNee)
    matchAanwezig = verplicht(w.JaNee)
    historieBeschikbaar = verplicht(w.JaNee)


class TeMeldenJeugdige(MeldingenGroep):
    """One item of MeldJeugdigen."""

    partnerMeldingId = verplicht(w.Sleutel)
    jeugdige = verplicht(t.Jeugdige)


class MeldJeugdigenVerzoek(MeldingenGroep):
    """Request of MeldJeugdigen."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    melding = herhaald(TeMeldenJeugdige, 1, 100)


class GedaneMelding(MeldingenGroep):
    """The result of an item that was accepted."""

    meldingId = verplicht(w.Uuid)
    meldmoment = verplicht(w.Tijdstip)
    verwijderdatum = verplicht(w.Datum)
    reedsGemeld = verplicht(w.JaNee)
    matchAanwezig = verplicht(w.JaNee)
    historieBeschikbaar = verplicht(w.JaNee)


class ResultaatPerMelding(MeldingenGroep):
    """The result of one item: ``melding`` or ``fout``, never both and never neither."""

    partnerMeldingId = verplicht(w.Sleutel)
    melding = optioneel(GedaneMelding)
    fout = optioneel(t.FoutType)


class MeldJeugdigenAntwoord(MeldingenGroep):
    """Response of MeldJeugdigen."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    resultaat = herhaald(ResultaatPerMelding, 1, 100)


class VerwijderMeldingVerzoek(MeldingenGroep):
    """Request of VerwijderMelding."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    meldingId = verplicht(w.Uuid)
    reden = verplicht(VerwijderReden)


class VerwijderMeldingAntwoord(MeldingenGroep):
    """Response of VerwijderMelding."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    meldingId = verplicht(w.Uuid)
    verwijderdOp = verplicht(w.Datum)
    gearchiveerdTot = optioneel(w.Datum)


class RaadpleegEigenMeldingenVerzoek(MeldingenGroep):
    """Request of RaadpleegEigenMeldingen."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    vanafCursor = optioneel(w.Cursor)
    maxAantal = verplicht(w.MaxAantal)


class EigenMelding(MeldingenGroep):
    """A melding as its own reporter sees it."""

    meldingId = verplicht(w.Uuid)
    partnerMeldingId = verplicht(w.Sleutel)
    meldmoment = verplicht(w.Tijdstip)
    verwijderdatum = verplicht(w.Datum)
    status = verplicht(MeldingStatus)


class RaadpleegEigenMeldingenAntwoord(MeldingenGroep):
    """Response of RaadpleegEigenMeldingen."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    melding = herhaald(EigenMelding, 0, 500)
    volgendeCursor = optioneel(w.Cursor)


class WijzigContactgegevensVerzoek(MeldingenGroep):
    """Request of WijzigContactgegevens."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    meldingsbevoegdeId = verplicht(w.Identificatie)
    contactgegevens = verplicht(t.Contactgegevens)


class WijzigContactgegevensAntwoord(MeldingenGroep):
    """Response of WijzigContactgegevens."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    gewijzigdOp = verplicht(w.Datum)


class KoppelBsnVerzoek(MeldingenGroep):
    """Request of KoppelBsn."""

    stuurgegevens = verplicht(t.Stuurgegevens)
    partnerVerzoekId = verplicht(w.Sleutel)
    meldingId = verplicht(w.Uuid)
    bsn = verplicht(w.Bsn)


class KoppelBsnAntwoord(MeldingenGroep):
    """Response of KoppelBsn."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    meldingId = verplicht(w.Uuid)
    matchAanwezig = verplicht(w.JaNee)


class ControleerVerbindingVerzoek(MeldingenGroep):
    """Request of ControleerVerbinding."""

    stuurgegevens = verplicht(t.Stuurgegevens)


class ControleerVerbindingAntwoord(MeldingenGroep):
    """Response of ControleerVerbinding."""

    stuurgegevens = verplicht(t.StuurgegevensAntwoord)
    versie = verplicht(w.Versie)
    tijd = verplicht(w.Tijdstip)
    oin = verplicht(w.Oin)
