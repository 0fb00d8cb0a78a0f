"""The operations as Spyne sees them: in, call, out (stijl.md 5). One class per service of the contract."""

from typing import Any, Final

from spyne import Service, rpc

from verwijsindex.contract.operaties import MELDINGEN, SIGNALEN, Dienst
from verwijsindex.operations.bevestig_signalen import bevestig_signalen
from verwijsindex.operations.controleer_verbinding import controleer_verbinding
from verwijsindex.operations.haal_signalen_op import haal_signalen_op
from verwijsindex.operations.meld_jeugdige import meld_jeugdige
from verwijsindex.operations.meld_jeugdigen import meld_jeugdigen
from verwijsindex.operations.raadpleeg_eigen_meldingen import raadpleeg_eigen_meldingen
from verwijsindex.operations.toegang import weiger_niet_aangeboden
from verwijsindex.operations.verwijder_melding import verwijder_melding
from verwijsindex.operations.wijzig_contactgegevens import wijzig_contactgegevens
from verwijsindex.soap import translate, types
from verwijsindex.soap.aanroep import Aanroep

# ``spyne`` is the call as Spyne sees it; ``spyne.udc`` is our Aanroep. Spyne has no types.


class MeldingenService(Service):
    """MeldingenService_v1."""

    @rpc(types.MeldJeugdigeVerzoek, _returns=types.MeldJeugdigeAntwoord, _body_style="bare")
    def MeldJeugdige(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = meld_jeugdige(translate.meld_jeugdige(verzoek, aanroep), aanroep.context)
        return translate.gemeld(antwoord, verzoek, aanroep)

    @rpc(types.MeldJeugdigenVerzoek, _returns=types.MeldJeugdigenAntwoord, _body_style="bare")
    def MeldJeugdigen(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = meld_jeugdigen(translate.meld_jeugdigen(verzoek, aanroep), aanroep.context)
        return translate.gemeld_per_stuk(antwoord, verzoek, aanroep)

    @rpc(types.VerwijderMeldingVerzoek, _returns=types.VerwijderMeldingAntwoord, _body_style="bare")
    def VerwijderMelding(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = verwijder_melding(translate.verwijder_melding(verzoek, aanroep), aanroep.context)
        return translate.verwijderd(antwoord, verzoek, aanroep)

    @rpc(types.RaadpleegEigenMeldingenVerzoek, _returns=types.RaadpleegEigenMeldingenAntwoord, _body_style="bare")
    def RaadpleegEigenMeldingen(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = raadpleeg_eigen_meldingen(translate.raadpleeg_eigen_meldingen(verzoek, aanroep), aanroep.context)
        return translate.eigen_meldingen(antwoord, verzoek, aanroep)

    @rpc(types.WijzigContactgegevensVerzoek, _returns=types.WijzigContactgegevensAntwoord, _body_style="bare")
    def WijzigContactgegevens(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = wijzig_contactgegevens(translate.wijzig_contactgegevens(verzoek, aanroep), aanroep.context)
        return translate.gewijzigd(antwoord, verzoek, aanroep)

    @rpc(types.KoppelBsnVerzoek, _returns=types.KoppelBsnAntwoord, _body_style="bare")
    def KoppelBsn(spyne: Any, verzoek: Any) -> Any:
        _niet_aangeboden(spyne, verzoek, "KoppelBsn")

    @rpc(types.ControleerVerbindingVerzoek, _returns=types.ControleerVerbindingAntwoord, _body_style="bare")
    def ControleerVerbinding(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = controleer_verbinding(translate.afzender(verzoek, aanroep), aanroep.context)
        return translate.verbinding(antwoord, verzoek, aanroep)


class SignalenService(Service):
    """SignalenService_v1."""

    @rpc(types.HaalSignalenOpVerzoek, _returns=types.HaalSignalenOpAntwoord, _body_style="bare")
    def HaalSignalenOp(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = haal_signalen_op(translate.haal_signalen_op(verzoek, aanroep), aanroep.context)
        return translate.opgehaald(antwoord, verzoek, aanroep)

    @rpc(types.BevestigSignalenVerzoek, _returns=types.BevestigSignalenAntwoord, _body_style="bare")
    def BevestigSignalen(spyne: Any, verzoek: Any) -> Any:
        aanroep: Aanroep = spyne.udc
        antwoord = bevestig_signalen(translate.bevestig_signalen(verzoek, aanroep), aanroep.context)
        return translate.bevestigd(antwoord, verzoek, aanroep)

    @rpc(types.HaalHistorieOpVerzoek, _returns=types.HaalHistorieOpAntwoord, _body_style="bare")
    def HaalHistorieOp(spyne: Any, verzoek: Any) -> Any:
        _niet_aangeboden(spyne, verzoek, "HaalHistorieOp")


def _niet_aangeboden(spyne: Any, verzoek: Any, operatie: str) -> None:
    """Rules that are not built yet (keuzes.md 43): VIR-160."""
    aanroep: Aanroep = spyne.udc
    weiger_niet_aangeboden(translate.afzender(verzoek, aanroep), operatie, aanroep.context)


SERVICES: Final[dict[Dienst, type]] = {MELDINGEN: MeldingenService, SIGNALEN: SignalenService}
