"""The connection itself: two-sided TLS 1.2 or 1.3."""

import ssl
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.bericht.vreemde_ca import zelfondertekend
from verwijsindex_conformance.certificaten import certificaten
from verwijsindex_conformance.gesprek import gewone_koppen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import Gezakt, Overgeslagen, eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import Onbereikbaar, pad_van, tls_van, verbind

_PROXYKOPPEN = ("X-SSL-Client-Cert", "X-Client-Cert", "X-Forwarded-Client-Cert", "SSL-Client-Cert", "Client-Cert")
_ZWAK = {
    "CBC": "ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES256-SHA",
    "DHE": "DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-CHACHA20-POLY1305",
    "RSA-sleuteluitwisseling": "AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-SHA",
}


@geval(
    "PROF-120",
    "TLS 1.2 en TLS 1.3",
    eisen=("R-154", "WT001", "TLS004"),
    gedaan="Maakt een verbinding met alleen TLS 1.2, en een met alleen TLS 1.3.",
    verwacht="TLS 1.2 lukt (verplicht); TLS 1.3 lukt ook (aanbevolen).",
)
def tls_versies(p: Proef) -> None:
    for versie in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = tls_van(p.doel, p.doel.partners[0])
        context.minimum_version = context.maximum_version = versie
        eis(_komt_binnen(p, context), f"een verbinding met {versie.name}", "geen verbinding")


@geval(
    "PROF-121",
    "Zonder certificaat geen verbinding",
    eisen=("R-154", "TLS001", "TLS002", "WT001", "AANVAL-45"),
    tweeling="PROF-120",
    gedaan="Maakt een TLS-verbinding zonder certificaat van een partner en vraagt de WSDL.",
    verwacht="De verbinding wordt geweigerd; er komt geen HTTP-antwoord.",
)
def zonder_certificaat(p: Proef) -> None:
    eis(not _komt_binnen(p, tls_van(p.doel, None)), "geen antwoord zonder certificaat", "een HTTP-antwoord")


@geval(
    "PROF-122",
    "TLS 1.0 en TLS 1.1 worden geweigerd",
    eisen=("R-154", "TLS003", "TLS004", "WT001", "AANVAL-45"),
    tweeling="PROF-120",
    gedaan="Probeert een verbinding met hoogstens TLS 1.1.",
    verwacht="De verbinding wordt geweigerd.",
)
def oude_tls(p: Proef) -> None:
    context = tls_van(p.doel, p.doel.partners[0])
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    eis(not _komt_binnen(p, context), "geen verbinding met TLS 1.1", "een verbinding")


@geval(
    "PROF-124",
    "Wat een client over een proxy beweert, telt niet",
    eisen=("R-154", "R-156", "TLS001", "AANVAL-44"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed verzoek met HTTP-koppen die zeggen dat een proxy het certificaat van een andere partner zag; en een "
    "verzoek dat die ander tekende, over de eigen verbinding, met dezelfde koppen.",
    verwacht="Het eerste wordt geaccepteerd; het tweede geeft een fout DK0002, zoals zonder die koppen.",
)
def bewering_over_proxy(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    pem = ander.partner.certificaat.read_text(encoding="ascii")
    koppen = [(naam, quote(pem)) for naam in _PROXYKOPPEN]
    koppen += [("X-Forwarded-For", "10.0.0.1"), ("Forwarded", "for=10.0.0.1"), ("X-SSL-Client-S-DN", f"serialNumber={ander.partner.oin}")]
    for wie, codes in ((melder, ()), (ander, ("DK0002",))):
        verzoek = inhoud.verbinding(wie)
        bericht = maak_bericht(p.gesprek.recept(wie, verzoek))
        ontvangen = p.gesprek.stuur_bericht(melder, bericht, verzoek, koppen=[*gewone_koppen(bericht), *koppen])
        if codes:
            p.gesprek.geweigerd(ontvangen, *codes, techniek=True)
        else:
            p.gesprek.geaccepteerd(ontvangen)


@geval(
    "PROF-125",
    "Reeksen met CBC, DHE of zonder geheime sleutelwissel worden geweigerd",
    eisen=("R-154", "WT003", "TLS006", "TLSCIPH001", "AANVAL-45"),
    tweeling="PROF-120",
    gedaan="Probeert verbindingen met TLS 1.2 en alleen reeksen die NCSC uitfasert of onvoldoende noemt: CBC, DHE, en "
    "RSA-sleuteluitwisseling.",
    verwacht="Elke verbinding wordt geweigerd.",
)
def zwakke_reeksen(p: Proef) -> None:
    for naam, reeks in _ZWAK.items():
        context = tls_van(p.doel, p.doel.partners[0])
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(f"{reeks}:@SECLEVEL=0")
        eis(not _komt_binnen(p, context), f"geen verbinding met {naam}", "een verbinding")


@geval(
    "PROF-126",
    "Met een certificaat dat niet geldig is geen verbinding",
    eisen=("R-154", "WT004", "PKI002", "TLS001", "AANVAL-45"),
    tweeling="PROF-120",
    gedaan="Probeert verbindingen met een verlopen, een nog niet geldig en een ingetrokken certificaat, die van doel.yaml; en met "
    "een dat zichzelf uitgaf.",
    verwacht="Elke verbinding wordt geweigerd; er komt geen HTTP-antwoord.",
)
def ongeldig_certificaat(p: Proef) -> None:
    partner = p.mensen.melder().partner
    paren = {"zelfondertekend": zelfondertekend(lees_sleutelpaar(partner.certificaat, partner.sleutel))}
    paren |= certificaten(p.doel, frozenset({"verlopen", "nog-niet-geldig", "ingetrokken"}))
    for naam, paar in paren.items():
        context = tls_van(p.doel, None)
        with TemporaryDirectory() as map:
            certificaat, sleutel = Path(map) / "paar.pem", Path(map) / "paar.key"
            certificaat.write_bytes(paar.certificaat)
            sleutel.write_bytes(paar.sleutel)
            context.load_cert_chain(certificaat, sleutel)
        eis(not _komt_binnen(p, context), f"geen verbinding met een certificaat dat {naam} is", "een verbinding")


def _komt_binnen(p: Proef, context: ssl.SSLContext) -> bool:
    """Whether the target answers over this connection; with TLS 1.3 a refusal may show only at the first read."""
    url = p.doel.adressen["meldingen"]
    try:
        with verbind(p.doel, url, context) as lijn:
            return lijn.vraag("GET", f"{pad_van(url)}?wsdl").status < 500
    except ssl.SSLCertVerificationError:
        raise Gezakt("een certificaat van het doel onder zijn CA, op zijn naam", "een ander certificaat") from None
    except ssl.SSLError as fout:
        if fout.reason in ("NO_PROTOCOLS_AVAILABLE", "NO_CIPHERS_AVAILABLE"):
            raise Overgeslagen("de OpenSSL van deze machine kan deze versie niet aanbieden") from None
        return False
    except Onbereikbaar:
        return False
