"""Servers that take what they should not: bytes, XML, HTTP."""

import gzip
import re
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from lxml import etree
from verwijsindex.security import parse, receive
from verwijsindex.security.parse import Ontleed
from verwijsindex.soap import connection, faults, front, schema
from verwijsindex.soap.receive import HttpRefusal, Receiver

from ..mutant import Mutant, niets

_ontvang, _maak, _begin = receive.Ontvanger.ontvang, Receiver.__init__, receive.Ontvanger.__init__
_antwoord, _ontleed, _weiger, _van_afwijzing = front.Front._antwoord, receive.ontleed, front.Deur._weiger, faults.van_afwijzing


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


def _met_limieten(**anders: Any) -> Any:
    def begin(zelf: receive.Ontvanger, *, policy: Any, **rest: Any) -> None:
        _begin(zelf, policy=replace(policy, limieten=replace(policy.limieten, **anders)), **rest)

    return begin


def _groot(zelf: Receiver, reader: Any, writer: Any, config: Any, limits: Any) -> None:
    _maak(zelf, reader, writer, config, replace(limits, body_bytes=4 * 1024 * 1024))


def _pakt_uit(zelf: front.Front, environ: Any) -> front.HttpAntwoord:
    """Takes what is compressed, whatever comes out of it."""
    if environ.pop("HTTP_CONTENT_ENCODING", "") == "gzip":
        body = gzip.decompress(environ["wsgi.input"].read())
        environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    return _antwoord(zelf, environ)


def _zonder_commentaar(raw: bytes, *rest: Any) -> Ontleed:
    """Takes comments out before anything else looks."""
    return _ontleed(re.sub(rb"<!-- x -->", b"", raw), *rest)


def _valt_om(zelf: schema.Schema, kind: etree._Element) -> None:
    if not zelf._schema().validate(kind):
        raise RuntimeError("schema")


def _dtd_mag(raw: bytes, *rest: Any) -> Ontleed:
    """Throws away what stands before the envelope."""
    return _ontleed(raw[raw.index(b"<soap:Envelope") :] if raw.startswith(b"<!DOCTYPE") else raw, *rest)


def _geen_soap(zelf: front.Deur, afwijzing: Any, bericht_id: str) -> front.HttpAntwoord:
    """Answers what is no XML with HTTP alone."""
    return front.HttpAntwoord(400) if afwijzing.stap == 3 else _weiger(zelf, afwijzing, bericht_id)


def _afwijzing_verklapt(afwijzing: Any, incident: str) -> Any:
    fout = _van_afwijzing(afwijzing, incident)
    return replace(fout, xml=fout.xml.replace(b"[incident", b"Traceback (most recent call last) [incident"))


MUTANTEN = (
    Mutant(
        "groter-dan-een-mebibyte",
        "KV-50",
        ((Receiver, "__init__", _groot), (receive.Ontvanger, "__init__", _met_limieten(bericht=4 << 20))),
    ),
    Mutant("pakt-uit", "AANVAL-33", ((front.Front, "_antwoord", _pakt_uit),)),
    Mutant("diep-genest-mag", "AANVAL-31", ((receive.Ontvanger, "__init__", _met_limieten(diepte=250)),)),
    Mutant("veel-elementen-mag", "AANVAL-31", ((receive.Ontvanger, "__init__", _met_limieten(elementen=1 << 30)),)),
    Mutant("lange-namen-mag", "DK0001", ((receive.Ontvanger, "__init__", _met_limieten(naam=1 << 30, attribuutwaarde=1 << 30)),)),
    Mutant("veel-prefixen-mag", "AANVAL-32", ((receive.Ontvanger, "__init__", _met_limieten(prefixen=1 << 30)),)),
    Mutant("dtd-voor-het-bericht-mag", "BP-R1008", ((receive, "ontleed", _dtd_mag),)),
    Mutant("verwerkingsinstructie-mag", "BP-R1009", ((parse, "_weiger_vreemde_knopen", niets),)),
    Mutant("commentaar-mag-overal", "AANVAL-27", ((receive, "ontleed", _zonder_commentaar),)),
    Mutant("schemafout-is-eigen-fout", "DK0004", ((schema.Schema, "valideer", _valt_om),)),
    Mutant("geen-fout-om-geen-xml", "R-170", ((front.Deur, "_weiger", _geen_soap),)),
    Mutant("fout-met-programmafout", "R-171", ((faults, "van_afwijzing", _afwijzing_verklapt),)),
    Mutant("elke-byte", "AANVAL-36", ((receive, "controleer_bytes", niets),)),
    Mutant("elke-xml", "AANVAL-30", ((receive, "ontleed", _elke_xml),)),
    Mutant("elk-http", "HTTP-415", ((receive, "controleer_http", niets),)),
    Mutant("geen-schema", "AANVAL-43", ((schema.Schema, "valideer", niets),)),
    Mutant("nieuwsgierig", "AANVAL-29", ((receive.Ontvanger, "ontvang", _nieuwsgierig),)),
    Mutant("geduldig", "AANVAL-35", ((Receiver, "__init__", _geduldig),)),
    Mutant("alles-is-goed", "HTTP-400", ((connection.Connection, "_refuse", _alles_is_goed),)),
)
