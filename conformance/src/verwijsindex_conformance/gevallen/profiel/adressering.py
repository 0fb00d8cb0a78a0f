"""WS-Addressing and SOAPAction: what is missing, doubled, wrong, or of somebody else."""

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.breken import haal_weg, verdubbel_header, vreemde_header
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.namespaces import HEADER, SOAP, WSA
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import NIET_TERECHT, Proef

_XML = ("Content-Type", "text/xml; charset=utf-8")


@geval(
    "PROF-080",
    "De SOAPAction van een andere operatie",
    eisen=("R-152", "WS002", "AANVAL-37", "BP-R2744"),
    tweeling="PROF-001",
    gedaan="Stuurt ControleerVerbinding met de SOAPAction van VerwijderMelding.",
    verwacht="Een fout DK0003.",
)
def andere_soapaction(p: Proef) -> None:
    p.weiger("DK0003", koppen=[_XML, ("SOAPAction", f'"{MELDINGENDIENST.actie("VerwijderMelding")}"')])


@geval(
    "PROF-081",
    "SOAPAction ontbreekt, staat er twee keer of zonder aanhalingstekens",
    eisen=("R-152", "WS002", "AANVAL-37", "BP-R1109"),
    tweeling="PROF-004",
    gedaan="Stuurt een verzoek zonder SOAPAction, een met twee, en een zonder aanhalingstekens.",
    verwacht="Elke keer een fout DK0003.",
)
def soapaction_onjuist(p: Proef) -> None:
    actie = MELDINGENDIENST.actie("ControleerVerbinding")
    goed = ("SOAPAction", f'"{actie}"')
    for koppen in ([_XML], [_XML, goed, goed], [_XML, ("SOAPAction", actie)]):
        p.weiger("DK0003", koppen=koppen)


@geval(
    "PROF-082",
    "De Action van de ene operatie met de Body van een andere",
    eisen=("R-152", "WA001", "AANVAL-37"),
    tweeling="PROF-001",
    gedaan="Stuurt de inhoud van ControleerVerbinding met Action en SOAPAction van RaadpleegEigenMeldingen.",
    verwacht="Een fout DK0003.",
)
def action_en_body(p: Proef) -> None:
    p.weiger("DK0003", action=MELDINGENDIENST.actie("RaadpleegEigenMeldingen"))


@geval(
    "PROF-083",
    "Een onbekende Action",
    eisen=("R-152", "WA001"),
    tweeling="PROF-001",
    gedaan="Stuurt een verzoek met een Action die niet bestaat.",
    verwacht="Een fout DK0003 met faultcode ActionNotSupported.",
)
def onbekende_action(p: Proef) -> None:
    fout = p.weiger("DK0003", action=MELDINGENDIENST.actie("BestaatNiet"))
    eis(fout.faultcode == f"{{{WSA}}}ActionNotSupported", "faultcode ActionNotSupported", fout.faultcode or "geen")


@geval(
    "PROF-084",
    "To ontbreekt",
    eisen=("R-152", "WA001"),
    tweeling="PROF-008",
    gedaan="Stuurt een goed getekend verzoek zonder wsa:To.",
    verwacht="Een fout DK0005.",
)
def zonder_to(p: Proef) -> None:
    p.weiger("DK0005", to=None)


@geval(
    "PROF-085",
    "Action ontbreekt",
    eisen=("R-152", "WA001"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed getekend verzoek zonder wsa:Action, met de goede SOAPAction.",
    verwacht="Een fout DK0006.",
)
def zonder_action(p: Proef) -> None:
    p.weiger("DK0006", voor_tekenen=haal_weg(HEADER, f"{{{WSA}}}Action"))


@geval(
    "PROF-086",
    "MessageID ontbreekt",
    eisen=("R-152", "WA001"),
    tweeling="PROF-002",
    gedaan="Stuurt een goed getekend verzoek zonder wsa:MessageID.",
    verwacht="Een fout DK0007.",
)
def zonder_message_id(p: Proef) -> None:
    p.weiger("DK0007", message_id=None)


@geval(
    "PROF-087",
    "To van een ander adres",
    eisen=("R-152", "WA001", "AANVAL-39"),
    tweeling="PROF-008",
    gedaan="Stuurt een goed getekend verzoek met het adres van een andere dienst in wsa:To, en een met een ander systeem.",
    verwacht="Twee keer een fout DK0011.",
)
def andere_to(p: Proef) -> None:
    meldingen = p.doel.adressen["meldingen"]
    for to in (p.doel.adressen.get("signalen", f"{meldingen}/x"), "https://index.example/meldingen/v1"):
        p.weiger("DK0011", to=to)


@geval(
    "PROF-088",
    "To met het OIN van een ander",
    eisen=("R-156", "WA001", "AANVAL-39"),
    tweeling="PROF-008",
    gedaan="Stuurt een goed getekend verzoek met het OIN van de partner zelf achter het adres in wsa:To.",
    verwacht="Een fout DK0002.",
)
def to_met_ander_oin(p: Proef) -> None:
    p.weiger("DK0002", to=f"{p.doel.adressen['meldingen']}?OIN={p.mensen.melder().partner.oin}")


@geval(
    "PROF-089",
    "From met het OIN van een ander",
    eisen=("R-156", "WA001", "AANVAL-20"),
    tweeling="PROF-007",
    gedaan="Stuurt een goed getekend verzoek met het OIN van een andere partner in wsa:From.",
    verwacht="Een fout DK0002.",
)
def from_met_ander_oin(p: Proef) -> None:
    ander = p.mensen.andere_partner(p.mensen.melder())
    p.weiger("DK0002", van=f"https://partner.example/vir?OIN={ander.partner.oin}")


@geval(
    "PROF-090",
    "Het bericht van de een over de verbinding van de ander",
    eisen=("R-156", "R-006", "TLS001", "AANVAL-20"),
    tweeling="PROF-001",
    gedaan="Tekent als een andere partner, en stuurt het bericht over de eigen TLS-verbinding.",
    verwacht="Een fout DK0002.",
)
def andermans_bericht(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    verzoek = inhoud.verbinding(ander)
    bericht = maak_bericht(p.gesprek.recept(ander, verzoek))
    p.gesprek.geweigerd(p.gesprek.stuur_bericht(melder, bericht, verzoek), "DK0002", techniek=True)


@geval(
    "PROF-091",
    "ReplyTo naar een ander adres",
    eisen=("R-152", "WA001", "AANVAL-38"),
    tweeling="PROF-007",
    gedaan="Stuurt een goed getekend verzoek met een eigen adres in ReplyTo.",
    verwacht="Een fout DK0011.",
)
def replyto_elders(p: Proef) -> None:
    p.weiger("DK0011", reply_to="https://partner.example/antwoord")


@geval(
    "PROF-092",
    "Een adresheader staat er twee keer",
    eisen=("R-152", "WA001"),
    tweeling="PROF-001",
    gedaan="Zet To, Action of MessageID een tweede keer in het bericht.",
    verwacht="Elke keer een fout DK0011.",
)
def dubbele_header(p: Proef) -> None:
    for naam in ("To", "Action", "MessageID"):
        p.weiger("DK0011", na_tekenen=verdubbel_header(naam))


@geval(
    "PROF-093",
    "Een header buiten het profiel",
    eisen=("R-153", "WS007"),
    tweeling="PROF-001",
    gedaan="Voegt een eigen header toe.",
    verwacht="Een fout DK0010 met faultcode Client.",
)
def vreemd(p: Proef) -> None:
    fout = p.weiger("DK0010", extra_headers=(vreemde_header(),))
    eis(fout.faultcode == f"{{{SOAP}}}Client", "faultcode Client", fout.faultcode or "geen")


@geval(
    "PROF-094",
    "Een verplichte header buiten het profiel",
    eisen=("R-153", "WS007"),
    tweeling="PROF-001",
    gedaan="Voegt een eigen header toe met mustUnderstand.",
    verwacht="Een fout DK0010 met faultcode MustUnderstand.",
)
def vreemd_en_verplicht(p: Proef) -> None:
    fout = p.weiger("DK0010", extra_headers=(vreemde_header(verplicht=True),))
    eis(fout.faultcode == f"{{{SOAP}}}MustUnderstand", "faultcode MustUnderstand", fout.faultcode or "geen")


@geval(
    "PROF-095",
    "Een verwijdering onder de naam van een andere operatie doet niets",
    eisen=("R-152", "WS002", "WA001", "AANVAL-37"),
    tweeling="INTR-001",
    gedaan="Doet een melding, en stuurt de verwijdering ervan met Action en SOAPAction van ControleerVerbinding, en met alleen de "
    "SOAPAction daarvan. Meldt daarna dezelfde persoon nog eens.",
    verwacht="Twee keer een fout DK0003, en de melding staat er nog: de tweede melding is al gedaan.",
)
def verwijdering_onder_andere_naam(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    gemeld = p.meld_vers(melder, persoon)
    andere = MELDINGENDIENST.actie("ControleerVerbinding")
    for naam, action in {"Action en SOAPAction": andere, "SOAPAction": MELDINGENDIENST.actie("VerwijderMelding")}.items():
        verzoek = inhoud.verwijdering(melder, p.sleutel(), gemeld.melding_id, NIET_TERECHT)
        bericht = maak_bericht(p.gesprek.recept(melder, verzoek, action=action))
        with p.variant(naam):
            ontvangen = p.gesprek.stuur_bericht(melder, bericht, verzoek, koppen=[_XML, ("SOAPAction", f'"{andere}"')])
            p.gesprek.geweigerd(ontvangen, "DK0003", techniek=True)
    eis(p.meld(melder, persoon).reeds_gemeld, "een melding die er nog staat", "reedsGemeld false")
