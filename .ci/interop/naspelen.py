"""Sends a recorded request again, and once more with one digit changed; records it for tests/interop when asked.

naspelen.py MAP_VAN_DE_SANDBOX STACK VERSIE BESTAND [--opnemen]

BESTAND holds what a client sent, with or without HTTP headers. Fails unless the repetition is VIR-S07 and the change VIR-S05.
"""

import http.client
import json
import re
import ssl
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

OPNAMEN = Path(__file__).parents[2] / "tests" / "interop"


def lees(bestand: Path) -> bytes:
    """Return the envelope of a recorded request."""
    inhoud = bestand.read_bytes()
    return inhoud[inhoud.index(b"<", inhoud.find(b"\r\n\r\n") + 1) :] if inhoud.startswith(b"POST") else inhoud


def stuur(sandbox: dict, bericht: bytes) -> bytes:
    """Send an envelope as the first partner, over two-sided TLS; return the answer."""
    partner = sandbox["partners"][0]
    tls = ssl.create_default_context(cafile=sandbox["ca"])
    tls.load_cert_chain(partner["certificaat"], partner["sleutel"])
    adres = urlsplit(sandbox["url"]["meldingen"])
    verbinding = http.client.HTTPSConnection(adres.hostname, adres.port, context=tls, timeout=10)
    kop = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
    verbinding.request("POST", adres.path, bericht, kop)
    return verbinding.getresponse().read()


def verwacht(code: bytes, antwoord: bytes) -> None:
    """Stop when this code is not in the answer."""
    if code not in antwoord:
        sys.exit(f"verwacht {code.decode()}, kreeg: {antwoord[-600:]!r}")


def neem_op(map_: Path, sandbox: dict, versie: str, bericht: bytes) -> None:
    """Write the message, whom to trust, and where it came from."""
    map_.mkdir(parents=True, exist_ok=True)
    (map_ / "bericht.xml").write_bytes(bericht)
    (map_ / "keten.pem").write_bytes(Path(sandbox["ca"]).read_bytes())
    herkomst = {
        "stack": versie,
        "gemaakt_met": ".ci/interop/run.sh",
        "ontvangen": datetime.now(UTC).isoformat(timespec="seconds"),
        "adres": sandbox["url"]["meldingen"],
        "oin": sandbox["partners"][0]["oin"],
    }
    (map_ / "herkomst.json").write_text(json.dumps(herkomst, indent=2) + "\n")


def main() -> None:
    """Judge one recording."""
    map_, stack, versie, bestand, *opties = sys.argv[1:]
    sandbox = json.loads((Path(map_) / "sandbox.json").read_text())
    bericht = lees(Path(bestand))
    verwacht(b"VIR-S07", stuur(sandbox, bericht))
    veranderd = re.sub(rb"(bsn[^<>]*>\d{8})(\d)", lambda m: m[1] + b"%d" % ((int(m[2]) + 1) % 10), bericht, count=1)
    verwacht(b"VIR-S05", stuur(sandbox, veranderd))
    if "--opnemen" in opties:
        neem_op(OPNAMEN / stack, sandbox, versie, bericht)
    print(f"{stack} ({versie}): nog eens gestuurd VIR-S07, met een ander cijfer VIR-S05")


main()
