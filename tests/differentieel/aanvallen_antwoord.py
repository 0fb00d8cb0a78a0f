"""Case 47 of berichtbeveiliging.md section 3: replies that a client must not use."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from verwijsindex.contract.namespaces import SOAP

from . import partijen
from .aanval import Aanval, verbouw
from .blik import ID, NS
from .herteken import herteken
from .ondertekenaars import met_onze


def antwoorden() -> Iterator[Aanval]:
    """Case 47: replies that are not signed, or not to us, or not by the server."""
    goed = met_onze(partijen.server(), antwoord=True)
    yield Aanval("47", "goed antwoord", goed, None, antwoord=True)
    los = verbouw(lambda e: e[0].remove(e[0][0]), goed)
    yield Aanval("47", "zonder handtekening", los, ("NietOndertekend",), antwoord=True)
    yield Aanval("47", "van een ander", met_onze(partijen.partner(), antwoord=True), ("AndereServer",), antwoord=True)
    leeg = verbouw(lambda e: e[1].remove(e[1][0]), los)
    yield Aanval("47", "zonder handtekening en inhoud", leeg, ("NietOndertekend",), antwoord=True)
    fout = f'<s:Fault xmlns:s="{SOAP}"><faultcode>s:Server</faultcode><faultstring>DK0051</faultstring></s:Fault>'
    losse_fout = verbouw(lambda e: e[1].replace(e[1][0], etree.fromstring(fout)), los)
    yield Aanval("47", "fout zonder handtekening", losse_fout, ("OnbevestigdeFout",), antwoord=True)
    zonder_relatie = re.sub(rb"<wsa:RelatesTo.*</wsa:RelatesTo>", b"", goed)
    yield Aanval("47", "zonder RelatesTo", zonder_relatie, ("DK0008",), antwoord=True)
    ander = herteken(goed.replace(b"000000000001</wsa:RelatesTo", b"000000000002</wsa:RelatesTo"), partijen.server())
    yield Aanval("47", "op een ander verzoek", ander, ("AntwoordOpAnderVerzoek",), antwoord=True)
    waarde = verbouw(lambda e: e.find(".//wsse11:SignatureConfirmation", NS).set("Value", "AAAA"), goed)
    yield Aanval("47", "andere bevestiging", herteken(waarde, partijen.server()), ("BevestigingOnjuist",), antwoord=True)
    zonder = verbouw(lambda e: e[0][0].remove(e[0][0].find("wsse11:SignatureConfirmation", NS)), goed)
    yield Aanval("47", "zonder bevestiging", zonder, ("VIR-S01",), antwoord=True)
    ongetekend = verbouw(_verwijder_verwijzing("#vir-bevestiging"), goed)
    yield Aanval("47", "bevestiging niet getekend", herteken(ongetekend, partijen.server()), ("VIR-S01",), antwoord=True)
    ingepakt = verbouw(_pak_antwoord_in, goed)
    yield Aanval("47", "ingepakt", ingepakt, ("DK0010",), antwoord=True)
    oud = goed.replace(b"2026-03-02T09:30:00.000Z", b"2026-03-02T09:20:00.000Z")
    yield Aanval("47", "oud", herteken(oud, partijen.server()), ("VIR-S06",), antwoord=True)


def _verwijder_verwijzing(uri: str) -> Callable[[etree._Element], None]:
    def verander(envelop: etree._Element) -> None:
        info = envelop.find(".//ds:SignedInfo", NS)
        info.remove(next(r for r in info if r.get("URI") == uri))

    return verander


def _pak_antwoord_in(envelop: etree._Element) -> None:
    body = envelop[1]
    vals = deepcopy(body)
    vals.attrib.pop(ID)
    envelop.append(vals)
    envelop[0].append(body)
