"""What the signature must cover, and attempts to have something else processed than what was signed (signature wrapping)."""

from collections.abc import Callable

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import in_from, in_security, in_vreemde_header, pak_body_in, vind
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import HEADER, SECURITY, TIMESTAMP, WSU_ID
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef


@geval(
    "PROF-040",
    "De Body is niet getekend",
    eisen=("R-155", "WB004"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een geldige handtekening die de Body niet dekt.",
    verwacht="Een fout VIR-S01.",
)
def body_ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", ongetekend=("Body",))


@geval(
    "PROF-041",
    "Een adresheader is niet getekend",
    eisen=("R-155", "WB004"),
    tweeling="PROF-001",
    gedaan="Stuurt verzoeken met een geldige handtekening die To, Action, MessageID of ReplyTo niet dekt.",
    verwacht="Elke keer een fout VIR-S01.",
)
def adresheader_ongetekend(p: Proef) -> None:
    for naam in ("To", "Action", "MessageID", "ReplyTo"):
        p.weiger("VIR-S01", ongetekend=(naam,))


@geval(
    "PROF-042",
    "De Timestamp is niet getekend",
    eisen=("R-155", "WB002", "WB004"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een geldige handtekening die de Timestamp niet dekt.",
    verwacht="Een fout VIR-S01.",
)
def timestamp_ongetekend(p: Proef) -> None:
    p.weiger("VIR-S01", ongetekend=("Timestamp",))


@geval(
    "PROF-043",
    "De getekende Body verhuist naar een vreemde header",
    eisen=("R-155", "WB013", "WS007"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar een eigen header en zet een ongetekende melding op zijn plaats. "
    "Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Een fout DK0010 of VIR-S01, en geen spoor van de ongetekende melding.",
)
def verpakt_in_header(p: Proef) -> None:
    _verpakt(p, in_vreemde_header, "DK0010", "VIR-S01")


@geval(
    "PROF-044",
    "De getekende Body verhuist naar de Security-header",
    eisen=("R-155", "WB013"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar de Security-header en zet een ongetekende melding op zijn plaats.",
    verwacht="Een fout VIR-S01, en geen spoor van de ongetekende melding.",
)
def verpakt_in_security(p: Proef) -> None:
    _verpakt(p, in_security, "VIR-S01")


@geval(
    "PROF-045",
    "De getekende Body verhuist naar een adresheader",
    eisen=("R-155", "WB013", "WA001"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar een wsa:From en zet een ongetekende melding op zijn plaats.",
    verwacht="Een fout DK0011 of VIR-S01, en geen spoor van de ongetekende melding.",
)
def verpakt_in_from(p: Proef) -> None:
    _verpakt(p, in_from, "DK0011", "VIR-S01")


def _verpakt(p: Proef, plek: Callable[[etree._Element], etree._Element], *codes: str) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    p.trek_in(p.meld_vers(melder, persoon))
    sleutel = p.sleutel()
    onecht = inhoud.melding(melder, sleutel, persoon.bsn)
    getekend = inhoud.melding(melder, p.sleutel(), persoon.bsn)
    ontvangen = p.gesprek.stuur(melder, getekend, na_tekenen=pak_body_in(plek, onecht))
    p.gesprek.geweigerd(ontvangen, *codes, techniek=True)
    eis(not p.meld(melder, persoon, sleutel).reeds_gemeld, "geen melding uit het geweigerde bericht", "reedsGemeld true")


@geval(
    "PROF-046",
    "Hetzelfde wsu:Id komt twee keer voor",
    eisen=("R-155", "WB004"),
    tweeling="PROF-001",
    gedaan="Zet na het tekenen het wsu:Id van de Body ook op een element in de Body.",
    verwacht="Een fout VIR-S01.",
)
def dubbel_id(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        envelop[-1][0].set(WSU_ID, "body")

    p.weiger("VIR-S01", na_tekenen=verander)


@geval(
    "PROF-047",
    "De handtekening verwijst naar iets buiten het profiel",
    eisen=("R-155", "WB004"),
    tweeling="PROF-001",
    gedaan="Tekent naast de gewone delen ook het element binnen de Body.",
    verwacht="Een fout VIR-S01: alleen de delen van het profiel mogen genoemd worden.",
)
def verwijzing_teveel(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        envelop[-1][0].set(WSU_ID, "extra")

    p.weiger("VIR-S01", voor_tekenen=verander)


@geval(
    "PROF-048",
    "Twee Timestamps",
    eisen=("R-155", "WB002"),
    tweeling="PROF-001",
    gedaan="Zet een tweede Timestamp in de Security-header, ook getekend.",
    verwacht="Een fout VIR-S01.",
)
def twee_timestamps(p: Proef) -> None:
    def verander(envelop: etree._Element) -> None:
        eerste = vind(envelop, HEADER, SECURITY, TIMESTAMP)
        tweede = etree.fromstring(etree.tostring(eerste, with_tail=False))
        tweede.set(WSU_ID, "timestamp2")
        eerste.addnext(tweede)

    p.weiger("VIR-S01", voor_tekenen=verander)
