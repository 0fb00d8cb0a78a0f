"""Changes to the bytes of a message, and to its prefixes."""

import re
from random import Random

from .kiezen import kies
from .stof import NAAMRUIMTEN


def draai_bit(rng: Random, raw: bytes) -> bytes:
    i = kies(rng, range(len(raw)))
    return raw[:i] + bytes([raw[i] ^ 1 << rng.randrange(8)]) + raw[i + 1 :]


def draai_in_opmaak(rng: Random, raw: bytes) -> bytes:
    """Change one letter inside a tag, where the token does not swallow most of the chances."""
    tag = kies(rng, list(re.finditer(rb"<[^<>]+>", raw)))
    i = rng.randrange(tag.start(), tag.end())
    return raw[:i] + rng.choice(b"abcdIixX\"'= :/<>-_#&;").to_bytes() + raw[i + 1 :]


def schrap_bytes(rng: Random, raw: bytes) -> bytes:
    i = kies(rng, range(len(raw)))
    return raw[:i] + raw[i + rng.randint(1, 12) :]


def voeg_bytes_in(rng: Random, raw: bytes) -> bytes:
    i = kies(rng, range(len(raw)))
    stuk = rng.choice(
        [b"\x00", b"\xff", b"\xc3\xa9", b"&#13;", b"&amp;", b"&x;", b"<!--x-->", b"<?x y?>", b"<![CDATA[x]]>", b" ", b"\t", b"\r\n"]
    )
    return raw[:i] + stuk + raw[i:]


def verander_begin(rng: Random, raw: bytes) -> bytes:
    kaal = re.sub(rb"^(\xef\xbb\xbf)?(<\?xml[^>]*\?>)?\s*", b"", raw)
    voor = rng.choice(
        [
            b"\xef\xbb\xbf",
            b'<?xml version="1.0"?>',
            b"<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n",
            b'<?xml version="1.1"?>',
            b'<?xml version="1.0" encoding="iso-8859-1"?>',
            b"<!-- x -->",
            b"<?x y?>",
            b"<!DOCTYPE soap:Envelope>",
            b'<!DOCTYPE x [<!ATTLIST x Id ID #IMPLIED><!ENTITY e "x">]>',
            b" \n",
        ]
    )
    return voor + kaal


def verander_einde(rng: Random, raw: bytes) -> bytes:
    return raw + rng.choice([b"\n", b"<!-- x -->", b"<?x y?>", b"x", b"\x00", b"<x/>"])


def herbind_prefix(rng: Random, raw: bytes) -> bytes:
    """Give a declaration another namespace name, or declare a prefix anew somewhere below."""
    declaraties = list(re.finditer(rb'xmlns(?::([\w-]+))?="([^"]*)"', raw))
    if rng.random() < 0.5:
        keus = kies(rng, declaraties)
        return raw[: keus.start(2)] + rng.choice(NAAMRUIMTEN).encode() + raw[keus.end(2) :]
    tag = kies(rng, list(re.finditer(rb"<([\w-]+:)?[\w-]+(?=[\s>])", raw)))
    prefix = rng.choice([keus[1] for keus in declaraties] + [b"nieuw"])
    naam = rng.choice([keus[2] for keus in declaraties] + [ruimte.encode() for ruimte in NAAMRUIMTEN] + [b"relatief"])
    return raw[: tag.end()] + b" xmlns" + (b":" + prefix if prefix else b"") + b'="' + naam + b'"' + raw[tag.end() :]


def hernoem_prefix(rng: Random, raw: bytes) -> bytes:
    """Write another prefix everywhere: another spelling of the same message, for who is not signed."""
    prefixen = sorted(set(re.findall(rb"xmlns:([\w-]+)=", raw)))
    oud = kies(rng, prefixen)
    return re.sub(rb"(?<=[<\s/:])" + oud + rb"(?=[:=])", b"ander", raw)
