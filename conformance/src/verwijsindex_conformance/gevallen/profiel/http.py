"""HTTP around a message: coding, length, patience, and what belongs to other kinds of messages."""

import gzip
import zlib
from contextlib import ExitStack
from time import monotonic, sleep

from verwijsindex_conformance.bericht.vorm import Bytes
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import pad_van, tls_van, verbind

_XML = ("Content-Type", "text/xml; charset=utf-8")
_ACTIE = ("SOAPAction", f'"{MELDINGENDIENST.actie("ControleerVerbinding")}"')
_MEGABYTE = 1024 * 1024
GEDULD = 10
"""Seconds that a message may take to arrive."""
SPELING = 3


@geval(
    "PROF-140",
    "Gecomprimeerd, op welke manier ook",
    eisen=("R-159", "AANVAL-33"),
    tweeling="PROF-001",
    gedaan="Stuurt verzoeken met Content-Encoding deflate, br, zstd, onbekend en twee keer gzip, en een van een paar kilobyte dat "
    "uitgepakt vijf megabyte is.",
    verwacht="Elke keer HTTP 415.",
)
def andere_compressie(p: Proef) -> None:
    vormen: dict[str, Bytes] = {
        "deflate": zlib.compress,
        "br": bytes,
        "zstd": bytes,
        "onbekend": bytes,
        "gzip, gzip": lambda raw: gzip.compress(gzip.compress(raw)),
    }
    vormen["gzip"] = lambda raw: gzip.compress(raw + b" " * (5 * _MEGABYTE))
    for codering, pak_in in vormen.items():
        with p.variant(codering):
            status = p.stuur_controle(koppen=[_XML, _ACTIE, ("Content-Encoding", codering)], op_bytes=pak_in).http.status
            eis(status == 415, "HTTP 415", f"HTTP {status}")


@geval(
    "PROF-141",
    "Een lengte die niet klopt",
    eisen=("R-159", "AANVAL-34"),
    tweeling="PROF-107",
    gedaan="Stuurt verzoeken met een Content-Length van drie megabyte, een negatieve, een in letters, twee verschillende, een "
    "naast Transfer-Encoding, en met een stuk (chunk) van drie megabyte.",
    verwacht="HTTP 400, 408, 411, 413 of 501, of het einde van de verbinding; nooit een antwoord van een operatie.",
)
def lengte_klopt_niet(p: Proef) -> None:
    vormen = {
        "drie megabyte": "Content-Length: 3145728\r\n\r\n",
        "negatief": "Content-Length: -1\r\n\r\n",
        "letters": "Content-Length: veel\r\n\r\n",
        "twee": "Content-Length: 4\r\nContent-Length: 5\r\n\r\n<a/> ",
        "naast Transfer-Encoding": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n0\r\n\r\n",
        "stuk van drie megabyte": "Transfer-Encoding: chunked\r\n\r\n300000\r\n<a/>",
    }
    for naam, staart in vormen.items():
        with p.variant(naam), verbind(p.doel, p.doel.adressen["meldingen"], tls_van(p.doel, p.mensen.melder().partner)) as lijn:
            status = lijn.ruw(_kop(p) + staart.encode())
            eis(status in (None, 400, 408, 411, 413, 501), "HTTP 400, 408, 411, 413 of 501, of geen antwoord", f"HTTP {status}")


def _kop(p: Proef) -> bytes:
    url = p.doel.adressen["meldingen"]
    return f"POST {pad_van(url)} HTTP/1.1\r\nHost: localhost\r\n{_XML[0]}: {_XML[1]}\r\n{_ACTIE[0]}: {_ACTIE[1]}\r\n".encode()


@geval(
    "PROF-142",
    "Wie traag is of niets zegt, wordt weggestuurd, en een ander merkt er niets van",
    eisen=("R-159", "AANVAL-34", "AANVAL-35"),
    tweeling="PROF-010",
    gedaan="Opent verbindingen die niets zeggen, met een half begin, met een bericht waarvan elke seconde een byte komt, en met "
    "stukken (chunks) zonder einde; stuurt intussen een goed verzoek.",
    verwacht="Het goede verzoek krijgt binnen twee seconden antwoord, en elke trage verbinding eindigt binnen tien seconden (met wat "
    "speling).",
)
def traag(p: Proef) -> None:
    url, tls = p.doel.adressen["meldingen"], tls_van(p.doel, p.mensen.melder().partner)
    begin = {
        "zonder een woord": b"",
        "half begin": b"POST /meld",
        "elke seconde een byte": _kop(p) + b"Content-Length: 1000\r\n\r\n",
        "stukken zonder einde": _kop(p) + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<a/>\r\n",
    }
    with ExitStack() as stapel:
        lijnen = {naam: stapel.enter_context(verbind(p.doel, url, tls)) for naam in begin}
        for naam, data in begin.items():
            lijnen[naam].druppel(data)
        einde = monotonic() + GEDULD + SPELING
        gestart = monotonic()
        p.accepteer()
        eis(monotonic() - gestart < 2, "een antwoord aan een ander binnen twee seconden", "een later antwoord")
        for _ in range(GEDULD):
            sleep(1)
            lijnen["elke seconde een byte"].druppel(b" ")
        for naam, lijn in lijnen.items():
            with p.variant(naam):
                eis(lijn.eindigt_voor(einde), f"het einde van de verbinding binnen {GEDULD} seconden", "een verbinding die openblijft")
