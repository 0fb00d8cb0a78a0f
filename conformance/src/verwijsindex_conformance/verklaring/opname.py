"""A message as it was captured: with its HTTP headers before it, or without."""

import re
from typing import Final

_BEGIN: Final = re.compile(rb"(?:POST [^\r\n]+ HTTP/1\.[01]|HTTP/1\.[01] [0-9]{3}[^\r\n]*)\r?\n")
_EINDE: Final = re.compile(rb"\r?\n\r?\n")
_STUK: Final = re.compile(rb"([0-9A-Fa-f]+)[^\r\n]*\r\n")


def ontdaan(raw: bytes) -> tuple[bytes, str | None]:
    """The message itself, and the SOAPAction that stood before it; what has no HTTP headers is given as it is."""
    einde = _EINDE.search(raw) if _BEGIN.match(raw) else None
    if einde is None:
        return raw, None
    koppen = {
        naam.strip().lower(): waarde.strip()
        for naam, _, waarde in (regel.partition(":") for regel in raw[: einde.start()].decode("latin-1").splitlines()[1:])
    }
    inhoud = raw[einde.end() :]
    return _aaneen(inhoud) if koppen.get("transfer-encoding", "").lower() == "chunked" else inhoud, koppen.get("soapaction")


def _aaneen(stukken: bytes) -> bytes:
    """The pieces of a chunked message after each other, as far as they go."""
    delen, plek = [], 0
    while (kop := _STUK.match(stukken, plek)) and (lengte := int(kop[1], 16)):
        delen.append(stukken[kop.end() : kop.end() + lengte])
        plek = kop.end() + lengte + 2
    return b"".join(delen)
