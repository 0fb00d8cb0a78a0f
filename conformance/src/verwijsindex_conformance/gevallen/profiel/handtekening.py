"""Signatures that must be refused: absent, wrong, or of somebody unknown."""

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import haal_weg, zet_tekst, zonder_handtekening
from verwijsindex_conformance.bericht.handtekening import andere_digest
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
    eisen=("R-155", "WB003", "WB013", "R-170", "AANVAL-08"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek zonder Security-header.",
    verwacht="Een fout VIR-S01, zelf wel getekend.",
)
def zonder_security(p: Proef) -> None:
    p.weiger("VIR-S01", voor_tekenen=haal_weg(HEADER, SECURITY))


@geval(
    "PROF-021",
    "Een verzoek zonder handtekening",
    eisen=("R-155", "WB003", "WB013", "AANVAL-08"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met token en Timestamp, maar zonder Signature.",
    verwacht="Een fout VIR-S01.",
)
def ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", na_tekenen=zonder_handtekening)


@geval(
    "PROF-022",
    "Een veranderde Body",
    eisen=("R-155", "WB013", "AANVAL-25"),
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
    eisen=("R-155", "WB013", "AANVAL-25"),
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
    "PROF-029",
    "Een certificaat van een onbekende CA",
    eisen=("R-155", "WB010", "PKI002", "R-006", "AANVAL-16"),
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
    eisen=("R-155", "WB013", "AANVAL-24"),
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


@geval(
    "PROF-039",
    "Een digest die niet klopt, goed getekend",
    eisen=("R-155", "WB013", "AANVAL-25"),
    tweeling="PROF-001",
    gedaan="Verandert de digest van de Body, een adresheader of de Timestamp, en tekent SignedInfo daarna opnieuw.",
    verwacht="Elke keer een fout VIR-S05.",
)
def digest_klopt_niet(p: Proef) -> None:
    for id in ("body", "to", "messageid", "timestamp"):
        with p.variant(id):
            p.weiger("VIR-S05", in_handtekening=andere_digest(id))
