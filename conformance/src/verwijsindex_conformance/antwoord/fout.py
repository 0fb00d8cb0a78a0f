"""Reads a SOAP Fault and holds it to the form of its code (R-170, WS-I R1000, R1004, R1031, R1126)."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop
from verwijsindex_conformance.antwoord.foutentabel import INHOUD, TECHNIEK, Foutvorm
from verwijsindex_conformance.contractbestanden import Dienst, schema
from verwijsindex_conformance.namespaces import TYPEN
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.verbinding import HttpAntwoord

_CODE: Final = re.compile(r"(DK[0-9]{4}|VIR-[0-9]{3}|VIR-S[0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class Fout:
    """A fault. ``element`` and ``herhaalbaar`` only when its detail has them."""

    code: str | None
    faultcode: str | None
    """In Clark notation."""
    tekst: str
    detail: etree._Element | None
    element: str | None = None
    herhaalbaar: str | None = None


def lees_fout(kind: etree._Element) -> Fout:
    """The fault that stands in the Body; says nothing yet of its form."""
    tekst = kind.findtext("faultstring") or ""
    gevonden = _CODE.match(tekst)
    detail = kind.find(f"detail/{{{TYPEN}}}Fout")

    def waarde(naam: str) -> str | None:
        return None if detail is None else detail.findtext(f"{{{TYPEN}}}{naam}")

    return Fout(
        code=waarde("code") or (gevonden[1] if gevonden else None),
        faultcode=_clark(kind),
        tekst=tekst,
        detail=kind.find("detail"),
        element=waarde("element"),
        herhaalbaar=waarde("herhaalbaar"),
    )


def controleer_fout(envelop: Envelop, http: HttpAntwoord, dienst: Dienst, actie: str, *, techniek: bool) -> Fout:
    """The fault, after every check of form; ``techniek``: the message caused it, not its content. Raises Gezakt."""
    fout = lees_fout(envelop.kind)
    eis(http.status == 500, "een fout met HTTP 500 (BP R1126)", f"HTTP {http.status}")
    namen = [kind.tag for kind in envelop.kind]
    eis(
        set(namen) <= {"faultcode", "faultstring", "faultactor", "detail"}, "een Fault met alleen zijn vier kinderen (BP R1000)", str(namen)
    )
    eis(fout.tekst.startswith(fout.code or "?"), "een faultstring die met de code begint (R-170)", "een andere tekst")
    vorm = TECHNIEK.get(fout.code or "", INHOUD) if techniek else INHOUD
    _controleer_vorm(envelop, fout, vorm, f"{actie}Fout")
    if vorm.heeft_detail:
        _controleer_detail(fout, dienst)
    return fout


def _controleer_vorm(envelop: Envelop, fout: Fout, vorm: Foutvorm, fout_actie: str) -> None:
    soorten = ", ".join(sorted(etree.QName(faultcode).localname for faultcode in vorm.faultcodes))
    eis(fout.faultcode in vorm.faultcodes, f"faultcode {soorten} bij {fout.code} (R-170)", fout.faultcode or "geen faultcode")
    eis((fout.detail is not None) is vorm.heeft_detail, "detail alleen als de inhoud de oorzaak is (R-170)", f"{fout.code} anders")
    if envelop.adressering:
        actie = vorm.action or fout_actie
        eis(envelop.adres("Action") == actie, f"Action {actie} bij {fout.code} (WA001)", envelop.adres("Action") or "geen Action")


def _controleer_detail(fout: Fout, dienst: Dienst) -> None:
    kinderen = [] if fout.detail is None else list(fout.detail)
    eis([kind.tag for kind in kinderen] == [f"{{{TYPEN}}}Fout"], "precies één typ:Fout in detail (R-170)", f"{len(kinderen)} elementen")
    los = etree.fromstring(etree.tostring(kinderen[0], with_tail=False))
    eis(schema(dienst).validate(los), "een typ:Fout volgens het schema (R-150)", "een ongeldige typ:Fout")


def _clark(kind: etree._Element) -> str | None:
    """faultcode is a QName in text: its prefix counts where it stands."""
    element = kind.find("faultcode")
    if element is None:
        return None
    prefix, _, naam = (element.text or "").strip().rpartition(":")
    namespace = element.nsmap.get(prefix or None)
    return naam if namespace is None else f"{{{namespace}}}{naam}"
