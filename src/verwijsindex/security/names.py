"""Clark names of what the profile knows, and small readers of elements.

Where the children of an element are read, it is as `element[:]`: a loop over the element itself asks lxml for them one by one.
"""

from typing import Final

from lxml import etree

from verwijsindex.contract.namespaces import DS, EXC_C14N, SOAP, SOAP12, WSA, WSSE, WSSE11, WSU

WIT: Final = " \t\r\n"

ENVELOPE: Final = f"{{{SOAP}}}Envelope"
ENVELOPE12: Final = f"{{{SOAP12}}}Envelope"
HEADER: Final = f"{{{SOAP}}}Header"
BODY: Final = f"{{{SOAP}}}Body"
FAULT: Final = f"{{{SOAP}}}Fault"
MUST_UNDERSTAND: Final = f"{{{SOAP}}}mustUnderstand"
ENCODING_STYLE: Final = f"{{{SOAP}}}encodingStyle"
ACTOR: Final = f"{{{SOAP}}}actor"

ADDRESS: Final = f"{{{WSA}}}Address"

SECURITY: Final = f"{{{WSSE}}}Security"
TOKEN: Final = f"{{{WSSE}}}BinarySecurityToken"
TOKEN_REFERENCE: Final = f"{{{WSSE}}}SecurityTokenReference"
WSSE_REFERENCE: Final = f"{{{WSSE}}}Reference"
TIMESTAMP: Final = f"{{{WSU}}}Timestamp"
CREATED: Final = f"{{{WSU}}}Created"
EXPIRES: Final = f"{{{WSU}}}Expires"
CONFIRMATION: Final = f"{{{WSSE11}}}SignatureConfirmation"
WSU_ID: Final = f"{{{WSU}}}Id"

SIGNATURE: Final = f"{{{DS}}}Signature"
SIGNED_INFO: Final = f"{{{DS}}}SignedInfo"
SIGNATURE_VALUE: Final = f"{{{DS}}}SignatureValue"
KEY_INFO: Final = f"{{{DS}}}KeyInfo"
CANONICALIZATION: Final = f"{{{DS}}}CanonicalizationMethod"
SIGNATURE_METHOD: Final = f"{{{DS}}}SignatureMethod"
REFERENCE: Final = f"{{{DS}}}Reference"
TRANSFORMS: Final = f"{{{DS}}}Transforms"
TRANSFORM: Final = f"{{{DS}}}Transform"
DIGEST_METHOD: Final = f"{{{DS}}}DigestMethod"
DIGEST_VALUE: Final = f"{{{DS}}}DigestValue"
INCLUSIVE_NAMESPACES: Final = f"{{{EXC_C14N}}}InclusiveNamespaces"

X509V3: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
BASE64_BINARY: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
WSA_REPLY: Final = "http://www.w3.org/2005/08/addressing/reply"


def naam_van(element: etree._Element) -> str:
    """Return the Clark name of an element."""
    return str(element.tag)


def bladtekst(element: etree._Element) -> str | None:
    """Return the text of an element without children, surrounding white space removed; None when it has children."""
    return None if len(element) else (element.text or "").strip(WIT)


def heeft_losse_tekst(element: etree._Element) -> bool:
    """Tell whether text stands beside the children of an element that has no text of its own."""
    teksten = [element.text, *[kind.tail for kind in element[:]]]
    return "".join(filter(None, teksten)).strip(WIT) != ""
