"""Signatures that must be refused: absent, wrong, weak, or of somebody unknown."""

import xmlsec
from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import haal_weg, zet_tekst, zonder_handtekening
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.bericht.vreemde_ca import eigen_certificaat
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import BODY, DS, HEADER, MELDINGEN, SECURITY, SIGNATURE
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef


@geval(
    "PROF-020",
    "Een verzoek zonder Security-header",
    eisen=("R-155", "WB003", "WB013", "R-170"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek zonder Security-header.",
    verwacht="Een fout VIR-S01, zelf wel getekend.",
)
def zonder_security(p: Proef) -> None:
    p.weiger("VIR-S01", voor_tekenen=haal_weg(HEADER, SECURITY))


@geval(
    "PROF-021",
    "Een verzoek zonder handtekening",
    eisen=("R-155", "WB003", "WB013"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met token en Timestamp, maar zonder Signature.",
    verwacht="Een fout VIR-S01.",
)
def ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", na_tekenen=zonder_handtekening)


@geval(
    "PROF-022",
    "Een veranderde Body",
    eisen=("R-155", "WB013"),
    tweeling="MELD-001",
    gedaan="Verandert na het tekenen een teken in een melding. Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Een fout VIR-S05, en geen spoor van de eerste melding: de tweede is nieuw.",
)
def veranderde_body(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    p.trek_in(p.meld_vers(melder, persoon))
    sleutel = p.sleutel()
    verander = zet_tekst(f"{sleutel}x", BODY, f"{{{MELDINGEN}}}MeldJeugdige", f"{{{MELDINGEN}}}partnerMeldingId")
    ontvangen = p.gesprek.stuur(melder, inhoud.melding(melder, sleutel, persoon.bsn), na_tekenen=verander)
    p.gesprek.geweigerd(ontvangen, "VIR-S05", techniek=True)
    eis(not p.meld(melder, persoon, sleutel).reeds_gemeld, "geen melding uit het geweigerde bericht", "reedsGemeld true")


@geval(
    "PROF-023",
    "Een veranderde handtekening",
    eisen=("R-155", "WB013"),
    tweeling="PROF-001",
    gedaan="Verandert na het tekenen een teken van SignatureValue.",
    verwacht="Een fout VIR-S05.",
)
def veranderde_handtekening(p: Proef) -> None:
    p.weiger("VIR-S05", na_tekenen=_kantel_handtekening)


def _kantel_handtekening(envelop: etree._Element) -> None:
    waarde = envelop.find(f"{HEADER}/{SECURITY}/{SIGNATURE}/{{{DS}}}SignatureValue")
    if waarde is not None and waarde.text:
        tekst = waarde.text.strip()
        waarde.text = ("B" if tekst[0] == "A" else "A") + tekst[1:]


@geval(
    "PROF-024",
    "Een handtekening met RSA-SHA1",
    eisen=("R-155", "SIGN001", "SIGN004"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met RSA-SHA1.",
    verwacht="Een fout VIR-S02.",
)
def rsa_sha1(p: Proef) -> None:
    p.weiger("VIR-S02", handtekening=xmlsec.constants.TransformRsaSha1)


@geval(
    "PROF-025",
    "Digests met SHA-1",
    eisen=("R-155", "SIGN001", "SIGN003"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met digests van SHA-1.",
    verwacht="Een fout VIR-S02.",
)
def digest_sha1(p: Proef) -> None:
    p.weiger("VIR-S02", digest=xmlsec.constants.TransformSha1)


@geval(
    "PROF-026",
    "Een handtekening met SHA-224",
    eisen=("R-155", "SIGN001", "SIGN004"),
    tweeling="PROF-005",
    gedaan="Tekent een verzoek met RSA-SHA224; dat mocht tot versie 3.0 van het beveiligingsvoorschrift.",
    verwacht="Een fout VIR-S02.",
)
def rsa_sha224(p: Proef) -> None:
    p.weiger("VIR-S02", handtekening=xmlsec.constants.TransformRsaSha224)


@geval(
    "PROF-027",
    "Inclusieve canonicalisatie",
    eisen=("R-155", "WB007"),
    tweeling="PROF-001",
    gedaan="Tekent een verzoek met inclusieve canonicalisatie van SignedInfo, en een met inclusieve canonicalisatie van de delen.",
    verwacht="Twee keer een fout VIR-S02.",
)
def inclusieve_c14n(p: Proef) -> None:
    p.weiger("VIR-S02", canoniek=xmlsec.constants.TransformInclC14N)
    p.weiger("VIR-S02", transformatie=xmlsec.constants.TransformInclC14N)


@geval(
    "PROF-028",
    "Exclusieve canonicalisatie met commentaar",
    eisen=("R-155", "WB007"),
    tweeling="PROF-001",
    gedaan="Tekent een verzoek met exclusieve canonicalisatie die commentaar bewaart.",
    verwacht="Een fout VIR-S02.",
)
def c14n_met_commentaar(p: Proef) -> None:
    p.weiger("VIR-S02", canoniek=xmlsec.constants.TransformExclC14NWithComments)


@geval(
    "PROF-029",
    "Een certificaat van een onbekende CA",
    eisen=("R-155", "WB010", "PKI002", "R-006"),
    tweeling="PROF-001",
    gedaan="Tekent met een zelf gemaakt certificaat met de naam en het OIN van een echte partner, over diens eigen TLS-verbinding.",
    verwacht="Een fout VIR-S04.",
)
def onbekende_ca(p: Proef) -> None:
    partner = p.mensen.melder().partner
    p.weiger("VIR-S04", ondertekenaar=eigen_certificaat(lees_sleutelpaar(partner.certificaat, partner.sleutel)))


@geval(
    "PROF-030",
    "Getekend met een andere sleutel dan die van het certificaat",
    eisen=("R-155", "WB013"),
    tweeling="PROF-001",
    gedaan="Zet het certificaat van een partner in het bericht en tekent met de sleutel van een ander.",
    verwacht="Een fout VIR-S05.",
)
def andere_sleutel(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder).partner
    eigen, vreemd = (lees_sleutelpaar(q.certificaat, q.sleutel) for q in (melder.partner, ander))
    p.weiger("VIR-S05", ondertekenaar=type(eigen)(eigen.certificaat, vreemd.sleutel))


@geval(
    "PROF-031",
    "Een mislukte poging verbrandt geen bericht",
    eisen=("R-155", "WB013"),
    gedaan="Stuurt een verzoek met een kapotte handtekening, en daarna het echte verzoek met hetzelfde MessageID.",
    verwacht="Eerst een fout VIR-S05; het echte verzoek wordt geaccepteerd.",
)
def niet_verbrand(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.verbinding(melder)
    recept = p.gesprek.recept(melder, verzoek)
    goed = maak_bericht(recept)
    p.weiger("VIR-S05", message_id=recept.message_id, na_tekenen=_kantel_handtekening)
    p.gesprek.geaccepteerd(p.gesprek.stuur_bericht(melder, goed, verzoek))
