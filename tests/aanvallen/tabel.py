"""The 48 cases of berichtbeveiliging.md 3, each with its valid twin; `differentieel` has the forged messages of many of them.

A case gives what was wrong, in words; nothing is as it should be. Verdict, effect and cost are all judged here.
"""

import socket
import ssl
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from verwijsindex.contract.namespaces import EXC_C14N, SOAP, WSA_ANONYMOUS

from ..differentieel import partijen
from ..differentieel.aanval import GOED, RAW, Aanval
from ..differentieel.aanvallen import alle
from ..differentieel.herteken import herteken
from ..differentieel.vergelijking import vergelijk
from ..unit.security import pki
from ..unit.security.berichten import ACTIE, ADRES, ANDERE_ACTIE, TRANSFORMS, Bericht, Ref, created, epr, kop, timestamp
from ..unit.security.test_intrekking import lijst
from .doelwit import Antwoord, Doelwit, goede_lijsten

Proef = Callable[[Doelwit], Iterator[str]]
"""Attacks, and says what went otherwise than it should."""
CPU_HOOGSTENS = 200.0
"""Milliseconds of processor for any message, unless its case says less."""
CPU_MARGE = 40.0
"""Milliseconds: the kernel counts in hundredths of a second, and the answer to any message costs some."""
GEHEUGEN_HOOGSTENS = 64 * 1024 * 1024
"""Bytes that a worker may grow during a case, at its peak."""


@dataclass(frozen=True)
class Geval:
    """One row of the table."""

    nummer: int
    titel: str
    proeven: tuple[Proef, ...]


# What every case judges.


def beproef(doelwit: Doelwit, geval: Geval) -> list[str]:
    """What went otherwise than it should in a case, what all of it cost included."""
    with doelwit.rekening() as rekening:
        fouten = [fout for proef in geval.proeven for fout in proef(doelwit)]
    if rekening.cpu > rekening.berichten * CPU_HOOGSTENS + CPU_MARGE:
        fouten.append(f"{rekening.berichten} berichten kostten samen {rekening.cpu:.0f} ms")
    if rekening.geheugen > GEHEUGEN_HOOGSTENS:
        fouten.append(f"het geheugen groeide {rekening.geheugen // 1024 // 1024} MB")
    return fouten


def weigert(
    doelwit: Doelwit, naam: str, raw: bytes, *codes: str, headers: dict[str, str] | None = None, cpu: float = CPU_HOOGSTENS
) -> Iterator[str]:
    """The message gets one of these codes, writes no row, and costs no more than so many milliseconds."""
    voor = doelwit.rijen()
    antwoord = doelwit.stuur(raw, headers)
    if antwoord.kort not in codes:
        yield f"{naam}: kreeg {antwoord.kort}, verwacht {' of '.join(codes)}"
    if (na := doelwit.rijen()) != voor:
        yield f"{naam}: schreef rijen ({na} na {voor})"
    if antwoord.cpu > cpu + CPU_MARGE:
        yield f"{naam}: kostte {antwoord.cpu:.0f} ms, hoogstens {cpu:.0f}"


def laat_door(doelwit: Doelwit, naam: str, raw: bytes, headers: dict[str, str] | None = None) -> Iterator[str]:
    """The valid twin: it passes the message security, whatever the schema then says of its content."""
    antwoord = doelwit.stuur(raw, headers)
    doelwit.vergeet()
    if not antwoord.doorgelaten:
        yield f"{naam}: kreeg {antwoord.kort}, maar is in orde"


def nieuw(nummer: int, bericht: Bericht = GOED) -> Bericht:
    """The same message with a MessageID of its own."""
    return bericht.met_header("MessageID", kop("MessageID", f"urn:uuid:5c6f9a4e-6f0b-4b7e-9a1e-{nummer:012}"))


@cache
def vervalsingen(geval: str) -> tuple[Aanval, ...]:
    """What `differentieel` forged for this case."""
    return tuple(aanval for aanval in alle() if aanval.geval == geval and not aanval.antwoord)


def uit_de_lijst(nummer: int) -> Proef:
    """Every forged message of this case, and the unforged one."""

    def proef(doelwit: Doelwit) -> Iterator[str]:
        yield from laat_door(doelwit, "onvervalst", RAW)
        for aanval in vervalsingen(str(nummer)):
            if aanval.codes is None:
                yield from laat_door(doelwit, aanval.naam, aanval.raw)
            else:
                yield from weigert(doelwit, aanval.naam, aanval.raw, *aanval.codes)

    return proef


# Step 7: certificates and their lists.


def verkeerde_certificaten(doelwit: Doelwit) -> Iterator[str]:
    """Case 18: what is wrong with a certificate is never told apart."""
    slecht = {
        "nog niet geldig": partijen.partij(nummer=31, vanaf=pki.NU + timedelta(days=1)),
        "KeyUsage zonder tekenen": partijen.partij(nummer=32, gebruik=pki.gebruik(tekenen=False)),
        "RSA-1024": partijen.partij(nummer=33, sleutel=pki.sleutel("kort", 1024)),
    }
    for naam, partij in slecht.items():
        yield from weigert(doelwit, naam, GOED.met(partij=partij).bouw(), "VIR-S04")
    slechte_lijsten = {
        "ingetrokken": ingetrokken(),
        "CRL verouderd": lijst(partijen.uitgever(), sinds=pki.NU - timedelta(days=9), tot=pki.NU - timedelta(days=8)),
        "CRL van een ander": lijst(partijen.uitgever(), sleutel=partijen.sleutel("partner")),
    }
    for naam, inhoud in slechte_lijsten.items():
        doelwit.zet_lijst("uitgever", inhoud)
        yield from weigert(doelwit, naam, RAW, "VIR-S04")
    doelwit.zet_lijst("uitgever", goede_lijsten()["uitgever"])
    yield from laat_door(doelwit, "met een goede lijst", RAW)


def ingetrokken() -> bytes:
    """A list on which the partner stands."""
    return lijst(partijen.uitgever(), ingetrokken=[partijen.partner().certificaat], tot=pki.NU + timedelta(days=2))


def geen_goede_oin(doelwit: Doelwit) -> Iterator[str]:
    """Case 19: no OIN, none of twenty characters, two."""
    for nummer, oins in enumerate(((), (pki.PARTNER_OIN[:-1],), (pki.PARTNER_OIN + "0",), (pki.PARTNER_OIN, pki.ANDERE_OIN)), 40):
        partij = partijen.partij(nummer=nummer, serienummers=oins)
        yield from weigert(doelwit, f"{len(oins)} serienummers", GOED.met(partij=partij).bouw(), "VIR-S04")


def niemand_leert_iets(doelwit: Doelwit) -> Iterator[str]:
    """Case 46: an unknown CA, a revoked and an expired certificate get answers that differ in nothing but ids and time."""
    sleutel = partijen.sleutel("partner")
    onbekend = pki.Partij(pki.geef_uit(pki.Recept(sleutel=sleutel, nummer=50), None), sleutel)
    verlopen = partijen.partij(nummer=51, tot=pki.NU - timedelta(days=1))
    antwoorden = [doelwit.stuur(GOED.met(partij=partij).bouw()) for partij in (onbekend, verlopen)]
    doelwit.zet_lijst("uitgever", ingetrokken())
    antwoorden.append(doelwit.stuur(RAW))
    doelwit.zet_lijst("uitgever", goede_lijsten()["uitgever"])
    gezien = {(antwoord.status, antwoord.code, _zonder_nummers(antwoord)) for antwoord in antwoorden}
    if len(gezien) != 1:
        yield f"antwoorden verschillen: {sorted(code for _, code, _ in gezien)}"
    if not all(reden in doelwit.log for reden in ("ingetrokken", "keten:")):
        yield "het log zegt niet waarom"
    yield from laat_door(doelwit, "onvervalst", RAW)


def _zonder_nummers(antwoord: Antwoord) -> int:
    """The length: signature, digests and UUIDs all have a fixed one."""
    return len(antwoord.body)


# Step 9: replay.


def herhalingen(doelwit: Doelwit) -> Iterator[str]:
    """Case 21: the same message twice, and twenty times at once."""
    if not doelwit.stuur(RAW).doorgelaten:
        yield "de eerste werd geweigerd"
    yield from weigert(doelwit, "nog eens", RAW, "VIR-S07")
    tegelijk = nieuw(21).bouw()
    with ThreadPoolExecutor(20) as draden:
        codes = list(draden.map(lambda _: _los(doelwit, tegelijk).kort, range(20)))
    if codes.count("VIR-S07") != 19:
        yield f"van twintig tegelijk werden er {codes.count('VIR-S07')} een herhaling genoemd"
    doelwit.vergeet()


def _los(doelwit: Doelwit, raw: bytes, oin: str = pki.PARTNER_OIN) -> Antwoord:
    """Over a connection of its own."""
    los = Doelwit.__new__(Doelwit)
    los.__dict__.update({**doelwit.__dict__, "_verbinding": None})
    if oin != pki.PARTNER_OIN:
        los.__dict__["_gewoon"] = doelwit.context(oin)
    try:
        return los.stuur(raw)
    finally:
        los.sluit()


def nieuwe_handtekening(doelwit: Doelwit) -> Iterator[str]:
    """Case 22: the MessageID again under a new signature, the signature again from another client; another signer may use the id."""
    doelwit.stuur(RAW)
    anders = GOED.met(inhoud=GOED.inhoud.replace("900000001", "900000013")).bouw()
    yield from weigert(doelwit, "zelfde MessageID, nieuwe handtekening", anders, "VIR-S07")
    ander = _los(doelwit, RAW, pki.ANDERE_OIN)
    if ander.kort != "VIR-S07":
        yield f"zelfde handtekening, andere client: kreeg {ander.kort}"
    ander_van = GOED.met(partij=partijen.partij(naam="Andere", serienummers=(pki.ANDERE_OIN,), nummer=60)).met_header("From", None)
    antwoord = _los(doelwit, ander_van.bouw(), pki.ANDERE_OIN)
    if not antwoord.doorgelaten:
        yield f"zelfde MessageID, andere ondertekenaar: kreeg {antwoord.kort}"
    doelwit.vergeet()


def nummer_opmaken(doelwit: Doelwit) -> Iterator[str]:
    """Case 24: a broken signature burns nobody's id."""
    yield from weigert(doelwit, "kapot", RAW.replace(b"900000001", b"900000013"), "VIR-S05")
    yield from laat_door(doelwit, "het echte bericht daarna", RAW)


def andere_partij(doelwit: Doelwit) -> Iterator[str]:
    """Case 20: a signer who is no partner; From and TLS of somebody else."""
    vreemd = partijen.partij(naam="Vreemd", serienummers=("00000099000000009000",), nummer=61)
    for naam, bericht in (("geen partner", GOED.met(partij=vreemd).met_header("From", None)),):
        yield from _geweigerd_na_herhaling(doelwit, naam, bericht.bouw())
    for aanval in vervalsingen("20"):
        yield from _geweigerd_na_herhaling(doelwit, aanval.naam, aanval.raw)
    antwoord = _los(doelwit, RAW, pki.ANDERE_OIN)
    if antwoord.kort != "DK0002":
        yield f"TLS van een ander: kreeg {antwoord.kort}"
    doelwit.vergeet()
    yield from laat_door(doelwit, "onvervalst", RAW)


def _geweigerd_na_herhaling(doelwit: Doelwit, naam: str, raw: bytes) -> Iterator[str]:
    """DK0002 comes after the replay store, which is therefore the one thing that may be written."""
    voor = doelwit.rijen() | {"gezien_bericht": 0}
    antwoord = doelwit.stuur(raw)
    if antwoord.kort != "DK0002":
        yield f"{naam}: kreeg {antwoord.kort}, verwacht DK0002"
    if doelwit.rijen() | {"gezien_bericht": 0} != voor:
        yield f"{naam}: schreef rijen"
    doelwit.vergeet()


# Steps 1 to 6: forms and sizes.


def zelfde_waarde(doelwit: Doelwit) -> Iterator[str]:
    """Case 28: other ways to write the same."""
    for naam, waarde in (("CDATA", "<![CDATA[900000001]]>"), ("tekenverwijzingen", "&#57;0000000&#x31;")):
        raw = herteken(RAW.replace(b"900000001", waarde.encode()), GOED.partij)
        yield from laat_door(doelwit, naam, raw)
    andere_prefix = GOED.inhoud.replace("m:", "zz:").replace("xmlns:m", "xmlns:zz")
    yield from laat_door(doelwit, "andere prefix", GOED.met(inhoud=andere_prefix).bouw())


def van_buiten(doelwit: Doelwit) -> Iterator[str]:
    """Cases 15, 29 and 38: nothing in a message makes the server call anybody."""
    with closing(socket.create_server(("127.0.0.1", 0))) as kanarie:
        kanarie.settimeout(0.3)
        adres = f"http://127.0.0.1:{kanarie.getsockname()[1]}/x"
        for naam, raw in _dtds(adres).items():
            yield from weigert(doelwit, f"XXE {naam}", raw, "DK0001")
        xinclude = GOED.inhoud.replace("900000001", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{adres}"/>')
        yield from weigert(doelwit, "XInclude", GOED.met(inhoud=xinclude).bouw(), "DK0001")
        xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        plaats = GOED.inhoud.replace("<m:jeugdige", f'<m:jeugdige {xsi} xsi:schemaLocation="urn:x {adres}"')
        yield from laat_door(doelwit, "schemaLocation", GOED.met(inhoud=plaats).bouw())
        for header in ("ReplyTo", "FaultTo"):
            yield from weigert(doelwit, f"{header} elders", GOED.met_header(header, epr(header, adres)).bouw(), "DK0011")
        verwijzing = (*GOED.alle_refs()[:-1], Ref("body", uri=adres))
        yield from weigert(doelwit, "Reference naar http", GOED.met(refs=verwijzing).bouw(), "VIR-S01")
        try:
            kanarie.accept()
        except TimeoutError:
            return
        yield "de kanarie kreeg bezoek"


def _dtds(adres: str) -> dict[str, bytes]:
    """Every way to make a parser fetch something, before the good message."""
    gebruikt = RAW.replace(b"900000001", b"&e;")
    return {
        "http": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{adres}">]>'.encode() + gebruikt,
        "bestand": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + gebruikt,
        "parameter": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{adres}"> %p;]>'.encode() + RAW,
        "externe DTD": f'<!DOCTYPE x SYSTEM "{adres}">'.encode() + RAW,
        "DTD": b"<!DOCTYPE x>" + RAW,
    }


def bommen(doelwit: Doelwit) -> Iterator[str]:
    """Case 30: entities that grow."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    miljard = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>'.encode() + RAW.replace(b"900000001", b"&l9;")
    kwadraat = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'.encode() + RAW.replace(b"900000001", b"&a;" * 10_000)
    kring = b'<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + RAW.replace(b"900000001", b"&a;")
    for naam, raw in (("miljard keer lachen", miljard), ("kwadratisch", kwadraat), ("kring", kring)):
        yield from weigert(doelwit, naam, raw, "DK0001", cpu=50)


def te_groot(doelwit: Doelwit) -> Iterator[str]:
    """Case 31: growth in every direction, cheap to refuse."""
    attributen = " ".join(f'a{n}="1"' for n in range(25_000))
    naamruimten = " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(5_000))
    vormen = {
        "diepte 10.000": "<a>" * 10_000 + "</a>" * 10_000,
        "100.000 elementen": "<a/>" * 100_000,
        "25.000 attributen": f"<a {attributen}/>",
        "64 attributen, 1.900 keer": f"<a {' '.join(f'a{n}=_' for n in range(64))}/>".replace("_", '""') * 1_900,
        "5.000 naamruimten": f"<a {naamruimten}/>",
        "naam van 100.000 tekens": f"<{'a' * 100_000}/>",
        "attribuut van 900.000 tekens": f"<a a='{'a' * 900_000}'/>",
    }
    for naam, vorm in vormen.items():
        raw = RAW.replace(b"<m:jeugdige>", f"{vorm}<m:jeugdige>".encode())
        yield from weigert(doelwit, naam, raw, "DK0001")
    groot = RAW.replace(b"<m:jeugdige>", b'<a a="' + b"a" * 9_000_000 + b'"/><m:jeugdige>')
    yield from weigert(doelwit, "9 MB", groot, "413", "0")


def duur_te_controleren(doelwit: Doelwit) -> Iterator[str]:
    """Case 32: many references, transforms and prefixes, refused before anything is canonicalised."""
    duizend = RAW.replace(b"</ds:SignedInfo>", b'<ds:Reference URI="#body"/>' * 1000 + b"</ds:SignedInfo>")
    transforms = TRANSFORMS.replace("</ds:Transforms>", f'<ds:Transform Algorithm="{EXC_C14N}"/>' * 1000 + "</ds:Transforms>")
    prefixen = " ".join(f"p{n}" for n in range(1_000))
    prefixlijst = f'<ec:InclusiveNamespaces xmlns:ec="{EXC_C14N}" PrefixList="{prefixen}"/>'
    met_lijst = TRANSFORMS.replace("/></ds:Transforms>", f">{prefixlijst}</ds:Transform></ds:Transforms>")
    vormen = {
        "1.000 verwijzingen": duizend,
        "1.000 transformaties": GOED.met(refs=(*GOED.alle_refs()[:-1], Ref("body", transforms=transforms))).bouw(),
        "1.000 prefixen": RAW.replace(TRANSFORMS.encode(), met_lijst.encode(), 1),
    }
    for naam, raw in vormen.items():
        yield from weigert(doelwit, naam, raw, "VIR-S01", "VIR-S02", "DK0001", cpu=100)


def ingepakt(doelwit: Doelwit) -> Iterator[str]:
    """Case 33: compression, whatever it hides."""
    for codering in ("gzip", "deflate", "br", "gzip, gzip"):
        yield from weigert(doelwit, codering, RAW, "415", headers={"Content-Encoding": codering})
    yield from laat_door(doelwit, "identity", RAW)


def verkeerde_lengte(doelwit: Doelwit) -> Iterator[str]:
    """Case 34: lengths that are not."""
    kop_ = f'POST /meldingen/v1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nSOAPAction: "{ACTIE}"\r\n'
    vormen = {
        "drie megabyte": f"{kop_}Content-Length: 3145728\r\n\r\n",
        "negatief": f"{kop_}Content-Length: -1\r\n\r\n",
        "tekst": f"{kop_}Content-Length: veel\r\n\r\n",
        "twee": f"{kop_}Content-Length: 5\r\nContent-Length: 6\r\n\r\n<a/>",
        "chunked zonder einde": f"{kop_}Transfer-Encoding: chunked\r\n\r\n5\r\n<a/>\r\n",
    }
    for naam, tekst in vormen.items():
        if (status := doelwit.ruw(tekst.encode())) not in (400, 408, 413):
            yield f"{naam}: kreeg {status}"


def trage_clients(doelwit: Doelwit) -> Iterator[str]:
    """Case 35: slow heads, a byte at a time and idle connections are closed, and nobody else waits for them."""
    traag = [doelwit.verbind() for _ in range(20)]
    try:
        for verbinding in traag[:10]:
            verbinding.sendall(b"POST /meldingen/v1 HTTP/1.1\r\nHost: loc")
        begin = time.monotonic()
        yield from laat_door(doelwit, "een ander, intussen", RAW)
        if (duur := time.monotonic() - begin) > 2:
            yield f"een ander wachtte {duur:.1f} seconde"
        einde = time.monotonic() + 10
        for verbinding in traag:
            verbinding.settimeout(max(0.1, einde - time.monotonic()))
            try:
                while verbinding.recv(1024):
                    pass
            except TimeoutError:
                yield "een trage client werd niet gesloten"
                break
            except OSError:
                continue
    finally:
        for verbinding in traag:
            verbinding.close()


def andere_tekens(doelwit: Doelwit) -> Iterator[str]:
    """Case 36: every other way to write bytes."""
    for charset in ("utf-7", "utf-16", "iso-8859-1", "onbekend"):
        yield from weigert(doelwit, charset, RAW, "415", headers={"Content-Type": f"text/xml; charset={charset}"})
    vormen = {
        "prolog zegt iets anders": b"<?xml version='1.0' encoding='iso-8859-1'?>" + RAW,
        "UTF-7 in de prolog": b"<?xml version='1.0' encoding='utf-7'?>" + RAW,
        "UTF-16 met BOM": RAW.decode().encode("utf-16"),
        "UTF-16 zonder BOM": RAW.decode().encode("utf-16-le"),
        "NUL": RAW.replace(b"900000001", b"90000\x000001"),
        "te lang geschreven": RAW.replace(b"900000001", b"90000\xc0\xb00001"),
    }
    for naam, raw in vormen.items():
        yield from weigert(doelwit, naam, raw, "DK0009")
    yield from laat_door(doelwit, "UTF-8 met BOM", b"\xef\xbb\xbf" + RAW)


def andere_actie(doelwit: Doelwit) -> Iterator[str]:
    """Case 37: the operation is what the Body says, and everything else must agree."""
    waarden = {"van een ander": f'"{ANDERE_ACTIE}"', "zonder aanhalingstekens": ACTIE, "twee in een": f'"{ACTIE}", "{ACTIE}"'}
    for naam, waarde in waarden.items():
        yield from weigert(doelwit, naam, RAW, "DK0003", headers={"SOAPAction": waarde})
    anders = GOED.met_header("Action", kop("Action", ANDERE_ACTIE)).bouw()
    yield from weigert(doelwit, "Action van A, Body van B", anders, "DK0003", headers={"SOAPAction": f'"{ANDERE_ACTIE}"'})
    yield from laat_door(doelwit, "lege SOAPAction", RAW, {"SOAPAction": '""'})


def ander_adres(doelwit: Doelwit) -> Iterator[str]:
    """Case 39: To of somebody else."""
    for naam, adres, code in (
        ("andere dienst", "https://elders.example/meldingen", "DK0011"),
        ("OIN van een ander", f"{ADRES}?OIN={pki.ANDERE_OIN}", "DK0002"),
    ):
        raw = GOED.met_header("To", kop("To", adres)).bouw()
        voor = doelwit.rijen() | {"gezien_bericht": 0}
        if (antwoord := doelwit.stuur(raw)).kort != code:
            yield f"{naam}: kreeg {antwoord.kort}, verwacht {code}"
        if doelwit.rijen() | {"gezien_bericht": 0} != voor:
            yield f"{naam}: schreef rijen"
        doelwit.vergeet()
    yield from laat_door(doelwit, "anoniem antwoordadres", GOED.met_header("ReplyTo", epr("ReplyTo", WSA_ANONYMOUS)).bouw())


def bijlagen(doelwit: Doelwit) -> Iterator[str]:
    """Case 41: MTOM, attachments, xop:Include."""
    for soort in ('multipart/related; type="application/xop+xml"', "application/soap+xml", "text/plain"):
        yield from weigert(doelwit, soort, RAW, "415", headers={"Content-Type": soort})
    xop = GOED.inhoud.replace("900000001", '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:x"/>')
    yield from weigert(doelwit, "xop:Include", GOED.met(inhoud=xop).bouw(), "DK0001")


def schemastreken(doelwit: Doelwit) -> Iterator[str]:
    """Case 43: xsi:type and xsi:nil."""
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    attributen = {"ander type": 'xsi:type="m:Anders"', "onbekend type": 'xsi:type="x:y" xmlns:x="urn:x"', "nil": 'xsi:nil="true"'}
    for naam, attribuut in attributen.items():
        raw = GOED.met(inhoud=GOED.inhoud.replace("<m:bsn>", f"<m:bsn {xsi} {attribuut}>")).bouw()
        if (antwoord := doelwit.stuur(raw)).kort != "DK0004":
            yield f"{naam}: kreeg {antwoord.kort}"
        doelwit.vergeet()


def proxyheaders(doelwit: Doelwit) -> Iterator[str]:
    """Case 44: a client that says that a proxy saw another certificate is still itself."""
    ander = doelwit.tls.partner(pki.ANDERE_OIN).certificaat.read_text().replace("\n", "%0A")
    headers = {"X-SSL-Client-Cert": ander, "X-Forwarded-For": "10.0.0.1", "Forwarded": "for=10.0.0.1", "X-Client-Cert": ander}
    yield from laat_door(doelwit, "met headers van een proxy", RAW, headers)


def zwakke_verbinding(doelwit: Doelwit) -> Iterator[str]:
    """Case 45: no certificate, old versions, weak suites."""
    zonder, oud, cbc, dhe = doelwit.context(None), doelwit.context(), doelwit.context(), doelwit.context()
    with warnings.catch_warnings(action="ignore"):  # that the old ones are deprecated is the point
        oud.minimum_version, oud.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    oud.set_ciphers("ALL:@SECLEVEL=0")
    for context, reeksen in ((cbc, "ECDHE-RSA-AES256-SHA384:@SECLEVEL=0"), (dhe, "DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0")):
        context.set_ciphers(reeksen)
    for context in (zonder, cbc, dhe):
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    for naam, context in {"zonder certificaat": zonder, "TLS 1.1": oud, "CBC": cbc, "DHE": dhe}.items():
        try:
            with closing(doelwit.verbind_met(context)):
                yield f"{naam}: er kwam een verbinding"
        except OSError:  # ssl.SSLError is one
            continue


def antwoorden_aan_de_client(_: Doelwit) -> Iterator[str]:
    """Case 47: replies that a client must not use."""
    for aanval in alle():
        if aanval.antwoord:
            code = vergelijk(aanval.raw, antwoord=True).code
            if code not in (aanval.codes or ("",)):
                yield f"{aanval.naam}: de client zei {code or 'niets'}"


def schone_logs(doelwit: Doelwit) -> Iterator[str]:
    """Case 48: after all of this no number, no piece of a message and no key stands in the log."""
    verboden = ("900000001", "900000013", "<m:", "BEGIN", "urn:uuid:5c6f9a4e")
    yield from (f"het log bevat {woord!r}" for woord in verboden if woord in doelwit.log)
    if "code=VIR-S05" not in doelwit.log:
        yield "het log is leeg"


def andere_soap(doelwit: Doelwit) -> Iterator[str]:
    """Case 40: no Header, and a loop of hrefs."""
    zonder = f'<s:Envelope xmlns:s="{SOAP}"><s:Body><x xmlns="urn:x"/></s:Body></s:Envelope>'
    yield from weigert(doelwit, "zonder Header", zonder.encode(), "DK0001")
    kring = GOED.inhoud.replace("<m:jeugdige>", '<m:jeugdige href="#a" id="a">')
    yield from weigert(doelwit, "kring van href", GOED.met(inhoud=kring).bouw(), "DK0001", "VIR-S01")


def ongeldige_handtekening(doelwit: Doelwit) -> Iterator[str]:
    """Case 23 beside the list: a moment that is ten minutes off."""
    for naam, moment in (("tien minuten vooruit", "2026-03-02T09:40:00Z"), ("tien minuten oud", "2026-03-02T09:20:00Z")):
        yield from weigert(doelwit, naam, GOED.met(timestamp=timestamp(created(moment))).bouw(), "VIR-S06")


@dataclass(frozen=True)
class _Rij:
    titel: str
    eigen: Proef | None = None
    vervalst: bool = True
    """Whether the forged messages of `differentieel` are sent as they are; else its own proof does."""


_TABEL: dict[int, _Rij] = {
    1: _Rij("getekende Body onder een vreemde header"),
    2: _Rij("getekende Body in de Envelope"),
    3: _Rij("getekende Body in Security"),
    4: _Rij("getekende Body in een header"),
    5: _Rij("dubbele ids"),
    6: _Rij("headers ingepakt"),
    7: _Rij("delen niet getekend"),
    8: _Rij("geen handtekening"),
    9: _Rij("twee handtekeningen"),
    10: _Rij("twee SignedInfo"),
    11: _Rij("HMAC"),
    12: _Rij("zwakke algoritmen"),
    13: _Rij("andere C14N"),
    14: _Rij("andere transformaties"),
    15: _Rij("verwijzing elders", van_buiten),
    16: _Rij("vervalst certificaat"),
    17: _Rij("ander token"),
    18: _Rij("ongeldig certificaat", verkeerde_certificaten),
    19: _Rij("geen OIN", geen_goede_oin),
    20: _Rij("andere partij", andere_partij, vervalst=False),
    21: _Rij("herhaling", herhalingen),
    22: _Rij("herhaling met een verschil", nieuwe_handtekening),
    23: _Rij("tijd", ongeldige_handtekening),
    24: _Rij("nummers opmaken", nummer_opmaken),
    25: _Rij("een bit anders"),
    26: _Rij("commentaar in een waarde"),
    27: _Rij("commentaar in de kop"),
    28: _Rij("anders geschreven", zelfde_waarde),
    29: _Rij("XXE", van_buiten),
    30: _Rij("bommen", bommen),
    31: _Rij("te groot", te_groot),
    32: _Rij("duur te controleren", duur_te_controleren),
    33: _Rij("compressie", ingepakt),
    34: _Rij("lengte", verkeerde_lengte),
    35: _Rij("traag", trage_clients),
    36: _Rij("tekens", andere_tekens),
    37: _Rij("SOAPAction", andere_actie),
    38: _Rij("ReplyTo elders", van_buiten),
    39: _Rij("ander adres", ander_adres),
    40: _Rij("andere SOAP", andere_soap),
    41: _Rij("bijlagen", bijlagen),
    42: _Rij("naamruimten"),
    43: _Rij("xsi", schemastreken),
    44: _Rij("proxyheaders", proxyheaders),
    45: _Rij("zwakke verbinding", zwakke_verbinding),
    46: _Rij("niets te leren", niemand_leert_iets),
    47: _Rij("antwoorden", antwoorden_aan_de_client, vervalst=False),
    48: _Rij("logs", schone_logs),
}


@cache
def gevallen() -> tuple[Geval, ...]:
    """The table, in order; the last case looks at what all others left in the log."""
    return tuple(Geval(nummer, rij.titel, tuple(_proeven(nummer, rij))) for nummer, rij in _TABEL.items())


def _proeven(nummer: int, rij: _Rij) -> Iterator[Proef]:
    if rij.vervalst and vervalsingen(str(nummer)):
        yield uit_de_lijst(nummer)
    if rij.eigen is not None:
        yield rij.eigen
