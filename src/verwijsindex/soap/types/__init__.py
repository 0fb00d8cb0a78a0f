"""The contract's types as Spyne classes: same names, namespaces, order, cardinalities and facets as the XSD.

They describe, and never validate or touch the wire: the XSD decides what is valid, and a codec compiled from these classes reads
and writes (architectuur.md). A test in ``tests/contract`` holds them against the XSD, in both directions.
"""

from typing import Final

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.operaties import OPERATIES
from verwijsindex.soap import spyne_import  # noqa: F401  (before the first spyne module)
from verwijsindex.soap.types import beleidsinformatie, meldingen, rechten, regie, signalen, typen
from verwijsindex.soap.types.elementen import SpyneType
from verwijsindex.soap.types.meldingen import (
    ControleerVerbindingAntwoord,
    ControleerVerbindingVerzoek,
    EigenMelding,
    GedaneMelding,
    KoppelBsnAntwoord,
    KoppelBsnVerzoek,
    MeldJeugdigeAntwoord,
    MeldJeugdigenAntwoord,
    MeldJeugdigenVerzoek,
    MeldJeugdigeVerzoek,
    RaadpleegEigenMeldingenAntwoord,
    RaadpleegEigenMeldingenVerzoek,
    ResultaatPerMelding,
    TeMeldenJeugdige,
    VerwijderMeldingAntwoord,
    VerwijderMeldingVerzoek,
    WijzigContactgegevensAntwoord,
    WijzigContactgegevensVerzoek,
)
from verwijsindex.soap.types.rechten import (
    ArchiefAanduiding,
    BeslisVerzoekAntwoord,
    BeslisVerzoekVerzoek,
    BetrokkenJeugdige,
    BetrokkenMelding,
    GeefAdviesAntwoord,
    GeefAdviesVerzoek,
    GeefInzageAntwoord,
    GeefInzageVerzoek,
    GevolgPerMelding,
    Ingezien,
    IngezienMelding,
    Professional,
    RegistreerVerzoekAntwoord,
    RegistreerVerzoekVerzoek,
    VerstrekteMelding,
    VerwijderUitArchiefAntwoord,
    VerwijderUitArchiefVerzoek,
)
from verwijsindex.soap.types.signalen import (
    BevestigSignalenAntwoord,
    BevestigSignalenVerzoek,
    HaalHistorieOpAntwoord,
    HaalHistorieOpVerzoek,
    HaalSignalenOpAntwoord,
    HaalSignalenOpVerzoek,
    ResultaatPerSignaal,
)
from verwijsindex.soap.types.typen import (
    Bevraging,
    Contact,
    Contactgegevens,
    Coordinator,
    FoutType,
    Jeugdige,
    Signaal,
    Stuurgegevens,
    StuurgegevensAntwoord,
    ZonderBsn,
)

__all__ = [
    "ANTWOORDEN",
    "ELEMENTEN",
    "VERZOEKEN",
    "ArchiefAanduiding",
    "BeslisVerzoekAntwoord",
    "BeslisVerzoekVerzoek",
    "BetrokkenJeugdige",
    "BetrokkenMelding",
    "BevestigSignalenAntwoord",
    "BevestigSignalenVerzoek",
    "Bevraging",
    "Contact",
    "Contactgegevens",
    "ControleerVerbindingAntwoord",
    "ControleerVerbindingVerzoek",
    "Coordinator",
    "EigenMelding",
    "FoutType",
    "GedaneMelding",
    "GeefAdviesAntwoord",
    "GeefAdviesVerzoek",
    "GeefInzageAntwoord",
    "GeefInzageVerzoek",
    "GevolgPerMelding",
    "HaalHistorieOpAntwoord",
    "HaalHistorieOpVerzoek",
    "HaalSignalenOpAntwoord",
    "HaalSignalenOpVerzoek",
    "Ingezien",
    "IngezienMelding",
    "Jeugdige",
    "KoppelBsnAntwoord",
    "KoppelBsnVerzoek",
    "MeldJeugdigeAntwoord",
    "MeldJeugdigeVerzoek",
    "MeldJeugdigenAntwoord",
    "MeldJeugdigenVerzoek",
    "Professional",
    "RaadpleegEigenMeldingenAntwoord",
    "RaadpleegEigenMeldingenVerzoek",
    "RegistreerVerzoekAntwoord",
    "RegistreerVerzoekVerzoek",
    "ResultaatPerMelding",
    "ResultaatPerSignaal",
    "Signaal",
    "Stuurgegevens",
    "StuurgegevensAntwoord",
    "TeMeldenJeugdige",
    "VerstrekteMelding",
    "VerwijderMeldingAntwoord",
    "VerwijderMeldingVerzoek",
    "VerwijderUitArchiefAntwoord",
    "VerwijderUitArchiefVerzoek",
    "WijzigContactgegevensAntwoord",
    "WijzigContactgegevensVerzoek",
    "ZonderBsn",
]

_MODULES: Final = {
    ns.MELDINGEN: meldingen,
    ns.SIGNALEN: signalen,
    ns.RECHTEN: rechten,
    ns.REGIE: regie,
    ns.BELEIDSINFORMATIE: beleidsinformatie,
}

VERZOEKEN: Final[dict[str, SpyneType]] = {o.naam: getattr(_MODULES[o.dienst.namespace], f"{o.naam}Verzoek") for o in OPERATIES}
"""Per operation the type of its request element."""

ANTWOORDEN: Final[dict[str, SpyneType]] = {o.naam: getattr(_MODULES[o.dienst.namespace], f"{o.naam}Antwoord") for o in OPERATIES}
"""Per operation the type of its response element."""

ELEMENTEN: Final[dict[str, SpyneType]] = {
    **{o.request: VERZOEKEN[o.naam] for o in OPERATIES},
    **{o.response: ANTWOORDEN[o.naam] for o in OPERATIES},
    f"{{{ns.TYPEN}}}Fout": typen.FoutType,
}
"""Every global element of the contract (Clark name) and its type."""
