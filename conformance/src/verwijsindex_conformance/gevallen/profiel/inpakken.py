"""Signature wrapping: attempts to have something else processed than what was signed."""

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.inpakken import Plek, binnen, in_inhoud, in_verplichte_header, omhuld, pak_body_in, pak_deel_in
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import BODY, DS, HEADER, SECURITY, SIGNATURE, TIMESTAMP, TOKEN, WSA
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef

_IN_SIGNATURE = (HEADER, SECURITY, SIGNATURE)
_ADRESSEN = ("To", "Action", "MessageID", "ReplyTo")


def _verpakt(p: Proef, plekken: dict[str, Plek], *codes: str) -> None:
    """The signed Body at every one of these places, the unsigned one without and with its id; afterwards none of it was processed."""
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    p.trek_in(p.meld_vers(melder, persoon))
    sleutel = p.sleutel()
    onecht = inhoud.melding(melder, sleutel, persoon.bsn)
    for naam, plek in plekken.items():
        for met_id in (False, True):
            getekend = inhoud.melding(melder, p.sleutel(), persoon.bsn)
            with p.variant(f"{naam}{', met hetzelfde wsu:Id' if met_id else ''}"):
                ontvangen = p.gesprek.stuur(melder, getekend, na_tekenen=pak_body_in(plek, onecht, met_id=met_id))
                p.gesprek.geweigerd(ontvangen, *codes, techniek=True)
    eis(not p.meld(melder, persoon, sleutel).reeds_gemeld, "geen melding uit de geweigerde berichten", "reedsGemeld true")


@geval(
    "PROF-043",
    "De getekende Body verhuist naar een vreemde header",
    eisen=("R-155", "WB013", "WS007", "AANVAL-01"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar een eigen header en zet een ongetekende melding op zijn plaats, zonder en met "
    "hetzelfde wsu:Id. Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Een fout DK0010 of VIR-S01, en geen spoor van de ongetekende melding.",
)
def in_header(p: Proef) -> None:
    _verpakt(p, {"eigen header": omhuld(HEADER)}, "DK0010", "VIR-S01")


@geval(
    "PROF-044",
    "De getekende Body verhuist naar de Security-header",
    eisen=("R-155", "WB013", "AANVAL-03"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar de Security-header en zet een ongetekende melding op zijn plaats.",
    verwacht="Een fout VIR-S01, en geen spoor van de ongetekende melding.",
)
def in_security(p: Proef) -> None:
    _verpakt(p, {"in een eigen element": omhuld(HEADER, SECURITY), "kaal": binnen(HEADER, SECURITY)}, "VIR-S01")


@geval(
    "PROF-045",
    "De getekende Body verhuist naar een nieuwe adresheader",
    eisen=("R-155", "WB013", "WA001", "AANVAL-04"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar een wsa:From en zet een ongetekende melding op zijn plaats.",
    verwacht="Een fout DK0011 of VIR-S01, en geen spoor van de ongetekende melding.",
)
def in_from(p: Proef) -> None:
    _verpakt(p, {"From": omhuld(HEADER, omhulsel=f"{{{WSA}}}From")}, "DK0011", "VIR-S01")


@geval(
    "PROF-130",
    "De getekende Body verhuist naar een andere plaats in de Header of in de nieuwe Body",
    eisen=("R-155", "WB013", "WS007", "AANVAL-01"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar de voorste header, kaal naar de Header, naar een verplichte header voor een ander, "
    "naast het nieuwe verzoek en in het nieuwe verzoek. Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Elke keer een fout DK0010, DK0001 of VIR-S01, en geen spoor van de ongetekende melding.",
)
def elders_in_header_of_body(p: Proef) -> None:
    plekken: dict[str, Plek] = {
        "voorste header": omhuld(HEADER, plaats=0),
        "kaal in de Header": binnen(HEADER),
        "verplichte header voor een ander": in_verplichte_header,
        "naast het nieuwe verzoek": omhuld(BODY),
        "in het nieuwe verzoek": in_inhoud,
    }
    _verpakt(p, plekken, "DK0010", "DK0001", "VIR-S01")


@geval(
    "PROF-131",
    "De getekende Body verhuist naar de Envelope",
    eisen=("R-155", "R-151", "WB013", "WW003", "AANVAL-02", "BP-R9980"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body in de Envelope: in een eigen element voor de Header, tussen Header en Body en achteraan, "
    "en kaal achteraan en vooraan. Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Elke keer een fout DK0001, en geen spoor van de ongetekende melding.",
)
def in_envelope(p: Proef) -> None:
    plekken: dict[str, Plek] = {f"eigen element op plaats {n}": omhuld(plaats=n) for n in range(3)}
    plekken |= {"kaal achteraan": binnen(), "voor de nieuwe Body": binnen(plaats=1), "tweede Header": omhuld(omhulsel=HEADER)}
    _verpakt(p, plekken, "DK0001")


@geval(
    "PROF-132",
    "De getekende Body verhuist in de handtekening, de Timestamp of het token",
    eisen=("R-155", "WB013", "AANVAL-03"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar een ds:Object, naar Signature, SignedInfo, een Reference en KeyInfo, naar de "
    "Timestamp en naar het token, en zet een ongetekende melding op zijn plaats. Meldt daarna dezelfde persoon met een goed "
    "bericht.",
    verwacht="Elke keer een fout VIR-S01 (in KeyInfo mag ook VIR-S03), en geen spoor van de ongetekende melding.",
)
def in_handtekening(p: Proef) -> None:
    _verpakt(p, {"KeyInfo": binnen(*_IN_SIGNATURE, f"{{{DS}}}KeyInfo")}, "VIR-S01", "VIR-S03")
    plekken: dict[str, Plek] = {
        "ds:Object": omhuld(*_IN_SIGNATURE, omhulsel=f"{{{DS}}}Object"),
        "Signature": binnen(*_IN_SIGNATURE),
        "SignedInfo": binnen(*_IN_SIGNATURE, f"{{{DS}}}SignedInfo"),
        "Reference": binnen(*_IN_SIGNATURE, f"{{{DS}}}SignedInfo", f"{{{DS}}}Reference"),
        "Timestamp": binnen(HEADER, SECURITY, TIMESTAMP),
        "token": binnen(HEADER, SECURITY, TOKEN),
    }
    _verpakt(p, plekken, "VIR-S01")


@geval(
    "PROF-133",
    "De getekende Body verhuist naar een adresheader die er al was",
    eisen=("R-155", "WB013", "WA001", "AANVAL-04"),
    tweeling="MELD-001",
    gedaan="Verplaatst de getekende Body naar To, Action, MessageID en ReplyTo en naar een nieuwe FaultTo, en zet een ongetekende "
    "melding op zijn plaats. Meldt daarna dezelfde persoon met een goed bericht.",
    verwacht="Elke keer een fout over die header (DK0005, DK0006, DK0007, DK0011) of VIR-S01, en geen spoor van de ongetekende melding.",
)
def in_adresheader(p: Proef) -> None:
    plekken: dict[str, Plek] = {naam: binnen(HEADER, f"{{{WSA}}}{naam}") for naam in _ADRESSEN}
    plekken["FaultTo"] = omhuld(HEADER, omhulsel=f"{{{WSA}}}FaultTo")
    _verpakt(p, plekken, "DK0005", "DK0006", "DK0007", "DK0011", "VIR-S01")


@geval(
    "PROF-134",
    "Een getekende adresheader of Timestamp verhuist",
    eisen=("R-155", "WB004", "WB013", "WA001", "WB002", "AANVAL-06"),
    tweeling="PROF-001",
    gedaan="Verplaatst To, Action, MessageID, ReplyTo of de Timestamp naar een eigen header, naar Security en naar een ds:Object, "
    "en zet een ongetekende kopie op zijn plaats.",
    verwacht="Elke keer een fout DK0010, DK0011 of VIR-S01.",
)
def kop_verpakt(p: Proef) -> None:
    plekken: dict[str, Plek] = {
        "eigen header": omhuld(HEADER),
        "Security": omhuld(HEADER, SECURITY),
        "ds:Object": omhuld(*_IN_SIGNATURE, omhulsel=f"{{{DS}}}Object"),
    }
    paden = [(HEADER, f"{{{WSA}}}{naam}") for naam in _ADRESSEN] + [(HEADER, SECURITY, TIMESTAMP)]
    for naam, plek in plekken.items():
        for pad in paden:
            with p.variant(f"{pad[-1].rpartition('}')[2]} naar {naam}"):
                p.weiger("DK0010", "DK0011", "VIR-S01", na_tekenen=pak_deel_in(plek, *pad))
