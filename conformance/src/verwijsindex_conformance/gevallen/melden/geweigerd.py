"""Meldingen that must be refused: for what they say, or for who sends them."""

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import vind
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import MELDINGEN
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef


@geval(
    "MELD-020",
    "Dezelfde sleutel met andere inhoud",
    eisen=("R-158",),
    tweeling="MELD-003",
    gedaan="Meldt twee verschillende jeugdigen met dezelfde partnerMeldingId.",
    verwacht="De tweede keer VIR-140.",
)
def sleutel_met_andere_inhoud(p: Proef) -> None:
    melder = p.mensen.melder()
    een, ander = p.mensen.personen(2)
    eerste = p.meld_vers(melder, een)
    _weiger(p, "VIR-140", melder, ander.bsn, eerste.sleutel)


@geval(
    "MELD-021",
    "Een BSN dat niet aan de elfproef voldoet",
    eisen=("R-021", "KV-40"),
    tweeling="MELD-001",
    gedaan="Meldt met een BSN waarvan het laatste cijfer is veranderd.",
    verwacht="VIR-101.",
)
def elfproef(p: Proef) -> None:
    bsn = p.mensen.persoon().bsn
    _weiger(p, "VIR-101", p.mensen.melder(), bsn[:-1] + str((int(bsn[-1]) + 1) % 10))


@geval(
    "MELD-022",
    "Een BSN van alleen nullen",
    eisen=("R-021",),
    tweeling="MELD-001",
    gedaan="Meldt met BSN 000000000, dat aan de elfproef voldoet.",
    verwacht="VIR-101.",
)
def nullen(p: Proef) -> None:
    _weiger(p, "VIR-101", p.mensen.melder(), "000000000")


@geval(
    "MELD-023",
    "Een BSN dat niemand heeft",
    eisen=("R-022", "R-171"),
    tweeling="MELD-001",
    gedaan="Meldt met een geldig BSN dat niet in het personenregister staat.",
    verwacht="VIR-102, zonder het nummer in de fout.",
)
def onbekend(p: Proef) -> None:
    _weiger(p, "VIR-102", p.mensen.melder(), p.mensen.persoon("onbekend").bsn)


@geval(
    "MELD-024",
    "Iemand die is overleden",
    eisen=("R-044",),
    tweeling="MELD-001",
    gedaan="Meldt iemand met een datum van overlijden.",
    verwacht="VIR-112.",
)
def overleden(p: Proef) -> None:
    _weiger(p, "VIR-112", p.mensen.melder(), p.mensen.persoon("overleden").bsn)


@geval(
    "MELD-025",
    "Iemand van 23 of ouder",
    eisen=("R-040",),
    tweeling="MELD-007",
    gedaan="Meldt iemand die vandaag of eerder 23 is geworden.",
    verwacht="VIR-110.",
)
def te_oud(p: Proef) -> None:
    _weiger(p, "VIR-110", p.mensen.melder(), p.mensen.persoon("23-of-ouder").bsn)


@geval(
    "MELD-026",
    "Iemand wiens bijhouding is opgeschort",
    eisen=("R-022", "R-046"),
    tweeling="MELD-009",
    gedaan="Meldt iemand van wie de bijhouding in de BRP is opgeschort, zonder overleden te zijn.",
    verwacht="VIR-102.",
)
def opgeschort(p: Proef) -> None:
    _weiger(p, "VIR-102", p.mensen.melder(), p.mensen.persoon("opgeschort").bsn)


@geval(
    "MELD-027",
    "Iemand zonder bruikbare geboortedatum",
    eisen=("R-032", "R-042"),
    tweeling="MELD-001",
    gedaan="Meldt iemand van wie het register geen geboortedatum kent.",
    verwacht="VIR-111.",
)
def zonder_geboortedatum(p: Proef) -> None:
    _weiger(p, "VIR-111", p.mensen.melder(), p.mensen.persoon("geboortedatum-onbekend").bsn)


@geval(
    "MELD-028",
    "Een coördinator meldt niet",
    eisen=("R-007", "KV-13"),
    tweeling="MELD-001",
    gedaan="Meldt een jeugdige in de rol van coördinator.",
    verwacht="VIR-123.",
)
def coordinator(p: Proef) -> None:
    _weiger(p, "VIR-123", p.mensen.coordinator(p.mensen.melder()), p.mensen.persoon().bsn)


@geval(
    "MELD-029",
    "Een regievoerder meldt niet",
    eisen=("R-007", "KV-13"),
    tweeling="MELD-001",
    gedaan="Meldt een jeugdige in de rol van regievoerder.",
    verwacht="VIR-123.",
)
def regievoerder(p: Proef) -> None:
    _weiger(p, "VIR-123", p.mensen.regievoerders()[0], p.mensen.persoon().bsn)


@geval(
    "MELD-030",
    "Een rol die de gebruiker niet heeft",
    eisen=("R-007", "KV-13"),
    tweeling="MELD-001",
    gedaan="Meldt als coördinator die zich melder noemt.",
    verwacht="VIR-120 of VIR-123.",
)
def andermans_rol(p: Proef) -> None:
    onecht = replace(p.mensen.coordinator(p.mensen.melder()), rol="MELDER")
    p.gesprek.geweigerd(p.gesprek.stuur(onecht, inhoud.melding(onecht, p.sleutel(), p.mensen.persoon().bsn)), "VIR-120", "VIR-123")


@geval(
    "MELD-031",
    "Een instantie zonder mandaat voor deze partner",
    eisen=("R-006", "R-183", "AANVAL-20", "KV-11"),
    tweeling="MELD-001",
    gedaan="Meldt namens een instantie, en als gebruiker, van een ander partnersysteem.",
    verwacht="VIR-122.",
)
def vreemde_instantie(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    _weiger(p, "VIR-122", replace(ander, partner=melder.partner), p.mensen.persoon().bsn)


@geval(
    "MELD-032",
    "Een onbekende gebruiker",
    eisen=("R-001", "R-006", "AANVAL-20", "KV-12"),
    tweeling="MELD-001",
    gedaan="Meldt als gebruiker die niet bij de instantie is aangewezen.",
    verwacht="VIR-120.",
)
def onbekende_gebruiker(p: Proef) -> None:
    _weiger(p, "VIR-120", replace(p.mensen.melder(), gebruiker_id="conf-bestaat-niet"), p.mensen.persoon().bsn)


@geval(
    "MELD-033",
    "Een gebruiker van een andere instantie",
    eisen=("R-006", "AANVAL-20"),
    tweeling="MELD-001",
    gedaan="Meldt namens de eigen instantie als gebruiker van een andere instantie.",
    verwacht="VIR-120.",
)
def gebruiker_van_ander(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    _weiger(p, "VIR-120", replace(een, gebruiker_id=ander.gebruiker_id), p.mensen.persoon().bsn)


@geval(
    "MELD-034",
    "Wie het BSN niet mag gebruiken, meldt niet met BSN",
    eisen=("R-023",),
    tweeling="MELD-001",
    gedaan="Meldt met BSN als melder die daartoe niet gerechtigd is.",
    verwacht="VIR-105, ook als het BSN onbekend of ongeldig is: de weigering zegt niets over het nummer.",
)
def niet_gerechtigd(p: Proef) -> None:
    melder = p.mensen.melder_zonder_bsn()
    for bsn in (p.mensen.persoon().bsn, p.mensen.persoon("onbekend").bsn, "123456789"):
        _weiger(p, "VIR-105", melder, bsn)


@geval(
    "MELD-035",
    "Het OIN in de stuurgegevens is van een ander",
    eisen=("R-156", "KV-10"),
    tweeling="MELD-001",
    gedaan="Meldt met het OIN van een andere partner in verzenderOin.",
    verwacht="DK0002 met detail: de inhoud is de oorzaak.",
)
def ander_verzender_oin(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    verzoek = inhoud.melding(melder, p.sleutel(), p.mensen.persoon().bsn, oin=ander.partner.oin)
    p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "DK0002")


@geval(
    "MELD-036",
    "Een element dat het koppelvlak niet kent",
    eisen=("R-050", "R-051", "R-150", "KV-40"),
    tweeling="MELD-001",
    gedaan="Voegt aan een melding een element met een toelichting toe.",
    verwacht="DK0004, zonder de toelichting in de fout.",
)
def onbekend_element(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.melding(melder, p.sleutel(), p.mensen.persoon().bsn)
    etree.SubElement(verzoek, f"{{{MELDINGEN}}}toelichting").text = "vertrouwelijk"
    ontvangen = p.gesprek.stuur(melder, verzoek)
    p.gesprek.geweigerd(ontvangen, "DK0004")
    eis(b"vertrouwelijk" not in ontvangen.http.body, "een fout zonder de toelichting (R-171)", "de toelichting staat in de fout")


@geval(
    "MELD-037",
    "Een verplicht element ontbreekt",
    eisen=("R-150", "R-020"),
    tweeling="MELD-001",
    gedaan="Laat partnerMeldingId weg, en daarna de jeugdige.",
    verwacht="Twee keer DK0004.",
)
def element_ontbreekt(p: Proef) -> None:
    melder = p.mensen.melder()
    for naam in ("partnerMeldingId", "jeugdige"):
        verzoek = inhoud.melding(melder, p.sleutel(), p.mensen.persoon().bsn)
        verzoek.remove(vind(verzoek, f"{{{MELDINGEN}}}{naam}"))
        p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "DK0004")


@geval(
    "MELD-038",
    "Een BSN met een verkeerde vorm",
    eisen=("R-021", "R-150", "R-171"),
    tweeling="MELD-001",
    gedaan="Meldt met acht cijfers, met tien cijfers en met letters.",
    verwacht="Elke keer DK0004 met element, zonder de waarde in de fout.",
)
def verkeerde_vorm(p: Proef) -> None:
    melder = p.mensen.melder()
    for bsn in ("12345678", "1234567890", "12345678a"):
        fout = _weiger(p, "DK0004", melder, bsn)
        eis(fout.element, "een element in de fout", "geen element")


@geval(
    "MELD-039",
    "Meer manieren van identificeren tegelijk",
    eisen=("R-020",),
    tweeling="MELD-001",
    gedaan="Meldt met twee BSN's, en met geen enkele manier van identificeren.",
    verwacht="Twee keer DK0004 met element.",
)
def meer_manieren(p: Proef) -> None:
    melder = p.mensen.melder()
    for aantal in (0, 2):
        verzoek = inhoud.melding(melder, p.sleutel(), p.mensen.persoon().bsn)
        jeugdige = verzoek[-1]
        bsn = jeugdige[0]
        jeugdige[:] = [deepcopy(bsn) for _ in range(aantal)]
        fout = p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), "DK0004")
        eis(fout.element, "een element in de fout", "geen element")


def _weiger(p: Proef, code: str, melder: Gebruiker, bsn: str, sleutel: str | None = None) -> Fout:
    """A melding by BSN that must be refused; the number never comes back (R-171)."""
    ontvangen = p.gesprek.stuur(melder, inhoud.melding(melder, sleutel or p.sleutel(), bsn))
    fout = p.gesprek.geweigerd(ontvangen, code)
    eis(bsn.encode() not in ontvangen.http.body, "een fout zonder het nummer (R-171)", "het nummer staat in de fout")
    eis(fout.herhaalbaar == "false", "herhaalbaar false", f"herhaalbaar {fout.herhaalbaar}")
    return fout
