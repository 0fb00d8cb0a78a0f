"""Every way a request can fail, as a SOAP Fault: one table, written out in ``docs/foutcodes.md`` (keuzes.md 35, R-170, R-171).

====================  ============================  ========  ==============================  ======================
what failed           faultcode                     detail    wsa:Action                      signed
====================  ============================  ========  ==============================  ======================
step 1                none: HTTP status, no SOAP    -         -                               -
steps 2 and 3         soap:Client                   no        ``.../addressing/soap/fault``   no: nobody to relate to
steps 4 to 11         as `security.refusals` says   no        ``.../addressing/fault`` for    yes
                                                              wsa: codes, else ``.../soap/fault``
a rule (DK0004 on)    soap:Client                   ``Fout``  ``<tns>:<Operation>Fout``       yes
ourselves             soap:Server                   no        ``.../addressing/soap/fault``   yes
====================  ============================  ========  ==============================  ======================

All SOAP faults travel as HTTP 500. A fault never repeats a value that was sent.
"""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from lxml.etree import QName

from verwijsindex.contract.namespaces import SOAP, TYPEN, WSA, WSSE
from verwijsindex.contract.operaties import Operatie
from verwijsindex.domain.weigeringen import Weigering
from verwijsindex.security.refusals import Afwijzing

CLIENT: Final = f"{{{SOAP}}}Client"
SERVER: Final = f"{{{SOAP}}}Server"
ADDRESSING_FAULT: Final = "http://www.w3.org/2005/08/addressing/fault"
SOAP_FAULT: Final = "http://www.w3.org/2005/08/addressing/soap/fault"

EIGEN_FOUT: Final = ("DK0051", "Er ging iets mis in de verwijsindex. Herhaal het verzoek later.")

_PREFIXEN: Final = {SOAP: "soap", WSA: "wsa", WSSE: "wsse"}


@dataclass(frozen=True, slots=True)
class Fout:
    """A fault ready to be signed: its code for the log, its wsa:Action, and the XML of ``soap:Fault``."""

    code: str
    action: str
    xml: bytes


def van_afwijzing(afwijzing: Afwijzing, incident: str) -> Fout:
    """The message security refused: code and fixed text in the faultstring, no detail (keuzes.md 35)."""
    action = ADDRESSING_FAULT if QName(afwijzing.faultcode).namespace == WSA else SOAP_FAULT
    return Fout(afwijzing.code, action, _zonder_detail(afwijzing.faultcode, afwijzing.code, afwijzing.tekst, incident))


def van_weigering(weigering: Weigering, operatie: Operatie, incident: str) -> Fout:
    """A rule, or the schema, says no to the Body: ``Fout`` in the detail (koppelvlak.md 4)."""
    tekst = f"{weigering.code} {weigering.omschrijving} [incident {incident}]"
    return Fout(weigering.code, operatie.fault_action, _fault(CLIENT, tekst, _detail(weigering, incident)))


def van_onszelf(incident: str) -> Fout:
    """Our own failure: an incident id and nothing else (R-170)."""
    code, tekst = EIGEN_FOUT
    return Fout(code, SOAP_FAULT, _zonder_detail(SERVER, code, tekst, incident))


def _zonder_detail(faultcode: str, code: str, tekst: str, incident: str) -> bytes:
    return _fault(faultcode, f"{code} {tekst} [incident {incident}]", "")


def _fault(faultcode: str, faultstring: str, detail: str) -> bytes:
    naam = QName(faultcode)
    prefix = _PREFIXEN[naam.namespace or ""]
    declaratie = "" if prefix == "soap" else f' xmlns:{prefix}="{naam.namespace}"'
    return (
        f'<soap:Fault xmlns:soap="{SOAP}"{declaratie}><faultcode>{prefix}:{naam.localname}</faultcode>'
        f"<faultstring>{escape(faultstring)}</faultstring>{detail}</soap:Fault>"
    ).encode()


def _detail(weigering: Weigering, incident: str) -> str:
    element = "" if weigering.element is None else f"<typ:element>{weigering.element}</typ:element>"
    return (
        f'<detail><typ:Fout xmlns:typ="{TYPEN}"><typ:code>{weigering.code}</typ:code>'
        f"<typ:omschrijving>{escape(weigering.omschrijving)}</typ:omschrijving>"
        f"<typ:omschrijvingEn>{escape(weigering.omschrijving_en)}</typ:omschrijvingEn>{element}"
        f"<typ:incidentId>{incident}</typ:incidentId><typ:herhaalbaar>{str(weigering.herhaalbaar).lower()}</typ:herhaalbaar>"
        "</typ:Fout></detail>"
    )
