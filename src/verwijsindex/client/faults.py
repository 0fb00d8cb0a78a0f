"""A signed fault becomes a `Weigering` (koppelvlak.md 4, keuzes.md 35)."""

import re
from typing import Final

from lxml import etree

from verwijsindex.client.errors import Weigering
from verwijsindex.contract.namespaces import SOAP, TYPEN

_SERVER: Final = f"{{{SOAP}}}Server"
_HERHAALBAAR: Final = frozenset({"DK0051", "VIR-150", "VIR-190"})
_FAULTSTRING: Final = re.compile(
    r"(?P<code>DK[0-9]{4}|VIR-S?[0-9]+)[ :]+(?P<tekst>.*?)(?: \[incident (?P<incident>[0-9a-fA-F-]{36})\])?", re.S
)
ONBEKEND: Final = "ONBEKEND"
"""Code of a signed fault that follows no form of the contract."""


def lees_weigering(fault: etree._Element) -> Weigering:
    """Read a *verified* soap:Fault: from `Fout` in its detail, or from a faultstring `CODE tekst [incident UUID]`."""
    faultcode = _faultcode(fault)
    fout = fault.find(f"detail/{{{TYPEN}}}Fout")
    if fout is not None:
        return lees_fout(fout, faultcode)
    tekst = fault.findtext("faultstring", "").strip()
    delen = _FAULTSTRING.fullmatch(tekst)
    if delen is None:
        return Weigering(ONBEKEND, tekst, herhaalbaar=faultcode == _SERVER, faultcode=faultcode)
    return Weigering(
        delen["code"],
        delen["tekst"],
        incident_id=delen["incident"],
        herhaalbaar=faultcode == _SERVER or delen["code"] in _HERHAALBAAR,
        faultcode=faultcode,
    )


def lees_fout(fout: etree._Element, faultcode: str) -> Weigering:
    """Read `typ:Fout`, which says itself whether repeating helps."""
    code = fout.findtext(f"{{{TYPEN}}}code", ONBEKEND)
    return Weigering(
        code,
        fout.findtext(f"{{{TYPEN}}}omschrijving", ""),
        element=fout.findtext(f"{{{TYPEN}}}element"),
        incident_id=fout.findtext(f"{{{TYPEN}}}incidentId"),
        herhaalbaar=code in _HERHAALBAAR or fout.findtext(f"{{{TYPEN}}}herhaalbaar") in ("true", "1"),
        faultcode=faultcode,
    )


def _faultcode(fault: etree._Element) -> str:
    """Clark name of the faultcode; the bare text when its prefix is not declared."""
    tekst = fault.findtext("faultcode", "").strip()
    prefix, dubbelepunt, naam = tekst.rpartition(":")
    naamruimte = fault.nsmap.get(prefix or None)
    return f"{{{naamruimte}}}{naam}" if dubbelepunt and naamruimte else tekst
