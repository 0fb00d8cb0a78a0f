"""Every namespace, QName and URI that a message of the profile may hold (Digikoppeling WUS 3.8, 2W-be-S)."""

from typing import Final

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
WSA: Final = "http://www.w3.org/2005/08/addressing"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSSE11: Final = "http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"
WSU: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
WSDL: Final = "http://schemas.xmlsoap.org/wsdl/"
WSDL_SOAP: Final = "http://schemas.xmlsoap.org/wsdl/soap/"
WSAM: Final = "http://www.w3.org/2007/05/addressing/metadata"
XSD: Final = "http://www.w3.org/2001/XMLSchema"
WSP: Final = "http://www.w3.org/ns/ws-policy"
WSSP: Final = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"

TYPEN: Final = "urn:verwijsindex:typen:v1"
MELDINGEN: Final = "urn:verwijsindex:meldingen:v1"
SIGNALEN: Final = "urn:verwijsindex:signalen:v1"
RECHTEN: Final = "urn:verwijsindex:rechten:v1"
SIGNAALONTVANGST: Final = "urn:verwijsindex:signaalontvangst:v1"
REGIE: Final = "urn:verwijsindex:regie:v1"
BELEIDSINFORMATIE: Final = "urn:verwijsindex:beleidsinformatie:v1"

ANONIEM: Final = f"{WSA}/anonymous"
NIET_GENOEMD: Final = f"{WSA}/unspecified"
FOUT_ACTION_WSA: Final = f"{WSA}/fault"
FOUT_ACTION_SOAP: Final = f"{WSA}/soap/fault"

X509_TOKEN: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"  # noqa: S105 (a type, no secret)
BASE64: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
EXC_C14N: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"

ENVELOPE: Final = f"{{{SOAP}}}Envelope"
HEADER: Final = f"{{{SOAP}}}Header"
BODY: Final = f"{{{SOAP}}}Body"
FAULT: Final = f"{{{SOAP}}}Fault"
SECURITY: Final = f"{{{WSSE}}}Security"
TOKEN: Final = f"{{{WSSE}}}BinarySecurityToken"
TIMESTAMP: Final = f"{{{WSU}}}Timestamp"
BEVESTIGING: Final = f"{{{WSSE11}}}SignatureConfirmation"
SIGNATURE: Final = f"{{{DS}}}Signature"
WSU_ID: Final = f"{{{WSU}}}Id"
