"""Where the fuzzing starts: a real, signed request of every operation, and of every way in which HTTP can carry one."""

from collections.abc import Iterator
from datetime import UTC, datetime

from verwijsindex.sandbox.wereld import INDEX
from verwijsindex.security.zonder_handtekening import Schrijver
from verwijsindex.soap.front import PAD_BE

from ..integration.koppelvlak import verzoeken
from ..integration.koppelvlak.index import ADRES, Index
from ..integration.koppelvlak.personen import ONBEKEND, PERSONEN, bsn
from ..integration.koppelvlak.wie import COLLEGE, COORDINATOR, GGD, HUISARTS, POLITIE, REGIE, TOEZICHT, WIJKTEAM, Wie
from .proefdeur import OINS

UUID = verzoeken.EEN_UUID


def bodies() -> Iterator[tuple[Wie, str, str]]:
    """Who asks what, in which words."""
    enig, kind = PERSONEN["enig"], PERSONEN["kind"]
    op_naam = verzoeken.bevraging(enig["geslachtsnaam"], "2014-03-01")
    zonder = verzoeken.zonder_bsn("Duin", "2015-05-05")
    yield GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, "a-1", verzoeken.met_bsn(bsn("enig")), "K-1")
    yield POLITIE, "MeldJeugdige", verzoeken.meld_jeugdige(POLITIE, "a-2", verzoeken.met_bsn(kind["bsn"]))
    yield WIJKTEAM, "MeldJeugdige", verzoeken.meld_jeugdige(WIJKTEAM, "a-3", op_naam)
    yield HUISARTS, "MeldJeugdige", verzoeken.meld_jeugdige(HUISARTS, "a-4", zonder)
    yield GGD, "MeldJeugdige", verzoeken.meld_jeugdige(GGD, "a-5", verzoeken.met_bsn(ONBEKEND))
    items = [("b-1", verzoeken.met_bsn(bsn("ander"))), ("b-2", zonder), ("b-3", op_naam)]
    yield GGD, "MeldJeugdigen", verzoeken.meld_jeugdigen(GGD, items)
    yield GGD, "VerwijderMelding", verzoeken.verwijder_melding(GGD, "c-1", UUID, "NIET_TERECHT")
    yield GGD, "KoppelBsn", verzoeken.koppel_bsn(GGD, "c-2", UUID, bsn("derde"))
    yield GGD, "RaadpleegEigenMeldingen", verzoeken.raadpleeg(GGD, 50)
    yield GGD, "ControleerVerbinding", verzoeken.controleer(GGD, "K-2")
    contact = verzoeken.wijzig_contact(COORDINATOR, "c-3", GGD.gebruiker, "Balie", "0201234567", "balie@ggd.example")
    yield COORDINATOR, "WijzigContactgegevens", contact
    yield GGD, "HaalSignalenOp", verzoeken.haal_signalen(GGD, 50, 1)
    yield COORDINATOR, "HaalSignalenOp", verzoeken.haal_signalen(COORDINATOR, 50, None, GGD.gebruiker)
    yield REGIE, "HaalSignalenOp", verzoeken.haal_signalen(REGIE)
    yield GGD, "BevestigSignalen", verzoeken.bevestig(GGD, [UUID])
    yield GGD, "HaalHistorieOp", verzoeken.haal_historie(GGD, "c-4", UUID)
    betrokkene = verzoeken.op_bsn(bsn("enig"))
    yield COLLEGE, "RegistreerVerzoek", verzoeken.registreer_verzoek(COLLEGE, "d-1", "BEZWAAR", betrokkene, "GEZAMENLIJK", "2026-03-02")
    yield TOEZICHT, "GeefAdvies", verzoeken.geef_advies(TOEZICHT, "d-2", UUID, UUID, "HANDHAVEN")
    yield COLLEGE, "BeslisVerzoek", verzoeken.beslis_verzoek(COLLEGE, "d-3", UUID, "AFGEWEZEN", "2026-03-02", [UUID])
    yield COLLEGE, "GeefInzage", verzoeken.geef_inzage(COLLEGE, "d-4", UUID)
    archief = verzoeken.verwijder_uit_archief(COLLEGE, "d-5", verzoeken.op_bsn(bsn("enig")), "2026-03-02")
    yield COLLEGE, "VerwijderUitArchief", archief


def zaaigoed(index: Index, moment: datetime) -> Iterator[bytes]:
    """Each begins with one byte that says whose connection it is."""
    eerste = None
    for nummer, (wie, operatie, body) in enumerate(bodies()):
        message_id = f"urn:uuid:00000000-0000-4000-8000-{nummer:012}"
        bericht, _ = index.teken(wie, operatie, body, nu=moment, message_id=message_id)
        partij = bytes([OINS.index(wie.oin)])
        kop = _kop(verzoeken.pad(operatie), verzoeken.actie(operatie))
        yield _heel(partij + kop, bericht.bytes)
        yield _heel(
            partij + _kop(PAD_BE + verzoeken.pad(operatie), verzoeken.actie(operatie)), _ongetekend(wie, operatie, body, message_id)
        )
        eerste = eerste or (partij, kop, bericht.bytes)
    assert eerste is not None
    yield from _andere_manieren(*eerste)


def _heel(kop: bytes, body: bytes) -> bytes:
    return kop + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _ongetekend(wie: Wie, operatie: str, body: str, message_id: str) -> bytes:
    """The same by profile 2W-be: what is changed in it reaches schema and rules without a signature."""
    naar = f"{ADRES}{PAD_BE}{verzoeken.pad(operatie)}?OIN={INDEX.oin}"
    schrijver = Schrijver(wie.oin)
    return schrijver.verzoek(
        body.encode(), action=verzoeken.actie(operatie), to=naar, message_id=message_id, van=None, nu=datetime.now(UTC)
    ).bytes


def _kop(pad: str, actie: str) -> bytes:
    regels = (f"POST {pad} HTTP/1.1", "Host: localhost", "Content-Type: text/xml; charset=utf-8", f'SOAPAction: "{actie}"')
    return "".join(f"{regel}\r\n" for regel in regels).encode()


def _andere_manieren(partij: bytes, kop: bytes, body: bytes) -> Iterator[bytes]:
    helft = len(body) // 2
    stukken = b"".join(b"%x;a=b\r\n%s\r\n" % (len(stuk), stuk) for stuk in (body[:helft], body[helft:]))
    yield partij + kop + b"Transfer-Encoding: chunked\r\n\r\n" + stukken + b"0\r\nX-Na: afloop\r\n\r\n"
    yield partij + kop + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    for doel in ("/meldingen/v1?wsdl", "/signalen/v1?wsdl=plat", "/rechten/v1?xsd=typen-v1.xsd", "/nergens"):
        yield partij + f"GET {doel} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: x\r\n\r\nHEAD {doel} HTTP/1.1\r\n\r\n".encode()
    yield partij + kop + b"Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"
