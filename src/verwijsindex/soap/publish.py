"""Answers GET: the contract of a service, and a small page for people (koppelvlak.md 1).

What can be asked of a service is prepared once per process, as bytes, when somebody first asks; nothing of a request is ever a path.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from verwijsindex.contract.adres import schema_op, wsdl_op
from verwijsindex.contract.bestanden import Variant, schema, wsdl
from verwijsindex.contract.lezen import schemas_van
from verwijsindex.contract.operaties import CONTRACTEN, SIGNAALONTVANGST, Dienst
from verwijsindex.soap.pagina import dienstpagina

_XML: Final = "text/xml; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_VAN_PARTNER: Final = (
    "Deze dienst biedt een partnersysteem aan, niet de verwijsindex. Hier staat alleen de beschrijving. De verwijsindex roept de dienst "
    "aan op het adres dat de partner opgaf."
)
_BEWAREN: Final = ("Cache-Control", "public, max-age=300")


@dataclass(frozen=True, slots=True)
class Publicatie:
    """An answer to GET: status line, headers and body."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


_ONBEKEND: Final = Publicatie(
    "404 Not Found",
    [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
    b"Dit document is er niet.\n",
)


@dataclass(frozen=True, slots=True)
class _Document:
    soort: str
    body: bytes
    etag: str


class Publicaties:
    """Everything that ``diensten`` publish, with ``basis_url`` (public, without path) as their address.

    ``toelichting`` stands with that address, where the contract would say otherwise.
    """

    def __init__(self, basis_url: str, toelichting: str | None = None, diensten: Sequence[Dienst] = CONTRACTEN) -> None:
        self.diensten = diensten
        self._basis_url = basis_url.rstrip("/")
        self._toelichting = toelichting
        self._documenten: dict[Dienst, dict[str, _Document]] = {}

    def publiceer(self, dienst: Dienst, query: str, if_none_match: str | None) -> Publicatie:
        """Answer ``GET`` on a service: 200, 304 when the caller has it already, or 404 when there is no such document."""
        document = self._van(dienst).get(query.lower())
        if document is None:
            return _ONBEKEND
        headers = [("ETag", document.etag), _BEWAREN]
        if if_none_match is not None and _heeft_al(document.etag, if_none_match):
            return Publicatie("304 Not Modified", headers, b"")
        return Publicatie("200 OK", [("Content-Type", document.soort), ("X-Content-Type-Options", "nosniff"), *headers], document.body)

    def _van(self, dienst: Dienst) -> dict[str, _Document]:
        """By query; nothing of a service that is not among ours. Two threads that come first make the same thing."""
        if dienst not in self._documenten and dienst in self.diensten:
            self._documenten[dienst] = {
                query: _Document(soort, body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
                for query, soort, body in _documenten(dienst, f"{self._basis_url}{dienst.pad}", self._toelichting)
            }
        return self._documenten.get(dienst, {})


def _documenten(dienst: Dienst, url: str, toelichting: str | None) -> Iterator[tuple[str, str, bytes]]:
    """Query, content type and bytes of each document of one service; that of a partner keeps its own address (besluit 0117)."""
    elders = dienst is SIGNAALONTVANGST
    varianten = _varianten(toelichting)
    yield "", _HTML, dienstpagina(dienst, url, varianten, _VAN_PARTNER if elders else toelichting)
    for variant in varianten:
        contract = wsdl_op(wsdl(dienst.naam, variant, dienst.versie), url, None if elders else toelichting, elders=elders)
        yield f"wsdl={variant}" if variant else "wsdl", _XML, contract
    for bestand in schemas_van(schema(dienst.naam, dienst.versie)):
        yield f"xsd={bestand.name}", _XML, schema_op(bestand, url)


def _varianten(toelichting: str | None) -> tuple[Variant, ...]:
    """An address about which there is something to say does not keep to the policy (besluit 0028)."""
    return ("", "plat", "policy") if toelichting is None else ("", "plat")


def _heeft_al(etag: str, if_none_match: str) -> bool:
    """Whether ``If-None-Match`` names this document (RFC 9110 13.1.2: weak comparison)."""
    genoemd = [deel.strip().removeprefix("W/") for deel in if_none_match.split(",")]
    return "*" in genoemd or etag in genoemd
