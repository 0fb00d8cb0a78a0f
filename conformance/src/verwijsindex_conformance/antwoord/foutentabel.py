"""What a fault of each code must look like (docs/foutcodes.md); the suite's own reading, checked on every refusal it gets."""

from dataclasses import dataclass
from typing import Final

from verwijsindex_conformance.namespaces import FOUT_ACTION_SOAP, FOUT_ACTION_WSA, SOAP, WSA, WSSE


@dataclass(frozen=True, slots=True)
class Foutvorm:
    """The form of one code: which faultcodes it may have, its Action, and whether the Body caused it."""

    faultcodes: frozenset[str]
    action: str | None
    """None: the Action of the operation with Fout behind it, and a ``typ:Fout`` in detail."""

    @property
    def heeft_detail(self) -> bool:
        """Only what the Body caused has a detail (SOAP 1.1, R-170)."""
        return self.action is None


def _techniek(action: str, *faultcodes: str) -> Foutvorm:
    return Foutvorm(frozenset(faultcodes), action)


def _wsse(*namen: str) -> Foutvorm:
    return _techniek(FOUT_ACTION_SOAP, *(f"{{{WSSE}}}{naam}" for naam in namen))


def _wsa(*namen: str) -> Foutvorm:
    return _techniek(FOUT_ACTION_WSA, *(f"{{{WSA}}}{naam}" for naam in namen))


INHOUD: Final = Foutvorm(frozenset({f"{{{SOAP}}}Client"}), None)
"""Every code that the content of a message causes."""

TECHNIEK: Final = {
    "DK0001": _techniek(FOUT_ACTION_SOAP, f"{{{SOAP}}}Client", f"{{{SOAP}}}VersionMismatch"),
    "DK0002": _wsse("FailedAuthentication"),
    "DK0003": _wsa("InvalidAddressingHeader", "ActionNotSupported"),
    "DK0005": _wsa("MessageAddressingHeaderRequired"),
    "DK0006": _wsa("MessageAddressingHeaderRequired"),
    "DK0007": _wsa("MessageAddressingHeaderRequired"),
    "DK0009": _techniek(FOUT_ACTION_SOAP, f"{{{SOAP}}}Client"),
    "DK0010": _techniek(FOUT_ACTION_SOAP, f"{{{SOAP}}}Client", f"{{{SOAP}}}MustUnderstand"),
    "DK0011": _wsa("InvalidAddressingHeader", "DestinationUnreachable"),
    "VIR-S01": _wsse("InvalidSecurity"),
    "VIR-S02": _wsse("UnsupportedAlgorithm"),
    "VIR-S03": _wsse("UnsupportedSecurityToken", "SecurityTokenUnavailable"),
    "VIR-S04": _wsse("InvalidSecurityToken"),
    "VIR-S05": _wsse("FailedCheck"),
    "VIR-150": _techniek(FOUT_ACTION_SOAP, f"{{{SOAP}}}Server"),
    "VIR-S06": _wsse("MessageExpired"),
    "VIR-S07": _wsa("InvalidAddressingHeader"),
}
"""Every code that the message itself causes, whatever its content."""
