"""Every XML namespace that the koppelvlak knows, once."""

from typing import Final

# Messages
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12: Final = "http://www.w3.org/2003/05/soap-envelope"
WSA: Final = "http://www.w3.org/2005/08/addressing"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
WSSE11: Final = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
EXC_C14N: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"

# Contract files
XSD: Final = "http://www.w3.org/2001/XMLSchema"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
WSDL_SOAP: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
WSAM: Final = "http://www.w3.org/2007/05/addressing/metadata"
WSP: Final = "http://www.w3.org/ns/ws-policy"
WSSP: Final = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"

# Ours
TYPEN: Final = "urn:verwijsindex:typen:v1"
MELDINGEN: Final = "urn:verwijsindex:meldingen:v1"
SIGNALEN: Final = "urn:verwijsindex:signalen:v1"
RECHTEN: Final = "urn:verwijsindex:rechten:v1"
REGIE: Final = "urn:verwijsindex:regie:v1"
BELEIDSINFORMATIE: Final = "urn:verwijsindex:beleidsinformatie:v1"
SIGNAALONTVANGST: Final = "urn:verwijsindex:signaalontvangst:v1"

WSA_ANONYMOUS: Final = "http://www.w3.org/2005/08/addressing/anonymous"
WSA_NONE: Final = "http://www.w3.org/2005/08/addressing/none"
WSA_UNSPECIFIED: Final = "http://www.w3.org/2005/08/addressing/unspecified"
