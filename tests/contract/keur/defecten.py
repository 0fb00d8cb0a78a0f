"""For every rule of form the defects that break it, each a change of the good contract beside this file."""

from dataclasses import dataclass

WSDL, XSD = "goed.wsdl", "goed.xsd"
_OPERATIE = '<wsdl:operation name="MaakAfspraak">'
_INPUT = '<wsdl:input message="a:MaakAfspraakVerzoek" wsam:Action="urn:voorbeeld:agenda:v1:MaakAfspraak"/>'
_OUTPUT = '<wsdl:output message="a:MaakAfspraakAntwoord" wsam:Action="urn:voorbeeld:agenda:v1:MaakAfspraakResponse"/>'
_IMPORT = '<xsd:import namespace="urn:voorbeeld:agenda:v1" schemaLocation="goed.xsd"/>'
_SEQUENCE = '<xsd:sequence>\n      <xsd:element name="dag" type="a:Dagnummer">'
_TYPE = '<xsd:simpleType name="Dagnummer">'
_NA_SEQUENCE = _SEQUENCE.removeprefix("<xsd:sequence>")
_UITLEG = "<xsd:annotation><xsd:documentation>X.</xsd:documentation></xsd:annotation>"
_EEN_LETTER = f'{_UITLEG}<xsd:restriction base="xsd:string"><xsd:length value="1"/></xsd:restriction></xsd:simpleType>'
_WAAROM = "<xsd:annotation><xsd:documentation>Waarom het niet kan.</xsd:documentation></xsd:annotation>"
_ARRAY = 'type="a:Dagnummer" xmlns:w="http://schemas.xmlsoap.org/wsdl/" w:arrayType="a:Afspraak[]"'


@dataclass(frozen=True)
class Defect:
    """In ``bestand`` the first ``oud`` becomes ``nieuw``; the rule ``regel`` finds it."""

    regel: str
    bestand: str
    oud: str
    nieuw: str
    ook: frozenset[str] = frozenset()
    """Rules that this breaks as well."""


DEFECTEN = (
    Defect("KB01", WSDL, "</wsdl:definitions>", ""),
    Defect("KB02", XSD, 'encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    Defect("KB03", XSD, "<xsd:schema ", "<!DOCTYPE schema><xsd:schema "),
    Defect("KB03", XSD, "<xsd:schema ", "<?kleur rood?><xsd:schema "),
    Defect("KB04", XSD, 'targetNamespace="urn:voorbeeld:agenda:v1"', 'targetNamespace="agenda"', frozenset({"KB06", "KB11", "KX11"})),
    Defect("KB05", WSDL, "goed.xsd", "https://agenda.example/goed.xsd", frozenset({"KB11"})),
    Defect("KB05", WSDL, "goed.xsd", ".\\goed.xsd"),
    Defect("KB05", WSDL, "goed.xsd", "weg.xsd", frozenset({"KB11"})),
    Defect("KB06", WSDL, 'import namespace="urn:voorbeeld:agenda:v1"', 'import namespace="urn:voorbeeld:agenda:v2"'),
    Defect("KB07", WSDL, f"<xsd:schema>\n      {_IMPORT}\n    </xsd:schema>", _IMPORT),
    Defect("KB07", WSDL, "<wsdl:types>", '<wsdl:import namespace="urn:voorbeeld:agenda:v1" location="goed.xsd"/><wsdl:types>'),
    Defect("KB08", XSD, "<xsd:element ", '<xsd:include schemaLocation="goed.xsd"/><xsd:element ', frozenset({"KX11"})),
    Defect(
        "KB09",
        WSDL,
        _IMPORT,
        f'{_IMPORT}</xsd:schema><xsd:schema targetNamespace="urn:voorbeeld:agenda:v1" elementFormDefault="qualified">'
        f'<xsd:simpleType name="Uur">{_EEN_LETTER}',
    ),
    Defect("KB10", WSDL, "<wsdl:types>", '<wsdl:message name="Fout2"/><wsdl:types>', frozenset({"KW10"})),
    Defect("KB11", WSDL, 'element="a:Fout"', 'element="a:Niets"'),
    Defect("KB11", WSDL, f"<xsd:schema>\n      {_IMPORT}\n    </xsd:schema>", "", frozenset()),
    Defect("KB11", XSD, 'type="a:Dagnummer"', 'type="b:Dagnummer"', frozenset({"KX11"})),
    Defect(
        "KW01",
        WSDL,
        "</wsdl:definitions>",
        '<wsdl:portType name="Nog"><wsdl:documentation>X</wsdl:documentation></wsdl:portType></wsdl:definitions>',
    ),
    Defect("KW02", WSDL, 'service name="AgendaService_v1"', 'service name="AgendaService"'),
    Defect(
        "KW03",
        WSDL,
        "  </wsdl:portType>",
        '<wsdl:operation name="maakAfspraak"/></wsdl:portType>',
        frozenset({"KW04", "KW05", "KW15", "KW20"}),
    ),
    Defect("KW04", WSDL, _OUTPUT, "", frozenset({"KW10"})),
    Defect("KW04", WSDL, f"{_INPUT}\n      {_OUTPUT}", f"{_OUTPUT}{_INPUT}"),
    Defect(
        "KW05",
        WSDL,
        '<wsdl:fault name="Fout" message="a:Fout" wsam:Action="urn:voorbeeld:agenda:v1:MaakAfspraakFout"/>',
        "",
        frozenset({"KW10", "KW17"}),
    ),
    Defect("KW06", WSDL, 'name="fout" element="a:Fout"', 'name="fout" type="a:Fouttekst"'),
    Defect("KW07", WSDL, 'name="parameters" element="a:MaakAfspraakResponse"', 'name="body" element="a:MaakAfspraakResponse"'),
    Defect("KW07", WSDL, 'element="a:MaakAfspraakResponse"', 'element="a:Fout"'),
    Defect("KW08", WSDL, ' wsam:Action="urn:voorbeeld:agenda:v1:MaakAfspraakResponse"', ""),
    Defect("KW08", WSDL, "v1:MaakAfspraakResponse", "v1:MaakAfspraak", frozenset()),
    Defect("KW09", WSDL, 'soapAction="urn:voorbeeld:agenda:v1:MaakAfspraak"', 'soapAction=""'),
    Defect("KW10", WSDL, "<wsdl:portType", '<wsdl:message name="Los"/><wsdl:portType'),
    Defect("KW11", WSDL, 'transport="http://schemas.xmlsoap.org/soap/http"', 'transport="http://schemas.xmlsoap.org/soap/smtp"'),
    Defect(
        "KW11",
        WSDL,
        'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
        'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/"',
        frozenset({"KW09", "KW17", "KW19"}),
    ),
    Defect("KW12", WSDL, '<soap:binding style="document"', '<soap:binding style="rpc"'),
    Defect("KW12", WSDL, '<soap:body use="literal"/>', '<soap:body use="encoded"/>'),
    Defect("KW12", WSDL, '<soap:body use="literal"/>', '<soap:body use="literal" namespace="urn:x"/>'),
    Defect(
        "KW13", WSDL, '<soap:body use="literal"/>', '<soap:body use="literal"/><soap:header message="a:Fout" part="fout" use="literal"/>'
    ),
    Defect(
        "KW14", WSDL, '<soap:body use="literal"/>', '<soap:body use="literal"/><m:content xmlns:m="http://schemas.xmlsoap.org/wsdl/mime/"/>'
    ),
    Defect("KW15", WSDL, f"{_OPERATIE}\n      <soap", '<wsdl:operation name="Anders">\n      <soap'),
    Defect(
        "KW16",
        WSDL,
        "  </wsdl:portType>",
        f'<wsdl:operation name="Zeg">{_INPUT}{_OUTPUT}</wsdl:operation></wsdl:portType>',
        frozenset({"KW05", "KW07", "KW08", "KW15", "KW20"}),
    ),
    Defect("KW17", WSDL, '<soap:fault name="Fout"', '<soap:fault name="Error"'),
    Defect("KW17", WSDL, '<wsdl:fault name="Fout"><soap:fault name="Fout" use="literal"/></wsdl:fault>', ""),
    Defect("KW18", WSDL, "<soap:binding style", '<soap:binding wsdl:required="true" style'),
    Defect("KW19", WSDL, "https://agenda.example/v1", "http://agenda.example/v1"),
    Defect("KW19", WSDL, '<soap:address location="https://agenda.example/v1"/>', ""),
    Defect("KW20", WSDL, "<wsdl:documentation>Maakt een afspraak.</wsdl:documentation>", ""),
    Defect("KX01", XSD, ' elementFormDefault="qualified"', ""),
    Defect("KX01", XSD, 'element name="dag"', 'element form="unqualified" name="dag"'),
    Defect(
        "KX02",
        XSD,
        _SEQUENCE,
        f'<xsd:sequence><xsd:any processContents="lax" namespace="##other" minOccurs="0"/>{_NA_SEQUENCE}',
    ),
    Defect(
        "KX03",
        XSD,
        _SEQUENCE,
        f'<xsd:sequence><xsd:choice><xsd:element name="uur" type="a:Dagnummer">{_UITLEG}</xsd:element></xsd:choice>{_NA_SEQUENCE}',
    ),
    Defect("KX04", XSD, 'element name="dag"', 'element nillable="true" name="dag"'),
    Defect("KX04", XSD, 'element name="dag"', 'element default="20260101" name="dag"'),
    Defect(
        "KX05",
        XSD,
        '<xsd:element name="Fout" type="a:Fouttekst">\n    ' + _WAAROM,
        f'<xsd:element name="Fout">{_UITLEG}<xsd:simpleType>{_UITLEG}<xsd:restriction base="a:Fouttekst"/></xsd:simpleType>',
    ),
    Defect(
        "KX06",
        XSD,
        _TYPE,
        f'<xsd:simpleType name="DagNummer">{_EEN_LETTER}{_TYPE}',
    ),
    Defect("KX07", XSD, "[0-9]{8}", r"\d{8}"),
    Defect("KX08", XSD, 'name="dag" type="a:Dagnummer"', 'name="dag" type="xsd:string"'),
    Defect("KX09", XSD, "</xsd:sequence>", '</xsd:sequence><xsd:assert test="true()"/>', frozenset({"KX11"})),
    Defect(
        "KX10",
        XSD,
        "<xsd:sequence>",
        '<xsd:attribute name="soort" ' + _ARRAY + "/><xsd:sequence>",
        frozenset({"KX11"}),
    ),
    Defect("KX11", XSD, '<xsd:maxLength value="200"/>', '<xsd:maxLength value="veel"/>'),
    Defect("KX12", XSD, "<xsd:annotation><xsd:documentation>Welke dag.</xsd:documentation></xsd:annotation>", ""),
)
