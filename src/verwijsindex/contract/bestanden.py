"""Where the hand-written contract files are, in a checkout and in an installed wheel."""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
XSD_MAP: Final = _HERE / "xsd"
WSDL_MAP: Final = _HERE / "wsdl"


def schema(naam: str) -> Path:
    """The schema of ``naam`` (``typen``, or the name of a service), version 1."""
    return XSD_MAP / f"{naam}-v1.xsd"


def wsdl(dienst: str, *, plat: bool = False) -> Path:
    """The WSDL of a service: modular as written by hand, or ``plat`` (one self-contained file)."""
    return (WSDL_MAP / "plat" if plat else WSDL_MAP) / f"{dienst}-v1.wsdl"
