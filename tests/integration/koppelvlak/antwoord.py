"""Reads what came back: verified, valid against the contract, and with the form that every fault has."""

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from verwijsindex.contract import bestanden
from verwijsindex.contract.namespaces import SOAP, TYPEN, WSA, WSSE

_PREFIXEN = {SOAP: "soap", WSA: "wsa", WSSE: "wsse"}
_FAULTSTRING = re.compile(r"([A-Z0-9-]+) \S.* \[incident ([0-9a-f-]{36})\]")


@dataclass(frozen=True)
class Antwoord:
    """A success: the child of the Body."""

    kind: etree._Element
    ruw: bytes

    def tekst(self, naam: str) -> str:
        """Text of the only element with this local name."""
        [gevonden] = self.teksten(naam)
        return gevonden

    def teksten(self, naam: str) -> list[str]:
        return [element.text or "" for element in self.kind.iter(f"{{*}}{naam}")]

    def elementen(self, naam: str) -> list[etree._Element]:
        return list(self.kind.iter(f"{{*}}{naam}"))


@dataclass(frozen=True)
class Fout:
    """A fault. ``detail`` tells whether it carried the contract's Fout."""

    code: str
    faultcode: str
    action: str | None
    getekend: bool
    detail: bool
    incident: str
    ruw: bytes
    element: str | None = None
    herhaalbaar: bool | None = None


_VELDEN = ("signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId", "betreftAndereJeugdige", "matchsleutel", "betreftSignaalId")


@dataclass(frozen=True)
class Gekregen:
    """A signaal as it came; None for what is not in it."""

    id: str
    nummer: int
    soort: str
    tijdstip: str | None
    eigen_melding: str | None
    andere_jeugdige: str | None
    matchsleutel: str | None
    betreft: str | None
    namen: tuple[str, ...]
    """Of the contacts, sorted."""
    xml: str

    @classmethod
    def lees(cls, element: etree._Element) -> "Gekregen":
        veld = {naam: element.findtext(f"{{*}}{naam}") for naam in _VELDEN}
        namen = sorted(naam.text or "" for naam in element.iterfind("{*}contact/{*}naam"))
        return cls(
            id=str(veld["signaalId"]),
            nummer=int(str(veld["volgnummer"])),
            soort=str(veld["soort"]),
            tijdstip=veld["tijdstip"],
            eigen_melding=veld["eigenMeldingId"],
            andere_jeugdige=veld["betreftAndereJeugdige"],
            matchsleutel=veld["matchsleutel"],
            betreft=veld["betreftSignaalId"],
            namen=tuple(namen),
            xml=etree.tostring(element, encoding="unicode"),
        )


@cache
def schema(dienst: str) -> etree.XMLSchema:
    """The hand-written schema of a service; it declares typ:Fout too."""
    return etree.XMLSchema(file=str(bestanden.schema(dienst)))


def geldig(kind: etree._Element, dienst: str) -> None:
    """Fail unless the element is valid against the contract."""
    oordeel = schema(dienst)
    assert oordeel.validate(kind), oordeel.error_log


def lees_fout(fault: etree._Element, dienst: str, action: str | None, ruw: bytes, *, getekend: bool) -> Fout:
    """Judge the form of a soap:Fault, whatever its code (keuzes.md 35, R-170), and read it."""
    namen = [str(kind.tag) for kind in fault]
    assert namen in (["faultcode", "faultstring"], ["faultcode", "faultstring", "detail"])
    gelezen = _FAULTSTRING.fullmatch(fault.findtext("faultstring") or "")
    assert gelezen is not None, fault.findtext("faultstring")
    code, incident = gelezen.groups()
    prefix, _, lokaal = (fault.findtext("faultcode") or "").partition(":")
    faultcode = f"{_PREFIXEN[fault.nsmap[prefix]]}:{lokaal}"
    detail = fault.find("detail")
    if detail is None:
        return Fout(code, faultcode, action, getekend, False, incident, ruw)
    [fout] = detail
    geldig(fout, dienst)
    assert (code, incident) == (fout.findtext(f"{{{TYPEN}}}code"), fout.findtext(f"{{{TYPEN}}}incidentId"))
    element = fout.findtext(f"{{{TYPEN}}}element")
    herhaalbaar = fout.findtext(f"{{{TYPEN}}}herhaalbaar") == "true"
    return Fout(code, faultcode, action, getekend, True, incident, ruw, element, herhaalbaar)
