"""Other ways to write the same message: accepted, and with the same meaning."""

from lxml import etree

from verwijsindex_conformance.bericht.breken import Verandering, adresheader, vind
from verwijsindex_conformance.bericht.vorm import Bytes, vervang
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import BODY, MELDINGEN, TYPEN
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_PREFIXEN: dict[str, dict[str | None, str]] = {
    "wsu en soap opnieuw": {"wsu": MELDINGEN, "soap": TYPEN},
    "andere naamruimte zonder prefix": {"m": MELDINGEN, None: TYPEN},
    "alles met een prefix": {"m": MELDINGEN, "t": TYPEN},
}


@geval(
    "PROF-012",
    "FaultTo en RelatesTo mogen erbij",
    eisen=("WA001", "R-152", "AANVAL-07", "AANVAL-38"),
    gedaan="Stuurt een verzoek met een anonieme FaultTo, en een met RelatesTo, allebei getekend.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def faultto_en_relatesto(p: Proef) -> None:
    for naam in ("FaultTo", "RelatesTo"):
        with p.variant(naam):
            p.accepteer(voor_tekenen=adresheader(naam))


@geval(
    "PROF-013",
    "Commentaar in een getekende waarde knipt niets af",
    eisen=("R-155", "R-159", "AANVAL-26"),
    gedaan="Zet na het tekenen commentaar midden in het BSN en midden in het partnerMeldingId van een melding; de handtekening "
    "blijft daarbij kloppen. Doet daarna dezelfde melding zonder commentaar.",
    verwacht="De melding wordt geaccepteerd met de hele waarden: de tweede is een herhaling van de eerste.",
)
def commentaar_in_waarde(p: Proef) -> None:
    _zelfde_melding(p, lambda waarde: waarde[:4] + b"<!-- x -->" + waarde[4:])


@geval(
    "PROF-014",
    "CDATA en tekenverwijzingen zijn dezelfde waarde",
    eisen=("R-155", "R-151", "AANVAL-28"),
    gedaan="Schrijft na het tekenen het BSN en het partnerMeldingId als CDATA, en in een tweede melding als tekenverwijzingen; de "
    "handtekening blijft daarbij kloppen. Doet daarna dezelfde melding gewoon.",
    verwacht="De meldingen worden geaccepteerd; de gewone is telkens een herhaling.",
)
def anders_geschreven(p: Proef) -> None:
    with p.variant("CDATA"):
        _zelfde_melding(p, lambda waarde: b"<![CDATA[" + waarde + b"]]>")
    with p.variant("tekenverwijzingen"):
        _zelfde_melding(p, lambda waarde: b"".join(b"&#%d;" % teken for teken in waarde))


def _zelfde_melding(p: Proef, schrijf: Bytes) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    p.trek_in(p.meld_vers(melder, persoon))
    sleutel = p.sleutel()

    def anders(raw: bytes) -> bytes:
        for waarde in (sleutel.encode(), persoon.bsn.encode()):
            raw = vervang(b">" + waarde + b"<", b">" + schrijf(waarde) + b"<")(raw)
        return raw

    eerst = p.meld(melder, persoon, sleutel, op_bytes=anders)
    daarna = p.meld(melder, persoon, sleutel)
    eis(eerst.melding_id == daarna.melding_id, "hetzelfde meldingId voor dezelfde waarden", "een ander meldingId")
    eis(not daarna.reeds_gemeld, "het eerste antwoord nog eens: hetzelfde partnerMeldingId", "reedsGemeld true")


@geval(
    "PROF-015",
    "Een XML-declaratie en een byte order mark mogen",
    eisen=("R-151", "WS006", "AANVAL-36"),
    gedaan="Stuurt een goed verzoek met een XML-declaratie voor UTF-8, en een met de byte order mark van UTF-8.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def declaratie_en_bom(p: Proef) -> None:
    for begin in (b'<?xml version="1.0" encoding="UTF-8"?>\n', b"<?xml version='1.0' encoding='utf-8' standalone='yes'?>", b"\xef\xbb\xbf"):
        p.accepteer(op_bytes=lambda raw, begin=begin: begin + raw)


@geval(
    "PROF-016",
    "Prefixen mogen in de Body iets anders betekenen",
    eisen=("R-151", "WB001", "AANVAL-42"),
    gedaan="Stuurt een verzoek waarin het prefix wsu in de Body bij een andere naamruimte hoort, een waarin een andere naamruimte geen "
    "prefix heeft, en een waarin alles er een heeft.",
    verwacht="De verzoeken worden geaccepteerd.",
)
def andere_prefixen(p: Proef) -> None:
    for naam, nsmap in _PREFIXEN.items():
        with p.variant(naam):
            p.accepteer(voor_tekenen=_met_prefixen(nsmap))


def _met_prefixen(nsmap: dict[str | None, str]) -> Verandering:
    """The same request, with other prefixes."""

    def verander(envelop: etree._Element) -> None:
        body = vind(envelop, BODY)
        nieuw = etree.Element(body[0].tag, nsmap=nsmap)
        _vul(nieuw, body[0])
        body.replace(body[0], nieuw)

    return verander


def _vul(nieuw: etree._Element, oud: etree._Element) -> None:
    nieuw.text = oud.text
    for kind in oud:
        _vul(etree.SubElement(nieuw, kind.tag), kind)
