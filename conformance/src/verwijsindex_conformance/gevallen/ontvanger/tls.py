"""The connection that a receiver of signalen offers: two-sided TLS 1.2 or 1.3, and only with who is under its CA.

Of an index a connection without a good certificate must end in the handshake. A partner system may stand behind a proxy that ends it with
an HTTP error of its own: what counts here is that nobody looks at the message.
"""

import ssl

from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.vreemde_ca import eigen_certificaat, zelfondertekend
from verwijsindex_conformance.certificaten import certificaten
from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.ontvangerproef import Ontvangerproef
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.tlsproef import (
    ONGELDIG,
    VERSIES,
    koppen_van_een_proxy,
    met_alleen,
    met_oude_tls,
    met_paar,
    met_zwakke_reeksen,
)
from verwijsindex_conformance.verbinding import Koppen, tls_van

_NIETS = "; het signaal is daarna nog nieuw: er is niets van bewaard."
_GEEN_ANTWOORD = f"Geen antwoord, of alleen een HTTP-fout uit de reeks 400 van wat ervoor staat{_NIETS}"
_GEEN_VERBINDING = f"De handdruk mislukt{_NIETS}"
_HTTP_FOUT = range(400, 500)


@geval(
    "ONTV-060",
    "Een levering over TLS 1.2, en een over TLS 1.3",
    eisen=("KV-39", "R-154", "WT001", "TLS004"),
    gedaan="Brengt een signaal over een verbinding met alleen TLS 1.2, en een over een met alleen TLS 1.3.",
    verwacht="Twee keer ONTVANGEN, van een server met een certificaat onder de CA uit doel.yaml, op zijn naam.",
    rol=Rol.ONTVANGER,
)
def tls_versies(p: Ontvangerproef) -> None:
    for versie in VERSIES:
        verzoek = p.levering(p.signaal())
        ontvangen = p.stuur_over(met_alleen(p.doel, p.wie.partner, versie), verzoek)
        eis(ontvangen is not None, f"een verbinding met {versie.name}", "geen verbinding")
        assert ontvangen is not None
        eis(p.uitkomsten_van(ontvangen, verzoek) == ["ONTVANGEN"], f"ONTVANGEN over {versie.name}", "een andere uitkomst")


@geval(
    "ONTV-061",
    "Een levering zonder certificaat op de verbinding",
    eisen=("KV-39", "R-154", "TLS001", "TLS002", "WT001"),
    gedaan="Brengt een signaal in een goed getekend bericht, over een verbinding waarop de toets geen certificaat toont.",
    verwacht=_GEEN_ANTWOORD,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def zonder_certificaat(p: Ontvangerproef) -> None:
    _komt_niet_binnen(p, tls_van(p.doel, None), "zonder certificaat")


@geval(
    "ONTV-062",
    "Een levering over TLS 1.0 of TLS 1.1",
    eisen=("KV-39", "R-154", "TLS003", "TLS004", "WT001"),
    gedaan="Probeert een signaal te brengen over een verbinding met hoogstens TLS 1.1.",
    verwacht=_GEEN_VERBINDING,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def oude_tls(p: Ontvangerproef) -> None:
    _komt_niet_binnen(p, met_oude_tls(p.doel, p.wie.partner), "met hoogstens TLS 1.1", http=range(0))


@geval(
    "ONTV-063",
    "Een levering over een tussenstap die zegt dat hij een certificaat zag",
    eisen=("KV-39", "R-154", "TLS001", "TLS002"),
    gedaan="Brengt een signaal over een verbinding zonder certificaat, met HTTP-koppen waarin een proxy zegt dat hij het certificaat van "
    "de verwijsindex zag.",
    verwacht=_GEEN_ANTWOORD,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def tussenstap(p: Ontvangerproef) -> None:
    koppen = koppen_van_een_proxy(p.wie.partner)
    _komt_niet_binnen(p, tls_van(p.doel, None), "zonder certificaat, met koppen van een proxy", koppen)


@geval(
    "ONTV-064",
    "Een levering over een reeks met CBC, DHE of zonder geheime sleutelwissel",
    eisen=("KV-39", "R-154", "WT003", "TLS006", "TLSCIPH001"),
    gedaan="Probeert een signaal te brengen over TLS 1.2 met alleen reeksen die NCSC uitfasert of onvoldoende noemt: CBC, DHE, en "
    "RSA-sleuteluitwisseling.",
    verwacht=_GEEN_VERBINDING,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def zwakke_reeksen(p: Ontvangerproef) -> None:
    for naam, context in met_zwakke_reeksen(p.doel, p.wie.partner):
        _komt_niet_binnen(p, context, f"met {naam}", http=range(0))


@geval(
    "ONTV-065",
    "Een levering met een certificaat van een andere CA op de verbinding",
    eisen=("KV-39", "R-154", "TLS001", "WT001", "WT004"),
    gedaan="Brengt een signaal over een verbinding met een certificaat op naam van de verwijsindex: een van een CA die zich noemt als de "
    "echte, en een dat zichzelf uitgaf. Het bericht is goed getekend.",
    verwacht=_GEEN_ANTWOORD,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def andere_ca(p: Ontvangerproef) -> None:
    echt = lees_sleutelpaar(p.wie.partner.certificaat, p.wie.partner.sleutel)
    for naam, namaak in (("van een andere CA", eigen_certificaat(echt)), ("dat zichzelf uitgaf", zelfondertekend(echt))):
        _komt_niet_binnen(p, met_paar(p.doel, namaak), f"met een certificaat {naam}")


@geval(
    "ONTV-066",
    "Een levering met een certificaat op de verbinding dat niet geldig is",
    eisen=("KV-39", "R-154", "TLS001", "WT004", "PKI002"),
    gedaan="Brengt een signaal over verbindingen met een verlopen, een nog niet geldig en een ingetrokken certificaat, die van doel.yaml. "
    "Het bericht is goed getekend.",
    verwacht=_GEEN_ANTWOORD,
    tweeling="ONTV-060",
    rol=Rol.ONTVANGER,
)
def ongeldig_certificaat(p: Ontvangerproef) -> None:
    for naam, paar in certificaten(p.doel, ONGELDIG).items():
        _komt_niet_binnen(p, met_paar(p.doel, paar), f"met een certificaat dat {naam} is")


def _komt_niet_binnen(p: Ontvangerproef, context: ssl.SSLContext, hoe: str, koppen: Koppen = (), *, http: range = _HTTP_FOUT) -> None:
    """A good delivery over this connection is not looked at. Raises Gezakt."""
    verzoek = p.levering(p.signaal())
    ontvangen = p.stuur_over(context, verzoek, koppen)
    if ontvangen is not None:
        eis(ontvangen.http.status in http, f"geen antwoord over een verbinding {hoe}", f"HTTP {ontvangen.http.status}")
    p.nog_nieuw(verzoek)
