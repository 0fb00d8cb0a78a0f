"""Servers that take what they should not: bytes, XML, HTTP."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from lxml import etree
from verwijsindex.security import receive
from verwijsindex.security.parse import Ontleed
from verwijsindex.soap import connection, schema
from verwijsindex.soap.receive import HttpRefusal, Receiver

from ..mutant import Mutant, niets

_ontvang, _maak = receive.Ontvanger.ontvang, Receiver.__init__


def _elke_xml(raw: bytes, *_: Any) -> Ontleed:
    envelope = etree.fromstring(raw, etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=False))
    return Ontleed(envelope, (), list(envelope.iter("*")))


def _nieuwsgierig(zelf: receive.Ontvanger, raw: bytes, http: receive.HttpFeiten) -> receive.GeverifieerdBericht:
    for url in re.findall(rb"http://127\.0\.0\.1:[0-9]+/x", raw)[:1]:
        with suppress(URLError, OSError):
            urlopen(url.decode(), timeout=2)  # noqa: S310 (the address of the suite's own canary)
    return _ontvang(zelf, raw, http)


def _geduldig(zelf: Receiver, reader: Any, writer: Any, config: Any, limits: Any) -> None:
    _maak(zelf, reader, writer, config, replace(limits, receive_seconds=60.0))


async def _alles_is_goed(zelf: connection.Connection, reader: Any, writer: Any, refusal: HttpRefusal) -> None:
    await zelf._send(writer, b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")


MUTANTEN = (
    Mutant("elke-byte", "AANVAL-36", ((receive, "controleer_bytes", niets),)),
    Mutant("elke-xml", "AANVAL-30", ((receive, "ontleed", _elke_xml),)),
    Mutant("elk-http", "HTTP-415", ((receive, "controleer_http", niets),)),
    Mutant("geen-schema", "AANVAL-43", ((schema.Schema, "valideer", niets),)),
    Mutant("nieuwsgierig", "AANVAL-29", ((receive.Ontvanger, "ontvang", _nieuwsgierig),)),
    Mutant("geduldig", "AANVAL-35", ((Receiver, "__init__", _geduldig),)),
    Mutant("alles-is-goed", "HTTP-400", ((connection.Connection, "_refuse", _alles_is_goed),)),
)
