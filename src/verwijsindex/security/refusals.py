"""Every way the message security says no: code, faultcode and one fixed text each.

A refusal never repeats anything of the message: `tekst` goes to the sender, `reden` to the log, and neither holds a value that
the sender chose. The table is that of the profile (Fault codes); `docs/besluiten` 0020 tells where this project chose.
"""

from typing import ClassVar, Final, NamedTuple

from verwijsindex.contract.namespaces import SOAP, WSA, WSSE


class Bekend(NamedTuple):
    """What is established so far, for the reply to a refusal; None when not (yet) established."""

    message_id: str | None = None
    action: str | None = None
    signature_value: bytes | None = None  # only once verified (step 8)


NIETS_BEKEND: Final = Bekend()


class HttpAfwijzing(Exception):
    """Refused on HTTP level (step 1): a status code and no SOAP at all."""

    def __init__(self, status: int, reden: str) -> None:
        super().__init__(f"HTTP {status}: {reden}")
        self.status = status
        self.reden = reden


class Afwijzing(Exception):
    """Refused with a SOAP fault. `stap` and `bekend` are filled in by the receiver that ran the steps.

    `code` is the DK or VIR-S code, `faultcode` the Clark name of the faultcode, `tekst` the fixed Dutch text for the sender,
    `reden` what exactly was wrong, for the log only.
    """

    code: ClassVar[str]
    faultcode: ClassVar[str]
    tekst: ClassVar[str]

    def __init__(self, reden: str) -> None:
        super().__init__(f"{self.code}: {reden}")
        self.reden = reden
        self.stap = 0
        self.bekend = NIETS_BEKEND


class Storing(Exception):
    """No refusal but a failure of our own while a message was judged; `bekend` lets its fault be related to the request."""

    def __init__(self, oorzaak: Exception, bekend: Bekend) -> None:
        super().__init__(type(oorzaak).__name__)
        self.oorzaak = oorzaak
        self.bekend = bekend


class OngeldigeEnvelop(Afwijzing):
    """Not well-formed, DTD, processing instruction, limits, envelope structure."""

    code = "DK0001"
    faultcode = f"{{{SOAP}}}Client"
    tekst = "Het bericht is geen geldige SOAP-envelop."


class VerkeerdeSoapVersie(OngeldigeEnvelop):
    """A SOAP 1.2 envelope, or another Envelope than that of SOAP 1.1."""

    faultcode = f"{{{SOAP}}}VersionMismatch"
    tekst = "Het bericht is geen SOAP 1.1-envelop."


class NietBevoegd(Afwijzing):
    """The certificates alone show it: unknown or blocked partner; From, To or TLS names another party."""

    code = "DK0002"
    faultcode = f"{{{WSSE}}}FailedAuthentication"
    tekst = "De verzender is niet bevoegd voor dit bericht."


class VerkeerdeSoapAction(Afwijzing):
    """SOAPAction, wsa:Action and Body do not name the same operation (ActionMismatch)."""

    code = "DK0003"
    faultcode = f"{{{WSA}}}InvalidAddressingHeader"
    tekst = "De SOAPAction, de wsa:Action en de inhoud van het bericht horen niet bij elkaar."


class OnbekendeAction(Afwijzing):
    """A wsa:Action that this endpoint does not serve."""

    code = "DK0003"
    faultcode = f"{{{WSA}}}ActionNotSupported"
    tekst = "De wsa:Action is onbekend."


class ToOntbreekt(Afwijzing):
    """wsa:To missing or malformed."""

    code = "DK0005"
    faultcode = f"{{{WSA}}}MessageAddressingHeaderRequired"
    tekst = "De header wsa:To ontbreekt of is onjuist."


class ActionOntbreekt(Afwijzing):
    """wsa:Action missing or malformed."""

    code = "DK0006"
    faultcode = f"{{{WSA}}}MessageAddressingHeaderRequired"
    tekst = "De header wsa:Action ontbreekt of is onjuist."


class MessageIdOntbreekt(Afwijzing):
    """wsa:MessageID missing or malformed."""

    code = "DK0007"
    faultcode = f"{{{WSA}}}MessageAddressingHeaderRequired"
    tekst = "De header wsa:MessageID ontbreekt of is onjuist."


class RelatesToOntbreekt(Afwijzing):
    """wsa:RelatesTo missing or malformed (replies only)."""

    code = "DK0008"
    faultcode = f"{{{WSA}}}MessageAddressingHeaderRequired"
    tekst = "De header wsa:RelatesTo ontbreekt of is onjuist."


class GeenUtf8(Afwijzing):
    """The bytes are not UTF-8, or the XML declaration says something else."""

    code = "DK0009"
    faultcode = f"{{{SOAP}}}Client"
    tekst = "Het bericht is niet in UTF-8."


class VreemdeHeader(Afwijzing):
    """A header block that the profile does not have (WS007)."""

    code = "DK0010"
    faultcode = f"{{{SOAP}}}Client"
    tekst = "Het bericht heeft een header die niet is toegestaan."


class VerplichteVreemdeHeader(VreemdeHeader):
    """A header block that the profile does not have, marked mustUnderstand."""

    faultcode = f"{{{SOAP}}}MustUnderstand"


class OnjuisteAdressering(Afwijzing):
    """A WS-Addressing header twice, or with another value than prescribed."""

    code = "DK0011"
    faultcode = f"{{{WSA}}}InvalidAddressingHeader"
    tekst = "Een WS-Addressing-header staat dubbel in het bericht of heeft een andere waarde dan is voorgeschreven."


class VerkeerdeBestemming(OnjuisteAdressering):
    """wsa:To names another address than this one."""

    faultcode = f"{{{WSA}}}DestinationUnreachable"


class OngeldigeBeveiliging(Afwijzing):
    """Security header missing or malformed, wrong coverage, duplicate ids."""

    code = "VIR-S01"
    faultcode = f"{{{WSSE}}}InvalidSecurity"
    tekst = "De Security-header ontbreekt, is onvolledig of heeft niet de voorgeschreven vorm."


class NietToegestaanAlgoritme(Afwijzing):
    """Algorithm, transform or canonicalisation not allowed."""

    code = "VIR-S02"
    faultcode = f"{{{WSSE}}}UnsupportedAlgorithm"
    tekst = "De handtekening gebruikt een algoritme of transformatie die niet is toegestaan."


class NietOndersteundToken(Afwijzing):
    """Token type not X509v3."""

    code = "VIR-S03"
    faultcode = f"{{{WSSE}}}UnsupportedSecurityToken"
    tekst = "De handtekening verwijst niet rechtstreeks naar een X.509-certificaat in het bericht."


class TokenNietGevonden(NietOndersteundToken):
    """The token reference is not direct, or points elsewhere than to the token."""

    faultcode = f"{{{WSSE}}}SecurityTokenUnavailable"


class OngeldigCertificaat(Afwijzing):
    """Certificate unreadable, untrusted, expired, revoked or without OIN: one text for all, so that nobody can probe."""

    code = "VIR-S04"
    faultcode = f"{{{WSSE}}}InvalidSecurityToken"
    tekst = "Het certificaat wordt niet vertrouwd."


class TeVeel(Afwijzing):
    """More messages than this partner may send; asked after the signature, so that nobody uses up another's share (keuzes 36)."""

    code = "VIR-150"
    faultcode = f"{{{SOAP}}}Server"
    tekst = "Te veel berichten tegelijk van deze partner. Herhaal het verzoek later."


class HandtekeningOnjuist(Afwijzing):
    """A digest or the signature is wrong."""

    code = "VIR-S05"
    faultcode = f"{{{WSSE}}}FailedCheck"
    tekst = "De handtekening klopt niet."


class BerichtVerlopen(Afwijzing):
    """Too old, expired, or from the future."""

    code = "VIR-S06"
    faultcode = f"{{{WSSE}}}MessageExpired"
    tekst = "Het tijdstip van het bericht is te oud of ligt in de toekomst."


class Herhaling(Afwijzing):
    """The same MessageID of this signer, or the same signature, was received before (DuplicateMessageID)."""

    code = "VIR-S07"
    faultcode = f"{{{WSA}}}InvalidAddressingHeader"
    tekst = "Dit bericht is al eerder ontvangen."
