"""The operations of the koppelvlak and what follows from their names (koppelvlak.md 1 and 3)."""

from dataclasses import dataclass
from typing import Final

from verwijsindex.contract import namespaces as ns


@dataclass(frozen=True, slots=True)
class Dienst:
    """One service: one WSDL, one portType, one namespace (WS005, R-160)."""

    naam: str
    """File and path name, e.g. ``meldingen``."""
    service: str
    """``wsdl:service`` name, e.g. ``MeldingenService_v1``."""
    namespace: str
    versie: int = 1
    """Two versions of a service are two services, beside each other (R-160, docs/versies.md)."""

    @property
    def pad(self) -> str:
        """Path below the public address of the index, e.g. ``/meldingen/v1`` (R-160)."""
        return f"/{self.naam}/v{self.versie}"


@dataclass(frozen=True, slots=True)
class Operatie:
    """One operation; names, elements and actions all derive from ``naam`` (koppelvlak.md 1)."""

    naam: str
    dienst: Dienst

    @property
    def action(self) -> str:
        """``wsam:Action`` of the input, equal to ``soapAction`` (WS002)."""
        return f"{self.dienst.namespace}:{self.naam}"

    @property
    def response_action(self) -> str:
        """``wsam:Action`` of the output."""
        return f"{self.action}Response"

    @property
    def fault_action(self) -> str:
        """``wsam:Action`` of the declared fault (keuzes.md 35)."""
        return f"{self.action}Fout"

    @property
    def request(self) -> str:
        """Clark name of the Body child of a request."""
        return f"{{{self.dienst.namespace}}}{self.naam}"

    @property
    def response(self) -> str:
        """Clark name of the Body child of a response."""
        return f"{{{self.dienst.namespace}}}{self.naam}Response"


MELDINGEN: Final = Dienst("meldingen", "MeldingenService_v1", ns.MELDINGEN)
SIGNALEN: Final = Dienst("signalen", "SignalenService_v1", ns.SIGNALEN)
RECHTEN: Final = Dienst("rechten", "RechtenService_v1", ns.RECHTEN)
REGIE: Final = Dienst("regie", "RegieService_v1", ns.REGIE)
BELEIDSINFORMATIE: Final = Dienst("beleidsinformatie", "BeleidsinformatieService_v1", ns.BELEIDSINFORMATIE)
SIGNAALONTVANGST: Final = Dienst("signaalontvangst", "SignaalOntvangstService_v1", ns.SIGNAALONTVANGST)
"""A partner serves it and the index calls it (besluit 0117)."""

DIENSTEN: Final = (MELDINGEN, SIGNALEN, RECHTEN, REGIE, BELEIDSINFORMATIE)
"""What the index serves."""
CONTRACTEN: Final = (*DIENSTEN, SIGNAALONTVANGST)
"""Every service that has a contract, whoever serves it."""

OPERATIES: Final = (
    Operatie("MeldJeugdige", MELDINGEN),
    Operatie("MeldJeugdigen", MELDINGEN),
    Operatie("VerwijderMelding", MELDINGEN),
    Operatie("RaadpleegEigenMeldingen", MELDINGEN),
    Operatie("WijzigContactgegevens", MELDINGEN),
    Operatie("KoppelBsn", MELDINGEN),
    Operatie("ControleerVerbinding", MELDINGEN),
    Operatie("HaalSignalenOp", SIGNALEN),
    Operatie("BevestigSignalen", SIGNALEN),
    Operatie("HaalHistorieOp", SIGNALEN),
    Operatie("RegistreerVerzoek", RECHTEN),
    Operatie("GeefAdvies", RECHTEN),
    Operatie("BeslisVerzoek", RECHTEN),
    Operatie("GeefInzage", RECHTEN),
    Operatie("VerwijderUitArchief", RECHTEN),
    Operatie("RaadpleegMatches", REGIE),
    Operatie("RegistreerMatchopvolging", REGIE),
    Operatie("KoppelMatchTerug", REGIE),
    Operatie("StelRegisseurVoor", REGIE),
    Operatie("BeantwoordRegievoorstel", REGIE),
    Operatie("DraagRegieOver", REGIE),
    Operatie("BeeindigRegie", REGIE),
    Operatie("EscaleerMatch", REGIE),
    Operatie("SluitEscalatie", REGIE),
    Operatie("HaalRapportageOp", BELEIDSINFORMATIE),
)
"""What the index does when a partner asks."""
CONTRACTOPERATIES: Final = (*OPERATIES, Operatie("OntvangSignalen", SIGNAALONTVANGST))
"""Every operation that a contract has, whoever serves it."""

VAN_DIENST: Final = {dienst: tuple(o for o in CONTRACTOPERATIES if o.dienst is dienst) for dienst in CONTRACTEN}


def operatie(naam: str) -> Operatie:
    """The operation called ``naam``; KeyError when the contract has none."""
    for kandidaat in OPERATIES:
        if kandidaat.naam == naam:
            return kandidaat
    raise KeyError(naam)
