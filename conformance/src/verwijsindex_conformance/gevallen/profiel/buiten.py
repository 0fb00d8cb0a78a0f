"""Nothing in a message makes the target call anybody, or read what the message names."""

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, vind
from verwijsindex_conformance.bericht.handtekening import verwijzing_naar
from verwijsindex_conformance.bericht.vorm import met_dtd
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.kanarie import kanarie
from verwijsindex_conformance.namespaces import BODY, HEADER, WSA, WSU_ID
from verwijsindex_conformance.proef import Proef

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XI = "http://www.w3.org/2001/XInclude"


@geval(
    "PROF-036",
    "Een verwijzing van de handtekening naar buiten of naar een uitdrukking",
    eisen=("R-155", "WB004", "AANVAL-15"),
    tweeling="PROF-001",
    gedaan="Laat de verwijzing naar de Body wijzen naar een adres van deze machine (http, https, ftp), naar een bestand, een "
    "bijlage (cid), een relatief adres, een xpointer, het hele document, of nergens heen, en luistert of het doel "
    "verbinding maakt.",
    verwacht="Elke keer een fout VIR-S01, en geen verbinding.",
)
def verwijzing_elders(p: Proef) -> None:
    with kanarie(p.doel) as k:
        uris = {schema: k.adres(schema=schema) for schema in ("http", "https", "ftp")}
        uris |= {
            "http met een id": f"{k.adres()}#body",
            "bestand": "file:///etc/hostname",
            "bijlage": "cid:body",
            "relatief": "../x",
            "naam": "body",
        }
        uris |= {
            "het document": "",
            "leeg id": "#",
            "xpointer": "#xpointer(/)",
            "xpointer met id": "#xpointer(id('body'))",
            "ander id": "#Body",
        }
        for naam, uri in {**uris, "geen": None}.items():
            with p.variant(naam):
                p.weiger("VIR-S01", in_handtekening=verwijzing_naar("body", uri))


@geval(
    "PROF-096",
    "ReplyTo of FaultTo naar een ander adres, of met meer dan een adres",
    eisen=("R-152", "WA001", "AANVAL-38"),
    tweeling="PROF-012",
    gedaan="Stuurt goed getekende verzoeken met een adres van deze machine in ReplyTo of FaultTo, en met ReferenceParameters of "
    "Metadata naast het adres, en luistert of het doel verbinding maakt.",
    verwacht="Elke keer een fout DK0011, en geen verbinding.",
)
def antwoordadres_elders(p: Proef) -> None:
    with kanarie(p.doel) as k:
        with p.variant("ReplyTo"):
            p.weiger("DK0011", reply_to=k.adres())
        with p.variant("FaultTo"):
            p.weiger("DK0011", voor_tekenen=_fault_to(k.adres()))
        for naam in ("ReferenceParameters", "Metadata"):
            with p.variant(naam):
                p.weiger("DK0011", voor_tekenen=_met_erbij(naam, k.adres()))


def _fault_to(adres: str) -> Verandering:
    def verander(envelop: etree._Element) -> None:
        blok = etree.SubElement(vind(envelop, HEADER), f"{{{WSA}}}FaultTo", {WSU_ID: "faultto"})
        etree.SubElement(blok, f"{{{WSA}}}Address").text = adres

    return verander


def _met_erbij(naam: str, adres: str) -> Verandering:
    def verander(envelop: etree._Element) -> None:
        etree.SubElement(vind(envelop, HEADER, f"{{{WSA}}}ReplyTo"), f"{{{WSA}}}{naam}").text = adres

    return verander


@geval(
    "PROF-116",
    "Een bericht dat iets van buiten wil invoegen",
    eisen=("R-151", "R-159", "AANVAL-29"),
    tweeling="PROF-117",
    gedaan="Zet voor een verder goed bericht een DTD met een entiteit naar een adres van deze machine (gewoon, als parameter, als "
    "externe DTD) of naar een bestand, of een lege DTD; en stuurt een goed getekend verzoek met een XInclude. Luistert of "
    "het doel verbinding maakt.",
    verwacht="Elke keer een fout DK0001 (bij XInclude mag ook DK0004), en geen verbinding; de fout hoeft niet getekend te zijn.",
)
def invoegen(p: Proef) -> None:
    with kanarie(p.doel) as k:
        for naam, dtd in _dtds(k.adres()).items():
            with p.variant(naam):
                p.weiger("DK0001", mag_ongetekend=True, op_bytes=met_dtd(dtd))
        with p.variant("XInclude"):
            ontvangen = p.stuur_controle(voor_tekenen=_xinclude(k.adres()))
            p.gesprek.geweigerd(ontvangen, "DK0001", "DK0004", techniek=True, mag_ongetekend=True)


def _dtds(adres: str) -> dict[str, str]:
    return {
        "http": f'[<!ENTITY e SYSTEM "{adres}">]',
        "openbaar": f'[<!ENTITY e PUBLIC "-//x//y" "{adres}">]',
        "bestand": '[<!ENTITY e SYSTEM "file:///etc/hostname">]',
        "parameter": f'[<!ENTITY e ""><!ENTITY % p SYSTEM "{adres}"> %p;]',
        "externe DTD": f'SYSTEM "{adres}"',
        "lege DTD": "",
    }


def _xinclude(adres: str) -> Verandering:
    def verander(envelop: etree._Element) -> None:
        etree.SubElement(vind(envelop, BODY)[0], f"{{{_XI}}}include", {"href": adres})

    return verander


@geval(
    "PROF-117",
    "Een plaats voor het schema in het bericht wordt niet opgezocht",
    eisen=("R-150", "R-159", "AANVAL-29"),
    gedaan="Stuurt een goed getekend verzoek met xsi:schemaLocation en xsi:noNamespaceSchemaLocation naar een adres van deze machine, "
    "en luistert of het doel verbinding maakt.",
    verwacht="Het verzoek wordt geaccepteerd, zonder verbinding.",
)
def plaats_van_schema(p: Proef) -> None:
    with kanarie(p.doel) as k:
        p.accepteer(voor_tekenen=_op_inhoud(f"{{{_XSI}}}schemaLocation", f"urn:verwijsindex:meldingen:v1 {k.adres()}"))
        p.accepteer(voor_tekenen=_op_inhoud(f"{{{_XSI}}}noNamespaceSchemaLocation", k.adres()))


def _op_inhoud(naam: str, waarde: str) -> Verandering:
    return lambda envelop: vind(envelop, BODY)[0].set(naam, waarde)
