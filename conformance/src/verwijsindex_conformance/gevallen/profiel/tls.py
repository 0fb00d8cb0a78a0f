"""The connection itself: two-sided TLS 1.2 or 1.3."""

import ssl

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.bericht.vreemde_ca import zelfondertekend
from verwijsindex_conformance.certificaten import certificaten
from verwijsindex_conformance.gesprek import gewone_koppen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.tlsproef import (
    ONGELDIG,
    VERSIES,
    antwoord_over,
    koppen_van_een_proxy,
    met_alleen,
    met_oude_tls,
    met_paar,
    met_zwakke_reeksen,
)
from verwijsindex_conformance.verbinding import pad_van, tls_van


@geval(
    "PROF-120",
    "TLS 1.2 en TLS 1.3",
    eisen=("R-154", "WT001", "TLS004"),
    gedaan="Maakt een verbinding met alleen TLS 1.2, en een met alleen TLS 1.3.",
    verwacht="TLS 1.2 lukt (verplicht); TLS 1.3 lukt ook (aanbevolen).",
)
def tls_versies(p: Proef) -> None:
    for versie in VERSIES:
        eis(_komt_binnen(p, met_alleen(p.doel, p.doel.partners[0], versie)), f"een verbinding met {versie.name}", "geen verbinding")


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
    eis(not _komt_binnen(p, met_oude_tls(p.doel, p.doel.partners[0])), "geen verbinding met TLS 1.1", "een verbinding")


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
    koppen = koppen_van_een_proxy(ander.partner)
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
    for naam, context in met_zwakke_reeksen(p.doel, p.doel.partners[0]):
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
    paren |= certificaten(p.doel, ONGELDIG)
    for naam, paar in paren.items():
        eis(not _komt_binnen(p, met_paar(p.doel, paar)), f"geen verbinding met een certificaat dat {naam} is", "een verbinding")


def _komt_binnen(p: Proef, context: ssl.SSLContext) -> bool:
    """Whether the target answers over this connection."""
    url = p.doel.adressen["meldingen"]
    antwoord = antwoord_over(p.doel, url, context, lambda lijn: lijn.vraag("GET", f"{pad_van(url)}?wsdl"))
    return antwoord is not None and antwoord.status < 500
