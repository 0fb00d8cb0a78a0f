"""Whether a reply answers this request: RelatesTo, Action and SignatureConfirmation (WA001, WB014)."""

from verwijsindex_conformance.antwoord.envelop import Envelop
from verwijsindex_conformance.antwoord.handtekening import bevestigingen
from verwijsindex_conformance.bericht.teken import Bericht
from verwijsindex_conformance.namespaces import ANONIEM, NIET_GENOEMD
from verwijsindex_conformance.oordeel import eis


def controleer_relatie(envelop: Envelop, bericht: Bericht) -> None:
    """The addressing of a reply. Raises Gezakt."""
    relatie = envelop.adres("RelatesTo")
    verwacht = {bericht.message_id, NIET_GENOEMD} if envelop.is_fout else {bericht.message_id}
    eis(relatie in verwacht, "RelatesTo met het MessageID van het verzoek (WA001)", "een ander RelatesTo, of geen")
    eis(envelop.adres("MessageID"), "een MessageID (WA001)", "geen MessageID")
    eis(envelop.adres("To") in (None, ANONIEM), "To anoniem of weggelaten (WA001)", "een ander To")
    if not envelop.is_fout:
        actie = f"{bericht.action}Response"
        eis(envelop.adres("Action") == actie, f"Action {actie} (WA001)", envelop.adres("Action") or "geen Action")


def controleer_bevestiging(envelop: Envelop, bericht: Bericht) -> None:
    """WB014: the signature of the request comes back; a fault from before it was verified has no value to repeat. Raises Gezakt."""
    waarden = bevestigingen(envelop)
    eis(len(waarden) == 1, "één SignatureConfirmation (WB014)", f"{len(waarden)}")
    goed = waarden[0] == bericht.signature_value or (envelop.is_fout and waarden[0] is None)
    eis(goed, "de handtekening van het verzoek in SignatureConfirmation (WB014)", "een andere waarde, of geen")
