"""Talks with the target: sends a message, and judges what comes back before anything of it is used (WB013)."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from verwijsindex_conformance.antwoord.envelop import Envelop, lees_envelop
from verwijsindex_conformance.antwoord.fout import Fout, controleer_fout, lees_fout
from verwijsindex_conformance.antwoord.handtekening import controleer_handtekening
from verwijsindex_conformance.antwoord.relatie import controleer_bevestiging, controleer_relatie
from verwijsindex_conformance.bericht.breken import haal_weg
from verwijsindex_conformance.bericht.recept import Recept
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import Bericht, maak_bericht
from verwijsindex_conformance.contractbestanden import DIENSTEN, ONTVANGSTDIENST, Dienst, schema
from verwijsindex_conformance.doel import Doel, Gebruiker, Partner
from verwijsindex_conformance.namespaces import HEADER, SECURITY
from verwijsindex_conformance.oordeel import Gezakt, NietAangeboden, eis
from verwijsindex_conformance.verbinding import HttpAntwoord, Koppen, Verbinding, open_verbinding, pad_van, vaste_tls_van

NIET_AANGEBODEN = "VIR-160"
ZONDER_SECURITY = haal_weg(HEADER, SECURITY)
"""What makes a message one of profile 2W-be."""


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """An answer over HTTP, beside the message that it should answer."""

    http: HttpAntwoord
    bericht: Bericht
    dienst: Dienst
    actie: str
    gebruiker: Gebruiker
    """Who asked."""
    getekend: bool = True
    """False at an address of profile 2W-be: TLS alone says who answers."""


class Gesprek:
    """Speaks for any user of the target, over one connection per partner and service, as long as the target keeps it open."""

    def __init__(self, doel: Doel) -> None:
        self.doel = doel
        self._lijnen: dict[tuple[str, str], Verbinding] = {}
        self.onverwacht: list[tuple[Gebruiker, str]] = []
        """By their reporter the meldingen that a target made where it should have refused."""

    def sluit(self) -> None:
        """Close every connection."""
        while self._lijnen:
            self._lijnen.popitem()[1].sluit()

    def recept(self, gebruiker: Gebruiker, *inhoud: etree._Element, **anders: Any) -> Recept:
        """The recipe of a good message; ``anders`` are the fields of `Recept` that must differ."""
        dienst = dienst_van(inhoud[0])
        velden = {
            "kinderen": inhoud,
            "action": dienst.actie(etree.QName(inhoud[0]).localname),
            "to": adres_van(self.doel, dienst),
            "ondertekenaar": lees_sleutelpaar(gebruiker.partner.certificaat, gebruiker.partner.sleutel),
        }
        return Recept(**{**velden, **anders})

    def stuur(self, gebruiker: Gebruiker, *inhoud: etree._Element, **anders: Any) -> Ontvangen:
        """Make one message, send it over the connection of the user's partner, and give what came back, unjudged."""
        recept = self.recept(gebruiker, *inhoud, **anders)
        return self.stuur_bericht(gebruiker, maak_bericht(recept), inhoud[0])

    def stuur_bericht(self, gebruiker: Gebruiker, bericht: Bericht, inhoud: etree._Element, *, koppen: Koppen | None = None) -> Ontvangen:
        """Send a message that was made before; ``koppen`` instead of the usual HTTP headers."""
        dienst = dienst_van(inhoud)
        url = adres_van(self.doel, dienst)
        lijn = self._lijn(gebruiker.partner, url)
        http = lijn.vraag("POST", pad_van(url), bericht.raw, gewone_koppen(bericht) if koppen is None else koppen)
        return Ontvangen(http, bericht, dienst, dienst.actie(etree.QName(inhoud).localname), gebruiker)

    def stuur_ongetekend(self, gebruiker: Gebruiker, inhoud: etree._Element, **anders: Any) -> Ontvangen:
        """Send a message without a Security header to where the target answers such; ``anders`` as in ``recept``.

        Raises NietAangeboden when doel.yaml names no such address.
        """
        dienst = dienst_van(inhoud)
        url = adres_zonder_handtekening(self.doel, dienst)
        velden = {"to": url, "voor_tekenen": ZONDER_SECURITY, **anders}
        bericht = maak_bericht(self.recept(gebruiker, inhoud, **velden))
        http = self._lijn(gebruiker.partner, url).vraag("POST", pad_van(url), bericht.raw, gewone_koppen(bericht))
        return Ontvangen(http, bericht, dienst, dienst.actie(etree.QName(inhoud).localname), gebruiker, getekend=False)

    def _lijn(self, partner: Partner, url: str) -> Verbinding:
        lijn = self._lijnen.get((partner.oin, url))
        if lijn is None or not lijn.is_bruikbaar:
            if lijn is not None:
                lijn.sluit()
            tls = vaste_tls_van(self.doel.ca, partner.certificaat, partner.sleutel)
            lijn = self._lijnen[partner.oin, url] = open_verbinding(self.doel, url, tls)
        return lijn

    def lees(self, ontvangen: Ontvangen) -> Envelop:
        """Every check of message security on a reply or fault. Raises Gezakt."""
        soort = ontvangen.http.koppen.get("content-type", "")
        is_xml = soort.lower().replace(" ", "").startswith("text/xml")
        eis(is_xml, "een antwoord van het type text/xml (WW001)", f"HTTP {ontvangen.http.status}, {soort or 'zonder type'}")
        envelop = lees_envelop(ontvangen.http.body)
        if not ontvangen.getekend:
            eis(envelop.security is None, "een antwoord zonder Security-header (WB011)", "een antwoord met Security-header")
            controleer_relatie(envelop, ontvangen.bericht)
            return envelop
        controleer_handtekening(envelop, self.doel.ca, self.doel.oin)
        controleer_relatie(envelop, ontvangen.bericht)
        controleer_bevestiging(envelop, ontvangen.bericht)
        return envelop

    def geaccepteerd(self, ontvangen: Ontvangen) -> etree._Element:
        """The response in a good reply, which keeps to the schema.

        Raises Gezakt for a refusal, NietAangeboden when the target says that it does not offer this (VIR-160).
        """
        envelop = self.lees(ontvangen)
        if envelop.is_fout:
            code = lees_fout(envelop.kind).code
            if code == NIET_AANGEBODEN:
                raise NietAangeboden(f"het doel biedt dit niet aan ({NIET_AANGEBODEN})")
            raise Gezakt("een geaccepteerd verzoek", _met_code(code))
        eis(ontvangen.http.status == 200, "HTTP 200 bij een geaccepteerd verzoek", f"HTTP {ontvangen.http.status}")
        kind = etree.fromstring(etree.tostring(envelop.kind, with_tail=False))
        toets = schema(ontvangen.dienst)
        eis(toets.validate(kind), "een antwoord volgens het schema (R-150)", f"een schemafout in {_waar(toets)}")
        return kind

    def vraag(self, gebruiker: Gebruiker, inhoud: etree._Element) -> etree._Element:
        """Ask something in a good message and give the response. Raises as ``geaccepteerd``."""
        return self.geaccepteerd(self.stuur(gebruiker, inhoud))

    def geweigerd(self, ontvangen: Ontvangen, *codes: str, techniek: bool = False, mag_ongetekend: bool = False) -> Fout:
        """The fault with one of these codes, in its right form. Raises Gezakt.

        ``techniek``: the message caused it, not its content. ``mag_ongetekend``: the target could not read the message, so its fault may
        come without a signature.
        """
        verwacht = f"een weigering met code {' of '.join(codes)}"
        envelop = lees_envelop(ontvangen.http.body) if mag_ongetekend and ontvangen.http.body else self.lees(ontvangen)
        if not envelop.is_fout:
            self.onverwacht += [(ontvangen.gebruiker, element.text or "") for element in envelop.kind.iter("{*}meldingId")]
        eis(envelop.is_fout, verwacht, f"een geaccepteerd verzoek (HTTP {ontvangen.http.status})")
        fout = lees_fout(envelop.kind)
        if fout.code == NIET_AANGEBODEN and NIET_AANGEBODEN not in codes:
            raise NietAangeboden(f"het doel biedt dit niet aan ({NIET_AANGEBODEN})")
        eis(fout.code in codes, verwacht, _met_code(fout.code))
        if mag_ongetekend and envelop.security is not None:
            envelop = self.lees(ontvangen)
        return controleer_fout(envelop, ontvangen.http, ontvangen.dienst, ontvangen.actie, techniek=techniek)


def gewone_koppen(bericht: Bericht) -> list[tuple[str, str]]:
    """The HTTP headers of a good message."""
    return [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", f'"{bericht.action}"')]


def adres_van(doel: Doel, dienst: Dienst) -> str:
    """Where a service answers. Raises NietAangeboden when doel.yaml does not name it."""
    adres = doel.adressen.get(dienst.naam)
    if adres is None:
        raise NietAangeboden(f"doel.yaml noemt geen adres van de dienst {dienst.naam}")
    return adres


def adres_zonder_handtekening(doel: Doel, dienst: Dienst) -> str:
    """Where a service answers by profile 2W-be. Raises NietAangeboden when doel.yaml does not name it."""
    adres = doel.zonder_handtekening.get(dienst.naam)
    if adres is None:
        raise NietAangeboden(f"doel.yaml noemt onder zonder-handtekening geen adres van de dienst {dienst.naam}")
    return adres


def _met_code(code: str | None) -> str:
    return "een fout zonder code van het koppelvlak" if code is None else f"een fout met code {code}"


def dienst_van(inhoud: etree._Element) -> Dienst:
    """The service to which an operation belongs, by its namespace."""
    namespace = etree.QName(inhoud).namespace
    return next(dienst for dienst in (*DIENSTEN, ONTVANGSTDIENST) if dienst.namespace == namespace)


def _waar(toets: etree.XMLSchema) -> str:
    """The element of the first error; its text would hold a value."""
    fout = toets.error_log[0] if len(toets.error_log) else None
    return "het antwoord" if fout is None or not fout.path else fout.path.rsplit("/", 1)[-1]
