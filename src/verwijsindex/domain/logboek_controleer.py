"""Controleert een logboek van de verwijsindex: een bestand, zonder iets anders dan Python 3.11 of nieuwer.

    python logboek_controleer.py export.jsonl --certificaat index.pem [--ijkpunten ijkpunten.jsonl] [--sleutel sleutels.json]

Het leest wat ``verwijsindex logboek exporteer --formaat keten`` schreef en rekent alles na: elke regel, elke keten, elk ijkpunt met zijn
handtekening, en met ``--sleutel`` ook de zegels. Exitcode 0 als alles klopt, 1 als iets niet klopt, 2 als het niet te lezen is.

It is the one implementation of the check: the index gives its own records to ``Controle``. It shares no code with what writes the log,
so that a mistake there is not made here too. What is found never holds anything of a person.
"""

import argparse
import base64
import hmac
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256, sha384
from pathlib import Path
from typing import Any, Final, Protocol

VERSIE: Final = 1
BEGIN: Final = "00" * 32
VOOR_DE_KETEN: Final = 0
"""Lines from before there was a chain: no seal."""
IJKKETEN: Final = -1
"""The lane of the ijkpunten themselves."""
GEHASHT: Final = (
    *("keten", "plaats", "nummer", "tijdstip", "gebeurtenis", "operatie", "oin", "gebruiker_id", "rol"),
    *("bericht_id", "persoon", "ids", "uitkomst", "ontvanger", "verstrekt"),
)
VELDEN: Final[Mapping[str, frozenset[str]]] = {
    "kop": frozenset({"soort", "versie", "begin", "compleet", "vanaf", "tot"}),
    "ijkpunt": frozenset({"soort", "nummer", "inhoud", "handtekening"}),
    "hoofd": frozenset({"soort", "keten", "lengte", "schakel", "zegel", "sleutel"}),
    "regel": frozenset({"soort", "schakel", *GEHASHT}),
}
"""Per kind of record exactly its fields."""
IJKVELDEN: Final = frozenset({"ketens", "nummer", "ondertekenaar", "tijdstip", "versie", "vorige"})
Zegelaar = Callable[..., bytes]
"""HMAC-SHA-256 under the key of the index over the use and the parts."""
_ALS_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode
_SHA256_DER: Final = bytes.fromhex("3031300d060960864801650304020105000420")


@dataclass(frozen=True)
class Bevinding:
    """Something that is not as it was written: where, and what."""

    waar: str
    wat: str

    def __str__(self) -> str:
        return f"{self.waar}: {self.wat}"


@dataclass
class _Laan:
    """How far a lane was read."""

    plaats: int = 0
    schakel: str = BEGIN
    nummer: int | None = None
    zegel: str | None = None
    heel: bool = True
    """Read from its first line, so that its seal can be reckoned."""


@dataclass
class Controle:
    """Takes records in the order of the export (kop, ijkpunten, hoofden, regels) and tells what is wrong with them."""

    sleutels: Mapping[str, "Sleutel"]
    """Public keys of the index, by name."""
    zegelaar: Zegelaar | None = None
    extern: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Ijkpunten that were kept elsewhere: content and signature by number."""
    bevindingen: list[Bevinding] = field(default_factory=list)
    regels: int = 0
    ijkpunten: int = 0

    def __post_init__(self) -> None:
        self._kop: Mapping[str, Any] | None = None
        self._lanen: dict[int, _Laan] = {}
        self._hoofden: dict[int, Mapping[str, Any]] = {}
        self._onbevestigd: set[int] = set()
        self._nodig: dict[tuple[int, int], tuple[str, int]] = {}
        self._laatste: dict[int, list[Any]] = {}
        self._vorig: tuple[int, str] | None = None
        self._eerste_ijkpunt: int | None = None
        self._gezien: dict[int, tuple[str, str]] = {}

    def loop(self, records: Iterable[object]) -> "Controle":
        """Take all records, and look at what is left."""
        for record in records:
            self.neem(record)
        self.sluit()
        return self

    def neem(self, record: object) -> None:
        """Look at one record. Whatever is in it, this tells what is wrong and goes on."""
        soort = record.get("soort") if isinstance(record, dict) else None
        if not isinstance(record, dict) or not isinstance(soort, str) or frozenset(record) != VELDEN.get(soort):
            self._meld("export", f"een record van een onbekende vorm, na {self.regels} regels")
            return
        try:
            {"kop": self._neem_kop, "ijkpunt": self._neem_ijkpunt, "hoofd": self._neem_hoofd, "regel": self._neem_regel}[soort](record)
        except (TypeError, ValueError, KeyError, AttributeError):
            self._meld(f"{soort} na {self.regels} regels", "een waarde heeft niet de vorm die de index schrijft")

    def sluit(self) -> None:
        """What only shows at the end: what is missing."""
        if self._kop is None:
            self._meld("export", "zonder kop; dit is geen export van een logboek")
            return
        for (keten, plaats), (_, nummer) in sorted(self._nodig.items()):
            self._meld(f"keten {keten}", f"ijkpunt {nummer} noemt plaats {plaats}, en daar staat geen regel")
        if self.compleet:
            self._sluit_hoofden()
        else:
            self._sluit_deel()
        self._sluit_extern()

    @property
    def compleet(self) -> bool:
        """Whether this says to be a whole log, and not a part between two ijkpunten."""
        return self._kop is not None and bool(self._kop["compleet"])

    @property
    def na_laatste_ijkpunt(self) -> int:
        """Lines that no signature covers; only a seal does."""
        return sum(max(0, laan.plaats - (self._laatste[keten][1] if keten in self._laatste else 0)) for keten, laan in self._lanen.items())

    # The records

    def _neem_kop(self, kop: Mapping[str, Any]) -> None:
        if self._kop is not None or kop["versie"] != VERSIE or not isinstance(kop["compleet"], bool):
            raise ValueError
        self._kop = kop
        for keten, plaats, schakel in kop["begin"]:
            self._lanen[_heel(keten)] = _Laan(_heel(plaats), _hex(schakel), heel=False)
            self._onbevestigd.add(keten)

    def _neem_ijkpunt(self, record: Mapping[str, Any]) -> None:
        inhoud, handtekening, nummer = _tekst(record["inhoud"]), _tekst(record["handtekening"]), _heel(record["nummer"])
        waar = f"ijkpunt {nummer}"
        self.ijkpunten += 1
        verwacht = 1 if self._vorig is None else self._vorig[0] + 1
        if self._vorig is None and self._kop is not None and self._kop["begin"]:
            verwacht = nummer  # a part begins in the middle
        if nummer != verwacht:
            self._meld(waar, f"volgt niet op het vorige: nummer {verwacht} wordt verwacht")
        if not self._handtekening(waar, inhoud, handtekening):
            self._vorig = nummer, ijkkenmerk(inhoud, handtekening)
            return
        velden = json.loads(inhoud)
        if set(velden) != IJKVELDEN or velden["versie"] != VERSIE or velden["nummer"] != nummer:
            self._meld(waar, "de ondertekende inhoud is niet die van dit ijkpunt")
        if self._vorig is not None and velden["vorige"] != self._vorig[1]:
            self._meld(waar, "noemt een ander vorig ijkpunt dan er staat")
        self._vorig = nummer, ijkkenmerk(inhoud, handtekening)
        self._gezien[nummer] = inhoud, handtekening
        self._eerste_ijkpunt = nummer if self._eerste_ijkpunt is None else self._eerste_ijkpunt
        self._neem_ketens(waar, nummer, velden["ketens"])

    def _neem_ketens(self, waar: str, nummer: int, ketens: list[list[Any]]) -> None:
        nu = {_heel(keten[0]): keten for keten in ketens}
        for keten, (_, lengte, *_) in self._laatste.items():
            if keten not in nu or nu[keten][1] < lengte:
                self._meld(waar, f"keten {keten} is korter dan in een eerder ijkpunt")
        self._laatste = nu
        for keten, lengte, schakel, _ in ketens:
            begin = self._lanen.get(keten, _Laan())
            if lengte <= begin.plaats:
                self._vergelijk(keten, lengte, begin.schakel if lengte == begin.plaats else BEGIN, schakel, nummer)
                self._onbevestigd.discard(keten)
            else:
                self._vergelijk(keten, lengte, self._nodig.setdefault((keten, lengte), (schakel, nummer))[0], schakel, nummer)

    def _neem_hoofd(self, hoofd: Mapping[str, Any]) -> None:
        keten = _heel(hoofd["keten"])
        if keten in self._hoofden:
            self._meld(f"keten {keten}", "heeft twee hoofden")
        self._hoofden[keten] = {**hoofd, "lengte": _heel(hoofd["lengte"]), "schakel": _hex(hoofd["schakel"])}

    def _neem_regel(self, regel: Mapping[str, Any]) -> None:
        self.regels += 1
        keten, plaats, schakel = _heel(regel["keten"]), _heel(regel["plaats"]), _hex(regel["schakel"])
        laan = self._lanen.setdefault(keten, _Laan())
        waar = f"keten {keten}, plaats {plaats}, nummer {_heel(regel['nummer'])}"
        if plaats != laan.plaats + 1:
            self._meld(waar, f"volgt op plaats {laan.plaats}: {_sprong(plaats - laan.plaats - 1)}")
        if laan.nummer is not None and regel["nummer"] <= laan.nummer:
            self._meld(waar, f"volgt op nummer {laan.nummer}: de volgorde is veranderd")
        tekst = _ALS_JSON([VERSIE, *[regel[veld] for veld in GEHASHT]])
        if sha256(bytes.fromhex(laan.schakel) + tekst.encode("ascii")).hexdigest() != schakel:
            self._meld(waar, "het controlegetal klopt niet: deze regel of de vorige is gewijzigd, weggehaald of verplaatst")
        laan.plaats, laan.nummer = plaats, regel["nummer"]
        if self.zegelaar is not None and keten > VOOR_DE_KETEN and laan.heel:
            laan.zegel = self.zegelaar("logboek.zegel", laan.zegel or self.zegelaar("logboek.zegel", str(keten)).hex(), schakel).hex()
        laan.schakel = schakel
        nodig = self._nodig.pop((keten, plaats), None)
        if nodig is not None:
            self._vergelijk(keten, plaats, schakel, *nodig)

    # What must agree

    def _vergelijk(self, keten: int, plaats: int, staat: str, hoort: str, ijkpunt: int) -> None:
        if staat != hoort:
            self._meld(f"keten {keten}, plaats {plaats}", f"is niet wat ijkpunt {ijkpunt} ondertekende")

    def _sluit_deel(self) -> None:
        for keten in sorted(self._onbevestigd):
            self._meld(f"keten {keten}", "geen ijkpunt bevestigt waar dit deel begint")
        for keten, laan in sorted(self._lanen.items()):
            einde = self._laatste[keten][1] if keten in self._laatste else 0
            if laan.plaats > einde:
                self._meld(f"keten {keten}", f"er staan regels na plaats {einde}, waar het laatste ijkpunt eindigt")

    def _sluit_hoofden(self) -> None:
        for keten in self._lanen.keys() | self._laatste.keys() | {IJKKETEN}:
            if keten not in self._hoofden:
                self._meld(f"keten {keten}", "het hoofd van deze keten ontbreekt")
        for keten, hoofd in sorted(self._hoofden.items()):
            laan = self._lanen.get(keten, _Laan())
            if keten == IJKKETEN:
                laan = _Laan(*(self._vorig or (0, BEGIN)))
            if (hoofd["lengte"], hoofd["schakel"]) != (laan.plaats, laan.schakel):
                self._meld(f"keten {keten}", f"eindigt volgens haar hoofd anders op plaats {hoofd['lengte']}; gelezen tot {laan.plaats}")
            self._zegel(keten, hoofd, laan)

    def _zegel(self, keten: int, hoofd: Mapping[str, Any], laan: _Laan) -> None:
        """A seal that cannot be reckoned, of lane 0 or of a key that is gone, needs an ijkpunt over the whole lane."""
        geijkt = self._laatste.get(keten)
        if geijkt is not None and geijkt[3] != hoofd["sleutel"]:
            self._meld(f"keten {keten}", "is met een andere sleutel verzegeld dan het laatste ijkpunt zegt")
        if keten == VOOR_DE_KETEN and (hoofd["zegel"] is not None or hoofd["sleutel"] is not None):
            self._meld(f"keten {keten}", "hoort geen zegel te hebben")
        if self.zegelaar is None:
            return
        if keten != VOOR_DE_KETEN and hoofd["sleutel"] == self.zegelaar("logboek.sleutel").hex()[:16]:
            begin = self.zegelaar("logboek.zegel", str(keten)).hex()
            hoort = laan.zegel or begin
            if keten == IJKKETEN:
                hoort = self.zegelaar("logboek.zegel", str(keten), str(hoofd["lengte"]), hoofd["schakel"]).hex()
            if hoofd["zegel"] != hoort:
                self._meld(f"keten {keten}", "het zegel klopt niet: de keten is nagemaakt, of korter gemaakt")
        elif geijkt is None or geijkt[1] != hoofd["lengte"]:
            self._meld(f"keten {keten}", "is niet met deze sleutel verzegeld, en geen ijkpunt dekt haar geheel")

    def _sluit_extern(self) -> None:
        for nummer, (inhoud, handtekening) in sorted(self.extern.items()):
            waar = f"ijkpunt {nummer} van het ijkbestand"
            if nummer in self._gezien:
                if self._gezien[nummer] != (inhoud, handtekening):
                    self._meld(waar, "is een ander dan in het logboek")
            elif self._handtekening(waar, inhoud, handtekening) and self._hoort_erbij(nummer):
                self._meld(waar, "staat niet in het logboek: er is een einde weggehaald")

    def _hoort_erbij(self, nummer: int) -> bool:
        """A part of a log holds only some."""
        if self.compleet:
            return True
        return self._vorig is not None and self._eerste_ijkpunt is not None and self._eerste_ijkpunt <= nummer <= self._vorig[0]

    def _handtekening(self, waar: str, inhoud: str, handtekening: str) -> bool:
        try:
            naam = json.loads(inhoud)["ondertekenaar"]
            waarde = base64.b64decode(handtekening, validate=True)
        except (ValueError, KeyError, TypeError):
            self._meld(waar, "is niet te lezen")
            return False
        if naam not in self.sleutels:
            self._meld(waar, f"is getekend met een certificaat dat niet is gegeven (sleutel {str(naam)[:16]})")
            return False
        if not self.sleutels[naam].klopt(inhoud.encode(), waarde):
            self._meld(waar, "de handtekening klopt niet")
            return False
        return True

    def _meld(self, waar: str, wat: str) -> None:
        self.bevindingen.append(Bevinding(waar, wat))


def ijkkenmerk(inhoud: str, handtekening: str) -> str:
    """What the next ijkpunt names."""
    return sha256(f"{inhoud}\n{handtekening}".encode()).hexdigest()


def _sprong(aantal: int) -> str:
    return f"er ontbreken regels ({aantal})" if aantal > 0 else "een regel staat er dubbel of op de verkeerde plaats"


def _heel(waarde: object) -> int:
    if type(waarde) is not int:
        raise ValueError
    return waarde


def _tekst(waarde: object) -> str:
    if type(waarde) is not str or not waarde.isascii():
        raise ValueError
    return waarde


def _hex(waarde: object) -> str:
    if type(waarde) is not str or len(waarde) != len(BEGIN) or waarde.lower() != waarde:
        raise ValueError
    bytes.fromhex(waarde)
    return waarde


# Signatures: RSA (PKCS #1 v1.5, SHA-256) and ECDSA (P-256 with SHA-256, P-384 with SHA-384; r and s side by side).


class Sleutel(Protocol):
    """A public key."""

    @property
    def naam(self) -> str:
        """SHA-256 of its SubjectPublicKeyInfo."""

    def klopt(self, tekst: bytes, handtekening: bytes) -> bool:
        """Whether this is the signature of the key over the text."""


@dataclass(frozen=True)
class RsaSleutel:
    """A ``Sleutel``."""

    naam: str
    modulus: int
    exponent: int

    def klopt(self, tekst: bytes, handtekening: bytes) -> bool:
        """The padding is made anew and compared whole."""
        lengte = (self.modulus.bit_length() + 7) // 8
        if len(handtekening) != lengte:
            return False
        gevonden = pow(int.from_bytes(handtekening), self.exponent, self.modulus).to_bytes(lengte)
        einde = _SHA256_DER + sha256(tekst).digest()
        return gevonden == b"\x00\x01" + b"\xff" * (lengte - 3 - len(einde)) + b"\x00" + einde


@dataclass(frozen=True)
class Kromme:
    """A curve y^2 = x^3 - 3x + b over a prime field, with its generator and the order of that (FIPS 186-4, D.1.2)."""

    p: int
    b: int
    x: int
    y: int
    orde: int
    hash: Callable[[bytes], Any]

    @property
    def lengte(self) -> int:
        """Bytes of a coordinate."""
        return (self.p.bit_length() + 7) // 8


P256: Final = Kromme(
    p=2**256 - 2**224 + 2**192 + 2**96 - 1,
    b=0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    x=0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    y=0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    orde=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    hash=sha256,
)
P384: Final = Kromme(
    p=2**384 - 2**128 - 2**96 + 2**32 - 1,
    b=0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
    x=0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
    y=0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
    orde=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    hash=sha384,
)
_KROMMEN: Final = {bytes.fromhex("06082a8648ce3d030107"): P256, bytes.fromhex("06052b81040022"): P384}
"""By the OID in the key."""
_Punt = tuple[int, int, int]
"""In Jacobian coordinates: a division costs as much as a whole step, and this needs one at the end; z is 0 for the point at infinity."""


@dataclass(frozen=True)
class EcSleutel:
    """A ``Sleutel``."""

    naam: str
    kromme: Kromme
    x: int
    y: int

    def klopt(self, tekst: bytes, handtekening: bytes) -> bool:
        """FIPS 186-4, 6.4: x of u1 G + u2 Q is r."""
        k, lengte = self.kromme, self.kromme.lengte
        r, s = int.from_bytes(handtekening[:lengte]), int.from_bytes(handtekening[lengte:])
        if len(handtekening) != 2 * lengte or not 0 < r < k.orde or not 0 < s < k.orde:
            return False
        w = pow(s, -1, k.orde)
        u1, u2 = int.from_bytes(k.hash(tekst).digest()) * w % k.orde, r * w % k.orde
        eigen, van = (k.x, k.y, 1), (self.x, self.y, 1)
        paren = {(0, 1): van, (1, 0): eigen, (1, 1): _optellen(k.p, eigen, van)}
        som: _Punt = (1, 1, 0)
        for bit in reversed(range(k.orde.bit_length())):
            som = _verdubbelen(k.p, som)
            if (paar := (u1 >> bit & 1, u2 >> bit & 1)) != (0, 0):
                som = _optellen(k.p, som, paren[paar])
        return som[2] != 0 and som[0] * pow(som[2], -2, k.p) % k.p % k.orde == r


def _verdubbelen(p: int, punt: _Punt) -> _Punt:
    x, y, z = punt
    if z == 0 or y == 0:
        return 1, 1, 0
    s, m = 4 * x * y * y % p, 3 * (x - z * z) * (x + z * z) % p
    x3 = (m * m - 2 * s) % p
    return x3, (m * (s - x3) - 8 * y**4) % p, 2 * y * z % p


def _optellen(p: int, een: _Punt, ander: _Punt) -> _Punt:
    if een[2] == 0:
        return ander
    if ander[2] == 0:
        return een
    (x1, y1, z1), (x2, y2, z2) = een, ander
    u1, u2 = x1 * z2 * z2 % p, x2 * z1 * z1 % p
    s1, s2 = y1 * z2**3 % p, y2 * z1**3 % p
    if u1 == u2:
        return _verdubbelen(p, een) if s1 == s2 else (1, 1, 0)
    h, r = u2 - u1, s2 - s1
    x3 = (r * r - h**3 - 2 * u1 * h * h) % p
    return x3, (r * (u1 * h * h - x3) - s1 * h**3) % p, h * z1 * z2 % p


def lees_sleutel(pem: str) -> Sleutel:
    """The first certificate or public key in a PEM file; what stands behind it are others. Raises ValueError for another kind of key."""
    for stuk in pem.split("-----BEGIN ")[1:]:
        soort, rest = stuk.split("-----", 1)
        if soort in {"CERTIFICATE", "PUBLIC KEY"}:
            der = base64.b64decode("".join(rest.split("-----END")[0].split()))
            return _sleutel(_spki(der) if soort == "CERTIFICATE" else der)
    raise ValueError("geen certificaat en geen openbare sleutel in PEM")


def _spki(certificaat: bytes) -> bytes:
    """Certificate ::= SEQUENCE { tbs, ... }; the key is the seventh of tbs, after an optional version."""
    delen = list(_delen(_inhoud(_inhoud(certificaat)[0])[0]))
    return delen[6 if delen[0][0] == 0xA0 else 5]


def _sleutel(spki: bytes) -> Sleutel:
    """SubjectPublicKeyInfo ::= SEQUENCE { algorithm, BIT STRING }."""
    naam = sha256(spki).hexdigest()
    algoritme, bits = _delen(_inhoud(spki)[0])
    inhoud = _inhoud(bits)[0][1:]
    if bytes.fromhex("06092a864886f70d010101") in algoritme:
        modulus, exponent = (int.from_bytes(_inhoud(getal)[0]) for getal in _delen(_inhoud(inhoud)[0]))
        return RsaSleutel(naam, modulus, exponent)
    kromme = next((kromme for oid, kromme in _KROMMEN.items() if oid in algoritme), None)
    if kromme is None or len(inhoud) != 1 + 2 * kromme.lengte or inhoud[0] != 4:
        raise ValueError("geen RSA, en geen punt van P-256 of P-384")
    x, y = int.from_bytes(inhoud[1 : 1 + kromme.lengte]), int.from_bytes(inhoud[1 + kromme.lengte :])
    if (y * y - x**3 + 3 * x - kromme.b) % kromme.p:
        raise ValueError("geen punt van de kromme")
    return EcSleutel(naam, kromme, x, y)


def _inhoud(der: bytes) -> tuple[bytes, int]:
    """Content of the first element of DER, and where the next begins."""
    lengte, begin = der[1], 2
    if lengte & 0x80:
        begin += lengte & 0x7F
        lengte = int.from_bytes(der[2:begin])
    if begin + lengte > len(der):
        raise ValueError("onvolledige DER")
    return der[begin : begin + lengte], begin + lengte


def _delen(der: bytes) -> Iterator[bytes]:
    """The elements, one after another, each whole."""
    while der:
        _, einde = _inhoud(der)
        yield der[:einde]
        der = der[einde:]


# The command


def lees_export(bestand: Path) -> Iterator[object]:
    """The records of an export; a line that is no JSON is a record of no form."""
    with bestand.open(encoding="utf-8") as regels:
        for regel in regels:
            try:
                yield json.loads(regel, object_pairs_hook=_zonder_dubbele)
            except ValueError:
                yield None


def _zonder_dubbele(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({naam for naam, _ in paren}) != len(paren):
        raise ValueError
    return dict(paren)


def lees_ijkbestand(tekst: str) -> dict[int, tuple[str, str]]:
    """Ijkpunten that were kept outside the database, by number. Raises ValueError, KeyError or TypeError for another form."""
    gelezen = [json.loads(regel) for regel in tekst.splitlines() if regel.strip()]
    return {_heel(punt["nummer"]): (_tekst(punt["inhoud"]), _tekst(punt["handtekening"])) for punt in gelezen}


def lees_geheim(tekst: str) -> bytes:
    """The key of the seals in the key file of the index. Raises ValueError, KeyError or TypeError for another form."""
    velden = json.loads(tekst)
    return bytes.fromhex(velden["stam"] if "stam" in velden else velden["kenmerken"])


def maak_zegelaar(geheim: bytes) -> Zegelaar:
    """Seals as the index makes them."""
    return lambda *delen: hmac.digest(geheim, "\0".join(delen).encode(), "sha256")


def main(argumenten: list[str] | None = None) -> int:
    """The command line."""
    keuzes = _keuzes().parse_args(argumenten)
    try:
        gelezen = [lees_sleutel(pad.read_text("ascii")) for pad in keuzes.certificaat]
        extern = lees_ijkbestand(keuzes.ijkpunten.read_text("ascii")) if keuzes.ijkpunten else {}
        geheim = lees_geheim(keuzes.sleutel.read_text("ascii")) if keuzes.sleutel else None
        zegelaar = None if geheim is None else maak_zegelaar(geheim)
        controle = Controle({een.naam: een for een in gelezen}, zegelaar, extern).loop(lees_export(keuzes.export))
    except OSError as fout:
        print(f"{fout.filename} is niet te lezen", file=sys.stderr)
        return 2
    except (ValueError, KeyError, TypeError, IndexError):
        print("een certificaat, ijkbestand of sleutelbestand heeft niet de goede vorm", file=sys.stderr)
        return 2
    for bevinding in controle.bevindingen[: keuzes.hoogstens]:
        print(bevinding)
    print("Een volledig logboek." if controle.compleet else "Een deel van een logboek, tussen twee ijkpunten.")
    if geheim is None and controle.na_laatste_ijkpunt:
        print(f"Na het laatste ijkpunt staan {controle.na_laatste_ijkpunt} regels; of daar iets weg is, is alleen met --sleutel te zien.")
    print(f"{controle.regels} regels en {controle.ijkpunten} ijkpunten nagerekend; {len(controle.bevindingen)} bevindingen.")
    return 1 if controle.bevindingen else 0


def _keuzes() -> argparse.ArgumentParser:
    keuzes = argparse.ArgumentParser(description="Controleert een export van het logboek van een verwijsindex.")
    keuzes.add_argument("export", type=Path, help="het bestand van 'verwijsindex logboek exporteer --formaat keten'")
    keuzes.add_argument("--certificaat", type=Path, action="append", required=True, help="certificaat van de index (PEM); mag vaker")
    keuzes.add_argument("--ijkpunten", type=Path, help="ijkpunten die buiten de database zijn bewaard")
    keuzes.add_argument("--sleutel", type=Path, help="sleutelbestand van de index, om ook de zegels na te rekenen")
    keuzes.add_argument("--hoogstens", type=int, default=100, metavar="N", help="toon zoveel bevindingen (standaard 100)")
    return keuzes


if __name__ == "__main__":
    sys.exit(main())
