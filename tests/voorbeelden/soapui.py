"""``python -m tests.voorbeelden.soapui``: a SoapUI project of all services, with the message security of the profile.

Made out of ``wsdl/plat/`` and the samples; a request is a sample in which what must differ is a property of the project.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from verwijsindex.contract import namespaces as ns
from verwijsindex.contract.bestanden import wsdl
from verwijsindex.contract.operaties import DIENSTEN, VAN_DIENST, Dienst, Operatie
from verwijsindex.sandbox.sleutelbossen import ALIAS, WACHTWOORD

from .spelen import VOORBEELDEN

PROJECT: Final = VOORBEELDEN.parent / "soapui" / "verwijsindex-soapui-project.xml"
CON: Final = "http://eviware.com/soapui/config"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
PROFIEL: Final = "2W-be-S"
SLEUTEL: Final = "00000099000000001000.p12"
VERTROUWD: Final = "keten.p12"
GETEKEND: Final = (("Timestamp", ns.WSU), ("Body", ns.SOAP), *((naam, ns.WSA) for naam in ("To", "Action", "MessageID", "ReplyTo")))
"""What the signature covers (WB004)."""
EIGENSCHAPPEN: Final = {
    "index": "https://localhost:8443",
    "oin": "00000099000000001000",
    "instantie": "ggd",
    "melder": "ggd-melder-1",
    "coordinator": "ggd-coordinator",
    "regievoerder": "regievoerder-0518",
    "college": "college-0518",
    "bsn": "999990019",
}
"""Properties of the project, with what they are in a sandbox."""
_NIEUW: Final = "soapui-${=java.util.UUID.randomUUID()}"
_VAN_ROL: Final = {"MELDER": "melder", "COORDINATOR": "coordinator", "REGIEVOERDER": "regievoerder", "COLLEGE": "college"}
_C = ElementMaker(namespace=CON, nsmap={"con": CON})
_LOS = ElementMaker()


def maak_project() -> bytes:
    """The project as bytes."""
    project = _C(
        "soapui-project",
        _C.settings(),
        *(_dienst(dienst) for dienst in DIENSTEN),
        _C.properties(*(_C.property(_C.name(naam), _C.value(waarde)) for naam, waarde in EIGENSCHAPPEN.items())),
        _beveiliging(),
        id=_id("project"),
        name="Verwijsindex",
        resourceRoot="${projectDir}",
        activeEnvironment="Default",
    )
    project.set("soapui-version", "5.7.2")
    project.insert(0, etree.Comment(" Gemaakt met python -m tests.voorbeelden.soapui; niet met de hand wijzigen. "))
    return etree.tostring(project, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _id(naam: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:verwijsindex:soapui:{naam}"))


def _eigenschap(naam: str) -> str:
    return "${#Project#" + naam + "}"


def _adres(dienst: Dienst) -> str:
    return _eigenschap("index") + dienst.pad


def _dienst(dienst: Dienst) -> etree._Element:
    wortel = etree.parse(wsdl(dienst.naam, "plat")).getroot()
    (binding,) = wortel.findall(f"{{{ns.WSDL}}}binding")
    bron = f"{EIGENSCHAPPEN['index']}{dienst.pad}?wsdl=plat"
    tekst = etree.CDATA(etree.tostring(wortel, encoding="unicode"))
    deel = _C.part(_C.url(bron), _C.content(), _C.type(ns.WSDL))
    deel[1].text = tekst
    return _C(
        "interface",
        _C.settings(),
        _C.definitionCache(deel, type="TEXT", rootPart=bron),
        _C.endpoints(_C.endpoint(_adres(dienst))),
        *(_operatie(operatie) for operatie in VAN_DIENST[dienst]),
        {f"{{{XSI}}}type": "con:WsdlInterface"},
        id=_id(dienst.naam),
        wsaVersion="200508",
        name=binding.attrib["name"],
        type="wsdl",
        bindingName=f"{{{dienst.namespace}}}{binding.attrib['name']}",
        soapVersion="1_1",
        anonymous="optional",
        definition=bron,
    )


def _operatie(operatie: Operatie) -> etree._Element:
    aanroep = _C.call(
        _C.settings(),
        _C.encoding("UTF-8"),
        _C.endpoint(_adres(operatie.dienst)),
        _C.request(),
        _C.credentials(_C.authType("No Authorization")),
        _C.wsaConfig(
            mustUnderstand="NONE",
            version="200508",
            action=operatie.action,
            replyTo=ns.WSA_ANONYMOUS,
            generateMessageId="true",
            addDefaultTo="true",
        ),
        id=_id(f"{operatie.naam}/verzoek"),
        name=operatie.naam,
        outgoingWss=PROFIEL,
        incomingWss=PROFIEL,
        sslKeystore=SLEUTEL,
        timeout="30000",
        useWsAddressing="true",
    )
    aanroep[3].text = etree.CDATA(bericht(operatie))
    return _C.operation(
        _C.settings(),
        aanroep,
        id=_id(operatie.naam),
        isOneWay="false",
        action=operatie.action,
        name=operatie.naam,
        bindingOperationName=operatie.naam,
        type="Request-Response",
        inputName="",
        receivesAttachments="false",
        sendsAttachments="false",
        anonymous="optional",
    )


def bericht(operatie: Operatie) -> str:
    """The envelope as SoapUI sends it on, without headers: WS-Addressing and the Security header come from the settings."""
    kind = etree.parse(VOORBEELDEN / f"{operatie.naam}-verzoek.xml", etree.XMLParser(remove_blank_text=True)).getroot()
    rol = str(kind.findtext(f"*/{{{ns.TYPEN}}}rol"))
    waarden = {"verzenderOin": "oin", "instantieId": "instantie", "gebruikerId": _VAN_ROL[rol], "bsn": "bsn"}
    for element in kind.iter("*"):
        naam = etree.QName(element).localname
        if naam in ("partnerMeldingId", "partnerVerzoekId"):
            element.text = _NIEUW
        elif naam in waarden:
            element.text = _eigenschap(waarden[naam])
    envelop = etree.Element(f"{{{ns.SOAP}}}Envelope", nsmap={"soapenv": ns.SOAP})
    etree.SubElement(envelop, f"{{{ns.SOAP}}}Header")
    etree.SubElement(envelop, f"{{{ns.SOAP}}}Body").append(kind)
    etree.indent(envelop)
    return etree.tostring(envelop, encoding="unicode")


def vul_in(tekst: str, anders: Mapping[str, str] | None = None) -> str:
    """What SoapUI sends for its properties; for tests."""
    waarden = EIGENSCHAPPEN | dict(anders or {})
    return re.sub(r"\$\{#Project#(\w+)\}", lambda gevonden: waarden[gevonden[1]], tekst.replace(_NIEUW, f"soapui-{_id('proef')}"))


def _beveiliging() -> etree._Element:
    handtekening = _LOS.configuration(
        *_velden(
            crypto=SLEUTEL,
            keyIdentifierType="1",
            signatureAlgorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            signatureCanonicalization=ns.EXC_C14N,
            useSingleCert="true",
            digestAlgorithm="http://www.w3.org/2001/04/xmlenc#sha256",
        ),
        *(_deel(naam, namespace) for naam, namespace in GETEKEND),
    )
    tijd = _LOS.configuration(*_velden(timeToLive="300", strictTimestamp="true"))
    for configuratie in (handtekening, tijd):
        configuratie.tag = f"{{{CON}}}configuration"
    return _C.wssContainer(
        *(_C.crypto(_C.source(f"pki/{bestand}"), _C.password(WACHTWOORD), _C.type("KEYSTORE")) for bestand in (SLEUTEL, VERTROUWD)),
        _C.incoming(_C.name(PROFIEL), _C.decryptCrypto(), _C.signatureCrypto(VERTROUWD), _C.decryptPassword()),
        _C.outgoing(
            _C.name(PROFIEL),
            _C.entry(tijd, type="Timestamp"),
            _C.entry(handtekening, type="Signature", username=ALIAS, password=WACHTWOORD),
            mustUnderstand="true",
        ),
    )


def _velden(**velden: str) -> Iterator[etree._Element]:
    for naam, waarde in velden.items():
        element = _LOS(naam)
        element.text = waarde
        yield element


def _deel(naam: str, namespace: str) -> etree._Element:
    """A row of the table of parts: SoapUI keeps it as XML in text."""
    rij = etree.Element("xml-fragment", nsmap={"con": CON})
    for sleutel, waarde in (("id", ""), ("name", naam), ("enc", "Element"), ("namespace", namespace)):
        etree.SubElement(rij, f"{{{CON}}}entry", key=sleutel, value=waarde)
    deel = _LOS.signaturePart()
    deel.text = etree.CDATA(etree.tostring(rij, encoding="unicode"))
    return deel


def main(pad: Path = PROJECT) -> None:
    """Write the project."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(maak_project())
    print(pad.name)


if __name__ == "__main__":
    main()
