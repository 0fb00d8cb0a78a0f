"""Who signed: the token, what KeyInfo says of it, and certificates that nobody should believe."""

import re
import ssl
from base64 import b64encode
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import load_pem_x509_certificate
from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import zet_tekst
from verwijsindex_conformance.bericht.handtekening import rechtstreeks, sleutelinfo, tokenverwijzing
from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar, lees_sleutelpaar
from verwijsindex_conformance.bericht.vreemde_ca import eigen_certificaat, van_partner, zelfondertekend
from verwijsindex_conformance.certificaten import GEEN_PARTNER, ONGELDIG, ZONDER_OIN, certificaten
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import DS, HEADER, SECURITY, TOKEN, WSSE, X509_TOKEN
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import Onbereikbaar

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@geval(
    "PROF-037",
    "Een certificaat dat zichzelf uitgaf, of dat een partner uitgaf",
    eisen=("R-155", "WB010", "PKI002", "R-006", "AANVAL-16"),
    tweeling="PROF-001",
    gedaan="Tekent met een certificaat op naam van de partner dat zichzelf uitgaf, en met een op naam van een andere partner dat "
    "de partner met zijn eigen sleutel uitgaf, alsof hij een CA is.",
    verwacht="Twee keer een fout VIR-S04.",
)
def zelf_uitgegeven(p: Proef) -> None:
    for naam, paar in _namaak(p).items():
        with p.variant(naam):
            p.weiger("VIR-S04", ondertekenaar=paar)


def _namaak(p: Proef) -> dict[str, Sleutelpaar]:
    melder = p.mensen.melder()
    eigen, ander = (lees_sleutelpaar(q.certificaat, q.sleutel) for q in (melder.partner, p.mensen.andere_partner(melder).partner))
    return {"zelfondertekend": zelfondertekend(eigen), "door een partner uitgegeven": van_partner(eigen, ander)}


@geval(
    "PROF-056",
    "Een certificaat dat niet geldig is, niet mag tekenen of te zwak is",
    eisen=("R-155", "PKI002", "WT004", "AANVAL-18"),
    tweeling="PROF-001",
    gedaan="Tekent met certificaten onder de CA van het doel op naam van een partner: verlopen, nog niet geldig, ingetrokken, "
    "zonder recht om te tekenen, met een te korte sleutel, met SHA-1, of van een CA; die van doel.yaml.",
    verwacht="Elke keer een fout VIR-S04.",
)
def ongeldig_certificaat(p: Proef) -> None:
    _niet_geloofd(p, ONGELDIG)


@geval(
    "PROF-059",
    "Een certificaat zonder precies een OIN",
    eisen=("R-155", "R-161", "PKI001", "AANVAL-19"),
    tweeling="PROF-001",
    gedaan="Tekent met certificaten onder de CA van het doel zonder OIN, met een van 19 of 21 tekens, met twee, en met een in de "
    "CN; die van doel.yaml.",
    verwacht="Elke keer een fout VIR-S04.",
)
def geen_goed_oin(p: Proef) -> None:
    _niet_geloofd(p, ZONDER_OIN)


def _niet_geloofd(p: Proef, soort: frozenset[str]) -> None:
    for naam, paar in certificaten(p.doel, soort).items():
        with p.variant(naam):
            p.weiger("VIR-S04", ondertekenaar=paar)


@geval(
    "PROF-097",
    "Een goed certificaat van wie geen partner is",
    eisen=("R-156", "R-006", "AANVAL-20"),
    tweeling="PROF-001",
    gedaan="Tekent met een goed certificaat onder de CA van het doel van iemand die het doel niet kent, over diens eigen "
    "TLS-verbinding; dat van doel.yaml.",
    verwacht="Een fout DK0002, of geen TLS-verbinding.",
)
def geen_partner(p: Proef) -> None:
    [paar] = certificaten(p.doel, frozenset({GEEN_PARTNER})).values()
    vreemd = replace(p.mensen.melder(), partner=p.doel.certificaten[GEEN_PARTNER])
    try:
        ontvangen = p.gesprek.stuur(vreemd, inhoud.verbinding(p.mensen.melder()), ondertekenaar=paar)
    except (Onbereikbaar, ssl.SSLError):
        return
    p.gesprek.geweigerd(ontvangen, "DK0002", techniek=True)


@geval(
    "PROF-038",
    "Een andere verwijzing naar de sleutel",
    eisen=("R-155", "WB009", "WB010", "AANVAL-17", "BSP-R5402", "BSP-R5417", "BSP-R3061"),
    tweeling="PROF-001",
    gedaan="Stuurt goed getekende verzoeken met iets anders in KeyInfo dan de rechtstreekse verwijzing naar het token: niets, "
    "KeyName, KeyValue of X509Data, alleen of ernaast; twee SecurityTokenReferences; KeyIdentifier; een ingesloten token; "
    "twee Reference; een verwijzing naar de Body.",
    verwacht="Elke keer een fout VIR-S03 of VIR-S01.",
)
def andere_sleutelverwijzing(p: Proef) -> None:
    partner = p.mensen.melder().partner
    losse = _los(lees_sleutelpaar(partner.certificaat, partner.sleutel))
    key_identifier = etree.Element(f"{{{WSSE}}}KeyIdentifier", {"ValueType": X509_TOKEN})
    vormen: dict[str, list[etree._Element]] = {"leeg": [], "twee keer": [tokenverwijzing(), tokenverwijzing()]}
    vormen |= {naam: [_kopie(element)] for naam, element in losse.items()}
    vormen |= {f"{naam} ernaast": [tokenverwijzing(), _kopie(element)] for naam, element in losse.items()}
    vormen |= {
        "KeyIdentifier": [tokenverwijzing(key_identifier)],
        "ingesloten": [tokenverwijzing(etree.Element(f"{{{WSSE}}}Embedded"))],
        "twee Reference": [tokenverwijzing(rechtstreeks("#token"), rechtstreeks("#token"))],
        "naar de Body": [tokenverwijzing(rechtstreeks("#body"))],
        "naar buiten": [tokenverwijzing(rechtstreeks("http://127.0.0.1:1/token"))],
    }
    for naam, kinderen in vormen.items():
        with p.variant(naam):
            p.weiger("VIR-S03", "VIR-S01", in_handtekening=sleutelinfo(*kinderen))


def _los(paar: Sleutelpaar) -> dict[str, etree._Element]:
    """Other ways of XML Signature to say which key it was; each tells the truth."""
    naam = etree.Element(f"{{{DS}}}KeyName")
    naam.text = "partner"
    x509 = etree.Element(f"{{{DS}}}X509Data")
    etree.SubElement(x509, f"{{{DS}}}X509Certificate").text = paar.token
    waarde = etree.Element(f"{{{DS}}}KeyValue")
    rsa = etree.SubElement(waarde, f"{{{DS}}}RSAKeyValue")
    sleutel = load_pem_x509_certificate(paar.certificaat).public_key()
    assert isinstance(sleutel, RSAPublicKey)
    for deel, getal in (("Modulus", sleutel.public_numbers().n), ("Exponent", sleutel.public_numbers().e)):
        etree.SubElement(rsa, f"{{{DS}}}{deel}").text = b64encode(getal.to_bytes((getal.bit_length() + 7) // 8)).decode()
    return {"KeyName": naam, "X509Data": x509, "KeyValue": waarde}


def _kopie(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


@geval(
    "PROF-055",
    "Alle slechte certificaten krijgen hetzelfde antwoord",
    eisen=("R-155", "R-171", "WB010", "AANVAL-46"),
    tweeling="PROF-001",
    gedaan="Tekent met certificaten waaraan telkens iets anders niet deugt, en vergelijkt de fouten.",
    verwacht="Dezelfde fout VIR-S04, met dezelfde faultcode en tekst op het nummer van het incident na.",
)
def niets_te_leren(p: Proef) -> None:
    partner = p.mensen.melder().partner
    echt = lees_sleutelpaar(partner.certificaat, partner.sleutel)
    slecht = {"CA met dezelfde naam": eigen_certificaat(echt), **_namaak(p)}
    slecht |= {naam: lees_sleutelpaar(q.certificaat, q.sleutel) for naam, q in p.doel.certificaten.items() if naam != GEEN_PARTNER}
    gezien = {_zonder_nummer(p.weiger("VIR-S04", ondertekenaar=paar)) for paar in slecht.values()}
    gezien.add(_zonder_nummer(p.weiger("VIR-S04", voor_tekenen=zet_tekst("AAAA", HEADER, SECURITY, TOKEN))))
    eis(len(gezien) == 1, "dezelfde fout voor elk slecht certificaat", f"{len(gezien)} verschillende fouten")


def _zonder_nummer(fout: Fout) -> tuple[str | None, str]:
    return fout.faultcode, _UUID.sub("", fout.tekst)
