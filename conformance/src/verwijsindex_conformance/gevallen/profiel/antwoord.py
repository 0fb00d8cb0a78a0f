"""Good messages: what is accepted, and what the reply to them must be. These are the twins of the refusals."""

import xmlsec
from lxml import etree

from verwijsindex_conformance.antwoord.relatie import controleer_bevestiging, controleer_relatie
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.gesprek import gewone_koppen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import WSA
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef, veld
from verwijsindex_conformance.verbinding import pad_van, tls_van, verbind


@geval(
    "PROF-001",
    "Een goed getekend verzoek krijgt een goed getekend antwoord",
    eisen=(
        "R-155",
        "WB001",
        "WB002",
        "WB003",
        "WB004",
        "WB007",
        "WB009",
        "WB010",
        "WB011",
        "WB013",
        "SIGN001",
        "SIGN002",
        "PKI001",
        "KV-26",
        "KV-51",
    ),
    gedaan="Stuurt ControleerVerbinding, goed getekend, en verifieert het antwoord.",
    verwacht="Een antwoord met één X.509-token, één Timestamp en één handtekening over Body, Timestamp, bevestiging en alle adresheaders, "
    "van een certificaat onder de CA van het doel met het OIN van de index, en het schema van het koppelvlak.",
)
def getekend_antwoord(p: Proef) -> None:
    melder = p.mensen.melder()
    antwoord = p.gesprek.vraag(melder, inhoud.verbinding(melder))
    eis(veld(antwoord, "oin") == melder.partner.oin, "het OIN van de partner in het antwoord", "een ander OIN")


@geval(
    "PROF-002",
    "Het antwoord hoort bij het verzoek",
    eisen=("R-152", "WA001"),
    gedaan="Stuurt twee verzoeken en leest RelatesTo, MessageID, To en Action van de antwoorden.",
    verwacht="RelatesTo is het MessageID van het eigen verzoek, Action die van de operatie met Response erachter, To anoniem of "
    "weggelaten, en elk antwoord heeft een eigen MessageID.",
)
def hoort_bij_verzoek(p: Proef) -> None:
    ids = set()
    for _ in range(2):
        ontvangen = p.stuur_controle()
        envelop = p.gesprek.lees(ontvangen)
        controleer_relatie(envelop, ontvangen.bericht)
        ids.add(envelop.adres("MessageID"))
    eis(len(ids) == 2, "een eigen MessageID per antwoord", "twee keer hetzelfde")


@geval(
    "PROF-003",
    "Het antwoord bevestigt de handtekening van het verzoek",
    eisen=("R-155", "WB014"),
    gedaan="Vergelijkt SignatureConfirmation in het antwoord met de handtekening van het verzoek.",
    verwacht="Precies één SignatureConfirmation, getekend, met de waarde van de handtekening van het verzoek.",
)
def bevestigt_handtekening(p: Proef) -> None:
    ontvangen = p.stuur_controle()
    controleer_bevestiging(p.gesprek.lees(ontvangen), ontvangen.bericht)


@geval(
    "PROF-004",
    "De lege SOAPAction mag ook",
    eisen=("WS002", "R-152", "BP-R2744"),
    gedaan='Stuurt een goed verzoek met SOAPAction: "".',
    verwacht="Het verzoek wordt geaccepteerd.",
)
def lege_soapaction(p: Proef) -> None:
    p.accepteer(koppen=[("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", '""')])


@geval(
    "PROF-005",
    "SHA-384 en SHA-512 mogen ook",
    eisen=("R-155", "SIGN003", "SIGN004"),
    gedaan="Stuurt een verzoek met RSA-SHA384 en digests met SHA-384, en een met RSA-SHA512 en SHA-512.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def langere_hash(p: Proef) -> None:
    p.accepteer(handtekening=xmlsec.constants.TransformRsaSha384, digest=xmlsec.constants.TransformSha384)
    p.accepteer(handtekening=xmlsec.constants.TransformRsaSha512, digest=xmlsec.constants.TransformSha512)


@geval(
    "PROF-006",
    "Het token hoeft niet getekend te zijn",
    eisen=("WB004",),
    gedaan="Stuurt een verzoek waarvan de handtekening het BinarySecurityToken niet dekt.",
    verwacht="Het verzoek wordt geaccepteerd: WB004 vraagt alleen Body, Timestamp en adresheaders.",
)
def token_ongetekend(p: Proef) -> None:
    p.accepteer(ongetekend=("BinarySecurityToken",))


@geval(
    "PROF-007",
    "ReplyTo mag ontbreken en From mag erbij",
    eisen=("WA001", "R-152", "R-156"),
    gedaan="Stuurt een verzoek zonder ReplyTo, en een met From dat het eigen OIN noemt.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def replyto_en_from(p: Proef) -> None:
    p.accepteer(reply_to=None)
    p.accepteer(van=f"https://partner.example/vir?OIN={p.mensen.melder().partner.oin}")


@geval(
    "PROF-008",
    "To mag anoniem zijn of het OIN van de index dragen",
    eisen=("WA001", "R-152"),
    gedaan="Stuurt een verzoek met een anonieme To, en een met ?OIN= van de index achter het adres.",
    verwacht="Beide verzoeken worden geaccepteerd.",
)
def andere_vormen_van_to(p: Proef) -> None:
    p.accepteer(to=f"{WSA}/anonymous")
    p.accepteer(to=f"{p.doel.adressen['meldingen']}?OIN={p.doel.oin}")


@geval(
    "PROF-009",
    "Prefixen, volgorde en witruimte zijn vrij",
    eisen=("R-151", "WB001"),
    gedaan="Stuurt een verzoek met de adresheaders voor de Security-header, een andere volgorde en witruimte tussen de headers.",
    verwacht="Het verzoek wordt geaccepteerd.",
)
def andere_vorm(p: Proef) -> None:
    p.accepteer(voor_tekenen=_draai_om)


def _draai_om(envelop: etree._Element) -> None:
    header = envelop[0]
    blokken = list(reversed(header))
    for blok in blokken:
        header.remove(blok)
        blok.tail = "\n  "
        header.append(blok)


@geval(
    "PROF-010",
    "Meer berichten over een verbinding",
    eisen=("WT007",),
    gedaan="Stuurt drie verzoeken na elkaar over dezelfde TLS-verbinding.",
    verwacht="Drie goede antwoorden.",
)
def meer_berichten(p: Proef) -> None:
    melder = p.mensen.melder()
    url = p.doel.adressen["meldingen"]
    verzoeken = [inhoud.verbinding(melder) for _ in range(3)]
    berichten = [maak_bericht(p.gesprek.recept(melder, verzoek)) for verzoek in verzoeken]
    with verbind(p.doel, url, tls_van(p.doel, melder.partner)) as lijn:
        statussen: list[int] = []
        for bericht in berichten:
            eis(not statussen or lijn.is_bruikbaar, "een verbinding die openblijft", "een verbinding die het doel sloot")
            statussen.append(lijn.vraag("POST", pad_van(url), bericht.raw, gewone_koppen(bericht)).status)
    eis(statussen == [200, 200, 200], "drie keer HTTP 200", str(statussen))


@geval(
    "PROF-011",
    "Het kenmerk van de partner komt terug",
    eisen=("R-153", "KV-14"),
    gedaan="Stuurt een kenmerk mee in de stuurgegevens, en daarna geen.",
    verwacht="Hetzelfde kenmerk in de stuurgegevens van het antwoord, en daarna geen.",
)
def kenmerk_terug(p: Proef) -> None:
    melder = p.mensen.melder()
    for kenmerk in ("conf-kenmerk 1", None):
        antwoord = p.gesprek.vraag(melder, inhoud.verbinding(melder, kenmerk=kenmerk))
        terug = antwoord.findtext("{*}stuurgegevens/{*}kenmerk")
        eis(terug == kenmerk, f"kenmerk {kenmerk or 'weggelaten'}", "een ander kenmerk")
