"""The parts of the Security header and of the signature: each once, and nothing else."""

from copy import deepcopy

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.bericht.handtekening import SIGNED_INFO, verwijzing
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import DS, HEADER, SECURITY, SIGNATURE, SOAP, TOKEN
from verwijsindex_conformance.proef import Proef

_ACTOR = f"{{{SOAP}}}actor"
_IN_SIGNATURE = (HEADER, SECURITY, SIGNATURE)


@geval(
    "PROF-052",
    "Een handtekening over niets",
    eisen=("R-155", "WB004", "AANVAL-08"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een geldige handtekening over een SignedInfo zonder verwijzingen, en een met alleen de "
    "verwijzing naar de Timestamp.",
    verwacht="Twee keer een fout VIR-S01.",
)
def handtekening_over_niets(p: Proef) -> None:
    for blijft in ((), ("timestamp",)):
        with p.variant("alleen de Timestamp" if blijft else "geen verwijzing"):
            p.weiger("VIR-S01", in_handtekening=_alleen(*blijft))


def _alleen(*ids: str) -> Verandering:
    def verander(handtekening: etree._Element) -> None:
        info = vind(handtekening, SIGNED_INFO)
        for een in info.findall(f"{{{DS}}}Reference"):
            if een.get("URI", "")[1:] not in ids:
                info.remove(een)

    return verander


@geval(
    "PROF-053",
    "Een deel van de Security-header staat er twee keer",
    eisen=("R-155", "WB001", "WB009", "AANVAL-09"),
    tweeling="PROF-009",
    gedaan="Stuurt een verzoek met twee Signatures, met twee tokens, met een tweede Security-header (leeg, ervoor of erachter; of "
    "de hele kopie), met het token achter de handtekening, en met Security voor een andere actor.",
    verwacht="Elke keer een fout VIR-S01 of DK0001.",
)
def deel_dubbel(p: Proef) -> None:
    vormen: dict[str, Verandering] = {
        "twee Signatures": _verdubbel(*_IN_SIGNATURE),
        "twee tokens": _verdubbel(HEADER, SECURITY, TOKEN),
        "lege Security erachter": lambda envelop: vind(envelop, HEADER).append(etree.Element(SECURITY)),
        "lege Security ervoor": lambda envelop: vind(envelop, HEADER).insert(0, etree.Element(SECURITY)),
        "hele Security": _verdubbel(HEADER, SECURITY),
        "token achteraan": lambda envelop: vind(envelop, HEADER, SECURITY).append(vind(envelop, HEADER, SECURITY, TOKEN)),
        "andere actor": lambda envelop: vind(envelop, HEADER, SECURITY).set(_ACTOR, "urn:conformiteit:ander"),
    }
    for naam, verander in vormen.items():
        with p.variant(naam):
            p.weiger("VIR-S01", "DK0001", na_tekenen=verander)


def _verdubbel(*pad: str) -> Verandering:
    """A copy right behind the original."""

    def verander(envelop: etree._Element) -> None:
        origineel = vind(envelop, *pad)
        origineel.addnext(deepcopy(origineel))

    return verander


@geval(
    "PROF-054",
    "Een handtekening met meer dan zij mag hebben",
    eisen=("R-155", "WB004", "AANVAL-10", "BSP-R3102", "BSP-R5403"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met twee keer SignedInfo, met de getekende SignedInfo in een ds:Object en een andere op zijn "
    "plaats, met een Manifest in een ds:Object of in plaats van een verwijzing, met HMACOutputLength, en met twee digests "
    "in een verwijzing.",
    verwacht="Elke keer een fout VIR-S01.",
)
def handtekening_met_meer(p: Proef) -> None:
    erna: dict[str, Verandering] = {
        "twee SignedInfo": _verdubbel(SIGNED_INFO),
        "SignedInfo in een Object": _signed_info_in_object,
        "Manifest in een Object": lambda h: etree.SubElement(etree.SubElement(h, f"{{{DS}}}Object"), f"{{{DS}}}Manifest").clear(),
    }
    erin: dict[str, Verandering] = {
        "Manifest voor een verwijzing": lambda h: setattr(verwijzing(h, "body"), "tag", f"{{{DS}}}Manifest"),
        "HMACOutputLength": _met_lengte,
        "twee digests": _verdubbel(SIGNED_INFO, f"{{{DS}}}Reference", f"{{{DS}}}DigestValue"),
    }
    for naam, verander in erna.items():
        with p.variant(naam):
            p.weiger("VIR-S01", na_tekenen=lambda envelop, v=verander: v(vind(envelop, *_IN_SIGNATURE)))
    for naam, verander in erin.items():
        with p.variant(naam):
            p.weiger("VIR-S01", in_handtekening=verander)


def _signed_info_in_object(handtekening: etree._Element) -> None:
    getekend = vind(handtekening, SIGNED_INFO)
    ander = deepcopy(getekend)
    vind(ander, f"{{{DS}}}Reference", f"{{{DS}}}DigestValue").text = "AAAA"
    handtekening.replace(getekend, ander)
    etree.SubElement(handtekening, f"{{{DS}}}Object").append(getekend)


def _met_lengte(handtekening: etree._Element) -> None:
    etree.SubElement(vind(handtekening, SIGNED_INFO, f"{{{DS}}}SignatureMethod"), f"{{{DS}}}HMACOutputLength").text = "8"
