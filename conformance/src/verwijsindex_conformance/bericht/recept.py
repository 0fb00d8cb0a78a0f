"""The recipe of one message. Every deviation from a good message is a field, or a change at one of three moments."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import xmlsec
from lxml import etree

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar
from verwijsindex_conformance.namespaces import ANONIEM

GELDIG: Final = timedelta(minutes=5)


def nieuw_message_id() -> str:
    """A fresh wsa:MessageID."""
    return f"urn:uuid:{uuid4()}"


def nu() -> datetime:
    """Real time, which is what a Timestamp tells."""
    return datetime.now(UTC)


def onveranderd(boom: etree._Element) -> None:
    """The change that changes nothing."""


@dataclass(frozen=True, slots=True)
class Recept:
    """``kinderen`` are the children of the Body. An addressing header with value None is left out.

    A reply is made by the same recipe: it has ``relates_to`` and ``bevestigt``, and no ``reply_to``.
    """

    kinderen: tuple[etree._Element, ...]
    action: str | None
    to: str | None
    ondertekenaar: Sleutelpaar
    message_id: str | None = field(default_factory=nieuw_message_id)
    reply_to: str | None = ANONIEM
    van: str | None = None
    relates_to: str | None = None
    bevestigt: str | None = None
    """Of a reply: the SignatureValue that its SignatureConfirmation repeats; empty for one without a value, None for no confirmation."""
    created: datetime | None = field(default_factory=nu)
    """None leaves the Timestamp out."""
    geldig: timedelta = GELDIG
    extra_headers: tuple[etree._Element, ...] = ()
    """Header blocks outside the profile; not signed."""
    ongetekend: tuple[str, ...] = ()
    """Local names of parts that the signature does not cover."""
    handtekening: "xmlsec.constants.__Transform" = xmlsec.constants.TransformRsaSha256
    digest: "xmlsec.constants.__Transform" = xmlsec.constants.TransformSha256
    canoniek: "xmlsec.constants.__Transform" = xmlsec.constants.TransformExclC14N
    transformatie: "xmlsec.constants.__Transform" = xmlsec.constants.TransformExclC14N
    prefixen: str | None = None
    """PrefixList of every canonicalisation; None leaves it out."""
    voor_tekenen: Callable[[etree._Element], None] = onveranderd
    in_handtekening: Callable[[etree._Element], None] = onveranderd
    """Changes the ds:Signature; SignatureValue is then made anew, so that what is wrong is the form alone."""
    na_tekenen: Callable[[etree._Element], None] = onveranderd
    op_bytes: Callable[[bytes], bytes] = bytes
