"""Where the hand-written contract files are, in a checkout and in an installed wheel."""

from pathlib import Path
from typing import Final, Literal

_HERE: Final = Path(__file__).parent
Variant = Literal["", "plat", "policy"]
XSD_MAP: Final = _HERE / "xsd"
WSDL_MAP: Final = _HERE / "wsdl"


def schema(naam: str, versie: int = 1) -> Path:
    """The schema of ``naam`` (``typen``, or the name of a service)."""
    return XSD_MAP / f"{naam}-v{versie}.xsd"


def wsdl(dienst: str, variant: Variant = "", versie: int = 1) -> Path:
    """The WSDL of a service: modular as written by hand, ``plat`` (one self-contained file), or that with a ``policy``."""
    return WSDL_MAP / variant / f"{dienst}-v{versie}.wsdl"
