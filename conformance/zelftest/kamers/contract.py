"""Servers that publish another contract than they keep, or none."""

from collections.abc import Iterator
from typing import Any

from verwijsindex.soap import front, publish

from ..mutant import Mutant

_documenten, _wsdl, _wsdl_op, _schema_op = publish._documenten, publish.wsdl, publish.wsdl_op, publish.schema_op
_publiceer, _antwoord = publish.Publicaties.publiceer, front.Front._antwoord


def _zonder(*weg: str) -> Any:
    """These documents of the signalen are not there."""

    def documenten(dienst: Any, url: str, toelichting: str | None) -> Iterator[tuple[str, str, bytes]]:
        return (een for een in _documenten(dienst, url, toelichting) if dienst.naam != "signalen" or not een[0].startswith(weg))

    return documenten


def _herschreven(van: bytes, naar: bytes) -> Any:
    return lambda *wat, **zo: _wsdl_op(*wat, **zo).replace(van, naar, 1)


def _zonder_bladzijde(dienst: Any, url: str, toelichting: str | None) -> Iterator[tuple[str, str, bytes]]:
    return (een if een[0] else ("", "text/plain", b"") for een in _documenten(dienst, url, toelichting))


def _altijd_iets(zelf: publish.Publicaties, dienst: Any, query: str, gezien: str | None) -> publish.Publicatie:
    gevonden = _publiceer(zelf, dienst, query, gezien)
    return gevonden if gevonden.status[0] != "4" else _publiceer(zelf, dienst, "wsdl", gezien)


def _zonder_etag(zelf: publish.Publicaties, dienst: Any, query: str, gezien: str | None) -> publish.Publicatie:
    gevonden = _publiceer(zelf, dienst, query, None)
    return publish.Publicatie(gevonden.status, [kop for kop in gevonden.headers if kop[0] not in ("ETag", "Cache-Control")], gevonden.body)


def _elk_pad(zelf: front.Front, environ: Any) -> front.HttpAntwoord:
    if environ.get("PATH_INFO") not in zelf._deuren:
        environ["PATH_INFO"] = "/meldingen/v1"
    return _antwoord(zelf, environ)


def _elke_methode(zelf: front.Front, environ: Any) -> front.HttpAntwoord:
    if environ["REQUEST_METHOD"] in ("PUT", "DELETE"):
        environ["REQUEST_METHOD"] = "GET"
    return _antwoord(zelf, environ)


MUTANTEN = (
    Mutant("dienst-zonder-wsdl", "KV-05", ((publish, "_documenten", _zonder("wsdl")),)),
    Mutant("wsdl-zonder-actie", "WS008", ((publish, "wsdl_op", _herschreven(b":Action=", b":action=")),)),
    Mutant(
        "plat-niet-plat", "KV-05", ((publish, "wsdl", lambda naam, soort="", *rest: _wsdl(naam, "" if soort == "plat" else soort, *rest)),)
    ),
    Mutant("wsdl-ander-adres", "KV-09", ((publish, "wsdl_op", lambda wat, url, *rest, **zo: _wsdl_op(wat, f"{url}/", *rest, **zo)),)),
    Mutant("wsdl-rpc", "WW001", ((publish, "wsdl_op", _herschreven(b'style="document"', b'style="rpc"')),)),
    Mutant("schema-niet-op-te-halen", "KV-04", ((publish, "_documenten", _zonder("xsd=typen")),)),
    Mutant(
        "ander-schema", "R-051", ((publish, "schema_op", lambda wat, url: _schema_op(wat, url).replace(b"maxLength", b"minLength", 1)),)
    ),
    Mutant("altijd-een-document", "HTTP-404", ((publish.Publicaties, "publiceer", _altijd_iets),)),
    Mutant("elk-pad", "R-160", ((front.Front, "_antwoord", _elk_pad),)),
    Mutant("elke-methode", "HTTP-405", ((front.Front, "_antwoord", _elke_methode),)),
    Mutant("niet-te-bewaren", "KV-07", ((publish.Publicaties, "publiceer", _zonder_etag),)),
    Mutant("geen-bladzijde", "KV-08", ((publish, "_documenten", _zonder_bladzijde),)),
)
